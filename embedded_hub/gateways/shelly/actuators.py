"""Components that do something: switches, lights, covers, thermostats, virtual ones. Pure."""

from collections.abc import Mapping
from typing import Any

from embedded_hub.gateways.facet import Reading, becomes, on_off
from embedded_hub.gateways.lights import LightNow, LightSpec, from_255, passing, to_255
from embedded_hub.gateways.shelly.facet import Facet, Request, Status, entity, flag, number
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.capability.climate import Feature as ClimateFeature
from embedded_hub.model.capability.cover import Feature as CoverFeature
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonValue

_PERCENT = 100
_COVER_WORDS = {"open": "open", "closed": "closed", "opening": "opening", "closing": "closing"}
_LIGHTS = {
    "light": LightSpec(modes=("brightness",), has_transition=True),
    "rgb": LightSpec(modes=("rgb",), has_transition=True),
    "rgbw": LightSpec(modes=("rgbw",), has_transition=True),
    "cct": LightSpec(modes=("color_temp",), warmest_k=2700, coldest_k=6500, has_transition=True),
}
_METHODS = {"light": "Light", "rgb": "RGB", "rgbw": "RGBW", "cct": "CCT"}


def switch(component: str, name: str | None, config: Status) -> Facet:
    """Return the entity of a relay."""
    kind = "outlet" if config.get("consumption_type") == "outlet" else None

    def read(status: Status) -> Reading:
        output = flag(status, "output")
        return Reading(None if output is None else on_off(output))

    def write(action: Action, _: Status) -> Request:
        is_on = action.name == "turn_on"
        params = {"id": id_of(component), "on": is_on}
        return Request("Switch.Set", params, becomes(on_off(is_on)))

    attributes = {"device_class": kind} if kind else {}
    described = entity(component, "switch", name, attributes)
    return Facet(entity=described, component=component, read=read, write=write)


def light(component: str, name: str | None, config: Status) -> Facet:  # noqa: ARG001 - as all here
    """Return the entity of a dimmer or a coloured light; brightness is 0 to 100."""
    kind = component.partition(":")[0]
    spec = _LIGHTS[kind]

    def read(status: Status) -> Reading:
        output = flag(status, "output")
        if output is None:
            return Reading(None)
        level, kelvin = number(status, "brightness"), number(status, "ct")
        now = LightNow(
            is_on=output,
            brightness=None if level is None else max(1, to_255(level, _PERCENT)),
            color_mode=spec.modes[0],
            color=_color(status, kind),
            kelvin=None if kelvin is None else round(kelvin),
        )
        return Reading(on_off(output), passing(spec, now))

    def write(action: Action, _: Status) -> Request:
        return _light_request(component, kind, action)

    described = entity(component, "light", name, spec.lasting())
    return Facet(entity=described, component=component, read=read, write=write)


def cover(component: str, name: str | None, config: Status) -> Facet:  # noqa: ARG001 - as all here
    """Return the entity of a roller; whether it knows its position is in its status."""
    features = CoverFeature.OPEN | CoverFeature.CLOSE | CoverFeature.STOP
    features |= CoverFeature.SET_POSITION

    def read(status: Status) -> Reading:
        position = number(status, "current_pos")
        shown = None if position is None else round(position)
        state = _COVER_WORDS.get(str(status.get("state")))
        if state is None and position is not None:
            state = "open" if position > 0 else "closed"
        return Reading(state, {"current_position": shown})

    def write(action: Action, _: Status) -> Request | None:
        where = {"id": id_of(component)}
        match action.name:
            case "open_cover":
                return Request("Cover.Open", where, _opens)
            case "close_cover":
                return Request("Cover.Close", where, becomes("closed", "closing"))
            case "stop_cover":
                return Request("Cover.Stop", where)
            case "set_cover_position":
                wanted = number_of(action.arguments.get("position"))
                if wanted is not None:
                    return Request("Cover.GoToPosition", {**where, "pos": round(wanted)})
        return None

    described = entity(component, "cover", name, {"supported_features": int(features)})
    return Facet(entity=described, component=component, read=read, write=write)


def _opens(seen: StateReport) -> bool:
    is_fully = seen.attributes.get("current_position") in (None, _PERCENT)
    return seen.value == "opening" or (seen.value == "open" and is_fully)


def thermostat(component: str, name: str | None, config: Status) -> Facet:
    """Return the entity of a thermostat that heats or cools."""
    mode = "cool" if config.get("type") == "cooling" else "heat"
    limits = config.get("range")
    low, high = limits if isinstance(limits, list) and len(limits) == _ENDS else (5, 35)
    features = ClimateFeature.TARGET_TEMPERATURE | ClimateFeature.TURN_ON | ClimateFeature.TURN_OFF
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
        working = {"heat": "heating", "cool": "cooling"}[mode]
        doing = None if is_working is None else working if is_working else "idle"
        return Reading(
            mode if is_enabled else "off",
            {
                "temperature": number(status, "target_C"),
                "current_temperature": number(status, "current_C"),
                "hvac_action": doing if is_enabled else "off",
            },
        )

    def write(action: Action, _: Status) -> Request | None:
        config_of: dict[str, Any] = {}
        if (wanted := number_of(action.arguments.get("temperature"))) is not None:
            config_of["target_C"] = wanted
        chosen = action.arguments.get("hvac_mode")
        if action.name in ("turn_on", "turn_off"):
            config_of["enable"] = action.name == "turn_on"
        elif chosen is not None:
            config_of["enable"] = chosen != "off"
        params = {"id": id_of(component), "config": config_of}
        return Request("Thermostat.SetConfig", params) if config_of else None

    described = entity(component, "climate", name, attributes)
    return Facet(entity=described, component=component, read=read, write=write)


def id_of(component: str) -> int:
    """Return the number of a component."""
    return int(component.partition(":")[2] or 0)


_ENDS = 2


def _color(status: Status, kind: str) -> tuple[float, ...]:
    rgb = status.get("rgb")
    if kind not in ("rgb", "rgbw") or not isinstance(rgb, list):
        return ()
    white = [number(status, "white") or 0] if kind == "rgbw" else []
    return tuple(part for part in [*rgb, *white] if isinstance(part, int | float))


def _light_request(component: str, kind: str, action: Action) -> Request:
    is_on, arguments = action.name == "turn_on", action.arguments
    params: dict[str, Any] = {"id": id_of(component), "on": is_on}
    brightness = number_of(arguments.get("brightness")) if is_on else None
    level = None if brightness is None else from_255(brightness, _PERCENT)
    if level is not None:
        params["brightness"] = level
    color = arguments.get(f"{kind}_color")
    if is_on and isinstance(color, list | tuple):
        params["rgb"] = list(color[:3])
        if kind == "rgbw":
            params["white"] = color[3]
    if is_on and (kelvin := number_of(arguments.get("color_temp_kelvin"))) is not None:
        params["ct"] = round(kelvin)
    if (seconds := number_of(arguments.get("transition"))) is not None:
        params["transition_duration"] = seconds

    def holds(seen: StateReport) -> bool:
        if seen.value != on_off(is_on):
            return False
        shown = number_of(seen.attributes.get("brightness"))
        return level is None or (shown is not None and from_255(shown, _PERCENT) == level)

    return Request(f"{_METHODS[kind]}.Set", params, holds)


def virtual(component: str, name: str | None, config: Status) -> Facet | None:
    """Return the entity of a component a person has made up."""
    match component.partition(":")[0]:
        case "boolean":
            return _boolean(component, name)
        case "number":
            return _number(component, name, config)
        case "enum":
            return _enum(component, name, config)
        case "text":
            return _text(component, name)
        case "button":
            return Facet(
                entity=entity(component, "button", name),
                component=component,
                read=lambda _: Reading(None),
                write=lambda *_: Request(
                    "Button.Trigger", {"id": id_of(component), "event": "single_push"}
                ),
            )
    return None


def _boolean(component: str, name: str | None) -> Facet:
    def read(status: Status) -> Reading:
        value = flag(status, "value")
        return Reading(None if value is None else on_off(value))

    def write(action: Action, _: Status) -> Request:
        is_on = action.name == "turn_on"
        params = {"id": id_of(component), "value": is_on}
        return Request("Boolean.Set", params, becomes(on_off(is_on)))

    described = entity(component, "switch", name)
    return Facet(entity=described, component=component, read=read, write=write)


def _number(component: str, name: str | None, config: Status) -> Facet:
    meta = config.get("meta")
    ui = meta.get("ui", {}) if isinstance(meta, Mapping) else {}
    attributes: dict[str, JsonValue] = {
        "min": config.get("min", 0),
        "max": config.get("max", 100),
        "step": ui.get("step", 1) if isinstance(ui, Mapping) else 1,
    }

    def read(status: Status) -> Reading:
        value = number(status, "value")
        return Reading(None if value is None else f"{value:g}")

    def write(action: Action, _: Status) -> Request | None:
        wanted = number_of(action.arguments.get("value"))
        if wanted is None:
            return None
        params = {"id": id_of(component), "value": wanted}
        return Request("Number.Set", params, lambda seen: number_of(seen.value) == wanted)

    described = entity(component, "number", name, attributes)
    return Facet(entity=described, component=component, read=read, write=write)


def _enum(component: str, name: str | None, config: Status) -> Facet:
    options = config.get("options")
    attributes: dict[str, JsonValue] = {"options": options if isinstance(options, list) else []}

    def read(status: Status) -> Reading:
        value = status.get("value")
        return Reading(value if isinstance(value, str) else None)

    def write(action: Action, _: Status) -> Request:
        option = str(action.arguments.get("option"))
        return Request("Enum.Set", {"id": id_of(component), "value": option}, becomes(option))

    described = entity(component, "select", name, attributes)
    return Facet(entity=described, component=component, read=read, write=write)


def _text(component: str, name: str | None) -> Facet:
    def read(status: Status) -> Reading:
        value = status.get("value")
        return Reading(value if isinstance(value, str) else None)

    def write(action: Action, _: Status) -> Request:
        value = str(action.arguments.get("value", ""))
        return Request("Text.Set", {"id": id_of(component), "value": value}, becomes(value))

    described = entity(component, "text", name, {"min": 0, "max": 255})
    return Facet(entity=described, component=component, read=read, write=write)
