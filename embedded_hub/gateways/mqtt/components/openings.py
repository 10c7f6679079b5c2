"""Covers and locks. Pure."""

from embedded_hub.gateways.facet import Reading, becomes
from embedded_hub.gateways.mqtt.component import Base, Command, Publish, as_number, json_object
from embedded_hub.gateways.mqtt.discovery import Config
from embedded_hub.gateways.mqtt.templates import command_template
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.capability.cover import Feature
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject, JsonValue


class Cover(Base):
    """A blind, a gate, an awning."""

    domain = "cover"

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self._value: str | None = None
        self._position: float | None = None
        self._tilt: float | None = None
        self._open = as_number(self.word("position_open", "100")) or 0.0
        self._closed = as_number(self.word("position_closed", "0")) or 0.0
        self._least = as_number(self.word("tilt_min", "0")) or 0.0
        self._most = as_number(self.word("tilt_max", "100")) or 100.0
        self._words = {
            self.word(f"state_{word}", word): word
            for word in ("open", "opening", "closed", "closing", "stopped")
        }
        self.listen("state_topic", "value_template", self._take)
        self.listen("position_topic", "position_template", self._take_position)
        self.listen("tilt_status_topic", "tilt_status_template", self._take_tilt)

    def lasting(self) -> JsonObject:
        """Return what it can do."""
        features = Feature(0)
        if self.has("command_topic") or self.has("open_command_topic"):
            can_stop = self.has("stop_command_topic") or self.config.get("payload_stop", "STOP")
            features |= Feature.OPEN | Feature.CLOSE
            features |= Feature.STOP if can_stop else Feature(0)
        features |= Feature.SET_POSITION if self.has("set_position_topic") else Feature(0)
        if self.has("tilt_command_topic"):
            features |= Feature.OPEN_TILT | Feature.CLOSE_TILT | Feature.SET_TILT_POSITION
        return {**super().lasting(), "supported_features": int(features)}

    def read(self) -> Reading:
        """Return how far it is open."""
        attributes: dict[str, JsonValue] = {}
        if self.has("position_topic"):
            attributes["current_position"] = (
                None if self._position is None else round(self._position)
            )
        if self.has("tilt_command_topic"):
            attributes["current_tilt_position"] = None if self._tilt is None else round(self._tilt)
        value = self._value
        if value in (None, "stopped") and self._position is not None:
            value = "open" if self._position > 0 else "closed"
        return Reading("open" if value == "stopped" else value, attributes)

    def write(self, action: Action) -> Command | None:
        """Move it."""
        match action.name.removesuffix("_cover"):
            case "open":
                return self._move("open", "open", "opening")
            case "close":
                return self._move("close", "closed", "closing")
            case "stop":
                return Command(self._say("stop"))
            case "stop_cover_tilt":
                stop = self.word("payload_stop_tilt", "STOP")
                return Command(self.send("tilt_command_topic", stop))
        if action.name == "set_cover_position":
            return self._go(number_of(action.arguments.get("position")))
        return self._lean(action)

    def _move(self, way: str, *ends: str) -> Command:
        is_told = self.has("state_topic") or self.has("position_topic")
        if not is_told:
            self._value = ends[0]
        holds = becomes(*ends) if is_told else None
        return Command(self._say(way), holds)

    def _say(self, way: str) -> tuple[Publish, ...]:
        """Return the word for a way, on its own topic where it has one: Tasmota's shutters do."""
        topic = f"{way}_command_topic"
        word = self.word(f"payload_{way}", way.upper())
        return self.send(topic if self.has(topic) else "command_topic", word)

    def _go(self, wanted: float | None) -> Command | None:
        if wanted is None:
            return None
        raw = round(self._closed + wanted / 100 * (self._open - self._closed))
        write = command_template(self.config.get("set_position_template"))

        def holds(seen: StateReport) -> bool:
            at = number_of(seen.attributes.get("current_position"))
            is_moving = seen.value in ("opening", "closing")
            return is_moving or (at is not None and abs(at - wanted) <= 1)

        is_told = self.has("position_topic")
        messages = self.send("set_position_topic", write(raw, **self._names(wanted)))
        return Command(messages, holds if is_told else None)

    def _names(self, wanted: float) -> dict[str, object]:
        """Return what templates of this cover may use."""
        return {
            "position": round(wanted),
            "position_open": round(self._open),
            "position_closed": round(self._closed),
            "tilt_position": round(wanted),
            "tilt_min": round(self._least),
            "tilt_max": round(self._most),
        }

    def _lean(self, action: Action) -> Command | None:
        ends = {"open_cover_tilt": 100.0, "close_cover_tilt": 0.0}
        words = {"open_cover_tilt": "tilt_opened_value", "close_cover_tilt": "tilt_closed_value"}
        wanted = ends.get(action.name, number_of(action.arguments.get("tilt_position")))
        if wanted is None:
            return None
        own = as_number(self.word(words.get(action.name, ""), ""))
        raw = self._least + wanted / 100 * (self._most - self._least) if own is None else own
        write = command_template(self.config.get("tilt_command_template"))
        messages = self.send("tilt_command_topic", write(round(raw), **self._names(wanted)))
        if not self.has("tilt_status_topic"):
            self._tilt = wanted
        return Command(messages)

    def _take(self, value: str) -> None:
        self._value = self._words.get(value, self._value)

    def _take_position(self, value: str) -> None:
        told = json_object(value)
        if told is not None and "tilt_position" in told:
            self._take_tilt(str(told["tilt_position"]))
        raw = as_number(str(told.get("position")) if told is not None else value)
        if raw is not None and self._open != self._closed:
            share = (raw - self._closed) / (self._open - self._closed)
            self._position = min(max(share, 0), 1) * 100

    def _take_tilt(self, value: str) -> None:
        raw = as_number(value)
        if raw is not None and self._most != self._least:
            share = (raw - self._least) / (self._most - self._least)
            self._tilt = min(max(share, 0), 1) * 100


class Lock(Base):
    """A lock."""

    domain = "lock"

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self._value: str | None = None
        self._words = {
            self.word(f"state_{word}", word.upper()): word
            for word in ("locked", "unlocked", "locking", "unlocking", "jammed", "open", "opening")
        }
        self.listen("state_topic", "value_template", self._take)

    def lasting(self) -> JsonObject:
        """Return whether its latch opens, and which code it wants."""
        code = self.config.get("code_format")
        attributes: dict[str, JsonValue] = {
            "supported_features": 1 if self.has("payload_open") else 0
        }
        return {**super().lasting(), **attributes, **({"code_format": code} if code else {})}

    def read(self) -> Reading:
        """Return whether it is locked."""
        return Reading(self._value)

    def write(self, action: Action) -> Command | None:
        """Turn the key."""
        words = {
            "lock": ("payload_lock", "LOCK", "locked"),
            "unlock": ("payload_unlock", "UNLOCK", "unlocked"),
            "open": ("payload_open", "OPEN", "open"),
        }
        if action.name not in words:
            return None
        name, default, end = words[action.name]
        write = command_template(self.config.get("command_template"))
        is_told = self.has("state_topic")
        if not is_told:
            self._value = end
        ends = (end, "opening", "unlocked") if end == "open" else (end,)
        holds = becomes(*ends) if is_told else None
        payload = write(self.word(name, default), code=action.arguments.get("code"))
        return Command(self.send("command_topic", payload), holds)

    def _take(self, value: str) -> None:
        if value == self.word("payload_reset", "None"):
            self._value = None
        else:
            self._value = self._words.get(value, self._value)
