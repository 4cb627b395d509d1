"""The options that several commands have, each with its help and what a shell completes."""

from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import typer

from bilat.cli import completion
from bilat.questions.listings import FileKind, RowKind
from bilat.vocabulary import FORM

Format = Literal["auto", "table", "json", "jsonl", "csv", "tsv", "markdown"]

_FILTERS = "Filters"
_OUTPUT = "Output"


def _filter(
    type_: Any, *names: str, metavar: str, help_: str, complete: completion.Completion
) -> Any:
    return Annotated[
        list[type_] | None,
        typer.Option(
            *names,
            metavar=metavar,
            help=help_,
            autocompletion=complete,
            rich_help_panel=_FILTERS,
        ),
    ]


FILTERS: dict[str, Any] = {
    "text": Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TEXT",
            show_default=False,
            help="Words that all occur in a row; case and accents do not matter.",
        ),
    ],
    "region": _filter(
        str,
        *("--region", "-r"),
        metavar="NAME",
        help_="A name, a Russian name or an ISO code.",
        complete=completion.region,
    ),
    "district": _filter(
        str,
        "--district",
        metavar="NAME",
        help_="A federal district.",
        complete=completion.district,
    ),
    "year": _filter(
        int, "--year", "-y", metavar="YYYY", help_="Of the meeting.", complete=completion.year
    ),
    "sector": _filter(
        str,
        *("--sector", "-s"),
        metavar="NAME",
        help_="A parent sector includes its children.",
        complete=completion.sector,
    ),
    "status": _filter(
        str,
        "--status",
        metavar="WORD",
        help_="existing, planned, proposed or interest.",
        complete=completion.status,
    ),
    "form": _filter(
        str,
        "--form",
        metavar="WORD",
        help_=f"{', '.join([*FORM][:-1])} or {[*FORM][-1]}.",
        complete=completion.form,
    ),
    "company": _filter(
        str,
        *("--company", "-c"),
        metavar="NAME",
        help_="A name or another name.",
        complete=completion.company,
    ),
    "proposed_by": _filter(
        str,
        "--proposed-by",
        metavar="SIDE",
        help_="belarus or region.",
        complete=completion.side,
    ),
    "basis": _filter(
        str, "--basis", metavar="WORD", help_="stated or derived.", complete=completion.basis
    ),
    "kind": _filter(
        str, "--kind", metavar="WORD", help_="actual or target.", complete=completion.kind
    ),
}
PERIOD = _filter(
    int,
    *("--year", "-y"),
    metavar="YYYY",
    help_="One that the period includes.",
    complete=completion.year,
)

FormatOption = Annotated[
    Format,
    typer.Option(
        "--format",
        "-f",
        help="auto is a table on a terminal and tsv anywhere else.",
        rich_help_panel=_OUTPUT,
    ),
]
ProfileFormatOption = Annotated[
    Literal["auto", "table", "json"],
    typer.Option(
        "--format",
        "-f",
        help="auto is a table on a terminal and json anywhere else.",
        rich_help_panel=_OUTPUT,
    ),
]
ReportFormatOption = Annotated[
    Literal["text", "json"],
    typer.Option(
        "--format", "-f", help="text has a line for each problem.", rich_help_panel=_OUTPUT
    ),
]
ColumnsOption = Annotated[
    str | None,
    typer.Option(
        "--columns",
        metavar="A,B,C",
        help="Only these columns, in this order.",
        autocompletion=completion.columns,
        rich_help_panel=_OUTPUT,
    ),
]
SortOption = Annotated[
    str | None,
    typer.Option(
        "--sort",
        metavar="COLUMN",
        help="-COLUMN sorts the other way round; nulls come last.",
        autocompletion=completion.sort_column,
        rich_help_panel=_OUTPUT,
    ),
]
NoHeaderOption = Annotated[
    bool,
    typer.Option("--no-header", help="Without the line of column names.", rich_help_panel=_OUTPUT),
]
ChartOption = Annotated[
    bool,
    typer.Option("--chart", help="Draw turnover as bars with bounds.", rich_help_panel=_OUTPUT),
]
DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data",
        envvar="BILAT_DATA",
        metavar="DIR",
        help="Another data folder.",
        rich_help_panel=_OUTPUT,
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
ExportKindArgument = Annotated[
    Literal["sqlite", "datapackage"],
    typer.Argument(metavar="KIND", help="sqlite or datapackage."),
]
ExportPathArgument = Annotated[
    Path, typer.Argument(metavar="PATH", help="The file or, for a data package, the folder.")
]
ForceOption = Annotated[
    bool, typer.Option("--force", help="Replace an export that is there already.")
]
SchemaKindArgument = Annotated[
    Literal[FileKind, RowKind],
    typer.Argument(
        metavar="KIND",
        help=f"Of a file: {', '.join(get_args(FileKind))}; "
        f"of rows: {', '.join(get_args(RowKind))}.",
    ),
]
TextArgument = Annotated[Path, typer.Argument(metavar="TEXT_FILE", help="In UTF-8.")]
TextsOption = Annotated[
    Path | None,
    typer.Option(
        "--documents", metavar="DIR", help="The source texts, under any name, to compare with."
    ),
]
