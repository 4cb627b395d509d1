"""The bounds, factors and years of a fact are those that its words name."""

from collections.abc import Iterator
from fractions import Fraction

from bilat.curation.comparison import Comparison, Finding, quoted
from bilat.curation.numerals.digits import shown
from bilat.curation.numerals.numbers import Number, amounts, numbers
from bilat.dataset.facts import Amount, Change, Fact, Figure, Period, Trade
from bilat.dataset.strict_yaml import Location
from bilat.text import Spans, plain


def findings(compared: Comparison) -> Iterator[Finding]:
    """Where the numbers of a trade fact or a figure are not those of its words."""
    for at, fact in compared.facts:
        if not isinstance(fact, Trade | Figure):
            continue
        if fact.amount:
            yield from _amount((*at, "amount"), fact.amount)
        if isinstance(fact, Trade) and fact.change:
            yield from _change((*at, "change"), fact.change)
        if fact.period:
            yield from _years(at, fact, fact.period)
        yield from _other_sentence(compared, at, fact)


def _amount(at: Location, amount: Amount) -> Iterator[Finding]:
    named = amounts(plain(amount.text))
    unread = next((number for number in named if number.value is None), None)
    if unread and (amount.lower is not None or amount.upper is not None):
        yield (*at, "text"), _unreadable(unread)
    else:
        yield from _bounds(at, amount, [each.value for each in named if each.value is not None])


def _change(at: Location, change: Change) -> Iterator[Finding]:
    named = amounts(plain(change.text))
    for number in named:
        if number.value is None and change.hedge is not None:
            yield (*at, "text"), _unreadable(number)
            return
        if number.kind == "points" and change.hedge is not None:
            message = f"{number.span.text!r} counts percentage points, no share of the earlier year"
            yield (*at, "text"), f"{message}; leave hedge and bounds null"
            return
    if change.factor is not None and not any(
        _is(change.factor, number.value) for number in named if number.kind == "times"
    ):
        yield (*at, "factor"), f"{change.factor} is not named in {change.text!r}"
    else:
        shares = (_share(number, change.direction) for number in named)
        yield from _bounds(at, change, [share for share in shares if share is not None])


def _unreadable(number: Number) -> str:
    return (
        f"{number.span.text!r} cannot be read as a number; leave the bounds null or quote words "
        "that name one"
    )


def _share(number: Number, direction: str) -> Fraction | None:
    """The signed share of the earlier year that a number names."""
    value = number.value
    if value is None or number.kind in ("ordinal", "points"):
        return None
    if number.kind == "times":
        has_fallen = direction == "down" and value > 1  # three times less: a third
        return (1 / value if has_fallen else value) - 1
    share = abs(value) if number.kind == "fraction" else abs(value) / 100
    return share if direction == "up" else -share


def _bounds(at: Location, bounded: Amount | Change, values: list[Fraction]) -> Iterator[Finding]:
    """A lower bound is the smallest number named, an upper bound the largest."""
    for field, bound, value in (
        ("lower", bounded.lower, min(values, default=None)),
        ("upper", bounded.upper, max(values, default=None)),
    ):
        if bound is not None and not _is(bound, value):
            names = "names no number" if value is None else f"names {shown(value)}"
            yield (*at, field), f"{bound} is not right, for {bounded.text!r} {names}"


def _is(bound: float, value: Fraction | None) -> bool:
    if value is None or isinstance(bound, int):
        return value == bound
    return abs(float(value) - bound) < 1e-9


# Years


def _named_years(fact: Fact) -> set[int]:
    """The years that the fact's evidence and quotations have."""
    phrases = [*fact.evidence, *(phrase for _, phrase in quoted(fact))]
    found = (number for phrase in phrases for number in numbers(plain(phrase)))
    return {int(number.value) for number in found if number.kind == "year" and number.value}


def _years(at: Location, fact: Trade | Figure, period: Period) -> Iterator[Finding]:
    named = _named_years(fact)
    compared_to = fact.change.compared_to if isinstance(fact, Trade) and fact.change else None
    years = named - {compared_to}
    if period.basis == "stated":
        if compared_to is not None and compared_to not in named:
            yield (*at, "change", "compared_to"), f"{compared_to} stands in no evidence of the fact"
        for field, year, named_year in (
            ("from", period.from_, min(years, default=None)),
            ("to", period.to, max(years, default=None)),
        ):
            if year != named_year:
                found = f"whose years are {sorted(years)}" if years else "which names no year"
                yield (*at, "period", field), f"{year} does not fit the fact's evidence, {found}"
    elif {period.from_, period.to} <= years:
        message = f"{period.basis}, but the evidence states {_listed({period.from_, period.to})}"
        yield (*at, "period", "basis"), f"{message}; write stated"
    elif years and not any(period.from_ <= year <= period.to for year in years):
        message = f"{period.from_} to {period.to} has none of the years of the evidence"
        yield (*at, "period", "from"), f"{message}, {_listed(years)}"


def _listed(years: set[int]) -> str:
    return " and ".join(map(str, sorted(years)))


def _other_sentence(compared: Comparison, at: Location, fact: Fact) -> Iterator[Finding]:
    """The number of a fact stands in a sentence that its evidence touches."""
    cited = compared.cited(fact)
    for field, phrase in quoted(fact):
        places = compared.stands(phrase, fact.paragraphs)
        touched = (
            Spans(each.span for each in cited if each.paragraph == number).touch(span)
            for number, span in places
        )
        if field[-1] == "text" and cited and places and not any(touched):
            message = f"{phrase!r} stands in a sentence that no evidence of the fact touches"
            yield (*at, *field), f"{message}; quote that sentence too, or the right number"
