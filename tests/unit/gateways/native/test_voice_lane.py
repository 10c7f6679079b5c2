"""What waits for a slow gateway is little and the newest, and words come before sound."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from embedded_hub.core.intercom.ports import Parcel
from embedded_hub.errors import QuotaExceeded
from embedded_hub.gateways.native.voice_lane import NUMBERS, VoiceLane
from embedded_hub.model.voice import Frame
from embedded_hub.protocol.gateway_voice import TalkEnd, TalkFloor
from embedded_hub.protocol.gateway_wire import Message
from embedded_hub.protocol.voice_frame import decode_message, encode_frame
from embedded_hub.voice.listener_queue import MAX_FRAMES
from embedded_hub.voice.stream import FrameStamper
from tests.fakes.clock import ManualClock

WORD = TalkFloor(dev="panel", state="released")


class Line:
    """A gateway's end of the line, which takes messages when it is told to."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.lane = VoiceLane(self.clock.monotonic_s)
        self.got: list[Message | bytes] = []
        self.is_open = asyncio.Event()
        self.is_open.set()
        self._stamper = FrameStamper()

    async def send(self, message: Message | bytes) -> None:
        await self.is_open.wait()
        self.got.append(message)

    def parcels(self, count: int, handler: int = 7) -> list[Parcel]:
        return [
            Parcel(encode_frame(handler, self._stamper.stamp(b"\x78" + bytes(20))), 1)
            for _ in range(count)
        ]

    @property
    def frames(self) -> list[Frame]:
        sound = (one for one in self.got if isinstance(one, bytes))
        return [frame for one in sound for frame in decode_message(one).frames]


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    line = Line()
    running = asyncio.create_task(line.lane.run(line.send))
    yield line
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_a_stream_has_a_number_of_its_own_on_each_way(line: Line) -> None:
    one, other = line.lane.begin(("a", 7)), line.lane.begin(("b", 7))
    [parcel] = line.parcels(1)
    line.lane.put(("a", 7), parcel)
    line.lane.put(("b", 7), parcel)
    await settle()
    assert {message[0] for message in line.got if isinstance(message, bytes)} == {one, other}


async def test_a_slow_gateway_gets_the_newest_and_the_gap_is_confessed(line: Line) -> None:
    line.lane.begin(("a", 7))
    line.is_open.clear()
    said = line.parcels(MAX_FRAMES + 5)
    line.lane.put(("a", 7), said[0])
    await settle()
    for parcel in said[1:]:
        assert line.lane.put(("a", 7), parcel) is None
    assert not line.lane.is_clear
    line.is_open.set()
    await settle()
    assert len(line.frames) == MAX_FRAMES + 1
    assert [frame.sequence for frame in line.frames[1:]] == list(range(5, MAX_FRAMES + 5))
    assert [bool(frame.flags & 4) for frame in line.frames[:3]] == [False, True, False]
    assert line.lane.is_clear


async def test_one_that_stays_behind_is_said_to_be_too_slow(line: Line) -> None:
    line.lane.begin(("a", 7))
    line.is_open.clear()
    said = [line.lane.put(("a", 7), parcel) for parcel in line.parcels(80)]
    degraded = [one for one in said if one is not None]
    assert [one.reason for one in degraded] == ["behind"]
    line.lane.end(("a", 7), 3, "degraded", 80)
    line.is_open.set()
    await settle()
    assert isinstance(line.got[-1], TalkEnd)
    assert len(line.frames) <= 1


async def test_words_come_first_and_the_end_of_a_stream_last(line: Line) -> None:
    number = line.lane.begin(("a", 7))
    line.is_open.clear()
    for parcel in line.parcels(4):
        line.lane.put(("a", 7), parcel)
    line.lane.end(("a", 7), 3, "released", 4)
    line.lane.tell(WORD)
    line.is_open.set()
    await settle()
    kinds = [type(one).__name__ for one in line.got]
    assert kinds.index("TalkFloor") <= 1  # one frame may have been on its way
    assert kinds.count("bytes") == 4
    last = line.got[-1]
    assert isinstance(last, TalkEnd)
    assert (last.stream, last.handler, last.frames) == (3, number, 4)


async def test_recorded_sound_is_never_dropped(line: Line) -> None:
    line.lane.begin(("a", 7))
    line.is_open.clear()
    for parcel in line.parcels(100):
        line.lane.put_all("a", parcel)
    line.is_open.set()
    await settle()
    assert len(line.frames) == 100


async def test_what_was_given_up_is_not_sent_and_its_number_comes_back(line: Line) -> None:
    line.is_open.clear()
    keys = [("a", handler) for handler in range(len(NUMBERS))]
    for key in keys:
        line.lane.begin(key)
    with pytest.raises(QuotaExceeded):
        line.lane.begin(("b", 1))
    line.lane.put(("a", 7), line.parcels(1)[0])
    line.lane.forget_device("a")
    assert line.lane.begin(("b", 1)) in NUMBERS
    line.lane.put(("a", 7), line.parcels(1)[0])
    line.is_open.set()
    await settle()
    assert line.frames == []
