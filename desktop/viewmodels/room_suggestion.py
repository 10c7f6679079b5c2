"""Which room a device is probably in, from what it is called: pure.

Rooms there are come first. A room nobody made yet is suggested by the words homes have for rooms,
in English and German: a new home has none, and its devices often carry them in their names.
"""

import re
from collections.abc import Iterable

import msgspec

from embedded_hub.model.ids import AreaId
from embedded_hub.model.registry import Area

ROOM_WORDS = (
    "attic", "balcony", "basement", "bathroom", "bedroom", "carport", "cellar", "children's room",
    "dining room", "entrance", "garage", "garden", "guest room", "hallway", "hall", "kids room",
    "kitchen", "landing", "laundry", "living room", "lounge", "nursery", "office", "pantry",
    "patio", "playroom", "porch", "shed", "study", "terrace", "toilet", "utility room", "workshop",
    "abstellraum", "arbeitszimmer", "badezimmer", "balkon", "büro", "dachboden", "diele",
    "einfahrt", "eingang", "esszimmer", "flur", "garten", "gäste-wc", "gästezimmer",
    "hauswirtschaftsraum", "heizungsraum", "keller", "kinderzimmer", "küche", "schlafzimmer",
    "schuppen", "speisekammer", "terrasse", "treppenhaus", "waschküche", "werkstatt", "wohnzimmer",
)  # fmt: skip
"""Longer ones win over those they contain."""
_STEMS = {"küchen": "küche", "garten": "garten", "flur": "flur", "keller": "keller"}
"""How a room begins a compound where its own word does not."""
_LONG_ENOUGH = 5
"""A shorter word may begin one that has nothing to do with it: ``Hall`` and ``Halloween``."""


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """A room."""

    name: str
    area_id: AreaId | None = None
    """``None`` for one that has to be made first."""


def suggestion(names: Iterable[str], areas: Iterable[Area]) -> Suggestion | None:
    """Return the room the names speak of.

    Args:
        names: What the device and its entities are called.
        areas: The rooms there are.
    """
    text = " ".join(names).casefold()
    known = sorted(areas, key=lambda area: len(area.name), reverse=True)
    for area in known:
        if any(_speaks_of(text, word.casefold()) for word in (area.name, *area.aliases)):
            return Suggestion(name=area.name, area_id=area.area_id)
    for word in sorted(ROOM_WORDS, key=len, reverse=True):
        if _speaks_of(text, word):
            return _named(word, known)
    for stem, word in _STEMS.items():
        if re.search(rf"\b{stem}", text):
            return _named(word, known)
    return None


def _named(word: str, areas: Iterable[Area]) -> Suggestion:
    area = next((one for one in areas if one.name.casefold() == word), None)
    if area is not None:
        return Suggestion(name=area.name, area_id=area.area_id)
    return Suggestion(name=word[:1].upper() + word[1:])


def _speaks_of(text: str, word: str) -> bool:
    if not word:
        return False
    end = "" if len(word) >= _LONG_ENOUGH else r"\b"
    return re.search(rf"\b{re.escape(word)}{end}", text) is not None
