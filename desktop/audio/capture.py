"""The microphone, 20 ms at a time."""

from collections.abc import Callable

from PySide6.QtCore import QIODevice, QTimer
from PySide6.QtMultimedia import QAudioDevice, QAudioSource, QtAudio

from desktop.audio.pcm import FRAME_BYTES, sound_format
from embedded_hub.errors import SoundUnavailable

SILENT_MS = 4000
"""Even silence is sound, and even a wireless microphone opens sooner: it is gone. Not every
sound server says so."""
BUFFER_FRAMES = 5
"""Asked of the sound server: what it may hold while the program is busy."""


class Capture:
    """One microphone that is open.

    Args:
        device: What to listen to.
        on_frame: Called with each 20 ms as they are there.
        on_lost: Called once when the device fails or goes; nothing follows.
    """

    def __init__(
        self,
        device: QAudioDevice,
        on_frame: Callable[[bytes], None],
        on_lost: Callable[[SoundUnavailable], None],
    ) -> None:
        self._on_frame = on_frame
        self._on_lost = on_lost
        self._name = device.description()
        self._heard = bytearray()
        self._stream: QIODevice | None = None
        self._source = QAudioSource(device, sound_format())
        self._source.setBufferSize(BUFFER_FRAMES * FRAME_BYTES)
        self._source.stateChanged.connect(self._state_changed)
        self._watch = QTimer()
        self._watch.setSingleShot(True)
        self._watch.setInterval(SILENT_MS)
        self._watch.timeout.connect(self._lose)

    def start(self) -> None:
        """Open the microphone.

        Raises:
            SoundUnavailable: the system does not give it.
        """
        stream = self._source.start()
        if self._source.error() != QtAudio.Error.NoError:
            self.stop()
            raise SoundUnavailable(
                f"The microphone {self._name} could not be opened. Another program may hold it.",
                details={"reason": "not_opened", "name": self._name},
            )
        self._stream = stream
        stream.readyRead.connect(self._read)
        self._watch.start()

    def stop(self) -> None:
        """Close it; no callback comes after."""
        self._stream = None
        self._watch.stop()
        self._source.stop()

    def _read(self) -> None:
        if self._stream is None:
            return
        self._watch.start()
        self._heard += self._stream.readAll().data()
        while len(self._heard) >= FRAME_BYTES:
            frame = bytes(self._heard[:FRAME_BYTES])
            del self._heard[:FRAME_BYTES]
            self._on_frame(frame)

    def _state_changed(self) -> None:
        # Asked for, not taken from the signal: PySide 6.11 cannot convert what that carries.
        if self._source.state() == QtAudio.State.StoppedState:
            self._lose()

    def _lose(self) -> None:
        if self._stream is None:
            return
        self._stream = None
        self._watch.stop()
        self._on_lost(
            SoundUnavailable(
                f"The microphone {self._name} was disconnected.",
                details={"reason": "unplugged", "name": self._name},
            )
        )
