"""Any columns and rows as a table, or as blocks of fields where the columns do not fit."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, islice
from typing import Any

from rich.cells import cell_len
from rich.table import Column

from bilat.output.formats import Row, flat
from bilat.output.look import PART, Form, Sheet, cell, grid, new_table

_READABLE = 16  # the width at which a cell that folds can still be read


def columns(names: Sequence[str], rows: Iterable[Row], form: Form) -> Iterator[Sheet]:
    """Yield rows under the names of their columns; many rows as several tables, as they come.

    Where the columns do not fit beside each other, each row is a block of fields.
    """
    rest = iter(rows)
    size = PART if form.width else None
    first = [*islice(rest, size)]
    if not _fits([names, *map(_texts, first)], form):
        for row in chain(first, rest):
            yield Sheet(None, grid(zip(names, _texts(row), strict=True)))
        return
    for part in chain([first], iter(lambda: [*islice(rest, size)], [])):
        of_columns = zip(*part, strict=True) if part else [()] * len(names)
        table = new_table(
            form,
            *(
                Column(cell(name), justify="right" if _is_numeric(values) else "left")
                for name, values in zip(names, of_columns, strict=True)
            ),
        )
        for row in part:
            table.add_row(*map(cell, _texts(row)))
        yield Sheet(None, table)


def _fits(lines: Sequence[Sequence[str]], form: Form) -> bool:
    """Return whether no column is narrower than what can be read."""
    between = 3 if form.is_framed else 2
    widths = (min(_READABLE, max(map(cell_len, texts))) for texts in zip(*lines, strict=True))
    return form.width is None or between + sum(between + width for width in widths) <= form.room


def _is_numeric(values: Sequence[Any]) -> bool:
    known = [value for value in values if value is not None]
    return bool(known) and all(isinstance(value, int | float) for value in known)


def _texts(row: Row) -> list[str]:
    """Return the values of a row as people read them: lists joined, numbers without an exponent."""
    return [
        f"{Decimal(str(value)):f}" if isinstance(value, float) else flat(value) for value in row
    ]
