"""What the writers of Markdown and HTML have in common: a `Text` as stretches of one style."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from rich.table import Table
from rich.text import Text

LINK = "link "


class Stretch(NamedTuple):
    """Part of a text that has the same styles and the same link all along."""

    text: str
    styles: tuple[str, ...]
    link: str | None


def stretches(text: Text) -> Iterator[Stretch]:
    """Yield the parts of a text in order; each link is given as an address, not as a style."""
    edges = {0, len(text)}.union(*((span.start, span.end) for span in text.spans))
    for start, end in pairwise(sorted(edges)):
        spans = (span for span in text.spans if span.start <= start and end <= span.end)
        names = list(dict.fromkeys(str(span.style) for span in spans if span.style))
        link = next((name.removeprefix(LINK) for name in names if name.startswith(LINK)), None)
        styles = " ".join(name for name in names if not name.startswith(LINK)).split()
        yield Stretch(text.plain[start:end], tuple(styles), link)


def is_web(address: str) -> bool:
    """Return whether an address is one of the web; no other becomes a link."""
    return address.lower().startswith(("https://", "http://"))


def as_text(cell: Any) -> Text:
    """Return a cell, heading or title of a table as a `Text`; tables hold texts and strings."""
    return cell if isinstance(cell, Text) else Text(str(cell))


def rows_of(table: Table) -> list[list[Text]]:
    """Return the cells of a table row by row."""
    columns = [[as_text(cell) for cell in column.cells] for column in table.columns]
    return [list(row) for row in zip(*columns, strict=True)]


def is_grid(table: Table) -> bool:
    """Return whether a table is a grid of labels and values."""
    return table.box is None
