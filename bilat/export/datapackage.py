"""The tables as a Data Package: CSV files and datapackage.json, which describes them.

The descriptor follows version 2 of the standard (datapackage.org).
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bilat.database.schema import TABLES, ColumnInfo, decoded, key
from bilat.database.store import Database
from bilat.dataset.folder import is_leftover
from bilat.output.formats import RENDERERS
from bilat.queries.listings import columns_of, make_question
from bilat.vocabulary import LIST_SEPARATOR

DESCRIPTOR = "datapackage.json"
NAME = "bilat"


def write(database: Database, path: Path) -> None:
    """Write the package to a new folder."""
    path.mkdir()
    info: dict[str, str] = dict(database.rows("SELECT name, value FROM dataset_info"))
    sources = database.rows("SELECT publisher || ', ' || date, url FROM documents ORDER BY rowid")
    resources = []
    matrix = columns_of(database, make_question(database, "matrix"))
    for name, description in database.rows("SELECT * FROM table_info ORDER BY rowid"):
        columns = TABLES[name].columns if name in TABLES else matrix
        answer = database.query(f"SELECT * FROM {name}")
        with (path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            file.writelines(RENDERERS["csv"](answer.columns, decoded(columns, answer.rows), True))
        resources.append(_resource(name, description, columns))
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": NAME,
        **{name: info[name] for name in ("title", "description", "version")},
        "sources": [{"title": title, "path": url} for title, url in sources],
        "resources": resources,
    }
    text = json.dumps(descriptor, ensure_ascii=False, indent=2)
    (path / DESCRIPTOR).write_text(f"{text}\n", encoding="utf-8")


def others(_: Database, path: Path) -> list[str] | None:
    """Return the names in a folder that an export does not write, without leftovers of editors.

    A file is from an export if the descriptor lists it and a table has its name. None means that
    the folder is not a package of bilat.
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
        file.name
        for file in path.iterdir()
        if not is_leftover(file.name)
        and (file.name not in ours or file.is_symlink() or not file.is_file())
    ]


def _resource(name: str, description: str, columns: Sequence[ColumnInfo]) -> dict[str, Any]:
    """Return what the descriptor says of a table."""
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
            "primaryKey": key(columns),
            "foreignKeys": [
                {
                    "fields": [column.name],
                    "reference": {"resource": column.references, "fields": ["id"]},
                }
                for column in columns
                if column.references and not column.is_list
            ],
        },
    }


def _field(column: ColumnInfo) -> dict[str, Any]:
    field = {"name": column.name, "description": column.description}
    if column.is_list:
        return field | {"type": "list", "delimiter": LIST_SEPARATOR, "itemType": column.type}
    field["type"] = "date" if column.name.endswith("date") else column.type
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.vocabulary:
        constraints["enum"] = list(column.vocabulary)
    return field | ({"constraints": constraints} if constraints else {})
