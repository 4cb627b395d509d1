"""Interval arithmetic: what a later level and a change say of the year before, and what not."""

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor
from typing import Any, NamedTuple, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat import Dataset
from bilat.database.derive import Derived, earlier_amounts
from bilat.dataset.models import Change, Money, Period, Trade, TradeKind

Bound: TypeAlias = float | None
Derive: TypeAlias = Callable[..., list[Derived]]

ABOUT: Any = "about"


@pytest.fixture(scope="module")
def derive(dataset: Dataset) -> Derive:
    """Derives from a document that holds only the facts given."""

    def derive(*facts: Trade) -> list[Derived]:
        return list(earlier_amounts(dataset.documents[0].model_copy(update={"trade": facts})))

    return derive


def hedge_of(lower: Bound, upper: Bound) -> Any:
    """The hedge that goes with bounds."""
    if lower is None or upper is None:
        return "over" if upper is None else "almost"
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
    return Change(
        text="so much more or less",
        direction="down" if bound is not None and bound <= 0 else "up",
        hedge=hedge or (None if bound is None else hedge_of(lower, upper)),
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
    kind: TradeKind = "actual",
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


# Laws


class Truth(NamedTuple):
    """What was, and statements that are true of it."""

    earlier: int
    amount: Money
    change: Change


SHAPES = st.sampled_from([(True, True), (True, False), (False, True)])


@st.composite
def truths(draw: st.DrawFn) -> Truth:
    """A level, what became of it, and bounds around both, some of them not stated."""
    earlier = draw(st.integers(1, 10**10))
    permille = draw(st.integers(1, 5000) | st.integers(-990, -1))
    later = earlier * Fraction(1000 + permille, 1000)
    has_lower, has_upper = draw(SHAPES)
    slack = st.integers(0, 10**8)
    amount = level(
        max(0, floor(later) - draw(slack)) if has_lower else None,
        ceil(later) + draw(slack) if has_upper else None,
    )
    rise = permille > 0
    has_lower, has_upper = draw(SHAPES)
    lowest, highest = (1, 9000) if rise else (-999, 0)
    low = draw(st.integers(lowest, permille)) if has_lower else None
    high = draw(st.integers(permille, highest)) if has_upper else None
    factor = None
    if rise and draw(st.booleans()):  # every bound stated is then the factor less 1
        bound = low if high is None else high if low is None else permille
        assert bound is not None
        low, high = (None if each is None else bound for each in (low, high))
        factor = (1000 + bound) / 1000
    lower = None if low is None else low / 1000
    upper = None if high is None else high / 1000
    return Truth(earlier, amount, change(lower, upper, factor))


@settings(derandomize=True, deadline=None, max_examples=300)
@given(truth=truths())
def test_the_true_level_is_within_what_is_derived(derive: Derive, truth: Truth) -> None:
    derived = derive(fact(amount=truth.amount, change=truth.change))
    for each in derived:
        assert each.lower is None or each.lower <= truth.earlier
        assert each.upper is None or each.upper >= truth.earlier


@settings(derandomize=True, deadline=None, max_examples=200)
@given(truth=truths())
def test_a_bound_comes_only_from_bounds_that_are_stated(derive: Derive, truth: Truth) -> None:
    derived = derive(fact(amount=truth.amount, change=truth.change))
    lower = truth.amount.lower is not None and truth.change.upper is not None
    upper = truth.amount.upper is not None and truth.change.lower is not None
    assert [(each.lower is not None, each.upper is not None) for each in derived] == (
        [(lower, upper)] if lower or upper else []
    )
