"""The command of a listing: options → question → rows → a format."""

from collections.abc import Callable, Sequence
from functools import partial
from inspect import Parameter, Signature, signature
from typing import Annotated, Any

import typer

from bilat.cli import completion, options
from bilat.cli.options import Output, draw, output_option, write
from bilat.database.store import Answer, Database
from bilat.errors import UsageError
from bilat.output import streams
from bilat.output.formats import RENDERERS
from bilat.queries import empty, listings
from bilat.queries.filters import FILTERS, Filter
from bilat.queries.listings import Question

Text = Annotated[
    list[str] | None,
    typer.Argument(metavar="TEXT", help="Words to find, in any inflection, or a prefix: 'elev*'."),
]
Chart = Annotated[bool, output_option("--chart", help="Draw turnover as bars with their bounds.")]
columns_option = partial(output_option, autocompletion=completion.columns)
Columns = Annotated[
    list[str] | None,
    columns_option(metavar="A,B,C", help="Print these columns, in this order; 'help' lists them."),
]
Sort = Annotated[
    list[str] | None,
    columns_option(metavar="COLUMN", help="Sort by a column; -COLUMN is descending."),
]


def command(listing: str) -> Callable[..., None]:
    """Return the command of a listing; its options are the filters that the listing takes."""

    def run(
        text: Text = None,
        *,
        chart: Chart = False,
        format_: options.Format = "auto",
        columns: Columns = None,
        sort: Sort = None,
        no_header: options.NoHeader = False,
        no_pager: options.NoPager = False,
        color: options.Color = "auto",
        data: options.DataFolder = None,
        **filters: Any,
    ) -> None:
        if chart and (columns or no_header or format_ not in ("auto", "table", "svg")):
            raise UsageError(
                "--chart is a table or svg; it cannot be combined with other formats, "
                "--columns or --no-header"
            )
        chosen = options.chosen_format(format_, "table" if chart else "tsv")
        output = Output(chosen, no_header, no_pager, color)
        database = Database(data, streams.progress)
        question = listings.make_question(database, listing, " ".join(text or ()), filters)
        if columns == ["help"]:
            known = listings.columns_of(database, question)
            rows = ((column.name, column.description) for column in known)
            write(Answer(("column", "description"), rows), output)
            return
        if columns or chosen in RENDERERS:
            answer = listings.ask(database, question, _names(columns), _names(sort))
            has_rows = write(answer, output)
        else:
            has_rows = _draw(database, question, _names(sort), chart, output)
        for note in empty.notes(database, question, is_empty=not has_rows):
            streams.note(note)

    run.__name__ = listing
    text, chart, *others, _ = signature(run).parameters.values()
    filters = [_parameter(filter_) for filter_ in FILTERS.values() if listing in filter_.listings]
    parameters = [text, *filters, *([chart] if listing == "trade" else []), *others]
    # Typer makes the options from the signature.
    run.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    return run


def _parameter(filter_: Filter) -> Parameter:
    """Return the parameter of a command from which Typer makes the option of a filter."""
    option = typer.Option(
        *filter_.options,
        metavar=filter_.metavar,
        help=filter_.help,
        rich_help_panel="Filters",
        autocompletion=completion.of_filter(filter_) if filter_.metavar else None,
    )
    type_: Any = list[str] | None if filter_.metavar else bool | None
    annotation = Annotated[type_, option]
    return Parameter(filter_.name, Parameter.KEYWORD_ONLY, default=None, annotation=annotation)


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
    draw(lambda form: sheets(rows, about, form), output)
    if chart and rows and all(row.lower is row.upper is None for row in rows):
        streams.note("nothing to draw: no amount is stated")
    return bool(rows)
