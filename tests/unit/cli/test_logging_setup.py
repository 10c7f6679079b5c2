import io
import json
import logging
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.cli.logging_setup import set_up_logging
from embedded_hub.security.redaction import printable, redact

TOKEN = "hw1.Ab3_-xYz." + "s3cr3t_-" * 5 + "abc"
FOREIGN = "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJhIn0.q_x-Y"
logger = logging.getLogger("embedded_hub.cli.test")
pytestmark = pytest.mark.logs_errors


@pytest.fixture(autouse=True)
def root_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def logged(is_json: bool) -> str:
    stream = io.StringIO()
    set_up_logging(is_json=is_json, stream=stream)
    logger.info("opened with %s by %r", TOKEN, {"token": FOREIGN})
    try:
        int(TOKEN)
    except ValueError:
        logger.exception("failed")
    return stream.getvalue()


@pytest.mark.logs_errors
@pytest.mark.parametrize("is_json", [False, True])
def test_no_token_reaches_a_log_neither_as_argument_nor_in_a_traceback(is_json: bool) -> None:
    text = logged(is_json)
    assert "hw1." not in text
    assert "s3cr3t" not in text
    assert "eyJ" not in text
    assert "[token Ab3_-xYz]" in text
    assert "ValueError" in text


def test_json_lines_are_one_object_each() -> None:
    lines = [json.loads(line) for line in logged(is_json=True).splitlines()]
    assert [(line["level"], line["logger"]) for line in lines] == [
        ("info", "embedded_hub.cli.test"),
        ("error", "embedded_hub.cli.test"),
    ]
    assert "trace" in lines[1]


def test_a_foreign_payload_begins_no_new_line_and_commands_no_terminal() -> None:
    stream = io.StringIO()
    set_up_logging(stream=stream)
    logger.warning("it said %s", "a\nERROR forged\x1b[2J\r")
    assert stream.getvalue().count("\n") == 1
    assert "\\x0aERROR forged\\x1b[2J\\x0d" in stream.getvalue()


def test_a_lone_surrogate_does_not_break_a_json_line() -> None:
    stream = io.StringIO()
    set_up_logging(is_json=True, stream=stream)
    logger.warning("it said %s", "\ud800")
    assert json.loads(stream.getvalue())["message"] == "it said \ud800"


@given(st.from_regex(r"hw1\.[A-Za-z0-9_-]{8}\.[A-Za-z0-9_-]{43}", fullmatch=True), st.text())
def test_no_secret_half_survives_redaction_whatever_stands_around_it(
    token: str, around: str
) -> None:
    assert token.split(".")[2] not in redact(f"{around} {token}.{around}")


@given(st.text())
def test_printable_text_is_one_line(text: str) -> None:
    assert not set(printable(text)) & set("\n\r\x1b\x07\x85\x9b")
