"""The microphone and the loudspeaker a person chose, or the system's own."""

from collections.abc import Callable, Sequence

from desktop.audio.devices import SoundDevices
from desktop.audio.ducking import Ducking, open_ducking
from desktop.audio.listening import Listening
from desktop.audio.microphone import Microphone, OnPacket
from desktop.audio.playout import Playout
from desktop.audio.sound_device import SoundDevice
from embedded_hub.errors import SoundUnavailable

OnLost = Callable[[SoundUnavailable], None]


class SystemSound:
    """Opens what is needed, when it is.

    Args:
        devices: What there is.
    """

    def __init__(self, devices: SoundDevices) -> None:
        self._devices = devices
        self._input_id = ""
        self._output_id = ""
        self.ducking: Ducking = open_ducking()

    def inputs(self) -> Sequence[SoundDevice]:
        """Return the microphones."""
        return self._devices.inputs()

    def outputs(self) -> Sequence[SoundDevice]:
        """Return the loudspeakers."""
        return self._devices.outputs()

    def choose(self, input_id: str, output_id: str) -> None:
        """Choose what is opened next; empty is the system's own."""
        self._input_id, self._output_id = input_id, output_id

    def open_microphone(self, on_packet: OnPacket, on_lost: OnLost) -> Microphone:
        """Begin to listen.

        Raises:
            SoundUnavailable: there is no microphone, or the system does not give it.
            CodecUnsupported: this computer cannot encode Opus.
        """
        microphone = Microphone(self._devices.input(self._input_id), on_packet, on_lost)
        microphone.start()
        return microphone

    def open_speaker(self, on_lost: OnLost) -> Listening:
        """Begin to play.

        Raises:
            SoundUnavailable: there is no loudspeaker, or the system does not give it.
        """
        playout = Playout(self._devices.output(self._output_id), lambda _: None, on_lost)
        playout.start()
        return Listening(playout)
