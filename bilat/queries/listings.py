"""The listings: what each answers, from which tables, and how a question becomes rows."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from bilat.database import summaries
from bilat.database.store import Database, Row
from bilat.database.summaries import Conditions, where
from bilat.database.tables import TABLES, ColumnInfo
from bilat.errors import UsageError
from bilat.text import fold, nearest
from bilat.queries.filters import FILTERS
from bilat.queries.headings import HEADINGS, SYNONYMS
from bilat.queries.text import search

Values = str | int | Iterable[str | int]
"""What a filter is given: a value or several, as a person types them."""


class Listing(NamedTuple):
    """A listing: what it is for, examples, and which of the tables TEXT and filters choose from."""

    purpose: str
    examples: tuple[str, ...]
    tables: tuple[str, ...]
    """First the one that TEXT searches; the conditions of the filters are those on these tables."""


OF_THE_REGION = "scope IS NULL"
"""Unless something else is asked for, records speak of the region itself."""

LISTINGS: dict[str, Listing] = {
    "regions": Listing(
        "Which regions, who heads them, when they met, how much there is on each.",
        (
            "bilat regions",
            "bilat regions --sort -turnover",
            "bilat regions --district Urals -f json",
        ),
        ("regions", "documents", "sectors"),
    ),
    "sectors": Listing(
        "What exists, is planned, proposed or of interest, where, with whom.",
        (
            "bilat sectors -r Bashkortostan --status proposed",
            "bilat sectors lift --scope all",
            "bilat sectors -s machine-tools --side region -f csv",
        ),
        ("sectors",),
    ),
    "trade": Listing(
        "Turnover and its change, as stated and as it follows by arithmetic.",
        (
            "bilat trade --year 2019-2024",
            "bilat trade --chart",
            "bilat trade --basis derived --columns region,year_to,lower,upper,derivation",
        ),
        ("trade",),
    ),
    "companies": Listing(
        "Who is involved, where and in what.",
        ("bilat companies -s trolleybuses", "bilat companies -r khabarovsk -f jsonl"),
        ("companies", "sectors"),
    ),
    "figures": Listing(
        "The other numbers: market shares, output, counts.",
        ("bilat figures", "bilat figures market share -f json"),
        ("figures",),
    ),
    "documents": Listing(
        "Where it all comes from.",
        ("bilat documents", "bilat documents --columns id,date,date_basis,url"),
        ("documents",),
    ),
    "matrix": Listing(
        "Sectors by regions at a glance; without filters all sectors, with codes.",
        ("bilat matrix", "bilat matrix --having existing,proposed", "bilat matrix -f csv"),
        ("sectors",),
    ),
}


class Question(NamedTuple):
    """A listing with its filters resolved: conditions by table, and the values of parameters."""

    listing: str
    conditions: Conditions
    values: dict[str, str]
    filters: frozenset[str]
    """The names of the filters that were given; TEXT is "text"."""


class Answer(NamedTuple):
    """The columns of an answer, and its rows; a list in a row is the text of a JSON array."""

    columns: Sequence[ColumnInfo]
    rows: Iterator[Row]


def question(
    database: Database, listing: str, text: str = "", filters: Mapping[str, Values | None] = {}
) -> Question:
    """What a person asked of a listing.

    Several values of a filter mean "or", several filters mean "and". Raises UsageError for a
    filter that the listing does not have and for a value that is not known.
    """
    given = {name: found for name, values in filters.items() if (found := [*_several(values)])}
    conditions: dict[str, list[str]] = {table: [] for table in LISTINGS[listing].tables}
    values: dict[str, str] = {}
    for name, typed in given.items():
        if name not in FILTERS or listing not in FILTERS[name].listings:
            raise UsageError(f"{listing} has no filter {name!r}")
        filter_ = FILTERS[name]
        values[name] = json.dumps(
            [value for each in typed for value in filter_.read(database, each)]
        )
        for table, found in conditions.items():
            if name != "scope" and table in filter_.conditions:
                found.append(filter_.conditions[table])
    table = LISTINGS[listing].tables[0]
    words = search(text, table)
    conditions[table] += words.conditions
    if "sectors" in conditions:
        records = conditions["sectors"]
        conditions["wider"] = [*records, "scope IS NOT NULL"]
        records.append(
            FILTERS["scope"].conditions["sectors"] if "scope" in given else OF_THE_REGION
        )
    asked = {*given, "text"} if text.strip() else set(given)
    return Question(listing, conditions, values | words.values, frozenset(asked))


def _several(values: Values | None) -> Iterator[str]:
    """The values of a filter; a single one is a list of one, and none is no filter."""
    if values is None:
        return
    if isinstance(values, str | int):
        yield str(values)
    else:
        yield from map(str, values)


def regions_of(database: Database, asked: Question) -> list[Row]:
    """The id, name and ISO code of the regions that a question is about, in order."""
    chosen = [
        FILTERS[name].conditions["regions"]
        for name in ("region", "district")
        if name in asked.filters
    ]
    query = f"SELECT id, name, iso_3166_2 FROM regions AS region{where(chosen)} ORDER BY rowid"
    return [*database.rows(query, asked.values)]


def columns_of(database: Database, asked: Question) -> tuple[ColumnInfo, ...]:
    """The columns that a listing prints, in the order of the contract."""
    if asked.listing != "matrix":
        return tuple(column for column in TABLES[asked.listing].columns() if column.listed)
    return (
        *summaries.MATRIX,
        *(
            ColumnInfo(id_, f"The statuses in {name}.", required=False)
            for id_, name, _ in regions_of(database, asked)
        ),
    )


def ask(
    database: Database, asked: Question, columns: Sequence[str] = (), sort: Sequence[str] = ()
) -> Answer:
    """The answer to a question: all columns, or those named, in the order of the listing.

    `sort` names columns, descending with a `-` before; a null comes last either way. Raises
    UsageError for a column that is not known or that is asked for twice.
    """
    known = columns_of(database, asked)
    found = (_find_columns(name, known, asked.listing) for name in columns)
    chosen = [column for several in found for column in several] or known
    for column in chosen:
        if chosen.count(column) > 1:
            raise UsageError(f"the column {column.name!r} is asked for twice")
    query = _select(asked, chosen, known) + _order_by(asked, sort, known)
    return Answer(chosen, database.rows(query, asked.values))


def rows(database: Database, asked: Question, sort: Sequence[str] = ()) -> list[Any]:
    """The answer as typed rows, with lists as tuples and with the unlisted columns.

    The rows of the matrix are dicts of columns.
    """
    if asked.listing == "matrix":
        answer = ask(database, asked, (), sort)
        return [
            {
                column.name: tuple(json.loads(value)) if column.is_list else value
                for column, value in zip(answer.columns, row, strict=True)
            }
            for row in answer.rows
        ]
    row_type = TABLES[asked.listing].row
    columns = TABLES[asked.listing].columns()
    lists = [place for place, column in enumerate(columns) if column.is_list]
    listed = columns_of(database, asked)
    query = _select(asked, columns, columns) + _order_by(asked, sort, listed)
    typed = []
    for record in database.rows(query, asked.values):
        values = list(record)
        for place in lists:
            values[place] = tuple(json.loads(values[place]))
        typed.append(row_type(*values))
    return typed


def count(database: Database, asked: Question) -> int:
    """How many rows an answer has."""
    known = columns_of(database, asked)
    found = database.one(f"SELECT count(*) FROM ({_select(asked, known, known)})", asked.values)
    return int(found[0]) if found else 0


def wider(database: Database, asked: Question) -> list[tuple[str, str]]:
    """The sectors and scopes of the records that fit but are of something wider than a region."""
    query = (
        f"SELECT sector_name, scope FROM sectors{where(asked.conditions['wider'])} ORDER BY rowid"
    )
    return [(sector, scope) for sector, scope in database.rows(query, asked.values)]


def _find_columns(name: str, known: Sequence[ColumnInfo], listing: str) -> Sequence[ColumnInfo]:
    """The column of a name or those of a heading; UsageError with the nearest where there is none.

    `known` are the columns of the listing. The first is the one to sort by.
    """
    for column in known:
        if fold(name) == fold(column.name):
            return [column]
    for heading, names in {**HEADINGS[listing], **SYNONYMS.get(listing, {})}.items():
        if fold(name) == fold(heading):
            return [column for each in names for column in known if column.name == each]
    near = nearest(name, ((fold(column.name), column.name) for column in known))
    if not near and fold(name) in ("year", "years", "when", "day"):
        near = [column.name for column in known if column.name in ("year_to", "date")]
    every = ", ".join(column.name for column in known)
    hint = f"; did you mean {' or '.join(near)}?" if near else f"\nColumns: {every}"
    raise UsageError(f"there is no column {name!r}{hint}")


_SUMMARIES: dict[str, Callable[[Question], str]] = {
    "regions": lambda asked: summaries.regions(asked.conditions, met="year" in asked.filters),
    "companies": lambda asked: summaries.companies(
        asked.conditions, named=bool(asked.filters - {"text", "company"})
    ),
}
"""The listings that are counted over others; the rest are tables as they are."""
_POSITION = dict.fromkeys(("regions", "companies", "matrix"), "listing_order")


def _select(asked: Question, columns: Sequence[ColumnInfo], known: Sequence[ColumnInfo]) -> str:
    listed = ", ".join(f'"{column.name}"' for column in columns)
    if summary := _SUMMARIES.get(asked.listing):
        return f"SELECT {listed} FROM ({summary(asked)})"
    if asked.listing == "matrix":
        regions = [column.name for column in known[len(summaries.MATRIX) :]]
        matrix = summaries.matrix(asked.conditions, regions, every=not asked.filters)
        return f"SELECT {listed} FROM ({matrix})"
    return f"SELECT {listed} FROM {asked.listing}{where(asked.conditions[asked.listing])}"


def _order_by(asked: Question, sort: Sequence[str], known: Sequence[ColumnInfo]) -> str:
    order = [part for name in sort for part in _order(asked.listing, name, known)]
    return f" ORDER BY {', '.join([*order, _POSITION.get(asked.listing, 'rowid')])}"


_MIDDLE = "coalesce(({0} + {1}) / 2.0, {0}, {1})"
_SIZES = {
    **dict.fromkeys(
        (("trade", "amount"), ("trade", "turnover")),
        ("currency", _MIDDLE.format("lower", "upper")),
    ),
    ("figures", "amount"): ("unit", _MIDDLE.format("lower", "upper")),
    ("regions", "turnover"): ("currency", _MIDDLE.format("turnover_lower", "turnover_upper")),
}
"""What sorts by size and not as text: first the unit, then what is known, a bound or the middle."""


def _order(listing: str, name: str, known: Sequence[ColumnInfo]) -> list[str]:
    """What puts rows in the order of a column; nulls last, lists by their items."""
    descending = " DESC" if name.startswith("-") else ""
    if size := _SIZES.get((listing, fold(name))):
        unit, value = size
        return [f"{value} IS NULL", unit, f"{value}{descending}"]
    column = _find_columns(name.removeprefix("-"), known, listing)[0]
    quoted = f'"{column.name}"'
    value = f"list_order({quoted})" if column.is_list else quoted
    return [f"{quoted} IS NULL", f"{value}{descending}"]
