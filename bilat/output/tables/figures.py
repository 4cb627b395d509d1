"""The other numbers, grouped by meeting; each says whose number it is."""

from collections.abc import Sequence

from bilat.database.rows import FigureRow, short_id
from bilat.output.amounts import figure
from bilat.output.pen import Pen
from bilat.output.spaces import scaled
from bilat.output.tables import entries, meetings
from bilat.output.tables.entries import Entry
from bilat.output.tables.layout import Cell, joined
from bilat.output.tables.meetings import Lines, linked_id, said_by
from bilat.output.wording import years
from bilat.queries.context import Context

_LEFT = 28


def table(rows: Sequence[FigureRow], context: Context, pen: Pen) -> Lines:
    """The numbers as entries, and below them what their marks mean."""
    explained = meetings.explained(rows, context, pen)
    return [*lines(rows, context, pen), "", *joined(explained, pen)]


def lines(rows: Sequence[FigureRow], context: Context, pen: Pen, headings: bool = True) -> Lines:
    """The numbers as entries, below the headings of their meetings if these are wanted."""
    grouped = [
        (meeting if headings else None, _entries(group, context, pen))
        for meeting, group in meetings.groups(rows, context)
    ]
    return entries.grouped(grouped, entries.sizes(grouped, pen, _LEFT), pen)


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
                sentence="\n".join(filter(None, (figure(row, pen), of))),
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
        short_id(row.id),
    )
