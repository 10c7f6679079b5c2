"""A home in memory: for tests of everything above the backend, and for design work.

Deterministic: it reads no clock but the one handed in, and nothing happens unless asked.
"""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence

import msgspec

from desktop.backend import fake_home
from desktop.backend.api import (
    ActivityEntry,
    BackendEvent,
    EntityChanges,
    GatewaysChanged,
    History,
    HomeInfo,
    Layout,
    LayoutChanged,
    Link,
    LinkChanged,
    LinkPhase,
    Listener,
    Places,
    PlacesChanged,
    Snapshot,
    StatesChanged,
)
from desktop.backend.fake_actions import after
from desktop.backend.fake_devices import FakeDevices
from desktop.backend.fake_gateways import FakeGateways, kind_of
from desktop.backend.fake_network import DIALS_IN, TYPES, brought, public
from desktop.backend.fake_notices import FakeNotices
from desktop.backend.fake_people import FakePeople
from desktop.backend.fake_places import FakePlaces
from desktop.backend.fake_voice import FakeVoice, FakeVoiceSource
from desktop.backend.gateways import GatewayType
from desktop.backend.listeners import Unsubscribe
from embedded_hub.errors import EntityNotFound, NotFound
from embedded_hub.model.action import DONE, Outcome, OutcomeKind
from embedded_hub.model.gateway_status import GatewayStatus, LinkState
from embedded_hub.model.ids import EntityId, GatewayId
from embedded_hub.model.registry import Entity
from embedded_hub.model.state import UNAVAILABLE, State
from embedded_hub.model.values import JsonObject

ANSWER_S = 0.0
"""How long an action takes; a design session may want to see pending marks."""


class FakeBackend:
    """Passes the same contract test as the real one.

    Args:
        utc_s: What time it is in this home.
        answer_s: How long an action takes.
        is_busy: Somebody speaks already.
    """

    def __init__(
        self,
        utc_s: Callable[[], float] = time.time,
        *,
        answer_s: float = ANSWER_S,
        is_busy: bool = False,
    ) -> None:
        now = utc_s()
        self.acted: list[tuple[EntityId, str, JsonObject]] = []
        """Every action asked for, oldest first."""
        self.outcomes: dict[EntityId, Outcome] = {}
        """How actions on an entity end, where not simply done."""
        self.spoken = FakeVoice(utc_s, is_busy=is_busy)
        """What is said in this home."""
        self.voice = FakeVoiceSource(self.spoken)
        self.people = FakePeople(utc_s)
        self.notices = FakeNotices(utc_s)
        self._utc_s = utc_s
        self._answer_s = answer_s
        self._listeners: list[Listener] = []
        self._link = Link(phase=LinkPhase.CONNECTED, since_at=now)
        self._places = fake_home.places()
        self._states = {state.entity_id: state for state in fake_home.states(now)}
        self._gateways = {status.id: status for status in fake_home.gateways(now)}
        self.gateways = FakeGateways(utc_s, lambda: self._gateways, self._put_gateway, answer_s)
        self.devices = FakeDevices(lambda: self._places, self.set_places)
        self.tracking = FakePlaces(utc_s, self._put_zone, self._remove_zone)
        self._layout = Layout(
            favorites=("light.living_lamp", "lock.front_door", "sensor.kitchen_temperature")
        )

    def subscribe(self, listener: Listener) -> Unsubscribe:
        """Tell the listener everything now, then every change."""
        self._listeners.append(listener)
        listener(LinkChanged(link=self._link))
        listener(self._snapshot())

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    async def close(self) -> None:
        """Tell nobody anything any more."""
        self._listeners.clear()

    def reconnect(self) -> None:
        """Be connected again."""
        self.go(LinkPhase.CONNECTED)

    async def act(self, entity_id: EntityId, action: str, arguments: JsonObject) -> Outcome:
        """Change the entity's state as a device would."""
        self.acted.append((entity_id, action, arguments))
        await asyncio.sleep(self._answer_s)
        state = self._states.get(entity_id)
        if self._link.phase is not LinkPhase.CONNECTED:
            return Outcome(kind=OutcomeKind.NOT_CONNECTED, code="cannot_connect")
        if state is None:
            return Outcome(kind=OutcomeKind.FAILED, code=EntityNotFound.code)
        if entity_id in self.outcomes:
            return self.outcomes[entity_id]
        if state.value == UNAVAILABLE:
            return Outcome(kind=OutcomeKind.NOT_CONNECTED, code="not_connected")
        self.set_state(after(state, action, arguments, self._utc_s()))
        return DONE

    async def history(self, entity_id: EntityId, start_at: float, end_at: float) -> History:
        """Make up a past that ends in the present."""
        state = self._states.get(entity_id)
        if state is None:
            raise NotFound(f"There is no {entity_id}.")
        return History(points=fake_home.past(state, start_at, end_at))

    async def activity(
        self, start_at: float, end_at: float, entity_ids: Sequence[EntityId] = ()
    ) -> Sequence[ActivityEntry]:
        """Return when everything last changed."""
        wanted = set(entity_ids) or set(self._states)
        entries = [
            ActivityEntry(
                at=state.changed_at,
                entity_id=state.entity_id,
                value=state.value,
                user_name="Anna" if state.entity_id.startswith("light.") else None,
            )
            for state in self._states.values()
            if state.entity_id in wanted and start_at <= state.changed_at < end_at
        ]
        return sorted(entries, key=lambda entry: entry.at)

    async def update_entity(self, entity_id: EntityId, changes: EntityChanges) -> None:
        """Change an entry as the hub would."""
        if entity_id not in self._states:
            raise NotFound(f"There is no {entity_id}.")
        entities = tuple(
            _changed(entity, changes) if entity.entity_id == entity_id else entity
            for entity in self._places.entities
        )
        self._places = msgspec.structs.replace(self._places, entities=entities)
        self._tell(PlacesChanged(places=self._places))

    async def save_layout(self, layout: Layout) -> None:
        """Keep the arrangement."""
        self._layout = layout
        self._tell(LayoutChanged(layout=layout))

    async def gateway_types(self) -> Sequence[GatewayType]:
        """Return some of each sort."""
        return TYPES

    async def add_gateway(
        self, type_: str, title: str | None, options: Mapping[str, str]
    ) -> GatewayStatus:
        """Add one with its lights; see :meth:`FakeGateways.connect` for when it does not work."""
        kind = kind_of(type_)
        await self.gateways.connect(kind, options)
        now, gateway_id = self._utc_s(), GatewayId(f"{type_}-{len(self._gateways)}")
        has_come = type_ != DIALS_IN
        devices, entities, states = brought(gateway_id, now) if has_come else ((), (), ())
        status = GatewayStatus(
            id=gateway_id,
            type=type_,
            title=title or kind.title,
            state=LinkState.CONNECTED if has_come else LinkState.WAITING,
            since_at=now,
            device_count=len(devices),
            entity_count=len(entities),
            round_trip_ms=4.0 if has_come else None,
            options=public(kind, options),
        )
        self._put_gateway(status)
        self._states |= {state.entity_id: state for state in states}
        self._tell(StatesChanged(states=states))
        places = self._places
        self.set_places(
            msgspec.structs.replace(
                places,
                devices=(*places.devices, *devices),
                entities=(*places.entities, *entities),
            )
        )
        self.gateways.taken(status, options)
        return status

    async def pause_gateway(self, gateway_id: GatewayId, is_paused: bool) -> None:
        """Pause one or let it go on."""
        status = self._gateway(gateway_id)
        state = LinkState.PAUSED if is_paused else LinkState.CONNECTED
        paused = msgspec.structs.replace(status, state=state, since_at=self._utc_s())
        self._put_gateway(paused)

    async def remove_gateway(self, gateway_id: GatewayId) -> None:
        """Forget one with its entities."""
        self._gateway(gateway_id)
        gone = {one.entity_id for one in self._places.entities if one.gateway_id == gateway_id}
        kept = tuple(one for one in self._places.entities if one.entity_id not in gone)
        self._places = msgspec.structs.replace(self._places, entities=kept)
        for entity_id in gone:
            self._states.pop(entity_id, None)
        self._set_gateways({key: one for key, one in self._gateways.items() if key != gateway_id})
        self._tell(StatesChanged(removed=tuple(sorted(gone))))
        self._tell(PlacesChanged(places=self._places))

    # What a test or a design session makes happen

    def set_state(self, state: State) -> None:
        """Let a device report."""
        self._states[state.entity_id] = state
        self._tell(StatesChanged(states=(state,)))

    def report(self, entity_id: str, value: str, **attributes: object) -> None:
        """Let a device report a value, and attributes on top of those it has."""
        state = self._states[EntityId(entity_id)]
        now = self._utc_s()
        self.set_state(
            msgspec.structs.replace(
                state,
                value=value,
                attributes={**state.attributes, **attributes},
                changed_at=now if value != state.value else state.changed_at,
                updated_at=now,
            )
        )

    def remove(self, entity_id: str) -> None:
        """Let an entity go."""
        del self._states[EntityId(entity_id)]
        self._tell(StatesChanged(removed=(EntityId(entity_id),)))

    def set_places(self, places: Places) -> None:
        """Let somebody change the registries elsewhere."""
        self._places = places
        self._tell(PlacesChanged(places=places))

    def go(self, phase: LinkPhase) -> None:
        """Let the connection come or go; coming brings a new snapshot."""
        self._link = Link(phase=phase, since_at=self._utc_s())
        self._tell(LinkChanged(link=self._link))
        if phase is LinkPhase.CONNECTED:
            self._tell(self._snapshot())

    def _snapshot(self) -> Snapshot:
        return Snapshot(
            info=HomeInfo(
                name="Fake home",
                home_id="fake",
                user_id="anna",
                user_name="Anna",
                hub_url="fake:",
                is_demo=True,
            ),
            places=self._places,
            states=tuple(self._states.values()),
            gateways=tuple(self._gateways.values()),
            layout=self._layout,
            user_names={"anna": "Anna"},
        )

    def _put_zone(self, entity: Entity, state: State) -> None:
        others = [one for one in self._places.entities if one.entity_id != entity.entity_id]
        self.set_places(msgspec.structs.replace(self._places, entities=(*others, entity)))
        self.set_state(state)

    def _remove_zone(self, entity_id: EntityId) -> None:
        kept = tuple(one for one in self._places.entities if one.entity_id != entity_id)
        self.remove(entity_id)
        self.set_places(msgspec.structs.replace(self._places, entities=kept))

    def _gateway(self, gateway_id: GatewayId) -> GatewayStatus:
        status = self._gateways.get(gateway_id)
        if status is None:
            raise NotFound(f"There is no gateway {gateway_id}.")
        return status

    def _put_gateway(self, status: GatewayStatus) -> None:
        self._set_gateways({**self._gateways, status.id: status})

    def _set_gateways(self, gateways: dict[GatewayId, GatewayStatus]) -> None:
        self._gateways = gateways
        self._tell(GatewaysChanged(gateways=tuple(gateways.values())))

    def _tell(self, event: BackendEvent) -> None:
        for listener in tuple(self._listeners):
            listener(event)


def _changed(entity: Entity, changes: EntityChanges) -> Entity:
    fields: dict[str, object] = {
        name: value
        for name in ("name", "icon", "area_id")
        if (value := getattr(changes, name)) is not msgspec.UNSET
    }
    if changes.is_hidden is not msgspec.UNSET:
        fields["hidden_by"] = "user" if changes.is_hidden else None
    return msgspec.structs.replace(entity, **fields)
