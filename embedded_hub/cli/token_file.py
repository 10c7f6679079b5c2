"""A token in a file that nobody but its owner can read, and the pins of the hub it is for.

The token is the first line. Each further one is a pin of the hub's certificate authority, so that
a program given this file needs to be told nothing else.
"""

from pathlib import Path

import msgspec

from embedded_hub.errors import ConfigError
from embedded_hub.security.pins import parse_pin
from embedded_hub.storage.private_files import is_readable_by_others, write_whole

# A Home Assistant's long-lived token has 183 characters; more than this is another file.
_MAX_CHARS = 4096


class Key(msgspec.Struct, frozen=True):
    """What opens one hub."""

    token: str
    pins: tuple[str, ...] = ()
    """Of the authorities to trust; empty for a hub on this machine, or one with a public name."""


def read_key(path: Path) -> Key:
    """Read a token and its pins.

    Raises:
        ConfigError: the file is missing, empty, open to others or holds something else.
    """
    try:
        if is_readable_by_others(path):
            raise ConfigError(
                f"The token file {path} can be read by others. Close it: chmod 600 {path}"
            )
        with path.open(encoding="utf-8") as file:
            text = file.read(_MAX_CHARS + 1).strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"The token file {path} cannot be read: {error}.") from error
    token, *pins = text.split() or [""]
    if not token or len(text) > _MAX_CHARS or not token.isascii():
        raise ConfigError(f"The file {path} does not hold one token.")
    try:
        return Key(token, tuple(parse_pin(pin) for pin in pins))
    except ConfigError as error:
        raise ConfigError(f"The file {path} does not hold one token and pins.") from error


def read_token(path: Path) -> str:
    """Read a token; see :func:`read_key`."""
    return read_key(path).token


def write_key(path: Path, key: Key) -> None:
    """Write a token and its pins, readable by their owner only, replacing what was there.

    Raises:
        ConfigError: it cannot be written.
    """
    try:
        write_whole(path, "".join(f"{line}\n" for line in (key.token, *key.pins)).encode())
    except OSError as error:
        raise ConfigError(f"The token file {path} cannot be written: {error}.") from error


def write_token(path: Path, token: str) -> None:
    """Write a token alone; see :func:`write_key`."""
    write_key(path, Key(token))
