"""Answers who did what: changes of state a person would tell another about.

Numbers that move all day are left out unless asked for by name; what is told of each change is
when, what it became and, where somebody was behind it, who.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable

from embedded_hub.core.events import StateChanged
from embedded_hub.core.ports import HistoryRow
from embedded_hub.errors import StorageError
from embedded_hub.model.ids import EntityId
from embedded_hub.model.registry import Entity
from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.protocol.commands.history import LogbookEvents, LogbookStream
from embedded_hub.server.caller import Caller, Stop, Subscribed
from embedded_hub.server.commands.table import CommandTable
from embedded_hub.server.spans import read_span, rows_each

_LOG = logging.getLogger(__name__)
_SILENT_DOMAINS = frozenset({"number", "counter", "proximity", "camera"})


def register(table: CommandTable) -> None:
    """Add this family to the table."""
    table.slow(LogbookEvents, read_logbook)
    table.quick(LogbookStream, stream_logbook)


async def read_logbook(caller: Caller, command: LogbookEvents) -> list[JsonObject]:
    """Read what happened in a time."""
    start_at, end_at = read_span(caller, command.start_time, command.end_time)
    chosen = _chosen(caller, command)
    return await _read(caller, chosen, start_at, end_at)


def stream_logbook(caller: Caller, command: LogbookStream) -> Subscribed:
    """Send what happened in a time, then what comes."""
    start_at, end_at = read_span(caller, command.start_time, command.end_time)
    message_id, is_chosen = command.id, _choice(caller, command)

    def changed(event: StateChanged) -> None:
        new, old = event.new, event.old
        if new is None or old is None or old.value == new.value:
            return
        if is_chosen(event.entity_id) and caller.sight.scope.sees(event.entity_id):
            entry = _entry(event.entity_id, new.value, new.changed_at, new.context.user_id)
            caller.send_event(message_id, {"events": [entry]})

    async def send_past() -> None:
        try:
            events = await _read(caller, _chosen(caller, command), start_at, end_at)
        except StorageError as error:
            _LOG.warning("the logbook could not be read: %s", error)
            events = []
        past = {"events": events, "start_time": start_at, "end_time": end_at}
        caller.send_event(message_id, past)

    def start() -> Stop:
        stop_listening = caller.home.bus.subscribe(StateChanged, changed)
        reading: asyncio.Task[None] = caller.feed.tasks.start(send_past())

        def stop() -> None:
            stop_listening()
            reading.cancel()

        return stop

    return Subscribed(start, names=len(command.entity_ids or ()) + len(command.device_ids or ()))


def _choice(caller: Caller, command: LogbookEvents | LogbookStream) -> Callable[[EntityId], bool]:
    """Return what says whether an entity was asked for, those that are yet to come included."""
    registry = caller.home.registry
    named, devices = frozenset(command.entity_ids or ()), _devices(caller, command)
    is_for_all = command.entity_ids is None and command.device_ids is None

    def is_chosen(entity_id: EntityId) -> bool:
        if entity_id in named:
            return True
        entity = registry.entities.get(entity_id) if is_for_all or devices else None
        return entity is not None and (
            _is_told(entity) if is_for_all else entity.device_id in devices
        )

    return is_chosen


def _chosen(caller: Caller, command: LogbookEvents | LogbookStream) -> list[EntityId]:
    named, devices = command.entity_ids, command.device_ids
    if named is None and devices is None:
        return [one.entity_id for one in caller.sight.entities() if _is_told(one)]
    chosen = caller.sight.chosen(named or ())
    if devices:
        carried, meant = caller.sight.entities(), _devices(caller, command)
        chosen += [one.entity_id for one in carried if one.device_id in meant]
    return chosen


def _devices(caller: Caller, command: LogbookEvents | LogbookStream) -> frozenset[str]:
    """Return the devices that are meant, each as it is shown."""
    shown = map(caller.home.registry.shown_device, command.device_ids or ())
    return frozenset(device.id for device in shown if device is not None)


def _is_told(entity: Entity) -> bool:
    attributes = entity.attributes
    is_number = "unit_of_measurement" in attributes or "state_class" in attributes
    return not is_number and entity.domain not in _SILENT_DOMAINS and entity.disabled_by is None


async def _read(
    caller: Caller, entity_ids: list[EntityId], start_at: float, end_at: float
) -> list[JsonObject]:
    async with caller.heavy:
        rows = await caller.home.history.read(
            entity_ids, start_at, end_at, has_attributes=False, limit=rows_each(len(entity_ids))
        )
    found = [entry for one, past in rows.items() for entry in _changes(one, past, start_at)]
    return sorted(found, key=_when)


def _changes(
    entity_id: EntityId, past: Iterable[HistoryRow], start_at: float
) -> Iterable[JsonObject]:
    before: str | None = None
    for row in past:
        # What an entity was first known to be is no change.
        if before not in {None, row.value} and row.changed_at >= start_at:
            yield _entry(entity_id, row.value, row.changed_at, row.user_id)
        before = row.value


def _entry(entity_id: EntityId, value: str, at: float, user_id: str | None) -> JsonObject:
    entry: dict[str, JsonValue] = {"when": at, "state": value, "entity_id": entity_id}
    if user_id is not None:
        entry["context_user_id"] = user_id
    return entry


def _when(entry: JsonObject) -> float:
    when = entry["when"]
    return float(when) if isinstance(when, int | float) else 0.0
