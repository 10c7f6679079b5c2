"""Dimmers and coloured lights. Pure."""

from collections.abc import Iterator
from typing import Any

from embedded_hub.gateways.facet import Reading, on_off
from embedded_hub.gateways.lights import LightNow, LightSpec, from_255, passing, to_255
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
from embedded_hub.model.state import StateReport

_PERCENT = 100
_MODES = {
    "light": ("brightness",),
    "rgb": ("rgb",),
    "rgbw": ("rgbw",),
    "cct": ("color_temp",),
    "rgbcct": ("rgb", "color_temp"),
}
_METHODS = {"light": "Light", "rgb": "RGB", "rgbw": "RGBW", "cct": "CCT", "rgbcct": "RGBCCT"}
_WARMEST_K, _COLDEST_K = 2700, 6500
"""Where a device does not say how far it goes."""
_SHORTEST_TRANSITION_S = 0.5


def light(part: Part) -> Iterator[Facet]:
    """Yield the entity of a light; its brightness is 0 to 100."""
    spec = _spec(part)

    def read(status: Status) -> Reading:
        output = flag(status, "output")
        if output is None:
            return Reading(None)
        level, kelvin = number(status, "brightness"), number(status, "ct")
        mode = _mode(spec, status)
        now = LightNow(
            is_on=output,
            brightness=None if level is None else max(1, to_255(level, _PERCENT)),
            color_mode=mode,
            color=_color(status, mode),
            kelvin=None if kelvin is None else round(kelvin),
        )
        return Reading(on_off(output), passing(spec, now))

    def write(action: Action, _: Status) -> Request:
        return _request(part, spec, action)

    described = entity(part.component, "light", part.name, spec.lasting())
    yield Facet(entity=described, component=part.component, read=read, write=write)


def _spec(part: Part) -> LightSpec:
    modes = _MODES[part.kind]
    if "color_temp" not in modes:
        return LightSpec(modes=modes, has_transition=True)
    warmest, coldest = span(part.config, "ct_range", (_WARMEST_K, _COLDEST_K))
    return LightSpec(
        modes=modes, warmest_k=int(warmest), coldest_k=int(coldest), has_transition=True
    )


def _mode(spec: LightSpec, status: Status) -> str:
    if len(spec.modes) == 1:
        return spec.modes[0]
    return "color_temp" if status.get("mode") == "cct" else "rgb"


def _color(status: Status, mode: str) -> tuple[float, ...]:
    rgb = status.get("rgb")
    if mode not in ("rgb", "rgbw") or not isinstance(rgb, list):
        return ()
    white = [number(status, "white") or 0] if mode == "rgbw" else []
    return tuple(part for part in [*rgb, *white] if isinstance(part, int | float))


def _request(part: Part, spec: LightSpec, action: Action) -> Request:
    is_on, arguments = action.name == "turn_on", action.arguments
    params: dict[str, Any] = {"id": part.number, "on": is_on}
    brightness = number_of(arguments.get("brightness")) if is_on else None
    level = None if brightness is None else from_255(brightness, _PERCENT)
    if level is not None:
        params["brightness"] = level
    if is_on:
        params |= _colored(part.kind, spec, action)
    seconds = number_of(arguments.get("transition")) or 0.0
    if "transition" in arguments:
        params["transition_duration"] = max(_SHORTEST_TRANSITION_S, seconds)

    def holds(seen: StateReport) -> bool:
        if seen.value != on_off(is_on):
            return False
        shown = number_of(seen.attributes.get("brightness"))
        return level is None or (shown is not None and from_255(shown, _PERCENT) == level)

    return Request(f"{_METHODS[part.kind]}.Set", params, holds, takes_s=seconds)


def _colored(kind: str, spec: LightSpec, action: Action) -> dict[str, Any]:
    params: dict[str, Any] = {}
    color = action.arguments.get(f"{spec.modes[0]}_color")
    if isinstance(color, list | tuple):
        params["rgb"] = list(color[:3])
        if spec.modes[0] == "rgbw":
            params["white"] = color[3]
    kelvin = number_of(action.arguments.get("color_temp_kelvin"))
    if kelvin is not None and spec.warmest_k and spec.coldest_k:
        params["ct"] = min(spec.coldest_k, max(spec.warmest_k, round(kelvin)))
    if kind == "rgbcct" and params:
        params["mode"] = "cct" if "ct" in params else "rgb"
    return params
