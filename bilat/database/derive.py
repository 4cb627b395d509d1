"""Trade figures that follow from stated ones by interval arithmetic.

An amount of one period and a change against another give the amount of the other, as an interval
that certainly holds it: every operation is exact, and only whole units are rounded, outwards.
"""

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from bilat.dataset.fields import Change, Money, Span
from bilat.dataset.models import Document, Trade

_LIMIT = 10**15  # more digits would not survive in other programs
_HALF_A_TENTH = Fraction(1, 20)  # what "half" or "doubled" may be off
_ROUNDING = Fraction(1, 20_000)  # a third is written 0.3333
_NUMBER = re.compile(r"[0-9]+(?:[.,]([0-9]+))?(?P<percent> ?(?:%|per ?cent|процент))?")
_PERCENT: tuple[Callable[[Fraction], Fraction], ...] = (
    lambda number: 1 + number / 100,  # up by 30%
    lambda number: 1 - number / 100,  # down by 30%
    lambda number: number / 100,  # 130% of the sum
)
_TIMES: tuple[Callable[[Fraction], Fraction], ...] = (
    lambda number: number,  # 2.6 times as much
    lambda number: 1 / number,  # 2.6 times less
)

Interval = tuple[Fraction | None, Fraction | None]


class Derived(NamedTuple):
    """An amount that follows from two facts: its bounds in whole units, and where it is from."""

    period: Span
    hedge: str
    lower: int | None
    upper: int | None
    currency: str
    formula: str
    amount: Trade
    change: Trade


def derived_amounts(document: Document) -> Iterator[Derived]:
    """Yield what the amounts and changes that a document states say of other periods.

    Facts go together that have the same flow and goods. Nothing comes from a target, from two
    different amounts or changes that would fit, or where the document states the amount itself.
    """
    amounts: dict[tuple[str, str | None, Span], dict[object, Trade]] = {}
    changes: dict[tuple[str, str | None, Span, Span], dict[object, Trade]] = {}
    for fact in document.trade:
        if fact.kind == "target" or fact.period is None:
            continue
        of = (fact.flow, fact.goods, fact.period.span)
        money, change = fact.amount, fact.change
        if money and _has_bound(money):
            statement: object = (money.hedge, money.lower, money.upper, money.unit)
            amounts.setdefault(of, {}).setdefault(statement, fact)
        if change and _has_bound(change) and change.compared_to is not None:
            statement = (change.hedge, change.lower, change.upper)
            base = Span.parse(change.compared_to)
            changes.setdefault((*of, base), {}).setdefault(statement, fact)
    for (flow, goods, period, base), of_change in changes.items():
        later = amounts.get((flow, goods, period), {})
        earlier = amounts.get((flow, goods, base), {})
        if len(of_change) == 1 == len(later) + len(earlier) and _comparable(period, base):
            [change_fact], [amount_fact] = of_change.values(), (later or earlier).values()
            if derived := _derived(amount_fact, change_fact, base if later else None):
                yield derived


def _has_bound(statement: Money | Change) -> bool:
    return statement.lower is not None or statement.upper is not None


def _comparable(period: Span, base: Span) -> bool:
    """Whether two periods are equally long and, of months, the same months."""
    if period.has_months and (period.first - base.first) % 12:
        return False
    return (period.has_months, period.length) == (base.has_months, base.length)


def _derived(amount_fact: Trade, change_fact: Trade, earlier: Span | None) -> Derived | None:
    """Return the amount of an earlier period or, if that is None, of the change's own period."""
    money, change, period = amount_fact.amount, change_fact.change, change_fact.period
    assert money
    assert change
    assert period
    low, high = ratio(change)
    if earlier:
        low, high = (1 / high if high else None), (1 / low if low else None)
    lower = None if money.lower is None or low is None else floor(money.lower * low)
    upper = None if money.upper is None or high is None else ceil(money.upper * high)
    if (not lower and upper is None) or max(lower or 0, upper or 0) >= _LIMIT:
        return None
    if upper is None:
        hedge = "over"
    elif lower is None:
        hedge = "almost"
    elif "about" in (money.hedge, change.hedge):
        hedge = "about"
    else:
        hedge = "exact" if lower == upper else "range"
    return Derived(
        period=earlier or period.span,
        hedge=hedge,
        lower=lower,
        upper=upper,
        currency=money.unit,
        formula=f"{_written(money.lower, money.upper)} {'/' if earlier else '*'} "
        f"{_written(*ratio(change))}",
        amount=amount_fact,
        change=change_fact,
    )


def ratio(change: Change) -> Interval:
    """Return the bounds of the later amount over the earlier one; None where one is open.

    A hedged ratio is the bound that its words name. A plain one is as precise as it is printed:
    2.6 times is 2.55 to 2.65, and 30% is 29.5% to 30.5%; in words it is taken as 0.05 more or less.
    """
    low, high = (
        None if each is None else 1 + _exact(each) for each in (change.lower, change.upper)
    )
    if change.hedge == "exact" and low is not None:
        low, high = _as_printed(change.text, low)
    return (low if low is None or low > 0 else None), high


def _as_printed(text: str, stated: Fraction) -> tuple[Fraction, Fraction]:
    """Return what a ratio may be before it was rounded to the digits of a text."""
    for found in _NUMBER.finditer(text):
        digits = found[0].removesuffix(found["percent"] or "")
        number = Fraction(digits.replace(",", "."))
        half_unit = Fraction(1, 2 * 10 ** len(found[1] or ""))
        for reading in _PERCENT if found["percent"] else _TIMES:
            if number > half_unit and abs(reading(number) - stated) <= _ROUNDING:
                low, high = sorted((reading(number - half_unit), reading(number + half_unit)))
                return low, high
    return stated - _HALF_A_TENTH, stated + _HALF_A_TENTH


def _exact(number: float) -> Fraction:
    """Return the decimal as it was written, not its binary neighbour."""
    return Fraction(str(number))


def _written(lower: Fraction | int | None, upper: Fraction | int | None) -> str:
    left = "(-inf" if lower is None else f"[{_decimal(lower)}"
    right = "inf)" if upper is None else f"{_decimal(upper)}]"
    return f"{left}, {right}"


def _decimal(number: Fraction | int) -> str:
    return str(number) if isinstance(number, int) else f"{round(float(number), 6):.10g}"
