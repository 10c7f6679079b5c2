"""Components that only tell: sensors, signs, places, presses, firmware. Pure."""

from collections.abc import Callable

import msgspec

from embedded_hub.gateways.facet import Reading
from embedded_hub.gateways.mqtt.component import Base, Command
from embedded_hub.gateways.mqtt.discovery import Config
from embedded_hub.model.action import Action
from embedded_hub.model.capability.update import Feature
from embedded_hub.model.values import JsonObject, JsonValue

MAX_CHARS = 255
_NOTHING = ("None", "unknown", "")
_ABOUT_FIRMWARE = frozenset(
    {"title", "release_url", "release_summary", "in_progress", "update_percentage"}
)
_NUMBERS_HAVE = ("unit_of_measurement", "state_class", "suggested_display_precision")


class Sensor(Base):
    """A value; also what every component nobody here knows is shown as."""

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self._value: str | None = None
        self._more: dict[str, JsonValue] = {}
        self._is_number = any(config.get(name) for name in _NUMBERS_HAVE)
        self.expires_s = self.seconds("expire_after")
        self.listen("state_topic", "value_template", self._take)
        self.listen("json_attributes_topic", "json_attributes_template", self._take_more)

    def read(self) -> Reading:
        """Return what it says now."""
        return Reading(self._value, self._more)

    def _take(self, value: str) -> None:
        if value or not self._is_number:  # nothing said is no number, and no reason to forget one
            self._value = None if value in _NOTHING else value[:MAX_CHARS]

    def _take_more(self, value: str) -> None:
        try:
            more = msgspec.json.decode(value)
        except (msgspec.DecodeError, RecursionError):
            return
        if isinstance(more, dict):
            self._more = more


class BinarySensor(Base):
    """Yes or no."""

    domain = "binary_sensor"

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self._value: str | None = None
        self._words = {self.word("payload_on", "ON"): "on", self.word("payload_off", "OFF"): "off"}
        self.expires_s = self.seconds("expire_after")
        self.relaxes_s = self.seconds("off_delay")
        self.listen("state_topic", "value_template", self._take)

    def read(self) -> Reading:
        """Return what it says now."""
        return Reading(self._value)

    def relax(self) -> None:
        """Go back to off: it tells only when something is."""
        if self._value == "on":
            self._value = "off"

    def _take(self, value: str) -> None:
        if value == "None":
            self._value = None
        else:
            self._value = self._words.get(value, self._value)


class Press(Base):
    """Something that happens: an event, or a trigger of a device."""

    domain = "event"

    def __init__(self, config: Config, tell: Callable[[str], None]) -> None:
        super().__init__(config)
        self._tell = tell
        self._only = config.get("payload")
        self._subtype = str(config.get("subtype") or config.get("type") or "press")
        topic = "state_topic" if "state_topic" in config else "topic"
        self.listen(topic, "value_template", self._take)

    def lasting(self) -> JsonObject:
        """Return which events there are."""
        types = self.config.get("event_types")
        named: JsonValue = types if isinstance(types, list) else [self._subtype]
        return {**super().lasting(), "event_types": named}

    def read(self) -> Reading:
        """Return nothing: it is no state."""
        return Reading(None)

    def _take(self, value: str) -> None:
        if self._only is not None:
            if value == str(self._only):
                self._tell(self._subtype)
            return
        try:
            told = msgspec.json.decode(value)
        except (msgspec.DecodeError, RecursionError):
            told = None
        name = told.get("event_type") if isinstance(told, dict) else value
        if isinstance(name, str) and name:
            self._tell(name[:MAX_CHARS])


class Tracker(Base):
    """Where something is."""

    domain = "device_tracker"

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self._value: str | None = None
        self._place: dict[str, JsonValue] = {}
        self._words = {
            self.word("payload_home", "home"): "home",
            self.word("payload_not_home", "not_home"): "not_home",
        }
        self.listen("state_topic", "value_template", self._take)
        self.listen("json_attributes_topic", "json_attributes_template", self._take_place)

    def lasting(self) -> JsonObject:
        """Return how it knows."""
        return {**super().lasting(), "source_type": self.word("source_type", "gps")}

    def read(self) -> Reading:
        """Return where it is now."""
        return Reading(self._value or ("not_home" if self._place else None), self._place)

    def _take(self, value: str) -> None:
        self._value = self._words.get(value, value[:MAX_CHARS])

    def _take_place(self, value: str) -> None:
        try:
            place = msgspec.json.decode(value)
        except (msgspec.DecodeError, RecursionError):
            return
        if isinstance(place, dict):
            self._place = place


class Update(Base):
    """Firmware, and whether there is newer."""

    domain = "update"

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self._installed: str | None = None
        self._latest: str | None = None
        self._more: dict[str, JsonValue] = {}
        self.listen("state_topic", "value_template", self._take)
        self.listen("latest_version_topic", "latest_version_template", self._take_latest)

    def lasting(self) -> JsonObject:
        """Return whether it can be installed."""
        can_install = self.has("command_topic", "payload_install")
        features = Feature.INSTALL if can_install else Feature(0)
        shown = {name: self.config[name] for name in ("title", "release_url") if self.has(name)}
        return {**super().lasting(), **shown, "supported_features": int(features)}

    def read(self) -> Reading:
        """Return which versions there are."""
        versions: JsonObject = {
            "installed_version": self._installed,
            "latest_version": self._latest,
            **self._more,
        }
        if self._installed is None or self._latest is None:
            return Reading(None, versions)
        return Reading("off" if self._installed == self._latest else "on", versions)

    def write(self, action: Action) -> Command | None:
        """Install."""
        if action.name != "install":
            return None
        return Command(self.send("command_topic", self.word("payload_install", "install")))

    def _take(self, value: str) -> None:
        try:
            told = msgspec.json.decode(value)
        except (msgspec.DecodeError, RecursionError):
            told = value
        if isinstance(told, dict):
            self._installed = _text(told.get("installed_version")) or self._installed
            self._latest = _text(told.get("latest_version")) or self._latest
            self._more |= {name: told[name] for name in _ABOUT_FIRMWARE if name in told}
            if "update_percentage" in told and "in_progress" not in told:
                self._more["in_progress"] = told["update_percentage"] is not None
        elif value:
            self._installed = value

    def _take_latest(self, value: str) -> None:
        self._latest = value


def _text(value: object) -> str | None:
    return None if value is None else str(value)
