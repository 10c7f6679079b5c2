"""The microphone as a talker needs it: packets, how loud they are, and whether anybody speaks."""

from collections.abc import Callable

from PySide6.QtMultimedia import QAudioDevice

from desktop.audio.capture import Capture
from embedded_hub.audio.codec import make_encoder
from embedded_hub.audio.pcm import samples_of
from embedded_hub.errors import SoundUnavailable
from embedded_hub.model.voice import CLOCK_HZ
from embedded_hub.voice.vad import EnergyVad, Level

OnPacket = Callable[[bytes, Level], None]


class Microphone:
    """One open microphone, encoded.

    Args:
        device: What to listen to.
        on_packet: Called with each 20 ms.
        on_lost: Called once when the device fails or goes; nothing follows.

    Raises:
        CodecUnsupported: this computer cannot encode Opus.
    """

    def __init__(
        self,
        device: QAudioDevice,
        on_packet: OnPacket,
        on_lost: Callable[[SoundUnavailable], None],
    ) -> None:
        self._on_packet = on_packet
        self._encoder = make_encoder("opus", CLOCK_HZ)
        self._vad = EnergyVad()
        self._capture = Capture(device, self._heard, on_lost)

    def start(self) -> None:
        """Open it.

        Raises:
            SoundUnavailable: the system does not give it.
        """
        self._capture.start()

    def stop(self) -> None:
        """Close it; no callback comes after."""
        self._capture.stop()

    def _heard(self, pcm: bytes) -> None:
        self._on_packet(self._encoder.encode(pcm), self._vad.judge(samples_of(pcm)))
