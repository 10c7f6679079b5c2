"""How commands print: aligned columns for people, JSON for programs, ages in plain words."""

import sys
from collections.abc import Sequence

import msgspec

from embedded_hub.security.redaction import printable

_MINUTE_S, _HOUR_S, _DAY_S = 60, 3600, 86400


def print_json(value: object, *, is_line: bool = False) -> None:
    """Print one JSON value, indented for reading or as a line of a stream, at once."""
    encoded = msgspec.json.encode(value)
    text = encoded if is_line else msgspec.json.format(encoded, indent=2)
    print(text.decode(), flush=True)


def say(sentence: str) -> None:
    """Tell a person something on standard error, where it disturbs no program."""
    print(sentence, file=sys.stderr, flush=True)


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return rows in columns as wide as they need."""
    lines = [header, *([printable(cell) for cell in row] for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def age(seconds: float) -> str:
    """Return a span in its largest unit: ``now``, ``40 s``, ``3 min``, ``5 h``, ``2 d``."""
    if seconds < 1:
        return "now"
    for unit, size_s, limit_s in (("s", 1, _MINUTE_S), ("min", _MINUTE_S, _HOUR_S)):
        if seconds < limit_s:
            return f"{int(seconds // size_s)} {unit}"
    if seconds < 2 * _DAY_S:
        return f"{int(seconds // _HOUR_S)} h"
    return f"{int(seconds // _DAY_S)} d"
