"""The places of a home that have a name: zones, as Home Assistant's clients know them.

The home itself is the first zone, as soon as somebody said where it stands; the owner makes the
others. Each is an entity ``zone.*`` whose state is how many persons are in it. Zones a gateway
tells of count as well, so that what Home Assistant calls "Work" is called so here.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

import msgspec
from msgspec import UNSET, UnsetType

from embedded_hub.core.bus import Bus
from embedded_hub.core.events import StateChanged, ZonesChanged
from embedded_hub.core.intake import Intake
from embedded_hub.core.ports import HistoryStore, Record, RecordStore
from embedded_hub.core.registry import Registry, delete
from embedded_hub.core.states import States
from embedded_hub.core.whereabouts import Whereabouts, value_in
from embedded_hub.errors import InvalidInfo, NotFound
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.capability.tracker import PERSON, ZONE_DOMAIN, position_in
from embedded_hub.model.description import DeviceDescription, EntityDescription
from embedded_hub.model.ids import EntityId, EntityKey, GatewayId, domain_of, unique_slug
from embedded_hub.model.position import Point
from embedded_hub.model.state import UNAVAILABLE, State, StateReport
from embedded_hub.model.texts import one_line
from embedded_hub.model.values import JsonValue
from embedded_hub.model.zone import HOME_RADIUS_M, HOME_ZONE_ID, Zone

_LOG = logging.getLogger(__name__)
ZONES = GatewayId("zones")
"""What carries zones in the registry; nobody connects it."""
ZONE_RECORD = "zone"
HOME_ZONE = EntityId("zone.home")
MAX_ZONES = 200
HOME_ICON, ZONE_ICON = "mdi:home", "mdi:map-marker"


class HomePlace(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be known of the home itself to make a zone of it."""

    name: str
    place: Point | None


class ZoneChanges(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be different about a zone; what is not named stays."""

    name: str | UnsetType = UNSET
    latitude: float | UnsetType = UNSET
    longitude: float | UnsetType = UNSET
    radius_m: float | UnsetType = UNSET
    is_passive: bool | UnsetType = UNSET
    icon: str | UnsetType | None = UNSET


class _HomeShape(msgspec.Struct, frozen=True, kw_only=True):
    """What the owner chose of the home's zone; its place and name are the home's."""

    radius_m: float = HOME_RADIUS_M
    icon: str | None = None


class Zones:
    """The zones of one home.

    Args:
        bus: Where persons and gateways' zones are heard of.
        intake: Takes what :data:`ZONES` reports.
        registry: Keeps the entities.
        states: What they are now.
        records: Keeps the zones.
        history: Forgets zones that are removed.
        whereabouts: Is told which zones there are.
        home: Returns what the home is called and where it stands.
        move_home: Gives the home another place.
        rename: Gives an entity another id.
    """

    def __init__(
        self,
        *,
        bus: Bus,
        intake: Intake,
        registry: Registry,
        states: States,
        records: RecordStore,
        history: HistoryStore,
        whereabouts: Whereabouts,
        home: Callable[[], HomePlace],
        move_home: Callable[[Point], Awaitable[None]],
        rename: Callable[[EntityId, EntityId], Awaitable[None]],
    ) -> None:
        self._bus = bus
        self._intake = intake
        self._registry = registry
        self._states = states
        self._records = records
        self._history = history
        self._whereabouts = whereabouts
        self._home = home
        self._move_home = move_home
        self._rename = rename
        self._zones: dict[str, Zone] = {}
        self._home_shape = _HomeShape()
        self._foreign: dict[EntityId, Zone] = {}
        self._editing = asyncio.Lock()
        bus.subscribe(StateChanged, self._state_changed)

    async def load(self, records: Iterable[Record]) -> None:
        """Take the zones that were on the disk, and show them."""
        for record in records:
            if record.kind != ZONE_RECORD or record.body is None:
                continue
            if record.id == HOME_ZONE_ID:
                self._home_shape = msgspec.json.decode(record.body, type=_HomeShape)
            else:
                self._zones[record.id] = msgspec.json.decode(record.body, type=Zone)
        await self.refresh()

    # --- reading ------------------------------------------------------------------------------

    @property
    def home_zone(self) -> Zone | None:
        """The home as a zone; ``None`` while nobody has said where it stands."""
        home = self._home()
        if home.place is None:
            return None
        return Zone(
            id=HOME_ZONE_ID,
            name=home.name,
            latitude=home.place[0],
            longitude=home.place[1],
            radius_m=self._home_shape.radius_m,
            icon=self._home_shape.icon or HOME_ICON,
        )

    def made(self) -> Sequence[Zone]:
        """Return the zones the owner made, oldest first."""
        return tuple(self._zones.values())

    def all(self) -> Sequence[Zone]:
        """Return every zone that counts: the home, those made here, and those gateways tell of."""
        home = self.home_zone
        own = [*([home] if home else []), *self._zones.values()]
        taken = {zone.name.casefold() for zone in own}
        foreign = [zone for zone in self._foreign.values() if zone.name.casefold() not in taken]
        # Where this home stands is for its owner to say; a gateway's word fills the gap.
        return [*own, *(zone for zone in foreign if zone.id != HOME_ZONE_ID or home is None)]

    def zone(self, zone_id: str) -> Zone:
        """Return a zone by its id or its entity's, of the home too.

        Raises:
            NotFound: there is none.
        """
        entity = self._registry.entities.get(zone_id)
        if entity is not None and entity.gateway_id == ZONES:
            zone_id = str(entity.key)
        found = next((zone for zone in self.all() if zone.id == zone_id), None)
        if found is None:
            raise NotFound("there is no such zone", details={"zone_id": zone_id})
        return found

    def entity_id(self, zone_id: str) -> EntityId | None:
        """Return the entity of a zone of this home."""
        entity = self._registry.entity_by_key(ZONES, EntityKey(zone_id))
        return entity.entity_id if entity else None

    # --- changing -----------------------------------------------------------------------------

    async def create(self, zone: Zone) -> Zone:
        """Make a zone; its id is made from its name.

        Raises:
            InvalidInfo: the name is taken or empty, or there are too many.
            StorageError: it could not be kept.
        """
        async with self._editing:
            if len(self._zones) >= MAX_ZONES:
                raise InvalidInfo(f"no more than {MAX_ZONES} zones")
            zone_id = unique_slug(zone.name, {*self._zones, HOME_ZONE_ID})
            zone = msgspec.structs.replace(zone, id=zone_id, name=one_line(zone.name).strip())
            self._check_name(zone)
            await self._keep(zone)
        return zone

    async def update(self, zone_id: str, changes: ZoneChanges) -> Zone:
        """Change a zone; of the home everything but its name.

        Raises:
            NotFound: there is none that can be changed here.
            InvalidInfo: the name is taken or empty, or the home's.
            StorageError: it could not be kept; nothing changed.
        """
        named = msgspec.structs.asdict(changes)
        given = {key: value for key, value in named.items() if value is not UNSET}
        async with self._editing:
            if zone_id == HOME_ZONE_ID:
                return await self._update_home(given)
            before = self._made(zone_id)
            zone = msgspec.structs.replace(before, **given)
            zone = msgspec.structs.replace(zone, name=one_line(zone.name).strip())
            self._check_name(zone)
            await self._keep(zone)
        return zone

    async def remove(self, zone_id: str) -> None:
        """Remove a zone; who is in it is away.

        Raises:
            NotFound: there is none that can be removed.
            StorageError: it could not be written; it is still there.
        """
        async with self._editing:
            self._made(zone_id)
            await self._records.save([Record(kind=ZONE_RECORD, id=zone_id, body=None)])
            del self._zones[zone_id]
            entity = self._registry.entity_by_key(ZONES, EntityKey(zone_id))
            await self.refresh()
            if entity is not None:
                await self._registry.settle()
                changes = [delete("entity", entity.entity_id)]
                # Merged, it is shown as another device, which stays.
                if entity.body_id is not None:
                    changes.append(delete("device", entity.body_id))
                await self._registry.edit(*changes)
                self._states.remove(entity.entity_id)
                await self._history.forget([entity.entity_id])

    async def refresh(self) -> None:
        """Show the zones as they are now, after the home got another name or place too."""
        home = self.home_zone
        if home is not None:
            await self._free_the_home_id()
        shown = [*([home] if home else []), *self._zones.values()]
        self._whereabouts.zones = tuple(self.all())
        self._intake.devices([_described(zone) for zone in shown], is_complete=True)
        # First who is where, then how many that are.
        self._bus.publish(ZonesChanged())
        self._count()

    # --- parts --------------------------------------------------------------------------------

    def _made(self, zone_id: str) -> Zone:
        if zone_id not in self._zones:
            raise NotFound("Zone ID not found", details={"zone_id": zone_id})
        return self._zones[zone_id]

    def _check_name(self, zone: Zone) -> None:
        name = zone.name.casefold()
        if not name:
            raise InvalidInfo("a zone needs a name")
        if name in {HOME_ZONE_ID, "not_home", "unknown", UNAVAILABLE}:
            raise InvalidInfo("that name has a meaning of its own", details={"name": zone.name})
        if any(one.name.casefold() == name and one.id != zone.id for one in self._zones.values()):
            raise InvalidInfo("a zone has that name already", details={"name": zone.name})

    async def _keep(self, zone: Zone) -> None:
        body = msgspec.json.encode(zone)
        await self._records.save([Record(kind=ZONE_RECORD, id=zone.id, body=body)])
        self._zones[zone.id] = zone
        await self.refresh()

    async def _update_home(self, given: Mapping[str, object]) -> Zone:
        if given.keys() & {"name", "is_passive"}:
            raise InvalidInfo("the home is called what the home is called")
        shape = {key: value for key, value in given.items() if key in ("radius_m", "icon")}
        if shape:
            kept = msgspec.structs.replace(self._home_shape, **shape)
            body = msgspec.json.encode(kept)
            await self._records.save([Record(kind=ZONE_RECORD, id=HOME_ZONE_ID, body=body)])
            self._home_shape = kept
        before = self._home().place or (0.0, 0.0)
        latitude, longitude = given.get("latitude", before[0]), given.get("longitude", before[1])
        place = (float(str(latitude)), float(str(longitude)))
        if place != before:
            await self._move_home(place)  # which refreshes
        else:
            await self.refresh()
        return self.zone(HOME_ZONE_ID)

    async def _free_the_home_id(self) -> None:
        """Have what a gateway called ``zone.home`` first give way to this home's own."""
        entity = self._registry.entities.get(HOME_ZONE)
        if entity is not None and entity.gateway_id != ZONES:
            wanted = unique_slug(f"{entity.gateway_id} home", self._registry.entities, "zone.")
            await self._rename(HOME_ZONE, EntityId(wanted))

    def _state_changed(self, event: StateChanged) -> None:
        domain = domain_of(event.entity_id)
        if domain == PERSON.domain:
            if event.old is None or event.new is None or event.old.value != event.new.value:
                self._count()
        elif domain == ZONE_DOMAIN:
            self._note_foreign(event.entity_id, event.new)

    def _note_foreign(self, entity_id: EntityId, state: State | None) -> None:
        entity = self._registry.entities.get(entity_id)
        if entity is not None and entity.gateway_id == ZONES:
            return
        # A place stays where it is while its gateway is away.
        if state is not None and not state.is_available:
            return
        zone = _zone_of(state, entity.key) if state is not None and entity is not None else None
        if zone == self._foreign.get(entity_id):
            return
        if zone is None:
            del self._foreign[entity_id]
        else:
            self._foreign[entity_id] = zone
        self._whereabouts.zones = tuple(self.all())
        self._bus.publish(ZonesChanged())

    def _count(self) -> None:
        persons = [state for state in self._states if domain_of(state.entity_id) == PERSON.domain]
        home = self.home_zone
        for zone in [*([home] if home else []), *self._zones.values()]:
            inside = [str(one.entity_id) for one in persons if one.value == value_in(zone)]
            self._intake.state(_report(zone, sorted(inside)))


def _described(zone: Zone) -> DeviceDescription:
    entity = EntityDescription(
        key=EntityKey(zone.id),
        domain=ZONE_DOMAIN,
        object_id=zone.id,
        # Seen on the map and never as a tile of its own.
        is_hidden=True,
        attributes={"icon": zone.icon or ZONE_ICON, "editable": zone.id != HOME_ZONE_ID},
    )
    return DeviceDescription(key=zone.id, name=zone.name, entities=(entity,), is_service=True)


def _report(zone: Zone, persons: Sequence[str]) -> StateReport:
    inside: list[JsonValue] = list(persons)
    attributes: dict[str, JsonValue] = {
        "latitude": zone.latitude,
        "longitude": zone.longitude,
        "radius": zone.radius_m,
        "passive": zone.is_passive,
        "persons": inside,
    }
    return StateReport(key=EntityKey(zone.id), value=str(len(persons)), attributes=attributes)


def _zone_of(state: State, key: EntityKey) -> Zone | None:
    """Return the zone a gateway's entity speaks of; ``None`` for one without a place."""
    place, radius_m = position_in(state.attributes), number_of(state.attributes.get("radius"))
    name = state.attributes.get("friendly_name")
    if place is None or radius_m is None or radius_m <= 0 or not isinstance(name, str):
        return None
    return Zone(
        id=HOME_ZONE_ID if str(key) == HOME_ZONE else str(state.entity_id),
        name=name,
        latitude=place[0],
        longitude=place[1],
        radius_m=radius_m,
        is_passive=state.attributes.get("passive") is True,
    )
