"""One physical thing that several gateways describe, made one device by a person.

The devices stay in the registry as their gateways describe them. The one that is kept carries the
entities of the others as well; those of them that say what it says already are hidden, as long as
it says it: while its gateway is lost, and when it is gone, they are shown. Ids, history, names and
rooms of everything stay, so that separating the devices again leads back to where they were.
"""

import asyncio
import math
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from embedded_hub.core.bus import Bus
from embedded_hub.core.clock import Clock
from embedded_hub.core.events import GatewaysChanged, RegistryUpdated
from embedded_hub.core.ports import Record, RecordStore
from embedded_hub.core.registry import Change, Registry, put
from embedded_hub.errors import InvalidInfo, NotFound
from embedded_hub.model.gateway_status import GatewayStatus, LinkState
from embedded_hub.model.identity import Likeness, likenesses
from embedded_hub.model.ids import DeviceId, GatewayId
from embedded_hub.model.registry import Device, Entity
from embedded_hub.model.twins import pair_twins
from embedded_hub.model.values import JsonValue

DISTINCT_RECORD = "distinct"
MAX_PARTS = 20
LOST_AFTER_S = 60.0
"""How long a gateway may be away before the twins of what it carries are shown: longer than a
restart takes, so that tiles do not come and go."""
_NEEDS_A_PERSON = frozenset({LinkState.PAUSED, LinkState.AUTH_REQUIRED})


class Merging:
    """Makes one device of several, and several of one again, in one home.

    Args:
        bus: Tells of changes.
        registry: Holds the devices.
        store: Keeps which are distinct.
        clock: Says how long a gateway has been away.
    """

    def __init__(self, bus: Bus, registry: Registry, store: RecordStore, clock: Clock) -> None:
        self._registry = registry
        self._store = store
        self._clock = clock
        self._distinct: set[frozenset[DeviceId]] = set()
        self._away_since: dict[GatewayId, float] = {}
        self._lost: frozenset[GatewayId] = frozenset()
        self._stale: set[DeviceId] = set()
        self._is_any_stale = False
        self._soon: asyncio.Handle | None = None
        self._timer: asyncio.TimerHandle | None = None
        bus.subscribe(RegistryUpdated, self._registry_updated)
        bus.subscribe(GatewaysChanged, self._gateways_changed)

    def load(self, records: Iterable[Record]) -> None:
        """Take what was on the disk about devices that are not one."""
        for record in records:
            if record.kind == DISTINCT_RECORD and record.body is not None:
                self._distinct.add(frozenset(map(DeviceId, record.id.split())))
        self._look_at(self._bearers())

    def close(self) -> None:
        """Look after nothing any more."""
        for handle in (self._soon, self._timer):
            if handle is not None:
                handle.cancel()
        self._soon = self._timer = None

    def offers(self) -> Sequence[Likeness]:
        """Return what seems to be one thing and was neither merged nor told apart.

        The first device of each is the one to keep, as far as can be told: what is reached at
        first hand before what another system passes on, then what says most.
        """
        alone = [one for one in self._registry.devices.all() if one.merged_into is None]
        found = likenesses(alone, self._distinct)
        return [
            msgspec.structs.replace(one, device_ids=tuple(sorted(one.device_ids, key=self._worth)))
            for one in found
        ]

    async def merge(self, keep_id: str, other_ids: Sequence[str]) -> Device:
        """Make other devices a part of one; return that when it is on the disk.

        Raises:
            NotFound: one of them is not there.
            InvalidInfo: one of them is a part already, or named twice, or there are too many.
            StorageError: it could not be kept; nothing changed.
        """
        keep, others = self._checked(keep_id, other_ids)
        changes: list[Change] = []
        for other in others:
            lent = _lent(keep, other)
            keep = _with(keep, lent)
            changes += self._moved(msgspec.structs.replace(other, lent=lent), keep.id)
            for part in self._registry.parts_of(other.id):
                changes += self._moved(msgspec.structs.replace(part, lent={}), keep.id)
        await self._registry.edit(put(keep), *changes)
        self._registry.absorb(self._twin_changes(keep.id))
        return keep

    async def unmerge(self, device_id: str) -> Sequence[Device]:
        """Separate a device from the one it is a part of, or all parts of one from it.

        Returns:
            Every device that stands on its own now, the kept one first.

        Raises:
            NotFound: there is no such device.
            InvalidInfo: it is no part of anything.
            StorageError: it could not be kept; nothing changed.
        """
        device = self._device(device_id)
        shown = self._registry.shown_device(device.id) or device
        parts = [device] if device.merged_into else list(self._registry.parts_of(device.id))
        if not parts:
            raise InvalidInfo(f"{device.display_name} is not merged with anything")
        keep = shown
        changes: list[Change] = []
        for part in parts:
            keep = _without(keep, part.lent)
            changes += self._moved(msgspec.structs.replace(part, lent={}), None)
        await self._registry.edit(put(keep), *changes)
        self._look_at([keep.id])
        separate = (self._registry.devices.get(part.id) for part in parts)
        return [keep, *(one for one in separate if one is not None)]

    async def tell_apart(self, device_ids: Sequence[str], *, is_distinct: bool) -> None:
        """Note that devices are different things, however alike they seem; or take that back.

        Raises:
            NotFound: one of them is not there.
            InvalidInfo: fewer than two are named.
            StorageError: it could not be kept; nothing changed.
        """
        ids = sorted({self._device(one).id for one in device_ids})
        if len(ids) < 2:
            raise InvalidInfo("name the devices that are different things, two at least")
        pairs = [(one, other) for at, one in enumerate(ids) for other in ids[at + 1 :]]
        body = b"{}" if is_distinct else None
        records = [
            Record(kind=DISTINCT_RECORD, id=f"{one} {other}", body=body) for one, other in pairs
        ]
        await self._store.save(records)
        told = {frozenset(pair) for pair in pairs}
        self._distinct = self._distinct | told if is_distinct else self._distinct - told

    def survivors(self, gateway_id: GatewayId) -> Sequence[Change]:
        """Return what becomes of devices whose kept one goes with its gateway.

        The first part takes its place, with the name and the room people gave it, and the others
        become parts of that.
        """
        changes: list[Change] = []
        for device in self._registry.devices.all():
            if device.gateway_id != gateway_id:
                continue
            parts = [
                one for one in self._registry.parts_of(device.id) if one.gateway_id != gateway_id
            ]
            if parts:
                changes += self._inherited(device, parts)
        return changes

    # --- merging ------------------------------------------------------------------------------

    def _checked(self, keep_id: str, other_ids: Sequence[str]) -> tuple[Device, Sequence[Device]]:
        keep, others = self._device(keep_id), [self._device(one) for one in other_ids]
        for device in (keep, *others):
            if device.merged_into is not None:
                raise InvalidInfo(
                    f"{device.display_name} is a part of another device already",
                    details={"device_id": device.id},
                )
        if not others or len({keep.id, *(one.id for one in others)}) != len(others) + 1:
            raise InvalidInfo("name the device to keep and others that become a part of it")
        count = sum(1 + len(self._registry.parts_of(one.id)) for one in others)
        if count + len(self._registry.parts_of(keep.id)) > MAX_PARTS:
            raise InvalidInfo(f"no more than {MAX_PARTS} devices can be one")
        return keep, others

    def _device(self, device_id: str) -> Device:
        device = self._registry.devices.get(device_id)
        if device is None:
            raise NotFound("Device not found", details={"device_id": device_id})
        return device

    def _moved(self, part: Device, into: DeviceId | None) -> Sequence[Change]:
        """Return the changes that hand a device's own entities over, or back to it."""
        bearer = self._registry.shown_device(part.id) or part
        own = [e for e in self._registry.entities_of_device(bearer.id) if e.body_id == part.id]
        moved = [
            msgspec.structs.replace(
                _shown_again(entity),
                twin=None,
                device_id=into or part.id,
                own_device_id=part.id if into else None,
            )
            for entity in own
        ]
        return [put(msgspec.structs.replace(part, merged_into=into)), *map(put, moved)]

    def _inherited(self, gone: Device, parts: Sequence[Device]) -> Sequence[Change]:
        first, *others = parts
        heir = msgspec.structs.replace(
            first,
            name_by_user=gone.name_by_user or first.name_by_user,
            area_id=gone.area_id or first.area_id,
            labels=tuple(dict.fromkeys((*first.labels, *gone.labels))),
            lent={},
        )
        changes = list(self._moved(heir, None))
        for other in others:
            changes += self._moved(msgspec.structs.replace(other, lent={}), heir.id)
        return changes

    def _worth(self, device_id: DeviceId) -> tuple[bool, int]:
        device = self._registry.devices.get(device_id)
        # A device that names the one it is reached through is a foreign system's, more often.
        is_second_hand = device is not None and device.via_device_id is not None
        return is_second_hand, -len(self._registry.entities_of_device(device_id))

    # --- twins --------------------------------------------------------------------------------

    def _registry_updated(self, event: RegistryUpdated) -> None:
        if event.kind == "entity":
            entity = self._registry.entities.get(event.id)
            is_gone, shown = entity is None, entity.device_id if entity is not None else None
        elif event.kind == "device":
            device = self._registry.shown_device(event.id)
            is_gone, shown = device is None, device.id if device is not None else None
        else:
            return
        if is_gone:
            # It may have stood for a twin, and cannot say of what any more.
            self._is_any_stale = True
            self._look_at([])
        elif shown is not None and self._registry.parts_of(shown):
            self._look_at([shown])

    def _gateways_changed(self, event: GatewaysChanged) -> None:
        self._note_away(event.gateways)
        self._judge_gateways()

    def _note_away(self, gateways: Sequence[GatewayStatus]) -> None:
        now = self._clock.monotonic_s()
        self._away_since = {
            one.id: -math.inf if one.state in _NEEDS_A_PERSON else self._away_since.get(one.id, now)
            for one in gateways
            if one.state is not LinkState.CONNECTED
        }

    def _judge_gateways(self) -> None:
        now = self._clock.monotonic_s()
        left_s = {key: since + LOST_AFTER_S - now for key, since in self._away_since.items()}
        lost = frozenset(key for key, left in left_s.items() if left <= 0)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if waiting := [left for left in left_s.values() if left > 0]:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(min(waiting), self._judge_gateways)
        if lost != self._lost:
            self._lost = lost
            self._look_at(self._bearers())

    def _bearers(self) -> set[DeviceId]:
        found = (device.merged_into for device in self._registry.devices.all())
        return {device_id for device_id in found if device_id is not None}

    def _look_at(self, device_ids: Iterable[DeviceId]) -> None:
        """Hide and show twins in the next turn of the loop."""
        # A gateway may describe ten thousand entities in one turn of the loop: once is enough.
        self._stale.update(device_ids)
        if (self._stale or self._is_any_stale) and self._soon is None:
            self._soon = asyncio.get_running_loop().call_soon(self._hide_twins)

    def _hide_twins(self) -> None:
        self._soon = None
        stale, self._stale = self._stale, set()
        if self._is_any_stale:
            self._is_any_stale = False
            stale |= self._bearers()
        changes = [change for device_id in stale for change in self._twin_changes(device_id)]
        if changes:
            self._registry.absorb(changes)

    def _twin_changes(self, device_id: DeviceId) -> Sequence[Change]:
        by_body: dict[DeviceId | None, list[Entity]] = {}
        for entity in self._registry.entities_of_device(device_id):
            by_body.setdefault(entity.body_id, []).append(entity)
        said = [one for one in by_body.get(device_id, ()) if self._is_said(one)]
        changes: list[Change] = []
        for part in self._registry.parts_of(device_id):
            own = [one for one in by_body.get(part.id, ()) if _is_there(one)]
            twins = {other.entity_id for _, other in pair_twins(said, own)}
            for entity in own:
                is_twin = entity.entity_id in twins
                marked = _hidden(entity) if is_twin else _shown_again(entity)
                if marked != entity:
                    changes.append(put(marked))
                if not is_twin and self._is_said(marked):
                    said.append(marked)
        return changes

    def _is_said(self, entity: Entity) -> bool:
        """Say whether an entity is shown and stands for its twins now."""
        is_hidden = entity.hidden_by == "integration"
        return _is_there(entity) and not is_hidden and entity.gateway_id not in self._lost


def _is_there(entity: Entity) -> bool:
    return not entity.is_gone and entity.disabled_by is None


def _hidden(entity: Entity) -> Entity:
    # Whatever hid it before, or a person's wish to see it, stands.
    if entity.hidden_by is not None or entity.twin is not None:
        return entity
    return msgspec.structs.replace(entity, hidden_by="integration", twin="hidden")


def _shown_again(entity: Entity) -> Entity:
    if entity.twin != "hidden":
        return entity
    return msgspec.structs.replace(entity, hidden_by=None, twin=None)


def _lent(keep: Device, other: Device) -> dict[str, JsonValue]:
    """Return what people chose for a device and nobody chose for the one that is kept."""
    lent: dict[str, JsonValue] = {}
    if keep.name_by_user is None and other.name_by_user is not None:
        lent["name_by_user"] = other.name_by_user
    if keep.area_id is None and other.area_id is not None:
        lent["area_id"] = other.area_id
    if labels := [label for label in other.labels if label not in keep.labels]:
        lent["labels"] = list(labels)
    return lent


def _with(keep: Device, lent: Mapping[str, JsonValue]) -> Device:
    taken = dict(lent)
    labels = taken.pop("labels", None)
    if isinstance(labels, list):
        taken["labels"] = (*keep.labels, *labels)
    return msgspec.structs.replace(keep, **taken)


def _without(keep: Device, lent: Mapping[str, JsonValue]) -> Device:
    """Give back what was lent; what a person has changed since stays."""
    labels = lent.get("labels")
    returned = set(labels) if isinstance(labels, list) else set()
    same = [
        name
        for name in ("name_by_user", "area_id")
        if name in lent and lent[name] == getattr(keep, name)
    ]
    return msgspec.structs.replace(
        keep,
        labels=tuple(label for label in keep.labels if label not in returned),
        **dict.fromkeys(same),
    )
