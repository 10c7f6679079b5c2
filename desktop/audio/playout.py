"""The loudspeaker, fed every 5 ms.

The device is written to (push mode) and kept 20 ms full. Asked to fetch for itself (pull mode) it
takes up to 170 ms at once, which would all be delay.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QIODevice, Qt, QTimer
from PySide6.QtMultimedia import QAudioDevice, QAudioSink, QtAudio

from desktop.audio.pcm import FRAME_BYTES, SAMPLE_BYTES, mixed, sound_format
from desktop.audio.stream_player import StreamPlayer
from embedded_hub.errors import SoundUnavailable

TICK_MS = 5
HELD_BYTES = FRAME_BYTES
"""20 ms in the device."""
BUFFER_FRAMES = 5
STUCK_S = 3.0
"""A loudspeaker that took nothing for so long is gone. Not every sound server says so."""


class Playout:
    """One loudspeaker that is open, and the streams mixed into it.

    Args:
        device: Where to play.
        on_ended: Called with a stream's key when all of it has been played.
        on_lost: Called once when the device fails or goes; nothing is played after.
    """

    def __init__(
        self,
        device: QAudioDevice,
        on_ended: Callable[[int], None],
        on_lost: Callable[[SoundUnavailable], None],
    ) -> None:
        self._on_ended = on_ended
        self._on_lost = on_lost
        self._name = device.description()
        self._streams: dict[int, StreamPlayer] = {}
        self._stream: QIODevice | None = None
        self._is_muted = False
        self._over = bytearray()
        self._taken_s = 0.0
        self.dry_count = 0
        """How often the device ran empty while something was to be played."""
        self._sink = QAudioSink(device, sound_format())
        self._sink.setBufferSize(BUFFER_FRAMES * FRAME_BYTES)
        self._sink.stateChanged.connect(self._state_changed)
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        """Open the loudspeaker.

        Raises:
            SoundUnavailable: the system does not give it.
        """
        stream = self._sink.start()
        if self._sink.error() != QtAudio.Error.NoError:
            self.stop()
            raise SoundUnavailable(
                f"The loudspeaker {self._name} could not be opened.",
                details={"reason": "not_opened", "name": self._name},
            )
        self._stream = stream
        self._taken_s = time.monotonic()
        self._timer.start()

    def stop(self) -> None:
        """Close it; no callback comes after."""
        self._timer.stop()
        self._stream = None
        self._sink.stop()

    @property
    def is_playing(self) -> bool:
        """Whether anything is not at its end."""
        return bool(self._streams or self._over)

    def set_volume(self, volume: float) -> None:
        """Set how loud, 0 to 1."""
        self._sink.setVolume(volume)

    def set_muted(self, is_muted: bool) -> None:
        """Play silence while somebody talks here, so that they do not hear themselves back."""
        self._is_muted = is_muted

    def play_over(self, sound: bytes) -> None:
        """Play a short sound over everything, muted or not; one that plays is cut off."""
        self._over = bytearray(sound)

    def add(self, key: int, player: StreamPlayer) -> None:
        """Play a stream from now on."""
        self._streams[key] = player

    def player(self, key: int) -> StreamPlayer | None:
        """Return a stream that is not at its end."""
        return self._streams.get(key)

    def drop(self, key: int) -> None:
        """Stop a stream at once."""
        self._streams.pop(key, None)

    def tick(self) -> None:
        """Fill the device up; also called when a frame arrives."""
        if self._stream is None:
            return
        held = self._sink.bufferSize() - self._sink.bytesFree()
        wanted = HELD_BYTES - held
        wanted -= wanted % SAMPLE_BYTES
        now_s = time.monotonic()
        if wanted <= 0:
            if now_s - self._taken_s > STUCK_S:
                self._lose()
            return
        self._taken_s = now_s
        self.dry_count += held == 0 and self.is_playing
        self._stream.write(self._sound(wanted, now_s))

    def _sound(self, count: int, now_s: float) -> bytes:
        sounds = [player.read(count, now_s) for player in self._streams.values()]
        for key in [key for key, player in self._streams.items() if player.is_ended]:
            del self._streams[key]
            self._on_ended(key)
        if self._is_muted:
            sounds.clear()
        if self._over:
            sounds.append(bytes(self._over[:count]).ljust(count, b"\0"))
            del self._over[:count]
        return mixed(sounds) if sounds else bytes(count)

    def _state_changed(self) -> None:
        # Asked for, not taken from the signal: PySide 6.11 cannot convert what that carries.
        if self._sink.state() == QtAudio.State.StoppedState:
            self._lose()

    def _lose(self) -> None:
        if self._stream is None:
            return
        self._timer.stop()
        self._stream = None
        self._on_lost(
            SoundUnavailable(
                f"The loudspeaker {self._name} was disconnected.",
                details={"reason": "unplugged", "name": self._name},
            )
        )
