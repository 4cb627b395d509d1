"""Trade figures that follow from stated ones by interval arithmetic."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from bilat.dataset.models import Change, Document, Money, Trade


class Derived(NamedTuple):
    """The amount of an earlier year: bounds in whole units, rounded outwards, and where from."""

    year: int
    hedge: str
    lower: int | None
    upper: int | None
    currency: str
    formula: str
    amount: Trade
    change: Trade


def earlier_amounts(document: Document) -> Iterator[Derived]:
    """What stated amounts and changes of the same period say of the year compared to.

    A fact that has both speaks for itself; otherwise an amount goes with the changes of other
    facts over the same year. Nothing comes from a target, from several years taken together or
    from a bound that is not stated.
    """
    actual = [fact for fact in document.trade if fact.kind == "actual"]
    for amount in actual:
        for change in actual:
            if amount.amount is None or change.change is None:
                continue
            if change is not amount and (amount.change or change.amount):
                continue
            if amount.period is None or change.period is None:
                continue
            span = amount.period.span
            if span == change.period.span and span.length == 1 and not span.has_months:
                derived = _earlier(amount, amount.amount, change, change.change)
                if derived:
                    yield derived


def _earlier(
    amount_fact: Trade, amount: Money, change_fact: Trade, change: Change
) -> Derived | None:
    if not isinstance(change.compared_to, int):
        return None
    low, high = _ratios(change)
    lower = floor(amount.lower / high) if amount.lower is not None and high else None
    upper = ceil(amount.upper / low) if amount.upper is not None and low else None
    if lower is None and upper is None:
        return None
    if upper is None:
        hedge = "over"
    elif lower is None:
        hedge = "almost"
    elif "about" in (amount.hedge, change.hedge):
        hedge = "about"
    else:
        hedge = "exact" if lower == upper else "range"
    return Derived(
        year=change.compared_to,
        hedge=hedge,
        lower=lower,
        upper=upper,
        currency=amount.unit,
        formula=f"{_interval(amount.lower, amount.upper)} / {_divisor(change)}",
        amount=amount_fact,
        change=change_fact,
    )


def _ratios(change: Change) -> tuple[Fraction | None, Fraction | None]:
    """Bounds of the later year over the earlier one."""
    low = 1 + _exact(change.lower) if change.lower is not None else None
    high = 1 + _exact(change.upper) if change.upper is not None else None
    return low, high


def _exact(number: float) -> Fraction:
    """The decimal as it was written, not its binary neighbour."""
    return Fraction(str(number))


def _interval(lower: float | None, upper: float | None) -> str:
    left = "(-inf" if lower is None else f"[{lower}"
    right = "inf)" if upper is None else f"{upper}]"
    return f"{left}, {right}"


def _divisor(change: Change) -> str:
    if change.factor is not None and change.lower == change.upper:
        return str(change.factor)
    return f"(1 + {_interval(change.lower, change.upper)})"
