"""What every driver promises the supervisor, each against its own peer through a cable."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from aiomqtt import Client

from embedded_hub.errors import GatewayError, GatewayUnreachable
from embedded_hub.gateways.api import Gateway, GatewayConfig
from embedded_hub.gateways.catalog import Catalog
from embedded_hub.model.action import OutcomeKind
from embedded_hub.model.ids import GatewayId
from embedded_hub.model.values import JsonObject
from tests.fakes import esphome_home
from tests.fakes.actions import action_on
from tests.fakes.broker import PASSWORD, USER, mosquitto
from tests.fakes.cable import Cable, cable_to
from tests.fakes.driven_home import running
from tests.fakes.esphome_device import esphome_device
from tests.fakes.home_assistant_server import TOKEN, home_assistant_server
from tests.fakes.matter_server import matter_server
from tests.fakes.shelly_device import shelly_device
from tests.fakes.sinks import AwaitableSink
from tests.fakes.wled_server import wled_server
from tests.fakes.zigbee2mqtt_server import zigbee2mqtt_server
from tests.fakes.zwave_js_server import zwave_js_server
from tests.integration.gateways.test_mqtt import LAMP, Devices

Lay = Callable[[AsyncExitStack, Path], Awaitable[str]]
"""Starts a peer and returns its address."""
Options = Callable[[int], Mapping[str, str]]


async def _home_assistant(stack: AsyncExitStack, _: Path) -> str:
    return (await stack.enter_async_context(home_assistant_server())).url


async def _mqtt(stack: AsyncExitStack, folder: Path) -> str:
    broker = await stack.enter_async_context(mosquitto(folder))
    client = Client("127.0.0.1", broker.port, username=USER, password=PASSWORD)
    devices = Devices(await stack.enter_async_context(client))
    await devices.say("homeassistant/light/box/lamp/config", LAMP)
    await devices.say("home/lamp/there", "online")
    await devices.say("home/lamp/state", {"state": "ON", "brightness": 9, "color_mode": "rgb"})
    return f"127.0.0.1:{broker.port}"


async def _zigbee2mqtt(stack: AsyncExitStack, _: Path) -> str:
    return (await stack.enter_async_context(zigbee2mqtt_server()))[1]


async def _zwave_js(stack: AsyncExitStack, _: Path) -> str:
    return (await stack.enter_async_context(zwave_js_server()))[1]


async def _matter(stack: AsyncExitStack, _: Path) -> str:
    return (await stack.enter_async_context(matter_server()))[1]


async def _shelly(stack: AsyncExitStack, _: Path) -> str:
    return (await stack.enter_async_context(shelly_device()))[1]


async def _wled(stack: AsyncExitStack, _: Path) -> str:
    return (await stack.enter_async_context(wled_server()))[1]


async def _esphome(stack: AsyncExitStack, _: Path) -> str:
    return await stack.enter_async_context(esphome_device(esphome_home.workshop()))


DRIVERS: dict[str, tuple[Lay, Options]] = {
    "home_assistant": (_home_assistant, lambda port: {"url": f"http://127.0.0.1:{port}"}),
    "mqtt": (_mqtt, lambda port: {"host": "127.0.0.1", "port": str(port), "username": USER}),
    "zigbee2mqtt": (_zigbee2mqtt, lambda port: {"url": f"http://127.0.0.1:{port}"}),
    "zwave_js": (_zwave_js, lambda port: {"url": f"ws://127.0.0.1:{port}"}),
    "matter": (_matter, lambda port: {"url": f"ws://127.0.0.1:{port}/ws"}),
    "shelly": (_shelly, lambda port: {"host": f"127.0.0.1:{port}"}),
    "wled": (_wled, lambda port: {"host": f"127.0.0.1:{port}"}),
    "esphome": (_esphome, lambda port: {"host": f"127.0.0.1:{port}"}),
}
SECRETS = {"home_assistant": {"token": TOKEN}, "mqtt": {"password": PASSWORD}}


class Line:
    """A driver, and the cable to its peer."""

    def __init__(self, cable: Cable, gateway: Gateway) -> None:
        self.cable = cable
        self.gateway = gateway


@pytest.fixture(params=DRIVERS)
async def line(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Line]:
    type_: str = request.param
    lay, options = DRIVERS[type_]
    create = await (await asyncio.to_thread(Catalog.installed)).load(type_)
    async with AsyncExitStack() as stack:
        address = await lay(stack, tmp_path)
        netloc = urlsplit(address).netloc if "//" in address else address
        cable = await stack.enter_async_context(cable_to(netloc))
        config = GatewayConfig(
            id=GatewayId("one"),
            type=type_,
            title="One",
            options=options(cable.port),
            secrets=SECRETS.get(type_, {}),
        )
        yield Line(cable, create(config))


async def run_of(line: Line, sink: AwaitableSink) -> asyncio.Task[None]:
    """Return the run of a driver that is connected."""
    life = asyncio.create_task(line.gateway.run(sink))
    before = sink.connected_count
    connected = asyncio.create_task(sink.until(lambda: sink.connected_count > before))
    await asyncio.wait({life, connected}, return_when=asyncio.FIRST_COMPLETED)
    connected.cancel()
    return life


def truth_of(sink: AwaitableSink) -> dict[str, tuple[str | None, JsonObject]]:
    return {key: (one.value, one.attributes) for key, one in sink.states.items()}


async def test_a_home_is_described_told_and_then_connected_once(line: Line) -> None:
    sink = AwaitableSink()
    async with running(line.gateway, sink):
        assert sink.calls[0] == "devices"
        assert sink.calls.count("connected") == 1
        assert sink.listings[0][1], "the first list is the whole"
        assert "state" in sink.calls[: sink.calls.index("connected")]
        assert line.cable.count == 1
    while line.cable.count:  # a driver that is stopped hangs up
        await asyncio.sleep(0.01)


async def test_a_pulled_cable_ends_the_run_and_the_next_one_tells_the_same(line: Line) -> None:
    sink, again = AwaitableSink(), AwaitableSink()
    life = await run_of(line, sink)
    line.cable.pull()
    with pytest.raises(GatewayUnreachable):
        await life
    outcome = await line.gateway.act(action_on(next(iter(sink.entities))))
    assert outcome.kind is OutcomeKind.NOT_CONNECTED
    with pytest.raises(GatewayUnreachable):
        await line.gateway.run(again)
    line.cable.is_in = True
    async with running(line.gateway, again):
        assert again.devices_by_key == sink.devices_by_key
        assert truth_of(again) == truth_of(sink)
        assert again.events == []


async def test_what_is_unknown_is_refused_and_not_waited_for(line: Line) -> None:
    async with running(line.gateway, AwaitableSink()):
        outcome = await line.gateway.act(action_on("nobody/knows", timeout_s=60))
        assert outcome.kind is OutcomeKind.FAILED
        assert outcome.code in ("unsupported", "unreachable")


@pytest.mark.parametrize(
    "garbage",
    [b"\x00\xff" * 40, b"HTTP/1.1 200 OK\r\n\r\n{}", b""],
    ids=["noise", "page", "silence"],
)
async def test_what_talks_nonsense_is_an_error_of_the_gateway(line: Line, garbage: bytes) -> None:
    line.cable.garbage = garbage
    with pytest.raises(GatewayError):
        async with asyncio.timeout(30):
            await line.gateway.run(AwaitableSink())
