"""The table of each listing: rows, with what a table tells beside them, as sheets.

A listing has one function that draws its rows; `sheets` puts titles and notes around what it draws
and cuts long listings into parts, so that the first rows can be read at once.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeVar

from rich.cells import cell_len
from rich.text import Text

from bilat.database.rows import DocumentRow, Fact, FigureRow, SectorRow, TradeRow
from bilat.output import legend, wording
from bilat.output.look import (
    NO_HIGHLIGHTS,
    Form,
    Highlights,
    Part,
    Sheet,
    add_column,
    broken,
    cell,
    dotted,
    joined,
    new_table,
)
from bilat.output.matrix import matrix
from bilat.output.overviews import companies, documents, regions
from bilat.queries.context import Context
from bilat.vocabulary import FLOW

TRADE_TITLE = "Trade with Belarus"
PART = 100
"""The rows of a part of a long table: what fills a large screen, drawn in a tenth of a second."""

_AMOUNT = 28
_CHANGE = 32


# Sectors


def sectors(rows: Sequence[SectorRow], context: Context, form: Form) -> Part:
    """Draw cooperation records, of one meeting or each with its meeting."""
    table = new_table(form, expand=form.width is not None)
    sector = form.fit(27, 24, 18)
    has_meetings = form.is_framed and not context.grouped
    if has_meetings:
        add_column(table, "Region", width=form.fit(13))
    add_column(table, "Sector", width=sector)
    add_column(table, "Status", width=form.fit(13))
    add_column(table, "Summary")
    if form.is_full:
        add_column(table, "Source", width=form.fit(12))
    for row in rows:
        found = Highlights(context.matches.get(row.id, ()), ("region",))
        meeting = context.meetings[row.document]
        met = Text() if context.grouped else found.on(_met(row, meeting, form), "region")
        name = found.on(cell(row.sector_name, "name"), "sector")
        status = cell(f"{form.status(row.status)} {row.status}", row.status)
        table.add_row(
            *([met] if has_meetings else []),
            joined(("" if has_meetings else met, name, broken(_id(row, context), sector))),
            joined((status, cell(wording.side(row), "label"))),
            _summary(row, meeting, context, form, found),
            *([wording.source(row, meeting, form)] if form.is_full else []),
        )
    return table


def _summary(
    row: SectorRow, meeting: DocumentRow, context: Context, form: Form, found: Highlights
) -> Text:
    """Return the summary of a record and below it what belongs to it."""
    companies = [context.names.get(each, each) for each in row.companies]
    summary = found.on(cell(row.summary), "summary")
    condition = wording.quoted(row.condition, form) if row.condition else Text()
    details = [
        Text() if form.is_full else wording.source(row, meeting, form),
        found.on(_labelled("scope", [row.scope] if row.scope else []), "scope"),
        found.on(condition, "condition"),
        found.on(_labelled("company", wording.omitted(row.summary, companies)), "company"),
        found.on(_labelled("project", wording.omitted(row.summary, row.projects)), "project"),
    ]
    return _with_evidence(joined((summary, dotted(details, form))), row, form, found)


def _with_evidence(text: Text, row: Fact, form: Form, found: Highlights) -> Text:
    """Add the fields that matched and are not shown, and the evidence if the form has it."""
    evidence = Text()
    if form.evidence:
        quotes = (wording.quoted(each, form, "evidence") for each in row.evidence)
        evidence = found.on(joined(quotes, " "), "evidence")
    return joined((text, *found.elsewhere(), evidence))


def _labelled(name: str, values: Sequence[str]) -> Text:
    """Return values after the name of their field, or nothing if there are none."""
    if not values:
        return Text()
    return cell(f"{name}: ", "label") + cell(wording.listed(values))


def _met(row: Fact, meeting: DocumentRow, form: Form) -> Text:
    """Return the region of a row and the day of its meeting."""
    date = cell(meeting.date, "label") + form.mark(meeting.date_basis)
    return joined((cell(row.region_name, "name"), date))


# Trade


def trade(rows: Sequence[TradeRow], context: Context, form: Form) -> Part:
    """Draw amounts and changes, stated and derived, with a section for each region."""
    table = new_table(form, expand=not form.is_framed)
    name = max((cell_len(each.region_name) for each in context.meetings.values()), default=0)
    widths = [
        form.fit(None, min(name, 16), min(name, 13)),
        form.fit(None, 8),
        form.fit(None, 24, 16),
    ]
    add_column(table, "Region", width=widths[0])
    add_column(table, "Year", width=widths[1])
    heading = wording.trade_heading(rows)
    add_column(table, heading, width=widths[2], most=form.fit(_AMOUNT))
    add_column(table, "Change or formula")
    source = form.fit(14)
    if form.is_full:
        add_column(table, "Basis")
        add_column(table, "Source", width=source)
    rest = _CHANGE if form.is_framed else form.room - sum(filter(None, widths)) - 2 * len(widths)
    dates = _dates(rows, context)
    for row, region, is_last in in_sections(rows, context):
        in_signs = ("region", "period", "direction", "flow")
        found = Highlights(context.matches.get(row.id, ()), in_signs)
        basis = cell(wording.basis(row), wording.basis(row))
        said = [wording.source(row, context.meetings[row.document], form), dates[row.document]]
        parts = [_change(row, context, form, found), *_remarks(row, form, found, rest)]
        if not form.is_full:
            line = dotted((basis, *said, cell(_id(row, context), "id")), form)
            broken_line = [dotted((basis, *said), form), broken(_id(row, context), rest)]
            parts += [line] if line.cell_len <= rest else broken_line
        cells = [
            found.on(region, "region"),
            _years(row, form),
            amount_cell(row, form, found),
            _with_evidence(joined(parts), row, form, found),
        ]
        if form.is_full:
            cells += [basis, joined((*said, broken(_id(row, context), source)))]
        table.add_row(*cells, end_section=is_last)
    return table


F = TypeVar("F", TradeRow, FigureRow)


def in_sections(rows: Sequence[F], context: Context) -> Iterator[tuple[F, Text, bool]]:
    """Yield each row with its region, if that is not the same above, and whether it is the last."""
    for above, row, below in zip([None, *rows], rows, [*rows[1:], None], strict=False):
        is_first = above is None or above.region != row.region or not context.grouped
        is_last = below is not None and is_other_section(row, below) and context.grouped
        yield row, cell(row.region_name if is_first else "", "name"), is_last


def _id(row: Fact, context: Context) -> str:
    return context.short_ids.get(row.id, row.id)


def _dates(rows: Sequence[Fact], context: Context) -> dict[str, Text]:
    """Return the days of meetings by document, of regions with several meetings."""
    meetings = context.meetings
    times = Counter(meeting.region for meeting in meetings.values())
    several = {row.document for row in rows if times[row.region] > 1}
    return {
        row.document: cell(meetings[row.document].date if row.document in several else "", "label")
        for row in rows
    }


def _years(row: TradeRow, form: Form) -> Text:
    """Return the period of a row, the beginning of a longer one on a line of its own."""
    period = wording.when(row, form)
    if form.width is None:
        return period
    first, *last = period.split(form.signs.to, include_separator=True, allow_blank=False)
    return joined((first, *last))


def amount_cell(row: TradeRow, form: Form, found: Highlights = NO_HIGHLIGHTS) -> Text:
    """Return an amount with what it covers where that is not all goods in both directions."""
    style = "amount" if wording.basis(row) == "stated" else wording.basis(row)
    shown = found.on(cell(wording.amount(row, form), style), "amount")
    if row.conflicts:
        shown += cell(f" {form.signs.conflict}", "conflict")
    flow = row.flow if row.flow != "turnover" or row.goods else ""
    goods = found.on(cell(row.goods), "goods")
    covered = joined((flow, "of" if goods else "", goods), " ")
    open_target = row.kind == "target" and not row.period
    return joined((shown, covered, cell("no year", "label") if open_target else ""))


def _change(row: TradeRow, context: Context, form: Form, found: Highlights) -> Text:
    """Return the change, or what a derived amount is computed from."""
    if row.basis == "derived":
        known = [context.sources[each] for each in row.sources if each in context.sources]
        return wording.formula(row, known, form)
    return found.on(wording.change(row, form), "change")


def _remarks(row: TradeRow, form: Form, found: Highlights, room: int) -> Iterator[Text]:
    """Yield the cause, the doubt, and the facts of other reports that say something else."""
    yield found.on(cell(row.cause, "quote"), "cause")
    yield found.on(wording.quoted(row.doubt, form) if row.doubt else Text(), "doubt")
    for other in row.conflicts:
        differs = cell(form.signs.conflict, "conflict") + cell(" differs from")
        id_ = broken(other, room if form.width else None)
        yield joined((differs, id_), "\n" if form.width else " ")


# Figures


def figures(rows: Sequence[FigureRow], context: Context, form: Form) -> Part:
    """Draw the numbers that are not trade; each says whose number it is."""
    table = new_table(form)
    add_column(table, "Region")
    figure = form.fit(27, tight=20)
    add_column(table, "Figure", width=figure)
    for heading in ("Amount", "Of", "Source") if form.is_framed else ("Amount",):
        add_column(table, heading)
    dates = _dates(rows, context)
    for row, region, is_last in in_sections(rows, context):
        found = Highlights(context.matches.get(row.id, ()), ("region", "period"))
        name = found.on(cell(row.name, "name"), "name")
        amount = found.on(cell(row.text, "amount"), "amount")
        change = found.on(wording.change(row, form), "change")
        scope = found.on(cell(row.scope), "scope")
        source = wording.source(row, context.meetings[row.document], form)
        said = [source, dates[row.document]]
        parts = [amount, wording.when(row, form), change]
        if not form.is_framed:
            parts += [joined((cell("of", "label"), scope), " "), dotted(said, form)]
        table.add_row(
            found.on(region, "region"),
            joined((name, broken(_id(row, context), figure))),
            _with_evidence(joined(parts), row, form, found),
            *((scope, joined(said)) if form.is_framed else ()),
            end_section=is_last,
        )
    return table


# Sheets


DRAWINGS: Mapping[str, tuple[str, Callable[[Sequence[Any], Context, Form], Part]]] = {
    "regions": ("Regions", regions),
    "sectors": ("Sectors", sectors),
    "trade": (TRADE_TITLE, trade),
    "companies": ("Companies", companies),
    "figures": ("Figures", figures),
    "documents": ("Reports", documents),
}
"""By listing, the title of its table and the function that draws its rows."""


def sheets(listing: str, rows: Sequence[Any], context: Context, form: Form) -> Iterator[Sheet]:
    """Yield the tables of a listing; a long one in parts, whose first can be read at once.

    The notes of the last explain the signs that are used.
    """
    if listing == "matrix":
        yield from matrix(rows, context, form)
        return
    pieces = [
        (title, group, start)
        for title, group in _groups(listing, rows, context, form)
        for start in range(0, len(group), PART if form.width else max(len(group), 1))
    ]
    widths: list[int] = []
    styles: set[str] = set()
    for number, (title, group, start) in enumerate(pieces, 1):
        part = group[start : start + PART] if form.width else group
        table = DRAWINGS[listing][1](part, context, form)
        if len(part) < len(group):
            widths = widths if start else []
            table.join(
                widths,
                is_first=not start,
                is_last=start + PART >= len(group),
                begins_section=context.grouped and is_other_section(group[start - 1], part[0]),
            )
        styles |= legend.styles_of(title, table)
        is_last = number == len(pieces)
        notes = legend.notes(listing, styles, rows, context, form) if is_last else ()
        if number > 1 and not form.is_framed:
            title = Text("\n") + title
        yield Sheet(None if start else title, table, notes, [_attributes(row) for row in part])


def is_other_section(above: Any, row: Any) -> bool:
    """Whether a section of the table ends between two rows."""
    return isinstance(row, TradeRow | FigureRow) and above.region != row.region


def _attributes(row: Any) -> dict[str, str]:
    """Return what the page needs to know of a row."""
    names = ("id", "region", "sector", "status")
    return {name: getattr(row, name) for name in names if hasattr(row, name)}


def _groups(
    listing: str, rows: Sequence[Any], context: Context, form: Form
) -> Iterator[tuple[Text, Sequence[Any]]]:
    """Yield the rows of each table with its title: records by meeting, all else in one table."""
    if listing == "sectors" and context.grouped:
        for document, group in groupby(ordered(rows, context), lambda row: row.document):
            yield meeting_title(context.meetings[document], form), [*group]
    else:
        yield cell(DRAWINGS[listing][0], "heading"), ordered(rows, context)


def ordered(rows: Sequence[Any], context: Context) -> Sequence[Any]:
    """Return rows by region, in the order of their first rows, then by period or meeting.

    Rows that are not facts or that were sorted by something else stay as they are.
    """
    if not context.grouped or not rows or not isinstance(rows[0], Fact):
        return rows
    position = {region: at for at, region in enumerate(dict.fromkeys(row.region for row in rows))}

    def key(row: Fact) -> tuple[int, bool, str, str, int]:
        if isinstance(row, TradeRow):
            first, _, last = (row.period or "").partition("/")
            flow = [*FLOW].index(row.flow)
            return position[row.region], row.period is None, first, last or first, flow
        return position[row.region], False, context.meetings[row.document].date, row.document, 0

    return sorted(rows, key=key)


def meeting_title(meeting: DocumentRow, form: Form) -> Text:
    """Return the title of the records of a meeting: region, day, head at that meeting."""
    met = cell("met ") + wording.meeting_date(meeting, form)
    return dotted((cell(meeting.region_name, "heading"), met, wording.head(meeting)), form)
