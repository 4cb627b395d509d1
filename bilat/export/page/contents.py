"""The rows that a page is made of, and the places on it that they have."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from bilat.database.rows import (
    CompanyRow,
    DocumentRow,
    FigureRow,
    RegionRow,
    SectorRow,
    TradeRow,
    short_id,
)
from bilat.database.store import Database
from bilat.queries.records import rows_of

Fact = TypeVar("Fact", SectorRow, TradeRow)


class Field(NamedTuple):
    """A sector of the catalogue with the sectors that it belongs to."""

    id: str
    name: str
    parents: tuple[str, ...]


class Contents:
    """Everything that a page shows."""

    def __init__(self, database: Database) -> None:
        """Reads it from a database."""
        self.info: dict[str, str] = dict(database.rows("SELECT name, value FROM dataset_info"))
        self.regions: list[RegionRow] = rows_of(database, "regions")
        self.documents: list[DocumentRow] = rows_of(database, "documents")
        self.companies: list[CompanyRow] = rows_of(database, "companies")
        self.records: list[SectorRow] = rows_of(database, "sectors", scope="all")
        self.trade: list[TradeRow] = rows_of(database, "trade")
        self.figures: list[FigureRow] = rows_of(database, "figures")
        self.fields = _in_order(
            [
                Field(id_, name, tuple(json.loads(parents)))
                for id_, name, parents in database.rows(
                    "SELECT id, name, parents FROM sector_catalogue ORDER BY rowid"
                )
            ]
        )
        self.presidents: list[str] = [
            name
            for (name,) in database.rows(
                "SELECT DISTINCT name FROM participants AS person WHERE side = 'belarus'"
                " AND NOT EXISTS (SELECT 1 FROM participants AS other WHERE side = 'belarus'"
                " AND other.document = person.document AND other.position < person.position)"
            )
        ]
        self.company = {company.id: company for company in self.companies}
        self.field = {field.id: field for field in self.fields}
        self.document = {document.id: document for document in self.documents}
        self.anchors = dict(_anchors(self.records))
        self.called: dict[str, str] = _called(database)
        self._meetings: defaultdict[str, list[DocumentRow]] = defaultdict(list)
        for document in self.documents:
            self._meetings[document.region].append(document)

    def meetings(self, region: str) -> Sequence[DocumentRow]:
        """The meetings with a region, the oldest first."""
        return self._meetings[region]

    def used(self) -> list[Field]:
        """The sectors that a record is of, and those that they belong to."""
        direct = {record.sector for record in self.records}
        above = {parent for id_ in direct for parent in self.field[id_].parents}
        return [field for field in self.fields if field.id in direct | above]

    def by_region(self, rows: Iterable[Fact]) -> Iterator[tuple[RegionRow, list[Fact]]]:
        """The regions that rows speak of, each with its rows, in order."""
        found: defaultdict[str, list[Fact]] = defaultdict(list)
        for row in rows:
            found[row.region].append(row)
        return ((region, found[region.id]) for region in self.regions if region.id in found)


def token(kind: str, id_: str) -> str:
    """What a filter of the page calls one thing of a kind."""
    return f"{kind}:{id_}"


def _in_order(fields: Sequence[Field]) -> list[Field]:
    """Each sector below the first that it belongs to."""
    below: defaultdict[str, list[Field]] = defaultdict(list)
    for field in fields:
        below[field.parents[0] if field.parents else ""].append(field)
    return [each for top in below[""] for each in (top, *below[top.id])]


def _anchors(records: Sequence[SectorRow]) -> Iterator[tuple[str, str]]:
    """The id on the page of each record, with the day where several meetings have such a one."""
    short = {record.id: short_id(record.id) for record in records}
    times = Counter((record.region, short[record.id]) for record in records)
    for record in records:
        name = short[record.id]
        day = [record.date] if times[record.region, name] > 1 else []
        yield record.id, ".".join((record.region, *day, name))


def _called(database: Database) -> dict[str, str]:
    """Every name of a region, a sector or a company, folded, by its token."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    query = "SELECT kind, id, name FROM names WHERE kind IN ('region', 'sector', 'company')"
    for kind, id_, name in database.rows(query):
        found[token(kind, id_)].append(name)
    return {of: " ".join(dict.fromkeys(" ".join(names).split())) for of, names in found.items()}
