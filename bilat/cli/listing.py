"""The command of a listing: options → question → rows → a format."""

import inspect
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from bilat.cli import options
from bilat.cli.answer import Output, draw, write
from bilat.database.schema import ColumnInfo
from bilat.database.store import Database
from bilat.errors import UsageError
from bilat.output import streams
from bilat.queries import listings
from bilat.queries.filters import FILTERS
from bilat.queries.listings import Answer, Question

if TYPE_CHECKING:
    from bilat.output.console import Sheets
    from bilat.output.look import Form


def command(name: str) -> Callable[..., None]:
    """Return the command of a listing; its options are the filters that the listing takes."""

    def run(**given: Any) -> None:
        output = Output(**{name: given.pop(name) for name in Output._fields if name in given})
        text = " ".join(given.pop("text") or ())
        columns, sort = map(_names_of_columns, (given.pop("columns"), given.pop("sort")))
        chart = given.pop("chart", False)
        if chart:
            output = _of_chart(output, columns)
        _answer(name, text, given, columns, sort, chart, output)

    filters = [each for each, filter_ in FILTERS.items() if name in filter_.listings]
    parameters = [
        _parameter("text", options.TextArgument, None),
        *(_parameter(each, options.filter_option(each), None) for each in filters),
        *([_parameter("chart", options.ChartOption, False)] if name == "trade" else []),
        _parameter("format_", options.FormatOption, "auto"),
        _parameter("columns", options.ColumnsOption, None),
        _parameter("sort", options.SortOption, None),
        _parameter("no_header", options.NoHeaderOption, False),
        _parameter("no_pager", options.NoPagerOption, False),
        _parameter("color", options.ColorOption, "auto"),
        _parameter("data", options.DataOption, None),
    ]
    # Typer makes the options from these.
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    return run


def _of_chart(output: Output, columns: Sequence[str]) -> Output:
    """Return the output of a chart, which is for people in a pipe too."""
    if columns or output.no_header or output.format_ not in ("auto", "table", "svg"):
        raise UsageError(
            "--chart is a table or svg; it cannot be combined with other formats, "
            "--columns or --no-header"
        )
    return output._replace(format_="svg" if output.format_ == "svg" else "table")


def _parameter(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, kind, default=default, annotation=annotation)


def _names_of_columns(given: Sequence[str] | None) -> list[str]:
    """Return the names in several comma-separated lists."""
    return [name.strip() for each in given or () for name in each.split(",")]


def _answer(
    name: str,
    text: str,
    filters: dict[str, Any],
    columns: Sequence[str],
    sort: Sequence[str],
    chart: bool,
    output: Output,
) -> None:
    database = Database(output.data, streams.progress)
    if columns == ["help"]:
        _describe_columns(database, name, output)
        return
    question = listings.question(database, name, text, filters)
    if columns or output.machine_format():
        is_empty = write(listings.ask(database, question, columns, sort), output)
    else:
        rows = listings.rows(database, question, sort)
        is_empty = not rows
        if chart and rows and all(row.lower is row.upper is None for row in rows):
            streams.note("nothing to draw: no amount is stated")
        elif rows or output.format_ == "markdown":
            draw(_sheets(database, question, rows, not sort, chart), output)
    if is_empty or (text and not filters.get("region")):
        from bilat.queries import empty

        if is_empty:
            streams.note(empty.why(database, question, text, filters))
        if hint := empty.region_hint(database, name, text):
            streams.note(hint)


def _sheets(
    database: Database, question: Question, rows: Sequence[Any], grouped: bool, chart: bool
) -> "Callable[[Form], Sheets]":
    """Return what draws the rows in a form."""
    from bilat.queries.context import context

    about = context(database, question, rows, grouped)
    if chart:
        from bilat.output import chart as drawing

        return lambda form: drawing.chart(rows, about, form)
    from bilat.output import tables

    return lambda form: tables.sheets(question.listing, rows, about, form)


def _describe_columns(database: Database, listing: str, output: Output) -> None:
    """Print what `--columns help` asks for: each column with its description."""
    question = listings.question(database, listing)
    rows = ((each.name, each.description) for each in listings.columns_of(database, question))
    write(Answer((ColumnInfo("column", ""), ColumnInfo("description", "")), rows), output)
