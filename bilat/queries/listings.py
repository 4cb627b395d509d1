"""The listings: what each answers, from which tables, and how a question becomes rows."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from bilat.database import summaries
from bilat.database.schema import TABLES, ColumnInfo, decoded
from bilat.database.store import Answer, Database, Row
from bilat.database.summaries import Conditions, where
from bilat.errors import UsageError
from bilat.queries import search
from bilat.queries.filters import FILTERS
from bilat.queries.names import hint, nearest
from bilat.text import fold
from bilat.vocabulary import STATUS

# The value of a filter, or several, as a person types them; True for a filter without values.
Values = str | int | Iterable[str | int]


class Listing(NamedTuple):
    """A listing: its purpose, examples, and the tables that TEXT and filters choose rows from."""

    purpose: str
    examples: tuple[str, ...]
    tables: tuple[str, ...]  # TEXT searches the first one; filters have conditions on all of them


LISTINGS = {
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
    text: str  # without blanks around it
    filters: Mapping[str, Sequence[str]]  # the values of each filter, as they were typed
    conditions: Conditions
    values: Mapping[str, Any]


def make_question(
    database: Database, listing: str, text: str = "", filters: Mapping[str, Values | None] = {}
) -> Question:
    """Return the question for a listing, TEXT and some filters; a filter may be None or False.

    Raises UsageError for a filter that the listing does not have and for an unknown value.
    """
    first_table, *other_tables = LISTINGS[listing].tables
    matching, values = search.conditions(text, first_table)
    values["scope"] = summaries.ANY_SCOPE
    conditions = {first_table: matching, **{table: [] for table in other_tables}}
    typed = {}
    for name, value in filters.items():
        if value is None or value is False:
            continue
        filter_ = FILTERS.get(name)
        if filter_ is None or listing not in filter_.listings:
            raise UsageError(f"{listing} has no filter {name!r}")
        typed[name] = [*map(str, [value] if isinstance(value, str | int) else value)]
        if not typed[name]:
            raise UsageError(f"the filter {name!r} has no value; leave it out for all rows")
        items = [item for part in typed[name] for item in filter_.read(database, part)]
        values[name] = json.dumps(items)
        for table, others in conditions.items():
            if condition := filter_.condition(table):
                others.append(condition)
    return Question(listing, text.strip(), typed, conditions, values)


def regions_of(database: Database, question: Question, condition: str) -> list[Row]:
    """Return id, name and ISO code of the regions of a question that fit a condition in SQL."""
    names = {"region", "district"} & question.filters.keys()
    conditions = [condition, *(FILTERS[name].condition("regions") for name in names)]
    query = f"SELECT id, name, iso_3166_2 FROM regions {where(conditions)} ORDER BY rowid"
    return [*database.rows(query, question.values)]


def columns_of(database: Database, question: Question) -> Sequence[ColumnInfo]:
    """Return the columns that a listing prints, in order."""
    if question.listing == "matrix":
        regions = regions_of(database, question, summaries.HAS_RECORDS)
        return summaries.matrix_columns((id_, name) for id_, name, _ in regions)
    return TABLES[question.listing].columns


def ask(
    database: Database,
    question: Question,
    columns: Sequence[str] = (),
    sort: Sequence[str] = (),
    *,
    with_wider: bool = False,
) -> Answer:
    """Return the answer to a question: all columns, or those named, in the order of the listing.

    Lists in its rows are tuples. `sort` names columns, descending with a `-` in front; nulls come
    last either way. `with_wider` keeps the rows of the matrix that have only records of a wider
    area. Raises UsageError for a column that is unknown or given twice.
    """
    known = columns_of(database, question)
    chosen = [column for name in columns for column in _find_columns(name, known)] or known
    names = [column.name for column in chosen]
    if repeated := [name for name, times in Counter(names).items() if times > 1]:
        raise UsageError(f"column {repeated[0]!r} is given twice")
    selected = ", ".join(f'"{name}"' for name in names)
    source = _source(database, question, with_wider)
    order = _order_by(question.listing, sort, known)
    query = f"SELECT {selected} FROM ({source}) ORDER BY {order}"
    return Answer(names, decoded(chosen, database.rows(query, question.values)))


def as_dicts(answer: Answer) -> list[dict[str, Any]]:
    """Return the rows of an answer as dicts by column."""
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def rows(database: Database, question: Question, sort: Sequence[str] = ()) -> list[Any]:
    """Return the rows of a listing as typed rows, in the order asked for.

    The rows of the matrix are dicts, also for the sectors that have records of a wider area only.
    """
    answer = ask(database, question, sort=sort, with_wider=True)
    if question.listing == "matrix":
        return as_dicts(answer)
    return [TABLES[question.listing].row(*row) for row in answer.rows]


def rows_by_id(database: Database, name: str, ids: Iterable[str]) -> dict[str, Any]:
    """Return the rows of a table that have some ids, typed, in its order."""
    query = f"SELECT * FROM {name} WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY rowid"
    values = database.rows(query, {"ids": json.dumps([*ids])})
    table = TABLES[name]
    return {row[0]: table.row(*row) for row in decoded(table.columns, values)}


def count(database: Database, question: Question) -> int:
    """Return how many rows an answer has."""
    query = f"SELECT count(*) FROM ({_source(database, question)})"
    return int(next(database.rows(query, question.values))[0])


def _source(database: Database, question: Question, with_wider: bool = False) -> str:
    """Return the query for all columns of a listing, and `listing_order`."""
    conditions = question.conditions
    match question.listing:
        case "regions":
            return summaries.regions(conditions)
        case "companies":
            with_records = bool(question.filters.keys() - {"company"})
            return summaries.companies(conditions, with_records=with_records)
        case "matrix":
            regions = regions_of(database, question, summaries.HAS_RECORDS)
            return summaries.matrix(conditions, [id_ for id_, *_ in regions], wider=with_wider)
        case table:
            return f"SELECT *, rowid AS listing_order FROM {table}{where(conditions[table])}"


# The columns that a person names: to print them, or to sort by them

# Headings of tables that are not names of columns, with the columns that they mean.
_HEADINGS = {
    "region": "name",
    "met": "date date_basis",
    "amount": "text lower upper currency unit",
    "turnover": "text lower upper currency unit",
    "said by": "stated_by",
}

# The unit and the bounds of the amounts of a listing, which sort by size and not as text.
_BOUNDS = {
    "trade": ("currency", "lower", "upper"),
    "figures": ("unit", "lower", "upper"),
    "regions": ("currency", "turnover_lower", "turnover_upper"),
}


def _find_columns(name: str, known: Sequence[ColumnInfo]) -> Sequence[ColumnInfo]:
    """Return the column of a name, or the columns of a heading; the first one is to sort by."""
    exact = [column for column in known if fold(column.name) == fold(name)]
    meant = _HEADINGS.get(fold(name), "").split()
    if columns := exact or [column for column in known if column.name in meant]:
        return columns
    names = [column.name for column in known]
    headings = [heading for heading, meant in _HEADINGS.items() if {*meant.split()} & {*names}]
    near = nearest(name, [(fold(offer), offer) for offer in (*names, *headings)])
    offered = hint(near) or f"\nColumns: {', '.join(names)}"
    raise UsageError(f"unknown column {name!r}{offered}")


def _order_by(listing: str, sort: Sequence[str], known: Sequence[ColumnInfo]) -> str:
    """Return the terms to order by; the order of the listing decides between equal rows.

    Nulls and empty lists come last. Amounts sort by size within their unit, the most frequent unit
    first; lists sort by their first items.
    """
    order = []
    for key in sort:
        name, descending = key.removeprefix("-"), " DESC" if key.startswith("-") else ""
        if listing in _BOUNDS and fold(name) in ("amount", "turnover"):
            unit, lower, upper = _BOUNDS[listing]
            value = f"coalesce(({lower} + {upper}) / 2.0, {lower}, {upper})"
            frequency = f"count({value}) OVER (PARTITION BY {unit}) DESC"
            order += [f"{value} IS NULL", frequency, unit, f"{value}{descending}"]
        else:
            column = _find_columns(name, known)[0]
            value = f"nullif(\"{column.name}\", '[]')"
            if listing == "matrix" and not column.required:  # the statuses in a region
                for rank, status in enumerate(STATUS):
                    value = f"replace({value}, '{status}', '{rank}')"
            # As the text of a list, 10 comes before 9.
            items = [f"json_extract({value}, '$[{index}]')" for index in range(3 * column.is_list)]
            order += [f"{value} IS NULL", *(f"{term}{descending}" for term in (*items, value))]
    return ", ".join([*order, "listing_order"])
