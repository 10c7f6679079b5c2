"""Many devices at once, and one thing that two gateways describe, as clients see it."""

from typing import Any

import msgspec
import pytest

from embedded_hub.client.registry_wire import read_devices
from embedded_hub.core.people import Role
from embedded_hub.model.ids import GatewayId
from tests.integration.server.conftest import GATEWAY, Bench, Client, Connect, describe

OTHER = GatewayId("other")
MAC = (("mac", "a8:03:2a:be:12:34"),)


@pytest.fixture
async def twice(bench: Bench) -> Bench:
    """A bench whose lamp another gateway describes as well."""
    lamp = msgspec.structs.replace(
        describe("lamp", "Lamp", "Kitchen", "light", supported_color_modes=["brightness"]),
        connections=MAC,
    )
    bench.home.intake(GATEWAY).devices([lamp], is_complete=False)
    bulb = msgspec.structs.replace(
        describe("bulb", "Bulb", "Hall", "light", supported_color_modes=["brightness"]),
        connections=MAC,
    )
    bench.home.intake(OTHER).devices([bulb], is_complete=True)
    return bench


async def devices(client: Client) -> dict[str, Any]:
    listed = await client.call("config/device_registry/list")
    return {one["name"]: one for one in listed}


async def test_many_devices_are_named_and_placed_at_once_and_back(owner: Client) -> None:
    before = await devices(owner)
    lamp, fan = before["Lamp"]["id"], before["Fan"]["id"]
    changes = [
        {"device_id": lamp, "name": " Big lamp ", "area_id": "hall"},
        {"device_id": fan, "area_id": None},
    ]
    answer = await owner.call("home/devices/arrange", changes=changes)
    assert [(one["name_by_user"], one["area_id"]) for one in answer["devices"]] == [
        ("Big lamp", "hall"),
        (None, None),
    ]
    await owner.call("home/devices/arrange", changes=answer["undo"])
    assert await devices(owner) == before
    [entry, *_] = await owner.call("home/audit/list", limit=1)
    assert (entry["kind"], entry["details"]["count"]) == ("device/arranged", 2)


async def test_one_change_that_is_wrong_stops_all_of_them(owner: Client) -> None:
    before = await devices(owner)
    good = {"device_id": before["Lamp"]["id"], "name": "Big lamp"}
    for bad in ({"device_id": "nothing"}, {**good, "area_id": "nowhere"}):
        await owner.fail("home/devices/arrange", changes=[good, bad])
    assert await devices(owner) == before


async def test_a_merged_thing_is_one_device_for_every_client(twice: Bench, owner: Client) -> None:
    [group] = (await owner.call("home/devices/duplicates"))["groups"]
    assert group["reason"] == "mac"
    ids = {one["name"]: one["id"] for one in (await devices(owner)).values()}
    assert set(group["device_ids"]) == {ids["Lamp"], ids["Bulb"]}
    await owner.subscribe("subscribe_events", event_type="device_registry_updated")
    answer = await owner.call("home/devices/merge", keep=ids["Lamp"], others=[ids["Bulb"]])
    lamp = answer["devices"][0]
    assert lamp["config_entries"] == [GATEWAY, OTHER]
    assert lamp["identifiers"] == [[GATEWAY, "lamp"], [OTHER, "bulb"]]
    assert lamp["merged"] == [
        {
            "id": ids["Bulb"],
            "gateway_id": OTHER,
            "name": "Bulb",
            "manufacturer": None,
            "model": None,
        }
    ]
    assert (await owner.event())["data"]["action"] == "remove"
    listed = await owner.call("config/device_registry/list")
    assert "Bulb" not in {one["name"] for one in listed}
    mirrored = {one.id: one.merged_into for one in read_devices(listed)}
    assert mirrored[ids["Bulb"]] == ids["Lamp"]
    bulb = await owner.call("config/entity_registry/get", entity_id="light.bulb")
    assert (bulb["device_id"], bulb["hidden_by"]) == (ids["Lamp"], "integration")
    assert (await owner.call("home/devices/duplicates"))["groups"] == []
    related = await owner.call("search/related", item_type="device", item_id=ids["Bulb"])
    assert related["entity"] == ["light.bulb", "light.lamp"]


async def test_a_part_is_separated_again(twice: Bench, owner: Client) -> None:
    before = await devices(owner)
    ids = {name: one["id"] for name, one in before.items()}
    await owner.call("home/devices/merge", keep=ids["Lamp"], others=[ids["Bulb"]])
    await owner.call("home/devices/unmerge", device_id=ids["Bulb"])
    assert await devices(owner) == before
    bulb = await owner.call("config/entity_registry/get", entity_id="light.bulb")
    assert (bulb["device_id"], bulb["hidden_by"]) == (ids["Bulb"], None)


async def test_a_twin_a_person_wants_to_see_stays_to_be_seen(twice: Bench, owner: Client) -> None:
    ids = {name: one["id"] for name, one in (await devices(owner)).items()}
    await owner.call("home/devices/merge", keep=ids["Lamp"], others=[ids["Bulb"]])
    await owner.call("config/entity_registry/update", entity_id="light.bulb", hidden_by=None)
    await owner.call("config/entity_registry/update", entity_id="light.lamp", icon="mdi:sun")
    bulb = await owner.call("config/entity_registry/get", entity_id="light.bulb")
    assert bulb["hidden_by"] is None


async def test_different_things_are_not_offered_until_that_is_taken_back(
    twice: Bench, owner: Client
) -> None:
    [group] = (await owner.call("home/devices/duplicates"))["groups"]
    ids = group["device_ids"]
    await owner.call("home/devices/distinct", device_ids=ids)
    assert (await owner.call("home/devices/duplicates"))["groups"] == []
    await owner.call("home/devices/distinct", device_ids=ids, is_distinct=False)
    assert (await owner.call("home/devices/duplicates"))["groups"] == [group]


@pytest.mark.parametrize("role", [Role.FAMILY, Role.GUEST, Role.TESTER])
async def test_only_the_owner_arranges_and_merges(twice: Bench, enter: Connect, role: Role) -> None:
    client = await enter(role)
    [one, other, *_] = [device.id for device in twice.home.registry.devices.all()]
    commands: dict[str, dict[str, Any]] = {
        "home/devices/arrange": {"changes": [{"device_id": one}]},
        "home/devices/duplicates": {},
        "home/devices/merge": {"keep": one, "others": [other]},
        "home/devices/unmerge": {"device_id": one},
        "home/devices/distinct": {"device_ids": [one, other]},
    }
    for type_, fields in commands.items():
        assert (await client.fail(type_, **fields))["code"] == "unauthorized"
