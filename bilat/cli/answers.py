"""An answer on standard output: as a table, in a machine format or in Markdown."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from bilat.cli.options import Format
from bilat.database.store import Row
from bilat.output import terminal
from bilat.output.formats import MachineFormat, render
from bilat.queries.listings import Answer

if TYPE_CHECKING:
    from bilat.queries.context import Context


class Counted:
    """Rows that say how many of them were taken."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.count += 1
            yield row


class Output(NamedTuple):
    """How an answer is to be written."""

    format_: Format
    columns: Sequence[str] | None = None
    sort: Sequence[str] | None = None
    no_header: bool = False
    no_pager: bool = False
    color: terminal.Color = "auto"
    data: Path | None = None
    chart: bool = False

    @property
    def machine_format(self) -> MachineFormat | None:
        """The format to write; None for a table."""
        if self.format_ == "auto":
            return None if self.chart or terminal.is_terminal() else "tsv"
        return None if self.format_ == "table" else self.format_

    def show(self, draw: Callable[..., str], *of: Any) -> None:
        """Writes what is drawn of something, through a pager where it is tall."""
        terminal.show(draw(*of, terminal.terminal(self.color)), not self.no_pager)


def draw(name: str, rows: Sequence[Any], beside: "Context", output: Output) -> None:
    """Draws the table of a listing, or writes it in Markdown."""
    if output.machine_format:
        from bilat.output.tables.markdown import markdown

        terminal.write(markdown(name, rows, beside, not output.no_header))
    else:
        from bilat.output.tables import drawing

        drawn = drawing.turnover if output.chart else partial(drawing.listing, name)
        output.show(drawn, rows, beside)


def write(answer: Answer, output: Output) -> bool:
    """Writes an answer in a machine format or draws its columns; says whether it was empty."""
    if format_ := output.machine_format:
        rows = Counted(answer.rows)
        terminal.write(render(format_, answer.columns, rows, not output.no_header))
        return not rows.count
    from bilat.output.tables import drawing

    drawn = [*answer.rows]
    if drawn:
        output.show(drawing.columns, answer.columns, drawn)
    return not drawn
