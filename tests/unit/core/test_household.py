"""Persons of a home: what changes holds at once, and an owner always stays."""

import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from embedded_hub.core.events import PeopleChanged, RightsChanged, ScopeChanged
from embedded_hub.core.home import Home
from embedded_hub.core.household import PersonChanges
from embedded_hub.core.people import Invitation, Principal, Role
from embedded_hub.core.sessions import Ending, LiveSession
from embedded_hub.errors import InvalidInfo, NotAllowed, NotFound, StorageError
from embedded_hub.model.ids import AreaId, EntityId, UserId
from embedded_hub.model.visits import VisitHours
from tests.fakes.clock import ManualClock
from tests.fakes.stores import MemoryHistory, MemoryRecords
from tests.unit.core.conftest import somebody

KITCHEN = AreaId("kitchen")
LAMP = EntityId("light.ceiling_lamp")
DAILY = VisitHours(days=tuple(range(7)), from_minute=9 * 60, to_minute=22 * 60)


async def invited(home: Home, **fields: object) -> Principal:
    invitation = Invitation(**{"name": "Gus", "role": Role.GUEST} | fields)  # type: ignore[arg-type]
    home.household.check(invitation)
    text, _, _ = await home.people.welcome(invitation, "a phone")
    principal = await home.people.authenticate(text)
    assert principal is not None
    return principal


def connected(home: Home, principal: Principal) -> list[Ending]:
    """Connect somebody; what is returned tells how they were disconnected."""
    endings: list[Ending] = []
    home.sessions.enter(
        LiveSession(
            token_id=principal.token_id,
            user_id=principal.user.id,
            address="::1",
            since_at=0.0,
            end=endings.append,
        )
    )
    return endings


async def test_an_invited_person_comes_in_with_what_was_chosen_before(flat: Home) -> None:
    guest = await invited(flat, area_ids=(KITCHEN,), hours=(DAILY,), expires_at=4e9)
    assert (guest.user.name, guest.user.hours) == ("Gus", (DAILY,))
    again = Invitation(person_id=guest.user.id)
    flat.household.check(again)
    text, token, user = await flat.people.welcome(again, "a tablet")
    assert (user.id, token.name) == (guest.user.id, "a tablet")
    assert await flat.people.authenticate(text) is not None


async def test_two_people_of_one_name_are_two(flat: Home) -> None:
    first, second = await invited(flat), await invited(flat)
    assert first.user.id != second.user.id


@pytest.mark.parametrize(
    "fields",
    [
        {"role": Role.FAMILY, "area_ids": (KITCHEN,)},
        {"role": Role.OWNER, "expires_at": 4e9},
        {"role": Role.GATEWAY},
        {"area_ids": (AreaId("attic"),)},
        {"name": "  "},
    ],
)
async def test_an_invitation_that_contradicts_itself_leads_nowhere(
    flat: Home, fields: dict[str, object]
) -> None:
    with pytest.raises(InvalidInfo):
        flat.household.check(Invitation(**{"name": "Gus", "role": Role.GUEST} | fields))  # type: ignore[arg-type]


async def test_an_invitation_for_nobody_or_a_gateway_is_refused(flat: Home) -> None:
    gateway = await somebody(flat, Role.GATEWAY)
    for person_id in (UserId("nobody"), gateway.user.id):
        with pytest.raises(NotFound):
            flat.household.check(Invitation(person_id=person_id))
        with pytest.raises(NotFound):
            await flat.people.welcome(Invitation(person_id=person_id), "a phone")


async def test_a_room_is_lost_at_its_hour_and_comes_back(flat: Home, clock: ManualClock) -> None:
    flat.people.zone = ZoneInfo("Europe/Berlin")
    clock.set_utc(datetime(2026, 11, 23, 21, 59, tzinfo=flat.people.zone).timestamp())
    guest = await invited(flat, area_ids=(KITCHEN,), hours=(DAILY,))
    scope = flat.permissions.scope_of(guest)
    endings, changes = connected(flat, guest), list[ScopeChanged]()
    flat.bus.subscribe(ScopeChanged, changes.append)
    assert scope.sees(LAMP)
    clock.advance(61)
    flat.people.refresh()
    assert flat.permissions.scope_of(guest) is scope
    assert not scope.sees(LAMP)
    assert LAMP in changes[0].removed
    outside = guest.user
    clock.advance(11 * 3600)
    flat.people.refresh()
    assert scope.sees(LAMP)
    assert (outside.is_active, guest.user.is_active) == (False, True)
    assert endings == []


async def test_a_guest_may_come_outside_their_hours_and_finds_nothing(
    flat: Home, clock: ManualClock
) -> None:
    clock.set_utc(datetime(2026, 11, 23, 3, tzinfo=ZoneInfo("UTC")).timestamp())
    guest = await invited(flat, area_ids=(KITCHEN,), hours=(DAILY,))
    assert not guest.user.is_active
    assert not flat.permissions.scope_of(guest).visible


async def test_a_visit_that_is_past_ends_its_connections_and_opens_nothing(
    flat: Home, clock: ManualClock
) -> None:
    invitation = Invitation(name="Gus", role=Role.GUEST, expires_at=clock.utc_s() + 60)
    text, _, _ = await flat.people.welcome(invitation, "a phone")
    guest = await flat.people.authenticate(text)
    assert guest is not None
    endings = connected(flat, guest)
    assert flat.people.has_visitors
    clock.advance(60)
    flat.people.refresh()
    assert endings == [Ending.REVOKED]
    assert await flat.people.authenticate(text) is None


async def test_another_room_is_another_sight_at_once(flat: Home) -> None:
    guest = await invited(flat, area_ids=(KITCHEN,))
    scope, endings = flat.permissions.scope_of(guest), connected(flat, guest)
    await flat.household.change(guest.user.id, PersonChanges(area_ids=(AreaId("hall"),)))
    assert not scope.sees(LAMP)
    assert guest.user.area_ids == ("hall",)
    assert endings == []


async def test_another_role_disconnects_so_that_everything_is_seen_anew(flat: Home) -> None:
    await somebody(flat, Role.OWNER)
    member = await somebody(flat, Role.FAMILY)
    endings = connected(flat, member)
    user = await flat.household.change(member.user.id, PersonChanges(role=Role.GUEST))
    assert endings == [Ending.OTHER_ROLE]
    assert member.role is Role.GUEST
    await flat.household.change(user.id, PersonChanges(area_ids=(KITCHEN,), hours=(DAILY,)))
    again = await flat.household.change(user.id, PersonChanges(role=Role.FAMILY))
    assert (again.area_ids, again.hours) == ((), ())


async def test_a_blocked_person_is_out_and_cannot_come_in(flat: Home) -> None:
    await somebody(flat, Role.OWNER)
    text, _ = await flat.people.issue(Role.FAMILY, "Ben")
    ben = await flat.people.authenticate(text)
    assert ben is not None
    endings = connected(flat, ben)
    await flat.household.change(ben.user.id, PersonChanges(is_active=False))
    assert endings == [Ending.REVOKED]
    assert await flat.people.authenticate(text) is None
    await flat.household.change(ben.user.id, PersonChanges(is_active=True))
    assert await flat.people.authenticate(text) is not None


async def test_a_removed_person_is_gone_with_devices_and_picture(
    flat: Home, records: MemoryRecords
) -> None:
    await somebody(flat, Role.OWNER)
    text, _ = await flat.people.issue(Role.FAMILY, "Ben")
    ben = await flat.people.authenticate(text)
    assert ben is not None
    endings, told = connected(flat, ben), list[PeopleChanged]()
    flat.bus.subscribe(PeopleChanged, told.append)
    await flat.household.remove(ben.user.id)
    assert endings[0] is Ending.REVOKED
    assert told
    assert ben.role is Role.GUEST  # whoever still holds it has no rights
    assert await flat.people.authenticate(text) is None
    assert not [key for key in records.kept if key[1] in (ben.user.id, ben.token_id)]
    with pytest.raises(NotFound):
        await flat.household.remove(ben.user.id)


async def test_the_last_owner_stays_whatever_is_tried(flat: Home) -> None:
    owner = await somebody(flat, Role.OWNER)
    # An owner without a device can help nobody in.
    await flat.household.add(Invitation(name="Olga", role=Role.OWNER))
    household, who = flat.household, owner.user.id
    for changes in (PersonChanges(role=Role.FAMILY), PersonChanges(is_active=False)):
        with pytest.raises(NotAllowed):
            await household.change(who, changes)
    with pytest.raises(NotAllowed):
        await household.remove(who)
    with pytest.raises(NotAllowed):
        await household.revoke([owner.token_id])
    assert (await household.change(who, PersonChanges(name="Anna"))).name == "Anna"


async def test_owners_who_demote_each_other_at_once_leave_one(flat: Home) -> None:
    people = flat.people
    names = ("Anna", "Ben", "Cleo")
    owners = [(await people.welcome(Invitation(name=n, role=Role.OWNER), n))[2] for n in names]
    ended = await asyncio.gather(
        *(flat.household.change(one.id, PersonChanges(role=Role.FAMILY)) for one in owners),
        *(flat.household.remove(one.id) for one in owners),
        return_exceptions=True,
    )
    assert [user.role for user in people.users()].count(Role.OWNER) == 1
    assert sum(isinstance(one, NotAllowed) for one in ended) == 2


async def test_what_cannot_be_kept_changes_nothing(flat: Home, records: MemoryRecords) -> None:
    guest = await invited(flat, area_ids=(KITCHEN,))
    told: list[RightsChanged] = []
    flat.bus.subscribe(RightsChanged, told.append)
    records.is_full = True
    for attempt in (
        flat.household.change(guest.user.id, PersonChanges(area_ids=())),
        flat.household.remove(guest.user.id),
    ):
        with pytest.raises(StorageError):
            await attempt
    records.is_full = False
    assert guest.user.area_ids == (KITCHEN,)
    assert told == []


async def test_people_outlive_the_hub(
    flat: Home, clock: ManualClock, records: MemoryRecords
) -> None:
    guest = await invited(flat, area_ids=(KITCHEN,), hours=(DAILY,), expires_at=4e9)
    png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10" + bytes(5)
    user = await flat.household.set_avatar(guest.user.id, png)
    connected(flat, guest)
    await flat.stop()
    again = Home(flat.id, clock=clock, records=records, history=MemoryHistory())
    await again.start()
    assert again.household.person(user.id) == user
    picture = again.household.avatar(user.id)
    assert picture is not None
    assert picture.content == png
    assert again.sessions.seen_at(guest.token_id) == clock.utc_s()
    await again.household.set_avatar(user.id, None)
    assert again.household.avatar(user.id) is None
