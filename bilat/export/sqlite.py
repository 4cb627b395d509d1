"""The database itself, as one file."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from bilat.database.schema import APPLICATION_ID
from bilat.database.store import Database

# The columns of the matrix are the regions, which differ from dataset to dataset.
_OBJECTS = """
    SELECT DISTINCT objects.name || coalesce('.' || columns.name, '')
    FROM sqlite_master AS objects LEFT JOIN pragma_table_info(objects.name) AS columns
    ON objects.name <> 'matrix' WHERE objects.name NOT LIKE 'sqlite_%'"""


def write(database: Database, path: Path) -> None:
    """Write the database to a new file."""
    # Unlike a backup, this reads every row, so that damage in a kept database is noticed.
    database.query("VACUUM INTO CAST(:path AS TEXT)", {"path": os.fsencode(path)})


def others(database: Database, path: Path) -> list[str] | None:
    """Return the names in a database file that an export does not write.

    They are those of tables, columns and the like, and of files with changes that SQLite has not
    yet put into the database. None means that the file is not a database of bilat.
    """
    companions = [path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal")]
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as found:
            if found.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
                return None
            names = {name for (name,) in found.execute(_OBJECTS)}
    except sqlite3.Error:
        return None
    ours = {name for (name,) in database.rows(_OBJECTS)}
    return [*(names - ours), *(each.name for each in companions if each.exists())]
