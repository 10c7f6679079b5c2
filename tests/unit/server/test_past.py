import msgspec
import pytest

from embedded_hub.core.ports import HistoryRow
from embedded_hub.server.past import RowOptions, encode_past, told

ROWS = [
    HistoryRow(value="off", attributes={"x": 1}, changed_at=1.0, updated_at=1.0),
    HistoryRow(value="on", attributes={"x": 2}, changed_at=2.0, updated_at=2.0),
    HistoryRow(value="on", attributes={"x": 3}, changed_at=2.0, updated_at=3.0),
    HistoryRow(value="off", attributes={"x": 4}, changed_at=4.0, updated_at=4.0),
]


def test_a_row_says_when_it_changed_only_where_that_differs() -> None:
    rows = told("light.x", ROWS, RowOptions(is_significant_only=False))
    assert rows[2] == {"s": "on", "a": {"x": 3}, "lc": 2.0, "lu": 3.0}
    assert "lc" not in rows[1]


def test_rows_that_repeat_the_state_are_left_out() -> None:
    assert [row["lu"] for row in told("light.x", ROWS, RowOptions())] == [1.0, 2.0, 4.0]


@pytest.mark.parametrize("entity_id", ["climate.x", "person.x", "device_tracker.van"])
def test_attributes_that_tell_something_keep_their_rows(entity_id: str) -> None:
    assert len(told(entity_id, ROWS, RowOptions())) == len(ROWS)


def test_minimal_rows_have_attributes_at_the_ends_only() -> None:
    rows = told("light.x", ROWS, RowOptions(is_minimal=True))
    assert ["a" in row for row in rows] == [True, False, True]


def test_rows_without_attributes_have_none() -> None:
    rows = told("light.x", ROWS, RowOptions(has_attributes=False))
    assert not any("a" in row for row in rows)


def test_entities_without_a_past_are_left_out() -> None:
    encoded = encode_past({"light.x": ROWS, "light.y": []}, RowOptions())
    assert list(msgspec.json.decode(encoded)) == ["light.x"]
