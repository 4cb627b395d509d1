"""Any columns and rows as a table, or as blocks of fields where the columns do not fit."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, islice
from typing import Any

from rich.cells import cell_len
from rich.table import Column, Table

from bilat.database.schema import ColumnInfo
from bilat.output.formats import Row, flat
from bilat.output.look import PART, Form, Sheet, cell, grid, new_table

_READABLE = 16
"""The width at which a cell that folds can still be read."""


def columns(columns: Sequence[ColumnInfo], rows: Iterable[Row], form: Form) -> Iterator[Sheet]:
    """Yield rows under the names of their columns; many rows as several tables, as they come.

    Where the columns do not fit beside each other, each row is a block of fields.
    """
    rest = iter(rows)
    size = PART if form.width else None
    part = [*islice(rest, size)]
    if not _fits(columns, part, form):
        for row in chain(part, rest):
            names = (column.name for column in columns)
            yield Sheet(None, grid(zip(names, _texts(columns, row), strict=True)))
        return
    yield Sheet(None, _table(columns, part, form))
    while part := [*islice(rest, size)]:
        yield Sheet(None, _table(columns, part, form))


def _fits(columns: Sequence[ColumnInfo], rows: Sequence[Row], form: Form) -> bool:
    """Return whether no column is narrower than what can be read."""
    between = 3 if form.is_framed else 2
    width = between
    lines = [[column.name for column in columns], *(_texts(columns, row) for row in rows)]
    for texts in zip(*lines, strict=True):
        width += between + min(_READABLE, max(map(cell_len, texts)))
    return form.width is None or width <= form.room


def _table(columns: Sequence[ColumnInfo], rows: Sequence[Row], form: Form) -> Table:
    values = [*zip(*rows, strict=True)] or [()] * len(columns)
    headings = (
        Column(cell(column.name), justify="right" if _is_numeric(of_column) else "left")
        for column, of_column in zip(columns, values, strict=True)
    )
    table = new_table(form, *headings)
    for row in rows:
        table.add_row(*map(cell, _texts(columns, row)))
    return table


def _is_numeric(values: Sequence[Any]) -> bool:
    known = [value for value in values if value is not None]
    return bool(known) and all(isinstance(value, int | float) for value in known)


def _texts(columns: Sequence[ColumnInfo], row: Row) -> list[str]:
    """Return the values of a row as people read them: lists joined, numbers without an exponent."""
    return [
        f"{Decimal(str(value)):f}" if isinstance(value, float) else flat(value, column.is_list)
        for column, value in zip(columns, row, strict=True)
    ]
