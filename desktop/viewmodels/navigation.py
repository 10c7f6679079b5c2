"""Where one can go: the entries of sidebar, rail and bottom bar."""

from collections.abc import Iterable

from desktop.viewmodels.channel_words import missed_text
from desktop.viewmodels.glyphs import glyph
from desktop.viewmodels.notice_words import notices_text
from desktop.viewmodels.plurals import PLURALS
from desktop.viewmodels.words import translate

Entry = dict[str, object]
HOME, AREA, ACTIVITY, GATEWAYS = "home", "area", "activity", "gateways"
ADD_GATEWAY, SETTINGS, MORE, AREAS, TALK = "addGateway", "settings", "more", "areas", "talk"
PEOPLE, ADD_PHONE, JOIN, AUDIT = "people", "addPhone", "join", "audit"
GATEWAY, ARRANGE = "gateway", "arrange"
MAP = "map"
PAGES = (
    HOME,
    AREA,
    AREAS,
    ACTIVITY,
    GATEWAYS,
    GATEWAY,
    ADD_GATEWAY,
    ARRANGE,
    SETTINGS,
    MORE,
    TALK,
    MAP,
    PEOPLE,
    ADD_PHONE,
    JOIN,
    AUDIT,
)


def entries(
    areas: Iterable[Entry],
    *,
    can_configure: bool,
    can_talk: bool = False,
    missed: int = 0,
    has_people: bool = False,
    unread: int = 0,
    found: int = 0,
    has_map: bool = False,
) -> list[Entry]:
    """Return the entries in order, areas inline after Home.

    Args:
        areas: Rows of the area model.
        can_configure: Whether the person may change the home.
        can_talk: Whether there is an intercom.
        missed: How much was said that the person has not heard.
        has_people: Whether the hub knows people.
        unread: How many notices the person has not read.
        found: How many gateways were found that nobody has looked at.
        has_map: Whether there is anything on the map for this person.
    """
    listed = [_entry(HOME, translate("Navigation", "Home"), "home-variant")]
    listed += [
        {
            "page": AREA,
            "label": area["name"],
            "icon": area["icon"],
            "areaId": area["areaId"],
            "summary": area["summary"],
            "isEnabled": True,
            "badge": 0,
        }
        for area in areas
    ]
    if can_talk:
        talk = _entry(TALK, translate("Navigation", "Talk"), "account-voice")
        listed.append(talk | {"badge": missed, "summary": missed_text(missed)})
    if has_map:
        listed.append(_entry(MAP, translate("Navigation", "Map"), "map-marker-radius"))
    activity = _entry(ACTIVITY, translate("Navigation", "Activity"), "history")
    listed.append(activity | {"badge": unread, "summary": notices_text(unread)})
    if can_configure:
        gateways = _entry(GATEWAYS, translate("Navigation", "Gateways"), "lan-connect")
        listed.append(gateways | {"badge": found, "summary": PLURALS.found(found) if found else ""})
    if has_people:
        listed.append(_entry(PEOPLE, translate("Navigation", "People"), "account-multiple"))
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
        "badge": 0,
    }
