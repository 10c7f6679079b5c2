"""Components that are set to a value: switches, numbers, choices, texts, buttons, scenes. Pure."""

from embedded_hub.gateways.facet import Reading, becomes, on_off
from embedded_hub.gateways.mqtt.component import Base, Command, as_number, shown, texts
from embedded_hub.gateways.mqtt.discovery import Config
from embedded_hub.gateways.mqtt.templates import command_template
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.values import JsonObject

_LONGEST = 255


class Switch(Base):
    """On or off; without a state topic it is what it was last told."""

    domain = "switch"

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self._value: str | None = None
        self._on, self._off = self.word("payload_on", "ON"), self.word("payload_off", "OFF")
        self._words = {
            self.word("state_on", self._on): "on",
            self.word("state_off", self._off): "off",
        }
        self._command = command_template(config.get("command_template"))
        self.listen("state_topic", "value_template", self._take)

    def read(self) -> Reading:
        """Return whether it is on."""
        return Reading(self._value)

    def write(self, action: Action) -> Command:
        """Turn it on or off."""
        is_on = action.name == "turn_on"
        if not self.has("state_topic"):
            self._value = on_off(is_on)
        payload = self._command(self._on if is_on else self._off)
        holds = becomes(on_off(is_on)) if self.has("state_topic") else None
        return Command(self.send("command_topic", payload), holds)

    def _take(self, value: str) -> None:
        self._value = self._words.get(value, self._value)


class Number(Base):
    """A number that can be set."""

    domain = "number"

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self._value: float | None = None
        self._command = command_template(config.get("command_template"))
        self.listen("state_topic", "value_template", self._take)

    def lasting(self) -> JsonObject:
        """Return its limits."""
        config = self.config
        return {
            **super().lasting(),
            "min": config.get("min", 1),
            "max": config.get("max", 100),
            "step": config.get("step", 1),
            "mode": config.get("mode", "auto"),
        }

    def read(self) -> Reading:
        """Return its value."""
        return Reading(None if self._value is None else str(shown(self._value)))

    def write(self, action: Action) -> Command | None:
        """Set it."""
        wanted = number_of(action.arguments.get("value"))
        if wanted is None:
            return None
        if not self.has("state_topic"):
            self._value = wanted
        payload = self._command(shown(wanted))
        holds = (lambda seen: number_of(seen.value) == wanted) if self.has("state_topic") else None
        return Command(self.send("command_topic", payload), holds)

    def _take(self, value: str) -> None:
        self._value = None if value == self.word("payload_reset", "None") else as_number(value)


class Select(Base):
    """One of several words."""

    domain = "select"

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self._value: str | None = None
        self._options = texts(config.get("options"))
        self._command = command_template(config.get("command_template"))
        self.listen("state_topic", "value_template", self._take)

    def lasting(self) -> JsonObject:
        """Return the words."""
        return {**super().lasting(), "options": list(self._options)}

    def read(self) -> Reading:
        """Return which it is."""
        return Reading(self._value)

    def write(self, action: Action) -> Command:
        """Choose one."""
        option = str(action.arguments.get("option"))
        if not self.has("state_topic"):
            self._value = option
        holds = becomes(option) if self.has("state_topic") else None
        return Command(self.send("command_topic", self._command(option)), holds)

    def _take(self, value: str) -> None:
        self._value = value if value in self._options else None


class Text(Base):
    """A text that can be set."""

    domain = "text"

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self._value: str | None = None
        self._command = command_template(config.get("command_template"))
        self.listen("state_topic", "value_template", self._take)

    def lasting(self) -> JsonObject:
        """Return its limits."""
        limits = {"min": self.config.get("min", 0), "max": self.config.get("max", _LONGEST)}
        pattern = self.config.get("pattern")
        return {**super().lasting(), **limits, **({"pattern": pattern} if pattern else {})}

    def read(self) -> Reading:
        """Return it."""
        return Reading(self._value)

    def write(self, action: Action) -> Command:
        """Set it."""
        value = str(action.arguments.get("value", ""))
        if not self.has("state_topic"):
            self._value = value
        holds = becomes(value) if self.has("state_topic") else None
        return Command(self.send("command_topic", self._command(value)), holds)

    def _take(self, value: str) -> None:
        self._value = value[:_LONGEST]


class Button(Base):
    """Something to press."""

    domain = "button"

    def read(self) -> Reading:
        """Return nothing: it has no state."""
        return Reading(None)

    def write(self, action: Action) -> Command:  # noqa: ARG002 - there is only one
        """Press it."""
        payload = command_template(self.config.get("command_template"))
        return Command(self.send("command_topic", payload(self.word("payload_press", "PRESS"))))


class Scene(Button):
    """Something to turn on."""

    domain = "scene"

    def write(self, action: Action) -> Command:  # noqa: ARG002 - there is only one
        """Turn it on."""
        return Command(self.send("command_topic", self.word("payload_on", "ON")))
