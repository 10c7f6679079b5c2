"""One order of rows made another, step by step."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.viewmodels.row_steps import Insert, Move, Remove, steps

ORDERS = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(ORDERS, ORDERS)
def test_steps_lead_from_any_order_to_any_other(current: list[str], wanted: list[str]) -> None:
    rows = list(current)
    for step in steps(current, wanted):
        match step:
            case Remove(row):
                del rows[row]
            case Move(row, to):
                assert to < row
                rows.insert(to, rows.pop(row))
            case Insert(row, key):
                assert key not in rows
                rows.insert(row, key)
    assert rows == wanted


@given(ORDERS)
def test_order_that_holds_needs_no_step(order: list[str]) -> None:
    assert list(steps(order, order)) == []


def test_favourite_added_is_one_insert_and_moved_is_one_move() -> None:
    assert list(steps("ab", "abc")) == [Insert(2, "c")]
    assert list(steps("abc", "cab")) == [Move(2, 0)]
