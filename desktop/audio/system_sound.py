"""The microphone and the loudspeaker a person chose, or the system's own."""

from collections.abc import Callable

from desktop.audio.devices import SoundDevices
from desktop.audio.listening import Listening
from desktop.audio.microphone import Microphone, OnPacket
from desktop.audio.playout import Playout
from embedded_hub.errors import SoundUnavailable

OnLost = Callable[[SoundUnavailable], None]


class SystemSound:
    """Opens what is needed, when it is.

    Args:
        devices: What there is.
        input_id: The chosen microphone; empty is the system's own.
        output_id: The chosen loudspeaker; empty is the system's own.
        volume: 0 to 1.
    """

    def __init__(
        self,
        devices: SoundDevices,
        *,
        input_id: str = "",
        output_id: str = "",
        volume: float = 1.0,
    ) -> None:
        self._devices = devices
        self.input_id = input_id
        self.output_id = output_id
        self.volume = volume

    def open_microphone(self, on_packet: OnPacket, on_lost: OnLost) -> Microphone:
        """Begin to listen.

        Raises:
            SoundUnavailable: there is no microphone, or the system does not give it.
            CodecUnsupported: this computer cannot encode Opus.
        """
        microphone = Microphone(self._devices.input(self.input_id), on_packet, on_lost)
        microphone.start()
        return microphone

    def open_speaker(self, on_lost: OnLost) -> Listening:
        """Begin to play.

        Raises:
            SoundUnavailable: there is no loudspeaker, or the system does not give it.
        """
        playout = Playout(self._devices.output(self.output_id), lambda _: None, on_lost)
        playout.set_volume(self.volume)
        playout.start()
        return Listening(playout)
