"""Who did what, in sentences. What is not known is told as the hub names it."""

from collections.abc import Callable, Iterator, Mapping

from desktop.backend.people import Deed
from desktop.viewmodels.mirror import HomeMirror
from desktop.viewmodels.plurals import PLURALS
from desktop.viewmodels.words import joined, translate
from embedded_hub.model.ids import EntityId, GatewayId
from embedded_hub.model.values import JsonValue

NOUNS = ("action/", "person/", "device/", "gateway/", "zone/", "location/", "home/")
"""What can be asked for alone, in the order it is offered."""
ACTION_CALLED = "action/called"
MOST_NAMED = 3
_ICONS = {
    "action": "gesture-tap-button",
    "person": "account-outline",
    "device": "cellphone",
    "gateway": "lan-connect",
    "zone": "map-marker-plus",
    "location": "map-marker-radius",
    "push": "bell-ring",
    "home": "home-variant",
}


def noun_text(noun: str) -> str:
    """Name what can be asked for alone."""
    return {
        "action/": translate("Audit", "Controlled"),
        "person/": translate("Audit", "People"),
        "device/": translate("Audit", "Devices and keys"),
        "gateway/": translate("Audit", "Gateways"),
        "zone/": translate("Audit", "Places"),
        "location/": translate("Audit", "Sharing of location"),
        "home/": translate("Audit", "Settings of the home"),
    }.get(noun, translate("Audit", "Everything"))


def icon_of(deed: Deed) -> str:
    """Return the icon for what was done."""
    return _ICONS.get(deed.kind.partition("/")[0], "history")


def who_text(deed: Deed) -> str:
    """Return who did it, and on what."""
    who = deed.user_name or translate("Audit", "Nobody in particular")
    return joined(who, deed.device_name)


def deed_text(deed: Deed, mirror: HomeMirror) -> str:
    """Say what was done."""
    if deed.kind == ACTION_CALLED:
        return _action_text(deed, mirror)
    word = _WORDS.get(deed.kind)
    if word is None:
        return joined(deed.kind, deed.subject)
    return word().replace("%1", _named(deed, mirror))


def _action_text(deed: Deed, mirror: HomeMirror) -> str:
    what = _things(deed, mirror)
    if not what:
        return translate("Audit", "Used %1").replace("%1", deed.subject)
    word = _ACTIONS.get(deed.subject.partition(".")[2])
    sentence = word() if word is not None else translate("Audit", "Controlled %1")
    return sentence.replace("%1", what)


def _things(deed: Deed, mirror: HomeMirror) -> str:
    listed = deed.details.get("entity_id")
    named = list(_texts(listed))
    names = [mirror.name_of(mirror.entity(EntityId(one))) for one in named[:MOST_NAMED]]
    return _listing(names, deed.details.get("count", len(named)))


def _named(deed: Deed, mirror: HomeMirror) -> str:
    """Return the name of what it was done to, as far as it has one."""
    if deed.kind == "device/paired":
        return deed.device_name
    details = deed.details
    if names := list(_texts(details.get("names"))):
        return _listing(names[:MOST_NAMED], details.get("count", len(names)))
    for field in ("title", "name"):
        if isinstance(told := details.get(field), str) and told:
            return told
    gateway = mirror.gateways.get(GatewayId(deed.subject))
    return gateway.title if gateway is not None else deed.subject


def _listing(names: list[str], count: JsonValue) -> str:
    more = count - len(names) if isinstance(count, int) else 0
    text = ", ".join(names)
    return f"{text} {PLURALS.and_more(more)}" if names and more > 0 else text


def _texts(listed: JsonValue) -> Iterator[str]:
    if isinstance(listed, list | tuple):
        yield from (one for one in listed if isinstance(one, str))


_Words = Mapping[str, Callable[[], str]]
_ACTIONS: _Words = {
    "turn_on": lambda: translate("Audit", "Turned on %1"),
    "turn_off": lambda: translate("Audit", "Turned off %1"),
    "toggle": lambda: translate("Audit", "Switched %1"),
    "open_cover": lambda: translate("Audit", "Opened %1"),
    "close_cover": lambda: translate("Audit", "Closed %1"),
    "stop_cover": lambda: translate("Audit", "Stopped %1"),
    "open_valve": lambda: translate("Audit", "Opened %1"),
    "close_valve": lambda: translate("Audit", "Closed %1"),
    "lock": lambda: translate("Audit", "Locked %1"),
    "unlock": lambda: translate("Audit", "Unlocked %1"),
    "open": lambda: translate("Audit", "Opened %1"),
    "press": lambda: translate("Audit", "Pressed %1"),
    "set_temperature": lambda: translate("Audit", "Set the temperature of %1"),
    "set_value": lambda: translate("Audit", "Set %1"),
    "select_option": lambda: translate("Audit", "Set %1"),
    "alarm_disarm": lambda: translate("Audit", "Disarmed %1"),
    "alarm_arm_home": lambda: translate("Audit", "Armed %1"),
    "alarm_arm_away": lambda: translate("Audit", "Armed %1"),
    "alarm_arm_night": lambda: translate("Audit", "Armed %1"),
}
_WORDS: _Words = {
    "person/added": lambda: translate("Audit", "Added %1 to the people"),
    "person/changed": lambda: translate("Audit", "Changed what is known of %1"),
    "person/removed": lambda: translate("Audit", "Removed %1 from the people"),
    "person/pictured": lambda: translate("Audit", "Changed the picture of %1"),
    "device/added": lambda: translate("Audit", "Made a key: %1"),
    "device/paired": lambda: translate("Audit", "Came in with a new device: %1"),
    "device/revoked": lambda: translate("Audit", "Signed out %1"),
    "device/arranged": lambda: translate("Audit", "Arranged %1"),
    "device/merged": lambda: translate("Audit", "Made one device of %1"),
    "device/unmerged": lambda: translate("Audit", "Took %1 apart again"),
    "device/distinct": lambda: translate("Audit", "Said that these are different: %1"),
    "device/alike": lambda: translate("Audit", "Took back that these are different: %1"),
    "gateway/added": lambda: translate("Audit", "Added the gateway %1"),
    "gateway/edited": lambda: translate("Audit", "Changed the settings of %1"),
    "gateway/paused": lambda: translate("Audit", "Paused %1"),
    "gateway/resumed": lambda: translate("Audit", "Let %1 go on"),
    "gateway/removed": lambda: translate("Audit", "Removed the gateway %1"),
    "gateway/admitted": lambda: translate("Audit", "Let devices into %1"),
    "zone/added": lambda: translate("Audit", "Added the place %1"),
    "zone/changed": lambda: translate("Audit", "Changed the place %1"),
    "zone/removed": lambda: translate("Audit", "Removed the place %1"),
    "location/shared": lambda: translate("Audit", "Began to share where this device is"),
    "location/hidden": lambda: translate("Audit", "Stopped sharing where this device is"),
    "push/enabled": lambda: translate("Audit", "Turned on messages to closed pages"),
    "push/disabled": lambda: translate("Audit", "Turned off messages to closed pages"),
    "home/configured": lambda: translate("Audit", "Changed the settings of the home"),
}
