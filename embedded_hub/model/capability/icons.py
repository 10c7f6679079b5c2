"""Which Material Design icon stands for an entity: one icon, one meaning.

The table is keyed ``domain`` or ``domain.device_class``; each row maps a state to an icon name,
``""`` to the one for all other states. A state missing from a class's row is looked up in its
domain's row only when the class has no row at all.
"""

import re
from collections.abc import Mapping

from embedded_hub.model.capability.api import number_of
from embedded_hub.model.capability.attributes import device_class, flag, text
from embedded_hub.model.ids import domain_of
from embedded_hub.model.state import State

Row = Mapping[str, str]

_NAME = re.compile(r"(?:mdi|hass):([a-z0-9]+(?:-[a-z0-9]+)*)")
FALLBACK = "shape-outline"
"""For a domain the table does not know."""
UNKNOWN_BATTERY = "battery-unknown"


def _row(icon: str, **states: str) -> Row:
    return {"": icon, **states}


def _on(on: str, off: str) -> Row:
    return {"": off, "on": on}


def _open(opened: str, closed: str) -> Row:
    return {"": opened, "closed": closed, "opening": "arrow-up-box", "closing": "arrow-down-box"}


ICONS: Mapping[str, Row] = {
    "air_quality": _row("air-filter"),
    "alarm_control_panel": _row(
        "shield",
        disarmed="shield-off-outline",
        arming="shield-sync",
        disarming="shield-sync",
        armed_home="shield-home",
        armed_away="shield-lock",
        armed_night="shield-moon",
        armed_vacation="shield-airplane",
        armed_custom_bypass="shield-half-full",
        pending="shield-alert-outline",
        triggered="bell-ring",
    ),
    "automation": _on("robot", "robot-off"),
    "binary_sensor": _on("checkbox-marked-circle", "radiobox-blank"),
    "binary_sensor.battery": _on("battery-alert-variant-outline", "battery"),
    "binary_sensor.battery_charging": _on("battery-charging", "battery"),
    "binary_sensor.carbon_monoxide": _on("smoke-detector-alert", "smoke-detector"),
    "binary_sensor.cold": _on("snowflake", "thermometer"),
    "binary_sensor.connectivity": _on("check-network-outline", "close-network-outline"),
    "binary_sensor.door": _on("door-open", "door-closed"),
    "binary_sensor.garage_door": _on("garage-open", "garage"),
    "binary_sensor.gas": _on("alert-circle", "check-circle"),
    "binary_sensor.heat": _on("fire", "thermometer"),
    "binary_sensor.light": _on("brightness-7", "brightness-5"),
    "binary_sensor.lock": _on("lock-open-variant", "lock"),
    "binary_sensor.moisture": _on("water-alert", "water-off"),
    "binary_sensor.motion": _on("motion-sensor", "motion-sensor-off"),
    "binary_sensor.moving": _on("axis-arrow", "crop-square"),
    "binary_sensor.occupancy": _on("home-account", "home-outline"),
    "binary_sensor.opening": _on("square-outline", "square"),
    "binary_sensor.plug": _on("power-plug", "power-plug-off"),
    "binary_sensor.power": _on("flash", "flash-off"),
    "binary_sensor.presence": _on("home", "home-export-outline"),
    "binary_sensor.problem": _on("alert-circle", "check-circle"),
    "binary_sensor.running": _on("play", "stop"),
    "binary_sensor.safety": _on("alert-circle", "check-circle"),
    "binary_sensor.smoke": _on("smoke-detector-variant-alert", "smoke-detector-variant"),
    "binary_sensor.sound": _on("music-note", "music-note-off"),
    "binary_sensor.tamper": _on("alert-circle", "check-circle"),
    "binary_sensor.update": _on("package-up", "package"),
    "binary_sensor.vibration": _on("vibrate", "vibrate-off"),
    "binary_sensor.window": _on("window-open", "window-closed"),
    "button": _row("gesture-tap-button"),
    "button.identify": _row("crosshairs-question"),
    "button.restart": _row("restart"),
    "button.update": _row("package-up"),
    "calendar": _row("calendar"),
    "camera": _row("video", off="video-off"),
    "climate": _row(
        "thermostat",
        heat="fire",
        cool="snowflake",
        heat_cool="sun-snowflake-variant",
        auto="thermostat-auto",
        dry="water-percent",
        fan_only="fan",
    ),
    "counter": _row("counter"),
    "cover": _open("window-shutter-open", "window-shutter"),
    "cover.awning": _row("storefront-outline"),
    "cover.blind": _open("blinds-horizontal", "blinds-horizontal-closed"),
    "cover.curtain": {
        "": "curtains",
        "closed": "curtains-closed",
        "opening": "arrow-split-vertical",
        "closing": "arrow-collapse-horizontal",
    },
    "cover.damper": {"": "circle", "closed": "circle-slice-8"},
    "cover.door": {"": "door-open", "closed": "door-closed"},
    "cover.garage": _open("garage-open", "garage"),
    "cover.gate": {
        "": "gate-open",
        "closed": "gate",
        "opening": "gate-arrow-right",
        "closing": "gate-arrow-left",
    },
    "cover.shade": _open("roller-shade", "roller-shade-closed"),
    "cover.shutter": _open("window-shutter-open", "window-shutter"),
    "cover.window": _open("window-open", "window-closed"),
    "date": _row("calendar"),
    "datetime": _row("calendar-clock"),
    "device_tracker": _row("map-marker", home="map-marker-check", not_home="map-marker-outline"),
    "event": _row("eye-check"),
    "event.button": _row("gesture-tap-button"),
    "event.doorbell": _row("doorbell"),
    "event.motion": _row("motion-sensor"),
    "fan": _on("fan", "fan-off"),
    "group": _row("google-circles-communities"),
    "humidifier": _on("air-humidifier", "air-humidifier-off"),
    "humidifier.dehumidifier": _on("water-minus", "water-off-outline"),
    "image": _row("image"),
    "input_boolean": _on("toggle-switch-variant", "toggle-switch-variant-off"),
    "input_button": _row("gesture-tap-button"),
    "input_datetime": _row("calendar-clock"),
    "input_number": _row("ray-vertex"),
    "input_select": _row("format-list-bulleted"),
    "input_text": _row("form-textbox"),
    "lawn_mower": _row("robot-mower-outline", mowing="robot-mower"),
    "light": _on("lightbulb", "lightbulb-outline"),
    "lock": _row(
        "lock",
        unlocked="lock-open-variant",
        locking="lock-clock",
        unlocking="lock-clock",
        jammed="lock-alert",
        open="door-open",
        opening="door-open",
    ),
    "media_player": _row("cast", off="cast-off", playing="cast-connected", paused="cast-connected"),
    "media_player.receiver": _row("audio-video", off="audio-video-off"),
    "media_player.speaker": _row("speaker", off="speaker-off", playing="speaker-play"),
    "media_player.tv": _row("television", off="television-off", playing="television-play"),
    "number": _row("ray-vertex"),
    "number.battery": _row("battery"),
    "number.humidity": _row("water-percent"),
    "number.temperature": _row("thermometer"),
    "person": _row("account", not_home="account-arrow-right", home="account"),
    "remote": _on("remote", "remote-off"),
    "scene": _row("palette"),
    "script": _on("script-text-play", "script-text"),
    "select": _row("format-list-bulleted"),
    "sensor": _row("eye"),
    "sensor.absolute_humidity": _row("water"),
    "sensor.apparent_power": _row("flash"),
    "sensor.aqi": _row("air-filter"),
    "sensor.area": _row("texture-box"),
    "sensor.atmospheric_pressure": _row("thermometer-lines"),
    "sensor.blood_glucose_concentration": _row("spoon-sugar"),
    "sensor.carbon_dioxide": _row("molecule-co2"),
    "sensor.carbon_monoxide": _row("molecule-co"),
    "sensor.conductivity": _row("sprout-outline"),
    "sensor.current": _row("current-ac"),
    "sensor.data_rate": _row("transmission-tower"),
    "sensor.data_size": _row("database"),
    "sensor.date": _row("calendar"),
    "sensor.distance": _row("arrow-left-right"),
    "sensor.duration": _row("progress-clock"),
    "sensor.energy": _row("lightning-bolt"),
    "sensor.energy_storage": _row("car-battery"),
    "sensor.enum": _row("format-list-text"),
    "sensor.frequency": _row("sine-wave"),
    "sensor.gas": _row("meter-gas"),
    "sensor.humidity": _row("water-percent"),
    "sensor.illuminance": _row("brightness-5"),
    "sensor.irradiance": _row("sun-wireless"),
    "sensor.moisture": _row("water-percent"),
    "sensor.monetary": _row("cash"),
    "sensor.nitrogen_dioxide": _row("molecule"),
    "sensor.nitrogen_monoxide": _row("molecule"),
    "sensor.nitrous_oxide": _row("molecule"),
    "sensor.ozone": _row("molecule"),
    "sensor.ph": _row("ph"),
    "sensor.pm1": _row("molecule"),
    "sensor.pm10": _row("molecule"),
    "sensor.pm25": _row("molecule"),
    "sensor.power": _row("flash"),
    "sensor.power_factor": _row("angle-acute"),
    "sensor.precipitation": _row("weather-rainy"),
    "sensor.precipitation_intensity": _row("weather-pouring"),
    "sensor.pressure": _row("gauge"),
    "sensor.reactive_power": _row("flash"),
    "sensor.signal_strength": _row("wifi"),
    "sensor.sound_pressure": _row("ear-hearing"),
    "sensor.speed": _row("speedometer"),
    "sensor.sulphur_dioxide": _row("molecule"),
    "sensor.temperature": _row("thermometer"),
    "sensor.timestamp": _row("clock-outline"),
    "sensor.volatile_organic_compounds": _row("molecule"),
    "sensor.volatile_organic_compounds_parts": _row("molecule"),
    "sensor.voltage": _row("sine-wave"),
    "sensor.volume": _row("car-coolant-level"),
    "sensor.volume_flow_rate": _row("pipe"),
    "sensor.volume_storage": _row("storage-tank"),
    "sensor.water": _row("water"),
    "sensor.weight": _row("weight"),
    "sensor.wind_direction": _row("compass-rose"),
    "sensor.wind_speed": _row("weather-windy"),
    "siren": _on("bullhorn", "bullhorn-outline"),
    "sun": _row("weather-night", above_horizon="white-balance-sunny"),
    "switch": _on("toggle-switch-variant", "toggle-switch-variant-off"),
    "switch.outlet": _on("power-plug", "power-plug-off"),
    "text": _row("form-textbox"),
    "time": _row("clock"),
    "timer": _row("timer-outline"),
    "todo": _row("clipboard-list"),
    "update": _on("package-up", "package"),
    "vacuum": _row("robot-vacuum", error="robot-vacuum-alert", off="robot-vacuum-off"),
    "valve": {"": "valve-open", "closed": "valve-closed", "opening": "valve", "closing": "valve"},
    "valve.gas": {"": "meter-gas", "closed": "meter-gas-outline"},
    "water_heater": _row("water-boiler", off="water-boiler-off"),
    "weather": {
        "": "weather-cloudy-alert",
        "clear-night": "weather-night",
        "cloudy": "weather-cloudy",
        "exceptional": "alert-circle-outline",
        "fog": "weather-fog",
        "hail": "weather-hail",
        "lightning": "weather-lightning",
        "lightning-rainy": "weather-lightning-rainy",
        "partlycloudy": "weather-partly-cloudy",
        "pouring": "weather-pouring",
        "rainy": "weather-rainy",
        "snowy": "weather-snowy",
        "snowy-rainy": "weather-snowy-rainy",
        "sunny": "weather-sunny",
        "windy": "weather-windy",
        "windy-variant": "weather-windy-variant",
    },
    "zone": _row("map-marker-radius"),
}


def icon_name(state: State) -> str:
    """Return the icon's name without its prefix, such as ``lightbulb-outline``.

    The entity's own ``mdi:`` icon wins. Whoever draws it shows :data:`FALLBACK` for a name the
    font does not have.
    """
    own = _NAME.fullmatch(text(state, "icon") or "")
    if own is not None:
        return own[1]
    domain, kind = domain_of(state.entity_id), device_class(state)
    if domain == "sensor" and kind == "battery":
        return _battery(state)
    row = ICONS.get(f"{domain}.{kind}") or ICONS.get(domain, {})
    return row.get(state.value) or row.get("", FALLBACK)


def _battery(state: State) -> str:
    """Show how full, in tenths; the font has no empty one but an outline."""
    level = number_of(state.value)
    if level is None:
        return UNKNOWN_BATTERY
    return battery_icon(level, is_charging=flag(state, "is_charging") is True)


def battery_icon(percent: float, *, is_charging: bool = False) -> str:
    """Return the icon of a battery that is so full."""
    tenths = min(max(int(percent // 10), 0), 10) * 10
    stem = "battery-charging" if is_charging else "battery"
    if tenths == 0:
        return f"{stem}-outline"
    return "battery" if (tenths, is_charging) == (100, False) else f"{stem}-{tenths}"
