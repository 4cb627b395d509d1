"""What amounts and changes say of other periods: interval arithmetic, and when there is none."""

import sqlite3
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.database.derive import Derived, derived_amounts
from bilat.dataset.models import Document
from tests.database.sample import database, document, ratio, trade, usd

MILLION = 1_000_000


def derive(*facts: dict[str, Any]) -> list[Derived]:
    return [*derived_amounts(Document.model_validate(document(trade=facts)))]


# The numbers


# fmt: off
NUMBERS: list[tuple[str, Any, Any, tuple[str, int | None, int | None, str]]] = [
    ("2.6 may be 2.65", usd(284 * MILLION, None), ratio("going up by 2.6 times", 1.6, factor=2.6), ("over", 107_169_811, None, "[284000000, inf) / [2.55, 2.65]")),
    ("30% may be 29.5 or 30.5", usd(100 * MILLION), ratio("by 30%", 0.3), ("range", 76_628_352, 77_220_078, "[100000000, 100000000] / [1.295, 1.305]")),
    ("a fall with a decimal", usd(100 * MILLION), ratio("fell by 5.5 percent", -0.055), ("range", 105_764_145, 105_876_125, "[100000000, 100000000] / [0.9445, 0.9455]")),
    ("percent of the earlier sum", usd(100 * MILLION), ratio("reached 130% of the sum of 2019", 0.3), ("range", 76_628_352, 77_220_078, "[100000000, 100000000] / [1.295, 1.305]")),
    ("so many times less", usd(100 * MILLION), ratio("fell by 2.5 times", -0.6), ("range", 245_000_000, 255_000_000, "[100000000, 100000000] / [0.392157, 0.408163]")),
    ("a third is written 0.3333", usd(100 * MILLION), ratio("3 times less than in 2019", -0.6667), ("range", 250_000_000, 350_000_000, "[100000000, 100000000] / [0.285714, 0.4]")),
    ("a number that is not the ratio", usd(100 * MILLION), ratio("in 2 years it grew 1.5 times", 0.5, factor=1.5), ("range", 64_516_129, 68_965_518, "[100000000, 100000000] / [1.45, 1.55]")),
    ("half is 0.45 to 0.55", usd(100 * MILLION), ratio("in 2020 by half", -0.5), ("range", 181_818_181, 222_222_223, "[100000000, 100000000] / [0.45, 0.55]")),
    ("percent in words", usd(100 * MILLION), ratio("minus six percent", -0.06), ("range", 105_820_105, 106_951_872, "[100000000, 100000000] / [0.935, 0.945]")),
    ("percent in words with a half", usd(100 * MILLION), ratio("up by six and a half per cent", 0.065), ("range", 93_852_651, 93_940_818, "[100000000, 100000000] / [1.0645, 1.0655]")),
    ("another number", usd(100 * MILLION), ratio("by a third to 33.33 million", 0.3333), ("range", 72_290_898, 77_924_102, "[100000000, 100000000] / [1.2833, 1.3833]")),
    ("in Russian", usd(100 * MILLION), ratio("выросла на 5,5 процента", 0.055), ("range", 94_741_828, 94_831_674, "[100000000, 100000000] / [1.0545, 1.0555]")),
    ("doubled", usd(100 * MILLION), ratio("doubled", 1.0, factor=2), ("range", 48_780_487, 51_282_052, "[100000000, 100000000] / [1.95, 2.05]")),
    ("a range is what it names", usd(315 * MILLION, 320 * MILLION), ratio("by about 5-6%", -0.06, -0.05), ("range", 331_578_947, 340_425_532, "[315000000, 320000000] / [0.94, 0.95]")),
    ("about is what it names", usd(100), ratio("by about 25%", 0.25, hedge="about"), ("about", 80, 80, "[100, 100] / [1.25, 1.25]")),
    ("about and about", usd(100, hedge="about"), ratio("by about 25%", 0.25, hedge="about"), ("about", 80, 80, "[100, 100] / [1.25, 1.25]")),
    ("grown by more than", usd(100), ratio("by more than 25%", 0.25, None), ("almost", None, 80, "[100, 100] / [1.25, inf)")),
    ("fallen by more than", usd(100 * MILLION), ratio("by over 6%", None, -0.06), ("over", 106_382_978, None, "[100000000, 100000000] / (-inf, 0.94]")),
    ("fallen by at least", usd(100 * MILLION), ratio("by at least 6%", None, -0.06, hedge="at-least"), ("over", 106_382_978, None, "[100000000, 100000000] / (-inf, 0.94]")),
    ("almost, and about", usd(None, 1000), ratio("by about a quarter", 0.25, hedge="about"), ("almost", None, 800, "(-inf, 1000] / [1.25, 1.25]")),
    ("perhaps by everything", usd(100), ratio("by nearly all", -0.97), ("over", 1250, None, "[100, 100] / (-inf, 0.08]")),
    ("zero is a bound", usd(0, 10), ratio("by about 25%", 0.25, hedge="about"), ("about", 0, 8, "[0, 10] / [1.25, 1.25]")),
]
# fmt: on


@pytest.mark.parametrize(
    ("amount", "change", "expected"), [case[1:] for case in NUMBERS], ids=[n[0] for n in NUMBERS]
)
def test_an_amount_and_a_change_give_the_amount_before(
    amount: dict[str, Any], change: dict[str, Any], expected: tuple[object, ...]
) -> None:
    [derived] = derive(trade(amount=amount, change=change))
    assert (derived.hedge, derived.lower, derived.upper, derived.formula) == expected
    assert (derived.period.text, derived.currency) == ("2019", "USD")


FELL_BY_A_FIFTH = ratio("fell by a fifth", -0.2, to=2013)
MORE_THAN_IN_2015 = ratio("about 20% more", 0.2, hedge="about", to=2015)
YEARS = [
    (2013, usd(200, 210), 2014, FELL_BY_A_FIFTH, ("2014", 150, 179, "[200, 210] * [0.75, 0.85]")),
    (2015, usd(100), 2012, MORE_THAN_IN_2015, ("2012", 120, 120, "[100, 100] * [1.2, 1.2]")),
    (2012, usd(120), 2012, MORE_THAN_IN_2015, ("2015", 100, 100, "[120, 120] / [1.2, 1.2]")),
]


@pytest.mark.parametrize(("year", "amount", "changed", "change", "expected"), YEARS)
def test_the_amount_may_be_that_of_either_year(
    year: int, amount: Any, changed: int, change: Any, expected: tuple[object, ...]
) -> None:
    [derived] = derive(trade("a", year, amount=amount), trade("b", changed, change=change))
    assert (derived.period.text, derived.lower, derived.upper, derived.formula) == expected


# Which facts go together


ONE = trade(amount=usd(100))
TWICE = ratio("about twice", 1, hedge="about")


JOINED: dict[str, tuple[list[dict[str, Any]], list[str]]] = {
    "two facts": ([ONE, trade("b", change=TWICE)], ["2019"]),
    "equal duplicates": ([ONE, ONE | {"id": "b"}, trade("c", change=TWICE), trade("d", change=TWICE)], ["2019"]),
    "a change without figures": ([ONE, trade("b", change=TWICE), trade("c", change=ratio("fell", None))], ["2019"]),
    "two years": ([ONE, trade("b", change=TWICE | {"compared_to": 2018}), trade("c", change=TWICE)], ["2018", "2019"]),
    "long periods": ([trade("a", "2019/2020", amount=usd(100), change=TWICE | {"compared_to": "2017/2018"})], ["2017/2018"]),
    "the same months": ([trade("a", "2016-01/2016-08", amount=usd(100), change=TWICE | {"compared_to": "2015-01/2015-08"})], ["2015-01/2015-08"]),
    "exports of some goods": ([trade(amount=usd(100), change=TWICE, flow="exports", goods="dairy products")], ["2019"]),
}  # fmt: skip
NOT_JOINED: dict[str, list[dict[str, Any]]] = {
    "no change": [ONE],
    "no amount": [trade(change=TWICE)],
    "a target": [trade(amount=usd(100), change=TWICE, kind="target")],
    "the amount of a target": [ONE | {"kind": "target"}, trade("b", change=TWICE)],
    "the change of a target": [ONE, trade("b", change=TWICE, kind="target")],
    "two amounts": [ONE, trade("b", amount=usd(200)), trade("c", change=TWICE)],
    "two currencies": [ONE, trade("b", amount=usd(7, unit="RUB")), trade("c", change=TWICE)],
    "two changes": [ONE, trade("b", change=TWICE), trade("c", change=ratio("3 times", 2))],
    "the result is stated": [ONE, trade("b", change=TWICE), trade("c", 2019, amount=usd(50))],
    "it is stated in another currency": [ONE, trade("b", change=TWICE), trade("c", 2019, amount=usd(9, unit="RUB"))],
    "no earlier period": [trade(amount=usd(100), change=TWICE | {"compared_to": None})],
    "no period of the amount": [trade("a", None, amount=usd(100), change=TWICE)],
    "several years against one": [trade("a", "2016/2020", amount=usd(100), change=TWICE | {"compared_to": 2015})],
    "months against a year": [trade("a", "2020-01/2020-08", amount=usd(100), change=TWICE)],
    "other months": [trade("a", "2020-05/2020-08", amount=usd(100), change=TWICE | {"compared_to": "2020-01/2020-04"})],
    "another flow": [ONE, trade("b", change=TWICE, flow="imports")],
    "other goods": [ONE, trade("b", change=TWICE, goods="trams")],
    "another year": [trade("a", 2017, amount=usd(100)), trade("b", change=TWICE)],
    "an amount without figures": [trade(amount=usd(None, hedge="about"), change=TWICE)],
    "over, by more than": [trade(amount=usd(100, None), change=ratio("by over 5%", 0.05, None))],
    "over nothing, which says nothing": [trade(amount=usd(0, None), change=TWICE)],
    "more than 15 digits": [trade("a", 2019, amount=usd(999_999_999_999_999)), trade("b", change=TWICE)],
}  # fmt: skip


@pytest.mark.parametrize("case", JOINED)
def test_facts_that_fit_are_joined(case: str) -> None:
    facts, periods = JOINED[case]
    assert [each.period.text for each in derive(*facts)] == periods


@pytest.mark.parametrize("case", NOT_JOINED)
def test_nothing_is_derived_from(case: str) -> None:
    assert derive(*NOT_JOINED[case]) == []


# The rows


def test_a_derived_row_says_where_it_is_from() -> None:
    of: dict[str, Any] = {"flow": "exports", "goods": "dairy products"}
    evidence = ["so much", "and more"]
    months = trade("amount", "2016-01/2016-08", amount=usd(100), evidence=evidence, **of)
    doubted = trade("change", "2016-01/2016-08", doubt="not quite", note="A misprint.", **of)
    doubted["change"] = TWICE | {"compared_to": "2015-01/2015-08"}
    doubted["period"] |= {"basis": "inferred", "note": "This year."}
    doubted |= {"paragraphs": [3, 2], "evidence": ["twice", "so much"]}
    connection = database(document(date="2016-09-01", trade=[months, doubted]))
    connection.row_factory = sqlite3.Row
    derived, _, amount = map(dict, connection.execute("SELECT * FROM trade ORDER BY period, text"))
    assert {name: derived[name] for name in derived if derived[name] != amount[name]} == {
        "id": "tver-2016-09-01/amount+change/derived-2015-01--2015-08",
        "year_from": 2015,
        "year_to": 2015,
        "year_basis": "inferred",
        "basis": "derived",
        "text": None,
        "hedge": "about",
        "lower": 50,
        "upper": 50,
        "stated_by": None,
        "derivation": "[100, 100] / [2, 2] from tver-2016-09-01/amount and tver-2016-09-01/change",
        "note": "This year. A misprint.",
        "paragraphs": "[1, 2, 3]",
        "doubt": "not quite",
        "evidence": '["so much", "and more", "twice"]',
        "url": "https://example.org/report#:~:text=so%20much&text=and%20more&text=twice",
        "period": "2015-01/2015-08",
        "sources": '["tver-2016-09-01/amount", "tver-2016-09-01/change"]',
    }


# A property


@settings(derandomize=True, deadline=None, max_examples=300)
@given(
    base=st.integers(1, 10**12),
    percent=st.integers(-90, 900).filter(bool),
    tenths=st.integers(-5, 5),
    below=st.integers(0, 10**6),
    above=st.integers(0, 10**6),
    forward=st.booleans(),
)
def test_the_true_amount_is_within_the_bounds_and_close_to_them(
    base: int, percent: int, tenths: int, below: int, above: int, forward: bool
) -> None:
    """An amount of `base` changes by almost `percent`, which is printed as whole percents."""
    true_ratio = 1 + Fraction(percent * 10 + tenths, 1000)
    known, hidden = (base, base * true_ratio) if forward else (base * true_ratio, base)
    lower, upper = max(int(known) - below, 0), int(known) + 1 + above
    printed = ratio(f"by {abs(percent)}%", percent / 100)
    [derived] = derive(
        trade("amount", 2019 if forward else 2020, amount=usd(lower, upper)),
        trade("change", 2020, change=printed),
    )
    assert derived.lower is not None
    assert derived.upper is not None
    assert derived.lower <= hidden <= derived.upper
    low, high = (1 + Fraction(percent * 10 + off, 1000) for off in (-5, 5))
    exact = (lower * low, upper * high) if forward else (lower / high, upper / low)
    assert 0 <= exact[0] - derived.lower < 1
    assert 0 <= derived.upper - exact[1] < 1
