"""The driver against a controller that is not there, found as the hub finds it."""

import asyncio
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from embedded_hub.errors import GatewayAuthRequired, GatewayUnreachable
from embedded_hub.gateways.api import GatewayConfig
from embedded_hub.gateways.catalog import Catalog
from embedded_hub.model.action import Action, OutcomeKind
from embedded_hub.model.state import Context

sys.path.insert(0, str(Path(__file__).parents[1]))
from lampline import Controller


class Home:
    """Takes what a gateway reports."""

    def __init__(self):
        self.entities, self.states, self.is_connected = {}, {}, asyncio.Event()
        self.changed = asyncio.Event()

    def devices(self, devices, *, is_complete):
        self.entities = {one.key: one for device in devices for one in device.entities}

    def state(self, report):
        assert report.key in self.entities, "described before it reports"
        self.states[report.key] = report
        self.changed.set()

    def available(self, keys, value): ...

    def event(self, key, name, data): ...

    def connected(self):
        self.is_connected.set()

    async def until(self, holds):
        while not holds(self.states):
            self.changed.clear()
            await asyncio.wait_for(self.changed.wait(), 10)


def action(name, key="lamp/1", **arguments):
    context = Context(id="c")
    domain, entity_id = "light", "light.left"
    return Action(
        id="a", entity_id=entity_id, key=key, domain=domain, name=name,
        arguments=arguments, timeout_s=5, context=context,
    )  # fmt: skip


@pytest.fixture
async def controller():
    device = Controller(pin="4711")
    async with device.listen() as server:
        device.host = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        device.server = server
        yield device


async def gateway_at(host, pin="4711"):
    create = await Catalog.installed().load("lampline")
    options, secrets = {"host": host}, {"pin": pin}
    return create(
        GatewayConfig(id="lampline", type="lampline", title="", options=options, secrets=secrets)
    )


@pytest.fixture
async def home(controller):
    home, gateway = Home(), await gateway_at(controller.host)
    home.gateway, home.run = gateway, asyncio.create_task(gateway.run(home))
    await asyncio.wait_for(home.is_connected.wait(), 10)
    yield home
    home.run.cancel()
    await asyncio.gather(home.run, return_exceptions=True)


def test_the_package_says_which_gateway_it_is():
    names = {one.name for one in entry_points(group="homewire.gateways")}
    assert "lampline" in names


async def test_every_lamp_is_there_with_its_state(home):
    assert set(home.entities) == {"lamp/1", "lamp/2"}
    assert (home.states["lamp/1"].value, home.states["lamp/2"].value) == ("off", "on")
    assert home.states["lamp/2"].attributes["brightness"] == 102  # 40 %


async def test_a_lamp_does_what_it_is_told_and_says_so(home):
    outcome = await home.gateway.act(action("turn_on", brightness=102))
    assert outcome.kind is OutcomeKind.DONE
    await home.until(lambda states: states["lamp/1"].attributes["brightness"] == 102)


async def test_a_lamp_that_cannot_says_that_it_failed(home, controller):
    controller.is_stuck = True
    outcome = await home.gateway.act(action("turn_on"))
    assert (outcome.kind, outcome.code) == (OutcomeKind.FAILED, "unreachable")


async def test_a_wrong_pin_is_told_from_an_absent_controller(controller):
    with pytest.raises(GatewayAuthRequired):
        await (await gateway_at(controller.host, pin="1")).run(Home())
    with pytest.raises(GatewayUnreachable):
        await (await gateway_at("127.0.0.1:1")).run(Home())


async def test_the_end_of_the_connection_ends_the_run(home, controller):
    controller.server.close()
    with pytest.raises(GatewayUnreachable):
        await asyncio.wait_for(home.run, 10)
