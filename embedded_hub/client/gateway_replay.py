"""The gateway's half of ``homewire.gw.v1``, without a socket or a clock. Pure.

An :class:`Outbox` holds what is to be told and what was told and not acknowledged. While nothing
can be sent, the newest value per entity wins and events queue; a number is given only at send, so
an afternoon offline is one state message and the events. After a reconnect everything since the
acknowledgement goes out again under its old number, or a snapshot does.

A :class:`CommandMemory` remembers what became of the last 256 commands, so that one the hub
repeats is answered and not done again.
"""

from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

import msgspec

from embedded_hub.model.values import JsonValue
from embedded_hub.protocol import gateway_messages as gw

MAX_EVENTS = 1000
"""Events kept while nobody takes them; beyond it the oldest is lost, and counted."""
MAX_UNACKED = 1000
"""Messages told and not acknowledged; beyond it values coalesce instead of piling up."""
MAX_COMMANDS = 256
_ENVELOPE_BYTES = 1024
"""Left free in a frame for everything but the values."""
_POINT_BYTES = 24
"""The time of a point and what is around it."""

Numbered: TypeAlias = gw.State | gw.Event | gw.Avail


class _Told(msgspec.Struct, frozen=True):
    message: Numbered
    at_s: float


class _Fresh(msgspec.Struct):
    """Values of one entity nobody was told yet."""

    values: dict[str, JsonValue]
    cause: str | None


Point: TypeAlias = tuple[int, Mapping[str, Mapping[str, JsonValue]]]
"""A moment in milliseconds UTC, and what entities were then."""


class Outbox:
    """What a gateway has to tell its hub.

    Args:
        frame_bytes: Largest frame; the hub's limit once it is known.
    """

    def __init__(self, frame_bytes: int = gw.MAX_FRAME_BYTES) -> None:
        self.frame_bytes = frame_bytes
        self.seq = 0
        """The last number given."""
        self.lost = 0
        """Events dropped because there were too many."""
        self._values: dict[str, dict[str, JsonValue]] = {}
        self._presence: dict[str, gw.Presence] = {}
        self._fresh: dict[str, _Fresh] = {}
        self._fresh_presence: dict[str, gw.Presence] = {}
        self._events: deque[_Told] = deque()
        self._past: deque[Point] = deque()
        self._unacked: deque[_Told] = deque()
        self._cursor = 0
        self._snapshot_left: deque[str] | None = None

    # --- what there is to tell ----------------------------------------------------------------

    def state(self, key: str, values: Mapping[str, JsonValue], *, cause: str | None = None) -> None:
        """Note an entity's values; what did not change is not told again."""
        known = self._values.setdefault(key, {})
        changed = {k: v for k, v in values.items() if k not in known or known[k] != v}
        known.update(changed)
        if not changed:
            return
        fresh = self._fresh.setdefault(key, _Fresh({}, None))
        fresh.values.update(changed)
        fresh.cause = cause or fresh.cause

    def event(self, source: str, name: str, content: Mapping[str, JsonValue], now_s: float) -> None:
        """Note that something happened."""
        event = gw.Event(seq=1, ts=0, source=source, name=name, data=dict(content))
        self._events.append(_Told(event, now_s))
        if len(self._events) > MAX_EVENTS:
            self._events.popleft()
            self.lost += 1

    def past(self, points: Iterable[Point]) -> None:
        """Note what was, for the history alone; it goes out when nothing newer waits."""
        self._past.extend(points)

    def presence(self, device_id: str, presence: gw.Presence) -> None:
        """Note whether a device answers."""
        if self._presence.get(device_id, "online") != presence:
            self._presence[device_id] = presence
            self._fresh_presence[device_id] = presence

    def forget(self, keys: Iterable[str]) -> None:
        """Forget the values of entities that are gone."""
        for key in keys:
            self._values.pop(key, None)
            self._fresh.pop(key, None)

    @property
    def keys(self) -> frozenset[str]:
        """The entities there are values of."""
        return frozenset(self._values)

    @property
    def waiting(self) -> int:
        """How much is not acknowledged yet, for diagnostics."""
        return len(self._unacked) + len(self._events) + len(self._fresh)

    # --- the connection -----------------------------------------------------------------------

    def oldest(self) -> int:
        """Return the lowest number from which all that follow can be told again."""
        return self._unacked[0].message.seq if self._unacked else self.seq + 1

    def welcome(self, message: gw.Welcome) -> None:
        """Take where the hub wants to go on."""
        self.frame_bytes = message.limits.frame
        self.ack(message.ack)
        self._snapshot_left = None
        if message.resume == "snapshot":
            # Old values are in the snapshot anyway; their numbers are still expected.
            self._unacked = deque(_without_values(told) for told in self._unacked)
            self._snapshot_left = deque(self._values)
            self._fresh.clear()
            self._fresh_presence = dict(self._presence)
        self.rewind()

    def ack(self, seq: int) -> None:
        """Forget what the hub keeps."""
        while self._unacked and self._unacked[0].message.seq <= seq:
            self._unacked.popleft()
            self._cursor = max(0, self._cursor - 1)

    def rewind(self) -> None:
        """Tell everything unacknowledged again, because some of it was not taken."""
        self._cursor = 0

    @property
    def has_next(self) -> bool:
        """Whether there is a message to send."""
        if self._cursor < len(self._unacked):
            return True
        has_new = self._snapshot_left is not None or self._events or self._fresh or self._past
        return bool(has_new or self._fresh_presence) and len(self._unacked) < MAX_UNACKED

    def next(self, now_s: float, stamp: Callable[[float], int]) -> Numbered | None:
        """Return the next message to send, ``None`` when there is nothing to tell.

        Args:
            now_s: Monotonic time.
            stamp: Turns monotonic time into the ``ts`` of a message.
        """
        if not self.has_next:
            return None
        if self._cursor >= len(self._unacked):
            self._compose(now_s)
        told = self._unacked[self._cursor]
        self._cursor += 1
        if isinstance(told.message, gw.Avail):
            return told.message
        return msgspec.structs.replace(told.message, ts=stamp(told.at_s))

    def _compose(self, now_s: float) -> None:
        """Make the next new message and put it among the unacknowledged."""
        if self._snapshot_left is not None:
            self._tell(self._next_of_snapshot(self._snapshot_left), now_s)
        elif self._events:
            event = self._events.popleft()
            self._tell(event.message, event.at_s)
        elif self._fresh_presence:
            presence, self._fresh_presence = self._fresh_presence, {}
            self._tell(gw.Avail(seq=1, set=dict(presence)), now_s)
        elif self._fresh:
            self._tell(self._next_changes(), now_s)
        else:
            self._tell(self._next_of_past(), now_s)

    def _tell(self, message: Numbered, at_s: float) -> None:
        self.seq += 1
        self._unacked.append(_Told(msgspec.structs.replace(message, seq=self.seq), at_s))

    def _next_of_snapshot(self, left: deque[str]) -> gw.State:
        room = self.frame_bytes - _ENVELOPE_BYTES
        part: dict[str, dict[str, JsonValue] | None] = {}
        while left:
            values = dict(self._values.get(left[0], {}))
            room -= _size(left[0], values)
            if room < 0 and part:
                break
            part[left.popleft()] = values
        has_more = bool(left)
        if not has_more:
            self._snapshot_left = None
        return gw.State(seq=1, ts=0, set=part, snapshot=True, more=has_more)

    def _next_changes(self) -> gw.State:
        room = self.frame_bytes - _ENVELOPE_BYTES
        cause = next(iter(self._fresh.values())).cause
        part: dict[str, dict[str, JsonValue] | None] = {}
        for key, fresh in self._fresh.items():
            if fresh.cause != cause:
                continue
            room -= _size(key, fresh.values)
            if room < 0 and part:
                break
            part[key] = fresh.values
        for key in part:
            del self._fresh[key]
        return gw.State(seq=1, ts=0, set=part, cause=cause)

    def _next_of_past(self) -> gw.State:
        room = self.frame_bytes - _ENVELOPE_BYTES
        points: list[tuple[int, dict[str, dict[str, JsonValue]]]] = []
        while self._past:
            at_ms, values = self._past[0]
            room -= sum(_size(key, one) for key, one in values.items()) + _POINT_BYTES
            if room < 0 and points:
                break
            self._past.popleft()
            points.append((at_ms, {key: dict(one) for key, one in values.items()}))
        return gw.State(seq=1, ts=0, hist=tuple(points))


def _without_values(told: _Told) -> _Told:
    if isinstance(told.message, gw.Event):
        return told
    return _Told(gw.State(seq=told.message.seq, ts=0), told.at_s)


def _size(key: str, values: Mapping[str, JsonValue]) -> int:
    return len(msgspec.json.encode(values)) + len(key.encode()) + 4


class CommandMemory:
    """What became of the last commands."""

    def __init__(self) -> None:
        self._outcomes: OrderedDict[str, gw.Done | None] = OrderedDict()

    def begin(self, command_id: str) -> bool:
        """Say whether a command is new, and remember it from now on."""
        if command_id in self._outcomes:
            return False
        self._outcomes[command_id] = None
        while len(self._outcomes) > MAX_COMMANDS:
            self._outcomes.popitem(last=False)
        return True

    def end(self, done: gw.Done) -> None:
        """Remember how a command ended."""
        if done.id in self._outcomes:
            self._outcomes[done.id] = done

    def outcome(self, command_id: str) -> gw.Done | None:
        """Return how a command ended, ``None`` while it goes on or where it is forgotten."""
        return self._outcomes.get(command_id)


class Pace:
    """Spreads messages so that the hub's limit is never met.

    Args:
        per_s: The hub's limit; a tenth of it stays free.
        now_s: Monotonic time.
    """

    def __init__(self, per_s: float, now_s: float) -> None:
        self._per_s = max(1.0, per_s * 0.9)
        self._left = self._per_s
        self._filled_at_s = now_s

    def wait_s(self, now_s: float) -> float:
        """Return how long to wait before the next message; 0 counts it as sent."""
        self._left = min(self._per_s, self._left + (now_s - self._filled_at_s) * self._per_s)
        self._filled_at_s = now_s
        # A thousandth of a message too early is on time: rounding must not wait for ever.
        if self._left < 0.999:
            return (1 - self._left) / self._per_s
        self._left -= 1
        return 0.0

    def pause(self, now_s: float, seconds: float) -> None:
        """Send nothing for a while, because the hub asked for less."""
        self._left = min(self._left, 1 - seconds * self._per_s)
        self._filled_at_s = now_s
