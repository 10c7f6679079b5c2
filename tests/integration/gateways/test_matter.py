"""The Matter driver against a stand-in over real sockets."""

import asyncio
import copy
from collections.abc import AsyncIterator
from typing import Any

import pytest

from embedded_hub.errors import GatewayProtocolError, GatewayUnreachable, InvalidInfo
from embedded_hub.gateways.api import AdmitsDevices, GatewayConfig
from embedded_hub.gateways.matter import driver
from embedded_hub.gateways.matter.driver import MatterGateway
from embedded_hub.model.action import Outcome, OutcomeKind
from embedded_hub.model.ids import EntityKey, GatewayId
from embedded_hub.model.state import StateReport
from tests.fakes.actions import action_for
from tests.fakes.driven_home import running
from tests.fakes.matter_server import NODE, MatterServer, matter_server
from tests.fakes.sinks import AwaitableSink

CODE = "34970112332"


def gateway_to(url: str) -> MatterGateway:
    gateway = driver.create(
        GatewayConfig(id=GatewayId("m"), type="matter", title="Matter", options={"url": url})
    )
    assert isinstance(gateway, MatterGateway)
    return gateway


class Home:
    """A driver that is connected to a stand-in."""

    def __init__(self, server: MatterServer, gateway: MatterGateway, sink: AwaitableSink) -> None:
        self.server = server
        self.gateway = gateway
        self.sink = sink

    def now(self, key: str) -> StateReport:
        """Return what an entity of the recorded node was last reported to be."""
        return self.sink.states[EntityKey(f"{NODE}/{key}")]

    async def act(self, key: str, name: str, **arguments: Any) -> Outcome:
        """Carry out one action at the recorded node."""
        entity = self.sink.entities[EntityKey(f"{NODE}/{key}")]
        return await self.gateway.act(action_for(entity, name, arguments))


@pytest.fixture
async def home() -> AsyncIterator[Home]:
    sink = AwaitableSink()
    async with matter_server() as (server, url):
        gateway = gateway_to(url)
        async with running(gateway, sink):
            yield Home(server, gateway, sink)


async def test_a_bridge_arrives_with_what_is_behind_it(home: Home) -> None:
    names = {key: one.name for key, one in home.sink.devices_by_key.items()}
    assert names == {"5": "Test node", "5/14": "Bridged lamp 1", "5/15": "Bridged lamp 2"}
    bridge = home.sink.devices_by_key["5"]
    assert bridge.via is None
    assert home.sink.devices_by_key["5/14"].via == "5"
    assert ("mac", "02:fc:00:00:00:01") in bridge.connections
    # As Home Assistant calls the same node of the same network.
    assert ("matter", "FAD027DD5B72D5A7-0000000000000005") in bridge.connections
    assert home.now("7/temperature").value == "22.22"
    assert home.now("3/lock").value == "locked"
    assert home.now("4/cover").attributes["current_position"] == 40
    assert home.now("5/climate").value == "heat"


async def test_a_light_is_set_and_shows_it(home: Home) -> None:
    outcome = await home.act("14/light", "turn_on", brightness=120)
    assert outcome.kind is OutcomeKind.DONE
    asked = home.server.received[-1]["args"]
    assert (asked["endpoint_id"], asked["command_name"]) == (14, "MoveToLevelWithOnOff")
    assert home.now("14/light").attributes["brightness"] == 120
    # What is so already is answered and never told again.
    assert (await home.act("14/light", "turn_on", brightness=120)).kind is OutcomeKind.DONE


async def test_a_lock_is_asked_within_a_moment_and_done_when_it_has_moved(home: Home) -> None:
    opening = asyncio.create_task(home.act("3/lock", "unlock"))
    while home.server.received[-1]["command"] != "device_command":
        await asyncio.sleep(0)
    asked = home.server.received[-1]["args"]
    assert (asked["command_name"], asked["timed_request_timeout_ms"] > 0) == ("UnboltDoor", True)
    await home.server.update("3/257/0", 2)
    assert (await opening).kind is OutcomeKind.DONE
    assert home.now("3/lock").value == "unlocked"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"error_code": 3, "details": "Node 5 is not (yet) available."}, "unreachable"),
        ({"error_code": 0, "details": "InteractionModelError: Busy (0x9c)"}, "busy"),
        ({"error_code": 0, "details": "InteractionModelError: Failure (0x1)"}, "denied"),
    ],
)
async def test_a_refusal_is_a_failure_with_its_reason(
    home: Home, answer: dict[str, Any], code: str
) -> None:
    home.server.refusal = answer
    outcome = await home.act("2/switch", "turn_off")
    assert (outcome.kind, outcome.code) == (OutcomeKind.FAILED, code)
    assert outcome.message == answer["details"]


async def test_a_press_is_an_event(home: Home) -> None:
    press = {"node_id": NODE, "endpoint_id": 11, "cluster_id": 59, "event_id": 6}
    data = {"previousPosition": 1, "totalNumberOfPressesCounted": 2}
    await home.server.event("node_event", {**press, "data": data})
    await home.sink.until(lambda: bool(home.sink.events))
    assert home.sink.events == [(EntityKey(f"{NODE}/11/button"), "multi_press_2", {})]


async def test_what_a_bridge_does_not_reach_is_not_there(home: Home) -> None:
    lamp = EntityKey(f"{NODE}/14/light")
    await home.server.update("14/57/17", False)
    await home.sink.until(lambda: lamp in home.sink.away)
    assert EntityKey(f"{NODE}/15/light") not in home.sink.away
    await home.server.update("14/57/17", True)
    await home.sink.until(lambda: lamp not in home.sink.away)


async def test_a_device_told_attribute_by_attribute_is_described_once(home: Home) -> None:
    listed = len(home.sink.listings)
    lamp = {
        path.replace("15/", "16/", 1): value
        for path, value in home.server.nodes[0]["attributes"].items()
        if path.startswith("15/")
    }
    for path, value in lamp.items():
        await home.server.update(path, "Lamp 3" if path == "16/57/5" else value)
    await home.server.update("0/29/3", [*range(1, 17)])
    await home.server.update("13/29/3", [14, 15, 16])
    await home.sink.until(lambda: f"{NODE}/16" in home.sink.devices_by_key)
    assert home.sink.devices_by_key[f"{NODE}/16"].name == "Lamp 3"
    assert len(home.sink.listings) == listed + 1


async def test_a_device_comes_in_by_its_code(home: Home) -> None:
    newcomer = copy.deepcopy(home.server.nodes[0])
    newcomer["node_id"] = 6
    home.server.waiting_codes[CODE] = newcomer
    assert isinstance(home.gateway, AdmitsDevices)
    with pytest.raises(InvalidInfo, match="digit"):
        await home.gateway.admit("3497-011-2331")
    assert not any(one["command"] == "commission_with_code" for one in home.server.received)
    assert await home.gateway.admit("3497-011-2332") == ["6", "6/14", "6/15"]
    assert home.server.received[-1]["args"] == {"code": CODE, "network_only": True}
    assert home.sink.states[EntityKey("6/7/temperature")].value == "22.22"
    with pytest.raises(GatewayUnreachable, match="ready to be added"):
        await home.gateway.admit(CODE)


async def test_a_server_that_comes_back_is_told_as_it_is_then() -> None:
    sink = AwaitableSink()
    async with matter_server() as (_, url):
        gateway = gateway_to(url)
        life = asyncio.create_task(gateway.run(sink))
        await sink.until(lambda: sink.connected_count == 1)
        switch = sink.entities[EntityKey(f"{NODE}/2/switch")]
    with pytest.raises(GatewayUnreachable):
        await life
    assert (await gateway.act(action_for(switch, "turn_on"))).kind is OutcomeKind.NOT_CONNECTED
    async with matter_server(int(url.rpartition(":")[2].partition("/")[0])) as (server, _):
        server.nodes[0]["attributes"]["7/1026/0"] = 1500
        async with running(gateway, sink):
            assert sink.states[EntityKey(f"{NODE}/7/temperature")].value == "15"


async def test_a_server_of_another_time_is_refused_in_words() -> None:
    async with matter_server() as (server, url):
        server.greeting |= {"schema_version": 40, "min_supported_schema_version": 30}
        with pytest.raises(GatewayProtocolError, match="too new"):
            await gateway_to(url).run(AwaitableSink())
        server.greeting |= {"schema_version": 2, "min_supported_schema_version": 1}
        with pytest.raises(GatewayProtocolError, match="too old"):
            await gateway_to(url).run(AwaitableSink())


@pytest.mark.parametrize("frame", ["no json", "[" * 100_000, '{"event": 5}', "[]"])
async def test_what_is_no_message_of_a_server_ends_the_run(frame: str) -> None:
    async with matter_server() as (server, url):
        sink = AwaitableSink()
        life = asyncio.create_task(gateway_to(url).run(sink))
        await sink.until(lambda: sink.connected_count == 1)
        [client] = server.clients
        await client.send(frame)
        with pytest.raises(GatewayProtocolError, match="not a Matter server"):
            await life


async def test_a_network_of_megabytes_holds_nothing_up() -> None:
    async with matter_server() as (server, url):
        [node] = server.nodes
        server.nodes = [{**node, "node_id": number} for number in range(1, 41)]
        sink = AwaitableSink()
        async with running(gateway_to(url), sink):
            assert len(sink.devices_by_key) == 120
            await server.event("attribute_updated", [40, "7/1026/0", 1234])
            key = EntityKey("40/7/temperature")
            await sink.until(lambda: sink.states[key].value == "12.34")


async def test_a_flood_of_what_nobody_knows_is_passed_over(home: Home) -> None:
    for number in range(500):
        await home.server.event("attribute_updated", [NODE, f"99/{number}/x", None])
        await home.server.event("attribute_updated", [number + 100, "1/6/0", True])
        await home.server.event("something_new", {"number": number})
        await home.server.event("endpoint_added", {"node_id": NODE, "endpoint_id": 77})
    await home.server.update("7/1026/0", 2000)
    await home.sink.until(lambda: home.now("7/temperature").value == "20")
    assert len(home.sink.devices_by_key) == 3


async def test_a_silent_server_leaves_an_action_unknown_when_it_goes() -> None:
    sink = AwaitableSink()
    async with matter_server() as (server, url):
        gateway = gateway_to(url)
        life = asyncio.create_task(gateway.run(sink))
        await sink.until(lambda: sink.connected_count == 1)
        server.is_deaf = True
        switch = sink.entities[EntityKey(f"{NODE}/2/switch")]
        asked = asyncio.create_task(gateway.act(action_for(switch, "turn_off")))
        while server.received[-1]["command"] != "device_command":
            await asyncio.sleep(0)
        [client] = server.clients
        await client.close()
        assert (await asked).kind is OutcomeKind.UNKNOWN
        with pytest.raises(GatewayUnreachable):
            await life
