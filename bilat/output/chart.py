"""Turnover as bars that show how far each amount is known.

A bar is solid up to what is certain and shaded where the amount may lie; an arrow at its end says
that the amount is at least or at most this.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Column, Table
from rich.text import Text

from bilat.database.rows import TradeRow
from bilat.output import tables, wording
from bilat.output.look import PART, Form, Sheet, cell, dotted, explained, new_table, with_legend
from bilat.queries.context import Context
from bilat.vocabulary import FLOW

_MEANINGS = ("stated", "derived", "target", "range", "at least", "at most", "zero")
_SIGNS = dict(zip(_MEANINGS, "█▓▒░▶◀▏", strict=True))


class Bar(NamedTuple):
    """An amount as a bar."""

    row: TradeRow
    most: int  # the amount that would fill all the room

    def signs(self, room: int) -> str:
        """Return the bar as text that fits into some columns."""
        lower, upper = self.row.lower, self.row.upper
        solid = _SIGNS[wording.basis(self.row)]

        def columns(amount: int) -> int:
            return max(1, amount * (room - 1) // self.most) if amount else 0

        if upper is None or lower is None:
            arrow = _SIGNS["at least" if upper is None else "at most"]
            return solid * columns(lower or upper or 0) + arrow
        if not upper:
            return _SIGNS["zero"]
        possible = max(1, columns(upper) - columns(lower)) if lower < upper else 0
        return solid * columns(lower) + _SIGNS["range"] * possible

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        basis = wording.basis(self.row)
        yield Text(self.signs(options.max_width), "existing" if basis == "stated" else basis)


def chart(rows: Sequence[TradeRow], context: Context, form: Form) -> Iterator[Sheet]:
    """Yield the amounts as bars, in one chart for each flow and currency.

    A change alone has no bar.
    """
    known = [row for row in rows if (row.lower, row.upper) != (None, None)]
    used = {sign for row in known for sign in Bar(row, row.upper or row.lower or 1).signs(100)}
    meanings = explained(("", sign, meaning) for meaning, sign in _SIGNS.items() if sign in used)
    notes = meanings, *tables.without_turnover(context)
    yield from with_legend(_charts(known, context, form), *notes)


def _charts(rows: Sequence[TradeRow], context: Context, form: Form) -> Iterator[Sheet]:
    groups: dict[tuple[str, str], list[TradeRow]] = {}
    for row in sorted(rows, key=lambda row: [*FLOW].index(row.flow)):
        groups.setdefault((row.flow, row.currency or ""), []).append(row)
    for group, same in groups.items():
        most = max(1, *(row.upper or row.lower or 0 for row in same))
        title = dotted((cell(tables.TRADE_TITLE, "heading"), *group))
        for part in tables.parts(same, "region" if context.grouped else "id", PART):
            yield Sheet(title, _chart(part, most, context, form))


def _chart(rows: Sequence[TradeRow], most: int, context: Context, form: Form) -> Table:
    amount = Column(wording.trade_heading(rows), width=form.share(27, 28))
    table = new_table(form, "Region", "Year", Column(ratio=1), amount)
    table.expand = True
    for row, region, is_last in tables.in_sections(rows, context, form):
        cells = region, wording.when(row), Bar(row, most), tables.amount_cell(row)
        table.add_row(*cells, end_section=is_last)
    return table
