"""The registry of one home: floors, areas, labels, devices and entities, kept on disk.

An edit by a person (:meth:`Registry.edit`) is applied, announced and returned only once it is on
the disk; if it cannot be written it is taken back. What gateways describe
(:meth:`Registry.absorb`) is applied at once and written behind, since the gateway says it again.
"""

import asyncio
import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, TypeVar

import msgspec

from embedded_hub.core.bus import Bus
from embedded_hub.core.events import RegistryAction, RegistryKind, RegistryUpdated
from embedded_hub.core.ports import Record, RecordStore
from embedded_hub.errors import StorageError
from embedded_hub.model.ids import AreaId, DeviceId, EntityId, EntityKey, GatewayId
from embedded_hub.model.registry import Area, Device, Entity, Floor, Label
from embedded_hub.model.values import JsonValue

_LOG = logging.getLogger(__name__)
Entry = Area | Floor | Label | Device | Entity
_T = TypeVar("_T", Area, Floor, Label, Device, Entity)

KIND_OF: Mapping[type[Entry], RegistryKind] = {
    Area: "area",
    Floor: "floor",
    Label: "label",
    Device: "device",
    Entity: "entity",
}


def id_of(entry: Entry) -> str:
    """Return the identifier an entry is kept under."""
    match entry:
        case Area(area_id=key) | Floor(floor_id=key) | Label(label_id=key):
            return key
        case Device(id=key) | Entity(entity_id=key):
            return key


class Shelf(Generic[_T]):
    """All entries of one kind by their id; reading only."""

    def __init__(self, entry_type: type[_T]) -> None:
        self.entry_type: type[_T] = entry_type
        self._entries: dict[str, _T] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, key: object) -> bool:
        return key in self._entries

    def get(self, key: str | None) -> _T | None:
        """Return the entry of that id, if there is one."""
        return self._entries.get(key) if key is not None else None

    def all(self) -> Sequence[_T]:
        """Return every entry, oldest first."""
        return tuple(self._entries.values())

    def ids(self) -> frozenset[str]:
        """Return the ids in use."""
        return frozenset(self._entries)


AnyShelf = Shelf[Area] | Shelf[Floor] | Shelf[Label] | Shelf[Device] | Shelf[Entity]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One edit: ``new`` replaces whatever stands under ``kind`` and ``id``; ``None`` deletes."""

    kind: RegistryKind
    id: str
    new: Entry | None


def put(entry: Entry) -> Change:
    """Return the change that makes or replaces an entry."""
    return Change(kind=KIND_OF[type(entry)], id=id_of(entry), new=entry)


def delete(kind: RegistryKind, key: str) -> Change:
    """Return the change that removes an entry."""
    return Change(kind=kind, id=key, new=None)


class Registry:
    """Everything a home remembers about its places and things."""

    def __init__(self, bus: Bus, store: RecordStore) -> None:
        self._bus = bus
        self._store = store
        self._behind: asyncio.Task[None] | None = None
        self._waiting: dict[tuple[str, str], Record] = {}
        self._by_key: dict[tuple[GatewayId, EntityKey], EntityId] = {}
        self._device_by_key: dict[tuple[GatewayId, str], DeviceId] = {}
        self._entities_by_device: dict[DeviceId, set[EntityId]] = {}
        self._parts: dict[DeviceId, dict[DeviceId, None]] = {}
        """Of each device others are merged into: those, in the order they were."""
        self.areas = Shelf(Area)
        self.floors = Shelf(Floor)
        self.labels = Shelf(Label)
        self.devices = Shelf(Device)
        self.entities = Shelf(Entity)
        self._shelves: Mapping[RegistryKind, AnyShelf] = {
            "area": self.areas,
            "floor": self.floors,
            "label": self.labels,
            "device": self.devices,
            "entity": self.entities,
        }

    def load(self, records: Iterable[Record]) -> None:
        """Fill the shelves from disk; announces nothing. Records of other kinds are passed over.

        Raises:
            StorageError: a record cannot be read.
        """
        for record in records:
            shelf = self._shelves.get(record.kind)  # type: ignore[call-overload]
            if shelf is None or record.body is None:
                continue
            try:
                entry = msgspec.json.decode(record.body, type=shelf.entry_type)
            except msgspec.MsgspecError as error:
                raise StorageError(f"{record.kind} {record.id} is unreadable: {error}") from error
            self._set(record.kind, record.id, entry)  # type: ignore[arg-type]

    # --- reading across shelves -------------------------------------------------------------

    def entity_by_key(self, gateway_id: GatewayId, key: EntityKey) -> Entity | None:
        """Return the entity a gateway calls by that key."""
        return self.entities.get(self._by_key.get((gateway_id, key)))

    def device_by_key(self, gateway_id: GatewayId, key: str) -> Device | None:
        """Return the device a gateway calls by that key."""
        return self.devices.get(self._device_by_key.get((gateway_id, key)))

    def entities_of_device(self, device_id: DeviceId) -> Sequence[Entity]:
        """Return the entities a device carries, gone ones included."""
        found = (self.entities.get(one) for one in self._entities_by_device.get(device_id, ()))
        return sorted((entity for entity in found if entity), key=lambda entity: entity.entity_id)

    def area_of(self, entity: Entity) -> AreaId | None:
        """Return where an entity is: its own area, else its device's."""
        if entity.area_id is not None:
            return entity.area_id
        device = self.devices.get(entity.device_id)
        return device.area_id if device else None

    def shown_device(self, device_id: str | None) -> Device | None:
        """Return the device people see for one: itself, or the one it is merged into."""
        device = self.devices.get(device_id)
        if device is None or device.merged_into is None:
            return device
        return self.devices.get(device.merged_into) or device

    def parts_of(self, device_id: DeviceId) -> Sequence[Device]:
        """Return the devices that are merged into one."""
        return [self.devices._entries[one] for one in self._parts.get(device_id, ())]  # noqa: SLF001

    def live_entities(self) -> Iterable[Entity]:
        """Yield entities that are neither gone nor disabled."""
        return (e for e in self.entities.all() if not e.is_gone and e.disabled_by is None)

    # --- changing ---------------------------------------------------------------------------

    async def edit(self, *changes: Change) -> None:
        """Apply a person's changes together; returns when they are on the disk.

        Raises:
            StorageError: they could not be written and have been taken back.
        """
        before = [
            Change(kind=c.kind, id=c.id, new=self._shelves[c.kind].get(c.id)) for c in changes
        ]
        self._apply(changes)
        try:
            await self._store.save([_record(change) for change in changes])
        except StorageError:
            # Only what is still ours is taken back: a later edit of the same entry stands.
            undo = [
                old
                for old, new in zip(before, changes, strict=True)
                if self._shelves[new.kind].get(new.id) is new.new
            ]
            self._apply(undo)
            raise

    def absorb(self, changes: Sequence[Change]) -> None:
        """Apply what a gateway described and write it behind."""
        self._apply(changes)
        for change in changes:
            self._waiting[change.kind, change.id] = _record(change)
        if self._waiting and (self._behind is None or self._behind.done()):
            self._behind = asyncio.get_running_loop().create_task(self._write_behind())

    async def settle(self) -> None:
        """Return when everything absorbed so far has been written or given up."""
        while self._behind is not None and not self._behind.done():
            await asyncio.shield(self._behind)

    async def _write_behind(self) -> None:
        while self._waiting:
            records, self._waiting = list(self._waiting.values()), {}
            try:
                await self._store.save(records)
            except StorageError as error:
                _LOG.error("the registry could not be written: %s", error)

    def _apply(self, changes: Sequence[Change]) -> None:
        for change in changes:
            old = self._shelves[change.kind].get(change.id)
            if old == change.new:
                continue
            self._set(change.kind, change.id, change.new)
            self._bus.publish(
                RegistryUpdated(
                    kind=change.kind,
                    action=_action_of(old, change.new),
                    id=change.id,
                    changes=_changed_fields(old, change.new),
                )
            )

    def _set(self, kind: RegistryKind, key: str, entry: Entry | None) -> None:
        entries: dict[str, Entry] = self._shelves[kind]._entries  # type: ignore[assignment]  # noqa: SLF001
        old = entries.pop(key, None) if entry is None else entries.get(key)
        if entry is not None:
            entries[key] = entry
        self._index(old, is_added=False)
        self._index(entry, is_added=True)
        self._index_part(old, entry)

    def _index(self, entry: Entry | None, *, is_added: bool) -> None:
        match entry:
            case Entity():
                of_device = (
                    self._entities_by_device.setdefault(entry.device_id, set())
                    if entry.device_id
                    else set()
                )
                if is_added:
                    self._by_key[entry.gateway_id, entry.key] = entry.entity_id
                    of_device.add(entry.entity_id)
                else:
                    # After a renaming the key leads to the other id already.
                    if self._by_key.get((entry.gateway_id, entry.key)) == entry.entity_id:
                        del self._by_key[entry.gateway_id, entry.key]
                    of_device.discard(entry.entity_id)
            case Device() if is_added:
                self._device_by_key[entry.gateway_id, entry.key] = entry.id
            case Device():
                self._device_by_key.pop((entry.gateway_id, entry.key), None)
            case _:
                pass

    def _index_part(self, old: Entry | None, new: Entry | None) -> None:
        """Follow what a device is merged into; one that stays there keeps its place among them."""
        was_in = old.merged_into if isinstance(old, Device) else None
        is_in = new.merged_into if isinstance(new, Device) else None
        if was_in == is_in:
            return
        if was_in is not None and isinstance(old, Device):
            self._parts[was_in].pop(old.id, None)
        if is_in is not None and isinstance(new, Device):
            self._parts.setdefault(is_in, {})[new.id] = None


def _record(change: Change) -> Record:
    body = None if change.new is None else msgspec.json.encode(change.new)
    return Record(kind=change.kind, id=change.id, body=body)


def _action_of(old: Entry | None, new: Entry | None) -> RegistryAction:
    # What is merged into another device is not listed by itself.
    if isinstance(old, Device) and isinstance(new, Device):
        match old.merged_into is None, new.merged_into is None:
            case True, False:
                return "remove"
            case False, True:
                return "create"
    if old is None:
        return "create"
    return "update" if new is not None else "remove"


def _changed_fields(old: Entry | None, new: Entry | None) -> dict[str, JsonValue]:
    if old is None or new is None:
        return {}
    before: dict[str, JsonValue]
    after: dict[str, JsonValue]
    before, after = msgspec.to_builtins(old), msgspec.to_builtins(new)
    return {name: value for name, value in before.items() if after.get(name) != value}
