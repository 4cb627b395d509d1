"""The other numbers, grouped by meeting; each says whose number it is."""

from collections.abc import Sequence

from bilat.database.rows import FigureRow
from bilat.output.tables import entries, meetings
from bilat.output.tables.entries import Entry
from bilat.output.tables.layout import Cell, joined, scaled
from bilat.output.tables.meetings import linked_id, said_by, short_id, years
from bilat.output.tables.pen import Pen
from bilat.questions.context import Context

_LEFT = 28


def table(rows: Sequence[FigureRow], context: Context, pen: Pen) -> list[str]:
    """The numbers as entries, and below them what their marks mean."""
    grouped = [
        (meeting, _entries(group, context, pen))
        for meeting, group in meetings.groups(rows, context)
    ]
    to = entries.sizes([entry for _, group in grouped for entry in group], pen, _LEFT)
    lines: list[str] = []
    for meeting, group in grouped:
        if meeting:
            lines += [*([""] if lines else []), *meetings.heading(meeting, pen)]
        lines += entries.lines(group, to, pen)
    explained = [meetings.names(rows), *meetings.marks(meetings.bases(rows, context), pen)]
    return [*lines, "", *joined(explained, pen)]


def _entries(rows: Sequence[FigureRow], context: Context, pen: Pen) -> list[Entry]:
    """The entries of a group; whose number it is is said once for those of one name."""
    made = []
    above = ("", "")
    for row in rows:
        of = "" if above == (row.name, row.scope) else f"of {row.scope}"
        above = (row.name, row.scope)
        made.append(
            Entry(
                head=row.name,
                label="",
                sentence="\n".join(filter(None, (amount(row, pen), of))),
                said_by=said_by(row, context, pen),
                name=linked_id(row, pen),
                before="" if context.grouped else meetings.before(row, context, pen),
            )
        )
    return made


def cells(row: FigureRow, context: Context, pen: Pen) -> Sequence[Cell]:
    """A number as a line of a plain table."""
    return (
        *meetings.cells(row, context, pen),
        row.name,
        scaled(row.text),
        years(row, pen),
        row.scope,
        said_by(row, context, pen),
        short_id(row),
    )


def amount(row: FigureRow, pen: Pen) -> str:
    """The words of the amount, and its years."""
    return ", ".join(filter(None, (scaled(row.text), years(row, pen))))
