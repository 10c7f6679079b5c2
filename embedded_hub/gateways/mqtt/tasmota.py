"""Tasmota's own announcements, told in the words of discovery. Pure.

``tasmota/discovery/<mac>/config`` says what a device has, ``…/sensors`` what it measures.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from embedded_hub.gateways.mqtt.discovery import Announced

PREFIX = "tasmota/discovery/"
_TOPIC = re.compile(r"(?P<mac>[0-9A-F]{12})/(?P<part>config|sensors)")
_RELAY, _LIGHT, _SHUTTER = 1, 2, 3
_SUPPORTS_CT, _SUPPORTS_RGB = (2, 5), (3, 4, 5)
_MEASURES = {
    "Temperature": ("temperature", "°C", "measurement"),
    "DewPoint": ("temperature", "°C", "measurement"),
    "Humidity": ("humidity", "%", "measurement"),
    "Pressure": ("pressure", "hPa", "measurement"),
    "Illuminance": ("illuminance", "lx", "measurement"),
    "CarbonDioxide": ("carbon_dioxide", "ppm", "measurement"),
    "Power": ("power", "W", "measurement"),
    "ApparentPower": ("apparent_power", "VA", "measurement"),
    "ReactivePower": ("reactive_power", "var", "measurement"),
    "Voltage": ("voltage", "V", "measurement"),
    "Current": ("current", "A", "measurement"),
    "Factor": ("power_factor", None, "measurement"),
    "Frequency": ("frequency", "Hz", "measurement"),
    "Today": ("energy", "kWh", "total_increasing"),
    "Yesterday": ("energy", "kWh", None),
    "Total": ("energy", "kWh", "total_increasing"),
}


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What one device has now."""

    mac: str
    announced: tuple[Announced, ...]
    question: str | None
    """The topic on which it is asked what it is now: it keeps that for nobody."""


class Tasmota:
    """What all Tasmota devices of a broker have said."""

    def __init__(self) -> None:
        self._configs: dict[str, Mapping[str, Any]] = {}
        self._sensors: dict[str, Mapping[str, Any]] = {}

    def take(self, topic: str, payload: bytes) -> "Taken | None":
        """Take one message; return what the device has now, ``None`` for what cannot be read.

        Args:
            topic: Behind the prefix.
            payload: What came; an empty one takes the device back.
        """
        found = _TOPIC.fullmatch(topic)
        if found is None:
            return None
        told = _object(payload) if payload else {}
        if told is None:
            return None
        known = self._configs if found["part"] == "config" else self._sensors
        known[found["mac"]] = told
        mac = found["mac"]
        config = self._configs.get(mac)
        place = _Place(mac, config) if config and isinstance(config.get("t"), str) else None
        return Taken(
            mac=mac,
            announced=tuple(self._announce(mac)),
            question=place.command("STATE") if place is not None else None,
        )

    def _announce(self, mac: str) -> Iterator[Announced]:
        config = self._configs.get(mac)
        if not config or not isinstance(config.get("t"), str):
            return
        place = _Place(mac, config)
        yield from _outputs(place, config)
        measured = self._sensors.get(mac, {}).get("sn")
        if isinstance(measured, Mapping):
            for name, values in measured.items():
                if isinstance(values, Mapping):
                    yield from _readings(place, name, values)
        yield place.announce(
            "sensor",
            "rssi",
            {
                "name": "Wi-Fi signal",
                "state_topic": place.tele("STATE"),
                "value_template": "{{ value_json.Wifi.RSSI | is_defined }}",
                "unit_of_measurement": "%",
                "state_class": "measurement",
                "entity_category": "diagnostic",
            },
        )


class _Place:
    """Where one device speaks."""

    def __init__(self, mac: str, config: Mapping[str, Any]) -> None:
        prefixes = config.get("tp")
        self._prefixes = prefixes if isinstance(prefixes, list) else ["cmnd", "stat", "tele"]
        self._form = str(config.get("ft") or "%prefix%/%topic%/")
        self._topic = str(config["t"])
        self._mac = mac
        self._shared = {
            "availability_topic": self.tele("LWT"),
            "payload_available": str(config.get("onln") or "Online"),
            "payload_not_available": str(config.get("ofln") or "Offline"),
            "device": {
                "identifiers": [mac],
                "connections": [
                    ["mac", ":".join(mac[at : at + 2] for at in range(0, 12, 2)).lower()]
                ],
                "name": config.get("dn") or self._topic,
                "manufacturer": "Tasmota",
                "model": config.get("md"),
                "sw_version": config.get("sw"),
            },
        }

    def command(self, name: str) -> str:
        """Return a topic for commands."""
        return self._place(0) + name

    def states(self) -> list[str]:
        """Return the topics that tell what is."""
        return [self._place(1) + "RESULT", self.tele("STATE")]

    def tele(self, name: str) -> str:
        """Return a topic it tells by itself."""
        return self._place(2) + name

    def announce(self, component: str, name: str, config: Mapping[str, Any]) -> Announced:
        """Return one of its entities."""
        whole = {**self._shared, **config, "unique_id": f"{self._mac}_{name}"}
        return Announced(key=f"tasmota/{self._mac}/{name}", component=component, config=whole)

    def _place(self, number: int) -> str:
        prefix = str(self._prefixes[number]) if number < len(self._prefixes) else ""
        return self._form.replace("%prefix%", prefix).replace("%topic%", self._topic)


def _outputs(place: _Place, config: Mapping[str, Any]) -> Iterator[Announced]:
    relays = config.get("rl")
    kinds = [kind for kind in relays if isinstance(kind, int)] if isinstance(relays, list) else []
    names = config.get("fn")
    given = names if isinstance(names, list) else []
    words = config.get("state")
    off, on = (words[0], words[1]) if isinstance(words, list) and len(words) > 1 else ("OFF", "ON")
    count = sum(1 for kind in kinds if kind)
    for number, kind in enumerate(kinds, start=1):
        power = "POWER" if count == 1 else f"POWER{number}"
        friendly = given[number - 1] if number <= len(given) else None
        shared = {
            "name": None if count == 1 else friendly or f"Output {number}",
            "command_topic": place.command(power),
            "state_topic": place.states(),
            "payload_on": str(on),
            "payload_off": str(off),
        }
        template = f"{{{{ value_json.{power} | is_defined }}}}"
        if kind == _RELAY:
            yield place.announce("switch", power, {**shared, "value_template": template})
        elif kind == _LIGHT:
            look = _light(place, int(config.get("lt_st") or 0))
            state = {**shared, "state_value_template": template}
            yield place.announce("light", power, {**state, **look})


def _light(place: _Place, kind: int) -> dict[str, Any]:
    look: dict[str, Any] = {
        "brightness_command_topic": place.command("Dimmer"),
        "brightness_state_topic": place.states(),
        "brightness_value_template": "{{ value_json.Dimmer | is_defined }}",
        "brightness_scale": 100,
    }
    if kind in _SUPPORTS_CT:
        look |= {
            "color_temp_command_topic": place.command("CT"),
            "color_temp_state_topic": place.states(),
            "color_temp_value_template": "{{ value_json.CT | is_defined }}",
        }
    if kind in _SUPPORTS_RGB:
        color = "{{ value_json.HSBColor.split(',')[0] }},{{ value_json.HSBColor.split(',')[1] }}"
        look |= {
            "hs_command_topic": place.command("HsbColor"),
            "hs_state_topic": place.states(),
            "hs_value_template": color,
        }
    return look


def _readings(place: _Place, name: str, values: Mapping[str, Any]) -> Iterator[Announced]:
    for quantity, value in values.items():
        if not isinstance(value, int | float) or isinstance(value, bool):
            continue
        device_class, unit, state_class = _MEASURES.get(quantity, (None, None, "measurement"))
        config = {
            "name": quantity if name == "ENERGY" else f"{name} {quantity}",
            "state_topic": place.tele("SENSOR"),
            "value_template": f"{{{{ value_json['{name}']['{quantity}'] | is_defined }}}}",
            "device_class": device_class,
            "unit_of_measurement": unit,
            "state_class": state_class,
        }
        if "'" not in name and "'" not in quantity:
            yield place.announce("sensor", f"{name}_{quantity}", config)


def _object(payload: bytes) -> Mapping[str, Any] | None:
    try:
        told = msgspec.json.decode(payload)
    except (msgspec.DecodeError, RecursionError):
        return None
    return told if isinstance(told, dict) else None
