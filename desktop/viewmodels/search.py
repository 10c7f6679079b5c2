"""Whether a tile is what somebody types."""

import unicodedata

from desktop.viewmodels.face import Face

_SEARCHED = ("fullName", "areaName", "stateText", "domain", "deviceClass", "entityId")


def matches(query: str, face: Face) -> bool:
    """Say whether every word of the query stands in the tile; marks and case do not matter."""
    words = _plain(query).split()
    if not words:
        return False
    haystack = _plain(" ".join(str(face[role]) for role in _SEARCHED))
    return all(word in haystack for word in words)


def _plain(text: str) -> str:
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in split if not unicodedata.combining(char))
