"""Files nobody but their owner can read, and writes that are whole or did not happen.

The mode is given when a file is made, not afterwards, so that there is no moment in which it
stands open, whatever the umask.
"""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from embedded_hub.errors import StorageError

FOLDER_MODE = 0o700
FILE_MODE = 0o600
_OTHERS = 0o077


def make_private_folder(folder: Path) -> None:
    """Create the folder, or close an existing one to everybody else.

    Raises:
        StorageError: it cannot be made or is not ours.
    """
    try:
        # Given parents=True, mkdir would leave those it makes on the way open to everybody.
        missing = [one for one in folder.parents if not one.exists()]
        for one in (*reversed(missing), folder):
            one.mkdir(mode=FOLDER_MODE, exist_ok=True)
        if os.name == "posix" and folder.stat().st_mode & _OTHERS:
            folder.chmod(FOLDER_MODE)
    except OSError as error:
        raise StorageError(f"The folder {folder} cannot be used: {error}.") from error


def make_private(path: Path) -> None:
    """Create the file empty where it is missing, and close it to everybody else."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, FILE_MODE))
    if is_readable_by_others(path):
        path.chmod(FILE_MODE)


def is_readable_by_others(path: Path) -> bool:
    """Say whether group or others have any right to the file. Windows keeps rights elsewhere."""
    return os.name == "posix" and bool(path.stat().st_mode & _OTHERS)


def sync_folder(folder: Path) -> None:
    """Put names made or changed in the folder on the disk; Windows does so by itself."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Put the file's content on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def write_whole(path: Path, content: bytes) -> None:
    """Replace the file: after a crash it holds the old or the new content, never a part."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def utc_stamp(at: float) -> str:
    """Return a time as it stands in file names: ``20261123T014247123Z``; sorts by time."""
    moment = datetime.fromtimestamp(at, UTC)
    return f"{moment:%Y%m%dT%H%M%S}{moment.microsecond // 1000:03d}Z"


def damaged_name(path: Path, at: float) -> Path:
    """Return a free name next to the file to keep it under."""
    wished = path.with_name(f"{path.name}.damaged-{utc_stamp(at)}")
    kept, number = wished, 2
    while kept.exists():
        kept, number = wished.with_name(f"{wished.name}-{number}"), number + 1
    return kept


def copy_private(source: Path, target: Path) -> None:
    """Copy a file's content to a new private file and put it on the disk."""
    make_private(target)
    with source.open("rb") as reader, target.open("rb+") as writer:
        writer.truncate()
        shutil.copyfileobj(reader, writer)
        writer.flush()
        os.fsync(writer.fileno())
