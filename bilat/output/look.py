"""How output looks: forms, styles, signs, cells and the frame of every table."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, product
from typing import Any, NamedTuple

from rich.box import ROUNDED, SIMPLE_HEAD
from rich.table import Column, Table
from rich.text import Text
from rich.theme import Theme

from bilat.errors import T, escaped
from bilat.queries.context import Signs
from bilat.vocabulary import DATE_BASIS, STATUS

NARROWEST = 60
FRAMED_FROM = 100
FULL_FROM = 120

# The colours are those of the terminal's own palette; the names are CSS classes of the page.
THEME = Theme(
    {
        **dict.fromkeys(("heading", "name", "amount"), "bold"),
        **dict.fromkeys(("existing", "up"), "green"),
        **dict.fromkeys(("planned", "derived"), "cyan"),
        **dict.fromkeys(("proposed", "target"), "yellow"),
        "interest": "magenta",
        "down": "red",
        "conflict": "bold red",
        "match": "bold black on yellow",
        **dict.fromkeys(("quote", "evidence"), "dim italic"),
        **dict.fromkeys(("id", "border", "note", "label", "source"), "dim"),
        **dict.fromkeys(("stated", "inferred", "external"), "dim"),
        **dict.fromkeys(("wider", "brackets"), "none"),
    }
)
# The rows of one of several tables of a long listing: they are drawn in a tenth of a second.
PART = 100
# What the marks of dates and periods mean.
BASES = {"inferred": "inferred", "external": "from outside the report"}


class Form(NamedTuple):
    """For whom a table is drawn: its width, and whether with the evidence.

    Without a width (Markdown, the page) a table has all columns, and its cells are not broken.
    """

    width: int | None
    evidence: bool = False

    @property
    def room(self) -> int:
        """The width of the console that draws a table; a narrower terminal wraps its lines."""
        return max(self.width or FULL_FROM, NARROWEST)

    @property
    def is_framed(self) -> bool:
        """Whether there is room for borders, and for a column for each thing."""
        return self.room >= FRAMED_FROM

    @property
    def is_full(self) -> bool:
        """Whether basis and source have columns of their own."""
        return self.room >= FULL_FROM

    @property
    def id_width(self) -> int | None:
        """The width of a column with ids, which are broken to fit."""
        return None if self.width is None else min(self.room * 3 // 10, 27)

    @property
    def part(self) -> int:
        """The rows after which another table begins, so that the first can be read at once."""
        return sys.maxsize if self.width is None else PART


# Cells


def cell(text: object, style: str = "", link: str | None = None) -> Text:
    """Return data as a cell, without anything that a terminal obeys; None is an empty cell."""
    data = Text(escaped("" if text is None else str(text)))
    data.stylize(style)
    data.stylize(f"link {link}" if link else "")
    return data


def labelled(label: str, value: str | None, style: str = "") -> Text:
    """Return a value after its label; without a value, an empty cell."""
    return cell(f"{label}: ", "label") + cell(value, style) if value else Text()


def joined(parts: Iterable[object], separator: str = "\n") -> Text:
    """Return texts and data as one cell, without what is empty."""
    texts = [part if isinstance(part, Text) else cell(part) for part in parts]
    return Text(separator).join(text for text in texts if text)


def dotted(parts: Iterable[object]) -> Text:
    """Return a title or a note: parts with dots between them."""
    return joined(parts, " · ")


def mark(basis: str | None) -> Text:
    """Return the mark of a date or period that the text does not state."""
    return cell(DATE_BASIS[basis or "stated"].sign, basis or "")


def signs(records: Signs, form: Form) -> Text:
    """Return the signs of statuses, and in brackets those of statuses of wider scope.

    Without a width, each sign is a link to its record, which leads there on the page.
    """
    by_scope: dict[bool, list[Text]] = {False: [], True: []}
    for status, is_wider in product(STATUS, by_scope):
        if id_ := records.get((status, is_wider)):
            link = f"#{id_}" if form.width is None else None
            by_scope[is_wider].append(cell(STATUS[status].sign, status, link))
    own, wider = (joined(cells, " ") for cells in by_scope.values())
    in_brackets = Text.assemble(("(", "brackets"), wider, (")", "brackets")) if wider else ""
    return joined((own, in_brackets), " ")


def broken(id_: str, width: int | None) -> Text:
    """Return an id whose lines end after hyphens and slashes where it is longer than a width."""
    line = rf".{{1,{width or len(id_) + 1}}}(?:(?<=[-/])(?![-/])|$)"
    return joined(cell(part, "id") for part in re.findall(f"{line}|[^-/]+[-/]*", id_))


def pieces(text: Any) -> Iterator[list[tuple[str, list[str], str]]]:
    """Yield the pieces of each line of a text or a string: the words, their styles, their link."""
    for line in Text.assemble(text).split("\n", allow_blank=True):
        edges = sorted({edge for span in line.spans for edge in (span.start, span.end)})
        line_pieces = []
        for part in filter(None, line.divide(edges)):
            names = dict.fromkeys(str(span.style) for span in part.spans)
            links = [name.removeprefix("link ") for name in names if name.startswith("link ")]
            styles = [name for name in names if not name.startswith("link ")]
            line_pieces.append((part.plain, styles, "".join(links)))
        yield line_pieces


# Tables


class Sheet(NamedTuple):
    """A table with what stands above and below it."""

    title: Text | None
    table: Table
    notes: Sequence[Text] = ()
    rows: Sequence[Any] = ()  # what the rows of the table are drawn from; totals come after them

    @property
    def is_grid(self) -> bool:
        """Whether the table is a grid of labels and values."""
        return self.table.box is None

    def cells(self) -> Iterator[tuple[Any, ...]]:
        """Return the cells of the table row by row: texts and strings."""
        return zip(*(column.cells for column in self.table.columns), strict=True)


Field = tuple[str, Text | str]  # a label and a value; without a value it is left out


def new_table(form: Form, *columns: Column | str) -> Table:
    """Return an empty table: framed where there is room, else with a line below its heading.

    A column with a ratio gets all the room that is left.
    """
    box = ROUNDED if form.is_framed else SIMPLE_HEAD
    table = Table(*columns, box=box, border_style="border", header_style="heading")
    if not form.is_framed:
        table.show_edge = table.pad_edge = False
        table.padding = (0, 1, 0, 0)
    for column in table.columns:
        column.overflow = "fold"
    table.expand = any(column.ratio for column in table.columns)
    return table


def grid(fields: Iterable[Field]) -> Table:
    """Return fields as a table of labels and values without a frame."""
    table = Table.grid(Column(overflow="fold"), Column(overflow="fold"), padding=(0, 2, 0, 0))
    for label, value in fields:
        if value:
            table.add_row(cell(label, "name"), joined([value]))
    return table


def parts(
    rows: Iterable[T], size: int, group: Callable[[T], object] | None = None
) -> Iterator[list[T]]:
    """Yield rows in parts of a size or a little more, so that those of a group stay together."""
    part: list[T] = []
    for _, same in groupby(rows, group) if group else ((None, [row]) for row in rows):
        if len(part) >= size:
            yield part
            part = []
        part += same
    if part:
        yield part


# Legends


def legend_line(items: Iterable[tuple[str, str, str]]) -> Text:
    """Return signs with their meanings; each item is a style, a sign and a meaning."""
    cells = (cell(sign, style) + cell(f" {word}", "note") for style, sign, word in items)
    return joined(cells, "   ")


# What may be explained, on several lines: styles, signs and meanings.
_LEGEND = (
    (
        *((status, word.sign, status) for status, word in STATUS.items()),
        ("wider", "◇", "wider than the region"),
        ("brackets", "()", "wider than the region"),
    ),
    tuple((basis, DATE_BASIS[basis].sign, meaning) for basis, meaning in BASES.items()),
    (("derived", "derived", "computed from stated figures, whose ratios are taken as rounded"),),
    (("conflict", "≠", "another report states another amount"),),
)


def with_legend(sheets: Iterable[Sheet], *notes: Text) -> Iterator[Sheet]:
    """Yield sheets; the last one explains the signs that stand alone in any, then has the notes."""
    styles: set[str] = set()
    last = None
    for sheet in sheets:
        if last:
            yield last
        last = sheet
        texts = (text for column in sheet.table.columns for text in (column.header, *column.cells))
        whole = joined((sheet.title, *texts))
        spans = ((str(style), whole.plain[start:end]) for start, end, style in whole.spans)
        # "● existing" says what its sign means; a sign alone does not.
        styles |= {style for style, words in spans if style not in words}
    if last:
        lines = (legend_line(item for item in line if item[0] in styles) for line in _LEGEND)
        yield last._replace(notes=[*filter(None, (*lines, *notes))])
