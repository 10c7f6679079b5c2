"""What every client message has in common, and the limits on all of them."""

from typing import Annotated

import msgspec

MAX_ID = 2**53 - 1
"""Largest integer every JSON client holds exactly."""

MessageId = Annotated[int, msgspec.Meta(ge=1, le=MAX_ID)]
Text = Annotated[str, msgspec.Meta(max_length=255)]
"""An id or a name."""
LongText = Annotated[str, msgspec.Meta(max_length=16_384)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=255)]


class Command(msgspec.Struct, frozen=True, kw_only=True, tag_field="type"):
    """One request after the auth phase; every one gets exactly one ``result``.

    Unknown fields are passed over, so that a newer client can talk to an older hub.
    """

    id: MessageId
