"""What a node says after a command: the state it leads to, field by field."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.fakes.esphome_messages import pb

_STATE_OF = {
    pb.AlarmControlPanelCommandRequest: pb.AlarmControlPanelStateResponse,
    pb.ClimateCommandRequest: pb.ClimateStateResponse,
    pb.CoverCommandRequest: pb.CoverStateResponse,
    pb.DateCommandRequest: pb.DateStateResponse,
    pb.DateTimeCommandRequest: pb.DateTimeStateResponse,
    pb.FanCommandRequest: pb.FanStateResponse,
    pb.LightCommandRequest: pb.LightStateResponse,
    pb.LockCommandRequest: pb.LockStateResponse,
    pb.MediaPlayerCommandRequest: pb.MediaPlayerStateResponse,
    pb.NumberCommandRequest: pb.NumberStateResponse,
    pb.SelectCommandRequest: pb.SelectStateResponse,
    pb.SirenCommandRequest: pb.SirenStateResponse,
    pb.SwitchCommandRequest: pb.SwitchStateResponse,
    pb.TextCommandRequest: pb.TextStateResponse,
    pb.TimeCommandRequest: pb.TimeStateResponse,
    pb.UpdateCommandRequest: pb.UpdateStateResponse,
    pb.ValveCommandRequest: pb.ValveStateResponse,
    pb.WaterHeaterCommandRequest: pb.WaterHeaterStateResponse,
}
_PARTS = {"rgb": ("red", "green", "blue")}
# Enumerations of commands in the order of their numbers, as numbers of states.
_LOCKS = (pb.LOCK_STATE_UNLOCKED, pb.LOCK_STATE_LOCKED, pb.LOCK_STATE_OPEN)
_ALARMS = (0, 2, 1, 3, 4, 5, 9)
_PLAYING, _PAUSED, _IDLE, _OFF, _ON = 2, 3, 1, 5, 6
_PLAYERS = {0: _PLAYING, 1: _PAUSED, 2: _IDLE, 12: _ON, 13: _OFF}
_TELLS_CHANGES_ALONE = (pb.SwitchStateResponse, pb.LockStateResponse)
_WATER_FIELDS = {
    1: "mode",
    2: "target_temperature",
    8: "target_temperature_low",
    16: "target_temperature_high",
}


def echoes(command: Any, states: Mapping[tuple[Any, int, int], Any]) -> Iterator[Any]:
    """Yield what is told after a command."""
    kind = _STATE_OF.get(type(command))
    if kind is None:
        return
    before = states.get((kind, command.device_id, command.key))
    state = kind(key=command.key, device_id=command.device_id)
    if before is not None:
        state.CopyFrom(before)
    if hasattr(state, "missing_state"):
        state.missing_state = False
    _copy_given(command, state)
    _SPECIAL.get(kind, lambda *_: None)(command, state)
    if state != before or kind not in _TELLS_CHANGES_ALONE:
        yield state


def _copy_given(command: Any, state: Any) -> None:
    names = {field.name for field in command.DESCRIPTOR.fields}
    known = {field.name for field in state.DESCRIPTOR.fields}
    optional = {name.removeprefix("has_") for name in names if name.startswith("has_")}
    given = {name for name in optional if getattr(command, f"has_{name}")}
    parts = {part for name in optional for part in _PARTS.get(name, (name,))}
    always = set() if "fields" in optional else names - parts
    wanted = {part for name in given for part in _PARTS.get(name, (name,))} | always
    for name in wanted & known - {"key", "device_id"}:
        setattr(state, name, getattr(command, name))


def _light(command: Any, state: Any) -> None:
    """Mix a white of two channels as the firmware does, but for its gamma."""
    has_two_channels = state.color_mode & 16 and not state.color_mode & 12
    if has_two_channels and command.has_color_temperature and not command.has_cold_white:
        warm = (command.color_temperature - 153) / (500 - 153)
        top = max(warm, 1 - warm)
        state.cold_white, state.warm_white = (1 - warm) / top, warm / top


def _cover(command: Any, state: Any) -> None:
    state.current_operation = 0


def _lock(command: Any, state: Any) -> None:
    state.state = _LOCKS[command.command]


def _alarm(command: Any, state: Any) -> None:
    state.state = _ALARMS[command.command]


def _player(command: Any, state: Any) -> None:
    if command.has_media_url:
        state.state = _PLAYING
    elif command.has_command and command.command in _PLAYERS:
        state.state = _PLAYERS[command.command]
    elif command.has_command and command.command in (3, 4):
        state.muted = command.command == 3


def _update(command: Any, state: Any) -> None:
    state.in_progress = True


def _boiler(command: Any, state: Any) -> None:
    for bit, name in _WATER_FIELDS.items():
        if command.has_fields & bit:
            setattr(state, name, getattr(command, name))
    for bit, flag in ((64, 1), (32, 2)):
        if command.has_fields & bit:
            state.state = state.state & ~flag | command.state & flag


_SPECIAL = {
    pb.AlarmControlPanelStateResponse: _alarm,
    pb.CoverStateResponse: _cover,
    pb.LightStateResponse: _light,
    pb.LockStateResponse: _lock,
    pb.MediaPlayerStateResponse: _player,
    pb.UpdateStateResponse: _update,
    pb.ValveStateResponse: _cover,
    pb.WaterHeaterStateResponse: _boiler,
}
