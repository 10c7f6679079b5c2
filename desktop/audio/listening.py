"""What is heard of a hub: every stream it starts, on one loudspeaker."""

import time
from collections.abc import Sequence

from desktop.audio.playout import Playout
from desktop.audio.stream_player import StreamPlayer
from embedded_hub.audio.codec import make_decoder
from embedded_hub.model.voice import CLOCK_HZ, Frame
from embedded_hub.protocol.voice_events import StreamStart, StreamStop
from embedded_hub.voice.jitter import JitterOptions


class Listening:
    """Brings frames to the loudspeaker.

    Args:
        playout: Open.
    """

    def __init__(self, playout: Playout) -> None:
        self._playout = playout

    def hear(self, start: StreamStart, frames: Sequence[Frame]) -> None:
        """Take frames of a stream as they arrive.

        Raises:
            CodecUnsupported: this computer cannot decode them.
        """
        player = self._playout.player(start.stream)
        if player is None:
            player = StreamPlayer(make_decoder(start.codec, CLOCK_HZ), _options(start))
            self._playout.add(start.stream, player)
        now_s = time.monotonic()
        for frame in frames:
            player.push(frame, now_s)
        self._playout.tick()

    @property
    def is_playing(self) -> bool:
        """Whether any stream is not at its end."""
        return self._playout.is_playing

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


def _options(start: StreamStart) -> JitterOptions:
    if start.replay:
        return JitterOptions(pace="steady")
    return JitterOptions(pace="catch_up" if start.behind_ms else "live")
