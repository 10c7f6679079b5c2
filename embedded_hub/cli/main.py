"""The program ``homewire-hub``: reads the command line, runs one command, returns its exit code."""

import argparse
import asyncio
import logging
import os
import sys
from collections.abc import Sequence

from embedded_hub import __version__
from embedded_hub.cli import (
    ask,
    call,
    doctor,
    gateways,
    join,
    listen,
    messages,
    pair,
    people,
    serve,
    simulate,
    states,
    talk,
    token,
    voices,
    watch,
)
from embedded_hub.cli.exit_codes import EPILOG, ExitCode, of_error
from embedded_hub.cli.gateway_words import remedy_sentence
from embedded_hub.cli.logging_setup import set_up_logging
from embedded_hub.cli.output import print_json, say
from embedded_hub.errors import HomewireError
from embedded_hub.security.redaction import redact

COMMANDS = (
    serve,
    simulate,
    token,
    pair,
    join,
    people,
    gateways,
    watch,
    call,
    ask,
    states,
    talk,
    listen,
    voices,
    messages,
    doctor,
)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = argparse.ArgumentParser(
        prog="homewire-hub",
        description="The Homewire hub without a screen, and what a terminal can ask of one.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"homewire-hub {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add_parser(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = build_parser().parse_args(arguments)
    set_up_logging(
        is_json=getattr(options, "log_json", False),
        level=getattr(options, "log_level", logging.WARNING),
    )
    try:
        return int(asyncio.run(options.run(options)))
    except HomewireError as error:
        return _report(error, is_json=getattr(options, "json", False))
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:  # the reader of a pipe has enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE


def _report(error: HomewireError, *, is_json: bool) -> ExitCode:
    message, remedy = redact(error.message), error.details.get("remedy")
    if is_json:
        shown = {"code": error.details.get("code", error.code), "message": message}
        print_json({"error": {**shown, "remedy": remedy} if remedy else shown})
    else:
        say(f"homewire-hub: {message}")
        if sentence := remedy_sentence(remedy):
            say(sentence)
    return of_error(error)
