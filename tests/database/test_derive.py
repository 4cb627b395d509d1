"""Interval arithmetic: what a later level and a change say of the year before, and what not."""

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor
from typing import Any, NamedTuple, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.database.derive import Derived, earlier_amounts
from bilat.dataset.facts import Change, Money, Period, Trade
from bilat.dataset.models import Dataset
from tests.conftest import Connect

Bound: TypeAlias = float | None
Derive: TypeAlias = Callable[..., list[Derived]]

ABOUT: Any = "about"


@pytest.fixture(scope="module")
def derive(dataset: Dataset) -> Derive:
    """Derives from a document that holds only the facts given."""

    def derive(*facts: Trade) -> list[Derived]:
        return list(earlier_amounts(dataset.documents[0].model_copy(update={"trade": facts})))

    return derive


def hedge_of(lower: Bound, upper: Bound, falls: bool = False) -> Any:
    """The hedge that goes with bounds; of a fall, more than so much is below so much."""
    if lower is None or upper is None:
        return "over" if (upper is None) != falls else "almost"
    return "exact" if lower == upper else "range"


def level(lower: int | None, upper: int | None, hedge: Any = None) -> Money:
    """An amount of money."""
    hedge = hedge or hedge_of(lower, upper)
    return Money(text="so much", hedge=hedge, lower=lower, upper=upper, unit="USD")


def change(
    lower: Bound, upper: Bound, factor: Bound = None, hedge: Any = None, to: int | None = 2019
) -> Change:
    """A change against 2019."""
    bound = lower if lower is not None else upper
    falls = bound is not None and bound < 0
    return Change(
        text="so much more or less",
        direction="down" if falls else "up",
        hedge=hedge or (None if bound is None else hedge_of(lower, upper, falls)),
        lower=lower,
        upper=upper,
        factor=factor,
        compared_to=to,
    )


def fact(
    id_: str = "fact",
    amount: Money | None = None,
    change: Change | None = None,
    years: tuple[int, int] = (2020, 2020),
    kind: str = "actual",
) -> Trade:
    """A trade fact."""
    from_, to = years
    return Trade(
        id=id_,
        stated_by="document",
        paragraphs=(1,),
        evidence=("so much",),
        period=Period.model_validate({"from": from_, "to": to, "basis": "stated", "note": None}),
        kind=kind,
        amount=amount,
        change=change,
    )


# What comes out


class Expected(NamedTuple):
    hedge: str
    lower: int | None
    upper: int | None
    formula: str


@pytest.mark.parametrize(
    ("amount", "change", "expected"),
    [
        pytest.param(
            level(100, 100),
            change(0.25, 0.25),
            Expected("exact", 80, 80, "[100, 100] / (1 + [0.25, 0.25])"),
            id="exact and exact, without a remainder",
        ),
        pytest.param(
            level(100, 100),
            change(2.0, 2.0, factor=3),
            Expected("range", 33, 34, "[100, 100] / 3"),
            id="rounded outwards",
        ),
        pytest.param(
            level(110, 110),
            change(0.1, 0.1),
            Expected("exact", 100, 100, "[110, 110] / (1 + [0.1, 0.1])"),
            id="as decimals, not as binary fractions",
        ),
        pytest.param(
            level(100, 100),
            change(-0.5, -0.5),
            Expected("exact", 200, 200, "[100, 100] / (1 + [-0.5, -0.5])"),
            id="a fall",
        ),
        pytest.param(
            level(315, 320),
            change(-0.06, -0.05),
            Expected("range", 331, 341, "[315, 320] / (1 + [-0.06, -0.05])"),
            id="range and range",
        ),
        pytest.param(
            level(284, None),
            change(1.6, 1.6, factor=2.6),
            Expected("over", 109, None, "[284, inf) / 2.6"),
            id="over and a factor",
        ),
        pytest.param(
            level(None, 1000),
            change(0.25, 0.25),
            Expected("almost", None, 800, "(-inf, 1000] / (1 + [0.25, 0.25])"),
            id="almost and exact",
        ),
        pytest.param(
            level(100, 100),
            change(0.25, None),
            Expected("almost", None, 80, "[100, 100] / (1 + [0.25, inf))"),
            id="grown by more than",
        ),
        pytest.param(
            level(100, 100),
            change(None, 0.25),
            Expected("over", 80, None, "[100, 100] / (1 + (-inf, 0.25])"),
            id="grown by almost",
        ),
        pytest.param(
            level(100, 110),
            change(None, -0.5),
            Expected("over", 200, None, "[100, 110] / (1 + (-inf, -0.5])"),
            id="fallen by more than",
        ),
        pytest.param(
            level(100_000_000, 100_000_000),
            change(None, -0.06),
            Expected("over", 106_382_978, None, "[100000000, 100000000] / (1 + (-inf, -0.06])"),
            id="fallen by over 6% to 100 million",
        ),
        pytest.param(
            level(100_000_000, 100_000_000),
            change(-0.06, None),
            Expected("almost", None, 106_382_979, "[100000000, 100000000] / (1 + [-0.06, inf))"),
            id="fallen by almost 6% to 100 million",
        ),
        pytest.param(
            level(100, 100, ABOUT),
            change(0.25, 0.25),
            Expected("about", 80, 80, "[100, 100] / (1 + [0.25, 0.25])"),
            id="about and exact",
        ),
        pytest.param(
            level(100, 100),
            change(0.25, 0.25, hedge=ABOUT),
            Expected("about", 80, 80, "[100, 100] / (1 + [0.25, 0.25])"),
            id="exact and about",
        ),
        pytest.param(
            level(284, None),
            change(0.25, 0.25, hedge=ABOUT),
            Expected("over", 227, None, "[284, inf) / (1 + [0.25, 0.25])"),
            id="over and about",
        ),
        pytest.param(
            level(100, 100, ABOUT),
            change(0.25, None),
            Expected("almost", None, 80, "[100, 100] / (1 + [0.25, inf))"),
            id="about, grown by more than",
        ),
        pytest.param(
            level(90, 90),
            change(None, 2, factor=3),
            Expected("over", 30, None, "[90, 90] / (1 + (-inf, 2])"),
            id="almost so many times",
        ),
        pytest.param(
            level(0, 10),
            change(0.25, 0.25),
            Expected("range", 0, 8, "[0, 10] / (1 + [0.25, 0.25])"),
            id="zero is a bound",
        ),
    ],
)
def test_a_level_and_a_change_give_the_level_before(
    derive: Derive, amount: Money, change: Change, expected: Expected
) -> None:
    stated = fact(amount=amount, change=change)
    (derived,) = derive(stated)
    assert (derived.hedge, derived.lower, derived.upper, derived.formula) == expected
    assert (derived.year, derived.currency) == (2019, "USD")
    assert (derived.amount, derived.change) == (stated, stated)


# What does not


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param([], id="no facts"),
        pytest.param(
            [fact(amount=level(100, 100), change=change(1, 1), kind="target")], id="a target"
        ),
        pytest.param(
            [
                fact("amount", amount=level(100, 100), kind="target"),
                fact("change", change=change(1, 1)),
            ],
            id="the amount of a target",
        ),
        pytest.param(
            [
                fact("amount", amount=level(100, 100)),
                fact("change", change=change(1, 1), kind="target"),
            ],
            id="the change of a target",
        ),
        pytest.param([fact(amount=level(100, 100))], id="no change"),
        pytest.param([fact(change=change(1, 1))], id="no amount"),
        pytest.param(
            [fact(amount=level(100, 100), change=change(1, 1, to=None))], id="no year compared to"
        ),
        pytest.param(
            [fact(amount=level(100, 100), change=change(None, None))], id="a change without figures"
        ),
        pytest.param(
            [fact(amount=level(None, None, ABOUT), change=change(1, 1))], id="no bounds at all"
        ),
        pytest.param(
            [fact(amount=level(100, None), change=change(1, None))], id="over, by more than"
        ),
        pytest.param(
            [fact(amount=level(100, None), change=change(1, None, factor=2))],
            id="over, by more than a factor",
        ),
        pytest.param(
            [fact(amount=level(None, 100), change=change(None, 1))], id="almost, by almost"
        ),
        pytest.param(
            [
                fact("amount", amount=level(100, 100)),
                fact("change", change=change(1, 1), years=(2021, 2021)),
            ],
            id="another year",
        ),
        pytest.param(
            [fact(amount=level(100, 100), change=change(1, 1), years=(2020, 2021))],
            id="several years together",
        ),
        pytest.param(
            [
                fact("amount", amount=level(100, 100), years=(2020, 2021)),
                fact("change", change=change(1, 1), years=(2021, 2021)),
            ],
            id="years that only overlap",
        ),
    ],
)
def test_nothing_is_derived_from(derive: Derive, facts: list[Trade]) -> None:
    assert derive(*facts) == []


@pytest.mark.parametrize(
    ("facts", "pairs"),
    [
        pytest.param(
            [fact("change", change=change(1, 1)), fact("amount", amount=level(100, 100))],
            ["amount × change"],
            id="two facts that need each other",
        ),
        pytest.param(
            [
                fact("amount", amount=level(100, 100)),
                fact("one", change=change(1, 1)),
                fact("other", change=change(3, 3, to=2018)),
            ],
            ["amount × one", "amount × other"],
            id="one amount and two changes",
        ),
        pytest.param(
            [
                fact("both", amount=level(100, 100), change=change(1, 1)),
                fact("amount", amount=level(200, 200)),
            ],
            ["both × both"],
            id="the change of a fact that has an amount",
        ),
        pytest.param(
            [
                fact("both", amount=level(100, 100), change=change(1, 1)),
                fact("change", change=change(3, 3)),
            ],
            ["both × both"],
            id="the amount of a fact that has a change",
        ),
        pytest.param(
            [
                fact("vague", amount=level(100, 100), change=change(None, None)),
                fact("change", change=change(3, 3)),
            ],
            [],
            id="a change without figures is a change too",
        ),
        pytest.param(
            [
                fact("this", amount=level(100, 100), change=change(1, 1)),
                fact("next", amount=level(50, 50), change=change(1, 1, to=2020), years=(2021,) * 2),
            ],
            ["this × this", "next × next"],
            id="two facts that have both",
        ),
    ],
)
def test_facts_pair(derive: Derive, facts: list[Trade], pairs: list[str]) -> None:
    assert [f"{each.amount.id} × {each.change.id}" for each in derive(*facts)] == pairs


def test_a_derived_row_has_the_doubt_and_the_evidence_of_its_facts(
    dataset: Dataset, connect: Connect
) -> None:
    document = dataset.documents[0]
    amount = fact("amount", amount=level(100, 100), years=(2014, 2014))
    fall = fact("fall", change=change(None, -0.5, to=2013), years=(2014, 2014))
    doubted = fall.model_copy(
        update={"doubt": "not quite", "evidence": ("so little",), "paragraphs": (2, 1)}
    )
    changed = document.model_copy(update={"trade": (amount, doubted)})
    asked = connect(dataset.model_copy(update={"documents": (changed,)}))
    [row] = asked.trade(basis="derived")
    assert (row.hedge, row.lower, row.upper, row.year_from, row.year_to) == (
        *("over", 200, None),
        *(2013, 2013),
    )
    assert (row.doubt, row.cause, row.stated_by, row.text) == ("not quite", None, None, None)
    assert (row.evidence, row.paragraphs) == (("so much", "so little"), (1, 2))
    assert row.sources == (f"{document.id}/amount", f"{document.id}/fall")


# Laws


class Statement(NamedTuple):
    """What is said of a number: a hedge, and the bounds that it sets."""

    hedge: str
    lower: int | None
    upper: int | None


def said(draw: st.DrawFn, hedge: str, true: int, least: int, most: int) -> Statement:
    """A statement with a hedge that is true of a number between two others."""
    below = draw(st.integers(least, true))
    above = draw(st.integers(true, most))
    match hedge:
        case "over":
            return Statement(hedge, below, None)
        case "almost":
            return Statement(hedge, None, above)
        case "range" if below < above:
            return Statement(hedge, below, above)
        case "about":
            return Statement(hedge, true, true)
        case _:
            return Statement("exact", true, true)


class Truth(NamedTuple):
    """What was, in thousands, and statements on what became of it that are true."""

    earlier: int
    amount: Statement
    change: Statement
    """In thousandths."""


HEDGES = ("exact", "about", "range", "over", "almost")


@st.composite
def truths(draw: st.DrawFn, hedge: str, change_hedge: str, falls: bool) -> Truth:
    """A level that rises or falls, with a statement on what it became and one on the change."""
    earlier = 1000 * draw(st.integers(1, 10**9))
    least, most = (-999, -1) if falls else (1, 9000)
    change = draw(st.integers(least, most))
    if falls and change_hedge in ("over", "almost"):  # by more is by a smaller fraction
        mirrored = said(draw, change_hedge, -change, -most, -least)
        lower, upper = (None if each is None else -each for each in mirrored[:0:-1])
        stated = Statement(change_hedge, lower, upper)
    else:
        stated = said(draw, change_hedge, change, least, most)
    later = earlier // 1000 * (1000 + change)
    return Truth(earlier, said(draw, hedge, later, 0, later + 10**8), stated)


def derived_from(derive: Derive, truth: Truth) -> list[Derived]:
    lower, upper = (None if each is None else each / 1000 for each in truth.change[1:])
    amount = level(truth.amount.lower, truth.amount.upper, truth.amount.hedge)
    return derive(fact(amount=amount, change=change(lower, upper, hedge=truth.change.hedge)))


@pytest.mark.parametrize("falls", [False, True], ids=["rises", "falls"])
@pytest.mark.parametrize("change_hedge", HEDGES)
@pytest.mark.parametrize("hedge", HEDGES)
@settings(derandomize=True, deadline=None, max_examples=40)
@given(data=st.data())
def test_the_true_level_is_within_what_is_derived_and_no_bound_is_looser_than_it_must_be(
    derive: Derive, hedge: str, change_hedge: str, falls: bool, data: st.DataObject
) -> None:
    truth = data.draw(truths(hedge, change_hedge, falls))
    amount, change = truth.amount, truth.change
    # What would be true of the ends: the least level that grew the most, the most that grew least.
    least = most = None
    if amount.lower is not None and change.upper is not None:
        least = Fraction(amount.lower * 1000, 1000 + change.upper)
    if amount.upper is not None and change.lower is not None:
        most = Fraction(amount.upper * 1000, 1000 + change.lower)
    found = derived_from(derive, truth)
    if least is None and most is None:
        assert found == []
        return
    [derived] = found
    assert derived.lower == (None if least is None else floor(least))
    assert derived.upper == (None if most is None else ceil(most))
    assert derived.lower is None or derived.lower <= truth.earlier
    assert derived.upper is None or derived.upper >= truth.earlier
    assert derived.hedge == (
        "over"
        if most is None
        else "almost"
        if least is None
        else "about"
        if "about" in (amount.hedge, change.hedge)
        else "exact"
        if derived.lower == derived.upper
        else "range"
    )


@pytest.mark.parametrize("falls", [False, True], ids=["rises", "falls"])
@settings(derandomize=True, deadline=None, max_examples=60)
@given(data=st.data(), hedge=st.sampled_from(HEDGES), change_hedge=st.sampled_from(HEDGES))
def test_nothing_is_derived_from_a_target_whatever_is_said(
    derive: Derive, falls: bool, hedge: str, change_hedge: str, data: st.DataObject
) -> None:
    truth = data.draw(truths(hedge, change_hedge, falls))
    lower, upper = (None if each is None else each / 1000 for each in truth.change[1:])
    amount = level(truth.amount.lower, truth.amount.upper, truth.amount.hedge)
    stated = change(lower, upper, hedge=truth.change.hedge)
    assert derive(fact(amount=amount, change=stated, kind="target")) == []
    for kinds in (("target", "actual"), ("actual", "target"), ("target", "target")):
        facts = (
            fact("amount", amount=amount, kind=kinds[0]),
            fact("change", change=stated, kind=kinds[1]),
        )
        assert derive(*facts) == []
