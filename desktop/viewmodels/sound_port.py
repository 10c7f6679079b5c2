"""What talking and listening need of this computer; no sound card and no Qt multimedia in sight."""

from collections.abc import Callable, Sequence
from typing import Protocol

from desktop.audio.cues import Cue
from desktop.audio.ducking import Ducking
from desktop.audio.sound_device import SoundDevice
from embedded_hub.errors import SoundUnavailable
from embedded_hub.model.voice import Frame, StreamId
from embedded_hub.protocol.voice_events import StreamStart, StreamStop
from embedded_hub.voice.playout import PlayoutStatistics
from embedded_hub.voice.vad import Level

OnPacket = Callable[[bytes, Level], None]
OnLost = Callable[[SoundUnavailable], None]


class OpenMicrophone(Protocol):
    """A microphone that listens."""

    def stop(self) -> None:
        """Close it; no callback comes after."""


class OpenSpeaker(Protocol):
    """A loudspeaker that plays what a hub sends."""

    @property
    def is_playing(self) -> bool:
        """Whether any stream is not at its end."""

    def hear(self, start: StreamStart, frames: Sequence[Frame], speed: float = 1.0) -> None:
        """Take frames of a stream as they arrive.

        Args:
            start: The stream.
            frames: What came of it.
            speed: How fast to play it, where it comes out of the record.
        """

    def statistics(self, stream: StreamId) -> PlayoutStatistics | None:
        """Return how a stream fares; ``None`` when all of it was played."""

    def peaks(self, stream: StreamId) -> bytes:
        """Return the shape of what was played of a stream; 255 is full scale."""

    def drop(self, stream: StreamId) -> None:
        """Play no more of a stream."""

    def play_cue(self, cue: Cue) -> None:
        """Play a short sound."""

    def set_volume(self, volume: float) -> None:
        """Set how loud, 0 to 1."""

    def stopped(self, stop: StreamStop) -> None:
        """Play what is left of a stream that is over."""

    def set_muted(self, is_muted: bool) -> None:
        """Play silence while somebody talks here."""

    def stop(self) -> None:
        """Close it; no callback comes after."""


class Sound(Protocol):
    """The sound of this computer. Opening may raise SoundUnavailable or CodecUnsupported."""

    def inputs(self) -> Sequence[SoundDevice]:
        """Return the microphones."""

    def outputs(self) -> Sequence[SoundDevice]:
        """Return the loudspeakers."""

    def choose(self, input_id: str, output_id: str) -> None:
        """Choose what is opened next; empty is the system's own."""

    @property
    def ducking(self) -> Ducking:
        """What makes other programs quieter."""

    def open_microphone(self, on_packet: OnPacket, on_lost: OnLost) -> OpenMicrophone:
        """Begin to listen."""

    def open_speaker(self, on_lost: OnLost) -> OpenSpeaker:
        """Begin to play."""
