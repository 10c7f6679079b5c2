"""What it means that a device says nothing: some are gone then, some are off again. Pure."""

import heapq
import itertools
from collections.abc import Callable, Iterator
from typing import Generic, Protocol, TypeVar

from embedded_hub.gateways.mqtt.component import Component


class Silent(Protocol):
    """Something that speaks now and then."""

    component: Component
    is_stale: bool


_T = TypeVar("_T", bound=Silent)


class Silences(Generic[_T]):
    """Who spoke last when, for those whose silence says something.

    Args:
        now_s: A clock that only goes on.
    """

    def __init__(self, now_s: Callable[[], float]) -> None:
        self._now_s = now_s
        self._count = itertools.count()
        self._waiting: list[tuple[float, int, _T, bool]] = []
        self._until_s: dict[tuple[int, bool], float] = {}
        """Of everybody waited for; looked up when the moment that was noted first is over."""

    @property
    def due_s(self) -> float | None:
        """When the next silence may be over."""
        return self._waiting[0][0] if self._waiting else None

    def spoke(self, one: _T) -> None:
        """Note that somebody just spoke."""
        one.is_stale = False
        limits = ((one.component.expires_s, True), (one.component.relaxes_s, False))
        for limit_s, is_end in limits:
            if limit_s is None:
                continue
            who, until_s = (id(one), is_end), self._now_s() + limit_s
            if who not in self._until_s:
                heapq.heappush(self._waiting, (until_s, next(self._count), one, is_end))
            self._until_s[who] = until_s

    def over(self) -> Iterator[_T]:
        """Yield those who have been silent for long enough, changed to what that means."""
        while self._waiting and self._waiting[0][0] <= self._now_s():
            _, _, one, is_end = heapq.heappop(self._waiting)
            until_s = self._until_s[id(one), is_end]
            if until_s > self._now_s():
                heapq.heappush(self._waiting, (until_s, next(self._count), one, is_end))
                continue
            del self._until_s[id(one), is_end]
            if is_end:
                one.is_stale = True
            else:
                one.component.relax()
            yield one
