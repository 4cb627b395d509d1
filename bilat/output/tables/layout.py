"""Words → lines. They wrap at spaces alone: nothing is cut, and no word is ever broken.

A cell is text whose line ends part its paragraphs; escapes of styles and links take no room in it.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from rich.cells import cell_len

from bilat.output.pen import Pen
from bilat.output.spaces import NO_BREAK, TOGETHER, plain, together

GAP = 2
"""The columns between two cells."""
_ESCAPES = re.compile(r"\x1b\[\d*m|\x1b\]8;;[^\x1b]*\x1b\\")
_BOLD_AGAIN = re.compile(r"\x1b\[0m( +)\x1b\[1m")

Cell = str


def width(text: str) -> int:
    """The columns that a line takes."""
    if "\x1b" in text:
        text = _ESCAPES.sub("", text)
    return len(text) if text.isascii() else cell_len(text)


def widest(cells: Iterable[Cell]) -> int:
    """The columns that the longest line of some cells takes."""
    return max((width(line) for cell in cells for line in cell.split("\n")), default=0)


def longest_word(cells: Iterable[Cell]) -> int:
    """The columns that the longest word of some cells takes."""
    return max((width(word) for cell in cells for word in cell.split()), default=0)


def padded(text: str, room: int) -> str:
    """Text filled to some columns with spaces that stay."""
    return text + NO_BREAK * (room - width(text))


def wrap(cell: Cell, room: int) -> list[str]:
    """The lines of a cell."""
    return [line for paragraph in cell.split("\n") for line in _filled(paragraph, room)]


def _filled(paragraph: str, room: int) -> Iterator[str]:
    line: list[str] = []
    used = 0
    for word in _words(paragraph, room, (" ", TOGETHER, NO_BREAK)):
        size = width(word)
        if line and used + 1 + size > room:
            yield " ".join(line)
            line, used = [], 0
        used += size + bool(line)
        line.append(word)
    yield " ".join(line)


def _words(text: str, room: int, spaces: Sequence[str]) -> Iterator[str]:
    """What must not be parted, unless it is too long for a line of its own."""
    for word in text.split(spaces[0]):
        if spaces[1:] and width(word) > room:
            yield from _words(word, room, spaces[1:])
        elif word:
            yield word


def wrapped(cells: Iterable[Cell], room: int) -> int:
    """The columns that cells take once they are wrapped."""
    return max(widest(wrap(cell, room)) for cell in cells)


def beside(cells: Sequence[Cell], sizes: Sequence[int], right: Collection[int] = ()) -> list[str]:
    """The lines of cells beside each other; those whose number is in `right` end at the right."""
    columns = [wrap(cell, room) for cell, room in zip(cells, sizes, strict=True)]
    lines = []
    for index in range(max(map(len, columns))):
        line = ""
        for number, (column, room) in enumerate(zip(columns, sizes, strict=True)):
            text = column[index] if index < len(column) else ""
            space = " " * (room - width(text))
            line += (space + text if number in right else text + space) + " " * GAP
        lines.append(line)
    return lines


def indented(cell: Cell, indent: int, room: int) -> list[str]:
    """The lines of a cell with space before them."""
    return [" " * indent + line for line in wrap(cell, max(1, room - indent))]


def total(sizes: Sequence[int]) -> int:
    """The columns that cells of some widths take beside each other."""
    return sum(sizes) + GAP * (len(sizes) - 1)


def widths(
    rows: Sequence[Sequence[Cell]], pen: Pen, wrapping: Mapping[int, tuple[int, int]]
) -> list[int] | None:
    """The widths of columns of which those in `wrapping` may wrap; None where they do not fit.

    For these it has the least and the most columns, which only an amount or an id exceeds.
    """
    columns = [*zip(*rows, strict=True)]
    found = [widest(column) for column in columns]
    for number, (_, most) in wrapping.items():
        found[number] = min(found[number], max(most, longest_word(columns[number])))
    for number, (least, _) in wrapping.items():
        missing = max(0, total(found) - pen.width)
        least = max(least, longest_word(columns[number]))
        found[number] -= min(missing, max(0, found[number] - least))
        found[number] = wrapped(columns[number], found[number])
    return found if total(found) <= pen.width else None


def table(
    headings: Sequence[str], rows: Sequence[Sequence[Cell]], pen: Pen, right: Collection[int] = ()
) -> list[str]:
    """Columns as wide as what is in them, under their headings and a rule."""
    sizes = [widest(column) for column in zip(headings, *rows, strict=True)]
    lines = beside([pen.bold(together(heading)) for heading in headings], sizes, right)
    lines.append(pen.dim(pen.signs.rule * total(sizes)))
    for row in rows:
        lines += beside(row, sizes, right)
    return lines


def fits(lines: Iterable[str], pen: Pen) -> bool:
    """Whether no line is wider than the terminal."""
    return all(width(line.rstrip()) <= pen.width for line in lines)


def joined(items: Iterable[str], pen: Pen, indent: int = 0, hanging: int = 0) -> list[str]:
    """Items with dots between them, each on a line with those before where there is room.

    Lines are indented, those after the first by `hanging` more.
    """
    dot = f" {pen.signs.dot} "
    lines: list[str] = []
    room = pen.width - indent
    for item in filter(None, items):
        if lines and width(lines[-1]) + len(dot) + width(item) <= room - hanging * (len(lines) > 1):
            lines[-1] += dot + item
        else:
            lines.append(item)
    wrapped = [line for each in lines for line in wrap(each, room - hanging)]
    if len(lines) == 1 and width(lines[0]) <= room:
        wrapped = lines
    spaces = [" " * indent, *[" " * (indent + hanging)] * len(wrapped)]
    return [space + line for space, line in zip(spaces, wrapped, strict=False)]


def text(lines: Iterable[str]) -> str:
    """Lines as one text; spaces that hold words together are spaces like any other."""
    whole = plain("\n".join(line.rstrip() for line in lines)).strip("\n")
    return _BOLD_AGAIN.sub(r"\1", whole) + "\n"
