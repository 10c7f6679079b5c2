"""Sirens: told in JSON what to sound like, unless a template says otherwise. Pure."""

import msgspec

from embedded_hub.gateways.facet import Reading, becomes, on_off
from embedded_hub.gateways.mqtt.component import Base, Command, json_object, texts
from embedded_hub.gateways.mqtt.discovery import Config
from embedded_hub.gateways.mqtt.templates import command_template
from embedded_hub.model.action import Action
from embedded_hub.model.capability.siren import Feature
from embedded_hub.model.values import JsonObject, JsonValue

_WISHES = ("tone", "volume_level", "duration")


class Siren(Base):
    """Something loud."""

    domain = "siren"

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self._value: str | None = None
        self._told: dict[str, JsonValue] = {}
        self._on, self._off = self.word("payload_on", "ON"), self.word("payload_off", "OFF")
        self._words = {
            self.word("state_on", self._on): "on",
            self.word("state_off", self._off): "off",
        }
        self.listen("state_topic", "state_value_template", self._take)

    def lasting(self) -> JsonObject:
        """Return what it can sound like."""
        config, features = self.config, Feature.TURN_ON | Feature.TURN_OFF
        tones: JsonValue = list(texts(config.get("available_tones")))
        features |= Feature.TONES if tones else Feature(0)
        if config.get("support_volume_set") is not False:
            features |= Feature.VOLUME_SET
        if config.get("support_duration") is not False:
            features |= Feature.DURATION
        named = {"available_tones": tones} if tones else {}
        return {**super().lasting(), **named, "supported_features": int(features)}

    def read(self) -> Reading:
        """Return whether it sounds."""
        return Reading(self._value, dict(self._told))

    def write(self, action: Action) -> Command | None:
        """Sound, or be silent."""
        if action.name not in ("turn_on", "turn_off"):
            return None
        is_on = action.name == "turn_on"
        wishes = {name: action.arguments[name] for name in _WISHES if name in action.arguments}
        messages = self.send("command_topic", self._payload(wishes, is_on=is_on))
        if not self.has("state_topic"):
            self._value = on_off(is_on)
            return Command(messages)
        return Command(messages, becomes(on_off(is_on)))

    def _payload(self, wishes: JsonObject, *, is_on: bool) -> str:
        word = self._on if is_on else self._off
        template = self.config.get("command_template")
        if not is_on:
            template = self.config.get("command_off_template") or template
        if template:
            return command_template(template)(word, state=word, **wishes)
        told = {"state": word, **(wishes if is_on else {})}
        return msgspec.json.encode(told).decode()

    def _take(self, payload: str) -> None:
        told = json_object(payload)
        if told is not None:
            self._told |= {name: told[name] for name in _WISHES if name in told}
        state = payload if told is None else str(told.get("state"))
        self._value = self._words.get(state, self._value)
