"""Speech written down by the real engine, over a hub's socket, at the pace of speaking.

Usage: ``python -m tests.bench.bench_speech [--quick]``, with the extra ``stt`` and a model
installed. ``HOMEWIRE_RECORDINGS`` is a folder with ``beckett.wav`` and ``two_cities.wav``, as the
package moonshine-voice 0.1.5 carries them. Sentences of a household are said by espeak-ng, which
is harder to understand than a person.

=======  =========================================================================
first    from the first sound of speech to the first text; the model is loaded before
final    from the release of the key to the final text
wrong    words to add, leave out or change, of those that were said
beside   another talk from client to client, all in this process, while nothing or something is
         written down at the same time
=======  =========================================================================
"""

import asyncio
import os
import struct
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import psutil

from embedded_hub.audio.codec import make_encoder
from embedded_hub.audio.pcm import frames_of, samples_of
from embedded_hub.audio.wav import read_wav
from embedded_hub.client.hub_client import HubClient
from embedded_hub.client.voice import Talk, VoiceLine
from embedded_hub.core.people import Role
from embedded_hub.hub import Hub, HubOptions
from embedded_hub.model.voice import FRAME_S, Frame
from embedded_hub.protocol.voice_events import StreamStart, TranscriptChanged, VoiceEvent
from embedded_hub.speech.engines import WHISPER, find_fault
from embedded_hub.speech.espeak import EspeakNg
from embedded_hub.voice.stream import FrameStamper
from embedded_hub.voice.utterance import Utterances
from tests.bench.command import run
from tests.bench.figures import Row, cost, median, percentile

_SENT = struct.Struct(">d")
_BESIDE_FRAMES = 450
VARIABLE = "HOMEWIRE_RECORDINGS"
HZ = 48_000
WAIT_S = 60.0
READ = {
    "beckett": "ever tried ever failed no matter try again fail again fail better",
    "two_cities": (
        "it was the best of times it was the worst of times it was the age of wisdom it was the"
        " age of foolishness it was the epoch of belief it was the epoch of incredulity it was the"
        " season of light it was the season of darkness it was the spring of hope it was the winter"
        " of despair we had everything before us we had nothing before us we were all going direct"
        " to heaven we were all going direct the other way in short the period was so far like the"
        " present period that some of its noisiest authorities insisted on its being received for"
        " good or for evil in the superlative degree of comparison only"
    ),
}
HOUSEHOLD = (
    "turn on the kitchen light",
    "is the front door locked",
    "set the living room to twenty one degrees",
    "open the blinds in the bedroom",
    "dinner is ready please come down",
)


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one talk."""

    text: str
    first_s: float
    final_s: float
    length_s: float


class Reader:
    """Notes when texts come."""

    def __init__(self) -> None:
        self.texts: list[tuple[float, TranscriptChanged]] = []
        self.final = asyncio.Event()

    def take(self, event: VoiceEvent) -> None:
        """Note one."""
        if isinstance(event, TranscriptChanged):
            self.texts.append((time.monotonic(), event))
            if event.final:
                self.final.set()


async def measure(is_quick: bool) -> Sequence[Row]:
    """Say everything and compare what was written."""
    if (fault := find_fault(WHISPER, None)) is not None:
        sys.stderr.write(f"not measured: {fault}\n")
        return ()
    psutil.Process().cpu_affinity([])  # hub, model and talker share all cores, as at home
    with tempfile.TemporaryDirectory() as folder:
        hub = Hub(HubOptions(folder=Path(folder), port=0))
        await hub.start()
        try:
            token = await hub.issue_token(Role.OWNER, "Bench")
            other = await hub.issue_token(Role.FAMILY, "Beside")
            async with (
                await HubClient.connect(hub.url, token) as client,
                await HubClient.connect(hub.url, other) as beside,
            ):
                return [
                    *await _measured(client, is_quick),
                    *await _beside(client, beside, is_quick),
                ]
        finally:
            await hub.stop()


async def _measured(client: HubClient, is_quick: bool) -> Sequence[Row]:
    reader = Reader()
    line = await VoiceLine.open(client, on_event=reader.take)
    await line.follow(is_reading=True)
    spoken = {
        text: await EspeakNg(rate_hz=HZ).speak(text, language="en", voice=None)
        for text in HOUSEHOLD
    }
    await _say(line, reader, spoken[HOUSEHOLD[0]])  # loads the model
    rows: list[Row] = []
    if folder := os.environ.get(VARIABLE):
        for name, text in READ.items():
            if not (is_quick and name != "beckett"):
                pcm = await asyncio.to_thread(_read, Path(folder) / f"{name}.wav")
                rows += _rows(name, [(text, await _say(line, reader, pcm))])
    said = [(text, await _say(line, reader, pcm)) for text, pcm in spoken.items()]
    rows += _rows("household, espeak-ng", said)
    await line.close()
    memory = sum(child.memory_info().rss for child in psutil.Process().children(recursive=True))
    rows.append(cost("memory of the worker", "MB", memory / 1e6))
    return rows


async def _beside(owner: HubClient, other: HubClient, is_quick: bool) -> Sequence[Row]:
    """Measure another talk while the hub writes down a first one, and while it does not."""
    text = await EspeakNg(rate_hz=HZ).speak(" ".join(HOUSEHOLD), language="en", voice=None)
    late: dict[bool, list[float]] = {True: [], False: []}

    def hear(_: StreamStart, frames: Sequence[Frame]) -> None:
        now = time.monotonic()
        for frame in frames:
            late[is_on].append((now - _SENT.unpack_from(frame.payload, 1)[0]) * 1000)

    ear = await VoiceLine.open(owner, on_frames=hear)
    mouth = await VoiceLine.open(other)
    user: Any = await owner.call("auth/current_user")
    channel = f"user:{user['id']}"
    await ear.follow([channel])
    for _ in range(1 if is_quick else 4):
        for is_on in (True, False):
            await owner.call("speech/configure", is_on=is_on)
            held = await ear.talk("all")
            await asyncio.gather(_feed(held, text), _feed(await mouth.talk(channel), None))
            await held.release()
    return [
        cost(
            "voice beside it: p50",
            "ms",
            median(late[True]),
            reference=median(late[False]),
            against="nothing written",
        ),
        cost(
            "voice beside it: p99",
            "ms",
            percentile(late[True], 0.99),
            reference=percentile(late[False], 0.99),
            against="nothing written",
            at_most=percentile(late[False], 0.99) + 5,
        ),
    ]


async def _feed(talk: Talk, pcm: bytes | None) -> None:
    """Speak at the pace of speech: a sound, or packets that say when they were sent."""
    encoder, stamper, began_s = make_encoder("opus", HZ), FrameStamper(), time.monotonic()
    pieces = frames_of(pcm, HZ) if pcm is not None else range(_BESIDE_FRAMES)
    for number, piece in enumerate(pieces):
        await asyncio.sleep(max(0.0, began_s + number * FRAME_S - time.monotonic()))
        packet = encoder.encode(piece) if isinstance(piece, bytes) else _stamped()
        await talk.send([stamper.stamp(packet)])
    if pcm is None:
        await talk.release()


def _stamped() -> bytes:
    return b"\x78" + _SENT.pack(time.monotonic()) + bytes(51)


def _rows(name: str, said: Sequence[tuple[str, Written]]) -> list[Row]:
    wrong = sum(mistakes(text, one.text) for text, one in said)
    words = sum(len(text.split()) for text, _ in said)
    is_read = name in READ
    for text, one in said:
        sys.stderr.write(f"{one.length_s:5.1f} s  {text!r} -> {one.text!r}\n")
    return [
        cost(f"{name}: first", "s", median(one.first_s for _, one in said), at_most=1.5),
        cost(f"{name}: final", "s", median(one.final_s for _, one in said), at_most=1.5),
        cost(f"{name}: wrong", "%", 100 * wrong / words, at_most=0 if is_read else None),
    ]


async def _say(line: VoiceLine, reader: Reader, pcm: bytes) -> Written:
    reader.texts.clear()
    reader.final.clear()
    encoder, stamper = make_encoder("opus", HZ), FrameStamper()
    talk = await line.talk("all")
    began_s = time.monotonic()
    for number, piece in enumerate(frames_of(pcm, HZ)):
        await asyncio.sleep(max(0.0, began_s + number * FRAME_S - time.monotonic()))
        await talk.send([stamper.stamp(encoder.encode(piece))])
    await talk.release()
    released_s = time.monotonic()
    async with asyncio.timeout(WAIT_S):
        await reader.final.wait()
    return Written(
        text=reader.texts[-1][1].text,
        first_s=reader.texts[0][0] - began_s - _speech_s(pcm),
        final_s=reader.texts[-1][0] - released_s,
        length_s=released_s - began_s,
    )


def _speech_s(pcm: bytes) -> float:
    """Return after how long somebody speaks."""
    pieces = samples_of(pcm)[::3]  # 16 kHz is enough to tell speech from silence
    marks = Utterances().feed(pieces)
    return marks[0].at_ms / 1000 if marks else 0.0


def mistakes(said: str, written: str) -> int:
    """Count the words to add, leave out or change."""
    wanted, got = _words(said), _words(written)
    row = list(range(len(got) + 1))
    for at, word in enumerate(wanted, start=1):
        before, row[0] = row[0], at
        for other, found in enumerate(got, start=1):
            change = before + (word != found)
            before = row[other]
            row[other] = min(change, row[other] + 1, row[other - 1] + 1)
    return row[-1]


def _words(text: str) -> list[str]:
    plain = "".join(one if one.isalnum() else " " for one in text.lower().replace("'", ""))
    return plain.replace(" 21 ", " twenty one ").split()


def _read(path: Path) -> bytes:
    return read_wav(path.read_bytes())


if __name__ == "__main__":
    run("Measure speech written down.", measure)
