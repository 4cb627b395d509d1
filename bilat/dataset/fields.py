"""The values of fields: texts, periods, amounts and changes."""

import re
from collections import Counter
from collections.abc import Collection
from typing import Annotated, Any, NamedTuple, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetPydanticSchema,
    StringConstraints,
    model_validator,
)
from pydantic_core import core_schema

from bilat import vocabulary
from bilat.vocabulary import LIST_SEPARATOR

# The most words of a phrase of evidence, a scope or a condition.
PHRASE_WORDS = 6
# 15 digits, which every program keeps.
MAX_WHOLE = 10**15 - 1

# What each pattern asks for, in words.
PATTERNS: dict[str, str] = {}


def text(pattern: str, words: str) -> StringConstraints:
    """Return what restricts a text to a pattern, which asks for what the words say."""
    PATTERNS[pattern] = words
    return StringConstraints(pattern=pattern)


def _phrase(most: int) -> StringConstraints:
    sign = r"[^\w\s]+"  # a dash that stands alone is no word
    pattern = rf"^({sign} )*\S+(( {sign})* \S+){{0,{most - 1}}}( {sign})*$"
    return text(pattern, f"a phrase of at most {most} words")


def one_of(words: Collection[str]) -> GetPydanticSchema:
    """Return what restricts a text to the words of a vocabulary."""
    return GetPydanticSchema(lambda _type, _handler: core_schema.literal_schema(list(words)))


def _one_item(value: str) -> str:
    if LIST_SEPARATOR in value:
        raise ValueError(f"{value!r} reads as two items; write two, or a sign other than '; '")
    return value


def _number(value: object) -> object:
    if type(value) not in (int, float):  # true is an int
        raise ValueError(f"should be a number, not {value!r}")
    return value


def _distinct(values: tuple[Any, ...]) -> tuple[Any, ...]:
    for value, count in Counter(values).items():
        if count > 1:
            raise ValueError(f"{getattr(value, 'name', value)!r} is listed twice; remove one")
    return values


DISTINCT = AfterValidator(_distinct)
_ITEM = AfterValidator(_one_item)

Line = Annotated[str, text(r"^\S(.*\S)?$", "one line of text without a space at either end")]
Item = Annotated[Line, _ITEM]
Items = Annotated[tuple[Item, ...], DISTINCT]
Phrase = Annotated[str, _phrase(PHRASE_WORDS)]
# A cause, a doubt or goods, which lose their sense when they are cut.
Clause = Annotated[str, _phrase(7)]
Evidence = Annotated[tuple[Annotated[Phrase, _ITEM], ...], Field(min_length=1), DISTINCT]
Id = Annotated[str, text("^[a-z0-9]+(-[a-z0-9]+)*$", "an id in lower case, such as ufa-plant")]
Ids = Annotated[tuple[Id, ...], DISTINCT]

_Currency = Annotated[str, text("^[A-Z]{3}$", "an ISO 4217 code, such as USD")]
DateBasis = Annotated[str, one_of(vocabulary.DATE_BASIS)]
_Hedge = Annotated[str, one_of(vocabulary.HEDGE)]
_Number = Annotated[int | float, BeforeValidator(_number)]
_WholeMoney = Annotated[int, Field(strict=True, ge=0, le=MAX_WHOLE)]


class Model(BaseModel):
    """Base of all records."""

    model_config = ConfigDict(extra="forbid", frozen=True)


# Periods

_YEAR = "[12][0-9]{3}"
_MONTH = f"{_YEAR}-(0[1-9]|1[0-2])"
_PERIOD = f"^({_YEAR}(/{_YEAR})?|{_MONTH}(/{_MONTH})?)$"


class TimeSpan(NamedTuple):
    """Whole years or whole months, as a period's value writes them."""

    text: str
    # Both ends, counted in months from year 0.
    first: int
    last: int

    @classmethod
    def parse(cls, value: int | str) -> "TimeSpan":
        """Return the time that a period's value stands for; raises ValueError if it is none."""
        text = str(value)
        start, _, end = text.partition("/")
        if not re.fullmatch(_PERIOD, text) or (end and end <= start):
            raise ValueError(
                f'{value!r} is not a period; write a year (2019), years ("2015/2020"), '
                'a month ("2022-08") or months ("2022-01/2022-08")'
            )
        return cls(text, _month(start, 1), _month(end or start, 12))

    @property
    def year_from(self) -> int:
        """The year in which it begins."""
        return self.first // 12

    @property
    def year_to(self) -> int:
        """The year in which it ends."""
        return self.last // 12


def _month(text: str, default: int) -> int:
    year, _, month = text.partition("-")
    return int(year) * 12 + int(month or default) - 1


_PeriodValue = Annotated[
    Annotated[int, Field(ge=1000, le=2999)] | Annotated[str, Field(pattern=_PERIOD)],
    BeforeValidator(lambda value: TimeSpan.parse(value) and value),
]


class Period(Model, title="Years or months, both ends included, and how they are known"):
    value: _PeriodValue = Field(examples=[2019, "2015/2020", "2022-01/2022-08"])
    basis: DateBasis = "stated"
    note: Line | None = Field(default=None, description="How a period that is not stated is known.")

    @model_validator(mode="after")
    def _explained(self) -> Self:
        if self.basis != "stated" and self.note is None:
            raise ValueError(f"a period that is {self.basis} needs a note that says how")
        return self

    @property
    def span(self) -> TimeSpan:
        """The years or months themselves."""
        return TimeSpan.parse(self.value)


# Amounts and changes

# The bounds that go with each hedge.
_BOUNDS = {
    None: ("no bounds",),
    "exact": ("one figure as both bounds",),
    "range": ("two different bounds",),
    "about": ("one figure as both bounds", "two different bounds", "no bounds"),
    "over": ("a lower bound only",),
    "at-least": ("a lower bound only",),
    "almost": ("an upper bound only",),
    "at-most": ("an upper bound only",),
}
# The fractions of a fall are negative, so that a fall of over 6% ends below -0.06.
_OPPOSITE = {"over": "almost", "at-least": "at-most", "almost": "over", "at-most": "at-least"}


class Bounded(Model, title="What an amount and a change have in common"):
    text: Line = Field(description="As written, with the hedge.")
    hedge: _Hedge | None
    lower: _Number | None
    upper: _Number | None

    @model_validator(mode="after")
    def _bounds_fit_hedge(self) -> Self:
        if self.lower is None:
            given = "no bounds" if self.upper is None else "an upper bound only"
        elif self.upper is None:
            given = "a lower bound only"
        elif self.lower > self.upper:
            given = "a lower bound above the upper bound"
        else:
            is_one = self.lower == self.upper
            given = "one figure as both bounds" if is_one else "two different bounds"
        falls = isinstance(self, Change) and self.direction == "down"
        allowed = _BOUNDS[_OPPOSITE.get(self.hedge or "", self.hedge) if falls else self.hedge]
        if given not in allowed:
            subject = f"the hedge {self.hedge or 'null'}{' of a fall' if falls else ''}"
            raise ValueError(f"{subject} goes with {' or '.join(allowed)}, not with {given}")
        return self


class Amount(Bounded, title="A number as the text gives it: its words and what bounds they set"):
    hedge: _Hedge
    unit: Line = Field(description="A currency code (ISO 4217) in trade, else a plain unit.")


class Money(Amount, title="An amount in whole units of a currency"):
    lower: _WholeMoney | None
    upper: _WholeMoney | None
    unit: _Currency = Field(examples=["USD"])


class Change(Bounded, title="A change against another period, in fractions of it"):
    direction: Annotated[str, one_of(vocabulary.DIRECTION)]
    hedge: _Hedge | None = Field(description="null where the text gives no figure.")
    lower: _Number | None = Field(description="A signed fraction: almost 6% down is -0.06.")
    upper: _Number | None = Field(description="A signed fraction: over 6% down is -0.06.")
    factor: _Number | None = Field(description="2.6 where the text says 2.6 times, else null.")
    compared_to: _PeriodValue | None = Field(description="The other period; null where unclear.")

    @model_validator(mode="after")
    def _bounds_fit_direction(self) -> Self:
        falls = self.direction == "down"
        bounds = [bound for bound in (self.lower, self.upper) if bound is not None]
        if not all(-1 < bound < 0 if falls else bound > 0 for bound in bounds):
            right = "between -1 and 0 (6% is -0.06)" if falls else "above 0"
            raise ValueError(f"the bounds of a change {self.direction} should be {right}")
        stated = {round(bound, 9) for bound in bounds}
        if self.factor is not None and stated != {round(self.factor - 1, 9)}:
            raise ValueError(f"each bound should be the factor ({self.factor}) less 1")
        return self
