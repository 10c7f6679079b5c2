"""Covers, valves, locks and alarms."""

import math

from aioesphomeapi import (
    AlarmControlPanelCommand,
    AlarmControlPanelEntityState,
    AlarmControlPanelInfo,
    AlarmControlPanelState,
    APIVersion,
    CoverInfo,
    CoverOperation,
    CoverState,
    LockCommand,
    LockEntityState,
    LockInfo,
    ValveInfo,
    ValveOperation,
    ValveState,
)

from embedded_hub.gateways.esphome.facet import Command, Facet, given
from embedded_hub.gateways.facet import Holds, Reading, becomes
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.capability.cover import Feature as CoverFeature
from embedded_hub.model.capability.lock import Feature as LockFeature
from embedded_hub.model.capability.valve import Feature as ValveFeature
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject, JsonValue

_POSITIONS_SINCE = APIVersion(1, 1)
"""Before it a cover told whether it is open, and no more."""
_NEAR = 2
"""Per cent; motors stop a little early or late."""


class Cover(Facet[CoverInfo, CoverState]):
    """A blind, a gate, an awning."""

    domain = kind = "cover"

    def lasting(self) -> JsonObject:
        """Return what it can do."""
        info, features = self.info, CoverFeature.OPEN | CoverFeature.CLOSE
        features |= CoverFeature.STOP if info.supports_stop else CoverFeature(0)
        features |= CoverFeature.SET_POSITION if info.supports_position else CoverFeature(0)
        if info.supports_tilt:
            features |= CoverFeature.OPEN_TILT | CoverFeature.CLOSE_TILT
            features |= CoverFeature.SET_TILT_POSITION
        features |= CoverFeature.STOP_TILT if info.supports_stop_tilt else CoverFeature(0)
        return {
            "supported_features": int(features),
            **given(device_class=info.device_class, assumed_state=info.assumed_state),
        }

    def read(self, now: CoverState) -> Reading:
        """Return how far it is open."""
        attributes: dict[str, JsonValue] = {}
        if self.info.supports_position and self.api >= _POSITIONS_SINCE:
            attributes["current_position"] = _percent(now.position)
        if self.info.supports_tilt:
            attributes["current_tilt_position"] = _percent(now.tilt)
        moving = {CoverOperation.IS_OPENING: "opening", CoverOperation.IS_CLOSING: "closing"}
        still = "closed" if now.is_closed(self.api) else "open"
        return Reading(moving.get(now.current_operation or CoverOperation.IDLE, still), attributes)

    def write(self, action: Action) -> Command | None:
        """Move it, or turn its slats."""
        name = action.name
        if name in ("stop_cover", "stop_cover_tilt"):
            return self._stop(is_tilt=name == "stop_cover_tilt")
        if "tilt" in name:
            tilt = _wanted(action, "tilt_position")
            return None if tilt is None else self._lean(tilt)
        position = _wanted(action, "position")
        return None if position is None else self._move(position)

    def _stop(self, *, is_tilt: bool) -> Command:
        info = self.info
        return Command(
            send=lambda client: client.cover_command(
                info.key, stop=not is_tilt, stop_tilt=is_tilt, device_id=info.device_id
            )
        )

    def _lean(self, tilt: float) -> Command:
        info = self.info
        return Command(
            send=lambda client: client.cover_command(info.key, tilt=tilt, device_id=info.device_id),
            holds=_is_at("current_tilt_position", tilt),
        )

    def _move(self, position: float) -> Command:
        info = self.info
        return Command(
            send=lambda client: client.cover_command(
                info.key, position=position, device_id=info.device_id
            ),
            holds=_goes_to("current_position", position),
        )


class Valve(Facet[ValveInfo, ValveState]):
    """A valve."""

    domain = kind = "valve"

    def lasting(self) -> JsonObject:
        """Return what it can do."""
        info, features = self.info, ValveFeature.OPEN | ValveFeature.CLOSE
        features |= ValveFeature.STOP if info.supports_stop else ValveFeature(0)
        features |= ValveFeature.SET_POSITION if info.supports_position else ValveFeature(0)
        return {
            "supported_features": int(features),
            "reports_position": info.supports_position,
            **given(device_class=info.device_class, assumed_state=info.assumed_state),
        }

    def read(self, now: ValveState) -> Reading:
        """Return how far it is open."""
        attributes: dict[str, JsonValue] = {}
        if self.info.supports_position:
            attributes["current_position"] = _percent(now.position)
        moving = {ValveOperation.IS_OPENING: "opening", ValveOperation.IS_CLOSING: "closing"}
        still = "open" if now.position > 0 else "closed"
        return Reading(moving.get(now.current_operation or ValveOperation.IDLE, still), attributes)

    def write(self, action: Action) -> Command | None:
        """Move it."""
        info = self.info
        if action.name == "stop_valve":
            return Command(
                send=lambda client: client.valve_command(
                    info.key, stop=True, device_id=info.device_id
                )
            )
        position = _wanted(action, "position")
        if position is None:
            return None
        return Command(
            send=lambda client: client.valve_command(
                info.key, position=position, device_id=info.device_id
            ),
            holds=_goes_to("current_position", position),
        )


class Lock(Facet[LockInfo, LockEntityState]):
    """A lock."""

    domain = kind = "lock"

    def lasting(self) -> JsonObject:
        """Return whether its latch opens, and which code it wants."""
        info = self.info
        return {
            "supported_features": int(LockFeature.OPEN) if info.supports_open else 0,
            **given(
                assumed_state=info.assumed_state,
                code_format=(info.code_format or "text") if info.requires_code else None,
            ),
        }

    def read(self, now: LockEntityState) -> Reading:
        """Return whether it is locked."""
        return Reading(None if not now.state else now.state.name.lower())

    def write(self, action: Action) -> Command | None:
        """Turn the key."""
        words = {
            "lock": (LockCommand.LOCK, ("locked", "locking")),
            "unlock": (LockCommand.UNLOCK, ("unlocked", "unlocking")),
            "open": (LockCommand.OPEN, ("open", "opening", "unlocked", "unlocking")),
        }
        if action.name not in words:
            return None
        (command, ends), info, code = words[action.name], self.info, _code(action)
        return Command(
            send=lambda client: client.lock_command(info.key, command, code, info.device_id),
            holds=becomes(*ends),
        )


class Alarm(Facet[AlarmControlPanelInfo, AlarmControlPanelEntityState]):
    """An alarm."""

    domain = kind = "alarm_control_panel"

    def lasting(self) -> JsonObject:
        """Return in which ways it can be armed; the bits are those of a home."""
        info = self.info
        return {
            "supported_features": info.supported_features,
            "code_arm_required": info.requires_code_to_arm,
            **given(code_format="number" if info.requires_code else None),
        }

    def read(self, now: AlarmControlPanelEntityState) -> Reading:
        """Return how it is armed."""
        return Reading(None if now.state is None else now.state.name.lower())

    def write(self, action: Action) -> Command | None:
        """Arm it, disarm it, set it off."""
        name = action.name.removeprefix("alarm_").upper()
        if name not in AlarmControlPanelCommand.__members__:
            return None
        command, info, code = AlarmControlPanelCommand[name], self.info, _code(action)
        return Command(
            send=lambda client: client.alarm_control_panel_command(
                info.key, command, code, info.device_id
            ),
            holds=becomes(*_ALARM_ENDS[command]),
        )


def _armed(state: AlarmControlPanelState) -> tuple[str, ...]:
    return (state.name.lower(), "arming", "pending")


_ALARM_ENDS = {
    AlarmControlPanelCommand.DISARM: ("disarmed", "disarming"),
    AlarmControlPanelCommand.ARM_AWAY: _armed(AlarmControlPanelState.ARMED_AWAY),
    AlarmControlPanelCommand.ARM_HOME: _armed(AlarmControlPanelState.ARMED_HOME),
    AlarmControlPanelCommand.ARM_NIGHT: _armed(AlarmControlPanelState.ARMED_NIGHT),
    AlarmControlPanelCommand.ARM_VACATION: _armed(AlarmControlPanelState.ARMED_VACATION),
    AlarmControlPanelCommand.ARM_CUSTOM_BYPASS: _armed(AlarmControlPanelState.ARMED_CUSTOM_BYPASS),
    AlarmControlPanelCommand.TRIGGER: ("triggered", "pending"),
}


def _wanted(action: Action, argument: str) -> float | None:
    """Return the part of 1 an action asks for, by its name or by its argument."""
    if action.name.startswith("open_"):
        return 1.0
    if action.name.startswith("close_"):
        return 0.0
    position = number_of(action.arguments.get(argument))
    return None if position is None else position / 100


def _percent(part: float) -> int | None:
    return min(max(round(part * 100), 0), 100) if math.isfinite(part) else None


def _is_at(attribute: str, part: float) -> Holds:
    def holds(seen: StateReport) -> bool:
        at = number_of(seen.attributes.get(attribute))
        return at is not None and abs(at - part * 100) <= _NEAR

    return holds


def _goes_to(attribute: str, part: float) -> Holds:
    """Return what confirms a move: being there, or being under way."""
    is_there, end = _is_at(attribute, part), "open" if part > 0 else "closed"

    def holds(seen: StateReport) -> bool:
        if seen.value in ("opening", "closing"):
            return True
        if attribute in seen.attributes:
            return is_there(seen)
        return seen.value == end

    return holds


def _code(action: Action) -> str | None:
    code = action.arguments.get("code")
    return code if isinstance(code, str) else None
