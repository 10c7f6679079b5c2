"""A listener whose way is narrow: it costs nobody anything, and in the end it misses nothing."""

import asyncio
import socket
from urllib.parse import urlsplit

from websockets.asyncio.client import connect

from embedded_hub.core.people import Role
from embedded_hub.model.voice import Frame
from embedded_hub.voice.stream import FrameStamper
from tests.integration.server.conftest import Bench, Client
from tests.integration.voice.conftest import TOC, Join, VoiceClient

PACKET_BYTES = 1200
AT_ONCE, IN_ALL = 95, 140


def heavy(count: int) -> list[Frame]:
    """Make packets as large as Opus allows, so that a stalled socket is full soon."""
    stamper = FrameStamper()
    return [
        stamper.stamp(bytes((TOC,)) + number.to_bytes(4) + bytes(PACKET_BYTES - 5))
        for number in range(count)
    ]


async def narrow(bench: Bench) -> VoiceClient:
    """Open a connection that holds little on its own side and does not read ahead."""
    address = urlsplit(bench.server.hub_url)
    raw = socket.socket()
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16_384)
    raw.setblocking(False)
    assert address.port is not None
    await asyncio.get_running_loop().sock_connect(raw, ("127.0.0.1", address.port))
    plain = Client(await connect(bench.server.hub_url, sock=raw, compression=None, max_queue=1))
    assert (await plain.auth(await bench.token(Role.OWNER)))["type"] == "auth_ok"
    client = VoiceClient(plain, "")
    await client.hello()
    await client.call("voice/subscribe")
    return client


async def test_who_is_too_slow_for_live_sound_gets_all_of_it_afterwards(
    bench: Bench, join: Join
) -> None:
    talker, quick = await join(), await join()
    slow = await narrow(bench)
    said = heavy(IN_ALL)
    held = await talker.talk()
    await talker.say(held["handler"], said[:AT_ONCE])
    for frame in said[AT_ONCE:]:
        await talker.say(held["handler"], [frame])
        await asyncio.sleep(0.02)
    start = await quick.told("voice/stream.start")
    assert list(await quick.hears(start["handler"], IN_ALL)) == said

    degraded = await slow.told("voice/listener.degraded")
    assert degraded["stream"] == held["stream"]
    assert (await slow.told("voice/stream.stop"))["reason"] == "degraded"
    live = [one.payload for one in slow.heard.get(start["handler"], ())]
    assert len(live) < IN_ALL
    assert live == [one.payload for one in said[: len(live)]]
    await talker.call("voice/release", stream=held["stream"])
    await slow.told("voice/stream.start")
    again = await slow.told("voice/stream.start")
    assert again["replay"]
    assert again["message"] == held["message"]
    heard = await slow.hears(again["handler"], IN_ALL)
    assert [one.payload for one in heard] == [one.payload for one in said]
    slow.socket.transport.abort()
