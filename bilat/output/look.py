"""How output looks: forms, styles, signs, cells and the frame of every table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rich.box import ASCII2, ROUNDED, SIMPLE_HEAD, Box
from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from bilat.queries.search import Match
from bilat.text import escaped
from bilat.vocabulary import DATE_BASIS, STATUS

NARROWEST = 60
COMFORTABLE_FROM = 72
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
    """For whom a table is drawn: its width, the signs that can be shown, and what is told.

    Without a width (Markdown, the page) a table has all columns, and its cells are not broken.
    """

    width: int | None
    ascii: bool = False
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
    def is_tight(self) -> bool:
        """Whether even narrow columns have to share the room."""
        return self.room < COMFORTABLE_FROM

    def fit(
        self, framed: int | None, narrow: int | None = None, tight: int | None = None
    ) -> int | None:
        """Return the width of a column: in a frame, without one, and where room is tight.

        A width that is not given is the one before it.
        """
        if self.width is None or self.is_framed:
            return None if self.width is None else framed
        return tight if self.is_tight and tight else narrow or framed

    @property
    def is_full(self) -> bool:
        """Whether basis and source have columns of their own."""
        return self.width is None or self.width >= FULL_FROM

    @property
    def signs(self) -> "Signs":
        """The signs that can be shown."""
        return ASCII_SIGNS if self.ascii else SIGNS

    def status(self, status: str) -> str:
        """Return the sign of a status."""
        word = STATUS[status]
        return word.plain_sign if self.ascii else word.sign

    def mark(self, basis: str | None) -> Text:
        """Return the mark of a date or period that the text does not state."""
        word = DATE_BASIS[basis or "stated"]
        return cell(word.plain_sign if self.ascii else word.sign, basis or "")


class Signs(NamedTuple):
    """Signs that stand for words or between them."""

    paragraph: str
    dot: str
    to: str
    divided: str
    times: str
    minus: str
    up: str
    down: str
    quotes: str
    wider: str
    conflict: str


SIGNS = Signs("¶", "·", "–", "÷", "×", "−", "▲", "▼", "“”", "◇", "≠")
ASCII_SIGNS = Signs("par. ", "-", "-", "/", "*", "-", "up:", "down:", '""', "()", "!=")


# Cells


def cell(text: object, style: str = "", link: str | None = None) -> Text:
    """Return data as a cell, without anything that a terminal obeys; None is an empty cell."""
    shown = Text(escaped("" if text is None else str(text)))
    for each in (style, f"link {link}" if link else ""):
        if each and shown:
            shown.stylize(each)
    return shown


def joined(parts: Iterable[Text | str], separator: str = "\n") -> Text:
    """Return the parts that are not empty as one cell."""
    texts = [part if isinstance(part, Text) else cell(part) for part in parts]
    return Text(separator).join(text for text in texts if text)


def dotted(parts: Iterable[Text | str], form: Form) -> Text:
    """Return a title or a note: parts with dots between them."""
    return joined(parts, f" {form.signs.dot} ")


def signs(records: Mapping[tuple[str, bool], str], form: Form) -> Text:
    """Return the signs of statuses, and in brackets those of statuses of wider scope.

    `records` has the id of a record for each sign, to which the sign leads on the page.
    """

    def sign(status: str, is_wider: bool) -> Text:
        link = f"#{records[status, is_wider]}" if form.width is None else None
        return cell(form.status(status), status, link)

    own, wider = (
        joined((sign(each, of) for each in STATUS if (each, of) in records), " ")
        for of in (False, True)
    )
    return joined((own, Text.assemble(("(", "wider"), wider, (")", "wider")) if wider else ""), " ")


def broken(id_: str, room: int | None) -> Text:
    """Return an id whose lines end after hyphens and slashes where it is longer than the room."""
    lines = [""]
    for part in id_.replace("-", "-\0").replace("/", "/\0").split("\0"):
        if room and lines[-1] and len(lines[-1]) + len(part) > room:
            lines.append("")
        lines[-1] += part
    return joined(cell(line, "id") for line in lines)


class Highlights:
    """The words of a row that were searched for, by field; each is highlighted where it is shown.

    Fields that are `shown` in other words, such as by an arrow, are not told elsewhere.
    """

    def __init__(self, matches: Iterable[Match], shown: Sequence[str] = ()) -> None:
        self._matches = list(matches)
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
                text = cell(f"{match.field}: ", "label") + cell(match.text)
                self._highlight(text, len(match.field) + 2, match)
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


NO_HIGHLIGHTS = Highlights(())


# Tables


class Sheet(NamedTuple):
    """A table with what stands above and below it."""

    title: Text | None
    table: Table
    notes: Sequence[Text] = ()
    attributes: Sequence[Mapping[str, str]] = ()
    """For the page, of each row: id, region, sector, status."""


class Part(Table):
    """A table, or a part of a long one, whose parts have the same column widths and one heading."""

    _widths: list[int] | None = None
    _is_first = _is_last = True
    _begins_section = False

    def join(
        self, widths: list[int], *, is_first: bool, is_last: bool, begins_section: bool = False
    ) -> None:
        """Make a table one of the parts of a long one; `widths` is a list that they share."""
        self._widths, self._begins_section = widths, begins_section
        self._is_first, self._is_last = is_first, is_last
        self.show_header = self.show_header and is_first

    def _calculate_column_widths(self, console: Console, options: ConsoleOptions) -> list[int]:
        if self._widths is None:
            return super()._calculate_column_widths(console, options)
        if not self._widths:
            self._widths += super()._calculate_column_widths(console, options)
        return self._widths

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if self._widths is None:
            yield from super().__rich_console__(console, options)
            return
        segments = [*super().__rich_console__(console, options)]
        edge = 2 if self.show_edge else 0  # the segments of a border: its characters, its line end
        if not self._is_first:
            segments[:edge] = self._line(console) if self._begins_section else []
        yield from segments[: len(segments) - (0 if self._is_last else edge)]

    def _line(self, console: Console) -> list[Segment]:
        """The line between two sections, of which one ends a part and the other begins one."""
        assert self.box
        assert self._widths
        text = self.box.get_row(self._widths, "row", edge=self.show_edge)
        return [Segment(text, console.get_style(self.border_style or "")), Segment.line()]


_ASCII_HEAD = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)


def new_table(form: Form, *, expand: bool = False) -> Part:
    """Return an empty table: framed where there is room, else with a line below its heading."""
    if form.is_framed:
        table = Part(box=ASCII2 if form.ascii else ROUNDED)
    else:
        head = _ASCII_HEAD if form.ascii else SIMPLE_HEAD
        table = Part(box=head, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    table.border_style, table.header_style, table.expand = "border", "heading", expand
    return table


def add_column(
    table: Table,
    heading: Text | str,
    *,
    width: int | None = None,
    most: int | None = None,
    right: bool = False,
) -> None:
    """Add a column that folds; without a width it takes what it needs, or the rest of the room."""
    table.add_column(
        heading,
        width=width,
        max_width=most,
        ratio=1 if table.expand and width is None else None,
        justify="right" if right else "left",
        overflow="fold",
    )
