"""The command of a listing: options → question → rows → a format."""

import inspect
from collections.abc import Callable, Sequence
from typing import Any

from bilat.cli import options
from bilat.cli.answer import Output, draw, write
from bilat.database.schema import ColumnInfo
from bilat.database.store import Database
from bilat.errors import UsageError
from bilat.output import streams
from bilat.queries import empty, listings
from bilat.queries.filters import FILTERS
from bilat.queries.listings import Answer, Question


def command(listing: str) -> Callable[..., None]:
    """Return the command of a listing; its options are the filters that the listing takes."""

    def run(
        text: options.TextArgument = None,
        chart: options.ChartOption = False,
        format_: options.FormatOption = "auto",
        columns: options.ColumnsOption = None,
        sort: options.SortOption = None,
        no_header: options.NoHeaderOption = False,
        no_pager: options.NoPagerOption = False,
        color: options.ColorOption = "auto",
        data: options.DataOption = None,
        **filters: Any,
    ) -> None:
        if chart:
            if columns or no_header or format_ not in ("auto", "table", "svg"):
                raise UsageError(
                    "--chart is a table or svg; it cannot be combined with other formats, "
                    "--columns or --no-header"
                )
            format_ = "svg" if format_ == "svg" else "table"  # for people, in a pipe too
        output = Output(format_, no_header, no_pager, color)
        database = Database(data, streams.progress)
        if columns == ["help"]:
            _describe_columns(database, listing, output)
            return
        question = listings.make_question(database, listing, " ".join(text or ()), filters)
        if columns or output.machine_format:
            answer = listings.ask(database, question, _names(columns), _names(sort))
            is_found = write(answer, output)
        else:
            is_found = _draw(database, question, _names(sort), chart, output)
        if not is_found:
            streams.note(empty.why(database, question))
        if hint := empty.region_hint(database, question):
            streams.note(hint)

    run.__name__ = listing
    signature = inspect.signature(run)
    text, chart, *others, filters = signature.parameters.values()
    parameters = [
        text,
        *(
            filters.replace(name=name, kind=text.kind, default=None, annotation=annotation)
            for name, annotation in options.FILTER_OPTIONS.items()
            if listing in FILTERS[name].listings
        ),
        *([chart] if listing == "trade" else []),
        *others,
    ]
    # Typer makes the options from these.
    run.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    run.__annotations__ |= options.FILTER_OPTIONS
    return run


def _names(given: Sequence[str] | None) -> list[str]:
    """Return the names in several comma-separated lists."""
    return [name.strip() for each in given or () for name in each.split(",")]


def _describe_columns(database: Database, listing: str, output: Output) -> None:
    """Print what `--columns help` asks for: each column with its description."""
    question = listings.make_question(database, listing)
    rows = ((each.name, each.description) for each in listings.columns_of(database, question))
    write(Answer((ColumnInfo("column", ""), ColumnInfo("description", "")), rows), output)


def _draw(
    database: Database, question: Question, sort: Sequence[str], chart: bool, output: Output
) -> bool:
    """Draw the rows of a question, and return whether there are any."""
    from bilat.output import chart as charts
    from bilat.output import tables
    from bilat.queries.context import context

    rows = listings.rows(database, question, sort)
    about = context(database, question, rows, grouped=not sort)
    if chart and rows and all(row.lower is row.upper is None for row in rows):
        streams.note("nothing to draw: no amount is stated")
    elif chart and rows:
        draw(lambda form: charts.chart(rows, about, form), output)
    elif rows or output.format_ in ("markdown", "svg"):
        draw(lambda form: tables.sheets(question.listing, rows, about, form), output)
    return bool(rows)
