"""The listings: what each answers, from which tables, and how a question becomes rows."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from bilat.database import summaries
from bilat.database.schema import TABLES, ColumnInfo
from bilat.database.store import Database, Row
from bilat.database.summaries import Conditions, where
from bilat.errors import BilatError, UsageError
from bilat.queries import named_columns, search
from bilat.queries.filters import FILTERS

Values = str | int | Iterable[str | int]
"""The value of a filter, or several, as a person types them; True for a filter without values."""


class Listing(NamedTuple):
    """A listing: its purpose, examples, and the tables that TEXT and filters choose rows from."""

    purpose: str
    examples: tuple[str, ...]
    tables: tuple[str, ...]
    """The first one is the one that TEXT searches; the filters have conditions on all of them."""


LISTINGS: dict[str, Listing] = {
    "regions": Listing(
        "List the regions with their heads, meetings and turnover.",
        (
            "bilat regions",
            "bilat regions --sort -turnover",
            "bilat regions --district Urals -f json",
        ),
        ("regions", "documents", "sectors"),
    ),
    "sectors": Listing(
        "List cooperation by sector: existing, planned, proposed, of interest.",
        (
            "bilat sectors -r Bashkortostan --status proposed",
            "bilat sectors elevators",
            "bilat sectors -s machine-tools --side region -f csv",
        ),
        ("sectors",),
    ),
    "trade": Listing(
        "Show trade turnover, stated and derived.",
        (
            "bilat trade --year 2019-2024",
            "bilat trade --direction down",
            "bilat trade --chart",
            "bilat trade --basis derived --columns region,period,lower,upper,derivation",
        ),
        ("trade",),
    ),
    "companies": Listing(
        "List the companies with their regions, sectors and statuses.",
        ("bilat companies -s trolleybuses", "bilat companies -r khabarovsk -f jsonl"),
        ("companies", "sectors"),
    ),
    "figures": Listing(
        "Show other figures, such as output, market shares and counts.",
        ("bilat figures", "bilat figures market share -f json"),
        ("figures",),
    ),
    "documents": Listing(
        "List the reports that the records are taken from.",
        ("bilat documents", "bilat documents --columns id,date,date_basis,url"),
        ("documents",),
    ),
    "matrix": Listing(
        "Show which sectors were raised in which regions.",
        (
            "bilat matrix",
            "bilat matrix --sort -total",
            "bilat matrix --having existing,proposed",
            "bilat matrix -f csv",
        ),
        ("sectors",),
    ),
}


class Question(NamedTuple):
    """A listing with its filters resolved: conditions by table, and the values of parameters."""

    listing: str
    conditions: Conditions
    values: Mapping[str, Any]
    filters: frozenset[str]  # the names of the filters that were given; TEXT is "text"
    text: str = ""


class Answer(NamedTuple):
    """The columns of an answer, and its rows; a list in a row is the text of a JSON array."""

    columns: Sequence[ColumnInfo]
    rows: Iterator[Row]


def question(
    database: Database,
    listing: str,
    text: str = "",
    filters: Mapping[str, Values | None] = {},
) -> Question:
    """Return the question for a listing, TEXT and some filters; a filter may be None.

    Raises UsageError for a filter that the listing does not have and for an unknown value.
    """
    given = {name: typed for name, value in filters.items() if (typed := [*_several(value)])}
    conditions: dict[str, list[str]] = {table: [] for table in LISTINGS[listing].tables}
    values: dict[str, str] = {}
    for name, typed in given.items():
        if name not in FILTERS or listing not in FILTERS[name].listings:
            raise UsageError(f"{listing} has no filter {name!r}")
        read = FILTERS[name].read
        values[name] = json.dumps([value for each in typed for value in read(database, each)])
        for table, found in conditions.items():
            if table in FILTERS[name].conditions:
                found.append(FILTERS[name].conditions[table])
    table = LISTINGS[listing].tables[0]
    found, words = search.conditions(text, table)
    conditions[table] += found
    named = {*given, "text"} if found else {*given}
    return Question(listing, conditions, values | words, frozenset(named), text)


def _several(values: Values | None) -> Iterator[str]:
    """The values of a filter; a single one is a list of one, None and False are none."""
    if values is None or values is False:
        return
    if isinstance(values, str | int):
        yield str(values)
    else:
        yield from map(str, values)


def regions_of(database: Database, asked: Question) -> list[Row]:
    """Return the id, name and ISO code of the regions that a question is about, in order."""
    chosen = [
        FILTERS[name].conditions["regions"]
        for name in ("region", "district")
        if name in asked.filters
    ]
    query = f"SELECT id, name, iso_3166_2 FROM regions AS region{where(chosen)} ORDER BY rowid"
    return [*answered(database, query, asked.values)]


def columns_of(database: Database, asked: Question) -> tuple[ColumnInfo, ...]:
    """Return the columns that a listing prints, in order."""
    if asked.listing != "matrix":
        return tuple(column for column in TABLES[asked.listing].columns() if column.listed)
    regions = regions_of(database, asked)
    return summaries.matrix_columns((id_, name) for id_, name, _ in regions)


def ask(
    database: Database, asked: Question, columns: Sequence[str] = (), sort: Sequence[str] = ()
) -> Answer:
    """Return the answer to a question: all columns, or those named, in the order of the listing.

    `sort` names columns, descending with a `-` in front; nulls come last either way. Raises
    UsageError for a column that is unknown or given twice.
    """
    known = columns_of(database, asked)
    chosen = named_columns.choose(asked.listing, columns, known)
    query = _select(database, asked, chosen) + _order_by(database, asked, sort, known)
    return Answer(chosen, answered(database, query, asked.values))


def rows(
    database: Database, asked: Question, sort: Sequence[str] = (), *, with_wider: bool = True
) -> list[Any]:
    """Return the rows of a listing as typed rows, in the order asked for.

    Lists in them are tuples, and they have the unlisted columns. The rows of the matrix are dicts;
    `with_wider` includes the sectors that have records of a wider area only.
    """
    known = columns_of(database, asked)
    columns = known if asked.listing == "matrix" else TABLES[asked.listing].columns()
    query = _select(database, asked, columns, with_wider)
    query += _order_by(database, asked, sort, known)
    lists = [place for place, column in enumerate(columns) if column.is_list]
    names = [column.name for column in columns]
    typed: list[Any] = []
    for record in answered(database, query, asked.values):
        values = [*record]
        for place in lists:
            values[place] = tuple(json.loads(values[place]))
        if asked.listing == "matrix":
            typed.append(dict(zip(names, values, strict=True)))
        else:
            typed.append(TABLES[asked.listing].row(*values))
    return typed


def rows_by_id(database: Database, listing: str, ids: Iterable[str]) -> dict[str, Any]:
    """Return the rows of a listing that have some ids, in its order."""
    asked = question(database, listing)
    conditions = {**asked.conditions, listing: ["id IN (SELECT value FROM json_each(:ids))"]}
    values = {"ids": json.dumps([*dict.fromkeys(ids)])}
    found = rows(database, asked._replace(conditions=conditions, values=values))
    return {row.id: row for row in found}


def count(database: Database, asked: Question) -> int:
    """Return how many rows an answer has."""
    query = f"SELECT count(*) FROM ({_select(database, asked, columns_of(database, asked)[:1])})"
    return int(next(answered(database, query, asked.values))[0])


def answered(database: Database, query: str, values: Mapping[str, Any]) -> Iterator[Row]:
    """Yield the rows of a query; BilatError if SQLite cannot answer it."""
    try:
        yield from database.rows(query, values)
    except sqlite3.Error as error:
        # An interrupt in a function that SQLite calls ends the query with this message only.
        if "user-defined function raised exception" in str(error):
            raise KeyboardInterrupt from None
        raise explained(error, "the question cannot be answered") from None


_NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM)


def explained(error: Exception, what: str) -> BilatError:
    """Return what a person is told of an error: UsageError unless the machine is to blame."""
    has_room = getattr(error, "sqlite_errorcode", 0) & 0xFF not in _NO_ROOM
    return (UsageError if has_room else BilatError)(f"{what}: {error}")


_SUMMARIES: dict[str, Callable[[Question], str]] = {
    "regions": lambda asked: summaries.regions(
        asked.conditions, own=_counts_own(asked), met="year" in asked.filters
    ),
    "companies": lambda asked: summaries.companies(
        asked.conditions, named=bool(asked.filters - {"text", "company"})
    ),
}
"""The queries of the listings that are counted over other tables."""


def _counts_own(asked: Question) -> bool:
    """Whether counts cover only the records that a region has of its own."""
    return "scope" not in asked.filters or asked.values["scope"] == '["all"]'


def _select(
    database: Database, asked: Question, columns: Sequence[ColumnInfo], with_wider: bool = False
) -> str:
    listed = ", ".join(f'"{column.name}"' for column in columns)
    if summary := _SUMMARIES.get(asked.listing):
        return f"SELECT {listed} FROM ({summary(asked)})"
    if asked.listing == "matrix":
        regions = [id_ for id_, *_ in regions_of(database, asked)]
        matrix = summaries.matrix(
            asked.conditions, regions, own=_counts_own(asked), wider=with_wider
        )
        return f"SELECT {listed} FROM ({matrix})"
    return f"SELECT {listed} FROM {asked.listing}{where(asked.conditions[asked.listing])}"


def _order_by(
    database: Database, asked: Question, sort: Sequence[str], known: Sequence[ColumnInfo]
) -> str:
    counted = asked.listing in ("regions", "companies", "matrix")
    regions = [id_ for id_, *_ in regions_of(database, asked)] if asked.listing == "matrix" else []
    last = "listing_order" if counted else "rowid"
    return named_columns.order_by(asked.listing, sort, known, regions, last)
