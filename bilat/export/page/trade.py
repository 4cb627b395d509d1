"""Trade: a table in which each amount is drawn with what is known of it."""

from collections.abc import Iterable, Sequence
from itertools import count

from bilat.database.rows import TradeRow
from bilat.export.page import words
from bilat.export.page.contents import Contents
from bilat.export.page.markup import (
    Markup,
    block,
    cell,
    element,
    group,
    group_head,
    link,
    markup,
    row,
    soft,
    table,
    whole,
)
from bilat.output import amounts
from bilat.output.pen import PLAIN
from bilat.output.spaces import plain
from bilat.output.wording import day
from bilat.queries.context import Context

COLUMNS = ("Year", "Basis", "Turnover", "Change or what it follows from", "Said by")
STRIPES = "Stripes"

_ROUND = (1, 2, 5)
_HEIGHT = "10"


def trade(contents: Contents) -> Markup:
    """The table with what explains it."""
    scales = {
        currency: _round_above(ends)
        for currency, ends in _ends(contents.trade).items()
        if currency is not None
    }
    said = {fact.id: fact for fact in contents.trade}
    context = Context(sources=said, listed=said)
    groups = []
    for region, rows in contents.by_region(contents.trade):
        meetings = contents.meetings(region.id)
        head = group_head(len(COLUMNS), region.name, " ", _small(words.met(meetings)))
        drawn = (_row(each, contents, context, scales, len(meetings) > 1) for each in rows)
        groups.append(group(head, *drawn))
    ends = " or ".join(words.money(scale, currency) for currency, scale in scales.items())
    caption = "Turnover and its change."
    if scales:
        caption += f" Bars run from 0 to {ends}, a line at each quarter."
    return markup(
        _stripes(),
        table("trade listed", caption, COLUMNS, *groups),
        element("p", _explained(contents), class_="soft"),
        between="\n",
    )


def _small(text: str) -> Markup:
    return element("small", text)


def _row(
    fact: TradeRow,
    contents: Contents,
    context: Context,
    scales: dict[str, int],
    dated: bool,
) -> Markup:
    years = words.years(fact.year_from, fact.year_to)
    note = words.basis("year", fact.year_basis)
    head = markup(years, soft(note) if note else None, between="\n")
    kind = amounts.basis(fact)
    amount = words.amount(fact)
    scale = scales.get(fact.currency or "")
    meeting = contents.document[fact.document]
    source = (
        "by arithmetic"
        if fact.basis == "derived"
        else link(fact.url, whole(words.source(fact, meeting)))
    )
    return row(
        head,
        cell(kind),
        cell(amount, _bar(fact, kind, scale) if scale and _end(fact) is not None else None)
        if amount
        else cell(soft("no amount stated")),
        cell(
            words.change(fact),
            _derivation(fact, context),
            soft(f"cause: “{fact.cause}”") if fact.cause else None,
            soft(f"doubt: “{fact.doubt}”") if fact.doubt else None,
        ),
        cell(source, soft(day(meeting.date)) if dated else None),
    )


def _derivation(fact: TradeRow, context: Context) -> Markup | None:
    """What a derived amount follows from: from 2019: over $284 million ÷ 2.6."""
    dividend, sign, divisor = plain(amounts.derived(fact, context, PLAIN)).rpartition("÷")
    return markup(dividend, whole(sign, divisor)) if sign else None


def _explained(contents: Contents) -> str:
    traded = contents.by_region(contents.trade)
    stated = {region.id for region, rows in traded if amounts.has_turnover(rows)}
    without = [region.name for region in contents.regions if region.id not in stated]
    explained = (
        "A full bar is stated, a striped one derived by arithmetic from what is stated, a dashed"
        " outline a target. The empty end of a bar is a range, from its lower to its upper bound. A"
        " triangle that points on: over so much; one that points back: almost so much."
    )
    return explained + (f" No turnover is stated for {words.listed(without)}." if without else "")


# The drawing


def _ends(rows: Iterable[TradeRow]) -> dict[str | None, list[int]]:
    ends: dict[str | None, list[int]] = {}
    for fact in rows:
        if (end := _end(fact)) is not None:
            ends.setdefault(fact.currency, []).append(end)
    return ends


def _end(fact: TradeRow) -> int | None:
    """The bound that a bar goes to."""
    return fact.upper if fact.upper is not None else fact.lower


def _round_above(ends: Sequence[int]) -> int:
    """The least round number that no amount exceeds."""
    rounds = (digit * int(10**power) for power in count() for digit in _ROUND)
    return next(each for each in rounds if each >= max(ends))


def _stripes() -> Markup:
    """What striped bars are filled with."""
    stripe = element("rect", width="2", height=_HEIGHT)
    pattern = element(
        "pattern", stripe, id=STRIPES, width="4", height=_HEIGHT, patternUnits="userSpaceOnUse"
    )
    return element("svg", element("defs", pattern), class_="defs", aria_hidden="true")


def _bar(fact: TradeRow, kind: str, scale: int) -> Markup:
    """A bar up to what is certain, an outline up to what may be, a triangle at an open end."""

    def share(amount: int) -> str:
        return f"{100 * amount / scale:.6g}%"

    low, high = fact.lower, fact.upper
    end = share(_end(fact) or 0)
    parts = [element("rect", class_=kind, width=share(low) if low is not None else end)]
    if low is None:
        parts.append(_at(end, element("path", class_="gap", d="M0-1H-10V11H0z"), _triangle("-")))
    elif high is None:
        parts.append(_at(end, _triangle("")))
    elif low != high:
        width = share(high - low)
        parts.append(element("rect", class_="range", x=share(low), width=width))
    quarters = (element("line", x1=x, x2=x, y2="100%") for x in ("25%", "50%", "75%", "100%"))
    return block("svg", *quarters, *parts, class_="bar", aria_hidden="true")


def _at(place: str, *parts: str) -> Markup:
    return element("svg", *parts, x=place)


def _triangle(sign: str) -> Markup:
    """It points on or, with a minus sign, back."""
    return element("path", class_="triangle", d=f"M0 0 {sign}8 5 0 10z")
