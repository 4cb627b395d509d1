"""The types of the rows: their fields are the columns of a table, its listing and every format.

A column is declared here alone: its type, its description and, where they apply, its vocabulary and
the table whose ids it holds.
"""

from typing import Annotated, NamedTuple

from bilat import vocabulary


class References(str):
    """Marks a column of ids: the table that they are from."""


SECTOR = References("sector_catalogue")

# Columns of several tables.
FactId = Annotated[str, "The fact's id, <document>/<fact>."]
RegionId = Annotated[str, "The region's id.", References("regions")]
RegionName = Annotated[str, "The region's short name."]
DocumentId = Annotated[str, "The document's id.", References("documents")]
Isic = Annotated[tuple[str, ...], "ISIC Rev.4 codes of the sector."]
StatedBy = Annotated[str, "Who says so; document is the narrator.", vocabulary.STATED_BY]
Speaker = Annotated[str | None, "The name of who says so."]
Paragraphs = Annotated[tuple[int, ...], "Paragraphs, counted from 1."]
Evidence = Annotated[tuple[str, ...], "Phrases of the text that it rests on."]
Url = Annotated[str, "Opens the report at the evidence."]
YearBasis = Annotated[str | None, "How the period is known.", vocabulary.DATE_BASIS]
AmountText = Annotated[str | None, "The amount in the words of the text."]
Hedge = Annotated[
    str | None, "Hedge: exact, almost, over, about, range, at-least or at-most.", vocabulary.HEDGE
]
ChangeText = Annotated[str | None, "The change in the words of the text."]
ChangeLower = Annotated[float | None, "Lower bound of the change; 0.05 is up by 5%."]
ChangeUpper = Annotated[float | None, "Upper bound of the change; 0.05 is up by 5%."]
ComparedTo = Annotated[str | None, "The period that the change is measured against."]
Position = Annotated[int, "From 1."]


class RegionRow(NamedTuple):
    """A region with its latest meeting, its latest stated turnover and its counts of records."""

    id: Annotated[str, "The region's id."]
    name: Annotated[str, "Short English name."]
    official_name: Annotated[str, "Full English name."]
    kind: Annotated[str, "Kind of region.", vocabulary.REGION_KIND]
    iso_3166_2: Annotated[str, "ISO 3166-2 code."]
    federal_district: Annotated[str, "Federal district of Russia."]
    capital: Annotated[str, "Capital city."]
    name_ru: Annotated[str, "Full Russian name."]
    head: Annotated[str | None, "Who headed the region at the latest meeting."]
    head_title: Annotated[str | None, "That person's title."]
    date: Annotated[str | None, "Day of the latest meeting."]
    date_basis: Annotated[str | None, "How that day is known.", vocabulary.DATE_BASIS]
    turnover: Annotated[str | None, "Latest stated turnover, of a whole year if there is one."]
    turnover_year: Annotated[int | None, "Last year of that turnover."]
    existing: Annotated[int, "Cooperation records of what exists."]
    planned: Annotated[int, "Cooperation records of what is planned."]
    proposed: Annotated[int, "Cooperation records of what is proposed."]
    interest: Annotated[int, "Cooperation records of mere interest."]
    document: Annotated[str | None, "The document of the latest meeting.", References("documents")]
    turnover_lower: Annotated[int | None, "Lower bound of the turnover, whole currency units."]
    turnover_upper: Annotated[int | None, "Upper bound of the turnover, whole currency units."]
    currency: Annotated[str | None, "ISO 4217 code of the turnover."]
    wider: Annotated[int, "Records said of a wider area, not counted above."]
    turnover_year_basis: Annotated[str | None, "How that year is known.", vocabulary.DATE_BASIS]
    meetings: Annotated[int, "Number of meetings that the dataset has a report of."]
    first_date: Annotated[str | None, "Day of the first of these meetings."]
    aliases: Annotated[tuple[str, ...], "Other names."]
    turnover_period: Annotated[str | None, "Period of the turnover."]
    turnover_conflicts: Annotated[int | None, "Number of facts that contradict it."]


class SectorRow(NamedTuple):
    """A cooperation record."""

    id: FactId
    region: RegionId
    region_name: RegionName
    sector: Annotated[str, "The sector's id.", SECTOR]
    sector_name: Annotated[str, "The sector's name."]
    isic: Isic
    status: Annotated[str, "Whether it exists or is only spoken of.", vocabulary.STATUS]
    side: Annotated[str | None, "Whose proposal, plan or interest it is.", vocabulary.SIDE]
    forms: Annotated[tuple[str, ...], "Forms of cooperation.", vocabulary.FORM]
    products: Annotated[tuple[str, ...], "Names of the products."]
    hs: Annotated[tuple[str | None, ...], "HS 2022 code of each product, null where it has none."]
    companies: Annotated[tuple[str, ...], "Ids of the companies named.", References("companies")]
    places: Annotated[tuple[str, ...], "Places named, the region apart."]
    projects: Annotated[tuple[str, ...], "Projects named."]
    summary: Annotated[str, "One sentence in the curator's words."]
    stated_by: StatedBy
    speaker: Speaker
    date: Annotated[str, "Day of the meeting."]
    document: DocumentId
    paragraphs: Paragraphs
    scope: Annotated[str | None, "What it was said of where that is wider than the region."]
    condition: Annotated[str | None, "The words that make an offer conditional."]
    evidence: Evidence
    url: Url
    date_basis: Annotated[str, "How the day of the meeting is known.", vocabulary.DATE_BASIS]


class TradeRow(NamedTuple):
    """A statement on trade, or a figure derived from statements."""

    id: Annotated[str, "The fact's id; a derived row joins two ids and adds /derived-<period>."]
    region: RegionId
    region_name: RegionName
    year_from: Annotated[int | None, "First year of the period; null if it is open."]
    year_to: Annotated[int | None, "Last year of the period; null if it is open."]
    year_basis: YearBasis
    kind: Annotated[str, "What was, or what is aimed at or expected.", vocabulary.TRADE_KIND]
    basis: Annotated[str, "Stated in the text, or derived by arithmetic.", vocabulary.TRADE_BASIS]
    text: AmountText
    hedge: Hedge
    lower: Annotated[int | None, "Lower bound, whole currency units."]
    upper: Annotated[int | None, "Upper bound, whole currency units."]
    currency: Annotated[str | None, "ISO 4217 code."]
    direction: Annotated[str | None, "Whether trade went up or down.", vocabulary.DIRECTION]
    change_text: ChangeText
    change_lower: ChangeLower
    change_upper: ChangeUpper
    compared_to: ComparedTo
    stated_by: Annotated[str | None, "Who says so; null if derived.", vocabulary.STATED_BY]
    speaker: Speaker
    derivation: Annotated[str | None, "Formula of a derived row and the facts it comes from."]
    note: Annotated[str | None, "How the period is known, and what is odd in the text."]
    document: DocumentId
    paragraphs: Paragraphs
    cause: Annotated[str | None, "The words of a stated cause."]
    doubt: Annotated[str | None, "The words of a doubt that the speaker voices."]
    evidence: Evidence
    url: Url
    period: Annotated[str | None, "2019, 2015/2020 or 2022-01/2022-08; null if it is open."]
    flow: Annotated[str, "Turnover, or exports or imports as seen from Belarus.", vocabulary.FLOW]
    goods: Annotated[str | None, "The goods that the figure covers; null for all goods."]
    conflicts: Annotated[tuple[str, ...], "Ids of facts of other reports with another amount."]
    sources: Annotated[tuple[str, ...], "Ids of the facts that a derived row is from."]


class CompanyRow(NamedTuple):
    """A company and what it is named in."""

    id: Annotated[str, "The company's id."]
    name: Annotated[str, "The company's name."]
    city: Annotated[str | None, "City, where a document gives it."]
    country: Annotated[str | None, "Country, where a document gives it."]
    aliases: Annotated[tuple[str, ...], "Other names."]
    regions: Annotated[tuple[str, ...], "Ids of the regions of its records.", References("regions")]
    sectors: Annotated[tuple[str, ...], "Ids of the sectors of its records.", SECTOR]
    statuses: Annotated[tuple[str, ...], "Statuses of its records.", vocabulary.STATUS]
    records: Annotated[int, "Cooperation records that name it, those of a wider area included."]
    wider: Annotated[int, "Those of them that were said of a wider area."]


class FigureRow(NamedTuple):
    """A number that is not trade."""

    id: FactId
    region: Annotated[str, "The region whose meeting it is from.", References("regions")]
    region_name: Annotated[str, "That region's short name."]
    name: Annotated[str, "What is counted."]
    text: AmountText
    hedge: Hedge
    lower: Annotated[int | float | None, "Lower bound."]
    upper: Annotated[int | float | None, "Upper bound."]
    unit: Annotated[str | None, "Unit of the bounds."]
    year_from: Annotated[int | None, "First year, where there is one."]
    year_to: Annotated[int | None, "Last year, where there is one."]
    scope: Annotated[str, "Whose number it is; mostly not the region's."]
    stated_by: StatedBy
    speaker: Speaker
    document: DocumentId
    paragraphs: Paragraphs
    evidence: Evidence
    url: Url
    period: Annotated[str | None, "2019, 2015/2020 or 2022-01/2022-08; null if there is none."]
    year_basis: YearBasis
    change_text: ChangeText
    direction: Annotated[str | None, "Whether the number went up or down.", vocabulary.DIRECTION]
    change_lower: ChangeLower
    change_upper: ChangeUpper
    compared_to: ComparedTo
    note: Annotated[str | None, "How a period that is not stated is known."]


class DocumentRow(NamedTuple):
    """A report of a meeting, with its source and the number of facts taken from it."""

    id: Annotated[str, "The document's id."]
    region: RegionId
    region_name: RegionName
    date: Annotated[str, "Day of the meeting."]
    date_stated: Annotated[str | None, "The date in the words of the text."]
    date_basis: Annotated[str, "Whether the text states the full date.", vocabulary.DATE_BASIS]
    date_note: Annotated[str, "Where it stands or what it is inferred from."]
    place: Annotated[str | None, "Place of the meeting, where stated."]
    head: Annotated[str, "Who headed the region's side."]
    head_title: Annotated[str, "That person's title."]
    publisher: Annotated[str, "Who published the report."]
    url: Annotated[str, "Its address."]
    language: Annotated[str, "ISO 639-1 code."]
    paragraphs: Annotated[int, "How many paragraphs it has."]
    sha256: Annotated[str, "Hash of the text, white space collapsed."]
    cooperation: Annotated[int, "Cooperation records taken from it."]
    trade: Annotated[int, "Trade statements taken from it."]
    figures: Annotated[int, "Other numbers taken from it."]
    wider: Annotated[int, "Cooperation records that were said of a wider area."]
    reprinted_by: Annotated[str | None, "Who printed the copy at the address, if another."]


class CatalogueRow(NamedTuple):
    """A sector of the catalogue."""

    id: Annotated[str, "The sector's id."]
    name: Annotated[str, "The sector's name."]
    parents: Annotated[tuple[str, ...], "The sectors that it belongs to.", SECTOR]
    isic: Isic
    name_ru: Annotated[str, "The sector's Russian name."]
    aliases: Annotated[tuple[str, ...], "Other names."]


class ProductRow(NamedTuple):
    """A product of a cooperation record."""

    id: Annotated[str, "The record's id.", References("sectors")]
    position: Position
    name: Annotated[str, "The product's name."]
    hs: Annotated[str | None, "Its HS 2022 code."]


class ParticipantRow(NamedTuple):
    """A person at a meeting."""

    document: DocumentId
    position: Annotated[int, "From 1; the first of a side is its head."]
    name: Annotated[str, "The person's name."]
    title: Annotated[str, "The person's title."]
    side: Annotated[str, "Whose side the person is on.", vocabulary.PARTY]
    person: Annotated[str, "One spelling of the name for one person in all documents."]


class LeftOutRow(NamedTuple):
    """A passage of a document that is deliberately left out."""

    document: DocumentId
    position: Position
    paragraph: Annotated[int, "The paragraph, counted from 1."]
    text: Annotated[str | None, "Its first words; null for the whole paragraph."]
    kind: Annotated[str, "Why it is left out.", vocabulary.LEFT_OUT_KIND]


class EvidenceRow(NamedTuple):
    """A phrase of a text with the fact that rests on it."""

    listing: Annotated[str, "The listing that prints the fact."]
    id: Annotated[str, "The fact's id."]
    document: DocumentId
    position: Position
    phrase: Annotated[str, "The words of the text."]


Fact = SectorRow | TradeRow | FigureRow
