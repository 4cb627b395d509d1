"""Rows → the machine formats, as pieces of text. Full values, `\\n` at line ends, no colour."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Literal, get_args

MachineFormat = Literal["json", "jsonl", "csv", "tsv", "markdown"]
MACHINE_FORMATS: tuple[MachineFormat, ...] = get_args(MachineFormat)

LIST_SEPARATOR = "; "

Record = Sequence[Any]


def render(
    format_: MachineFormat, columns: Sequence[str], records: Iterable[Record], header: bool = True
) -> Iterator[str]:
    """The text of the records, piece by piece.

    A record has a value for each column: a string, a number, None or a tuple of those. json is
    one array, jsonl a line a record; csv, tsv and markdown join tuples with `; `, leave None
    empty and begin with the names of the columns unless `header` is false.
    """
    return _RENDERERS[format_](columns, records, header)


_JSON = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


def dumps(value: Any) -> str:
    """JSON on one line, in UTF-8 rather than escapes."""
    return _JSON.encode(value)


def _json(columns: Sequence[str], records: Iterable[Record], _header: bool) -> Iterator[str]:
    before = "[\n  "
    for record in records:
        yield before + dumps(dict(zip(columns, record, strict=True)))
        before = ",\n  "
    yield "[]\n" if before.startswith("[") else "\n]\n"


def _jsonl(columns: Sequence[str], records: Iterable[Record], _header: bool) -> Iterator[str]:
    for record in records:
        yield dumps(dict(zip(columns, record, strict=True))) + "\n"


def _csv(columns: Sequence[str], records: Iterable[Record], header: bool) -> Iterator[str]:
    # csv quotes what contains a character of its line end; a lone carriage return needs it too.
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    for line in _with_header(columns, records, header):
        yield writer.writerow(map(flat, line)).removesuffix("\r\n") + "\n"


class _Echo:
    """A file for csv.writer, whose writerow returns what the file's write does."""

    def write(self, text: str) -> str:
        return text


def _tsv(columns: Sequence[str], records: Iterable[Record], header: bool) -> Iterator[str]:
    for line in _with_header(columns, records, header):
        yield "\t".join(map(_tsv_cell, line)) + "\n"


def _tsv_cell(value: Any) -> str:
    text = flat(value).replace("\\", r"\\").replace("\t", r"\t")
    return text.replace("\n", r"\n").replace("\r", r"\r")


_MARKDOWN_ESCAPES = str.maketrans({"\\": r"\\", "|": r"\|", "\n": "<br>", "\r": ""})


def _markdown(columns: Sequence[str], records: Iterable[Record], header: bool) -> Iterator[str]:
    for index, line in enumerate(_with_header(columns, records, header)):
        yield f"| {' | '.join(flat(value).translate(_MARKDOWN_ESCAPES) for value in line)} |\n"
        if header and index == 0:
            yield f"|{' --- |' * len(columns)}\n"


def _with_header(
    columns: Sequence[str], records: Iterable[Record], header: bool
) -> Iterator[Record]:
    if header:
        yield columns
    yield from records


def flat(value: Any) -> str:
    """A value as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return LIST_SEPARATOR.join(map(str, value))
    return str(value)


_RENDERERS: dict[
    MachineFormat, Callable[[Sequence[str], Iterable[Record], bool], Iterator[str]]
] = {"json": _json, "jsonl": _jsonl, "csv": _csv, "tsv": _tsv, "markdown": _markdown}
