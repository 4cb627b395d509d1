"""Lines of a page for a terminal: headings with a rule, labels, entries; wrapped at spaces only."""

import io
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.text import Text

from bilat.output.terminal import Terminal
from bilat.output.wording import NO_BREAK
from bilat.vocabulary import DATE_BASIS, STATUS

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
_INDENT = "  "
_ASCII = str.maketrans(
    {word.sign: word.plain_sign for word in (*STATUS.values(), *DATE_BASIS.values()) if word.sign}
    | {"¶": "par.", "·": "-", "—": "--", "─": "-", "“": '"', "”": '"', "«": '"', "»": '"'}
    | {"÷": "/", "−": "-", "↑": "up:", "↓": "down:", "’": "'"}
)


class Entry(NamedTuple):
    """What stands at the left of a text, and the text."""

    sign: str
    title: str
    """In bold; empty where it is that of the entry above."""
    below: str
    """Under the title, or in its place."""
    text: str


def wrap(text: str, width: int) -> list[str]:
    """The lines of a text, broken at spaces, not at no-break ones; unless a word has no room."""
    lines: list[str] = []
    for word in chain.from_iterable(chop_cells(word, width) for word in text.split(" ") if word):
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return [line.replace(NO_BREAK, " ") for line in lines] or [""]


class Page:
    """Lines that are added one after the other, then drawn."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._lines: list[Text] = []
        self.width = terminal.width

    def drawn(self) -> str:
        """The text, with the styles that the terminal takes."""
        file = io.StringIO()
        console = Console(
            file=file,
            width=10_000,
            force_terminal=self._terminal.styles,
            no_color=True,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
        )
        for line in self._lines:
            console.print(line)
        return "".join(f"{line.rstrip()}\n" for line in file.getvalue().splitlines())

    def blank(self) -> None:
        """An empty line."""
        self._lines.append(Text(""))

    def text(self, text: str, style: str = "", indent: str = "") -> None:
        """A paragraph."""
        for line in self.wrapped(text, self.width - len(indent)):
            self._lines.append(Text(f"{indent}{line}", style))

    def heading(self, text: str, right: str = "", bold: int | None = None) -> None:
        """A line that a rule fills, up to what stands at its right, or that below it.

        So many characters of the text are bold, or all.
        """
        lines = self.wrapped(text, self.width)
        room = self.width - cell_len(lines[-1]) - 1
        beside = cell_len(right) + 1 if right else 0
        alone = room - beside < _RULE
        rule = room - (0 if alone else beside)
        for line in lines:
            drawn = Text(line)
            drawn.stylize("bold", 0, bold)
            self._lines.append(drawn)
        if rule >= _RULE:
            self._lines[-1].append(" ").append(self.plain("─") * rule, "dim")
        if right and alone:
            for line in self.wrapped(right.replace("/", "/ "), self.width):
                self._lines.append(Text(line.replace("/ ", "/")))
        elif right:
            self._lines[-1].append(f" {right}")

    def labelled(self, pairs: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Labels with their texts beside them or, where there is little room, below."""
        beside = max((LABEL, *(len(label) + 2 for label, _ in pairs)))
        room = self.width - beside
        for label, texts in pairs:
            if room < _ROOM:
                self.text(label, "bold")
                for text in texts:
                    self.text(text, indent=_INDENT)
                continue
            lines = [line for text in texts for line in self.wrapped(text, room)]
            for number, line in enumerate(lines):
                name = "" if number else label
                self._lines.append(Text.assemble((f"{name:{beside}}", "bold"), line))

    def entries(self, entries: Sequence[Entry], beside: int = 0) -> None:
        """Entries with their texts beside or, on a narrow terminal, below a line of their own.

        `beside` is where the texts begin; else it follows from the entries.
        """
        beside = beside or self.beside(entries)
        for entry in entries:
            left = self._left(entry)
            if self.width < NARROW:
                whole = Text(self.plain(" · ")).join(left)
                below = [Text(_INDENT).append(line) for line in left[1:]]
                self._lines += [whole] if whole.cell_len <= self.width else [left[0], *below]
                self.text(entry.text, indent=_INDENT)
                continue
            right = self.wrapped(entry.text, min(MEASURE, self.width - beside))
            for number in range(max(len(left), len(right))):
                line = left[number] if number < len(left) else Text("")
                rest = right[number] if number < len(right) else ""
                self._lines.append(line.append(" " * (beside - line.cell_len)).append(rest))

    def beside(self, entries: Iterable[Entry]) -> int:
        """Where the texts of entries begin that are to be aligned."""
        return max((line.cell_len for e in entries for line in self._left(e)), default=0) + 2

    def _left(self, entry: Entry) -> list[Text]:
        """Sign and title, then what is below; one line or two where the terminal is narrow."""
        sign = self.plain(f"{entry.sign} ") if entry.sign else ""
        narrow = self.width < NARROW
        room = (self.width if narrow else _LEFT) - len(sign)
        parts = [
            (part, style) for part, style in ((entry.title, "bold"), (entry.below, "")) if part
        ]
        lines = [(line, style) for part, style in parts for line in self.wrapped(part, room)]
        indent = "" if narrow else " " * len(sign)
        return [
            Text.assemble(indent if number else sign, (line, style))
            for number, (line, style) in enumerate(lines)
        ]

    def quoted(self, text: str, marks: Sequence[tuple[int, int]]) -> None:
        """A paragraph of a source with stretches in bold or, where there is no style, in «»."""
        width = min(MEASURE, self.width)
        if not self._terminal.styles:
            for start, end in reversed(marks):
                text = f"{text[:start]}«{text[start:end]}»{text[end:]}"
            self._lines += map(Text, self.wrapped(text, width))
            return
        place = 0
        for line in wrap(text, width):
            drawn = Text(line)
            for start, end in marks:
                drawn.stylize("bold", max(start - place, 0), max(end - place, 0))
            self._lines.append(drawn)
            place += len(line) + 1

    def wrapped(self, text: str, width: int) -> list[str]:
        """The lines of a text in what the terminal shows."""
        return wrap(self.plain(text), max(width, 1))

    def plain(self, text: str) -> str:
        """Text in the characters that the terminal shows."""
        return text if self._terminal.utf8 else text.translate(_ASCII)
