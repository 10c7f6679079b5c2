"""The voice commands' vectors, one entry per command."""

import json
from pathlib import Path
from typing import Any, Union

import msgspec
import pytest

from embedded_hub.protocol.base import Command
from embedded_hub.protocol.commands.voice import COMMANDS

ENTRIES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "vectors" / "voice" / "commands.json").read_text("utf-8")
)
_any: Any = Union[COMMANDS]  # noqa: UP007 - made from a table
decoder: msgspec.json.Decoder[Command] = msgspec.json.Decoder(_any)


def cases(kind: str) -> list[tuple[str, dict[str, Any]]]:
    return [(entry["type"], fields) for entry in ENTRIES for fields in entry[kind]]


def test_every_voice_command_has_a_vector() -> None:
    assert [entry["type"] for entry in ENTRIES] == [
        command.__struct_config__.tag for command in COMMANDS
    ]


@pytest.mark.parametrize(("type_", "fields"), cases("valid"))
def test_a_valid_command_is_decoded_and_written_back_the_same(
    type_: str, fields: dict[str, Any]
) -> None:
    message = {"id": 5, "type": type_, **fields}
    written = msgspec.json.decode(msgspec.json.encode(decoder.decode(json.dumps(message))))
    assert {name: written[name] for name in message} == message


@pytest.mark.parametrize(("type_", "fields"), cases("invalid"))
def test_an_invalid_command_is_refused(type_: str, fields: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        decoder.decode(json.dumps({"id": 5, "type": type_, **fields}))
