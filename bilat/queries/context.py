"""What a table tells besides its rows: meetings, names for ids, matches, what is missing."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from bilat.database.rows import DocumentRow, Fact, SectorRow, TradeRow
from bilat.database.store import Database
from bilat.database.summaries import HAS_RECORDS, where
from bilat.queries import search
from bilat.queries.listings import Question, regions_of, rows_by_id
from bilat.queries.names import names_by_id
from bilat.queries.search import Match

# By the status of records and whether they are of wider scope: the id of the first of them.
Signs = dict[tuple[str, bool], str]


class Place(NamedTuple):
    """A region as a column of the matrix."""

    id: str
    name: str
    code: str
    years: Sequence[tuple[str, str]]  # of its first and last meeting, each with how it is known


class Context(NamedTuple):
    """What a table needs besides its rows; each field is for some listings."""

    grouped: bool = True  # whether the rows are in the order of the listing, which groups them
    meetings: Mapping[str, DocumentRow] = {}  # by document
    names: Mapping[str, str] = {}  # of companies or sectors, by id
    fact_names: Mapping[str, str] = {}  # by fact, what `show` takes: REGION/PART or its id
    # By row, for each word of TEXT the values that have it.
    matches: Mapping[str, Sequence[Sequence[Match]]] = {}
    without_turnover: Sequence[str] = ()  # the names of the regions without a stated turnover
    sources: Mapping[str, TradeRow] = {}  # by id, the rows that derived rows are derived from
    # By sector and region; of companies, by company and the names of region and sector.
    signs: Mapping[tuple[str, ...], Signs] = {}
    places: Sequence[Place] = ()  # the regions with records, as columns of the matrix


def context(
    database: Database, question: Question, rows: Sequence[Any], grouped: bool = True
) -> Context:
    """Return what the table of some rows tells besides them."""
    about = of_rows(database, rows)._replace(grouped=grouped)
    if question.listing == "matrix":
        parents = (parent for row in rows for parent in row["parents"])
        signs = _signs(database, question, "sectors", "sector, region")
        return about._replace(
            names=names_by_id(database, "sector_catalogue", parents),
            places=_places(database, question, {region for _, region in signs}),
            signs=signs,
        )
    if question.text:
        ids = (row.id for row in rows)
        matches = search.matches(database, question.listing, question.text, ids)
        about = about._replace(matches=matches)
    if question.listing == "companies":
        source = "sectors JOIN sectors_companies AS link USING (id)"
        keys = "link.value, region_name, sector_name"
        about = about._replace(signs=_signs(database, question, source, keys))
    is_of_regions = not question.text and question.filters.keys() <= {"region", "district", "year"}
    if question.listing == "trade" and is_of_regions:
        regions = regions_of(database, question, _HAS_NO_TURNOVER)
        about = about._replace(without_turnover=[name for _, name, _ in regions])
    return about


def of_rows(database: Database, rows: Sequence[Any]) -> Context:
    """Return what the tables of some rows need, whatever listings they are from."""
    facts = [row for row in rows if isinstance(row, Fact)]
    documents = {fact.document for fact in facts}
    documents |= {row.id for row in rows if isinstance(row, DocumentRow)}
    companies = (id_ for fact in facts if isinstance(fact, SectorRow) for id_ in fact.companies)
    sources = (id_ for fact in facts if isinstance(fact, TradeRow) for id_ in fact.sources)
    return Context(
        meetings=rows_by_id(database, "documents", documents),
        names=names_by_id(database, "companies", companies),
        fact_names=names_by_id(database, "fact_names", (fact.id for fact in facts)),
        sources=rows_by_id(database, "trade", sources),
    )


_HAS_NO_TURNOVER = """id NOT IN (
    SELECT region FROM trade
    WHERE basis = 'stated' AND kind = 'actual' AND flow = 'turnover' AND text IS NOT NULL)"""


def _signs(
    database: Database, question: Question, source: str, keys: str
) -> dict[tuple[str, ...], Signs]:
    """Return the signs of the records that fit, by the values of some columns of a source."""
    query = f"""
        SELECT {keys}, status, scope IS NOT NULL, id FROM {source}
        {where(question.conditions["sectors"])} ORDER BY sectors.rowid"""
    signs: dict[tuple[str, ...], Signs] = {}
    for *key, status, is_wider, id_ in database.rows(query, question.values):
        signs.setdefault((*key,), {}).setdefault((status, bool(is_wider)), id_)
    return signs


def _places(database: Database, question: Question, filled: set[str]) -> list[Place]:
    query = "SELECT region, substr(date, 1, 4), date_basis FROM documents ORDER BY date, rowid"
    years: dict[str, dict[str, str]] = {}
    for region, year, basis in database.rows(query):
        years.setdefault(region, {})[year] = basis
    places = []
    for id_, name, code in regions_of(database, question, HAS_RECORDS):
        if id_ in filled:
            first, *later = years[id_].items()
            places.append(Place(id_, name, code.removeprefix("RU-"), [first, *later[-1:]]))
    return places
