"""What a person says about a zone: what it looks like, and where it is in written coordinates."""

import re

from desktop.viewmodels.glyphs import glyph
from desktop.viewmodels.row_model import Row
from desktop.viewmodels.words import translate
from embedded_hub.model.position import Point

_POLE, _DATE_LINE = 90.0, 180.0
_NUMBER = r"([+-]?\d+(?:[.,]\d+)?)\s*°?"
# Points or commas mark decimals; what separates the two numbers is then a semicolon or a space.
_PAIR = re.compile(rf"\s*{_NUMBER}\s*([NSns])?\s*(?:[,;]\s*|\s+){_NUMBER}\s*([EWOewo])?\s*")


def icon_choices() -> list[Row]:
    """Return what a zone may look like."""
    words = (
        ("mdi:map-marker", translate("Map", "Place")),
        ("mdi:briefcase", translate("Map", "Work")),
        ("mdi:school", translate("Map", "School")),
        ("mdi:cart", translate("Map", "Shop")),
        ("mdi:heart", translate("Map", "Friends")),
        ("mdi:dumbbell", translate("Map", "Sport")),
    )
    return [{"value": name, "label": word, "icon": glyph(name)} for name, word in words]


def coordinates(point: Point) -> str:
    """Write a point as maps elsewhere do, good to a metre."""
    return f"{point[0]:.5f}, {point[1]:.5f}"


def point_of(text: str) -> Point | None:
    """Return the point that was written: ``52.52, 13.40`` or ``52,52° N 13,40° O``."""
    found = _PAIR.fullmatch(text)
    if found is None:
        return None
    latitude = float(found[1].replace(",", ".")) * (-1 if found[2] in ("S", "s") else 1)
    longitude = float(found[3].replace(",", ".")) * (-1 if found[4] in ("W", "w") else 1)
    if abs(latitude) > _POLE or abs(longitude) > _DATE_LINE:
        return None
    return latitude, longitude
