"""A program to be killed: opens a home with a schema one step ahead and says where it is.

Usage: ``python migrator.py FOLDER``. Prints ``started``, then a line per row the step rewrites.
"""

import sqlite3
import sys
from pathlib import Path

import msgspec

from embedded_hub.core.clock import SystemClock
from embedded_hub.storage.record_rows import HOME_SCHEMA
from embedded_hub.storage.record_store import SqliteRecordStore


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def add_places(database: sqlite3.Connection) -> None:
    database.execute("CREATE TABLE place (id TEXT PRIMARY KEY)")
    for (id_,) in database.execute("SELECT id FROM record ORDER BY id").fetchall():
        database.execute("INSERT INTO place VALUES (?)", (id_,))
        say("row")
    database.execute("ALTER TABLE place ADD COLUMN color TEXT")
    say("altered")


AHEAD = msgspec.structs.replace(HOME_SCHEMA, migrations=(*HOME_SCHEMA.migrations, add_places))


def main() -> None:
    say("started")
    SqliteRecordStore(Path(sys.argv[1]), SystemClock(), AHEAD).close_now()
    say("done")


if __name__ == "__main__":
    main()
