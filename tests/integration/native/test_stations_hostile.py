"""What a broken or malicious gateway sends costs itself, and nobody else anything."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from embedded_hub.core.people import Role
from embedded_hub.hub import Hub, HubOptions
from embedded_hub.model.voice import Frame
from embedded_hub.protocol import gateway_messages as gw
from embedded_hub.protocol.voice_frame import decode_message, encode_end, encode_frame
from embedded_hub.server.connection import WireConnection
from tests.integration.native.stations import (
    GATEWAY,
    channel_of,
    door,
    panel,
    person,
    stations_there,
    until,
)
from tests.integration.native.test_stations import opus, pcm


@pytest.fixture
async def hub(tmp_path: Path) -> AsyncIterator[Hub]:
    running = Hub(HubOptions(folder=tmp_path, port=0))
    await running.start()
    yield running
    await running.stop()


class RawGateway:
    """A gateway that says exactly what a test says."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.sound: dict[int, list[Frame]] = {}
        self._kept: list[dict[str, Any]] = []

    async def say(self, message: dict[str, Any]) -> None:
        await self.socket.send(msgspec.json.encode(message), text=True)

    async def told(self, kind: str, **wanted: Any) -> dict[str, Any]:
        """Return the next message of a kind, passing over others."""
        while True:
            for message in self._kept:
                if message["t"] == kind and wanted.items() <= message.items():
                    self._kept.remove(message)
                    return message
            await self._receive()

    async def hears(self, number: int, count: int) -> list[Frame]:
        """Return the frames of a stream once there are so many."""
        while len(self.sound.get(number, ())) < count:
            await self._receive()
        return self.sound[number]

    async def start(self, dev: str, handler: int, **fields: Any) -> dict[str, Any]:
        """Ask for the floor and return the decision."""
        await self.say({"t": "talk/start", "dev": dev, "handler": handler} | fields)
        return await self.told("talk/floor")

    async def frames(self, number: int, frames: list[Frame]) -> None:
        for frame in frames:
            await self.socket.send(encode_frame(number, frame))

    async def _receive(self) -> None:
        async with asyncio.timeout(5.0):
            message = await self.socket.recv()
        if isinstance(message, bytes):
            heard = decode_message(message)
            self.sound.setdefault(heard.handler, []).extend(heard.frames)
        else:
            self._kept.append(msgspec.json.decode(message))


@asynccontextmanager
async def raw(
    hub: Hub, *devices: gw.DeviceSpec, token: str | None = None
) -> AsyncIterator[RawGateway]:
    token = token or await hub.issue_token(Role.GATEWAY, "Entry", gateway_id=GATEWAY)
    async with connect(
        f"{hub.gateway_url}{GATEWAY}",
        subprotocols=[Subprotocol(gw.SUBPROTOCOL)],
        additional_headers={"Authorization": f"Bearer {token}"},
        compression=None,
    ) as socket:
        gateway = RawGateway(socket)
        await gateway.say({"t": "hello", "gw": GATEWAY, "boot": "b", "rev": 1})
        await gateway.told("welcome")
        announced = [msgspec.json.decode(msgspec.json.encode(device)) for device in devices]
        await gateway.say({"t": "announce", "rev": 1, "full": True, "devices": announced})
        await gateway.told("announced")
        wanted = {device.id for device in devices}
        await until(lambda: wanted <= stations_there(hub))
        yield gateway


async def test_frames_of_no_talk_go_nowhere(hub: Hub) -> None:
    async with raw(hub, panel("one"), panel("two", "Hall")) as gateway, person(hub, "A") as anna:
        held = await gateway.start("one", 5)
        assert held["state"] == "granted"
        for number in (1, 6, 255):
            await gateway.frames(number, pcm(3))
            await gateway.socket.send(encode_end(number))
        await gateway.frames(5, pcm(4))
        await until(lambda: len(anna.frames) == 4)
        await gateway.say({"t": "talk/release", "dev": "one", "stream": held["stream"]})
        assert (await gateway.told("talk/floor"))["duration_ms"] == 80


async def test_a_number_in_use_is_refused_and_disturbs_nobody(hub: Hub) -> None:
    async with raw(hub, panel("one"), panel("two", "Hall")) as gateway:
        assert (await gateway.start("one", 5))["state"] == "granted"
        denied = await gateway.start("two", 5)
        assert (denied["state"], denied["reason"]) == ("denied", "handler_in_use")
        assert (await gateway.start("two", 6))["state"] == "granted"


@pytest.mark.parametrize(
    "message",
    [
        b"\x00" * 20,
        b"\x05\xff" + bytes(20),
        b"\x05\x10\x00\x01\x00\x00\x00\x00\xff\xff",
        b"\x05\x00",
        b"\x05" + bytes(5000),
        b"",
    ],
    ids=["handler 0", "flags", "bundle", "short", "long", "nothing"],
)
async def test_what_is_no_frame_is_left_out(hub: Hub, message: bytes) -> None:
    async with raw(hub, panel()) as gateway, person(hub, "Anna") as anna:
        await gateway.start("panel", 5)
        await gateway.socket.send(message)
        await gateway.frames(5, pcm(2))
        await until(lambda: len(anna.frames) == 2)


async def test_sound_of_another_codec_ends_the_talk(hub: Hub) -> None:
    async with raw(hub, panel()) as gateway:
        await gateway.start("panel", 5)
        await gateway.frames(5, opus(30))
        revoked = await gateway.told("talk/floor")
        assert (revoked["state"], revoked["reason"]) == ("revoked", "error")
        assert (await gateway.start("panel", 5))["state"] == "granted"


async def test_a_flood_is_no_more_than_time_has_passed(hub: Hub) -> None:
    async with raw(hub, panel()) as gateway, person(hub, "Anna") as anna:
        held = await gateway.start("panel", 5)
        await gateway.frames(5, pcm(2000))
        await gateway.say({"t": "talk/release", "dev": "panel", "stream": held["stream"]})
        done = await gateway.told("talk/floor")
        assert done["duration_ms"] <= 20 * 500
        assert await anna.client.call("ping") is None


async def test_a_flood_of_requests_is_refused_with_a_word(hub: Hub) -> None:
    async with raw(hub, panel()) as gateway:
        reasons = set()
        for number in range(1, 15):
            answer = await gateway.start("panel", number)
            reasons.add(answer.get("reason"))
            if answer["state"] == "granted":
                await gateway.say({"t": "talk/release", "dev": "panel"})
                await gateway.told("talk/floor", state="released")
        assert reasons == {None, "rate"}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"dev": "lamp"}, "unknown_device"),
        ({"dev": "deaf", "handler": 3}, "unknown_device"),
        ({"dev": "door", "channel": "area"}, "not_found"),
        ({"dev": "door", "resume": 99}, "not_found"),
    ],
    ids=["no such device", "no microphone", "a room from the street", "nothing to resume"],
)
async def test_what_a_device_may_not_do_is_denied(
    hub: Hub, fields: dict[str, Any], reason: str
) -> None:
    speaker_only = gw.DeviceSpec(
        id="deaf", name="Deaf", entities=(gw.EntitySpec(id="speaker", kind="speaker"),)
    )
    async with raw(hub, door(), speaker_only) as gateway:
        await gateway.say({"t": "talk/start", "handler": 3} | fields)
        denied = await gateway.told("talk/floor")
        assert (denied["state"], denied["reason"]) == ("denied", reason)


async def test_a_gateway_without_a_voice_is_told_that_its_sound_is_not_wanted(hub: Hub) -> None:
    async with raw(hub) as gateway:
        await gateway.frames(5, pcm(3))
        await gateway.say({"t": "talk/answer", "dev": "door", "call": "c", "accept": True})
        denied = await gateway.start("door", 1)
        assert denied["reason"] == "unknown_device"


async def test_a_talk_goes_on_on_the_next_connection_of_the_gateway(hub: Hub) -> None:
    token = await hub.issue_token(Role.GATEWAY, "Entry", gateway_id=GATEWAY)
    async with person(hub, "Anna") as anna:
        said = pcm(6)
        async with raw(hub, panel(), token=token) as gateway:
            held = await gateway.start("panel", 5)
            await gateway.frames(5, said[:3])
            await until(lambda: len(anna.frames) == 3)
            gateway.socket.transport.abort()
            async with raw(hub, panel(), token=token) as again:
                resumed = await again.start("panel", 9, resume=held["stream"])
                assert (resumed["state"], resumed["stream"]) == ("granted", held["stream"])
                await again.frames(9, said[3:])
                await again.say({"t": "talk/release", "dev": "panel"})
                assert (await again.told("talk/floor"))["duration_ms"] == 120
        assert len(anna.starts) == 1


async def test_a_gateway_that_vanishes_frees_the_floor_and_its_station_is_not_there(
    hub: Hub,
) -> None:
    async with person(hub, "Anna") as anna:
        async with raw(hub, panel()) as gateway:
            await gateway.start("panel", 5)
            await gateway.frames(5, pcm(2))
            await until(lambda: len(anna.frames) == 2)
            gateway.socket.transport.abort()
        await until(lambda: not stations_there(hub))
        denied = await anna.line.talk(channel_of(hub, "panel"))
        assert denied.answer.reason == "offline"


async def test_who_waits_has_the_floor_under_another_number(hub: Hub) -> None:
    async with raw(hub, panel()) as gateway, person(hub, "Anna") as anna:
        talk = await anna.line.talk(channel_of(hub, "panel"))
        queued = await gateway.start("panel", 5)
        assert (queued["state"], queued["place"]) == ("queued", 1)
        await gateway.frames(5, pcm(4))
        await talk.send(opus(2))
        await talk.release()
        granted = await gateway.told("talk/floor")
        assert granted["state"] == "granted"
        assert granted["handler"] != 5
        said = pcm(3)
        await gateway.frames(5, pcm(4))
        await gateway.frames(granted["handler"], said)
        await until(lambda: len(anna.frames) == 3)


async def test_two_stations_of_a_gateway_hear_the_same_talk_each_under_its_own_number(
    hub: Hub,
) -> None:
    async with (
        raw(hub, panel("one", "Kitchen", "opus"), panel("two", "Hall"), door()) as gateway,
        person(hub, "Anna") as anna,
    ):
        talk = await anna.line.talk("all")
        said = opus(4)
        await talk.send(said)
        first = await gateway.told("talk/stream", dev="one")
        second = await gateway.told("talk/stream", dev="two")
        assert (first["codec"], second["codec"]) == ("opus", "pcm16")
        assert first["handler"] != second["handler"]
        one = await gateway.hears(first["handler"], 4)
        two = await gateway.hears(second["handler"], 4)
        assert [frame.payload for frame in one] == [frame.payload for frame in said]
        assert [len(frame.payload) for frame in two] == [640] * 4
        await talk.release()
        end = await gateway.told("talk/end", dev="one")
        assert (end["handler"], end["frames"]) == (first["handler"], 4)
        # Nobody at the door hears what the family says to one another.
        assert len(gateway.sound) == 2


async def test_nobody_speaks_over_a_line_others_can_listen_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = Hub(HubOptions(folder=tmp_path, port=0, allows_plain=True))
    await hub.start()
    token = await hub.issue_token(Role.GATEWAY, "Entry", gateway_id=GATEWAY)
    # As if it came from another machine, in clear.
    monkeypatch.setattr(WireConnection, "is_private", False)
    async with connect(
        f"{hub.gateway_url}{GATEWAY}",
        subprotocols=[Subprotocol(gw.SUBPROTOCOL)],
        additional_headers={"Authorization": f"Bearer {token}"},
        compression=None,
    ) as socket:
        gateway = RawGateway(socket)
        await gateway.say({"t": "hello", "gw": GATEWAY, "boot": "b", "rev": 1})
        await gateway.told("welcome")
        announced = [msgspec.json.decode(msgspec.json.encode(panel()))]
        await gateway.say({"t": "announce", "rev": 1, "full": True, "devices": announced})
        await gateway.told("announced")
        denied = await gateway.start("panel", 5)
        assert (denied["state"], denied["reason"]) == ("denied", "not_private")
        assert stations_there(hub) == set()
    await hub.stop()
