"""Turnover as bars that show how far each amount is known.

A bar is solid up to what is certain and shaded where the amount may lie; an arrow at its end says
that the amount is at least or at most this.
"""

from collections.abc import Iterator, Sequence
from itertools import product
from operator import attrgetter
from typing import NamedTuple

from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Column
from rich.text import Text

from bilat.database.rows import TradeRow
from bilat.output import tables, wording
from bilat.output.look import Form, Sheet, cell, dotted, legend_line, new_table, parts, with_legend
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
        solid, possible = (
            max(1, bound * (room - 1) // self.most) if bound else 0
            for bound in (upper if lower is None else lower, upper)
        )
        bar = _SIGNS[wording.basis(self.row)] * solid
        if lower is None or upper is None:
            return bar + _SIGNS["at least" if upper is None else "at most"]
        if lower < upper:
            bar += _SIGNS["range"] * max(1, possible - solid)
        return bar or _SIGNS["zero"]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        basis = wording.basis(self.row)
        yield Text(self.signs(options.max_width), "existing" if basis == "stated" else basis)


def chart(rows: Sequence[TradeRow], context: Context, form: Form) -> Iterator[Sheet]:
    """Yield the amounts as bars, in one chart for each flow and currency.

    A change alone has no bar.
    """
    known = [row for row in rows if (row.lower, row.upper) != (None, None)]
    used = {sign for row in known for sign in Bar(row, row.upper or row.lower or 1).signs(100)}
    meanings = legend_line(("", sign, meaning) for meaning, sign in _SIGNS.items() if sign in used)
    sheets = _sheets(known, context, form)
    yield from with_legend(sheets, meanings, tables.without_turnover(context))


def _sheets(rows: Sequence[TradeRow], context: Context, form: Form) -> Iterator[Sheet]:
    currencies = dict.fromkeys(row.currency for row in rows)
    for flow, currency in product(FLOW, currencies):
        same = [row for row in rows if (row.flow, row.currency) == (flow, currency)]
        most = max((1, *(row.upper or row.lower or 0 for row in same)))
        title = dotted((cell(tables.TRADE_TITLE, "heading"), flow, currency))
        for part in parts(same, form.part, attrgetter("region" if context.grouped else "id")):
            amount = Column(flow.capitalize(), width=form.id_width)
            regions = Column("Region", max_width=tables.REGION_WIDTH)
            table = new_table(form, regions, "Year", Column(ratio=1), amount)
            for row, region in tables.in_sections(table, part, context, form):
                table.add_row(region, wording.when(row), Bar(row, most), tables.amount_cell(row))
            yield Sheet(title, table)
