"""The sinks drivers are given: they pass everything on and know what to grey out on a loss."""

import asyncio
import logging
from collections.abc import Callable, Sequence

from embedded_hub.core.clock import Clock
from embedded_hub.gateways.api import Sink
from embedded_hub.gateways.flood import FloodGauge
from embedded_hub.model.description import DeviceDescription
from embedded_hub.model.ids import EntityKey, GatewayId
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject

FLOOD_TICK_S = 0.1
"""How long reports of a flood are held; only the newest of each entity goes out then."""

_log = logging.getLogger(__name__)


class WatchedSink:
    """Passes one gateway's reports on while a connection is open, over all its connections.

    After a loss every entity is unavailable until it is reported again. One that needs no report
    comes back with its last state once the first snapshot is in: because it was described again,
    or because the connection was resumed and nothing was described at all.

    Args:
        gateway_id: For the log.
        inner: The home's sink.
        clock: Measures floods.
        on_connected: Called at the end of each connection's first snapshot.
    """

    def __init__(
        self,
        gateway_id: GatewayId,
        inner: Sink,
        *,
        clock: Clock,
        on_connected: Callable[[], None],
    ) -> None:
        self._gateway_id = gateway_id
        self._inner = inner
        self._clock = clock
        self._on_connected = on_connected
        self._open: OpenSink | None = None
        self._keys_of: dict[str, frozenset[EntityKey]] = {}
        self._described: set[EntityKey] = set()
        self._lost: set[EntityKey] = set()
        self._is_snapshot_in = False
        self._gauge = FloodGauge(clock.monotonic_s())
        self._held: dict[EntityKey, StateReport] = {}
        self._tick: asyncio.TimerHandle | None = None
        self._is_flood_logged = False

    @property
    def device_count(self) -> int:
        """How many devices are described."""
        return len(self._keys_of)

    @property
    def entity_count(self) -> int:
        """How many entities are described."""
        return sum(len(keys) for keys in self._keys_of.values())

    def open(self) -> "OpenSink":
        """Return the sink of a new connection; an older one's falls silent."""
        if self._open is not None:
            self._open.is_open = False
        self._open = OpenSink(self)
        self._is_snapshot_in = False
        self._described.clear()
        self._gauge = FloodGauge(self._clock.monotonic_s())
        return self._open

    def close(self, connection: "OpenSink") -> None:
        """End a connection: nothing more is let through and every entity is unavailable.

        The end of one that a newer one has replaced changes nothing.
        """
        connection.is_open = False
        if connection is not self._open:
            return
        self._open = None
        self._is_flood_logged = False
        self._drop_held()
        self._lost = {key for keys in self._keys_of.values() for key in keys}
        if self._lost:
            self._inner.available(list(self._lost), False)

    def silence(self) -> None:
        """End the connection there is, if any."""
        if self._open is not None:
            self.close(self._open)

    # --- what the open connection says ----------------------------------------------------------

    def devices(self, devices: Sequence[DeviceDescription], *, is_complete: bool) -> None:
        """Describe devices; see ``Sink.devices``."""
        keys_of = {device.key: frozenset(e.key for e in device.entities) for device in devices}
        self._described.update(*keys_of.values())
        self._keys_of = keys_of if is_complete else self._keys_of | keys_of
        self._inner.devices(devices, is_complete=is_complete)

    def state(self, report: StateReport) -> None:
        """Report a state; in a flood the newest of each entity goes out ten times a second."""
        self._lost.discard(report.key)
        if not self._is_snapshot_in or self._admits(report.key):
            self._inner.state(report)
        else:
            self._hold(report)

    def available(self, keys: Sequence[EntityKey], value: bool) -> None:
        """Say that entities are (not) answering; see ``Sink.available``."""
        self._lost.difference_update(keys)
        for key in keys:
            if report := self._held.pop(key, None):
                self._inner.state(report)
        self._inner.available(keys, value)

    def event(self, key: EntityKey, name: str, data: JsonObject) -> None:
        """Report something that happened; in a flood it is left out."""
        if self._admits(key):
            self._inner.event(key, name, data)

    def connected(self) -> None:
        """Say that the first snapshot is in; see ``Sink.connected``."""
        if self._is_snapshot_in:
            return
        self._is_snapshot_in = True
        silent = self._lost & self._described if self._described else self._lost
        if silent:
            self._inner.available(list(silent), True)
        self._lost = set()
        self._inner.connected()
        self._on_connected()

    # --- floods ---------------------------------------------------------------------------------

    def _admits(self, key: EntityKey) -> bool:
        # What is held must not be overtaken by a newer report of the same entity.
        return key not in self._held and self._gauge.admits(self._clock.monotonic_s())

    def _hold(self, report: StateReport) -> None:
        self._held[report.key] = report
        if not self._is_flood_logged:
            self._is_flood_logged = True
            _log.warning("gateway %s floods; only newest states are taken", self._gateway_id)
        if self._tick is None:
            self._tick = asyncio.get_running_loop().call_later(FLOOD_TICK_S, self._release)

    def _release(self) -> None:
        self._tick = None
        held, self._held = self._held, {}
        for report in held.values():
            self._inner.state(report)

    def _drop_held(self) -> None:
        self._held.clear()
        if self._tick is not None:
            self._tick.cancel()
            self._tick = None


class OpenSink:
    """The sink of one connection; what a driver left behind says after its end goes nowhere.

    Args:
        watched: Where it leads while it is open.
    """

    def __init__(self, watched: WatchedSink) -> None:
        self._watched = watched
        self.is_open = True

    def devices(self, devices: Sequence[DeviceDescription], *, is_complete: bool) -> None:
        """See ``Sink.devices``."""
        if self.is_open:
            self._watched.devices(devices, is_complete=is_complete)

    def state(self, report: StateReport) -> None:
        """See ``Sink.state``."""
        if self.is_open:
            self._watched.state(report)

    def available(self, keys: Sequence[EntityKey], value: bool) -> None:
        """See ``Sink.available``."""
        if self.is_open:
            self._watched.available(keys, value)

    def event(self, key: EntityKey, name: str, data: JsonObject) -> None:
        """See ``Sink.event``."""
        if self.is_open:
            self._watched.event(key, name, data)

    def connected(self) -> None:
        """See ``Sink.connected``."""
        if self.is_open:
            self._watched.connected()
