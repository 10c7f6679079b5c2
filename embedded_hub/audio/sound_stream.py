"""Sound as it arrives through a pipe: a WAV file, or samples without a word about themselves."""

from embedded_hub.audio.pcm import Resampler, pcm_of
from embedded_hub.audio.wav import CHUNK, UNKNOWN_LENGTH, WavFormat, mono_samples, read_format
from embedded_hub.errors import ConfigError
from embedded_hub.model.voice import CLOCK_HZ

_RIFF_BYTES = 12
MAX_HEAD_BYTES = 1 << 20
"""What may stand before the samples: a cover picture, but not a film."""


class SoundStream:
    """Turns pieces of any size into 48 kHz mono PCM16.

    Args:
        raw: What comes is samples of this kind; ``None`` for a WAV file, which says so itself.
    """

    def __init__(self, raw: WavFormat | None = None) -> None:
        self._head: bytes | None = b"" if raw is None else None
        self._format: WavFormat | None = raw
        self._resampler = Resampler(raw.rate_hz, CLOCK_HZ) if raw is not None else None
        self._rest = b""
        self._left = UNKNOWN_LENGTH

    def feed(self, piece: bytes) -> bytes:
        """Take a piece; returns what of it is complete.

        Raises:
            ConfigError: it is no WAV file, or of a kind that is not read.
        """
        if self._head is not None:
            self._head += piece
            body = self._read_head(self._head)
            if body is None:
                if len(self._head) > MAX_HEAD_BYTES:
                    raise ConfigError("a WAV file without sound")
                return b""
            self._head, piece = None, body
        return self._sound(piece)

    def finish(self) -> bytes:
        """Return the rest of the sound.

        Raises:
            ConfigError: it ended before there was any.
        """
        if self._head is not None:
            raise ConfigError(
                "no WAV file" if len(self._head) < _RIFF_BYTES else "a WAV file cut off"
            )
        form, resampler = self._format, self._resampler
        if form is None or resampler is None or form.rate_hz == CLOCK_HZ:
            return b""
        return pcm_of(resampler.flush())

    def _sound(self, piece: bytes) -> bytes:
        form, resampler = self._format, self._resampler
        if form is None or resampler is None:
            return b""
        if self._left != UNKNOWN_LENGTH:
            piece = piece[: self._left]
            self._left -= len(piece)
        piece = self._rest + piece
        whole = len(piece) - len(piece) % form.block_bytes
        self._rest = piece[whole:]
        return pcm_of(resampler.feed(mono_samples(piece[:whole], form)))

    def _read_head(self, head: bytes) -> bytes | None:
        """Return what follows the head, or ``None`` while there is not enough of it."""
        if len(head) < _RIFF_BYTES:
            return None
        if head[:4] not in (b"RIFF", b"RF64") or head[8:12] != b"WAVE":
            raise ConfigError("no WAV file")
        at = _RIFF_BYTES
        while at + CHUNK.size <= len(head):
            name, size = CHUNK.unpack_from(head, at)
            at += CHUNK.size
            if name == b"data" and self._format is not None:
                self._left = UNKNOWN_LENGTH if size in (0, UNKNOWN_LENGTH) else size
                self._resampler = Resampler(self._format.rate_hz, CLOCK_HZ)
                return head[at:]
            if at + size > len(head):
                return None
            if name == b"fmt ":
                self._format = read_format(head[at : at + size])
            at += size + size % 2
        return None
