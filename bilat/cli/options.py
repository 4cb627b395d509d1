"""The options of the commands, and how the output that they choose is written."""

import shlex
import sys
from collections.abc import Callable, Iterable
from functools import partial
from inspect import Parameter
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

import typer

from bilat.cli import completion
from bilat.database.store import Answer
from bilat.output import streams
from bilat.output.formats import RENDERERS
from bilat.queries.filters import Filter

if TYPE_CHECKING:
    from bilat.output.look import Form, Sheet

output_option = partial(typer.Option, show_default=False, rich_help_panel="Output")
# Whoever reads a folder says whether it is readable.
data_option = partial(typer.Option, readable=False, rich_help_panel="Data")

format_option = partial(output_option, "--format", "-f", metavar="FORMAT")
Format = Annotated[
    Literal["auto", "table", "json", "jsonl", "csv", "tsv", "markdown", "svg"],
    format_option(help="auto (tsv in a pipe), table, json, jsonl, csv, tsv, markdown, svg."),
]
NoHeader = Annotated[bool, output_option("--no-header", help="Omit the header of csv or tsv.")]
NoPager = Annotated[bool, output_option("--no-pager", help="Do not use a pager.")]
Color = Annotated[
    Literal["auto", "always", "never"],
    output_option(metavar="WHEN", help="auto (on a terminal), always or never."),
]
DataFolder = Annotated[
    Path | None,
    data_option("--data", metavar="DIR", help="Read another data folder.", envvar="BILAT_DATA"),
]

# Of the listings
Text = Annotated[
    list[str] | None,
    typer.Argument(metavar="TEXT", help="Words to find, in any inflection, or a prefix: 'elev*'."),
]
Chart = Annotated[bool, output_option("--chart", help="Draw turnover as bars with their bounds.")]
columns_option = partial(output_option, autocompletion=completion.columns)
Columns = Annotated[
    list[str] | None,
    columns_option(metavar="A,B,C", help="Print these columns, in this order; 'help' lists them."),
]
Sort = Annotated[
    list[str] | None,
    columns_option(metavar="COLUMN", help="Sort by a column; -COLUMN is descending."),
]


def filter_option(filter_: Filter) -> Parameter:
    """Return the parameter of a command from which Typer makes the option of a filter."""
    option = typer.Option(
        *filter_.options,
        metavar=filter_.metavar,
        help=filter_.help,
        rich_help_panel="Filters",
        autocompletion=completion.of_filter(filter_) if filter_.metavar else None,
    )
    type_: Any = list[str] | None if filter_.metavar else bool | None
    annotation = Annotated[type_, option]
    return Parameter(filter_.name, Parameter.KEYWORD_ONLY, default=None, annotation=annotation)


def chosen_format(format_: str, in_a_pipe: str) -> str:
    """Return the format in which to write: instead of auto, a table on a terminal."""
    if format_ != "auto":
        return format_
    return "table" if sys.stdout.isatty() else in_a_pipe


class Output(NamedTuple):
    """How an answer is to be written."""

    format_: str
    no_header: bool = False
    no_pager: bool = False
    color: str = "auto"


def draw(drawing: "Callable[[Form], Iterable[Sheet]]", output: Output) -> None:
    """Write tables to standard output: as Markdown, as SVG or on the terminal."""
    from bilat.output import console
    from bilat.output.look import Form

    if output.format_ == "markdown":
        from bilat.output import markdown

        streams.write(markdown.write(drawing(Form(None))))
    elif output.format_ == "svg":
        title = f"bilat {shlex.join(sys.argv[1:])}"
        streams.write([console.svg(drawing(Form(console.SVG_WIDTH)), title)])
    else:
        console.show(drawing(Form(streams.width())), not output.no_pager, output.color)


def write(answer: Answer, output: Output) -> bool:
    """Write an answer as a plain table or in a machine format; return whether it has rows."""
    first = [*islice(answer.rows, 1)]
    rows = chain(first, answer.rows)
    if renderer := RENDERERS.get(output.format_):
        streams.write(renderer(answer.columns, rows, not output.no_header))
    else:
        from bilat.output.columns import columns

        draw(lambda form: columns(answer.columns, rows, form), output)
    return bool(first)
