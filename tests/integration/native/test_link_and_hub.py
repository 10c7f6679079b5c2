"""The link of a Python gateway against the hub's side, over a real socket."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from embedded_hub.client.gateway_link import (
    DONE,
    Command,
    GatewayLink,
    Handle,
    Profile,
    Reply,
    websocket_dial,
)
from embedded_hub.model.action import OutcomeKind
from embedded_hub.protocol import gateway_messages as gw
from tests.integration.native.conftest import TOKEN, SmallHub, until

LAMP = gw.DeviceSpec(
    id="lamp",
    name="Lamp",
    area="Hall",
    entities=(
        gw.EntitySpec(
            id="light",
            kind="light",
            caps={
                "on": gw.Cap(type="bool", w=1),
                "level": gw.Cap(type="int", min=0, max=100, unit="%", w=1),
            },
        ),
    ),
)
BELL = gw.DeviceSpec(
    id="bell",
    name="Bell",
    entities=(gw.EntitySpec(id="ring", kind="event", caps={"type": gw.Cap(options=("press",))}),),
)


@asynccontextmanager
async def linked(
    hub: SmallHub, handle: Handle, gateway_id: str = "gw"
) -> AsyncIterator[GatewayLink]:
    link = GatewayLink(
        websocket_dial(hub.url(gateway_id), TOKEN), Profile(id=gateway_id), handle, draw=lambda: 0.1
    )
    link.announce([LAMP, BELL])
    link.state("lamp/light", {"on": False, "level": 30})
    running = asyncio.create_task(link.run())
    try:
        yield link
    finally:
        await link.close()
        await running


async def refuse_all(_command: Command) -> Reply:
    return Reply(code="unsupported")


async def test_announced_devices_and_first_states_reach_the_home(hub: SmallHub) -> None:
    async with linked(hub, refuse_all):
        await until(lambda: hub.sink.connected_count == 1)
        assert hub.sink.devices_by_key["lamp"].area == "Hall"
        assert hub.sink.value("lamp/light") == "off"
        assert hub.sink.entities["bell/ring"].domain == "event"


async def test_command_is_done_and_its_state_names_it_as_cause(hub: SmallHub) -> None:
    async def handle(command: Command) -> Reply:
        link.state(command.to, dict(command.args), cause=command.id)
        return DONE

    async with linked(hub, handle) as link:
        await until(lambda: hub.sink.connected_count == 1)
        outcome = await hub.act(
            "gw", "lamp/light", "turn_on", {"brightness": 102}, action_id="c_one"
        )
        assert outcome.kind is OutcomeKind.DONE
        # The values come before the outcome: whoever waited for it sees them.
        report = hub.sink.states["lamp/light"]
        assert (report.value, report.attributes["brightness"]) == ("on", 102)
        assert report.cause == "c_one"


async def test_events_and_states_survive_a_cut_connection(hub: SmallHub) -> None:
    async with linked(hub, refuse_all) as link:
        await until(lambda: hub.sink.connected_count == 1)
        hub.cut()
        for number in range(50):
            link.event("bell/ring", "press", {"n": number})
        for level in range(101):
            link.state("lamp/light", {"on": True, "level": level})
        await until(lambda: hub.sink.connected_count == 2 and len(hub.sink.events) >= 50)
        await until(lambda: hub.sink.states["lamp/light"].attributes["brightness"] == 255)
        assert [content["n"] for _, _, content in hub.sink.events] == list(range(50))
