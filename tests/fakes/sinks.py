"""A sink that can be waited for, and that knows entities by the id they wish for."""

import asyncio
from collections.abc import Callable, Sequence

from embedded_hub.model.description import DeviceDescription, EntityDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject
from tests.fakes.recording_sink import RecordingSink


class AwaitableSink(RecordingSink):
    """Also keeps the names of all calls in order, and every listing of devices."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[str] = []
        self.listings: list[tuple[frozenset[str], bool]] = []
        self.availability: list[tuple[frozenset[EntityKey], bool]] = []
        self._heard = asyncio.Event()

    def devices(self, devices: Sequence[DeviceDescription], *, is_complete: bool) -> None:
        super().devices(devices, is_complete=is_complete)
        self.listings.append((frozenset(device.key for device in devices), is_complete))
        self._note("devices")

    def state(self, report: StateReport) -> None:
        super().state(report)
        self._note("state")

    def available(self, keys: Sequence[EntityKey], value: bool) -> None:
        super().available(keys, value)
        self.availability.append((frozenset(keys), value))
        self._note("available")

    def event(self, key: EntityKey, name: str, data: JsonObject) -> None:
        super().event(key, name, data)
        self._note("event")

    def connected(self) -> None:
        super().connected()
        self._note("connected")

    async def until(self, condition: Callable[[], bool]) -> None:
        """Return when the condition holds; looked at after each call."""
        while not condition():
            self._heard.clear()
            await self._heard.wait()

    def entity(self, entity_id: str) -> EntityDescription:
        """Return the one entity whose domain and wished object id make this entity id."""
        [found] = [one for one in self.entities.values() if _wished_id(one) == entity_id]
        return found

    def entity_ids(self) -> set[str]:
        """Return the entity ids wished for."""
        return {_wished_id(one) for one in self.entities.values()}

    def device_of(self, entity_id: str) -> DeviceDescription:
        """Return the device that carries it."""
        entity = self.entity(entity_id)
        return next(one for one in self.devices_by_key.values() if entity in one.entities)

    def report_of(self, entity_id: str) -> StateReport:
        """Return what it was last reported to be."""
        return self.states[self.entity(entity_id).key]

    def _note(self, call: str) -> None:
        self.calls.append(call)
        self._heard.set()


def _wished_id(entity: EntityDescription) -> str:
    return f"{entity.domain}.{entity.object_id}"
