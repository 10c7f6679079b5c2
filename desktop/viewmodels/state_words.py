"""The words for what an entity is, in the chosen language.

The hub's model decides which word a state is; here is only what it reads as.
"""

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP

from desktop.viewmodels.words import clock_text, moment_of, plain_word, translate
from embedded_hub.model.capability import sensor, wording
from embedded_hub.model.capability.attributes import device_class
from embedded_hub.model.ids import domain_of
from embedded_hub.model.state import State

_WORDS: Mapping[str, object] = {
    "above_horizon": QT_TRANSLATE_NOOP("State", "Above the horizon"),
    "active": QT_TRANSLATE_NOOP("State", "Active"),
    "armed_away": QT_TRANSLATE_NOOP("State", "Armed, away"),
    "armed_custom_bypass": QT_TRANSLATE_NOOP("State", "Armed, partly"),
    "armed_home": QT_TRANSLATE_NOOP("State", "Armed, home"),
    "armed_night": QT_TRANSLATE_NOOP("State", "Armed, night"),
    "armed_vacation": QT_TRANSLATE_NOOP("State", "Armed, on holiday"),
    "arming": QT_TRANSLATE_NOOP("State", "Arming"),
    "auto": QT_TRANSLATE_NOOP("State", "Automatic"),
    "away": QT_TRANSLATE_NOOP("State", "Away"),
    "battery_low": QT_TRANSLATE_NOOP("State", "Battery low"),
    "battery_normal": QT_TRANSLATE_NOOP("State", "Battery fine"),
    "below_horizon": QT_TRANSLATE_NOOP("State", "Below the horizon"),
    "buffering": QT_TRANSLATE_NOOP("State", "Loading"),
    "carbon_monoxide": QT_TRANSLATE_NOOP("State", "Carbon monoxide"),
    "charging": QT_TRANSLATE_NOOP("State", "Charging"),
    "cleaning": QT_TRANSLATE_NOOP("State", "Cleaning"),
    "clear": QT_TRANSLATE_NOOP("State", "Clear"),
    "clear_night": QT_TRANSLATE_NOOP("State", "Clear night"),
    "closed": QT_TRANSLATE_NOOP("State", "Closed"),
    "closing": QT_TRANSLATE_NOOP("State", "Closing"),
    "cloudy": QT_TRANSLATE_NOOP("State", "Cloudy"),
    "cold": QT_TRANSLATE_NOOP("State", "Cold"),
    "connected": QT_TRANSLATE_NOOP("State", "Connected"),
    "cool": QT_TRANSLATE_NOOP("State", "Cool"),
    "cooling": QT_TRANSLATE_NOOP("State", "Cooling"),
    "dark": QT_TRANSLATE_NOOP("State", "Dark"),
    "defrosting": QT_TRANSLATE_NOOP("State", "Defrosting"),
    "disabled": QT_TRANSLATE_NOOP("State", "Disabled"),
    "disarmed": QT_TRANSLATE_NOOP("State", "Disarmed"),
    "disarming": QT_TRANSLATE_NOOP("State", "Disarming"),
    "disconnected": QT_TRANSLATE_NOOP("State", "Disconnected"),
    "docked": QT_TRANSLATE_NOOP("State", "Docked"),
    "dry": QT_TRANSLATE_NOOP("State", "Dry"),
    "drying": QT_TRANSLATE_NOOP("State", "Drying"),
    "eco": QT_TRANSLATE_NOOP("State", "Eco"),
    "electric": QT_TRANSLATE_NOOP("State", "Electric"),
    "enabled": QT_TRANSLATE_NOOP("State", "Enabled"),
    "error": QT_TRANSLATE_NOOP("State", "Error"),
    "exceptional": QT_TRANSLATE_NOOP("State", "Exceptional weather"),
    "fan_only": QT_TRANSLATE_NOOP("State", "Fan only"),
    "fog": QT_TRANSLATE_NOOP("State", "Fog"),
    "gas": QT_TRANSLATE_NOOP("State", "Gas"),
    "hail": QT_TRANSLATE_NOOP("State", "Hail"),
    "heat": QT_TRANSLATE_NOOP("State", "Heat"),
    "heat_cool": QT_TRANSLATE_NOOP("State", "Heat or cool"),
    "heat_pump": QT_TRANSLATE_NOOP("State", "Heat pump"),
    "heating": QT_TRANSLATE_NOOP("State", "Heating"),
    "high_demand": QT_TRANSLATE_NOOP("State", "High demand"),
    "home": QT_TRANSLATE_NOOP("State", "Home"),
    "hot": QT_TRANSLATE_NOOP("State", "Hot"),
    "humidifying": QT_TRANSLATE_NOOP("State", "Humidifying"),
    "idle": QT_TRANSLATE_NOOP("State", "Idle"),
    "installing": QT_TRANSLATE_NOOP("State", "Installing"),
    "jammed": QT_TRANSLATE_NOOP("State", "Jammed"),
    "light": QT_TRANSLATE_NOOP("State", "Light"),
    "lightning": QT_TRANSLATE_NOOP("State", "Thunderstorm"),
    "lightning_rainy": QT_TRANSLATE_NOOP("State", "Thunderstorm with rain"),
    "locked": QT_TRANSLATE_NOOP("State", "Locked"),
    "locking": QT_TRANSLATE_NOOP("State", "Locking"),
    "motion": QT_TRANSLATE_NOOP("State", "Motion"),
    "moving": QT_TRANSLATE_NOOP("State", "Moving"),
    "mowing": QT_TRANSLATE_NOOP("State", "Mowing"),
    "no_motion": QT_TRANSLATE_NOOP("State", "No motion"),
    "no_power": QT_TRANSLATE_NOOP("State", "No power"),
    "normal": QT_TRANSLATE_NOOP("State", "Normal"),
    "not_charging": QT_TRANSLATE_NOOP("State", "Not charging"),
    "not_pressed": QT_TRANSLATE_NOOP("State", "Not pressed yet"),
    "not_running": QT_TRANSLATE_NOOP("State", "Not running"),
    "not_used": QT_TRANSLATE_NOOP("State", "Not used yet"),
    "nothing_yet": QT_TRANSLATE_NOOP("State", "Nothing yet"),
    "occupied": QT_TRANSLATE_NOOP("State", "Occupied"),
    "off": QT_TRANSLATE_NOOP("State", "Off"),
    "ok": QT_TRANSLATE_NOOP("State", "OK"),
    "on": QT_TRANSLATE_NOOP("State", "On"),
    "open": QT_TRANSLATE_NOOP("State", "Open"),
    "opening": QT_TRANSLATE_NOOP("State", "Opening"),
    "partlycloudy": QT_TRANSLATE_NOOP("State", "Partly cloudy"),
    "paused": QT_TRANSLATE_NOOP("State", "Paused"),
    "pending": QT_TRANSLATE_NOOP("State", "Entry delay"),
    "performance": QT_TRANSLATE_NOOP("State", "Performance"),
    "playing": QT_TRANSLATE_NOOP("State", "Playing"),
    "plugged_in": QT_TRANSLATE_NOOP("State", "Plugged in"),
    "pouring": QT_TRANSLATE_NOOP("State", "Pouring rain"),
    "power": QT_TRANSLATE_NOOP("State", "Power"),
    "preheating": QT_TRANSLATE_NOOP("State", "Preheating"),
    "problem": QT_TRANSLATE_NOOP("State", "Problem"),
    "quiet": QT_TRANSLATE_NOOP("State", "Quiet"),
    "rainy": QT_TRANSLATE_NOOP("State", "Rain"),
    "ready": QT_TRANSLATE_NOOP("State", "Ready"),
    "recording": QT_TRANSLATE_NOOP("State", "Recording"),
    "returning": QT_TRANSLATE_NOOP("State", "Returning"),
    "running": QT_TRANSLATE_NOOP("State", "Running"),
    "safe": QT_TRANSLATE_NOOP("State", "Safe"),
    "smoke": QT_TRANSLATE_NOOP("State", "Smoke"),
    "snowy": QT_TRANSLATE_NOOP("State", "Snow"),
    "snowy_rainy": QT_TRANSLATE_NOOP("State", "Sleet"),
    "sound": QT_TRANSLATE_NOOP("State", "Sound"),
    "standby": QT_TRANSLATE_NOOP("State", "Standby"),
    "still": QT_TRANSLATE_NOOP("State", "Still"),
    "streaming": QT_TRANSLATE_NOOP("State", "Live"),
    "sunny": QT_TRANSLATE_NOOP("State", "Sunny"),
    "tampering": QT_TRANSLATE_NOOP("State", "Tampering"),
    "triggered": QT_TRANSLATE_NOOP("State", "Alarm"),
    "unavailable": QT_TRANSLATE_NOOP("State", "Not available"),
    "unknown": QT_TRANSLATE_NOOP("State", "Unknown"),
    "unlocked": QT_TRANSLATE_NOOP("State", "Unlocked"),
    "unlocking": QT_TRANSLATE_NOOP("State", "Unlocking"),
    "unplugged": QT_TRANSLATE_NOOP("State", "Unplugged"),
    "unsafe": QT_TRANSLATE_NOOP("State", "Unsafe"),
    "up_to_date": QT_TRANSLATE_NOOP("State", "Up to date"),
    "update_available": QT_TRANSLATE_NOOP("State", "Update available"),
    "vacant": QT_TRANSLATE_NOOP("State", "Empty"),
    "vibration": QT_TRANSLATE_NOOP("State", "Vibration"),
    "wet": QT_TRANSLATE_NOOP("State", "Wet"),
    "windy": QT_TRANSLATE_NOOP("State", "Windy"),
    "windy_variant": QT_TRANSLATE_NOOP("State", "Windy and cloudy"),
}
KNOWN_WORDS = frozenset(_WORDS)
_OPTIONS = frozenset({"climate", "humidifier", "input_select", "select", "water_heater"})
"""Their states are chosen from a list."""
_PRESSED = frozenset({"button", "input_button", "scene"})
"""Their state is the moment of the last press."""


def state_word(state: State, now: float) -> str:
    """Return the word a tile shows for a state."""
    key = wording.state_word(state)
    if key is not None:
        return key_word(key)
    domain = domain_of(state.entity_id)
    if domain in _PRESSED or domain == "event" or _is_moment(state):
        return moment_word(state.value, now)
    return value_word(state)


def key_word(key: str) -> str:
    """Return the words of one of the model's keys."""
    return translate("State", str(_WORDS[key])) if key in _WORDS else plain_word(key)


def value_word(state: State) -> str:
    """Return a value that is no key of ours as people read it."""
    is_option = domain_of(state.entity_id) in _OPTIONS or device_class(state) == "enum"
    return option_word(state.value) if is_option else state.value


def option_word(value: str) -> str:
    """Return the word of an option, ours where we have one."""
    return key_word(value) if value in _WORDS else plain_word(value)


def moment_word(value: str, now: float) -> str:
    """Return a moment as people write it, the value itself when it is none."""
    at = moment_of(value)
    return clock_text(at, now) if at is not None else value


def _is_moment(state: State) -> bool:
    return domain_of(state.entity_id) == "sensor" and sensor.is_moment(state)
