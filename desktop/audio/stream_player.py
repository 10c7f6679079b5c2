"""One talker's stream on its way to the loudspeaker."""

from embedded_hub.audio.codec import Decoder
from embedded_hub.audio.pcm import samples_of
from embedded_hub.audio.rendering import Renderer
from embedded_hub.model.voice import Frame
from embedded_hub.voice.burst import Waveform
from embedded_hub.voice.jitter import JitterBuffer, JitterOptions
from embedded_hub.voice.playout import Ended, PlayoutStatistics
from embedded_hub.voice.vad import peak_of

SHAPE_COLUMNS = 64
"""As many as a waveform on the screen has bars."""


class StreamPlayer:
    """Turns frames that come when they like into sound of any length, when asked.

    Args:
        decoder: For this stream alone; it remembers what came before.
        options: Live, catching up, or out of the record.
    """

    def __init__(self, decoder: Decoder, options: JitterOptions | None = None) -> None:
        self._buffer = JitterBuffer(options)
        self._renderer = Renderer(decoder)
        self._ready = bytearray()
        self._shape = Waveform(SHAPE_COLUMNS)
        self.is_ended = False
        """Everything has been played."""

    @property
    def statistics(self) -> PlayoutStatistics:
        """How the stream fared so far."""
        return self._buffer.statistics()

    @property
    def undecodable_count(self) -> int:
        """Packets that were none."""
        return self._renderer.undecodable_count

    @property
    def peaks(self) -> bytes:
        """The shape of what was played so far; 255 is full scale."""
        return self._shape.peaks

    def push(self, frame: Frame, now_s: float) -> None:
        """Take a frame as it arrives."""
        self._buffer.push(frame, now_s)

    def finish(self) -> None:
        """Play what is left and end."""
        self._buffer.finish()

    def read(self, count: int, now_s: float) -> bytes:
        """Return the next ``count`` bytes of sound; silence where there is none."""
        while len(self._ready) < count and not self.is_ended:
            answer = self._buffer.pull(now_s)
            self.is_ended = isinstance(answer, Ended)
            sound = self._renderer.render(answer)
            if not sound:
                break
            self._shape.add(peak_of(samples_of(sound)))
            self._ready += sound
        sound = bytes(self._ready[:count])
        del self._ready[:count]
        return sound + bytes(count - len(sound))
