"""Being told to stop: Ctrl-C, ``kill``, or the service manager."""

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def on_stop(callback: Callable[[], object]) -> Iterator[None]:
    """Call back on the event loop at every stop signal inside the block."""
    loop = asyncio.get_running_loop()
    before = {number: signal.getsignal(number) for number in STOP_SIGNALS}
    # signal.signal works on every system; the loop's own add_signal_handler not on Windows.
    for number in STOP_SIGNALS:
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(callback))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
