"""Speaks a recording as a microphone would, each frame when its time has come."""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from embedded_hub.audio.codec import CodecName, Encoder, frame_bytes, make_encoder
from embedded_hub.audio.pcm import frames_of
from embedded_hub.audio.wav import read_wav
from embedded_hub.client.voice import Talk
from embedded_hub.errors import ConfigError
from embedded_hub.model.voice import CLOCK_HZ, FRAME_S, Frame, FrameFlag
from embedded_hub.voice.stream import FrameStamper

PIPE = "-"


def read_recording(name: str) -> bytes:
    """Return a WAV file's sound, 48 kHz mono PCM16; ``-`` is the input. May block.

    Raises:
        ConfigError: it cannot be read, or is no sound.
    """
    try:
        recording = sys.stdin.buffer.read() if name == PIPE else Path(name).read_bytes()
    except OSError as error:
        raise ConfigError(f"{name} cannot be read: {error.strerror or error}.") from error
    try:
        return read_wav(recording)
    except ConfigError as error:
        raise ConfigError(f"{name} cannot be spoken: {error.message}.") from error


async def speak(talk: Talk, pcm: bytes, codec: CodecName) -> None:
    """Say it; returns when all of it is sent or the floor was taken away."""
    encoder = make_encoder(codec, CLOCK_HZ)
    async for frame in _paced(_frames(pcm, encoder)):
        if talk.revoked is not None:
            return
        await talk.send([frame])


def _frames(pcm: bytes, encoder: Encoder) -> Iterator[Frame]:
    # A codec hands sound out a little late: one frame of silence brings the last of it along.
    pieces = [*frames_of(pcm), bytes(frame_bytes(CLOCK_HZ))]
    stamper = FrameStamper()
    for number, piece in enumerate(pieces, start=1):
        flags = FrameFlag.LAST if number == len(pieces) else FrameFlag.NONE
        yield stamper.stamp(encoder.encode(piece), flags)


async def _paced(frames: Iterator[Frame]) -> AsyncIterator[Frame]:
    loop = asyncio.get_running_loop()
    begun_s = loop.time()
    for number, frame in enumerate(frames):
        await asyncio.sleep(max(0.0, begun_s + number * FRAME_S - loop.time()))
        yield frame
