"""Answers what states were: once, or followed by what comes."""

import asyncio
import logging
from collections.abc import Mapping, Sequence

import msgspec

from embedded_hub.core.events import StateChanged
from embedded_hub.core.ports import HistoryRow
from embedded_hub.errors import StorageError
from embedded_hub.model.ids import EntityId
from embedded_hub.model.values import JsonObject
from embedded_hub.protocol.commands.history import HistoryDuringPeriod, HistoryStream
from embedded_hub.server.caller import Caller, Stop, Subscribed
from embedded_hub.server.commands.table import CommandTable
from embedded_hub.server.past import RowOptions, encode_past, row_of, told
from embedded_hub.server.spans import read_span, rows_each

_LOG = logging.getLogger(__name__)
_MANY_ROWS = 500
"""Encoding more than this takes over a millisecond and is done in a thread."""


def register(table: CommandTable) -> None:
    """Add this family to the table."""
    table.slow(HistoryDuringPeriod, read_history)
    table.quick(HistoryStream, stream_history)


async def read_history(caller: Caller, command: HistoryDuringPeriod) -> msgspec.Raw:
    """Read the states of a time."""
    start_at, end_at = read_span(caller, command.start_time, command.end_time)
    return msgspec.Raw(await _read(caller, command, start_at, end_at))


def stream_history(caller: Caller, command: HistoryStream) -> Subscribed:
    """Send the states of a time, then what comes until the end, where there is one."""
    start_at, end_at = read_span(caller, command.start_time, command.end_time)
    follows = command.end_time is None or end_at > caller.home.clock.utc_s()
    stream = _Stream(caller, command, start_at, end_at, follows=follows)
    return Subscribed(stream.start, names=len(command.entity_ids))


class _Stream:
    """One ``history/stream``: listens from the start, so that nothing falls between."""

    def __init__(
        self,
        caller: Caller,
        command: HistoryStream,
        start_at: float,
        end_at: float,
        *,
        follows: bool,
    ) -> None:
        self._caller = caller
        self._command = command
        self._start_at = start_at
        self._end_at = end_at
        self._follows = follows
        self._entity_ids = frozenset(command.entity_ids)
        self._missed: list[StateChanged] | None = []
        self._stop_listening: Stop | None = None
        self._reading: asyncio.Task[None] | None = None

    def start(self) -> Stop:
        """Begin to listen and to read."""
        if self._follows:
            self._stop_listening = self._caller.home.bus.subscribe(StateChanged, self._changed)
        self._reading = self._caller.feed.tasks.start(self._send_past())
        return self._stop

    def _stop(self) -> None:
        if self._stop_listening is not None:
            self._stop_listening()
        if self._reading is not None:
            self._reading.cancel()

    async def _send_past(self) -> None:
        try:
            states = await _read(self._caller, self._command, self._start_at, self._end_at)
        except StorageError as error:
            _LOG.warning("history could not be read: %s", error)
            states = b"{}"
        body = b'{"states":%b,"start_time":%b,"end_time":%b}' % (
            states,
            msgspec.json.encode(self._start_at),
            msgspec.json.encode(self._end_at),
        )
        self._caller.send_encoded_event(self._command.id, body)
        missed, self._missed = self._missed or [], None
        for event in missed:
            self._changed(event)

    def _changed(self, event: StateChanged) -> None:
        new = event.new
        if new is None or event.entity_id not in self._entity_ids:
            return
        if self._missed is not None:
            self._missed.append(event)
            return
        is_repeat = event.old is not None and event.old.value == new.value
        if not self._caller.sight.scope.sees(event.entity_id):
            return
        if is_repeat and self._command.significant_changes_only:
            return
        rows: Mapping[str, list[JsonObject]] = {
            event.entity_id: told(event.entity_id, [row_of(new)], _options(self._command))
        }
        self._caller.send_event(self._command.id, {"states": rows})


async def _read(
    caller: Caller,
    command: HistoryDuringPeriod | HistoryStream,
    start_at: float,
    end_at: float,
) -> bytes:
    entity_ids = caller.sight.chosen(command.entity_ids)
    async with caller.heavy:
        rows = await caller.home.history.read(
            entity_ids,
            start_at,
            end_at,
            has_attributes=not command.no_attributes,
            limit=rows_each(len(entity_ids)),
        )
        past = _since(rows, start_at, has_start=command.include_start_time_state)
        if sum(map(len, past.values())) < _MANY_ROWS:
            return encode_past(past, _options(command))
        return await asyncio.to_thread(encode_past, past, _options(command))


def _since(
    rows: Mapping[EntityId, Sequence[HistoryRow]], start_at: float, *, has_start: bool
) -> dict[str, Sequence[HistoryRow]]:
    if has_start:
        return {str(entity_id): past for entity_id, past in rows.items()}
    return {
        str(entity_id): [row for row in past if row.updated_at >= start_at]
        for entity_id, past in rows.items()
    }


def _options(command: HistoryDuringPeriod | HistoryStream) -> RowOptions:
    return RowOptions(
        has_attributes=not command.no_attributes,
        is_minimal=command.minimal_response,
        is_significant_only=command.significant_changes_only,
    )
