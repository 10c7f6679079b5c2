"""The doctor's look at the data folder: rights, databases, space. Reads only; may block."""

import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from embedded_hub.cli.doctor_findings import Finding, ok, problem, warning
from embedded_hub.storage.private_files import is_readable_by_others

LITTLE_SPACE_BYTES = 1_000_000_000
"""History of a busy home grows by some 30 MB a day; this leaves a month."""
NO_SPACE_BYTES = 100_000_000
_MB = 1_000_000


def check_folder(folder: Path) -> Finding:
    """Is the folder writable, and what is in it closed to others?"""
    if not folder.exists():
        parent = next(place for place in folder.absolute().parents if place.exists())
        if not os.access(parent, os.W_OK):
            return problem("data folder", f"{folder} is not there and cannot be made.")
        return ok("data folder", f"{folder} is not there yet; the first start makes it.")
    if not folder.is_dir():
        return problem("data folder", f"{folder} is not a folder.")
    if not os.access(folder, os.W_OK | os.X_OK):
        return problem("data folder", f"{folder} cannot be written.")
    for home in folder.glob("homes/*/"):
        if is_readable_by_others(home):
            return warning("data folder", f"{home} is open to others. Close it: chmod 700 {home}")
    return ok("data folder", f"{folder} is writable and closed to others.")


def check_databases(folder: Path) -> Sequence[Finding]:
    """Is every home's database whole? A running hub is not disturbed."""
    databases = sorted(folder.glob("homes/*/*.db")) if folder.is_dir() else []
    if not databases:
        return [ok("database", "There is none yet.")]
    return [_check_database(path, str(path.relative_to(folder))) for path in databases]


def check_space(folder: Path) -> Finding:
    """Is there room to write?"""
    place = next(
        place for place in (folder.absolute(), *folder.absolute().parents) if place.exists()
    )
    free = shutil.disk_usage(place).free
    sentence = f"{free // _MB:,} MB are free where the data is."
    if free < NO_SPACE_BYTES:
        return problem("disk space", sentence)
    if free < LITTLE_SPACE_BYTES:
        return warning("disk space", sentence)
    return ok("disk space", sentence)


def _check_database(path: Path, name: str) -> Finding:
    check = f"database {name}"
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            verdict = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        return problem(check, f"It cannot be read: {error}.")
    if verdict != "ok":
        return problem(check, f"It is damaged: {verdict}. The next start repairs it from a backup.")
    return ok(check, f"Whole, {path.stat().st_size // 1000:,} kB.")
