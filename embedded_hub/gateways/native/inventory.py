"""What one native gateway has and how it is, as far as it told us. Pure.

It outlives connections: a gateway that comes back with the same device list need not announce it
again, and what it sends from then on is merged into what was known.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from embedded_hub.gateways.native import mapping
from embedded_hub.model.description import DeviceDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.protocol import gateway_messages as gw

MAX_ENTITIES = 10_000
MAX_DEVICES = 10_000
MAX_LIST_BYTES = 16 * 1024 * 1024
"""Of all devices as JSON; ten thousand entities with every limit and option take 6 MB."""
MAX_VALUE_BYTES = 4096
"""Of one entity's values as JSON; a radio with everything it plays takes 1 KB."""
MAX_VALUES = 64
"""Values kept per entity; a gateway that invents a new name each time must not fill the memory."""


class Inventory:
    """Devices, their values and their presence."""

    def __init__(self) -> None:
        self.rev = 0
        """Revision of the device list held here; 0 for none."""
        self.has_changed = False
        """Whether the last announce led to another list than the one before."""
        self._devices: dict[str, gw.DeviceSpec] = {}
        self._arriving: dict[str, gw.DeviceSpec] | None = None
        self._entities: dict[EntityKey, gw.EntitySpec] = {}
        self._values: dict[EntityKey, dict[str, JsonValue]] = {}
        self._observed_at: dict[EntityKey, float] = {}
        self._presence: dict[str, gw.Presence] = {}
        self._told: set[EntityKey] | None = None

    # --- devices ------------------------------------------------------------------------------

    def announce(self, message: gw.Announce) -> Sequence[gw.BadEntry]:
        """Take a device list or a part of it; return what of it could not be read."""
        if self._arriving is None or message.full:
            self._arriving = {} if message.full else dict(self._devices)
        room = MAX_ENTITIES - sum(len(device.entities) for device in self._arriving.values())
        devices, unreadable = gw.read_devices(message, max_entities=max(0, room))
        bad = list(unreadable)
        room_bytes = MAX_LIST_BYTES - sum(map(_size, self._arriving.values()))
        for device in devices:
            room_bytes -= _size(device)
            is_room = device.id in self._arriving or len(self._arriving) < MAX_DEVICES
            if is_room and room_bytes >= 0:
                self._arriving[device.id] = device
            else:
                bad.append(gw.BadEntry(at=device.id, code="too_many"))
        for gone in message.gone:
            self._arriving.pop(gone, None)
        if not message.more:
            self.has_changed = self._arriving != self._devices
            self._devices, self._arriving = self._arriving, None
            self.rev = message.rev
            if self.has_changed:
                self._index()
        return bad

    def _index(self) -> None:
        self._entities = {
            mapping.key_of(device, entity): entity
            for device in self._devices.values()
            for entity in device.entities
        }
        for key in self._values.keys() - self._entities.keys():
            del self._values[key]
            self._observed_at.pop(key, None)
        for device_id in self._presence.keys() - self._devices.keys():
            del self._presence[device_id]

    def expect_snapshot(self) -> None:
        """Forget who is absent, and the beginnings of a list or a snapshot: all comes anew."""
        self._arriving = None
        self._told = None
        self._presence.clear()

    @property
    def is_announcing(self) -> bool:
        """Whether the rest of a device list is still to come."""
        return self._arriving is not None

    def devices(self) -> Sequence[gw.DeviceSpec]:
        """Return every device as announced."""
        return tuple(self._devices.values())

    @property
    def device_count(self) -> int:
        """How many devices there are."""
        return len(self._devices)

    def describe(self) -> Sequence[DeviceDescription]:
        """Return every device as the home is told."""
        return tuple(mapping.describe(device) for device in self._devices.values())

    def spec(self, key: EntityKey) -> gw.EntitySpec | None:
        """Return what was announced under an address."""
        return self._entities.get(key)

    def values(self, key: EntityKey) -> JsonObject:
        """Return what an entity's values are, as far as they are known."""
        return self._values.get(key, {})

    def keys(self, device_id: str | None = None) -> Sequence[EntityKey]:
        """Return the addresses of every entity, or of one device's."""
        if device_id is None:
            return tuple(self._entities)
        device = self._devices.get(device_id)
        if device is None:
            return ()
        return tuple(mapping.key_of(device, entity) for entity in device.entities)

    def is_asleep(self, key: EntityKey) -> bool:
        """Say whether the entity's device answers only when it wakes."""
        return self._presence.get(key.partition("/")[0]) == "sleeping"

    # --- values -------------------------------------------------------------------------------

    def merge(
        self,
        changes: Mapping[str, gw.Values | None],
        observed_at: float,
        cause: str | None = None,
    ) -> Iterator[StateReport]:
        """Take changed values; yield the whole state of each entity they belong to."""
        for address, values in changes.items():
            key = EntityKey(address)
            spec = self._entities.get(key)
            if spec is None:
                continue
            if self._told is not None:
                self._told.add(key)
            known = self._values.setdefault(key, {})
            if values is None:
                known.clear()
            else:
                known.update(values)
            while len(known) > MAX_VALUES or (known and _size(known) > MAX_VALUE_BYTES):
                known.pop(next(iter(known)))
            self._observed_at[key] = observed_at
            yield mapping.report(key, spec, known, observed_at=observed_at, cause=cause)

    def begin_snapshot(self) -> None:
        """Forget nothing yet: what the snapshot does not name becomes unknown at its end."""
        if self._told is None:
            self._told = set()
            self._values.clear()

    def end_snapshot(self, observed_at: float) -> Iterator[StateReport]:
        """Yield, as unknown, every entity the snapshot did not name."""
        told, self._told = self._told or set(), None
        for key, spec in self._entities.items():
            # The state of an event entity is the home's: when it last happened.
            if key not in told and spec.kind != "event":
                self._observed_at.pop(key, None)
                yield mapping.report(key, spec, {}, observed_at=observed_at)

    def current(self) -> Iterator[StateReport]:
        """Yield the state of every entity there is a value of, for a home that just joined."""
        for key, values in self._values.items():
            yield mapping.report(
                key, self._entities[key], values, observed_at=self._observed_at.get(key)
            )

    def past(self, at: float, values: Mapping[str, gw.Values]) -> Iterator[StateReport]:
        """Yield what entities were, for the history alone; nothing here changes."""
        for address, then in values.items():
            key = EntityKey(address)
            if (spec := self._entities.get(key)) is not None:
                yield mapping.report(key, spec, then, observed_at=at)

    # --- presence -----------------------------------------------------------------------------

    def present(
        self, changes: Mapping[str, gw.Presence]
    ) -> Iterator[tuple[Sequence[EntityKey], bool]]:
        """Take which devices answer; yield the entities of each. One that sleeps is there."""
        for device_id, presence in changes.items():
            if device_id in self._devices:
                self._presence[device_id] = presence
                yield self.keys(device_id), presence != "offline"

    def absent_keys(self) -> Sequence[EntityKey]:
        """Return the entities of the devices that do not answer."""
        return tuple(
            key
            for device_id, presence in self._presence.items()
            if presence == "offline"
            for key in self.keys(device_id)
        )


def _size(content: object) -> int:
    return len(msgspec.json.encode(content))
