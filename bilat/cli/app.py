"""The command line: options → question → rows on standard output. No logic of its own."""

import inspect
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Any, NamedTuple, NoReturn

import typer

from bilat import progress
from bilat.cli import options
from bilat.database.cache import Database, Row
from bilat.database.rows import TABLES, ColumnInfo
from bilat.database.summaries import MATRIX
from bilat.dataset.folder import FILES, data_folder
from bilat.errors import BilatError, DatasetError, UsageError, lines
from bilat.output import terminal
from bilat.output.formats import MachineFormat, dumps, render
from bilat.questions import context, listings
from bilat.questions.filters import FILTERS
from bilat.questions.listings import LISTINGS, Answer
from bilat.version import __version__

PURPOSE = "What Belarus and the regions of Russia trade, propose and already do together."

app = typer.Typer(
    name="bilat",
    help=PURPOSE,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        terminal.write_text(f"bilat {__version__}{_dataset_version()}\n")
        raise typer.Exit


def _dataset_version() -> str:
    """Which dataset is asked, where it can be read."""
    folder = os.environ.get("BILAT_DATA")
    try:
        found = Database(Path(folder) if folder else None).one(
            "SELECT value FROM dataset_info WHERE name = 'version'"
        )
    except BilatError:
        return ""
    return f", dataset {found[0]}" if found else ""


@app.callback(invoke_without_command=True, help=PURPOSE)
def start(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        from bilat.output.first_steps import first_steps

        terminal.write_text(first_steps(terminal.terminal()))


# Listings


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

    format_: options.Format
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


def _listing_command(name: str) -> Callable[..., None]:
    """The command of a listing; its options are the filters that the listing takes."""

    def command(**given: Any) -> None:
        output = Output(**{name: given.pop(name) for name in Output._fields if name in given})
        text = " ".join(given.pop("text") or ())
        _answer(name, text, given, output)

    taken = {
        each: options.filter_option(each) for each in FILTERS if name in FILTERS[each].listings
    }
    if name == "trade":
        taken["chart"] = options.ChartOption
    parameters = [
        _parameter("text", options.TextArgument, None),
        *(_parameter(option, annotation, None) for option, annotation in taken.items()),
        _parameter("format_", options.FormatOption, "auto"),
        _parameter("columns", options.ColumnsOption, None),
        _parameter("sort", options.SortOption, None),
        _parameter("no_header", options.NoHeaderOption, False),
        _parameter("no_pager", options.NoPagerOption, False),
        _parameter("color", options.ColorOption, "auto"),
        _parameter("data", options.DataOption, None),
    ]
    # What Typer makes the options from.
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {each.name: each.annotation for each in parameters}
    return command


def _parameter(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, kind, default=default, annotation=annotation)


def _help(purpose: str, examples: Sequence[str], columns: str = "") -> str:
    """The help of a command; a line of its own for each example."""
    return "\n\n".join(filter(None, [purpose, "\b\n" + "\n".join(examples), columns]))


def _words_help(name: str) -> str:
    """What TEXT is, and the names of the columns of a listing."""
    if name == "matrix":
        named = [*(column.name for column in MATRIX), "and one for each region"]
    else:
        named = TABLES[name].listed()
    text = "TEXT is words of a row, in any inflection, or beginnings such as 'elev*'."
    return f"{text} Columns: {', '.join(named)}."


for _name, _listing in LISTINGS.items():
    _text = _help(_listing.purpose, _listing.examples, _words_help(_name))
    app.command(_name, help=_text, short_help=_listing.purpose)(_listing_command(_name))


def _names_of_columns(given: Sequence[str] | None) -> list[str]:
    """The names in several comma-separated lists."""
    return [name.strip() for each in given or () for name in each.split(",")]


def _answer(name: str, text: str, filters: dict[str, Any], output: Output) -> None:
    if output.chart and (output.columns or output.no_header or output.machine_format):
        raise UsageError("--chart is a drawing; it goes with no format, columns or header")
    database = Database(output.data, progress.shown)
    columns, sort = map(_names_of_columns, (output.columns, output.sort))
    if columns == ["help"]:
        _describe_columns(database, name, output)
        return
    format_ = output.machine_format
    if columns or format_ not in (None, "markdown"):
        asked = listings.question(database, name, text, filters)
        is_empty = _write(listings.ask(database, asked, columns, sort), output)
    else:
        asked = context.of_table(database, name, text, filters)
        rows = listings.rows(database, asked, sort)
        is_empty = not rows
        if rows or format_:
            beside = context.context(database, asked, rows, not sort)
            _draw(name, rows, beside, output)
    if is_empty:
        from bilat.questions import nothing

        terminal.note(nothing.why(database, asked, text, filters))


def _describe_columns(database: Database, listing: str, output: Output) -> None:
    """What `--columns help` prints: each column with its description."""
    asked = listings.question(database, listing)
    rows = ((each.name, each.description) for each in listings.columns_of(database, asked))
    _write(Answer((ColumnInfo("column", ""), ColumnInfo("description", "")), rows), output)


def _draw(name: str, rows: Sequence[Any], beside: context.Context, output: Output) -> None:
    """Draws the table of a listing, or writes it in Markdown."""
    if output.machine_format:
        from bilat.output.tables.markdown import markdown

        terminal.write(markdown(name, rows, beside, not output.no_header))
    else:
        from bilat.output.tables import drawing

        draw = drawing.turnover if output.chart else partial(drawing.listing, name)
        output.show(draw, rows, beside)


def _write(answer: Answer, output: Output) -> bool:
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


# One thing, anything else


@app.command(
    help=_help(
        "One thing in full: a region, sector, company, document, fact.",
        (
            "bilat show irkutsk/turnover-2019",
            "bilat show trolleybuses --format json",
            "bilat show Khabarovsk --format markdown",
            "bilat show khabarovsk/trucks --web",
        ),
    )
)
def show(
    name: options.IdArgument,
    web: options.WebOption = False,
    documents: options.QuotedTextsOption = None,
    format_: options.ProfileFormatOption = "auto",
    no_pager: options.NoPagerOption = False,
    color: options.ColorOption = "auto",
    data: options.DataOption = None,
) -> None:
    from bilat.questions import profile

    if web and (documents or format_ != "auto"):
        raise UsageError("--web opens the report; it goes with no format and no documents")
    shown = profile.show(Database(data, progress.shown), " ".join(name))
    if web:
        _open(profile.address(shown))
        return
    if documents:
        shown = profile.quoted(shown, documents)
    if format_ == "json" or (format_ == "auto" and not terminal.is_terminal()):
        terminal.write([dumps(shown.as_json()), "\n"])
    elif format_ == "markdown":
        from bilat.output.briefing import markdown

        terminal.write(markdown(shown))
    else:
        from bilat.output.tables.profile import profile as draw

        Output("table", no_pager=no_pager, color=color).show(draw, shown)


def _open(address: str) -> None:
    """Opens an address in the browser, or says it where there is none."""
    from bilat.cli import browser

    if browser.opened(address):
        terminal.note(f"opened {address}")
    else:
        terminal.note("no browser was found; the address:")
        terminal.write([f"{address}\n"])


@app.command(
    "sql",
    help=_help(
        "Anything else, in SQL; alone, the tables and columns.",
        (
            "bilat sql 'SELECT region, count(*) AS n FROM sectors GROUP BY 1 ORDER BY n DESC'",
            "bilat sql \"SELECT id, value FROM sectors_companies WHERE value = 'belaz'\" -f csv",
            "bilat sql \"SELECT phrase FROM evidence WHERE document LIKE 'irkutsk%'\"",
        ),
    ),
)
def ask_sql(
    query: options.QueryArgument = None,
    format_: options.FormatOption = "auto",
    no_header: options.NoHeaderOption = False,
    no_pager: options.NoPagerOption = False,
    color: options.ColorOption = "auto",
    data: options.DataOption = None,
) -> None:
    from bilat.questions import sql

    database = Database(data, progress.shown)
    answer = sql.tables(database) if query is None else sql.run(database, query)
    if _write(answer, Output(format_, no_header=no_header, no_pager=no_pager, color=color)):
        terminal.note("the query gives no row")


# For curators and consumers


@app.command(
    help=_help(
        "Is the dataset sound, does it agree with the documents?",
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
        terminal.write([dumps(report.as_json()), "\n"])
    else:
        terminal.write(f"{terminal.printable(line)}\n" for line in lines(report.problems))
    terminal.note(report.summary())
    if report.problems:
        raise typer.Exit(1)


@app.command(
    help=_help(
        "Hand on the whole dataset: a database, a data package, a page.",
        (
            "bilat export sqlite bilat.db",
            "bilat export datapackage bilat-data",
            "bilat export html bilat.html",
        ),
    )
)
def export(
    kind: options.ExportKindArgument,
    path: options.ExportPathArgument,
    force: options.ForceOption = False,
    data: options.DataOption = None,
) -> None:
    from bilat.export import files

    counts = files.export(Database(data, progress.shown), kind, path, force)
    listed = ", ".join(f"{count} {name}" for name, count in counts.items())
    terminal.note(f"wrote {path}: {listed}")


@app.command(
    help=_help(
        "Print the JSON Schema of a YAML file or of a listing.",
        ("bilat schema document", "bilat schema trade"),
    )
)
def schema(kind: options.SchemaKindArgument) -> None:
    from bilat.export import schema as schemas

    if kind not in (*FILES, *options.ROWS):
        raise UsageError(
            f"there is no schema {kind!r}\n"
            f"Of files: {', '.join(FILES)}; of rows: {', '.join(options.ROWS)}"
        )
    terminal.write([json.dumps(schemas.schema(kind), ensure_ascii=False, indent=2), "\n"])


@app.command(
    help=_help(
        "Print the skeleton of a document's file for a new text.",
        ("bilat draft meeting.txt", "bilat draft meeting.txt --data data"),
    )
)
def draft(text: options.TextFileArgument, data: options.DataOption = None) -> None:
    from bilat import load, texts
    from bilat.curation import draft as drafts

    terminal.write([drafts.draft(load(data), texts.read_text(text))])


# From the shell


def main() -> NoReturn:
    """Runs the command line and ends the process with its status."""
    if not terminal.is_terminal():
        # Typer colours its help wherever one of these is set, even in a pipe.
        for name in ("FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS", "TTY_COMPATIBLE"):
            os.environ.pop(name, None)
    if not os.environ.get("TERMINAL_WIDTH", "").isdecimal():
        os.environ.pop("TERMINAL_WIDTH", None)  # Typer takes it for a number
    sys.exit(_run())


def _run() -> int:
    try:
        status = app(prog_name="bilat", standalone_mode=False)
        return status if isinstance(status, int) else 0
    except terminal.ReaderGone:
        return 0
    except DatasetError as error:
        terminal.note(f"{error}\nbilat: the dataset is unsound")
        return error.exit_code
    except BilatError as error:
        terminal.complain(str(error))
        return error.exit_code
    except typer.TyperException as error:
        from bilat.cli import mistakes

        terminal.complain(mistakes.explain(error, sys.argv[1:]))
        return error.exit_code
    except OSError as error:
        terminal.complain(f"{error.filename}: {error.strerror}" if error.filename else str(error))
        return 1
    except (KeyboardInterrupt, typer.Abort):
        return 130
