"""The reports: of which meeting, and how much was taken from each."""

from collections.abc import Sequence

from bilat.database.rows import DocumentRow
from bilat.output.pen import Pen
from bilat.output.spaces import NO_BREAK, together
from bilat.output.tables import layout
from bilat.output.tables.layout import Cell, fits, joined, wrap
from bilat.output.wording import marks
from bilat.queries.context import Context
from bilat.queries.headings import HEADINGS

_COUNTED = {
    "records": "cooperation",
    "wider": "wider",
    "trade": "trade",
    "figures": "figures",
}


def table(rows: Sequence[DocumentRow], context: Context, pen: Pen) -> list[str]:
    """A line a report; the head of the region below it where there is no room beside."""
    every = [cells(row, context, pen) for row in rows]
    first, second, *counted = HEADINGS["documents"]
    lines = layout.table((first, second, *counted), every, pen, right=range(2, 6))
    if not fits(lines, pen):
        below = [(f"{document}\n{head}", *counts) for document, head, *counts in every]
        lines = layout.table((first, *counted), below, pen, right=range(1, 5))
    if not fits(lines, pen):
        lines = [line for row in rows for line in _stacked(row, pen)]
    explained = marks((row.date_basis for row in rows), pen)
    if explained:
        explained[0] = f"Date: {explained[0]}"
    command = together(f"bilat show {rows[0].id}")
    return [
        *lines,
        "",
        *joined(explained, pen),
        *wrap(f"In full, with its address: {command}", pen.width),
    ]


def document(row: DocumentRow, pen: Pen) -> str:
    """The id, which leads to the report, and the mark of its date."""
    mark = pen.mark(row.date_basis)
    return pen.bold(pen.link(row.id, row.url)) + (f"{NO_BREAK}{mark}" if mark else "")


def cells(row: DocumentRow, context: Context, pen: Pen) -> Sequence[Cell]:
    """A report as a line of a table."""
    counts = (str(getattr(row, name) or pen.none) for name in _COUNTED.values())
    return (document(row, pen), together(row.head), *counts)


def _stacked(row: DocumentRow, pen: Pen) -> list[str]:
    counts = (
        f"{heading}{NO_BREAK}{number}"
        for heading, name in _COUNTED.items()
        if (number := getattr(row, name))
    )
    return joined((document(row, pen), together(row.head), ", ".join(counts)), pen, hanging=2)
