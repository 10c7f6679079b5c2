"""A home that only listens: what a gateway told it, in order and as it stands now."""

from collections.abc import Sequence

from embedded_hub.model.description import DeviceDescription, EntityDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject


class RecordingSink:
    """Takes what a gateway reports and refuses what the sink's contract forbids."""

    def __init__(self) -> None:
        self.devices_by_key: dict[str, DeviceDescription] = {}
        self.entities: dict[str, EntityDescription] = {}
        self.states: dict[str, StateReport] = {}
        self.reports: list[StateReport] = []
        self.away: set[str] = set()
        self.events: list[tuple[str, str, JsonObject]] = []
        self.connected_count = 0

    def devices(self, devices: Sequence[DeviceDescription], *, is_complete: bool) -> None:
        if is_complete:
            self.devices_by_key.clear()
        self.devices_by_key.update({device.key: device for device in devices})
        self.entities = {
            entity.key: entity
            for device in self.devices_by_key.values()
            for entity in device.entities
        }

    def state(self, report: StateReport) -> None:
        assert report.key in self.entities, f"{report.key} was never described"
        self.states[report.key] = report
        self.reports.append(report)
        self.away.discard(report.key)

    def available(self, keys: Sequence[EntityKey], value: bool) -> None:
        if value:
            self.away.difference_update(keys)
        else:
            self.away.update(keys)

    def event(self, key: EntityKey, name: str, data: JsonObject) -> None:
        assert key in self.entities, f"{key} was never described"
        self.events.append((key, name, data))

    def connected(self) -> None:
        self.connected_count += 1

    def value(self, key: str) -> str | None:
        """Return the state an entity is in, ``None`` for unknown or never told."""
        report = self.states.get(key)
        return report.value if report else None

    def number(self, key: str, attribute: str) -> float:
        """Return an attribute that must be a number."""
        value = self.states[key].attributes[attribute]
        assert isinstance(value, int | float)
        return value
