"""Rows → the table of their listing, as text for a terminal."""

from collections.abc import Callable, Sequence
from typing import Any

from bilat.database.tables import ColumnInfo
from bilat.output.formats import Row
from bilat.output.pen import Pen
from bilat.output.tables import (
    chart,
    companies,
    documents,
    figures,
    layout,
    matrix,
    plain,
    regions,
    sectors,
    trade,
)
from bilat.output.terminal import Terminal
from bilat.queries.context import Context

Draw = Callable[[Sequence[Any], Context, Pen], list[str]]

TABLES: dict[str, Draw] = {
    "regions": regions.table,
    "sectors": sectors.table,
    "trade": trade.table,
    "companies": companies.table,
    "figures": figures.table,
    "documents": documents.table,
    "matrix": matrix.table,
}


def listing(name: str, rows: Sequence[Any], context: Context, terminal: Terminal) -> str:
    """The rows of a listing, of which there is at least one, as its table."""
    return _drawn(TABLES[name], rows, context, terminal)


def turnover(rows: Sequence[Any], context: Context, terminal: Terminal) -> str:
    """Rows of trade as bars."""
    return _drawn(chart.chart, rows, context, terminal)


def columns(names: Sequence[ColumnInfo], rows: Sequence[Row], terminal: Terminal) -> str:
    """Any columns, as they are."""
    return layout.text(plain.table(names, rows, Pen(terminal)))


def _drawn(draw: Draw, rows: Sequence[Any], context: Context, terminal: Terminal) -> str:
    pen = Pen(terminal)
    return layout.text(draw(shown(rows, pen), shown(context, pen), pen))


def shown(data: Any, pen: Pen) -> Any:
    """Data of any kind whose texts are what a terminal can show, on one line."""

    def of(value: Any) -> Any:
        if isinstance(value, str):
            is_plain = value.isprintable() and (pen.utf8 or value.isascii())
            return value if is_plain else pen.shown(value).replace("\n", " ")
        if isinstance(value, tuple) and hasattr(value, "_fields"):
            return type(value)(*map(of, value))
        if isinstance(value, dict):
            return {key: of(each) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return type(value)(map(of, value))
        return value

    return of(data)
