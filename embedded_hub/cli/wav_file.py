"""A WAV file that grows, and can be played at every moment of it."""

from pathlib import Path

from embedded_hub.audio.wav import HEADER_BYTES, wav_header
from embedded_hub.errors import ConfigError


class WavFile:
    """48 kHz, mono, 16 bits. Its calls may block.

    Args:
        path: Where; a file that is there is replaced.

    Raises:
        ConfigError: it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._size = 0
        try:
            self._file = path.open("wb")
            self.write(b"")
        except OSError as error:
            raise self._unwritable(error) from error

    def write(self, pcm: bytes) -> None:
        """Append samples and say in the header how much there is.

        Raises:
            ConfigError: the disk takes no more; what was there before still plays.
        """
        try:
            self._file.seek(HEADER_BYTES + self._size)
            self._file.write(pcm)
            self._file.flush()
            self._size += len(pcm)
            self._file.seek(0)
            self._file.write(wav_header(self._size))
            self._file.flush()
        except OSError as error:
            raise self._unwritable(error) from error

    def close(self) -> None:
        """Close it."""
        self._file.close()

    def _unwritable(self, error: OSError) -> ConfigError:
        return ConfigError(f"{self._path} cannot be written: {error.strerror or error}.")
