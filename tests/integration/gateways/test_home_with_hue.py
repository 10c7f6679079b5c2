"""A home whose directory holds a Hue bridge: its button, its lamps, loss and return."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from embedded_hub.core.actions import Call
from embedded_hub.core.people import Role
from embedded_hub.core.targets import Target
from embedded_hub.errors import GatewayAuthRequired
from embedded_hub.gateways.catalog import Catalog
from embedded_hub.gateways.hue import driver, pairing
from embedded_hub.model.gateway_status import LinkState, Remedy
from embedded_hub.model.ids import EntityId
from embedded_hub.model.state import LAST_STATE, UNAVAILABLE
from tests.fakes.hue_bridge import KEY, HueBridge, hue_bridge, self_signed
from tests.integration.gateways.test_home_with_home_assistant import House
from tests.unit.core.conftest import somebody

LAMP, DESK, BUTTON = (
    EntityId("light.lamp"),
    EntityId("light.desk"),
    EntityId("event.dimmer_button_1"),
)


@pytest.fixture
async def house(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    monkeypatch.setattr(pairing, "ASK_EVERY_S", 0.01)
    one = House(await asyncio.to_thread(Catalog.installed))
    yield one
    await one.directory.stop()
    await one.home.stop()


async def test_a_pressed_button_brings_every_room_and_a_lamp_obeys(
    house: House, tmp_path: Path
) -> None:
    async with hue_bridge(self_signed(tmp_path)) as (bridge, host):
        adding = asyncio.create_task(house.directory.add("hue", None, {"host": host}))
        bridge.is_button_pressed = True
        status = await adding
        assert (status.device_count, dict(status.options)) == (12, {"host": host})
        assert house.value(LAMP) == "on"
        assert house.value(BUTTON) == "unknown"
        assert {area.name for area in house.home.registry.areas.all()} == {"Living room", "Evening"}
        call = Call(domain="light", name="turn_off", arguments={}, target=Target(entity_id=(LAMP,)))
        await house.home.actions.call(await somebody(house.home, Role.OWNER), call)
        assert house.value(LAMP) == "off"
        await house.directory.stop()


async def test_a_loss_greys_everything_out_and_a_return_leaves_only_real_changes(
    house: House, tmp_path: Path
) -> None:
    context, bridge = self_signed(tmp_path), HueBridge()
    bridge.named("Desk radio")["status"] = "connectivity_issue"
    async with hue_bridge(context, bridge) as (_, host):
        await house.directory.add("hue", None, {"host": host, "app_key": KEY})
        before = {state.entity_id: state for state in house.home.states}
        assert before[DESK].value == UNAVAILABLE
    await house.until(lambda: house.value(LAMP) == UNAVAILABLE)
    state = house.home.states.get(LAMP)
    assert state is not None
    assert state.attributes[LAST_STATE] == "on"
    bridge.named("lamp light")["on"]["on"] = False
    house.changes.clear()
    async with hue_bridge(context, bridge, int(host.rpartition(":")[2])):
        await house.until(lambda: house.link() is LinkState.CONNECTED)
        after = {state.entity_id: state for state in house.home.states}
        different = {
            entity_id
            for entity_id, state in after.items()
            if (state.value, state.attributes)
            != (before[entity_id].value, before[entity_id].attributes)
        }
        assert different == {LAMP}
        each = [event.entity_id for event in house.changes]
        assert len(each) == len(set(each)), "each came back in one step"
        assert DESK not in each, "what was away stays away"
        await house.directory.stop()


async def test_a_key_that_is_taken_back_asks_for_the_button_and_a_press_brings_all_back(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "SIGN_OF_LIFE_S", 0.05)
    async with hue_bridge(self_signed(tmp_path)) as (bridge, host):
        status = await house.directory.add("hue", None, {"host": host, "app_key": KEY})
        bridge.keys.clear()
        await house.until(lambda: house.link() is LinkState.AUTH_REQUIRED)
        assert house.directory.list()[0].remedy is Remedy.PRESS_BUTTON
        bridge.keys.add(KEY)
        bridge.is_button_pressed = True
        back = await house.directory.edit(status.id, None, {"app_key": None})
        assert back.state is LinkState.CONNECTED
        assert house.value(LAMP) == "on"
        await house.directory.stop()


async def test_a_wrong_key_leaves_no_trace(house: House, tmp_path: Path) -> None:
    async with hue_bridge(self_signed(tmp_path)) as (_, host):
        with pytest.raises(GatewayAuthRequired):
            await house.directory.add("hue", None, {"host": host, "app_key": "wrong"})
        assert house.directory.list() == []
