"""Writes ``resources/web/protocol.d.ts``: what commands may carry, for the web client's checker.

A field the hub does not know, or of another kind, is then a complaint before the page ever runs.
Usage: ``python build/generate_web_types.py`` writes it, ``--check`` exits 1 when it is stale.
"""

import argparse
import inspect
import sys
from pathlib import Path

from msgspec import inspect as shape

from embedded_hub.protocol.base import Command
from embedded_hub.protocol.commands import COMMANDS

TARGET = Path(__file__).resolve().parents[1] / "resources" / "web" / "protocol.d.ts"
HEAD = """\
// Generated from embedded_hub/protocol by build/generate_web_types.py; do not edit.

/** The fields of every command, by its type on the wire. */
export interface Commands {
"""
_PLAIN: dict[type, str] = {
    shape.StrType: "string",
    shape.BoolType: "boolean",
    shape.IntType: "number",
    shape.FloatType: "number",
    shape.NoneType: "null",
}


def document() -> str:
    """Return the whole text."""
    return HEAD + "".join(command_text(command) for command in COMMANDS) + "}\n"


def command_text(command: type[Command]) -> str:
    """Return one command with its purpose and fields."""
    info = shape.type_info(command)
    if not isinstance(info, shape.StructType):
        raise TypeError(f"{command.__name__} is no struct")
    purpose = " ".join((inspect.getdoc(command) or "").split("\n\n")[0].split())
    fields = [field for field in info.fields if field.encode_name != "id"]
    named = " ".join(field_text(field) for field in fields)
    body = f"{{ {named} }}" if fields else "{}"
    return f'  /** {purpose} */\n  "{command.__struct_config__.tag}": {body};\n'


def field_text(field: shape.Field) -> str:
    """Return one field; what has a default may be left out."""
    return f"{field.encode_name}{'' if field.required else '?'}: {kind(field.type)};"


def kind(type_: shape.Type) -> str:
    """Say in TypeScript what a field may hold."""
    match type_:
        case shape.UnionType(types=types):
            return " | ".join(dict.fromkeys(kind(one) for one in types))
        case shape.LiteralType(values=values):
            return " | ".join(f'"{value}"' for value in values)
        case shape.EnumType(cls=cls):
            return " | ".join(f'"{one.value}"' for one in cls)
        case shape.ListType(item_type=item) | shape.VarTupleType(item_type=item):
            return f"readonly ({kind(item)})[]"
        case shape.TupleType(item_types=items):
            return f"[{', '.join(kind(item) for item in items)}]"
        case shape.StructType(fields=fields):
            return f"{{ {' '.join(field_text(field) for field in fields)} }}"
        case shape.DictType(value_type=value):
            return f"Record<string, {kind(value)}>"
        case _:
            return _PLAIN.get(type(type_), "unknown")


def main() -> int:
    """Write the file, or with ``--check`` say whether it is stale."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when stale")
    text = document()
    if parser.parse_args().check:
        is_fresh = TARGET.is_file() and TARGET.read_text(encoding="utf-8") == text
        return 0 if is_fresh else 1
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
