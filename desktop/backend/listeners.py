"""Who wants to hear of something, and how they stop."""

from collections.abc import Callable
from typing import Generic, ParamSpec

Unsubscribe = Callable[[], None]
_What = ParamSpec("_What")


class Listeners(Generic[_What]):
    """Called in the order they came; one that leaves while all are told is told no more."""

    def __init__(self) -> None:
        self._all: list[Callable[_What, object]] = []

    def add(self, listener: Callable[_What, object]) -> Unsubscribe:
        """Tell the listener from now on; returns what ends it."""
        self._all.append(listener)

        def stop() -> None:
            if listener in self._all:
                self._all.remove(listener)

        return stop

    def tell(self, *args: _What.args, **kwargs: _What.kwargs) -> None:
        """Call every listener."""
        for listener in tuple(self._all):
            if listener in self._all:
                listener(*args, **kwargs)

    def clear(self) -> None:
        """Tell nobody any more."""
        self._all.clear()
