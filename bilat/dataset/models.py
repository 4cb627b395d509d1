"""What the YAML files hold. Every model is frozen and strict and refuses unknown fields.

data/README.md is the codebook: it says what each field means and when to use which word.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from bilat import vocabulary
from bilat.vocabulary import Vocabulary


@dataclass(frozen=True, eq=False)  # a vocabulary has no hash
class OneOf:
    """What makes a text a word of a vocabulary, for pydantic and for the JSON Schema."""

    vocabulary: Vocabulary

    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> CoreSchema:
        return core_schema.literal_schema(list(self.vocabulary))


RegionKind = Annotated[str, OneOf(vocabulary.REGION_KIND)]
Party = Annotated[str, OneOf(vocabulary.PARTY)]
Side = Annotated[str, OneOf(vocabulary.SIDE)]
Status = Annotated[str, OneOf(vocabulary.STATUS)]
Form = Annotated[str, OneOf(vocabulary.FORM)]
DateBasis = Annotated[str, OneOf(vocabulary.DATE_BASIS)]
TradeKind = Annotated[str, OneOf(vocabulary.TRADE_KIND)]
Hedge = Annotated[str, OneOf(vocabulary.HEDGE)]
Direction = Annotated[str, OneOf(vocabulary.DIRECTION)]
StatedBy = Annotated[str, OneOf(vocabulary.STATED_BY)]
LeftOutKind = Annotated[str, OneOf(vocabulary.LEFT_OUT_KIND)]

PHRASE_WORDS = 6
"""The most words of a phrase of evidence, a scope or a condition."""
CLAUSE_WORDS = 7
"""The most words of a cause or a doubt, which lose their sense when they are cut."""
LIST_SEPARATOR = "; "
"""What stands between the items of a list where a list is one text; no item may hold it."""
MAX_WHOLE = 2**63 - 1
"""The largest whole number that SQLite holds."""


def _calendar_date(value: str) -> str:
    try:
        date.fromisoformat(value)
    except ValueError:
        raise ValueError("there is no such day in the calendar") from None
    return value


def _at_most(words: int) -> Callable[[str], str]:
    def few_words(value: str) -> str:
        count = len(value.split())
        if count > words:
            raise ValueError(f"{count} words, but a phrase has at most {words}")
        return value

    return few_words


def _one_item(value: str) -> str:
    if LIST_SEPARATOR in value:
        raise ValueError(f"{value!r} reads as two items; write two, or another sign than '; '")
    return value


def _storable(value: float) -> float:
    if isinstance(value, int) and abs(value) > MAX_WHOLE:
        raise ValueError(f"{value} is beyond {MAX_WHOLE}, the largest whole number that is stored")
    return value


def _distinct(values: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(values) > 1 and len(set(values)) < len(values):
        twice = next(value for value in values if values.count(value) > 1)
        raise ValueError(f"{getattr(twice, 'name', twice)!r} is listed twice")
    return values


ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LINE = r"^\S(.*\S)?$"
ISO_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
ISO_3166_2 = r"^RU-[A-Z]{2,3}$"
ISIC = r"^([A-U]|[0-9]{2,4})$"
HS = r"^([0-9]{2}|[0-9]{4}|[0-9]{6})$"
URL = r"^https?://\S+$"
LANGUAGE = r"^[a-z]{2}$"
SHA256 = r"^[0-9a-f]{64}$"
CURRENCY = r"^[A-Z]{3}$"
VERSION = r"^(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}$"
PATTERNS = {
    ID: "lower-case letters, digits and single hyphens, such as ufa-plant",
    LINE: "one line of text, not empty, without a space at either end",
    ISO_DATE: "a day as YYYY-MM-DD",
    ISO_3166_2: "an ISO 3166-2 code of Russia, such as RU-BA",
    ISIC: "a section letter A-U or two to four digits of ISIC Rev.4, in quotes",
    HS: "two, four or six digits of HS 2022, in quotes",
    URL: "an address that begins with https:// or http://",
    LANGUAGE: "an ISO 639-1 code, such as en",
    SHA256: "64 hexadecimal digits in lower case",
    CURRENCY: "an ISO 4217 code, such as USD",
    VERSION: "a version of three numbers, such as 1.2.0",
}
"""What each pattern asks for, in words."""

Id = Annotated[str, StringConstraints(pattern=ID)]
Line = Annotated[str, StringConstraints(pattern=LINE)]
IsoDate = Annotated[str, StringConstraints(pattern=ISO_DATE), AfterValidator(_calendar_date)]
Item = Annotated[Line, AfterValidator(_one_item)]
Year = Annotated[int, Field(ge=1900, le=2100)]
Number = Annotated[int | float, Field(allow_inf_nan=False), AfterValidator(_storable)]
Paragraph = Annotated[int, Field(ge=1, le=MAX_WHOLE)]
Phrase = Annotated[Line, AfterValidator(_at_most(PHRASE_WORDS))]
Clause = Annotated[Line, AfterValidator(_at_most(CLAUSE_WORDS))]
Isic = Annotated[str, StringConstraints(pattern=ISIC)]
Hs = Annotated[str, StringConstraints(pattern=HS)]

# YAML and JSON have lists where the models have tuples: the sequence is lax, its items stay strict.
_Sequence = (Field(strict=False), AfterValidator(_distinct))
Ids = Annotated[tuple[Id, ...], *_Sequence]
Items = Annotated[tuple[Item, ...], *_Sequence]
Paragraphs = Annotated[tuple[Paragraph, ...], Field(min_length=1), *_Sequence]
_EvidencePhrase = Annotated[Phrase, AfterValidator(_one_item)]
Evidence = Annotated[tuple[_EvidencePhrase, ...], Field(min_length=1), *_Sequence]


class Model(BaseModel):
    """Base of all records."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class Region(Model):
    """A region of Russia."""

    id: Id
    name: Line = Field(description="The short English name.", examples=["Bashkortostan"])
    official_name: Line = Field(description="The full English name.")
    kind: RegionKind
    iso_3166_2: Annotated[
        str,
        StringConstraints(pattern=ISO_3166_2),
        Field(description="ISO 3166-2 code.", examples=["RU-BA"]),
    ]
    federal_district: Line = Field(examples=["Volga"])
    capital: Line
    name_ru: Line = Field(description="The full Russian name.")
    aliases: Items = Field(default=(), description="Other spellings, English and Russian.")


class Sector(Model):
    """A field of cooperation; a parent has no parents itself."""

    id: Id
    name: Line = Field(description="The English name.")
    name_ru: Line = Field(description="The Russian name.")
    parents: Annotated[Ids, Field(max_length=2)] = Field(
        description="The ids of none, one or two sectors without parents; the first leads."
    )
    isic: Isic | None = Field(
        description="ISIC Rev.4, the narrowest code that is certainly right, or null."
    )
    aliases: Items = Field(default=(), description="Other words for it, English and Russian.")


class Company(Model):
    """A company that a document names."""

    id: Id
    name: Line
    aliases: Items = ()
    city: Line | None = Field(description="Where a document gives it, else null.")
    country: Line | None = Field(description="Where a document gives it, else null.")


class Date(Model):
    """The day of a meeting and how it is known."""

    value: IsoDate = Field(description="YYYY-MM-DD")
    stated: Line | None = Field(description="The words of the text, or null.")
    basis: DateBasis
    note: Line = Field(description="Where the date stands, or how it is known.")


class Participant(Model):
    """A person at the meeting; the first of each side is its head."""

    name: Line
    title: Line
    side: Party


class Source(Model):
    """Where a document comes from."""

    publisher: Line
    url: Annotated[str, StringConstraints(pattern=URL)]
    language: Annotated[str, StringConstraints(pattern=LANGUAGE)]
    sha256: Annotated[
        str,
        StringConstraints(pattern=SHA256),
        Field(description="Of the text with every run of white space made one space."),
    ]
    paragraphs: Paragraph = Field(description="How many blocks blank lines separate.")


class Fact(Model):
    """What every fact has."""

    id: Id = Field(description="Unique in its document.")
    stated_by: StatedBy = Field(description="Who says so; `document` is the narrator.")
    paragraphs: Paragraphs = Field(description="Where it stands, counted from 1.")
    evidence: Evidence = Field(
        description=f"Phrases of at most {PHRASE_WORDS} words found in those paragraphs."
    )


class Product(Model):
    """A product and its HS 2022 code."""

    name: Item
    hs: Hs | None = Field(description="HS 2022, the narrowest code that is certainly right.")


class Cooperation(Fact):
    """One sector, one status, one side, one scope and one condition."""

    sector: Id
    status: Status
    side: Side | None = Field(
        description="Whose proposal, interest or plan it is; null for what exists."
    )
    scope: Phrase | None = Field(
        default=None,
        description="The words for what is spoken of instead of the region; left out for itself.",
    )
    condition: Phrase | None = Field(
        default=None, description="The first words of the condition that the offer depends on."
    )
    forms: Annotated[tuple[Form, ...], *_Sequence] = ()
    products: Annotated[tuple[Product, ...], *_Sequence] = ()
    companies: Ids = ()
    places: Items = ()
    projects: Items = ()
    summary: Line = Field(description="One sentence in the curator's words.")

    @model_validator(mode="after")
    def _side_fits_status(self) -> Self:
        if self.status == "proposed" and self.side is None:
            raise ValueError("a proposal needs the side that makes it: belarus, region or both")
        if self.status == "interest" and self.side is None:
            raise ValueError("an interest needs the side whose it is: belarus, region or both")
        if self.status == "existing" and self.side is not None:
            raise ValueError("side must be null where the status is existing")
        return self


class Period(Model):
    """Years, both included."""

    from_: Year = Field(alias="from")
    to: Year
    basis: DateBasis
    note: Line | None = Field(description="How a period that is not stated is known.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.from_ > self.to:
            raise ValueError(f"the period ends ({self.to}) before it begins ({self.from_})")
        if self.basis != "stated" and self.note is None:
            raise ValueError(f"a period that is {self.basis} needs a note that says how")
        return self


_AT_LEAST = "a lower bound and no upper bound"
_AT_MOST = "an upper bound and no lower bound"


def _check_bounds(
    hedge: Hedge | None, lower: float | None, upper: float | None, *, falls: bool = False
) -> None:
    """Whether the bounds are those that the hedge allows; ValueError where they are not.

    Of a fall the fractions are negative, so a fall of over 6% ends below -0.06.
    """
    has = (lower is not None, upper is not None)
    if lower is not None and upper is not None and lower > upper:
        raise ValueError(f"the lower bound ({lower}) is above the upper bound ({upper})")
    needs_upper = (hedge == "over") if falls else (hedge == "almost")
    if hedge in ("almost", "over") and has != (not needs_upper, needs_upper):
        example = f"; {hedge} 6% is {'upper' if needs_upper else 'lower'}: -0.06" if falls else ""
        bounds = _AT_MOST if needs_upper else _AT_LEAST
        raise ValueError(f"{'a fall by ' if falls else ''}{hedge!r} has {bounds}{example}")
    if hedge == "about" and has[0] != has[1]:
        raise ValueError("'about' has the figure as both bounds, or neither where none is named")
    if hedge == "range" and not (has == (True, True) and lower != upper):
        raise ValueError("a range has two different bounds")
    if hedge == "exact" and not (has == (True, True) and lower == upper):
        raise ValueError("an exact figure has the same lower and upper bound")
    if hedge is None and has != (False, False):
        raise ValueError("bounds need a hedge")


class Amount(Model):
    """A number as the text gives it: its words and what bounds they set."""

    text: Line = Field(description="As written, with the hedge.")
    hedge: Hedge
    lower: Number | None
    upper: Number | None
    unit: Line = Field(description="A currency code (ISO 4217) in trade, else a plain unit.")

    @model_validator(mode="after")
    def _bounds_fit_hedge(self) -> Self:
        _check_bounds(self.hedge, self.lower, self.upper)
        return self


class Money(Amount):
    """An amount in whole units of a currency."""

    lower: Annotated[int, Field(ge=0, le=MAX_WHOLE)] | None
    upper: Annotated[int, Field(ge=0, le=MAX_WHOLE)] | None
    unit: Annotated[str, StringConstraints(pattern=CURRENCY)] = Field(examples=["USD"])


class Change(Model):
    """A change against an earlier year, in fractions of it."""

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
    compared_to: Year | None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        _check_bounds(self.hedge, self.lower, self.upper, falls=self.direction == "down")
        for bound in (self.lower, self.upper):
            if bound is None:
                continue
            if bound <= -1:
                raise ValueError(f"{bound} would be a fall by everything or more")
            if (bound > 0) != (self.direction == "up"):
                raise ValueError(f"{bound} does not go {self.direction}")
        if self.factor is not None:
            bounds = [bound for bound in (self.lower, self.upper) if bound is not None]
            if not bounds:
                raise ValueError("a factor needs a bound, the factor less 1")
            for bound in bounds:
                if abs(self.factor - 1 - bound) > 1e-9:
                    raise ValueError(f"factor {self.factor} and bound {bound} disagree")
        return self


class Trade(Fact):
    """A statement on the trade of Belarus and the region."""

    period: Period
    kind: TradeKind
    amount: Money | None
    change: Change | None
    cause: Clause | None = Field(default=None, description="The words of a stated cause.")
    doubt: Clause | None = Field(
        default=None, description="The words of a doubt that the speaker has of the figure."
    )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.amount is None and self.change is None:
            raise ValueError("neither an amount nor a change; one of them is needed")
        compared_to = self.change.compared_to if self.change else None
        if compared_to is not None and compared_to >= self.period.from_:
            raise ValueError(f"compared_to ({compared_to}) is not before the period")
        return self


class Figure(Fact):
    """Any other number."""

    name: Line
    amount: Amount
    period: Period | None
    scope: Line = Field(description="Whose number it is.")


class LeftOut(Model):
    """A passage of the text that is deliberately no fact."""

    paragraph: Paragraph
    text: Phrase | None = Field(
        description="Its first words as they stand there; null for the whole paragraph."
    )
    kind: LeftOutKind


class Document(Model):
    """A report of one meeting."""

    id: Id = Field(description="<region>-<date>, the name of the file.")
    region: Id
    date: Date
    place: Line | None
    participants: Annotated[tuple[Participant, ...], *_Sequence]
    source: Source
    # Required even where empty: a file that was cut off must not pass for one with fewer facts.
    cooperation: Annotated[tuple[Cooperation, ...], Field(strict=False)]
    trade: Annotated[tuple[Trade, ...], Field(strict=False)]
    figures: Annotated[tuple[Figure, ...], Field(strict=False)]
    left_out: Annotated[tuple[LeftOut, ...], Field(strict=False)]

    @model_validator(mode="after")
    def _has_both_sides(self) -> Self:
        sides = {person.side for person in self.participants}
        for side in ("belarus", "region"):
            if side not in sides:
                raise ValueError(f"no participant of the side {side}")
        return self

    def head(self, side: Party) -> Participant:
        """The first participant of a side."""
        return next(person for person in self.participants if person.side == side)

    def speaker(self, fact: Fact) -> str | None:
        """The name of who states a fact; None where it is the narrator."""
        match fact.stated_by:
            case "president":
                return self.head("belarus").name
            case "region_head":
                return self.head("region").name
            case _:
                return None

    @property
    def facts(self) -> tuple[Cooperation | Trade | Figure, ...]:
        """Every fact, in the order of the file."""
        return (*self.cooperation, *self.trade, *self.figures)

    def located_facts(self) -> Iterator[tuple[tuple[str, int], Cooperation | Trade | Figure]]:
        """Every fact, after the name of its list and its place there, from 0."""
        for name in ("cooperation", "trade", "figures"):
            for index, fact in enumerate(getattr(self, name)):
                yield (name, index), fact


class DatasetInfo(Model):
    """What the dataset says of itself."""

    title: Line
    description: Line
    version: Annotated[str, StringConstraints(pattern=VERSION)] = Field(examples=["1.0.0"])


class Dataset(Model):
    """All records: catalogues in the order of the files, documents by id."""

    info: DatasetInfo
    regions: Annotated[tuple[Region, ...], Field(strict=False)]
    sectors: Annotated[tuple[Sector, ...], Field(strict=False)]
    companies: Annotated[tuple[Company, ...], Field(strict=False)]
    documents: Annotated[tuple[Document, ...], Field(strict=False)]

    @cached_property
    def region(self) -> dict[str, Region]:
        """Regions by id."""
        return {region.id: region for region in self.regions}

    @cached_property
    def sector(self) -> dict[str, Sector]:
        """Sectors by id."""
        return {sector.id: sector for sector in self.sectors}

    @cached_property
    def company(self) -> dict[str, Company]:
        """Companies by id."""
        return {company.id: company for company in self.companies}
