"""The commands that are no listings."""

import json

import typer

from bilat import progress
from bilat.cli import options
from bilat.cli.answers import Output, write
from bilat.database.store import Database
from bilat.dataset.folder import FILES, data_folder
from bilat.errors import UsageError, lines
from bilat.output import terminal
from bilat.output.formats import dumps


def show(
    name: options.IdArgument,
    web: options.WebOption = False,
    documents: options.QuotedTextsOption = None,
    format_: options.ProfileFormatOption = "auto",
    no_pager: options.NoPagerOption = False,
    color: options.ColorOption = "auto",
    data: options.DataOption = None,
) -> None:
    from bilat.queries import profile

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


def sql(
    query: options.QueryArgument = None,
    format_: options.FormatOption = "auto",
    no_header: options.NoHeaderOption = False,
    no_pager: options.NoPagerOption = False,
    color: options.ColorOption = "auto",
    data: options.DataOption = None,
) -> None:
    from bilat.queries import sql as queries

    database = Database(data, progress.shown)
    answer = queries.tables(database) if query is None else queries.run(database, query)
    if write(answer, Output(format_, no_header=no_header, no_pager=no_pager, color=color)):
        terminal.note("the query gives no row")


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


def export(
    kind: options.ExportKindArgument,
    path: options.ExportPathArgument,
    force: options.ForceOption = False,
    data: options.DataOption = None,
) -> None:
    from bilat.export import files

    counts = files.export(Database(data, progress.shown), kind, path, force)
    listed = ", ".join(f"{count} {name}" for name, count in counts.items())
    shown = str(path).replace("\n", "\\n")
    terminal.note(f"wrote {shown}: {listed}")


def schema(kind: options.SchemaKindArgument) -> None:
    from bilat.export import json_schema as schemas

    if kind not in (*FILES, *options.ROWS):
        raise UsageError(
            f"there is no schema {kind!r}\n"
            f"Of files: {', '.join(FILES)}; of rows: {', '.join(options.ROWS)}"
        )
    terminal.write([json.dumps(schemas.schema(kind), ensure_ascii=False, indent=2), "\n"])


def draft(text: options.TextFileArgument, data: options.DataOption = None) -> None:
    from bilat import load
    from bilat import text as texts
    from bilat.curation import draft as drafts

    terminal.write([drafts.draft(load(data), texts.read_text(text))])
