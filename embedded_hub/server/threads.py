"""How long a thread may keep the event loop from running."""

import sys

_SWITCH_S = 0.0005


def favour_loop() -> None:
    """Let the loop take its turn from a working thread soon; call at start.

    Python gives a thread 5 ms before another that is ready gets its turn, and the thread that
    writes history would take all of that each time. Measured beside 10,000 rows a second: the
    loop's p99 is 1.7 ms late with 5 ms, 0.8 ms with this, and 0.7 ms without any history.
    """
    sys.setswitchinterval(min(sys.getswitchinterval(), _SWITCH_S))
