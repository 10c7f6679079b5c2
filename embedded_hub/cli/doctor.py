"""``homewire-hub doctor``: what keeps a hub from working here, in plain sentences."""

import argparse
import asyncio
from collections.abc import Sequence
from pathlib import Path

from embedded_hub.cli.data_folder import add_data_option, data_folder
from embedded_hub.cli.doctor_findings import Finding, Level, ok, problem
from embedded_hub.cli.exit_codes import EPILOG, ExitCode
from embedded_hub.cli.output import print_json
from embedded_hub.cli.token_file import Key, read_key
from embedded_hub.client.address import DEFAULT_PORT, websocket_url
from embedded_hub.errors import AuthenticationFailed, HomewireError

_MARKS = {Level.OK: "  ok     ", Level.WARNING: "  warning", Level.PROBLEM: "  PROBLEM"}


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "doctor",
        help="check what a hub needs here",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_data_option(parser)
    parser.add_argument(
        "--port", metavar="N", type=int, default=DEFAULT_PORT, help="port the hub listens on"
    )
    parser.add_argument("--hub", metavar="URL", help="also check that this hub can be reached")
    parser.add_argument("--token-file", metavar="F", type=Path, help="and that it takes this token")
    parser.add_argument("--json", action="store_true", help="print JSON for programs")
    parser.set_defaults(run=run)


async def run(options: argparse.Namespace) -> ExitCode:
    """Print every finding; failed when one of them is a problem."""
    findings = [*await asyncio.to_thread(_look_around, options), *await _look_at_hub(options)]
    if options.json:
        print_json(findings)
    else:
        for finding in findings:
            print(f"{_MARKS[finding.level]}  {finding.check}: {finding.message}")
    has_problem = any(finding.level is Level.PROBLEM for finding in findings)
    return ExitCode.FAILED if has_problem else ExitCode.DONE


def _look_around(options: argparse.Namespace) -> Sequence[Finding]:
    from embedded_hub.cli import doctor_data, doctor_machine

    folder = data_folder(options)
    return [
        doctor_machine.check_python(),
        doctor_machine.check_packages(),
        doctor_machine.check_parts(),
        doctor_machine.check_port(options.port),
        doctor_data.check_folder(folder),
        *doctor_data.check_databases(folder),
        doctor_data.check_space(folder),
        doctor_machine.check_clock(),
        doctor_machine.check_keyring(),
    ]


async def _look_at_hub(options: argparse.Namespace) -> Sequence[Finding]:
    """Connect; without a token a refusal shows as well that a hub answers there."""
    if options.hub is None:
        return []
    from embedded_hub.client.hub_client import HubClient
    from embedded_hub.client.pinned import Pinned

    try:
        key = read_key(options.token_file) if options.token_file else Key("")
        is_encrypted = websocket_url(options.hub).startswith("wss:")
        tls = Pinned(*key.pins) if key.pins and is_encrypted else None
        async with await HubClient.connect(options.hub, key.token, tls=tls) as hub:
            return [ok("hub", f"{hub.info.name} answers and takes the token.")]
    except AuthenticationFailed as error:
        if not options.token_file:
            return [ok("hub", "It answers; no token was given to try.")]
        return [problem("hub", error.message)]
    except HomewireError as error:
        return [problem("hub", error.message)]
