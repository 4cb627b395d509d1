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

_NAMES = ("stated", "derived", "target", "range", "at least", "at most", "zero")
SIGNS = dict(zip(_NAMES, "█▓▒░▶◀▏", strict=True))


class Bar(NamedTuple):
    """An amount as a bar."""

    row: TradeRow
    most: int  # the amount that would fill all the room

    def parts(self, room: int) -> Sequence[tuple[str, int]]:
        """Return the names of the signs of the bar, and how often each is repeated."""
        lower, upper = self.row.lower, self.row.upper
        basis = wording.basis(self.row)

        def columns(amount: int) -> int:
            return max(1, amount * (room - 1) // self.most) if amount else 0

        if upper is None or lower is None:
            arrow = "at least" if upper is None else "at most"
            return (basis, columns(lower or upper or 0)), (arrow, 1)
        if not upper:
            return (("zero", 1),)
        possible = max(1, columns(upper) - columns(lower)) if lower < upper else 0
        return (basis, columns(lower)), ("range", possible)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        basis = wording.basis(self.row)
        bar = "".join(SIGNS[name] * times for name, times in self.parts(options.max_width))
        yield Text(bar, "existing" if basis == "stated" else basis)


def chart(rows: Sequence[TradeRow], context: Context, form: Form) -> Iterator[Sheet]:
    """Yield the amounts as bars, in one chart for each flow and currency.

    A change alone has no bar.
    """
    known = [row for row in rows if (row.lower, row.upper) != (None, None)]
    used = {name for row in known for name, times in Bar(row, 1).parts(100) if times}
    bars = explained(("", sign, name) for name, sign in SIGNS.items() if name in used)
    yield from with_legend(_charts(known, context, form), bars, *tables.without_turnover(context))


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
