"""What a table tells beside its rows: who met when, names for ids, what is missing."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from bilat.database.store import Database
from bilat.database.rows import DocumentRow, TradeRow
from bilat.database.summaries import where
from bilat.queries import listings
from bilat.queries.listings import Question, Values, question, regions_of
from bilat.queries.records import names_of, rows_by_id


class Mention(NamedTuple):
    """A record that names a company."""

    region_name: str
    sector_name: str
    status: str
    wider: bool


class Place(NamedTuple):
    """A region as a column of the matrix, with the years of its meetings."""

    id: str
    name: str
    code: str
    years: str
    basis: str


class Context(NamedTuple):
    """What a table needs beside its rows; of a listing only what it shows."""

    grouped: bool = True
    """Whether the rows are in the order of the listing, which groups them."""
    meetings: Mapping[str, DocumentRow] = {}
    """By document."""
    names: Mapping[str, str] = {}
    """Of companies or sectors, by id."""
    wider: Sequence[tuple[str, str]] = ()
    """Sectors and scopes of the records of something wider that the question left out."""
    without_turnover: Sequence[str] = ()
    """Names of the regions that the question is about and that have no stated turnover."""
    sources: Mapping[str, TradeRow] = {}
    """By id, what derived rows are from."""
    listed: Collection[str] = ()
    """The ids of the rows, each of which says its own doubt."""
    mentions: Mapping[str, Sequence[Mention]] = {}
    """By company."""
    places: Sequence[Place] = ()
    cells: Mapping[tuple[str, str], Sequence[tuple[str, bool]]] = {}
    """By sector and region: statuses, and whether each is of something wider."""


_BRACKETED = ("companies", "matrix")
"""The listings whose tables have records of something wider too, in brackets."""


def of_table(
    database: Database, listing: str, text: str, filters: Mapping[str, Values | None]
) -> Question:
    """What a person asked of a listing whose table is to be drawn."""
    if listing not in _BRACKETED or filters.get("scope"):
        return question(database, listing, text, filters)
    asked = question(database, listing, text, {**filters, "scope": "all"})
    return asked._replace(filters=asked.filters - {"scope"})


def context(
    database: Database, asked: Question, rows: Sequence[Any], grouped: bool = True
) -> Context:
    """What the table of some rows tells beside them."""
    read: dict[str, Callable[[], Context]] = {
        "sectors": lambda: Context(
            meetings=_meetings(database, rows),
            names=names_of(database, "companies", (each for row in rows for each in row.companies)),
            wider=() if "scope" in asked.filters else listings.wider(database, asked),
        ),
        "trade": lambda: Context(
            meetings=_meetings(database, rows),
            without_turnover=_without_turnover(database, asked),
            sources=rows_by_id(database, "trade", (each for row in rows for each in row.sources)),
            listed={row.id for row in rows},
        ),
        "figures": lambda: Context(meetings=_meetings(database, rows)),
        "companies": lambda: Context(mentions=_mentions(database, asked)),
        "matrix": lambda: Context(
            places=[*_places(database, asked)],
            names=names_of(
                database, "sector_catalogue", (each for row in rows for each in row["parents"])
            ),
            cells=_cells(database, asked),
        ),
    }
    return read.get(asked.listing, Context)()._replace(grouped=grouped)


def _meetings(database: Database, rows: Iterable[Any]) -> dict[str, DocumentRow]:
    return rows_by_id(database, "documents", (row.document for row in rows))


def _without_turnover(database: Database, asked: Question) -> list[str]:
    query = """
        SELECT DISTINCT region FROM trade
        WHERE basis = 'stated' AND kind = 'actual' AND text IS NOT NULL"""
    stated = {region for (region,) in database.rows(query)}
    return [name for id_, name, _ in regions_of(database, asked) if id_ not in stated]


def _mentions(database: Database, asked: Question) -> dict[str, list[Mention]]:
    query = f"""
        SELECT DISTINCT link.value, region_name, sector_name, status, scope IS NOT NULL
        FROM sectors JOIN sectors_companies AS link USING (id)
        {where(asked.conditions["sectors"])} ORDER BY sectors.rowid"""
    found: dict[str, list[Mention]] = {}
    for company, *rest in database.rows(query, asked.values):
        found.setdefault(company, []).append(Mention(*rest))
    return found


def _places(database: Database, asked: Question) -> Iterable[Place]:
    query = """
        SELECT region, substr(min(date), 1, 4), substr(max(date), 1, 4), date_basis
        FROM documents GROUP BY region"""
    met = {region: rest for region, *rest in database.rows(query)}
    for id_, name, code in regions_of(database, asked):
        first, last, basis = met.get(id_, ("", "", "stated"))
        years = "-".join(dict.fromkeys((first, last)))
        yield Place(id_, name, code.removeprefix("RU-"), years, basis)


def _cells(database: Database, asked: Question) -> dict[tuple[str, str], list[tuple[str, bool]]]:
    query = f"""
        SELECT DISTINCT sector, region, status, scope IS NOT NULL AS wider
        FROM sectors {where(asked.conditions["sectors"])} ORDER BY sectors.rowid"""
    found: dict[tuple[str, str], list[tuple[str, bool]]] = {}
    for sector, region, status, wider in database.rows(query, asked.values):
        found.setdefault((sector, region), []).append((status, bool(wider)))
    return found
