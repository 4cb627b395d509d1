"""The listings by name: what answers them, what their columns are, and how rows become records."""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any, Literal, NamedTuple

from bilat.database.rows import ROW_TYPES
from bilat.dataset.models import Dataset
from bilat.errors import UsageError
from bilat.output.formats import Record
from bilat.questions import query
from bilat.questions.query import Filters, MatrixRow

FileKind = Literal["region", "sector", "company", "document"]
RowKind = Literal["regions", "sectors", "trade", "companies", "figures", "documents"]


class Listing(NamedTuple):
    """What a listing command answers with."""

    rows: Callable[[Dataset, Filters], Sequence[Any]]
    columns: Callable[[Dataset, Filters], tuple[str, ...]]
    """Every column, in the order of the contract."""
    value: Callable[[str], Callable[[Any], Any]] = attrgetter
    """What gets the value of a column from a row."""


def _of_type(name: str) -> Callable[[Dataset, Filters], tuple[str, ...]]:
    return lambda _dataset, _filters: ROW_TYPES[name]._fields


def _matrix_columns(dataset: Dataset, filters: Filters) -> tuple[str, ...]:
    regions = query.matrix_regions(dataset, filters)
    return ("sector", "sector_name", *(region.id for region in regions))


def _matrix_value(column: str) -> Callable[[MatrixRow], str | None]:
    if column == "sector":
        return lambda row: row.sector.id
    if column == "sector_name":
        return lambda row: row.sector.name
    return lambda row: "+".join(row.statuses.get(column, ())) or None


LISTINGS: dict[str, Listing] = {
    "regions": Listing(query.regions, _of_type("regions")),
    "sectors": Listing(query.sectors, _of_type("sectors")),
    "trade": Listing(query.trade, _of_type("trade")),
    "companies": Listing(query.companies, _of_type("companies")),
    "figures": Listing(query.figures, _of_type("figures")),
    "documents": Listing(query.documents, _of_type("documents")),
    "matrix": Listing(query.matrix, _matrix_columns, _matrix_value),
}


def choose(wanted: str | None, known: Sequence[str]) -> Sequence[str]:
    """The columns of a comma-separated list; all where there is none.

    Raises UsageError for one that is not known or that is named twice.
    """
    if wanted is None:
        return known
    chosen = [column.strip() for column in wanted.split(",")]
    for column in chosen:
        _check(column, known)
        if chosen.count(column) > 1:
            raise UsageError(f"the column {column!r} is asked for twice")
    return chosen


def _check(column: str, known: Sequence[str]) -> None:
    if column not in known:
        raise UsageError(f"unknown column {column!r}. Columns: {', '.join(known)}")


def records(listing: Listing, rows: Iterable[Any], chosen: Sequence[str]) -> list[Record]:
    """The values of the chosen columns, row by row."""
    values = [listing.value(column) for column in chosen]
    return [tuple(value(row) for value in values) for row in rows]


def sort(listing: Listing, rows: Sequence[Any], column: str, known: Sequence[str]) -> list[Any]:
    """Rows by a column, descending if it begins with `-`; a null is last either way.

    The sort is stable. Raises UsageError where the column is not known.
    """
    name = column.removeprefix("-")
    _check(name, known)
    value = listing.value(name)
    filled = [row for row in rows if value(row) is not None]
    filled.sort(key=value, reverse=column.startswith("-"))
    return filled + [row for row in rows if value(row) is None]
