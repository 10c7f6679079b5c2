"""One event loop for asyncio and Qt, chosen per system; the only place that imports qasync.

On Linux :class:`QtSelectorLoop` is asyncio's own selector loop, driven by Qt's: asyncio keeps its
ready queue, its timer heap and its epoll set, and Qt wakes it through three things only.

- a socket notifier on the epoll descriptor, which is readable when any asyncio descriptor is,
  the self-pipe of threads and signals included;
- one precise timer for the head of the timer heap;
- one zero timer for callbacks scheduled from Qt slots, outside a tick.

Elsewhere an epoll descriptor does not exist (Windows) or does not suit a notifier (macOS), so
qasync's loop is used. ``HOMEWIRE_LOOP=native|qasync`` overrides the choice.
"""

import asyncio
import math
import os
import selectors
import sys
import time
from collections import deque
from collections.abc import Callable
from contextvars import Context
from typing import TypeVarTuple, Unpack

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QSocketNotifier, Qt, QTimer

from embedded_hub.errors import ConfigError

TICK_BUDGET_S = 0.004
"""Longest stretch of asyncio work before Qt gets its turn: a quarter of a frame at 60 Hz."""
LONGEST_TIMER_MS = 24 * 3600 * 1000
"""Qt counts milliseconds in 32 bits; a later deadline is looked at again when this one fires."""
LOOP_VARIABLE = "HOMEWIRE_LOOP"

Arguments = TypeVarTuple("Arguments")


class _PollingSelector(selectors.DefaultSelector):
    """Never waits: waiting is Qt's work."""

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Return what is ready now, whatever the timeout."""
        del timeout
        return super().select(0)


class QtSelectorLoop(asyncio.SelectorEventLoop):
    """Asyncio's selector loop, driven by the Qt event loop of the current application.

    A nested Qt loop inside a callback pauses asyncio until it ends; one inside a Qt slot does not.

    Args:
        app: The application; handed in so that none is made, or forgotten, here.
    """

    # Attributes of asyncio.BaseEventLoop the type stubs leave out; present in 3.11 to 3.13.
    _ready: deque[asyncio.Handle]
    _scheduled: list[asyncio.TimerHandle]
    _stopping: bool

    def __init__(self, app: QCoreApplication) -> None:
        selector = _PollingSelector()
        self._anchor = QObject(app)
        self._is_driving = False
        self._is_ticking = False
        self._failure: BaseException | None = None
        self._qt_loop: QEventLoop | None = None
        self._deadline_timer = self._single_shot()
        self._soon_timer = self._single_shot()
        super().__init__(selector)
        self._notifier = QSocketNotifier(selector.fileno(), QSocketNotifier.Type.Read, self._anchor)
        self._notifier.setEnabled(False)
        self._notifier.activated.connect(self._tick)

    def _single_shot(self) -> QTimer:
        timer = QTimer(self._anchor)
        timer.setSingleShot(True)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(self._tick)
        return timer

    def stop(self) -> None:
        """Stop after one whole further iteration, as asyncio's own loop does."""
        super().stop()
        self._wake()

    def close(self) -> None:
        """Close the loop and let go of its Qt objects; it must not be running."""
        if not self.is_closed() and not self.is_running():
            self._notifier.setEnabled(False)
            self._deadline_timer.stop()
            self._soon_timer.stop()
            self._anchor.deleteLater()
        super().close()

    def call_soon(
        self,
        callback: Callable[[Unpack[Arguments]], object],
        *args: *Arguments,
        context: Context | None = None,
    ) -> asyncio.Handle:
        """Schedule a callback; from a Qt slot this also wakes the loop."""
        handle = super().call_soon(callback, *args, context=context)
        self._wake()
        return handle

    def call_at(
        self,
        when: float,
        callback: Callable[[Unpack[Arguments]], object],
        *args: *Arguments,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        """Schedule a callback for a time; from a Qt slot this also sets the alarm."""
        handle = super().call_at(when, callback, *args, context=context)
        self._wake()
        return handle

    def _wake(self) -> None:
        # Inside a tick nothing is needed: the tick looks at the queue and the heap when it ends.
        if self._is_driving and not self._is_ticking:
            self._soon_timer.start(0)

    def _run_once(self) -> None:
        # run_forever calls this until the loop is stopping. Driving Qt here, once and until then,
        # leaves all that run_forever does around it to the Python version at hand.
        self._drive()
        self._stopping = True

    def _drive(self) -> None:
        self._qt_loop = QEventLoop(self._anchor)
        self._is_driving = True
        self._notifier.setEnabled(True)
        self._soon_timer.start(0)
        try:
            self._qt_loop.exec()
        finally:
            self._is_driving = False
            self._notifier.setEnabled(False)
            self._qt_loop = None
        if self._failure is not None:
            failure, self._failure = self._failure, None
            raise failure

    def _tick(self) -> None:
        if not self._is_driving:
            return
        if self._is_ticking:
            # A nested Qt loop runs inside one of our callbacks. The descriptor stays readable
            # until the outer tick goes on, so without this Qt would spin at full load.
            self._notifier.setEnabled(False)
            return
        self._is_ticking = True
        budget_end_s = time.monotonic() + TICK_BUDGET_S
        try:
            while True:
                super()._run_once()  # type: ignore[misc]
                if self._stopping or not self._ready or time.monotonic() >= budget_end_s:
                    break
        except BaseException as error:  # noqa: BLE001 - KeyboardInterrupt and SystemExit end the loop
            self._failure = error
            self._stopping = True
        finally:
            self._is_ticking = False
        if self._stopping:
            self._leave()
        else:
            self._arm()

    def _leave(self) -> None:
        # Before Qt's loop ends, so that no further callback runs while it unwinds.
        self._is_driving = False
        self._notifier.setEnabled(False)
        self._deadline_timer.stop()
        self._soon_timer.stop()
        if self._qt_loop is not None:
            self._qt_loop.exit()

    def _arm(self) -> None:
        self._notifier.setEnabled(True)
        if self._ready:
            self._soon_timer.start(0)
        if self._scheduled:
            delay_ms = math.ceil((self._scheduled[0].when() - self.time()) * 1000)
            self._deadline_timer.start(min(max(delay_ms, 0), LONGEST_TIMER_MS))
        else:
            self._deadline_timer.stop()


def create_loop(app: QCoreApplication) -> asyncio.AbstractEventLoop:
    """Make the loop that suits this system.

    Raises:
        ConfigError: ``HOMEWIRE_LOOP`` holds something else than ``native`` or ``qasync``.
    """
    choice = os.environ.get(LOOP_VARIABLE) or ("native" if sys.platform == "linux" else "qasync")
    if choice == "native":
        return QtSelectorLoop(app)
    if choice == "qasync":
        import qasync  # type: ignore[import-untyped]

        return qasync.QEventLoop(app)  # type: ignore[no-any-return]
    raise ConfigError(f"{LOOP_VARIABLE} must be native or qasync, not {choice!r}")
