"""What all messages of ``homewire.gw.v1`` are made of."""

from typing import Annotated, TypeAlias

import msgspec

Address: TypeAlias = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
"""``device`` or ``device/entity``, stable for life."""
Word: TypeAlias = Annotated[str, msgspec.Meta(max_length=200)]
Sentence: TypeAlias = Annotated[str, msgspec.Meta(max_length=1000)]


class Wire(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What all parts of a message have in common: immutable, and short on the wire."""


class Message(Wire, frozen=True, kw_only=True, omit_defaults=True, tag_field="t", tag=str.lower):
    """Base of every message; its type on the wire is the lower-case class name."""
