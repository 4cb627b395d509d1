"""The words by which things are found: names for filters, and the text that TEXT searches."""

from collections.abc import Iterable, Iterator

from bilat.database.rows import (
    CompanyRow,
    DocumentRow,
    FigureRow,
    RegionRow,
    SectorRow,
    TradeRow,
)
from bilat.dataset.models import Dataset
from bilat.text import fold
from bilat.vocabulary import DISTRICT_NAMES

# The words of the filters for who says something.
_SPEAKERS = {"president": "president", "region_head": "head governor", "document": "report"}
# Ordinary words for a direction; a change is often worded otherwise.
_DIRECTIONS = {
    "down": "fall drop decline decrease shrink",
    "up": "rise grow increase",
}


class SearchedText:
    """The text that TEXT searches, for the rows of one dataset.

    For each listing there is a method that returns the values of the fields in SEARCHED, with
    several values on lines of their own.
    """

    def __init__(self, dataset: Dataset) -> None:
        # What people also call a region, such as its capital, serves the filters alone.
        self._regions = {
            region.id: _lines((region.name, region.official_name, region.name_ru))
            for region in dataset.regions
        }
        names = {sector.id: sector.names[1:] for sector in dataset.sectors}
        self._sectors = {
            sector.id: _lines(name for id_ in (sector.id, *sector.parents) for name in names[id_])
            for sector in dataset.sectors
        }
        self._companies = {company.id: _lines(company.names[1:]) for company in dataset.companies}
        self._named_in: dict[str, list[tuple[str, str]]] = {}
        for document in dataset.documents:
            for fact in document.cooperation:
                for id_ in fact.companies:
                    self._named_in.setdefault(id_, []).append((document.region, fact.sector))
        self._heads: dict[str, list[str]] = {}
        for document in sorted(dataset.documents, key=lambda each: each.date.value, reverse=True):
            head = document.head("region")
            self._heads.setdefault(document.region, []).append(f"{head.name}, {head.title}")

    def sectors(self, row: SectorRow) -> tuple[str, ...]:
        """Return the fields of a cooperation record."""
        return (
            row.summary,
            self._sectors[row.sector],
            _lines(self._companies[id_] for id_ in row.companies),
            *(_lines(row.products), _lines(row.places), _lines(row.projects)),
            *(row.condition or "", row.scope or ""),
            *(_lines(row.evidence), self._regions[row.region], _speaker(row)),
        )

    def trade(self, row: TradeRow) -> tuple[str, ...]:
        """Return the fields of a statement on trade."""
        texts = (row.period, row.text, row.change_text, row.goods, row.cause, row.doubt)
        return (
            self._regions[row.region],
            *(text or "" for text in texts),
            *(_lines(row.evidence), _speaker(row), _DIRECTIONS.get(row.direction or "", "")),
            row.flow,
        )

    def figures(self, row: FigureRow) -> tuple[str, ...]:
        """Return the fields of a number."""
        return (
            *(row.name, row.text or "", row.change_text or "", row.scope, row.period or ""),
            *(_lines(row.evidence), self._regions[row.region], _speaker(row)),
        )

    def regions(self, row: RegionRow) -> tuple[str, ...]:
        """Return the fields of a region, with the heads at all its meetings."""
        district = (row.federal_district, *DISTRICT_NAMES[row.federal_district])
        heads = _lines(dict.fromkeys(self._heads.get(row.id, ())))
        return self._regions[row.id], heads, _lines(district), row.kind

    def companies(self, row: CompanyRow) -> tuple[str, ...]:
        """Return the fields of a company, with the regions and sectors of its records."""
        named_in = self._named_in.get(row.id, ())
        regions = dict.fromkeys(self._regions[region] for region, _ in named_in)
        sectors = dict.fromkeys(self._sectors[sector] for _, sector in named_in)
        names = self._companies[row.id]
        return names, row.city or "", row.country or "", _lines(regions), _lines(sectors)

    def documents(self, row: DocumentRow) -> tuple[str, ...]:
        """Return the fields of a document."""
        return (
            self._regions[row.region],
            _lines(filter(None, (row.date, row.date_stated))),
            row.place or "",
            f"{row.head}, {row.head_title}",
            _lines(filter(None, (row.publisher, row.reprinted_by))),
        )


_lines = "\n".join


def _speaker(row: SectorRow | TradeRow | FigureRow) -> str:
    return _lines(filter(None, (row.speaker, _SPEAKERS.get(row.stated_by or ""))))


def names(dataset: Dataset, facts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Yield the kind, a folded name and the id of everything that has a name.

    `facts` are the id and the region of each fact. A person, place, project or product has its
    name for an id.
    """
    for region in dataset.regions:
        for name in region.names:
            yield "region", fold(name), region.id
        for name in (region.federal_district, *DISTRICT_NAMES[region.federal_district]):
            yield "district", fold(name), region.federal_district
    for sector in dataset.sectors:
        yield from (("sector", fold(name), sector.id) for name in sector.names)
    for company in dataset.companies:
        yield from (("company", fold(name), company.id) for name in company.names)
    for document in dataset.documents:
        yield "document", fold(document.id), document.id
        if document.place:
            yield "place", fold(document.place), document.place
        for fact in document.cooperation:
            for kind, values in (
                ("place", fact.places),
                ("project", fact.projects),
                ("product", [product.name for product in fact.products]),
            ):
                for value in values:
                    yield kind, fold(value), value
    for id_, region_id in facts:
        short = id_.rpartition("/")[2]
        yield "fact", fold(id_), id_
        yield "short fact", fold(short), id_
        yield "short fact", fold(f"{region_id}/{short}"), id_
    for spelling, person in people(dataset).items():
        yield "person", spelling, person
        yield "person", spelling.rpartition(" ")[2], person


def people(dataset: Dataset) -> dict[str, str]:
    """Return the one name of a person for each folded spelling of the name.

    Participants who share a spelling are one person, called by the name in the first document.
    """
    found: dict[str, str] = {}
    for document in sorted(dataset.documents, key=lambda each: each.date.value):
        for participant in document.participants:
            spellings = [fold(each) for each in (participant.name, *participant.aliases)]
            known = {found[each] for each in spellings if each in found}
            if len(known) > 1:  # spellings that were taken for several people until now
                name = next(person for person in found.values() if person in known)
                found |= {each: name for each, person in found.items() if person in known}
            else:
                name = next(iter(known), participant.name)
            found |= dict.fromkeys(spellings, name)
    return found
