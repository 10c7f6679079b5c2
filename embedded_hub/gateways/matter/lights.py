"""Lights and switches of Matter. Pure.

Levels run from 1 to 254; hue and saturation are parts of 254, or of 65535 where the light is
finer; x and y are parts of 65536; colour temperatures are in mireds, times in tenths of a second.
"""

from collections.abc import Iterator

from embedded_hub.gateways.facet import Holds, Reading, becomes, on_off
from embedded_hub.gateways.lights import LightNow, LightSpec, from_255, passing, to_255
from embedded_hub.gateways.matter.facet import Command, Endpoint, Facet, Request
from embedded_hub.gateways.matter.kinds import FANS, LIGHTS, OUTLETS
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject, JsonValue

ON_OFF, LEVEL, COLOR = 6, 8, 768
_IS_ON, _CURRENT_LEVEL, _MIN_LEVEL, _MAX_LEVEL = 0, 0, 2, 3
_HUE, _SATURATION, _X, _Y, _MIREDS, _COLOR_MODE = 0, 1, 3, 4, 7, 8
_FINE_HUE, _FINE_MODE, _CAPABILITIES, _COLDEST, _WARMEST = 16384, 16385, 16394, 16395, 16396
_HS, _EHUE, _XY, _CT = 1, 2, 8, 16
_FULL, _FINE_FULL, _XY_FULL, _XY_MOST = 254, 65535, 65536, 65279
_MIREDS_OF_1K = 1_000_000
_MODE_WORDS = {0: "hs", 1: "xy", 2: "color_temp", 3: "hs"}
_EVEN_IF_OFF: JsonObject = {"optionsMask": 1, "optionsOverride": 1}
_AS_IT_IS: JsonObject = {"optionsMask": 0, "optionsOverride": 0}


def lights(endpoint: Endpoint) -> Iterator[Facet]:
    """Yield what of an endpoint is switched, dimmed or coloured."""
    if not endpoint.has(ON_OFF, _IS_ON):
        if endpoint.has(LEVEL, _CURRENT_LEVEL):
            yield _level()
        return
    kinds = frozenset(endpoint.device_types())
    if kinds & LIGHTS or endpoint.has(COLOR, _COLOR_MODE):
        yield _light(endpoint)
    elif not kinds & FANS or not endpoint.has(514, 0):
        yield _switch("outlet" if kinds & OUTLETS else None)
        if endpoint.has(LEVEL, _CURRENT_LEVEL):
            yield _level()


def _switch(device_class: str | None) -> Facet:
    def write(action: Action, _: Endpoint) -> Request:
        is_on = action.name == "turn_on"
        return Request((_switched(is_on),), becomes(on_off(is_on)))

    return Facet(
        slug="switch",
        domain="switch",
        clusters=frozenset({ON_OFF}),
        attributes={"device_class": device_class} if device_class else {},
        read=lambda endpoint: Reading(_state(endpoint)),
        write=write,
    )


def _level() -> Facet:
    """Return the volume of a speaker, the strength of a pump and the like, in percent."""

    def read(endpoint: Endpoint) -> Reading:
        level = endpoint.number_of(LEVEL, _CURRENT_LEVEL)
        return Reading(None if level is None else f"{round(level * 100 / _FULL)}")

    def write(action: Action, _: Endpoint) -> Request | None:
        wanted = number_of(action.arguments.get("value"))
        if wanted is None:
            return None
        payload = {"level": round(wanted * _FULL / 100), "transitionTime": 0, **_EVEN_IF_OFF}
        command = Command(cluster=LEVEL, name="MoveToLevel", payload=payload)
        return Request((command,), lambda seen: number_of(seen.value) == round(wanted))

    attributes: JsonObject = {"min": 0, "max": 100, "step": 1, "unit_of_measurement": "%"}
    return Facet(
        slug="level",
        domain="number",
        name="Level",
        clusters=frozenset({LEVEL}),
        attributes=attributes,
        read=read,
        write=write,
    )


def _light(endpoint: Endpoint) -> Facet:
    lamp = _Lamp(endpoint)
    return Facet(
        slug="light",
        domain="light",
        clusters=frozenset({ON_OFF, LEVEL, COLOR}),
        attributes=lamp.spec.lasting(),
        read=lamp.read,
        write=lamp.write,
    )


class _Lamp:
    def __init__(self, endpoint: Endpoint) -> None:
        self._can = endpoint.bits(COLOR) or endpoint.bits(COLOR, _CAPABILITIES)
        self._can_dim = endpoint.has(LEVEL, _CURRENT_LEVEL)
        self._lowest = endpoint.number_of(LEVEL, _MIN_LEVEL) or 1
        self._most = endpoint.number_of(LEVEL, _MAX_LEVEL) or _FULL
        words = {"hs": _HS, "xy": _XY, "color_temp": _CT}
        modes = tuple(word for word, bit in words.items() if self._can & bit)
        coldest = endpoint.number_of(COLOR, _COLDEST)
        warmest = endpoint.number_of(COLOR, _WARMEST)
        self.spec = LightSpec(
            modes=modes or (("brightness",) if self._can_dim else ("onoff",)),
            coldest_k=_kelvin(coldest) if self._can & _CT else None,
            warmest_k=_kelvin(warmest) if self._can & _CT else None,
            has_transition=self._can_dim,
        )

    def read(self, endpoint: Endpoint) -> Reading:
        """Return what it shows."""
        state = _state(endpoint)
        if state is None:
            return Reading(None)
        level = endpoint.number_of(LEVEL, _CURRENT_LEVEL)
        mode = self._mode(endpoint)
        now = LightNow(
            is_on=state == "on",
            brightness=None if level is None else max(1, to_255(level, self._most)),
            color_mode=mode,
            color=_color(endpoint, mode),
            kelvin=_kelvin(endpoint.number_of(COLOR, _MIREDS)) if mode == "color_temp" else None,
        )
        return Reading(state, passing(self.spec, now))

    def write(self, action: Action, endpoint: Endpoint) -> Request | None:
        """Return the colour to show and then the level, which also turns it on."""
        if action.name == "turn_off":
            return Request((_switched(is_on=False),), becomes("off"))
        if action.name != "turn_on":
            return None
        arguments = action.arguments
        tenths = round((number_of(arguments.get("transition")) or 0) * 10)
        color = self._colored(arguments, tenths)
        brightness = number_of(arguments.get("brightness"))
        if brightness is None and tenths and self._can_dim and color is None:
            # A bare "on" takes no time; the level it would have does.
            before = endpoint.number_of(LEVEL, _CURRENT_LEVEL) or self._most
            brightness = to_255(before, self._most)
        if brightness is None or not self._can_dim:
            last, holds = _switched(is_on=True), becomes("on")
        else:
            level = max(round(self._lowest), from_255(brightness, self._most))
            last, holds = _dimmed(level, tenths), self._shows(level)
        return Request((color, last) if color else (last,), holds)

    def _mode(self, endpoint: Endpoint) -> str:
        told = endpoint.number_of(COLOR, _FINE_MODE)
        told = endpoint.number_of(COLOR, _COLOR_MODE) if told is None else told
        word = None if told is None else _MODE_WORDS.get(int(told))
        return word if word in self.spec.modes else self.spec.modes[0]

    def _colored(self, arguments: JsonObject, tenths: int) -> Command | None:
        if (kelvin := number_of(arguments.get("color_temp_kelvin"))) is not None:
            payload: dict[str, JsonValue] = {
                "colorTemperatureMireds": round(_MIREDS_OF_1K / kelvin)
            }
            return _color_command("MoveToColorTemperature", payload, tenths)
        if isinstance(xy := arguments.get("xy_color"), list | tuple):
            x, y = (min(_XY_MOST, round(float(part) * _XY_FULL)) for part in xy)
            return _color_command("MoveToColor", {"colorX": x, "colorY": y}, tenths)
        if isinstance(hs := arguments.get("hs_color"), list | tuple):
            saturation = round(float(hs[1]) * _FULL / 100)
            if self._can & _EHUE:
                payload = {"enhancedHue": round(float(hs[0]) % 360 * _FINE_FULL / 360)}
                name = "EnhancedMoveToHueAndSaturation"
            else:
                payload = {"hue": round(float(hs[0]) % 360 * _FULL / 360)}
                name = "MoveToHueAndSaturation"
            return _color_command(name, {**payload, "saturation": saturation}, tenths)
        return None

    def _shows(self, level: int) -> Holds:
        def holds(seen: StateReport) -> bool:
            brightness = number_of(seen.attributes.get("brightness"))
            if seen.value != "on" or brightness is None:
                return False
            # Some lights have fewer levels than there are numbers.
            return abs(from_255(brightness, self._most) - level) <= 1

        return holds


def _color(endpoint: Endpoint, mode: str) -> tuple[float, ...]:
    if mode == "xy":
        x, y = endpoint.number_of(COLOR, _X), endpoint.number_of(COLOR, _Y)
        if x is None or y is None:
            return ()
        return round(x / _XY_FULL, 4), round(y / _XY_FULL, 4)
    if mode == "hs":
        fine, hue = endpoint.number_of(COLOR, _FINE_HUE), endpoint.number_of(COLOR, _HUE)
        saturation = endpoint.number_of(COLOR, _SATURATION)
        turn = fine / _FINE_FULL if fine is not None else None if hue is None else hue / _FULL
        if turn is None or saturation is None:
            return ()
        return round(turn * 360, 3), round(saturation * 100 / _FULL, 3)
    return ()


def _state(endpoint: Endpoint) -> str | None:
    is_on = endpoint.get(ON_OFF, _IS_ON)
    return on_off(is_on) if isinstance(is_on, bool) else None


def _kelvin(mireds: float | None) -> int | None:
    return round(_MIREDS_OF_1K / mireds) if mireds else None


def _switched(is_on: bool) -> Command:
    return Command(cluster=ON_OFF, name="On" if is_on else "Off")


def _dimmed(level: int, tenths: int) -> Command:
    payload: JsonObject = {"level": level, "transitionTime": tenths, **_AS_IT_IS}
    return Command(cluster=LEVEL, name="MoveToLevelWithOnOff", payload=payload)


def _color_command(name: str, payload: JsonObject, tenths: int) -> Command:
    return Command(
        cluster=COLOR, name=name, payload={**payload, "transitionTime": tenths, **_EVEN_IF_OFF}
    )
