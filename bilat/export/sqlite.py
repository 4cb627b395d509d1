"""The database itself, as one file."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bilat.database.schema import APPLICATION_ID
from bilat.database.store import Database


def write(database: Database, path: Path) -> None:
    """Copies the database to a path where nothing is."""
    with closing(sqlite3.connect(path)) as copy:
        database.connection.backup(copy)


def is_ours(path: Path) -> bool:
    """Whether a file is a database of bilat, or empty."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        header = file.read(100)
    return not header or (
        header.startswith(b"SQLite format 3\0")
        and int.from_bytes(header[68:72], "big") == APPLICATION_ID
    )
