"""Notices when something holds the event loop up, and which driver does.

Nothing can be done about code that does not return; but a person should read why the whole home
stood still. A thread looks, since the loop cannot.
"""

import asyncio
import sys
import threading
import time
from collections.abc import Callable, Sequence

TICK_S = 1.0
LATE_S = 1.0
"""A home that stands still for so long is felt by everybody in it."""
_DEEPEST = 60

OnBlock = Callable[[Sequence[str], float], None]


class BlockWatch:
    """Watches one event loop, from :meth:`start` to :meth:`stop`.

    Args:
        on_block: Called in the loop, after it has stood still, with the names of the modules that
            were at work, the innermost first, and for how long in seconds.
        tick_s: How often to look.
        late_s: From when on it counts.
    """

    def __init__(
        self, on_block: OnBlock, *, tick_s: float = TICK_S, late_s: float = LATE_S
    ) -> None:
        self._on_block = on_block
        self._tick_s = tick_s
        self._late_s = late_s
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Watch the running loop."""
        loop, ident = asyncio.get_running_loop(), threading.get_ident()
        self._thread = threading.Thread(
            target=self._look, args=(loop, ident), name="block watch", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Watch no more; returns at once."""
        self._ended.set()

    def _look(self, loop: asyncio.AbstractEventLoop, ident: int) -> None:
        while not self._ended.wait(self._tick_s):
            beat = threading.Event()
            began_s = time.monotonic()
            try:
                loop.call_soon_threadsafe(beat.set)
                if beat.wait(self._late_s):
                    continue
                modules = _modules_at_work(ident)
                while not beat.wait(self._late_s):
                    if self._ended.is_set():
                        return
                held_s = time.monotonic() - began_s
                loop.call_soon_threadsafe(self._on_block, modules, held_s)
            except RuntimeError:  # the loop is closed
                return


def _modules_at_work(ident: int) -> Sequence[str]:
    frame = sys._current_frames().get(ident)  # noqa: SLF001 -- public but for its name
    names: list[str] = []
    while frame is not None and len(names) < _DEEPEST:
        names.append(str(frame.f_globals.get("__name__", "")))
        frame = frame.f_back
    return names
