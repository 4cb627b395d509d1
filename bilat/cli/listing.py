"""The command of a listing: options → question → rows."""

import inspect
from collections.abc import Callable, Sequence
from typing import Any

from bilat import progress
from bilat.cli import options
from bilat.cli.answers import Output, draw, write
from bilat.database.store import Database
from bilat.database.summaries import MATRIX
from bilat.database.schema import TABLES, ColumnInfo
from bilat.errors import UsageError
from bilat.output import terminal
from bilat.queries import listings
from bilat.queries.filters import FILTERS
from bilat.queries.listings import Answer


def command(name: str) -> Callable[..., None]:
    """The command of a listing; its options are the filters that the listing takes."""

    def run(**given: Any) -> None:
        output = Output(**{name: given.pop(name) for name in Output._fields if name in given})
        text = " ".join(given.pop("text") or ())
        _answer(name, text, given, output)

    taken = [each for each, filter_ in FILTERS.items() if name in filter_.listings]
    drawn = [_parameter("chart", options.ChartOption, False)] if name == "trade" else []
    parameters = [
        _parameter("text", options.TextArgument, None),
        *(_parameter(each, list[str] | None, options.filter_option(each)) for each in taken),
        *drawn,
        _parameter("format_", options.FormatOption, "auto"),
        _parameter("columns", options.ColumnsOption, None),
        _parameter("sort", options.SortOption, None),
        _parameter("no_header", options.NoHeaderOption, False),
        _parameter("no_pager", options.NoPagerOption, False),
        _parameter("color", options.ColorOption, "auto"),
        _parameter("data", options.DataOption, None),
    ]
    # What Typer makes the options from.
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    return run


def _parameter(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, kind, default=default, annotation=annotation)


def words_help(name: str) -> str:
    """What TEXT is, and the names of the columns of a listing."""
    if name == "matrix":
        named = [*(column.name for column in MATRIX), "and one for each region"]
    else:
        named = TABLES[name].listed()
    text = "TEXT is words of a row, in any inflection, or beginnings such as 'elev*'."
    return f"{text} Columns: {', '.join(named)}."


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
        is_empty = write(listings.ask(database, asked, columns, sort), output)
    else:
        from bilat.queries import context  # of tables alone

        asked = context.of_table(database, name, text, filters)
        rows = listings.rows(database, asked, sort)
        is_empty = not rows
        if rows or format_:
            beside = context.context(database, asked, rows, not sort)
            draw(name, rows, beside, output)
    if is_empty:
        from bilat.queries import nothing

        terminal.note(nothing.why(database, asked, text, filters))


def _describe_columns(database: Database, listing: str, output: Output) -> None:
    """What `--columns help` prints: each column with its description."""
    asked = listings.question(database, listing)
    rows = ((each.name, each.description) for each in listings.columns_of(database, asked))
    write(Answer((ColumnInfo("column", ""), ColumnInfo("description", "")), rows), output)
