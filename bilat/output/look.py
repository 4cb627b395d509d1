"""How output looks: forms, styles, signs, cells and the frame of every table."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from rich.box import ROUNDED, SIMPLE_HEAD
from rich.table import Column, Table
from rich.text import Text
from rich.theme import Theme

from bilat.errors import escaped
from bilat.queries.search import Match
from bilat.vocabulary import DATE_BASIS, STATUS

NARROWEST = 60
FRAMED_FROM = 100
FULL_FROM = 120

THEME = Theme(
    {
        "heading": "bold",
        "name": "bold",
        "amount": "bold",
        "existing": "green",
        "planned": "cyan",
        "proposed": "yellow",
        "interest": "magenta",
        "stated": "dim",
        "derived": "cyan",
        "target": "yellow",
        "up": "green",
        "down": "red",
        "conflict": "bold red",
        "quote": "dim italic",
        "evidence": "dim italic",
        **dict.fromkeys(("id", "border", "note", "label", "source", "inferred", "external"), "dim"),
        "wider": "none",
        "match": "bold black on yellow",
    }
)
"""Colours of the terminal's own palette; the names of the styles are CSS classes of the page."""


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
        return self.width is None or self.width >= FRAMED_FROM

    @property
    def is_full(self) -> bool:
        """Whether basis and source have columns of their own."""
        return self.width is None or self.width >= FULL_FROM

    def share(self, percent: int, most: int) -> int | None:
        """Return the width of a column that has a share of the room, up to a limit."""
        return None if self.width is None else min(self.room * percent // 100, most)


# Cells


def cell(text: object, style: str = "", link: str | None = None) -> Text:
    """Return data as a cell, without anything that a terminal obeys; None is an empty cell."""
    shown = Text(escaped("" if text is None else str(text)))
    for each in (style, f"link {link}" if link else ""):
        if each and shown:
            shown.stylize(each)
    return shown


def labelled(label: str, value: str | None, style: str = "") -> Text:
    """Return a value after its label; a value that is None is an empty cell."""
    return cell(f"{label}: ", "label") + cell(value, style) if value else Text()


def joined(parts: Iterable[Text | str], separator: str = "\n") -> Text:
    """Return the parts that are not empty as one cell."""
    texts = [part if isinstance(part, Text) else cell(part) for part in parts]
    return Text(separator).join(text for text in texts if text)


def dotted(parts: Iterable[Text | str]) -> Text:
    """Return a title or a note: parts with dots between them."""
    return joined(parts, " · ")


def mark(basis: str | None) -> Text:
    """Return the mark of a date or period that the text does not state."""
    return cell(DATE_BASIS[basis or "stated"].sign, basis or "")


def signs(records: Mapping[tuple[str, bool], str], form: Form) -> Text:
    """Return the signs of statuses, and in brackets those of statuses of wider scope.

    `records` has the id of a record for each sign, to which the sign leads on the page.
    """

    def sign(status: str, is_wider: bool) -> Text:
        link = f"#{records[status, is_wider]}" if form.width is None else None
        return cell(STATUS[status].sign, status, link)

    own, wider = (
        joined((sign(each, of) for each in STATUS if (each, of) in records), " ")
        for of in (False, True)
    )
    return joined((own, Text.assemble(("(", "wider"), wider, (")", "wider")) if wider else ""), " ")


def broken(id_: str, width: int | None) -> Text:
    """Return an id whose lines end after hyphens and slashes where it is longer than a width."""
    lines = [""]
    for part in re.findall("[^-/]*[-/]*", id_):
        if width and lines[-1] and len(lines[-1]) + len(part) > width:
            lines.append("")
        lines[-1] += part
    return joined(cell(line, "id") for line in lines)


class Highlights:
    """The words of a row that were searched for, by field; each is highlighted where it is shown.

    Fields that are `shown` in other words, such as by an arrow, are not told elsewhere. A match in
    one of the fields `called` is another name of what the row shows.
    """

    def __init__(
        self, matches: Iterable[Match], shown: Sequence[str] = (), called: Sequence[str] = ()
    ) -> None:
        self._matches = list(matches)
        self._labels = {"parent": "part of", **dict.fromkeys(called, "also called")}
        self._seen = {word for match in matches if match.field in shown for word in _matched(match)}

    def on(self, text: Text, field: str) -> Text:
        """Return a cell with the words highlighted that matched in a field that it shows."""
        for match in self._matches:
            start = text.plain.find(escaped(match.text)) if match.field == field else -1
            if start >= 0:
                self._highlight(text, start, match)
        return text

    def elsewhere(self) -> Iterator[Text]:
        """Yield fields with the matched words that no cell has shown: `evidence: their text`."""
        for match in self._matches:
            if not all(map(self._is_seen, _matched(match))):
                label = self._labels.get(match.field, match.field)
                text = labelled(label, match.text)
                self._highlight(text, len(label) + 2, match)
                yield text

    def _is_seen(self, word: str) -> bool:
        """Whether a word has been highlighted, be it in another inflection."""
        return any(word.startswith(seen) or seen.startswith(word) for seen in self._seen)

    def _highlight(self, text: Text, offset: int, match: Match) -> None:
        self._seen.update(_matched(match))
        for start, end in match.spans:
            text.stylize("match", offset + start, offset + end)


def _matched(match: Match) -> set[str]:
    """Return the words of a match, without case."""
    return {match.text[start:end].casefold() for start, end in match.spans}


# Tables


class Sheet(NamedTuple):
    """A table with what stands above and below it."""

    title: Text | None
    table: Table
    notes: Sequence[Text] = ()
    rows: Sequence[Any] = ()
    """What the rows of the table are drawn from; totals come after them."""


Field = tuple[str, Text | str]
"""A label and a value; a field whose value is empty is left out."""

PART = 100
"""The rows of one of several tables of a long listing: they are drawn in a tenth of a second."""


def new_table(form: Form, *columns: Column | str) -> Table:
    """Return an empty table: framed where there is room, else with a line below its heading."""
    if form.is_framed:
        table = Table(*columns, box=ROUNDED)
    else:
        table = Table(
            *columns, box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0)
        )
    table.border_style, table.header_style = "border", "heading"
    for column in table.columns:
        column.overflow = "fold"
    return table


def grid(fields: Iterable[Field]) -> Table:
    """Return fields as a table of labels and values without a frame."""
    table = Table.grid(Column(overflow="fold"), Column(overflow="fold"), padding=(0, 2, 0, 0))
    for label, value in fields:
        if value:
            table.add_row(cell(label, "name"), value if isinstance(value, Text) else cell(value))
    return table
