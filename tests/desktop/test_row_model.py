"""The list model that tells QML single rows and roles."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.viewmodels.row_model import RowModel

ROLES = ("id", "name")
Keys = st.lists(st.sampled_from("abcdef"), unique=True)


def rows(keys: list[str], name: str = "") -> list[dict[str, object]]:
    return [{"id": key, "name": name or key} for key in keys]


@given(before=Keys, after=Keys)
def test_rows_end_as_they_are_wanted_and_none_that_stays_is_made_anew(
    before: list[str], after: list[str]
) -> None:
    model = RowModel(ROLES)
    model.show(rows(before))
    told: list[str] = []
    model.rowsInserted.connect(lambda *_: told.append("new"))
    model.rowsRemoved.connect(lambda *_: told.append("gone"))
    model.modelReset.connect(lambda: told.append("reset"))
    model.show(rows(after))
    assert [row["id"] for row in model.rows] == after
    assert told.count("new") == len(set(after) - set(before))
    assert told.count("gone") == len(set(before) - set(after))
    assert "reset" not in told


def test_only_what_differs_is_told() -> None:
    model = RowModel(ROLES)
    model.show(rows(["a", "b"]))
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, _, roles: told.append((first.row(), len(roles))))
    model.show(rows(["a", "b"]))
    model.update("b", {"name": "other"})
    model.update("nobody", {"name": "other"})
    assert told == [(1, 1)]
    assert model.row("b") == {"id": "b", "name": "other"}
