"""The exported database: what the listings print, references, vocabularies, search, descriptions."""

import getpass
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bilat.database.store import Database
from bilat.queries.listings import LISTINGS
from tests.conftest import CHECKOUT, DATA, Run

TABLES = (
    "regions documents sector_catalogue companies sectors trade figures products participants"
    " left_out evidence matrix"
).split()


def select(database: sqlite3.Connection, query: str, *values: object) -> list[Any]:
    """The rows of a query; those of one column as plain values."""
    rows = database.execute(query, values).fetchall()
    return [row[0] if len(row) == 1 else row for row in rows]


def test_it_is_whole(exported: sqlite3.Connection) -> None:
    assert select(exported, "PRAGMA integrity_check") == ["ok"]
    assert select(exported, "PRAGMA foreign_key_check") == []
    assert select(exported, "PRAGMA application_id") == [int.from_bytes(b"bila", "big")]


def test_it_is_the_database_that_answers_questions(exported: sqlite3.Connection) -> None:
    with closing(Database(DATA)) as database:
        assert [*exported.iterdump()] == [*database.connection.iterdump()]


def test_it_knows_nothing_of_the_machine_that_made_it(exports: Path) -> None:
    content = (exports / "sqlite").read_bytes()
    for private in (CHECKOUT, DATA, exports, Path.home() / ".cache", f"/{getpass.getuser()}/"):
        assert str(private).encode() not in content


@pytest.mark.parametrize("listing", LISTINGS)
def test_it_has_a_table_a_listing(run: Run, exported: sqlite3.Connection, listing: str) -> None:
    everything = ("--scope", "all") if listing == "sectors" else ()
    expected = json.loads(run(listing, *everything, "-f", "json").out)
    columns = [*expected[0]]
    lists = [name for name in columns if isinstance(expected[0][name], list)]
    listed = ", ".join(f'"{name}"' for name in columns)
    cursor = exported.execute(f'SELECT {listed} FROM "{listing}" ORDER BY rowid')
    rows = [dict(zip(columns, row, strict=True)) for row in cursor]
    if listing == "matrix":  # without filters the listing has every sector, as the table
        assert len(rows) == select(exported, "SELECT count(*) FROM sector_catalogue")[0]
        cells = [row for row in rows if any(row[name] for name in columns[4:])]
        assert [row["sector"] for row in cells] == [
            row["sector"] for row in expected if any(row[name] for name in columns[4:])
        ]
        return
    assert [
        {name: json.loads(value) if name in lists else value for name, value in row.items()}
        for row in rows
    ] == expected
    for column in lists:
        linked = f'SELECT value FROM "{listing}_{column}" WHERE id = ? ORDER BY position'
        for row in expected:
            assert select(exported, linked, row["id"]) == row[column]


def test_it_has_the_sectors_with_their_parents(exported: sqlite3.Connection) -> None:
    sectors = "SELECT id, name, parents, isic FROM sector_catalogue WHERE id IN (?, ?) ORDER BY 1"
    assert select(exported, sectors, "public-transport", "trams") == [
        ("public-transport", "Public transport", "[]", None),
        ("trams", "Trams", '["public-transport"]', "3020"),
    ]
    below = "SELECT id FROM sector_catalogue_parents WHERE value = 'public-transport' ORDER BY 1"
    assert select(exported, below) == [
        "charging-infrastructure",
        "electric-vehicles",
        "metro",
        "trams",
        "trolleybuses",
    ]


def test_every_phrase_of_evidence_has_its_fact(exported: sqlite3.Connection) -> None:
    phrases = "SELECT position, phrase FROM evidence WHERE listing = 'trade' AND id = ?"
    assert select(exported, phrases, "irkutsk-2020-09-25/turnover-2019") == [
        (1, "to over $284 million"),
        (2, "in comparison with 2018"),
        (3, "going up by 2.6 times"),
        (4, "In 2019 trade and economic cooperation"),
    ]


@pytest.mark.parametrize(
    ("table", "references"),
    [
        ("regions", "document:documents"),
        ("documents", "region:regions"),
        ("sector_catalogue", ""),
        ("sector_catalogue_parents", "id:sector_catalogue value:sector_catalogue"),
        ("sectors", "document:documents region:regions sector:sector_catalogue"),
        ("trade", "document:documents region:regions"),
        ("figures", "document:documents region:regions"),
        ("companies", ""),
        ("matrix", "sector:sector_catalogue"),
        ("products", "id:sectors"),
        ("participants", "document:documents"),
        ("left_out", "document:documents"),
        ("companies_regions", "id:companies value:regions"),
        ("companies_sectors", "id:companies value:sector_catalogue"),
        ("sectors_companies", "id:sectors value:companies"),
        ("sectors_hs", "id:sectors"),
        ("trade_paragraphs", "id:trade"),
    ],
)
def test_references_are_declared(exported: sqlite3.Connection, table: str, references: str) -> None:
    declared = select(exported, 'SELECT "from", "table" FROM pragma_foreign_key_list(?)', table)
    assert sorted(f"{column}:{target}" for column, target in declared) == references.split()


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("regions", "kind"),
        ("documents", "date_basis"),
        ("sectors", "status"),
        ("sectors", "side"),
        ("sectors_forms", "value"),
        ("trade", "basis"),
        ("trade", "kind"),
        ("trade", "direction"),
        ("figures", "hedge"),
        ("participants", "side"),
    ],
)
def test_vocabularies_are_enforced(exported: sqlite3.Connection, table: str, column: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="CHECK constraint failed"):
        exported.execute(f'UPDATE {table} SET "{column}" = ?', ["maybe"])
    exported.rollback()


JOINS = [
    "SELECT count(*) FROM sectors s WHERE EXISTS"
    " (SELECT 1 FROM sectors_companies c WHERE c.id = s.id AND c.value = 'belaz')",
    "SELECT * FROM sectors JOIN sectors_companies USING (id) WHERE value = 'belaz'",
    "SELECT * FROM sectors WHERE id IN (SELECT id FROM sectors_hs WHERE value = '8702')",
    "SELECT * FROM sectors JOIN sectors_forms f USING (id) JOIN companies_sectors c"
    " ON c.value = sectors.sector WHERE f.value = 'repair'",
    "SELECT * FROM companies c JOIN sectors_companies l ON l.value = c.id JOIN sectors s"
    " ON s.id = l.id WHERE s.region = 'irkutsk'",
    "SELECT * FROM regions r JOIN sectors s ON s.region = r.id JOIN documents d"
    " ON d.id = s.document WHERE r.id = 'irkutsk'",
    "SELECT * FROM products p JOIN sectors s USING (id) WHERE s.status = 'planned'",
    "SELECT * FROM evidence WHERE id = 'irkutsk-2020-09-25/turnover-2019'",
]


@pytest.mark.parametrize("query", JOINS)
def test_a_join_looks_rows_up(exported: sqlite3.Connection, query: str) -> None:
    """At most one table is read from one end to the other, and none again for each of its rows."""
    plan = [str(row[-1]) for row in exported.execute(f"EXPLAIN QUERY PLAN {query}")]
    scans = [step for step in plan if step.startswith("SCAN")]
    assert len(scans) <= 1, plan
    assert not any("_companies" in step or "_hs" in step for step in scans), plan
    assert not any("AUTOMATIC" in step for step in plan), plan


@pytest.mark.parametrize(
    ("table", "words", "found"),
    [
        ("sectors", "trolleybus AND bashkortostan", 2),
        ("sectors", "SVERDLOVSK lífts", 1),
        ("sectors", "lifts tractors", 0),
        ("companies", "маз", 1),
        ("companies", "МАЗ", 1),
        ("figures", "market share", 1),
        ("trade", "pandemic", 1),
        ("regions", "kuivashev", 1),
    ],
)
def test_full_text_search_finds(
    exported: sqlite3.Connection, table: str, words: str, found: int
) -> None:
    query = (
        f"SELECT id FROM {table} JOIN {table}_fts ON {table}_fts.rowid = {table}.rowid"
        f" WHERE {table}_fts MATCH ?"
    )
    assert len(select(exported, query, words)) == found


def test_it_says_what_it_holds(exported: sqlite3.Connection) -> None:
    assert select(exported, "SELECT name FROM table_info WHERE description <> ''") == TABLES
    for table in TABLES:
        described = select(
            exported,
            "SELECT column_name FROM column_info"
            " WHERE table_name = ? AND type <> '' AND description <> '' ORDER BY rowid",
            table,
        )
        assert described == select(exported, "SELECT name FROM pragma_table_info(?)", table)
    assert select(
        exported,
        "SELECT type, description FROM column_info WHERE table_name || '.' || column_name"
        " IN ('regions.iso_3166_2', 'sectors.hs', 'trade.upper', 'trade.change_upper')",
    ) == [
        ("string", "ISO 3166-2 code."),
        ("JSON array of string", "HS 2022 codes of the products that have one."),
        ("integer", "Upper bound, whole currency units."),
        ("number", "Upper bound of the change, a fraction of the earlier year."),
    ]
    info = dict(select(exported, "SELECT * FROM dataset_info"))
    assert (info["title"], info["version"]) == ("Belarus and the regions of Russia", "2.0.0")
    assert info["documents"] == "5"
    facts = "SELECT (SELECT count(*) FROM sectors) + (SELECT count(*) FROM figures)"
    stated = "(SELECT count(*) FROM trade WHERE basis = 'stated')"
    assert select(exported, f"{facts} + {stated}") == [int(info["facts"])]
