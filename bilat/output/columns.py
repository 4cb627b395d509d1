"""Any columns and rows as a table, or as blocks of fields where the columns do not fit."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from rich.cells import cell_len
from rich.table import Column

from bilat.database.store import Row
from bilat.output.formats import flat
from bilat.output.look import Form, Sheet, cell, grid, new_table, parts

_READABLE = 16  # the width at which a cell that folds can still be read


def columns(names: Sequence[str], rows: Iterable[Row], form: Form) -> Iterator[Sheet]:
    """Yield rows under the names of their columns; many rows as several tables, as they come.

    Where the columns of the first rows do not fit beside each other, each row is drawn as a block.
    """
    fits = None
    for part in parts(rows, form.part):
        texts = [[*map(_text, row)] for row in part]
        if fits is None:
            fits = _fits([names, *texts], form)
        if not fits:
            yield from (Sheet(None, grid(zip(names, line, strict=True))) for line in texts)
            continue
        table = new_table(form, *(Column(cell(name)) for name in names))
        for column, values in zip(table.columns, zip(*part, strict=True), strict=True):
            types = {type(value) for value in values if value is not None}
            column.justify = "right" if types and types <= {int, float} else "left"
        for line in texts:
            table.add_row(*map(cell, line))
        yield Sheet(None, table)
    if fits is None:
        yield Sheet(None, new_table(form, *(Column(cell(name)) for name in names)))


def _fits(lines: Sequence[Sequence[str]], form: Form) -> bool:
    """Return whether no column is narrower than what can be read."""
    between = 3 if form.is_framed else 2
    widths = (min(_READABLE, max(map(cell_len, texts))) for texts in zip(*lines, strict=True))
    return form.width is None or between + sum(between + width for width in widths) <= form.room


def _text(value: Any) -> str:
    """Return a value as people read it: a list joined, a number without an exponent."""
    return f"{Decimal(str(value)):f}" if isinstance(value, float) else flat(value)
