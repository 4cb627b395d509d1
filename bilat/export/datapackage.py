"""The tables as a Data Package: CSV files and datapackage.json, which describes them.

The descriptor follows version 2 of the standard (datapackage.org).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bilat.database.schema import TABLES, VIEWS, ColumnInfo
from bilat.database.store import Database
from bilat.database.summaries import matrix_columns
from bilat.output.formats import RENDERERS
from bilat.vocabulary import LIST_SEPARATOR

DESCRIPTOR = "datapackage.json"
NAME = "bilat"

Tables = Mapping[str, Sequence[ColumnInfo]]


def write(database: Database, path: Path) -> None:
    """Write the package to a new folder."""
    path.mkdir()
    tables = _tables(database)
    for name, columns in tables.items():
        listed = ", ".join(f'"{column.name}"' for column in columns)
        order = "" if name in VIEWS else " ORDER BY rowid"
        rows = database.rows(f'SELECT {listed} FROM "{name}"{order}')
        with (path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            file.writelines(RENDERERS["csv"](columns, rows, True))
    descriptor = json.dumps(_descriptor(database, tables), ensure_ascii=False, indent=2)
    (path / DESCRIPTOR).write_text(f"{descriptor}\n", encoding="utf-8")


def _tables(database: Database) -> Tables:
    """Return the columns of every table; those that others refer to come first."""
    regions = database.rows("""
        SELECT id, name FROM regions
        WHERE id IN (SELECT name FROM pragma_table_info('matrix')) ORDER BY rowid""")
    matrix = matrix_columns((id_, name) for id_, name in regions)
    return {name: table.columns() for name, table in (TABLES | VIEWS).items()} | {"matrix": matrix}


def others(database: Database, path: Path, contents: Iterable[Path]) -> list[str] | None:
    """Return the names in a folder that an export does not write.

    `contents` is what counts of the folder. A file is from an export if the descriptor lists it and
    a table has its name. None means that the folder is not a package of bilat.
    """
    try:
        descriptor = json.loads((path / DESCRIPTOR).read_bytes())
        listed = {resource["path"] for resource in descriptor["resources"]}
        if descriptor["name"] != NAME:
            return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    ours = {DESCRIPTOR, *(listed & {f"{name}.csv" for name in _tables(database)})}
    return [
        each.name
        for each in contents
        if each.name not in ours or each.is_symlink() or not each.is_file()
    ]


def _descriptor(database: Database, tables: Tables) -> dict[str, Any]:
    info: dict[str, str] = dict(database.rows("SELECT name, value FROM dataset_info"))
    described: dict[str, str] = dict(database.rows("SELECT name, description FROM table_info"))
    sources = database.rows("SELECT publisher, date, url FROM documents ORDER BY rowid")
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": NAME,
        **{name: info[name] for name in ("title", "description", "version")},
        "sources": [
            {"title": f"{publisher}, {date}", "path": url} for publisher, date, url in sources
        ],
        "resources": [
            _resource(name, described[name], columns) for name, columns in tables.items()
        ],
    }


def _resource(name: str, description: str, columns: Sequence[ColumnInfo]) -> dict[str, Any]:
    names = [column.name for column in columns]
    keys = ["listing", "id"] if name in VIEWS else names[:1]
    return {
        "name": name,
        "type": "table",
        "title": name.replace("_", " ").capitalize(),
        "description": description,
        "path": f"{name}.csv",
        "format": "csv",
        "encoding": "utf-8",
        "schema": {
            "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
            "fields": [_field(column) for column in columns],
            "missingValues": [""],
            "primaryKey": [*keys, "position"] if "position" in names else keys,
            "foreignKeys": [
                _foreign_key(column, name)
                for column in columns
                if column.references and not column.is_list
            ],
        },
    }


def _foreign_key(column: ColumnInfo, table: str) -> dict[str, Any]:
    resource = "" if column.references == table else column.references
    return {"fields": [column.name], "reference": {"resource": resource, "fields": ["id"]}}


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
