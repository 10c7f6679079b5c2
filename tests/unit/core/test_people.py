import pytest

from embedded_hub.core.events import TokenRevoked
from embedded_hub.core.home import Home
from embedded_hub.core.people import Role
from embedded_hub.errors import InvalidInfo, NotFound, StorageError
from embedded_hub.model.ids import AreaId, GatewayId, HomeId
from tests.fakes.clock import ManualClock
from tests.fakes.stores import MemoryHistory, MemoryRecords


async def test_a_token_lets_in_whom_it_was_made_for(home: Home) -> None:
    text, _ = await home.people.issue(Role.FAMILY, "Anna")
    principal = await home.people.authenticate(text)
    assert principal is not None
    assert (principal.user.name, principal.role) == ("Anna", Role.FAMILY)


async def test_the_secret_itself_is_kept_nowhere(home: Home, records: MemoryRecords) -> None:
    text, _ = await home.people.issue(Role.OWNER, "Anna")
    secret = text.split(".")[2].encode()
    assert all(secret not in (record.body or b"") for record in records.kept.values())


@pytest.mark.parametrize(
    "text", ["", "hw1", "hw1..", "hw1.x.y", "hw2.a.b", "hw1.%s.wrong", "nonsense", "hw1.\ud800.x"]
)
async def test_anything_else_lets_nobody_in(home: Home, text: str) -> None:
    _, token = await home.people.issue(Role.OWNER, "Anna")
    assert await home.people.authenticate(text.replace("%s", token.id)) is None


async def test_a_revoked_token_is_worth_nothing_now_and_after_a_restart(
    home: Home, records: MemoryRecords, clock: ManualClock
) -> None:
    told: list[TokenRevoked] = []
    home.bus.subscribe(TokenRevoked, told.append)
    text, token = await home.people.issue(Role.FAMILY, "Anna")
    await home.people.revoke(token.id)
    assert [event.token_id for event in told] == [token.id]
    assert await home.people.authenticate(text) is None
    again = Home(HomeId("home"), clock=clock, records=records, history=MemoryHistory())
    await again.start()
    assert await again.people.authenticate(text) is None


async def test_a_revocation_that_cannot_be_written_is_not_claimed(
    home: Home, records: MemoryRecords
) -> None:
    text, token = await home.people.issue(Role.FAMILY, "Anna")
    records.is_full = True
    with pytest.raises(StorageError):
        await home.people.revoke(token.id)
    assert await home.people.authenticate(text) is not None


async def test_an_expired_token_is_worth_nothing(home: Home, clock: ManualClock) -> None:
    text, _ = await home.people.issue(Role.GUEST, "Tom", expires_at=clock.utc_s() + 60)
    assert await home.people.authenticate(text) is not None
    clock.advance(61)
    assert await home.people.authenticate(text) is None


async def test_a_token_another_process_issued_is_found_on_the_disk(
    home: Home, records: MemoryRecords, clock: ManualClock
) -> None:
    other = Home(HomeId("home"), clock=clock, records=records, history=MemoryHistory())
    await other.start()
    text, _ = await other.people.issue(Role.TESTER, "bench")
    assert await home.people.authenticate(text) is not None


async def test_two_devices_of_one_person_are_one_user(home: Home) -> None:
    first, one = await home.people.issue(Role.FAMILY, "Anna")
    second, two = await home.people.issue(Role.FAMILY, "Anna")
    assert first != second
    assert one.user_id == two.user_id


async def test_revoking_what_is_not_there_is_an_error(home: Home) -> None:
    with pytest.raises(NotFound):
        await home.people.revoke("nobody")


async def test_only_gateways_name_a_gateway_and_only_guests_areas(home: Home) -> None:
    with pytest.raises(InvalidInfo):
        await home.people.issue(Role.GATEWAY, "gw")
    with pytest.raises(InvalidInfo):
        await home.people.issue(Role.FAMILY, "Anna", gateway_id=GatewayId("gw"))
    with pytest.raises(InvalidInfo):
        await home.people.issue(Role.OWNER, "Anna", area_ids=[AreaId("kitchen")])
