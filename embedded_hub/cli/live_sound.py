"""Sound for ``homewire-hub talk``: a file or a pipe, in frames, each when its time has come."""

import asyncio
import contextlib
import os
import sys
import threading
from collections import deque
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from embedded_hub.audio.codec import frame_bytes
from embedded_hub.audio.sound_stream import SoundStream
from embedded_hub.audio.wav import WavFormat
from embedded_hub.errors import ConfigError
from embedded_hub.model.voice import CLOCK_HZ, FRAME_S

PIPE = "-"
PIECE_BYTES = 4096
"""Of a pipe, at most; a smaller piece is taken as soon as it is there."""
WAITING_PIECES = 64
PATIENCE_S = 0.3
"""How long an input may hesitate before silence is spoken in its place; the floor takes 0.5 s."""
LONGEST_SILENCE_S = 5.0
"""How long an input may be silent before it counts as over."""
_FRAME_BYTES = frame_bytes(CLOCK_HZ)


class LiveSound:
    """An input that is read while it is spoken.

    Args:
        name: A file, or ``-`` for the standard input.
        raw: What its samples are, where it does not say so itself.
    """

    def __init__(self, name: str, raw: WavFormat | None) -> None:
        self._name = name
        self._called = "The input" if name == PIPE else name
        self._stream = SoundStream(raw)
        self._pieces: deque[bytes | OSError] = deque()
        self._room = threading.Semaphore(WAITING_PIECES)
        self._news = asyncio.Event()
        self._sound = bytearray()
        self._has_ended = False
        self._stopped = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        # A daemon: a pipe that never ends must not keep the program from ending.
        threading.Thread(target=self._read, name="sound", daemon=True).start()

    @property
    def is_stopped(self) -> bool:
        """Whether somebody ended it before its end."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """End before the input does."""
        self._stopped.set()
        self._news.set()

    async def stopped(self) -> None:
        """Wait until somebody ends it."""
        await self._stopped.wait()

    async def begin(self) -> bool:
        """Wait for the first sound; False when there is none.

        Raises:
            ConfigError: it is no sound that can be read.
        """
        await self._fill(_FRAME_BYTES, None)
        return bool(self._sound)

    async def frames(self) -> AsyncIterator[bytes]:
        """Yield 20 ms of 48 kHz mono PCM16 at a time, as fast as one speaks and no faster.

        Raises:
            ConfigError: it turned out to be no sound that can be read.
        """
        began_s, count, silent_s = self._loop.time(), 0, 0.0
        while silent_s <= LONGEST_SILENCE_S:
            await asyncio.sleep(began_s + count * FRAME_S - self._loop.time())
            await self._fill(_FRAME_BYTES, FRAME_S if silent_s else PATIENCE_S)
            if self.is_stopped or (self._has_ended and not self._sound):
                return
            is_whole = len(self._sound) >= _FRAME_BYTES or self._has_ended
            silent_s = 0.0 if is_whole else silent_s + FRAME_S
            count += 1
            # After a wait the next frame is due now, not as many as would have fitted into it.
            began_s = max(began_s, self._loop.time() - count * FRAME_S)
            yield self._take() if is_whole else bytes(_FRAME_BYTES)

    def _take(self) -> bytes:
        frame = bytes(self._sound[:_FRAME_BYTES]).ljust(_FRAME_BYTES, b"\0")
        del self._sound[:_FRAME_BYTES]
        return frame

    async def _fill(self, size: int, patience_s: float | None) -> None:
        """Take pieces until there is so much sound, or no more, or none in time."""
        try:
            async with asyncio.timeout(patience_s):
                while len(self._sound) < size and not self._has_ended and not self.is_stopped:
                    await self._news.wait()
                    self._news.clear()
                    while self._pieces:
                        self._digest(self._pieces.popleft())
                        self._room.release()
        except TimeoutError:
            return

    def _digest(self, piece: bytes | OSError) -> None:
        if isinstance(piece, OSError):
            raise self._unreadable(piece) from piece
        self._has_ended = not piece
        try:
            self._sound += self._stream.feed(piece) if piece else self._stream.finish()
        except ConfigError as error:
            raise ConfigError(f"{self._called} cannot be spoken: {error.message}.") from error

    def _read(self) -> None:
        """Read on a thread of its own, as far ahead as there is room."""
        with contextlib.suppress(RuntimeError):  # the program has ended
            for piece in self._read_pieces():
                self._room.acquire()
                self._pieces.append(piece)
                self._loop.call_soon_threadsafe(self._news.set)

    def _read_pieces(self) -> Iterator[bytes | OSError]:
        """Yield pieces up to an empty one, or to what went wrong."""
        try:
            if self._name == PIPE:
                yield from iter(lambda: os.read(sys.stdin.fileno(), PIECE_BYTES), b"")
            else:
                with Path(self._name).open("rb") as file:
                    yield from iter(lambda: file.read(PIECE_BYTES), b"")
        except OSError as error:
            yield error
        else:
            yield b""

    def _unreadable(self, error: OSError) -> ConfigError:
        return ConfigError(f"{self._called} cannot be read: {error.strerror or error}.")
