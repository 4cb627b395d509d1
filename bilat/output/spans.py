"""What the writers of Markdown and HTML share: the rows of a table, the pieces of a text."""

from collections.abc import Iterable, Iterator
from typing import Any

from rich.table import Table
from rich.text import Text

# A part of a text, the styles that it has from beginning to end, and the address that it leads to.
Piece = tuple[str, list[str], str]


def lines_of(text: Any) -> Iterator[list[Piece]]:
    """Yield the pieces of each line of a text or a string."""
    for line in Text.assemble(text).split("\n", allow_blank=True):
        edges = {edge for span in line.spans for edge in (span.start, span.end)}
        yield [_piece(part) for part in line.divide(sorted(edges)) if part]


def _piece(part: Text) -> Piece:
    """Return a part of a line; of links, it has those to the web and within the page (`#ID`)."""
    names = [*dict.fromkeys(str(span.style) for span in part.spans)]
    addresses = [name.removeprefix("link ") for name in names if name.startswith("link ")]
    styles = [name for name in names if not name.startswith("link ")]
    links = (link for link in addresses if link.lower().startswith(("https://", "http://", "#")))
    return part.plain, styles, next(links, "")


def rows_of(table: Table) -> Iterable[tuple[Any, ...]]:
    """Return the cells of a table row by row: texts and strings."""
    return zip(*(column.cells for column in table.columns), strict=True)


def is_grid(table: Table) -> bool:
    """Return whether a table is a grid of labels and values."""
    return table.box is None
