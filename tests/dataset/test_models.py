"""Periods, numbers and bounds."""

import pytest
from pydantic import BaseModel, ValidationError

from bilat.dataset.fields import Amount, Change, Money, Period

SPANS = [
    (2019, 2019, 2019, 12),
    ("2015/2020", 2015, 2020, 72),
    ("2022-08", 2022, 2022, 1),
    ("2022-01/2022-08", 2022, 2022, 8),
    ("2022-11/2023-02", 2022, 2023, 4),
]


@pytest.mark.parametrize(("value", "first", "last", "months"), SPANS)
def test_spans(value: int | str, first: int, last: int, months: int) -> None:
    span = Period.model_validate({"value": value}).span
    assert (span.year_from, span.year_to, span.last - span.first + 1) == (first, last, months)
    assert span.text == str(value)


NO_PERIODS = ["2015/2014", "2015/2015", "2015/2016-01", "2015-13", "2015-1", "15", "2015/", "999", "3000", "2015\n", "２０１５", True, 2015.0, None, "2015-08-01", "2015/2016/2017"]  # fmt: skip


@pytest.mark.parametrize("value", NO_PERIODS)
def test_what_is_no_period(value: object) -> None:
    with pytest.raises(ValidationError):
        Period.model_validate({"value": value})


def is_valid(model: type[BaseModel], **fields: object) -> bool:
    try:
        return bool(model.model_validate({"text": "x"} | fields))
    except ValidationError:
        return False


NUMBERS = [
    (Amount, "t", [1, 0, -0.06, 0.3333, 2.0], [True, "1", None, [1]]),
    (Money, "USD", [0, 999_999_999_999_999], [10**15, 1.0, -1, True, "1"]),
]  # fmt: skip


@pytest.mark.parametrize(("model", "unit", "right", "wrong"), NUMBERS)
def test_numbers_keep_their_type_and_money_is_whole(
    model: type[Amount], unit: str, right: list[float], wrong: list[object]
) -> None:
    fields = {"text": "x", "hedge": "exact", "unit": unit}
    for number in right:
        lower = model.model_validate({**fields, "lower": number, "upper": number}).lower
        assert (lower, type(lower)) == (number, type(number))
    for other in wrong:
        assert not is_valid(model, **fields, lower=other, upper=other)


BOUNDS = [
    # hedge, bounds that it may have, those of a fall
    ("exact", [(5, 5)], [(-0.5, -0.5)]),
    ("range", [(4, 5)], [(-0.5, -0.4)]),
    ("about", [(5, 5), (4, 5), (None, None)], [(-0.5, -0.5), (-0.5, -0.4), (None, None)]),
    ("over", [(5, None)], [(None, -0.5)]),
    ("at-least", [(5, None)], [(None, -0.5)]),
    ("almost", [(None, 5)], [(-0.5, None)]),
    ("at-most", [(None, 5)], [(-0.5, None)]),
]
PAIRS = [(5, 5), (4, 5), (5, 4), (5, None), (None, 5), (None, None)]
FALLS = [(-0.5, -0.5), (-0.5, -0.4), (-0.4, -0.5), (None, -0.5), (-0.5, None), (None, None), (0.5, 0.5), (-1, -1)]  # fmt: skip
FALL = {"direction": "down", "factor": None, "compared_to": None}


@pytest.mark.parametrize(("hedge", "bounds", "falls"), BOUNDS)
def test_each_hedge_has_its_bounds(hedge: str, bounds: list[object], falls: list[object]) -> None:
    for lower, upper in PAIRS:
        valid = is_valid(Amount, unit="t", hedge=hedge, lower=lower, upper=upper)
        assert valid == ((lower, upper) in bounds)
    for least, most in FALLS:
        valid = is_valid(Change, **FALL, hedge=hedge, lower=least, upper=most)
        assert valid == ((least, most) in falls)
