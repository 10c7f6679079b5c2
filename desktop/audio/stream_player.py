"""One talker's stream on its way to the loudspeaker: jitter buffer, decoder, speed."""

from desktop.audio.pcm import SILENT_FRAME, fade_out
from embedded_hub.audio.codec import Decoder
from embedded_hub.audio.pcm import pcm_of, samples_of
from embedded_hub.errors import RemoteProtocolError
from embedded_hub.model.voice import Frame
from embedded_hub.voice.jitter import JitterBuffer, JitterOptions
from embedded_hub.voice.playout import (
    Concealed,
    Ended,
    Play,
    PlayoutStatistics,
    Silence,
    Waiting,
)
from embedded_hub.voice.stretch import Stretcher


class StreamPlayer:
    """Turns frames that come when they like into sound of any length, when asked.

    Args:
        decoder: For this stream alone; it remembers what came before.
        options: Live, catching up, or out of the record.
    """

    def __init__(self, decoder: Decoder, options: JitterOptions | None = None) -> None:
        self._buffer = JitterBuffer(options)
        self._decoder = decoder
        self._stretcher = Stretcher()
        self._ready = bytearray()
        self.is_ended = False
        """Everything has been played."""
        self.broken_count = 0
        """Packets that were none, made up instead."""

    @property
    def statistics(self) -> PlayoutStatistics:
        """How the stream fared so far."""
        return self._buffer.statistics()

    def push(self, frame: Frame, now_s: float) -> None:
        """Take a frame as it arrives."""
        self._buffer.push(frame, now_s)

    def finish(self) -> None:
        """Play what is left and end."""
        self._buffer.finish()

    def read(self, count: int, now_s: float) -> bytes:
        """Return the next ``count`` bytes of sound; silence where there is none."""
        while len(self._ready) < count and not self.is_ended:
            sound = self._next(now_s)
            if not sound:
                break
            self._ready += sound
        sound = bytes(self._ready[:count])
        del self._ready[:count]
        return sound + bytes(count - len(sound))

    def _next(self, now_s: float) -> bytes:
        match self._buffer.pull(now_s):
            case Play(frame=frame, speed=speed):
                sound = samples_of(self._decoded(frame.payload))
                return pcm_of(self._stretcher.stretch(sound, speed))
            case Concealed() as missing:
                return self._made_up(missing)
            case Silence():
                return SILENT_FRAME
            case Ended():
                self.is_ended = True
                return b""
            case Waiting():
                return b""

    def _decoded(self, packet: bytes) -> bytes:
        try:
            return self._decoder.decode(packet)
        except RemoteProtocolError:  # a talker's lie costs its listeners 20 ms
            self.broken_count += 1
            return self._decoder.conceal()

    def _made_up(self, missing: Concealed) -> bytes:
        if missing.kind == "noise":
            return SILENT_FRAME
        if missing.kind == "fec" and missing.following is not None:
            return self._recovered(missing.following.payload)
        guess = self._decoder.conceal()
        return fade_out(guess) if missing.kind == "fade" else guess

    def _recovered(self, following: bytes) -> bytes:
        try:
            return self._decoder.recover(following)
        except RemoteProtocolError:
            return self._decoder.conceal()
