"""From the jitter buffer's answers to samples for a loudspeaker.

::

    answer              samples
    Play                decoded, stretched by its speed, the seam after a skip faded
    Concealed fec, plc  as the decoder makes them up
    Concealed fade      the same, fading out
    Concealed noise     comfort noise as loud as the quietest of what was heard lately
    Silence             comfort noise too: dead silence sounds like a broken line
    Waiting, Ended      nothing: the device plays what it likes

A packet that cannot be decoded is concealed: a talker's lie costs its listeners 20 ms.
"""

from array import array

from embedded_hub.audio.codec import Decoder
from embedded_hub.audio.pcm import pcm_of, samples_of
from embedded_hub.errors import RemoteProtocolError
from embedded_hub.model.voice import CLOCK_HZ, FRAME_SAMPLES
from embedded_hub.voice.playout import Concealed, Ended, Play, Playout, Silence, Waiting
from embedded_hub.voice.stretch import Stretcher
from embedded_hub.voice.vad import peak_of

FADE_SAMPLES = CLOCK_HZ // 200
MAX_NOISE_PEAK = 60
"""-55 dBFS: nobody should hear the comfort noise as such."""
_NOISE_CREEP = 1.02
"""The room may get louder by so much in 20 ms, so one quiet frame is not for ever."""


class Renderer:
    """Plays one stream's answers, at 48 kHz mono.

    Args:
        decoder: Of the stream's codec, at 48 kHz.
    """

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        self._stretcher = Stretcher()
        self._noise_peak = float(MAX_NOISE_PEAK)
        self._random = 1
        self._last = array("h", bytes(2 * FADE_SAMPLES))
        self._is_broken = False
        self.undecodable_count = 0
        """Packets that were none."""

    def render(self, answer: Playout) -> bytes:
        """Return the samples of one answer: 20 ms, or what its speed makes of them."""
        match answer:
            case Play(frame=frame, speed=speed, skipped=skipped):
                played = self._decoded(frame.payload)
                self._follow_room(played)
                if skipped or self._is_broken:
                    played = _joined(self._last, played)
                self._is_broken = False
                played = self._stretcher.stretch(played, speed)
            case Concealed(kind="noise") | Silence():
                played = self._noise()
                if not self._is_broken:
                    played = _joined(self._last, played)
                self._is_broken = True
            case Concealed(kind=kind, following=following):
                played = self._made_up(following.payload if following else None)
                if kind == "fade":
                    played = _fading(played)
                    self._is_broken = True
            case Waiting() | Ended():
                return b""
        self._last = played[-FADE_SAMPLES:]
        return pcm_of(played)

    def _decoded(self, packet: bytes) -> "array[int]":
        try:
            return samples_of(self._decoder.decode(packet))
        except RemoteProtocolError:
            self.undecodable_count += 1
            return samples_of(self._decoder.conceal())

    def _made_up(self, following: bytes | None) -> "array[int]":
        if following is not None:
            try:
                return samples_of(self._decoder.recover(following))
            except RemoteProtocolError:
                self.undecodable_count += 1
        return samples_of(self._decoder.conceal())

    def _follow_room(self, heard: "array[int]") -> None:
        louder = self._noise_peak * _NOISE_CREEP + 0.1
        self._noise_peak = min(louder, float(peak_of(heard)), float(MAX_NOISE_PEAK))

    def _noise(self) -> "array[int]":
        peak = round(self._noise_peak)
        noise = array("h", bytes(2 * FRAME_SAMPLES))
        state = self._random
        for at in range(FRAME_SAMPLES):
            # A linear congruential generator: chance without a source of it.
            state = (state * 1_103_515_245 + 12_345) & 0x7FFFFFFF
            noise[at] = (state >> 16) % (2 * peak + 1) - peak
        self._random = state
        return noise


def _joined(before: "array[int]", after: "array[int]") -> "array[int]":
    """Fade in ``after``, over what would have been an echo of ``before`` played backwards."""
    ramp = range(min(FADE_SAMPLES, len(before), len(after)))
    for at in ramp:
        share = at / len(ramp)
        after[at] = round(before[-1 - at] * (1 - share) + after[at] * share)
    return after


def _fading(samples: "array[int]") -> "array[int]":
    count = len(samples)
    return array("h", [sample * (count - at) // count for at, sample in enumerate(samples)])
