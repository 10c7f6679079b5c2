"""A gateway's own side of talking: what waits, what is confessed, what a broken line ends."""

import asyncio
from collections.abc import AsyncIterator

import msgspec
import pytest

from embedded_hub.client.station_voice import MAX_WAITING, StationVoice
from embedded_hub.errors import LinkClosed
from embedded_hub.model.voice import Frame, FrameFlag
from embedded_hub.protocol.gateway_voice import TalkCall, TalkEnd, TalkFloor, TalkStream
from embedded_hub.protocol.voice_frame import decode_message, encode_frame
from embedded_hub.voice.stream import FrameStamper


def frames(count: int) -> list[Frame]:
    stamper = FrameStamper()
    return [stamper.stamp(bytes(640)) for _ in range(count)]


class Line:
    """A socket that takes frames when it is told to, and the voice behind it."""

    def __init__(self) -> None:
        self.voice = StationVoice()
        self.sent: list[str | bytes] = []
        self.is_open = asyncio.Event()
        self.is_open.set()
        self.running = asyncio.create_task(self.voice.run(self))

    async def send(self, message: str | bytes, /) -> None:
        await self.is_open.wait()
        self.sent.append(message)

    def words(self) -> list[dict[str, object]]:
        return [msgspec.json.decode(one) for one in self.sent if isinstance(one, str)]

    def sound(self) -> list[Frame]:
        said = (one for one in self.sent if isinstance(one, bytes))
        return [frame for one in said for frame in decode_message(one).frames]


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    line = Line()
    await settle()
    yield line
    line.running.cancel()
    await asyncio.gather(line.running, return_exceptions=True)


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def granted(req: int, handler: int = 1) -> TalkFloor:
    return TalkFloor(dev="panel", req=req, state="granted", stream=9, handler=handler)


async def test_frames_may_follow_the_request_at_once_and_leave_after_it(line: Line) -> None:
    talk = line.voice.begin("panel", codec="pcm16")
    for frame in frames(3):
        talk.send([frame])
    await settle()
    assert isinstance(line.sent[0], str)
    assert line.words()[0]["t"] == "talk/start"
    assert len(line.sound()) == 3
    line.voice.take(granted(talk.start.req))
    assert talk.is_granted
    releasing = asyncio.create_task(talk.release())
    await settle()
    assert line.words()[-1] == {"t": "talk/release", "dev": "panel", "stream": 9}
    done = TalkFloor(dev="panel", req=talk.start.req, state="released", stream=9, duration_ms=60)
    line.voice.take(done)
    assert await releasing == done


async def test_who_is_queued_speaks_under_the_number_of_the_grant(line: Line) -> None:
    talk = line.voice.begin("panel")
    line.voice.take(TalkFloor(dev="panel", req=talk.start.req, state="queued", place=1))
    talk.send(frames(2))  # nobody would hear it
    waiting = asyncio.create_task(talk.granted())
    await settle()
    line.voice.take(granted(talk.start.req, handler=255))
    assert await waiting
    talk.send(frames(1))
    await settle()
    assert [one[0] for one in line.sent if isinstance(one, bytes)] == [255]


async def test_a_slow_line_keeps_the_newest_and_confesses_the_gap(line: Line) -> None:
    talk = line.voice.begin("panel")
    await settle()
    line.is_open.clear()
    for frame in frames(MAX_WAITING + 10):
        talk.send([frame])
    line.is_open.set()
    await settle()
    heard = line.sound()
    assert len(heard) <= MAX_WAITING + 1
    assert heard[-1].sequence == MAX_WAITING + 9
    assert any(frame.flags & FrameFlag.GAP for frame in heard)


async def test_a_broken_line_ends_what_was_said_and_asked(line: Line) -> None:
    speaking, asking = line.voice.begin("panel"), line.voice.begin("door")
    line.voice.take(granted(speaking.start.req))
    waiting = asyncio.create_task(asking.granted())
    await settle()
    line.running.cancel()
    await asyncio.gather(line.running, return_exceptions=True)
    assert speaking.state == "revoked"
    assert await waiting is False
    with pytest.raises(LinkClosed):
        line.voice.begin("panel")


async def test_sound_goes_to_the_stream_it_belongs_to(line: Line) -> None:
    heard: list[tuple[str, int]] = []
    ended: list[TalkEnd] = []
    calls: list[TalkCall] = []
    line.voice.on_frames = lambda stream, got: heard.append((stream.dev, len(got)))
    line.voice.on_end = ended.append
    line.voice.on_call = calls.append
    stream = TalkStream(dev="panel", stream=3, handler=7, codec="pcm16", channel="own", by="Anna")
    [frame] = frames(1)
    line.voice.hear(encode_frame(7, frame))
    line.voice.take(stream)
    line.voice.hear(encode_frame(7, frame))
    line.voice.hear(encode_frame(8, frame))
    line.voice.hear(b"\x07\xff")
    line.voice.take(TalkEnd(dev="panel", stream=3, handler=7, reason="released", frames=1))
    line.voice.hear(encode_frame(7, frame))
    line.voice.take(TalkCall(dev="panel", call="c", kind="ring", state="ringing"))
    assert heard == [("panel", 1)]
    assert (len(ended), len(calls)) == (1, 1)
    assert line.voice.unknown_frames == 4


async def test_numbers_in_use_are_not_chosen_twice(line: Line) -> None:
    talks = [line.voice.begin("panel") for _ in range(4)]
    assert [talk.handler for talk in talks] == [1, 2, 3, 4]
    line.voice.take(TalkFloor(dev="panel", req=talks[1].start.req, state="denied", reason="busy"))
    assert talks[1].is_over
    assert line.voice.begin("panel").handler == 2
