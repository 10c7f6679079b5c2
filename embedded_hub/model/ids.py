"""Identifiers, and the rules that keep them the same for life.

An entity id is ``domain.object_id`` in lower case, as Home Assistant's clients expect. Where it
comes from a name, :func:`slugify` makes it; once given it stays, whatever the name becomes.
"""

import re
import unicodedata
from collections.abc import Container
from typing import NewType

EntityId = NewType("EntityId", str)
"""``domain.object_id``, lower case, stable for life."""
DeviceId = NewType("DeviceId", str)
AreaId = NewType("AreaId", str)
FloorId = NewType("FloorId", str)
LabelId = NewType("LabelId", str)
GatewayId = NewType("GatewayId", str)
HomeId = NewType("HomeId", str)
UserId = NewType("UserId", str)
EntityKey = NewType("EntityKey", str)
"""A gateway's own address of an entity, such as ``d1/light``; unique within that gateway."""

MAX_ID_LENGTH = 255
_ENTITY_ID = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*\.[a-z0-9]+(?:_[a-z0-9]+)*")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
# Letters that do not decompose to an ASCII letter and a mark.
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"}  # noqa: RUF001 - the Turkish letter itself
)


def slugify(name: str) -> str:
    """Make the identifier form of a name: ``"Küche Süd"`` becomes ``kuche_sud``.

    Names in scripts without an ASCII form keep their identity as code points, so that two
    different names never collapse into one empty slug.
    """
    lowered = name.lower().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", lowered).encode("ascii", "ignore").decode()
    slug = _NOT_SLUG.sub("_", plain).strip("_")
    if slug:
        return slug
    return "_".join(f"{ord(char):x}" for char in lowered if not char.isspace())[:64] or "unnamed"


def unique_slug(name: str, taken: Container[str], prefix: str = "") -> str:
    """Return ``prefix + slug``, numbered from 2 when it is already taken."""
    base = prefix + slugify(name)
    candidate, number = base, 2
    while candidate in taken:
        candidate, number = f"{base}_{number}", number + 1
    return candidate


def is_entity_id(text: str) -> bool:
    """Say whether the text has the form of an entity id."""
    return len(text) <= MAX_ID_LENGTH and _ENTITY_ID.fullmatch(text) is not None


def domain_of(entity_id: str) -> str:
    """Return what stands before the dot."""
    return entity_id.partition(".")[0]
