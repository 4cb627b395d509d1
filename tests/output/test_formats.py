"""The machine formats: their literal text, and that each reads back as what was written."""

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from itertools import islice, repeat
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.database.schema import ColumnInfo
from bilat.output.formats import RENDERERS, MachineFormat, render

Record = tuple[Any, ...]

MACHINE_FORMATS = [*RENDERERS]

law = settings(derandomize=True, deadline=None, max_examples=60)


def infos(columns: Sequence[str]) -> list[ColumnInfo]:
    """Columns by their names; that of the places holds lists."""
    return [ColumnInfo(name, "", is_list=name == "places") for name in columns]


def text(
    format_: MachineFormat, columns: Sequence[str], records: Sequence[Record], header: bool = True
) -> str:
    """What is written of records; a list in them is a tuple here, text in the database."""
    rows = [
        tuple(
            json.dumps(value, ensure_ascii=False) if isinstance(value, tuple) else value
            for value in record
        )
        for record in records
    ]
    return "".join(render(format_, infos(columns), rows, header))


# Literal text

COLUMNS = ("id", "name", "count", "share", "places")
RECORDS: list[Record] = [
    ("a-1", 'Said "yes, |no|"', 3, -0.06, ("Уфа", "Minsk")),
    (None, "tab\there\nline\\n", 0, None, ()),
    ("", "a\rb\r\nc", 1_000_000_000, 1.6, (5, None, 13)),
]

RENDERED = {
    "json": (
        '[\n  {"id": "a-1", "name": "Said \\"yes, |no|\\"", "count": 3, "share": -0.06, '
        '"places": ["Уфа", "Minsk"]},\n'
        '  {"id": null, "name": "tab\\there\\nline\\\\n", "count": 0, "share": null, '
        '"places": []},\n'
        '  {"id": "", "name": "a\\rb\\r\\nc", "count": 1000000000, "share": 1.6, '
        '"places": [5, null, 13]}\n]\n'
    ),
    "jsonl": (
        '{"id": "a-1", "name": "Said \\"yes, |no|\\"", "count": 3, "share": -0.06, '
        '"places": ["Уфа", "Minsk"]}\n'
        '{"id": null, "name": "tab\\there\\nline\\\\n", "count": 0, "share": null, "places": []}\n'
        '{"id": "", "name": "a\\rb\\r\\nc", "count": 1000000000, "share": 1.6, '
        '"places": [5, null, 13]}\n'
    ),
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


@pytest.mark.parametrize("format_", MACHINE_FORMATS)
def test_records_are_written_as(format_: MachineFormat) -> None:
    assert text(format_, COLUMNS, RECORDS) == RENDERED[format_]


@pytest.mark.parametrize("format_", ["csv", "tsv"])
def test_without_a_header_the_records_stay_the_same(format_: MachineFormat) -> None:
    lines = text(format_, COLUMNS, RECORDS[:1]).splitlines(keepends=True)
    assert text(format_, COLUMNS, RECORDS[:1], header=False) == "".join(lines[1:])


@pytest.mark.parametrize(
    ("format_", "header", "empty"),
    [
        ("json", True, "[]\n"),
        ("json", False, "[]\n"),
        ("jsonl", True, ""),
        ("csv", True, "id,name\n"),
        ("csv", False, ""),
        ("tsv", True, "id\tname\n"),
        ("tsv", False, ""),
    ],
)
def test_no_records_are_written_as(format_: MachineFormat, header: bool, empty: str) -> None:
    assert text(format_, ["id", "name"], [], header) == empty


@pytest.mark.parametrize("format_", MACHINE_FORMATS)
def test_the_first_pieces_come_before_the_last_record_is_known(format_: MachineFormat) -> None:
    pieces = islice(render(format_, infos(["id"]), repeat(("endless",))), 50)
    assert "".join(pieces).count("endless") >= 48


# Laws: what was written can be read again

SCALARS = (
    st.text()
    | st.text(alphabet="a;, |\"'\\ntr\n\r\t\u2028я")
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
)
LISTS = st.lists(st.none() | SCALARS, max_size=3).map(tuple)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[Record]]:
    """Some columns and records that have a value for each."""
    columns = ["id", "name", "count", "places"][: draw(st.integers(1, 4))]
    values = [LISTS if name == "places" else st.none() | SCALARS for name in columns]
    return columns, draw(st.lists(st.tuples(*values), max_size=4))


def read_json(written: str) -> list[dict[str, Any]]:
    return json.loads(written)  # type: ignore[no-any-return]


def read_jsonl(written: str) -> list[dict[str, Any]]:
    lines = written.split("\n")
    assert lines.pop() == ""
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize(("format_", "read"), [("json", read_json), ("jsonl", read_jsonl)])
@law
@given(table=tables())
def test_json_reads_back_with_every_key_in_order(
    format_: MachineFormat,
    read: Callable[[str], list[dict[str, Any]]],
    table: tuple[list[str], list[Record]],
) -> None:
    columns, records = table
    found = read(text(format_, columns, records))
    assert [list(each) for each in found] == [columns] * len(records)
    expected = [
        [list(value) if isinstance(value, tuple) else value for value in record]
        for record in records
    ]
    assert [list(each.values()) for each in found] == expected


def cell(value: Any) -> str:
    """What a reader of a cell gets to see."""
    match value:
        case None:
            return ""
        case tuple():
            return "; ".join(map(cell, value))
        case _:
            return str(value)


def read_csv(written: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written, newline="")))


def read_tsv(written: str) -> list[list[str]]:
    plain = {r"\\": "\\", r"\t": "\t", r"\n": "\n", r"\r": "\r"}
    lines = written.split("\n")
    assert lines.pop() == ""
    return [
        [re.sub(r"\\.", lambda found: plain[found[0]], field) for field in line.split("\t")]
        for line in lines
    ]


@pytest.mark.parametrize(("format_", "read"), [("csv", read_csv), ("tsv", read_tsv)])
@law
@given(table=tables())
def test_cells_read_back(
    format_: MachineFormat,
    read: Callable[[str], list[list[str]]],
    table: tuple[list[str], list[Record]],
) -> None:
    columns, records = table
    expected = [[cell(value) for value in record] for record in records]
    assert read(text(format_, columns, records)) == [columns, *expected]
