"""Whether a device is there, from one topic or several. Pure."""

from collections.abc import Callable, Mapping

from embedded_hub.gateways.mqtt.discovery import Config
from embedded_hub.gateways.mqtt.templates import value_template
from embedded_hub.gateways.mqtt.topics import is_topic


class Availability:
    """What the topics of one entity say; without any it is there."""

    def __init__(self, config: Config) -> None:
        listed = config.get("availability")
        entries = (
            [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []
        )
        if isinstance(topic := config.get("availability_topic"), str):
            entries.append(
                {**config, "topic": topic, "value_template": config.get("availability_template")}
            )
        self._mode = str(config.get("availability_mode") or "latest")
        self._says: dict[str, bool] = {}
        self._latest: bool | None = None
        self._topics: dict[str, Callable[[str], None]] = {}
        for entry in entries:
            if isinstance(topic := entry.get("topic"), str) and is_topic(topic):
                self._add(topic, entry)

    @property
    def is_there(self) -> bool:
        """Whether the entity is there now."""
        if not self._topics:
            return True
        said = [self._says.get(topic, False) for topic in self._topics]
        match self._mode:
            case "all":
                return all(said)
            case "any":
                return any(said)
        return bool(self._latest)

    def topics(self) -> Mapping[str, Callable[[str], None]]:
        """Return what it listens to."""
        return self._topics

    def _add(self, topic: str, entry: Mapping[str, object]) -> None:
        there = str(entry.get("payload_available") or "online")
        away = str(entry.get("payload_not_available") or "offline")
        render = value_template(entry.get("value_template"))

        def receive(payload: str) -> None:
            value = render(payload)
            if value in (there, away):
                self._says[topic] = self._latest = value == there

        self._topics[topic] = receive
