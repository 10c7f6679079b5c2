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
MAX_SLUG_LENGTH = 240
"""Of an id made from a name; the rest is for the number."""
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
    base = (prefix + slugify(name))[:MAX_SLUG_LENGTH].rstrip("_")
    if base not in taken:
        return base
    # Ten thousand things of one name are possible; trying each number for each is not.
    taken_number, free_number = 1, 2
    while f"{base}_{free_number}" in taken:
        taken_number, free_number = free_number, 2 * free_number
    while free_number - taken_number > 1:
        middle = (taken_number + free_number) // 2
        if f"{base}_{middle}" in taken:
            taken_number = middle
        else:
            free_number = middle
    return f"{base}_{free_number}"


def is_entity_id(text: str) -> bool:
    """Say whether the text has the form of an entity id."""
    return len(text) <= MAX_ID_LENGTH and _ENTITY_ID.fullmatch(text) is not None


def domain_of(entity_id: str) -> str:
    """Return what stands before the dot."""
    return entity_id.partition(".")[0]
