"""Lines of a page for a terminal: headings with a rule, labels, entries; wrapped at spaces only."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bilat.output.tables import layout
from bilat.output.tables.layout import GAP, beside, indented, joined, longest_word, widest, width
from bilat.output.tables.pen import Pen
from bilat.output.terminal import Terminal

NARROW = 72
"""Below so many columns an entry stands above its text, not beside it."""
MEASURE = 72
"""A line of prose is never longer."""
_LEFT = 26
"""The most columns of what stands left of a text."""
LABEL = 12
"""The columns of a label with the gap after it, unless it is longer."""
_ROOM = 30
"""The least columns beside a label."""
_RULE = 3


class Entry(NamedTuple):
    """What stands at the left of a text, and the text."""

    sign: str
    title: str
    """In bold; empty where it is that of the entry above."""
    below: str
    """Under the title, or in its place."""
    text: str


class Page:
    """Lines that are added one after the other, then drawn."""

    def __init__(self, terminal: Terminal) -> None:
        self._pen = Pen(terminal)
        self._styles = terminal.styles
        self._lines: list[str] = []
        self.width = terminal.width

    def drawn(self) -> str:
        """The text, with the styles that the terminal takes."""
        return layout.text(self._lines)

    def blank(self) -> None:
        """An empty line."""
        self._lines.append("")

    def text(self, text: str, style: str = "", indent: int = 0) -> None:
        """A paragraph."""
        text = self._pen.plain(text)
        self._lines += indented(
            self._pen.bold(text) if style == "bold" else text, indent, self.width
        )

    def heading(self, text: str, right: str = "", bold: int | None = None) -> None:
        """A line that a rule fills, up to what stands at its right, or that below it.

        So many characters of the text are bold, or all.
        """
        bold = len(text) if bold is None else bold
        styled = self._pen.bold(text[:bold]) + self._pen.plain(text[bold:])
        *lines, last = joined(styled.split(f" {self._pen.signs.dot} "), self._pen)
        room = self.width - width(last) - 1
        alone = room - width(right) - 1 < _RULE
        rule = room if alone or not right else room - width(right) - 1
        if rule >= _RULE:
            last += f" {self._pen.dim(self._pen.signs.rule * rule)}"
        self._lines += [*lines, last if alone or not right else f"{last} {right}"]
        if right and alone:
            parts = layout.wrap(right.replace("/", "/ "), self.width)
            self._lines += [part.replace("/ ", "/") for part in parts]

    def labelled(self, pairs: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Labels with their texts beside them or, where there is no room, below."""
        before = max((LABEL - GAP, *(len(label) for label, _ in pairs)))
        room = self.width - before - GAP
        for label, texts in pairs:
            if room < max(_ROOM, longest_word(texts)):
                self.text(label, "bold")
                for text in texts:
                    self.text(text, indent=GAP)
                continue
            cells = (self._pen.bold(layout.together(label)), self._pen.plain("\n".join(texts)))
            self._lines += beside(cells, (before, room))

    def entries(self, entries: Sequence[Entry], left: int = 0) -> None:
        """Entries with their texts beside or, on a narrow terminal, below a line of their own.

        `left` are the columns of what stands left of the texts; else they follow from the entries.
        """
        left = left or self.left(entries)
        for entry in entries:
            if self.width < NARROW:
                parts = [self._pen.bold(entry.title), self._pen.plain(entry.below)]
                first, *rest = [part for part in parts if part] or [""]
                if entry.sign:
                    first = f"{self._pen.plain(entry.sign)}{layout.NO_BREAK}{first}"
                self._lines += joined((first, *rest), self._pen, hanging=GAP)
                self.text(entry.text, indent=GAP)
                continue
            cells = ("\n".join(self._left(entry)), self._pen.plain(entry.text))
            self._lines += beside(cells, (left, min(MEASURE, self.width - left - GAP)))

    def left(self, entries: Iterable[Entry]) -> int:
        """The columns of what stands left of texts that are to be aligned."""
        return max((widest(self._left(entry)) for entry in entries), default=0)

    def _left(self, entry: Entry) -> list[str]:
        """Sign and title, then what is below."""
        sign = f"{self._pen.plain(entry.sign)} " if entry.sign else ""
        parts = filter(None, (self._pen.bold(entry.title), self._pen.plain(entry.below)))
        room = _LEFT - width(sign)
        lines = [line for part in parts for line in layout.wrap(part, room)]
        indent = " " * width(sign)
        return [
            layout.together((indent if number else sign) + line)
            for number, line in enumerate(lines)
        ]

    def quoted(self, text: str, marks: Sequence[tuple[int, int]]) -> None:
        """A paragraph of a source with stretches in bold or, where there is no style, in «»."""
        for start, end in reversed(marks):
            words = text[start:end]
            marked = self._pen.bold(words) if self._styles else f"«{words}»"
            text = f"{text[:start]}{marked}{text[end:]}"
        self._lines += layout.wrap(self._pen.plain(text), min(MEASURE, self.width))
