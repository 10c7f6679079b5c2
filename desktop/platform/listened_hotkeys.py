"""A key of the whole desktop on Windows and macOS, through pynput's listener.

macOS asks the person once whether Homewire may watch the keyboard; until they say so nothing
comes. pynput calls from a thread of its own.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from pynput import keyboard

from desktop.platform.hotkeys import Reason

_MODIFIERS = {
    "ctrl": keyboard.Key.ctrl,
    "shift": keyboard.Key.shift,
    "alt": keyboard.Key.alt,
    "meta": keyboard.Key.cmd,
}


class ListenedHotkeys:
    """At most one key."""

    reason: Reason = ""

    def __init__(self) -> None:
        self._listener: Any = None
        self._wanted: frozenset[Any] = frozenset()
        self._held: set[Any] = set()
        self._is_down = False

    async def use(self, name: str, on_down: Callable[[], None], on_up: Callable[[], None]) -> bool:
        """Feel this key instead of the one before; an empty name is none."""
        self._stop()
        if not name:
            return True
        try:
            self._wanted = frozenset(_key(part) for part in name.lower().split("+"))
        except KeyError:
            return False
        loop = asyncio.get_running_loop()

        def pressed(key: Any) -> None:
            loop.call_soon_threadsafe(self._pressed, key, on_down)

        def released(key: Any) -> None:
            loop.call_soon_threadsafe(self._released, key, on_up)

        self._listener = keyboard.Listener(on_press=pressed, on_release=released)
        self._listener.start()
        return True

    async def close(self) -> None:
        """Feel no key any more."""
        self._stop()

    def _stop(self) -> None:
        if self._listener is not None:
            self._listener.stop()
            self._listener = None
        self._held.clear()
        self._is_down = False

    def _pressed(self, key: Any, on_down: Callable[[], None]) -> None:
        self._held.add(self._listener.canonical(key) if self._listener is not None else key)
        if not self._is_down and self._wanted <= self._held:
            self._is_down = True
            on_down()

    def _released(self, key: Any, on_up: Callable[[], None]) -> None:
        self._held.discard(self._listener.canonical(key) if self._listener is not None else key)
        if self._is_down and not self._wanted <= self._held:
            self._is_down = False
            on_up()


def _key(name: str) -> Any:
    if name in _MODIFIERS:
        return _MODIFIERS[name]
    return keyboard.KeyCode.from_char(name) if len(name) == 1 else keyboard.Key[name]
