"""The Z-Wave JS driver against a stand-in over real sockets."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from embedded_hub.errors import GatewayProtocolError
from embedded_hub.gateways.api import Gateway, GatewayConfig
from embedded_hub.gateways.zwave_js import driver
from embedded_hub.model.action import OutcomeKind
from embedded_hub.model.ids import EntityKey, GatewayId
from tests.fakes.driven_home import DrivenHome, driven
from tests.fakes.sinks import AwaitableSink
from tests.fakes.zwave_js_server import ZwaveJsServer, zwave_js_server

Home = DrivenHome[ZwaveJsServer]


def gateway_to(url: str) -> Gateway:
    return driver.create(
        GatewayConfig(id=GatewayId("zw"), type="zwave_js", title="Z-Wave", options={"url": url})
    )


@pytest.fixture
async def home() -> AsyncIterator[Home]:
    async with zwave_js_server() as (server, url), driven(server, gateway_to(url)) as home:
        yield home


async def test_every_node_arrives_but_the_controller_and_no_code_of_a_lock_does(home: Home) -> None:
    assert set(home.sink.devices_by_key) == {str(number) for number in range(2, 12)}
    door = home.sink.devices_by_key["5"]
    assert (door.name, door.manufacturer, door.area) == ("Front door", "Danalock", "Hall")
    assert not any("userCode" in key for key in home.sink.entities)
    assert home.now("11/0/200/mystery").value == "7"


async def test_the_first_states_are_those_of_the_nodes(home: Home) -> None:
    assert home.now("5/0/lock").value == "locked"
    assert home.now("6/0/113/Access Control/Door state").value == "off"
    assert home.now("6/0/112/4").value == "On"
    radiator = home.now("7/0/climate")
    assert (radiator.value, radiator.attributes["hvac_action"]) == ("heat", "heating")
    assert radiator.attributes["temperature"] == 20.5
    assert home.now("9/0/cover").attributes["current_position"] == 50
    assert home.now("10/0/light").attributes["rgb_color"] == [255, 0, 10]
    assert home.now("4/0/49/Air temperature").value == "21.5"
    motion = home.sink.entities[EntityKey("6/0/113/Home Security/Motion sensor status")]
    assert motion.attributes["device_class"] == "motion"


@pytest.mark.parametrize(
    ("key", "name", "arguments", "prop", "sent", "value"),
    [
        ("2/0/light", "turn_on", {"brightness": 128}, "targetValue", 50, "on"),
        ("2/0/light", "turn_on", {}, "targetValue", 255, "on"),
        ("10/0/light", "turn_off", {}, "targetValue", 0, "off"),
        ("3/0/switch", "turn_on", {}, "targetValue", True, "on"),
        ("5/0/lock", "unlock", {}, "targetMode", 0, "unlocked"),
        ("7/0/climate", "set_hvac_mode", {"hvac_mode": "off"}, "mode", 0, "off"),
        ("7/0/climate", "set_temperature", {"temperature": 22}, "setpoint", 22, "heat"),
        ("9/0/cover", "set_cover_position", {"position": 100}, "targetValue", 99, "open"),
        ("9/0/cover", "close_cover", {}, "targetValue", 0, "closed"),
    ],
)
async def test_what_is_asked_is_set_and_done_when_it_is_seen(
    home: Home, key: str, name: str, arguments: dict[str, Any], prop: str, sent: Any, value: str
) -> None:
    assert (await home.act(key, name, **arguments)).kind is OutcomeKind.DONE
    assert home.peer.value(int(key.split("/", maxsplit=1)[0]), prop) == sent
    assert home.now(key).value == value


async def test_a_supervised_answer_is_enough(home: Home) -> None:
    home.peer.status = 255
    assert (await home.act("3/0/switch", "turn_on")).kind is OutcomeKind.DONE
    assert home.now("3/0/switch").value == "off"


async def test_a_node_that_refuses_is_a_failure_with_a_reason(home: Home) -> None:
    home.peer.status = 2
    outcome = await home.act("3/0/switch", "turn_on")
    assert (outcome.kind, outcome.code) == (OutcomeKind.FAILED, "unreachable")


async def test_what_is_sent_and_never_seen_is_unknown(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "ANSWER_S", 0.05)
    home.peer.is_deaf = True
    assert (await home.act("3/0/switch", "turn_on")).kind is OutcomeKind.UNKNOWN


async def test_a_sleeping_node_does_it_later_and_says_so(home: Home) -> None:
    outcome = await home.act("6/0/112/3", "set_value", value=12)
    assert (outcome.kind, outcome.code) == (OutcomeKind.UNKNOWN, "queued")
    assert "sleeps" in (outcome.message or "")


async def test_a_dead_node_is_unavailable_until_it_lives(home: Home) -> None:
    keys = frozenset(key for key in home.sink.entities if key.startswith("11/"))
    assert (keys, False) in home.sink.availability
    await home.peer.event("alive", 11)
    await home.sink.until(lambda: (keys, True) in home.sink.availability)


async def test_a_pressed_button_is_an_event(home: Home) -> None:
    args = {"commandClass": 91, "endpoint": 0, "property": "scene", "propertyKey": "001"}
    await home.peer.event("value notification", 8, args={**args, "value": 3})
    await home.sink.until(lambda: bool(home.sink.events))
    assert [(one[0], one[1]) for one in home.sink.events] == [("8/0/91/scene/001", "press_2x")]


async def test_a_value_that_comes_later_becomes_an_entity(home: Home) -> None:
    args = {
        "commandClass": 49,
        "endpoint": 0,
        "property": "Humidity",
        "propertyName": "Humidity",
        "newValue": 44,
    }
    await home.peer.event("value added", 4, args=args)
    key = EntityKey("4/0/49/Humidity")
    await home.sink.until(lambda: key in home.sink.states)
    assert home.sink.states[key].value == "44"


async def test_a_node_that_was_interviewed_is_asked_for_anew(home: Home) -> None:
    home.peer.nodes[1]["name"] = "Bedside"
    await home.peer.event("interview completed", 2)
    await home.sink.until(lambda: home.sink.devices_by_key["2"].name == "Bedside")


async def test_statistics_and_unknown_events_are_passed_over(home: Home) -> None:
    count = len(home.sink.calls)
    await home.peer.event("statistics updated", 2, statistics={"rtt": 3})
    await home.peer.event("something new", 2, args={"odd": True})
    assert (await home.act("3/0/switch", "turn_on")).kind is OutcomeKind.DONE
    assert "devices" not in home.sink.calls[count:]


async def test_a_server_too_old_and_something_else_are_told_apart_from_silence() -> None:
    async with zwave_js_server() as (server, url):
        server.greeting["maxSchemaVersion"] = 3
        with pytest.raises(GatewayProtocolError, match=r"3\.10\.2"):
            await gateway_to(url).run(AwaitableSink())
