"""SQLite as both stores use it: opening, migrating by number, and telling damage from trouble.

*Damage* is a file whose content is wrong: it is moved aside. *Trouble* (no space, no rights, a
dying disk) says nothing about the content: it becomes a :class:`StorageError` and the file stays.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from embedded_hub.errors import ConfigError
from embedded_hub.storage.private_files import make_private

Migration = Callable[[sqlite3.Connection], None]
"""Takes a database from the version before to this one; runs inside one transaction."""

DATABASE_ERRORS = (sqlite3.Error, UnicodeDecodeError, MemoryError)
"""What using a database may raise. SQLite quotes a damaged file in its message, and Python fails to
decode that; a damaged size makes it ask for absurd amounts of memory."""

_TROUBLE = frozenset(
    {
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_AUTH,
        sqlite3.SQLITE_CONSTRAINT,
        sqlite3.SQLITE_MISUSE,
    }
)
# Reading past the end of a file is what a truncated database looks like, not a dying disk.
_SHORT_READ = 522
_BUSY_MS = 5000
# The digest is kept in the file, not compared with what this program would make: another release
# of SQLite may word an altered table differently.
_META = "CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID"


class Schema(msgspec.Struct, frozen=True, kw_only=True):
    """What a database file is, and the way to it from every version ever released."""

    application_id: int
    """Stamped into the file's header, so that nothing else is taken for it."""
    migrations: tuple[Migration, ...]
    """The n-th leads to version n + 1; an empty file has version 0."""
    synchronous: str
    """``FULL`` survives a power cut, ``NORMAL`` may lose the last transactions with it."""

    @property
    def version(self) -> int:
        """The version this program reads and writes."""
        return len(self.migrations)


def connect(path: Path, *, synchronous: str = "FULL") -> sqlite3.Connection:
    """Open a database in WAL mode, private, with transactions begun by hand.

    The connection may move between threads; its owner sees to it that one uses it at a time.
    """
    make_private(path)
    database = sqlite3.connect(
        path, timeout=_BUSY_MS / 1000, isolation_level=None, check_same_thread=False
    )
    try:
        # A flipped byte must end in a wrong checksum, not in an exception of the decoder.
        database.text_factory = lambda raw: raw.decode("utf-8", "replace")
        database.execute("PRAGMA journal_mode=WAL")
        database.execute(f"PRAGMA synchronous={synchronous}")
        # On macOS fsync alone stops at the disk's cache.
        database.execute("PRAGMA fullfsync=1")
        database.execute("PRAGMA journal_size_limit=4194304")
    except BaseException:
        database.close()
        raise
    return database


@contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    """Commit what happens inside, or keep nothing of it."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        # A full disk has rolled it back already.
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise


def is_damage(error: BaseException) -> bool:
    """Say whether the error speaks of the file's content rather than of its surroundings."""
    if isinstance(error, UnicodeDecodeError):
        return True
    # Without a code it comes from Python's own layer: a closed connection, a wrong call.
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_MISUSE)
    return bool(code == _SHORT_READ or code & 0xFF not in _TROUBLE)


def number(database: sqlite3.Connection, pragma: str) -> int:
    """Read one of the header's numbers, such as ``user_version``."""
    return int(database.execute(f"PRAGMA {pragma}").fetchone()[0])


def mark(database: sqlite3.Connection, key: str) -> int | None:
    """Read one of the numbers a database keeps about itself."""
    row = database.execute("SELECT value FROM meta WHERE key=?", (key,)).fetchone()
    return None if row is None else int(row[0])


def set_mark(database: sqlite3.Connection, key: str, value: int) -> None:
    """Write one of the numbers a database keeps about itself; inside a transaction."""
    database.execute(
        "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value=excluded.value",
        (key, value),
    )


def migrate(database: sqlite3.Connection, schema: Schema) -> None:
    """Bring the database to the schema's version, each step in one transaction.

    Killed at any point, the file is at one version or the next, never between.
    """
    for version in range(number(database, "user_version"), schema.version):
        with transaction(database):
            if version == 0:
                database.execute(_META)
            schema.migrations[version](database)
            database.execute(f"PRAGMA application_id={schema.application_id}")
            database.execute(f"PRAGMA user_version={version + 1}")
            set_mark(database, "version", version + 1)
            set_mark(database, "tables", _tables_digest(database))


def find_damage(
    database: sqlite3.Connection, schema: Schema, path: Path, *, is_read_through: bool = True
) -> str | None:
    """Return what is wrong with the file, of whatever version it is, or ``None``.

    Args:
        database: The open file.
        schema: What it should be.
        path: Its name, for the message.
        is_read_through: Whether every page is read; otherwise only what any use needs.

    Raises:
        ConfigError: nothing is wrong, and it was written by a newer program.
        Exception: one of :data:`DATABASE_ERRORS`; damage where :func:`is_damage` says so.
    """
    # Flipped header bytes can make SQLite leave the WAL mode or take a file as read-only.
    if database.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        return "its header is wrong"
    with transaction(database):
        check = "quick_check(1)" if is_read_through else "schema_version"
        found = database.execute(f"PRAGMA {check}").fetchone()[0]
    if is_read_through and found != "ok":
        return str(found)
    if number(database, "application_id") != schema.application_id:
        return "it is not a database of this kind"
    version = number(database, "user_version")
    if version != mark(database, "version"):
        return "its version number is wrong"
    if _tables_digest(database) != mark(database, "tables"):
        return "its tables are not those it was made with"
    if version > schema.version:
        raise ConfigError(
            f"{path} was written by a newer Homewire (format {version}); this one knows formats"
            f" up to {schema.version}. Install the newer one again, or restore a backup from"
            " before the update."
        )
    return None


def _tables_digest(database: sqlite3.Connection) -> int:
    rows = database.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name"
    ).fetchall()
    digest = hashlib.blake2b(repr(rows).encode(), digest_size=7).digest()
    return int.from_bytes(digest, "big")
