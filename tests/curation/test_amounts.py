"""Numbers, hedges, directions and units against their own words."""

from pathlib import Path

import pytest

from tests.curation.sample import OPENING, document, messages, report, write


def judged(folder: Path, sentence: str, amount: str, change: str, unit: str = "USD") -> list[str]:
    """Return what the check says about a fact that has only an amount or only a change.

    Amounts and changes are written as text | hedge | lower | upper, changes with their direction.
    """
    kind = "trade" if unit.isupper() and len(unit) == 3 else "figures"
    records = f"""\
{kind}:
  - id: fact
    period: null
    {"kind: actual" if kind == "trade" else "name: A figure"}
    {"flow: exports" if kind == "trade" else "scope: the region"}
    amount: {amount or "null"}
    change: {change or "null"}
    stated_by: document
    paragraphs: [2]
    evidence: ["as they say"]
"""
    text = f"{OPENING}{sentence}, as they say."
    write(folder, (text, document(text, records)))
    return [each.removeprefix(f"{kind}[0].") for each in messages(report(folder))]


def amount_of(row: str, unit: str) -> str:
    text, hedge, lower, upper = (each.strip() for each in row.split("|"))
    return f'{{text: "{text}", hedge: {hedge}, lower: {lower}, upper: {upper}, unit: "{unit}"}}'


def change_of(row: str) -> str:
    text, direction, hedge, lower, upper, factor = (each.strip() for each in row.split("|"))
    return (
        f'{{text: "{text}", direction: {direction}, hedge: {hedge}, lower: {lower}, '
        f"upper: {upper}, factor: {factor}, compared_to: null}}"
    )


@pytest.mark.parametrize(
    ("row", "unit"),
    [
        ("almost $1 billion | almost | null | 1000000000", "USD"),
        ("over $284 million | at-least | 284000000 | null", "USD"),
        ("$315-320 million | range | 315000000 | 320000000", "USD"),
        ("about $315-320 million | about | 315000000 | 320000000", "USD"),
        ("exceeds the existing $315-320 million mark | over | 315000000 | null", "USD"),
        ("from 3 to 4.5 billion Russian rubles | range | 3000000000 | 4500000000", "RUB"),
        ("12m rubles | exact | 12000000 | 12000000", "BYN"),
        ("12m rubles | exact | 12000000 | 12000000", "RUB"),
        ("$3.5bn | exact | 3500000000 | 3500000000", "CAD"),
        ("3m dollars | exact | 3000000 | 3000000", "USD"),
        ("7.5 | exact | 7500000000 | 7500000000", "RUB"),
        ("half a billion | exact | 500000000 | 500000000", "USD"),
        ("a 2018 record of $5 million | exact | 5000000 | 5000000", "USD"),
        ("$900 thousand-1.2 million | range | 900000 | 1200000", "USD"),
        ("up to $30 million | almost | null | 30000000", "USD"),
        ("up to $30 million | exact | 30000000 | 30000000", "USD"),
        ("from 20 to 60 trolleybuses annually | range | 20 | 60", "trolleybuses per year"),
        ("more than 300 per year | over | 300 | null", "trolleybuses per year"),
        ("300 trolleybuses or more | at-least | 300 | null", "trolleybuses"),
        ("40-odd trucks | about | 40 | 40", "trucks"),
        ("1 800 cows | exact | 1800 | 1800", "cows"),
        ("1,800 cows | exact | 1800 | 1800", "cows"),
        ("1,8 tonnes | exact | 1.8 | 1.8", "tonnes"),
        ("1.2 million tonnes | exact | 1200 | 1200", "thousand tonnes"),
        ("3 m | exact | 3 | 3", "m"),
        ("about 40% | about | 40 | 40", "%"),
        ("40% | exact | 0.4 | 0.4", "share"),
        ("1:2 | exact | 0.5 | 0.5", "ratio"),
        ("thousands of elevators | about | null | null", "elevators"),
        ("13th place | exact | 13 | 13", "rank"),
    ],
)
def test_an_amount_that_its_words_say(tmp_path: Path, row: str, unit: str) -> None:
    sentence = f"It was {row.partition('|')[0].strip()} now"
    assert judged(tmp_path, sentence, amount_of(row, unit), "", unit) == []


@pytest.mark.parametrize(
    ("row", "unit", "expected"),
    [
        (
            "almost $1 billion | almost | null | 100000000",
            "USD",
            "upper: 100000000 is not what 'almost $1 billion' says; correct one of them",
        ),
        (
            "almost $1 billion | exact | 1000000000 | 1000000000",
            "USD",
            "hedge: exact, but 'almost $1 billion' says almost",
        ),
        (
            "$1 billion | over | 1000000000 | null",
            "USD",
            "hedge: over, but '$1 billion' says exact",
        ),
        (
            "$1 billion | exact | 1000000000 | 1000000000",
            "EUR",
            "unit: EUR is not the unit of '$1 billion'",
        ),
        (
            "12 m rubles | exact | 12000000 | 12000000",
            "USD",
            "unit: USD is not the unit of '12 m rubles'",
        ),
        (
            "$315-320 million | almost | null | 320000000",
            "USD",
            "hedge: almost, but '$315-320 million' says about or range",
        ),
        (
            "$315-320 million | range | 315000000 | 322000000",
            "USD",
            "upper: 322000000 is not what '$315-320 million' says; correct one of them",
        ),
        (
            "a sum of $5 million in cash | exact | 6000000 | 6000000",
            "USD",
            "lower: 6000000 is not what 'a sum of $5 million in cash' says; correct one of them",
        ),
        (
            "no more than 30 buses | over | 30 | null",
            "buses",
            "hedge: over, but 'no more than 30 buses' says almost or at-most",
        ),
        (
            "30 thousand buses | exact | 30 | 30",
            "buses",
            "lower: 30 is not what '30 thousand buses' says; correct one of them",
        ),
        (
            "some 30 buses | exact | 30 | 30",
            "buses",
            "hedge: exact, but 'some 30 buses' says about",
        ),
    ],
)
def test_an_amount_that_its_words_do_not_say(
    tmp_path: Path, row: str, unit: str, expected: str
) -> None:
    sentence = f"It was {row.partition('|')[0].strip()} now"
    assert judged(tmp_path, sentence, amount_of(row, unit), "", unit) == [f"amount.{expected}"]


@pytest.mark.parametrize(
    "row",
    [
        "shrank by about 5-6% | down | about | -0.06 | -0.05 | null",
        "going up by 2.6 times | up | exact | 1.6 | 1.6 | 2.6",
        "fell 2.5 times | down | exact | -0.6 | -0.6 | null",
        "12% more | up | exact | 0.12 | 0.12 | null",
        "1.5-fold | up | exact | 0.5 | 0.5 | 1.5",
        "rose to 120% | up | exact | 0.2 | 0.2 | null",
        "is 95% of what it was | down | exact | -0.05 | -0.05 | null",
        "up 40% on the same period of 2015 | up | exact | 0.4 | 0.4 | null",
        "doubled | up | exact | 1 | 1 | 2",
        "by a third | down | exact | -0.3333 | -0.3333 | null",
        "up by $40 million | up | null | null | null | null",
        "rose by 5 percentage points | up | null | null | null | null",
        "increased by more than 45% | up | over | 0.45 | null | null",
    ],
)
def test_a_change_that_its_words_say(tmp_path: Path, row: str) -> None:
    sentence = f"It {row.partition('|')[0].strip()} now"
    assert judged(tmp_path, sentence, "", change_of(row)) == []


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            "shrank by about 5-6% | up | about | 0.05 | 0.06 | null",
            "direction: up, but 'shrank by about 5-6%' says down",
        ),
        (
            "grew by 12.5% | up | exact | 0.15 | 0.15 | null",
            "lower: 0.15 is not what 'grew by 12.5%' says; correct one of them",
        ),
        (
            "grew by 12.5% | up | null | null | null | null",
            "hedge: null, but 'grew by 12.5%' says exact",
        ),
        (
            "grew by almost 12% | up | over | 0.12 | null | null",
            "hedge: over, but 'grew by almost 12%' says almost",
        ),
        (
            "up by 40 or 30% of it | up | exact | 0.5 | 0.5 | null",
            "lower: 0.5 is not what 'up by 40 or 30% of it' says; correct one of them",
        ),
        (
            "increased 2.5 times | up | exact | 2.5 | 2.5 | 3.5",
            "factor: 3.5 is not in 'increased 2.5 times'",
        ),
    ],
)
def test_a_change_that_its_words_do_not_say(tmp_path: Path, row: str, expected: str) -> None:
    sentence = f"It {row.partition('|')[0].strip()} now"
    assert judged(tmp_path, sentence, "", change_of(row)) == [f"change.{expected}"]


@pytest.mark.parametrize(
    ("sentence", "hedge", "expected"),
    [
        (
            "It came to almost $5 million",
            "exact",
            "'almost' stands before '$5 million'; quote it, and write the hedge almost",
        ),
        (
            "It is no more than $5 million",
            "exact",
            "'no more than' stands before '$5 million'; quote it, and write the hedge almost or at-most",
        ),
        (
            "It grew to over $5 million",
            "exact",
            "'over' stands before '$5 million'; quote it, and write the hedge at-least or over",
        ),
        ("It came to over $5 million", "over", None),
        ("They talked about $5 million", "exact", None),
        ("It is almost $5 million, or $5 million in all", "exact", None),
    ],
)
def test_a_hedge_before_the_words(
    tmp_path: Path, sentence: str, hedge: str, expected: str | None
) -> None:
    bounds = "5000000 | null" if hedge == "over" else "5000000 | 5000000"
    amount = amount_of(f"$5 million | {hedge} | {bounds}", "USD")
    wanted = [f"amount.text: {expected}"] if expected else []
    assert judged(tmp_path, sentence, amount, "") == wanted


def test_a_hedge_that_stands_farther_off_is_left_to_the_reader(tmp_path: Path) -> None:
    amount = amount_of("$5 million | over | 5000000 | null", "USD")
    assert judged(tmp_path, "It passed the mark of $5 million", amount, "") == []
    assert judged(tmp_path, "It was $5 million", amount, "") == [
        "amount.hedge: over, but '$5 million' says exact"
    ]
