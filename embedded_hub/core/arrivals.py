"""Who wants to be told when somebody arrives somewhere or leaves.

Each person asks for themselves and is told alone; quiet hours take the sound away, as they do of
any notice. Nobody is told of those they may not see, however long ago they asked.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from embedded_hub.core.bus import Bus
from embedded_hub.core.events import StateChanged
from embedded_hub.core.notice import NoticeDraft
from embedded_hub.core.people import People
from embedded_hub.core.permissions import Permissions
from embedded_hub.core.ports import Record, RecordStore
from embedded_hub.core.whereabouts import Whereabouts
from embedded_hub.errors import InvalidInfo
from embedded_hub.model.capability.tracker import last_known, position_in
from embedded_hub.model.ids import EntityId
from embedded_hub.model.state import State
from embedded_hub.model.zone import HOME_ZONE_ID, Zone

WATCH_RECORD = "location_watch"
MAX_WATCHES = 200
"""Of one person."""
TOLD_FOR_S = 12 * 3600.0
"""By then nobody wants to read any more who came home."""

_SENTENCES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "arrived home": "{name} came home.",
        "left home": "{name} left home.",
        "arrived zone": "{name} arrived: {zone}.",
        "left zone": "{name} left: {zone}.",
    },
    "de": {
        "arrived home": "{name} ist nach Hause gekommen.",
        "left home": "{name} hat das Zuhause verlassen.",
        "arrived zone": "{name} ist angekommen: {zone}.",
        "left zone": "{name} ist gegangen: {zone}.",
    },
}
"""A notice is read on phones whose page is closed too, so it is worded here, as the home speaks."""

Moment = Literal["arrive", "leave", "both"]


class Watch(msgspec.Struct, frozen=True, kw_only=True):
    """One thing a person wants to be told of."""

    entity_id: str
    zone_id: str
    on: Moment


class Arrivals:
    """The watches of one home.

    Args:
        bus: The home's.
        people: Who asked, as they are now.
        permissions: Whom they may see.
        records: Keeps who asked for what.
        whereabouts: Knows which zone a state speaks of.
        tell: Makes a notice; returns at once.
        language: Returns what the home speaks.
    """

    def __init__(
        self,
        *,
        bus: Bus,
        people: People,
        permissions: Permissions,
        records: RecordStore,
        whereabouts: Whereabouts,
        tell: Callable[[NoticeDraft], None],
        language: Callable[[], str],
    ) -> None:
        self._people = people
        self._permissions = permissions
        self._records = records
        self._whereabouts = whereabouts
        self._tell = tell
        self._language = language
        self._watches: dict[str, tuple[Watch, ...]] = {}
        bus.subscribe(StateChanged, self._state_changed)

    def load(self, records: Iterable[Record]) -> None:
        """Take who asked for what from what was on the disk."""
        for record in records:
            if record.kind == WATCH_RECORD and record.body is not None:
                self._watches[record.id] = msgspec.json.decode(record.body, type=tuple[Watch, ...])

    def of(self, user_id: str) -> Sequence[Watch]:
        """Return what somebody wants to be told of."""
        return self._watches.get(user_id, ())

    async def watch(self, user_id: str, watch: Watch, *, is_on: bool) -> None:
        """Tell somebody from now on, or no more.

        Raises:
            InvalidInfo: they ask for more than anybody reads.
            StorageError: it could not be kept; nothing changed.
        """
        kept = tuple(one for one in self.of(user_id) if not _is_same(one, watch))
        if is_on:
            kept = (*kept, watch)
        if len(kept) > MAX_WATCHES:
            raise InvalidInfo(f"no more than {MAX_WATCHES} such notices")
        await self._records.save([_record(user_id, kept)])
        self._watches[user_id] = kept

    async def follow(self, old_id: EntityId, new_id: EntityId) -> None:
        """Go on telling of something that has another id now.

        Raises:
            StorageError: it could not be kept; it is told until the hub ends.
        """
        renamed = {
            user_id: tuple(
                msgspec.structs.replace(one, entity_id=new_id) if one.entity_id == old_id else one
                for one in watches
            )
            for user_id, watches in self._watches.items()
        }
        await self._keep(renamed)

    async def forget_zone(self, zone_id: str) -> None:
        """Tell nobody of a zone that was removed: a later one of that id is another place.

        Raises:
            StorageError: it could not be kept; nobody is told until the hub ends.
        """
        left = {
            user_id: tuple(one for one in watches if one.zone_id != zone_id)
            for user_id, watches in self._watches.items()
        }
        await self._keep(left)

    async def _keep(self, watches: Mapping[str, tuple[Watch, ...]]) -> None:
        changed = [user_id for user_id, of_one in watches.items() if of_one != self.of(user_id)]
        self._watches.update(watches)
        await self._records.save([_record(user_id, watches[user_id]) for user_id in changed])

    # --- what happens -------------------------------------------------------------------------

    def _state_changed(self, event: StateChanged) -> None:
        if event.new is None or not self._whereabouts.is_placed(event.entity_id):
            return
        before, now = last_known(event.old), last_known(event.new)
        here = position_in(event.new.attributes)
        if here is not None and event.old is not None and here == position_in(event.old.attributes):
            return  # A zone was changed around it.
        # What was never known to be elsewhere has not arrived.
        if before is None or now is None or before == now:
            return
        left, entered = self._whereabouts.zone_named(before), self._whereabouts.zone_named(now)
        for user_id, watches in self._watches.items():
            of_this = [watch for watch in watches if watch.entity_id == event.entity_id]
            if left is not None and any(_wants(watch, left, "leave") for watch in of_this):
                self._tell_one(user_id, event.new, left, has_arrived=False)
            if entered is not None and any(_wants(watch, entered, "arrive") for watch in of_this):
                self._tell_one(user_id, event.new, entered, has_arrived=True)

    def _tell_one(self, user_id: str, state: State, zone: Zone, *, has_arrived: bool) -> None:
        user = self._people.get(user_id)
        if user is None or not user.is_active:
            return
        if not self._permissions.scope_for(user).sees(state.entity_id):
            return
        name = str(state.attributes.get("friendly_name", state.entity_id))
        deed = "arrived" if has_arrived else "left"
        place = HOME_ZONE_ID if zone.id == HOME_ZONE_ID else "zone"
        sentences = _SENTENCES.get(self._language(), _SENTENCES["en"])
        sentence = sentences[f"{deed} {place}"].format(name=name, zone=zone.name)
        self._tell(
            NoticeDraft(
                # Another of the same replaces it.
                id=f"location:{deed}:{zone.id}:{state.entity_id}:{user_id}",
                title=name,
                message=sentence,
                source="system",
                entity_id=str(state.entity_id),
                expires_in_s=TOLD_FOR_S,
                user_ids=(user_id,),
            )
        )


def _record(user_id: str, watches: tuple[Watch, ...]) -> Record:
    body = msgspec.json.encode(watches) if watches else None
    return Record(kind=WATCH_RECORD, id=user_id, body=body)


def _is_same(one: Watch, other: Watch) -> bool:
    return (one.entity_id, one.zone_id) == (other.entity_id, other.zone_id)


def _wants(watch: Watch, zone: Zone, moment: Moment) -> bool:
    return watch.zone_id == zone.id and watch.on in (moment, "both")
