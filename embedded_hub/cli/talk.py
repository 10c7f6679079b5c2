"""``homewire-hub talk``: speak a recording to a channel, as if somebody held the key."""

import argparse
import asyncio

from embedded_hub.audio.codec import CodecName, supported_codecs
from embedded_hub.cli.exit_codes import EPILOG, ExitCode
from embedded_hub.cli.hub_options import hub_access, hub_parser
from embedded_hub.cli.output import print_json, say
from embedded_hub.cli.recording import PIPE, read_recording, speak
from embedded_hub.cli.redaction import printable
from embedded_hub.cli.voice_line import find_channel, voice_line
from embedded_hub.client.voice import Talk, VoiceLine
from embedded_hub.protocol.voice_answers import ReleaseAnswer

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
        "file", nargs="?", default=PIPE, metavar="FILE.wav", help="a recording; - is the input"
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
    pcm = await asyncio.to_thread(read_recording, options.file)
    codec = supported_codecs()[0]
    async with voice_line(access) as line:
        talk = await _ask(line, options, codec)
        if talk.is_queued:
            say(f"Waiting for the floor, place {talk.queue_pos}.")
            await talk.granted()
        if not talk.is_granted:
            return _report_denied(talk, is_json=options.json)
        await speak(talk, pcm, codec)
        done = await talk.release()
    return _report(done, is_json=options.json)


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
