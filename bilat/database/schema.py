"""The tables of the database, made from the row types: columns, checks, references, indexes."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bilat.database.tables import TABLES, ColumnInfo, Table

APPLICATION_ID = int.from_bytes(b"bila", "big")
"""What marks a SQLite database as one of bilat."""


class Index(NamedTuple):
    """A full-text index: its name, its tokenizer and what it is for."""

    suffix: str
    tokenizer: str


SEARCHED: dict[str, tuple[str, ...]] = {
    "regions": ("words",),
    "documents": ("words",),
    "companies": ("words",),
    "sectors": ("names", "words"),
    "trade": ("words",),
    "figures": ("words",),
}
"""The columns of folded text that TEXT searches; `names` has region, sector and status alone."""

WORDS = {
    "names": "Folded names of region and sector, and the status, for full-text search.",
    "words": "Folded words of the row and of what it speaks of, for full-text search.",
}
"""What these columns hold."""

INFLECTED = Index("fts", "porter unicode61 remove_diacritics 2")
"""Finds a word in any English inflection."""
EXACT = Index("fts_exact", "unicode61 remove_diacritics 2")
"""Finds a word as it is and its beginning; porter stems the beginning of a word to nothing."""

_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "NUMERIC"}
# A number column keeps whole numbers whole: REAL would round those of more than 15 digits.
_INDEXES = {
    "sectors": (
        ("region", "status"),
        ("sector", "region", "status"),
        ("document",),
        ("status",),
    ),
    "trade": (("region",), ("document",)),
    "figures": (("region",), ("document",)),
    "documents": (("region", "date"), ("date",)),
}
"""What the filters look for."""


def create(database: sqlite3.Connection) -> None:
    """Makes every table but the matrix, empty and without indexes."""
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for name, table in TABLES.items():
        for statement in _table(name, table):
            database.execute(statement)
    database.execute(
        "CREATE TABLE names (kind TEXT NOT NULL, name TEXT NOT NULL, id TEXT NOT NULL, "
        "PRIMARY KEY (kind, name, id)) WITHOUT ROWID"
    )


def lists(table: Table) -> Iterator[tuple[int, ColumnInfo]]:
    """The columns of a table that hold lists, each with its place in a row."""
    for place, column in enumerate(table.columns()):
        if column.is_list:
            yield place, column


def _table(name: str, table: Table) -> Iterator[str]:
    """A table, and one of id, position and value for each of its lists."""
    part = "position" in table.row._fields
    columns = [_column(column, key=column.name == "id" and not part) for column in table.columns()]
    columns += [f'"{searched}" TEXT NOT NULL' for searched in SEARCHED.get(name, ())]
    if part:
        columns.append(f'PRIMARY KEY ("{table.row._fields[0]}", "position")')
    yield f'CREATE TABLE "{name}" ({", ".join(columns)})'
    for _, column in lists(table):
        value = f'"value" {_TYPES[column.type]} NOT NULL{_constraints(column)}'
        yield (
            f'CREATE TABLE "{name}_{column.name}" ("id" TEXT NOT NULL{_reference(name)}, '
            f'"position" INTEGER NOT NULL, {value}, PRIMARY KEY ("id", "position")) '
            "WITHOUT ROWID"
        )


def _column(column: ColumnInfo, *, key: bool) -> str:
    type_ = "TEXT" if column.is_list else _TYPES[column.type]
    required = " NOT NULL" if column.required else ""
    constraints = "" if column.is_list else _constraints(column)
    return f'"{column.name}" {type_}{" PRIMARY KEY" if key else ""}{required}{constraints}'


def _constraints(column: ColumnInfo) -> str:
    """The words or the table that the values of a column come from."""
    words = ", ".join(f"'{word}'" for word in column.vocabulary)
    check = f' CHECK ("{"value" if column.is_list else column.name}" IN ({words}))' if words else ""
    return check + (_reference(column.references) if column.references else "")


def _reference(table: str) -> str:
    return f' REFERENCES "{table}"("id") DEFERRABLE INITIALLY DEFERRED'


def index(database: sqlite3.Connection) -> None:
    """Makes the indexes and the full-text tables of filled tables, and what the planner needs."""
    for name, table in TABLES.items():
        for columns in _INDEXES.get(name, ()):
            listed = ", ".join(f'"{column}"' for column in columns)
            database.execute(f'CREATE INDEX "{name}_by_{"_".join(columns)}" ON "{name}"({listed})')
        for _, column in lists(table):
            link = f"{name}_{column.name}"
            database.execute(f'CREATE INDEX "{link}_by_value" ON "{link}"("value", "id")')
    database.execute('CREATE INDEX "names_by_id" ON "names"("kind", "id")')
    for name, searched in SEARCHED.items():
        for each in (INFLECTED, EXACT):
            _full_text(database, name, searched, each)
    database.execute(f"CREATE VIEW evidence AS {_evidence()}")
    database.execute("ANALYZE")


def _full_text(
    database: sqlite3.Connection, table: str, columns: Iterable[str], index: Index
) -> None:
    name = f'"{table}_{index.suffix}"'
    listed = ", ".join(f'"{column}"' for column in columns)
    database.execute(
        f'CREATE VIRTUAL TABLE {name} USING fts5({listed}, content="{table}", '
        f"tokenize='{index.tokenizer}')"
    )
    database.execute(f"INSERT INTO {name}({name}) VALUES ('rebuild')")


def _evidence() -> str:
    """Every phrase of evidence with the fact that rests on it."""
    return " UNION ALL ".join(
        f"SELECT '{name}' AS listing, fact.id, fact.document, phrase.position, "
        f'phrase.value AS phrase FROM "{name}_evidence" AS phrase JOIN "{name}" AS fact USING (id)'
        for name in ("sectors", "trade", "figures")
    )
