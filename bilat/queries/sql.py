"""Anything else: a query in SQL, which may read and nothing more."""

import math
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from bilat.database.store import Database, Row
from bilat.database.tables import ColumnInfo
from bilat.errors import UsageError
from bilat.queries.listings import Answer

_READING = (
    "table_info",
    "table_xinfo",
    "table_list",
    "index_list",
    "index_info",
    "index_xinfo",
    "foreign_key_list",
    "function_list",
    "collation_list",
    "compile_options",
    "data_version",
)
"""The pragmas that only tell something."""
_DENIED = {
    getattr(sqlite3, f"SQLITE_{name}"): name.replace("_", " ")
    for name in (
        *("ATTACH", "DETACH", "INSERT", "UPDATE", "DELETE", "ALTER_TABLE", "REINDEX", "ANALYZE"),
        *("TRANSACTION", "SAVEPOINT", "CREATE_INDEX", "CREATE_TABLE", "CREATE_TRIGGER"),
        *("CREATE_VIEW", "CREATE_VTABLE", "CREATE_TEMP_INDEX", "CREATE_TEMP_TABLE"),
        *("CREATE_TEMP_TRIGGER", "CREATE_TEMP_VIEW", "DROP_INDEX", "DROP_TABLE", "DROP_TRIGGER"),
        *("DROP_VIEW", "DROP_VTABLE", "DROP_TEMP_INDEX", "DROP_TEMP_TABLE", "DROP_TEMP_TRIGGER"),
        "DROP_TEMP_VIEW",
    )
}
_STEPS = 100_000
"""How many instructions SQLite takes between two looks at Ctrl-C."""


def run(database: Database, query: str) -> Answer:
    """The answer to a query in SQL.

    A second column of the same name is told apart by a number (`id`, `id_2`), a blob is its
    hexadecimal digits, an infinite number its name. Raises UsageError, with SQLite's message where
    it is its own, for what is no query or does more than read.
    """
    guard = _Guard([name for (name,) in database.rows("SELECT name FROM table_info")])
    database.connection.set_authorizer(guard.allows)
    database.connection.set_progress_handler(lambda: 0, _STEPS)  # here Ctrl-C is noticed
    try:
        names, rows = database.query(query)
    except (sqlite3.Error, sqlite3.Warning) as error:
        guard.explain(error)
    except UnicodeEncodeError:
        raise UsageError("sql: the query is no text in UTF-8") from None
    if not names:
        raise UsageError("sql takes a query that gives rows, such as: select * from regions")
    return Answer([ColumnInfo(name, "") for name in _distinct(names)], guard.watched(rows))


class _Guard:
    """Lets a query read only, and says why one ended."""

    def __init__(self, tables: Sequence[str]) -> None:
        self._tables = tables
        self._denied = ""

    def allows(self, action: int, first: str | None, second: str | None, *_: str | None) -> int:
        """What SQLite asks before it does something."""
        reading = (first or "").lower() in _READING
        # Connecting a virtual table asks for the schema's UPDATE, and writes nothing.
        schema = action == sqlite3.SQLITE_UPDATE and first == "sqlite_master"
        if action in _DENIED and not schema:
            self._denied = self._denied or _DENIED[action]
        elif action == sqlite3.SQLITE_PRAGMA and not reading:
            self._denied = f"PRAGMA {first}"
        elif action == sqlite3.SQLITE_FUNCTION and second == "load_extension":
            self._denied = "load_extension"
        else:
            return sqlite3.SQLITE_OK
        return sqlite3.SQLITE_DENY

    def watched(self, rows: Iterator[Row]) -> Iterator[Row]:
        """The rows with values that every format can hold."""
        try:
            for row in rows:
                yield tuple(map(_plain, row))
        except sqlite3.Error as error:
            self.explain(error)

    def explain(self, error: sqlite3.Error | sqlite3.Warning) -> Any:
        """Raises what a person is told."""
        if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT:
            raise KeyboardInterrupt from None
        if self._denied:
            raise UsageError(f"sql only reads; refused: {self._denied}") from None
        hint = f"\nTables: {', '.join(self._tables)}" if "no such table" in str(error) else ""
        raise UsageError(f"sql: {error}{hint}") from None


def _distinct(names: Sequence[str]) -> list[str]:
    found: list[str] = []
    for name in names:
        number, other = 1, name
        while other in found:
            number += 1
            other = f"{name}_{number}"
        found.append(other)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, float) and not math.isfinite(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def tables(database: Database) -> Answer:
    """Every table and column with what it means."""
    query = """
        SELECT table_name AS "table", column_name AS "column", column_info.type,
        column_info.description FROM column_info ORDER BY column_info.rowid"""
    names = ("table", "column", "type", "description")
    return Answer([ColumnInfo(name, "") for name in names], database.rows(query))
