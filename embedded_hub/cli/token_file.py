"""A token in a file that nobody but its owner can read."""

from pathlib import Path

from embedded_hub.errors import ConfigError
from embedded_hub.storage.private_files import is_readable_by_others, write_whole

# A Home Assistant's long-lived token has 183 characters; more than this is another file.
_MAX_CHARS = 4096


def read_token(path: Path) -> str:
    """Read a token.

    Raises:
        ConfigError: the file is missing, empty, open to others or not a token.
    """
    try:
        if is_readable_by_others(path):
            raise ConfigError(
                f"The token file {path} can be read by others. Close it: chmod 600 {path}"
            )
        with path.open(encoding="utf-8") as file:
            token = file.read(_MAX_CHARS + 1).strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"The token file {path} cannot be read: {error}.") from error
    if not token or len(token) > _MAX_CHARS or not token.isascii() or len(token.split()) != 1:
        raise ConfigError(f"The file {path} does not hold one token.")
    return token


def write_token(path: Path, token: str) -> None:
    """Write a token, readable by its owner only, replacing what was there.

    Raises:
        ConfigError: it cannot be written.
    """
    try:
        write_whole(path, f"{token}\n".encode())
    except OSError as error:
        raise ConfigError(f"The token file {path} cannot be written: {error}.") from error
