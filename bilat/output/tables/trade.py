"""Turnover and its change, grouped by meeting, as stated and as it follows by arithmetic."""

from collections.abc import Iterator, Sequence

from bilat.database.rows import TradeRow, short_id
from bilat.output.amounts import amount, basis, explained, statement
from bilat.output.pen import Pen
from bilat.output.tables import layout, meetings
from bilat.output.tables.layout import GAP, Cell, beside, indented, joined, wrap
from bilat.output.tables.meetings import IDS_FROM, Lines, heading, in_full, linked_id, said_by
from bilat.output.wording import attributed, years
from bilat.queries.context import Context

_AMOUNT = (26, 26)
_CHANGE = (30, 60)
_TEXT = (30, 72)
"""The least and the most columns of a cell that wraps."""


def table(rows: Sequence[TradeRow], context: Context, pen: Pen) -> Lines:
    """The rows by meeting, and below them what their words mean and what is missing."""
    drawn, has_ids = _drawn(rows, context, pen, headings=True)
    return [*drawn, "", *_below(rows, context, pen, has_ids)]


def lines(rows: Sequence[TradeRow], context: Context, pen: Pen, headings: bool) -> Lines:
    """The rows, below the headings of their meetings if these are wanted."""
    return _drawn(rows, context, pen, headings)[0]


def _drawn(
    rows: Sequence[TradeRow], context: Context, pen: Pen, headings: bool
) -> tuple[Lines, bool]:
    """The lines of the rows, and whether they have columns of their own for all that is said."""
    grouped = [
        (meeting if headings else None, [*_with_years(group, context, pen)])
        for meeting, group in meetings.groups(rows, context)
    ]
    every = [pair for _, group in grouped for pair in group]
    third = 2 if context.grouped else 3
    draw, sizes = _columns, None
    if pen.width >= IDS_FROM:
        drawn = [_columns(*pair, context, pen) for pair in every]
        sizes = layout.widths(drawn, pen, {third: _AMOUNT, third + 1: _CHANGE})
    if sizes is None:
        draw = _two_parts
        drawn = [_two_parts(*pair, context, pen) for pair in every]
        sizes = layout.widths(drawn, pen, {third: _TEXT})

    def row_lines(row: TradeRow, when: str) -> Lines:
        if sizes:
            return beside(draw(row, when, context, pen), sizes)
        return _stacked(row, context, pen)

    sections = meetings.sections(
        (heading(meeting, pen), [line for pair in group for line in row_lines(*pair)])
        for meeting, group in grouped
    )
    return sections, draw is _columns


def _with_years(
    rows: Sequence[TradeRow], context: Context, pen: Pen
) -> Iterator[tuple[TradeRow, str]]:
    """Each row with its years, which are not said again under themselves in a group."""
    above = ""
    for row in rows:
        when = years(row, pen)
        yield row, "" if context.grouped and when == above else when
        above = when


def _columns(row: TradeRow, when: str, context: Context, pen: Pen) -> list[Cell]:
    """Amount, change, speaker and id in columns of their own."""
    return [
        *_first(row, when, context, pen),
        amount(row),
        explained(row, context, pen),
        said_by(row, context, pen),
        linked_id(row, pen),
    ]


def cells(row: TradeRow, context: Context, pen: Pen) -> Sequence[Cell]:
    """A row as a line of a plain table."""
    return (
        *meetings.cells(row, context, pen),
        years(row, pen),
        basis(row),
        amount(row),
        explained(row, context, pen),
        said_by(row, context, pen),
        short_id(row.id),
    )


def _two_parts(row: TradeRow, when: str, context: Context, pen: Pen) -> list[Cell]:
    """All that is said in one cell."""
    return [*_first(row, when, context, pen), _said(row, context, pen)]


def _first(row: TradeRow, when: str, context: Context, pen: Pen) -> list[Cell]:
    before = [] if context.grouped else [meetings.before(row, context, pen)]
    return [*before, when, basis(row)]


def _said(row: TradeRow, context: Context, pen: Pen) -> str:
    return attributed(statement(row, context, pen), said_by(row, context, pen), pen)


def _stacked(row: TradeRow, context: Context, pen: Pen) -> Lines:
    first = _first(row, years(row, pen), context, pen)
    head = f" {pen.signs.dot} ".join(part.replace("\n", " ") for part in first)
    return [
        *wrap(head, pen.width),
        *indented(_said(row, context, pen), GAP, pen.width),
    ]


def _below(rows: Sequence[TradeRow], context: Context, pen: Pen, has_ids: bool) -> Lines:
    explained = meetings.explained(rows, context, pen)
    if any(row.basis == "derived" for row in rows):
        explained.append("derived: by arithmetic from what is stated")
    lines = [*joined(explained, pen), *meetings.missing(context, pen)]
    stated = next((row for row in rows if row.basis == "stated"), rows[0])
    return [*lines, *(in_full(stated, context, pen) if has_ids else [])]
