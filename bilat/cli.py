"""The command line: options → query → rows on standard output. No logic of its own."""

import inspect
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn

import typer
import typer.main

from bilat import __version__, listings, query, streams
from bilat.errors import BilatError, DatasetError, UsageError
from bilat.listings import LISTINGS
from bilat.load import data_folder, load
from bilat.models import Dataset
from bilat.query import APPLICABLE, Filters
from bilat.render import MachineFormat, dumps, render

Format = Literal["auto", "table", "json", "jsonl", "csv", "tsv", "markdown"]

FILTER_PANEL = "Filters"
OUTPUT_PANEL = "Output"

app = typer.Typer(
    name="bilat",
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)

FIRST_STEPS = """\
bilat: what Belarus and the regions of Russia trade, propose and already do together

  bilat regions                           which regions, who heads them, when they met
  bilat sectors --region Bashkortostan    what is proposed and done there, in which sector
  bilat trade --year 2019                 what is traded, stated and derived

bilat --help lists all commands, bilat COMMAND --help their options.
"""


def _show_version(wanted: bool) -> None:
    if wanted:
        streams.write_text(f"bilat {__version__}\n")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """What Belarus and the regions of Russia trade, propose and already do together."""
    if context.invoked_subcommand is None:
        streams.write_text(FIRST_STEPS)


# Options


def _filter(type_: Any, *names: str, metavar: str, help_: str) -> Any:
    return Annotated[
        list[type_] | None,
        typer.Option(*names, metavar=metavar, help=help_, rich_help_panel=FILTER_PANEL),
    ]


FILTER_OPTIONS: dict[str, Any] = {
    "text": Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TEXT]",
            show_default=False,
            help="Words that all occur in a row; case and accents do not matter.",
        ),
    ],
    "region": _filter(
        str, "--region", "-r", metavar="NAME", help_="A name, a Russian name or an ISO code."
    ),
    "district": _filter(str, "--district", metavar="NAME", help_="A federal district."),
    "year": _filter(int, "--year", "-y", metavar="YYYY", help_="Of the meeting."),
    "sector": _filter(
        str, "--sector", "-s", metavar="NAME", help_="A parent sector includes its children."
    ),
    "status": _filter(
        str, "--status", metavar="WORD", help_="existing, planned, proposed or interest."
    ),
    "form": _filter(str, "--form", metavar="WORD", help_="supply, assembly, maintenance …"),
    "company": _filter(str, "--company", "-c", metavar="NAME", help_="A name or another name."),
    "proposed_by": _filter(str, "--proposed-by", metavar="SIDE", help_="belarus or region."),
    "basis": _filter(str, "--basis", metavar="WORD", help_="stated or derived."),
    "kind": _filter(str, "--kind", metavar="WORD", help_="actual or target."),
}
PERIOD_OPTION = _filter(int, "--year", "-y", metavar="YYYY", help_="One that the period includes.")

FormatOption = Annotated[
    Format,
    typer.Option(
        "--format",
        "-f",
        help="auto is a table on a terminal and tsv anywhere else.",
        rich_help_panel=OUTPUT_PANEL,
    ),
]
ColumnsOption = Annotated[
    str | None,
    typer.Option(
        "--columns",
        metavar="A,B,C",
        help="Only these columns, in this order.",
        rich_help_panel=OUTPUT_PANEL,
    ),
]
SortOption = Annotated[
    str | None,
    typer.Option(
        "--sort",
        metavar="COLUMN",
        help="-COLUMN sorts the other way round; nulls come last.",
        rich_help_panel=OUTPUT_PANEL,
    ),
]
NoHeaderOption = Annotated[
    bool,
    typer.Option(
        "--no-header", help="Without the line of column names.", rich_help_panel=OUTPUT_PANEL
    ),
]
ChartOption = Annotated[
    bool,
    typer.Option(
        "--chart", help="Draw turnover as bars with their bounds.", rich_help_panel=OUTPUT_PANEL
    ),
]
DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data",
        envvar="BILAT_DATA",
        metavar="DIR",
        help="Another data folder.",
        rich_help_panel=OUTPUT_PANEL,
    ),
]


# Listings

PURPOSE = {
    "regions": "List the regions: who heads them, when they met, how much there is on each.",
    "sectors": "List what exists, is planned, proposed or of interest, where and who says so.",
    "trade": "List turnover and its change, as stated and as derived from what is stated.",
    "companies": "List who is involved, where and in what.",
    "figures": "List the other numbers: market shares, output, counts.",
    "documents": "List where it all comes from.",
    "matrix": "Show sectors by regions at a glance.",
}
EXAMPLES = {
    "regions": ("bilat regions", "bilat regions --district Ural --format json"),
    "sectors": (
        "bilat sectors --region Bashkortostan --status proposed",
        "bilat sectors lift --format csv",
    ),
    "trade": (
        "bilat trade --year 2019",
        "bilat trade --basis derived --columns region,year_to,lower,upper,derivation",
        "bilat trade --chart",
    ),
    "companies": ("bilat companies", "bilat companies --sector trolleybuses --format jsonl"),
    "figures": ("bilat figures", "bilat figures market share --format json"),
    "documents": ("bilat documents", "bilat documents --columns id,date,date_basis,url"),
    "matrix": ("bilat matrix", "bilat matrix --status proposed --format csv"),
}


def _listing_command(name: str) -> Callable[..., None]:
    """The command of a listing; its options are the filters that the listing takes."""

    def command(
        format_: Format,
        columns: str | None,
        sort_by: str | None,
        no_header: bool,
        data: Path | None,
        chart: bool = False,
        **given: Any,
    ) -> None:
        given["text"] = " ".join(given.get("text") or ())
        filters = Filters(**{option: value for option, value in given.items() if value})
        if chart and (columns or no_header or format_ not in ("auto", "table")):
            raise UsageError("--chart is a drawing; it goes with no format, columns or header")
        _answer(
            name,
            filters,
            "table" if chart else format_,
            columns,
            sort_by,
            not no_header,
            data,
            chart,
        )

    options = {filter_: FILTER_OPTIONS[filter_] for filter_ in APPLICABLE[name]}
    if name in ("trade", "figures"):
        options["year"] = PERIOD_OPTION
    if name == "trade":
        options["chart"] = ChartOption
    parameters = [
        *(_parameter(option, annotation, None) for option, annotation in options.items()),
        _parameter("format_", FormatOption, "auto"),
        _parameter("columns", ColumnsOption, None),
        _parameter("sort_by", SortOption, None),
        _parameter("no_header", NoHeaderOption, False),
        _parameter("data", DataOption, None),
    ]
    # What Typer makes the options from.
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {each.name: each.annotation for each in parameters}
    return command


def _parameter(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, kind, default=default, annotation=annotation)


def _help(purpose: str, examples: Sequence[str]) -> str:
    return "\n\n".join([purpose, "[bold]Examples[/bold]", *examples])


for _name in APPLICABLE:
    app.command(_name, help=_help(PURPOSE[_name], EXAMPLES[_name]))(_listing_command(_name))


def _machine_format(format_: Format) -> MachineFormat | None:
    """The format to write; None for a table."""
    if format_ == "auto":
        return None if streams.is_terminal() else "tsv"
    return None if format_ == "table" else format_


def _answer(
    name: str,
    filters: Filters,
    format_: Format,
    columns: str | None,
    sort_by: str | None,
    header: bool,
    data: Path | None,
    chart: bool,
) -> None:
    listing, dataset = LISTINGS[name], load(data)
    known = listing.columns(dataset, filters)
    chosen = listings.choose(columns, known)
    rows = listing.rows(dataset, filters)
    if sort_by:
        rows = listings.sort(listing, rows, sort_by, known)
    if machine := _machine_format(format_):
        cells = listings.records(listing, rows, chosen)
        streams.write(render(machine, chosen, cells, header))
    elif rows:
        from bilat import tables

        terminal = streams.terminal()
        if columns:
            text = tables.plain(chosen, listings.records(listing, rows, chosen), terminal)
        elif chart:
            text = tables.chart(rows, _notes(name, dataset, filters), terminal)
        elif name == "matrix":
            text = tables.matrix(rows, query.matrix_regions(dataset, filters), terminal)
        else:
            text = tables.listing(name, rows, _notes(name, dataset, filters), terminal)
        streams.write_text(text)
    if not rows:
        streams.note(f"no {name} match" if name != "matrix" else "no records match")


def _notes(name: str, dataset: Dataset, filters: Filters) -> list[str]:
    """What the table of a listing would pass over in silence."""
    if name not in ("regions", "trade"):
        return []
    notes = []
    place = Filters(region=filters.region, district=filters.district)
    if missing := query.without_turnover(dataset, place):
        notes.append(f"no turnover stated: {', '.join(region.name for region in missing)}")
    return notes


# Show


@app.command(
    help=_help(
        "Show one region, sector, company, document or fact in full.",
        ("bilat show Irkutsk", "bilat show irkutsk-2020-09-25/turnover-2019 --format json"),
    )
)
def show(
    name: Annotated[
        list[str], typer.Argument(metavar="ID", help="An id or a name; kind:name if ambiguous.")
    ],
    format_: Annotated[
        Literal["auto", "table", "json"],
        typer.Option(
            "--format",
            "-f",
            help="auto is a table on a terminal and json anywhere else.",
            rich_help_panel=OUTPUT_PANEL,
        ),
    ] = "auto",
    data: DataOption = None,
) -> None:
    from bilat import show as profiles

    profile = profiles.show(load(data), " ".join(name))
    if format_ == "json" or (format_ == "auto" and not streams.is_terminal()):
        streams.write([dumps(profile.as_json()), "\n"])
    else:
        from bilat import tables

        streams.write_text(tables.profile(profile, streams.terminal()))


# Check


@app.command(
    help=_help(
        "Check that the dataset is sound and agrees with the documents.",
        ("bilat check", "bilat check --documents texts --format json"),
    )
)
def check(
    documents: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The source texts, under any name, to compare with."),
    ] = None,
    format_: Annotated[
        Literal["text", "json"], typer.Option("--format", "-f", rich_help_panel=OUTPUT_PANEL)
    ] = "text",
    data: DataOption = None,
) -> None:
    from bilat import check as checks

    report = checks.check(data_folder(data), documents)
    if format_ == "json":
        streams.write([dumps(report.as_json()), "\n"])
    else:
        streams.write(f"{problem}\n" for problem in report.problems)
    streams.note(report.summary())
    if report.problems:
        raise typer.Exit(1)


# From the shell


def main() -> NoReturn:
    """Runs the command line and ends the process with its status."""
    if not streams.is_terminal():
        # Typer colours its help wherever one of these is set, even in a pipe.
        for name in ("FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS"):
            os.environ.pop(name, None)
    sys.exit(_run())


def _run() -> int:
    try:
        status = typer.main.get_command(app).main(prog_name="bilat", standalone_mode=False)
    except streams.ReaderGone:
        return 0
    except DatasetError as error:
        for problem in error.problems:
            streams.note(str(problem))
        streams.note(f"bilat: the dataset is unsound ({len(error.problems)} problems)")
        return error.exit_code
    except BilatError as error:
        streams.note(f"bilat: {error}")
        return error.exit_code
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "bilat"
        streams.note(f"bilat: {error.format_message()}\nTry '{command} --help'.")
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        return 130
    return status if isinstance(status, int) else 0
