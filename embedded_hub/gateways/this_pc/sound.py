"""The machine's volume: read and set through the programs its sound system brings. Blocks."""

import re
import shutil
from typing import Protocol

from embedded_hub.gateways.this_pc.command import output_of
from embedded_hub.gateways.this_pc.sample import VolumeSample

_WPCTL_VOLUME = re.compile(r"Volume:\s+([0-9.]+)")
_PACTL_PERCENT = re.compile(r"(\d+)%")
_OSASCRIPT = re.compile(r"output volume:(\d+).*output muted:(true|false)", re.DOTALL)


class Sound(Protocol):
    """One way to the machine's main output."""

    def read(self) -> VolumeSample | None:
        """Return the volume, or ``None`` while there is no output."""

    def set_level(self, level: float) -> bool:
        """Set it, 0 to 1; return whether that was accepted."""

    def set_muted(self, is_muted: bool) -> bool:
        """Mute or unmute it; return whether that was accepted."""


class WirePlumber:
    """PipeWire's session tool."""

    _SINK = "@DEFAULT_AUDIO_SINK@"

    def read(self) -> VolumeSample | None:
        """See ``Sound.read``."""
        return parse_wpctl(output_of(["wpctl", "get-volume", self._SINK]) or "")

    def set_level(self, level: float) -> bool:
        """See ``Sound.set_level``."""
        return output_of(["wpctl", "set-volume", self._SINK, f"{level:.2f}"]) is not None

    def set_muted(self, is_muted: bool) -> bool:
        """See ``Sound.set_muted``."""
        return output_of(["wpctl", "set-mute", self._SINK, str(int(is_muted))]) is not None


class PulseAudio:
    """PulseAudio's tool, which PipeWire's stand-in answers too."""

    _SINK = "@DEFAULT_SINK@"

    def read(self) -> VolumeSample | None:
        """See ``Sound.read``."""
        volume = output_of(["pactl", "get-sink-volume", self._SINK]) or ""
        return parse_pactl(volume, output_of(["pactl", "get-sink-mute", self._SINK]) or "")

    def set_level(self, level: float) -> bool:
        """See ``Sound.set_level``."""
        percent = f"{round(level * 100)}%"
        return output_of(["pactl", "set-sink-volume", self._SINK, percent]) is not None

    def set_muted(self, is_muted: bool) -> bool:
        """See ``Sound.set_muted``."""
        return output_of(["pactl", "set-sink-mute", self._SINK, str(int(is_muted))]) is not None


class AppleScript:
    """The volume settings of macOS."""

    def read(self) -> VolumeSample | None:
        """See ``Sound.read``."""
        return parse_osascript(output_of(["osascript", "-e", "get volume settings"]) or "")

    def set_level(self, level: float) -> bool:
        """See ``Sound.set_level``."""
        return self._set(f"set volume output volume {round(level * 100)}")

    def set_muted(self, is_muted: bool) -> bool:
        """See ``Sound.set_muted``."""
        return self._set(f"set volume output muted {str(is_muted).lower()}")

    def _set(self, script: str) -> bool:
        return output_of(["osascript", "-e", script]) is not None


def find_sound() -> Sound | None:
    """Return the way that works on this machine, or ``None``."""
    candidates: list[tuple[str, Sound]] = [
        ("wpctl", WirePlumber()),
        ("pactl", PulseAudio()),
        ("osascript", AppleScript()),
    ]
    for program, sound in candidates:
        if shutil.which(program) and sound.read() is not None:
            return sound
    return None


def parse_wpctl(text: str) -> VolumeSample | None:
    """Read ``Volume: 0.45 [MUTED]``."""
    found = _WPCTL_VOLUME.search(text)
    return VolumeSample(level=float(found[1]), is_muted="[MUTED]" in text) if found else None


def parse_pactl(volume: str, mute: str) -> VolumeSample | None:
    """Read ``Volume: front-left: 29491 /  45% / …`` and ``Mute: yes``; the first channel counts."""
    found = _PACTL_PERCENT.search(volume)
    is_muted = mute.strip().endswith("yes")
    return VolumeSample(level=int(found[1]) / 100, is_muted=is_muted) if found else None


def parse_osascript(text: str) -> VolumeSample | None:
    """Read ``output volume:50, input volume:75, alert volume:100, output muted:false``."""
    found = _OSASCRIPT.search(text)
    if found is None:
        return None
    return VolumeSample(level=int(found[1]) / 100, is_muted=found[2] == "true")
