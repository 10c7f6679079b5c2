"""What the registry knows of panels and doors, and what each may hear."""

import msgspec

from embedded_hub.core.intercom.stations import MAX_STATIONS
from embedded_hub.core.intercom.talk_groups import GroupKind, Right, hears, right
from embedded_hub.core.people import Role
from embedded_hub.core.registry import put
from embedded_hub.model.ids import AreaId, DeviceId, EntityId, EntityKey
from embedded_hub.model.registry import Device, Entity
from tests.unit.core.intercom.conftest import Flat
from tests.unit.core.intercom.stations import GATEWAY, install

DOOR, PANEL = ("speaker", "mic", "button"), ("speaker", "mic")


async def switch_off(flat: Flat, entity_id: str) -> None:
    entity = flat.registry.entities.get(entity_id)
    assert entity is not None
    await flat.registry.edit(put(msgspec.structs.replace(entity, disabled_by="user")))


async def test_a_panel_is_a_member_of_its_room_and_a_door_is_not(flat: Flat) -> None:
    panel, _ = await install(flat, "panel", *PANEL, area="kitchen")
    door, _ = await install(flat, "door", *DOOR, area="kitchen")
    groups = {one: flat.intercom.groups.get(one) for one in ("all", "area:kitchen", "area:hall")}
    may = {name: right(panel.principal, group) for name, group in groups.items()}
    assert may == {"all": Right.LISTEN, "area:kitchen": Right.TALK, "area:hall": Right.NONE}
    assert right(door.principal, groups["area:kitchen"]) is Right.NONE
    assert right(door.principal, flat.intercom.groups.get("device:d_door")) is Right.TALK
    assert right(door.principal, flat.intercom.groups.get("device:d_panel")) is Right.NONE


async def test_who_may_speak_to_a_station_and_hear_it(flat: Flat) -> None:
    await install(flat, "panel", *PANEL, area="kitchen")
    await install(flat, "door", *DOOR)
    panel, door = (flat.intercom.groups.get(f"device:d_{one}") for one in ("panel", "door"))
    assert (panel.kind, door.kind) == (GroupKind.DIRECT, GroupKind.GATE)
    who = {
        "family": (await flat.join(name="Anna"))[0],
        "cook": (await flat.join(Role.GUEST, name="Gus", areas=("kitchen",)))[0],
        "painter": (await flat.join(Role.GUEST, name="Pia", areas=("hall",)))[0],
        "tester": (await flat.join(Role.TESTER))[0],
    }
    at_panel = {name: right(one.principal, panel).value for name, one in who.items()}
    assert at_panel == {"family": "talk", "cook": "talk", "painter": "none", "tester": "none"}
    at_door = {name: hears(one.principal, door) for name, one in who.items()}
    assert at_door == {"family": True, "cook": False, "painter": False, "tester": False}


async def test_a_door_whose_bell_is_switched_off_is_still_a_door(flat: Flat) -> None:
    await install(flat, "door", *DOOR, area="hall")
    await switch_off(flat, "event.door_button")
    station = flat.intercom.stations.get("d_door")
    assert station is not None
    assert (station.bell, station.is_gate) == (None, True)
    assert station.principal.user.area_ids == ()


async def test_a_microphone_that_is_switched_off_is_none(flat: Flat) -> None:
    await install(flat, "panel", *PANEL)
    seen = []
    flat.intercom.stations.watch(lambda: seen.append(flat.intercom.stations.get("d_panel")))
    await switch_off(flat, "event.panel_mic")
    assert [station and (station.can_hear, station.can_talk) for station in seen] == [(True, False)]


async def test_a_station_follows_its_device_to_another_room_and_name(flat: Flat) -> None:
    await install(flat, "panel", *PANEL, area="kitchen")
    device = flat.registry.devices.get("d_panel")
    assert device is not None
    moved = msgspec.structs.replace(device, area_id=AreaId("hall"), name_by_user="Hall panel")
    await flat.registry.edit(put(moved))
    group = flat.intercom.groups.get("device:d_panel")
    assert (group.name, group.area_id) == ("Hall panel", "hall")
    await flat.registry.edit(put(msgspec.structs.replace(moved, disabled_by="user")))
    assert flat.intercom.stations.get("d_panel") is None


async def test_a_home_has_so_many_stations_and_no_more(flat: Flat) -> None:
    changes = []
    for number in range(MAX_STATIONS + 5):
        device_id = DeviceId(f"d{number:04}")
        changes.append(put(Device(id=device_id, gateway_id=GATEWAY, key=device_id, name="P")))
        entity = Entity(
            entity_id=EntityId(f"media_player.p{number:04}"),
            gateway_id=GATEWAY,
            key=EntityKey(f"{device_id}/s"),
            device_id=device_id,
            attributes={"voice": "speaker"},
        )
        changes.append(put(entity))
    await flat.registry.edit(*changes)
    assert len(flat.intercom.stations.all()) == MAX_STATIONS
