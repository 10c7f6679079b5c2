"""The sinks drivers are given: they pass everything on and know what to grey out on a loss."""

import asyncio
import logging
from collections.abc import Callable, Sequence

from embedded_hub.core.clock import Clock
from embedded_hub.gateways.announcement import identities_of
from embedded_hub.gateways.api import Sink
from embedded_hub.gateways.driver_tasks import unclaimed
from embedded_hub.gateways.flood import FloodGauge
from embedded_hub.gateways.meter import Meter
from embedded_hub.gateways.soundness import flaw_of_device, flaw_of_event, flaw_of_report
from embedded_hub.model.description import DeviceDescription
from embedded_hub.model.gateway_report import Counts, Rates
from embedded_hub.model.ids import EntityKey, GatewayId
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject

FLOOD_TICK_S = 0.1
"""How long reports of a flood are held; only the newest of each entity goes out then."""
FLOOD_MESSAGE = "it reports more than a home can use; only the newest states are taken"
MAX_FLAWED = 20
"""Things whose flaws are told of; a driver that makes more of them is known by then."""
CALM_S = 10.0
"""A flood that paused for less is the same flood."""

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
        on_flood: Called when a flood begins and when it has been over for a while.
        on_flaw: Called with what was wrong with something that cannot be used, once for each
            thing and connection.
    """

    def __init__(
        self,
        gateway_id: GatewayId,
        inner: Sink,
        *,
        clock: Clock,
        on_connected: Callable[[], None],
        on_flood: Callable[[bool], None],
        on_flaw: Callable[[str], None],
    ) -> None:
        self._gateway_id = gateway_id
        self._inner = inner
        self._clock = clock
        self._on_connected = on_connected
        self._on_flood = on_flood
        self._on_flaw = on_flaw
        self._flawed: set[str] = set()
        self._open: OpenSink | None = None
        self._keys_of: dict[str, frozenset[EntityKey]] = {}
        self._described: set[EntityKey] = set()
        self._lost: set[EntityKey] = set()
        self._is_snapshot_in = False
        self._gauge = FloodGauge(clock.monotonic_s())
        self._held: dict[EntityKey, StateReport] = {}
        self._tick: asyncio.TimerHandle | None = None
        self._is_flooding = False
        self._flooded_at_s = 0.0
        now_s = clock.monotonic_s()
        self._states, self._events, self._others = Meter(now_s), Meter(now_s), Meter(now_s)
        self._dropped = 0
        self._away: set[EntityKey] = set()
        self._identities_of: dict[str, frozenset[str]] = {}

    @property
    def identities(self) -> frozenset[str]:
        """Hardware addresses, serial numbers and keys of its devices, as they are compared."""
        return frozenset().union(*self._identities_of.values())

    def rates(self) -> Rates:
        """Return how much came in lately."""
        now_s = self._clock.monotonic_s()
        states, events = self._states.per_s(now_s), self._events.per_s(now_s)
        others = self._others.per_s(now_s)
        return Rates(
            states_per_s=states,
            events_per_s=events,
            messages_per_s=round(states + events + others, 2),
            dropped=self._dropped,
        )

    def counts(self) -> Counts:
        """Return how much there is, and how much of it does not answer."""
        known = {key for keys in self._keys_of.values() for key in keys}
        away = known if self._open is None else known & self._away
        return Counts(devices=self.device_count, entities=self.entity_count, unavailable=len(away))

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
        self._flawed.clear()
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
        self._is_flooding = False
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
        devices = [one for one in devices if self._is_sound(flaw_of_device(one), one)]
        keys_of = {device.key: frozenset(e.key for e in device.entities) for device in devices}
        self._described.update(*keys_of.values())
        self._keys_of = keys_of if is_complete else self._keys_of | keys_of
        known_by = {
            one.key: identities_of(one.key, one.serial_number, one.connections) for one in devices
        }
        self._identities_of = known_by if is_complete else self._identities_of | known_by
        self._others.count(self._clock.monotonic_s())
        self._inner.devices(devices, is_complete=is_complete)

    def state(self, report: StateReport) -> None:
        """Report a state; in a flood the newest of each entity goes out ten times a second."""
        now_s = self._clock.monotonic_s()
        self._states.count(now_s)
        if not self._is_sound(flaw_of_report(report), report):
            return
        self._lost.discard(report.key)
        self._away.discard(report.key)
        if not self._is_snapshot_in or self._admits(report.key, now_s):
            self._inner.state(report)
        else:
            self._hold(report, now_s)

    def available(self, keys: Sequence[EntityKey], value: bool) -> None:
        """Say that entities are (not) answering; see ``Sink.available``."""
        self._others.count(self._clock.monotonic_s())
        self._lost.difference_update(keys)
        if value:
            self._away.difference_update(keys)
        else:
            self._away.update(keys)
        for key in keys:
            if report := self._held.pop(key, None):
                self._inner.state(report)
        self._inner.available(keys, value)

    def event(self, key: EntityKey, name: str, data: JsonObject) -> None:
        """Report something that happened; in a flood it is left out."""
        now_s = self._clock.monotonic_s()
        self._events.count(now_s)
        if not self._is_sound(flaw_of_event(key, name, data), key):
            return
        if self._admits(key, now_s):
            self._inner.event(key, name, data)
        else:
            self._dropped += 1
            self._floods(now_s)

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

    def _is_sound(self, flaw: str | None, told: object) -> bool:
        if flaw is None:
            return True
        what = told if isinstance(told, str) else str(getattr(told, "key", type(told).__name__))
        if what not in self._flawed and len(self._flawed) < MAX_FLAWED:
            self._flawed.add(what)
            _log.warning("gateway %s tells of %.80r what cannot be used", self._gateway_id, what)
            self._on_flaw(f"it tells of {what[:80]!r} what cannot be used: {flaw}")
        return False

    # --- floods ---------------------------------------------------------------------------------

    def _admits(self, key: EntityKey, now_s: float) -> bool:
        # What is held must not be overtaken by a newer report of the same entity.
        return key not in self._held and self._gauge.admits(now_s)

    def _hold(self, report: StateReport, now_s: float) -> None:
        self._dropped += report.key in self._held
        self._held[report.key] = report
        self._floods(now_s)

    def _floods(self, now_s: float) -> None:
        self._flooded_at_s = now_s
        if self._tick is None:
            self._tick = asyncio.get_running_loop().call_later(FLOOD_TICK_S, self._release)
        if not self._is_flooding:
            self._is_flooding = True
            _log.warning("gateway %s floods; only newest states are taken", self._gateway_id)
            self._on_flood(True)

    def _release(self) -> None:
        self._tick = None
        held, self._held = self._held, {}
        for report in held.values():
            self._inner.state(report)
        if self._clock.monotonic_s() - self._flooded_at_s < CALM_S:
            self._tick = asyncio.get_running_loop().call_later(FLOOD_TICK_S, self._release)
        else:
            self._is_flooding = False
            self._on_flood(False)

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
            with unclaimed():
                self._watched.devices(devices, is_complete=is_complete)

    def state(self, report: StateReport) -> None:
        """See ``Sink.state``."""
        if self.is_open:
            with unclaimed():
                self._watched.state(report)

    def available(self, keys: Sequence[EntityKey], value: bool) -> None:
        """See ``Sink.available``."""
        if self.is_open:
            with unclaimed():
                self._watched.available(keys, value)

    def event(self, key: EntityKey, name: str, data: JsonObject) -> None:
        """See ``Sink.event``."""
        if self.is_open:
            with unclaimed():
                self._watched.event(key, name, data)

    def connected(self) -> None:
        """See ``Sink.connected``."""
        if self.is_open:
            with unclaimed():
                self._watched.connected()
