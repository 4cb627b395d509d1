"""The columns that a person names: to print them, or to sort by them."""

from collections.abc import Mapping, Sequence

from bilat.database.schema import ColumnInfo
from bilat.errors import UsageError
from bilat.queries.names import hint, nearest
from bilat.text import fold
from bilat.vocabulary import STATUS

_SAID = {"Said by": ("stated_by", "paragraphs"), "Source": ("stated_by", "paragraphs")}
_MEETING = {"Met": ("date", "date_basis")}
_AMOUNT = ("text", "lower", "upper")

HEADINGS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "regions": {"Region": ["name"], **_MEETING, "Turnover": ["turnover", "turnover_year"]},
    "sectors": {**_MEETING, "Goods": ["products"], **_SAID},
    "trade": {
        "Year": ["period", "year_basis"],
        "Turnover": [*_AMOUNT, "currency"],
        "Amount": [*_AMOUNT, "currency"],
        "Change": ["change_text", "compared_to"],
        "Change or formula": ["change_text", "compared_to", "derivation"],
        **_SAID,
    },
    "companies": {
        "Company": ["name"],
        "From": ["city", "country"],
        "Named in": ["regions", "sectors", "statuses"],
    },
    "figures": {
        "Figure": ["name"],
        "Amount": [*_AMOUNT, "unit"],
        "Years": ["period", "year_basis"],
        "Of": ["scope"],
        **_SAID,
    },
    "documents": {
        "Document": ["id"],
        **_MEETING,
        "Head of the region": ["head"],
        "Records": ["cooperation"],
    },
    "matrix": {},
}
"""By listing, headings of its table that are not names of columns, with the columns they mean."""

_MIDDLE = "coalesce(({0} + {1}) / 2.0, {0}, {1})"
_SIZE = _MIDDLE.format("lower", "upper")
# What sorts by size, within its unit, and not as text.
_SIZES = {
    ("trade", "amount"): ("currency", _SIZE),
    ("trade", "turnover"): ("currency", _SIZE),
    ("figures", "amount"): ("unit", _SIZE),
    ("regions", "turnover"): ("currency", _MIDDLE.format("turnover_lower", "turnover_upper")),
}


def find_columns(listing: str, name: str, known: Sequence[ColumnInfo]) -> list[ColumnInfo]:
    """Return the column of a name, or the columns of a heading of the table.

    `known` are the columns of the listing. The first one is the one to sort by. Raises UsageError,
    with the nearest names, if there is none.
    """
    columns = {fold(column.name): column for column in known}
    if fold(name) in columns:
        return [columns[fold(name)]]
    for heading, meant in HEADINGS[listing].items():
        if fold(name) == fold(heading):
            return [columns[fold(each)] for each in meant]
    near = nearest(name, [(folded, column.name) for folded, column in columns.items()])
    every = "" if near else f"\nColumns: {', '.join(column.name for column in known)}"
    raise UsageError(f"unknown column {name!r}{hint(near)}{every}")


def choose(listing: str, names: Sequence[str], known: Sequence[ColumnInfo]) -> list[ColumnInfo]:
    """Return the columns of some names, in their order; all columns if there are no names.

    Raises UsageError for a name that is unknown or given twice.
    """
    chosen = [column for name in names for column in find_columns(listing, name, known)]
    for place, column in enumerate(chosen):
        if column in chosen[:place]:
            raise UsageError(f"column {column.name!r} is given twice")
    return chosen or [*known]


def order_by(
    listing: str,
    sort: Sequence[str],
    known: Sequence[ColumnInfo],
    regions: Sequence[str],
    last: str,
) -> str:
    """Return an ORDER BY clause; nulls come last, and `last` decides among equals.

    `sort` are names of columns, descending with a `-` in front, and `regions` the columns of the
    matrix that hold statuses. Amounts sort by size within their unit, the most frequent unit first.
    """
    order: dict[str, None] = {}
    for name in sort:
        descending = " DESC" if name.startswith("-") else ""
        name = name.removeprefix("-")
        if (size := _SIZES.get((listing, fold(name)))) is not None:
            unit, value = size
            frequency = f"count({value}) OVER (PARTITION BY {unit}) DESC"
            parts = [f"{value} IS NULL", frequency, unit, f"{value}{descending}"]
        else:
            column = find_columns(listing, name, known)[0]
            quoted = f'"{column.name}"'
            value = f"list_order({quoted})" if column.is_list else quoted
            value = _status_order(quoted) if column.name in regions else value
            parts = [f"{quoted} IS NULL", f"{value}{descending}"]
        order |= dict.fromkeys(parts)
    return f" ORDER BY {', '.join([*order, last])}"


def _status_order(cell: str) -> str:
    """What puts cells of the matrix in the order of their first status, wider ones last."""
    for place, status in enumerate(STATUS):
        cell = f"replace({cell}, '{status}', '{place}')"
    return f"replace({cell}, '(', '9')"
