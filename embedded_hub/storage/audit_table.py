"""The table of who did what.

::

    audit(number, user, kind, body)   body: the entry as JSON
"""

import sqlite3


def make_audit_table(database: sqlite3.Connection) -> None:
    """Make the table in a database that has none."""
    database.execute(
        "CREATE TABLE audit (number INTEGER PRIMARY KEY AUTOINCREMENT, user TEXT,"
        " kind TEXT NOT NULL, body BLOB NOT NULL)"
    )
    database.execute("CREATE INDEX audit_by_user ON audit (user, number)")
