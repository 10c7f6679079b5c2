"""Answers what numbers were on average."""

from collections.abc import Sequence

from embedded_hub.core.ports import StatisticsRow
from embedded_hub.model.registry import Entity
from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.protocol.commands.history import (
    ListStatisticIds,
    RecorderInfo,
    StatisticsDuringPeriod,
)
from embedded_hub.server.caller import Caller
from embedded_hub.server.commands.table import CommandTable
from embedded_hub.server.spans import read_span

_PERIODS_S = {
    "5minute": 300.0,
    "hour": 3600.0,
    "day": 86_400.0,
    "week": 7 * 86_400.0,
    "month": 30 * 86_400.0,
}
_TYPES = ("mean", "min", "max", "last")


def register(table: CommandTable) -> None:
    """Add this family to the table."""
    table.slow(StatisticsDuringPeriod, read_statistics)
    table.quick(ListStatisticIds, list_statistics)
    table.quick(RecorderInfo, recorder_info)


async def read_statistics(caller: Caller, command: StatisticsDuringPeriod) -> JsonObject:
    """Read mean, minimum and maximum by period; times are milliseconds here."""
    start_at, end_at = read_span(caller, command.start_time, command.end_time)
    wanted = command.types if command.types is not None else _TYPES
    async with caller.heavy:
        rows = await caller.home.history.statistics(
            caller.sight.chosen(command.statistic_ids),
            start_at,
            end_at,
            _PERIODS_S[command.period],
        )
    return {one: [_told(row, wanted) for row in past] for one, past in rows.items() if past}


def list_statistics(caller: Caller, _: ListStatisticIds) -> list[JsonObject]:
    """List the entities that have statistics."""
    return [_listed(one) for one in caller.sight.entities() if "state_class" in one.attributes]


def recorder_info(_caller: Caller, _: RecorderInfo) -> JsonObject:
    """Tell that history is being kept."""
    return {
        "backlog": 0,
        "max_backlog": 65_000,
        "migration_in_progress": False,
        "migration_is_live": False,
        "recording": True,
        "thread_running": True,
    }


def _told(row: StatisticsRow, wanted: Sequence[str]) -> JsonObject:
    entry: dict[str, JsonValue] = {
        "start": round(row.start_at * 1000),
        "end": round(row.end_at * 1000),
    }
    values = {"mean": row.mean, "min": row.min, "max": row.max, "last": row.last}
    return entry | {name: value for name, value in values.items() if name in wanted}


def _listed(entity: Entity) -> JsonObject:
    unit = entity.attributes.get("unit_of_measurement")
    return {
        "statistic_id": entity.entity_id,
        "display_unit_of_measurement": unit,
        "statistics_unit_of_measurement": unit,
        "has_mean": True,
        "has_sum": False,
        "name": None,
        "source": "recorder",
        "unit_class": None,
    }
