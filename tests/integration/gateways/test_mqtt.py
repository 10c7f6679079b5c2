"""The MQTT driver against a real broker, with devices that announce themselves on it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from aiomqtt import Client

from embedded_hub.errors import ConfigError, GatewayAuthRequired, GatewayUnreachable
from embedded_hub.gateways.api import Gateway, GatewayConfig
from embedded_hub.gateways.mqtt import driver
from embedded_hub.model.action import Outcome, OutcomeKind
from embedded_hub.model.ids import EntityKey, GatewayId
from embedded_hub.model.state import StateReport
from tests.fakes.actions import action_for
from tests.fakes.broker import PASSWORD, USER, Broker, mosquitto
from tests.fakes.driven_home import running
from tests.fakes.sinks import AwaitableSink

LAMP = {
    "~": "home/lamp",
    "name": "Lamp",
    "uniq_id": "lamp1",
    "schema": "json",
    "cmd_t": "~/set",
    "stat_t": "~/state",
    "avty_t": "~/there",
    "brightness": True,
    "sup_clrm": ["rgb"],
    "dev": {"ids": ["box"], "name": "Box", "mf": "Acme", "sa": "Attic"},
}
HEAT = {
    "name": "Temperature",
    "uniq_id": "t1",
    "stat_t": "home/box/all",
    "val_tpl": "{{ value_json.t | round(1) }}",
    "dev_cla": "temperature",
    "unit_of_meas": "°C",
    "dev": {"ids": ["box"]},
}


def gateway_to(port: int, password: str = PASSWORD, **options: str) -> Gateway:
    return driver.create(
        GatewayConfig(
            id=GatewayId("mq"),
            type="mqtt",
            title="MQTT",
            options={"host": "127.0.0.1", "port": str(port), "username": USER, **options},
            secrets={"password": password},
        )
    )


class Devices:
    """The devices' side of the broker."""

    def __init__(self, client: Client) -> None:
        self.client = client

    async def say(self, topic: str, payload: Any, *, retain: bool = True) -> None:
        """Publish something, objects as JSON."""
        text = payload if isinstance(payload, str) else msgspec.json.encode(payload).decode()
        await self.client.publish(topic, text, qos=1, retain=retain)

    async def obey(self, topic: str, echo: Callable[[str], tuple[str, Any]]) -> None:
        """Answer commands on a topic, until cancelled."""
        await self.client.subscribe(topic)
        async for message in self.client.messages:
            assert isinstance(message.payload, bytes)
            await self.say(*echo(message.payload.decode()))


@pytest.fixture
async def broker(tmp_path: Path) -> AsyncIterator[Broker]:
    async with mosquitto(tmp_path) as one:
        yield one


@pytest.fixture
async def devices(broker: Broker) -> AsyncIterator[Devices]:
    async with Client("127.0.0.1", broker.port, username=USER, password=PASSWORD) as client:
        yield Devices(client)


@pytest.fixture
def sink() -> AwaitableSink:
    return AwaitableSink()


def now(sink: AwaitableSink, key: str) -> StateReport:
    return sink.states[EntityKey(key)]


async def act(gateway: Gateway, sink: AwaitableSink, key: str, name: str, **more: Any) -> Outcome:
    return await gateway.act(action_for(sink.entities[EntityKey(key)], name, more))


@pytest.mark.parametrize("transport", ["tcp", "websockets"])
async def test_what_was_announced_before_arrives_with_its_state(
    broker: Broker, devices: Devices, sink: AwaitableSink, transport: str
) -> None:
    await devices.say("homeassistant/light/box/lamp/config", LAMP)
    await devices.say("homeassistant/sensor/box_t/config", HEAT)
    await devices.say("home/lamp/state", {"state": "ON", "brightness": 120, "color_mode": "rgb"})
    await devices.say("home/lamp/there", "online")
    await devices.say("home/box/all", {"t": 21.456})
    port = broker.port if transport == "tcp" else broker.websocket_port
    async with running(gateway_to(port, transport=transport), sink):
        await sink.until(lambda: now(sink, "sensor/t1").value == "21.5")
        await sink.until(lambda: now(sink, "light/lamp1").value == "on")
        [box] = sink.devices_by_key.values()
        assert (box.name, box.manufacturer, box.area) == ("Box", "Acme", "Attic")
        assert now(sink, "light/lamp1").attributes["brightness"] == 120


async def test_the_first_list_of_a_large_home_is_whole(
    broker: Broker, devices: Devices, sink: AwaitableSink
) -> None:
    for number in range(700):
        sensor = {"uniq_id": f"n{number}", "stat_t": f"n/{number}", "name": f"Number {number}"}
        text = msgspec.json.encode(sensor)
        await devices.client.publish(f"homeassistant/sensor/n{number}/config", text, retain=True)
        await devices.client.publish(f"n/{number}", "1", retain=True)
    await devices.say("homeassistant/sensor/box_t/config", HEAT)
    async with running(gateway_to(broker.port), sink):
        await sink.until(lambda: bool(sink.listings))
        listed, is_complete = sink.listings[0]
        assert (len(sink.entities), is_complete) == (701, True), len(listed)


async def test_a_light_goes_on_and_is_done_when_it_says_so(
    broker: Broker, devices: Devices, sink: AwaitableSink
) -> None:
    await devices.say("homeassistant/light/box/lamp/config", LAMP)
    await devices.say("home/lamp/there", "online")
    await devices.say("home/lamp/state", {"state": "OFF"})
    obeying = asyncio.create_task(
        devices.obey("home/lamp/set", lambda told: ("home/lamp/state", msgspec.json.decode(told)))
    )
    gateway = gateway_to(broker.port)
    async with running(gateway, sink):
        await sink.until(lambda: now(sink, "light/lamp1").value == "off")
        outcome = await act(gateway, sink, "light/lamp1", "turn_on", rgb_color=[1, 2, 3])
        assert outcome.kind is OutcomeKind.DONE
        assert now(sink, "light/lamp1").attributes["rgb_color"] == [1, 2, 3]
    obeying.cancel()
    await asyncio.gather(obeying, return_exceptions=True)


async def test_a_device_that_does_not_answer_is_unknown_and_nothing_flips(
    broker: Broker, devices: Devices, sink: AwaitableSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "ECHO_S", 0.05)
    switch = {"name": "Relay", "uniq_id": "r", "cmd_t": "r/set", "stat_t": "r/state"}
    await devices.say("homeassistant/switch/r/config", switch)
    await devices.say("r/state", "OFF")
    gateway = gateway_to(broker.port)
    async with running(gateway, sink):
        await sink.until(lambda: now(sink, "switch/r").value == "off")
        outcome = await act(gateway, sink, "switch/r", "turn_on")
        assert outcome.kind is OutcomeKind.UNKNOWN
        assert now(sink, "switch/r").value == "off"


async def test_availability_goes_and_comes_back(
    broker: Broker, devices: Devices, sink: AwaitableSink
) -> None:
    await devices.say("homeassistant/light/box/lamp/config", LAMP)
    keys = frozenset({EntityKey("light/lamp1")})
    async with running(gateway_to(broker.port), sink):
        assert (keys, False) in sink.availability
        await devices.say("home/lamp/there", "online")
        await sink.until(lambda: (keys, True) in sink.availability)


async def test_a_whole_device_is_announced_at_once_and_taken_back_by_an_empty_message(
    broker: Broker, devices: Devices, sink: AwaitableSink
) -> None:
    announced = {
        "dev": {"ids": "dev1", "name": "Station"},
        "o": {"name": "test"},
        "cmps": {
            "a": {"p": "sensor", "uniq_id": "a", "stat_t": "s/a", "name": "Rain"},
            "b": {"p": "button", "uniq_id": "b", "cmd_t": "s/b", "name": "Reset"},
            "c": {"p": "hologram", "uniq_id": "c", "stat_t": "s/c", "name": "New"},
        },
    }
    async with running(gateway_to(broker.port), sink):
        await devices.say("homeassistant/device/dev1/config", announced)
        await sink.until(lambda: EntityKey("hologram/c") in sink.entities)
        assert sink.entities[EntityKey("hologram/c")].domain == "sensor"
        await devices.say("homeassistant/device/dev1/config", "")
        await sink.until(lambda: sink.listings[-1] == (frozenset(), True))


async def test_a_broker_that_is_never_silent_shows_what_is_new(
    broker: Broker, devices: Devices, sink: AwaitableSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "FIRST_S", 1.0)
    await devices.say("homeassistant/sensor/box_t/config", HEAT)

    async def talk() -> None:
        for count in range(10_000):
            await devices.say("home/box/all", {"t": count}, retain=False)
            await asyncio.sleep(0.05)

    talking = asyncio.create_task(talk())
    async with running(gateway_to(broker.port), sink):
        relay = {"name": "Relay", "uniq_id": "r", "cmd_t": "r/set", "stat_t": "r/state"}
        await devices.say("homeassistant/switch/r/config", relay)
        await devices.say("r/state", "ON")
        await sink.until(lambda: "switch/r" in sink.states and now(sink, "switch/r").value == "on")
        before = now(sink, "sensor/t1").value
        await sink.until(lambda: now(sink, "sensor/t1").value != before)
    talking.cancel()
    await asyncio.gather(talking, return_exceptions=True)


async def test_a_press_is_an_event_and_none_is_told_for_what_was_kept(
    broker: Broker, devices: Devices, sink: AwaitableSink
) -> None:
    bell = {"name": "Bell", "uniq_id": "bell", "stat_t": "bell", "event_types": ["press", "hold"]}
    await devices.say("homeassistant/event/bell/config", bell)
    await devices.say("bell", {"event_type": "hold"})
    async with running(gateway_to(broker.port), sink):
        await devices.say("bell", {"event_type": "press"}, retain=False)
        await sink.until(lambda: bool(sink.events))
        assert [(one[0], one[1]) for one in sink.events] == [("event/bell", "press")]


async def test_a_tasmota_plug_measures_and_switches(
    broker: Broker, devices: Devices, sink: AwaitableSink
) -> None:
    config = {
        "dn": "Plug",
        "fn": ["Plug"],
        "mac": "AABBCCDDEEFF",
        "md": "Sonoff",
        "ofln": "Offline",
        "onln": "Online",
        "state": ["OFF", "ON", "TOGGLE", "HOLD"],
        "sw": "13.1.0",
        "t": "plug",
        "ft": "%prefix%/%topic%/",
        "tp": ["cmnd", "stat", "tele"],
        "rl": [1, 0, 0],
        "lt_st": 0,
        "ver": 1,
    }
    measured = {"sn": {"Time": "2026", "ENERGY": {"Power": 5, "Total": 1.5}}, "ver": 1}
    await devices.say("tasmota/discovery/AABBCCDDEEFF/config", config)
    await devices.say("tasmota/discovery/AABBCCDDEEFF/sensors", measured)
    await devices.say("tele/plug/LWT", "Online")
    obeying = asyncio.create_task(
        devices.obey("cmnd/plug/#", lambda told: ("stat/plug/RESULT", {"POWER": told or "OFF"}))
    )
    gateway = gateway_to(broker.port)
    async with running(gateway, sink):
        power, energy = "tasmota/AABBCCDDEEFF/POWER", "tasmota/AABBCCDDEEFF/ENERGY_Power"
        await sink.until(lambda: now(sink, power).value == "off")
        assert (await act(gateway, sink, power, "turn_on")).kind is OutcomeKind.DONE
        await devices.say("tele/plug/SENSOR", {"ENERGY": {"Power": 41}}, retain=False)
        await sink.until(lambda: now(sink, energy).value == "41")
        assert now(sink, power).value == "on"
    obeying.cancel()
    await asyncio.gather(obeying, return_exceptions=True)


async def test_a_phone_of_owntracks_is_a_place(
    broker: Broker, devices: Devices, sink: AwaitableSink
) -> None:
    place = {"_type": "location", "lat": 52.5, "lon": 13.4, "acc": 8, "batt": 80, "tst": 1700000000}
    await devices.say("owntracks/anna/phone", place)
    await devices.say("owntracks/anna/card", {"_type": "card"})
    key = "owntracks/anna/phone"
    async with running(gateway_to(broker.port), sink):
        assert now(sink, key).attributes["gps_accuracy"] == 8
        assert now(sink, key).observed_at == 1700000000
        await devices.say(key, {**place, "lat": 52.6, "inregions": ["Home"]})
        await sink.until(lambda: now(sink, key).attributes["latitude"] == 52.6)
        assert now(sink, key).value == "Home"


async def test_garbage_on_every_topic_changes_nothing_and_ends_nothing(
    broker: Broker, devices: Devices, sink: AwaitableSink
) -> None:
    await devices.say("homeassistant/sensor/box_t/config", HEAT)
    for topic in ("homeassistant/light/x/config", "owntracks/a/b", "tasmota/discovery/0/config"):
        for payload in ("[" * 5000, "nonsense", "[]", '{"dev": 7, "avty": "x", "cmps": []}', "{}"):
            await devices.say(topic, payload)
    await devices.say("home/box/all", "not json")
    async with running(gateway_to(broker.port), sink):
        assert now(sink, "sensor/t1").value is None
        await devices.say("home/box/all", {"t": 3.04})
        await sink.until(lambda: now(sink, "sensor/t1").value == "3.0")


async def test_a_topic_nobody_can_listen_to_costs_the_broker_none_of_its_devices(
    broker: Broker, devices: Devices, sink: AwaitableSink
) -> None:
    wrong = ("a/temp#1", "x/#/y", "a+b", "a" * 65_536, "a\x00b", "a\ufffe", "$share/a", "a/" * 300)
    for number, topic in enumerate(wrong):
        config = {"uniq_id": f"bad{number}", "stat_t": topic, "cmd_t": topic, "avty_t": topic}
        await devices.say(f"homeassistant/switch/{number}/config", config)
        tasmota = {"t": topic, "ft": "%topic%/%prefix%/", "rl": [2], "lt_st": "no number"}
        await devices.say(f"tasmota/discovery/AABBCCDDEEF{number}/config", tasmota)
    await devices.say("homeassistant/sensor/box_t/config", HEAT)
    gateway = gateway_to(broker.port)
    async with running(gateway, sink):
        await devices.say("home/box/all", {"t": 3.04})
        await sink.until(lambda: now(sink, "sensor/t1").value == "3.0")
        outcome = await act(gateway, sink, "switch/bad0", "turn_on")
        assert (outcome.kind, outcome.code) == (OutcomeKind.FAILED, "unsupported")


async def test_a_wrong_password_asks_for_another_and_a_broker_that_goes_ends_the_run(
    tmp_path: Path, sink: AwaitableSink
) -> None:
    async with mosquitto(tmp_path) as broker:
        with pytest.raises(GatewayAuthRequired):
            await gateway_to(broker.port, "guess").run(sink)
        life = asyncio.create_task(gateway_to(broker.port).run(sink))
        await sink.until(lambda: sink.connected_count == 1)
    with pytest.raises(GatewayUnreachable):
        await life


@pytest.mark.parametrize(("port", "transport"), [("x", "tcp"), ("70000", "tcp"), ("1", "pigeon")])
def test_what_is_no_address_is_refused_before_anything_runs(port: str, transport: str) -> None:
    options = {"host": "broker", "port": port, "transport": transport}
    with pytest.raises(ConfigError):
        driver.create(GatewayConfig(id=GatewayId("m"), type="mqtt", title="M", options=options))
