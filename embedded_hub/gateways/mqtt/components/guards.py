"""Alarm systems. Pure."""

from embedded_hub.errors import ActionInvalid
from embedded_hub.gateways.facet import Reading, becomes
from embedded_hub.gateways.mqtt.component import Base, Command, texts
from embedded_hub.gateways.mqtt.discovery import Config
from embedded_hub.gateways.mqtt.templates import command_template
from embedded_hub.model.action import Action
from embedded_hub.model.capability.alarm_control_panel import Feature
from embedded_hub.model.values import JsonObject, JsonValue

_ARMED = ("home", "away", "night", "vacation", "custom_bypass")
_STATES = (
    *("disarmed", "pending", "arming", "disarming", "triggered"),
    *(f"armed_{mode}" for mode in _ARMED),
)
_FEATURES = {
    **{f"arm_{mode}": Feature[f"ARM_{mode.upper()}"] for mode in _ARMED},
    "trigger": Feature.TRIGGER,
}
_DISARM = "disarm"
_REMOTE = ("REMOTE_CODE", "REMOTE_CODE_TEXT")
"""Words for a code that the panel checks itself."""


class AlarmPanel(Base):
    """A panel that arms, disarms and raises the alarm."""

    domain = "alarm_control_panel"

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self._value: str | None = None
        code = config.get("code")
        self._code = None if code is None else str(code)
        self._write = command_template(config.get("command_template") or "{{ action }}")
        self.listen("state_topic", "value_template", self._take)

    def lasting(self) -> JsonObject:
        """Return what it can do, and whether it wants a code."""
        named = texts(self.config.get("supported_features")) or list(_FEATURES)
        features = Feature(0)
        for name in named:
            features |= _FEATURES.get(name, Feature(0))
        is_number = self._code == _REMOTE[0] or (self._code or "").isdigit()
        code_format: JsonValue = None
        if self._code is not None:
            code_format = "number" if is_number else "text"
        return {
            **super().lasting(),
            "supported_features": int(features),
            "code_format": code_format,
            "code_arm_required": self._needs_code("arm") and self._code is not None,
        }

    def read(self) -> Reading:
        """Return whether it is armed."""
        return Reading(self._value)

    def write(self, action: Action) -> Command | None:
        """Arm, disarm or raise the alarm; a code of its own is checked here, as it asks for.

        Raises:
            ActionInvalid: the code is wrong, or there is none.
        """
        name = action.name.removeprefix("alarm_")
        if name not in (*_FEATURES, _DISARM):
            return None
        code = action.arguments.get("code")
        given = None if code is None else str(code)
        if self._needs_code(name) and not self._is_right(given):
            raise ActionInvalid("the code is wrong" if given else "a code is needed")
        payload = self._write(None, action=self.word(f"payload_{name}", name.upper()), code=given)
        if not self.has("state_topic"):
            return Command(self.send("command_topic", payload))
        return Command(self.send("command_topic", payload), becomes(*_ends_of(name)))

    def _needs_code(self, name: str) -> bool:
        kind = name.split("_", maxsplit=1)[0]
        return self.config.get(f"code_{kind}_required") is not False

    def _is_right(self, given: str | None) -> bool:
        if self._code is None:
            return True
        return bool(given) if self._code in _REMOTE else given == self._code

    def _take(self, value: str) -> None:
        if value in _STATES:
            self._value = value
        elif value == "None":
            self._value = None


def _ends_of(name: str) -> tuple[str, ...]:
    if name == _DISARM:
        return ("disarmed", "disarming")
    if name == "trigger":
        return ("triggered", "pending")
    return (name.replace("arm_", "armed_", 1), "arming", "pending")
