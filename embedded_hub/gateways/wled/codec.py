"""What a strip is as devices and states, and what an action is as its JSON. Pure.

With one segment the strip is one light; with several there is the whole, which can only be dimmed,
and each segment. Brightness is 0 to 255 on both sides, so nothing is lost on the way.
"""

from collections.abc import Callable, Mapping, Sequence

import msgspec

from embedded_hub.gateways.lights import LightNow, LightSpec, passing
from embedded_hub.gateways.wled.wire import Segment, StripInfo, StripState
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.description import DeviceDescription, EntityCategory, EntityDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject, JsonValue

DEVICE = "strip"
_RGB, _WHITE, _CCT = 1, 2, 4
_WARMEST_K, _COLDEST_K = 1900, 10_091
"""What WLED's own scale of colour temperature stands for."""
_RESERVED = frozenset({"RSVD", "-"})
"""Effects that are placeholders for builds that have them."""
_CONFIRMED_BY = ("brightness", "effect", "rgb_color", "rgbw_color")
_LONGEST = 655
"""Tenths of a second; more would begin anew from none."""
_MAC_DIGITS = 12
_STEP = 255


class Names(msgspec.Struct, frozen=True, kw_only=True):
    """What this build calls its effects, palettes and presets; numbers are places in the list."""

    effects: tuple[str, ...] = ()
    palettes: tuple[str, ...] = ()
    presets: Mapping[int, str] = {}


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What is sent for an action, and which report confirms it."""

    message: JsonObject
    holds: Callable[[StateReport], bool]


def describe(info: StripInfo, state: StripState, names: Names) -> DeviceDescription:
    """Return the strip as a device."""
    segments = segments_of(state)
    entities: list[EntityDescription] = []
    if len(segments) > 1:
        whole = LightSpec(modes=("brightness",), has_transition=True)
        entities.append(_entity("main", "light", "Whole strip", whole.lasting()))
    for segment in segments:
        entities += _segment_entities(info, segment, names, is_alone=len(segments) == 1)
    if names.presets:
        options: JsonObject = {"options": list(names.presets.values())}
        entities.append(_entity("preset", "select", "Preset", options))
    entities += [
        _entity("nightlight", "switch", "Nightlight", {"icon": "mdi:weather-night"}),
        _entity("sync_send", "switch", "Sync send", category="config"),
        _entity("sync_receive", "switch", "Sync receive", category="config"),
        _entity("restart", "button", "Restart", {"device_class": "restart"}, "config"),
        _entity("signal", "sensor", "Wi-Fi signal", _measured("%"), "diagnostic"),
    ]
    if info.leds.maxpwr:
        current = {**_measured("mA"), "device_class": "current"}
        entities.append(_entity("current", "sensor", "Estimated current", current, "diagnostic"))
    return DeviceDescription(
        key=DEVICE,
        name=info.name or "WLED",
        manufacturer=info.brand or "WLED",
        model=f"{info.product} {info.arch}".strip() or None,
        sw_version=info.ver or None,
        entities=tuple(entities),
        connections=(("mac", _mac(info.mac)),) if len(info.mac) == _MAC_DIGITS else (),
    )


def report(info: StripInfo, state: StripState, names: Names) -> list[StateReport]:
    """Return what everything is now."""
    segments = segments_of(state)
    reports: list[StateReport] = []
    if len(segments) > 1:
        whole = LightSpec(modes=("brightness",), has_transition=True)
        now = LightNow(is_on=state.on, brightness=max(1, state.bri), color_mode="brightness")
        reports.append(_light("main", whole, now))
    for segment in segments:
        reports += _segment_reports(info, state, segment, names, is_alone=len(segments) == 1)
    if names.presets:
        reports.append(_value("preset", names.presets.get(state.pl if state.pl > 0 else state.ps)))
    reports += [
        _value("nightlight", _on_off(state.nl.on)),
        _value("sync_send", _on_off(state.udpn.send)),
        _value("sync_receive", _on_off(state.udpn.recv)),
        _value("signal", None if info.wifi.signal is None else str(info.wifi.signal)),
    ]
    if info.leds.maxpwr:
        reports.append(_value("current", str(info.leds.pwr)))
    return reports


def order(action: Action, info: StripInfo, state: StripState, names: Names) -> Order | None:
    """Return what an action is to this strip; ``None`` for one it does not know."""
    name, _, segment_id = str(action.key).partition("/")
    if action.domain == "light":
        segment = _segment(state, segment_id)
        return (
            None
            if name != "main" and segment is None
            else _light_order(action, segment, info, names, is_alone=len(segments_of(state)) == 1)
        )
    if (
        action.domain == "number"
        and (value := number_of(action.arguments.get("value"))) is not None
    ):
        field = {"speed": "sx", "intensity": "ix"}.get(name)
        wanted = round(value)
        message = _of_segment(segment_id, {field: wanted}) if field else None
        return _expecting(message, str(wanted))
    if action.domain == "select":
        return _choice(name, segment_id, str(action.arguments.get("option")), names)
    if action.domain == "switch":
        return _switch(name, is_on=action.name == "turn_on")
    return None


def segments_of(state: StripState) -> Sequence[Segment]:
    """Return the segments there are."""
    return [segment for segment in state.seg if segment.stop > 0]


# --- lights ---------------------------------------------------------------------------------------


def _light_spec(info: StripInfo, segment: Segment, names: Names) -> LightSpec:
    able = _abilities(info, segment)
    modes: list[str] = []
    if able & _RGB:
        modes.append("rgbw" if able & _WHITE else "rgb")
    if able & _CCT:
        modes.append("color_temp")
    return LightSpec(
        modes=tuple(modes) or ("brightness",),
        warmest_k=_WARMEST_K if able & _CCT else None,
        coldest_k=_COLDEST_K if able & _CCT else None,
        effects=tuple(name for name in names.effects if name not in _RESERVED),
        has_transition=True,
    )


def _abilities(info: StripInfo, segment: Segment) -> int:
    if segment.id < len(info.leds.seglc):
        return info.leds.seglc[segment.id]
    if info.leds.lc is not None:
        return info.leds.lc
    return _RGB | (_WHITE if info.leds.rgbw else 0)


def _light_now(
    info: StripInfo, state: StripState, segment: Segment, names: Names, *, is_alone: bool
) -> LightNow:
    spec = _light_spec(info, segment, names)
    mode = spec.modes[0]
    color = segment.col[0] if segment.col else ()
    size = {"rgb": 3, "rgbw": 4}.get(mode, 0)
    is_white = "color_temp" in spec.modes and not any(color[:3])
    return LightNow(
        is_on=state.on and segment.on,
        brightness=max(1, state.bri if is_alone else segment.bri),
        color_mode="color_temp" if is_white else mode,
        color=color[:size] if len(color) >= size else (),
        kelvin=_kelvin(segment.cct),
        effect=names.effects[segment.fx] if segment.fx < len(names.effects) else None,
    )


def _light_order(
    action: Action, segment: Segment | None, info: StripInfo, names: Names, *, is_alone: bool
) -> Order:
    is_on = action.name == "turn_on"
    level: dict[str, JsonValue] = {"on": is_on}
    if is_on and (brightness := action.arguments.get("brightness")) is not None:
        level["bri"] = brightness
    is_whole = segment is None or is_alone
    message: dict[str, JsonValue] = dict(level) if is_whole else {"on": True} if is_on else {}
    inside: dict[str, JsonValue] = {} if is_whole else dict(level)
    if is_on and segment is not None:
        inside |= _look(action.arguments, _light_spec(info, segment, names), names)
    if segment is not None and inside:
        # A segment that is off stays off however bright the whole strip is.
        message["seg"] = [{"id": segment.id, "on": is_on, **inside}]
    if (seconds := number_of(action.arguments.get("transition"))) is not None:
        message["tt"] = min(_LONGEST, round(seconds * 10))
    return Order(message=message, holds=lambda seen: _is_as_asked(seen, action, is_on=is_on))


def _is_as_asked(seen: StateReport, action: Action, *, is_on: bool) -> bool:
    if seen.value != _on_off(is_on):
        return False
    return not is_on or all(
        _same(seen.attributes.get(name), action.arguments[name])
        for name in _CONFIRMED_BY
        if name in action.arguments
    )


def _look(arguments: JsonObject, spec: LightSpec, names: Names) -> dict[str, JsonValue]:
    look: dict[str, JsonValue] = {}
    color = arguments.get("rgb_color") or arguments.get("rgbw_color")
    if isinstance(color, list | tuple):
        look["col"] = [list(color)]
    if (kelvin := number_of(arguments.get("color_temp_kelvin"))) is not None:
        look["cct"] = round((kelvin - _WARMEST_K) / (_COLDEST_K - _WARMEST_K) * 255)
        look["col"] = [[0, 0, 0, 255]]
    effect = arguments.get("effect")
    if isinstance(effect, str) and effect in spec.effects:
        look["fx"] = names.effects.index(effect)
    return look


def _kelvin(cct: int) -> int:
    if cct > _STEP:
        return cct
    return round(_WARMEST_K + cct / _STEP * (_COLDEST_K - _WARMEST_K))


# --- everything else ------------------------------------------------------------------------------


def _segment_entities(
    info: StripInfo, segment: Segment, names: Names, *, is_alone: bool
) -> list[EntityDescription]:
    called = segment.n or f"Segment {segment.id}"
    prefix = "" if is_alone else f"{called} "
    number = {"min": 0, "max": 255, "step": 1}
    spec = _light_spec(info, segment, names)
    entities = [
        _entity(f"light/{segment.id}", "light", None if is_alone else called, spec.lasting()),
        _entity(f"speed/{segment.id}", "number", f"{prefix}Speed".capitalize(), number, "config"),
        _entity(
            f"intensity/{segment.id}", "number", f"{prefix}Intensity".capitalize(), number, "config"
        ),
    ]
    if names.palettes:
        options: JsonObject = {"options": list(names.palettes)}
        name = f"{prefix}Palette".capitalize()
        entities.append(_entity(f"palette/{segment.id}", "select", name, options, "config"))
    return entities


def _segment_reports(
    info: StripInfo, state: StripState, segment: Segment, names: Names, *, is_alone: bool
) -> list[StateReport]:
    now = _light_now(info, state, segment, names, is_alone=is_alone)
    reports = [
        _light(f"light/{segment.id}", _light_spec(info, segment, names), now),
        _value(f"speed/{segment.id}", str(segment.sx)),
        _value(f"intensity/{segment.id}", str(segment.ix)),
    ]
    if names.palettes:
        known = segment.pal < len(names.palettes)
        palette = names.palettes[segment.pal] if known else None
        reports.append(_value(f"palette/{segment.id}", palette))
    return reports


def _choice(name: str, segment_id: str, option: str, names: Names) -> Order | None:
    if name == "preset":
        for number, title in names.presets.items():
            if title == option:
                return _expecting({"ps": number}, option)
    if name == "palette" and option in names.palettes:
        return _expecting(_of_segment(segment_id, {"pal": names.palettes.index(option)}), option)
    return None


def _switch(name: str, *, is_on: bool) -> Order | None:
    messages: dict[str, JsonObject] = {
        "nightlight": {"nl": {"on": is_on}},
        "sync_send": {"udpn": {"send": is_on}},
        "sync_receive": {"udpn": {"recv": is_on}},
    }
    return _expecting(messages.get(name), _on_off(is_on))


def _expecting(message: JsonObject | None, value: str) -> Order | None:
    return (
        None if message is None else Order(message=message, holds=lambda seen: seen.value == value)
    )


def _of_segment(segment_id: str, fields: Mapping[str, JsonValue]) -> JsonObject | None:
    return {"seg": [{"id": int(segment_id), **fields}]} if segment_id.isdigit() else None


def _segment(state: StripState, segment_id: str) -> Segment | None:
    return next((one for one in segments_of(state) if str(one.id) == segment_id), None)


def _entity(
    key: str,
    domain: str,
    name: str | None,
    attributes: JsonObject | None = None,
    category: EntityCategory | None = None,
) -> EntityDescription:
    return EntityDescription(
        key=EntityKey(key), domain=domain, name=name, attributes=attributes or {}, category=category
    )


def _light(key: str, spec: LightSpec, now: LightNow) -> StateReport:
    return StateReport(key=EntityKey(key), value=_on_off(now.is_on), attributes=passing(spec, now))


def _value(key: str, value: str | None) -> StateReport:
    return StateReport(key=EntityKey(key), value=value)


def _measured(unit: str) -> dict[str, JsonValue]:
    return {"unit_of_measurement": unit, "state_class": "measurement"}


def _on_off(is_on: bool) -> str:
    return "on" if is_on else "off"


def _same(seen: JsonValue, wanted: JsonValue) -> bool:
    if isinstance(wanted, list | tuple) and isinstance(seen, list | tuple):
        return list(seen) == list(wanted)
    return seen == wanted


def _mac(digits: str) -> str:
    return ":".join(digits[place : place + 2] for place in range(0, _MAC_DIGITS, 2)).lower()
