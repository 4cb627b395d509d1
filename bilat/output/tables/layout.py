"""Columns of cells → lines no wider than the terminal, with nothing cut.

A table where it fits; else each row as a block of labelled lines.
"""

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from bilat.output.terminal import Terminal

R = TypeVar("R")

WHOLE = 10_000
"""The floor of a column that is not to be wrapped."""

_GAP = 2
_ROOM = 16
"""The least width for values beside their labels."""


@dataclass(frozen=True)
class Column(Generic[R]):
    """A column of a table."""

    heading: str
    cell: Callable[[R], Text | str]
    align: Literal["left", "right"] = "left"
    floor: int = 0
    """Prose needs some width to be readable; below it the table gives way to blocks."""
    keep: bool = False
    """Whether it stays where no row says anything in it."""
    title: bool = False
    """Whether it belongs to the title of a block."""
    repeats: bool = True
    """If false, a value is left blank under the same value."""


def draw(terminal: Terminal, *parts: RenderableType) -> str:
    """The text, with colour codes where the terminal takes them, of things under each other."""
    file = io.StringIO()
    console = Console(
        file=file,
        width=terminal.width,
        force_terminal=terminal.colour,
        no_color=not terminal.colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for part in parts:
        console.print(part, overflow="fold", no_wrap=False)
    lines = [line.rstrip() for line in file.getvalue().splitlines()]
    return "\n".join(lines).rstrip("\n") + "\n"


def rows(columns: Sequence[Column[R]], items: Iterable[R], terminal: Terminal) -> RenderableType:
    """A table of the items or, where the terminal is too narrow for it, a block for each.

    What the first column says of all of them stands above as a heading.
    """
    cells = [[_text(column.cell(item)) for column in columns] for item in items]
    columns, cells = _without_empty(columns, cells)
    if not columns[0].repeats and len({line[0].plain for line in cells}) == 1 < len(cells):
        heading = cells[0][0]
        rest = _table(columns[1:], [line[1:] for line in cells], terminal)
        return Group(heading, rest)
    return _table(columns, cells, terminal)


def _table(
    columns: Sequence[Column[R]], cells: list[list[Text]], terminal: Terminal
) -> RenderableType:
    widths = _widths(columns, cells, terminal.width)
    if widths is None:
        return _blocks(columns, cells, terminal)
    table = Table(
        box=box.SIMPLE_HEAD if terminal.utf8 else box.ASCII,
        show_edge=False,
        pad_edge=False,
        padding=(0, _GAP - 1, 0, 0),
        header_style="bold",
    )
    for column, width in zip(columns, widths, strict=True):
        table.add_column(Text(column.heading), justify=column.align, width=width, overflow="fold")
    above: list[str] = []
    for line in cells:
        plain = [cell.plain for cell in line]
        same = 0
        while same < len(above) and above[same] == plain[same]:
            same += 1
        table.add_row(
            *(
                Text("") if index < same and not column.repeats else cell
                for index, (column, cell) in enumerate(zip(columns, line, strict=True))
            )
        )
        above = plain
    return table


def fits(columns: Sequence[Column[R]], items: Iterable[R], terminal: Terminal) -> bool:
    """Whether the items make a table and not blocks."""
    cells = [[_text(column.cell(item)) for column in columns] for item in items]
    return _widths(*_without_empty(columns, cells), terminal.width) is not None


def _text(cell: Text | str) -> Text:
    return Text(cell) if isinstance(cell, str) else cell


def _without_empty(
    columns: Sequence[Column[R]], cells: list[list[Text]]
) -> tuple[list[Column[R]], list[list[Text]]]:
    """Without the columns in which no row says anything."""
    kept = [
        index
        for index, column in enumerate(columns)
        if column.keep or any(line[index].plain for line in cells)
    ]
    return [columns[index] for index in kept], [[line[index] for index in kept] for line in cells]


def _widths(
    columns: Sequence[Column[R]], cells: list[list[Text]], available: int
) -> list[int] | None:
    """A width for each column, or None where their words and floors do not fit."""
    available -= _GAP * (len(columns) - 1)
    least, full = [], []
    for index, column in enumerate(columns):
        texts = {column.heading, *(line[index].plain for line in cells)}
        widest = max(map(_line_width, texts))
        words = max(map(_word_width, texts))
        full.append(widest)
        least.append(min(widest, max(words, column.floor)))
    spare = available - sum(least)
    if spare < 0:
        return None
    wanted = [most - few for most, few in zip(full, least, strict=True)]
    share = min(1.0, spare / sum(wanted)) if sum(wanted) else 0.0
    return [few + int(want * share) for few, want in zip(least, wanted, strict=True)]


def _line_width(text: str) -> int:
    return max(map(cell_len, text.split("\n")))


def _word_width(text: str) -> int:
    return max(map(cell_len, text.split()), default=0)


def _blocks(
    columns: Sequence[Column[R]], cells: list[list[Text]], terminal: Terminal
) -> RenderableType:
    """Each row as its title and, for every other cell, a line that begins with the heading."""
    blocks: list[RenderableType] = []
    for index, line in enumerate(cells):
        titles = [cell for column, cell in zip(columns, line, strict=True) if column.title]
        values = [
            (column.heading, cell)
            for column, cell in zip(columns, line, strict=True)
            if not column.title and cell.plain
        ]
        blocks += [Text("")] if index else []
        blocks += [Text(", ", "bold").join(titles), labelled(values, terminal)]
    return Group(*blocks)


def labelled(values: Sequence[tuple[str, Text]], terminal: Terminal) -> RenderableType:
    """Labels with their values beside them or, where there is no room, below."""
    beside = max((len(label) for label, _ in values), default=0) + _GAP
    room = terminal.width - beside
    lines: list[Text] = []
    for label, value in values:
        if room < _ROOM:
            lines += [Text(label, "dim"), value]
            continue
        wrapped = value.wrap(Console(width=room, file=io.StringIO()), room, overflow="fold")
        for index, line in enumerate(wrapped):
            line.rstrip()
            lines.append(Text.assemble((f"{label if index == 0 else '':{beside}}", "dim"), line))
    return Text("\n").join(lines)
