"""The word for a state, as a key that every user interface translates.

A tile never shows "on" for an open door. What a state means in words is decided here, once, so
that desktop, web and command line agree; what the words are in a language is theirs.
"""

from collections.abc import Callable, Mapping

from embedded_hub.model.capability import climate, humidifier, update
from embedded_hub.model.capability.attributes import OFF, ON, device_class, is_on
from embedded_hub.model.ids import domain_of
from embedded_hub.model.state import UNAVAILABLE, UNKNOWN, State

_BINARY: Mapping[str, tuple[str, str]] = {
    "": ("on", "off"),
    "battery": ("battery_low", "battery_normal"),
    "battery_charging": ("charging", "not_charging"),
    "carbon_monoxide": ("carbon_monoxide", "clear"),
    "cold": ("cold", "normal"),
    "connectivity": ("connected", "disconnected"),
    "door": ("open", "closed"),
    "garage_door": ("open", "closed"),
    "gas": ("gas", "clear"),
    "heat": ("hot", "normal"),
    "light": ("light", "dark"),
    "lock": ("unlocked", "locked"),
    "moisture": ("wet", "dry"),
    "motion": ("motion", "no_motion"),
    "moving": ("moving", "still"),
    "occupancy": ("occupied", "vacant"),
    "opening": ("open", "closed"),
    "plug": ("plugged_in", "unplugged"),
    "power": ("power", "no_power"),
    "presence": ("home", "away"),
    "problem": ("problem", "ok"),
    "running": ("running", "not_running"),
    "safety": ("unsafe", "safe"),
    "smoke": ("smoke", "clear"),
    "sound": ("sound", "quiet"),
    "tamper": ("tampering", "clear"),
    "update": ("update_available", "up_to_date"),
    "vibration": ("vibration", "still"),
    "window": ("open", "closed"),
}
"""Device class to the words for on and off."""

_MOVING = ("open", "opening", "closed", "closing")
_ON_OFF = (ON, OFF)
_PLACES = {"home": "home", "not_home": "away"}
_SAME: Mapping[str, tuple[str, ...]] = {
    "light": _ON_OFF,
    "switch": _ON_OFF,
    "fan": _ON_OFF,
    "siren": _ON_OFF,
    "input_boolean": _ON_OFF,
    "remote": _ON_OFF,
    "group": (ON, OFF, "home"),
    "sun": ("above_horizon", "below_horizon"),
    "timer": ("active", "idle", "paused"),
    "cover": _MOVING,
    "valve": _MOVING,
    "lock": ("locked", "unlocked", "locking", "unlocking", "jammed", "open", "opening"),
    "media_player": ("off", "on", "idle", "playing", "paused", "standby", "buffering"),
    "vacuum": ("cleaning", "docked", "idle", "paused", "returning", "error", "on", "off"),
    "lawn_mower": ("mowing", "docked", "paused", "returning", "error"),
    "camera": ("idle", "recording", "streaming", "off"),
    "climate": ("off", "heat", "cool", "heat_cool", "auto", "dry", "fan_only"),
    "humidifier": _ON_OFF,
    "water_heater": (
        "off",
        "eco",
        "electric",
        "performance",
        "high_demand",
        "heat_pump",
        "gas",
    ),
    "alarm_control_panel": (
        "disarmed",
        "disarming",
        "arming",
        "armed_home",
        "armed_away",
        "armed_night",
        "armed_vacation",
        "armed_custom_bypass",
        "pending",
        "triggered",
    ),
}
"""States that are their own word."""

_WEATHER = (
    "clear-night",
    "cloudy",
    "exceptional",
    "fog",
    "hail",
    "lightning",
    "lightning-rainy",
    "partlycloudy",
    "pouring",
    "rainy",
    "snowy",
    "snowy-rainy",
    "sunny",
    "windy",
    "windy-variant",
)
_HVAC_ACTIONS = (
    "heating",
    "preheating",
    "cooling",
    "drying",
    "fan",
    "idle",
    "off",
    "defrosting",
)
_HUMIDIFIER_ACTIONS = ("humidifying", "drying", "idle", "off")
_MOMENTARY: Mapping[str, str] = {
    "button": "not_pressed",
    "event": "nothing_yet",
    "input_button": "not_pressed",
    "scene": "not_used",
}
"""Their state is when it last happened; unknown means that it never did, and this is its word."""
_RUNNING = {ON: "running", OFF: "ready"}
_ENABLED = {ON: "enabled", OFF: "disabled"}


def state_word(state: State) -> str | None:
    """Return the translation key for a state, one of :data:`WORDS`.

    ``None`` means that the value itself is what a person reads: a number, a time, a text, the
    name of a zone, or an option that belongs to one device alone.
    """
    domain = domain_of(state.entity_id)
    if state.value in (UNAVAILABLE, UNKNOWN):
        return _MOMENTARY.get(domain, UNKNOWN) if state.value == UNKNOWN else state.value
    special = _SPECIAL.get(domain)
    word = None if special is None else special(state)
    if word is None and state.value in _SAME.get(domain, ()):
        word = state.value
    return word


def _binary_sensor(state: State) -> str | None:
    words = _BINARY.get(device_class(state) or "", _BINARY[""])
    return {ON: words[0], OFF: words[1]}.get(state.value)


def _climate(state: State) -> str | None:
    """What it does says more than what it is set to, except that off is off."""
    action = climate.action(state)
    if state.value == OFF or action not in _HVAC_ACTIONS:
        return None
    return "fan_only" if action == "fan" else action


def _humidifier(state: State) -> str | None:
    action = humidifier.action(state)
    return action if is_on(state) and action in _HUMIDIFIER_ACTIONS else None


def _place(state: State) -> str | None:
    return _PLACES.get(state.value)


def _update(state: State) -> str | None:
    if update.is_installing(state):
        return "installing"
    return {ON: "update_available", OFF: "up_to_date"}.get(state.value)


def _weather(state: State) -> str | None:
    return state.value.replace("-", "_") if state.value in _WEATHER else None


def _script(state: State) -> str | None:
    return _RUNNING.get(state.value)


def _automation(state: State) -> str | None:
    return _ENABLED.get(state.value)


_SPECIAL: Mapping[str, Callable[[State], str | None]] = {
    "binary_sensor": _binary_sensor,
    "climate": _climate,
    "humidifier": _humidifier,
    "person": _place,
    "device_tracker": _place,
    "update": _update,
    "weather": _weather,
    "script": _script,
    "automation": _automation,
}

WORDS: frozenset[str] = frozenset(
    (
        UNAVAILABLE,
        UNKNOWN,
        *_MOMENTARY.values(),
        "installing",
        *(word for words in _BINARY.values() for word in words),
        *(word for words in _SAME.values() for word in words),
        *(action for action in _HVAC_ACTIONS if action != "fan"),
        *_HUMIDIFIER_ACTIONS,
        *_PLACES.values(),
        *_RUNNING.values(),
        *_ENABLED.values(),
        *(word.replace("-", "_") for word in _WEATHER),
    )
)
"""Every key :func:`state_word` can return; a translation is complete when it has them all."""

DEVICE_CLASSES: frozenset[str] = frozenset(_BINARY) - {""}
"""The kinds of binary sensor that have words of their own."""
