"""A home whose directory holds an ESPHome node: the whole path of an action, loss and return."""

import asyncio
import base64
from collections.abc import AsyncIterator

import pytest

from embedded_hub.core.actions import Call
from embedded_hub.core.people import Role
from embedded_hub.core.targets import Target
from embedded_hub.errors import GatewayAuthRequired
from embedded_hub.gateways.catalog import Catalog
from embedded_hub.model.gateway_status import LinkState, Remedy
from embedded_hub.model.ids import EntityId
from embedded_hub.model.state import UNAVAILABLE
from tests.fakes.esphome_device import PSK, esphome_device
from tests.fakes.esphome_home import RELAY, workshop
from tests.fakes.esphome_messages import pb
from tests.integration.gateways.test_home_with_home_assistant import House
from tests.unit.core.conftest import somebody

LIGHT, SWITCH = EntityId("light.workshop_lamp"), EntityId("switch.workshop_relay")


@pytest.fixture
async def house() -> AsyncIterator[House]:
    one = House(await asyncio.to_thread(Catalog.installed))
    yield one
    await one.directory.stop()
    await one.home.stop()


async def test_a_light_goes_off_through_the_whole_home_and_its_state_comes_back(
    house: House,
) -> None:
    async with esphome_device(workshop(psk=PSK)) as host:
        await house.directory.add("esphome", None, {"host": host, "noise_psk": PSK})
        assert house.value(LIGHT) == "on"
        assert house.value(EntityId("sensor.freezer_temperature")) == "-18.0"
        areas = {area.name for area in house.home.registry.areas.all()}
        assert areas == {"Workshop", "Cellar"}
        call = Call(
            domain="light", name="turn_off", arguments={}, target=Target(entity_id=(LIGHT,))
        )
        await house.home.actions.call(await somebody(house.home, Role.OWNER), call)
        assert house.value(LIGHT) == "off"
        await house.directory.stop()


async def test_a_loss_greys_everything_out_and_a_return_leaves_only_real_changes(
    house: House,
) -> None:
    device = workshop()
    async with esphome_device(device) as host:
        await house.directory.add("esphome", None, {"host": host})
        before = {state.entity_id: state for state in house.home.states}
        port = int(host.rpartition(":")[2])
    await house.until(lambda: house.value(LIGHT) == UNAVAILABLE)
    device.tell(pb.SwitchStateResponse(key=RELAY, state=True))
    house.changes.clear()
    async with esphome_device(device, port):
        await house.until(lambda: house.link() is LinkState.CONNECTED)
        after = {state.entity_id: state for state in house.home.states}
        different = {
            entity_id
            for entity_id, state in after.items()
            if (state.value, state.attributes)
            != (before[entity_id].value, before[entity_id].attributes)
        }
        assert different == {SWITCH}
        each = [event.entity_id for event in house.changes]
        assert len(each) == len(set(each)), "each came back in one step"
        await house.directory.stop()


async def test_a_node_that_wants_a_key_leaves_no_trace_without_it(house: House) -> None:
    async with esphome_device(workshop(psk=PSK)) as host:
        with pytest.raises(GatewayAuthRequired, match="speaks encrypted only"):
            await house.directory.add("esphome", None, {"host": host})
        assert house.directory.list() == []


async def test_a_node_that_was_given_another_key_waits_for_it(house: House) -> None:
    other = base64.b64encode(b"another key of thirty-two bytes.").decode()
    async with esphome_device(workshop(psk=PSK)) as host:
        status = await house.directory.add("esphome", None, {"host": host, "noise_psk": PSK})
        port = int(host.rpartition(":")[2])
    async with esphome_device(workshop(psk=other), port):
        await house.until(lambda: house.link() is LinkState.AUTH_REQUIRED)
        assert house.directory.list()[0].remedy is Remedy.GIVE_CREDENTIALS
        assert house.value(LIGHT) == UNAVAILABLE
        back = await house.directory.edit(status.id, None, {"noise_psk": other})
        assert back.state is LinkState.CONNECTED
        assert house.value(LIGHT) == "on"
        await house.directory.stop()
