"""The Zigbee2MQTT driver against a stand-in over real sockets."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from embedded_hub.errors import GatewayAuthRequired, GatewayProtocolError, GatewayUnreachable
from embedded_hub.gateways.api import Gateway, GatewayConfig
from embedded_hub.gateways.zigbee2mqtt import driver
from embedded_hub.model.action import OutcomeKind
from embedded_hub.model.ids import EntityKey, GatewayId
from tests.fakes.driven_home import DrivenHome, driven, running
from tests.fakes.sinks import AwaitableSink
from tests.fakes.zigbee2mqtt_server import TOKEN, Zigbee2MqttServer, zigbee2mqtt_server

LAMP = "0x000b57fffec6a5b2"
DOOR, PLUG = "0x00158d0001a2b3c4", "0x00158d0003d4e5f6"

Home = DrivenHome[Zigbee2MqttServer]


def gateway_to(url: str, token: str = "") -> Gateway:
    return driver.create(
        GatewayConfig(
            id=GatewayId("z2m"),
            type="zigbee2mqtt",
            title="Zigbee",
            options={"url": url},
            secrets={"token": token} if token else {},
        )
    )


@pytest.fixture
async def home() -> AsyncIterator[Home]:
    async with zigbee2mqtt_server() as (bridge, url), driven(bridge, gateway_to(url)) as home:
        yield home


async def test_every_device_arrives_and_none_of_its_abilities_is_lost(home: Home) -> None:
    listed = {one["ieee_address"] for one in home.peer.home["devices"][1:]}
    assert set(home.sink.devices_by_key) == listed | {"group_1", "bridge"}
    domains = {key.split("/")[1]: one.domain for key, one in home.sink.entities.items()}
    assert domains["whiskers"] == "number"
    assert (domains["log"], domains["note"]) == ("sensor", "text")
    schedule = home.sink.entities[EntityKey("0x842e14fffe5a6b7c/schedule_monday.hour")]
    assert (schedule.domain, schedule.attributes["max"]) == ("number", 23)
    assert home.now("0x842e14fffe5a6b7c/schedule_monday.hour").value == "6"


async def test_the_first_states_are_those_of_the_devices(home: Home) -> None:
    lamp = home.now(f"{LAMP}/light")
    assert (lamp.value, lamp.attributes["brightness"]) == ("on", 128)
    assert lamp.attributes["color_temp_kelvin"] == 2703
    assert home.now(f"{DOOR}/contact").value == "off"
    assert home.sink.entities[EntityKey(f"{DOOR}/contact")].attributes["device_class"] == "door"
    assert home.now(f"{PLUG}/power").value == "41.5"
    assert home.now("0x842e14fffe5a6b7c/climate").attributes["hvac_action"] == "heating"
    assert home.now("0xa4c138aabbccdd01/fan").attributes["percentage"] == 67
    assert home.now(f"{LAMP}/power_on_behavior").value is None
    assert home.now(f"{LAMP}/update").value == "on"


@pytest.mark.parametrize(
    ("key", "name", "arguments", "topic", "payload", "value"),
    [
        (f"{LAMP}/light", "turn_off", {}, "living/lamp", {"state": "OFF"}, "off"),
        (
            f"{LAMP}/light",
            "turn_on",
            {"brightness": 200, "transition": 2},
            "living/lamp",
            {"state": "ON", "brightness": 199, "transition": 2},
            "on",
        ),
        (
            f"{LAMP}/light",
            "turn_on",
            {"xy_color": [0.2, 0.3]},
            "living/lamp",
            {"state": "ON", "color": {"x": 0.2, "y": 0.3}},
            "on",
        ),
        (
            f"{LAMP}/light",
            "turn_on",
            {"color_temp_kelvin": 4000},
            "living/lamp",
            {"state": "ON", "color_temp": 250},
            "on",
        ),
        (f"{PLUG}/switch", "turn_off", {}, "plug", {"state": "OFF"}, "off"),
        (f"{PLUG}/child_lock", "turn_on", {}, "plug", {"child_lock": "LOCK"}, "on"),
        (f"{PLUG}/countdown", "set_value", {"value": 60}, "plug", {"countdown": 60}, "60"),
        (
            f"{PLUG}/indicator_mode",
            "select_option",
            {"option": "off/on"},
            "plug",
            {"indicator_mode": "off/on"},
            "off/on",
        ),
        (
            "0x540f57fffe8b1c22/switch_l2",
            "turn_on",
            {},
            "two gangs",
            {"state_l2": "ON"},
            "on",
        ),
        (
            "0x84fd27fffe1d2e3f/cover",
            "set_cover_position",
            {"position": 0},
            "blind",
            {"position": 0},
            "closed",
        ),
        (
            "0x842e14fffe5a6b7c/climate",
            "set_temperature",
            {"temperature": 22.5},
            "radiator",
            {"current_heating_setpoint": 22.5},
            "heat",
        ),
        (
            "0x842e14fffe5a6b7c/schedule_monday.hour",
            "set_value",
            {"value": 7},
            "radiator",
            {"schedule_monday": {"hour": 7}},
            "7",
        ),
        (
            "0xa4c138aabbccdd01/fan",
            "set_percentage",
            {"percentage": 34},
            "fan",
            {"fan_mode": "medium"},
            "on",
        ),
        ("bridge/permit_join", "turn_on", {}, None, {"value": True, "time": 254}, "on"),
    ],
)
async def test_what_is_asked_is_sent_in_its_words_and_done_when_it_comes_back(
    home: Home,
    key: str,
    name: str,
    arguments: dict[str, Any],
    topic: str | None,
    payload: dict[str, Any],
    value: str,
) -> None:
    outcome = await home.act(key, name, **arguments)
    assert outcome.kind is OutcomeKind.DONE
    sent = home.peer.received[-1]
    assert sent["topic"] == (f"{topic}/set" if topic else "bridge/request/permit_join")
    assert {**sent["payload"], "transaction": None} == {**payload, "transaction": None}
    assert home.now(key).value == value


async def test_a_lock_is_unlocked_when_its_bolt_says_so(home: Home) -> None:
    acting = asyncio.create_task(home.act("0xa4c138d1e2f30415/lock", "unlock"))
    await home.sink.until(lambda: bool(home.peer.received))
    assert home.peer.received[-1] == {"topic": "lock/set", "payload": {"state": "UNLOCK"}}
    assert not acting.done()
    await home.peer.change("lock", lock_state="unlocked")
    assert (await acting).kind is OutcomeKind.DONE


async def test_a_bulb_without_power_is_a_failure_and_its_state_stays(home: Home) -> None:
    home.peer.unpowered.add("living/lamp")
    outcome = await home.act(f"{LAMP}/light", "turn_off")
    assert (outcome.kind, outcome.code) == (OutcomeKind.FAILED, "unreachable")
    assert "No network route" in (outcome.message or "")
    assert home.now(f"{LAMP}/light").value == "on"


async def test_a_button_press_is_an_event_and_what_follows_it_is_none(home: Home) -> None:
    key = EntityKey("0x0017880104e45520/action")
    assert home.sink.events == []
    await home.peer.change("remote", action="on_press")
    await home.peer.change("remote", action="")
    await home.sink.until(lambda: bool(home.sink.events))
    assert [(one[0], one[1]) for one in home.sink.events] == [(key, "on_press")]


async def test_a_device_that_is_away_is_unavailable_until_it_is_back(home: Home) -> None:
    keys = frozenset(key for key in home.sink.entities if key.startswith("0x000b57fffec6a5c3/"))
    for is_there in (False, True):
        state = "online" if is_there else "offline"
        await home.peer.publish("desk/availability", {"state": state})
        await home.sink.until(lambda: (keys, is_there) in home.sink.availability)  # noqa: B023


async def test_a_renamed_device_stays_the_same_device(home: Home) -> None:
    home.peer.home["devices"][2]["friendly_name"] = "reading lamp"
    await home.peer.publish("bridge/devices", home.peer.home["devices"])
    key = "0x000b57fffec6a5c3"
    await home.sink.until(lambda: home.sink.devices_by_key[key].name == "reading lamp")
    await home.peer.change("plug", power=2)
    await home.sink.until(lambda: home.now(f"{PLUG}/power").value == "2")
    said = [one.value for one in home.sink.reports if one.key == f"{key}/light"]
    assert None not in said, "a new name is no reason to forget"
    assert (await home.act(f"{key}/light", "turn_on")).kind is OutcomeKind.DONE
    assert home.peer.received[-1]["topic"] == "reading lamp/set"


async def test_a_group_does_what_all_of_its_members_can(home: Home) -> None:
    group = home.sink.entities[EntityKey("group_1/light")]
    assert group.attributes["supported_color_modes"] == ["brightness"]
    assert (await home.act("group_1/light", "turn_on", brightness=20)).kind is OutcomeKind.DONE
    assert home.peer.received[-1]["topic"] == "all lamps/set"


async def test_a_firmware_is_installed_by_the_bridge(home: Home) -> None:
    assert (await home.act(f"{LAMP}/update", "install")).kind is OutcomeKind.DONE
    assert home.peer.received[-1]["payload"]["id"] == "living/lamp"


async def test_a_wrong_token_asks_for_another_and_the_right_one_is_let_in() -> None:
    async with zigbee2mqtt_server() as (bridge, url):
        bridge.has_token = True
        with pytest.raises(GatewayAuthRequired):
            await gateway_to(url, "wrong").run(AwaitableSink())
        sink = AwaitableSink()
        async with running(gateway_to(url, TOKEN), sink):
            assert sink.connected_count == 1


async def test_a_bridge_that_shuts_down_ends_the_run() -> None:
    sink = AwaitableSink()
    async with zigbee2mqtt_server() as (bridge, url):
        life = asyncio.create_task(gateway_to(url).run(sink))
        await sink.until(lambda: sink.connected_count == 1)
        await bridge.publish("bridge/state", {"state": "offline"})
        with pytest.raises(GatewayUnreachable):
            await life


async def test_something_else_on_that_port_is_said_to_be_something_else() -> None:
    async with zigbee2mqtt_server() as (bridge, url):
        bridge.home["devices"] = {"not": "a list"}
        with pytest.raises(GatewayProtocolError):
            await gateway_to(url).run(AwaitableSink())


async def test_devices_that_talk_without_a_pause_do_not_keep_a_home_waiting() -> None:
    sink = AwaitableSink()
    async with zigbee2mqtt_server() as (bridge, url), asyncio.TaskGroup() as group:

        async def talk() -> None:
            while True:
                await bridge.change("plug", power=1.5)
                await asyncio.sleep(0.05)

        talking = group.create_task(talk())
        async with running(gateway_to(url), sink):
            assert sink.states[EntityKey(f"{PLUG}/power")].value == "1.5"
        talking.cancel()


async def test_what_zigbee2mqtt_refuses_has_failed_at_once(home: Home) -> None:
    home.peer.is_refusing = True
    outcome = await home.act(f"{LAMP}/update", "install")
    assert (outcome.kind, outcome.code) == (OutcomeKind.FAILED, "denied")
    assert outcome.message == "Update or check for update already in progress"


async def test_a_device_that_sleeps_does_it_when_it_wakes_up(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "ECHO_S", 0.05)
    for entry in home.peer.home["devices"]:
        if entry["friendly_name"] == "radiator":
            entry.update(power_source="Battery", type="EndDevice")
    await home.peer.publish("bridge/devices", home.peer.home["devices"])
    home.peer.asleep.add("radiator")
    await home.peer.change("plug", power=2)
    await home.sink.until(lambda: home.now(f"{PLUG}/power").value == "2")
    outcome = await home.act("0x842e14fffe5a6b7c/climate", "set_temperature", temperature=19)
    assert (outcome.kind, outcome.code) == (OutcomeKind.UNKNOWN, "queued")


async def test_one_device_that_cannot_be_read_hides_no_other(home: Home) -> None:
    odd = {"ieee_address": "0xodd", "friendly_name": "odd one", "definition": {"exposes": [7]}}
    lamp = home.peer.home["devices"][1]
    lamp["definition"]["exposes"].append({"type": "numeric", "name": "new", "value_max": "much"})
    lamp["definition"]["exposes"].append({"type": "enum", "name": "mood", "values": None})
    await home.peer.publish("bridge/devices", [*home.peer.home["devices"], odd])
    await home.sink.until(lambda: "0xodd" in home.sink.devices_by_key)
    assert home.now(f"{LAMP}/light").value == "on"
    assert home.sink.entities[EntityKey(f"{LAMP}/new")].domain == "sensor"
    assert EntityKey(f"{LAMP}/mood") in home.sink.entities
