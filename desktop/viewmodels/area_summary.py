"""What an area says about itself in one line: pure but for translation."""

from collections.abc import Iterable, Sequence

import msgspec

from desktop.viewmodels.face import Face
from desktop.viewmodels.plurals import PLURALS
from desktop.viewmodels.words import joined, measure, percent, translate, with_unit
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.state import State

ACTIVE_DOMAINS = frozenset({"light", "switch", "fan", "media_player", "input_boolean"})
"""What counts as on in an area's summary."""
OFF_DOMAINS = frozenset({"light", "switch", "fan", "input_boolean"})
"""What "all off" turns off; a fridge's plug is a person's own risk, a player is not a light."""
_PRESENCE = frozenset({"motion", "occupancy", "presence"})
_AMBIENT_DOMAINS = frozenset(
    {"binary_sensor", "climate", "event", "humidifier", "sensor", "update", "weather"}
)
_OPENINGS = frozenset({"door", "garage_door", "opening", "window"})


class AreaSummary(msgspec.Struct, frozen=True, kw_only=True):
    """One area's numbers and words."""

    on_count: int = 0
    total: int = 0
    temperature_text: str = ""
    humidity_text: str = ""
    has_motion: bool = False
    motion_text: str = ""
    can_turn_off: bool = False
    text: str = ""


def summarize(tiles: Sequence[tuple[Face, State]]) -> AreaSummary:
    """Sum up the tiles of one area."""
    active = [face for face, _ in tiles if face["isOn"] and face["domain"] in ACTIVE_DOMAINS]
    on_count = len(active)
    temperature = _mean(_sensors(tiles, "temperature"))
    humidity = _mean(_sensors(tiles, "humidity"))
    has_motion = any(
        face["isOn"] and face["domain"] == "binary_sensor" and face["deviceClass"] in _PRESENCE
        for face, _ in tiles
    )
    temperature_text = _temperature(temperature, tiles)
    on_text = PLURALS.on(on_count) if on_count else ""
    return AreaSummary(
        on_count=on_count,
        total=len(tiles),
        temperature_text=temperature_text,
        humidity_text=percent(humidity) if humidity is not None else "",
        has_motion=has_motion,
        motion_text=translate("Area", "Motion") if has_motion else "",
        can_turn_off=any(face["domain"] in OFF_DOMAINS for face in active),
        text=joined(on_text, temperature_text),
    )


def to_turn_off(tiles: Iterable[Face]) -> list[str]:
    """Return the entities "all off" means now."""
    return [
        str(face["entityId"]) for face in tiles if face["isOn"] and face["domain"] in OFF_DOMAINS
    ]


def _sensors(tiles: Sequence[tuple[Face, State]], kind: str) -> list[float]:
    """Return a room's readings; a thermostat's own counts only where there is no sensor."""
    others = {
        face["deviceId"] for face, _ in tiles if face["deviceId"] and not _measures_a_room(face)
    }
    sensors = [
        value
        for face, state in tiles
        if face["domain"] == "sensor"
        and face["deviceClass"] == kind
        and face["deviceId"] not in others
        and (value := number_of(state.value)) is not None
    ]
    if sensors:
        return sensors
    return [
        value
        for face, state in tiles
        if face["domain"] == "climate"
        and (value := number_of(state.attributes.get(f"current_{kind}"))) is not None
    ]


def _measures_a_room(face: Face) -> bool:
    """Say whether a tile may belong to a device that measures its room: a fridge has a door."""
    return face["domain"] in _AMBIENT_DOMAINS and face["deviceClass"] not in _OPENINGS


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _temperature(value: float | None, tiles: Sequence[tuple[Face, State]]) -> str:
    if value is None:
        return ""
    units = {str(face["unitText"]) for face, _ in tiles if face["deviceClass"] == "temperature"}
    is_known = units <= {"°C", "°F"}
    return measure(round(value, 1), "°C", 1) if is_known else with_unit(str(value), "")
