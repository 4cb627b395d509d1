"""Turnover as bars that show how far each amount is known.

A bar is solid up to what is certain and shaded where the amount may lie; an arrow at its end says
that the amount is at least or at most this.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rich.console import Console, ConsoleOptions, Group, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from bilat.database.rows import TradeRow
from bilat.output import legend, wording
from bilat.output.look import Form, Sheet, cell, dotted, new_table
from bilat.output.tables import TRADE_TITLE, amount_cell, in_sections, ordered
from bilat.queries.context import Context

_BESIDE_FROM = 80
"""The width from which there is room for the amounts beside the bars."""
_AMOUNT = 28

Signs = Mapping[str, str]
_NAMES = ("stated", "derived", "target", "range", "at least", "at most", "zero")
SIGNS: Signs = dict(zip(_NAMES, "█▓▒░▶◀▏", strict=True))
ASCII_SIGNS: Signs = dict(zip(_NAMES, "#/=.><|", strict=True))


class Bar(NamedTuple):
    """An amount as a bar; `most` is the amount that would fill all the room."""

    row: TradeRow
    most: int
    signs: Signs

    def parts(self, room: int) -> Sequence[tuple[str, int]]:
        """Return the signs of the bar by name, and how often each is repeated."""
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
        drawn = (self.signs[name] * times for name, times in self.parts(options.max_width))
        basis = wording.basis(self.row)
        yield Text("".join(drawn), "existing" if basis == "stated" else basis)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(10, options.max_width)


def chart(rows: Sequence[TradeRow], context: Context, form: Form) -> Iterator[Sheet]:
    """Yield the amounts as bars, in one chart for each currency; a change alone has no bar."""
    known = [row for row in ordered(rows, context) if (row.lower, row.upper) != (None, None)]
    currencies = list(dict.fromkeys(row.currency for row in known))
    for currency in currencies:
        same = [row for row in known if row.currency == currency]
        title = cell(TRADE_TITLE, "heading")
        if len(currencies) > 1:
            title = dotted((title, currency or ""), form)
        if currency != currencies[0] and not form.is_framed:
            title = Text("\n") + title
        notes = _notes(known, context, form) if currency == currencies[-1] else ()
        yield Sheet(title, _chart(same, context, form), notes)


def _chart(rows: Sequence[TradeRow], context: Context, form: Form) -> Table:
    table = new_table(form, expand=True)
    is_beside = form.room >= _BESIDE_FROM
    for heading in ("Region", "Year"):
        table.add_column(heading, overflow="fold")
    table.add_column("", ratio=1)
    if is_beside:
        heading = wording.trade_heading(rows)
        table.add_column(heading, overflow="fold", max_width=_AMOUNT)
    most = max(1, *(row.upper or row.lower or 0 for row in rows))
    for row, region, is_last in in_sections(rows, context):
        bar = Bar(row, most, ASCII_SIGNS if form.ascii else SIGNS)
        amount = amount_cell(row, form)
        drawn = [bar, amount] if is_beside else [Group(bar, amount)]
        table.add_row(region, wording.when(row, form), *drawn, end_section=is_last)
    return table


def _notes(rows: Sequence[TradeRow], context: Context, form: Form) -> list[Text]:
    """Return what the signs mean that are used, and the regions without a stated turnover."""
    signs = ASCII_SIGNS if form.ascii else SIGNS
    used = {name for row in rows for name, times in Bar(row, 1, signs).parts(100) if times}
    items = [legend.explained(sign, name) for name, sign in signs.items() if name in used]
    styles = {
        *(row.year_basis or "" for row in rows),
        *("conflict" for row in rows if row.conflicts),
    }
    items += legend.signs(styles, form)
    return [legend.packed(items, form), *legend.without_turnover(context)]
