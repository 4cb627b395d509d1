"""Any columns as they are, under their names; where they do not fit, each row as a block."""

from collections.abc import Sequence

from bilat.database.tables import ColumnInfo
from bilat.output.formats import Row, flat
from bilat.output.pen import Pen
from bilat.output.spaces import together
from bilat.output.tables.layout import GAP, Cell, beside, indented, longest_word, total, widest

_READABLE = 16
"""The least columns of a cell that wraps."""


def table(columns: Sequence[ColumnInfo], rows: Sequence[Row], pen: Pen) -> list[str]:
    """The rows as a table or as blocks."""
    names = [column.name for column in columns]
    cells = [
        [pen.shown(flat(value, column.is_list)) for value, column in zip(row, columns, strict=True)]
        for row in rows
    ]
    sizes = _sizes([names, *cells], pen)
    if sizes is None:
        return _blocks(names, cells, pen)
    right = [
        number
        for number, column in enumerate(zip(*rows, strict=True))
        if all(isinstance(value, int | float) for value in column)
    ]
    lines = beside([pen.bold(name) for name in names], sizes, right)
    lines.append(pen.dim(pen.signs.rule * total(sizes)))
    return lines + [line for row in cells for line in beside(row, sizes, right)]


def _sizes(cells: Sequence[Sequence[Cell]], pen: Pen) -> list[int] | None:
    """A width for each column, or None where words and readable columns do not fit."""
    columns = [*zip(*cells, strict=True)]
    full = [widest(column) for column in columns]
    least = [
        min(most, max(longest_word(column), _READABLE))
        for most, column in zip(full, columns, strict=True)
    ]
    spare = pen.width - total(least)
    if spare < 0:
        return None
    wanted = [most - few for most, few in zip(full, least, strict=True)]
    share = min(1.0, spare / sum(wanted)) if sum(wanted) else 0.0
    return [few + int(want * share) for few, want in zip(least, wanted, strict=True)]


def _blocks(names: Sequence[str], rows: Sequence[Sequence[Cell]], pen: Pen) -> list[str]:
    """The values that a row has, with their names beside or, where there is no room, above."""
    before = widest(names)
    room = pen.width - before - GAP
    lines: list[str] = []
    for row in rows:
        lines += [""] if lines else []
        for name, value in zip(names, row, strict=True):
            if value and room < _READABLE:
                lines += [pen.bold(name), *indented(value, GAP, pen.width)]
            elif value:
                lines += beside([pen.bold(together(name)), value], [before, room])
    return lines
