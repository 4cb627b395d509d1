"""The commands with their help, and Typer's application that they belong to."""

import json
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from inspect import Signature, signature
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperCommand, TyperGroup

from bilat import __version__
from bilat import text as texts
from bilat.cli import completion, options
from bilat.cli.options import Output, data_option, filter_option, format_option, output_option
from bilat.database.store import Answer, Database
from bilat.dataset.folder import FILES, data_folder
from bilat.errors import FileError, UsageError
from bilat.export import files
from bilat.output import streams
from bilat.output.formats import RENDERERS, dumps
from bilat.queries import empty, listings
from bilat.queries.filters import FILTERS
from bilat.queries.listings import LISTINGS, Question


def _format_help(self: Any, ctx: Any, formatter: Any) -> None:
    """Print Typer's rich help, with the width and the colours of other output."""
    os.environ.pop("TERMINAL_WIDTH", None)  # which Typer takes for a number
    from typer import rich_utils  # imports rich, which other commands may not need

    rich_utils.FORCE_TERMINAL = None  # GITHUB_ACTIONS would colour even a pipe
    rich_utils.MAX_WIDTH = min(streams.width(), 100)  # longer lines are hard to read
    for parameter in self.get_params(ctx):
        parameter.display_type = lambda ctx: ""  # not <bool> or <list[str]>
    rich_utils.rich_format_help(obj=self, ctx=ctx, markup_mode="rich")


class _Command(TyperCommand):
    format_help = _format_help


class _Group(TyperGroup):
    format_help = _format_help


app = typer.Typer(
    name="bilat",
    cls=_Group,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _with_examples(text: str, *examples: str) -> str:
    return "\n".join([f"{text}\n\nExamples:", *examples])


def _command(panel: str, purpose: str, *examples: str) -> Callable[..., Callable[..., None]]:
    """Return what adds a function as a command with the help that describes it."""
    help_ = _with_examples(purpose, *examples)
    return app.command(cls=_Command, help=help_, short_help=purpose, rich_help_panel=panel)


@app.callback(
    invoke_without_command=True,
    help=_with_examples(
        "What Belarus and the regions of Russia trade, propose and already do together.",
        "bilat regions",
        "bilat sectors -r Bashkortostan --status proposed",
        "bilat trade --chart",
        "bilat show trolleybuses",
    ),
)
def start(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Print the versions of bilat and of the dataset.")
    ] = False,
) -> None:
    if version:
        streams.write([f"bilat {__version__}\n"])
        info: dict[str, str] = dict(Database().rows("SELECT name, value FROM dataset_info"))
        streams.write([f"dataset {info['version']}\n"])
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())  # as --help does


def _listing(listing: str) -> Callable[..., None]:
    """Return the command of a listing; its options are the filters that the listing takes."""

    def run(
        text: options.Text = None,
        *,
        chart: options.Chart = False,
        format_: options.Format = "auto",
        columns: options.Columns = None,
        sort: options.Sort = None,
        no_header: options.NoHeader = False,
        no_pager: options.NoPager = False,
        color: options.Color = "auto",
        data: options.DataFolder = None,
        **filters: Any,
    ) -> None:
        if chart and (columns or no_header or format_ not in ("auto", "table", "svg")):
            raise UsageError("--chart is a table or svg; it takes no --columns or --no-header")
        chosen = options.chosen_format(format_, "table" if chart else "tsv")
        output = Output(chosen, no_header, no_pager, color)
        database = Database(data, streams.progress)
        question = listings.make_question(database, listing, " ".join(text or ()), filters)
        if columns == ["help"]:
            known = listings.columns_of(database, question)
            rows = ((column.name, column.description) for column in known)
            options.write(Answer(("column", "description"), rows), output)
            return
        if columns or chosen in RENDERERS:
            answer = listings.ask(database, question, _names(columns), _names(sort))
            has_rows = options.write(answer, output)
        else:
            has_rows = _draw(database, question, _names(sort), chart, output)
        for note in empty.notes(database, question, is_empty=not has_rows):
            streams.note(note)

    run.__name__ = listing
    text, chart, *others, _ = signature(run).parameters.values()
    filters = [
        filter_option(filter_) for filter_ in FILTERS.values() if listing in filter_.listings
    ]
    parameters = [text, *filters, *([chart] if listing == "trade" else []), *others]
    # Typer makes the options from the signature.
    run.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    return run


def _names(lists: Sequence[str] | None) -> list[str]:
    """Return the names in several comma-separated lists."""
    return [name.strip() for names in lists or () for name in names.split(",")]


def _draw(
    database: Database, question: Question, sort: Sequence[str], chart: bool, output: Output
) -> bool:
    """Draw the rows of a question, and return whether there are any."""
    from bilat.output import chart as charts
    from bilat.output import tables
    from bilat.queries.context import context

    rows = listings.rows(database, question, sort)
    about = context(database, question, rows, grouped=not sort)
    sheets = charts.chart if chart else partial(tables.sheets, question.listing)
    options.draw(lambda form: sheets(rows, about, form), output)
    if chart and rows and all(row.lower is row.upper is None for row in rows):
        streams.note("nothing to draw: no amount is stated")
    return bool(rows)


for _name, _about in LISTINGS.items():
    _command("Ask", _about.purpose, *_about.examples)(_listing(_name))


@_command(
    "Ask",
    "Show one thing in full: a region, sector, company, person or fact.",
    "bilat show Khabarovsk",
    "bilat show irkutsk/turnover-2019",
    "bilat show trolleybuses --format json",
    "bilat show khabarovsk/trucks --web",
)
def show(
    name: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME",
            help="Id, name or alias; if it is ambiguous, KIND:NAME, as region:NAME.",
            autocompletion=completion.name,
        ),
    ],
    format_: Annotated[
        Literal["auto", "table", "json", "markdown", "svg"],
        format_option(help="auto (json in a pipe), table, json, markdown, svg."),
    ] = "auto",
    no_pager: options.NoPager = False,
    color: options.Color = "auto",
    web: Annotated[
        bool, output_option("--web", help="Open the report in a browser, at the evidence.")
    ] = False,
    documents: Annotated[
        Path | None, data_option(metavar="DIR", help="Quote the cited paragraphs of these texts.")
    ] = None,
    data: options.DataFolder = None,
) -> None:
    from bilat.queries import show as profiles

    if web and (documents or format_ != "auto"):
        raise UsageError("--web cannot be combined with --format or --documents")
    profile = profiles.show(Database(data, streams.progress), " ".join(name))
    if web:
        address = profiles.address(profile)
        streams.note(f"opening {address}")
        typer.launch(address)
        return
    if documents:
        profile = profiles.with_quotes(profile, documents)
    output = Output(options.chosen_format(format_, "json"), no_pager=no_pager, color=color)
    if output.format_ == "json":
        streams.write([dumps(profile.as_json()), "\n"])
    else:
        from bilat.output.profile import sheets

        options.draw(lambda form: sheets(profile, form), output)


@_command(
    "Ask",
    "Run a read-only SQL query; without a query, list the tables and columns.",
    'bilat sql "SELECT region, count(*) AS n FROM sectors GROUP BY 1"',
    "bilat sql \"SELECT id FROM sectors_companies WHERE value = 'belaz'\" -f csv",
    'bilat sql "SELECT phrase FROM evidence WHERE document LIKE :id" \\\n    --param id=irkutsk%',
    "bilat sql - < query.sql",
)
def sql(
    query: Annotated[
        str | None, typer.Argument(metavar="QUERY", help="The query; - reads standard input.")
    ] = None,
    format_: options.Format = "auto",
    no_header: options.NoHeader = False,
    no_pager: options.NoPager = False,
    color: options.Color = "auto",
    param: Annotated[
        list[str] | None,
        data_option(
            "--param", "-p", metavar="NAME=VALUE", help="Bind a value to :NAME; repeatable."
        ),
    ] = None,
    data: options.DataFolder = None,
) -> None:
    from bilat.queries import sql as queries

    parameters: dict[str, str] = {}
    for text in param or ():
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise UsageError(f"--param takes NAME=VALUE, not {text!r}")
        parameters[name] = value
    if query == "-":
        query = _standard_input().content
    query = queries.TABLES_QUERY if query is None else query
    answer = queries.run(Database(data, streams.progress), query, parameters)
    output = Output(options.chosen_format(format_, "tsv"), no_header, no_pager, color)
    if not options.write(answer, output):
        streams.note("the query returned no rows")


@_command(
    "Reuse",
    "Export the dataset as SQLite, Data Package or HTML.",
    "bilat export sqlite bilat.db",
    "bilat export datapackage bilat-data",
    "bilat export html bilat.html",
    "bilat export html - > bilat.html",
)
def export(
    kind: Annotated[
        Literal[(*files.EXPORTS,)],  # type: ignore[valid-type]
        typer.Argument(
            metavar="KIND",
            help=", ".join(f"{name} ({kind.about})" for name, kind in files.EXPORTS.items()) + ".",
        ),
    ],
    path: Annotated[
        str,  # a Path would make ./- a -
        typer.Argument(metavar="PATH", help="File, or folder (datapackage); - prints it (html)."),
    ],
    force: Annotated[bool, output_option("--force", help="Replace an earlier export.")] = False,
    data: options.DataFolder = None,
) -> None:
    database = Database(data, streams.progress)
    if path == "-":
        streams.write([files.text(database, kind)])
        return
    files.export(database, kind, Path(path), force)
    info: dict[str, str] = dict(database.rows("SELECT name, value FROM dataset_info"))
    streams.note(f"wrote {path}: {info['documents']} documents, {info['facts']} facts")


# The listings whose rows have a schema; the columns of the matrix are the regions.
_ROWS = tuple(name for name in LISTINGS if name != "matrix")


@_command(
    "Reuse",
    "Print the JSON Schema of a data file or of the rows of a listing.",
    "bilat schema document",
    "bilat schema trade",
)
def schema(
    kind: Annotated[
        Literal[(*FILES, *_ROWS)],  # type: ignore[valid-type]
        typer.Argument(
            metavar="KIND", help=f"File: {', '.join(FILES)}; listing: {', '.join(_ROWS)}."
        ),
    ],
) -> None:
    from bilat.export import json_schema

    text = json.dumps(json_schema.schema(kind), ensure_ascii=False, indent=2)
    streams.write([text, "\n"])


@_command(
    "Curate",
    "Check the dataset, and compare it with the source texts.",
    "bilat check",
    "bilat check --documents texts --format json",
)
def check(
    format_: Annotated[
        Literal["text", "json"], format_option(help="text (one line for each problem) or json.")
    ] = "text",
    documents: Annotated[
        Path | None, data_option(metavar="DIR", help="Compare the dataset with these texts.")
    ] = None,
    data: options.DataFolder = None,
) -> None:
    from bilat.curation import check as checks

    report = checks.check(data_folder(data), documents, streams.progress)
    if format_ == "json":
        streams.write([dumps(report.as_json()), "\n"])
    else:
        streams.write(f"{line}\n" for line in report.lines())
    streams.note(report.summary())
    if report.problems:
        raise typer.Exit(1)


@_command(
    "Curate",
    "Print a draft of a document's file for a new text.",
    "bilat draft meeting.txt > data/documents/new.yaml",
    "curl ADDRESS | html2text | bilat draft - --url ADDRESS",
)
def draft(
    text: Annotated[
        str, typer.Argument(metavar="FILE", help="Text in UTF-8; - reads standard input.")
    ],
    url: Annotated[
        str | None, data_option(metavar="ADDRESS", help="Address that the text is from.")
    ] = None,
    data: options.DataFolder = None,
) -> None:
    from bilat.curation import draft as drafts

    source = _standard_input() if text == "-" else texts.read_text(Path(text))
    streams.write([drafts.draft(data_folder(data), source, url)])


def _standard_input() -> texts.Text:
    try:
        data = sys.stdin.buffer.read(texts.MAX_BYTES + 1)
    except (OSError, AttributeError):  # it is None if it is closed
        raise FileError("standard input cannot be read") from None
    return texts.Text(Path("standard input"), texts.decode(data, "standard input"))
