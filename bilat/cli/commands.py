"""The commands that are not listings."""

import json
import sys
from pathlib import Path

import typer

from bilat import text as texts
from bilat.cli import options
from bilat.cli.answer import Output, draw, write
from bilat.database.store import Database
from bilat.dataset.folder import data_folder
from bilat.errors import FileError, UsageError
from bilat.output import streams
from bilat.output.formats import dumps


def show(
    name: options.NameArgument,
    format_: options.ProfileFormatOption = "auto",
    no_pager: options.NoPagerOption = False,
    color: options.ColorOption = "auto",
    web: options.WebOption = False,
    documents: options.QuotedTextsOption = None,
    data: options.DataOption = None,
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
    if format_ == "json" or (format_ == "auto" and not sys.stdout.isatty()):
        streams.write([dumps(profile.as_json()), "\n"])
    else:
        from bilat.output.profile import sheets

        output = Output(format_, no_pager=no_pager, color=color)
        draw(lambda form: sheets(profile, form), output)


def sql(
    query: options.QueryArgument = None,
    format_: options.FormatOption = "auto",
    no_header: options.NoHeaderOption = False,
    no_pager: options.NoPagerOption = False,
    color: options.ColorOption = "auto",
    param: options.ParamOption = None,
    data: options.DataOption = None,
) -> None:
    from bilat.queries import sql as queries

    parameters: dict[str, str] = {}
    for each in param or ():
        name, equals, value = each.partition("=")
        if not equals or not name:
            raise UsageError(f"--param takes NAME=VALUE, not {each!r}")
        parameters[name] = value
    if query == "-":
        query = _standard_input().content
    database = Database(data, streams.progress)
    answer = queries.tables(database) if query is None else queries.run(database, query, parameters)
    if not write(answer, Output(format_, no_header, no_pager, color)):
        streams.note("the query returned no rows")


def check(
    format_: options.ReportFormatOption = "text",
    documents: options.TextsOption = None,
    data: options.DataOption = None,
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


def export(
    kind: options.ExportKindArgument,
    path: options.ExportPathArgument,
    force: options.ForceOption = False,
    data: options.DataOption = None,
) -> None:
    from bilat.export import files

    database = Database(data, streams.progress)
    if path == "-":
        streams.write([files.text(database, kind)])
        return
    counts = files.export(database, kind, Path(path), force)
    listed = ", ".join(f"{count} {name}" for name, count in counts.items())
    streams.note(f"wrote {path}: {listed}")


def schema(kind: options.SchemaKindArgument) -> None:
    from bilat.export import json_schema

    text = json.dumps(json_schema.schema(kind), ensure_ascii=False, indent=2)
    streams.write([text, "\n"])


def draft(
    text: options.TextFileArgument,
    url: options.UrlOption = None,
    data: options.DataOption = None,
) -> None:
    from bilat.curation import draft as drafts

    source = _standard_input() if text == "-" else texts.read_text(Path(text))
    streams.write([drafts.draft(data_folder(data), source, url)])


def _standard_input() -> texts.Text:
    if sys.stdin is None:
        raise FileError("standard input is closed")
    try:
        data = sys.stdin.buffer.read(texts.MAX_BYTES + 1)
    except OSError as error:
        raise FileError(f"standard input: cannot be read: {error.strerror}") from None
    return texts.decoded(data, Path("standard input"))
