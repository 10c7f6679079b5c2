"""Tasmota's own announcements, told in the words of discovery. Pure.

``tasmota/discovery/<mac>/config`` says what a device has, ``…/sensors`` what it measures.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from embedded_hub.gateways.mqtt.discovery import Announced
from embedded_hub.gateways.mqtt.tasmota_outputs import outputs
from embedded_hub.gateways.mqtt.tasmota_place import Place
from embedded_hub.gateways.mqtt.tasmota_readings import readings
from embedded_hub.gateways.mqtt.topics import is_topic

PREFIX = "tasmota/discovery/"
_TOPIC = re.compile(r"(?P<mac>[0-9A-F]{12})/(?P<part>config|sensors)")


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What one device has now."""

    mac: str
    announced: tuple[Announced, ...]
    questions: tuple[tuple[str, str], ...]
    """Topics and what is sent there to hear what it is now: it keeps that for nobody."""


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
        place = Place(mac, config) if config and isinstance(config.get("t"), str) else None
        return Taken(
            mac=mac,
            announced=tuple(self._announce(mac)),
            questions=_questions(place) if place is not None else (),
        )

    def _announce(self, mac: str) -> Iterator[Announced]:
        config = self._configs.get(mac)
        if not config or not isinstance(config.get("t"), str):
            return
        place = Place(mac, config)
        yield from outputs(place, config)
        measured = self._sensors.get(mac, {}).get("sn")
        yield from readings(place, measured if isinstance(measured, Mapping) else {})


def _questions(place: Place) -> tuple[tuple[str, str], ...]:
    asked = ((place.command("STATE"), ""), (place.command("STATUS"), "10"))
    return tuple((topic, payload) for topic, payload in asked if is_topic(topic))


def _object(payload: bytes) -> Mapping[str, Any] | None:
    try:
        told = msgspec.json.decode(payload)
    except (msgspec.DecodeError, RecursionError):
        return None
    return told if isinstance(told, dict) else None
