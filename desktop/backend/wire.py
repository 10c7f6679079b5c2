"""Reads what the hub answers to the desktop's own questions: pure, typed, one function each."""

from collections.abc import Sequence
from typing import TypeVar

import msgspec

from desktop.backend.api import (
    ActivityEntry,
    EntityChanges,
    History,
    HistoryBin,
    HistoryPoint,
    Layout,
)
from desktop.backend.gateways import GatewayType
from embedded_hub.errors import RemoteProtocolError
from embedded_hub.model.ids import EntityId
from embedded_hub.model.values import JsonValue

_Kind = TypeVar("_Kind")
_MS = 1000.0


class _Row(msgspec.Struct, frozen=True):
    s: str = ""
    lu: float = 0.0
    lc: float | None = None


class _Bin(msgspec.Struct, frozen=True):
    start: float
    mean: float | None = None
    min: float | None = None
    max: float | None = None


class _LogRow(msgspec.Struct, frozen=True):
    when: float
    entity_id: EntityId | None = None
    state: str | None = None
    context_user_id: str | None = None


class _User(msgspec.Struct, frozen=True):
    id: str
    name: str = ""
    is_owner: bool = False
    is_admin: bool = False


class _Person(msgspec.Struct, frozen=True):
    name: str = ""
    user_id: str | None = None


class _People(msgspec.Struct, frozen=True):
    storage: list[_Person] = []
    config: list[_Person] = []


class _UserData(msgspec.Struct, frozen=True):
    value: Layout | None = None


def read_points(result: JsonValue, entity_id: EntityId) -> History:
    """Read the answer to ``history/history_during_period``."""
    rows = _read(result, dict[str, list[_Row]]).get(entity_id, [])
    return History(points=tuple(HistoryPoint(at=row.lu, value=row.s) for row in rows))


def read_bins(result: JsonValue, entity_id: EntityId) -> History:
    """Read the answer to ``recorder/statistics_during_period``; its times are milliseconds."""
    rows = _read(result, dict[str, list[_Bin]]).get(entity_id, [])
    return History(
        bins=tuple(
            HistoryBin(
                at=row.start / _MS,
                mean=row.mean,
                low=row.mean if row.min is None else row.min,
                high=row.mean if row.max is None else row.max,
            )
            for row in rows
            if row.mean is not None
        )
    )


def read_activity(result: JsonValue, names: dict[str, str]) -> Sequence[ActivityEntry]:
    """Read the answer to ``logbook/get_events``; rows that are no state are left out."""
    return [
        ActivityEntry(
            at=row.when,
            entity_id=row.entity_id,
            value=row.state,
            user_id=row.context_user_id,
            user_name=names.get(row.context_user_id or ""),
        )
        for row in _read(result, list[_LogRow])
        if row.entity_id is not None and row.state is not None
    ]


def read_layout(result: JsonValue) -> Layout:
    """Read the answer to ``frontend/get_user_data``; none was saved yet is an empty one."""
    return _read(result, _UserData).value or Layout()


def read_user(result: JsonValue) -> tuple[str, str, bool]:
    """Read the answer to ``auth/current_user``: id, name, and whether they administer."""
    user = _read(result, _User)
    return user.id, user.name, user.is_owner or user.is_admin


def read_people(result: JsonValue) -> dict[str, str]:
    """Read the answer to ``person/list``: names by user id."""
    people = _read(result, _People)
    return {one.user_id: one.name for one in (*people.storage, *people.config) if one.user_id}


def read_gateway_types(result: JsonValue) -> Sequence[GatewayType]:
    """Read the answer to ``home/gateways/types``."""
    return _read(result, list[GatewayType])


def layout_value(layout: Layout) -> JsonValue:
    """Write a layout for ``frontend/set_user_data``."""
    value: JsonValue = msgspec.to_builtins(layout)
    return value


def entity_fields(changes: EntityChanges) -> dict[str, JsonValue]:
    """Write changes for ``config/entity_registry/update``."""
    fields: dict[str, JsonValue] = {
        name: value
        for name in ("name", "icon", "area_id")
        if (value := getattr(changes, name)) is not msgspec.UNSET
    }
    if changes.is_hidden is not msgspec.UNSET:
        fields["hidden_by"] = "user" if changes.is_hidden else None
    return fields


def _read(result: JsonValue, kind: type[_Kind]) -> _Kind:
    try:
        return msgspec.convert(result, kind)
    except msgspec.ValidationError as error:
        raise RemoteProtocolError(f"The hub's answer cannot be read: {error}.") from error
