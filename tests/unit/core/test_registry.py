import msgspec
import pytest

from embedded_hub.core.events import RegistryUpdated
from embedded_hub.core.home import Home
from embedded_hub.core.registry import delete, put
from embedded_hub.errors import StorageError
from embedded_hub.model.ids import AreaId, EntityId, EntityKey, HomeId
from embedded_hub.model.registry import Area
from embedded_hub.model.state import StateReport
from tests.fakes.clock import ManualClock
from tests.fakes.stores import MemoryHistory, MemoryRecords
from tests.unit.core.conftest import FLAT, GATEWAY


async def test_an_edit_is_on_the_disk_before_it_is_acknowledged(
    home: Home, records: MemoryRecords
) -> None:
    await home.registry.edit(put(Area(area_id=AreaId("attic"), name="Attic")))
    body = records.kept["area", "attic"].body
    assert body is not None
    assert msgspec.json.decode(body)["name"] == "Attic"


async def test_an_edit_that_cannot_be_written_is_taken_back_and_announced_as_undone(
    home: Home, records: MemoryRecords
) -> None:
    seen: list[RegistryUpdated] = []
    home.bus.subscribe(RegistryUpdated, seen.append)
    records.is_full = True
    with pytest.raises(StorageError):
        await home.registry.edit(put(Area(area_id=AreaId("attic"), name="Attic")))
    assert home.registry.areas.get("attic") is None
    assert [event.action for event in seen] == ["create", "remove"]


async def test_what_a_person_chose_survives_what_the_gateway_says_next(flat: Home) -> None:
    lamp = flat.registry.device_by_key(GATEWAY, "lamp")
    light = flat.registry.entities.get("light.ceiling_lamp")
    assert lamp is not None
    assert light is not None
    await flat.registry.edit(
        put(msgspec.structs.replace(lamp, name_by_user="Big lamp", area_id=AreaId("hall"))),
        put(msgspec.structs.replace(light, icon="mdi:ceiling-light")),
    )
    flat.intake(GATEWAY).devices(FLAT, is_complete=True)
    state = flat.states.get(light.entity_id)
    assert state is not None
    assert state.attributes["friendly_name"] == "Big lamp"
    assert state.attributes["icon"] == "mdi:ceiling-light"
    assert flat.registry.area_of(light) == "hall"


async def test_what_the_gateway_no_longer_describes_is_gone_and_comes_back_as_it_was(
    flat: Home,
) -> None:
    light = flat.registry.entities.get("light.ceiling_lamp")
    assert light is not None
    await flat.registry.edit(put(msgspec.structs.replace(light, name="Sun")))
    flat.intake(GATEWAY).devices(FLAT[1:], is_complete=True)
    assert flat.states.get(light.entity_id) is None
    flat.intake(GATEWAY).devices(FLAT, is_complete=True)
    again = flat.registry.entities.get(light.entity_id)
    assert again is not None
    assert not again.is_gone
    assert again.name == "Sun"


async def test_a_restarted_home_knows_its_places_and_names(
    flat: Home, clock: ManualClock, records: MemoryRecords
) -> None:
    await flat.stop()
    again = Home(HomeId("home"), clock=clock, records=records, history=MemoryHistory())
    await again.start()
    assert again.registry.areas.ids() == {"kitchen", "hall"}
    entity = again.registry.entity_by_key(GATEWAY, EntityKey("door/lock"))
    assert entity is not None
    assert entity.entity_id == "lock.front_door"
    state = again.states.get(entity.entity_id)
    assert state is not None
    assert state.value == "unavailable"


async def test_a_gateway_that_is_forgotten_leaves_nothing(
    flat: Home, records: MemoryRecords
) -> None:
    await flat.forget(GATEWAY)
    assert len(flat.states) == 0
    assert {kind for kind, _ in records.kept} == {"area"}


async def test_two_things_of_one_name_get_two_ids(home: Home) -> None:
    twin = msgspec.structs.replace(
        FLAT[2],
        key="fan2",
        entities=(msgspec.structs.replace(FLAT[2].entities[0], key=EntityKey("fan2/switch")),),
    )
    home.intake(GATEWAY).devices((FLAT[2], twin), is_complete=True)
    assert home.registry.entities.ids() == {"switch.fan", "switch.fan_2"}


async def test_deleting_what_is_not_there_changes_nothing(home: Home) -> None:
    seen: list[RegistryUpdated] = []
    home.bus.subscribe(RegistryUpdated, seen.append)
    await home.registry.edit(delete("area", "nowhere"))
    assert seen == []


async def test_a_renamed_entity_keeps_its_state_and_hears_its_gateway(flat: Home) -> None:
    old, new = EntityId("light.ceiling_lamp"), EntityId("light.sun")
    await flat.rename_entity(old, new)
    assert flat.states.get(old) is None
    flat.intake(GATEWAY).state(StateReport(key=EntityKey("lamp/light"), value="off"))
    state = flat.states.get(new)
    assert state is not None
    assert state.value == "off"


async def test_a_renaming_that_cannot_be_written_leaves_everything_as_it_was(
    flat: Home, records: MemoryRecords
) -> None:
    old, new = EntityId("light.ceiling_lamp"), EntityId("light.sun")
    before = flat.states.get(old)
    await flat.registry.settle()
    records.is_full = True
    with pytest.raises(StorageError):
        await flat.rename_entity(old, new)
    after = flat.states.get(old)
    assert before is not None
    assert after is not None
    assert (after.value, after.attributes) == (before.value, before.attributes)
    assert flat.states.get(new) is None
    flat.intake(GATEWAY).state(StateReport(key=EntityKey("lamp/light"), value="off"))
    again = flat.states.get(old)
    assert again is not None
    assert again.value == "off"
