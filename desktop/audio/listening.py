"""What is heard of a hub: every stream it starts, on one loudspeaker."""

import time
from collections.abc import Sequence

from desktop.audio.cues import Cue, cue_sound
from desktop.audio.playout import Playout
from desktop.audio.stream_player import StreamPlayer
from embedded_hub.audio.codec import make_decoder
from embedded_hub.model.voice import CLOCK_HZ, Frame, StreamId
from embedded_hub.protocol.voice_events import StreamStart, StreamStop
from embedded_hub.voice.jitter import JitterOptions
from embedded_hub.voice.playout import PlayoutStatistics


class Listening:
    """Brings frames to the loudspeaker.

    Args:
        playout: Open.
    """

    def __init__(self, playout: Playout) -> None:
        self._playout = playout

    def hear(self, start: StreamStart, frames: Sequence[Frame], speed: float = 1.0) -> None:
        """Take frames of a stream as they arrive.

        Args:
            start: The stream.
            frames: What came of it.
            speed: How fast to play it, where it comes out of the record.

        Raises:
            CodecUnsupported: this computer cannot decode them.
        """
        player = self._playout.player(start.stream)
        if player is None:
            player = StreamPlayer(make_decoder(start.codec, CLOCK_HZ), _options(start, speed))
            self._playout.add(start.stream, player)
        now_s = time.monotonic()
        for frame in frames:
            player.push(frame, now_s)
        self._playout.tick()

    @property
    def is_playing(self) -> bool:
        """Whether any stream is not at its end."""
        return self._playout.is_playing

    def statistics(self, stream: StreamId) -> PlayoutStatistics | None:
        """Return how a stream fares; ``None`` when all of it was played."""
        player = self._playout.player(stream)
        return player.statistics if player is not None else None

    def peaks(self, stream: StreamId) -> bytes:
        """Return the shape of what was played of a stream; 255 is full scale."""
        player = self._playout.player(stream)
        return player.peaks if player is not None else b""

    def drop(self, stream: StreamId) -> None:
        """Play no more of a stream."""
        self._playout.drop(stream)

    def play_cue(self, cue: Cue) -> None:
        """Play a short sound."""
        self._playout.play_over(cue_sound(cue))

    def set_volume(self, volume: float) -> None:
        """Set how loud, 0 to 1."""
        self._playout.set_volume(volume)

    def set_muted(self, is_muted: bool) -> None:
        """Play silence while somebody talks here."""
        self._playout.set_muted(is_muted)

    def stop(self) -> None:
        """Close the loudspeaker; no callback comes after."""
        self._playout.stop()

    def stopped(self, stop: StreamStop) -> None:
        """Play what is left of a stream that is over."""
        player = self._playout.player(stop.stream)
        if player is not None:
            player.finish()


def _options(start: StreamStart, speed: float) -> JitterOptions:
    if start.replay:
        return JitterOptions(pace="steady", speed=speed)
    return JitterOptions(pace="catch_up" if start.behind_ms else "live")
