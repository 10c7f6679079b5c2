"""Devices that dial a whole hub by the address a person entered in them."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from embedded_hub.client.hub_client import HubClient
from embedded_hub.core.people import Role
from embedded_hub.gateways.reception import REFUSED
from embedded_hub.gateways.shelly import outbound, session
from embedded_hub.hub import Hub, HubOptions
from embedded_hub.model.action import OutcomeKind
from embedded_hub.model.ids import EntityId
from tests.fakes.shelly_caller import ShellyCaller
from tests.fakes.shelly_device import PASSWORD
from tests.integration.hub.conftest import until

DOOR = "switch.garage_door_opener"
SECOND = "shellyplus2pm-a8032ab99999"


class House:
    """A hub with an owner and one address for Shellys."""

    def __init__(self, hub: Hub, owner: HubClient, added: dict[str, Any]) -> None:
        self.hub = hub
        self.owner = owner
        self.id: str = added["id"]
        self.address: str = added["options"]["address"]

    async def status(self) -> dict[str, Any]:
        """Return how the gateway stands."""
        listed: Any = await self.owner.call("home/gateways/list")
        return next(one for one in listed if one["id"] == self.id)

    def value(self, entity_id: str = DOOR) -> str | None:
        """Return what an entity is."""
        state = self.hub.home.states.get(EntityId(entity_id))
        return state.value if state else None

    async def until(self, value: str, entity_id: str = DOOR) -> None:
        """Wait until an entity is something."""
        await until(lambda: self.value(entity_id) == value)


@pytest.fixture
async def hub(tmp_path: Path) -> AsyncIterator[Hub]:
    hub = Hub(HubOptions(folder=tmp_path, port=0))
    await hub.start()
    yield hub
    await hub.stop()


@pytest.fixture
async def house(hub: Hub) -> AsyncIterator[House]:
    token = await hub.issue_token(Role.OWNER, "Anna")
    async with await HubClient.connect(hub.url, token) as owner:
        added: Any = await owner.call("home/gateways/add", gateway_type="shelly_outbound")
        yield House(hub, owner, added)


async def test_a_device_that_dials_the_address_is_there_and_obeys(house: House) -> None:
    device = ShellyCaller()
    assert (await house.status())["state"] == "waiting"
    async with device.calling(house.address):
        await house.until("off")
        assert device.subprotocol == "json-rpc"
        outcome = await house.owner.act(DOOR, "turn_on")
        assert outcome.kind is OutcomeKind.DONE
        assert house.value() == "on"
        assert device.received[-1]["method"] == "Switch.Set"
        # What is so already is answered, and never told again.
        assert (await house.owner.act(DOOR, "turn_on")).kind is OutcomeKind.DONE
        status = await house.status()
        assert (status["state"], status["device_count"]) == ("connected", 1)
    await house.until("unavailable")
    assert (await house.status())["state"] == "waiting"


async def test_several_devices_share_an_address(house: House) -> None:
    first, second = ShellyCaller(), ShellyCaller(SECOND)
    second.config["switch:0"]["name"] = "Pump"
    async with first.calling(house.address):
        async with second.calling(house.address):
            await house.until("off")
            await house.until("off", "switch.garage_pump")
            assert (await house.owner.act("switch.garage_pump", "turn_on")).kind is OutcomeKind.DONE
            assert second.received[-1]["method"] == "Switch.Set"
            assert house.value() == "off"
        await house.until("unavailable", "switch.garage_pump")
        assert house.value() == "off"
        assert (await house.status())["state"] == "connected"


async def test_a_device_that_dials_again_takes_over_and_nothing_seems_to_change(
    house: House,
) -> None:
    values: list[str] = []
    device = ShellyCaller()

    def take(event: Any) -> None:
        values.append(event["data"]["new_state"]["state"])

    async with device.calling(house.address):
        await house.until("off")
        await house.owner.subscribe("subscribe_events", take, event_type="state_changed")
        again = ShellyCaller()
        again.status["switch:1"]["output"] = True
        async with again.calling(house.address):
            await house.until("on", "switch.garage_switch_1")
            assert (await house.owner.act(DOOR, "turn_on")).kind is OutcomeKind.DONE
            assert again.received[-1]["method"] == "Switch.Set"
            await until(lambda: len(values) >= 2)
            assert values[:2] == ["on", "on"]
        assert await device.hung_up_on() == outbound.REPLACED


async def test_a_device_with_a_password_is_heard_and_asked_once_it_is_given(house: House) -> None:
    device = ShellyCaller()
    device.password = PASSWORD
    async with device.calling(house.address):
        # It tells how it is by itself, and takes requests from nobody it does not know.
        await house.until("off", "switch.garage_switch_0")
        status = await house.status()
        assert (status["state"], status["remedy"]) == ("connected", "give_credentials")
        assert "password" in status["message"]
        refused = await house.owner.act("switch.garage_switch_0", "turn_on")
        assert refused.kind is OutcomeKind.FAILED
        options = {"password": PASSWORD}
        edited: Any = await house.owner.call(
            "home/gateways/edit", gateway_id=house.id, options=options
        )
        assert edited["options"] == {"address": house.address}
        await house.until("unavailable", "switch.garage_switch_0")
    async with device.calling(house.address):
        await house.until("off", "switch.garage_switch_0")
        assert (await house.owner.act("switch.garage_switch_0", "turn_on")).kind is OutcomeKind.DONE
        assert (await house.status())["remedy"] is None


async def test_a_sleeping_device_stays_as_it_was_and_does_its_errands_when_it_wakes(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = ShellyCaller()
    device.status["sys"]["wakeup_period"] = 7200
    async with device.calling(house.address):
        await house.until("off")
    # It hung up, and that is no loss.
    asked = await house.owner.act(DOOR, "turn_on")
    assert asked.kind is OutcomeKind.UNKNOWN
    assert "when it wakes up" in (asked.message or "")
    assert house.value() == "off"
    assert (await house.status())["state"] == "connected"
    monkeypatch.setattr(outbound, "OVERSLEPT", 0.00001)
    async with device.calling(house.address):
        await house.until("on")
    await house.until("unavailable")
    assert (await house.status())["state"] == "waiting"


async def test_what_a_device_said_before_it_hung_up_is_taken(house: House) -> None:
    device = ShellyCaller()
    device.status["sys"]["wakeup_period"] = 7200
    async with device.calling(house.address, answers=False):
        pass
    await house.until("19.7", "sensor.shellyplus2pm_a8032ab12345_temperature")


async def test_one_that_knows_little_is_shown_by_its_word_and_obeys(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "INTRODUCTION_S", 0.1)
    device = ShellyCaller()
    device.knows = frozenset({"Switch.Set"})
    switch = "switch.shellyplus2pm_a8032ab12345_switch_0"
    async with device.calling(house.address):
        await house.until("off", switch)
        assert (await house.owner.act(switch, "turn_on")).kind is OutcomeKind.DONE
    await house.until("unavailable", switch)
    device.knows = frozenset({"Switch.Set", "Shelly.GetDeviceInfo", "Shelly.GetConfig"})
    async with device.calling(house.address):
        await house.until("on", switch)
    device.knows |= {"Shelly.GetStatus"}
    async with device.calling(house.address):
        await house.until("on", switch)


async def test_a_paused_or_removed_address_leads_nowhere(house: House) -> None:
    device = ShellyCaller()
    async with device.calling(house.address):
        await house.until("off")
        await house.owner.call("home/gateways/pause", gateway_id=house.id, is_paused=True)
        await house.until("unavailable")
    with pytest.raises(InvalidStatus, match="404"):
        async with device.calling(house.address):
            pass
    await house.owner.call("home/gateways/pause", gateway_id=house.id, is_paused=False)
    async with device.calling(house.address):
        await house.until("off")
        await house.owner.call("home/gateways/remove", gateway_id=house.id)
    assert house.value() is None
    with pytest.raises(InvalidStatus, match="404"):
        async with device.calling(house.address):
            pass


async def test_an_address_outlives_a_restart_of_the_hub(tmp_path: Path) -> None:
    hub = Hub(HubOptions(folder=tmp_path, port=0, has_tls=True))
    await hub.start()
    token = await hub.issue_token(Role.OWNER, "Anna")
    async with await HubClient.connect(hub.url, token) as owner:
        added: Any = await owner.call("home/gateways/add", gateway_type="shelly_outbound")
    await hub.stop()
    again = Hub(HubOptions(folder=tmp_path, port=0, has_tls=True))
    await again.start()
    async with await HubClient.connect(again.url, token) as owner:
        listed: Any = await owner.call("home/gateways/list")
    base, _, path = added["options"]["address"].partition("/api/")
    assert listed[0]["options"]["address"] == f"wss://127.0.0.1:{again.port}/api/{path}"
    assert base.startswith("wss://127.0.0.1:")
    async with ShellyCaller().calling(f"ws://127.0.0.1:{again.port}/api/{path}"):
        await until(lambda: again.home.states.get(EntityId(DOOR)) is not None)
    await again.stop()


# --- strangers ------------------------------------------------------------------------------------


async def test_guessing_is_counted_and_the_right_address_still_let_in(house: House) -> None:
    base = house.address.rpartition("/")[0]
    statuses = []
    for number in range(14):
        with pytest.raises(InvalidStatus) as refused:
            await connect(f"{base}/guess{number:020d}", proxy=None)
        statuses.append(refused.value.response.status_code)
    assert statuses[0] == 404
    assert statuses[-1] == 429
    async with ShellyCaller().calling(house.address):
        await house.until("off")


async def test_the_secret_is_in_no_log_and_no_diagnosis(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = house.address.rpartition("/")[2]
    async with ShellyCaller().calling(house.address):
        await house.until("off")
        diagnosis = await house.owner.call("home/gateways/diagnose", gateway_id=house.id)
    with pytest.raises(InvalidStatus):
        await connect(f"{house.address}x", proxy=None)
    assert secret not in json.dumps(diagnosis)
    ours = [one for one in caplog.records if one.name.startswith("embedded_hub")]
    assert not any(secret in one.getMessage() for one in ours)
    family = await house.hub.issue_token(Role.FAMILY, "Tom")
    async with await HubClient.connect(house.hub.url, family) as tom:
        listed: Any = await tom.call("home/gateways/list")
    assert secret not in json.dumps(listed)


@pytest.mark.parametrize(
    "frame",
    [
        "no json",
        "[" * 100_000,
        json.dumps({"src": "../../x y", "method": "NotifyFullStatus", "params": {"sys": {}}}),
        json.dumps({"id": 1, "result": {"id": "no/id", "mac": ""}}),
        json.dumps({"id": 1, "result": 7}),
    ],
)
async def test_what_is_no_shelly_is_sent_away_and_leaves_nothing(
    house: House, frame: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "INTRODUCTION_S", 0.1)
    async with connect(house.address, proxy=None) as stranger:
        await stranger.recv()
        await stranger.send(frame)
        await stranger.wait_closed()
    status = await house.status()
    assert (status["state"], status["device_count"]) == ("waiting", 0)
    async with ShellyCaller().calling(house.address):
        await house.until("off")


async def test_who_knows_an_address_cannot_make_up_devices_without_end(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbound, "MAX_DEVICES", 1)
    device = ShellyCaller()
    async with device.calling(house.address):
        await house.until("off")
        made_up = ShellyCaller(SECOND)
        async with made_up.calling(house.address):
            assert await made_up.hung_up_on() == REFUSED
        again = ShellyCaller()
        async with again.calling(house.address):
            await until(lambda: any(one["method"] == "Shelly.GetStatus" for one in again.received))
            assert (await house.owner.act(DOOR, "turn_on")).kind is OutcomeKind.DONE
    assert (await house.status())["device_count"] == 1


async def test_a_device_tells_three_hundred_kilobytes_at_once(house: House) -> None:
    device = ShellyCaller()
    device.status |= {
        f"oracle:{number}": {"id": number, "answer": "x" * 400} for number in range(750)
    }
    assert len(json.dumps(device.status)) > 300_000
    async with device.calling(house.address):
        await house.until("off")
        assert (await house.owner.act(DOOR, "turn_on")).kind is OutcomeKind.DONE
        assert (await house.status())["entity_count"] <= 500


async def test_one_device_that_floods_holds_no_other_up(house: House) -> None:
    loud, other = ShellyCaller(SECOND), ShellyCaller()
    loud.config["switch:0"]["name"] = "Pump"
    async with loud.calling(house.address), other.calling(house.address):
        await house.until("off")
        await house.until("off", "switch.garage_pump")

        async def flood() -> None:
            for number in range(3000):
                await loud.notify("NotifyStatus", **{"switch:0": {"id": 0, "apower": number}})

        flooding = asyncio.create_task(flood())
        assert (await house.owner.act(DOOR, "turn_on")).kind is OutcomeKind.DONE
        await flooding
        await house.until("2999", "sensor.garage_pump_power")
