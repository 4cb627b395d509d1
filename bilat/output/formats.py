"""Rows as json, jsonl, csv or tsv: full values, in pieces of text, with `\\n` at line ends.

json is one array, jsonl one object per line; csv and tsv join lists with `; `, leave nulls empty
and begin with the names of the columns, unless they are to be omitted.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from bilat.database.store import Row
from bilat.vocabulary import LIST_SEPARATOR

# Returns JSON on one line, in UTF-8 rather than escapes.
dumps = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def flat(value: Any) -> str:
    """Return a value as the text of a cell; a null is empty, in a list too."""
    if isinstance(value, tuple):
        return LIST_SEPARATOR.join(map(flat, value))
    return "" if value is None else str(value)


def _jsonl(columns: Sequence[str], rows: Iterable[Row], _header: bool) -> Iterator[str]:
    for row in rows:
        yield dumps(dict(zip(columns, row, strict=True))) + "\n"


def _json(columns: Sequence[str], rows: Iterable[Row], header: bool) -> Iterator[str]:
    before = "[\n  "
    for line in _jsonl(columns, rows, header):
        yield before + line.removesuffix("\n")
        before = ",\n  "
    yield "[]\n" if before.startswith("[") else "\n]\n"


class _Echo:
    """A file for csv.writer, whose writerow returns what the file's write does."""

    def write(self, text: str) -> str:
        return text


def _csv(columns: Sequence[str], rows: Iterable[Row], header: bool) -> Iterator[str]:
    # csv quotes what contains a character of its line end; a lone carriage return needs it too.
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    for cells in _cells(columns, rows, header):
        yield writer.writerow(cells).removesuffix("\r\n") + "\n"


_TSV_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def _tsv(columns: Sequence[str], rows: Iterable[Row], header: bool) -> Iterator[str]:
    for cells in _cells(columns, rows, header):
        yield "\t".join([cell.translate(_TSV_ESCAPES) for cell in cells]) + "\n"


def _cells(columns: Sequence[str], rows: Iterable[Row], header: bool) -> Iterator[Iterator[str]]:
    """Return the names of the columns, unless they are omitted, then each row, as text."""
    return (map(flat, row) for row in chain([columns] if header else [], rows))


# Columns, rows, whether the names of the columns are written → pieces of text.
Renderer = Callable[[Sequence[str], Iterable[Row], bool], Iterator[str]]
RENDERERS: dict[str, Renderer] = {"json": _json, "jsonl": _jsonl, "csv": _csv, "tsv": _tsv}
