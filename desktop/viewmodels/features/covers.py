"""Covers and valves: how far open, and open, stop, close."""

from desktop.viewmodels.features import kinds
from desktop.viewmodels.features.kinds import Command, DomainFeatures, FeatureMap
from desktop.viewmodels.words import percent, translate
from embedded_hub.model.capability import cover, valve
from embedded_hub.model.capability.api import features_of
from embedded_hub.model.capability.attributes import round_half_up
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonValue


def _build_cover(state: State) -> list[FeatureMap]:
    rows: list[FeatureMap] = []
    if cover.supports_position(state):
        label = translate("Feature", "Position")
        rows.append(
            kinds.slider(
                "position",
                label,
                "arrow-expand-vertical",
                cover.position(state),
                (0, 100),
                variant="position",
                fill="top",
            )
        )
    rows.append(_moves(state, "cover", can_stop=cover.can_stop(state)))
    if cover.supports_tilt(state):
        label = translate("Feature", "Slats")
        rows.append(
            kinds.slider(
                "tilt",
                label,
                "angle-acute",
                cover.tilt_position(state),
                (0, 100),
                variant="tilt",
            )
        )
    return rows


def _build_valve(state: State) -> list[FeatureMap]:
    rows: list[FeatureMap] = []
    if valve.supports_position(state):
        label = translate("Feature", "Position")
        rows.append(
            kinds.slider(
                "position", label, "valve", valve.position(state), (0, 100), variant="position"
            )
        )
    can_stop = bool(features_of(state) & valve.Feature.STOP)
    rows.append(_moves(state, "valve", can_stop=can_stop))
    return rows


def _moves(state: State, thing: str, *, can_stop: bool) -> FeatureMap:
    """Make the three buttons; what is already so cannot be pressed."""
    can_open = cover.can_open(state) if thing == "cover" else state.value != "open"
    can_close = cover.can_close(state) if thing == "cover" else state.value != "closed"
    row = [
        kinds.button(
            f"open_{thing}", translate("Feature", "Open"), "arrow-up", is_enabled=can_open
        ),
        kinds.button(
            f"close_{thing}", translate("Feature", "Close"), "arrow-down", is_enabled=can_close
        ),
    ]
    if can_stop:
        row.insert(1, kinds.button(f"stop_{thing}", translate("Feature", "Stop"), "stop"))
    return kinds.buttons("moves", translate("Feature", "Move"), row)


def _command_cover(_state: State, feature_id: str, value: JsonValue) -> Command | None:
    match feature_id:
        case "position":
            return _to("set_cover_position", "position", value)
        case "tilt":
            return _to("set_cover_tilt_position", "tilt_position", value)
        case "moves":
            return kinds.pressed(value)
    return None


def _command_valve(_state: State, feature_id: str, value: JsonValue) -> Command | None:
    match feature_id:
        case "position":
            return _to("set_valve_position", "position", value)
        case "moves":
            return kinds.pressed(value)
    return None


def _to(action: str, field: str, value: JsonValue) -> Command:
    place = round_half_up(kinds.as_number(value))
    return Command(action=action, arguments={field: place}, asked=percent(place))


COVER = DomainFeatures(build=_build_cover, command=_command_cover)
VALVE = DomainFeatures(build=_build_valve, command=_command_valve)
