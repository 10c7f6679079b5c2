"""Answers said aloud, to be fetched once or twice over HTTP by clients that cannot take a stream.

The name is the permission: nobody can guess it, and after five minutes it opens nothing.
"""

import re
import secrets
from collections import OrderedDict

from embedded_hub.audio.wav import wav_header
from embedded_hub.core.clock import Clock

FOLDER = "/api/tts_proxy/"
MEDIA_TYPE = "audio/wav"
KEPT = 16
KEPT_S = 300.0
_NAME_BYTES = 24
_NAME = re.compile(r"[A-Za-z0-9_-]{32}\.wav")


class SpokenFiles:
    """The last answers of one home."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._files: OrderedDict[str, tuple[float, bytes]] = OrderedDict()

    def keep(self, pcm: bytes, rate_hz: int) -> str:
        """Keep mono PCM16 as a file and return its path."""
        name = f"{secrets.token_urlsafe(_NAME_BYTES)}.wav"
        body = wav_header(len(pcm), rate_hz) + pcm
        self._files[name] = (self._clock.monotonic_s() + KEPT_S, body)
        while len(self._files) > KEPT:
            self._files.popitem(last=False)
        return FOLDER + name

    def get(self, path: str) -> bytes | None:
        """Return what is kept under a path."""
        name = path.removeprefix(FOLDER)
        found = self._files.get(name) if _NAME.fullmatch(name) else None
        if found is None or self._clock.monotonic_s() >= found[0]:
            return None
        return found[1]
