"""The rows that speak of one thing, and the record of the thing itself."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from bilat.database.store import Database
from bilat.database.tables import TABLES
from bilat.queries import listings

_AMONG = "id IN (SELECT value FROM json_each(:ids))"


def rows_of(database: Database, listing: str, **filters: Any) -> list[Any]:
    """The rows of a listing that fit some filters."""
    return listings.rows(database, listings.question(database, listing, "", filters))


def rows_by_id(database: Database, listing: str, ids: Iterable[str]) -> dict[str, Any]:
    """The rows of a listing that have some ids, in its order."""
    asked = listings.question(database, listing)
    conditions = {**asked.conditions, listing: [_AMONG]}
    values = {"ids": json.dumps([*dict.fromkeys(ids)])}
    found = listings.rows(database, asked._replace(conditions=conditions, values=values))
    return {row.id: row for row in found}


def names_of(database: Database, table: str, ids: Iterable[str]) -> dict[str, str]:
    """What the things of a table are called that have some ids."""
    values = {"ids": json.dumps([*dict.fromkeys(ids)])}
    return dict(database.rows(f"SELECT id, name FROM {table} WHERE {_AMONG}", values))


def records(database: Database, **filters: Any) -> dict[str, Sequence[Any]]:
    """The cooperation records that fit: those of the regions themselves, and the wider ones."""
    return {
        "sectors": rows_of(database, "sectors", **filters),
        "wider": rows_of(database, "sectors", scope="wider", **filters),
    }


def record_of(database: Database, table: str, id_: str) -> dict[str, Any]:
    """The row of a table as a dict, with lists as tuples."""
    columns = TABLES[table].columns()
    listed = ", ".join(f'"{column.name}"' for column in columns)
    row = database.one(f'SELECT {listed} FROM "{table}" WHERE id = :id', {"id": id_})
    assert row is not None, f"{id_} has a name but no row"
    return {
        column.name: tuple(json.loads(value)) if column.is_list else value
        for column, value in zip(columns, row, strict=True)
    }
