"""Makes every command in every way that names somebody else's things.

The shapes come from the commands themselves, so that a new command is attacked from the day it is
added.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import inspect as shape

from embedded_hub.protocol.base import Command
from embedded_hub.protocol.commands import COMMANDS

PLACES = ("entity_id", "device_id", "area_id", "floor_id", "label_id")
GUISES: tuple[Mapping[str, Any], ...] = (
    {
        "domain": "lock",
        "service": "unlock",
        "item_type": "entity",
        "role": "owner",
        "start_time": "2020-01-01T00:00:00+00:00",
        "end_time": None,
        "period": "5minute",
        "before": None,
    },
    {
        "domain": "homeassistant",
        "service": "turn_off",
        "item_type": "device",
        "role": "guest",
        "state": "read",
        "start_time": "2020-01-01T00:00:00+00:00",
    },
    {"domain": "notify", "service": "notify", "item_type": "area", "state": "deleted"},
)
"""What makes sense of some fields, so that a command gets as far as its rights."""


def forgeries(
    ids: Sequence[str], *, without: Iterable[str] = ()
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield ``(type, fields)``: every command, each id in every field that takes a text.

    Args:
        ids: What is none of the sender's business.
        without: Types that say nothing about rights and would only take time.
    """
    left_out = frozenset(without)
    for command in COMMANDS:
        tag = str(command.__struct_config__.tag)
        if tag in left_out:
            continue
        made: list[dict[str, Any]] = []
        for text in (spelling for one in ids for spelling in _spellings(one)):
            for guise in GUISES:
                for fields in _filled(command, text, guise):
                    if fields not in made:
                        made.append(fields)
                        yield tag, fields


def _spellings(text: str) -> list[str]:
    return [text, text.upper(), f" {text} ,all"]


def _filled(
    command: type[Command], text: str, guise: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    """Yield a command with the text in all of its fields, and in those it needs."""
    info = shape.type_info(command)
    assert isinstance(info, shape.StructType)
    fields = [field for field in info.fields if field.encode_name != "id"]
    for is_full in (True, False):
        yield {
            field.encode_name: guise[field.encode_name]
            if field.encode_name in guise
            else _value(field.type, text)
            for field in fields
            if field.required or is_full
        }


def _value(type_: shape.Type, text: str) -> Any:
    match type_:
        case shape.UnionType(types=types):
            return _value(_most_telling(types), text)
        case shape.LiteralType(values=values):
            return values[0]
        case shape.BoolType():
            return True
        case shape.IntType(ge=low) | shape.FloatType(ge=low):
            return low if low is not None else 1
        case shape.ListType(item_type=item) | shape.VarTupleType(item_type=item):
            return [_value(item, text)]
        case shape.StructType(fields=fields):
            return {one.encode_name: _value(one.type, text) for one in fields}
        case shape.DictType():
            return {place: [text, "all"] for place in PLACES} | {"platform": "state"}
        case _:
            return text


def _most_telling(types: Sequence[shape.Type]) -> shape.Type:
    """Prefer what can hold an id."""
    tellers = (shape.VarTupleType, shape.ListType, shape.StrType, shape.DictType, shape.StructType)
    for teller in tellers:
        for one in types:
            if isinstance(one, teller):
                return one
    return next(one for one in types if not isinstance(one, shape.NoneType))
