"""A folder of small files that nobody but their owner can read."""

from collections.abc import Iterable
from pathlib import Path

from embedded_hub.errors import StorageError
from embedded_hub.storage.private_files import (
    is_readable_by_others,
    make_private,
    make_private_folder,
    write_whole,
)

SPARES = "spare"
"""The folder of second copies, within the folder itself: who removes that means to."""


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

    def keep_spares(self, names: Iterable[str]) -> None:
        """Make second copies of these files; one that is not there has none.

        Raises:
            StorageError: one cannot be written.
        """
        spares = PrivateFolder(self._folder / SPARES)
        for name in names:
            content = self.read(name)
            if content is None:
                spares.remove(name)
            else:
                spares.write(name, content)

    def has_spares(self) -> bool:
        """Say whether second copies were ever made."""
        return (self._folder / SPARES).is_dir()

    def unlike_spares(self, names: Iterable[str]) -> list[str]:
        """Return those that have a second copy and are not as it is.

        Raises:
            StorageError: one cannot be read.
        """
        spares = PrivateFolder(self._folder / SPARES)
        return [
            name
            for name in names
            if (kept := spares.read(name)) is not None and kept != self.read(name)
        ]

    def bring_back(self, names: Iterable[str]) -> None:
        """Put the second copies in the files' place; what stood there is kept beside them.

        Raises:
            StorageError: one cannot be written.
        """
        spares = PrivateFolder(self._folder / SPARES)
        for name in names:
            damaged, kept = self.read(name), spares.read(name)
            if kept is None:
                continue
            if damaged:
                spares.write(f"{name}.damaged", damaged)
            self.write(name, kept)

    def path(self, name: str) -> Path:
        """Return where the file lies."""
        return self._folder / name
