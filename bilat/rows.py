"""What the commands print: one typed row a listing.

The fields of a row are the columns of every format, in this order; their descriptions are those of
the row schemas and of the exports. `region`, `sector`, `company` and `document` hold ids.
"""

# The annotations are read only for schemas and exports; as text they cost a listing nothing.
from __future__ import annotations

from types import NoneType
from typing import (
    Annotated,
    Any,
    Literal,
    NamedTuple,
    TypeAlias,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic import Field

from bilat.models import DateBasis, Direction, Form, Hedge, Kind, Side, StatedBy, Status, TradeKind

TradeBasis = Literal["stated", "derived"]


class RegionRow(NamedTuple):
    """A region, its latest meeting, its latest stated turnover and how much there is on it."""

    id: Annotated[str, Field(description="The region's id.")]
    name: Annotated[str, Field(description="Short English name.")]
    official_name: Annotated[str, Field(description="Full English name.")]
    kind: Annotated[Kind, Field(description="Kind of region.")]
    iso_3166_2: Annotated[str, Field(description="ISO 3166-2 code.")]
    federal_district: Annotated[str, Field(description="Federal district of Russia.")]
    capital: Annotated[str, Field(description="Capital city.")]
    name_ru: Annotated[str, Field(description="Full Russian name.")]
    head: Annotated[str | None, Field(description="Who headed the region at the latest meeting.")]
    head_title: Annotated[str | None, Field(description="That person's title.")]
    date: Annotated[str | None, Field(description="Day of the latest meeting.")]
    date_basis: Annotated[DateBasis | None, Field(description="How that day is known.")]
    turnover: Annotated[
        str | None, Field(description="Words of the latest stated actual amount of trade.")
    ]
    turnover_year: Annotated[int | None, Field(description="The last year of that amount.")]
    existing: Annotated[int, Field(description="Cooperation records of what exists.")]
    planned: Annotated[int, Field(description="Cooperation records of what is planned.")]
    proposed: Annotated[int, Field(description="Cooperation records of what is proposed.")]
    interest: Annotated[int, Field(description="Cooperation records of mere interest.")]
    document: Annotated[str | None, Field(description="The document of the latest meeting.")]


class SectorRow(NamedTuple):
    """A cooperation record."""

    id: Annotated[str, Field(description="The fact's id, <document>/<fact>.")]
    region: Annotated[str, Field(description="The region's id.")]
    region_name: Annotated[str, Field(description="The region's short name.")]
    sector: Annotated[str, Field(description="The sector's id.")]
    sector_name: Annotated[str, Field(description="The sector's name.")]
    isic: Annotated[str | None, Field(description="The sector's ISIC Rev.4 code.")]
    status: Annotated[Status, Field(description="Whether it exists or is only spoken of.")]
    proposed_by: Annotated[Side | None, Field(description="Which side proposed it.")]
    forms: Annotated[tuple[Form, ...], Field(description="Forms of cooperation.")]
    products: Annotated[tuple[str, ...], Field(description="Names of the products.")]
    hs: Annotated[
        tuple[str, ...], Field(description="HS 2022 codes of the products that have one.")
    ]
    companies: Annotated[tuple[str, ...], Field(description="Ids of the companies named.")]
    places: Annotated[tuple[str, ...], Field(description="Places named, the region apart.")]
    projects: Annotated[tuple[str, ...], Field(description="Projects named.")]
    summary: Annotated[str, Field(description="One sentence in the curator's words.")]
    stated_by: Annotated[StatedBy, Field(description="Who says so; document is the narrator.")]
    speaker: Annotated[str | None, Field(description="The name of who says so.")]
    date: Annotated[str, Field(description="Day of the meeting.")]
    document: Annotated[str, Field(description="The document's id.")]
    paragraphs: Annotated[tuple[int, ...], Field(description="Paragraphs, counted from 1.")]


class TradeRow(NamedTuple):
    """A statement on trade, or a figure derived from statements."""

    id: Annotated[str, Field(description="The fact's id; a derived row adds /derived-<year>.")]
    region: Annotated[str, Field(description="The region's id.")]
    region_name: Annotated[str, Field(description="The region's short name.")]
    year_from: Annotated[int, Field(description="First year of the period.")]
    year_to: Annotated[int, Field(description="Last year of the period.")]
    year_basis: Annotated[DateBasis, Field(description="Whether the text states the years.")]
    kind: Annotated[TradeKind, Field(description="What was, or what is aimed at.")]
    basis: Annotated[
        TradeBasis, Field(description="Stated in the text, or derived from it by arithmetic.")
    ]
    text: Annotated[str | None, Field(description="The amount in the words of the text.")]
    hedge: Annotated[Hedge | None, Field(description="What the words make of the amount.")]
    lower: Annotated[int | None, Field(description="Lower bound, whole currency units.")]
    upper: Annotated[int | None, Field(description="Upper bound, whole currency units.")]
    currency: Annotated[str | None, Field(description="ISO 4217 code.")]
    direction: Annotated[Direction | None, Field(description="Whether trade went up or down.")]
    change_text: Annotated[str | None, Field(description="The change in the words of the text.")]
    change_lower: Annotated[
        float | None,
        Field(description="Lower bound of the change, a fraction of the earlier year."),
    ]
    change_upper: Annotated[
        float | None,
        Field(description="Upper bound of the change, a fraction of the earlier year."),
    ]
    compared_to: Annotated[int | None, Field(description="The earlier year.")]
    stated_by: Annotated[StatedBy | None, Field(description="Who says so; null if derived.")]
    speaker: Annotated[str | None, Field(description="The name of who says so.")]
    derivation: Annotated[
        str | None, Field(description="Formula of a derived row and the facts it comes from.")
    ]
    note: Annotated[str | None, Field(description="What inferred years are inferred from.")]
    document: Annotated[str, Field(description="The document's id.")]
    paragraphs: Annotated[tuple[int, ...], Field(description="Paragraphs, counted from 1.")]


class CompanyRow(NamedTuple):
    """A company and what it is named in."""

    id: Annotated[str, Field(description="The company's id.")]
    name: Annotated[str, Field(description="The company's name.")]
    city: Annotated[str | None, Field(description="City, where a document gives it.")]
    country: Annotated[str | None, Field(description="Country, where a document gives it.")]
    aliases: Annotated[tuple[str, ...], Field(description="Other names.")]
    regions: Annotated[tuple[str, ...], Field(description="Ids of the regions of its records.")]
    sectors: Annotated[tuple[str, ...], Field(description="Ids of the sectors of its records.")]
    statuses: Annotated[tuple[Status, ...], Field(description="Statuses of its records.")]
    records: Annotated[int, Field(description="Cooperation records that name it.")]


class FigureRow(NamedTuple):
    """A number that is not trade."""

    id: Annotated[str, Field(description="The fact's id, <document>/<fact>.")]
    region: Annotated[str, Field(description="The region whose meeting it is from.")]
    region_name: Annotated[str, Field(description="That region's short name.")]
    name: Annotated[str, Field(description="What is counted.")]
    text: Annotated[str, Field(description="The amount in the words of the text.")]
    hedge: Annotated[Hedge, Field(description="What the words make of the amount.")]
    lower: Annotated[int | float | None, Field(description="Lower bound.")]
    upper: Annotated[int | float | None, Field(description="Upper bound.")]
    unit: Annotated[str, Field(description="Unit of the bounds.")]
    year_from: Annotated[int | None, Field(description="First year, where there is one.")]
    year_to: Annotated[int | None, Field(description="Last year, where there is one.")]
    scope: Annotated[str, Field(description="Whose number it is; mostly not the region's.")]
    stated_by: Annotated[StatedBy, Field(description="Who says so; document is the narrator.")]
    speaker: Annotated[str | None, Field(description="The name of who says so.")]
    document: Annotated[str, Field(description="The document's id.")]
    paragraphs: Annotated[tuple[int, ...], Field(description="Paragraphs, counted from 1.")]


class DocumentRow(NamedTuple):
    """A report of a meeting, where it comes from and how much was taken from it."""

    id: Annotated[str, Field(description="The document's id.")]
    region: Annotated[str, Field(description="The region's id.")]
    region_name: Annotated[str, Field(description="The region's short name.")]
    date: Annotated[str, Field(description="Day of the meeting.")]
    date_stated: Annotated[str | None, Field(description="The date in the words of the text.")]
    date_basis: Annotated[DateBasis, Field(description="Whether the text states the full date.")]
    date_note: Annotated[str, Field(description="Where it stands or what it is inferred from.")]
    place: Annotated[str | None, Field(description="Place of the meeting, where stated.")]
    head: Annotated[str, Field(description="Who headed the region's side.")]
    head_title: Annotated[str, Field(description="That person's title.")]
    publisher: Annotated[str, Field(description="Who published the report.")]
    url: Annotated[str, Field(description="Its address.")]
    language: Annotated[str, Field(description="ISO 639-1 code.")]
    paragraphs: Annotated[int, Field(description="How many paragraphs it has.")]
    sha256: Annotated[str, Field(description="Hash of the text, white space collapsed.")]
    cooperation: Annotated[int, Field(description="Cooperation records taken from it.")]
    trade: Annotated[int, Field(description="Trade statements taken from it.")]
    figures: Annotated[int, Field(description="Other numbers taken from it.")]


Row: TypeAlias = RegionRow | SectorRow | TradeRow | CompanyRow | FigureRow | DocumentRow


def columns(row_type: type[Row]) -> tuple[str, ...]:
    """The columns of a listing, in order."""
    return row_type._fields


class ColumnInfo(NamedTuple):
    """What a column holds, for schemas and exports."""

    name: str
    description: str
    type: Literal["string", "integer", "number"]
    """Of the value or, of a list, of its items."""
    is_list: bool
    required: bool
    """Whether it is never null."""
    enum: tuple[str, ...]
    """The words of a vocabulary; empty where any value will do."""


def describe(row_type: type[Row]) -> list[ColumnInfo]:
    """The columns of a listing, from the annotations of its row."""
    return [
        _column_info(name, annotation.__origin__, annotation.__metadata__[0].description)
        for name, annotation in get_type_hints(row_type, include_extras=True).items()
    ]


def _column_info(name: str, type_: Any, description: str) -> ColumnInfo:
    is_list = get_origin(type_) is tuple
    members = {get_args(type_)[0]} if is_list else {*(get_args(type_) or {type_})}
    required = NoneType not in members
    if get_origin(type_) is Literal:
        members = {type_}
    enum = tuple(word for member in members for word in get_args(member))
    types = members - {NoneType}
    type_name: Literal["string", "integer", "number"] = "string"
    if float in types:
        type_name = "number"
    elif int in types:
        type_name = "integer"
    return ColumnInfo(name, description, type_name, is_list, required, enum)
