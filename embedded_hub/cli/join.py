"""``homewire-hub join``: take a pairing link, and keep the token it is worth with the hub's pin."""

import argparse
import asyncio
import os
import platform
from collections.abc import Sequence
from pathlib import Path

from embedded_hub.cli.exit_codes import EPILOG, ExitCode
from embedded_hub.cli.hub_options import TOKEN_FILE_VARIABLE
from embedded_hub.cli.output import print_json, say
from embedded_hub.cli.token_file import Key, write_key
from embedded_hub.client.address import websocket_url
from embedded_hub.client.pairing import PairingLink, pair, read_link
from embedded_hub.errors import ConfigError
from embedded_hub.security.pins import parse_pin

_NOTE = """\
The link is what `homewire-hub pair` prints and the QR code holds. Without it:
homewire-hub join https://192.168.1.20:8755 --code 1234-5678 --pin FINGERPRINT

"""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "join",
        help="come into a home with a pairing link",
        epilog=_NOTE + EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("link", metavar="LINK", help="the pairing link, or the hub's address")
    parser.add_argument("--code", metavar="C", help="the code, when only the address is given")
    parser.add_argument(
        "--pin", metavar="SHA256", help="fingerprint of the hub's authority, with an address"
    )
    parser.add_argument(
        "--name", metavar="N", default=platform.node(), help="what this device is called"
    )
    parser.add_argument(
        "--token-file",
        metavar="F",
        type=Path,
        default=os.environ.get(TOKEN_FILE_VARIABLE) or None,
        help=f"where to keep the token, for you alone (${TOKEN_FILE_VARIABLE})",
    )
    parser.add_argument("--json", action="store_true", help="print JSON for programs")
    parser.set_defaults(run=run)


async def run(options: argparse.Namespace) -> ExitCode:
    """Pair and write the token file."""
    if options.token_file is None:
        raise ConfigError("Say where to keep the token: --token-file FILE.")
    link = _link(options)
    paired = await pair(link, options.name or "A computer", on_words=_show_words)
    pins = (link.pin,) if link.pin else ()
    await asyncio.to_thread(write_key, Path(options.token_file), Key(paired.token, pins))
    address = link.address.removesuffix("/api/websocket")
    if options.json:
        print_json({"role": paired.role, "device_id": paired.device_id, "hub": address})
    else:
        say(f"In as {paired.role}. Use it: --hub {address} --token-file {options.token_file}")
    return ExitCode.DONE


def _link(options: argparse.Namespace) -> PairingLink:
    if options.code is None:
        return read_link(options.link)
    address = websocket_url(options.link)
    if address.startswith("wss:") and options.pin is None:
        raise ConfigError(
            "With an address alone anybody could answer there: give the hub's fingerprint, --pin."
        )
    pin = parse_pin(options.pin) if options.pin else None
    return PairingLink(address=address, code=options.code, pin=pin)


def _show_words(words: Sequence[str]) -> None:
    say(f"Waiting for the owner, who should see:  {' · '.join(words)}")
