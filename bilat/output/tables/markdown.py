"""The tables in Markdown, to be pasted: their columns and headings, with marks in words."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bilat.database.tables import ColumnInfo
from bilat.output.formats import render
from bilat.output.markdown import link
from bilat.output.pen import Pen
from bilat.output.tables import (
    companies,
    documents,
    figures,
    matrix,
    regions,
    sectors,
    trade,
)
from bilat.output.terminal import Terminal
from bilat.output.wording import BASES
from bilat.queries.context import Context
from bilat.queries.headings import HEADINGS

_CELLS: dict[str, Callable[[Any, Context, Pen], Sequence[str]]] = {
    "regions": regions.cells,
    "sectors": sectors.cells,
    "trade": trade.cells,
    "figures": figures.cells,
    "documents": documents.cells,
    "matrix": matrix.cells,
}


class MarkdownPen(Pen):
    """Writes words for marks, and links as Markdown has them."""

    def __init__(self) -> None:
        super().__init__(Terminal(width=80))

    def link(self, text: str, address: str) -> str:
        """A word that leads to an address."""
        return link(text, address)

    def mark(self, basis: str | None) -> str:
        """How a date or a year is known that the text does not state."""
        return f" ({BASES[basis]})" if basis in BASES else ""

    @property
    def none(self) -> str:
        """An empty cell."""
        return ""


def markdown(
    listing: str, rows: Sequence[Any], context: Context, header: bool = True
) -> Iterator[str]:
    """The table of a listing, piece by piece."""
    headings = matrix.headings(context) if listing == "matrix" else [*HEADINGS[listing]]
    columns = [ColumnInfo(heading, "") for heading in headings]
    return render("markdown", columns, _lines(listing, rows, context), header)


def _lines(listing: str, rows: Sequence[Any], context: Context) -> Iterator[Sequence[str]]:
    pen = MarkdownPen()
    ungrouped = context._replace(grouped=False)  # no heading has the name of a speaker
    for row in rows:
        if listing == "companies":
            lines = companies.cells(row, ungrouped, pen)
        else:
            lines = iter([_CELLS[listing](row, ungrouped, pen)])
        for cells in lines:
            yield [" ".join(pen.shown(cell).split()) for cell in cells]
