"""The table of each listing: rows, with what a table tells beside them, as sheets.

A listing has one function that draws its rows. `sheets` puts titles and notes around what it draws
and makes several tables of a long listing, so that the first rows can be read at once.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeVar

from rich.table import Column, Table
from rich.text import Text

from bilat.database.rows import DocumentRow, Fact, FigureRow, SectorRow, TradeRow
from bilat.output import legend, wording
from bilat.output.look import (
    PART,
    Form,
    Highlights,
    Sheet,
    broken,
    cell,
    dotted,
    joined,
    labelled,
    mark,
    new_table,
)
from bilat.output.matrix import matrix
from bilat.output.overviews import companies, documents, regions
from bilat.queries.context import Context
from bilat.vocabulary import FLOW, STATUS

TRADE_TITLE = "Trade with Belarus"


# Sectors


def sectors(rows: Sequence[SectorRow], context: Context, form: Form) -> Table:
    """Draw cooperation records, of one meeting or each with its meeting."""
    width = form.share(30, 27)
    columns = [
        Column("Sector", width=width),
        Column("Status", width=13),
        Column("Summary", ratio=1),
    ]
    table = new_table(form, *columns, *([Column("Source", width=12)] if form.is_full else []))
    table.expand = True
    for row in rows:
        found = _highlights(row, context)
        source = wording.source(row, context.meetings[row.document])
        sector = [found.on(cell(row.sector_name, "name"), "sector"), _id(row, context, width)]
        if not context.grouped:
            sector.insert(0, found.on(_meeting(row, context), "region"))
        status = cell(f"{STATUS[row.status].sign} {row.status}", row.status)
        summary = found.on(cell(row.summary), "summary")
        details = _details(row, context, found)
        if not form.is_full:
            details = [source, *details]
        table.add_row(
            joined(sector),
            joined((status, cell(wording.side(row), "label"))),
            _with_evidence([summary, dotted(details)], row, form, found),
            *([source] if form.is_full else []),
        )
    return table


def _highlights(row: Fact, context: Context) -> Highlights:
    """Return what matched in a fact; its region, period, direction and flow are always drawn."""
    shown = ("region", "period", "direction", "flow")
    return Highlights(context.matches.get(row.id, ()), shown, called=("sector", "company"))


def _id(row: Fact, context: Context, width: int | None) -> Text:
    return broken(context.short_ids[row.id], width)


def _meeting(row: Fact, context: Context) -> Text:
    """Return the region of a row and the day of its meeting."""
    meeting = context.meetings[row.document]
    date = cell(meeting.date, "label") + mark(meeting.date_basis)
    return joined((cell(row.region_name, "name"), date), " ")


def _details(row: SectorRow, context: Context, found: Highlights) -> Sequence[Text]:
    """Return what a summary does not tell: scope, condition, and names that it omits."""
    companies = [context.names[each] for each in row.companies]
    values = {
        "scope": row.scope,
        "company": wording.listed(wording.omitted(row.summary, companies)),
        "project": wording.listed(wording.omitted(row.summary, row.projects)),
    }
    scope, *names = (found.on(labelled(*each), each[0]) for each in values.items())
    return [scope, found.on(wording.quoted(row.condition), "condition"), *names]


def _with_evidence(lines: Sequence[Text], row: Fact, form: Form, found: Highlights) -> Text:
    """Add the fields that matched and are not shown, and the evidence if the form has it."""
    quotes = [wording.quoted(each, "evidence") for each in row.evidence]
    evidence = found.on(joined(quotes, " "), "evidence") if form.evidence else Text()
    return joined((*lines, *found.elsewhere(), evidence))


# Trade


def trade(rows: Sequence[TradeRow], context: Context, form: Form) -> Table:
    """Draw amounts and changes, stated and derived, with a section for each region."""
    width = form.share(27, 28)
    amount_column = Column(wording.trade_heading(rows), width=width)
    own_columns = ("Basis", Column("Source", width=14)) if form.is_full else ()
    name_width = max((len(row.region_name) for row in rows), default=0)
    region_column = Column("Region", min_width=form.share(22, name_width))  # not to be folded
    columns = (region_column, "Year", amount_column, "Change or formula", *own_columns)
    table = new_table(form, *columns)
    for row, region, is_last in in_sections(rows, context, form):
        found = _highlights(row, context)
        basis = cell(wording.basis(row), wording.basis(row))
        said = _said(row, context)
        change = [
            _change(row, context, found),
            found.on(labelled("cause", row.cause, "quote"), "cause"),
            found.on(wording.quoted(row.doubt), "doubt"),
        ]
        if not form.is_full:
            change.append(dotted((basis, *said)))
        amount = [amount_cell(row, found), _id(row, context, width)]
        amount += [cell("differs from ") + broken(other, width) for other in row.conflicts]
        table.add_row(
            found.on(region, "region"),
            wording.when(row),
            joined(amount),
            _with_evidence(change, row, form, found),
            *((basis, joined(said)) if form.is_full else ()),
            end_section=is_last,
        )
    return table


F = TypeVar("F", TradeRow, FigureRow)


def in_sections(rows: Sequence[F], context: Context, form: Form) -> Iterator[tuple[F, Text, bool]]:
    """Yield each row with its region, if that is not drawn above, and whether it is the last.

    On the page and in Markdown, every row has its region, so that rows can be sorted and copied.
    """
    region_or_row = attrgetter("region" if context.grouped else "id")
    for section in (list(group) for _, group in groupby(rows, region_or_row)):
        for row in section:
            name = cell(row.region_name if row is section[0] or not form.width else "", "name")
            yield row, name, context.grouped and row is section[-1]


def amount_cell(row: TradeRow, found: Highlights) -> Text:
    """Return an amount with what it covers where that is not all goods in both directions."""
    basis = wording.basis(row)
    style = "amount" if basis == "stated" else basis
    amount = found.on(cell(wording.amount(row), style), "amount")
    amount = amount or cell("–", "label")
    if row.conflicts:
        amount += cell(" ≠", "conflict")
    flow = row.flow if row.flow != "turnover" or row.goods else ""
    goods = found.on(cell(row.goods), "goods")
    covered = joined((flow, "of" if goods else "", goods), " ")
    open_target = row.kind == "target" and not row.period
    return joined((amount, covered, cell("no year", "label") if open_target else ""))


def _change(row: TradeRow, context: Context, found: Highlights) -> Text:
    """Return the change, or what a derived amount is computed from."""
    if row.basis == "derived":
        known = [context.sources[each] for each in row.sources if each in context.sources]
        return wording.formula(row, known)
    return found.on(wording.change(row), "change")


def _said(row: Fact, context: Context) -> Sequence[Text]:
    """Return who says something and where, and of a region with several meetings also when."""
    meeting = context.meetings[row.document]
    others = (each for each in context.meetings.values() if each != meeting)
    date = meeting.date if any(each.region == row.region for each in others) else ""
    return [wording.source(row, meeting), cell(date, "label")]


# Figures


def figures(rows: Sequence[FigureRow], context: Context, form: Form) -> Table:
    """Draw the numbers that are not trade; each says whose number it is."""
    width = form.share(35, 27)
    own_columns = ("Scope", "Source") if form.is_framed else ()
    table = new_table(form, "Region", Column("Figure", width=width), "Amount", *own_columns)
    for row, region, is_last in in_sections(rows, context, form):
        found = _highlights(row, context)
        name = found.on(cell(row.name, "name"), "name")
        scope = cell(row.scope) if form.is_framed else labelled("scope", row.scope)
        scope = found.on(scope, "scope")
        said = _said(row, context)
        amount = [
            found.on(cell(wording.with_currency(row.text or "", row.unit), "amount"), "amount"),
            wording.when(row),
            found.on(wording.change(row), "change"),
        ]
        if not form.is_framed:
            amount += [scope, dotted(said)]
        table.add_row(
            found.on(region, "region"),
            joined((name, _id(row, context, width))),
            _with_evidence(amount, row, form, found),
            *((scope, joined(said)) if form.is_framed else ()),
            end_section=is_last,
        )
    return table


# Sheets


DRAWINGS: Mapping[str, tuple[str, Callable[[Sequence[Any], Context, Form], Table]]] = {
    "regions": ("Regions", regions),
    "sectors": ("Sectors", sectors),
    "trade": (TRADE_TITLE, trade),
    "companies": ("Companies", companies),
    "figures": ("Figures", figures),
    "documents": ("Reports", documents),
}
"""By listing, the title of its table and the function that draws its rows."""


def sheets(listing: str, rows: Sequence[Any], context: Context, form: Form) -> Iterator[Sheet]:
    """Yield the tables of a listing, of which the first can be read at once.

    The notes of the last explain the signs that are used.
    """
    if listing == "matrix":
        yield from matrix(rows, context, form) if rows else ()
        return
    name, draw = DRAWINGS[listing]
    by_meeting = listing == "sectors" and context.grouped
    styles: set[str] = set()
    tables = [*parts(ordered(rows, context), context, form, by_meeting=by_meeting)]
    for number, part in enumerate(tables, 1):
        title = cell(name, "heading")
        if by_meeting:
            title = _meeting_title(context.meetings[part[0].document])
        table = draw(part, context, form)
        styles |= legend.styles_of(title, table)
        notes = legend.notes(listing, styles, rows, context, form) if number == len(tables) else ()
        yield Sheet(title, table, [*notes], part)


R = TypeVar("R")


def parts(
    rows: Sequence[R], context: Context, form: Form, *, by_meeting: bool = False
) -> Iterator[Sequence[R]]:
    """Yield the rows of each table: those of a meeting, or about as many as a part has.

    The trade and the figures of a region stay together unless they are too many.
    """
    is_region = context.grouped and bool(rows) and isinstance(rows[0], TradeRow | FigureRow)
    group = attrgetter("document" if by_meeting else "region" if is_region else "id")
    part: list[R] = []
    for row in rows:
        is_other = bool(part) and group(row) != group(part[-1])
        is_long = form.width and len(part) >= (PART if is_other else 2 * PART)
        if is_long or (is_other and by_meeting):
            yield part
            part = []
        part.append(row)
    if part:
        yield part


def ordered(rows: Sequence[Any], context: Context) -> Sequence[Any]:
    """Return rows by region, in the order of their first rows, then by period or meeting.

    Rows that are not facts or that were sorted by something else stay as they are.
    """
    if not context.grouped or not rows or not isinstance(rows[0], Fact):
        return rows
    position = {region: at for at, region in enumerate(dict.fromkeys(row.region for row in rows))}

    def key(row: Fact) -> tuple[int, str, int]:
        if isinstance(row, TradeRow):
            return position[row.region], row.period or "open", [*FLOW].index(row.flow)
        return position[row.region], row.document, 0  # the ids of documents end in their dates

    return sorted(rows, key=key)


def _meeting_title(meeting: DocumentRow) -> Text:
    """Return the title of the records of a meeting: region, day, head at that meeting."""
    met = cell("met ") + wording.meeting_date(meeting)
    head = f"{wording.role(meeting)} {meeting.head}"
    return dotted((cell(meeting.region_name, "heading"), met, head))
