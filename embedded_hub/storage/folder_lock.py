"""One hub per data folder: the operating system's lock on a file, gone with the process."""

import sys
from pathlib import Path
from typing import IO

from embedded_hub.errors import ConfigError
from embedded_hub.storage.private_files import make_private

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FolderLock:
    """Holds a data folder until closed.

    Two hubs writing the same home would each believe in their own copy of it.

    Raises:
        ConfigError: another process holds it.
    """

    def __init__(self, folder: Path) -> None:
        path = folder / "home.lock"
        make_private(path)
        self._file = path.open("rb+")
        try:
            _lock(self._file)
        except OSError as error:
            self._file.close()
            raise ConfigError(f"Another hub is using the folder {folder}.") from error

    def close(self) -> None:
        """Let others have it."""
        self._file.close()
