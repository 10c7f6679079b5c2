"""Where the people of a home are, as far as each of them wants that known.

A phone shares its place only after its person said so on that phone, and takes it back the same
way: then its tracker goes, with all of its history. Each person who shares has a ``person`` and
each of their phones a ``device_tracker``, under the names Home Assistant's clients know. No guest
sees any of them.
"""

import asyncio
import logging
from collections.abc import Coroutine, Iterable, Sequence
from typing import Any

import msgspec

from embedded_hub.core.bus import Bus
from embedded_hub.core.clock import Clock
from embedded_hub.core.events import PeopleChanged
from embedded_hub.core.intake import Intake
from embedded_hub.core.messages.pace import Pace
from embedded_hub.core.people import People, Principal, Role, Token
from embedded_hub.core.ports import HistoryStore, Record, RecordStore
from embedded_hub.core.registry import Registry, delete
from embedded_hub.core.states import States
from embedded_hub.errors import NotAllowed, QuotaExceeded, StorageError
from embedded_hub.model.capability.tracker import HOME
from embedded_hub.model.description import DeviceDescription, EntityDescription
from embedded_hub.model.ids import EntityId, EntityKey, GatewayId
from embedded_hub.model.position import Position
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonValue

_LOG = logging.getLogger(__name__)
PEOPLE = GatewayId("people")
"""What carries persons and their phones in the registry; nobody connects it."""
SHARING_RECORD = "location"


class Sharing(msgspec.Struct, frozen=True, kw_only=True):
    """That a phone shares its place, since when."""

    token_id: str
    user_id: str
    since_at: float


class Fix(msgspec.Struct, frozen=True, kw_only=True):
    """Where a phone was last, and when it said so."""

    position: Position
    at: float


class Locations:
    """The places people of one home share.

    Args:
        bus: Hears of people who change or go.
        clock: The home's.
        people: Whose phones they are.
        intake: Takes what :data:`PEOPLE` reports.
        registry: Keeps the entities.
        states: What they are now.
        records: Keeps who shares.
        history: Forgets where somebody was.
    """

    def __init__(
        self,
        *,
        bus: Bus,
        clock: Clock,
        people: People,
        intake: Intake,
        registry: Registry,
        states: States,
        records: RecordStore,
        history: HistoryStore,
    ) -> None:
        self._clock = clock
        self._people = people
        self._intake = intake
        self._registry = registry
        self._states = states
        self._records = records
        self._history = history
        self._sharing: dict[str, Sharing] = {}
        self._fixes: dict[str, Fix] = {}
        self._pace = Pace()
        self._tasks: set[asyncio.Task[None]] = set()
        bus.subscribe(PeopleChanged, self._people_changed)

    def load(self, records: Iterable[Record]) -> None:
        """Take who shares from what was on the disk."""
        known = {token.id for token in self._people.tokens()}
        for record in records:
            if record.kind == SHARING_RECORD and record.body is not None and record.id in known:
                sharing = msgspec.json.decode(record.body, type=Sharing)
                self._sharing[sharing.token_id] = sharing
        if self._sharing or any(self._intake.keys()):
            self._describe()

    async def settle(self) -> None:
        """Return when whatever is to be forgotten is."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    def sharing(self, token_id: str) -> Sharing | None:
        """Return since when a phone shares its place."""
        return self._sharing.get(token_id)

    def last_at(self, token_id: str) -> float | None:
        """Return when a phone last said where it is."""
        fix = self._fixes.get(token_id)
        return fix.at if fix else None

    def tracker_id(self, token_id: str) -> EntityId | None:
        """Return the entity of a phone that shares its place."""
        entity = self._registry.entity_by_key(PEOPLE, _tracker_key(token_id))
        return entity.entity_id if entity else None

    def trackers_of(self, user_id: str) -> list[EntityId]:
        """Return the entities of the phones somebody shares."""
        shared = [self.tracker_id(one.token_id) for one in self._shared_by(user_id)]
        return [one for one in shared if one is not None]

    async def share(self, principal: Principal) -> None:
        """Begin to share where a device is.

        Raises:
            NotAllowed: it is nobody's phone, or its person may not come in now.
            StorageError: it could not be kept.
        """
        if principal.role in (Role.TESTER, Role.GATEWAY) or not principal.user.is_active:
            raise NotAllowed("only a person's own phone shares where it is")
        if principal.token_id in self._sharing:
            return
        sharing = Sharing(
            token_id=principal.token_id,
            user_id=principal.user.id,
            since_at=self._clock.utc_s(),
        )
        body = msgspec.json.encode(sharing)
        await self._records.save([Record(kind=SHARING_RECORD, id=sharing.token_id, body=body)])
        self._sharing[sharing.token_id] = sharing
        self._describe()

    async def hide(self, token_id: str) -> None:
        """Share where a device is no more, and forget where it was.

        Raises:
            StorageError: it could not be forgotten; asking again finishes it.
        """
        sharing = self._sharing.pop(token_id, None)
        self._fixes.pop(token_id, None)
        await self._records.save([Record(kind=SHARING_RECORD, id=token_id, body=None)])
        going = [_tracker_key(token_id)]
        if sharing is not None and not self._shared_by(sharing.user_id):
            going.append(_person_key(sharing.user_id))
        elif sharing is not None:
            self._show_person(sharing.user_id)
        # Taken for gone first: nothing of what it said last may show itself again.
        self._describe()
        await self._forget(going)

    def report(self, principal: Principal, position: Position) -> None:
        """Take where a device is.

        Raises:
            NotAllowed: it does not share its place.
            QuotaExceeded: it says so more often than anybody moves.
        """
        token_id = principal.token_id
        if token_id not in self._sharing or not principal.user.is_active:
            raise NotAllowed("this device does not share where it is")
        if not self._pace.allows(token_id, self._clock.monotonic_s()):
            raise QuotaExceeded("where it is, is told too often")
        self._fixes[token_id] = Fix(position=position, at=self._clock.utc_s())
        key, attributes = _tracker_key(token_id), _attributes(position)
        self._intake.state(StateReport(key=key, value=None, attributes=attributes))
        self._show_person(principal.user.id)

    # --- parts --------------------------------------------------------------------------------

    def _shared_by(self, user_id: str) -> list[Sharing]:
        return [one for one in self._sharing.values() if one.user_id == user_id]

    def _show_person(self, user_id: str) -> None:
        fixes = [
            (fix, one.token_id)
            for one in self._shared_by(user_id)
            if (fix := self._fixes.get(one.token_id)) is not None
        ]
        if not fixes:
            return
        # Who has a phone at home is at home; else the phone that spoke last knows best.
        fix, token_id = max(fixes, key=lambda one: (self._is_home(one[1]), one[0].at))
        attributes: dict[str, JsonValue] = {
            **_attributes(fix.position),
            "source": self.tracker_id(token_id),
            "user_id": user_id,
            "device_trackers": self.trackers_of(user_id),
        }
        key = _person_key(user_id)
        self._intake.state(StateReport(key=key, value=None, attributes=attributes))

    def _is_home(self, token_id: str) -> bool:
        tracker_id = self.tracker_id(token_id)
        state = self._states.get(tracker_id) if tracker_id else None
        return state is not None and state.value == HOME

    def _describe(self) -> None:
        tokens = {token.id: token for token in self._people.tokens()}
        devices = [
            self._description(user.id, user.name, shared, tokens)
            for user in self._people.users()
            if (shared := [one for one in self._shared_by(user.id) if one.token_id in tokens])
        ]
        self._intake.devices(devices, is_complete=True)

    def _description(
        self, user_id: str, name: str, shared: Sequence[Sharing], tokens: dict[str, Token]
    ) -> DeviceDescription:
        trackers = [
            EntityDescription(
                key=_tracker_key(one.token_id),
                domain="device_tracker",
                name=tokens[one.token_id].name,
                attributes={"source_type": "gps"},
            )
            for one in shared
        ]
        person = EntityDescription(key=_person_key(user_id), domain="person")
        return DeviceDescription(
            key=user_id, name=name, entities=(person, *trackers), is_service=True
        )

    def _people_changed(self, event: PeopleChanged) -> None:
        known = {token.id for token in self._people.tokens()}
        gone = [one for one in self._sharing if one not in known]
        for token_id in gone:
            self._start(self._hide_gone(token_id))
        if self._shared_by(event.user_id) and not gone:
            self._describe()  # a name may have changed

    async def _hide_gone(self, token_id: str) -> None:
        try:
            await self.hide(token_id)
        except StorageError as error:
            _LOG.warning("where a device was could not be forgotten: %s", error)

    async def _forget(self, keys: Sequence[EntityKey]) -> None:
        found = [self._registry.entity_by_key(PEOPLE, key) for key in keys]
        entities = [one for one in found if one is not None]
        await self._registry.settle()
        await self._registry.edit(*(delete("entity", one.entity_id) for one in entities))
        for entity in entities:
            self._states.remove(entity.entity_id)
        await self._history.forget([one.entity_id for one in entities])

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _tracker_key(token_id: str) -> EntityKey:
    return EntityKey(f"phone/{token_id}")


def _person_key(user_id: str) -> EntityKey:
    return EntityKey(f"person/{user_id}")


def _attributes(position: Position) -> dict[str, JsonValue]:
    given: dict[str, JsonValue] = {
        "latitude": position.latitude,
        "longitude": position.longitude,
        "gps_accuracy": position.accuracy_m,
        "altitude": position.altitude_m,
        "speed": position.speed_m_s,
        "course": position.heading_deg,
        "battery_level": position.battery_percent,
    }
    return {name: value for name, value in given.items() if value is not None}
