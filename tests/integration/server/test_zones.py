"""Zones as Home Assistant's clients know them, and what trackers are called in them."""

from typing import Any

import pytest

from embedded_hub.core.home import Home
from embedded_hub.core.people import Role
from embedded_hub.model.description import DeviceDescription, EntityDescription
from embedded_hub.model.ids import EntityKey, GatewayId
from embedded_hub.model.state import StateReport
from tests.fakes.stores import MemoryHistory
from tests.integration.server.conftest import Bench, Client, Connect

HERE = {"latitude": 52.5, "longitude": 13.4}
WORK = {"latitude": 52.52, "longitude": 13.4}
PHONES = GatewayId("phones")
KEY = EntityKey("phone")


async def state(client: Client, entity_id: str) -> dict[str, Any]:
    states = await client.call("get_states")
    return next((one for one in states if one["entity_id"] == entity_id), {})


def describe(home: Home, domain: str = "device_tracker", **attributes: Any) -> None:
    entity = EntityDescription(key=KEY, domain=domain, attributes=attributes)
    phone = DeviceDescription(key="phone", name="Anna", entities=(entity,))
    home.intake(PHONES).devices([phone], is_complete=True)


def report(home: Home, value: str | None, **attributes: Any) -> None:
    home.intake(PHONES).state(StateReport(key=KEY, value=value, attributes=attributes))


async def test_the_home_is_a_zone_as_soon_as_somebody_says_where_it_is(enter: Connect) -> None:
    owner = await enter(Role.OWNER)
    assert await state(owner, "zone.home") == {}
    await owner.call("home/configure", name="Villa", **HERE)
    zone = await state(owner, "zone.home")
    assert zone["state"] == "0"
    shown = zone["attributes"]
    assert (shown["latitude"], shown["longitude"], shown["radius"]) == (52.5, 13.4, 100)
    assert (shown["friendly_name"], shown["passive"], shown["persons"]) == ("Villa", False, [])
    assert shown["icon"] == "mdi:home"
    assert await owner.call("zone/list") == []


async def test_the_owner_makes_changes_and_removes_zones(bench: Bench, enter: Connect) -> None:
    owner, family = await enter(Role.OWNER), await enter(Role.FAMILY)
    made = await owner.call("zone/create", name="Work", radius=150, icon="mdi:briefcase", **WORK)
    assert made == {
        "id": "work",
        "name": "Work",
        **WORK,
        "radius": 150,
        "passive": False,
        "icon": "mdi:briefcase",
    }
    assert await family.call("zone/list") == [made]
    changed = await owner.call("zone/update", zone_id="work", name="Office", radius=80)
    assert (changed["name"], changed["radius"], changed["latitude"]) == ("Office", 80, 52.52)
    assert (await state(family, "zone.work"))["attributes"]["friendly_name"] == "Office"
    refusals: list[tuple[Client, dict[str, Any], str]] = [
        (family, {"kind": "zone/create", "name": "X", **HERE}, "unauthorized"),
        (family, {"kind": "zone/delete", "zone_id": "work"}, "unauthorized"),
        (owner, {"kind": "zone/create", "name": "office", **HERE}, "invalid_info"),
        (owner, {"kind": "zone/create", "name": "not_home", **HERE}, "invalid_info"),
        (owner, {"kind": "zone/create", "name": "N", "radius": 0, **HERE}, "invalid_format"),
        (owner, {"kind": "zone/update", "zone_id": "nowhere", "radius": 5}, "not_found"),
        (owner, {"kind": "zone/delete", "zone_id": "home"}, "not_found"),
    ]
    for client, call, code in refusals:
        refused = await client.fail(call.pop("kind"), **call)
        assert refused["code"] == code
    assert await owner.call("zone/delete", zone_id="work") is None
    assert await state(owner, "zone.work") == {}
    assert await owner.call("zone/list") == []
    assert not [key for key in bench.records.kept if key[0] == "zone"]


async def test_the_home_can_be_moved_and_made_larger_but_not_renamed(enter: Connect) -> None:
    owner = await enter(Role.OWNER)
    await owner.call("home/configure", **HERE)
    moved = await owner.call("zone/update", zone_id="home", latitude=52.6, radius=300)
    assert (moved["latitude"], moved["longitude"], moved["radius"]) == (52.6, 13.4, 300)
    assert (await owner.call("get_config"))["latitude"] == 52.6
    assert (await state(owner, "zone.home"))["attributes"]["radius"] == 300
    refused = await owner.fail("zone/update", zone_id="home", name="Castle")
    assert refused["code"] == "invalid_info"


async def test_zones_are_there_after_a_restart(bench: Bench, enter: Connect) -> None:
    owner = await enter(Role.OWNER)
    await owner.call("home/configure", **HERE)
    await owner.call("zone/update", zone_id="home", radius=250)
    await owner.call("zone/create", name="Work", **WORK)
    await bench.home.registry.settle()
    again = Home(
        bench.home.id, clock=bench.home.clock, records=bench.records, history=MemoryHistory()
    )
    await again.start()
    shown = {str(one.entity_id): one for one in again.states}
    assert shown["zone.home"].attributes["radius"] == 250
    assert shown["zone.work"].value == "0"
    await again.stop()


@pytest.mark.parametrize(
    ("told", "place", "expected"),
    [
        ("not_home", HERE, "home"),
        ("home", WORK, "Work"),
        ("Work", HERE, "home"),
        ("home", {"latitude": 48.0, "longitude": 11.0}, "not_home"),
        (None, {"latitude": 48.0, "longitude": 11.0}, "not_home"),
        ("Gym", {"latitude": 48.0, "longitude": 11.0}, "Gym"),
        ("home", {}, "home"),
        (None, {}, "unknown"),
        ("home", {"latitude": "x", "longitude": 200}, "home"),
    ],
)
async def test_the_position_decides_whatever_the_gateway_calls_it(
    bench: Bench, enter: Connect, told: str | None, place: dict[str, float], expected: str
) -> None:
    owner = await enter(Role.OWNER)
    await owner.call("home/configure", **HERE)
    await owner.call("zone/create", name="Work", **WORK)
    describe(bench.home)
    report(bench.home, told, gps_accuracy=10, **place)
    assert (await state(owner, "device_tracker.anna"))["state"] == expected


async def test_without_a_home_on_the_map_home_is_what_a_gateway_says(bench: Bench) -> None:
    describe(bench.home)
    report(bench.home, "home", **WORK)
    shown = {str(one.entity_id): one.value for one in bench.home.states}
    assert shown["device_tracker.anna"] == "home"


async def test_who_is_in_a_zone_is_counted_and_follows_when_it_moves(
    bench: Bench, enter: Connect
) -> None:
    owner = await enter(Role.OWNER)
    await owner.call("home/configure", **HERE)
    await owner.call("zone/create", name="Work", **WORK)
    describe(bench.home, "person")
    report(bench.home, None, **WORK)
    zone = await state(owner, "zone.work")
    assert (zone["state"], zone["attributes"]["persons"]) == ("1", ["person.anna"])
    await owner.call("zone/update", zone_id="work", name="Office")
    assert (await state(owner, "person.anna"))["state"] == "Office"
    assert (await state(owner, "zone.work"))["state"] == "1"
    await owner.call("zone/update", zone_id="work", latitude=48.0)
    assert (await state(owner, "person.anna"))["state"] == "not_home"
    assert (await state(owner, "zone.work"))["state"] == "0"


async def test_who_was_at_home_before_a_restart_needs_no_generous_first_fix(
    bench: Bench, enter: Connect
) -> None:
    owner = await enter(Role.OWNER)
    await owner.call("home/configure", **HERE)
    describe(bench.home)
    report(bench.home, None, gps_accuracy=5, **HERE)
    bench.home.intake(PHONES).available([KEY], False)
    assert (await state(owner, "device_tracker.anna"))["state"] == "unavailable"
    beside = {"latitude": 52.5 + 125 / 111_195, "longitude": 13.4, "gps_accuracy": 5}
    report(bench.home, None, **beside)
    assert (await state(owner, "device_tracker.anna"))["state"] == "home"


async def test_what_home_assistant_calls_a_zone_is_one_here_too(
    bench: Bench, enter: Connect
) -> None:
    owner = await enter(Role.OWNER)
    zones = [
        DeviceDescription(
            key=key,
            name=name,
            entities=(EntityDescription(key=EntityKey(key), domain="zone", object_id=key[5:]),),
        )
        for key, name in (("zone.home", "Villa"), ("zone.gym", "Gym"))
    ]
    intake = bench.home.intake(GatewayId("ha"))
    intake.devices(zones, is_complete=True)
    for key, place in (("zone.home", HERE), ("zone.gym", WORK)):
        attributes = {**place, "radius": 100, "passive": False}
        intake.state(StateReport(key=EntityKey(key), value="0", attributes=attributes))
    describe(bench.home)
    report(bench.home, None, **WORK)
    assert (await state(owner, "device_tracker.anna"))["state"] == "Gym"
    # A place stays where it is while its gateway is away.
    intake.available([EntityKey("zone.gym")], False)
    report(bench.home, None, **WORK)
    assert (await state(owner, "device_tracker.anna"))["state"] == "Gym"
    report(bench.home, None, **HERE)
    assert (await state(owner, "device_tracker.anna"))["state"] == "home"
    await owner.call("home/configure", latitude=48.0, longitude=11.0)
    assert (await state(owner, "device_tracker.anna"))["state"] == "not_home"
    assert (await state(owner, "zone.home"))["attributes"]["latitude"] == 48.0
    assert (await state(owner, "zone.ha_home"))["attributes"]["latitude"] == 52.5


async def test_neither_guests_nor_testers_learn_where_anybody_is(
    bench: Bench, enter: Connect
) -> None:
    owner, tester = await enter(Role.OWNER), await enter(Role.TESTER)
    guest = await enter(Role.GUEST, "kitchen")
    await owner.call("home/configure", **HERE)
    await owner.call("zone/create", name="Work", **WORK)
    describe(bench.home, "person")
    report(bench.home, None, **WORK)
    for client in (tester, guest):
        domains = {one["entity_id"].split(".")[0] for one in await client.call("get_states")}
        assert not domains & {"person", "device_tracker", "zone"}
        refused = await client.fail("home/location/route", entity_id="person.anna", start=0)
        assert refused["code"] == "not_found"
    assert (await tester.call("get_states"))[0]["entity_id"] == "light.lamp"
    assert {one["area_id"] for one in await tester.call("config/area_registry/list")} == {
        "kitchen",
        "hall",
    }
    for client in (tester, guest):
        assert await client.call("zone/list") == []
        config = await client.call("get_config")
        assert (config["latitude"], config["longitude"]) == (0.0, 0.0)


async def test_a_tester_is_not_told_which_trackers_people_have(enter: Connect) -> None:
    family, tester = await enter(Role.FAMILY), await enter(Role.TESTER)
    await family.call("home/location/share", is_shared=True)
    for client, count in ((family, 1), (tester, 0)):
        listed = (await client.call("person/list"))["storage"]
        assert sum(len(person["device_trackers"]) for person in listed) == count


async def test_a_tracker_that_is_switched_off_stays_so_when_zones_change(
    bench: Bench, enter: Connect
) -> None:
    owner = await enter(Role.OWNER)
    describe(bench.home)
    report(bench.home, None, **HERE)
    await owner.call(
        "config/entity_registry/update", entity_id="device_tracker.anna", disabled_by="user"
    )
    report(bench.home, None, **WORK)
    await owner.call("zone/create", name="Work", **WORK)
    assert await state(owner, "device_tracker.anna") == {}
