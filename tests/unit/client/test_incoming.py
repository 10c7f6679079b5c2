import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.client.incoming import decode, error_of
from embedded_hub.errors import (
    EntityNotFound,
    GatewayAuthRequired,
    NotConnected,
    RemoteProtocolError,
    RequestError,
    ServiceNotFound,
    UnknownCommand,
)


def failure(code: str, key: str | None = None, **placeholders: object) -> str:
    error = {
        "code": code,
        "message": "m",
        "translation_key": key,
        "translation_placeholders": placeholders or None,
    }
    return json.dumps({"id": 1, "type": "result", "success": False, "error": error})


def test_one_frame_may_hold_an_array_of_messages_in_order() -> None:
    messages = decode('[{"id":2,"type":"event","event":{"a":{}}},{"id":3,"type":"pong"}]')
    assert [(m.id, m.type) for m in messages] == [(2, "event"), (3, "pong")]


@pytest.mark.parametrize(
    ("frame", "kind"),
    [
        (failure("unknown_command"), UnknownCommand),
        (failure("home_assistant_error", "not_connected"), NotConnected),
        (failure("service_validation_error", "entity_not_found"), EntityNotFound),
        (failure("not_found", "service_not_found"), ServiceNotFound),
        (failure("gateway_auth_required"), GatewayAuthRequired),
        (failure("home_assistant_error", "never_heard_of"), RequestError),
    ],
)
def test_an_error_is_the_class_of_its_most_precise_known_code(
    frame: str, kind: type[Exception]
) -> None:
    assert isinstance(error_of(decode(frame)[0]), kind)


def test_a_code_nobody_knows_is_kept_in_the_details() -> None:
    error = error_of(decode(failure("template_error", line=3))[0])
    assert type(error) is RequestError
    assert error.details == {"code": "template_error", "line": "3"}


def test_a_peer_cannot_make_us_raise_an_error_about_our_own_configuration() -> None:
    assert type(error_of(decode(failure("config_error"))[0])) is RequestError


@given(st.text().filter(lambda text: "[" not in text))
def test_what_is_not_a_message_is_a_short_remote_protocol_error(frame: str) -> None:
    with pytest.raises(RemoteProtocolError) as caught:
        decode(frame)
    assert len(caught.value.message) < 2000


def test_brackets_without_end_do_not_break_the_decoder() -> None:
    with pytest.raises(RemoteProtocolError):
        decode('{"type":"event","event":' + "[" * 100_000)
