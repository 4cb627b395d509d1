"""The schema of the database: its tables with their columns, lists, indexes and full text."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import starmap
from operator import attrgetter
from types import NoneType
from typing import Any, Literal, NamedTuple, get_args, get_origin

from bilat.database import rows
from bilat.database.store import Row

# Marks a SQLite file as one of bilat.
APPLICATION_ID = int.from_bytes(b"bila", "big")


class ColumnInfo(NamedTuple):
    """What a column holds."""

    name: str
    description: str
    type: Literal["string", "integer", "number"] = "string"  # of a list: the type of its items
    is_list: bool = False
    required: bool = True  # whether the value is never null
    vocabulary: Collection[str] = ()  # the words that it may hold; empty for any value
    references: str | None = None  # the table whose ids it holds

    @property
    def missing(self) -> str | int | None:
        """What stands in the database where nothing is known: no items, 0 or null."""
        if self.is_list:
            return "[]"
        return 0 if self.required and self.type == "integer" else None


class Table(NamedTuple):
    """A table of the database: the type of its rows, what it is for, and its columns in order."""

    row: Any
    description: str
    columns: tuple[ColumnInfo, ...]


def _table(row: Any, description: str) -> Table:
    return Table(row, description, tuple(starmap(_column_info, row.__annotations__.items())))


def _column_info(name: str, annotation: Any) -> ColumnInfo:
    type_, (description, *marks) = annotation.__origin__, annotation.__metadata__
    is_list = get_origin(type_) is tuple
    types = get_args(type_) or (type_,)
    return ColumnInfo(
        name,
        description,
        "number" if float in types else "integer" if int in types else "string",
        is_list,
        required=is_list or NoneType not in types,
        vocabulary=next((mark for mark in marks if isinstance(mark, Mapping | tuple)), ()),
        references=next((mark for mark in marks if isinstance(mark, rows.References)), None),
    )


# All tables but the matrix, whose columns are the regions; those that others refer to come first.
TABLES = {
    "regions": _table(rows.RegionRow, "The regions, each with its latest meeting and turnover."),
    "documents": _table(rows.DocumentRow, "The reports of meetings that everything is taken from."),
    "sector_catalogue": _table(rows.CatalogueRow, "The sectors, in two levels."),
    "companies": _table(rows.CompanyRow, "The companies that a document names."),
    "sectors": _table(rows.SectorRow, "What exists, is planned, proposed or of interest."),
    "trade": _table(rows.TradeRow, "Trade and its change, stated and derived."),
    "figures": _table(rows.FigureRow, "The other numbers; each says whose number it is."),
    "products": _table(rows.ProductRow, "The products of these records, with their HS codes."),
    "participants": _table(rows.ParticipantRow, "The people at the meetings."),
    "left_out": _table(rows.LeftOutRow, "Passages of the reports that are deliberately left out."),
    "evidence": _table(rows.EvidenceRow, "The phrases of the texts that the facts rest on."),
}

# The fields of each listing that TEXT searches, with their columns if these have other names.
_FIELDS = {
    "sectors": """
        summary sector parent:sector company:companies product:products place:places
        project:projects condition scope evidence region speaker:speaker+stated_by""",
    "trade": """
        region period amount:text change:change_text goods cause doubt evidence
        speaker:speaker+stated_by direction flow""",
    "figures": """
        name amount:text change:change_text scope period evidence region
        speaker:speaker+stated_by""",
    "regions": "names:id head:head+head_title district:federal_district kind",
    "companies": "company:id city country region:regions sector:sectors parent:sectors",
    "documents": """
        region date:date+date_stated place head:head+head_title publisher:publisher+reprinted_by""",
}
# The columns of each field, by listing and field.
SEARCHED = {
    listing: {
        field: (columns or field).split("+")
        for field, _, columns in (entry.partition(":") for entry in fields.split())
    }
    for listing, fields in _FIELDS.items()
}

# REAL would round whole numbers of more than 15 digits.
_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "NUMERIC"}
EVIDENCE = "INSERT INTO evidence " + " UNION ALL ".join(
    f"SELECT '{name}', fact.id, document, key + 1, value "
    f"FROM {name} AS fact, json_each(fact.evidence)"
    for name in ("sectors", "trade", "figures")
)
# The tables with the columns that filters look for.
INDEXES = (
    ("sectors", "region, status, scope"),
    ("sectors", "sector, region, status, scope"),
    ("sectors", "document"),
    ("sectors", "status"),
    ("trade", "region, period"),
    ("trade", "document"),
    ("figures", "region"),
    ("figures", "document"),
    ("documents", "region, date"),
    ("participants", "person, side"),
)


def key(columns: Iterable[ColumnInfo]) -> list[str]:
    """Return the primary key: the first column or, if there is a position, all columns up to it."""
    names = [column.name for column in columns]
    return names[: names.index("position") + 1] if "position" in names else names[:1]


def decoded(columns: Iterable[ColumnInfo], rows: Iterable[Row]) -> Iterator[Row]:
    """Yield rows of some columns with tuples for lists, which the database has as JSON text."""
    lists = [index for index, column in enumerate(columns) if column.is_list]
    for row in rows:
        values = [*row]
        for index in lists:
            values[index] = tuple(json.loads(row[index]))
        yield tuple(values)


def add_table(
    database: sqlite3.Connection, name: str, description: str, columns: Sequence[ColumnInfo]
) -> None:
    """Add an empty table, with what table_info and column_info say of it."""
    declared = [*map(_declaration, columns), f"PRIMARY KEY ({', '.join(key(columns))})"]
    database.execute(f"CREATE TABLE {name} ({', '.join(declared)})")
    database.execute("INSERT INTO table_info VALUES (?, ?)", (name, description))
    for column in columns:
        type_ = f"JSON array of {column.type}" if column.is_list else column.type
        described = (name, column.name, type_, column.description)
        database.execute("INSERT INTO column_info VALUES (?, ?, ?, ?)", described)


def _declaration(column: ColumnInfo) -> str:
    """Return the declaration of a column, with the table that its values are ids of."""
    type_ = "TEXT" if column.is_list else _TYPES[column.type]
    declared = f'"{column.name}" {type_} {"NOT NULL" if column.required else ""}'
    if column.references and not column.is_list:
        declared += f' REFERENCES "{column.references}"("id")'
    return declared


def add_lists(database: sqlite3.Connection) -> None:
    """Add for each list in the filled tables a table of id, position and value."""
    for name, table in TABLES.items():
        for column in filter(attrgetter("is_list"), table.columns):
            listed = f"{name}_{column.name}"
            value = _declaration(column._replace(name="value", is_list=False))
            database.execute(f"""
                CREATE TABLE {listed} (
                    id TEXT NOT NULL REFERENCES {name}(id), position INTEGER NOT NULL, {value},
                    PRIMARY KEY (id, position)) WITHOUT ROWID""")
            database.execute(f"""
                INSERT INTO {listed} SELECT {name}.id, key + 1, value
                FROM {name}, json_each({name}.{column.name}) WHERE value IS NOT NULL""")
            database.execute(f"CREATE INDEX {listed}_by_value ON {listed} (value, id)")


def add_full_text(database: sqlite3.Connection, words: Mapping[tuple[str, str], str]) -> None:
    """Add the full text of filled tables, with words for ids, by field and id.

    The table <listing>_text has the fields under the listing's rowids, several values on lines.
    """
    database.create_function("words", 2, lambda field, item: words.get((field, item), item))
    for listing, fields in SEARCHED.items():
        lists = {column.name for column in TABLES[listing].columns if column.is_list}
        texts = []
        for field, columns in fields.items():
            items = ", ".join(f"{listing}.{column}" for column in columns)
            items = items if columns[0] in lists else f"json_array({items})"
            texts.append(f"""(
                SELECT coalesce(group_concat(words('{field}', value), char(10)), '')
                FROM json_each({items}) WHERE value IS NOT NULL) AS {field}""")
        database.execute(f"""
            CREATE TABLE {listing}_text AS
            SELECT {", ".join(texts)} FROM {listing} ORDER BY {listing}.rowid""")
        # Porter finds the English inflections of a word, but stems a prefix to nothing. The comment
        # is what Datasette and sqlite-utils find the full text of a table by.
        for full_text, tokenizer, comment in (
            (f"{listing}_fts", "porter unicode61", f' /* content="{listing}" */'),
            (f"{listing}_fts_exact", "unicode61", ""),
        ):
            database.execute(f"""
                CREATE VIRTUAL TABLE {full_text} USING fts5({", ".join(fields)},
                content={listing}_text, tokenize='{tokenizer} remove_diacritics 2'{comment})""")
            database.execute(f"INSERT INTO {full_text} ({full_text}) VALUES ('rebuild')")
