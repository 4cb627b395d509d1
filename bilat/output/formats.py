"""Rows → the machine formats, as pieces of text. Full values, `\\n` at line ends, no colour."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from json.encoder import encode_basestring
from typing import Any, Literal

from bilat.database.schema import ColumnInfo
from bilat.vocabulary import LIST_SEPARATOR

MachineFormat = Literal["json", "jsonl", "csv", "tsv", "markdown"]

Row = Sequence[Any]
"""A value for each column: a string, a number, None or, of a list, the text of its JSON array."""
Renderer = Callable[[Sequence[ColumnInfo], Iterable[Row], bool], Iterator[str]]


def render(
    format_: MachineFormat, columns: Sequence[ColumnInfo], rows: Iterable[Row], header: bool = True
) -> Iterator[str]:
    """The text of the rows, piece by piece.

    json is one array, jsonl a line a row; csv, tsv and markdown join lists with `; `, leave None
    empty and begin with the names of the columns unless `header` is false.
    """
    return RENDERERS[format_](columns, rows, header)


_JSON = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


def dumps(value: Any) -> str:
    """JSON on one line, in UTF-8 rather than escapes."""
    return _JSON.encode(value)


def _json(columns: Sequence[ColumnInfo], rows: Iterable[Row], _header: bool) -> Iterator[str]:
    before = "[\n  "
    for text in _objects(columns, rows):
        yield before + text
        before = ",\n  "
    yield "[]\n" if before.startswith("[") else "\n]\n"


def _jsonl(columns: Sequence[ColumnInfo], rows: Iterable[Row], _header: bool) -> Iterator[str]:
    for text in _objects(columns, rows):
        yield text + "\n"


def _objects(columns: Sequence[ColumnInfo], rows: Iterable[Row]) -> Iterator[str]:
    """Each row as a JSON object; the text of a list stands in it as it is."""
    keys = (encode_basestring(column.name).replace("%", "%%") for column in columns)
    template = "{" + ", ".join(f"{key}: %s" for key in keys) + "}"
    lists = [column.is_list for column in columns]
    for row in rows:
        yield template % tuple(map(_encoded, row, lists))


def _encoded(value: str | float | None, is_list: bool) -> str:
    if type(value) is str:
        return value if is_list else encode_basestring(value)
    return "null" if value is None else repr(value)


def _csv(columns: Sequence[ColumnInfo], rows: Iterable[Row], header: bool) -> Iterator[str]:
    # csv quotes what contains a character of its line end; a lone carriage return needs it too.
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    for line in _lines(columns, rows, header):
        yield writer.writerow(line).removesuffix("\r\n") + "\n"


class _Echo:
    """A file for csv.writer, whose writerow returns what the file's write does."""

    def write(self, text: str) -> str:
        return text


_TSV_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def _tsv(columns: Sequence[ColumnInfo], rows: Iterable[Row], header: bool) -> Iterator[str]:
    for line in _lines(columns, rows, header):
        yield "\t".join([cell.translate(_TSV_ESCAPES) for cell in line]) + "\n"


_MARKDOWN_ESCAPES = str.maketrans(
    {char: f"\\{char}" for char in "\\|<[`*"} | {"\n": "<br>", "\r": ""}
)
"""What would make of a value another cell, HTML, a link or code."""


def _markdown(columns: Sequence[ColumnInfo], rows: Iterable[Row], header: bool) -> Iterator[str]:
    for index, line in enumerate(_lines(columns, rows, header)):
        yield f"| {' | '.join(cell.translate(_MARKDOWN_ESCAPES) for cell in line)} |\n"
        if header and index == 0:
            yield f"|{' --- |' * len(columns)}\n"


def _lines(
    columns: Sequence[ColumnInfo], rows: Iterable[Row], header: bool
) -> Iterator[Sequence[str]]:
    """The names of the columns, if they are wanted, then each row, as text."""
    if header:
        yield [column.name for column in columns]
    lists = [column.is_list for column in columns]
    for row in rows:
        yield [flat(value, is_list) for value, is_list in zip(row, lists, strict=True)]


def flat(value: Any, is_list: bool = False) -> str:
    """A value as the text of a cell."""
    if value is None:
        return ""
    if is_list:
        return "" if value == "[]" else LIST_SEPARATOR.join(map(str, json.loads(value)))
    return str(value)


RENDERERS: dict[MachineFormat, Renderer] = {
    "json": _json,
    "jsonl": _jsonl,
    "csv": _csv,
    "tsv": _tsv,
    "markdown": _markdown,
}
