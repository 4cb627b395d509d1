"""SQL: what it answers, in which formats, what it refuses, and how it ends."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from bilat.database.schema import TABLES
from tests.cli.shell import bilat, shell
from tests.conftest import Run
from tests.tools.terminal import on_terminal

TWO = "SELECT id, capital FROM regions WHERE federal_district = 'Ural' ORDER BY id"


@pytest.mark.parametrize(
    ("options", "printed"),
    [
        ([], "id\tcapital\nchelyabinsk\tChelyabinsk\nsverdlovsk\tYekaterinburg\n"),
        (["-f", "tsv", "--no-header"], "chelyabinsk\tChelyabinsk\nsverdlovsk\tYekaterinburg\n"),
        (["-f", "csv"], "id,capital\nchelyabinsk,Chelyabinsk\nsverdlovsk,Yekaterinburg\n"),
        (
            ["-f", "json"],
            '[\n  {"id": "chelyabinsk", "capital": "Chelyabinsk"},\n'
            '  {"id": "sverdlovsk", "capital": "Yekaterinburg"}\n]\n',
        ),
        (
            ["-f", "jsonl"],
            '{"id": "chelyabinsk", "capital": "Chelyabinsk"}\n'
            '{"id": "sverdlovsk", "capital": "Yekaterinburg"}\n',
        ),
        (
            ["-f", "markdown"],
            "| id | capital |\n| --- | --- |\n| chelyabinsk | Chelyabinsk |\n"
            "| sverdlovsk | Yekaterinburg |\n",
        ),
    ],
)
def test_the_rows_are_printed_in_every_format(run: Run, options: list[str], printed: str) -> None:
    assert run("sql", TWO, *options) == (0, printed, "")


def test_on_a_terminal_they_are_a_table() -> None:
    shown = on_terminal(f'bilat sql "{TWO}"', {"NO_COLOR": "1"})
    assert [line.split() for line in shown.splitlines() if "burg" in line] == [
        ["sverdlovsk", "Yekaterinburg"]
    ]


@pytest.mark.parametrize("format_", ["json", "csv", "table"])
def test_no_row_is_no_error(run: Run, format_: str) -> None:
    result = run("sql", "SELECT id FROM regions WHERE id = 'x'", "-f", format_)
    assert (result.status, result.out) == (0, {"json": "[]\n", "csv": "id\n", "table": ""}[format_])
    assert result.err == "the query gives no row\n"


def test_alone_it_lists_the_tables_and_columns_with_descriptions(run: Run) -> None:
    listed = json.loads(run("sql", "-f", "json").out)
    assert {row["table"] for row in listed} >= {*TABLES, "evidence", "matrix"}
    assert all(row["column"] and row["type"] and row["description"] for row in listed)
    for table in {row["table"] for row in listed}:
        columns = [f'"{row["column"]}"' for row in listed if row["table"] == table]
        assert run("sql", f'SELECT {", ".join(columns)} FROM "{table}"').status == 0


def test_the_examples_of_its_help_work(run: Run) -> None:
    shown = run("sql", "--help").out
    examples = [line.strip() for line in shown.splitlines() if line.strip().startswith("bilat sql")]
    assert len(examples) >= 3
    for example in examples:
        result = shell(example)
        assert (result.returncode, result.stderr) == (0, b""), example
        assert len(result.stdout.splitlines()) > 1, example


# Values


@pytest.mark.parametrize(
    ("query", "row"),
    [
        ("SELECT 1 AS a, 2 AS a, 3 AS a", {"a": 1, "a_2": 2, "a_3": 3}),
        ("SELECT 1 AS a, 2 AS a_2, 3 AS a", {"a": 1, "a_2": 2, "a_3": 3}),
        ("SELECT x'00ff' AS b", {"b": "00ff"}),
        ("SELECT 9e999 AS up, -9e999 AS down", {"up": "Infinity", "down": "-Infinity"}),
        ("SELECT 9e999 - 9e999 AS nan, null AS none", {"nan": None, "none": None}),
        ("SELECT 9223372036854775807 AS n, 0.1 AS x", {"n": 9223372036854775807, "x": 0.1}),
        ("SELECT '' AS e, ' \"\\' AS q", {"e": "", "q": ' "\\'}),
        ("SELECT char(10, 9, 13, 233, 128512) AS c", {"c": "\n\t\ré😀"}),
        ("SELECT 'Уфа' AS \"столица %s\"", {"столица %s": "Уфа"}),
        ("SELECT capital FROM regions WHERE id = 'irkutsk' LIMIT 1;", {"capital": "Irkutsk"}),
        ("/* a remark */ VALUES (7) -- seven", {"column1": 7}),
        ("WITH t(n) AS (SELECT 1) SELECT n FROM t", {"n": 1}),
        (
            "SELECT companies FROM sectors WHERE id = 'irkutsk-2020-09-25/elevators'",
            {"companies": '["mogilevliftmash-usolye"]'},
        ),
        (
            "SELECT value FROM sectors, json_each(companies)"
            " WHERE sectors.id = 'irkutsk-2020-09-25/elevators'",
            {"value": "mogilevliftmash-usolye"},
        ),
        (
            "SELECT id FROM regions WHERE rowid IN"
            " (SELECT rowid FROM regions_fts WHERE regions_fts MATCH 'kuivashev')",
            {"id": "sverdlovsk"},
        ),
        ("SELECT rank < 0 AS r FROM figures_fts WHERE figures_fts MATCH 'share'", {"r": 1}),
        ("SELECT name FROM pragma_table_info('trade') WHERE name = 'doubt'", {"name": "doubt"}),
        ("PRAGMA table_info(dataset_info)", None),
        ("PRAGMA foreign_key_list(sectors)", None),
        ("EXPLAIN QUERY PLAN SELECT * FROM sectors", None),
    ],
)
def test_what_it_answers(run: Run, query: str, row: dict[str, object] | None) -> None:
    status, out, err = run("sql", query, "-f", "jsonl")
    assert (status, err) == (0, "")
    if row is not None:
        assert [json.loads(line) for line in out.split("\n")[:-1]] == [row]
    else:
        assert out.count("\n") >= 1
    for format_ in ("csv", "tsv", "markdown", "table"):
        assert run("sql", query, "-f", format_).status == 0


# What it refuses


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("INSERT INTO regions (id) VALUES ('x')", "INSERT"),
        ("REPLACE INTO names VALUES ('a', 'b', 'c')", "INSERT"),
        ("UPDATE regions SET capital = 'x'", "UPDATE"),
        ("DELETE FROM regions", "DELETE"),
        ("WITH t AS (SELECT 1) DELETE FROM regions RETURNING id", "DELETE"),
        ("DROP TABLE regions", "DELETE"),
        ("ALTER TABLE regions RENAME TO r", "ALTER TABLE"),
        ("CREATE TABLE t (a)", "INSERT"),
        ("CREATE TEMP TABLE t (a)", "INSERT"),
        ("CREATE TEMP VIEW v AS SELECT 1", "INSERT"),
        ("CREATE VIRTUAL TABLE v USING fts5(a)", "INSERT"),
        ("CREATE INDEX i ON regions(name)", "INSERT"),
        ("INSERT INTO regions_fts(regions_fts) VALUES ('delete-all')", "INSERT"),
        ("ATTACH 'FILE' AS other", "ATTACH"),
        ("DETACH main", "DETACH"),
        ("VACUUM INTO 'FILE'", ""),
        ("VACUUM", ""),
        ("REINDEX", "REINDEX"),
        ("ANALYZE", ""),
        ("BEGIN", "TRANSACTION"),
        ("SAVEPOINT s", "SAVEPOINT"),
        ("PRAGMA user_version = 3", "PRAGMA user_version"),
        ("PRAGMA query_only = 0", "PRAGMA query_only"),
        ("PRAGMA writable_schema = 1", "PRAGMA writable_schema"),
        ("PRAGMA journal_mode = DELETE", "PRAGMA journal_mode"),
        ("PRAGMA temp_store_directory = '/'", "PRAGMA temp_store_directory"),
        ("SELECT * FROM pragma_database_list", "PRAGMA database_list"),
        ("SELECT load_extension('x')", "load_extension"),
        ("SELECT * FROM regions WHERE load_extension('x', 'y')", "load_extension"),
    ],
)
@pytest.mark.parametrize("cache", ["", "off"], ids=["kept", "in memory"])
def test_what_does_more_than_read_is_refused(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, query: str, why: str, cache: str
) -> None:
    monkeypatch.setenv("BILAT_CACHE", cache)
    file = tmp_path / "written.db"
    result = run("sql", query.replace("FILE", str(file)))
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("bilat: sql only reads; refused: ")
    assert why in result.err
    assert not file.exists()


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELEC 1", 'near "SELEC": syntax error'),
        ("SELECT * FROM nowhere", "no such table: nowhere"),
        ("SELECT nowhere FROM regions", "no such column: nowhere"),
        ("SELECT 1; SELECT 2", "one statement at a time"),
        ("SELECT cast(x'ff' AS text) AS t", "UTF-8"),
        ("SELECT * FROM regions_fts WHERE regions_fts MATCH '\"'", "unterminated string"),
        ("SELECT json_extract('{', '$')", "malformed JSON"),
        ("SELECT :name", "name"),
        ("SELECT ?", "inding"),
    ],
)
def test_a_mistake_is_told_in_the_words_of_sqlite(run: Run, query: str, message: str) -> None:
    result = run("sql", query)
    assert (result.status, result.out.replace("t\n", "")) == (2, "")
    assert result.err.startswith("bilat: sql: ")
    assert message in result.err


@pytest.mark.parametrize("query", ["", " ", "/* nothing */", ";"])
def test_what_is_no_query_is_refused(run: Run, query: str) -> None:
    result = run("sql", query)
    assert (result.status, result.out) == (2, "")
    assert "a query" in result.err


def test_what_is_no_text_is_refused() -> None:
    result = shell("bilat sql $'SELECT \"\\xff\"'")
    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr.startswith(b"bilat: ")


# How it ends

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT {} FROM n"


@pytest.mark.parametrize("after", [0.2, 0.3, 0.4])
@pytest.mark.parametrize("what", ["count(*)", "x"])
def test_ctrl_c_ends_a_long_query(after: float, what: str) -> None:
    with subprocess.Popen(
        bilat("sql", ENDLESS.format(what)), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        loaded = Path(f"/proc/{process.pid}/maps")
        while "_sqlite3" not in loaded.read_text():  # a start of Python may take its time
            time.sleep(0.05)
        for seconds in (after, *[1.0] * 30):  # Python forgets one that comes at a bad moment
            try:
                process.wait(seconds)
                break
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGINT)
        else:
            process.kill()
        assert process.stderr
        assert (process.wait(), process.stderr.read()) == (130, b"")


def test_the_first_rows_of_a_long_query_come_at_once() -> None:
    with subprocess.Popen(
        bilat("sql", ENDLESS.format("x")), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        assert os.read(process.stdout.fileno(), 6) == b"x\n1\n2\n"
        process.stdout.close()
        assert (process.wait(), process.stderr.read()) == (0, b"")
        assert process.returncode != -signal.SIGPIPE
