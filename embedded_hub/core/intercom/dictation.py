"""What a talk burst sounds like to an engine that writes it down: 16 kHz samples in pieces.

A live burst is read from its track, so that nothing is missed while an engine is still loading;
one that is over is read from the record. Decoding happens on a thread.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence

from embedded_hub.audio.codec import SPEECH_HZ, Decoder, make_decoder
from embedded_hub.core.intercom.burst import Burst
from embedded_hub.errors import RemoteProtocolError
from embedded_hub.model.voice import Frame

PIECE_FRAMES = 10
"""How much is decoded at once while somebody speaks: 0.2 s."""
_MAX_FRAMES = 250
"""And when there is more: 5 s, which a thread decodes in 20 ms."""


class LiveSound:
    """One burst under way, as samples."""

    def __init__(self, burst: Burst) -> None:
        self._burst = burst
        self._track = burst.track(burst.wish.codec)
        self._grown = asyncio.Event()

    def grew(self) -> None:
        """Note that there are more frames, or that there will be none."""
        self._grown.set()

    async def pcm(self) -> AsyncIterator[bytes]:
        """Yield everything that is said, from the first frame to the end of the burst.

        Raises:
            CodecUnsupported: libopus is not there.
        """
        decoder = make_decoder(self._track.codec, SPEECH_HZ)
        at = 0
        while True:
            self._grown.clear()
            frames = self._track.frames[at : at + _MAX_FRAMES]
            if frames and (len(frames) >= PIECE_FRAMES or self._burst.is_over):
                at += len(frames)
                yield await asyncio.to_thread(_samples, decoder, frames)
            elif self._burst.is_over:
                return
            else:
                await self._grown.wait()


async def recorded_pcm(frames: Sequence[Frame]) -> AsyncIterator[bytes]:
    """Yield the sound of a burst that is kept.

    Raises:
        CodecUnsupported: libopus is not there.
    """
    decoder = make_decoder("opus", SPEECH_HZ)
    for at in range(0, len(frames), _MAX_FRAMES):
        yield await asyncio.to_thread(_samples, decoder, frames[at : at + _MAX_FRAMES])


def _samples(decoder: Decoder, frames: Sequence[Frame]) -> bytes:
    return b"".join(_one(decoder, frame.payload) for frame in frames)


def _one(decoder: Decoder, packet: bytes) -> bytes:
    try:
        return decoder.decode(packet)
    except RemoteProtocolError:  # relayed unread, and only now found to be nothing
        return decoder.conceal()
