"""Rows as json, jsonl, csv or tsv: full values, in pieces of text, with `\\n` at line ends.

json is one array, jsonl one object per line; csv and tsv join lists with `; `, leave nulls empty
and begin with the names of the columns, unless they are to be omitted.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from json.encoder import encode_basestring
from typing import Any

from bilat.database.schema import ColumnInfo
from bilat.vocabulary import LIST_SEPARATOR

# A value for each column: a string, a number, None or, of a list, the text of its JSON array.
Row = Sequence[Any]


def dumps(value: Any) -> str:
    """Return JSON on one line, in UTF-8 rather than escapes."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def flat(value: Any, is_list: bool = False) -> str:
    """Return a value as the text of a cell; a null is empty, in a list too."""
    if is_list and value is not None:
        return LIST_SEPARATOR.join(map(flat, json.loads(value)))
    return "" if value is None else str(value)


def _json(columns: Sequence[ColumnInfo], rows: Iterable[Row], _header: bool) -> Iterator[str]:
    before = "[\n  "
    for text in _objects(columns, rows):
        yield before + text
        before = ",\n  "
    yield "[]\n" if before.startswith("[") else "\n]\n"


def _jsonl(columns: Sequence[ColumnInfo], rows: Iterable[Row], _header: bool) -> Iterator[str]:
    return (f"{text}\n" for text in _objects(columns, rows))


def _objects(columns: Sequence[ColumnInfo], rows: Iterable[Row]) -> Iterator[str]:
    """Yield each row as a JSON object; the text of a list goes into it unchanged."""
    keys = [encode_basestring(column.name).replace("%", "%%") for column in columns]
    template = "{" + ", ".join(f"{key}: %s" for key in keys) + "}"
    lists = [column.is_list for column in columns]
    for row in rows:
        yield template % tuple(map(_encoded, row, lists))


def _encoded(value: str | float | None, is_list: bool) -> str:
    if isinstance(value, str):
        return value if is_list else encode_basestring(value)
    return "null" if value is None else repr(value)


class _Echo:
    """A file for csv.writer, whose writerow returns what the file's write does."""

    def write(self, text: str) -> str:
        return text


def _csv(columns: Sequence[ColumnInfo], rows: Iterable[Row], header: bool) -> Iterator[str]:
    # csv quotes what contains a character of its line end; a lone carriage return needs it too.
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    for line in _lines(columns, rows, header):
        yield writer.writerow(line).removesuffix("\r\n") + "\n"


_TSV_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def _tsv(columns: Sequence[ColumnInfo], rows: Iterable[Row], header: bool) -> Iterator[str]:
    for line in _lines(columns, rows, header):
        yield "\t".join([cell.translate(_TSV_ESCAPES) for cell in line]) + "\n"


def _lines(columns: Sequence[ColumnInfo], rows: Iterable[Row], header: bool) -> Iterator[list[str]]:
    """Yield the names of the columns, unless they are omitted, then each row, as text."""
    if header:
        yield [column.name for column in columns]
    lists = [column.is_list for column in columns]
    for row in rows:
        yield [*map(flat, row, lists)]


# Columns, rows, whether the names of the columns are written → pieces of text.
Renderer = Callable[[Sequence[ColumnInfo], Iterable[Row], bool], Iterator[str]]
RENDERERS: dict[str, Renderer] = {"json": _json, "jsonl": _jsonl, "csv": _csv, "tsv": _tsv}
