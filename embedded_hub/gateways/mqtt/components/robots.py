"""Machines that drive about: vacuum cleaners and lawn mowers. Pure."""

from collections.abc import Mapping

import msgspec

from embedded_hub.gateways.facet import Reading, becomes
from embedded_hub.gateways.mqtt.component import Base, Command, json_object, texts
from embedded_hub.gateways.mqtt.discovery import Config
from embedded_hub.gateways.mqtt.templates import command_template
from embedded_hub.model.action import Action
from embedded_hub.model.capability.lawn_mower import Feature as MowerFeature
from embedded_hub.model.capability.vacuum import Feature as VacuumFeature
from embedded_hub.model.values import JsonObject, JsonValue

_VACUUM_FEATURES: Mapping[str, VacuumFeature] = {
    "start": VacuumFeature.START,
    "stop": VacuumFeature.STOP,
    "pause": VacuumFeature.PAUSE,
    "return_home": VacuumFeature.RETURN_HOME,
    "fan_speed": VacuumFeature.FAN_SPEED,
    "battery": VacuumFeature.BATTERY,
    "send_command": VacuumFeature.SEND_COMMAND,
    "locate": VacuumFeature.LOCATE,
    "clean_spot": VacuumFeature.CLEAN_SPOT,
    "status": VacuumFeature.STATE,
}
_USUAL = ("start", "stop", "return_home", "status", "battery", "clean_spot")
_VACUUM_STATES = ("cleaning", "docked", "idle", "paused", "returning", "error")
_COMMANDS = {
    "start": ("start", ("cleaning",)),
    "stop": ("stop", ("idle", "docked", "paused")),
    "pause": ("pause", ("paused",)),
    "return_to_base": ("return_to_base", ("returning", "docked")),
    "clean_spot": ("clean_spot", ("cleaning",)),
    "locate": ("locate", ()),
}
_MOWING = {
    "start_mowing": ("start_mowing", MowerFeature.START_MOWING, ("mowing",)),
    "pause": ("pause", MowerFeature.PAUSE, ("paused",)),
    "dock": ("dock", MowerFeature.DOCK, ("docked", "returning")),
}
_MOWER_STATES = ("mowing", "paused", "docked", "returning", "error")


class Vacuum(Base):
    """A vacuum cleaner that tells everything in one JSON object."""

    domain = "vacuum"

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self._value: str | None = None
        self._battery: JsonValue = None
        self._speed: JsonValue = None
        self.listen("state_topic", "value_template", self._take)

    def lasting(self) -> JsonObject:
        """Return what it can do."""
        features = VacuumFeature(0)
        for name in texts(self.config.get("supported_features")) or _USUAL:
            features |= _VACUUM_FEATURES.get(name, VacuumFeature(0))
        speeds: JsonValue = list(texts(self.config.get("fan_speed_list")))
        return {
            **super().lasting(),
            "supported_features": int(features),
            **({"fan_speed_list": speeds} if speeds else {}),
        }

    def read(self) -> Reading:
        """Return what it does."""
        more = {"battery_level": self._battery, "fan_speed": self._speed}
        return Reading(self._value, {name: told for name, told in more.items() if told is not None})

    def write(self, action: Action) -> Command | None:
        """Send it about."""
        if action.name == "set_fan_speed":
            return Command(
                self.send("set_fan_speed_topic", str(action.arguments.get("fan_speed", "")))
            )
        if action.name == "send_command":
            return self._send_command(action)
        if action.name not in _COMMANDS:
            return None
        word, ends = _COMMANDS[action.name]
        messages = self.send("command_topic", self.word(f"payload_{word}", word))
        return Command(messages, becomes(*ends) if ends and self.has("state_topic") else None)

    def _send_command(self, action: Action) -> Command:
        command, parameters = action.arguments.get("command"), action.arguments.get("params")
        if isinstance(parameters, Mapping) and parameters:
            told = msgspec.json.encode({"command": command, **parameters}).decode()
            return Command(self.send("send_command_topic", told))
        return Command(self.send("send_command_topic", str(command)))

    def _take(self, value: str) -> None:
        told = json_object(value)
        if told is None:
            return
        if (state := told.get("state")) in _VACUUM_STATES or state is None:
            self._value = state if "state" in told else self._value
        self._battery = told.get("battery_level", self._battery)
        self._speed = told.get("fan_speed", self._speed)


class Mower(Base):
    """A lawn mower with a topic for each thing it can be told."""

    domain = "lawn_mower"

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self._value: str | None = None
        self.listen("activity_state_topic", "activity_value_template", self._take)

    def lasting(self) -> JsonObject:
        """Return what it can do."""
        features = MowerFeature(0)
        for word, feature, _ in _MOWING.values():
            features |= feature if self.has(f"{word}_command_topic") else MowerFeature(0)
        return {**super().lasting(), "supported_features": int(features)}

    def read(self) -> Reading:
        """Return what it does."""
        return Reading(self._value)

    def write(self, action: Action) -> Command | None:
        """Send it about."""
        if action.name not in _MOWING:
            return None
        word, _, ends = _MOWING[action.name]
        payload = command_template(self.config.get(f"{word}_command_template"))(word)
        holds = becomes(*ends) if self.has("activity_state_topic") else None
        return Command(self.send(f"{word}_command_topic", payload), holds)

    def _take(self, value: str) -> None:
        if value in _MOWER_STATES:
            self._value = value
        elif value.lower() == "none":
            self._value = None
