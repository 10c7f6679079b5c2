"""Thermostats: those of wall displays, and radiator valves a gateway speaks with. Pure."""

from collections.abc import Iterator
from typing import Any

from embedded_hub.gateways.facet import Reading
from embedded_hub.gateways.shelly.facet import (
    Facet,
    Part,
    Request,
    Status,
    entity,
    flag,
    number,
    span,
)
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.capability.climate import Feature
from embedded_hub.model.values import JsonValue

_COLDEST_C, _WARMEST_C = 5, 35
_VALVE_COLDEST_C, _VALVE_WARMEST_C = 4, 30
_RADIO_S = 60.0
"""A valve listens when it wakes up."""
_WORKING = {"heat": "heating", "cool": "cooling"}


def thermostat(part: Part) -> Iterator[Facet]:
    """Yield the entity of a thermostat that heats or cools."""
    mode = "cool" if part.config.get("type") == "cooling" else "heat"
    low, high = span(part.config, "range", (_COLDEST_C, _WARMEST_C))
    features = Feature.TARGET_TEMPERATURE | Feature.TURN_ON | Feature.TURN_OFF
    attributes: dict[str, JsonValue] = {
        "hvac_modes": ["off", mode],
        "min_temp": low,
        "max_temp": high,
        "target_temp_step": 0.5,
        "supported_features": int(features),
    }

    def read(status: Status) -> Reading:
        is_enabled = flag(status, "enable") is not False
        is_working = flag(status, "output")
        doing = None if is_working is None else _WORKING[mode] if is_working else "idle"
        return Reading(
            mode if is_enabled else "off",
            {
                "temperature": number(status, "target_C"),
                "current_temperature": number(status, "current_C"),
                "current_humidity": number(status, "current_humidity"),
                "hvac_action": doing if is_enabled else "off",
            },
        )

    def write(action: Action, _: Status) -> Request | None:
        return _set_config(part.number, action)

    described = entity(part.component, "climate", part.name, attributes)
    yield Facet(entity=described, component=part.component, read=read, write=write)


def valve(part: Part) -> Iterator[Facet]:
    """Yield the entity of a radiator valve; it is told over radio, and rarely turned off."""
    attributes: dict[str, JsonValue] = {
        "hvac_modes": ["heat"],
        "min_temp": _VALVE_COLDEST_C,
        "max_temp": _VALVE_WARMEST_C,
        "target_temp_step": 0.1,
        "supported_features": int(Feature.TARGET_TEMPERATURE),
    }

    def read(status: Status) -> Reading:
        position = number(status, "pos")
        doing = None if position is None else "heating" if position > 0 else "idle"
        return Reading(
            "heat",
            {
                "temperature": number(status, "target_C"),
                "current_temperature": number(status, "current_C"),
                "hvac_action": doing,
            },
        )

    def write(action: Action, _: Status) -> Request | None:
        wanted = number_of(action.arguments.get("temperature"))
        if wanted is None:
            return None
        asked = {"method": "Trv.SetTarget", "params": {"id": 0, "target_C": wanted}}
        return Request("BluTRV.Call", {"id": part.number, **asked}, answer_s=_RADIO_S)

    described = entity(part.component, "climate", part.name, attributes)
    yield Facet(entity=described, component=part.component, read=read, write=write)


def _set_config(number_: int, action: Action) -> Request | None:
    config: dict[str, Any] = {}
    if (wanted := number_of(action.arguments.get("temperature"))) is not None:
        config["target_C"] = wanted
    chosen = action.arguments.get("hvac_mode")
    if action.name in ("turn_on", "turn_off"):
        config["enable"] = action.name == "turn_on"
    elif chosen is not None:
        config["enable"] = chosen != "off"
    if not config:
        return None
    # The number stands where the documents have it, and where wall displays look for it.
    return Request("Thermostat.SetConfig", {"id": number_, "config": {"id": number_, **config}})
