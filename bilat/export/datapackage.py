"""The tables as a Data Package: CSV files and datapackage.json, which describes them.

The descriptor follows version 2 of the standard (datapackage.org).
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bilat.database.schema import TABLES, ColumnInfo, key
from bilat.database.store import Database
from bilat.database.summaries import matrix_columns
from bilat.output.formats import RENDERERS
from bilat.vocabulary import LIST_SEPARATOR

DESCRIPTOR = "datapackage.json"
NAME = "bilat"


def write(database: Database, path: Path) -> None:
    """Write the package to a new folder."""
    path.mkdir()
    tables = _tables(database)
    for name, columns in tables.items():
        listed = ", ".join(f'"{column.name}"' for column in columns)
        rows = database.rows(f'SELECT {listed} FROM "{name}"')
        with (path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            file.writelines(RENDERERS["csv"](columns, rows, True))
    info: dict[str, str] = dict(database.rows("SELECT name, value FROM dataset_info"))
    described: dict[str, str] = dict(database.rows("SELECT name, description FROM table_info"))
    sources = database.rows("SELECT publisher, date, url FROM documents ORDER BY rowid")
    descriptor = {
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
    text = json.dumps(descriptor, ensure_ascii=False, indent=2)
    (path / DESCRIPTOR).write_text(f"{text}\n", encoding="utf-8")


def _tables(database: Database) -> dict[str, Sequence[ColumnInfo]]:
    """Return the columns of every table; those that others refer to come first."""
    regions = database.rows("""
        SELECT id, name FROM regions
        WHERE id IN (SELECT name FROM pragma_table_info('matrix')) ORDER BY rowid""")
    matrix = matrix_columns((id_, name) for id_, name in regions)
    return {**{name: table.columns() for name, table in TABLES.items()}, "matrix": matrix}


def others(path: Path, contents: Iterable[Path]) -> list[str] | None:
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
    ours = {DESCRIPTOR, *(listed & {f"{name}.csv" for name in (*TABLES, "matrix")})}
    return [
        each.name
        for each in contents
        if each.name not in ours or each.is_symlink() or not each.is_file()
    ]


def _resource(name: str, description: str, columns: Sequence[ColumnInfo]) -> dict[str, Any]:
    references = [column for column in columns if column.references and not column.is_list]
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
            "primaryKey": key(columns),
            "foreignKeys": [
                {
                    "fields": [column.name],
                    "reference": {"resource": column.references, "fields": ["id"]},
                }
                for column in references
            ],
        },
    }


def _field(column: ColumnInfo) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "description": column.description}
    if column.is_list:
        return field | {"type": "list", "delimiter": LIST_SEPARATOR, "itemType": column.type}
    field["type"] = "date" if column.name == "date" else column.type
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.vocabulary:
        constraints["enum"] = list(column.vocabulary)
    return field | ({"constraints": constraints} if constraints else {})
