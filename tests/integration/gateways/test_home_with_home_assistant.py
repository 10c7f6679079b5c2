"""A home whose directory holds a Home Assistant: what people see through loss and return."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from embedded_hub.core.clock import SystemClock
from embedded_hub.core.events import StateChanged
from embedded_hub.core.home import Home
from embedded_hub.errors import GatewayAuthRequired, GatewayUnreachable, InvalidInfo
from embedded_hub.gateways.catalog import Catalog
from embedded_hub.gateways.directory import Directory
from embedded_hub.model.gateway_status import LinkState
from embedded_hub.model.ids import AreaId, EntityId, GatewayId, HomeId
from embedded_hub.model.state import LAST_STATE, UNAVAILABLE
from tests.fakes.home_assistant_server import (
    TOKEN,
    HomeAssistantServer,
    demo_home,
    home_assistant_server,
)
from tests.fakes.secrets import MemorySecrets
from tests.fakes.stores import MemoryHistory, MemoryRecords

LIGHT = EntityId("light.bed_light")
LOCK = EntityId("lock.front_door")


class House:
    """A home with a directory, and every change of its states."""

    def __init__(self, catalog: Catalog) -> None:
        self.records = MemoryRecords()
        self.home = Home(
            HomeId("home"), clock=SystemClock(), records=self.records, history=MemoryHistory()
        )
        self.changes: list[StateChanged] = []
        self._changed = asyncio.Event()
        self.home.bus.subscribe(StateChanged, self._note)
        self.directory = Directory(
            self.home,
            catalog=catalog,
            save=self.records.save,
            secrets=MemorySecrets(),
            clock=SystemClock(),
            draw=lambda: 0.01,
            on_change=lambda _: self._changed.set(),
        )

    def _note(self, event: StateChanged) -> None:
        self.changes.append(event)
        self._changed.set()

    async def until(self, condition: Callable[[], bool]) -> None:
        while not condition():
            self._changed.clear()
            await self._changed.wait()

    def value(self, entity_id: EntityId) -> str | None:
        state = self.home.states.get(entity_id)
        return state.value if state else None

    def link(self) -> LinkState:
        return self.directory.list()[0].state


@pytest.fixture
async def house() -> AsyncIterator[House]:
    one = House(await asyncio.to_thread(Catalog.installed))
    yield one
    await one.directory.stop()
    await one.home.stop()


@pytest.fixture
async def server() -> AsyncIterator[HomeAssistantServer]:
    async with home_assistant_server() as one:
        yield one


async def add(house: House, server: HomeAssistantServer, token: str = TOKEN) -> None:
    options = {"url": server.url, "token": token}
    await house.directory.add("home_assistant", "Old hub", options)


async def test_every_entity_has_a_state_as_soon_as_the_gateway_is_added(
    house: House, server: HomeAssistantServer
) -> None:
    await add(house, server)
    states = house.home.states.view()
    assert set(server.home["states"]) == set(states)
    for entity_id, entry in server.home["states"].items():
        assert states[EntityId(entity_id)].value == entry["s"]
    assert states[LIGHT].attributes["friendly_name"] == "Bed Light"
    assert states[EntityId("sensor.outside_temperature")].attributes["unit_of_measurement"] == "°C"


async def test_a_loss_greys_everything_out_and_a_return_leaves_only_real_changes(
    house: House, server: HomeAssistantServer
) -> None:
    await add(house, server)
    before = {state.entity_id: state for state in house.home.states}
    await server.stop()
    await house.until(lambda: all(not state.is_available for state in house.home.states))
    grey = house.home.states.get(LOCK)
    assert grey is not None
    assert (grey.value, grey.attributes[LAST_STATE]) == (UNAVAILABLE, "locked")
    assert house.link() is LinkState.UNREACHABLE
    server.home["states"][LOCK]["s"] = "unlocked"
    house.changes.clear()
    await server.start()
    await house.until(lambda: house.link() is LinkState.CONNECTED)
    after = {state.entity_id: state for state in house.home.states}
    assert set(after) == set(before)
    different = {
        entity_id
        for entity_id in after
        if (after[entity_id].value, after[entity_id].attributes)
        != (before[entity_id].value, before[entity_id].attributes)
    }
    assert different == {LOCK}
    per_entity = [event.entity_id for event in house.changes]
    assert len(per_entity) == len(set(per_entity)), "each came back in one step"
    assert all(event.new is not None for event in house.changes)


async def test_a_gateway_that_refuses_the_token_leaves_no_trace(
    house: House, server: HomeAssistantServer
) -> None:
    with pytest.raises(GatewayAuthRequired):
        await add(house, server, token="wrong")
    assert house.directory.list() == []
    assert house.records.kept == {}
    assert len(house.home.states) == 0


async def test_a_server_that_is_not_there_is_named_so(
    house: House, server: HomeAssistantServer
) -> None:
    await server.stop()
    with pytest.raises(GatewayUnreachable):
        await add(house, server)


async def test_an_address_that_is_none_is_the_person_s_to_correct(house: House) -> None:
    with pytest.raises(InvalidInfo):
        await house.directory.add("home_assistant", None, {"url": "ftp://x", "token": "t"})


async def test_removing_the_gateway_removes_its_entities(
    house: House, server: HomeAssistantServer
) -> None:
    await add(house, server)
    await house.directory.remove(GatewayId("home_assistant"))
    assert len(house.home.states) == 0
    assert [kind for kind, _ in house.records.kept if kind in ("entity", "device")] == []
    await asyncio.sleep(0)
    assert server.session_count == 0


async def test_areas_come_along_for_devices_and_for_single_entities(house: House) -> None:
    home = demo_home()
    light_device = next(e["device_id"] for e in home["entities"] if e["entity_id"] == LIGHT)
    for device in home["devices"]:
        if device["id"] == light_device:
            device["area_id"] = "bedroom"
    for entry in home["entities"]:
        if entry["entity_id"] == "sensor.outside_humidity":
            entry["area_id"] = "kitchen"
    async with home_assistant_server(home) as server:
        await add(house, server)
        areas = {area.area_id: area.name for area in house.home.registry.areas.all()}
        assert set(areas.values()) == {"Bedroom", "Kitchen"}
        light = house.home.registry.entities.get(LIGHT)
        sensor = house.home.registry.entities.get("sensor.outside_humidity")
        assert light is not None
        assert sensor is not None
        device = house.home.registry.devices.get(light.device_id or "")
        assert device is not None
        assert areas[device.area_id or AreaId("")] == "Bedroom"
        assert light.area_id is None
        assert areas[sensor.area_id or AreaId("")] == "Kitchen"
        await house.directory.stop()
