"""Where somebody is, how far that is and in which direction, in the chosen language."""

from desktop.viewmodels.words import age_text, clock_text, joined, measure, percent, translate
from embedded_hub.model.capability import tracker
from embedded_hub.model.position import Point, bearing_deg, eighth, way_m
from embedded_hub.model.state import State

_KM_M = 1000.0
_AT_ONCE_M = 20.0
"""Nearer than this nobody says a distance."""


def place_text(state: State) -> str:
    """Return where something is in a word or two; where it was last while nobody tells."""
    value = tracker.last_known(state)
    if value is None:
        return translate("Map", "Not known")
    if value == tracker.HOME:
        return translate("Map", "At home")
    if value == tracker.NOT_HOME:
        return translate("Map", "Away")
    return value


def length_text(metres: float) -> str:
    """Write a length as people say it: ``350 m``, ``1.2 km``, ``18 km``."""
    if metres < _KM_M - 5:
        return measure(round(metres, -1) if metres >= 100 else round(metres), "m", 0)
    kilometres = metres / _KM_M
    return measure(kilometres, "km", 1 if kilometres < 9.95 else 0)


def way_text(here: Point, home: Point | None) -> str:
    """Say how far from home something is and in which direction; empty where it is there."""
    if home is None:
        return ""
    metres = way_m(home, here)
    if metres < _AT_ONCE_M:
        return ""
    sentence = _ways()[eighth(bearing_deg(home, here))]
    return sentence.replace("%1", length_text(metres))


def seen_at(state: State) -> float:
    """Return when it was last told where something is, seconds UTC."""
    return state.updated_at


def marker_line(state: State, here: Point | None, home: Point | None, now: float) -> str:
    """Return what stands under a name: distance, speed of ageing, battery."""
    way = way_text(here, home) if here is not None and state.value != tracker.HOME else ""
    battery = tracker.battery_percent(state)
    full = "" if battery is None else translate("Map", "Battery %1").replace("%1", percent(battery))
    return joined(way, age_text(max(0.0, now - seen_at(state))), full)


def time_text(at: float) -> str:
    """Write a time of a day that is known: ``08:10``."""
    return clock_text(at, at)


def stay_text(begins_at: float, ends_at: float | None) -> str:
    """Write a stay's times: ``08:10 - 12:30``, or since when."""
    if ends_at is None:
        return translate("Map", "since %1").replace("%1", time_text(begins_at))
    return f"{time_text(begins_at)}\N{EN DASH}{time_text(ends_at)}"


def _ways() -> tuple[str, ...]:
    return (
        translate("Map", "%1 north of home"),
        translate("Map", "%1 north-east of home"),
        translate("Map", "%1 east of home"),
        translate("Map", "%1 south-east of home"),
        translate("Map", "%1 south of home"),
        translate("Map", "%1 south-west of home"),
        translate("Map", "%1 west of home"),
        translate("Map", "%1 north-west of home"),
    )
