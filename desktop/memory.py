"""What the program does about its own memory, on the thread of its window.

Python collects garbage on whichever thread asks for memory next. A QObject that ends on another
thread than its own leaves its timers behind, and the first of them to fire ends the program. So
garbage is collected here and nowhere else.
"""

import ctypes
import gc
import linecache
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

COLLECT_MS = 1000
SETTLED_MS = 15_000
"""After the start: what only the start needed is given back."""
TRIM_MS = 60_000
"""Costs a millisecond where there is little to give back."""


class Memory(QObject):
    """Collects garbage, and gives back what the program does not use."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._collecting = QTimer(self)
        self._collecting.setInterval(COLLECT_MS)
        self._collecting.timeout.connect(collect_due)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLED_MS)
        self._settling.timeout.connect(self._settle)
        self._trim = find_trim()
        self._trimming = QTimer(self)
        self._trimming.setInterval(TRIM_MS)
        self._trimming.timeout.connect(self._trim)

    def start(self) -> None:
        """Take over from Python's own collector."""
        gc.disable()
        self._collecting.start()
        self._settling.start()
        self._trimming.start()

    def close(self) -> None:
        """Hand over to Python's own collector."""
        self._collecting.stop()
        self._settling.stop()
        self._trimming.stop()
        gc.unfreeze()
        gc.collect()
        gc.enable()

    def _settle(self) -> None:
        # PySide's import hook reads the source of every module that imports another.
        linecache.clearcache()
        gc.collect()
        # What lives for as long as the program does need not be looked at again each time.
        gc.freeze()
        self._trim()


def collect_due() -> None:
    """Collect the oldest generation that is due by Python's own thresholds, if any."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if counts[generation] > thresholds[generation]:
            gc.collect(generation)
            return


def find_trim() -> Callable[[], None]:
    """Return what gives freed memory back to the system.

    glibc keeps what a page of tiles used for the next one, for ever; the others give it back.
    """
    if sys.platform != "linux":
        return _nothing
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return _nothing if trim is None else lambda: trim(0)


def _nothing() -> None:
    """Leave memory as it is."""
