"""Native gateways over a real socket when things go wrong: crashes, clones, haste, wrong clocks."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from embedded_hub.client.gateway_link import DONE, Command, GatewayLink, Profile, Reply
from embedded_hub.client.gateway_link import websocket_dial as dial
from embedded_hub.gateways.native.effects import PastEvent
from embedded_hub.model.action import OutcomeKind
from embedded_hub.protocol import gateway_messages as gw
from tests.integration.native.conftest import TOKEN, SmallHub, until

DEVICE = gw.DeviceSpec(
    id="d",
    name="Device",
    entities=(
        gw.EntitySpec(id="sw", kind="switch", caps={"on": gw.Cap(type="bool", w=1)}),
        gw.EntitySpec(id="note", kind="text", caps={"v": gw.Cap(type="text", w=1)}),
        gw.EntitySpec(id="bell", kind="event", caps={"type": gw.Cap(options=("press",))}),
    ),
)


class Raw:
    """A gateway that says exactly what a test tells it to."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket

    async def say(self, message: gw.Message) -> None:
        await self.socket.send(gw.encode(message))

    async def hear(self, kind: str) -> dict[str, object]:
        """Return the next message of a type, passing over others."""
        async with asyncio.timeout(10):
            while True:
                message = json.loads(await self.socket.recv())
                assert isinstance(message, dict)
                if message["t"] == kind:
                    return message

    async def open(self, boot: str = "b1", seq: int = 0, **fields: int) -> dict[str, object]:
        hello = gw.Hello(gw="gw", boot=boot, seq=seq, rev=1, oldest=fields.get("oldest"))
        await self.say(hello)
        welcome = await self.hear("welcome")
        if welcome["rev"] != 1:
            await self.say(gw.Announce(rev=1, full=True, devices=gw.encode_devices([DEVICE])))
        if welcome["resume"] == "snapshot":
            snapshot = gw.State(seq=seq + 1, ts=0, set={"d/sw": {"on": False}}, snapshot=True)
            await self.say(snapshot)
        return welcome

    async def closed(self) -> tuple[int, str]:
        """Wait for the end and return its code and reason."""
        async with asyncio.timeout(10):
            await self.socket.wait_closed()
        assert self.socket.close_code is not None
        return self.socket.close_code, self.socket.close_reason or ""


@asynccontextmanager
async def raw(hub: SmallHub) -> AsyncIterator[Raw]:
    async with connect(
        hub.url("gw"),
        subprotocols=[Subprotocol(gw.SUBPROTOCOL)],
        additional_headers={"Authorization": f"Bearer {TOKEN}"},
        compression=None,
        close_timeout=1,
    ) as socket:
        yield Raw(socket)


async def connected(hub: SmallHub, count: int = 1) -> None:
    await until(lambda: hub.sink.connected_count >= count)


# --- commands and crashes -------------------------------------------------------------------------


async def test_gateway_killed_between_took_and_done_leaves_the_outcome_unknown(
    hub: SmallHub,
) -> None:
    async with raw(hub) as gateway:
        await gateway.open(boot="b1")
        await connected(hub)
        acting = asyncio.create_task(hub.act("gw", "d/sw", "turn_on"))
        command = await gateway.hear("cmd")
        await gateway.say(gw.Took(id=str(command["id"])))
        gateway.socket.transport.abort()
    async with raw(hub) as restarted:
        await restarted.open(boot="b2")
        # It has forgotten, so it is not asked again: a door must not open twice.
        outcome = await acting
        assert outcome.kind is OutcomeKind.UNKNOWN
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await restarted.hear("cmd")


async def test_same_boot_is_asked_again_and_answers_with_what_it_did(hub: SmallHub) -> None:
    async with raw(hub) as gateway:
        await gateway.open(boot="b1")
        await connected(hub)
        acting = asyncio.create_task(hub.act("gw", "d/sw", "turn_on", action_id="c_7"))
        first = await gateway.hear("cmd")
        gateway.socket.transport.abort()
    async with raw(hub) as again:
        await again.open(boot="b1", seq=1, oldest=2)
        repeated = await again.hear("cmd")
        assert repeated["id"] == first["id"] == "c_7"
        assert isinstance(repeated["ttl"], int)
        assert isinstance(first["ttl"], int)
        assert repeated["ttl"] < first["ttl"]
        await again.say(gw.Done(id="c_7", ok=True))
        assert (await acting).kind is OutcomeKind.DONE


async def test_command_whose_time_ran_out_is_unknown_and_not_repeated(hub: SmallHub) -> None:
    async with raw(hub) as gateway:
        await gateway.open(boot="b1")
        await connected(hub)
        outcome = await hub.act("gw", "d/sw", "turn_on", timeout_s=0.05)
        assert outcome.kind is OutcomeKind.UNKNOWN
        gateway.socket.transport.abort()
    async with raw(hub) as again:
        await again.open(boot="b1", seq=1, oldest=2)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await again.hear("cmd")


async def test_command_longer_than_a_frame_is_refused_and_not_sent(hub: SmallHub) -> None:
    async with raw(hub) as gateway:
        await gateway.open()
        await connected(hub)
        outcome = await hub.act("gw", "d/note", "set_value", {"value": "x" * 70_000})
        assert (outcome.kind, outcome.code) == (OutcomeKind.FAILED, "invalid")


async def test_nothing_is_sent_while_nobody_is_connected(hub: SmallHub) -> None:
    async with raw(hub) as gateway:
        await gateway.open()
        await connected(hub)
    await until(lambda: hub.sink.away == {"d/sw", "d/note", "d/bell"})
    outcome = await hub.act("gw", "d/sw", "turn_on")
    assert outcome.kind is OutcomeKind.NOT_CONNECTED


async def test_repeated_command_id_is_carried_out_once(hub: SmallHub) -> None:
    carried_out: list[str] = []

    async def handle(command: Command) -> Reply:
        carried_out.append(command.id)
        return DONE

    link = GatewayLink(dial(hub.url("gw"), TOKEN), Profile(id="gw"), handle, draw=lambda: 0.0)
    link.announce([DEVICE])
    running = asyncio.create_task(link.run())
    await connected(hub)
    for _ in range(3):
        assert (await hub.act("gw", "d/sw", "turn_on", action_id="c_1")).kind is OutcomeKind.DONE
    assert carried_out == ["c_1"]
    await link.close()
    await running


async def test_commands_on_one_entity_keep_their_order(hub: SmallHub) -> None:
    seen: list[object] = []

    async def handle(command: Command) -> Reply:
        # The earlier one takes longer, as devices like to do.
        await asyncio.sleep(0.1 if not seen else 0)
        seen.append(command.args["on"])
        return DONE

    link = GatewayLink(dial(hub.url("gw"), TOKEN), Profile(id="gw"), handle, draw=lambda: 0.0)
    link.announce([DEVICE])
    running = asyncio.create_task(link.run())
    await connected(hub)
    await asyncio.gather(hub.act("gw", "d/sw", "turn_on"), hub.act("gw", "d/sw", "turn_off"))
    assert seen == [True, False]
    await link.close()
    await running


async def test_expired_command_is_not_begun(hub: SmallHub) -> None:
    begun: list[str] = []

    async def handle(command: Command) -> Reply:
        begun.append(command.id)
        await asyncio.sleep(0.3)
        return DONE

    link = GatewayLink(dial(hub.url("gw"), TOKEN), Profile(id="gw"), handle, draw=lambda: 0.0)
    link.announce([DEVICE])
    running = asyncio.create_task(link.run())
    await connected(hub)
    first = asyncio.create_task(hub.act("gw", "d/sw", "turn_on", action_id="slow"))
    await until(lambda: begun == ["slow"])
    second = await hub.act("gw", "d/sw", "turn_off", action_id="late", timeout_s=0.1)
    assert (second.kind, second.code) == (OutcomeKind.FAILED, "expired")
    assert (await first).kind is OutcomeKind.DONE
    assert begun == ["slow"]
    await link.close()
    await running


# --- numbers, boots, clocks -----------------------------------------------------------------------


async def test_new_boot_counts_from_one_and_loses_nothing(hub: SmallHub) -> None:
    async with raw(hub) as gateway:
        await gateway.open(boot="b1")
        for seq in range(2, 12):
            await gateway.say(gw.Event(seq=seq, ts=2**42, source="d/bell", name="press"))
        await until(lambda: len(hub.sink.events) == 10)
    async with raw(hub) as restarted:
        welcome = await restarted.open(boot="b2")
        assert (welcome["ack"], welcome["resume"], welcome["rev"]) == (0, "snapshot", 1)
        await restarted.say(gw.Event(seq=2, ts=2**42, source="d/bell", name="press"))
        await until(lambda: len(hub.sink.events) == 11)


async def test_ten_thousand_states_and_fifty_events_from_offline(hub: SmallHub) -> None:
    async def handle(_command: Command) -> Reply:
        return DONE

    link = GatewayLink(dial(hub.url("gw"), TOKEN), Profile(id="gw"), handle, draw=lambda: 0.0)
    link.announce([DEVICE])
    running = asyncio.create_task(link.run())
    await connected(hub)
    before = len(hub.sink.reports)
    hub.cut()
    for number in range(10_000):
        link.state("d/sw", {"on": number % 2 == 1})
        if number % 200 == 0:
            link.event("d/bell", "press", {"n": number})
    await until(lambda: len(hub.sink.events) >= 50 and hub.sink.value("d/sw") == "on")
    assert [content["n"] for _, _, content in hub.sink.events] == list(range(0, 10_000, 200))
    assert len(hub.sink.reports) - before <= 4
    await link.close()
    await running


async def test_gateway_whose_clock_is_an_hour_wrong_rings_now(hub: SmallHub) -> None:
    async def handle(_command: Command) -> Reply:
        return DONE

    for error_s in (-3600.0, 3600.0):
        hub.sink.events.clear()
        sink_connected = hub.sink.connected_count

        def own_time(error_s: float = error_s) -> float:
            return hub.now_s() + error_s

        link = GatewayLink(dial(hub.url("gw"), TOKEN), Profile(id="gw"), handle, own_time=own_time)
        link.announce([DEVICE])
        running = asyncio.create_task(link.run())
        await connected(hub, sink_connected + 1)
        link.event("d/bell", "press")
        link.state("d/sw", {"on": error_s > 0})
        await until(lambda: len(hub.sink.events) == 1)
        await until(lambda: hub.sink.states["d/sw"].value is not None)
        observed_at = hub.sink.states["d/sw"].observed_at
        assert observed_at is not None
        assert abs(observed_at - hub.now_s()) < 30
        await link.close()
        await running


async def test_event_that_waited_an_hour_is_history(hub: SmallHub) -> None:
    async with raw(hub) as gateway:
        welcome = await gateway.open()
        assert isinstance(welcome["time"], int)
        old = welcome["time"] - 3_600_000
        await gateway.say(gw.Event(seq=2, ts=old, source="d/bell", name="press"))
        await until(lambda: len(hub.past) == 1)
        assert isinstance(hub.past[0], PastEvent)
        assert hub.sink.events == []


async def test_acknowledgement_comes_within_a_second(hub: SmallHub) -> None:
    async with raw(hub) as gateway:
        await gateway.open()
        ack = await gateway.hear("ack")
        assert ack["seq"] == 1


# --- who may speak --------------------------------------------------------------------------------


async def test_second_connection_takes_over_and_the_first_is_told(hub: SmallHub) -> None:
    async with raw(hub) as first, raw(hub) as second:
        await first.open(boot="b1")
        await connected(hub)
        await second.open(boot="b1", seq=1, oldest=2)
        assert (await first.closed())[0] == 4409
        await second.say(gw.State(seq=2, ts=0, set={"d/sw": {"on": True}}))
        await until(lambda: hub.sink.value("d/sw") == "on")
        assert hub.sink.away == set()


async def test_two_clones_are_held_and_reported_and_one_stays_live(hub: SmallHub) -> None:
    async with raw(hub) as first, raw(hub) as second, raw(hub) as third, raw(hub) as fourth:
        for number, gateway in enumerate((first, second, third, fourth)):
            await gateway.open(boot=f"b{number}")
            await connected(hub, number + 1)
        async with raw(hub) as fifth:
            await fifth.say(gw.Hello(gw="gw", boot="b9", rev=1))
            reject = await fifth.hear("reject")
            assert reject["code"] == "busy"
            assert reject["retry_s"] in range(55, 61)
            assert (await fifth.closed())[0] == 4429
        assert hub.gateway("gw").status.reason == "clones"
        # The one that was there goes on.
        await fourth.say(gw.State(seq=2, ts=0, set={"d/sw": {"on": True}}))
        await until(lambda: hub.sink.value("d/sw") == "on")


async def test_stranger_does_not_disturb_the_one_that_is_there(hub: SmallHub) -> None:
    async with raw(hub) as there, raw(hub) as stranger:
        await there.open()
        await connected(hub)
        await stranger.say(gw.Hello(gw="another", boot="x"))
        assert (await stranger.hear("reject"))["code"] == "auth"
        assert (await stranger.closed())[0] == 4401
        await there.say(gw.State(seq=2, ts=0, set={"d/sw": {"on": True}}))
        await until(lambda: hub.sink.value("d/sw") == "on")


async def test_garbage_first_is_answered_and_closed(hub: SmallHub) -> None:
    async with raw(hub) as gateway:
        await gateway.say(gw.Diag(up=1))
        assert (await gateway.closed())[0] == 1008


async def test_binary_frames_and_broken_json_do_not_end_a_connection(hub: SmallHub) -> None:
    async with raw(hub) as gateway:
        await gateway.open()
        await connected(hub)
        await gateway.socket.send(b"\x07\x00\x00")
        assert (await gateway.hear("err"))["code"] == "unknown_type"
        await gateway.socket.send('{"t":"state","seq":')
        assert (await gateway.hear("err"))["code"] == "bad_json"
        await gateway.socket.send('{"t":"dance"}')
        assert (await gateway.hear("err"))["ref"] == "dance"
        assert hub.gateway("gw").memory.unknown_frames == 3
        await gateway.say(gw.State(seq=2, ts=0, set={"d/sw": {"on": True}}))
        await until(lambda: hub.sink.value("d/sw") == "on")


async def test_hub_says_goodbye_when_it_stops(hub: SmallHub) -> None:
    async with raw(hub) as gateway:
        await gateway.open()
        await connected(hub)
        await hub.gateways.close()
        assert (await gateway.hear("bye"))["why"] == "shutdown"
        assert (await gateway.closed())[0] == 1012


async def test_goodbye_says_when_it_is_back(hub: SmallHub) -> None:
    async with raw(hub) as gateway:
        await gateway.open()
        await connected(hub)
        await gateway.say(gw.Bye(why="ota", back_s=90))
    await until(lambda: not hub.gateway("gw").is_connected)
    status = hub.gateway("gw").status
    assert status.reason == "bye"
    assert status.retry_at is not None
    assert status.retry_at - status.since_at == 90
