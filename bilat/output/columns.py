"""Any columns and rows as a table, or as blocks of fields where the columns do not fit."""

import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

from rich.cells import cell_len
from rich.text import Text

from bilat.database.schema import ColumnInfo
from bilat.output.look import Form, Part, Sheet, add_column, cell, new_table
from bilat.output.tables import PART
from bilat.vocabulary import LIST_SEPARATOR

Row = Sequence[Any]
"""A value for each column: a string, a number, None or, of a list, the text of its JSON array."""

_READABLE = 16
"""The width at which a cell that folds can still be read."""


def columns(columns: Sequence[ColumnInfo], rows: Iterable[Row], form: Form) -> Iterator[Sheet]:
    """Yield rows under the names of their columns; many rows in parts, as they come.

    Where the columns do not fit beside each other, each row is a block of fields.
    """
    rest = iter(rows)
    part = [*islice(rest, PART)]
    numeric = [*map(_is_numeric, zip(*part, strict=True))]
    is_wide = form.width is not None and _least_width(columns, part, form) > form.room
    widths: list[int] = []
    is_first = True
    while is_first or part:
        following = [*islice(rest, PART)]
        table = (
            _blocks(columns, part, is_first) if is_wide else _table(columns, part, numeric, form)
        )
        if following or not is_first:
            table.join(widths, is_first=is_first, is_last=not following)
        yield Sheet(None, table)
        part, is_first = following, False


def _least_width(columns: Sequence[ColumnInfo], rows: Sequence[Row], form: Form) -> int:
    """Return the width at which no column is narrower than what can be read."""
    between = 3 if form.is_framed else 2
    width = between
    values = [*zip(*rows, strict=True)] or [()] * len(columns)
    for column, of_column in zip(columns, values, strict=True):
        texts = [column.name, *(_text(value, column.is_list) for value in of_column)]
        width += between + min(_READABLE, max(map(cell_len, texts)))
    return width


def _table(
    columns: Sequence[ColumnInfo], rows: Sequence[Row], numeric: Sequence[bool], form: Form
) -> Part:
    table = new_table(form)
    for number, column in enumerate(columns):
        add_column(table, cell(column.name), right=bool(rows) and numeric[number])
    for row in rows:
        table.add_row(*_cells(columns, row))
    return table


def _blocks(columns: Sequence[ColumnInfo], rows: Sequence[Row], is_first: bool) -> Part:
    """Return the fields of each row that are not empty, one below the other."""
    table = Part(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    add_column(table, "")
    add_column(table, "")
    for row in rows:
        if table.row_count or not is_first:
            table.add_row()
        for column, value in zip(columns, _cells(columns, row), strict=True):
            if value:
                table.add_row(cell(column.name, "name"), value)
    return table


def _is_numeric(values: Sequence[Any]) -> bool:
    known = [value for value in values if value is not None]
    return bool(known) and all(isinstance(value, int | float) for value in known)


def _cells(columns: Sequence[ColumnInfo], row: Row) -> Iterator[Text]:
    for column, value in zip(columns, row, strict=True):
        yield cell(_text(value, column.is_list))


def _text(value: Any, is_list: bool) -> str:
    """Return a value as people read it: lists joined, numbers without an exponent."""
    if value is None:
        return ""
    if is_list:
        return LIST_SEPARATOR.join("" if each is None else str(each) for each in json.loads(value))
    return f"{Decimal(str(value)):f}" if isinstance(value, float) else str(value)
