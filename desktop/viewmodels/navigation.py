"""Where one can go: the entries of sidebar, rail and bottom bar."""

from collections.abc import Iterable

from desktop.viewmodels.glyphs import glyph
from desktop.viewmodels.words import translate

Entry = dict[str, object]
HOME, AREA, ACTIVITY, GATEWAYS = "home", "area", "activity", "gateways"
ADD_GATEWAY, SETTINGS, MORE, AREAS = "addGateway", "settings", "more", "areas"
PAGES = (HOME, AREA, AREAS, ACTIVITY, GATEWAYS, ADD_GATEWAY, SETTINGS, MORE)


def entries(areas: Iterable[Entry], *, can_configure: bool) -> list[Entry]:
    """Return the entries in order, areas inline after Home."""
    listed = [_entry(HOME, translate("Navigation", "Home"), "home-variant")]
    listed += [
        {
            "page": AREA,
            "label": area["name"],
            "icon": area["icon"],
            "areaId": area["areaId"],
            "summary": area["summary"],
            "isEnabled": True,
        }
        for area in areas
    ]
    listed.append(_entry(ACTIVITY, translate("Navigation", "Activity"), "history"))
    if can_configure:
        listed.append(_entry(GATEWAYS, translate("Navigation", "Gateways"), "lan-connect"))
    listed.append(_entry(SETTINGS, translate("Navigation", "Settings"), "cog"))
    return listed


def _entry(page: str, label: str, icon: str) -> Entry:
    return {
        "page": page,
        "label": label,
        "icon": glyph(icon),
        "areaId": "",
        "summary": "",
        "isEnabled": True,
    }
