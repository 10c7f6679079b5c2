"""Climate, fan, humidifier and water heater: what keeps a room comfortable."""

from embedded_hub.gateways.native.mapping.table import (
    TURN_OFF,
    TURN_ON,
    Facet,
    Kind,
    Order,
    Values,
    Verb,
    checked,
    number,
    on_off,
    tidy,
    word,
)
from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.protocol.gateway_messages import EntitySpec

_TARGET, _RANGE, _HUMIDITY, _FAN, _PRESET, _SWING = 1, 2, 4, 8, 16, 32
_CLIMATE_OFF, _CLIMATE_ON = 128, 256
_SPEED, _OSCILLATE, _DIRECTION, _FAN_PRESET = 1, 2, 4, 8
_HUMIDIFIER_MODES = 1
_HEATER_TARGET, _HEATER_MODE, _HEATER_AWAY, _HEATER_ON_OFF = 1, 2, 4, 8


def _climate_lasting(spec: EntitySpec) -> dict[str, JsonValue]:
    modes = spec.caps["mode"].options if "mode" in spec.caps else ()
    features = (_CLIMATE_OFF if "off" in modes else 0) | (_CLIMATE_ON if len(modes) > 1 else 0)
    return {"supported_features": features, "hvac_modes": list(modes)}


def _climate_on(spec: EntitySpec, values: Values, _arguments: JsonObject) -> Order:
    """Turn on in the mode it is in, else the gentlest one it has."""
    modes = spec.caps["mode"].options if "mode" in spec.caps else ()
    now = values.get("mode")
    liked = ("heat_cool", "auto", "heat", "cool", *modes)
    mode = now if now not in {None, "off"} else next((m for m in liked if m in modes), "heat")
    return checked(spec, Order(do="set", args={"mode": mode}))


CLIMATE = Kind(
    domain="climate",
    value=word("mode"),
    lasting=_climate_lasting,
    facets=(
        Facet(
            cap="target",
            attribute="temperature",
            minimum="min_temp",
            maximum="max_temp",
            step="target_temp_step",
            feature=_TARGET,
        ),
        Facet(
            cap="target_low",
            attribute="target_temp_low",
            minimum="min_temp",
            step="target_temp_step",
            feature=_RANGE,
        ),
        Facet(cap="target_high", attribute="target_temp_high", maximum="max_temp", feature=_RANGE),
        Facet(cap="current", attribute="current_temperature"),
        Facet(cap="humidity", attribute="current_humidity"),
        Facet(
            cap="target_humidity",
            attribute="humidity",
            minimum="min_humidity",
            maximum="max_humidity",
            feature=_HUMIDITY,
        ),
        Facet(cap="action", attribute="hvac_action"),
        Facet(cap="fan", attribute="fan_mode", options="fan_modes", feature=_FAN),
        Facet(cap="preset", attribute="preset_mode", options="preset_modes", feature=_PRESET),
        Facet(cap="swing", attribute="swing_mode", options="swing_modes", feature=_SWING),
    ),
    verbs={
        "turn_on": _climate_on,
        "turn_off": Verb(fixed={"mode": "off"}),
        "set_hvac_mode": Verb(arguments={"hvac_mode": "mode"}),
        "set_temperature": Verb(
            arguments={
                "temperature": "target",
                "target_temp_low": "target_low",
                "target_temp_high": "target_high",
                "hvac_mode": "mode",
            }
        ),
        "set_humidity": Verb(arguments={"humidity": "target_humidity"}),
        "set_fan_mode": Verb(arguments={"fan_mode": "fan"}),
        "set_preset_mode": Verb(arguments={"preset_mode": "preset"}),
        "set_swing_mode": Verb(arguments={"swing_mode": "swing"}),
    },
)


def _fan_step(spec: EntitySpec) -> dict[str, JsonValue]:
    cap = spec.caps.get("speed")
    return {"percentage_step": tidy(cap.step or 1)} if cap else {}


def _fan_on(spec: EntitySpec, _values: Values, arguments: JsonObject) -> Order:
    args: dict[str, JsonValue] = {}
    if (speed := number(arguments, "percentage")) is not None:
        args = {"speed": round(speed), "on": speed > 0}
    if (preset := arguments.get("preset_mode")) is not None:
        args["preset"] = preset
    return checked(spec, Order(do="set", args={"on": True, **args}))


class _FanStep:
    """One step faster or slower than now."""

    def __init__(self, sign: int) -> None:
        self._sign = sign

    def __call__(self, spec: EntitySpec, values: Values, arguments: JsonObject) -> Order:
        cap = spec.caps.get("speed")
        step = number(arguments, "percentage_step") or (cap.step if cap else None) or 10
        now = (number(values, "speed") or 0) if values.get("on") else 0
        wanted = min(100, max(0, now + self._sign * step))
        return checked(spec, Order(do="set", args={"speed": round(wanted), "on": wanted > 0}))


FAN = Kind(
    domain="fan",
    value=on_off("on"),
    lasting=_fan_step,
    facets=(
        Facet(cap="speed", attribute="percentage", feature=_SPEED),
        Facet(cap="oscillating", attribute="oscillating", feature=_OSCILLATE),
        Facet(cap="direction", attribute="direction", feature=_DIRECTION),
        Facet(cap="preset", attribute="preset_mode", options="preset_modes", feature=_FAN_PRESET),
    ),
    verbs={
        "turn_on": _fan_on,
        "turn_off": TURN_OFF,
        "set_percentage": _fan_on,
        "increase_speed": _FanStep(1),
        "decrease_speed": _FanStep(-1),
        "oscillate": Verb(arguments={"oscillating": "oscillating"}),
        "set_direction": Verb(arguments={"direction": "direction"}),
        "set_preset_mode": Verb(arguments={"preset_mode": "preset"}, fixed={"on": True}),
    },
)

HUMIDIFIER = Kind(
    domain="humidifier",
    value=on_off("on"),
    facets=(
        Facet(cap="target", attribute="humidity", minimum="min_humidity", maximum="max_humidity"),
        Facet(cap="current", attribute="current_humidity"),
        Facet(cap="mode", attribute="mode", options="available_modes", feature=_HUMIDIFIER_MODES),
        Facet(cap="action", attribute="action"),
    ),
    verbs={
        "turn_on": TURN_ON,
        "turn_off": TURN_OFF,
        "set_humidity": Verb(arguments={"humidity": "target"}),
        "set_mode": Verb(arguments={"mode": "mode"}),
    },
)


def _away(_spec: EntitySpec, values: Values) -> dict[str, JsonValue]:
    away = values.get("away")
    if not isinstance(away, bool):
        return {}
    return {"away_mode": "on" if away else "off"}


def _heater_on(spec: EntitySpec, values: Values, _arguments: JsonObject) -> Order:
    if "on" in spec.caps:
        return checked(spec, Order(do="set", args={"on": True}))
    modes = spec.caps["mode"].options if "mode" in spec.caps else ()
    now = values.get("mode")
    mode = now if now not in {None, "off"} else next((m for m in modes if m != "off"), "eco")
    return checked(spec, Order(do="set", args={"mode": mode}))


def _heater_off(spec: EntitySpec, _values: Values, _arguments: JsonObject) -> Order:
    args: dict[str, JsonValue] = {"on": False} if "on" in spec.caps else {"mode": "off"}
    return checked(spec, Order(do="set", args=args))


def _heater_lasting(spec: EntitySpec) -> dict[str, JsonValue]:
    modes = spec.caps["mode"].options if "mode" in spec.caps else ()
    return {"supported_features": _HEATER_ON_OFF if "on" in spec.caps or "off" in modes else 0}


WATER_HEATER = Kind(
    domain="water_heater",
    value=word("mode"),
    lasting=_heater_lasting,
    passing=_away,
    facets=(
        Facet(
            cap="target",
            attribute="temperature",
            minimum="min_temp",
            maximum="max_temp",
            step="target_temp_step",
            feature=_HEATER_TARGET,
        ),
        Facet(cap="current", attribute="current_temperature"),
        Facet(
            cap="mode", attribute="operation_mode", options="operation_list", feature=_HEATER_MODE
        ),
        Facet(cap="away", attribute="away_mode", feature=_HEATER_AWAY),
    ),
    verbs={
        "turn_on": _heater_on,
        "turn_off": _heater_off,
        "set_temperature": Verb(arguments={"temperature": "target", "operation_mode": "mode"}),
        "set_operation_mode": Verb(arguments={"operation_mode": "mode"}),
        "set_away_mode": Verb(arguments={"away_mode": "away"}),
    },
)
