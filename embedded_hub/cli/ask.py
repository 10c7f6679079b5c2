"""``homewire-hub ask``: say a sentence to the house and print what it answers."""

import argparse

import msgspec

from embedded_hub.cli.exit_codes import EPILOG, ExitCode
from embedded_hub.cli.hub_options import hub_access, hub_parser
from embedded_hub.cli.output import print_json
from embedded_hub.cli.redaction import printable
from embedded_hub.errors import ConfigError

_EXAMPLES = """\
examples:
  homewire-hub ask turn on the kitchen light
  homewire-hub ask "is the front door locked?"
  homewire-hub ask --language de "Schalte das Licht im Flur aus"

"""
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
    parser.add_argument("words", metavar="WORD", nargs="+", help="the sentence")
    parser.add_argument("--language", metavar="L", help="such as en or de; else the home's own")
    parser.set_defaults(run=run)


async def run(options: argparse.Namespace) -> ExitCode:
    """Send the sentence and print the answer."""
    from embedded_hub.cli.answers import read_answer
    from embedded_hub.client.hub_client import HubClient

    text = " ".join(options.words).strip()
    if not text:
        raise ConfigError("Say something.")
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
