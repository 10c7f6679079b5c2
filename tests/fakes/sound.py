"""A computer's sound that a test speaks into and listens to."""

from collections.abc import Sequence

from desktop.audio.cues import Cue
from desktop.audio.sound_device import SoundDevice
from desktop.viewmodels.sound_port import OnLost, OnPacket
from embedded_hub.errors import SoundUnavailable
from embedded_hub.model.voice import Frame, StreamId
from embedded_hub.protocol.voice_events import StreamStart, StreamStop
from embedded_hub.voice.playout import PlayoutStatistics
from embedded_hub.voice.vad import Level


class FakeMicrophone:
    def __init__(self, on_packet: OnPacket, on_lost: OnLost) -> None:
        self.on_packet = on_packet
        self.on_lost = on_lost
        self.is_open = True

    def stop(self) -> None:
        self.is_open = False

    def speak(self, rms_dbfs: float = -20.0, *, is_voice: bool = True, peak: int = 3000) -> None:
        self.on_packet(b"sound", Level(rms_dbfs=rms_dbfs, peak=peak, is_voice=is_voice))


class FakeSpeaker:
    def __init__(self, on_lost: OnLost) -> None:
        self.on_lost = on_lost
        self.is_open = True
        self.is_playing = False
        self.is_muted = False
        self.volume = 1.0
        self.heard: list[Frame] = []
        self.speeds: list[float] = []
        self.ended: list[StreamId] = []
        self.cues: list[str] = []
        self.shape = b""
        self.fares: PlayoutStatistics | None = None

    def hear(self, start: StreamStart, frames: Sequence[Frame], speed: float = 1.0) -> None:
        self.heard += frames
        self.speeds.append(speed)

    def statistics(self, stream: StreamId) -> PlayoutStatistics | None:
        return self.fares

    def peaks(self, stream: StreamId) -> bytes:
        return self.shape

    def drop(self, stream: StreamId) -> None:
        self.ended.append(stream)

    def play_cue(self, cue: Cue) -> None:
        self.cues.append(cue)

    def set_volume(self, volume: float) -> None:
        self.volume = volume

    def stopped(self, stop: StreamStop) -> None:
        self.ended.append(stop.stream)

    def set_muted(self, is_muted: bool) -> None:
        self.is_muted = is_muted

    def stop(self) -> None:
        self.is_open = False


class FakeDucking:
    def __init__(self) -> None:
        self.told: list[bool] = []

    def set_on(self, is_on: bool) -> None:
        self.told.append(is_on)

    def close(self) -> None:
        self.told.append(False)


class FakeSound:
    """Opens a microphone and a loudspeaker, or says why not."""

    def __init__(self) -> None:
        self.error: SoundUnavailable | None = None
        self.microphones: list[FakeMicrophone] = []
        self.speakers: list[FakeSpeaker] = []
        self.chosen = ("", "")
        self.ducking = FakeDucking()

    def inputs(self) -> Sequence[SoundDevice]:
        return [SoundDevice(device_id="mic", name="Headset", is_default=True)]

    def outputs(self) -> Sequence[SoundDevice]:
        return [SoundDevice(device_id="ear", name="Headset", is_default=True)]

    def choose(self, input_id: str, output_id: str) -> None:
        self.chosen = (input_id, output_id)

    def open_microphone(self, on_packet: OnPacket, on_lost: OnLost) -> FakeMicrophone:
        if self.error is not None:
            raise self.error
        self.microphones.append(FakeMicrophone(on_packet, on_lost))
        return self.microphones[-1]

    def open_speaker(self, on_lost: OnLost) -> FakeSpeaker:
        if self.error is not None:
            raise self.error
        self.speakers.append(FakeSpeaker(on_lost))
        return self.speakers[-1]
