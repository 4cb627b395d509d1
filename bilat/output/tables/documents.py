"""The reports: of which meeting, and how much was taken from each."""

from collections.abc import Sequence

from bilat.database.rows import DocumentRow
from bilat.output.tables import layout
from bilat.output.tables.layout import fits, joined, together, wrap
from bilat.output.tables.meetings import marks
from bilat.output.tables.pen import Pen
from bilat.questions.context import Context

_COUNTED = {
    "Records": "cooperation",
    "wider": "wider",
    "Trade": "trade",
    "Figures": "figures",
}


def table(rows: Sequence[DocumentRow], context: Context, pen: Pen) -> list[str]:
    """A line a report; the head of the region below it where there is no room beside."""
    heads = ("Document", "Head of the region")
    cells = [(document(row, pen), together(row.head), *_counts(row, pen)) for row in rows]
    lines = layout.table((*heads, *_COUNTED), cells, pen, right=range(2, 6))
    if not fits(lines, pen):
        below = [(f"{first}\n{second}", *rest) for first, second, *rest in cells]
        lines = layout.table(("Document", *_COUNTED), below, pen, right=range(1, 5))
    if not fits(lines, pen):
        lines = [line for row in rows for line in _stacked(row, pen)]
    explained = joined(marks((row.date_basis for row in rows), pen), pen)
    if explained:
        explained[0] = f"Date: {explained[0]}"
    command = together(f"bilat show {rows[0].id}")
    return [*lines, "", *explained, *wrap(f"In full, with its address: {command}", pen.width)]


def document(row: DocumentRow, pen: Pen) -> str:
    """The id, which leads to the report, and the mark of its date."""
    mark = pen.mark(row.date_basis)
    return pen.bold(pen.link(row.id, row.url)) + (f"{layout.NO_BREAK}{mark}" if mark else "")


def _counts(row: DocumentRow, pen: Pen) -> list[str]:
    return [str(getattr(row, name) or pen.none) for name in _COUNTED.values()]


def _stacked(row: DocumentRow, pen: Pen) -> list[str]:
    counts = (
        f"{heading.lower()}{layout.NO_BREAK}{number}"
        for heading, name in _COUNTED.items()
        if (number := getattr(row, name))
    )
    first, *rest = joined((document(row, pen), together(row.head), ", ".join(counts)), pen)
    return [first, *(line for each in rest for line in layout.indented(each, 2, pen.width))]
