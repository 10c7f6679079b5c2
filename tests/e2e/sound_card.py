"""A sound card for machines without one: a private PulseAudio with a microphone to speak into."""

import os
import shutil
import subprocess
import threading
import time
from array import array
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec

RATE = 48_000
START_TRIES = 100
# Programs leave plain monitors out of their lists of microphones; a remapped one is a source.
SCRIPT = """
load-module module-native-protocol-unix socket={socket} auth-anonymous=1
load-module module-null-sink sink_name=hw_speaker rate=48000 channels=1
load-module module-null-sink sink_name=mic_feed rate=48000 channels=1
load-module module-remap-source source_name=hw_mic master=mic_feed.monitor
set-default-sink hw_speaker
set-default-source hw_mic
"""


class Recording:
    """What a monitor heard, and when."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        self._pieces: list[bytes] = []
        self._count = 0
        self.began_s = float("inf")
        """When its first sample sounded: the promptest of all pieces says it best."""
        self._thread = threading.Thread(target=self._read, name="recording")
        self._thread.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        while piece := os.read(self._process.stdout.fileno(), 1920):
            self._pieces.append(piece)
            self._count += len(piece) // 2
            self.began_s = min(self.began_s, time.monotonic() - self._count / RATE)

    def finish(self) -> "array[int]":
        """Stop and return the samples."""
        self._process.terminate()
        self._process.wait()
        self._thread.join()
        assert self._process.stdout is not None
        self._process.stdout.close()
        sound = b"".join(self._pieces)
        return array("h", sound[: len(sound) // 2 * 2])


class SoundCard(msgspec.Struct, frozen=True):
    """A sound card that runs."""

    surroundings: Mapping[str, str]
    """What programs find it by."""

    def record(self, device: str) -> Recording:
        """Begin to record ``mic_feed.monitor`` or ``hw_speaker.monitor``."""
        raw = ("--raw", "--format=s16le", "--rate=48000", "--channels=1", "--latency-msec=5")
        return Recording(
            subprocess.Popen(
                ["parec", f"--device={device}", *raw],
                env=self.surroundings,
                stdout=subprocess.PIPE,
            )
        )

    def speak(self, sound: bytes) -> None:
        """Speak into the microphone; returns when it is said."""
        raw = ("--raw", "--format=s16le", "--rate=48000", "--channels=1", "--latency-msec=10")
        subprocess.run(
            ["pacat", "--playback", "--device=mic_feed", *raw],
            env=self.surroundings,
            input=sound,
            check=True,
        )

    def control(self, *words: str) -> str:
        """Ask the sound server something with pactl."""
        return subprocess.run(
            ["pactl", *words], env=self.surroundings, capture_output=True, text=True, check=True
        ).stdout


def missing_programs() -> list[str]:
    """Return what has to be installed before there can be a sound card."""
    return [
        name for name in ("pulseaudio", "pactl", "pacat", "parec") if shutil.which(name) is None
    ]


@contextmanager
def sound_card(folder: Path) -> Iterator[SoundCard]:
    """Run a sound card of our own; nobody hears it and nothing else is touched."""
    socket = folder / "native"
    (folder / "run").mkdir(mode=0o700)
    script = folder / "pulse.pa"
    script.write_text(SCRIPT.format(socket=socket))
    own = {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder / "run")}
    options = ("--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--disable-shm=yes")
    quiet = ("--high-priority=no", "--realtime=no", "--log-level=error")
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            ["pulseaudio", "-n", "-F", script, *options, *quiet],
            env={**os.environ, **own, "DBUS_SESSION_BUS_ADDRESS": "/dev/null"},
            stdout=log,
            stderr=log,
        )
    card = SoundCard(
        surroundings={
            **os.environ,
            **own,
            "PULSE_SERVER": f"unix:{socket}",
            "PULSE_COOKIE": str(folder / "cookie"),
            "PULSE_LATENCY_MSEC": "20",
            "QT_AUDIO_BACKEND": "pulseaudio",
        }
    )
    try:
        _wait_until_ready(card, server, folder / "log")
        yield card
    finally:
        server.terminate()
        server.wait()


def _wait_until_ready(card: SoundCard, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(START_TRIES):
        listed = subprocess.run(
            ["pactl", "list", "short", "sources"],
            env=card.surroundings,
            capture_output=True,
            text=True,
            check=False,
        )
        if "hw_mic" in listed.stdout:
            return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise AssertionError(f"the sound card did not come up: {log.read_text()}")
