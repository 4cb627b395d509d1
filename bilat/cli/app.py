"""The command line: options → query → rows on standard output. No logic of its own."""

import inspect
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, NamedTuple, NoReturn

import typer
import typer.main

from bilat import progress
from bilat.cli import options
from bilat.database.loading import data_folder, load
from bilat.dataset.models import Dataset
from bilat.errors import BilatError, DatasetError, UsageError, lines
from bilat.output import terminal as streams
from bilat.output.formats import MachineFormat, dumps, render
from bilat.questions import listings, query
from bilat.questions.listings import LISTINGS
from bilat.questions.query import APPLICABLE, Filters
from bilat.version import __version__

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


class _Output(NamedTuple):
    """How a listing is to be written."""

    format_: options.Format
    columns: str | None
    sort_by: str | None
    no_header: bool
    data: Path | None
    chart: bool = False

    @property
    def machine_format(self) -> MachineFormat | None:
        """The format to write; None for a table."""
        if self.format_ == "auto":
            return None if self.chart or streams.is_terminal() else "tsv"
        return None if self.format_ == "table" else self.format_


def _listing_command(name: str) -> Callable[..., None]:
    """The command of a listing; its options are the filters that the listing takes."""

    def command(**given: Any) -> None:
        output = _Output(**{name: given.pop(name) for name in _Output._fields if name in given})
        given["text"] = " ".join(given.get("text") or ())
        filters = Filters(**{filter_: value for filter_, value in given.items() if value})
        _answer(name, filters, output)

    taken = {filter_: options.FILTERS[filter_] for filter_ in APPLICABLE[name]}
    if name in ("trade", "figures"):
        taken["year"] = options.PERIOD
    if name == "trade":
        taken["chart"] = options.ChartOption
    parameters = [
        *(_parameter(option, annotation, None) for option, annotation in taken.items()),
        _parameter("format_", options.FormatOption, "auto"),
        _parameter("columns", options.ColumnsOption, None),
        _parameter("sort_by", options.SortOption, None),
        _parameter("no_header", options.NoHeaderOption, False),
        _parameter("data", options.DataOption, None),
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


def _answer(name: str, filters: Filters, output: _Output) -> None:
    if output.chart and (output.columns or output.no_header or output.machine_format):
        raise UsageError("--chart is a drawing; it goes with no format, columns or header")
    listing, dataset = LISTINGS[name], load(output.data, progress.shown)
    known = listing.columns(dataset, filters)
    chosen = listings.choose(output.columns, known)
    rows = listing.rows(dataset, filters)
    if output.sort_by:
        rows = listings.sort(listing, rows, output.sort_by, known)
    if machine := output.machine_format:
        cells = listings.records(listing, rows, chosen)
        streams.write(render(machine, chosen, cells, not output.no_header))
    elif rows:
        terminal = streams.terminal()
        if output.columns:
            from bilat.output.tables.listings import plain

            text = plain(chosen, listings.records(listing, rows, chosen), terminal)
        elif output.chart:
            from bilat.output.tables.chart import chart

            text = chart(rows, _notes(name, dataset, filters), terminal)
        elif name == "matrix":
            from bilat.output.tables.matrix import matrix

            text = matrix(rows, query.matrix_regions(dataset, filters), terminal)
        else:
            from bilat.output.tables.listings import listing as table

            text = table(name, rows, _notes(name, dataset, filters), terminal)
        streams.write_text(text)
    if not rows:
        asked = f" {filters.text!r}" if filters.text else ""
        streams.note(f"no {'records' if name == 'matrix' else name} match{asked}")


def _notes(name: str, dataset: Dataset, filters: Filters) -> list[str]:
    """What the table of a listing would pass over in silence."""
    if name not in ("regions", "trade"):
        return []
    place = Filters(region=filters.region, district=filters.district)
    notes = {"no turnover stated": query.without_turnover(dataset, place)}
    if name == "regions":
        notes["year of turnover inferred"] = query.with_inferred_turnover(dataset, place)
    return [
        f"{note}: {', '.join(region.name for region in regions)}"
        for note, regions in notes.items()
        if regions
    ]


# Show


@app.command(
    help=_help(
        "Show one region, sector, company, document or fact in full.",
        ("bilat show Irkutsk", "bilat show irkutsk-2020-09-25/turnover-2019 --format json"),
    )
)
def show(
    name: options.IdArgument,
    format_: options.ProfileFormatOption = "auto",
    data: options.DataOption = None,
) -> None:
    from bilat.questions import profile as profiles

    shown = profiles.show(load(data, progress.shown), " ".join(name))
    if format_ == "json" or (format_ == "auto" and not streams.is_terminal()):
        streams.write([dumps(shown.as_json()), "\n"])
    else:
        from bilat.output.tables.profile import profile

        streams.write_text(profile(shown, streams.terminal()))


# Check


@app.command(
    help=_help(
        "Check that the dataset is sound and agrees with the documents.",
        ("bilat check", "bilat check --documents texts --format json"),
    )
)
def check(
    documents: options.TextsOption = None,
    format_: options.ReportFormatOption = "text",
    data: options.DataOption = None,
) -> None:
    from bilat.curation import check as checks

    report = checks.check(data_folder(data), documents, progress.shown)
    if format_ == "json":
        streams.write([dumps(report.as_json()), "\n"])
    else:
        streams.write(f"{streams.printable(line)}\n" for line in lines(report.problems))
    streams.note(report.summary())
    if report.problems:
        raise typer.Exit(1)


# Export, schema, draft


@app.command(
    help=_help(
        "Export the whole dataset as a SQLite database or as a Data Package.",
        ("bilat export sqlite bilat.db", "bilat export datapackage bilat-data"),
    )
)
def export(
    kind: options.ExportKindArgument,
    path: options.ExportPathArgument,
    force: options.ForceOption = False,
    data: options.DataOption = None,
) -> None:
    from bilat.export import files as exports

    counts = exports.export(load(data, progress.shown), kind, path, force, progress.shown)
    listed = ", ".join(f"{count} {name}" for name, count in counts.items())
    streams.note(f"wrote {path}: {listed}")


@app.command(
    help=_help(
        "Print the JSON Schema of a kind of YAML file or of a listing's JSON.",
        ("bilat schema document", "bilat schema trade"),
    )
)
def schema(kind: options.SchemaKindArgument) -> None:
    from bilat.export import schema as schemas

    streams.write([json.dumps(schemas.schema(kind), ensure_ascii=False, indent=2), "\n"])


@app.command(
    help=_help(
        "Print the skeleton of a document file for a new source text.",
        ("bilat draft meeting.txt", "bilat draft meeting.txt --data data"),
    )
)
def draft(text: options.TextArgument, data: options.DataOption = None) -> None:
    from bilat import texts
    from bilat.curation import draft as drafts

    streams.write([drafts.draft(load(data, progress.shown), texts.read_text(text))])


# From the shell


def main() -> NoReturn:
    """Runs the command line and ends the process with its status."""
    if not streams.is_terminal():
        # Typer colours its help wherever one of these is set, even in a pipe.
        for name in ("FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS"):
            os.environ.pop(name, None)
    if not os.environ.get("TERMINAL_WIDTH", "").isdecimal():
        os.environ.pop("TERMINAL_WIDTH", None)  # Typer takes it for a number
    sys.exit(_run())


def _run() -> int:
    try:
        return _command()
    except streams.ReaderGone:
        return 0
    except DatasetError as error:
        streams.note(f"{error}\nbilat: the dataset is unsound")
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


def _typer_command() -> Any:
    """The app as Typer runs it; of a listing asked for by name, without the other commands."""
    every = app.registered_commands
    asked = [command for command in every if [command.name] == sys.argv[1:2]]
    app.registered_commands = asked or every
    try:
        return typer.main.get_command(app)
    finally:
        app.registered_commands = every


def _command() -> int:
    """Runs the command; what Typer itself writes, such as help, fails as all output does."""
    try:
        status = _typer_command().main(prog_name="bilat", standalone_mode=False)
        if sys.stdout:
            sys.stdout.flush()
    except OSError as error:
        streams.give_up(error)
    except SystemExit as ended:
        if isinstance(ended.__context__, BrokenPipeError):
            streams.give_up(ended.__context__)
        raise
    return status if isinstance(status, int) else 0
