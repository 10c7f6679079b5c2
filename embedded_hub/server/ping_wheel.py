"""Whose turn it is to be pinged, and who is gone. Pure; time comes in.

Peers are dealt onto the spokes of a wheel that turns once per ping interval, one spoke a step, so
that ten thousand who reconnected in the same second are not pinged in the same second.
"""

from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar

SPOKES = 20


class Pingable(Protocol):
    """What the wheel needs to know of a peer."""

    last_received_s: float


_P = TypeVar("_P", bound=Pingable)


class Round(Generic[_P]):
    """What one step found."""

    def __init__(self, due: list[_P], dead: list[_P]) -> None:
        self.due = due
        self.dead = dead


class PingWheel(Generic[_P]):
    """The peers of one listener.

    Args:
        interval_s: Time between two pings of one peer.
        dead_after_s: Silence after which a peer is gone.
    """

    def __init__(self, interval_s: float, dead_after_s: float) -> None:
        self.step_s = interval_s / SPOKES
        """Time between two steps."""
        self._dead_after_s = dead_after_s
        # Who answers its pings is looked at one step after its limit would end, so that silence
        # is noticed then and not a whole turn later.
        self._look_back = int(dead_after_s % interval_s / self.step_s) + 1
        self._spokes: list[dict[_P, None]] = [{} for _ in range(SPOKES)]
        self._spoke_of: dict[_P, int] = {}
        self._next_spoke = 0
        self._at = 0
        self._stepped_at_s: float | None = None
        self._awake_since_s = float("-inf")

    def __len__(self) -> int:
        return len(self._spoke_of)

    def __iter__(self) -> Iterator[_P]:
        return iter(self._spoke_of)

    def add(self, peer: _P) -> None:
        """Take a peer in."""
        self._spoke_of[peer] = self._next_spoke
        self._spokes[self._next_spoke][peer] = None
        self._next_spoke = (self._next_spoke + 1) % SPOKES

    def remove(self, peer: _P) -> None:
        """Let a peer go; one that is not here is fine."""
        spoke = self._spoke_of.pop(peer, None)
        if spoke is not None:
            del self._spokes[spoke][peer]

    def step(self, now_s: float) -> Round[_P]:
        """Return who is to be pinged now and who of them has been silent for too long.

        When this is called much too late, the machine has slept and so has everybody's silence:
        it is counted from now.
        """
        if self._stepped_at_s is not None and now_s - self._stepped_at_s > self._dead_after_s / 2:
            self._awake_since_s = now_s
        self._stepped_at_s = now_s
        looked_at = self._spokes[(self._at - self._look_back) % SPOKES]
        dead = [peer for peer in looked_at if self._silence_s(peer, now_s) >= self._dead_after_s]
        due = list(self._spokes[self._at])
        self._at = (self._at + 1) % SPOKES
        return Round(due, dead)

    def _silence_s(self, peer: _P, now_s: float) -> float:
        return now_s - max(peer.last_received_s, self._awake_since_s)
