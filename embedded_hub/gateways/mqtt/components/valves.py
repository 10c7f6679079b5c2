"""Valves: words for open and closed, or a position, on one topic. Pure."""

from embedded_hub.gateways.facet import Reading, becomes
from embedded_hub.gateways.mqtt.component import Base, Command, as_number, json_object
from embedded_hub.gateways.mqtt.discovery import Config
from embedded_hub.gateways.mqtt.templates import command_template
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.capability.valve import Feature
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject

_WORDS = ("open", "opening", "closed", "closing")
_MOVING = ("opening", "closing")


class Valve(Base):
    """A valve."""

    domain = "valve"

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self._value: str | None = None
        self._position: float | None = None
        self._has_position = config.get("reports_position") is True
        self._open = as_number(self.word("position_open", "100")) or 0.0
        self._closed = as_number(self.word("position_closed", "0")) or 0.0
        self._words = {self.word(f"state_{word}", word): word for word in _WORDS}
        self._write = command_template(config.get("command_template"))
        self.listen("state_topic", "value_template", self._take)

    def lasting(self) -> JsonObject:
        """Return what it can do."""
        features = Feature(0)
        if self.has("command_topic"):
            features |= Feature.OPEN | Feature.CLOSE
            features |= Feature.SET_POSITION if self._has_position else Feature(0)
            features |= Feature.STOP if self.has("payload_stop") else Feature(0)
        return {
            **super().lasting(),
            "supported_features": int(features),
            "reports_position": self._has_position,
        }

    def read(self) -> Reading:
        """Return how far it is open."""
        if not self._has_position:
            return Reading(self._value)
        at = None if self._position is None else round(self._position)
        value = self._value
        if value not in _MOVING and at is not None:
            value = "open" if at > 0 else "closed"
        return Reading(value, {"current_position": at})

    def write(self, action: Action) -> Command | None:
        """Turn it."""
        match action.name:
            case "open_valve":
                return self._turn("payload_open", "OPEN", 100.0)
            case "close_valve":
                return self._turn("payload_close", "CLOSE", 0.0)
            case "stop_valve":
                return Command(
                    self.send("command_topic", self._write(self.word("payload_stop", "STOP")))
                )
        wanted = number_of(action.arguments.get("position"))
        return None if wanted is None else self._go(wanted)

    def _turn(self, name: str, default: str, end: float) -> Command:
        if self._has_position:
            return self._go(end)
        ends = ("open", "opening") if end else ("closed", "closing")
        messages = self.send("command_topic", self._write(self.word(name, default)))
        if not self.has("state_topic"):
            self._value = ends[0]
            return Command(messages)
        return Command(messages, becomes(*ends))

    def _go(self, wanted: float) -> Command:
        raw = round(self._closed + wanted / 100 * (self._open - self._closed))
        names = {
            "position": round(wanted),
            "position_open": round(self._open),
            "position_closed": round(self._closed),
        }

        def holds(seen: StateReport) -> bool:
            at = number_of(seen.attributes.get("current_position"))
            return seen.value in _MOVING or (at is not None and abs(at - wanted) <= 1)

        messages = self.send("command_topic", self._write(raw, **names))
        return Command(messages, holds if self.has("state_topic") else None)

    def _take(self, payload: str) -> None:
        told = json_object(payload)
        state = told.get("state") if told is not None else payload
        position = told.get("position") if told is not None else payload
        if self._has_position and (raw := as_number(str(position))) is not None:
            share = (raw - self._closed) / ((self._open - self._closed) or 1)
            self._position = min(max(share, 0), 1) * 100
            self._value = None
        self._value = self._words.get(str(state), self._value)
