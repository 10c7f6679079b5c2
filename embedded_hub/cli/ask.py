"""``homewire-hub ask``: say a sentence to the house and print what it answers."""

import argparse
import asyncio
from typing import TYPE_CHECKING

import msgspec

from embedded_hub.cli.exit_codes import EPILOG, ExitCode
from embedded_hub.cli.hub_options import hub_access, hub_parser
from embedded_hub.cli.output import print_json, say
from embedded_hub.errors import ConfigError, NotAllowed, RequestTimeout
from embedded_hub.protocol.house_events import HouseAnswered
from embedded_hub.protocol.voice_events import VoiceEvent
from embedded_hub.security.redaction import printable

if TYPE_CHECKING:
    from embedded_hub.audio.codec import CodecName
    from embedded_hub.cli.live_sound import LiveSound
    from embedded_hub.client.voice import VoiceLine

_EXAMPLES = """\
examples:
  homewire-hub ask turn on the kitchen light
  homewire-hub ask "is the front door locked?"
  homewire-hub ask --language de "Schalte das Licht im Flur aus"
  homewire-hub ask --audio question.wav

"""
_PATIENCE_S = 90.0
"""A model may have to be loaded first."""
_SILENT = {
    "stt_failed": "Nothing here can hear this.",
    "stt_no_text": "Nobody speaks in this recording.",
}
_EXIT_CODES = {"not_connected": ExitCode.NOT_CONNECTED, "unknown_outcome": ExitCode.UNKNOWN}
"""Where a failed action says more than that it failed."""


class _Plain(msgspec.Struct):
    speech: str


class _Speech(msgspec.Struct):
    plain: _Plain


class _Outcome(msgspec.Struct):
    code: str | None = None
    reason: str | None = None
    failed: list[object] = []


class _Response(msgspec.Struct):
    speech: _Speech
    response_type: str
    outcome: _Outcome = msgspec.field(name="data")


class _Answer(msgspec.Struct):
    response: _Response


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "ask",
        help="say a sentence to the house: it does it or answers",
        parents=[hub_parser()],
        epilog=_EXAMPLES + EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("words", metavar="WORD", nargs="*", help="the sentence")
    parser.add_argument(
        "--audio",
        metavar="FILE.wav",
        help="speak to the house instead; - is the input, spoken while it arrives",
    )
    parser.add_argument("--language", metavar="L", help="such as en or de; else the home's own")
    parser.set_defaults(run=run)


async def run(options: argparse.Namespace) -> ExitCode:
    """Send the sentence, typed or spoken, and print the answer."""
    if options.audio is not None:
        return await _run_spoken(options)
    from embedded_hub.cli.answers import read_answer
    from embedded_hub.client.hub_client import HubClient

    text = " ".join(options.words).strip()
    if not text:
        raise ConfigError("Say something, or name a recording with --audio.")
    access = hub_access(options)
    async with await HubClient.connect(access.address, access.token, tls=access.tls) as hub:
        result = await hub.call("conversation/process", text=text, language=options.language)
    answer = read_answer(result, _Answer).response
    if options.json:
        print_json(result)
    else:
        print(printable(answer.speech.plain.speech) or "Done.")
    return exit_code_of(answer.response_type, answer.outcome)


def exit_code_of(response_type: str, outcome: _Outcome) -> ExitCode:
    """Return the exit code of an answer: done only when everything that was meant did it."""
    if response_type != "error" and not outcome.failed:
        return ExitCode.DONE
    return _EXIT_CODES.get(outcome.reason or "", ExitCode.FAILED)


# --- spoken -----------------------------------------------------------------------------------


async def _run_spoken(options: argparse.Namespace) -> ExitCode:
    from embedded_hub.audio.codec import supported_codecs
    from embedded_hub.cli.live_sound import LiveSound
    from embedded_hub.cli.stopping import on_stop
    from embedded_hub.cli.voice_line import voice_line

    if options.words or options.language:
        raise ConfigError("A recording says what it says: leave words and --language out.")
    access = hub_access(options)
    sound = LiveSound(options.audio, None)
    with on_stop(sound.stop):
        if not await sound.begin():
            raise ConfigError("There is no sound in the input.")
        async with voice_line(access) as line:
            answer = await _ask_aloud(line, sound, supported_codecs()[0])
    if options.json:
        print_json(answer)
    else:
        say(f"Understood: {printable(answer.question) or 'nothing'}")
        print(printable(answer.text) or _SILENT.get(answer.code or "", "Done."))
    return exit_code_of(
        answer.response_type, _Outcome(reason=answer.reason, failed=list(answer.failed))
    )


async def _ask_aloud(line: "VoiceLine", sound: "LiveSound", codec: "CodecName") -> HouseAnswered:
    from embedded_hub.cli.talk import speak
    from embedded_hub.core.intercom.talk_groups import HOUSE

    answers: asyncio.Queue[HouseAnswered] = asyncio.Queue()

    def take(event: VoiceEvent) -> None:
        if isinstance(event, HouseAnswered):
            answers.put_nowait(event)

    line.on_event = take
    talk = await line.talk(HOUSE, codec=codec)
    if not talk.is_granted:
        raise NotAllowed(f"The house does not listen now: {talk.answer.reason}.")
    await speak(talk, sound, codec)
    done = await talk.release()
    return await _answer_to(done.message, answers)


async def _answer_to(message: str, answers: "asyncio.Queue[HouseAnswered]") -> HouseAnswered:
    try:
        async with asyncio.timeout(_PATIENCE_S):
            while (answer := await answers.get()).message != message:
                pass
    except TimeoutError:
        raise RequestTimeout("The house did not answer.") from None
    return answer
