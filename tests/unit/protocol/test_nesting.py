import json

from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.protocol.nesting import is_deeper

BRACKETS_AND_ESCAPES = st.text(alphabet='[]{}"\\,:a ')
VALUES = st.recursive(
    BRACKETS_AND_ESCAPES | st.none(),
    lambda inner: st.lists(inner) | st.dictionaries(BRACKETS_AND_ESCAPES, inner),
    max_leaves=30,
)


def depth_of(value: object) -> int:
    if isinstance(value, dict):
        return 1 + max(map(depth_of, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(depth_of, value), default=0)
    return 0


@given(VALUES)
def test_depth_is_that_of_the_value_whatever_stands_in_strings(value: object) -> None:
    raw, depth = json.dumps(value).encode(), depth_of(value)
    assert depth == 0 or is_deeper(raw, depth - 1)
    assert not is_deeper(raw, depth)


def test_closing_brackets_in_strings_hide_no_depth() -> None:
    raw = b'["]",' * 50 + b"0" + b"]" * 50
    assert is_deeper(raw, 49)
    assert not is_deeper(raw, 50)


def test_what_is_no_json_gets_an_answer() -> None:
    for raw in (b"", b'"', b"]" * 99, b'{"' * 99, b"\\" * 99 + b"[" * 99):
        is_deeper(raw, 10)
