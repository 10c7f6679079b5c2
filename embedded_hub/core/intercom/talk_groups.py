"""Whom one can talk to: everybody, a room, a person, a device, a group of people.

===============  ================  =======================================  =================
channel          kind              may talk                                 hears it
===============  ================  =======================================  =================
``all``          all               owner, family                            everybody
``area:<id>``    room              owner, family, guests of that area       who follows it
``user:<id>``    direct            owner, family                            that person
``device:<id>``  direct            owner, family                            that device
``group:<id>``   group             its members, the owner                   its members
``house:<id>``   house             that person, to the house                nobody else
===============  ================  =======================================  =================

A device that speaks for itself, a *station*, has a channel of its own too:

===============  ================  =======================================  =================
``device:<id>``  direct            owner, family, guests of its area; it    the same
``device:<id>``  gate              owner, family; a stranger at the door    owner, family
===============  ================  =======================================  =================

Beside its own channel a panel hears ``all`` and its room, and talks to its room. A station at a
door hears and says nothing else, since strangers stand in front of it.

A guest is a listener on ``all``; a tester, who must not disturb people, listens to everything
that is not private; a gateway itself has no part in any of it. Following a channel that one may
not hear is refused, so that a room is as private as its home.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum

import msgspec

from embedded_hub.core.intercom.stations import Station, Stations
from embedded_hub.core.people import People, Principal, Role, User
from embedded_hub.core.ports import Record, RecordStore
from embedded_hub.core.registry import Registry
from embedded_hub.errors import InvalidInfo, NotFound
from embedded_hub.model.ids import AreaId, UserId, slugify
from embedded_hub.model.voice import TalkGroupId, TalkPriority

ALL = TalkGroupId("all")
HOUSE = "house"
"""What everybody may call their own house channel."""
GROUP_RECORD = "talk_group"
MAX_GROUPS = 100


class GroupKind(StrEnum):
    """What a channel is; the values are the wire's."""

    ALL = "all"
    ROOM = "room"
    DIRECT = "direct"
    GROUP = "group"
    HOUSE = "house"
    """Not to people, but to the house itself."""
    GATE = "gate"
    """A station at a door."""


class Right(StrEnum):
    """What somebody may do in a channel; the values are the wire's."""

    TALK = "talk"
    LISTEN = "listen"
    NONE = "none"


class TalkGroup(msgspec.Struct, frozen=True, kw_only=True):
    """One channel."""

    id: TalkGroupId
    name: str
    kind: GroupKind
    area_id: AreaId | None = None
    user_id: UserId | None = None
    """Whom a direct channel reaches."""
    token_id: str | None = None
    """Which device of theirs it reaches alone."""
    members: frozenset[UserId] = frozenset()
    """Of a free group."""
    station_id: str | None = None
    """The device that has this channel for its own."""


class FreeGroup(msgspec.Struct, frozen=True, kw_only=True):
    """A group of people as it is kept."""

    id: str
    name: str
    members: tuple[UserId, ...]


class TalkGroups:
    """Every channel of one home; all but the free groups follow from its people and places."""

    def __init__(
        self, registry: Registry, people: People, records: RecordStore, stations: Stations
    ) -> None:
        self._registry = registry
        self._stations = stations
        self._people = people
        self._records = records
        self._free: dict[str, FreeGroup] = {}

    def load(self, records: Iterable[Record]) -> None:
        """Take the free groups from what was on the disk."""
        for record in records:
            if record.kind == GROUP_RECORD and record.body is not None:
                group = msgspec.json.decode(record.body, type=FreeGroup)
                self._free[group.id] = group

    def all(self) -> Iterator[TalkGroup]:
        """Yield every channel."""
        yield from self.shared()
        for user in self._people.users():
            if _is_person(user):
                yield _person(user.id, user.name)
        for token in self._people.tokens():
            if (user_of := self._people.get(token.user_id)) and _is_person(user_of):
                yield _device(user_of.id, token.id, f"{user_of.name}: {token.name}")

    def shared(self) -> Iterator[TalkGroup]:
        """Yield the channels that reach more than one person."""
        yield TalkGroup(id=ALL, name="Everyone", kind=GroupKind.ALL)
        for area in self._registry.areas.all():
            yield _room(area.area_id, area.name)
        for group in self._free.values():
            yield _free(group)
        for station in self._stations.all():
            yield group_of(station)

    def get(self, channel: str) -> TalkGroup:
        """Return a channel.

        Raises:
            NotFound: there is none of that name.
        """
        kind, _, key = channel.partition(":")
        found = self._find(kind, key)
        if found is None:
            raise NotFound("there is no such channel", details={"channel": channel})
        return found

    async def save(self, group_id: str, name: str, members: Iterable[str]) -> TalkGroup:
        """Make a free group, or change one.

        Raises:
            InvalidInfo: the id cannot be one, a member does not exist, or there are too many.
            StorageError: it could not be kept; nothing changed.
        """
        if slugify(group_id) != group_id:
            raise InvalidInfo("a group's id has lower-case letters, digits and _")
        if group_id not in self._free and len(self._free) >= MAX_GROUPS:
            raise InvalidInfo(f"no more than {MAX_GROUPS} groups")
        known = {user.id for user in self._people.users() if user.role is not Role.GATEWAY}
        chosen = tuple(dict.fromkeys(UserId(member) for member in members))
        if not known.issuperset(chosen):
            raise InvalidInfo("a member of the group does not exist")
        group = FreeGroup(id=group_id, name=name, members=chosen)
        body = msgspec.json.encode(group)
        await self._records.save([Record(kind=GROUP_RECORD, id=group.id, body=body)])
        self._free[group.id] = group
        return _free(group)

    async def delete(self, group_id: str) -> None:
        """Delete a free group; what was said in it stays with those who said it.

        Raises:
            NotFound: no group has that id.
            StorageError: it could not be deleted.
        """
        if group_id not in self._free:
            raise NotFound("there is no such group", details={"group": group_id})
        await self._records.save([Record(kind=GROUP_RECORD, id=group_id, body=None)])
        self._free.pop(group_id, None)

    def _find(self, kind: str, key: str) -> TalkGroup | None:
        match kind:
            case "all" if not key:
                return TalkGroup(id=ALL, name="Everyone", kind=GroupKind.ALL)
            case "area" if area := self._registry.areas.get(AreaId(key)):
                return _room(area.area_id, area.name)
            case "user" if (user := self._people.get(key)) and _is_person(user):
                return _person(user.id, user.name)
            case "house" if (user := self._people.get(key)) and _is_person(user):
                return house_group(user.id)
            case "group" if group := self._free.get(key):
                return _free(group)
            case "device":
                return self._find_device(key)
        return None

    def _find_device(self, token_id: str) -> TalkGroup | None:
        if (station := self._stations.get(token_id)) is not None:
            return group_of(station)
        for token in self._people.tokens():
            if token.id == token_id:
                user = self._people.get(token.user_id)
                if user is not None and _is_person(user):
                    return _device(user.id, token.id, f"{user.name}: {token.name}")
        return None


def right(principal: Principal, group: TalkGroup) -> Right:
    """Say what somebody may do in a channel."""
    user = principal.user
    if not user.is_active:  # a guest outside their hours
        return Right.NONE
    if group.kind is GroupKind.HOUSE:
        return Right.TALK if hears(principal, group) else Right.NONE
    match principal.role:
        case Role.GATEWAY:
            return _right_of_station(principal, group)
        case Role.OWNER | Role.FAMILY:
            return _right_of_family(principal, group)
        case Role.TESTER:
            return Right.LISTEN if group.kind in (GroupKind.ALL, GroupKind.ROOM) else Right.NONE
        case Role.GUEST:
            if group.kind is GroupKind.GATE:
                return Right.NONE
            if group.kind is GroupKind.ROOM or group.station_id is not None:
                return Right.TALK if group.area_id in user.area_ids else Right.NONE
            if group.kind is GroupKind.GROUP:
                return Right.TALK if user.id in group.members else Right.NONE
            is_for_them = group.kind is GroupKind.ALL or hears(principal, group)
            return Right.LISTEN if is_for_them else Right.NONE


def hears(principal: Principal, group: TalkGroup) -> bool:
    """Say whether what is said in a channel reaches this person on this device."""
    if not principal.user.is_active:
        return False
    match group.kind:
        case GroupKind.HOUSE:
            return principal.user.id == group.user_id
        case GroupKind.DIRECT if group.station_id is None:
            is_theirs = principal.user.id == group.user_id
            return is_theirs and group.token_id in (None, principal.token_id)
        case GroupKind.GROUP:
            return principal.user.id in group.members
        case _:
            return right(principal, group) is not Right.NONE


def highest_priority(principal: Principal) -> TalkPriority:
    """Say how urgent somebody may be; a guest cannot interrupt a family."""
    is_family = principal.role in (Role.OWNER, Role.FAMILY)
    return TalkPriority.EMERGENCY if is_family else TalkPriority.ROUTINE


def room_channel(area_id: str) -> TalkGroupId:
    """Return the channel of an area."""
    return TalkGroupId(f"area:{area_id}")


def house_channel(user_id: str) -> TalkGroupId:
    """Return the channel in which a person speaks with the house."""
    return TalkGroupId(f"{HOUSE}:{user_id}")


def house_group(user_id: UserId) -> TalkGroup:
    """Return the same as a talk group."""
    return TalkGroup(id=house_channel(user_id), name="House", kind=GroupKind.HOUSE, user_id=user_id)


def named_by(user_id: str, channel: str) -> str:
    """Return the channel somebody means: everybody calls their own one ``house``."""
    return house_channel(user_id) if channel == HOUSE else channel


def person_channel(user_id: str) -> TalkGroupId:
    """Return the channel that reaches a person."""
    return TalkGroupId(f"user:{user_id}")


def device_channel(device_id: str) -> TalkGroupId:
    """Return the channel that reaches one device: somebody's, by its token, or a station."""
    return TalkGroupId(f"device:{device_id}")


def _is_person(user: User) -> bool:
    return user.role is not Role.GATEWAY and user.is_active


def _right_of_family(principal: Principal, group: TalkGroup) -> Right:
    match group.kind:
        case GroupKind.GROUP:
            is_in = principal.user.id in group.members or principal.role is Role.OWNER
            return Right.TALK if is_in else Right.NONE
        case GroupKind.DIRECT if group.station_id is None and hears(principal, group):
            return Right.LISTEN  # nobody talks to themselves
        case _:
            return Right.TALK


def _right_of_station(principal: Principal, group: TalkGroup) -> Right:
    if group.station_id is not None:
        return Right.TALK if group.station_id == principal.token_id else Right.NONE
    if group.kind is GroupKind.ROOM:
        return Right.TALK if group.area_id in principal.user.area_ids else Right.NONE
    return Right.LISTEN if group.kind is GroupKind.ALL else Right.NONE


def _room(area_id: AreaId, name: str) -> TalkGroup:
    return TalkGroup(id=room_channel(area_id), name=name, kind=GroupKind.ROOM, area_id=area_id)


def _person(user_id: UserId, name: str) -> TalkGroup:
    return TalkGroup(id=person_channel(user_id), name=name, kind=GroupKind.DIRECT, user_id=user_id)


def _device(user_id: UserId, token_id: str, name: str) -> TalkGroup:
    return TalkGroup(
        id=device_channel(token_id),
        name=name,
        kind=GroupKind.DIRECT,
        user_id=user_id,
        token_id=token_id,
    )


def group_of(station: Station) -> TalkGroup:
    """Return the channel a station has for its own."""
    return TalkGroup(
        id=device_channel(station.id),
        name=station.name,
        kind=GroupKind.GATE if station.is_gate else GroupKind.DIRECT,
        area_id=station.area_id,
        station_id=station.id,
    )


def _free(group: FreeGroup) -> TalkGroup:
    return TalkGroup(
        id=TalkGroupId(f"group:{group.id}"),
        name=group.name,
        kind=GroupKind.GROUP,
        members=frozenset(group.members),
    )
