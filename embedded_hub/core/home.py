"""A home: an object, not a process. One hub serves several, a test runs fifty.

It holds everything that belongs to one household and knows nothing of sockets, files or drivers;
those are handed in. Start reading here to see what a home is made of.
"""

import asyncio
import logging
from collections.abc import Sequence

import msgspec

from embedded_hub.audio.codec import supported_codecs
from embedded_hub.core.actions import Actions, Route
from embedded_hub.core.arrivals import Arrivals
from embedded_hub.core.audit import Audit, AuditStore, RecentAudit
from embedded_hub.core.bus import Bus
from embedded_hub.core.clock import Clock
from embedded_hub.core.context import Contexts
from embedded_hub.core.events import StateChanged
from embedded_hub.core.household import Household
from embedded_hub.core.intake import Intake
from embedded_hub.core.intercom.intercom import Intercom
from embedded_hub.core.intercom.ports import BurstStore
from embedded_hub.core.intercom.preferences import zone_named
from embedded_hub.core.intercom.recent_bursts import RecentBursts
from embedded_hub.core.locations import PEOPLE, Locations
from embedded_hub.core.merging import Merging
from embedded_hub.core.messages.messages import Messages
from embedded_hub.core.messages.ports import MessageStore
from embedded_hub.core.messages.recent_messages import RecentMessages
from embedded_hub.core.notice_actions import NoticeActions
from embedded_hub.core.notice_sources import NoticeSources
from embedded_hub.core.notices import Notices
from embedded_hub.core.pairing import Pairing
from embedded_hub.core.people import People
from embedded_hub.core.permissions import Permissions
from embedded_hub.core.ports import GatewayDirectory, HistoryStore, Record, RecordStore
from embedded_hub.core.push import Push
from embedded_hub.core.registry import Registry, delete, put
from embedded_hub.core.sessions import Sessions
from embedded_hub.core.states import States
from embedded_hub.core.targets import Targets
from embedded_hub.core.whereabouts import Whereabouts
from embedded_hub.core.zones import ZONES, HomePlace, Zones
from embedded_hub.errors import StorageError
from embedded_hub.model.ids import EntityId, GatewayId, HomeId
from embedded_hub.model.position import Point
from embedded_hub.model.state import UNKNOWN, Context, State, StateReport

_LOG = logging.getLogger(__name__)
_SEEN_RECORD = "last_seen"


class HomeSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What a home is called and where it stands."""

    name: str = "Home"
    latitude: float = 0.0
    longitude: float = 0.0
    elevation_m: float = 0.0
    time_zone: str = "UTC"
    language: str = "en"
    country: str | None = None
    currency: str = "EUR"
    map_tiles: str = ""
    """Where pictures of streets come from; empty while the owner wants none."""
    map_credit: str = ""
    """Whom they are owed to, as it stands on the map."""

    @property
    def place(self) -> Point | None:
        """Where it stands, latitude and longitude; ``None`` while nobody has said."""
        # Nobody lives in the Gulf of Guinea.
        is_known = bool(self.latitude or self.longitude)
        return (self.latitude, self.longitude) if is_known else None


class Home:
    """One household with its states, registry, people and gateways.

    Args:
        home_id: Its identity; stands in every path and log line, never in a message.
        clock: Where it gets its time from.
        records: Keeps its registry and people.
        history: Keeps what its states were.
        bursts: Keeps what people said; the last of it in memory when there is none.
        messages: Keeps what people wrote; the last of it in memory when there is none.
        audit: Keeps who did what; the last of it in memory when there is none.
    """

    def __init__(
        self,
        home_id: HomeId,
        *,
        clock: Clock,
        records: RecordStore,
        history: HistoryStore,
        bursts: BurstStore | None = None,
        messages: MessageStore | None = None,
        audit: AuditStore | None = None,
    ) -> None:
        self.id = home_id
        self.clock = clock
        self.records = records
        self.history = history
        self.settings = HomeSettings()
        self.is_configured = False
        """Whether somebody has given it a name."""
        self.bus = Bus()
        self.contexts = Contexts(clock)
        self.registry = Registry(self.bus, records)
        self.merging = Merging(self.bus, self.registry, records, clock)
        self.states = States(self.bus, clock)
        self.people = People(self.bus, records, clock)
        self.pairing = Pairing(clock, records)
        self.notices = Notices(self.bus, records, clock)
        self.permissions = Permissions(self.bus, self.registry, self.is_simulated)
        self.targets = Targets(self.registry, self.permissions)
        self.push = Push(self.bus, records, self.people, clock)
        self.household = Household(self.people, self.registry, records)
        self.sessions = Sessions(self.bus, clock)
        self.audit = Audit(
            bus=self.bus, clock=clock, people=self.people, store=audit or RecentAudit()
        )
        self.directory: GatewayDirectory | None = None
        """Set by the hub before the home starts; ``None`` in a home without gateways."""
        self.notice_actions = NoticeActions(
            notices=self.notices,
            people=self.people,
            bus=self.bus,
            contexts=self.contexts,
            clock=clock,
        )
        self.notice_sources = NoticeSources(self.bus, self.notices, self.registry, clock)
        self.actions = Actions(
            bus=self.bus,
            clock=clock,
            states=self.states,
            targets=self.targets,
            permissions=self.permissions,
            contexts=self.contexts,
            notices=self.notice_actions,
            route_to=self._route_to,
        )
        bursts = bursts or RecentBursts()
        self.intercom = Intercom(
            clock=clock,
            bus=self.bus,
            registry=self.registry,
            people=self.people,
            records=records,
            store=bursts,
        )
        self.messages = Messages(
            bus=self.bus,
            clock=clock,
            intercom=self.intercom,
            store=messages or RecentMessages(),
            bursts=bursts,
        )
        self.whereabouts = Whereabouts(self.states)
        self._intakes: dict[GatewayId, Intake] = {}
        self._routes: dict[GatewayId, Route] = {}
        self.locations = Locations(
            bus=self.bus,
            clock=clock,
            people=self.people,
            intake=self.intake(PEOPLE),
            registry=self.registry,
            states=self.states,
            records=records,
            history=history,
        )
        self.zones = Zones(
            bus=self.bus,
            intake=self.intake(ZONES),
            registry=self.registry,
            states=self.states,
            records=records,
            history=history,
            whereabouts=self.whereabouts,
            home=lambda: HomePlace(name=self.settings.name, place=self.settings.place),
            move_home=self._move,
            rename=self.rename_entity,
        )
        self.arrivals = Arrivals(
            bus=self.bus,
            people=self.people,
            permissions=self.permissions,
            records=records,
            whereabouts=self.whereabouts,
            tell=self.notice_sources.tell,
            language=lambda: self.settings.language,
        )
        self._simulated: set[GatewayId] = set()
        self.bus.subscribe(StateChanged, self._keep_history)

    async def start(self) -> Sequence[Record]:
        """Load what is on the disk and show every known entity as it was last seen.

        Returns:
            Every record, for those who keep kinds of their own there.

        Raises:
            StorageError: the registry cannot be read.
        """
        # Looking for libopus takes a tenth of a second: not while the first one speaks.
        records, _ = await asyncio.gather(
            asyncio.to_thread(self.records.load), asyncio.to_thread(supported_codecs)
        )
        self._load_settings(records)
        self.registry.load(records)
        self.merging.load(records)
        self.people.load(records)
        self.pairing.load(records)
        self.notices.load(records)
        self.intercom.load(records)
        self.household.load(records)
        self.push.load(records)
        self._load_last_seen(records)
        await self._set_zone()
        await self._restore()
        self.locations.load(records)
        await self.zones.load(records)
        self.arrivals.load(records)
        return records

    async def stop(self) -> None:
        """Return when everything this home knows is on the disk."""
        self.merging.close()
        await self.intercom.close()
        await self.notice_sources.settle()
        await self.locations.settle()
        await self.notices.close()
        await self.audit.settle()
        await self._keep_last_seen()
        await self.registry.settle()
        await self.history.flush()

    async def configure(self, settings: HomeSettings) -> None:
        """Change name, place or language.

        Raises:
            StorageError: it could not be kept; nothing changed.
        """
        body = msgspec.json.encode(settings)
        await self.records.save([Record(kind="home", id="settings", body=body)])
        self.settings = settings
        self.is_configured = True
        await self._set_zone()
        await self.zones.refresh()

    # --- gateways -----------------------------------------------------------------------------

    def intake(self, gateway_id: GatewayId) -> Intake:
        """Return the sink that takes this gateway's reports; the same one each time."""
        if gateway_id not in self._intakes:
            self._intakes[gateway_id] = Intake(
                gateway_id,
                bus=self.bus,
                clock=self.clock,
                registry=self.registry,
                states=self.states,
                contexts=self.contexts,
                whereabouts=self.whereabouts,
            )
        return self._intakes[gateway_id]

    def route(self, gateway_id: GatewayId, route: Route | None) -> None:
        """Say where this gateway's actions go; ``None`` when it is not there to take any."""
        if route is None:
            self._routes.pop(gateway_id, None)
        else:
            self._routes[gateway_id] = route

    def mark_simulated(self, gateway_id: GatewayId) -> None:
        """Note that nothing real hangs on this gateway, so that testers may act on it."""
        self._simulated.add(gateway_id)

    def is_simulated(self, gateway_id: GatewayId) -> bool:
        """Say whether a gateway is a named simulator."""
        return gateway_id in self._simulated

    async def forget(self, gateway_id: GatewayId) -> None:
        """Remove a gateway's devices, entities, states and history for good.

        Raises:
            StorageError: it could not be written; everything is still there.
        """
        await self.registry.settle()
        entities = [e for e in self.registry.entities.all() if e.gateway_id == gateway_id]
        devices = [d for d in self.registry.devices.all() if d.gateway_id == gateway_id]
        changes = list(self.merging.survivors(gateway_id))
        changes += [delete("entity", entity.entity_id) for entity in entities]
        changes += [delete("device", device.id) for device in devices]
        await self.registry.edit(*changes)
        for entity in entities:
            self.states.remove(entity.entity_id)
        if intake := self._intakes.pop(gateway_id, None):
            intake.close()
        self._simulated.discard(gateway_id)
        self.route(gateway_id, None)
        for token in self.people.tokens_of_gateway(gateway_id):
            await self.people.revoke(token.id)
        await self.history.forget([entity.entity_id for entity in entities])

    async def rename_entity(self, old_id: EntityId, new_id: EntityId) -> None:
        """Give an entity another id; its history stays under the old one.

        Raises:
            StorageError: it could not be written; it keeps its id.
        """
        entity = self.registry.entities.get(old_id)
        if entity is None or old_id == new_id:
            return
        intake = self.intake(entity.gateway_id)
        renamed = msgspec.structs.replace(entity, entity_id=new_id)
        # First: a report that comes while this is written belongs to the new id already.
        intake.moved(old_id, new_id)
        state = self.states.get(old_id)
        try:
            await self.registry.edit(delete("entity", old_id), put(renamed))
        except StorageError:
            intake.moved(new_id, old_id)
            latest = self.states.get(new_id) or state
            self.states.remove(new_id)
            if latest is not None:
                self.states.set(old_id, latest.value, latest.attributes, latest.context)
            raise
        self.states.remove(old_id)
        if state is not None and not intake.has_report(new_id):
            self.states.set(new_id, state.value, state.attributes, state.context)
        await self.arrivals.follow(old_id, new_id)

    def backfill(self, gateway_id: GatewayId, report: StateReport) -> None:
        """Put what an entity was into the history, and nowhere else."""
        entity = self.registry.entity_by_key(gateway_id, report.key)
        if entity is None or entity.disabled_by is not None or report.observed_at is None:
            return
        self.history.record(
            State(
                entity_id=entity.entity_id,
                value=UNKNOWN if report.value is None else report.value,
                attributes={**entity.attributes, **report.attributes},
                changed_at=report.observed_at,
                updated_at=report.observed_at,
                context=self.contexts.new(),
            )
        )

    def _route_to(self, gateway_id: GatewayId) -> Route | None:
        return self._routes.get(gateway_id)

    # --- starting -----------------------------------------------------------------------------

    def _load_settings(self, records: Sequence[Record]) -> None:
        for record in records:
            if record.kind == "home" and record.id == "settings" and record.body is not None:
                self.settings = msgspec.json.decode(record.body, type=HomeSettings)
                self.is_configured = True

    async def _move(self, place: Point) -> None:
        moved = msgspec.structs.replace(self.settings, latitude=place[0], longitude=place[1])
        await self.configure(moved)

    async def _set_zone(self) -> None:
        zone = await asyncio.to_thread(zone_named, self.settings.time_zone)
        self.intercom.zone = self.people.zone = zone
        self.people.refresh()

    def _load_last_seen(self, records: Sequence[Record]) -> None:
        for record in records:
            if record.kind == _SEEN_RECORD and record.body is not None:
                self.sessions.load(msgspec.json.decode(record.body, type=dict[str, float]))

    async def _keep_last_seen(self) -> None:
        # Only at a clean stop: it is shown to people, and decides nothing.
        body = msgspec.json.encode(self.sessions.last_seen)
        try:
            await self.records.save([Record(kind=_SEEN_RECORD, id="tokens", body=body)])
        except StorageError as error:
            _LOG.warning("when devices were last here could not be kept: %s", error)

    async def _restore(self) -> None:
        entities = list(self.registry.live_entities())
        now = self.clock.utc_s()
        rows = await self.history.read([entity.entity_id for entity in entities], now, now)
        for entity in entities:
            last = None
            if row := next(iter(rows.get(entity.entity_id, ())), None):
                last = State(
                    entity_id=entity.entity_id,
                    value=row.value,
                    attributes=row.attributes or {},
                    changed_at=row.changed_at,
                    updated_at=row.updated_at,
                    context=Context(id=""),
                )
            self.intake(entity.gateway_id).restore(entity, last)

    def _keep_history(self, event: StateChanged) -> None:
        if event.new is not None:
            self.history.record(event.new)
