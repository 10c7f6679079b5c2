"""A program under test: what the microphone hears is played, through the product's own parts.

Prints a line when it listens, plays until standard input ends, then prints its counts.
"""

import json
import sys
import threading
import time

from PySide6.QtCore import QCoreApplication, QMetaObject, Qt

from desktop.audio.capture import Capture
from desktop.audio.devices import SoundDevices
from desktop.audio.playout import Playout
from desktop.audio.stream_player import StreamPlayer
from embedded_hub.audio.codec import make_decoder, make_encoder
from embedded_hub.errors import SoundUnavailable
from embedded_hub.voice.stream import FrameStamper

STREAM = 1


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    app = QCoreApplication(sys.argv)
    devices = SoundDevices(lambda: None)
    stamper = FrameStamper()
    encoder = make_encoder("opus", 48_000)
    player = StreamPlayer(make_decoder("opus", 48_000))
    lost: list[str] = []

    def heard(frame: bytes) -> None:
        player.push(stamper.stamp(encoder.encode(frame)), time.monotonic())
        playout.tick()

    def gone(error: SoundUnavailable) -> None:
        lost.append(error.details["reason"])
        tell(json.dumps({"lost": error.details["reason"]}))

    try:
        playout = Playout(devices.output(""), lambda _: None, gone)
        playout.add(STREAM, player)
        capture = Capture(devices.input(""), heard, gone)
        playout.start()
        capture.start()
    except SoundUnavailable as error:
        tell(json.dumps({"missing": error.details["reason"]}))
        return
    tell("listening")

    def wait() -> None:
        sys.stdin.read()
        QMetaObject.invokeMethod(app, "quit", Qt.ConnectionType.QueuedConnection)

    waiting = threading.Thread(target=wait, name="standard input")
    waiting.start()
    app.exec()
    waiting.join()
    capture.stop()
    playout.stop()
    counts = player.statistics
    told = {name: getattr(counts, name) for name in counts.__struct_fields__}
    tell(json.dumps({**told, "dry": playout.dry_count, "lost": lost}))


main()
