"""Role numbers and names of list models, from a tuple of names."""

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, Qt

FIRST_ROLE = int(Qt.ItemDataRole.UserRole) + 1


def role_number(names: Sequence[str], name: str) -> int:
    """Return the number of a role."""
    return FIRST_ROLE + names.index(name)


def role_names(names: Sequence[str]) -> dict[int, QByteArray]:
    """Return what ``roleNames`` of a model has to return."""
    return {FIRST_ROLE + place: QByteArray(name.encode()) for place, name in enumerate(names)}


def role_name(names: Sequence[str], role: int) -> str | None:
    """Return the name of a role number, ``None`` for one of Qt's own."""
    place = role - FIRST_ROLE
    return names[place] if 0 <= place < len(names) else None
