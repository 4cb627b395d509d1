"""The table of each listing: rows, with what a table tells beside them, as sheets.

A listing has one function that draws its rows; `sheets` puts titles and notes around what it draws
and cuts long listings into parts, so that the first rows can be read at once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from rich.text import Text

from bilat.database.rows import (
    CompanyRow,
    DocumentRow,
    Fact,
    FigureRow,
    RegionRow,
    SectorRow,
    TradeRow,
    short_id,
)
from bilat.output import legend, wording
from bilat.output.look import (
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
from bilat.queries.context import Context
from bilat.vocabulary import STATUS

PART = 100
"""The rows of a part of a long table: what fills a large screen, drawn in a tenth of a second."""

_SECTOR = 27
_NARROW_SECTOR = 24
_STATUS = 13
_SOURCE = 12


# Regions


def regions(rows: Sequence[RegionRow], context: Context, form: Form) -> Part:
    """Draw the regions: head, latest meeting, turnover and number of records by status."""
    table = new_table(form)
    counted = [status for status in (*STATUS, "wider") if any(getattr(row, status) for row in rows)]
    for heading in ("Region", "Head", "Met", "Turnover"):
        add_column(table, heading)
    for status in counted:
        sign = form.signs.wider if status == "wider" else form.status(status)
        add_column(table, cell(sign, status), right=True)
    for row in rows:
        found = Highlights(context.matches.get(row.id, ()))
        name = found.on(cell(row.name, "name"), "region")
        head = found.on(cell(row.head), "head")
        counts = (cell(getattr(row, status) or "", status) for status in counted)
        table.add_row(
            joined((name, *found.elsewhere())),
            head,
            joined((cell(row.date) + form.mark(row.date_basis), _meetings(row))),
            _turnover(row, form),
            *counts,
        )
    return table


def _meetings(row: RegionRow) -> Text:
    """Return how many meetings there were and since when, if there were several."""
    if row.meetings < 2 or not row.first_date:
        return Text()
    return cell(f"{row.meetings} meetings\nsince {row.first_date[:4]}", "label")


def _turnover(row: RegionRow, form: Form) -> Text:
    """Return the latest turnover with its period, whose mark tells how it is known."""
    if row.turnover is None:
        return cell("not stated", "label")
    period = wording.period(row.turnover_period, form)
    when = cell(f"in {period}", "label") + form.mark(row.turnover_year_basis)
    return joined((cell(row.turnover), when if period else ""))


# Sectors


def sectors(rows: Sequence[SectorRow], context: Context, form: Form) -> Part:
    """Draw cooperation records, of one meeting or with their meetings in a column."""
    table = new_table(form, expand=form.width is not None)
    sector = _width(form, _SECTOR if form.is_framed else _NARROW_SECTOR)
    if not context.grouped:
        add_column(table, "Region", width=_width(form, 13))
    add_column(table, "Sector", width=sector)
    add_column(table, "Status", width=_width(form, _STATUS))
    add_column(table, "Summary")
    if form.is_full:
        add_column(table, "Source", width=_width(form, _SOURCE))
    for row in rows:
        found = Highlights(context.matches.get(row.id, ()))
        meeting = context.meetings[row.document]
        cells = [
            joined(
                (
                    found.on(cell(row.sector_name, "name"), "sector"),
                    broken(short_id(row.id), sector),
                )
            ),
            joined(
                (
                    cell(f"{form.status(row.status)} {row.status}", row.status),
                    cell(wording.side(row), "label"),
                )
            ),
            _summary(row, meeting, context, form, found),
        ]
        if not context.grouped:
            cells.insert(0, _met(row, meeting, form))
        if form.is_full:
            cells.append(wording.source(row, meeting, form))
        table.add_row(*cells)
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


def _width(form: Form, width: int) -> int | None:
    """Return the width of a column; without a width of the form, columns have none."""
    return None if form.width is None else width


# Trade


def trade(rows: Sequence[TradeRow], context: Context, form: Form) -> Part:
    """Draw amounts and changes, stated and derived, with a section for each region."""
    table = new_table(form)
    for heading in ("Region", "Year", trade_heading(rows), "Change or formula"):
        add_column(table, heading)
    if form.is_full:
        add_column(table, "Basis")
        add_column(table, "Source", width=_width(form, _TRADE_SOURCE))
    several = _with_several_meetings(context)
    above = ""
    for row, below in zip(rows, [*rows[1:], None], strict=True):
        found = Highlights(context.matches.get(row.id, ()), shown=("period", "direction"))
        meeting = context.meetings[row.document]
        is_last = context.grouped and below is not None and below.region != row.region
        region = found.on(cell(row.region_name, "name"), "region")
        date = cell(f"met {meeting.date}", "label") if row.region in several else Text()
        basis = cell(wording.basis(row), wording.basis(row))
        id_ = broken(short_id(row.id), _width(form, _TRADE_SOURCE))
        said = wording.source(row, meeting, form)
        changed = [_change(row, context, form, found), *_remarks(row, form, found)]
        if not form.is_full:
            changed.append(dotted((basis, said, date, cell(short_id(row.id), "id")), form))
        cells = [
            region if row.region != above or not context.grouped else Text(),
            wording.when(row, form),
            _amount(row, form, found),
            _with_evidence(joined(changed), row, form, found),
        ]
        if form.is_full:
            cells += [basis, joined((said, date, id_))]
        table.add_row(*cells, end_section=is_last)
        above = row.region
    return table


_TRADE_SOURCE = 13


def trade_heading(rows: Iterable[TradeRow]) -> str:
    """Return what the amounts of some rows are: turnover, or else only amounts."""
    return "Turnover" if all(row.flow == "turnover" for row in rows) else "Amount"


def _amount(row: TradeRow, form: Form, found: Highlights) -> Text:
    """Return an amount with what it covers where that is not all goods in both directions."""
    style = "amount" if wording.basis(row) == "stated" else wording.basis(row)
    shown = found.on(cell(wording.amount(row, form), style), "amount")
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


def _remarks(row: TradeRow, form: Form, found: Highlights) -> Iterator[Text]:
    """Yield the cause, the doubt, and the facts of other reports that say something else."""
    yield found.on(cell(row.cause, "quote"), "cause")
    yield found.on(wording.quoted(row.doubt, form) if row.doubt else Text(), "doubt")
    for other in row.conflicts:
        yield cell(f"{form.signs.conflict} differs from {other}", "conflict")


def _with_several_meetings(context: Context) -> set[str]:
    """Return the regions of which a table has facts from several meetings."""
    regions = [meeting.region for meeting in context.meetings.values()]
    return {region for region in regions if regions.count(region) > 1}


# Figures


def figures(rows: Sequence[FigureRow], context: Context, form: Form) -> Part:
    """Draw the numbers that are not trade; each says whose number it is."""
    table = new_table(form)
    add_column(table, "Region")
    add_column(table, "Figure", width=_width(form, _SECTOR))
    add_column(table, "Amount")
    if form.is_framed:
        add_column(table, "Of")
        add_column(table, "Source", width=_width(form, _SOURCE))
    several = _with_several_meetings(context)
    for number, (row, below) in enumerate(zip(rows, [*rows[1:], None], strict=True)):
        found = Highlights(context.matches.get(row.id, ()), shown=("period",))
        meeting = context.meetings[row.document]
        is_first = not context.grouped or not number or rows[number - 1].region != row.region
        is_last = context.grouped and below is not None and below.region != row.region
        name = found.on(cell(row.name, "name"), "name")
        amount = found.on(cell(row.text, "amount"), "amount")
        scope = found.on(cell(row.scope), "scope")
        date = cell(f"met {meeting.date}", "label") if row.region in several else Text()
        said = joined((wording.source(row, meeting, form), date), "\n" if form.is_framed else " ")
        changed = found.on(wording.change(row, form), "change")
        amounts = joined((amount, changed, wording.when(row, form)))
        cells = [
            found.on(cell(row.region_name, "name"), "region") if is_first else Text(),
            joined((name, broken(short_id(row.id), _width(form, _SECTOR)))),
        ]
        if form.is_framed:
            cells += [_with_evidence(amounts, row, form, found), scope, said]
        else:
            amounts = joined((amounts, joined((cell("of", "label"), scope), " "), said))
            cells.append(_with_evidence(amounts, row, form, found))
        table.add_row(*cells, end_section=is_last)
    return table


# Companies


def companies(rows: Sequence[CompanyRow], context: Context, form: Form) -> Part:
    """Draw the companies with the regions and sectors that they are named in."""
    table = new_table(form)
    for heading in ("Company", "From", "Named in"):
        add_column(table, heading)
    for row in rows:
        found = Highlights(context.matches.get(row.id, ()))
        name = found.on(cell(row.name, "name"), "company")
        home = found.on(found.on(cell(wording.home(row)), "city"), "country")
        named_in = joined(_mentions(row, context, form)) or cell("no record", "label")
        table.add_row(joined((name, broken(row.id, None), *found.elsewhere())), home, named_in)
    return table


def _mentions(row: CompanyRow, context: Context, form: Form) -> Iterator[Text]:
    """Yield for each region and sector the signs of the records that name a company."""
    found: dict[tuple[str, str], list[Text]] = {}
    for each in context.mentions.get(row.id, ()):
        sign = form.status(each.status)
        signs = found.setdefault((each.region_name, each.sector_name), [])
        signs.append(cell(f"({sign})" if each.wider else sign, each.status))
    for (region, sector), signs in found.items():
        yield joined((joined(signs, ""), f"{region}, {wording.lowered(sector)}"), " ")


# Documents


def documents(rows: Sequence[DocumentRow], context: Context, form: Form) -> Part:
    """Draw the reports with the number of facts from each."""
    table = new_table(form)
    counted = {
        "cooperation": "Records",
        "wider": "Wider",
        "trade": "Trade",
        "figures": "Figures",
    }
    for heading in ("Document", "Head of the region", *(["Publisher"] if form.is_full else [])):
        add_column(table, heading)
    for heading in counted.values():
        add_column(table, heading, right=True)
    for row in rows:
        found = Highlights(context.matches.get(row.id, ()))
        date = cell("") if row.date in row.id else cell(row.date)
        mark = form.mark(row.date_basis)
        head = found.on(cell(row.head), "head")
        publisher = found.on(cell(row.publisher), "publisher")
        printed = cell(f"reprinted by {row.reprinted_by}", "label") if row.reprinted_by else Text()
        name = joined((cell(row.id, "name", row.url), date + mark), "")
        if not form.is_full:
            name = joined((name, printed))
        cells = [joined((name, *found.elsewhere())), head]
        if form.is_full:
            cells.append(joined((publisher, printed)))
        counts = (cell(getattr(row, field) or "") for field in counted)
        table.add_row(*cells, *counts)
    return table


# Sheets


class Drawing(NamedTuple):
    """A listing as people see it: its title and the function that draws its rows."""

    title: str
    draw: Callable[[Sequence[Any], Context, Form], Part]


DRAWINGS: Mapping[str, Drawing] = {
    "regions": Drawing("Regions", regions),
    "sectors": Drawing("Sectors", sectors),
    "trade": Drawing("Trade with Belarus", trade),
    "companies": Drawing("Companies", companies),
    "figures": Drawing("Figures", figures),
    "documents": Drawing("Reports", documents),
}


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
    for number, (title, group, start) in enumerate(pieces, 1):
        part = group[start : start + PART] if form.width else group
        table = DRAWINGS[listing].draw(part, context, form)
        if len(part) < len(group):
            widths = widths if start else []
            table.widths = widths
            table.is_first, table.is_last = not start, start + PART >= len(group)
            table.show_header = table.is_first
            table.begins_section = context.grouped and _is_other(group[start - 1], part[0])
        notes = legend.notes(listing, rows, context, form) if number == len(pieces) else ()
        yield Sheet(None if start else title, table, notes, [_attributes(row) for row in part])


def _is_other(above: Any, row: Any) -> bool:
    """Whether a section of the table ends between two rows."""
    return isinstance(row, TradeRow | FigureRow) and above.region != row.region


def _attributes(row: Any) -> dict[str, str]:
    """Return what the page needs to know of a row."""
    names = ("id", "region", "sector", "status")
    return {name: getattr(row, name) for name in names if hasattr(row, name)}


def _groups(
    listing: str, rows: Sequence[Any], context: Context, form: Form
) -> Iterator[tuple[Text, Sequence[Any]]]:
    """Yield the rows of each table with its title; those of a region or meeting stand together."""
    title = cell(DRAWINGS[listing].title, "heading")
    if not context.grouped or listing not in ("sectors", "trade", "figures"):
        yield title, rows
        return
    regions: dict[str, dict[str, list[Any]]] = {}
    for row in rows:
        regions.setdefault(row.region, {}).setdefault(row.document, []).append(row)
    if listing == "sectors":
        for meetings in regions.values():
            for document in sorted(meetings, key=lambda each: context.meetings[each].date):
                yield meeting_title(context.meetings[document], form), meetings[document]
        return
    together = [[*chain(*meetings.values())] for meetings in regions.values()]
    if listing == "trade":
        together = [sorted(region, key=_by_period) for region in together]
    yield title, [*chain(*together)]


def meeting_title(meeting: DocumentRow, form: Form) -> Text:
    """Return the title of the records of a meeting: region, day, head at that meeting."""
    met = cell("met ") + wording.meeting_date(meeting, form)
    return dotted((cell(meeting.region_name, "heading"), met, wording.head(meeting)), form)


def _by_period(row: TradeRow) -> tuple[bool, str, str]:
    """Sort by the first and the last year or month; what is open comes last."""
    first, _, last = (row.period or "").partition("/")
    return row.period is None, first, last or first
