"""The options every command that talks to a running hub has in common."""

import argparse
import contextlib
import os
from pathlib import Path

import msgspec

from embedded_hub.cli.token_file import Key, read_key, write_key
from embedded_hub.client.address import websocket_url
from embedded_hub.client.pinned import Pinned
from embedded_hub.errors import ConfigError

HUB_VARIABLE = "HOMEWIRE_HUB"
PIN_VARIABLE = "HOMEWIRE_PIN"
TOKEN_FILE_VARIABLE = "HOMEWIRE_TOKEN_FILE"  # noqa: S105 -- the name of a variable
DEFAULT_HUB = "ws://127.0.0.1:8755"


class HubAccess(msgspec.Struct, frozen=True):
    """Where the hub is and what opens it."""

    address: str
    token: str
    tls: Pinned | None = None
    """How to know the hub; ``None`` for the system's own rules."""


def hub_parser() -> argparse.ArgumentParser:
    """Return a parent parser with ``--hub``, ``--token-file`` and ``--json``."""
    parser = argparse.ArgumentParser(add_help=False)
    group = parser.add_argument_group("the hub")
    group.add_argument(
        "--hub",
        metavar="URL",
        default=os.environ.get(HUB_VARIABLE) or DEFAULT_HUB,
        help=f"https://host:port, ws://host:port or host:port (${HUB_VARIABLE}; {DEFAULT_HUB})",
    )
    group.add_argument(
        "--token-file",
        metavar="F",
        type=Path,
        default=os.environ.get(TOKEN_FILE_VARIABLE) or None,
        help=f"file with your token, readable by you alone (${TOKEN_FILE_VARIABLE})",
    )
    group.add_argument(
        "--pin",
        metavar="SHA256",
        default=os.environ.get(PIN_VARIABLE) or None,
        help=f"fingerprint of the hub's authority (${PIN_VARIABLE}, else from the token file)",
    )
    parser.add_argument("--json", action="store_true", help="print JSON for programs")
    return parser


def hub_access(options: argparse.Namespace) -> HubAccess:
    """Read the token the options name.

    Raises:
        ConfigError: none is named, the file will not do, or the address or pin is none.
    """
    if options.token_file is None:
        raise ConfigError(
            "A token is needed: give --token-file FILE or set HOMEWIRE_TOKEN_FILE. "
            "`homewire-hub token` makes one."
        )
    path = Path(options.token_file)
    key, address = read_key(path), websocket_url(options.hub)
    is_encrypted = address.startswith("wss:")
    if options.pin:
        return HubAccess(address, key.token, Pinned(options.pin))
    if not key.pins or not is_encrypted:
        return HubAccess(address, key.token)

    def keep(pin: str) -> None:
        """Remember the authority that is to take over, so that this file outlives the change."""
        with contextlib.suppress(ConfigError):
            write_key(path, Key(key.token, (*key.pins, pin)))

    return HubAccess(address, key.token, Pinned(*key.pins, on_next=keep))
