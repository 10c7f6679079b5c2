import asyncio

import msgspec
import pytest

from embedded_hub.core.events import GatewaysChanged, RegistryUpdated
from embedded_hub.core.home import Home
from embedded_hub.core.merging import LOST_AFTER_S
from embedded_hub.core.people import Role
from embedded_hub.core.registry import put
from embedded_hub.core.targets import Target
from embedded_hub.errors import InvalidInfo, NotFound, StorageError
from embedded_hub.model.description import DeviceDescription, EntityDescription
from embedded_hub.model.gateway_status import GatewayStatus, LinkState
from embedded_hub.model.ids import AreaId, EntityKey, GatewayId, HomeId
from embedded_hub.model.registry import Device, Entity
from embedded_hub.model.state import StateReport
from tests.fakes.clock import ManualClock
from tests.fakes.stores import MemoryHistory, MemoryRecords
from tests.unit.core.conftest import somebody

DIRECT, PASSED_ON = GatewayId("shelly"), GatewayId("home_assistant")
MAC = (("mac", "a8:03:2a:be:12:34"),)


def described(gateway: str, name: str, area: str | None = None) -> DeviceDescription:
    """Describe the one plug, as that gateway sees it."""
    power = {"device_class": "power", "unit_of_measurement": "W"}
    return DeviceDescription(
        key="plug",
        name=name,
        area=area,
        connections=MAC,
        entities=(
            EntityDescription(key=EntityKey("switch"), domain="switch"),
            EntityDescription(
                key=EntityKey("power"), domain="sensor", name=f"{gateway} power", attributes=power
            ),
            EntityDescription(key=EntityKey("own"), domain="text", name=f"Only {gateway}"),
        ),
    )


def describe(home: Home) -> None:
    home.intake(DIRECT).devices([described("shelly", "Plug")], is_complete=True)
    passed_on = [described("ha", "Kettle", "Kitchen")]
    home.intake(PASSED_ON).devices(passed_on, is_complete=True)
    for gateway_id in (DIRECT, PASSED_ON):
        home.intake(gateway_id).state(StateReport(key=EntityKey("switch"), value="on"))


@pytest.fixture
async def twice(home: Home) -> Home:
    """A home in which two gateways know the same plug."""
    describe(home)
    return home


def plug(home: Home, gateway_id: GatewayId) -> Device:
    found = home.registry.device_by_key(gateway_id, "plug")
    assert found is not None
    return found


def entity(home: Home, gateway_id: GatewayId, key: str) -> Entity:
    found = home.registry.entity_by_key(gateway_id, EntityKey(key))
    assert found is not None
    return found


async def merge(home: Home) -> Device:
    return await home.merging.merge(plug(home, DIRECT).id, [plug(home, PASSED_ON).id])


def shown(home: Home) -> set[str]:
    return {one.entity_id for one in home.registry.entities.all() if one.hidden_by is None}


def stands(gateway_id: GatewayId, state: LinkState) -> GatewayStatus:
    return GatewayStatus(id=gateway_id, type=gateway_id, title="", state=state, since_at=0.0)


async def tell(home: Home, direct: LinkState) -> None:
    gateways = (stands(DIRECT, direct), stands(PASSED_ON, LinkState.CONNECTED))
    home.bus.publish(GatewaysChanged(gateways=gateways))
    await asyncio.sleep(0)


EVERYTHING = {
    *("switch.plug", "sensor.plug_shelly_power", "text.plug_only_shelly"),
    *("switch.kettle", "sensor.kettle_ha_power", "text.kettle_only_ha"),
}
ONCE = EVERYTHING - {"switch.kettle", "sensor.kettle_ha_power"}


async def test_what_two_gateways_describe_is_offered_once_it_is_there(twice: Home) -> None:
    [offer] = twice.merging.offers()
    assert offer.reason == "mac"
    assert set(offer.device_ids) == {plug(twice, DIRECT).id, plug(twice, PASSED_ON).id}
    await merge(twice)
    assert twice.merging.offers() == []


async def test_a_merged_thing_says_everything_once(twice: Home) -> None:
    kept = await merge(twice)
    assert shown(twice) == ONCE
    assert {one.device_id for one in twice.registry.entities.all()} == {kept.id}
    state = twice.states.get(entity(twice, PASSED_ON, "own").entity_id)
    assert state is not None
    assert state.attributes["friendly_name"] == "Plug Only ha"


async def test_the_kept_device_takes_the_room_it_had_none_of(twice: Home) -> None:
    assert (await merge(twice)).area_id == "kitchen"


async def test_separating_leads_back_to_exactly_what_was(twice: Home) -> None:
    before = twice.registry.devices.all(), twice.registry.entities.all()
    await merge(twice)
    separate = await twice.merging.unmerge(plug(twice, PASSED_ON).id)
    assert [one.name for one in separate] == ["Plug", "Kettle"]
    assert (twice.registry.devices.all(), twice.registry.entities.all()) == before
    assert len(twice.merging.offers()) == 1


async def test_what_a_person_chose_meanwhile_survives_separating(twice: Home) -> None:
    kept = await merge(twice)
    moved = msgspec.structs.replace(kept, area_id=AreaId("attic"), name_by_user="Tea")
    await twice.registry.edit(put(moved))
    await twice.merging.unmerge(kept.id)
    again = plug(twice, DIRECT)
    assert (again.area_id, again.name_by_user) == ("attic", "Tea")
    assert plug(twice, PASSED_ON).area_id == "kitchen"


async def test_a_gateway_that_describes_its_devices_anew_does_not_separate_them(
    twice: Home,
) -> None:
    await merge(twice)
    describe(twice)
    await asyncio.sleep(0)
    assert shown(twice) == ONCE


async def test_a_home_that_was_killed_knows_what_is_one(
    twice: Home, clock: ManualClock, records: MemoryRecords
) -> None:
    kept = await merge(twice)
    await twice.merging.tell_apart([kept.id, plug(twice, PASSED_ON).id], is_distinct=True)
    again = Home(HomeId("home"), clock=clock, records=records, history=MemoryHistory())
    await again.start()
    await asyncio.sleep(0)
    assert [one.id for one in again.registry.parts_of(kept.id)] == [plug(twice, PASSED_ON).id]
    assert shown(again) == ONCE
    await again.merging.unmerge(kept.id)
    assert again.merging.offers() == []
    await again.stop()


async def test_a_full_disk_leaves_both_as_they_were(twice: Home, records: MemoryRecords) -> None:
    await twice.registry.settle()
    before = twice.registry.devices.all(), twice.registry.entities.all()
    records.is_full = True
    with pytest.raises(StorageError):
        await merge(twice)
    await asyncio.sleep(0)
    records.is_full = False
    assert (twice.registry.devices.all(), twice.registry.entities.all()) == before


async def test_twins_are_shown_while_the_kept_gateway_is_lost(
    twice: Home, clock: ManualClock
) -> None:
    await merge(twice)
    await tell(twice, LinkState.CONNECTED)
    await tell(twice, LinkState.UNREACHABLE)
    assert shown(twice) == ONCE, "a restart is no loss"
    clock.advance(LOST_AFTER_S)
    await tell(twice, LinkState.CONNECTING)
    assert shown(twice) == EVERYTHING
    await tell(twice, LinkState.CONNECTED)
    assert shown(twice) == ONCE


async def test_twins_are_shown_at_once_when_a_person_pauses_the_kept_gateway(twice: Home) -> None:
    await merge(twice)
    await tell(twice, LinkState.PAUSED)
    assert shown(twice) == EVERYTHING


async def test_the_other_takes_over_when_the_kept_gateway_is_removed(twice: Home) -> None:
    kept = await merge(twice)
    await twice.registry.edit(put(msgspec.structs.replace(kept, name_by_user="Tea")))
    await twice.forget(DIRECT)
    [left] = twice.registry.devices.all()
    assert (left.display_name, left.area_id, left.merged_into) == ("Tea", "kitchen", None)
    assert shown(twice) == {"switch.kettle", "sensor.kettle_ha_power", "text.kettle_only_ha"}
    assert {one.device_id for one in twice.registry.entities.all()} == {left.id}


async def test_the_kept_one_stays_when_the_other_gateway_is_removed(twice: Home) -> None:
    kept = await merge(twice)
    await twice.forget(PASSED_ON)
    assert twice.registry.parts_of(kept.id) == []
    assert plug(twice, DIRECT).area_id == "kitchen"


async def test_a_twin_is_shown_when_the_kept_one_is_gone_or_disabled(twice: Home) -> None:
    await merge(twice)
    mine = entity(twice, DIRECT, "switch")
    await twice.registry.edit(put(msgspec.structs.replace(mine, disabled_by="user")))
    await asyncio.sleep(0)
    assert "switch.kettle" in shown(twice)


async def test_three_descriptions_become_one_and_the_next_takes_over(twice: Home) -> None:
    third = GatewayId("tasmota")
    twice.intake(third).devices([described("tasmota", "Socket")], is_complete=True)
    await twice.merging.merge(plug(twice, PASSED_ON).id, [plug(twice, third).id])
    kept = await merge(twice)
    assert len(twice.registry.parts_of(kept.id)) == 2
    assert shown(twice) == {*ONCE, "text.socket_only_tasmota"}
    await twice.forget(DIRECT)
    await asyncio.sleep(0)
    [heir] = [one for one in twice.registry.devices.all() if one.merged_into is None]
    assert heir.gateway_id == PASSED_ON
    assert shown(twice) == {
        *("switch.kettle", "sensor.kettle_ha_power", "text.kettle_only_ha"),
        "text.socket_only_tasmota",
    }


async def test_what_cannot_be_merged_is_refused_and_changes_nothing(twice: Home) -> None:
    one, other = plug(twice, DIRECT).id, plug(twice, PASSED_ON).id
    with pytest.raises(NotFound):
        await twice.merging.merge(one, ["nothing"])
    for others in ([one], [other, other], []):
        with pytest.raises(InvalidInfo):
            await twice.merging.merge(one, others)
    with pytest.raises(InvalidInfo):
        await twice.merging.unmerge(one)
    await twice.merging.merge(one, [other])
    with pytest.raises(InvalidInfo):
        await twice.merging.merge(other, [one])


async def test_an_action_on_a_part_reaches_the_thing(twice: Home) -> None:
    await merge(twice)
    owner = await somebody(twice, Role.OWNER)
    chosen = twice.targets.resolve(owner, Target(device_id=(plug(twice, PASSED_ON).id,)))
    assert "switch.plug" in {one.entity_id for one in chosen.found}
    assert "switch.kettle" not in {one.entity_id for one in chosen.found}


async def test_a_guest_sees_the_thing_by_the_room_of_the_kept_one(twice: Home) -> None:
    guest = await somebody(twice, Role.GUEST, "kitchen")
    scope = twice.permissions.scope_of(guest)
    assert not scope.sees(entity(twice, DIRECT, "switch").entity_id)
    await merge(twice)
    assert scope.sees(entity(twice, DIRECT, "switch").entity_id)


async def test_clients_hear_that_a_part_is_no_device_of_its_own_any_more(twice: Home) -> None:
    heard: list[tuple[str, str]] = []

    def hear(event: RegistryUpdated) -> None:
        if event.kind == "device":
            heard.append((event.action, event.id))

    twice.bus.subscribe(RegistryUpdated, hear)
    await merge(twice)
    part = plug(twice, PASSED_ON)
    assert ("remove", part.id) in heard
    await twice.merging.unmerge(part.id)
    assert ("create", part.id) in heard
