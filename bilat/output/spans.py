"""What the writers of Markdown and HTML share: the rows of a table, the pieces of a `Text`."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from rich.table import Table
from rich.text import Text


class Piece(NamedTuple):
    """Part of a text that has the same styles and the same link all along."""

    text: str
    styles: list[str]
    link: str


def pieces(text: Text) -> Iterator[Piece]:
    """Yield the parts of a text in order; the link is an address, empty where there is none."""
    edges = {edge for span in text.spans for edge in (span.start, span.end)}
    for part in text.divide(sorted(edges)):
        names = dict.fromkeys(str(span.style) for span in part.spans)
        links = [name.removeprefix("link ") for name in names if name.startswith("link ")]
        styles = [name for name in names if name and not name.startswith("link ")]
        if part:
            yield Piece(part.plain, styles, links[0] if links else "")


def is_web(address: str) -> bool:
    """Return whether an address is one of the web; no other becomes a link."""
    return address.lower().startswith(("https://", "http://"))


def as_text(cell: Any) -> Text:
    """Return a cell, heading or title of a table as a `Text`; tables hold texts and strings."""
    return cell if isinstance(cell, Text) else Text(str(cell))


def rows_of(table: Table) -> list[tuple[Text, ...]]:
    """Return the cells of a table row by row."""
    return [*zip(*(map(as_text, column.cells) for column in table.columns), strict=True)]


def is_grid(table: Table) -> bool:
    """Return whether a table is a grid of labels and values."""
    return table.box is None
