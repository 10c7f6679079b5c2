"""The five registries: what is listed, what the owner changes and what others may not."""

from typing import Any

import pytest

from embedded_hub.core.people import Role
from embedded_hub.model.ids import EntityId
from tests.integration.server.conftest import FLAT, GATEWAY, Bench, Client, Connect


def named(entries: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(entry for entry in entries if entry["name"] == name)


async def test_everything_described_is_listed(owner: Client) -> None:
    areas = await owner.call("config/area_registry/list")
    devices = await owner.call("config/device_registry/list")
    entities = await owner.call("config/entity_registry/list")
    assert [area["area_id"] for area in areas] == ["kitchen", "hall"]
    lamp = named(devices, "Lamp")
    assert lamp["area_id"] == "kitchen"
    assert lamp["config_entries"] == [GATEWAY]
    assert {entity["entity_id"] for entity in entities} >= {"light.lamp", "lock.door"}
    assert entities[0]["device_id"] == lamp["id"]
    assert await owner.call("config/floor_registry/list") == []
    assert await owner.call("config/label_registry/list") == []


async def test_a_screen_gets_short_entries(owner: Client) -> None:
    listed = await owner.call("config/entity_registry/list_for_display")
    assert listed["entity_categories"] == {"0": "config", "1": "diagnostic"}
    lamp = next(entity for entity in listed["entities"] if entity["ei"] == "light.lamp")
    assert lamp["pl"] == GATEWAY
    assert lamp["lb"] == []


async def test_one_entity_is_read_whole(owner: Client) -> None:
    entity = await owner.call("config/entity_registry/get", entity_id="sensor.heat")
    assert entity["original_device_class"] == "temperature"
    assert entity["aliases"] == []
    error = await owner.fail("config/entity_registry/get", entity_id="sensor.no")
    assert error["code"] == "not_found"


@pytest.mark.parametrize("kind", ["area", "floor", "label"])
async def test_a_place_or_label_is_made_changed_and_removed(owner: Client, kind: str) -> None:
    family = f"config/{kind}_registry"
    await owner.subscribe("subscribe_events", event_type=f"{kind}_registry_updated")
    made = await owner.call(f"{family}/create", name="Küche Süd")
    key = f"{kind}_id"
    assert made[key] == "kuche_sud"
    error = await owner.fail(f"{family}/create", name="küche süd")
    assert error["code"] == "invalid_info"
    changed = await owner.call(f"{family}/update", **{key: made[key]}, name="Sud", icon="mdi:sun")
    assert (changed["name"], changed["icon"], changed[key]) == ("Sud", "mdi:sun", made[key])
    cleared = await owner.call(f"{family}/update", **{key: made[key]}, icon=None)
    assert (cleared["name"], cleared["icon"]) == ("Sud", None)
    await owner.call(f"{family}/delete", **{key: made[key]})
    error = await owner.fail(f"{family}/delete", **{key: made[key]})
    assert error["code"] == "not_found"
    told = [(await owner.event())["data"] for _ in range(4)]
    assert [one["action"] for one in told] == ["create", "update", "update", "remove"]
    assert {one[key] for one in told} == {"kuche_sud"}


async def test_removing_an_area_leaves_its_things_nowhere(bench: Bench, owner: Client) -> None:
    await owner.call("config/area_registry/delete", area_id="kitchen")
    devices = await owner.call("config/device_registry/list")
    assert named(devices, "Lamp")["area_id"] is None
    assert named(devices, "Door")["area_id"] == "hall"


async def test_removing_a_label_takes_it_from_everything(owner: Client) -> None:
    await owner.call("config/label_registry/create", name="Cosy")
    await owner.call("config/area_registry/update", area_id="hall", labels=["cosy"])
    await owner.call("config/entity_registry/update", entity_id="light.lamp", labels=["cosy"])
    await owner.call("config/label_registry/delete", label_id="cosy")
    areas = await owner.call("config/area_registry/list")
    entity = await owner.call("config/entity_registry/get", entity_id="light.lamp")
    assert named(areas, "Hall")["labels"] == []
    assert entity["labels"] == []


async def test_a_device_is_named_and_moved_by_people(bench: Bench, owner: Client) -> None:
    devices = await owner.call("config/device_registry/list")
    lamp = named(devices, "Lamp")["id"]
    update = {"device_id": lamp, "name_by_user": "Big lamp", "area_id": "hall"}
    changed = await owner.call("config/device_registry/update", **update)
    assert (changed["name"], changed["name_by_user"]) == ("Lamp", "Big lamp")
    bench.home.intake(GATEWAY).devices(FLAT, is_complete=True)
    devices = await owner.call("config/device_registry/list")
    assert named(devices, "Lamp")["area_id"] == "hall"


async def test_an_entity_keeps_its_state_under_a_new_id(bench: Bench, owner: Client) -> None:
    update = {"entity_id": "light.lamp", "new_entity_id": "light.big", "name": "Big"}
    changed = await owner.call("config/entity_registry/update", **update)
    assert changed["entity_entry"]["entity_id"] == "light.big"
    states = {one["entity_id"]: one for one in await owner.call("get_states")}
    assert "light.lamp" not in states
    assert states["light.big"]["state"] == "on"
    bench.report("lamp", "off")
    state = bench.home.states.get(EntityId("light.big"))
    assert state is not None
    assert state.value == "off"


@pytest.mark.parametrize(
    ("new_id", "code"),
    [
        ("switch.lamp", "invalid_info"),
        ("light.spot", "invalid_info"),
        ("Light Big", "invalid_format"),
    ],
)
async def test_an_impossible_new_id_changes_nothing(owner: Client, new_id: str, code: str) -> None:
    update = {"entity_id": "light.lamp", "new_entity_id": new_id, "name": "Big"}
    assert (await owner.fail("config/entity_registry/update", **update))["code"] == code
    entity = await owner.call("config/entity_registry/get", entity_id="light.lamp")
    assert entity["name"] is None


async def test_references_must_lead_somewhere(owner: Client) -> None:
    for update in ({"area_id": "nowhere"}, {"labels": ["nowhere"]}):
        error = await owner.fail("config/entity_registry/update", entity_id="light.lamp", **update)
        assert error["code"] == "invalid_info"


async def test_a_disabled_entity_has_no_state(bench: Bench, owner: Client) -> None:
    update = {"entity_id": "light.lamp", "disabled_by": "user"}
    await owner.call("config/entity_registry/update", **update)
    assert "light.lamp" not in {one["entity_id"] for one in await owner.call("get_states")}
    await owner.call("config/entity_registry/update", entity_id="light.lamp", disabled_by=None)
    assert "light.lamp" in {one["entity_id"] for one in await owner.call("get_states")}


async def test_only_what_its_gateway_forgot_can_be_removed(bench: Bench, owner: Client) -> None:
    error = await owner.fail("config/entity_registry/remove", entity_id="light.lamp")
    assert error["code"] == "not_allowed"
    bench.home.intake(GATEWAY).devices(FLAT[1:], is_complete=True)
    await owner.call("config/entity_registry/remove", entity_id="light.lamp")
    error = await owner.fail("config/entity_registry/get", entity_id="light.lamp")
    assert error["code"] == "not_found"


async def test_a_change_that_cannot_be_kept_is_refused_and_taken_back(
    bench: Bench, owner: Client
) -> None:
    bench.records.is_full = True
    error = await owner.fail("config/area_registry/create", name="Attic")
    assert error["code"] == "storage_error"
    bench.records.is_full = False
    assert len(await owner.call("config/area_registry/list")) == 2


CHANGES: list[tuple[str, dict[str, Any]]] = [
    ("config/area_registry/create", {"name": "Attic"}),
    ("config/area_registry/update", {"area_id": "hall", "name": "Attic"}),
    ("config/area_registry/delete", {"area_id": "hall"}),
    ("config/floor_registry/create", {"name": "Attic"}),
    ("config/label_registry/create", {"name": "Attic"}),
    ("config/entity_registry/update", {"entity_id": "switch.fan", "name": "Attic"}),
    ("config/entity_registry/remove", {"entity_id": "switch.fan"}),
    ("config/auth/list", {}),
    ("home/configure", {"name": "Mine"}),
    ("home/tokens/list", {}),
    ("home/tokens/create", {"role": "owner", "name": "Me"}),
    ("home/tokens/revoke", {"token_id": "x"}),
    ("home/gateways/add", {"gateway_type": "native"}),
    ("home/gateways/remove", {"gateway_id": "gw"}),
    ("home/gateways/pause", {"gateway_id": "gw", "is_paused": True}),
]


@pytest.mark.parametrize("role", [Role.FAMILY, Role.GUEST, Role.TESTER])
async def test_nobody_but_the_owner_changes_how_the_home_is_set_up(
    enter: Connect, role: Role
) -> None:
    client = await enter(role, *(("hall",) if role is Role.GUEST else ()))
    for command, fields in CHANGES:
        assert (await client.fail(command, **fields))["code"] == "unauthorized", command


async def test_a_guest_is_told_no_name_from_another_room(bench: Bench, enter: Connect) -> None:
    guest = await enter(Role.GUEST, "hall")
    listings = [
        await guest.call(command)
        for command in (
            "config/area_registry/list",
            "config/floor_registry/list",
            "config/label_registry/list",
            "config/device_registry/list",
            "config/entity_registry/list",
            "config/entity_registry/list_for_display",
            "get_states",
            "get_services",
            "get_config",
            "person/list",
            "recorder/list_statistic_ids",
            "persistent_notification/get",
        )
    ]
    told = str(listings)
    for hidden in ("Kitchen", "kitchen", "Lamp", "light.", "lock.door", "Door", "heat"):
        assert hidden not in told, hidden
    assert "switch.fan" in told
    for hidden in ("light.lamp", "lock.door", "light.nowhere"):
        error = await guest.fail("config/entity_registry/get", entity_id=hidden)
        assert error["code"] == "not_found"
    await guest.subscribe("subscribe_events", event_type="entity_registry_updated")
    await guest.subscribe("subscribe_events", event_type="area_registry_updated")
    boss = await enter(Role.OWNER)
    await boss.call("config/entity_registry/update", entity_id="light.lamp", name="Secret")
    await boss.call("config/area_registry/update", area_id="kitchen", name="Secret")
    await guest.quiet()
