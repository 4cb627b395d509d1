"""Dataset and filters → rows. Pure, but that a dataset may read its records when asked for them."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cached_property

from bilat.database.rows import (
    CompanyRow,
    DocumentRow,
    FigureRow,
    RegionRow,
    SectorRow,
    TradeRow,
)
from bilat.dataset.models import (
    Company,
    Cooperation,
    Dataset,
    Document,
    Region,
    Sector,
    Trade,
)
from bilat.errors import UsageError
from bilat.questions import names
from bilat.questions.names import Names
from bilat.vocabulary import STATUS

STATUSES = tuple(STATUS)

PLACE = ("region", "district", "year")
RECORD = (*PLACE, "sector", "status", "form", "company", "proposed_by")
APPLICABLE = {
    "regions": ("text", *PLACE),
    "sectors": ("text", *RECORD),
    "trade": (*PLACE, "basis", "kind"),
    "companies": ("text", *RECORD),
    "figures": ("text", *PLACE),
    "documents": PLACE,
    "matrix": ("text", *RECORD),
}
"""The filters that each listing takes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Filters:
    """What to keep. Several values of one filter mean "or", several filters mean "and".

    Values are names as a person types them (see bilat.names); one that is not known raises
    UsageError with the nearest ones, and so does a filter that a listing does not have.
    """

    text: str = ""
    """Every one of its words occurs, case and accents aside."""
    region: Collection[str] = ()
    district: Collection[str] = ()
    year: Collection[int] = ()
    """Of trade and figures, one that the period includes; elsewhere, that of the meeting."""
    sector: Collection[str] = ()
    """A parent includes its children."""
    status: Collection[str] = ()
    form: Collection[str] = ()
    company: Collection[str] = ()
    proposed_by: Collection[str] = ()
    basis: Collection[str] = ()
    kind: Collection[str] = ()


class _Selection:
    """Filters with their names resolved, applied to documents and records."""

    def __init__(self, listing: str, dataset: Dataset, filters: Filters) -> None:
        for each in fields(filters):
            if getattr(filters, each.name) and each.name not in APPLICABLE[listing]:
                raise UsageError(f"{listing} has no filter {each.name!r}")
        self._dataset = dataset
        self._years = frozenset(filters.year)
        # A word of signs only, such as %, is looked for as it is.
        self._words = [names.fold(word) or word for word in filters.text.split()]
        self._regions = _resolved(filters.region, lambda: names.regions(dataset))
        if (districts := _resolved(filters.district, lambda: names.districts(dataset))) is not None:
            inside = {r.id for r in dataset.regions if r.federal_district in districts}
            self._regions = frozenset(inside if self._regions is None else inside & self._regions)
        self._sectors = _resolved(filters.sector, lambda: names.sectors(dataset))
        if self._sectors is not None:
            self._sectors |= {s.id for s in dataset.sectors if s.parent in self._sectors}
        self._companies = _resolved(filters.company, lambda: names.companies(dataset))
        self._statuses = _resolved(filters.status, names.statuses)
        self._forms = _resolved(filters.form, names.forms)
        self._sides = _resolved(filters.proposed_by, names.sides)
        self._bases = _resolved(filters.basis, names.bases)
        self._kinds = _resolved(filters.kind, names.kinds)

    @cached_property
    def names_records(self) -> bool:
        """Whether some filter speaks of records, so that what has none is out."""
        chosen = (self._regions, self._sectors, self._statuses, self._forms, self._sides)
        return bool(self._years) or any(each is not None for each in chosen)

    def region(self, id_: str) -> bool:
        return self._regions is None or id_ in self._regions

    def company(self, id_: str) -> bool:
        return self._companies is None or id_ in self._companies

    def meeting(self, region: str, date: str) -> bool:
        """Whether region and year of a meeting fit."""
        return self.region(region) and (not self._years or int(date[:4]) in self._years)

    def document(self, document: Document) -> bool:
        return self.meeting(document.region, document.date.value)

    def documents(self, *, any_year: bool = False) -> Iterable[Document]:
        """The documents of the regions and, unless any will do, of the years that fit."""
        if any_year:
            return self._dataset.meetings(lambda region, date: self.region(region))
        return self._dataset.meetings(self.meeting)

    def period(self, first: int | None, last: int | None) -> bool:
        if not self._years:
            return True
        return (
            first is not None
            and last is not None
            and any(first <= year <= last for year in self._years)
        )

    def trade(self, row: TradeRow) -> bool:
        return (
            self.period(row.year_from, row.year_to)
            and (self._bases is None or row.basis in self._bases)
            and (self._kinds is None or row.kind in self._kinds)
        )

    def text(self, haystack: Iterable[str]) -> bool:
        """Whether every word of the text occurs somewhere in the haystack."""
        if not self._words:
            return True
        texts = list(haystack)
        found = "\n".join((*map(names.fold, texts), *texts))
        return all(word in found for word in self._words)

    def cooperation(
        self, naming: Collection[str] | None = None
    ) -> list[tuple[Document, Cooperation]]:
        """The records that fit, by region, sector, status and date.

        Where only those are of use that name one of some things, others may be left out.
        """
        chosen = (self._sectors, self._statuses, self._sides, self._forms, self._companies, naming)
        words = [each for each in chosen if each is not None]
        found = [
            (document, fact)
            for document in self.documents()
            for fact in document.cooperation_with(words)
            if (self._sectors is None or fact.sector in self._sectors)
            and (self._statuses is None or fact.status in self._statuses)
            and (self._sides is None or fact.proposed_by in self._sides)
            and (self._forms is None or not self._forms.isdisjoint(fact.forms))
            and (self._companies is None or not self._companies.isdisjoint(fact.companies))
        ]
        regions = _positions(self._dataset.region)
        sectors = _positions(self._dataset.sector)
        found.sort(
            key=lambda pair: (
                regions[pair[0].region],
                sectors[pair[1].sector],
                STATUSES.index(pair[1].status),
                pair[0].date.value,
            )
        )
        return found


def _resolved(given: Collection[str], known: Callable[[], Names]) -> frozenset[str] | None:
    """The ids of the names given; None, which keeps all, where none is given."""
    return known().resolve_all(given) if given else None


def _positions(ids: Iterable[str]) -> dict[str, int]:
    return {id_: index for index, id_ in enumerate(ids)}


NO_FILTERS = Filters()


def regions(dataset: Dataset, filters: Filters = NO_FILTERS) -> list[RegionRow]:
    """The regions, each with its latest meeting."""
    selection = _Selection("regions", dataset, filters)
    met = _meetings(dataset, selection)
    return [
        _region_row(region, met[region.id])
        for region in dataset.regions
        if selection.region(region.id)
        and (not filters.year or any(map(selection.document, met[region.id])))
        and selection.text(_region_haystack(region, met[region.id]))
    ]


def _region_haystack(region: Region, documents: Iterable[Document]) -> Iterator[str]:
    yield from names.region_names(region)
    yield from (region.capital, region.federal_district, region.kind)
    for document in documents:
        head = document.head("region")
        yield from (head.name, head.title)


def _region_row(region: Region, documents: list[Document]) -> RegionRow:
    latest = documents[-1] if documents else None
    head = latest.head("region") if latest else None
    turnover = next(reversed(_turnovers(documents)), None)
    counts = dict.fromkeys(STATUSES, 0)
    for document in documents:
        for fact in document.cooperation:
            counts[fact.status] += 1
    return RegionRow(
        id=region.id,
        name=region.name,
        official_name=region.official_name,
        kind=region.kind,
        iso_3166_2=region.iso_3166_2,
        federal_district=region.federal_district,
        capital=region.capital,
        name_ru=region.name_ru,
        head=head.name if head else None,
        head_title=head.title if head else None,
        date=latest.date.value if latest else None,
        date_basis=latest.date.basis if latest else None,
        turnover=turnover.amount.text if turnover and turnover.amount else None,
        turnover_year=turnover.period.to if turnover else None,
        **counts,
        document=latest.id if latest else None,
    )


def sectors(dataset: Dataset, filters: Filters = NO_FILTERS) -> list[SectorRow]:
    """The cooperation records, by region, sector and status."""
    selection = _Selection("sectors", dataset, filters)
    return [
        _sector_row(dataset, document, fact)
        for document, fact in selection.cooperation()
        if selection.text(_record_haystack(dataset, document, fact))
    ]


def _record_haystack(dataset: Dataset, document: Document, fact: Cooperation) -> Iterator[str]:
    sector = dataset.sector[fact.sector]
    yield from names.record_names(sector)
    if sector.parent:
        yield from names.record_names(dataset.sector[sector.parent])
    yield from names.region_names(dataset.region[document.region])
    for id_ in fact.companies:
        yield from names.record_names(dataset.company[id_])
    yield from (product.name for product in fact.products)
    yield from (*fact.places, *fact.projects, fact.summary)


def _sector_row(dataset: Dataset, document: Document, fact: Cooperation) -> SectorRow:
    sector = dataset.sector[fact.sector]
    return SectorRow(
        id=f"{document.id}/{fact.id}",
        region=document.region,
        region_name=dataset.region[document.region].name,
        sector=sector.id,
        sector_name=sector.name,
        isic=sector.isic,
        status=fact.status,
        proposed_by=fact.proposed_by,
        forms=fact.forms,
        products=tuple(product.name for product in fact.products),
        hs=tuple(dict.fromkeys(product.hs for product in fact.products if product.hs)),
        companies=fact.companies,
        places=fact.places,
        projects=fact.projects,
        summary=fact.summary,
        stated_by=fact.stated_by,
        speaker=document.speaker(fact),
        date=document.date.value,
        document=document.id,
        paragraphs=fact.paragraphs,
    )


def trade(dataset: Dataset, filters: Filters = NO_FILTERS) -> list[TradeRow]:
    """Trade by region and year, stated and derived."""
    selection = _Selection("trade", dataset, filters)
    rows = [
        row
        for document in selection.documents(any_year=True)
        for row in trade_rows(dataset, document)
        if selection.trade(row)
    ]
    order = _positions(dataset.region)
    rows.sort(key=lambda row: (order[row.region], row.year_to, row.year_from, row.basis, row.kind))
    return rows


def without_turnover(dataset: Dataset, filters: Filters = NO_FILTERS) -> list[Region]:
    """The regions for which no document states an actual amount of trade, in any year."""
    selection = _Selection("trade", dataset, filters)
    documents = selection.documents(any_year=True)
    stated = {document.region for document in documents if _turnovers([document])}
    return [r for r in dataset.regions if selection.region(r.id) and r.id not in stated]


def with_inferred_turnover(dataset: Dataset, filters: Filters = NO_FILTERS) -> list[Region]:
    """The regions whose latest turnover is of a year that no text states."""
    selection = _Selection("trade", dataset, filters)
    met = _meetings(dataset, selection)
    return [
        region
        for region in dataset.regions
        if (turnovers := _turnovers(met[region.id])) and turnovers[-1].period.basis == "inferred"
    ]


def _meetings(dataset: Dataset, selection: _Selection) -> dict[str, list[Document]]:
    """The documents of each region, by date."""
    met: dict[str, list[Document]] = {region.id: [] for region in dataset.regions}
    documents = selection.documents(any_year=True)
    for document in sorted(documents, key=lambda document: document.date.value):
        met[document.region].append(document)
    return met


def _turnovers(documents: Iterable[Document]) -> list[Trade]:
    """The stated actual amounts of documents in order of date, by year, the latest last."""
    found = [
        fact
        for document in documents
        for fact in document.trade
        if fact.kind == "actual" and fact.amount
    ]
    return sorted(found, key=lambda fact: fact.period.to)


def trade_rows(dataset: Dataset, document: Document) -> Iterator[TradeRow]:
    """What a document states on trade, then what is derived from it."""
    from bilat.database import derive  # for trade alone

    region_name = dataset.region[document.region].name
    for fact in document.trade:
        amount, change = fact.amount, fact.change
        yield TradeRow(
            id=f"{document.id}/{fact.id}",
            region=document.region,
            region_name=region_name,
            year_from=fact.period.from_,
            year_to=fact.period.to,
            year_basis=fact.period.basis,
            kind=fact.kind,
            basis="stated",
            text=amount.text if amount else None,
            hedge=amount.hedge if amount else None,
            lower=amount.lower if amount else None,
            upper=amount.upper if amount else None,
            currency=amount.unit if amount else None,
            direction=change.direction if change else None,
            change_text=change.text if change else None,
            change_lower=change.lower if change else None,
            change_upper=change.upper if change else None,
            compared_to=change.compared_to if change else None,
            stated_by=fact.stated_by,
            speaker=document.speaker(fact),
            derivation=None,
            note=fact.period.note,
            document=document.id,
            paragraphs=fact.paragraphs,
        )
    for derived in derive.earlier_amounts(document):
        origins = tuple(dict.fromkeys((derived.amount, derived.change)))
        sources = " and ".join(f"{document.id}/{fact.id}" for fact in origins)
        notes = [fact.period.note for fact in origins if fact.period.note]
        inferred = any(fact.period.basis == "inferred" for fact in origins)
        yield TradeRow(
            id=f"{document.id}/{'+'.join(fact.id for fact in origins)}/derived-{derived.year}",
            region=document.region,
            region_name=region_name,
            year_from=derived.year,
            year_to=derived.year,
            year_basis="inferred" if inferred else "stated",
            kind="actual",
            basis="derived",
            text=None,
            hedge=derived.hedge,
            lower=derived.lower,
            upper=derived.upper,
            currency=derived.currency,
            direction=None,
            change_text=None,
            change_lower=None,
            change_upper=None,
            compared_to=None,
            stated_by=None,
            speaker=None,
            derivation=f"{derived.formula} from {sources}",
            note=" ".join(notes) or None,
            document=document.id,
            paragraphs=tuple(sorted({n for fact in origins for n in fact.paragraphs})),
        )


def companies(dataset: Dataset, filters: Filters = NO_FILTERS) -> list[CompanyRow]:
    """The companies, with what the records that fit say of each.

    Without a filter on records, companies that no record names are listed too.
    """
    selection = _Selection("companies", dataset, filters)
    records: dict[str, list[tuple[Document, Cooperation]]] = {}
    for pair in selection.cooperation(naming=dataset.company):
        for id_ in pair[1].companies:
            records.setdefault(id_, []).append(pair)
    rows = [
        _company_row(company, records.get(company.id, []))
        for company in dataset.companies
        if selection.company(company.id) and (company.id in records or not selection.names_records)
    ]
    return [row for row in rows if selection.text(_company_haystack(dataset, row))]


def _company_row(company: Company, pairs: list[tuple[Document, Cooperation]]) -> CompanyRow:
    statuses = {fact.status for _, fact in pairs}
    return CompanyRow(
        id=company.id,
        name=company.name,
        city=company.city,
        country=company.country,
        aliases=company.aliases,
        regions=tuple(dict.fromkeys(document.region for document, _ in pairs)),
        sectors=tuple(dict.fromkeys(fact.sector for _, fact in pairs)),
        statuses=tuple(status for status in STATUSES if status in statuses),
        records=len(pairs),
    )


def _company_haystack(dataset: Dataset, row: CompanyRow) -> Iterator[str]:
    yield from (row.id, row.name, *row.aliases, row.city or "", row.country or "")
    for id_ in row.sectors:
        yield from names.record_names(dataset.sector[id_])
    for id_ in row.regions:
        yield from names.region_names(dataset.region[id_])


def figures(dataset: Dataset, filters: Filters = NO_FILTERS) -> list[FigureRow]:
    """The numbers that are not trade, by region."""
    selection = _Selection("figures", dataset, filters)
    rows = [
        row
        for document in selection.documents(any_year=True)
        for row in _figure_rows(dataset, document)
        if selection.period(row.year_from, row.year_to)
        and selection.text(_figure_haystack(dataset, row))
    ]
    order = _positions(dataset.region)
    rows.sort(key=lambda row: order[row.region])
    return rows


def _figure_rows(dataset: Dataset, document: Document) -> Iterator[FigureRow]:
    for fact in document.figures:
        yield FigureRow(
            id=f"{document.id}/{fact.id}",
            region=document.region,
            region_name=dataset.region[document.region].name,
            name=fact.name,
            text=fact.amount.text,
            hedge=fact.amount.hedge,
            lower=fact.amount.lower,
            upper=fact.amount.upper,
            unit=fact.amount.unit,
            year_from=fact.period.from_ if fact.period else None,
            year_to=fact.period.to if fact.period else None,
            scope=fact.scope,
            stated_by=fact.stated_by,
            speaker=document.speaker(fact),
            document=document.id,
            paragraphs=fact.paragraphs,
        )


def _figure_haystack(dataset: Dataset, row: FigureRow) -> Iterator[str]:
    yield from (row.name, row.text, row.unit, row.scope)
    yield from names.region_names(dataset.region[row.region])


def documents(dataset: Dataset, filters: Filters = NO_FILTERS) -> list[DocumentRow]:
    """The documents, the oldest first."""
    selection = _Selection("documents", dataset, filters)
    by_date = sorted(selection.documents(), key=lambda document: document.date.value)
    return [_document_row(dataset, document) for document in by_date]


def _document_row(dataset: Dataset, document: Document) -> DocumentRow:
    head, source = document.head("region"), document.source
    return DocumentRow(
        id=document.id,
        region=document.region,
        region_name=dataset.region[document.region].name,
        date=document.date.value,
        date_stated=document.date.stated,
        date_basis=document.date.basis,
        date_note=document.date.note,
        place=document.place,
        head=head.name,
        head_title=head.title,
        publisher=source.publisher,
        url=source.url,
        language=source.language,
        paragraphs=source.paragraphs,
        sha256=source.sha256,
        cooperation=len(document.cooperation),
        trade=len(document.trade),
        figures=len(document.figures),
    )


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A sector, its parent, and the statuses of its records by region."""

    sector: Sector
    parent: Sector | None
    statuses: dict[str, tuple[str, ...]]


def matrix(dataset: Dataset, filters: Filters = NO_FILTERS) -> list[MatrixRow]:
    """What there is in each sector and region; sectors without a fitting record are left out."""
    selection = _Selection("matrix", dataset, filters)
    found: dict[str, dict[str, set[str]]] = {}
    for document, fact in selection.cooperation():
        if selection.text(_record_haystack(dataset, document, fact)):
            cell = found.setdefault(fact.sector, {}).setdefault(document.region, set())
            cell.add(fact.status)
    return [
        MatrixRow(
            sector,
            dataset.sector[sector.parent] if sector.parent else None,
            {
                region: tuple(status for status in STATUSES if status in cell)
                for region, cell in found[sector.id].items()
            },
        )
        for sector in dataset.sectors
        if sector.id in found
    ]


def matrix_regions(dataset: Dataset, filters: Filters = NO_FILTERS) -> list[Region]:
    """The regions that a matrix has columns for."""
    selection = _Selection("matrix", dataset, filters)
    return [region for region in dataset.regions if selection.region(region.id)]
