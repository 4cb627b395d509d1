"""What the writers of Markdown and HTML share: the rows of a table, the pieces of a text."""

from collections.abc import Iterable, Iterator
from typing import Any

from rich.table import Table
from rich.text import Text


def pieces(text: Text) -> Iterator[tuple[str, list[str], str]]:
    """Yield the parts of a text that have the same styles: each with these and with its link.

    A link is an address of the web or a place on the page (`#ID`); no other address becomes one.
    """
    edges = {edge for span in text.spans for edge in (span.start, span.end)}
    for part in text.divide(sorted(edges)):
        styles, link = [], ""
        for style in dict.fromkeys(str(span.style) for span in part.spans):
            address = style.removeprefix("link ")
            if address == style:
                styles.append(style)
            elif address.lower().startswith(("https://", "http://", "#")):
                link = address
        if part:
            yield part.plain, styles, link


def rows_of(table: Table) -> Iterable[tuple[Any, ...]]:
    """Return the cells of a table row by row: texts and strings."""
    return zip(*(column.cells for column in table.columns), strict=True)


def is_grid(table: Table) -> bool:
    """Return whether a table is a grid of labels and values."""
    return table.box is None
