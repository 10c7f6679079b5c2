"""``homewire-hub talk``: speak a recording to a channel, as if somebody held the key."""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from embedded_hub.audio.codec import CodecName, Encoder, frame_bytes, make_encoder, supported_codecs
from embedded_hub.audio.pcm import frames_of
from embedded_hub.audio.wav import read_wav
from embedded_hub.cli.exit_codes import EPILOG, ExitCode
from embedded_hub.cli.hub_options import hub_access, hub_parser
from embedded_hub.cli.output import print_json, say
from embedded_hub.cli.redaction import printable
from embedded_hub.cli.voice_line import find_channel, voice_line
from embedded_hub.client.voice import Talk, VoiceLine
from embedded_hub.errors import ConfigError
from embedded_hub.model.voice import CLOCK_HZ, FRAME_S, Frame, FrameFlag
from embedded_hub.protocol.voice_answers import ReleaseAnswer
from embedded_hub.voice.stream import FrameStamper

_PIPE = "-"
_WHY = {
    "busy": "somebody else is speaking",
    "listen_only": "you may only listen there",
    "quiet_hours": "it is quiet hours there",
    "muted": "you are muted",
    "offline": "nobody is there to hear it",
    "rate": "you asked too often",
    "timeout": "the longest time for one talk is over",
    "preempted": "an emergency took the floor",
    "revoked": "the floor was taken away",
    "silence": "too little sound came through",
    "error": "the hub could not read the sound",
}


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "talk",
        help="speak a recording to people",
        parents=[hub_parser()],
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "file", nargs="?", default=_PIPE, metavar="FILE.wav", help="a recording; - is the input"
    )
    parser.add_argument("--channel", metavar="C", required=True, help="to whom; all is everybody")
    parser.add_argument(
        "--priority", metavar="N", type=int, choices=range(4), default=0, help="3 interrupts"
    )
    parser.add_argument("--queue", action="store_true", help="wait while somebody else is speaking")
    parser.set_defaults(run=run)


async def run(options: argparse.Namespace) -> ExitCode:
    """Speak in real time; returns when the hub has all of it."""
    access = hub_access(options)
    pcm = await asyncio.to_thread(_read, options.file)
    codec = supported_codecs()[0]
    async with voice_line(access) as line:
        talk = await _ask(line, options, codec)
        if talk.is_queued:
            say(f"Waiting for the floor, place {talk.queue_pos}.")
            await talk.granted()
        if not talk.is_granted:
            return _report_denied(talk, is_json=options.json)
        await _speak(talk, pcm, codec)
        done = await talk.release()
    return _report(done, is_json=options.json)


async def _ask(line: VoiceLine, options: argparse.Namespace, codec: CodecName) -> Talk:
    channel = await find_channel(line, options.channel)
    return await line.talk(
        channel.channel, codec=codec, priority=options.priority, can_queue=options.queue
    )


async def _speak(talk: Talk, pcm: bytes, codec: CodecName) -> None:
    """Send the frames one by one, each when a microphone would have it."""
    encoder = make_encoder(codec, CLOCK_HZ)
    async for frame in _paced(_frames(pcm, encoder)):
        if talk.revoked is not None:
            return
        await talk.send([frame])


def _frames(pcm: bytes, encoder: Encoder) -> Iterator[Frame]:
    # A codec hands sound out a little late: one frame of silence brings the last of it along.
    pieces = [*frames_of(pcm), bytes(frame_bytes(CLOCK_HZ))]
    stamper = FrameStamper()
    for number, piece in enumerate(pieces, start=1):
        flags = FrameFlag.LAST if number == len(pieces) else FrameFlag.NONE
        yield stamper.stamp(encoder.encode(piece), flags)


async def _paced(frames: Iterator[Frame]) -> AsyncIterator[Frame]:
    loop = asyncio.get_running_loop()
    begun_s = loop.time()
    for number, frame in enumerate(frames):
        await asyncio.sleep(max(0.0, begun_s + number * FRAME_S - loop.time()))
        yield frame


def _read(name: str) -> bytes:
    try:
        recording = sys.stdin.buffer.read() if name == _PIPE else Path(name).read_bytes()
    except OSError as error:
        raise ConfigError(f"{name} cannot be read: {error.strerror or error}.") from error
    try:
        return read_wav(recording)
    except ConfigError as error:
        raise ConfigError(f"{name} cannot be spoken: {error.message}.") from error


def _report_denied(talk: Talk, *, is_json: bool) -> ExitCode:
    reason = talk.revoked.reason if talk.revoked is not None else talk.answer.reason or "busy"
    holder = talk.answer.holder
    if is_json:
        print_json({"spoken": False, "reason": reason, "holder": holder})
    else:
        who = f" ({printable(holder.name)})" if holder is not None else ""
        say(f"homewire-hub: Not spoken: {_WHY.get(reason, reason)}{who}.")
    return ExitCode.FAILED


def _report(done: ReleaseAnswer, *, is_json: bool) -> ExitCode:
    is_whole = done.reason == "released"
    if is_json:
        print_json(
            {
                "spoken": is_whole,
                "reason": done.reason,
                "message": done.message,
                "duration_ms": done.duration_ms,
                "listeners": done.listeners,
            }
        )
    elif is_whole:
        people = "1 person" if done.listeners == 1 else f"{done.listeners} people"
        say(f"Spoken: {done.duration_ms / 1000:.1f} s to {people}.")
    else:
        why = _WHY.get(done.reason, done.reason)
        say(f"homewire-hub: Stopped after {done.duration_ms / 1000:.1f} s: {why}.")
    return ExitCode.DONE if is_whole else ExitCode.FAILED
