"""Turnover as bars that show how far each figure is known.

Solid up to what is certain, shaded where the amount may lie, an arrow where a bound is open:
pointing out of the bar for "over", into it for "almost". Derived amounts are hatched, targets
stand apart.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.text import Text

from bilat.database.rows import TradeRow
from bilat.output.tables import layout
from bilat.output.tables.listings import bounds_text, years_text
from bilat.output.terminal import Terminal


class _Signs(NamedTuple):
    stated: str
    derived: str
    target: str
    span: str
    over: str
    almost: str


_UTF8 = _Signs("█", "▚", "▒", "░", "▶", "◀")
_ASCII = _Signs("#", "/", "=", ".", ">", "<")

_LEAST = 12
_MOST = 80
"""The least and the most width of the longest bar beside its label and its words."""


def chart(rows: Sequence[TradeRow], notes: Iterable[str], terminal: Terminal) -> str:
    """The rows that have an amount, as bars of one scale for each currency."""
    signs = _UTF8 if terminal.utf8 else _ASCII
    drawn = [row for row in rows if row.hedge and _end(row)]
    lines: list[Text] = []
    for currency in dict.fromkeys(row.currency for row in drawn):
        same = [row for row in drawn if row.currency == currency]
        bars = _bars(same, signs, terminal)
        actual = [bar for row, bar in zip(same, bars, strict=True) if row.kind == "actual"]
        targets = [bar for row, bar in zip(same, bars, strict=True) if row.kind == "target"]
        lines += [Text("")] if lines else []
        lines += actual
        if targets:
            lines += [Text(""), Text("Targets", "bold"), *targets]
    legend = [
        f"{signs.stated} stated  {signs.derived} derived  {signs.target} target",
        f"{signs.span} the range  {signs.over} over, open above  {signs.almost} almost, open below",
    ]
    if any(row.year_basis == "inferred" for row in drawn):
        legend.append("* year inferred, not stated")
    below = [Text(line, "dim") for line in (*legend, *notes)]
    return layout.draw(terminal, *lines, Text(""), *below)


def _end(row: TradeRow) -> int:
    """The bound that a bar goes to; 0 where there is none."""
    return row.upper or row.lower or 0


def _bars(rows: Sequence[TradeRow], signs: _Signs, terminal: Terminal) -> list[Text]:
    """A bar for each row, all of one scale, between its label and its words."""
    labels = [Text(f"{row.region_name} {years_text(row)}") for row in rows]
    words = [Text(row.text or bounds_text(row)) for row in rows]
    before = max(label.cell_len for label in labels)
    most = max(map(_end, rows))
    room = min(
        int((terminal.width - before - text.cell_len - 5) * most / _end(row))
        for row, text in zip(rows, words, strict=True)
    )
    beside = room >= _LEAST
    if not beside:
        room = terminal.width - 1
    lines = []
    for row, label, text in zip(rows, labels, words, strict=True):
        bar = _bar(row, most, min(room, _MOST), signs)
        if beside:
            label.pad_right(before - label.cell_len)
            lines.append(Text("  ").join([label, bar, text]))
        else:
            lines.append(Text("\n").join([Text(f"{label.plain}, {text.plain}"), bar]))
    return lines


def _bar(row: TradeRow, most: int, width: int, signs: _Signs) -> Text:
    """The bar of a row where `width` cells stand for `most`; an arrow comes on top."""

    def cells(amount: int) -> int:
        return max(1, round(amount / most * (width - 1)))

    if row.kind == "target":
        body, style = signs.target, "yellow"
    elif row.basis == "derived":
        body, style = signs.derived, "cyan"
    else:
        body, style = signs.stated, "green"
    if row.upper is None:
        return Text(body * cells(row.lower or 0) + signs.over, style)
    if row.lower is None:
        return Text(body * cells(row.upper) + signs.almost, style)
    certain = cells(row.lower)
    possible = 0 if row.lower == row.upper else max(1, cells(row.upper) - certain)
    return Text(body * certain + signs.span * possible, style)
