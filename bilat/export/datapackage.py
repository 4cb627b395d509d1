"""The tables as a Data Package: CSV files and datapackage.json, which describes them.

The descriptor follows version 2 of the standard (datapackage.org).
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bilat.database.schema import TABLES, VIEWS, ColumnInfo
from bilat.database.store import Database
from bilat.database.summaries import matrix_columns
from bilat.output.formats import render
from bilat.vocabulary import LIST_SEPARATOR

DESCRIPTOR = "datapackage.json"
NAME = "bilat"


class Resource(NamedTuple):
    """A table of the package, with its columns and its primary key."""

    name: str
    description: str
    columns: tuple[ColumnInfo, ...]
    keys: tuple[str, ...]


def resources(database: Database) -> Iterator[Resource]:
    """Yield every table; those that others refer to come first."""
    for name, description in database.rows(
        "SELECT name, description FROM table_info ORDER BY rowid"
    ):
        if table := (TABLES | VIEWS).get(name):
            columns = table.columns()
            names = [column.name for column in columns]
            part = ("position",) if "position" in names else ()
            keys = (*(("listing", "id") if name in VIEWS else names[:1]), *part)
        else:
            regions = database.rows("""
                SELECT id, name FROM regions
                WHERE id IN (SELECT name FROM pragma_table_info('matrix')) ORDER BY rowid""")
            columns = matrix_columns((id_, name) for id_, name in regions)
            keys = (columns[0].name,)
        yield Resource(name, description, columns, keys)


def write(database: Database, path: Path) -> None:
    """Write the package to a new folder."""
    path.mkdir()
    found = [*resources(database)]
    for resource in found:
        listed = ", ".join(f'"{column.name}"' for column in resource.columns)
        order = "" if resource.name in VIEWS else " ORDER BY rowid"
        rows = database.rows(f'SELECT {listed} FROM "{resource.name}"{order}')
        with (path / f"{resource.name}.csv").open("w", encoding="utf-8", newline="") as file:
            file.writelines(render("csv", resource.columns, rows))
    descriptor = json.dumps(_descriptor(database, found), ensure_ascii=False, indent=2)
    (path / DESCRIPTOR).write_text(f"{descriptor}\n", encoding="utf-8")


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
    ours = {DESCRIPTOR, *(listed & {f"{resource.name}.csv" for resource in resources(database)})}
    return [
        each.name
        for each in contents
        if each.name not in ours or each.is_symlink() or not each.is_file()
    ]


def _descriptor(database: Database, found: list[Resource]) -> dict[str, Any]:
    info: dict[str, str] = dict(database.rows("SELECT name, value FROM dataset_info"))
    sources = database.rows("SELECT publisher, date, url FROM documents ORDER BY rowid")
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": NAME,
        "title": info["title"],
        "description": info["description"],
        "version": info["version"],
        "sources": [
            {"title": f"{publisher}, {date}", "path": url} for publisher, date, url in sources
        ],
        "resources": [_resource(resource) for resource in found],
    }


def _resource(resource: Resource) -> dict[str, Any]:
    return {
        "name": resource.name,
        "type": "table",
        "title": resource.name.replace("_", " ").capitalize(),
        "description": resource.description,
        "path": f"{resource.name}.csv",
        "format": "csv",
        "encoding": "utf-8",
        "schema": {
            "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
            "fields": [_field(column) for column in resource.columns],
            "missingValues": [""],
            "primaryKey": list(resource.keys),
            "foreignKeys": [
                {
                    "fields": [column.name],
                    "reference": {
                        "resource": "" if column.references == resource.name else column.references,
                        "fields": ["id"],
                    },
                }
                for column in resource.columns
                if column.references and not column.is_list
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
