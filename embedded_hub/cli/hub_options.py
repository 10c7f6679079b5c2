"""The options every command that talks to a running hub has in common."""

import argparse
import os
from pathlib import Path

import msgspec

from embedded_hub.cli.token_file import read_token
from embedded_hub.client.address import websocket_url
from embedded_hub.errors import ConfigError

HUB_VARIABLE = "HOMEWIRE_HUB"
TOKEN_FILE_VARIABLE = "HOMEWIRE_TOKEN_FILE"  # noqa: S105 -- the name of a variable
DEFAULT_HUB = "ws://127.0.0.1:8755"


class HubAccess(msgspec.Struct, frozen=True):
    """Where the hub is and what opens it."""

    address: str
    token: str


def hub_parser() -> argparse.ArgumentParser:
    """Return a parent parser with ``--hub``, ``--token-file`` and ``--json``."""
    parser = argparse.ArgumentParser(add_help=False)
    group = parser.add_argument_group("the hub")
    group.add_argument(
        "--hub",
        metavar="URL",
        default=os.environ.get(HUB_VARIABLE) or DEFAULT_HUB,
        help=f"ws://host:port, http://host:port or host:port (${HUB_VARIABLE}, else {DEFAULT_HUB})",
    )
    group.add_argument(
        "--token-file",
        metavar="F",
        type=Path,
        default=os.environ.get(TOKEN_FILE_VARIABLE) or None,
        help=f"file with your token, readable by you alone (${TOKEN_FILE_VARIABLE})",
    )
    parser.add_argument("--json", action="store_true", help="print JSON for programs")
    return parser


def hub_access(options: argparse.Namespace) -> HubAccess:
    """Read the token the options name.

    Raises:
        ConfigError: none is named, the file will not do, or the hub's address is none.
    """
    if options.token_file is None:
        raise ConfigError(
            "A token is needed: give --token-file FILE or set HOMEWIRE_TOKEN_FILE. "
            "`homewire-hub token` makes one."
        )
    return HubAccess(address=websocket_url(options.hub), token=read_token(Path(options.token_file)))
