"""Commands about the connection itself."""

from typing import Annotated

import msgspec

from embedded_hub.protocol.base import Command


class Ping(Command, frozen=True, tag="ping"):
    """Ask for a ``pong``, to see that the other end still answers."""


class Features(msgspec.Struct, frozen=True, kw_only=True):
    """What a client can take."""

    coalesce_messages: int | None = None
    """1 when one frame may hold an array of messages."""
    bulk_window: Annotated[int, msgspec.Meta(ge=4096, le=1 << 20)] | None = None
    """Take messages above 4 KB in binary pieces, so many bytes of which may be under way; and the
    first answer of ``subscribe_entities`` in parts."""


class SupportedFeatures(Command, frozen=True, tag="supported_features"):
    """Say what this client can take; arrays are sent to nobody who has not said so."""

    features: Features = Features()


COMMANDS = (Ping, SupportedFeatures)
