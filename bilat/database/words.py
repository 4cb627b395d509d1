"""What TEXT searches: for each row the folded words of what its table shows and of every name."""

from collections.abc import Iterable

from bilat.database.rows import CompanyRow, DocumentRow, FigureRow, RegionRow, SectorRow, TradeRow
from bilat.dataset.models import Dataset
from bilat.dataset.naming import record_names, region_names
from bilat.text import fold, singular

SPEAKERS = {"president": "president", "region_head": "head governor", "document": "report"}
"""What the tables call who says something."""


class Words:
    """The folded words of the rows of one dataset."""

    def __init__(self, dataset: Dataset) -> None:
        self._sectors = {
            sector.id: _folded(
                name
                for id_ in (sector.id, *sector.parents)
                for name in record_names(dataset.sector[id_])
            )
            for sector in dataset.sectors
        }
        self._regions = {region.id: _folded(region_names(region)) for region in dataset.regions}
        self._companies = {item.id: _folded(record_names(item)) for item in dataset.companies}
        self._met: dict[str, str] = {}
        self._heads: dict[str, list[str]] = {}
        for document in dataset.documents:
            head = document.head("region")
            self._met[document.id] = _folded((head.name, head.title, document.date.value))
            self._heads.setdefault(document.region, []).append(self._met[document.id])

    def sectors(self, row: SectorRow) -> tuple[str, str]:
        """First region, sector and status, then everything else."""
        names = (self._regions[row.region], self._sectors[row.sector], row.status)
        companies = (self._companies[id_] for id_ in row.companies)
        shown = (
            *(row.id, row.summary, row.date, *row.isic, row.side, row.speaker),
            *(SPEAKERS.get(row.stated_by), *row.forms, *row.products, *row.hs),
            *(*row.places, *row.projects, row.scope, row.condition),
        )
        return " ".join(names), " ".join((self._met[row.document], *companies, _folded(shown)))

    def trade(self, row: TradeRow) -> tuple[str]:
        """Region, years, words of amount and change, who says so."""
        shown = (
            *(row.id, row.year_from, row.year_to, row.kind, row.basis, row.text, row.hedge),
            *(row.currency, row.direction, row.change_text, row.compared_to, row.speaker),
            *(row.cause, row.doubt),
            SPEAKERS.get(row.stated_by or ""),
        )
        return (f"{self._regions[row.region]} {self._met[row.document]} {_folded(shown)}",)

    def figures(self, row: FigureRow) -> tuple[str]:
        """Region, what is counted, its words and years, who says so."""
        shown = (
            *(row.id, row.name, row.text, row.unit, row.scope, row.year_from, row.year_to),
            *(row.speaker, SPEAKERS.get(row.stated_by)),
        )
        return (f"{self._regions[row.region]} {self._met[row.document]} {_folded(shown)}",)

    def documents(self, row: DocumentRow) -> tuple[str]:
        """Region, day, place, head, publisher, address."""
        shown = (row.id, row.date, row.date_stated, row.date_basis, row.place, row.head)
        source = (row.head_title, row.publisher, row.url, row.language)
        return (f"{self._regions[row.region]} {_folded((*shown, *source))}",)

    def regions(self, row: RegionRow) -> tuple[str]:
        """Its names, capital, district, kind, heads and turnover."""
        shown = (row.capital, row.federal_district, row.kind, row.date, row.turnover)
        met = " ".join(self._heads.get(row.id, ()))
        return (f"{self._regions[row.id]} {_folded(shown)} {met}",)

    def companies(self, row: CompanyRow) -> tuple[str]:
        """Its names, city and country; its records are searched by their own names."""
        return (f"{self._companies[row.id]} {_folded((row.city, row.country))}",)


def _folded(texts: Iterable[str | int | None]) -> str:
    return singular(" ".join(fold(str(text)) for text in texts if text is not None))
