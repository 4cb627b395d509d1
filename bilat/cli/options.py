"""The options that several commands have, each with its help and what a shell completes."""

from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from bilat.cli import completion
from bilat.dataset.folder import FILES
from bilat.export.files import EXPORTS
from bilat.output.formats import MachineFormat
from bilat.output.terminal import Color
from bilat.queries.filters import FILTERS, Filter
from bilat.queries.listings import LISTINGS

ROWS = tuple(name for name in LISTINGS if name != "matrix")
"""The listings whose rows have a schema; the columns of the matrix are the regions."""


@cache  # the same option for every listing
def filter_option(name: str) -> Any:
    """The option of a filter, as the default of a parameter; its values are a list or None.

    Typer takes this older form with less work, and there are seventy of them.
    """
    filter_: Filter = FILTERS[name]
    return typer.Option(
        None,
        *filter_.options,
        metavar=filter_.metavar,
        help=filter_.help,
        autocompletion=completion.of_filter(filter_),
    )


Format = Literal["auto", "table", MachineFormat]

TextArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="TEXT",
        show_default=False,
        hidden=True,  # the help of the command says what it is
    ),
]
FormatOption = Annotated[
    Format,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="auto (a table or, in a pipe, tsv), table, json, jsonl, csv, tsv, markdown.",
        show_default=False,
    ),
]
ProfileFormatOption = Annotated[
    Literal["auto", "table", "json", "markdown"],
    typer.Option(
        "--format",
        "-f",
        help="auto (a table or, in a pipe, json), table, json.",
        metavar="FORMAT",
        show_default=False,
    ),
]
ReportFormatOption = Annotated[
    Literal["text", "json"],
    typer.Option(
        "--format", "-f", metavar="FORMAT", help="text, a line for each problem, or json."
    ),
]
ColumnsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--columns",
        metavar="A,B,C",
        help="Only these, in this order; 'help' describes them.",
        autocompletion=completion.columns,
    ),
]
SortOption = Annotated[
    list[str] | None,
    typer.Option(
        "--sort",
        metavar="COLUMN",
        help="-COLUMN is descending; nulls come last.",
        autocompletion=completion.sort_column,
    ),
]
NoHeaderOption = Annotated[
    bool,
    typer.Option("--no-header", help="Without the line of column names."),
]
NoPagerOption = Annotated[
    bool,
    typer.Option("--no-pager", help="Never through a pager."),
]
ColorOption = Annotated[
    Color,
    typer.Option(
        "--color",
        help="Bold, dim and links; auto has them on a terminal only.",
    ),
]
ChartOption = Annotated[
    bool,
    typer.Option("--chart", help="Draw turnover as bars with bounds."),
]
DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data",
        envvar="BILAT_DATA",
        metavar="DIR",
        readable=False,  # whether it is, the one who reads it says
        help="Another data folder.",
    ),
]
IdArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="ID",
        help="An id or a name; region:NAME, sector:NAME … where it is ambiguous.",
        autocompletion=completion.identifier,
    ),
]
WebOption = Annotated[
    bool, typer.Option("--web", help="Open the report in a browser, at the evidence of a fact.")
]
QuotedTextsOption = Annotated[
    Path | None,
    typer.Option(
        "--documents",
        metavar="DIR",
        readable=False,
        help="The source texts, under any name: quote what a fact or a document cites.",
    ),
]
QueryArgument = Annotated[
    str | None,
    typer.Argument(metavar="QUERY", help="SQL that reads; without it, tables and columns."),
]
ExportKindArgument = Annotated[
    str,
    typer.Argument(
        metavar="KIND",
        help=f"{', '.join(EXPORTS)}.",
        autocompletion=completion.of_words(EXPORTS),
    ),
]
ExportPathArgument = Annotated[
    Path, typer.Argument(metavar="PATH", help="The file or, for a data package, the folder.")
]
ForceOption = Annotated[
    bool, typer.Option("--force", help="Replace an export that is there already.")
]
SchemaKindArgument = Annotated[
    str,
    typer.Argument(
        metavar="KIND",
        help=f"Of a file: {', '.join(FILES)}; of rows: {', '.join(ROWS)}.",
        autocompletion=completion.of_words(dict.fromkeys((*FILES, *ROWS), "")),
    ),
]
TextFileArgument = Annotated[
    Path, typer.Argument(metavar="TEXT_FILE", readable=False, help="In UTF-8.")
]
TextsOption = Annotated[
    Path | None,
    typer.Option(
        "--documents",
        metavar="DIR",
        readable=False,
        help="The source texts, under any name, to compare with.",
    ),
]
