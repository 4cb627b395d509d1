"""Turnover and its change, grouped by meeting, as stated and as it follows by arithmetic."""

from collections.abc import Iterator, Sequence

from bilat.database.rows import TradeRow
from bilat.output import wording
from bilat.output.tables import layout, meetings
from bilat.output.tables.layout import GAP, Cell, beside, indented, joined, wrap
from bilat.output.tables.meetings import IDS_FROM, after, linked_id, said_by, short_id, years
from bilat.output.tables.pen import Pen
from bilat.output.tables.turnover import change, derivation, turnover
from bilat.questions.context import Context

_AMOUNT = (26, 26)
_CHANGE = (30, 60)
_TEXT = (30, 72)
"""The least and the most columns of a cell that wraps."""


def table(rows: Sequence[TradeRow], context: Context, pen: Pen) -> list[str]:
    """The rows by meeting, and below them what their words mean and what is missing."""
    grouped = [
        (meeting, [*_with_years(group, context, pen)])
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
    lines: list[str] = []
    for meeting, group in grouped:
        if meeting:
            lines += [*([""] if lines else []), *meetings.heading(meeting, pen)]
        for row, when in group:
            if sizes:
                lines += beside(draw(row, when, context, pen), sizes)
            else:
                lines += _stacked(row, context, pen)
    return [*lines, "", *_below(rows, context, pen, has_ids=draw is _columns)]


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
        turnover(row),
        change(row, pen) or derivation(row, context, pen),
        said_by(row, context, pen),
        linked_id(row, pen),
    ]


def cells(row: TradeRow, context: Context, pen: Pen) -> Sequence[Cell]:
    """A row as a line of a plain table."""
    return (
        *meetings.cells(row, context, pen),
        years(row, pen),
        wording.basis(row),
        turnover(row),
        change(row, pen) or derivation(row, context, pen),
        said_by(row, context, pen),
        short_id(row),
    )


def _two_parts(row: TradeRow, when: str, context: Context, pen: Pen) -> list[Cell]:
    """All that is said in one cell."""
    return [*_first(row, when, context, pen), _said(row, context, pen)]


def _first(row: TradeRow, when: str, context: Context, pen: Pen) -> list[Cell]:
    before = [] if context.grouped else [meetings.before(row, context, pen)]
    return [*before, when, wording.basis(row)]


def _said(row: TradeRow, context: Context, pen: Pen) -> str:
    if row.basis == "derived":
        return f"{turnover(row)}, {derivation(row, context, pen)}"
    return after(
        "; ".join(filter(None, (turnover(row), change(row, pen)))), said_by(row, context, pen), pen
    )


def _stacked(row: TradeRow, context: Context, pen: Pen) -> list[str]:
    first = _first(row, years(row, pen), context, pen)
    head = f" {pen.signs.dot} ".join(part.replace("\n", " ") for part in first)
    return [
        *wrap(head, pen.width),
        *indented(_said(row, context, pen), GAP, pen.width),
    ]


def _below(rows: Sequence[TradeRow], context: Context, pen: Pen, has_ids: bool) -> list[str]:
    explained = [meetings.names(rows), *meetings.marks(meetings.bases(rows, context), pen)]
    if any(row.basis == "derived" for row in rows):
        explained.append("derived: by arithmetic from what is stated")
    lines = joined(explained, pen)
    if context.without_turnover:
        lines += wrap(f"No turnover stated: {', '.join(context.without_turnover)}", pen.width)
    stated = next((row for row in rows if row.basis == "stated"), rows[0])
    return [*lines, *(wrap(meetings.in_full(stated, pen), pen.width) if has_ids else [])]
