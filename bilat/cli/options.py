"""The options that several commands have, each with its help and what a shell completes."""

from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from bilat.cli import completion
from bilat.dataset.load import FILES
from bilat.export.files import EXPORTS
from bilat.output.formats import MachineFormat
from bilat.queries.filters import FILTERS
from bilat.queries.listings import LISTINGS

FILTERS_PANEL, OUTPUT_PANEL, DATA_PANEL = "Filters", "Output", "Data"

Color = Literal["auto", "always", "never"]
Format = Literal["auto", "table", MachineFormat, "markdown", "svg"]

ROWS = tuple(name for name in LISTINGS if name != "matrix")
"""The listings whose rows have a schema; the columns of the matrix are the regions."""
SCHEMAS = (*FILES, *ROWS)


@cache
def filter_option(name: str) -> tuple[Any, Any]:
    """Return the type of a filter's parameter and its option, for all listings that have it."""
    filter_ = FILTERS[name]
    option = typer.Option(
        None,
        *filter_.options,
        metavar=filter_.metavar,
        help=filter_.help,
        autocompletion=None if filter_.flag else completion.of_filter(filter_),
        rich_help_panel=FILTERS_PANEL,
    )
    return bool | None if filter_.flag else list[str] | None, option


TextArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="TEXT",
        help="Words to find, in any inflection, or prefixes such as 'elev*'.",
        show_default=False,
    ),
]
FormatOption = Annotated[
    Format,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="auto (tsv in a pipe), table, json, jsonl, csv, tsv, markdown, svg.",
        show_default=False,
        rich_help_panel=OUTPUT_PANEL,
    ),
]
ProfileFormatOption = Annotated[
    Literal["auto", "table", "json", "markdown", "svg"],
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="auto (json in a pipe), table, json, markdown, svg.",
        show_default=False,
        rich_help_panel=OUTPUT_PANEL,
    ),
]
ReportFormatOption = Annotated[
    Literal["text", "json"],
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="text (one line for each problem) or json.",
        show_default=False,
        rich_help_panel=OUTPUT_PANEL,
    ),
]
ColumnsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--columns",
        metavar="A,B,C",
        help="Print only these columns, in this order; 'help' lists them.",
        autocompletion=completion.columns,
        rich_help_panel=OUTPUT_PANEL,
    ),
]
SortOption = Annotated[
    list[str] | None,
    typer.Option(
        "--sort",
        metavar="COLUMN",
        help="Sort by a column; -COLUMN is descending. Nulls come last.",
        autocompletion=completion.columns,
        rich_help_panel=OUTPUT_PANEL,
    ),
]
NoHeaderOption = Annotated[
    bool,
    typer.Option("--no-header", metavar="", help="Omit the header.", rich_help_panel=OUTPUT_PANEL),
]
NoPagerOption = Annotated[
    bool,
    typer.Option(
        "--no-pager", metavar="", help="Do not use a pager.", rich_help_panel=OUTPUT_PANEL
    ),
]
ColorOption = Annotated[
    Color,
    typer.Option(
        "--color",
        metavar="WHEN",
        help="auto (on a terminal), always or never.",
        show_default=False,
        rich_help_panel=OUTPUT_PANEL,
    ),
]
ChartOption = Annotated[
    bool,
    typer.Option(
        "--chart",
        metavar="",
        help="Draw turnover as bars with their bounds.",
        rich_help_panel=OUTPUT_PANEL,
    ),
]
DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data",
        envvar="BILAT_DATA",
        show_envvar=True,
        metavar="DIR",
        readable=False,  # whoever reads it says whether it is
        help="Read another data folder.",
        rich_help_panel=DATA_PANEL,
    ),
]
NameArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="NAME",
        help="Id, name or alias; KIND:NAME, as region:NAME, if it is ambiguous.",
        autocompletion=completion.name,
    ),
]
WebOption = Annotated[
    bool,
    typer.Option(
        "--web",
        metavar="",
        help="Open the report in a browser, at the evidence of a fact.",
        rich_help_panel=OUTPUT_PANEL,
    ),
]
QuotedTextsOption = Annotated[
    Path | None,
    typer.Option(
        "--documents",
        metavar="DIR",
        readable=False,  # whoever reads it says whether it is
        help="Folder of source texts; quote what a fact or document cites.",
        rich_help_panel=DATA_PANEL,
    ),
]
TextsOption = Annotated[
    Path | None,
    typer.Option(
        "--documents",
        metavar="DIR",
        readable=False,  # whoever reads it says whether it is
        help="Folder of source texts to compare the dataset with.",
        rich_help_panel=DATA_PANEL,
    ),
]
QueryArgument = Annotated[
    str | None,
    typer.Argument(metavar="QUERY", help="The query; - reads it from standard input."),
]
ParamOption = Annotated[
    list[str] | None,
    typer.Option(
        "--param",
        "-p",
        metavar="NAME=VALUE",
        help="Bind a value to :NAME in the query; may be repeated.",
        rich_help_panel=DATA_PANEL,
    ),
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
    str,  # a Path would make ./- a -
    typer.Argument(
        metavar="PATH", help="File or, for datapackage, folder; - is standard output (html)."
    ),
]
ForceOption = Annotated[
    bool,
    typer.Option(
        "--force", metavar="", help="Replace an earlier export.", rich_help_panel=OUTPUT_PANEL
    ),
]
SchemaKindArgument = Annotated[
    str,
    typer.Argument(
        metavar="KIND",
        help=f"File: {', '.join(FILES)}; listing: {', '.join(ROWS)}.",
        autocompletion=completion.of_words(dict.fromkeys(SCHEMAS, "")),
    ),
]
TextFileArgument = Annotated[
    str, typer.Argument(metavar="FILE", help="Text in UTF-8; - reads it from standard input.")
]
UrlOption = Annotated[
    str | None,
    typer.Option(
        "--url",
        metavar="ADDRESS",
        help="Address that the text is from.",
        rich_help_panel=DATA_PANEL,
    ),
]
