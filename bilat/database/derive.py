"""Trade figures that follow from stated ones by interval arithmetic.

An amount of one period and a change against another give the amount of the other, as an interval
that certainly holds it: every operation is exact, and only whole units are rounded, outwards.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Any, NamedTuple

from bilat.dataset.fields import MAX_WHOLE, Change, Money, TimeSpan
from bilat.dataset.models import Document, Trade

_PERCENT = "(?:%|per ?cent|процент)"
_NUMBER = re.compile(rf"([0-9]+(?:[.,]([0-9]+))?)( ?{_PERCENT})?")
# The ratios that a number may stand for.
_READINGS: Sequence[Callable[[Fraction], Fraction]] = (
    lambda number: number,  # 2.6 times as much
    lambda number: 1 / number,  # 2.6 times less
)
_READINGS_OF_PERCENT: Sequence[Callable[[Fraction], Fraction]] = (
    lambda number: 1 + number / 100,  # up by 30%
    lambda number: 1 - number / 100,  # down by 30%
    lambda number: number / 100,  # 130% of the sum
)
_ROUNDING = Fraction(1, 20_000)  # a third is written 0.3333


class Derived(NamedTuple):
    """An amount that follows from two facts: its bounds in whole units, and where it is from."""

    period: TimeSpan
    hedge: str
    lower: int | None
    upper: int | None
    currency: str
    formula: str
    amount: Trade
    change: Trade


def derived_amounts(document: Document) -> Iterator[Derived]:
    """Yield what the amounts and changes that a document states say of other periods.

    Facts go together that have the same flow and goods, of periods that are equally long and have
    the same months. Nothing comes from a target, from two different amounts or changes that would
    fit, or where the document states the amount itself.
    """
    amounts: defaultdict[Any, dict[Any, Trade]] = defaultdict(dict)
    changes: defaultdict[Any, dict[Any, Trade]] = defaultdict(dict)
    for fact in document.trade:
        if fact.kind == "target" or fact.period is None:
            continue
        of = (fact.flow, fact.goods, fact.period.span)
        if (money := fact.amount) and _has_bound(money):
            amounts[of].setdefault((money.hedge, money.lower, money.upper, money.unit), fact)
        if (change := fact.change) and _has_bound(change) and change.compared_to is not None:
            base = TimeSpan.parse(change.compared_to)
            changes[*of, base].setdefault((change.hedge, change.lower, change.upper), fact)
    for (flow, goods, period, base), of_change in changes.items():
        own, others = amounts[flow, goods, period], amounts[flow, goods, base]
        months = period.first - base.first
        is_comparable = months % 12 == 0 and period.last - base.last == months
        is_certain = len(of_change) == 1 and len(own) + len(others) == 1
        if is_comparable and is_certain:
            [change_fact], [amount_fact] = of_change.values(), (own or others).values()
            if derived := _derived(amount_fact, change_fact, base if own else None):
                yield derived


def _has_bound(statement: Money | Change) -> bool:
    return statement.lower is not None or statement.upper is not None


def _derived(amount_fact: Trade, change_fact: Trade, base: TimeSpan | None) -> Derived | None:
    """Return the amount of the base or, if that is None, of the change's own period."""
    money, change, period = amount_fact.amount, change_fact.change, change_fact.period
    assert money
    assert change
    assert period
    low, high = _ratio(change)
    formula = f"{_written(money.lower, money.upper)} {'/' if base else '*'} {_written(low, high)}"
    if base:
        low, high = (1 / high if high else None), (1 / low if low else None)
    lower = None if money.lower is None or low is None else floor(money.lower * low)
    upper = None if money.upper is None or high is None else ceil(money.upper * high)
    if (not lower and upper is None) or max(lower or 0, upper or 0) > MAX_WHOLE:
        return None
    if lower is None or upper is None:
        hedge = "over" if upper is None else "almost"
    elif "about" in (money.hedge, change.hedge):
        hedge = "about"
    else:
        hedge = "exact" if lower == upper else "range"
    of = base or period.span
    return Derived(of, hedge, lower, upper, money.unit, formula, amount_fact, change_fact)


def _ratio(change: Change) -> tuple[Fraction | None, Fraction | None]:
    """Return the bounds of the period's amount over that of the base; None where one is open.

    A hedged ratio is the bound that its words name. A plain one is as precise as it is printed:
    2.6 times is 2.55 to 2.65, and 30% is 29.5% to 30.5%, also in words; half is 0.45 to 0.55.
    """
    low, high = (  # the decimals as they were written, not their binary neighbours
        None if bound is None else 1 + Fraction(str(bound))
        for bound in (change.lower, change.upper)
    )
    if change.hedge == "exact" and low is not None:
        low, high = _as_printed(change.text, low)
    return (low if low is None or low > 0 else None), high


def _as_printed(text: str, stated: Fraction) -> tuple[Fraction, Fraction]:
    """Return what a ratio may be before it was rounded to the digits of a text."""
    for digits, decimals, percent in _NUMBER.findall(text):
        number, half_unit = Fraction(digits.replace(",", ".")), Fraction(1, 2 * 10 ** len(decimals))
        if number < half_unit:
            continue
        for read in _READINGS_OF_PERCENT if percent else _READINGS:
            if abs(read(number) - stated) <= _ROUNDING:
                low, high = sorted((read(number - half_unit), read(number + half_unit)))
                return low, high
    half_unit = Fraction(1, 20)  # what "half" or "doubled" may be off
    if re.search(_PERCENT, text) and not _NUMBER.search(text):
        half_unit /= 10 if (stated * 100).denominator == 1 else 100
    return stated - half_unit, stated + half_unit


def _written(lower: Fraction | int | None, upper: Fraction | int | None) -> str:
    left = "(-inf" if lower is None else f"[{_decimal(lower)}"
    right = "inf)" if upper is None else f"{_decimal(upper)}]"
    return f"{left}, {right}"


def _decimal(number: Fraction | int) -> str:
    return str(number) if isinstance(number, int) else f"{round(float(number), 6):.10g}"
