"""What every announced entity has: topics it listens to, a description, a state, commands. Pure."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import msgspec

from embedded_hub.gateways.facet import Holds, Reading
from embedded_hub.gateways.mqtt.discovery import Announced, Config
from embedded_hub.gateways.mqtt.templates import value_template
from embedded_hub.gateways.mqtt.topics import is_topic
from embedded_hub.model.action import Action
from embedded_hub.model.description import EntityCategory, EntityDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.values import JsonObject, JsonValue

_CATEGORIES: Mapping[Any, EntityCategory] = {"config": "config", "diagnostic": "diagnostic"}
_LASTING = (
    *("device_class", "unit_of_measurement", "state_class", "icon", "options"),
    "suggested_display_precision",
)

_NAMED_BY_CLASS = ("binary_sensor", "button", "event", "number", "sensor", "update")
_CLASS_NAMES = {
    "aqi": "Air quality index",
    "ph": "pH",
    "pm1": "PM1",
    "pm10": "PM10",
    "pm25": "PM2.5",
    "pm4": "PM4",
    "volatile_organic_compounds_parts": "VOCs parts",
    "volatile_organic_compounds": "VOCs",
}
"""Classes whose word alone does not read as their name."""


class Publish(msgspec.Struct, frozen=True):
    """One message to send."""

    topic: str
    payload: str
    is_retained: bool = False


class Command(msgspec.Struct, frozen=True):
    """What is sent for an action, and the report that shows it was done."""

    messages: tuple[Publish, ...]
    holds: Holds | None = None
    """``None`` where nothing ever reports it."""


class Component(Protocol):
    """One kind of entity; made from its configuration."""

    domain: str
    expires_s: float | None
    """After how long a silence it counts as gone."""
    relaxes_s: float | None
    """After how long a silence :meth:`relax` is called."""

    def relax(self) -> None:
        """Go back to what it is when nothing happens."""

    def lasting(self) -> JsonObject:
        """Return the attributes that hold for its life."""

    def topics(self) -> Mapping[str, Callable[[str], None]]:
        """Return what it listens to, and what takes each payload."""

    def read(self) -> Reading:
        """Return what it is now."""

    def write(self, action: Action) -> Command | None:
        """Return what is sent for an action; ``None`` for an unknown one."""


class Base:
    """What components share."""

    domain = "sensor"
    expires_s: float | None = None
    relaxes_s: float | None = None

    def __init__(self, config: Config) -> None:
        self.config = config
        self._topics: dict[str, list[Callable[[str], None]]] = {}

    def listen(self, topic: str, template: str, take: Callable[[str], None]) -> None:
        """Take what a topic of the configuration says, read by a template of it."""
        named = self.config.get(topic)
        render = value_template(self.config.get(template))

        def receive(payload: str) -> None:
            value = render(payload)
            if value is not None:
                take(value)

        for name in [named] if isinstance(named, str) else texts(named):
            if is_topic(name):
                self._topics.setdefault(name, []).append(receive)

    def topics(self) -> Mapping[str, Callable[[str], None]]:
        """Return what it listens to."""
        return {name: _all(receivers) for name, receivers in self._topics.items()}

    def lasting(self) -> JsonObject:
        """Return the attributes that hold for its life."""
        found = {name: self.config.get(name) for name in _LASTING}
        return {name: value for name, value in found.items() if value is not None}

    def word(self, name: str, default: str) -> str:
        """Return a word of the configuration, such as a payload."""
        value = self.config.get(name)
        if isinstance(value, bool):
            return str(value)
        return default if value is None else str(value)

    def send(self, topic: str, payload: str) -> tuple[Publish, ...]:
        """Return one message to a topic of the configuration; none where it has none."""
        name = self.config.get(topic)
        if not isinstance(name, str) or not is_topic(name):
            return ()
        return (Publish(name, payload, bool(self.config.get("retain"))),)

    def has(self, *names: str) -> bool:
        """Say whether the configuration has all of these."""
        return all(self.config.get(name) for name in names)

    def seconds(self, name: str) -> float | None:
        """Return a duration of the configuration; ``None`` where it has none."""
        value = as_number(str(self.config.get(name)))
        return value if value is not None and value > 0 else None

    def relax(self) -> None:
        """Stay as it is: most do."""

    def write(self, action: Action) -> Command | None:  # noqa: ARG002 - most only report
        """Return nothing: it only reports."""
        return None


def describe(announced: Announced, component: Component) -> EntityDescription:
    """Return the entity of a component."""
    config = announced.config
    object_id = _object_id(config)
    return EntityDescription(
        key=EntityKey(announced.key),
        domain=component.domain,
        name=_name(config, component.domain),
        attributes=component.lasting(),
        category=_CATEGORIES.get(str(config.get("entity_category"))),
        object_id=object_id,
        is_enabled=config.get("enabled_by_default") is not False,
    )


def _name(config: Config, domain: str) -> str | None:
    """Return what it is called within its device; what has no name at all is called by its class.

    A name of ``null`` says that the device's is meant.
    """
    if "name" not in config and domain in _NAMED_BY_CLASS:
        kind = config.get("device_class")
        if not isinstance(kind, str) or not kind:
            return None
        return _CLASS_NAMES.get(kind, kind.replace("_", " ").capitalize())
    name = config.get("name")
    return name if isinstance(name, str) and name else None


def _object_id(config: Config) -> str | None:
    """Return the id it would like to have; newer announcements name it with its domain."""
    wished = config.get("default_entity_id")
    if isinstance(wished, str) and "." in wished:
        return wished.split(".", 1)[1] or None
    object_id = config.get("object_id")
    return object_id if isinstance(object_id, str) else None


def as_number(text: str | None) -> float | None:
    """Return the number a payload is; what is infinite or ``nan`` is none."""
    try:
        number = None if text is None else float(text)
    except ValueError:
        return None
    return number if number is not None and math.isfinite(number) else None


def json_object(payload: str) -> dict[str, Any] | None:
    """Return the object a payload is; ``None`` for anything else."""
    try:
        told = msgspec.json.decode(payload)
    except (msgspec.DecodeError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def shown(value: float) -> JsonValue:
    """Return a number without a needless fraction."""
    return int(value) if value.is_integer() else value


def texts(value: Any) -> Sequence[str]:
    """Return a list of words of the configuration."""
    return [str(one) for one in value] if isinstance(value, list) else []


def _all(receivers: Sequence[Callable[[str], None]]) -> Callable[[str], None]:
    def receive(payload: str) -> None:
        for one in receivers:
            one(payload)

    return receive
