"""The schema of the database: its tables with their columns, lists, indexes and full text."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType, NoneType
from typing import Any, Literal, NamedTuple, get_args, get_origin

from bilat.database.rows import (
    UNLISTED,
    CatalogueRow,
    CompanyRow,
    DocumentRow,
    EvidenceRow,
    FigureRow,
    LeftOutRow,
    ParticipantRow,
    ProductRow,
    References,
    RegionRow,
    SectorRow,
    TradeRow,
)
from bilat.vocabulary import Vocabulary

# Marks a SQLite file as one of bilat.
APPLICATION_ID = int.from_bytes(b"bila", "big")


class ColumnInfo(NamedTuple):
    """What a column holds."""

    name: str
    description: str
    # The type of the value or, in a list, of each item.
    type: Literal["string", "integer", "number"] = "string"
    is_list: bool = False
    # Whether the value is never null.
    required: bool = True
    # The words that it may hold; empty if any value will do.
    vocabulary: Vocabulary = MappingProxyType({})
    # The table whose ids it holds.
    references: str | None = None
    # Whether the listing of its table prints it.
    listed: bool = True


class Table(NamedTuple):
    """A table of the database: the type of its rows and what it is for."""

    row: Any
    description: str

    def columns(self) -> tuple[ColumnInfo, ...]:
        """Return its columns, in order."""
        return describe(self.row)

    def lists(self) -> tuple[tuple[int, ColumnInfo], ...]:
        """Return the columns that hold lists, each with its index in a row."""
        return tuple(each for each in enumerate(self.columns()) if each[1].is_list)


# All tables but the matrix, whose columns are the regions; those that others refer to come first.
TABLES = {
    "regions": Table(RegionRow, "The regions, each with its latest meeting and turnover."),
    "documents": Table(DocumentRow, "The reports of meetings that everything is taken from."),
    "sector_catalogue": Table(CatalogueRow, "The sectors, in two levels."),
    "companies": Table(CompanyRow, "The companies that a document names."),
    "sectors": Table(
        SectorRow, "The cooperation records: what exists, is planned, proposed or of interest."
    ),
    "trade": Table(TradeRow, "Trade and its change, stated and derived."),
    "figures": Table(FigureRow, "The other numbers; each says whose number it is."),
    "products": Table(ProductRow, "The products of the cooperation records, with their HS codes."),
    "participants": Table(ParticipantRow, "The people at the meetings."),
    "left_out": Table(LeftOutRow, "Passages of the documents that are deliberately left out."),
}
VIEWS = {"evidence": Table(EvidenceRow, "The phrases of the texts that the facts rest on.")}

# The fields of each listing that TEXT searches. The table <listing>_text holds them under the
# listing's rowids, as people read them, with several values of a field on lines of their own.
SEARCHED: dict[str, tuple[str, ...]] = {
    "sectors": (
        *("summary", "sector", "company", "product", "place", "project", "condition", "scope"),
        *("evidence", "region", "speaker"),
    ),
    "trade": (
        *("region", "period", "amount", "change", "goods", "cause", "doubt"),
        *("evidence", "speaker", "direction", "flow"),
    ),
    "figures": (*("name", "amount", "change", "scope", "period", "evidence", "region", "speaker"),),
    "regions": ("region", "head", "district", "kind"),
    "companies": ("company", "city", "country", "region", "sector"),
    "documents": ("region", "date", "place", "head", "publisher"),
}
# The full-text indexes <listing>_fts and <listing>_fts_exact: porter finds the English inflections
# of a word, but stems a prefix to nothing.
TOKENIZERS = {
    "fts": "porter unicode61 remove_diacritics 2",
    "fts_exact": "unicode61 remove_diacritics 2",
}

_TYPES = {
    "string": "TEXT",
    "integer": "INTEGER",
    # REAL would round whole numbers of more than 15 digits.
    "number": "NUMERIC",
}
# What the filters look for.
_INDEXES = {
    "sectors": (
        *(("region", "status", "scope"), ("sector", "region", "status", "scope")),
        *(("document",), ("status",), ("stated_by", "document")),
    ),
    "trade": (("region", "period"), ("document",)),
    "figures": (("region",), ("document",)),
    "documents": (("region", "date"), ("date",)),
    "participants": (("person", "side"),),
}


@cache
def describe(row_type: Any) -> tuple[ColumnInfo, ...]:
    """Return the columns of a table, from the annotations of the type of its rows."""
    return tuple(_column_info(*each) for each in row_type.__annotations__.items())


def _column_info(name: str, annotation: Any) -> ColumnInfo:
    type_, (description, *rest) = annotation.__origin__, annotation.__metadata__
    is_list = get_origin(type_) is tuple
    item = get_args(type_)[0] if is_list else type_
    types = {*(get_args(item) or {item})}
    return ColumnInfo(
        name,
        description,
        "number" if float in types else "integer" if int in types else "string",
        is_list,
        required=is_list or NoneType not in types,
        vocabulary=next((each for each in rest if isinstance(each, Mapping)), MappingProxyType({})),
        references=next((each.table for each in rest if isinstance(each, References)), None),
        listed=UNLISTED not in rest,
    )


def list_order(items: str) -> str:
    """Return text that sorts JSON arrays by their items; a null comes first.

    SQLite knows this function by the same name.
    """
    return "\0".join(
        f"{item:019}" if isinstance(item, int) else item or "" for item in json.loads(items)
    )


def create(database: sqlite3.Connection) -> None:
    """Create every table but the matrix, empty and without indexes."""
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for name, table in TABLES.items():
        for statement in _table(name, table):
            database.execute(statement)
    for name, fields in SEARCHED.items():
        columns = ", ".join(f'"{field}" TEXT NOT NULL' for field in fields)
        database.execute(f'CREATE TABLE "{name}_text" ({columns})')
    database.execute(
        "CREATE TABLE names (kind TEXT NOT NULL, name TEXT NOT NULL, id TEXT NOT NULL, "
        "PRIMARY KEY (kind, name, id)) WITHOUT ROWID"
    )


def _table(name: str, table: Table) -> Iterator[str]:
    """Yield a table, and one of id, position and value for each of its lists."""
    is_part = "position" in table.row._fields
    columns = [
        declaration(column, is_key=column.name == "id" and not is_part)
        for column in table.columns()
    ]
    if is_part:
        columns.append(f'PRIMARY KEY ("{table.row._fields[0]}", "position")')
    yield f'CREATE TABLE "{name}" ({", ".join(columns)})'
    for _, column in table.lists():
        value = f'"value" {_TYPES[column.type]} NOT NULL{_constraints(column, "value")}'
        yield (
            f'CREATE TABLE "{name}_{column.name}" ("id" TEXT NOT NULL{_reference(name)}, '
            f'"position" INTEGER NOT NULL, {value}, PRIMARY KEY ("id", "position")) '
            "WITHOUT ROWID"
        )


def declaration(column: ColumnInfo, *, is_key: bool) -> str:
    """Return the declaration of a column in SQL."""
    type_ = "TEXT" if column.is_list else _TYPES[column.type]
    required = " NOT NULL" if column.required else ""
    constraints = "" if column.is_list else _constraints(column, column.name)
    return f'"{column.name}" {type_}{" PRIMARY KEY" if is_key else ""}{required}{constraints}'


def _constraints(column: ColumnInfo, name: str) -> str:
    """Return the words or the table that the values of a column come from."""
    words = ", ".join(f"'{word}'" for word in column.vocabulary)
    check = f' CHECK ("{name}" IN ({words}))' if words else ""
    return check + (_reference(column.references) if column.references else "")


def _reference(table: str) -> str:
    return f' REFERENCES "{table}"("id") DEFERRABLE INITIALLY DEFERRED'


def index(database: sqlite3.Connection) -> None:
    """Create the view, the indexes and the full text of filled tables, and plan for them."""
    for name, table in TABLES.items():
        for columns in _INDEXES.get(name, ()):
            listed = ", ".join(f'"{column}"' for column in columns)
            database.execute(f'CREATE INDEX "{name}_by_{"_".join(columns)}" ON "{name}"({listed})')
        for _, column in table.lists():
            side = f"{name}_{column.name}"
            database.execute(f'CREATE INDEX "{side}_by_value" ON "{side}"("value", "id")')
    database.execute('CREATE INDEX "names_by_id" ON "names"("kind", "id")')
    for name, fields in SEARCHED.items():
        listed = ", ".join(f'"{field}"' for field in fields)
        for suffix, tokenizer in TOKENIZERS.items():
            full_text = f'"{name}_{suffix}"'
            database.execute(
                f'CREATE VIRTUAL TABLE {full_text} USING fts5({listed}, content="{name}_text", '
                f"tokenize='{tokenizer}')"
            )
            database.execute(f"INSERT INTO {full_text}({full_text}) VALUES ('rebuild')")
    phrases = " UNION ALL ".join(
        f"SELECT '{name}' AS listing, fact.id, fact.document, phrase.position, "
        f'phrase.value AS phrase FROM "{name}_evidence" AS phrase JOIN "{name}" AS fact USING (id)'
        for name in ("sectors", "trade", "figures")
    )
    database.execute(f"CREATE VIEW evidence AS {phrases}")
    database.execute("ANALYZE")
