"""``KEY=VALUE`` as people type it: pure but for files named with ``@``.

A value is JSON where it parses as such (``120``, ``true``, ``[1,2]``, ``"120"`` to keep text),
else text. ``@FILE`` stands for a file's content, ``@-`` for standard input, ``@@x`` for the text
``@x``: a secret in a file never shows in the list of processes.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

import msgspec

from embedded_hub.client.action_call import Target
from embedded_hub.errors import ConfigError
from embedded_hub.model.values import JsonValue

MAX_FILE_BYTES = 1024 * 1024
_TARGET_KEYS = ("entity_id", "device_id", "area_id")


def read_pairs(pairs: Iterable[str]) -> dict[str, str]:
    """Split ``KEY=VALUE`` words and read the files they name.

    Raises:
        ConfigError: a word has no ``=``, a key stands twice, or a file cannot be read.
    """
    found: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key:
            raise ConfigError(f"{pair!r} is not of the form KEY=VALUE.")
        if key in found:
            raise ConfigError(f"{key!r} is given twice.")
        found[key] = _content(value)
    return found


def typed(text: str) -> JsonValue:
    """Return the JSON value a text stands for, or the text itself."""
    try:
        value: JsonValue = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        return text
    return value


def split_call(pairs: dict[str, str]) -> tuple[Target, dict[str, JsonValue]]:
    """Divide the words of a call into what it acts on and the action's own values."""
    places = {key: _names(pairs[key]) for key in _TARGET_KEYS if key in pairs}
    arguments = {key: typed(text) for key, text in pairs.items() if key not in _TARGET_KEYS}
    return Target(**places), arguments


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for part in text.split(",") if (name := part.strip()))


def _content(value: str) -> str:
    if not value.startswith("@"):
        return value
    if value.startswith("@@"):
        return value[1:]
    name = value[1:]
    try:
        if name == "-":
            return sys.stdin.read(MAX_FILE_BYTES).rstrip("\r\n")
        with Path(name).expanduser().open(encoding="utf-8") as file:
            return file.read(MAX_FILE_BYTES).rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"The file {name!r} cannot be read: {error}.") from error
