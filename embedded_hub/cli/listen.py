"""``homewire-hub listen``: keep what is said in a channel as a WAV file.

Talk bursts stand in the file one after the other, without the silence between them. What is on
its way when the command ends is still written, and whatever ends it leaves a file that plays.
"""

import argparse
import asyncio
import contextlib
from collections.abc import Sequence
from pathlib import Path

from embedded_hub.audio.codec import Decoder, make_decoder
from embedded_hub.cli.channel_option import CHANNELS, add_channel
from embedded_hub.cli.exit_codes import EPILOG, ExitCode
from embedded_hub.cli.hub_options import HubAccess, hub_access, hub_parser
from embedded_hub.cli.output import print_json, say
from embedded_hub.cli.stopping import on_stop
from embedded_hub.cli.voice_line import find_channel, voice_line
from embedded_hub.cli.wav_file import WavFile
from embedded_hub.errors import LinkError, RemoteProtocolError
from embedded_hub.model.voice import CLOCK_HZ, FRAME_SAMPLES, Frame, StreamId
from embedded_hub.protocol.voice_events import StreamStart, StreamStop, VoiceEvent
from embedded_hub.security.redaction import printable
from embedded_hub.voice.stream import Arrival, StreamOrder

MAX_CONCEALED = 50
"""Frames made up for a hole; a longer one was a pause, or is gone."""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "listen",
        help="keep what is said as a WAV file, until Ctrl-C",
        parents=[hub_parser()],
        epilog=CHANNELS + EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_channel(parser, "what to listen to; all is everybody")
    parser.add_argument("--out", metavar="FILE.wav", type=Path, required=True, help="48 kHz, mono")
    parser.add_argument("--seconds", metavar="S", type=float, help="end after so long")
    parser.add_argument("--count", metavar="N", type=int, help="end after N talk bursts")
    parser.set_defaults(run=run)


async def run(options: argparse.Namespace) -> ExitCode:
    """Listen until told to stop."""
    access = hub_access(options)
    file = await asyncio.to_thread(WavFile, options.out)
    try:
        return await _listen(options, access, file)
    finally:
        await asyncio.to_thread(file.close)


async def _listen(options: argparse.Namespace, access: HubAccess, file: WavFile) -> ExitCode:
    async with voice_line(access) as line:
        channel = await find_channel(line, options.channel)
        ear = Ear(is_json=options.json)
        line.on_event, line.on_frames = ear.take, ear.hear
        ended = asyncio.create_task(line.client.wait_closed())
        try:
            with on_stop(ear.stop):
                await line.follow([channel.channel])
                _tell("listening", channel.name, is_json=options.json)
                await _write(ear, file, options, ended)
        finally:
            ended.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await ended
    return ExitCode.DONE


async def _write(
    ear: "Ear",
    file: WavFile,
    options: argparse.Namespace,
    ended: "asyncio.Task[LinkError]",
) -> None:
    loop = asyncio.get_running_loop()
    end_s = None if options.seconds is None else loop.time() + options.seconds
    while not ear.is_stopped and (options.count is None or ear.count < options.count):
        left_s = None if end_s is None else end_s - loop.time()
        if left_s is not None and left_s <= 0:
            break
        news = asyncio.create_task(ear.news.wait())
        await asyncio.wait((news, ended), timeout=left_s, return_when=asyncio.FIRST_COMPLETED)
        news.cancel()
        if ended.done():
            raise ended.result()
        if pcm := ear.take_sound():
            await asyncio.to_thread(file.write, pcm)
    if pcm := ear.take_sound():
        await asyncio.to_thread(file.write, pcm)


class Ear:
    """Decodes what comes; nothing is played, so nothing has to come in time."""

    def __init__(self, *, is_json: bool) -> None:
        self._is_json = is_json
        self._streams: dict[StreamId, _Stream] = {}
        self._sound: list[bytes] = []
        self.news = asyncio.Event()
        """Set while there is something to look at."""
        self.is_stopped = False
        self.count = 0
        """Talk bursts that are over."""

    def stop(self) -> None:
        """End before the time."""
        self.is_stopped = True
        self.news.set()

    def take(self, event: VoiceEvent) -> None:
        """Take an event of the line."""
        if isinstance(event, StreamStart):
            self._streams[event.stream] = _Stream(event)
            _tell("talking", event.talking.name, is_json=self._is_json)
        elif isinstance(event, StreamStop) and event.stream in self._streams:
            del self._streams[event.stream]
            self.count += event.reason != "degraded"
            _tell(event.reason, f"{event.duration_ms / 1000:.1f} s", is_json=self._is_json)
            self.news.set()

    def hear(self, start: StreamStart, frames: Sequence[Frame]) -> None:
        """Take frames of a stream."""
        stream = self._streams.get(start.stream)
        if stream is not None:
            self._sound += [stream.sound_of(frame) for frame in frames if frame.payload]
            self.news.set()

    def take_sound(self) -> bytes:
        """Return the sound since the last time."""
        sound, self._sound = self._sound, []
        self.news.clear()
        return b"".join(sound)


class _Stream:
    """One stream's frames in their order, holes made up."""

    def __init__(self, start: StreamStart) -> None:
        self._decoder: Decoder = make_decoder(start.codec, CLOCK_HZ)
        self._order = StreamOrder()
        self._next: int | None = None

    def sound_of(self, frame: Frame) -> bytes:
        placed = self._order.place(frame)
        if placed.arrival not in (Arrival.NEXT, Arrival.AHEAD):
            return b""
        missing = 0 if self._next is None else placed.index - self._next
        missing = missing if missing <= MAX_CONCEALED else 0
        self._next = placed.index + 1
        made_up = [self._decoder.conceal() for _ in range(missing)]
        try:
            return b"".join((*made_up, self._decoder.decode(frame.payload)))
        except RemoteProtocolError:  # a talker's lie costs 20 ms
            return b"".join((*made_up, bytes(FRAME_SAMPLES * 2)))


def _tell(what: str, about: str, *, is_json: bool) -> None:
    if is_json:
        print_json({"event": what, "about": about}, is_line=True)
    else:
        say(f"{printable(about)}: {what}.")
