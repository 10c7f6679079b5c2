import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.errors import InvalidFormat, UnknownCommand
from embedded_hub.protocol.base import Command
from embedded_hub.protocol.codec import (
    MAX_BATCH,
    MAX_DEPTH,
    Auth,
    Pair,
    Rejected,
    Unparsable,
    decode_commands,
    decode_first,
    encode_event,
)
from embedded_hub.protocol.commands.connection import Ping
from embedded_hub.protocol.commands.states import SubscribeEntities


def one(raw: bytes) -> Command | Rejected:
    [decoded] = decode_commands(raw)
    return decoded


def test_a_command_is_decoded_to_its_type() -> None:
    assert one(b'{"type":"ping","id":7}') == Ping(id=7)


def test_unknown_fields_are_passed_over() -> None:
    assert one(b'{"type":"ping","id":7,"later":1}') == Ping(id=7)


def test_an_array_holds_several_commands_and_one_bad_one_does_not_sink_the_rest() -> None:
    first, second, third = decode_commands(b'[{"id":1,"type":"ping"},5,{"id":3,"type":"ping"}]')
    assert (first, third) == (Ping(id=1), Ping(id=3))
    assert isinstance(second, Rejected)


@pytest.mark.parametrize(
    ("raw", "message_id", "error"),
    [
        (b'{"id":4,"type":"no/such"}', 4, UnknownCommand),
        (b'{"id":4,"type":"call_service"}', 4, InvalidFormat),
        (b'{"id":4}', 4, InvalidFormat),
        (b'{"type":"ping"}', None, InvalidFormat),
        (b'{"id":"4","type":"ping"}', None, InvalidFormat),
        (b'{"id":0,"type":"ping"}', None, InvalidFormat),
        (b'{"id":9007199254740993,"type":"ping"}', None, InvalidFormat),
        (b"7", None, InvalidFormat),
        (b'"text"', None, InvalidFormat),
        (b"null", None, InvalidFormat),
    ],
)
def test_a_bad_command_costs_only_its_own_answer(
    raw: bytes, message_id: int | None, error: type[Exception]
) -> None:
    rejected = one(raw)
    assert isinstance(rejected, Rejected)
    assert rejected.id == message_id
    assert isinstance(rejected.error, error)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b'{"id":1,"type":"ping"} x',
        b'{"id":NaN,"type":"ping"}',
        b'{"id":1,"type":"p\xff"}',
        b'{"id":1,"type":"ping","x":"\\ud800"}',
        b"[" * 100_000,
        b'{"id":1,"type":"ping","x":' + b"[" * MAX_DEPTH + b"]" * MAX_DEPTH + b"}",
    ],
)
def test_what_is_no_json_costs_the_connection(raw: bytes) -> None:
    with pytest.raises(Unparsable) as caught:
        decode_commands(raw)
    assert caught.value.close_code in {1007, 1008}


def test_brackets_in_text_are_not_depth() -> None:
    text = json.dumps("[{" * 200 + '\\"').encode()
    assert one(b'{"id":1,"type":"ping","x":%b}' % text) == Ping(id=1)


def test_too_many_commands_at_once_are_refused_together() -> None:
    raw = b"[" + b",".join([b"{}"] * (MAX_BATCH + 1)) + b"]"
    assert isinstance(one(raw), Rejected)


@given(st.binary(max_size=200))
def test_any_bytes_end_in_a_value_or_in_unparsable(raw: bytes) -> None:
    try:
        decoded = decode_commands(raw)
    except Unparsable:
        return
    assert all(isinstance(one, Command | Rejected) for one in decoded)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_any_json_under_a_command_is_answered(value: object) -> None:
    raw = json.dumps({"id": 1, "type": "subscribe_entities", "entity_ids": value}).encode()
    try:
        decoded = one(raw)
    except Unparsable:
        return
    assert isinstance(decoded, SubscribeEntities | Rejected)


def test_the_first_message_is_a_token_or_a_pairing_code() -> None:
    assert decode_first(b'{"type":"auth","access_token":"x"}') == Auth(access_token="x")
    assert decode_first(b'{"type":"pair","code":"1","name":"n"}') == Pair(code="1", name="n")
    with pytest.raises(InvalidFormat):
        decode_first(b'{"type":"ping","id":1}')
    with pytest.raises(Unparsable):
        decode_first(b"nonsense")


def test_an_encoded_event_is_spliced_under_an_id() -> None:
    assert json.loads(encode_event(5, b'{"a":{}}')) == {
        "id": 5,
        "type": "event",
        "event": {"a": {}},
    }
