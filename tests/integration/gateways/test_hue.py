"""The Hue driver against a stand-in bridge over real sockets, TLS and a real stream."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohue.v2 import HueBridgeV2  # type: ignore[import-untyped, unused-ignore]
from aiohue.v2.controllers.events import (  # type: ignore[import-untyped, unused-ignore]
    EventType,
)

from embedded_hub.gateways.api import Gateway, GatewayConfig
from embedded_hub.gateways.hue import driver
from embedded_hub.model.action import OutcomeKind
from embedded_hub.model.ids import EntityKey, GatewayId
from tests.fakes.actions import action_for
from tests.fakes.driven_home import running
from tests.fakes.hue_bridge import KEY, HueBridge, hue_bridge, self_signed
from tests.fakes.hue_home import BRIDGE_ID, rid
from tests.fakes.sinks import AwaitableSink

Running = tuple[HueBridge, str]


def config_for(host: str, **secrets: str) -> GatewayConfig:
    options = {"host": host}
    return GatewayConfig(
        id=GatewayId("hue"), type="hue", title="Hue", options=options, secrets=secrets
    )


def gateway_to(host: str, **secrets: str) -> Gateway:
    return driver.create(config_for(host, **{"app_key": KEY, **secrets}))


def key_of(kind: str, name: str) -> EntityKey:
    return EntityKey(f"{kind}/{rid(name)}")


@pytest.fixture
async def bridge(tmp_path: Path) -> AsyncIterator[Running]:
    async with hue_bridge(self_signed(tmp_path)) as pair:
        yield pair


@pytest.fixture
def sink() -> AwaitableSink:
    return AwaitableSink()


async def test_the_stand_in_passes_for_a_bridge_with_the_client_library_people_use(
    bridge: Running,
) -> None:
    server, host = bridge
    heard: asyncio.Queue[tuple[EventType, Any]] = asyncio.Queue()
    async with HueBridgeV2(host, KEY) as client:
        assert client.bridge_id == BRIDGE_ID
        lamp = client.lights[rid("lamp light")]
        assert (lamp.is_on, lamp.brightness, lamp.supports_color) == (True, 50.2, True)
        assert len(client.devices.items) == 10
        assert client.sensors.motion[rid("hall motion")].motion.value is False
        assert client.groups.room[rid("Living room")].metadata.name == "Living room"
        client.lights.subscribe(lambda kind, one: heard.put_nowait((kind, one)))
        while not server.stream_count:
            await asyncio.sleep(0)
        await client.lights.set_state(rid("lamp light"), on=False)
        kind, one = await heard.get()
        assert (kind, one.is_on) == (EventType.RESOURCE_UPDATED, False)
        server.change("lamp light", on={"on": True})
        assert (await heard.get())[1].is_on


async def test_a_bridge_arrives_whole_with_its_rooms_and_radios(
    bridge: Running, sink: AwaitableSink
) -> None:
    _, host = bridge
    async with running(gateway_to(host), sink):
        devices = sink.devices_by_key
        hub = devices[rid("Hue Bridge")]
        assert (hub.serial_number, hub.via) == (BRIDGE_ID, None)
        assert ("mac", "ec:b5:fa:0a:1b:2c") in hub.connections
        lamp = devices[rid("Lamp")]
        assert (lamp.area, lamp.via) == ("Living room", rid("Hue Bridge"))
        assert {kind for kind, _ in lamp.connections} == {"hue", "zigbee"}
        assert devices[rid("Desk")].area == "Evening"
        assert devices[rid("Living room")].is_service
        assert {one.domain for one in sink.entities.values()} == {
            *("light", "switch", "select", "number", "button"),
            *("sensor", "binary_sensor", "event", "scene", "update"),
        }


async def test_states_come_in_a_homes_words(bridge: Running, sink: AwaitableSink) -> None:
    _, host = bridge
    async with running(gateway_to(host), sink):
        lamp = sink.states[key_of("light", "lamp light")]
        assert (lamp.value, lamp.attributes["brightness"]) == ("on", 128)
        assert lamp.attributes["color_mode"] == "color_temp"
        assert lamp.attributes["color_temp_kelvin"] == 2732
        about = sink.entities[key_of("light", "lamp light")].attributes
        assert about["effect_list"] == ["off", "candle", "fire", "cosmos", "sunrise"]
        values = {
            ("temperature", "hall temperature"): "21.49",
            ("light_level", "hall light"): "100",
            ("motion", "hall motion"): "off",
            ("contact", "window contact"): "off",
            ("tamper", "window tamper"): "off",
            ("device_power", "window battery"): "12",
            ("light", "coffee socket"): "off",
            ("sensitivity", "hall motion"): "2",
            ("air_sense", "study air"): "640",
            ("scene", "relax scene"): "2026-11-23T18:00:00.000Z",
            ("device_software_update", "Lamp update"): "off",
        }
        seen = {pair: sink.states[key_of(*pair)].value for pair in values}
        assert seen == values


@pytest.mark.parametrize(
    ("key", "name", "arguments", "body"),
    [
        (
            key_of("light", "lamp light"),
            "turn_on",
            {"brightness": 102, "xy_color": [0.3, 0.3], "transition": 2},
            {
                "on": {"on": True},
                "dimming": {"brightness": 40.0},
                "color": {"xy": {"x": 0.3, "y": 0.3}},
                "dynamics": {"duration": 2000},
            },
        ),
        (
            key_of("light", "lamp light"),
            "turn_on",
            {"color_temp_kelvin": 4000},
            {"on": {"on": True}, "color_temperature": {"mirek": 250}},
        ),
        (
            key_of("light", "lamp light"),
            "turn_on",
            {"effect": "candle"},
            {"on": {"on": True}, "effects_v2": {"action": {"effect": "candle"}}},
        ),
        (key_of("light", "lamp light"), "turn_off", {}, {"on": {"on": False}}),
        (key_of("light", "coffee socket"), "turn_on", {}, {"on": {"on": True}}),
        (key_of("grouped_light", "living group"), "turn_off", {}, {"on": {"on": False}}),
        (key_of("scene", "relax scene"), "turn_on", {}, {"recall": {"action": "active"}}),
        (key_of("smart_scene", "natural scene"), "turn_on", {}, {"recall": {"action": "activate"}}),
        (key_of("enabled", "hall motion"), "turn_off", {}, {"enabled": False}),
        (
            key_of("sensitivity", "hall motion"),
            "set_value",
            {"value": 4.0},
            {"sensitivity": {"sensitivity": 4}},
        ),
        (
            key_of("powerup", "desk light"),
            "select_option",
            {"option": "powerfail"},
            {"powerup": {"preset": "powerfail"}},
        ),
        (key_of("identify", "Lamp"), "press", {}, {"identify": {"action": "identify"}}),
    ],
)
async def test_every_kind_of_action_is_sent_and_confirmed(
    bridge: Running,
    sink: AwaitableSink,
    key: EntityKey,
    name: str,
    arguments: dict[str, Any],
    body: dict[str, Any],
) -> None:
    server, host = bridge
    gateway = gateway_to(host)
    async with running(gateway, sink):
        outcome = await gateway.act(action_for(sink.entities[key], name, arguments))
        assert outcome.kind is OutcomeKind.DONE
        assert server.puts[-1][2] == body


async def test_a_level_comes_back_as_it_was_set(bridge: Running, sink: AwaitableSink) -> None:
    _, host = bridge
    gateway = gateway_to(host)
    async with running(gateway, sink):
        lamp = sink.entities[key_of("light", "desk light")]
        for level in (1, 102, 254):
            await gateway.act(action_for(lamp, "turn_on", {"brightness": level}))
            assert sink.states[lamp.key].attributes["brightness"] == level
