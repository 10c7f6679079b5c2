"""A key of the whole X11 desktop, grabbed: the server gives its events to this program alone.

While such a key is down X repeats it as releases and presses of the same moment; a release counts
when no press follows.
"""

import asyncio
import itertools
from collections.abc import Callable

from Xlib import XK, X, error
from Xlib.display import Display

from desktop.platform.hotkeys import Reason

REPEAT_S = 0.02
"""The press of a repeated key follows its release at once; this is long for a computer."""
_MODIFIERS = {
    "ctrl": X.ControlMask,
    "shift": X.ShiftMask,
    "alt": X.Mod1Mask,
    "meta": X.Mod4Mask,
}
_LOCKS = (X.LockMask, X.Mod2Mask)
"""Caps lock and num lock, which change nothing."""
_KEYSYMS = {
    "ins": "Insert",
    "del": "Delete",
    "pgup": "Prior",
    "pgdown": "Next",
    "return": "Return",
    "enter": "KP_Enter",
    "space": "space",
    "pause": "Pause",
    "print": "Print",
    "scrolllock": "Scroll_Lock",
    "backspace": "BackSpace",
    "tab": "Tab",
    "home": "Home",
    "end": "End",
    "menu": "Menu",
}
"""Where Qt's name is another one than X11's."""


class X11Hotkeys:
    """At most one key of one display.

    Args:
        display: Its name, such as ``:0``.

    Raises:
        OSError: there is no such display.
    """

    reason: Reason = ""

    def __init__(self, display: str) -> None:
        try:
            self._display = Display(display)
        except error.DisplayError as problem:
            raise OSError(str(problem)) from problem
        # It asks whether the socket is ready each time before it reads or writes.
        self._display.display.socket.setblocking(False)
        self._root = self._display.screen().root
        self._grabbed: list[tuple[int, int]] = []
        self._is_down = False
        self._going_up: asyncio.TimerHandle | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._on_down: Callable[[], None]
        self._on_up: Callable[[], None]

    async def use(self, name: str, on_down: Callable[[], None], on_up: Callable[[], None]) -> bool:
        """Feel this key instead of the one before; an empty name is none."""
        self._stop_reading()
        self._on_down, self._on_up = on_down, on_up
        is_had = await asyncio.to_thread(self._regrab, name)
        if is_had and name:
            self._loop = asyncio.get_running_loop()
            self._loop.add_reader(self._display.fileno(), self._read)
        return is_had

    async def close(self) -> None:
        """Feel no key any more."""
        self._stop_reading()
        await asyncio.to_thread(self._display.close)

    def _regrab(self, name: str) -> bool:
        self._ungrab()
        if not name:
            return True
        wanted = self._code_of(name)
        if wanted is not None and self._grab(*wanted):
            return True
        self._ungrab()
        return False

    def _stop_reading(self) -> None:
        if self._loop is not None:
            self._loop.remove_reader(self._display.fileno())
            self._loop = None
        self._release()

    def _code_of(self, name: str) -> tuple[int, int] | None:
        *held, key = name.lower().split("+")
        if not all(one in _MODIFIERS for one in held):
            return None
        keysym = _keysym(key)
        code = self._display.keysym_to_keycode(keysym) if keysym else 0
        if not code:
            return None
        return code, sum(_MODIFIERS[one] for one in held)

    def _grab(self, code: int, modifiers: int) -> bool:
        refused = error.CatchError(error.BadAccess)
        for locks in _lock_states():
            self._root.grab_key(
                code,
                modifiers | locks,
                owner_events=False,
                pointer_mode=X.GrabModeAsync,
                keyboard_mode=X.GrabModeAsync,
                onerror=refused,
            )
            self._grabbed.append((code, modifiers | locks))
        self._display.sync()
        return refused.get_error() is None

    def _ungrab(self) -> None:
        ignored = error.CatchError(error.BadAccess)
        for code, modifiers in self._grabbed:
            self._root.ungrab_key(code, modifiers, onerror=ignored)
        self._grabbed.clear()
        self._display.sync()

    def _read(self) -> None:
        while self._display.pending_events():
            event = self._display.next_event()
            if event.type == X.KeyPress:
                self._pressed()
            elif event.type == X.KeyRelease and self._loop is not None:
                self._going_up = self._loop.call_later(REPEAT_S, self._release)

    def _pressed(self) -> None:
        if self._going_up is not None:
            self._going_up.cancel()
            self._going_up = None
        if not self._is_down:
            self._is_down = True
            self._on_down()

    def _release(self) -> None:
        if self._going_up is not None:
            self._going_up.cancel()
            self._going_up = None
        if self._is_down:
            self._is_down = False
            self._on_up()


def _keysym(key: str) -> int:
    for name in (_KEYSYMS.get(key, key), key.upper(), key.capitalize()):
        if keysym := XK.string_to_keysym(name):
            return keysym
    return 0


def _lock_states() -> list[int]:
    states = itertools.product(*((0, lock) for lock in _LOCKS))
    return [sum(state) for state in states]
