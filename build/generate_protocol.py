"""Writes docs/PROTOCOL.md from the message types, so that the two cannot disagree.

Usage: ``python build/generate_protocol.py`` writes it, ``--check`` exits 1 when it is stale.
"""

import ast
import inspect
import itertools
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import msgspec
from msgspec import inspect as shape

from embedded_hub.errors import ERRORS_BY_CODE
from embedded_hub.gateways.native import mapping
from embedded_hub.protocol import (
    codec,
    gateway_messages,
    gateway_voice,
    message_events,
    notice_events,
    voice_answers,
    voice_events,
    voice_frame,
)
from embedded_hub.protocol.base import Command
from embedded_hub.protocol.close_codes import CloseCode
from embedded_hub.protocol.commands import (
    actions,
    authority,
    config,
    connection,
    devices,
    frontend,
    gateways,
    history,
    home,
    location,
    messages,
    notices,
    pairing,
    people,
    push,
    registries,
    states,
    voice,
    zones,
)

TARGET = Path(__file__).parents[1] / "docs" / "PROTOCOL.md"
FAMILIES = (
    connection,
    states,
    actions,
    config,
    registries,
    devices,
    history,
    notices,
    frontend,
    home,
    gateways,
    pairing,
    authority,
    voice,
    messages,
    people,
    push,
    location,
    zones,
)

INTRODUCTION = """\
# The wire

Generated from `embedded_hub/protocol` by `build/generate_protocol.py`; do not edit.

One listener, one port (8755). `GET` serves a page, `/livez`, `/readyz` and `/metrics`; everything
else is a WebSocket.

| path | who | protocol |
|---|---|---|
| `/api/websocket` | people and programs | the client API: JSON text, Home Assistant's shapes and our families |
| `/api/gateway/<id>` | gateways that dial us | sub-protocol `homewire.gw.v1`, `Authorization: Bearer <token>` |

## Client API

The server begins with `{"type": "auth_required", "ha_version": "…"}`. The client answers with one
of the two first messages below, within ten seconds and 4 KiB, and gets `auth_ok`, or
`auth_invalid` and a close with 1000. After that every message of the client carries an `id` that
grows, and every command gets exactly one
`{"id", "type": "result", "success": true, "result"}` or
`{"id", "type": "result", "success": false, "error": {"code", "message"}}`. A subscription then
sends `{"id", "type": "event", "event"}` under its own id. Unknown fields are passed over; an
unknown `type` is answered with `unknown_command`. A frame may hold an array of up to 1000
commands; arrays are sent only to a client that asked with `supported_features`. Nobody who did
not ask gets a binary frame. JSON is strict: no `NaN`, at most 64 levels deep, ids from 1 to 2^53-1.

States come in the compressed form: `{"a": {id: entry}, "c": {id: change}, "r": [id]}`. An entry has
`s` state, `a` attributes, `c` context, `lc` last changed and, where it differs, `lu` last updated
(seconds UTC). A change has under `+` what is new and under `-` `{"a": [names]}` what went. An entity
that comes again under `a` replaces what was known: a reader that fell behind is brought up to date
that way. An unavailable entity carries `last_state` and `last_seen_at`.

`call_service` ends in exactly one of four ways. *Done* is a success. The other three are errors
with our code in `translation_key`: *failed* (`action_failed` and the refusals before it),
`not_connected` (nothing was sent) and `unknown_outcome` (sent, never confirmed).
"""


def structs_of(module: ModuleType) -> Iterator[type[msgspec.Struct]]:
    """Yield the tagged message types a module defines, in the order they are written."""
    for _, member in inspect.getmembers(module, inspect.isclass):
        if member.__module__ == module.__name__ and issubclass(member, msgspec.Struct):
            yield member


def structs_in_order(module: ModuleType) -> list[type[msgspec.Struct]]:
    """Return a module's types as a reader of the file meets them."""
    return sorted(structs_of(module), key=lambda one: inspect.getsourcelines(one)[1])


def in_source_order(module: ModuleType) -> list[type[msgspec.Struct]]:
    """Return a module's tagged message types as a reader of the file meets them."""
    return [one for one in structs_in_order(module) if one.__struct_config__.tag is not None]


def summary(thing: object) -> str:
    """Return a docstring's first paragraph on one line, in Markdown."""
    text = inspect.getdoc(thing) or ""
    return " ".join(text.split("\n\n")[0].split()).replace("``", "`")


def kind(type_: shape.Type) -> str:
    """Say in JSON words what a field may hold."""
    match type_:
        case shape.UnionType(types=types):
            return " or ".join(dict.fromkeys(kind(one) for one in types))
        case shape.LiteralType(values=values):
            return " ".join(f'`"{value}"`' for value in values)
        case shape.IntType(ge=low, le=high):
            return _ranged("integer", low, high)
        case shape.FloatType(ge=low, le=high):
            return _ranged("number", low, high)
        case shape.ListType(item_type=item) | shape.VarTupleType(item_type=item):
            return f"list of {kind(item)}"
        case shape.TupleType(item_types=items):
            return "[" + ", ".join(kind(item) for item in items) + "]"
        case shape.StructType(fields=fields):
            return "{" + ", ".join(f"`{field.encode_name}`" for field in fields) + "}"
        case shape.DictType(value_type=value):
            return f"object of {kind(value)}"
        case _:
            return _PLAIN.get(type(type_), "any JSON")


_PLAIN: dict[type, str] = {
    shape.StrType: "text",
    shape.BoolType: "boolean",
    shape.NoneType: "null",
    shape.RawType: "any JSON",
    shape.AnyType: "any JSON",
}


def _ranged(word: str, low: float | None, high: float | None) -> str:
    if low is None and high is None:
        return word
    return f"{word} {'' if low is None else low}…{'' if high is None else high}"


def answer_lines(struct: type[msgspec.Struct]) -> Iterator[str]:
    """Yield one answer's paragraph: purpose, fields."""
    yield f"- *{struct.__name__}* {summary(struct)}"
    yield from field_lines(struct)


def message_lines(struct: type[msgspec.Struct]) -> Iterator[str]:
    """Yield one message's paragraph: name, purpose, fields."""
    yield f"- **`{struct.__struct_config__.tag}`** {summary(struct)}"
    yield from field_lines(struct)


def field_lines(struct: type[msgspec.Struct]) -> Iterator[str]:
    """Yield one line for each field."""
    info = shape.type_info(struct)
    assert isinstance(info, shape.StructType)  # noqa: S101 - a struct's info is a StructType
    notes = field_notes(struct)
    for field in info.fields:
        if field.encode_name != "id" or not issubclass(struct, Command):
            mark = "" if field.required else "?"
            note = f". {notes[field.name]}" if field.name in notes else ""
            yield f"  - `{field.encode_name}`{mark}: {kind(field.type)}{note}"


def field_notes(struct: type[msgspec.Struct]) -> dict[str, str]:
    """Return what stands as a text under each field in the source, where something does."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(struct)))
    body = tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else []
    notes: dict[str, str] = {}
    for field, text in itertools.pairwise(body):
        if not isinstance(field, ast.AnnAssign) or not isinstance(field.target, ast.Name):
            continue
        if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant):
            notes[field.target.id] = " ".join(str(text.value.value).split()).replace("``", "`")
    return notes


def gateway_lines() -> Iterator[str]:
    """Yield what a maker of gateways needs: messages, devices, kinds, voice."""
    yield from ("", "## Gateways: `homewire.gw.v1`", "", inspect.getdoc(gateway_messages) or "", "")
    for struct in in_source_order(gateway_messages):
        yield from message_lines(struct)
    yield from ("", "### Gateways: devices", "")
    for part in (gateway_messages.DeviceSpec, gateway_messages.EntitySpec, gateway_messages.Cap):
        yield from answer_lines(part)
    yield from ("", "### Gateways: kinds and caps", "", "```text")
    yield from (*(inspect.getdoc(mapping) or "").splitlines(), "```")
    yield from ("", "### Gateways: talking and listening", "")
    yield from (inspect.getdoc(gateway_voice) or "", "")
    for struct in in_source_order(gateway_voice):
        yield from message_lines(struct)


def document() -> str:
    """Return the whole text."""
    lines = [INTRODUCTION, "### First messages", ""]
    for first in (codec.Auth, codec.Pair):
        lines += message_lines(first)
    for family in FAMILIES:
        lines += ["", f"### {summary(family)}", ""]
        for struct in in_source_order(family):
            lines += message_lines(struct)
    lines += ["", "### Voice: events", "", inspect.getdoc(voice_events) or "", ""]
    for event in in_source_order(voice_events):
        lines += message_lines(event)
    lines += ["", "### Voice: answers", ""]
    for answer in structs_in_order(voice_answers):
        lines += answer_lines(answer)
    lines += ["", "### Voice: binary frames", "", inspect.getdoc(voice_frame) or ""]
    lines += ["", "### Messages: events and answers", "", inspect.getdoc(message_events) or "", ""]
    for event in structs_in_order(message_events):
        tag = event.__struct_config__.tag
        lines += message_lines(event) if tag is not None else answer_lines(event)
    lines += ["", "### Notices: events and answers", "", inspect.getdoc(notice_events) or "", ""]
    for event in structs_in_order(notice_events):
        tag = event.__struct_config__.tag
        lines += message_lines(event) if tag is not None else answer_lines(event)
    lines += ["", "## Error codes", "", "| code | meaning |", "|---|---|"]
    lines += [f"| `{code}` | {summary(error)} |" for code, error in sorted(ERRORS_BY_CODE.items())]
    lines += ["", "## Close codes", "", "| code | name |", "|---|---|"]
    lines += [f"| {code.value} | {code.name.lower().replace('_', ' ')} |" for code in CloseCode]
    lines += gateway_lines()
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the document, or say whether it is stale."""
    text = document()
    if "--check" in sys.argv[1:]:
        is_fresh = TARGET.is_file() and TARGET.read_text("utf-8") == text
        print("fresh" if is_fresh else "stale: run python build/generate_protocol.py")
        return 0 if is_fresh else 1
    TARGET.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
