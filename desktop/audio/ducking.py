"""Other programs get quieter while somebody speaks, and as loud as before when nobody does.

Through PulseAudio's own interface, which PipeWire answers too; where neither runs nothing happens.
The sound server is asked in a thread: it may take its time.
"""

import logging
import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pulsectl  # type: ignore[import-untyped]

logger = logging.getLogger(__name__)

SHARE = 0.5
"""Of their volume, which is 18 dB: music stays there, and every word is understood over it."""
_CLIENT = "Homewire"


class Ducking(Protocol):
    """Makes other programs quieter."""

    def set_on(self, is_on: bool) -> None:
        """Make them quieter, or let them be as loud as before. Returns at once."""

    def close(self) -> None:
        """Let them be as loud as before, and be done."""


class NoDucking:
    """Where the system gives a program no say in how loud others are."""

    def set_on(self, is_on: bool) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""


class PulseDucking:
    """Turns down what other programs play on this person's sound server."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ducking")
        self._before: dict[int, tuple[float, float]] = {}
        """By stream: how loud it was, and how loud it was made."""

    def set_on(self, is_on: bool) -> None:
        """Make them quieter, or let them be as loud as before. Returns at once."""
        self._thread.submit(self._do, is_on)

    def close(self) -> None:
        """Let them be as loud as before, and be done."""
        self.set_on(False)
        self._thread.shutdown()

    def _do(self, is_on: bool) -> None:
        import pulsectl

        if not is_on and not self._before:
            return
        try:
            with pulsectl.Pulse(_CLIENT) as pulse:
                if is_on:
                    self._lower(pulse)
                else:
                    self._restore(pulse)
        except pulsectl.PulseError as error:
            logger.info("Other programs cannot be made quieter: %s", error)

    def _lower(self, pulse: "pulsectl.Pulse") -> None:
        own = str(os.getpid())
        for stream in pulse.sink_input_list():
            is_own = stream.proplist.get("application.process.id") == own
            if is_own or stream.index in self._before:
                continue
            loud = pulse.volume_get_all_chans(stream)
            self._before[stream.index] = (loud, loud * SHARE)
            pulse.volume_set_all_chans(stream, loud * SHARE)

    def _restore(self, pulse: "pulsectl.Pulse") -> None:
        before, self._before = self._before, {}
        for stream in pulse.sink_input_list():
            if stream.index not in before:
                continue
            loud, made = before[stream.index]
            # Whoever turned it meanwhile meant it so.
            if abs(pulse.volume_get_all_chans(stream) - made) < 0.01:
                pulse.volume_set_all_chans(stream, loud)


def open_ducking() -> Ducking:
    """Return what this system offers; never raises."""
    try:
        import pulsectl
    except (ImportError, OSError):  # no libpulse: Windows, macOS, or no sound at all
        return NoDucking()
    del pulsectl
    return PulseDucking()
