"""The microphones and loudspeakers of this computer, as they come and go."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QMicrophonePermission, Qt
from PySide6.QtMultimedia import QAudioDevice, QMediaDevices

from desktop.audio.sound_device import SoundDevice
from embedded_hub.errors import SoundUnavailable


class SoundDevices:
    """What sound can come from and go to.

    Args:
        on_change: Called when a device came or went.
    """

    def __init__(self, on_change: Callable[[], None]) -> None:
        self._system = QMediaDevices()
        self._system.audioInputsChanged.connect(on_change)
        self._system.audioOutputsChanged.connect(on_change)

    def inputs(self) -> Sequence[SoundDevice]:
        """Return the microphones."""
        return _described(self._system.audioInputs(), self._system.defaultAudioInput())

    def outputs(self) -> Sequence[SoundDevice]:
        """Return the loudspeakers."""
        return _described(self._system.audioOutputs(), self._system.defaultAudioOutput())

    def input(self, device_id: str) -> QAudioDevice:
        """Return the chosen microphone, or the system's own where it is gone or none is chosen.

        Raises:
            SoundUnavailable: there is none, or this program may not listen.
        """
        if _is_denied():
            raise SoundUnavailable(
                "Homewire may not use the microphone. Allow it in the system's privacy settings.",
                details={"reason": "denied"},
            )
        found = _chosen(self._system.audioInputs(), device_id, self._system.defaultAudioInput())
        if found.isNull():
            raise SoundUnavailable(
                "This computer has no microphone.", details={"reason": "no_microphone"}
            )
        return found

    def output(self, device_id: str) -> QAudioDevice:
        """Return the chosen loudspeaker, or the system's own where it is gone or none is chosen.

        Raises:
            SoundUnavailable: there is none.
        """
        found = _chosen(self._system.audioOutputs(), device_id, self._system.defaultAudioOutput())
        if found.isNull():
            raise SoundUnavailable(
                "This computer has no loudspeaker.", details={"reason": "no_speaker"}
            )
        return found


def _described(devices: Sequence[QAudioDevice], default: QAudioDevice) -> tuple[SoundDevice, ...]:
    return tuple(
        SoundDevice(
            device_id=device_id(one), name=one.description(), is_default=one.id() == default.id()
        )
        for one in devices
    )


def device_id(device: QAudioDevice) -> str:
    """Return what a device is remembered by."""
    return bytes(device.id().data()).decode("utf-8", "replace")


def _chosen(devices: Sequence[QAudioDevice], wanted: str, default: QAudioDevice) -> QAudioDevice:
    return next((one for one in devices if device_id(one) == wanted), default)


def _is_denied() -> bool:
    app = QCoreApplication.instance()
    if app is None:
        return False
    return app.checkPermission(QMicrophonePermission()) is Qt.PermissionStatus.Denied
