import errno
import socket
import ssl

import pytest

from embedded_hub.errors import GatewayUnreachable
from embedded_hub.gateways.plain_reasons import plain_reason


def said_by_a_driver(cause: BaseException) -> GatewayUnreachable:
    failure = GatewayUnreachable(f"{type(cause).__name__}: {cause}")
    failure.__cause__ = cause
    return failure


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        (OSError(errno.ECONNREFUSED, "Connect call failed"), "nothing listens at that address"),
        (OSError("Multiple exceptions: [Errno 111] Connect call failed"), "nothing listens"),
        (OSError(errno.EHOSTUNREACH, "No route to host"), "no way to that address"),
        (socket.gaierror(-2, "Name or service not known"), "no such name is known"),
        (TimeoutError("timed out"), "it does not answer"),
        (ssl.SSLError(1, "wrong version number"), "does not speak TLS"),
    ],
)
def test_what_a_system_numbers_is_told_in_words(cause: BaseException, words: str) -> None:
    assert words in str(plain_reason(said_by_a_driver(cause)))


def test_a_driver_s_own_words_are_left_to_it() -> None:
    failure = GatewayUnreachable("Zigbee2MQTT is shutting down")
    failure.__cause__ = ConnectionRefusedError(errno.ECONNREFUSED, "no")
    assert plain_reason(failure) is None
    assert plain_reason(said_by_a_driver(ValueError("odd"))) is None
