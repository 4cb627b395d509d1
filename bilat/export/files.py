"""The whole dataset as one SQLite database or as a Data Package.

Both are written aside and renamed, so that what was there before stays until the new one is whole.
"""

import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, NamedTuple

from bilat.database.rows import ROW_TYPES, ColumnInfo, describe
from bilat.dataset.models import Dataset
from bilat.errors import FileError, UsageError
from bilat.output.formats import LIST_SEPARATOR, Record, dumps, render
from bilat.progress import Progress, silent
from bilat.questions.listings import LISTINGS, records
from bilat.questions.query import NO_FILTERS
from bilat.version import __version__

ExportKind = Literal["sqlite", "datapackage"]

TITLE = "Trade and cooperation of Belarus with regions of Russia"
# Tables that others refer to first.
DESCRIPTIONS = {
    "regions": "The regions, each with its latest meeting and turnover.",
    "documents": "The reports of meetings that everything is taken from.",
    "sector_catalogue": "The sectors, in two levels.",
    "companies": "The companies that a document names.",
    "sectors": "The cooperation records: what exists, is planned, proposed or of interest.",
    "trade": "Turnover and its change, stated and derived.",
    "figures": "The other numbers; each says whose number it is.",
    "matrix": "Sectors by regions; a cell holds statuses joined with a plus sign.",
}
_REFERENCES = {
    "region": "regions",
    "document": "documents",
    "sector": "sector_catalogue",
    "parent": "sector_catalogue",
}
"""The table whose id a column holds."""
_LISTED = {"regions": "regions", "companies": "companies", "sectors": "sector_catalogue"}
"""The table whose ids a list holds."""
_SEARCHED = {
    "sectors": (
        "region_name",
        "sector_name",
        "products",
        "companies",
        "places",
        "projects",
        "summary",
    ),
    "figures": ("region_name", "name", "text", "scope"),
    "companies": ("name", "aliases", "city", "country"),
}
"""The columns of each table that full-text search looks into."""


class Table(NamedTuple):
    """A table of an export."""

    name: str
    columns: tuple[ColumnInfo, ...]
    records: list[Record]

    def references(self) -> Iterator[tuple[str, str]]:
        """The columns that hold one id, each with the table of that id."""
        for column in self.columns:
            target = _REFERENCES.get(column.name)
            if target and not column.is_list and self.name != "matrix":
                yield column.name, target


def export(
    dataset: Dataset,
    kind: ExportKind,
    path: Path,
    force: bool = False,
    progress: Progress = silent,
) -> dict[str, int]:
    """Writes the dataset to a path and says how many rows each table has.

    `progress` is told of the documents read and the rows written.

    Raises UsageError where something is there already and `force` is false, or where it is not an
    export that may be replaced, and FileError where the path cannot be written.
    """
    write = _sqlite if kind == "sqlite" else _datapackage
    try:
        _check_target(kind, path, force)
    except OSError as error:
        raise FileError(f"{path}: cannot be written: {error.strerror}") from None
    for document in progress(dataset.documents, "reading"):
        _ = document.facts  # those of a snapshot are read when they are first asked for
    found = tables(dataset, progress)
    try:
        write(path, found, dataset, progress)
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FileError(f"{path}: cannot be written: {reason}") from None
    return {table.name: len(table.records) for table in found}


def _check_target(kind: ExportKind, path: Path, force: bool) -> None:
    if not path.parent.is_dir():
        raise FileError(f"{path}: there is no folder {path.parent}")
    if kind == "sqlite":
        for other in (path.with_name(f"{path.name}{end}") for end in ("-wal", "-shm", "-journal")):
            if os.path.lexists(other):  # SQLite would take it for a part of the new database
                raise UsageError(f"{other} is there: some program has {path} open or left that")
    if not os.path.lexists(path):
        return
    if not force:
        raise UsageError(f"{path} is there already; --force replaces it")
    if kind == "sqlite" and not _is_database(path):
        raise UsageError(f"{path} is no SQLite database; it is not replaced")
    if kind == "datapackage" and not _is_package(path):
        raise UsageError(f"{path} is no data package of bilat alone; it is not replaced")


def _is_database(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(16) in (b"SQLite format 3\0", b"")
    except OSError:
        return False


def _is_package(path: Path) -> bool:
    """Whether a folder holds what an export writes, and nothing else that would be lost."""
    expected = {f"{name}.csv" for name in DESCRIPTIONS} | {"datapackage.json"}
    try:
        descriptor = json.loads((path / "datapackage.json").read_bytes())
        ours = all(each.name in expected and each.is_file() for each in path.iterdir())
        return ours and descriptor["name"] == "bilat"
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False


def tables(dataset: Dataset, progress: Progress = silent) -> list[Table]:
    """Every table, those that others refer to first."""
    found = {
        name: _table(dataset, name, tuple(describe(ROW_TYPES[name])))
        for name in progress([*ROW_TYPES], "preparing")
    }
    catalogue = (
        _column("id", "The sector's id."),
        _column("name", "The sector's name."),
        _column("parent", "The sector that it belongs to.", required=False),
        _column("isic", "The sector's ISIC Rev.4 code.", required=False),
        _column("aliases", "Other names.", is_list=True),
    )
    sectors: list[Record] = [(s.id, s.name, s.parent, s.isic, s.aliases) for s in dataset.sectors]
    found["sector_catalogue"] = Table("sector_catalogue", catalogue, sectors)
    names = LISTINGS["matrix"].columns(dataset, NO_FILTERS)
    matrix = [
        _column("sector", "The sector's id."),
        _column("sector_name", "The sector's name."),
        *(_column(name, f"The statuses in {name}.", required=False) for name in names[2:]),
    ]
    found["matrix"] = _table(dataset, "matrix", tuple(matrix))
    return [found[name] for name in DESCRIPTIONS]


def _column(
    name: str, description: str, *, required: bool = True, is_list: bool = False
) -> ColumnInfo:
    return ColumnInfo(name, description, "string", is_list, required, {})


def _table(dataset: Dataset, name: str, columns: tuple[ColumnInfo, ...]) -> Table:
    listing = LISTINGS[name]
    rows = listing.rows(dataset, NO_FILTERS)
    return Table(name, columns, records(listing, rows, [column.name for column in columns]))


# SQLite


def _sqlite(path: Path, found: Sequence[Table], dataset: Dataset, progress: Progress) -> None:
    with _scratch(path) as scratch:
        with closing(sqlite3.connect(scratch / "new")) as database, database:
            database.execute("PRAGMA foreign_keys = ON")
            database.execute("PRAGMA defer_foreign_keys = ON")
            for table in found:
                _create(database, table)
            for table in found:
                _fill(database, table, progress)
            for name, columns in progress([*_SEARCHED.items()], "indexing"):
                index = f'"{name}_fts"'
                listed = ", ".join(f'"{column}"' for column in columns)
                database.execute(
                    f'CREATE VIRTUAL TABLE {index} USING fts5({listed}, content="{name}", '
                    "tokenize='unicode61 remove_diacritics 2')"
                )
                database.execute(f"INSERT INTO {index}({index}) VALUES ('rebuild')")
            _describe(database, found, dataset)
        (scratch / "new").replace(path)


_SQL_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL"}


def _create(database: sqlite3.Connection, table: Table) -> None:
    """A table, a link table for each of its lists, and indexes."""
    references = dict(table.references())
    definitions = []
    indexed = []
    for column in table.columns:
        words = [f'"{column.name}"', "TEXT" if column.is_list else _SQL_TYPES[column.type]]
        if column is table.columns[0]:
            words.append("PRIMARY KEY")
        if column.required:
            words.append("NOT NULL")
        if column.vocabulary and not column.is_list:
            words.append(
                f'CHECK ("{column.name}" IN ({", ".join(map(_quoted, column.vocabulary))}))'
            )
            indexed.append(column.name)
        if target := references.get(column.name):
            words.append(_reference(target))
            indexed.append(column.name)
        definitions.append(" ".join(words))
    database.execute(f'CREATE TABLE "{table.name}" ({", ".join(definitions)})')
    for name in indexed:
        database.execute(f'CREATE INDEX "{table.name}_{name}" ON "{table.name}"("{name}")')
    for column in table.columns:
        if column.is_list:
            target = _LISTED.get(column.name)
            link = f"{table.name}_{column.name}"
            database.execute(
                f'CREATE TABLE "{link}" ("id" TEXT NOT NULL {_reference(table.name)}, '
                f'"position" INTEGER NOT NULL, "value" {_SQL_TYPES[column.type]} NOT NULL '
                f'{_reference(target) if target else ""}, PRIMARY KEY ("id", "position"))'
            )
            database.execute(f'CREATE INDEX "{link}_value" ON "{link}"("value")')


def _reference(table: str) -> str:
    return f'REFERENCES "{table}"("id") DEFERRABLE INITIALLY DEFERRED'


def _fill(database: sqlite3.Connection, table: Table, progress: Progress) -> None:
    marks = ", ".join("?" * len(table.columns))
    written = progress(table.records, f"writing {table.name}")
    database.executemany(
        f'INSERT INTO "{table.name}" VALUES ({marks})',
        ([dumps(v) if isinstance(v, tuple) else v for v in record] for record in written),
    )
    for place, column in enumerate(table.columns):
        if column.is_list:
            written = progress(table.records, f"writing {column.name} of {table.name}")
            database.executemany(
                f'INSERT INTO "{table.name}_{column.name}" VALUES (?, ?, ?)',
                (
                    (record[0], position, value)
                    for record in written
                    for position, value in enumerate(record[place], 1)
                ),
            )


def _describe(database: sqlite3.Connection, found: Sequence[Table], dataset: Dataset) -> None:
    """What each table and column means, and what the dataset is."""
    database.execute('CREATE TABLE "table_info" ("name" TEXT PRIMARY KEY, "description" TEXT)')
    database.executemany(
        "INSERT INTO table_info VALUES (?, ?)", ((t.name, DESCRIPTIONS[t.name]) for t in found)
    )
    database.execute(
        'CREATE TABLE "column_info" ("table_name" TEXT NOT NULL, "column_name" TEXT NOT NULL, '
        '"type" TEXT NOT NULL, "description" TEXT NOT NULL, '
        'PRIMARY KEY ("table_name", "column_name"))'
    )
    database.executemany(
        "INSERT INTO column_info VALUES (?, ?, ?, ?)",
        (
            (
                table.name,
                column.name,
                f"JSON array of {column.type}" if column.is_list else column.type,
                column.description,
            )
            for table in found
            for column in table.columns
        ),
    )
    database.execute('CREATE TABLE "dataset_info" ("name" TEXT PRIMARY KEY, "value" TEXT)')
    database.executemany(
        "INSERT INTO dataset_info VALUES (?, ?)",
        {
            "title": TITLE,
            "version": __version__,
            "documents": str(len(dataset.documents)),
            "facts": str(sum(len(document.facts) for document in dataset.documents)),
        }.items(),
    )


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"


# Data Package


def _datapackage(path: Path, found: Sequence[Table], dataset: Dataset, progress: Progress) -> None:
    with _scratch(path) as scratch:
        new = scratch / "new"
        new.mkdir()
        for table in found:
            names = [column.name for column in table.columns]
            written = progress(table.records, f"writing {table.name}")
            with (new / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
                file.writelines(render("csv", names, written))
        descriptor = json.dumps(_descriptor(found, dataset), ensure_ascii=False, indent=2)
        (new / "datapackage.json").write_text(f"{descriptor}\n", encoding="utf-8")
        _replace_folder(new, path, scratch / "old")


def _replace_folder(new: Path, path: Path, old: Path) -> None:
    """Puts a new folder in the place of one that goes to `old`, or of none."""
    if not path.exists():
        new.rename(path)
        return
    path.rename(old)
    try:
        new.rename(path)
    except OSError:
        old.rename(path)
        raise


def _descriptor(found: Sequence[Table], dataset: Dataset) -> dict[str, Any]:
    """The datapackage.json of version 2 of the standard."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "bilat",
        "title": TITLE,
        "version": __version__,
        "sources": [
            {
                "title": f"{document.source.publisher}, {document.date.value}",
                "path": document.source.url,
            }
            for document in dataset.documents
        ],
        "resources": [_resource(table) for table in found],
    }


def _resource(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "title": table.name.replace("_", " ").capitalize(),
        "description": DESCRIPTIONS[table.name],
        "path": f"{table.name}.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
            "fields": [_field(column) for column in table.columns],
            "missingValues": [""],
            "primaryKey": [table.columns[0].name],
            "foreignKeys": [
                {
                    "fields": [column],
                    "reference": {
                        "resource": "" if target == table.name else target,
                        "fields": ["id"],
                    },
                }
                for column, target in table.references()
            ],
        },
    }


def _field(column: ColumnInfo) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "description": column.description}
    if column.is_list:
        field |= {"type": "list", "delimiter": LIST_SEPARATOR, "itemType": column.type}
        return field
    field["type"] = "date" if column.name == "date" else column.type
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.vocabulary:
        constraints["enum"] = list(column.vocabulary)
    return field | ({"constraints": constraints} if constraints else {})


@contextmanager
def _scratch(path: Path) -> Iterator[Path]:
    """A folder beside a path for what is to be renamed to it."""
    with TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.", suffix=".new") as name:
        yield Path(name)
