"""SQL and the Python interface: what a query may do, what it answers, and how both end."""

import pickle
import signal
import sqlite3
import threading
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from unittest.mock import Mock

import pytest

import bilat
from bilat.database.store import Database
from bilat.errors import BilatError, UsageError
from bilat.queries import sql
from bilat.queries.connection import Connection
from tests.conftest import DATA, Run

# Should Ctrl-C not end it, it ends after some time.
LONG = """
    WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 30000000)
    SELECT {} FROM n"""


@pytest.mark.parametrize(
    ("query", "row"),
    [
        ("SELECT 1 AS a, 2 AS a, 3 AS a", {"a": 1, "a_2": 2, "a_3": 3}),
        ("SELECT 1 AS a, 3 AS a, 2 AS a_2", {"a": 1, "a_3": 3, "a_2": 2}),
        ("SELECT x'00ff' AS b, 9e999 AS up, null AS none", {"b": "00ff", "up": "Infinity", "none": None}),
        ("-- a remark\n/* another */ VALUES (7) -- seven", {"column1": 7}),
        ("WITH t(n) AS (SELECT 1) SELECT count(*) AS n FROM t", {"n": 1}),
        ("SELECT count(*) AS n FROM (SELECT 1)", {"n": 1}),
        (
            "SELECT value FROM sectors, json_each(companies) WHERE sectors.id LIKE '%kutsk%/elevators'",
            {"value": "mogilevliftmash-usolye"},
        ),
        ("SELECT atom FROM json_tree('[[5]]') WHERE atom", {"atom": 5}),
        ("SELECT phrase FROM evidence WHERE phrase LIKE '%dropped%'", None),
        ("SELECT name FROM table_info WHERE name = 'trade'", {"name": "trade"}),
        ("SELECT upper(name_ru) AS up, date('2025-02-03', '+1 day') AS d FROM regions LIMIT 1", None),
        ("SELECT rank() OVER (ORDER BY date) AS r FROM documents LIMIT 1", {"r": 1}),
        ("EXPLAIN QUERY PLAN SELECT * FROM sectors", None),
    ],
)  # fmt: skip
def test_what_it_answers(data: Connection, query: str, row: dict[str, Any] | None) -> None:
    rows = data.sql(query)
    assert rows == [row] if row else rows
    assert pickle.loads(pickle.dumps(rows)) == rows


@pytest.mark.parametrize(
    ("where", "parameters", "ids"),
    [
        ("year_to = :year AND region = $region", {"year": "2019", "region": "irkutsk"}, 1),
        ("lower > @least", {"least": 300_000_000}, 2),
        ("text IS :text", {"text": None}, 3),
    ],
)
def test_parameters_have_the_affinity_of_their_column(
    data: Connection, where: str, parameters: dict[str, Any], ids: int
) -> None:
    query = f"SELECT id FROM trade WHERE basis = 'stated' AND {where}"
    assert len(data.sql(query, parameters)) == ids


@pytest.mark.parametrize(
    ("query", "refused"),
    [
        ("SELECT fts3_tokenizer('simple')", "the function fts3_tokenizer"),
        ("SELECT load_extension('x')", "the function load_extension"),
        ("SELECT * FROM sqlite_master", "the table sqlite_master"),
        ("SELECT count(*) FROM SQLITE_SCHEMA", "the table SQLITE_SCHEMA"),
        ("SELECT count(*) FROM Regions_FTS", "the table Regions_FTS"),
        ("SELECT * FROM pragma_database_list", "a table function other than"),
        ("SELECT count(*) FROM pragma_table_info('trade')", "a table function other than"),
        ("SELECT * FROM fts3tokenize('simple')", "a table function other than"),
        ("PRAGMA trusted_schema = 1", "this statement"),
        ("WITH t AS (SELECT 1) UPDATE regions SET name = 'x' RETURNING id", "this statement"),
        ("CREATE TEMP VIEW v AS SELECT 1", "this statement"),
        ("VACUUM INTO 'file'", "this statement"),
        ("BEGIN", "this statement"),
    ],
)
def test_what_does_more_than_read_is_refused(data: Connection, query: str, refused: str) -> None:
    with pytest.raises(UsageError) as raised:
        data.sql(query)
    assert str(raised.value).startswith(f"sql only reads; refused: {refused}")


@pytest.mark.parametrize(
    ("query", "parameters", "message"),
    [
        ("SELEC 1", {}, 'sql: near "SELEC": syntax error'),
        ("SELECT * FROM sector", {}, "sql: no such table: sector\nTables: companies, documents,"),
        ("SELECT 1; SELECT 2", {}, "sql: You can only execute one statement at a time"),
        ("SELECT cast(x'ff' AS text) AS t", {}, "sql: Could not decode to UTF-8"),
        ("SELECT '\udcff'", {}, "sql: 'utf-8' codec can't encode character"),
        ("SELECT '\0'", {}, "sql: "),
        ("SELECT :name", {}, "sql: no value for :name; use --param name=VALUE"),
        ("SELECT :n", {"n": 2**70}, "sql: Python int too large"),
        ("SELECT :n", {"n": object()}, "sql: "),
        ("SELECT ?", {"n": 1}, "sql: "),
        ("SELECT hex(zeroblob(9000000))", {}, "sql only reads; refused: the function zeroblob"),
        (
            "WITH RECURSIVE n(x) AS (SELECT 'long' UNION ALL SELECT x || x FROM n) SELECT x FROM n",
            {},
            "sql: string or blob too big",
        ),
        ("", {}, "sql: not a query that returns rows"),
        ("-- nothing", {}, "sql: not a query that returns rows"),
    ],
)
def test_a_mistake_is_explained(
    data: Connection, query: str, parameters: dict[str, Any], message: str
) -> None:
    with pytest.raises(UsageError) as raised:
        data.sql(query, parameters)
    assert str(raised.value).startswith(message)


def test_the_names_of_many_columns_are_made_distinct_at_once(data: Connection) -> None:
    [row] = data.sql(f"SELECT {', '.join(['1 AS a'] * 1_999)}")
    assert len(row) == 1_999


def test_after_a_query_the_listings_answer_as_before(data: Connection) -> None:
    before = data.sectors("elevators")
    data.sql("SELECT 1")
    with pytest.raises(UsageError):
        data.sql("SELECT randomblob(1)")
    assert data.sectors("elevators") == before != []
    assert data.sectors(region=["irkutsk"] * 200_000) == data.sectors(region="irkutsk")


# How it ends


@pytest.mark.parametrize("what", ["count(*)", "x"])
def test_ctrl_c_ends_a_long_query(database: Database, what: str) -> None:
    started = time.monotonic()
    for after in (0.01, 0.1):
        main = threading.main_thread().ident
        timer = threading.Timer(after, signal.pthread_kill, [main, signal.SIGINT])
        with pytest.raises(KeyboardInterrupt):  # noqa: PT012
            timer.start()
            deque(sql.run(database, LONG.format(what)).rows, 0)
            timer.join()
    assert time.monotonic() - started < 30


def test_a_closed_connection_answers_with_an_error_of_bilat() -> None:
    connection = bilat.connect(DATA)
    connection.close()
    connection.close()
    for method in (connection.regions, lambda: connection.sql("SELECT 1")):
        with pytest.raises(BilatError, match="the connection is closed"):
            method()


def test_threads_share_a_connection(data: Connection) -> None:
    def answers(_: int) -> list[Any]:
        return [data.sectors("trucks"), data.regions(), data.sql("SELECT id FROM trade")]

    with ThreadPoolExecutor(4) as pool:
        assert [*pool.map(answers, range(40))] == [answers(0)] * 40


@pytest.mark.parametrize(
    ("code", "status"), [(sqlite3.SQLITE_FULL, 1), (sqlite3.SQLITE_ERROR, 2)], ids=["full", "other"]
)
def test_what_sqlite_cannot_do_is_one_sentence_with_the_right_status(
    data: Connection, run: Run, monkeypatch: pytest.MonkeyPatch, code: int, status: int
) -> None:
    error = sqlite3.OperationalError("no room")
    error.sqlite_errorcode = code
    monkeypatch.setattr(Database, "query", Mock(side_effect=error))
    message = "the question cannot be answered: no room"
    assert run("sectors") == (status, "", f"bilat: {message}\n")
    with pytest.raises(BilatError, match=message) as raised:
        data.sectors()
    assert raised.value.exit_code == status
