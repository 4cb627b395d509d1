"""The machine formats: their literal text, and that each reads back as what was written."""

import csv
import io
import json
import re
from collections.abc import Sequence
from itertools import islice, repeat
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.database.store import Row
from bilat.output.formats import RENDERERS

COLUMNS = ("id", "name", "count", "share", "places")
ROWS: list[Row] = [
    ("a-1", 'Said "yes, |no|"', 3, -0.06, ("Уфа", "Minsk")),
    (None, "tab\there\nline\\n", 0, None, ()),
    ("", "a\rb\r\nc", 1_000_000_000, 1.6, (5, None, 13)),
]
OBJECTS = (
    '{"id": "a-1", "name": "Said \\"yes, |no|\\"", "count": 3, "share": -0.06, "places": ["Уфа", "Minsk"]}',
    '{"id": null, "name": "tab\\there\\nline\\\\n", "count": 0, "share": null, "places": []}',
    '{"id": "", "name": "a\\rb\\r\\nc", "count": 1000000000, "share": 1.6, "places": [5, null, 13]}',
)
RENDERED: dict[str, str] = {
    "json": "[\n  {},\n  {},\n  {}\n]\n".format(*OBJECTS),
    "jsonl": "{}\n{}\n{}\n".format(*OBJECTS),
    "csv": (
        "id,name,count,share,places\n"
        'a-1,"Said ""yes, |no|""",3,-0.06,Уфа; Minsk\n'
        ',"tab\there\nline\\n",0,,\n'
        ',"a\rb\r\nc",1000000000,1.6,5; ; 13\n'
    ),
    "tsv": (
        "id\tname\tcount\tshare\tplaces\n"
        'a-1\tSaid "yes, |no|"\t3\t-0.06\tУфа; Minsk\n'
        "\ttab\\there\\nline\\\\n\t0\t\t\n"
        "\ta\\rb\\r\\nc\t1000000000\t1.6\t5; ; 13\n"
    ),
}
EMPTY = {"json": "[]\n", "jsonl": "", "csv": "id,name,count,share,places\n"}


def text(format_: str, rows: Sequence[Row], header: bool = True) -> str:
    """Return what is written of rows."""
    return "".join(RENDERERS[format_](COLUMNS, rows, header))


@pytest.mark.parametrize("format_", RENDERERS)
def test_rows_are_written_as(format_: str) -> None:
    assert text(format_, ROWS) == RENDERED[format_]
    above = RENDERED[format_].index("\n") + 1 if format_ in ("csv", "tsv") else 0
    assert text(format_, ROWS, header=False) == RENDERED[format_][above:]


@pytest.mark.parametrize(("format_", "written"), EMPTY.items())
def test_no_rows_are_written_as(format_: str, written: str) -> None:
    assert text(format_, []) == written
    assert text(format_, [], header=False) == ("" if format_ == "csv" else written)


@pytest.mark.parametrize("format_", RENDERERS)
def test_the_first_pieces_come_before_the_last_row_is_known(format_: str) -> None:
    pieces = islice(RENDERERS[format_](["id"], repeat(("endless",)), True), 50)
    assert "".join(pieces).count("endless") >= 48


# What was written can be read again

SCALARS = st.none() | st.text(alphabet="a;, |\"'\\ntr\n\r\t\u2028я") | st.integers() | st.floats()
VALUES = SCALARS.filter(lambda value: not isinstance(value, float) or abs(value) < float("inf"))
LISTS = st.lists(VALUES, max_size=3)
TABLES = st.lists(st.tuples(VALUES, VALUES, VALUES, VALUES, LISTS.map(tuple)), max_size=4)


def cell(value: Any) -> str:
    """Return what a reader of a cell gets."""
    return "" if value is None else str(value)


@settings(derandomize=True, deadline=None, max_examples=100)
@given(rows=TABLES)
def test_every_format_reads_back(rows: list[tuple[Any, ...]]) -> None:
    objects = [{**dict(zip(COLUMNS, row, strict=True)), "places": [*row[-1]]} for row in rows]
    assert json.loads(text("json", rows)) == objects
    assert [json.loads(line) for line in text("jsonl", rows).split("\n")[:-1]] == objects
    cells = [[*map(cell, row[:-1]), "; ".join(map(cell, row[-1]))] for row in rows]
    written = text("csv", rows, header=False)
    assert [*csv.reader(io.StringIO(written, newline=""))] == cells
    plain = {r"\\": "\\", r"\t": "\t", r"\n": "\n", r"\r": "\r"}
    for line, expected in zip(text("tsv", rows).split("\n")[1:-1], cells, strict=True):
        read = [re.sub(r"\\.", lambda match: plain[match[0]], part) for part in line.split("\t")]
        assert read == expected
