"""The documents and the dataset. Every model is frozen and strict and refuses unknown fields.

data/README.md is the codebook: it says what each field means and when to use which word.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from bilat.dataset.catalogues import Company, Model, Region, Sector
from bilat.dataset.facts import Cooperation, Fact, Figure, LeftOut, Trade
from bilat.dataset.fields import (
    DISTINCT,
    LANGUAGE,
    SHA256,
    URL,
    VERSION,
    DateBasis,
    Id,
    IsoDate,
    Line,
    Paragraph,
    Party,
)


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


class Document(Model):
    """A report of one meeting."""

    id: Id = Field(description="<region>-<date>, the name of the file.")
    region: Id
    date: Date
    place: Line | None
    participants: Annotated[tuple[Participant, ...], *DISTINCT]
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
