"""Plain samples: other rates, frames of 20 ms, and the codec that is none.

The resampler is a polyphase windowed sinc of 16 zero crossings in pure Python. In real time it
takes 5 to 10 % of a core: right for files and for the odd stream. Where Opus is on one side,
libopus resamples for nothing (:mod:`embedded_hub.audio.opus`).
"""

import sys
from array import array
from collections.abc import Iterator
from math import cos, gcd, pi, sin
from operator import mul

from embedded_hub.audio.codec import SPEECH_HZ, frame_bytes
from embedded_hub.errors import LocalProtocolError, RemoteProtocolError

MAX_SAMPLE, MIN_SAMPLE = 32_767, -32_768
_CROSSINGS = 8
"""Of the sinc, on each side."""
_FADE = 0.5
"""How much quieter each made-up frame is than the one before."""


def samples_of(pcm: bytes) -> "array[int]":
    """Read little-endian 16-bit samples."""
    samples = array("h", pcm)
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def pcm_of(samples: "array[int]") -> bytes:
    """Write little-endian 16-bit samples."""
    if sys.byteorder == "big":
        samples = samples[:]
        samples.byteswap()
    return samples.tobytes()


def frames_of(pcm: bytes, rate_hz: int = 48_000) -> Iterator[bytes]:
    """Cut samples into frames of 20 ms, the last one filled up with silence."""
    size = frame_bytes(rate_hz)
    for at in range(0, len(pcm), size):
        yield pcm[at : at + size].ljust(size, b"\0")


class Resampler:
    """Changes the rate of one stream, piece by piece.

    The last eight samples of the lower rate wait for what follows; :meth:`flush` yields them.

    Args:
        from_hz: The rate of what is fed.
        to_hz: The rate of what comes out.
    """

    def __init__(self, from_hz: int, to_hz: int) -> None:
        common = gcd(from_hz, to_hz)
        self._up, self._down = to_hz // common, from_hz // common
        self._cutoff = min(1.0, to_hz / from_hz)
        self._half = int(_CROSSINGS / self._cutoff) + 1
        self._filters: dict[int, list[float]] = {}
        self._waiting = array("h", bytes(2 * self._half))
        self._at = self._half * self._up
        """Where the next output lies in what waits, in steps of the common rate."""

    def feed(self, samples: "array[int]") -> "array[int]":
        """Take any number of samples; returns those that are complete."""
        if self._up == self._down:
            return samples
        waiting = self._waiting + samples
        width, half = 2 * self._half, self._half
        out = array("h")
        last = (len(waiting) - half) * self._up
        at = self._at
        while at < last:
            index, phase = divmod(at, self._up)
            window = waiting[index - half + 1 : index - half + 1 + width]
            out.append(_clamped(sum(map(mul, self._filter(phase), window))))
            at += self._down
        used = max(0, at // self._up - half)
        self._waiting = waiting[used:]
        self._at = at - used * self._up
        return out

    def flush(self) -> "array[int]":
        """Return the rest of the stream."""
        return self.feed(array("h", bytes(2 * self._half)))

    def _filter(self, phase: int) -> list[float]:
        found = self._filters.get(phase)
        if found is None:
            offset = phase / self._up
            taps = [self._tap(at - self._half + 1 - offset) for at in range(2 * self._half)]
            gain = sum(taps)
            found = self._filters[phase] = [tap / gain for tap in taps]
        return found

    def _tap(self, distance: float) -> float:
        if abs(distance) >= self._half:
            return 0.0
        x = pi * distance * self._cutoff
        window = 0.5 + 0.5 * cos(pi * distance / self._half)
        return (sin(x) / x if x else 1.0) * window


def resampled(samples: "array[int]", from_hz: int, to_hz: int) -> "array[int]":
    """Return a whole recording at another rate."""
    resampler = Resampler(from_hz, to_hz)
    out = resampler.feed(samples)
    return out + resampler.flush() if from_hz != to_hz else out


class PcmEncoder:
    """Packets that are the samples themselves, at 16 kHz: 640 bytes, 256 kbit/s.

    Args:
        rate_hz: Of the samples it takes.
    """

    def __init__(self, rate_hz: int = SPEECH_HZ) -> None:
        self._rate_hz = rate_hz
        self._frame_bytes = frame_bytes(rate_hz)
        self._resampler = Resampler(rate_hz, SPEECH_HZ)

    @property
    def rate_hz(self) -> int:
        """Of the samples it takes."""
        return self._rate_hz

    def encode(self, pcm: bytes) -> bytes:
        """Turn exactly 20 ms into one packet.

        Raises:
            LocalProtocolError: it is not 20 ms.
        """
        if len(pcm) != self._frame_bytes:
            raise LocalProtocolError(f"{len(pcm)} bytes are not 20 ms at {self._rate_hz} Hz")
        return _whole(self._resampler, pcm, SPEECH_HZ)


class PcmDecoder:
    """Samples from packets that are samples.

    Args:
        rate_hz: Of the samples it yields.
    """

    def __init__(self, rate_hz: int = SPEECH_HZ) -> None:
        self._rate_hz = rate_hz
        self._resampler = Resampler(SPEECH_HZ, rate_hz)
        self._last = bytes(frame_bytes(SPEECH_HZ))

    @property
    def rate_hz(self) -> int:
        """Of the samples it yields."""
        return self._rate_hz

    def decode(self, packet: bytes) -> bytes:
        """Turn one packet into 20 ms.

        Raises:
            RemoteProtocolError: it is not 20 ms of 16 kHz.
        """
        if len(packet) != frame_bytes(SPEECH_HZ):
            raise RemoteProtocolError(f"{len(packet)} bytes are not 20 ms of PCM at 16 kHz")
        self._last = packet
        return _whole(self._resampler, packet, self._rate_hz)

    def recover(self, following: bytes) -> bytes:  # noqa: ARG002 - nothing in it would help
        """Make up a packet; plain samples hold no copy of the one before."""
        return self.conceal()

    def conceal(self) -> bytes:
        """Repeat the last packet, quieter each time."""
        quieter = array("h", (int(sample * _FADE) for sample in samples_of(self._last)))
        self._last = pcm_of(quieter)
        return _whole(self._resampler, self._last, self._rate_hz)


def _whole(resampler: Resampler, pcm: bytes, rate_hz: int) -> bytes:
    """Resample 20 ms to exactly 20 ms; the first frame lacks what the filter still holds."""
    return pcm_of(resampler.feed(samples_of(pcm))).rjust(frame_bytes(rate_hz), b"\0")


def _clamped(value: float) -> int:
    return min(MAX_SAMPLE, max(MIN_SAMPLE, round(value)))
