"""Turnover as bars that show how far each figure is known.

Full up to what is certain, dotted where the amount may lie, an arrow where a bound is open:
pointing out of the bar for "over", into it for "almost". The kinds differ by their texture.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bilat.database.rows import TradeRow
from bilat.output.amounts import amount, basis
from bilat.output.pen import Pen
from bilat.output.spaces import together
from bilat.output.tables.layout import joined, padded, widest, width, wrap
from bilat.output.tables.meetings import missing
from bilat.output.wording import marks, years
from bilat.queries.context import Context


class Bars(NamedTuple):
    """What bars are made of."""

    stated: str
    derived: str
    target: str
    span: str
    over: str
    almost: str


_UTF8 = Bars("█", "▚", "▒", "░", "▶", "◀")
_ASCII = Bars("#", "/", "=", ".", ">", "<")
_MEANINGS = Bars("stated", "derived", "target", "the range", "open above", "open below")

_LEAST = 12
_MOST = 80
"""The least and the most width of the longest bar beside its label and its words."""


class Bar(NamedTuple):
    """A row as a bar, between what it is of and its words."""

    row: TradeRow
    label: str
    words: str


def chart(rows: Sequence[TradeRow], context: Context, pen: Pen) -> list[str]:
    """The rows that have an amount, as bars of one scale for each currency."""
    signs = _UTF8 if pen.utf8 else _ASCII
    drawn = [row for row in rows if row.hedge and _end(row)]
    lines: list[str] = []
    for currency in dict.fromkeys(row.currency for row in drawn):
        same = [row for row in drawn if row.currency == currency]
        lines += [*([""] if lines else []), *_bars(same, signs, pen)]
    used = set("".join(lines))
    legend = [
        together(f"{sign} {meaning}")
        for sign, meaning in zip(signs, _MEANINGS, strict=True)
        if sign in used
    ]
    return [
        *lines,
        "",
        *(line.replace(" ", "  ") for line in wrap(" ".join(legend), pen.width - len(legend))),
        *joined(marks((row.year_basis for row in drawn), pen), pen),
        *missing(context, pen),
    ]


def _end(row: TradeRow) -> int:
    """The bound that a bar goes to; 0 where there is none."""
    return row.upper or row.lower or 0


def _bars(rows: Sequence[TradeRow], signs: Bars, pen: Pen) -> Iterator[str]:
    """A bar for each row, all of one scale; targets stand apart."""
    regions = widest(row.region_name for row in rows)
    bars = [
        Bar(row, f"{padded(row.region_name, regions)}\xa0{years(row, pen)}", amount(row))
        for row in rows
    ]
    before = widest(bar.label for bar in bars)
    most = max(map(_end, rows))
    room = min(
        int((pen.width - before - width(bar.words) - 5) * most / _end(bar.row)) for bar in bars
    )
    beside = room >= _LEAST
    room = min(room if beside else pen.width - 1, _MOST)
    actual = [bar for bar in bars if bar.row.kind == "actual"]
    targets = [bar for bar in bars if bar.row.kind == "target"]
    for heading, kind in (("", actual), ("Targets", targets)):
        if kind and heading:
            yield from ("", pen.bold(heading))
        above = ""
        for row, label, words in kind:
            drawn = _bar(row, most, room, signs)
            if not beside:
                yield from wrap(f"{row.region_name} {years(row, pen)}, {words}", pen.width)
                yield drawn
                continue
            if row.region == above:
                label = " " * regions + label[regions:]
            above = row.region
            yield f"{padded(label, before)}  {drawn}  {words}"


def _bar(row: TradeRow, most: int, room: int, signs: Bars) -> str:
    """The bar of a row where `room` columns stand for `most`; an arrow comes on top."""

    def columns(amount: int) -> int:
        return max(1, round(amount / most * (room - 1)))

    body: str = getattr(signs, basis(row))
    if row.upper is None:
        return body * columns(row.lower or 0) + signs.over
    if row.lower is None:
        return body * columns(row.upper) + signs.almost
    certain = columns(row.lower)
    possible = 0 if row.lower == row.upper else max(1, columns(row.upper) - certain)
    return body * certain + signs.span * possible
