import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.storage.history_schema import cell_number, number_cell

NUMBER_LIKE = st.one_of(
    st.integers().map(str),
    st.floats().map(str),
    st.decimals(allow_nan=False, allow_infinity=False).map(str),
    st.from_regex(r"[+-]?[0-9._]{1,12}(e[+-]?[0-9]{1,3})?", fullmatch=True),
    st.text(max_size=12),
)


@given(NUMBER_LIKE)
def test_every_number_comes_back_as_the_text_it_was(value: str) -> None:
    cell = number_cell(value)
    if cell is None:
        return
    with closing(sqlite3.connect(":memory:")) as database:
        stored = database.execute("SELECT ?", (cell,)).fetchone()[0]
    assert str(stored) == value


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("21", 21),
        ("-3", -3),
        ("21.5", 21.5),
        ("20.50", "20.50"),
        ("007", "007"),
        ("+5", "+5"),
        ("9223372036854775808", "9223372036854775808"),
        ("1e400", "1e400"),
    ],
)
def test_number_is_stored_as_one_where_that_is_exact(value: str, cell: object) -> None:
    stored = number_cell(value)
    assert (stored, type(stored)) == (cell, type(cell))


@pytest.mark.parametrize("value", ["on", "", "nan", "inf", "1_000", "0x10", " 5", "1,5", "٣"])
def test_other_text_is_no_number(value: str) -> None:
    assert number_cell(value) is None


@pytest.mark.parametrize("cell", ["1e400", "1e301", "torn", b"\0", None])
def test_cell_that_gives_no_finite_number_is_a_gap(cell: object) -> None:
    assert cell_number(cell) is None
