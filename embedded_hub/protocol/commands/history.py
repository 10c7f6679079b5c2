"""Commands that read what states were. Times are ISO text; a missing end is now."""

from typing import Annotated, Literal

import msgspec

from embedded_hub.protocol.base import Command, Text

EntityIds = Annotated[tuple[Text, ...], msgspec.Meta(max_length=1000)]


class HistoryDuringPeriod(Command, frozen=True, tag="history/history_during_period"):
    """Read the states of some entities over a time."""

    start_time: Text
    end_time: Text | None = None
    entity_ids: EntityIds = ()
    include_start_time_state: bool = True
    significant_changes_only: bool = True
    minimal_response: bool = False
    no_attributes: bool = False


class HistoryStream(Command, frozen=True, tag="history/stream"):
    """Read the states over a time, then follow what comes."""

    start_time: Text
    end_time: Text | None = None
    entity_ids: EntityIds = ()
    include_start_time_state: bool = True
    significant_changes_only: bool = True
    minimal_response: bool = False
    no_attributes: bool = False


class LogbookEvents(Command, frozen=True, tag="logbook/get_events"):
    """Read what changed and who did it."""

    start_time: Text
    end_time: Text | None = None
    entity_ids: EntityIds | None = None
    device_ids: EntityIds | None = None
    context_id: Text | None = None


class LogbookStream(Command, frozen=True, tag="logbook/event_stream"):
    """Read what changed and who did it, then follow what comes."""

    start_time: Text
    end_time: Text | None = None
    entity_ids: EntityIds | None = None
    device_ids: EntityIds | None = None


class StatisticsDuringPeriod(Command, frozen=True, tag="recorder/statistics_during_period"):
    """Read mean, minimum and maximum by period."""

    start_time: Text
    statistic_ids: EntityIds
    period: Literal["5minute", "hour", "day", "week", "month"]
    end_time: Text | None = None
    types: tuple[Text, ...] | None = None


class ListStatisticIds(Command, frozen=True, tag="recorder/list_statistic_ids"):
    """List the entities that have statistics."""

    statistic_type: Text | None = None


class RecorderInfo(Command, frozen=True, tag="recorder/info"):
    """Read whether history is being kept."""


COMMANDS = (
    HistoryDuringPeriod,
    HistoryStream,
    LogbookEvents,
    LogbookStream,
    StatisticsDuringPeriod,
    ListStatisticIds,
    RecorderInfo,
)
