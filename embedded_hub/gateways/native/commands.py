"""Commands that are under way: sent once, answered once, sent again only where that is safe. Pure.

::

    open ──cmd──▶ sent ──took──▶ taken ──done──▶ resolved: done or failed(code)
                   └──────────────┴── time runs out, or the gateway restarted ──▶ unknown

A gateway remembers the last 256 command ids of one boot and answers a repeat with what happened
the first time. So after a reconnect of the *same boot* a command is sent again while its time
runs; a gateway that restarted has forgotten, and repeating could open a door twice.
"""

from collections.abc import Sequence

import msgspec

from embedded_hub.model.action import DONE, Outcome, OutcomeKind
from embedded_hub.model.values import JsonValue
from embedded_hub.protocol import gateway_messages as gw

MAX_UNDER_WAY = 256
"""As many as a gateway remembers; more could not be repeated safely."""
GRACE_S = 1.0
"""An answer given in the last moment may still be on its way; a home waits two seconds longer."""
_CODES = frozenset(
    ("unsupported", "invalid", "unreachable", "busy", "denied", "expired", "internal")
)
BUSY = Outcome(kind=OutcomeKind.FAILED, code="busy", message="too many commands are under way")


class Resolved(msgspec.Struct, frozen=True, kw_only=True):
    """A command has ended; one outcome for each of its items."""

    id: str
    outcomes: tuple[Outcome, ...]


class _Entry(msgspec.Struct, kw_only=True):
    message: gw.Cmd | gw.Cmds
    ends_at_s: float
    is_taken: bool = False
    eta: str | None = None

    @property
    def item_count(self) -> int:
        return len(self.message.items) if isinstance(self.message, gw.Cmds) else 1


class CommandBook:
    """What one gateway was told to do and has not answered."""

    def __init__(self) -> None:
        self._entries: dict[str, _Entry] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, command_id: str) -> bool:
        return command_id in self._entries

    @property
    def is_full(self) -> bool:
        """Whether one more would be more than the gateway remembers."""
        return len(self._entries) >= MAX_UNDER_WAY

    def open(self, message: gw.Cmd | gw.Cmds, now_s: float) -> None:
        """Note that a command is about to be sent."""
        self._entries[message.id] = _Entry(message=message, ends_at_s=now_s + message.ttl / 1000)

    def awaits(self, message: gw.FromGateway) -> bool:
        """Say whether a message is an answer that has not been given yet."""
        if not isinstance(message, gw.Took | gw.Done):
            return False
        entry = self._entries.get(message.id)
        return entry is not None and not (isinstance(message, gw.Took) and entry.is_taken)

    def took(self, message: gw.Took) -> None:
        """Note that the gateway owns a command."""
        if (entry := self._entries.get(message.id)) is not None:
            entry.is_taken = True
            entry.eta = message.eta

    def done(self, message: gw.Done) -> Resolved | None:
        """Take the gateway's answer; ``None`` when nobody waits for it."""
        entry = self._entries.pop(message.id, None)
        if entry is None:
            return None
        if isinstance(entry.message, gw.Cmds):
            return Resolved(id=message.id, outcomes=_outcomes(message, entry.item_count))
        return Resolved(id=message.id, outcomes=(_outcome(message),))

    def resend(self, now_s: float) -> Sequence[gw.Cmd | gw.Cmds]:
        """Return, in order, what to send again to the same boot, with the time that is left."""
        again = []
        for entry in self._entries.values():
            left_ms = int((entry.ends_at_s - now_s) * 1000)
            if left_ms > 0:
                again.append(msgspec.structs.replace(entry.message, ttl=left_ms))
        return again

    def abandon(self) -> Sequence[Resolved]:
        """Give up on everything: the gateway that may have done it has forgotten."""
        return [self.give_up(command_id) for command_id in list(self._entries)]

    def give_up(self, command_id: str) -> Resolved:
        """Return what can be said of a command nobody answered in time."""
        entry = self._entries.pop(command_id)
        if entry.eta == "wake":
            message = "the device sleeps; it was told to do it when it wakes"
        elif entry.is_taken:
            message = "taken by the gateway and not finished in time"
        else:
            message = "sent and not confirmed"
        unknown = Outcome(kind=OutcomeKind.UNKNOWN, message=message)
        return Resolved(id=command_id, outcomes=(unknown,) * entry.item_count)


def _outcome(message: gw.Done) -> Outcome:
    if not message.ok:
        return _failed(message.code, message.msg)
    if message.result is None:
        return DONE
    return Outcome(kind=OutcomeKind.DONE, response=message.result)


def _outcomes(message: gw.Done, count: int) -> tuple[Outcome, ...]:
    """Return one outcome per item; items the gateway does not name share the whole's."""
    if len(message.items) != count:
        return (_outcome(message),) * count
    return tuple(DONE if item.ok else _failed(item.code, message.msg) for item in message.items)


def _failed(code: str | None, message: JsonValue) -> Outcome:
    return Outcome(
        kind=OutcomeKind.FAILED,
        code=code if code in _CODES else "internal",
        message=message if isinstance(message, str) else None,
    )
