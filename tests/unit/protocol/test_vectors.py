"""The client API's vectors, shared with clients in other languages: one entry per message type."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from embedded_hub.errors import InvalidFormat
from embedded_hub.protocol.codec import Rejected, decode_commands, encode
from embedded_hub.protocol.commands import COMMANDS

FOLDER = Path(__file__).parents[2] / "vectors" / "client"


def entries() -> Iterator[dict[str, Any]]:
    for path in sorted(FOLDER.glob("*.json")):
        yield from json.loads(path.read_text("utf-8"))


def cases(kind: str) -> list[tuple[str, dict[str, Any]]]:
    return [(entry["type"], fields) for entry in entries() for fields in entry[kind]]


def test_every_message_type_has_a_vector_and_every_vector_a_type() -> None:
    known = {command.__struct_config__.tag for command in COMMANDS}
    assert {entry["type"] for entry in entries()} == known


@pytest.mark.parametrize(("type_", "fields"), cases("valid"))
def test_a_valid_message_is_decoded_and_written_back_the_same(
    type_: str, fields: dict[str, Any]
) -> None:
    message = {"id": 5, "type": type_, **fields}
    [command] = decode_commands(json.dumps(message).encode())
    assert not isinstance(command, Rejected), command
    written = msgspec.json.decode(encode(command))
    assert _is_within(message, written)


@pytest.mark.parametrize(("type_", "fields"), cases("invalid"))
def test_an_invalid_message_is_rejected_with_its_id(type_: str, fields: dict[str, Any]) -> None:
    [rejected] = decode_commands(json.dumps({"id": 5, "type": type_, **fields}).encode())
    assert isinstance(rejected, Rejected)
    assert rejected.id == 5
    assert isinstance(rejected.error, InvalidFormat)


def _is_within(part: object, whole: object) -> bool:
    if isinstance(part, dict) and isinstance(whole, dict):
        return all(name in whole and _is_within(part[name], whole[name]) for name in part)
    return part == whole
