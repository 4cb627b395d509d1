"""What a table tells besides its rows: meetings, names for ids, matches, what is missing."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from bilat.database.rows import DocumentRow, TradeRow
from bilat.database.store import Database
from bilat.database.summaries import where
from bilat.queries import search
from bilat.queries.listings import Question, answered, regions_of, rows_by_id
from bilat.queries.names import fact_names, names_by_id
from bilat.queries.search import Match

# By the status of records and whether they are of wider scope: the id of the first of them.
Signs = dict[tuple[str, bool], str]


class Place(NamedTuple):
    """A region as a column of the matrix."""

    id: str
    name: str
    code: str
    years: Sequence[tuple[str, str]]
    """The years of its first and last meeting, each with how it is known."""


class Context(NamedTuple):
    """What a table needs besides its rows; each field is for some listings."""

    grouped: bool = True  # whether the rows are in the order of the listing, which groups them
    meetings: Mapping[str, DocumentRow] = {}  # by document
    names: Mapping[str, str] = {}  # of companies or sectors, by id
    short_ids: Mapping[str, str] = {}
    """By fact, what to draw as its id: the last part if REGION/PART names it, else the whole id."""
    matches: Mapping[str, Sequence[Match]] = {}  # by row, the values that have words of TEXT
    without_turnover: Sequence[str] = ()
    """The names of the regions that the question is about without a stated turnover."""
    sources: Mapping[str, TradeRow] = {}  # by id, the rows that derived rows are derived from
    # By company, then by the names of region and sector.
    mentions: Mapping[str, Mapping[tuple[str, str], Signs]] = {}
    places: Sequence[Place] = ()  # the regions with records, as columns of the matrix
    cells: Mapping[tuple[str, str], Signs] = {}  # by sector and region


def context(
    database: Database, question: Question, rows: Sequence[Any], grouped: bool = True
) -> Context:
    """Return what the table of some rows tells besides them.

    `grouped` says that the rows are in the order of the listing.
    """
    found = Context(grouped=grouped)
    if question.listing == "matrix":
        parents = (parent for row in rows for parent in row["parents"])
        cells = _cells(database, question)
        places = [*_places(database, question, {region for _, region in cells})]
        names = names_by_id(database, "sector_catalogue", parents)
        return found._replace(places=places, names=names, cells=cells)
    if question.text:
        ids = (row.id for row in rows)
        found = found._replace(
            matches=search.matches(database, question.listing, question.text, ids)
        )
    if question.listing == "companies":
        found = found._replace(mentions=_mentions(database, question))
    if question.listing in ("sectors", "trade", "figures"):
        meetings = rows_by_id(database, "documents", (row.document for row in rows))
        ids = (row.id for row in rows)
        found = found._replace(meetings=meetings, short_ids=short_ids(database, ids))
    if question.listing == "sectors":
        companies = (company for row in rows for company in row.companies)
        found = found._replace(names=names_by_id(database, "companies", companies))
    if question.listing == "trade":
        sources = (source for row in rows for source in row.sources)
        found = found._replace(sources=rows_by_id(database, "trade", sources))
        if not question.text and question.filters.keys() <= {"region", "district", "year"}:
            found = found._replace(without_turnover=_without_turnover(database, question))
    return found


def short_ids(database: Database, ids: Iterable[str]) -> dict[str, str]:
    """Return for ids of facts what tables draw: the last part where REGION/PART names the fact."""
    named = fact_names(database, ids)
    return {id_: id_ if id_ == name else name.partition("/")[2] for id_, name in named.items()}


def _without_turnover(database: Database, question: Question) -> list[str]:
    query = """
        SELECT DISTINCT region FROM trade WHERE basis = 'stated' AND kind = 'actual'
        AND flow = 'turnover' AND text IS NOT NULL"""
    stated = {region for (region,) in database.rows(query)}
    return [name for id_, name, _ in regions_of(database, question) if id_ not in stated]


def _mentions(
    database: Database, question: Question
) -> Mapping[str, Mapping[tuple[str, str], Signs]]:
    query = f"""
        SELECT link.value, region_name, sector_name, status, scope IS NOT NULL, id
        FROM sectors JOIN sectors_companies AS link USING (id)
        {where(question.conditions["sectors"])} ORDER BY sectors.rowid"""
    found: dict[str, dict[tuple[str, str], dict[tuple[str, bool], str]]] = {}
    for company, region, sector, status, is_wider, id_ in answered(
        database, query, question.values
    ):
        signs = found.setdefault(company, {}).setdefault((region, sector), {})
        signs.setdefault((status, bool(is_wider)), id_)
    return found


def _places(database: Database, question: Question, filled: Collection[str]) -> Iterator[Place]:
    query = "SELECT region, substr(date, 1, 4), date_basis FROM documents ORDER BY date, rowid"
    years: dict[str, dict[str, str]] = {}
    for region, year, basis in database.rows(query):
        years.setdefault(region, {})[year] = basis
    for id_, name, code in regions_of(database, question):
        if id_ in filled:
            meetings = [*years[id_].items()]
            first_and_last = [*dict.fromkeys((meetings[0], meetings[-1]))]
            yield Place(id_, name, code.removeprefix("RU-"), first_and_last)


def _cells(database: Database, question: Question) -> dict[tuple[str, str], Signs]:
    query = f"""
        SELECT sector, region, status, scope IS NOT NULL, id
        FROM sectors {where(question.conditions["sectors"])} ORDER BY sectors.rowid"""
    found: dict[tuple[str, str], Signs] = {}
    for sector, region, status, is_wider, id_ in answered(database, query, question.values):
        found.setdefault((sector, region), {}).setdefault((status, bool(is_wider)), id_)
    return found
