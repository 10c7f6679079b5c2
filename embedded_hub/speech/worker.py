"""The process that owns a speech model: ``python -m embedded_hub.speech.worker FACTORY [FOLDER]``.

It reads messages from standard input and answers on standard output, ends with its input, and
has a lower priority than the voices it writes down.
"""

import os
import queue
import sys
import threading
from typing import BinaryIO

from embedded_hub.errors import NotSupported
from embedded_hub.speech.desk import Desk
from embedded_hub.speech.engines import load
from embedded_hub.speech.messages import (
    LENGTH,
    TO_WORKER,
    FromWorker,
    Missing,
    Ready,
    ToWorker,
    framed,
)

MAX_WAITING = 256
"""Messages read ahead; beyond that the pipe fills, and the hub waits before it sends more."""
_NICENESS = 10


def main(arguments: list[str]) -> int:
    """Serve until the input ends."""
    factory, folder = arguments[0], (arguments[1] if len(arguments) > 1 else None)
    answers = _own_output()
    if sys.platform != "win32":
        os.nice(_NICENESS)

    def send(message: FromWorker) -> None:
        answers.write(framed(message))
        answers.flush()

    try:
        engine = load(factory)(folder)
    except NotSupported as missing:
        send(Missing(missing.message, missing.details.get("reason", "failed")))
        return 0
    send(Ready(engine.name))
    waiting: queue.Queue[ToWorker | None] = queue.Queue(MAX_WAITING)
    # The descriptor itself: a windowed program has no sys.stdin.
    source = os.fdopen(os.dup(0), "rb")
    threading.Thread(target=_read, args=(source, waiting), daemon=True).start()
    desk = Desk(engine, send, lambda: not waiting.empty())
    while (message := waiting.get()) is not None:
        desk.take(message)
    return 0


def _own_output() -> BinaryIO:
    """Keep standard output for answers; what an engine prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _read(source: BinaryIO, waiting: "queue.Queue[ToWorker | None]") -> None:
    while len(head := source.read(LENGTH.size)) == LENGTH.size:
        body = source.read(LENGTH.unpack(head)[0])
        waiting.put(TO_WORKER.decode(body))
    waiting.put(None)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
