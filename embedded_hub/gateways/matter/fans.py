"""Fans and air purifiers of Matter. Pure."""

from collections.abc import Iterator

from embedded_hub.gateways.facet import Holds, Reading, becomes
from embedded_hub.gateways.matter.facet import Endpoint, Facet, Request, Setting
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.capability.fan import Feature
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject, JsonValue

FAN = 514
_MODE, _SEQUENCE, _PERCENT, _PERCENT_NOW, _SPEEDS = 0, 1, 2, 3, 4
_ROCK_SUPPORT, _ROCK, _WIND_SUPPORT, _WIND, _DIRECTION = 7, 8, 9, 10, 11
_HAS_SPEEDS, _ROCKS, _HAS_WIND, _TURNS = 1, 4, 8, 32
_OFF, _HIGH, _ON, _AUTO = 0, 3, 4, 5
_MODE_WORDS = {1: "low", 2: "medium", 3: "high", 5: "auto", 6: "auto"}
_MODES_OF = {0: (1, 2, 3), 1: (1, 3), 2: (1, 2, 3, 5), 3: (1, 3, 5), 4: (3, 5), 5: (3,)}
"""The modes besides off, by the sequence a fan says it has."""
_WINDS = {1: "sleep_wind", 2: "natural_wind"}


def fans(endpoint: Endpoint) -> Iterator[Facet]:
    """Yield the fan of an endpoint that has one."""
    if endpoint.has(FAN, _MODE):
        yield Facet(
            slug="fan",
            domain="fan",
            clusters=frozenset({FAN}),
            attributes=_lasting(endpoint),
            read=_read,
            write=_write,
        )


def _lasting(endpoint: Endpoint) -> JsonObject:
    can = endpoint.bits(FAN)
    features = Feature.SET_SPEED
    features |= Feature.OSCILLATE if can & _ROCKS else Feature(0)
    features |= Feature.DIRECTION if can & _TURNS else Feature(0)
    presets = [*dict.fromkeys(_MODE_WORDS[one] for one in _modes(endpoint)), *_winds(endpoint)]
    features |= Feature.PRESET_MODE if presets else Feature(0)
    speeds = endpoint.number_of(FAN, _SPEEDS) if can & _HAS_SPEEDS else None
    return {
        "supported_features": int(features),
        "percentage_step": 100 / speeds if speeds else 1,
        "preset_modes": presets,
    }


def _modes(endpoint: Endpoint) -> tuple[int, ...]:
    return _MODES_OF.get(int(endpoint.number_of(FAN, _SEQUENCE) or 0), ())


def _winds(endpoint: Endpoint) -> list[str]:
    if not endpoint.bits(FAN) & _HAS_WIND:
        return []
    supported = endpoint.bits(FAN, _WIND_SUPPORT)
    return [word for bit, word in _WINDS.items() if supported & bit]


def _read(endpoint: Endpoint) -> Reading:
    mode = endpoint.number_of(FAN, _MODE)
    if mode is None:
        return Reading(None)
    # The setting is what was asked for, and null while the fan chooses itself.
    percent = endpoint.number_of(FAN, _PERCENT)
    percent = endpoint.number_of(FAN, _PERCENT_NOW) if percent is None else percent
    is_on = mode != _OFF or bool(percent)
    wind = endpoint.bits(FAN, _WIND)
    blowing = next((word for bit, word in _WINDS.items() if wind & bit), None)
    attributes: dict[str, JsonValue] = {
        "percentage": None if percent is None else round(percent) if is_on else 0,
        "preset_mode": (blowing or _MODE_WORDS.get(int(mode))) if is_on else None,
    }
    if endpoint.bits(FAN) & _ROCKS:
        attributes["oscillating"] = endpoint.bits(FAN, _ROCK) != 0
    if endpoint.bits(FAN) & _TURNS:
        attributes["direction"] = "reverse" if endpoint.bits(FAN, _DIRECTION) else "forward"
    return Reading("on" if is_on else "off", attributes)


def _write(action: Action, endpoint: Endpoint) -> Request | None:
    arguments = action.arguments
    match action.name:
        case "turn_off":
            return _ask((_set(_MODE, _OFF),), becomes("off"))
        case "turn_on" | "set_percentage" | "set_preset_mode":
            return _faster(arguments, endpoint)
        case "oscillate":
            ways = endpoint.bits(FAN, _ROCK_SUPPORT) or 1
            is_wanted = arguments.get("oscillating") is True
            # The simplest way it can.
            return _ask((_set(_ROCK, ways & -ways if is_wanted else 0),), None)
        case "set_direction":
            return _ask((_set(_DIRECTION, int(arguments.get("direction") == "reverse")),), None)
    return None


def _faster(arguments: JsonObject, endpoint: Endpoint) -> Request | None:
    preset = arguments.get("preset_mode")
    if isinstance(preset, str):
        bit = next((bit for bit, word in _WINDS.items() if word == preset), None)
        if bit is not None:
            return _ask((_set(_WIND, bit),), None)
        mode = next((one for one in _modes(endpoint) if _MODE_WORDS[one] == preset), None)
        calm = (_set(_WIND, 0),) if endpoint.bits(FAN, _WIND) else ()
        return None if mode is None else _ask((*calm, _set(_MODE, mode)), _has_preset(preset))
    percent = number_of(arguments.get("percentage"))
    if percent is not None:
        return _ask((_set(_PERCENT, round(percent)),), _has_speed(round(percent)))
    known = _modes(endpoint)
    mode = _AUTO if _AUTO in known else _HIGH if _HIGH in known else _ON
    return _ask((_set(_MODE, mode),), becomes("on"))


def _has_speed(percent: int) -> Holds:
    def holds(seen: StateReport) -> bool:
        # Where there are a few speeds only, it may have gone to the nearest.
        return seen.value == "on" and number_of(seen.attributes.get("percentage")) is not None

    return holds if percent else becomes("off")


def _has_preset(preset: str) -> Holds:
    return lambda seen: seen.attributes.get("preset_mode") == preset


def _set(attribute: int, value: int) -> Setting:
    return Setting(cluster=FAN, attribute=attribute, value=value)


def _ask(steps: tuple[Setting, ...], holds: Holds | None) -> Request:
    return Request(steps, holds)
