"""An answer on standard output: as tables, or in a machine format."""

import shlex
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bilat.cli.options import Color, Format
from bilat.database.store import Row
from bilat.output import streams
from bilat.output.formats import RENDERERS, MachineFormat, render
from bilat.queries.listings import Answer

if TYPE_CHECKING:
    from bilat.output.console import Sheets
    from bilat.output.look import Form


class Output(NamedTuple):
    """How an answer is to be written."""

    format_: Format
    no_header: bool = False
    no_pager: bool = False
    color: Color = "auto"
    data: Path | None = None

    def machine_format(self) -> MachineFormat | None:
        """Return the format to write, or None for what people read."""
        if self.format_ == "auto" and not streams.is_terminal():
            return "tsv"
        return next((each for each in RENDERERS if each == self.format_), None)


def draw(sheets: "Callable[[Form], Sheets]", output: Output) -> None:
    """Write tables to standard output: on the terminal, as Markdown or as SVG."""
    from bilat.output import console
    from bilat.output.look import Form

    if output.format_ == "markdown":
        from bilat.output import markdown

        streams.write(markdown.write(sheets(Form(None)), not output.no_header))
    elif output.format_ == "svg":
        title = f"bilat {shlex.join(sys.argv[1:])}"
        streams.write([console.svg(sheets(Form(console.SVG_WIDTH)), title)])
    else:
        console.show(sheets(Form(streams.width())), not output.no_pager, output.color)


def write(answer: Answer, output: Output) -> bool:
    """Write an answer as a plain table or in a machine format; return whether it was empty."""
    rows = _Counted(answer.rows)
    if format_ := output.machine_format():
        streams.write(render(format_, answer.columns, rows, not output.no_header))
    else:
        from bilat.output.columns import columns

        first = list(islice(rows, 1))
        if first or output.format_ == "markdown":
            draw(lambda form: columns(answer.columns, chain(first, rows), form), output)
    return not rows.count


class _Counted:
    """Rows that count how many of them were taken."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.count += 1
            yield row
