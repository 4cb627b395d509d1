"""An answer on standard output: as tables, or in a machine format."""

import shlex
import sys
from collections.abc import Callable, Iterable
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from bilat.cli.options import Color, Format
from bilat.output import streams
from bilat.output.formats import RENDERERS
from bilat.queries.listings import Answer

if TYPE_CHECKING:
    from bilat.output.look import Form, Sheet


class Output(NamedTuple):
    """How an answer is to be written."""

    format_: Format
    no_header: bool = False
    no_pager: bool = False
    color: Color = "auto"

    @property
    def machine_format(self) -> str | None:
        """The format to write, or None for what people read."""
        if self.format_ == "auto" and not sys.stdout.isatty():
            return "tsv"
        return self.format_ if self.format_ in RENDERERS else None


def draw(drawing: "Callable[[Form], Iterable[Sheet]]", output: Output) -> None:
    """Write tables to standard output: on the terminal, as Markdown or as SVG."""
    from bilat.output import console
    from bilat.output.look import Form

    if output.format_ == "markdown":
        from bilat.output import markdown

        streams.write(markdown.write(drawing(Form(None)), not output.no_header))
    elif output.format_ == "svg":
        title = f"bilat {shlex.join(sys.argv[1:])}"
        streams.write([console.svg(drawing(Form(console.SVG_WIDTH)), title)])
    else:
        console.show(drawing(Form(streams.width())), not output.no_pager, output.color)


def write(answer: Answer, output: Output) -> bool:
    """Write an answer as a plain table or in a machine format; return whether it has rows."""
    first = [*islice(answer.rows, 1)]
    rows = chain(first, answer.rows)
    if format_ := output.machine_format:
        streams.write(RENDERERS[format_](answer.columns, rows, not output.no_header))
    elif first or output.format_ in ("markdown", "svg"):
        from bilat.output.columns import columns

        draw(lambda form: columns(answer.columns, rows, form), output)
    return bool(first)
