"""What every change of the registry is checked for before it is made."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from msgspec import UNSET

from embedded_hub.core.registry import AnyShelf
from embedded_hub.errors import InvalidInfo, NotFound
from embedded_hub.model.ids import LabelId
from embedded_hub.model.registry import Area, Device, Entity, Floor, Label
from embedded_hub.model.values import JsonValue
from embedded_hub.protocol.base import Command
from embedded_hub.server.caller import Caller

_E = TypeVar("_E", Area, Floor, Label, Device, Entity)
Named = Area | Floor | Label


def given(command: Command, names: Iterable[str]) -> dict[str, JsonValue]:
    """Return the fields a command carries; what is left out stays as it is."""
    fields = {name: getattr(command, name) for name in names}
    if isinstance(name := fields.get("name"), str):
        fields["name"] = name.strip()
    return {name: value for name, value in fields.items() if value is not UNSET}


def check_changes(
    caller: Caller,
    changes: Mapping[str, JsonValue],
    others: Iterable[Named],
    changed: Named | None,
) -> None:
    """Pass when every name is free and every reference leads somewhere.

    Args:
        caller: Who changes it.
        changes: The new values.
        others: Entries whose names must not be taken.
        changed: The entry that may keep its own name; ``None`` when its name need not be unique.

    Raises:
        InvalidInfo: a name is in use, or an area, floor or label is not there.
    """
    registry = caller.home.registry
    name = changes.get("name")
    if isinstance(name, str) and changed is not None:
        require_free_name(name, others, changed)
    if isinstance(area_id := changes.get("area_id"), str):
        require(registry.areas, area_id)
    if isinstance(floor_id := changes.get("floor_id"), str):
        require(registry.floors, floor_id)
    if isinstance(labels := changes.get("labels"), tuple):
        known_labels(caller, labels)


def require_free_name(name: str, others: Iterable[Named], changed: Named | None) -> None:
    """Pass when nothing else of the kind has the name; capitals do not matter.

    Raises:
        InvalidInfo: the name is empty or in use.
    """
    wanted = name.strip().casefold()
    if not wanted:
        raise InvalidInfo("a name must not be empty")
    for other in others:
        if other.name.casefold() == wanted and (changed is None or other != changed):
            raise InvalidInfo(
                f"The name {name.strip()} is already in use", details={"name": name.strip()}
            )


def require(shelf: AnyShelf, key: str | None) -> None:
    """Pass when an entry of that id is there, or none is asked for.

    Raises:
        InvalidInfo: it is not there.
    """
    if key is not None and key not in shelf:
        raise InvalidInfo(f"there is nothing called {key}", details={"id": key})


def known_labels(caller: Caller, labels: Iterable[str]) -> tuple[LabelId, ...]:
    """Return labels that are all there.

    Raises:
        InvalidInfo: one of them is not.
    """
    for label in labels:
        require(caller.home.registry.labels, label)
    return tuple(LabelId(label) for label in labels)


def known(entry: _E | None, message: str) -> _E:
    """Return an entry that must be there.

    Raises:
        NotFound: it is not.
    """
    if entry is None:
        raise NotFound(message)
    return entry
