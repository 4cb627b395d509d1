"""The records of the dataset. Every model is frozen and refuses unknown fields.

data/README.md is the codebook: it says what each field means and when to use which word.
"""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, HttpUrl, TypeAdapter, model_validator

from bilat import vocabulary
from bilat.dataset.fields import (
    DISTINCT,
    Amount,
    Change,
    Clause,
    DateBasis,
    Evidence,
    Id,
    Ids,
    Item,
    Items,
    Line,
    Model,
    Money,
    Period,
    Phrase,
    one_of,
    text,
)


def _readable_as(type_: Any) -> AfterValidator:
    """Return a check that pydantic can read a text as a type; the text itself is kept."""
    read = TypeAdapter(type_).validate_python
    return AfterValidator(lambda text: read(text) and text)


RegionCode = Annotated[str, text("^RU-[A-Z]{2,3}$", "an ISO 3166-2 code, such as RU-BA")]
Isic = Annotated[str, text("^([A-U]|[0-9]{2,4})$", 'a code of ISIC Rev.4, such as C or "2816"')]
IsicCodes = Annotated[tuple[Isic, ...], DISTINCT]
Hs = Annotated[str, text("^([0-9]{2}){1,3}$", 'a code of HS 2022, such as "64" or "870410"')]
Sha256 = Annotated[str, text("^[0-9a-f]{64}$", "64 hexadecimal digits in lower case")]
Version = Annotated[str, text(r"^[0-9]+\.[0-9]+\.[0-9]+$", "a version, such as 1.2.0")]
IsoDate = Annotated[
    str,
    text("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "a day as YYYY-MM-DD"),
    _readable_as(date),
    Field(json_schema_extra={"format": "date"}),
]
Url = Annotated[
    str,
    text(
        r"^https?://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:[0-9]+)?"
        r"([/?#]([A-Za-z0-9._~:/?#@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?$",
        "an address such as https://example.org/page, with other characters written as %D0%9C",
    ),
    _readable_as(HttpUrl),
    Field(json_schema_extra={"format": "uri"}),
]
Paragraph = Annotated[int, Field(strict=True, ge=1)]
Paragraphs = Annotated[tuple[Paragraph, ...], Field(min_length=1), DISTINCT]
StatedBy = Annotated[str, one_of(vocabulary.STATED_BY)]
Side = Annotated[str, one_of(vocabulary.SIDE)]
Flow = Annotated[str, one_of(vocabulary.FLOW)]

# Catalogues


class Entry(Model, title="What every entry of a catalogue has"):
    id: Id
    name: Line = Field(description="The usual English name.")
    aliases: Items = Field(default=(), description="Other names and spellings, also in Russian.")

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that it can be called in a filter: its id, names and aliases."""
        return (self.id, self.name, *self.aliases)


class Region(Entry, title="A region of Russia"):
    official_name: Line = Field(description="The full English name.")
    kind: Annotated[str, one_of(vocabulary.REGION_KIND)]
    iso_3166_2: RegionCode = Field(description="ISO 3166-2 code.", examples=["RU-BA"])
    federal_district: Annotated[str, one_of(vocabulary.DISTRICT_NAMES)]
    capital: Line
    name_ru: Line = Field(description="The full Russian name.")

    @property
    def names(self) -> tuple[str, ...]:
        """Its id, names and aliases, and its ISO code with and without the country."""
        codes = (self.iso_3166_2, self.iso_3166_2.removeprefix("RU-"))
        return (*super().names, self.official_name, self.name_ru, *codes)


class Sector(Entry, title="A field of cooperation; a parent has no parents itself"):
    name_ru: Line = Field(description="The Russian name.")
    parents: Ids = Field(max_length=2, description="At most two main sectors; the first leads.")
    isic: IsicCodes = Field(description="ISIC Rev.4, of the goods or works that it is named for.")

    @property
    def names(self) -> tuple[str, ...]:
        """Its id, names and aliases."""
        return (*super().names, self.name_ru)


class Company(Entry, title="A company that a document names"):
    city: Line | None = Field(description="Where a document gives it, else null.")
    country: Line | None = Field(description="Where a document gives it, else null.")


# Facts


class Fact(Model, title="What every fact has"):
    id: Id = Field(description="Unique in its document.")
    stated_by: StatedBy = Field(description="Who says so; `document` is the narrator.")
    paragraphs: Paragraphs = Field(description="Where it stands, counted from 1.")
    evidence: Evidence = Field(description="Short phrases of these paragraphs.")


class Product(Model, title="A product and its HS 2022 code"):
    name: Item
    hs: Hs | None = Field(description="HS 2022, the narrowest right heading or subheading.")


class Cooperation(Fact, title="One sector, status, side, scope, condition and speaker"):
    sector: Id
    status: Annotated[str, one_of(vocabulary.STATUS)]
    side: Side | None = Field(description="Who proposes or plans it; null for what exists.")
    scope: Phrase | None = Field(default=None, description="What it is of, if not of the region.")
    condition: Phrase | None = Field(default=None, description="The first words of a condition.")
    forms: Annotated[tuple[Annotated[str, one_of(vocabulary.FORM)], ...], DISTINCT] = ()
    products: Annotated[tuple[Product, ...], DISTINCT] = ()
    companies: Ids = ()
    places: Items = ()
    projects: Items = ()
    summary: Line = Field(description="One sentence in the curator's words.")

    @model_validator(mode="after")
    def _side_fits_status(self) -> Self:
        if self.status in ("proposed", "interest") and self.side is None:
            raise ValueError(f"the status {self.status} needs a side: belarus, region or both")
        if self.status == "existing" and self.side is not None:
            raise ValueError("the status existing goes with no side; write side: null")
        return self


class Statement(Fact, title="What trade facts and figures have in common"):
    period: Period | None = Field(description="null where the text leaves it open.")
    amount: Amount | None
    change: Change | None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.amount is None and self.change is None:
            raise ValueError("neither an amount nor a change; one of them is needed")
        base = self.change and self.change.compared_to
        if self.period and str(base) == str(self.period.value):
            raise ValueError(f"compared_to ({base}) is the period itself; write another or null")
        return self


class Trade(Statement, title="A statement on the trade of Belarus and the region"):
    kind: Annotated[str, one_of(vocabulary.TRADE_KIND)]
    flow: Flow = Field(default="turnover", description="As seen from Belarus.")
    goods: Clause | None = Field(default=None, description="The words for the goods, if not all.")
    amount: Money | None
    cause: Clause | None = Field(default=None, description="The words of a stated cause.")
    doubt: Clause | None = Field(default=None, description="The words of a doubt of the figure.")
    note: Line | None = Field(default=None, description="What is odd in the text: a misprint.")


class Figure(Statement, title="Any other number"):
    name: Line
    change: Change | None = None
    scope: Line = Field(description="Whose number it is.")


class LeftOut(Model, title="A passage of the text that is deliberately no fact"):
    paragraph: Paragraph
    text: Phrase | None = Field(description="Its first words; null for the whole paragraph.")
    kind: Annotated[str, one_of(vocabulary.LEFT_OUT_KIND)]


# Documents


class Date(Model, title="The day of a meeting and how it is known"):
    value: IsoDate = Field(description="YYYY-MM-DD")
    stated: Line | None = Field(description="The words of the text, or null.")
    basis: DateBasis
    note: Line = Field(description="Where the date stands, or how it is known.")


class Participant(Model, title="A person at the meeting; the first of each side is its head"):
    name: Line
    title: Line
    side: Annotated[str, one_of(vocabulary.PARTY)]
    aliases: Items = Field(default=(), description="Other spellings of the name.")


class Source(Model, title="Where a document comes from"):
    publisher: Line
    url: Url
    reprinted_by: Line | None = Field(default=None, description="Who printed it, if others did.")
    language: Annotated[str, text("^[a-z]{2}$", "an ISO 639-1 code, such as en")]
    sha256: Sha256 = Field(description="Of the text with every run of white space made one space.")
    paragraphs: Paragraph = Field(description="How many blocks blank lines separate.")


class Document(Model, title="A report of one meeting"):
    id: Id = Field(description="<region>-<date>, the name of the file; -2 for a second report.")
    region: Id
    date: Date
    place: Line | None
    participants: Annotated[tuple[Participant, ...], DISTINCT]
    source: Source
    # Required even if empty: a file that was cut off must not pass for one with fewer facts.
    cooperation: tuple[Cooperation, ...]
    trade: tuple[Trade, ...]
    figures: tuple[Figure, ...]
    left_out: tuple[LeftOut, ...]

    @model_validator(mode="after")
    def _has_both_sides(self) -> Self:
        missing = vocabulary.PARTY.keys() - {person.side for person in self.participants}
        if missing:
            raise ValueError(f"no participant of the side {min(missing)}; add its head")
        return self

    @property
    def file(self) -> str:
        """The file of the data folder that it belongs in."""
        return f"documents/{self.id}.yaml"

    def head(self, side: str) -> Participant:
        """Return the first participant of a side."""
        return next(person for person in self.participants if person.side == side)

    def speaker(self, fact: Fact) -> str | None:
        """Return the name of the person who states a fact; None if it is the narrator."""
        side = {"president": "belarus", "region_head": "region"}.get(fact.stated_by)
        return self.head(side).name if side else None

    @property
    def facts(self) -> tuple[Cooperation | Statement, ...]:
        """Every fact, in the order of the file."""
        return (*self.cooperation, *self.trade, *self.figures)

    def located_facts(self) -> Iterator[tuple[tuple[str, int], Cooperation | Statement]]:
        """Yield the location of every fact, such as ("trade", 0), and the fact."""
        for name in ("cooperation", "trade", "figures"):
            for index, fact in enumerate(getattr(self, name)):
                yield (name, index), fact


class DatasetInfo(Model, title="What the dataset says of itself"):
    title: Line
    description: Line
    version: Version = Field(examples=["1.0.0"])


class Dataset(Model, title="All records: catalogues in the order of the files, documents by id"):
    info: DatasetInfo
    regions: tuple[Region, ...]
    sectors: tuple[Sector, ...]
    companies: tuple[Company, ...]
    documents: tuple[Document, ...]

    @property
    def catalogues(self) -> dict[str, tuple[Entry, ...]]:
        """The entries of each catalogue, by their kind."""
        return {"region": self.regions, "sector": self.sectors, "company": self.companies}

    @cached_property
    def region(self) -> dict[str, Region]:
        """Regions by id."""
        return {region.id: region for region in self.regions}

    @cached_property
    def sector(self) -> dict[str, Sector]:
        """Sectors by id."""
        return {sector.id: sector for sector in self.sectors}
