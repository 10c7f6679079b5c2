"""``homewire-hub talk``: speak a recording to a channel, as if somebody held the key."""

import argparse
import asyncio

from embedded_hub.audio.codec import CodecName, frame_bytes, make_encoder, supported_codecs
from embedded_hub.audio.wav import WavFormat, checked_format
from embedded_hub.cli.channel_option import CHANNELS, add_channel, add_priority
from embedded_hub.cli.exit_codes import EPILOG, ExitCode
from embedded_hub.cli.hub_options import hub_access, hub_parser
from embedded_hub.cli.live_sound import PIPE, LiveSound
from embedded_hub.cli.output import print_json, say
from embedded_hub.cli.stopping import on_stop
from embedded_hub.cli.voice_line import find_channel, voice_line
from embedded_hub.client.voice import Talk, VoiceLine
from embedded_hub.errors import ConfigError
from embedded_hub.model.voice import CLOCK_HZ, FrameFlag
from embedded_hub.protocol.voice_answers import ReleaseAnswer
from embedded_hub.protocol.voice_events import MessageGone, MessageKept, VoiceEvent
from embedded_hub.security.redaction import printable
from embedded_hub.voice.stream import FrameStamper

KEPT_WITHIN_S = 3.0
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
        epilog=CHANNELS + EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "file",
        nargs="?",
        default=PIPE,
        metavar="FILE.wav",
        help="a recording; - is the input, spoken while it arrives",
    )
    add_channel(parser, "to whom; all is everybody")
    add_priority(parser)
    parser.add_argument(
        "--raw", action="store_true", help="the input is bare 16-bit little-endian samples"
    )
    parser.add_argument("--rate", metavar="HZ", type=int, default=CLOCK_HZ, help="of --raw; 48000")
    parser.add_argument("--channels", metavar="N", type=int, default=1, help="of --raw; 1")
    parser.add_argument("--queue", action="store_true", help="wait while somebody else is speaking")
    parser.set_defaults(run=run)


async def run(options: argparse.Namespace) -> ExitCode:
    """Speak in real time; returns when the hub has all of it."""
    access = hub_access(options)
    sound = LiveSound(options.file, _raw_format(options))
    with on_stop(sound.stop):
        if not await sound.begin():
            raise ConfigError("There is no sound in the input.")
        async with voice_line(access) as line:
            return await _talk(line, sound, options)


async def _talk(line: VoiceLine, sound: LiveSound, options: argparse.Namespace) -> ExitCode:
    codec, record = supported_codecs()[0], _Record()
    line.on_event = record.take
    talk = await _ask(line, options, codec)
    if talk.is_queued:
        _tell(options, f"Waiting for the floor, place {talk.queue_pos}.")
        await _wait_for_turn(talk, sound)
    if not talk.is_granted and sound.is_stopped:
        return ExitCode.INTERRUPTED
    if not talk.is_granted:
        return _report_denied(talk, is_json=options.json)
    # Whoever waited is told that it is their turn, not how many hear it.
    _tell(options, _granted_sentence(talk.answer.listeners) if talk.answer.granted else "Speaking.")
    await speak(talk, sound, codec)
    done = await talk.release()
    code = _report(done, await record.is_kept(done.message), is_json=options.json)
    return ExitCode.INTERRUPTED if sound.is_stopped and code is ExitCode.DONE else code


async def _wait_for_turn(talk: Talk, sound: LiveSound) -> None:
    waiting = asyncio.create_task(talk.granted())
    stopped = asyncio.create_task(sound.stopped())
    try:
        await asyncio.wait((waiting, stopped), return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (waiting, stopped):
            task.cancel()
        await asyncio.gather(waiting, stopped, return_exceptions=True)


async def speak(talk: Talk, sound: LiveSound, codec: CodecName) -> None:
    """Send all there is, as it is due; ends early when the floor was taken away."""
    encoder, stamper = make_encoder(codec, CLOCK_HZ), FrameStamper()
    async for piece in sound.frames():
        if talk.revoked is not None:
            return
        await talk.send([stamper.stamp(encoder.encode(piece))])
    # A codec hands sound out a little late: one frame of silence brings the last of it along.
    end = stamper.stamp(encoder.encode(bytes(frame_bytes(CLOCK_HZ))), FrameFlag.LAST)
    await talk.send([end])


async def _ask(line: VoiceLine, options: argparse.Namespace, codec: CodecName) -> Talk:
    channel = await find_channel(line, options.channel)
    return await line.talk(
        channel.channel, codec=codec, priority=options.priority, can_queue=options.queue
    )


def _report_denied(talk: Talk, *, is_json: bool) -> ExitCode:
    reason = talk.revoked.reason if talk.revoked is not None else talk.answer.reason or "busy"
    holder = talk.answer.holder
    if is_json:
        print_json({"spoken": False, "reason": reason, "holder": holder})
    else:
        who = f" ({printable(holder.name)})" if holder is not None else ""
        say(f"homewire-hub: Not spoken: {_WHY.get(reason, reason)}{who}.")
    return ExitCode.FAILED


class _Record:
    """Waits for what became of a talk burst after it was spoken."""

    def __init__(self) -> None:
        self._kept: dict[str, bool] = {}
        self._news = asyncio.Event()

    def take(self, event: VoiceEvent) -> None:
        """Take an event of the line."""
        if isinstance(event, MessageKept | MessageGone):
            self._kept[event.message] = isinstance(event, MessageKept)
            self._news.set()

    async def is_kept(self, message: str) -> bool | None:
        """Say whether it can be heard again; ``None`` when the hub does not say so in time."""
        try:
            async with asyncio.timeout(KEPT_WITHIN_S):
                while message not in self._kept:
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            return None
        return self._kept[message]


def _raw_format(options: argparse.Namespace) -> WavFormat | None:
    if not options.raw:
        return None
    return checked_format(WavFormat(1, options.channels, options.rate, 16))


def _tell(options: argparse.Namespace, sentence: str) -> None:
    if not options.json:
        say(sentence)


def _granted_sentence(devices: int) -> str:
    if not devices:
        return "Speaking; nobody is there now, it is kept for them."
    return f"Speaking to {devices} {'device' if devices == 1 else 'devices'}."


def _heard_by(done: ReleaseAnswer) -> str:
    if not done.listeners:
        return "heard by nobody yet"
    if not done.heard_by:
        return f"heard by {done.listeners}"
    return f"heard by {', '.join(map(printable, done.heard_by))}"


def _report(done: ReleaseAnswer, is_kept: bool | None, *, is_json: bool) -> ExitCode:
    is_whole = done.reason == "released"
    if is_json:
        print_json(
            {
                "spoken": is_whole,
                "reason": done.reason,
                "message": done.message,
                "duration_ms": done.duration_ms,
                "listeners": done.listeners,
                "heard_by": done.heard_by,
                "kept": is_kept,
            }
        )
    elif is_whole:
        say(f"Spoken: {done.duration_ms / 1000:.1f} s, {_heard_by(done)}.")
    else:
        why = _WHY.get(done.reason, done.reason)
        say(f"homewire-hub: Stopped after {done.duration_ms / 1000:.1f} s: {why}.")
    if is_kept is False and not is_json:
        say("homewire-hub: It could not be kept: nobody can hear it again.")
    return ExitCode.DONE if is_whole else ExitCode.FAILED
