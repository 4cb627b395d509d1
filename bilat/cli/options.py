"""The options that several commands have, each with its help and what a shell completes."""

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from bilat.cli import completion
from bilat.dataset.folder import FILES
from bilat.export.files import EXPORTS
from bilat.queries.filters import FILTERS, Filter
from bilat.queries.listings import LISTINGS

Color = Literal["auto", "always", "never"]
Format = Literal["auto", "table", "json", "jsonl", "csv", "tsv", "markdown", "svg"]

ROWS = tuple(name for name in LISTINGS if name != "matrix")
"""The listings whose rows have a schema; the columns of the matrix are the regions."""


def _argument(metavar: str, text: str, **more: Any) -> Any:
    return typer.Argument(metavar=metavar, help=text, show_default=False, **more)


def _option(panel: str, names: str, metavar: str, text: str, **more: Any) -> Any:
    return typer.Option(
        *names.split(),
        metavar=metavar,
        help=text,
        show_default=False,
        rich_help_panel=panel,
        **more,
    )


def _filter(filter_: Filter) -> Any:
    complete = completion.of_filter(filter_) if filter_.metavar else None
    names = " ".join(filter_.options)
    option = _option("Filters", names, filter_.metavar, filter_.help, autocompletion=complete)
    return Annotated[list[str] | None if filter_.metavar else bool | None, option]


FILTER_OPTIONS = {name: _filter(each) for name, each in FILTERS.items()}

TextArgument = Annotated[
    list[str] | None,
    _argument("TEXT", "Words to find, in any inflection, or prefixes such as 'elev*'."),
]
NameArgument = Annotated[
    list[str],
    _argument(
        "NAME",
        "Id, name or alias; KIND:NAME, as region:NAME, if it is ambiguous.",
        autocompletion=completion.name,
    ),
]
QueryArgument = Annotated[
    str | None, _argument("QUERY", "The query; - reads it from standard input.")
]
# Typer checks and completes these words; mypy takes no tuple for them.
ExportKindArgument = Annotated[
    Literal[(*EXPORTS,)],  # type: ignore[valid-type]
    _argument("KIND", f"{', '.join(f'{name} ({about})' for name, about in EXPORTS.items())}."),
]
SchemaKindArgument = Annotated[
    Literal[(*FILES, *ROWS)],  # type: ignore[valid-type]
    _argument("KIND", f"File: {', '.join(FILES)}; listing: {', '.join(ROWS)}."),
]
ExportPathArgument = Annotated[
    str,  # a Path would make ./- a -
    _argument("PATH", "File or, for datapackage, folder; - is standard output (html)."),
]
TextFileArgument = Annotated[
    str, _argument("FILE", "Text in UTF-8; - reads it from standard input.")
]

FORMAT = ("Output", "--format -f", "FORMAT")
FormatOption = Annotated[
    Format, _option(*FORMAT, "auto (tsv in a pipe), table, json, jsonl, csv, tsv, markdown, svg.")
]
ProfileFormatOption = Annotated[
    Literal["auto", "table", "json", "markdown", "svg"],
    _option(*FORMAT, "auto (json in a pipe), table, json, markdown, svg."),
]
ReportFormatOption = Annotated[
    Literal["text", "json"], _option(*FORMAT, "text (one line for each problem) or json.")
]
ColumnsOption = Annotated[
    list[str] | None,
    _option(
        *("Output", "--columns", "A,B,C"),
        "Print only these columns, in this order; 'help' lists them.",
        autocompletion=completion.columns,
    ),
]
SortOption = Annotated[
    list[str] | None,
    _option(
        *("Output", "--sort", "COLUMN"),
        "Sort by a column; -COLUMN is descending. Nulls come last.",
        autocompletion=completion.columns,
    ),
]
NoHeaderOption = Annotated[bool, _option("Output", "--no-header", "", "Omit the header.")]
NoPagerOption = Annotated[bool, _option("Output", "--no-pager", "", "Do not use a pager.")]
ColorOption = Annotated[
    Color, _option("Output", "--color", "WHEN", "auto (on a terminal), always or never.")
]
ChartOption = Annotated[
    bool, _option("Output", "--chart", "", "Draw turnover as bars with their bounds.")
]
WebOption = Annotated[
    bool, _option("Output", "--web", "", "Open the report in a browser, at the evidence of a fact.")
]
ForceOption = Annotated[bool, _option("Output", "--force", "", "Replace an earlier export.")]
ParamOption = Annotated[
    list[str] | None,
    _option("Data", "--param -p", "NAME=VALUE", "Bind a value to :NAME; may be repeated."),
]
UrlOption = Annotated[
    str | None, _option("Data", "--url", "ADDRESS", "Address that the text is from.")
]
# Whoever reads a folder says whether it is readable.
FOLDER: dict[str, Any] = {"readable": False}
DataOption = Annotated[
    Path | None,
    _option("Data", "--data", "DIR", "Read another data folder.", envvar="BILAT_DATA", **FOLDER),
]
TextsOption = Annotated[
    Path | None,
    _option("Data", "--documents", "DIR", "Compare the dataset with these source texts.", **FOLDER),
]
QuotedTextsOption = Annotated[
    Path | None,
    _option("Data", "--documents", "DIR", "Quote the cited paragraphs of these texts.", **FOLDER),
]
