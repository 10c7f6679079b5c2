"""A folder of small files that nobody but their owner can read."""

from pathlib import Path

from embedded_hub.errors import StorageError
from embedded_hub.storage.private_files import (
    is_readable_by_others,
    make_private,
    make_private_folder,
    write_whole,
)


class PrivateFolder:
    """Files by name; made, closed to others and written whole. Every method may block."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str) -> bytes | None:
        """Return the content; ``None`` where there is no such file.

        A file that others could read is closed to them first.

        Raises:
            StorageError: it cannot be read.
        """
        path = self._folder / name
        try:
            if not path.exists():
                return None
            if is_readable_by_others(path):
                make_private(path)
            return path.read_bytes()
        except OSError as error:
            raise StorageError(f"The file {path} cannot be read: {error}.") from error

    def write(self, name: str, content: bytes) -> None:
        """Replace the content.

        Raises:
            StorageError: it cannot be written; the old content is still there.
        """
        make_private_folder(self._folder)
        try:
            write_whole(self._folder / name, content)
        except OSError as error:
            raise StorageError(f"{self._folder / name} cannot be written: {error}.") from error

    def remove(self, name: str) -> None:
        """Delete the file, if it is there.

        Raises:
            StorageError: it is there and stays.
        """
        try:
            (self._folder / name).unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(f"{self._folder / name} cannot be removed: {error}.") from error

    def path(self, name: str) -> Path:
        """Return where the file lies."""
        return self._folder / name
