"""The values of fields: texts, codes, numbers, periods, amounts and changes.

Each says in words what it asks for.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, NamedTuple, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetPydanticSchema,
    HttpUrl,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    model_validator,
)
from pydantic_core import core_schema

from bilat import vocabulary
from bilat.vocabulary import LIST_SEPARATOR, Vocabulary

# The most words of a phrase of evidence, a scope or a condition.
PHRASE_WORDS = 6
# The most words of a cause, a doubt or goods, which lose their sense when they are cut.
CLAUSE_WORDS = 7
# The most digits of a number: up to here every program keeps all of them.
MAX_DIGITS = 15
MAX_WHOLE = 10**MAX_DIGITS - 1
# The longest address that browsers and pydantic accept.
MAX_URL = 2083

ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LINE = r"^\S(.*\S)?$"
ISO_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
ISO_3166_2 = r"^RU-[A-Z]{2,3}$"
ISIC = r"^([A-U]|[0-9]{2,4})$"
HS = r"^([0-9]{2}|[0-9]{4}|[0-9]{6})$"
URL = (
    r"^https?://([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)*[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"
    r"(:[0-9]{1,5})?"
    r"([/?#]([A-Za-z0-9._~:/?#@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?$"
)
LANGUAGE = r"^[a-z]{2}$"
SHA256 = r"^[0-9a-f]{64}$"
CURRENCY = r"^[A-Z]{3}$"
VERSION = r"^(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}$"
# What each pattern asks for, in words.
PATTERNS = {
    ID: "lower-case letters, digits and single hyphens, such as ufa-plant",
    LINE: "one line of text, not empty, without a space at either end",
    ISO_DATE: "a day as YYYY-MM-DD",
    ISO_3166_2: "an ISO 3166-2 code of Russia, such as RU-BA",
    ISIC: "a section letter A-U or two to four digits of ISIC Rev.4, in quotes",
    HS: "two, four or six digits of HS 2022, in quotes",
    URL: "an address such as https://example.org/page, with other characters written as %D0%9C",
    LANGUAGE: "an ISO 639-1 code, such as en",
    SHA256: "64 hexadecimal digits in lower case",
    CURRENCY: "an ISO 4217 code, such as USD",
    VERSION: "a version of three numbers, such as 1.2.0",
}


def one_of(words: Vocabulary) -> GetPydanticSchema:
    """Return what restricts a text to the words of a vocabulary."""
    return GetPydanticSchema(lambda _type, _handler: core_schema.literal_schema(list(words)))


def _calendar_date(value: str) -> str:
    try:
        date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{value} is not a day of the calendar; correct it") from None
    return value


_HTTP_URL = TypeAdapter(HttpUrl)


def _working_url(value: str) -> str:
    """Refuse what the pattern admits, but a browser or a library does not."""
    try:
        _HTTP_URL.validate_python(value)
    except ValidationError:
        raise ValueError(f"{value!r} is not {PATTERNS[URL]}") from None
    return value


def _at_most(words: int) -> Callable[[str], str]:
    def few_words(value: str) -> str:
        count = len(value.split())
        if count > words:
            raise ValueError(f"{count} words; shorten it to at most {words}")
        return value

    return few_words


def _one_item(value: str) -> str:
    if LIST_SEPARATOR in value:
        raise ValueError(f"{value!r} reads as two items; write two, or a sign other than '; '")
    return value


def _number(value: object) -> object:
    """Refuse what is no number, and numbers that other programs round or print as 1e-05."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"should be a number, not {value!r}")
    if not abs(value) <= MAX_WHOLE:
        raise ValueError(f"{value} has more than {MAX_DIGITS} digits; use a larger unit")
    if "e" in repr(value):
        raise ValueError(f"{value} is too small to be kept as a decimal; use a smaller unit")
    return value


def _distinct(values: tuple[Any, ...]) -> tuple[Any, ...]:
    seen = set()
    for value in values:
        if value in seen:
            raise ValueError(f"{getattr(value, 'name', value)!r} is listed twice; remove one")
        seen.add(value)
    return values


RegionKind = Annotated[str, one_of(vocabulary.REGION_KIND)]
FederalDistrict = Annotated[str, one_of(vocabulary.FEDERAL_DISTRICT)]
Party = Annotated[str, one_of(vocabulary.PARTY)]
Side = Annotated[str, one_of(vocabulary.SIDE)]
Status = Annotated[str, one_of(vocabulary.STATUS)]
Form = Annotated[str, one_of(vocabulary.FORM)]
DateBasis = Annotated[str, one_of(vocabulary.DATE_BASIS)]
TradeKind = Annotated[str, one_of(vocabulary.TRADE_KIND)]
Flow = Annotated[str, one_of(vocabulary.FLOW)]
Hedge = Annotated[str, one_of(vocabulary.HEDGE)]
Direction = Annotated[str, one_of(vocabulary.DIRECTION)]
StatedBy = Annotated[str, one_of(vocabulary.STATED_BY)]
LeftOutKind = Annotated[str, one_of(vocabulary.LEFT_OUT_KIND)]

Id = Annotated[str, StringConstraints(pattern=ID)]
Line = Annotated[str, StringConstraints(pattern=LINE)]
Item = Annotated[Line, AfterValidator(_one_item)]
Phrase = Annotated[Line, AfterValidator(_at_most(PHRASE_WORDS))]
Clause = Annotated[Line, AfterValidator(_at_most(CLAUSE_WORDS))]
IsoDate = Annotated[
    str,
    StringConstraints(pattern=ISO_DATE),
    AfterValidator(_calendar_date),
    Field(json_schema_extra={"format": "date"}),
]
Url = Annotated[
    str,
    StringConstraints(pattern=URL, max_length=MAX_URL),
    AfterValidator(_working_url),
    Field(json_schema_extra={"format": "uri"}),
]
Year = Annotated[int, Field(ge=1900, le=2100)]
Number = Annotated[int | float, BeforeValidator(_number)]
_WholeMoney = Annotated[int, Field(ge=0, le=MAX_WHOLE)]
Paragraph = Annotated[int, Field(ge=1, le=MAX_WHOLE)]
Isic = Annotated[str, StringConstraints(pattern=ISIC)]
Hs = Annotated[str, StringConstraints(pattern=HS)]

# YAML has lists where the models have tuples; the items stay strict.
LISTED = Field(strict=False)
DISTINCT = (LISTED, AfterValidator(_distinct))
Ids = Annotated[tuple[Id, ...], *DISTINCT]
Items = Annotated[tuple[Item, ...], *DISTINCT]
Paragraphs = Annotated[tuple[Paragraph, ...], Field(min_length=1), *DISTINCT]
Evidence = Annotated[
    tuple[Annotated[Phrase, AfterValidator(_one_item)], ...], Field(min_length=1), *DISTINCT
]


class Model(BaseModel):
    """Base of all records."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


# Periods

PERIOD = (
    r"^(19[0-9]{2}|20[0-9]{2}|2100)(-(0[1-9]|1[0-2]))?"
    r"(/(19[0-9]{2}|20[0-9]{2}|2100)(-(0[1-9]|1[0-2]))?)?$"
)
_HOW_TO_WRITE_A_PERIOD = (
    'write a year (2019), years ("2015/2020"), a month ("2022-08") or months ("2022-01/2022-08")'
)


class Span(NamedTuple):
    """A stretch of whole years or of whole months, both ends included.

    `first` and `last` are the numbers of the years, or of the months counted from year 0.
    """

    first: int
    last: int
    has_months: bool

    @classmethod
    def parse(cls, value: int | str) -> "Span":
        """Return the span that a period's value stands for; ValueError where it is none."""
        text = str(value)
        if not re.search(PERIOD, text, re.ASCII) or isinstance(value, bool):
            raise ValueError(f"{value!r} is not a period; {_HOW_TO_WRITE_A_PERIOD}")
        start, _, end = text.partition("/")
        has_months = "-" in start
        if end and ("-" in end) != has_months:
            raise ValueError(f"{text} has a month at one end only; {_HOW_TO_WRITE_A_PERIOD}")
        first, last = _ordinal(start), _ordinal(end or start)
        if last < first:
            raise ValueError(f"the period ends ({end}) before it begins ({start})")
        return cls(first, last, has_months)

    @property
    def text(self) -> str:
        """The shortest way to write it: 2019, 2015/2020, 2022-08 or 2022-01/2022-08."""
        return "/".join(dict.fromkeys(map(self._written, (self.first, self.last))))

    def _written(self, ordinal: int) -> str:
        return f"{ordinal // 12}-{ordinal % 12 + 1:02}" if self.has_months else str(ordinal)

    @property
    def year_from(self) -> int:
        """The year in which it begins."""
        return self.first // 12 if self.has_months else self.first

    @property
    def year_to(self) -> int:
        """The year in which it ends."""
        return self.last // 12 if self.has_months else self.last

    @property
    def length(self) -> int:
        """How many years it has or, where it has months, how many months."""
        return self.last - self.first + 1

    @property
    def last_month(self) -> int:
        """Its last month, counted from year 0, by which any two spans can be compared."""
        return self.last if self.has_months else self.last * 12 + 11


def _ordinal(text: str) -> int:
    year, _, month = text.partition("-")
    return int(year) * 12 + int(month) - 1 if month else int(year)


def _period_value(value: object) -> object:
    if not isinstance(value, int | str):
        raise ValueError(f"{value!r} is not a period; {_HOW_TO_WRITE_A_PERIOD}")
    Span.parse(value)
    return value


PeriodValue = Annotated[
    Year | Annotated[str, StringConstraints(pattern=PERIOD)], BeforeValidator(_period_value)
]


class Period(Model, title="Years or months, both ends included, and how they are known"):
    value: PeriodValue = Field(examples=[2019, "2015/2020", "2022-01/2022-08"])
    basis: DateBasis = "stated"
    note: Line | None = Field(default=None, description="How a period that is not stated is known.")

    @model_validator(mode="after")
    def _explained(self) -> Self:
        if self.basis != "stated" and self.note is None:
            raise ValueError(f"a period that is {self.basis} needs a note that says how")
        return self

    @property
    def span(self) -> Span:
        """The years or months themselves."""
        return Span.parse(self.value)


# Amounts

LOWER_ONLY = ("over", "at-least")
UPPER_ONLY = ("almost", "at-most")


def _check_bounds(
    hedge: Hedge | None, lower: float | None, upper: float | None, *, falls: bool = False
) -> None:
    """Raise ValueError where the bounds are not those that the hedge allows.

    The fractions of a fall are negative, so a fall of over 6% ends below -0.06.
    """
    has = (lower is not None, upper is not None)
    if lower is not None and upper is not None and lower > upper:
        raise ValueError(f"the lower bound ({lower}) is above the upper bound ({upper}); swap them")
    if hedge in LOWER_ONLY + UPPER_ONLY:
        needs_upper = (hedge in UPPER_ONLY) != falls
        if has != (not needs_upper, needs_upper):
            one, other = ("upper", "lower") if needs_upper else ("lower", "upper")
            example = f"; {hedge} 6% is {one}: -0.06" if falls else ""
            message = f"has {'an' if needs_upper else 'a'} {one} bound and no {other} bound"
            raise ValueError(f"{'a fall by ' if falls else ''}{hedge!r} {message}{example}")
    if hedge == "about" and has[0] != has[1]:
        raise ValueError("'about' has the figure as both bounds, or neither where none is named")
    if hedge == "range" and not (has == (True, True) and lower != upper):
        raise ValueError("a range has two different bounds")
    if hedge == "exact" and not (has == (True, True) and lower == upper):
        raise ValueError("an exact figure has the same lower and upper bound")
    if hedge is None and has != (False, False):
        raise ValueError("bounds need a hedge, such as exact")


class Amount(Model, title="A number as the text gives it: its words and what bounds they set"):
    text: Line = Field(description="As written, with the hedge.")
    hedge: Hedge
    lower: Number | None
    upper: Number | None
    unit: Line = Field(description="A currency code (ISO 4217) in trade, else a plain unit.")

    @model_validator(mode="after")
    def _bounds_fit_hedge(self) -> Self:
        _check_bounds(self.hedge, self.lower, self.upper)
        return self


class Money(Amount, title="An amount in whole units of a currency"):
    lower: _WholeMoney | None
    upper: _WholeMoney | None
    unit: Annotated[str, StringConstraints(pattern=CURRENCY)] = Field(examples=["USD"])


class Change(Model, title="A change against an earlier period, in fractions of it"):
    text: Line
    direction: Direction
    hedge: Hedge | None = Field(description="null where the text gives no figure.")
    lower: Number | None = Field(
        description="A signed fraction, not above upper: almost 6% down is lower: -0.06."
    )
    upper: Number | None = Field(
        description="A signed fraction, not below lower: over 6% down is upper: -0.06."
    )
    factor: Number | None = Field(description="2.6 where the text says 2.6 times, else null.")
    compared_to: PeriodValue | None = Field(
        description="The earlier period; null where unclear, or the beginning of a long period."
    )

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        _check_bounds(self.hedge, self.lower, self.upper, falls=self.direction == "down")
        bounds = [bound for bound in (self.lower, self.upper) if bound is not None]
        for bound in bounds:
            if bound <= -1:
                raise ValueError(f"{bound} is a fall by everything or more; write a fraction")
            if (bound > 0) != (self.direction == "up"):
                raise ValueError(
                    f"{bound} does not go {self.direction}; a fall has negative fractions"
                )
        if self.factor is not None:
            if not bounds:
                raise ValueError("a factor needs a bound, the factor less 1")
            for bound in bounds:
                if abs(self.factor - 1 - bound) > 1e-9:
                    message = f"factor {self.factor} and bound {bound} disagree"
                    raise ValueError(f"{message}; the bound is the factor less 1")
        return self
