"""Where people are: by their word alone, for those who live here, and gone once taken back."""

from typing import Any

import pytest

from embedded_hub.core.home import Home
from embedded_hub.core.people import Role
from tests.fakes.stores import MemoryHistory
from tests.integration.server.conftest import Bench, Client, Connect

HERE = {"latitude": 52.5, "longitude": 13.4}
AWAY = {"latitude": 48.1, "longitude": 11.5, "accuracy_m": 12.5, "battery_percent": 80}


async def state(client: Client, entity_id: str) -> dict[str, Any] | None:
    states = await client.call("get_states")
    return next((one for one in states if one["entity_id"] == entity_id), None)


async def test_a_phone_says_where_it_is_once_its_person_wants_that(
    bench: Bench, enter: Connect
) -> None:
    owner = await enter(Role.OWNER, name="Olga")
    ben = await enter(Role.FAMILY, name="Ben")
    guest = await enter(Role.GUEST, "kitchen", name="Gus")
    assert (await ben.fail("home/location/report", position=HERE))["code"] == "not_allowed"
    assert await state(owner, "person.ben") is None
    await owner.call("home/configure", **HERE)
    await ben.call("home/location/share", is_shared=True)
    await ben.call("home/location/report", position=AWAY)
    person = await state(owner, "person.ben")
    assert person is not None
    assert person["state"] == "not_home"
    tracker = (await ben.call("home/location/status"))["entity_id"]
    assert person["attributes"]["source"] == tracker
    shown = await state(owner, tracker)
    assert shown is not None
    assert shown["attributes"]["gps_accuracy"] == 12.5
    assert shown["attributes"]["battery_level"] == 80
    await ben.call("home/location/report", position=HERE)
    person = await state(owner, "person.ben")
    assert person is not None
    assert person["state"] == "home"
    assert await state(guest, "person.ben") is None
    assert bench.history.rows[tracker]
    listed = (await owner.call("person/list"))["storage"]
    assert [one["device_trackers"] for one in listed] == [[], [tracker], []]


async def test_taken_back_it_is_forgotten(bench: Bench, enter: Connect) -> None:
    owner, ben = await enter(Role.OWNER, name="Olga"), await enter(Role.FAMILY, name="Ben")
    await ben.call("home/location/share", is_shared=True)
    await ben.call("home/location/report", position=AWAY)
    tracker = (await ben.call("home/location/status"))["entity_id"]
    await ben.call("home/location/share", is_shared=False)
    assert await state(owner, "person.ben") is None
    assert await state(owner, tracker) is None
    assert not {"person.ben", tracker} & bench.history.rows.keys()
    assert not bench.home.registry.entities.get(tracker)
    assert (await ben.fail("home/location/report", position=HERE))["code"] == "not_allowed"
    await ben.call("home/location/share", is_shared=True)
    again = await state(owner, "person.ben")
    assert again is not None
    assert again["state"] == "unknown"
    assert "latitude" not in again["attributes"]


async def test_who_has_one_phone_at_home_is_at_home(bench: Bench, enter: Connect) -> None:
    owner = await enter(Role.OWNER, name="Olga")
    await owner.call("home/configure", **HERE)
    phones = [await enter(Role.FAMILY, name="Ben") for _ in range(2)]
    for phone, place in zip(phones, (HERE, AWAY), strict=True):
        await phone.call("home/location/share", is_shared=True)
        await phone.call("home/location/report", position=place)
    person = await state(owner, "person.ben")
    assert person is not None
    assert person["state"] == "home"
    assert len(person["attributes"]["device_trackers"]) == 2
    await phones[0].call("home/location/share", is_shared=False)
    person = await state(owner, "person.ben")
    assert person is not None
    assert person["state"] == "not_home"


async def test_a_device_that_is_signed_out_is_nowhere(bench: Bench, enter: Connect) -> None:
    owner, ben = await enter(Role.OWNER, name="Olga"), await enter(Role.FAMILY, name="Ben")
    await ben.call("home/location/share", is_shared=True)
    await ben.call("home/location/report", position=AWAY)
    token = next(one for one in bench.home.people.tokens() if one.name == "Ben")
    await owner.call("home/sessions/revoke", token_id=token.id)
    await bench.home.locations.settle()
    assert await state(owner, "person.ben") is None
    assert not [key for key in bench.records.kept if key[0] == "location"]


async def test_who_shares_is_known_after_a_restart_and_where_only_when_they_say(
    bench: Bench, enter: Connect
) -> None:
    ben = await enter(Role.FAMILY, name="Ben")
    await ben.call("home/location/share", is_shared=True)
    await ben.call("home/location/report", position=AWAY)
    await bench.home.registry.settle()
    again = Home(
        bench.home.id, clock=bench.home.clock, records=bench.records, history=MemoryHistory()
    )
    await again.start()
    shown = {str(one.entity_id): one.value for one in again.states}
    assert shown["person.ben"] == "unavailable"
    assert again.locations.sharing(again.people.tokens()[0].id)
    await again.stop()


@pytest.mark.parametrize(
    "position",
    [{"latitude": 91, "longitude": 0}, {"latitude": 0}, {**HERE, "accuracy_m": -1}],
)
async def test_a_place_off_the_earth_is_refused(enter: Connect, position: dict[str, float]) -> None:
    ben = await enter(Role.FAMILY, name="Ben")
    await ben.call("home/location/share", is_shared=True)
    refused = await ben.fail("home/location/report", position=position)
    assert refused["code"] == "invalid_format"


async def test_a_tester_and_a_flood_are_refused(enter: Connect) -> None:
    tester = await enter(Role.TESTER)
    assert (await tester.fail("home/location/share", is_shared=True))["code"] == "not_allowed"
    ben = await enter(Role.FAMILY, name="Ben")
    await ben.call("home/location/share", is_shared=True)
    codes = set()
    for _ in range(30):
        answer = await ben.ask("home/location/report", position=HERE)
        codes.add(answer["success"] or answer["error"]["code"])
    assert codes == {True, "quota"}


async def test_the_owner_says_where_and_when_the_home_is(bench: Bench, enter: Connect) -> None:
    owner = await enter(Role.OWNER)
    changed = await owner.call("home/configure", time_zone="Europe/Berlin", language="de", **HERE)
    assert (changed["time_zone"], changed["name"]) == ("Europe/Berlin", "Home")
    assert str(bench.home.people.zone) == "Europe/Berlin"
    config = await owner.call("get_config")
    assert (config["time_zone"], config["latitude"]) == ("Europe/Berlin", 52.5)
    assert (await owner.fail("home/configure", time_zone="Mars/Crater"))["code"] == "invalid_info"
