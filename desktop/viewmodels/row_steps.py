"""From one order of rows to another by single steps: pure.

A list that is reset is built anew by QML, and the keyboard's place in it is lost; a row that
moves keeps its item.
"""

from collections.abc import Iterator, Sequence

import msgspec


class Remove(msgspec.Struct, frozen=True):
    """Take the row away."""

    row: int


class Move(msgspec.Struct, frozen=True):
    """Move a row forward to another place."""

    row: int
    to: int


class Insert(msgspec.Struct, frozen=True):
    """Put something new at a place."""

    row: int
    key: str


Step = Remove | Move | Insert


def steps(current: Sequence[str], wanted: Sequence[str]) -> Iterator[Step]:
    """Yield what to do, each step on the rows as the steps before it left them.

    Both orders hold every key once.
    """
    keys = list(current)
    kept = set(wanted)
    for row in reversed(range(len(keys))):
        if keys[row] not in kept:
            del keys[row]
            yield Remove(row)
    known = set(keys)
    for row, key in enumerate(wanted):
        if row < len(keys) and keys[row] == key:
            continue
        if key in known:
            place = keys.index(key, row)
            keys.insert(row, keys.pop(place))
            yield Move(place, row)
        else:
            keys.insert(row, key)
            yield Insert(row, key)
