"""The Shelly driver against a stand-in over real sockets."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from embedded_hub.errors import GatewayAuthRequired, GatewayUnreachable
from embedded_hub.gateways.api import Gateway, GatewayConfig
from embedded_hub.gateways.shelly import driver, rpc, session
from embedded_hub.model.action import OutcomeKind
from embedded_hub.model.ids import EntityKey, GatewayId
from tests.fakes.actions import action_for
from tests.fakes.driven_home import DrivenHome, driven, running
from tests.fakes.shelly_device import PASSWORD, ShellyDevice, shelly_device
from tests.fakes.sinks import AwaitableSink

Home = DrivenHome[ShellyDevice]


def gateway_to(host: str, password: str = "") -> Gateway:
    return driver.create(
        GatewayConfig(
            id=GatewayId("sh"),
            type="shelly",
            title="Shelly",
            options={"host": host},
            secrets={"password": password} if password else {},
        )
    )


@pytest.fixture
async def home() -> AsyncIterator[Home]:
    async with shelly_device() as (device, host), driven(device, gateway_to(host)) as home:
        yield home


async def test_the_device_arrives_whole_and_what_nobody_knows_is_shown(home: Home) -> None:
    [device] = home.sink.devices_by_key.values()
    assert (device.name, device.manufacturer) == ("Garage", "Shelly")
    assert device.connections == (("mac", "a8:03:2a:b1:23:45"),)
    assert home.now("oracle:0/answer").value == "42"
    assert home.now("switch:0/aenergy.total").value == "1.2345"
    assert home.now("cover:0").attributes["current_position"] == 60
    assert home.now("rgbw:0").attributes["rgbw_color"] == [255, 0, 10, 0]
    assert home.now("temperature:100/tC").value == "19.7"
    assert home.now("smoke:0").value == "off"
    assert home.now("sys/update").attributes["latest_version"] == "1.2.0"
    names = {one.key: one.name for one in home.sink.entities.values()}
    assert names[EntityKey("switch:0")] == "Door opener"
    assert names[EntityKey("switch:1")] == "Switch 1"


@pytest.mark.parametrize(
    ("key", "name", "arguments", "method", "params", "value"),
    [
        ("switch:0", "turn_on", {}, "Switch.Set", {"id": 0, "on": True}, "on"),
        (
            "rgbw:0",
            "turn_on",
            {"brightness": 255, "rgbw_color": [1, 2, 3, 4]},
            "RGBW.Set",
            {"id": 0, "on": True, "brightness": 100, "rgb": [1, 2, 3], "white": 4},
            "on",
        ),
        ("rgbw:0", "turn_off", {}, "RGBW.Set", {"id": 0, "on": False}, "off"),
        ("cover:0", "open_cover", {}, "Cover.Open", {"id": 0}, "opening"),
        ("number:200", "set_value", {"value": 7}, "Number.Set", {"id": 200, "value": 7}, "7"),
    ],
)
async def test_what_is_asked_is_done_when_the_device_shows_it(
    home: Home,
    key: str,
    name: str,
    arguments: dict[str, Any],
    method: str,
    params: dict[str, Any],
    value: str,
) -> None:
    assert (await home.act(key, name, **arguments)).kind is OutcomeKind.DONE
    assert (home.peer.received[-1]["method"], home.peer.received[-1]["params"]) == (
        method,
        params,
    )
    assert home.now(key).value == value


async def test_a_partial_status_changes_only_what_it_names(home: Home) -> None:
    before = home.now("switch:1/voltage")
    await home.peer.notify("NotifyStatus", **{"switch:1": {"id": 1, "apower": 12.5}})
    await home.sink.until(lambda: home.now("switch:1/apower").value == "12.5")
    assert home.now("switch:1/voltage") == before


async def test_what_a_person_added_is_found_page_by_page() -> None:
    sink = AwaitableSink()
    async with shelly_device() as (device, host):
        device.added = [
            {
                "key": f"boolean:{number}",
                "status": {"id": number, "value": number == 203},
                "config": {"id": number, "name": f"Flag {number}", "meta": {}},
            }
            for number in range(200, 205)
        ]
        async with running(gateway_to(host), sink):
            flags = [one for one in sink.entities.values() if one.key.startswith("boolean:")]
            assert [one.name for one in flags] == [f"Flag {number}" for number in range(200, 205)]
            assert sink.states[EntityKey("boolean:203")].value == "on"


async def test_a_device_that_was_configured_is_described_anew(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "SETTLE_S", 0.0)
    home.peer.config["switch:1"]["name"] = "Bell"
    event = {"component": "switch:1", "event": "config_changed", "ts": 1.0}
    await home.peer.notify("NotifyEvent", events=[event])
    await home.sink.until(lambda: home.sink.entities[EntityKey("switch:1")].name == "Bell")
    assert (await home.act("switch:1", "turn_on")).kind is OutcomeKind.DONE


async def test_a_press_is_an_event(home: Home) -> None:
    event = {"component": "input:1", "id": 1, "event": "double_push", "ts": 1.0}
    await home.peer.notify("NotifyEvent", events=[event])
    await home.sink.until(lambda: bool(home.sink.events))
    assert [(one[0], one[1]) for one in home.sink.events] == [("input:1", "double_push")]


async def test_a_refusal_is_a_failure_with_its_reason(home: Home) -> None:
    del home.peer.status["switch:1"]
    outcome = await home.act("switch:1", "turn_on")
    assert (outcome.kind, outcome.code) == (OutcomeKind.FAILED, "invalid")
    assert "not found" in (outcome.message or "")


async def test_what_is_answered_and_never_shown_is_unknown(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "ECHO_S", 0.05)
    home.peer.is_silent = True
    assert (await home.act("switch:0", "turn_on")).kind is OutcomeKind.UNKNOWN


async def test_a_device_that_hangs_leaves_an_action_unknown(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rpc, "ANSWER_S", 0.05)
    home.peer.is_deaf = True
    outcome = await home.act("switch:0", "turn_on")
    assert outcome.kind is OutcomeKind.UNKNOWN
    assert "did not answer" in (outcome.message or "")


async def test_a_device_that_asks_us_something_is_told_that_there_is_nothing(home: Home) -> None:
    await home.peer.send({"id": 7, "src": home.peer.info["id"], "method": "Hub.Explode"})
    while not any(one.get("id") == 7 for one in home.peer.received):
        await asyncio.sleep(0)
    refused = home.peer.received[-1]
    assert refused["error"]["code"] == 404
    assert (await home.act("switch:0", "turn_on")).kind is OutcomeKind.DONE


async def test_a_device_with_a_password_lets_in_who_knows_it() -> None:
    async with shelly_device() as (device, host):
        device.password = PASSWORD
        for wrong in ("", "guess"):
            with pytest.raises(GatewayAuthRequired):
                await gateway_to(host, wrong).run(AwaitableSink())
        sink = AwaitableSink()
        gateway = gateway_to(host, PASSWORD)
        async with running(gateway, sink):
            entity = sink.entities[EntityKey("switch:0")]
            assert (await gateway.act(action_for(entity, "turn_on"))).kind is OutcomeKind.DONE


async def test_a_device_that_goes_ends_the_run() -> None:
    sink = AwaitableSink()
    async with shelly_device() as (_, host):
        life = asyncio.create_task(gateway_to(host).run(sink))
        await sink.until(lambda: sink.connected_count == 1)
    with pytest.raises(GatewayUnreachable):
        await life
