"""Sirens of Zigbee2MQTT: a composite called ``warning`` sent whole, never reported. Pure."""

import math

from embedded_hub.gateways.facet import Reading
from embedded_hub.gateways.zigbee2mqtt.facet import (
    Facet,
    Payload,
    Setting,
    is_set,
    part,
    properties,
)
from embedded_hub.gateways.zigbee2mqtt.wire import Expose
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.capability.siren import Feature
from embedded_hub.model.description import EntityDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.values import JsonValue

_SILENT = "stop"
_USUAL_TONE, _USUAL_LEVEL, _USUAL_S = "emergency", "medium", 10


def is_siren(expose: Expose) -> bool:
    """Say whether an ability makes a device a siren."""
    is_warning = expose.type == "composite" and expose.name == "warning"
    return is_warning and is_set(expose) and part(expose.features, "mode") is not None


def siren(address: str, expose: Expose) -> Facet:
    """Return the entity of a ``warning``."""
    horn = _Siren(expose)
    key = f"{address}/siren" + (f"_{expose.endpoint}" if expose.endpoint else "")
    return Facet(
        entity=EntityDescription(
            key=EntityKey(key), domain="siren", name="Siren", attributes=horn.lasting()
        ),
        read=lambda _: Reading(None),
        write=horn.write,
        shows=properties(expose),
    )


class _Siren:
    def __init__(self, expose: Expose) -> None:
        self._property = expose.property or "warning"
        mode, level = part(expose.features, "mode"), part(expose.features, "level")
        self._tones = [str(one) for one in (mode.values if mode else ()) if one != _SILENT]
        self._levels = [str(one) for one in (level.values if level else ())]
        self._lasts = part(expose.features, "duration") is not None

    def lasting(self) -> dict[str, JsonValue]:
        """Return what holds for the siren's life."""
        features = Feature.TURN_ON | Feature.TURN_OFF
        features |= Feature.TONES if self._tones else Feature(0)
        features |= Feature.VOLUME_SET if self._levels else Feature(0)
        features |= Feature.DURATION if self._lasts else Feature(0)
        tones: JsonValue = list(self._tones)
        return {"available_tones": tones, "supported_features": int(features)}

    def write(self, action: Action, _: Payload) -> Setting | None:
        """Return what sets it; nothing confirms that."""
        if action.name == "turn_off":
            return Setting({self._property: {"mode": _SILENT}})
        if action.name != "turn_on":
            return None
        usual = _USUAL_TONE if _USUAL_TONE in self._tones else next(iter(self._tones), "emergency")
        warning: dict[str, JsonValue] = {"mode": action.arguments.get("tone") or usual}
        if self._levels:
            warning["level"] = self._level(number_of(action.arguments.get("volume_level")))
        if self._lasts:
            seconds = number_of(action.arguments.get("duration"))
            warning["duration"] = _USUAL_S if seconds is None else round(seconds)
        return Setting({self._property: warning})

    def _level(self, volume: float | None) -> str:
        if volume is None:
            return _USUAL_LEVEL if _USUAL_LEVEL in self._levels else self._levels[0]
        place = math.ceil(volume * len(self._levels)) - 1
        return self._levels[min(max(place, 0), len(self._levels) - 1)]
