"""The exported database: whole, declared, searchable, described, and quick to join."""

import getpass
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bilat.database.store import Database
from tests.conftest import CHECKOUT, DATA
from tests.database.sample import select

TABLES = (
    "regions documents sector_catalogue companies sectors trade figures products participants"
    " left_out evidence matrix"
).split()


def test_it_is_whole_and_the_database_that_answers_questions(exported: sqlite3.Connection) -> None:
    assert select(exported, "PRAGMA integrity_check") == ["ok"]
    assert select(exported, "PRAGMA foreign_key_check") == []
    assert select(exported, "PRAGMA application_id") == [int.from_bytes(b"bila", "big")]
    with closing(Database(DATA)) as database:
        assert sorted(exported.iterdump()) == sorted(database.connection.iterdump())


def test_it_knows_nothing_of_the_machine_that_made_it(exports: Path) -> None:
    content = (exports / "sqlite").read_bytes()
    for private in (CHECKOUT, DATA, exports, Path.home() / ".cache", f"/{getpass.getuser()}/"):
        assert str(private).encode() not in content


@pytest.mark.parametrize("table", TABLES[:-2])
def test_a_list_is_an_array_and_a_side_table(exported: sqlite3.Connection, table: str) -> None:
    query = "SELECT column_name FROM column_info WHERE table_name = ? AND type LIKE 'JSON array%'"
    for column in select(exported, query, table):
        in_rows = f"""
            SELECT {table}.id, key + 1, value FROM {table}, json_each({table}."{column}")
            WHERE value IS NOT NULL ORDER BY 1, 2"""
        in_side_table = f'SELECT id, position, value FROM "{table}_{column}" ORDER BY 1, 2'
        assert select(exported, in_rows) == select(exported, in_side_table)


def test_references_are_declared(exported: sqlite3.Connection) -> None:
    query = """
        SELECT tables.name || '.' || keys."from" || ' to ' || keys."table"
        FROM sqlite_schema AS tables JOIN pragma_foreign_key_list(tables.name) AS keys"""
    assert {*select(exported, query)} >= {
        *("sectors.document to documents", "sectors.region to regions"),
        *("sectors.sector to sector_catalogue", "matrix.sector to sector_catalogue"),
        *("sectors_companies.id to sectors", "sectors_companies.value to companies"),
        *("participants.document to documents", "trade_conflicts.id to trade"),
    }


JOINS = [
    "sectors JOIN sectors_companies USING (id) WHERE value = 'belaz'",
    "sectors WHERE id IN (SELECT id FROM sectors_hs WHERE value = '8702')",
    "companies c JOIN sectors_companies s ON s.value = c.id WHERE c.city = 'x'",
    "sectors s JOIN documents d ON d.id = s.document WHERE s.region = 'x'",
    "evidence WHERE id = 'irkutsk-2020-09-25/turnover-2019'",
    "participants JOIN sectors USING (document) WHERE person = 'Igor Kobzev'",
    "trade JOIN trade_conflicts c ON c.value = trade.id WHERE c.id = 'x'",
]


@pytest.mark.parametrize("query", JOINS)
def test_a_join_looks_rows_up(exported: sqlite3.Connection, query: str) -> None:
    """At most one table is read from one end to the other, and none again for each of its rows."""
    plan = [row[-1] for row in exported.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {query}")]
    scans = [step for step in plan if step.startswith("SCAN")]
    assert len(scans) <= 1, plan
    assert not any("_companies" in step or "_hs" in step for step in scans), plan
    assert not any("AUTOMATIC" in step for step in plan), plan


def test_it_says_what_it_holds(exported: sqlite3.Connection) -> None:
    assert select(exported, "SELECT name FROM table_info WHERE description <> ''") == TABLES
    described = """
        SELECT column_name FROM column_info
        WHERE table_name = ? AND description <> '' ORDER BY rowid"""
    for table in TABLES:
        columns = select(exported, "SELECT name FROM pragma_table_info(?)", table)
        assert select(exported, described, table) == columns
    query = "SELECT type, description FROM column_info WHERE table_name || '.' || column_name"
    assert select(exported, f"{query} IN ('sectors.hs', 'trade.upper', 'companies.records')") == [
        ("integer", "Cooperation records that name it, those of a wider area included."),
        ("JSON array of string", "HS 2022 code of each product, null where it has none."),
        ("integer", "Upper bound, whole currency units."),
    ]
    info = dict(select(exported, "SELECT * FROM dataset_info"))
    assert [*info] == ["title", "description", "version", "bilat", "documents", "facts"]
    stated = "SELECT id FROM trade WHERE basis = 'stated'"
    facts = f"SELECT id FROM sectors UNION ALL SELECT id FROM figures UNION ALL {stated}"
    assert info["facts"] == str(len(select(exported, facts)))
