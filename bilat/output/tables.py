"""The table of each listing: rows, with what a table tells besides them, as sheets.

A listing has one function that draws its rows. `sheets` puts titles and notes around what it draws
and makes several tables of a long listing, so that the first rows can be read at once.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby, starmap
from operator import attrgetter
from typing import Any, TypeVar

from rich.table import Column, Table
from rich.text import Text

from bilat.database.rows import (
    CompanyRow,
    DocumentRow,
    Fact,
    FigureRow,
    RegionRow,
    SectorRow,
    TradeRow,
)
from bilat.output import wording
from bilat.output.look import (
    Form,
    Sheet,
    broken,
    cell,
    dotted,
    joined,
    labelled,
    mark,
    new_table,
    parts,
    signs,
    with_legend,
)
from bilat.output.matrix import matrix
from bilat.queries.context import Context
from bilat.queries.search import Match
from bilat.vocabulary import STATUS

TRADE_TITLE = "Trade with Belarus"
REGION_WIDTH = 16  # the most of the names of regions beside a column that needs all room
_HEADS_FROM = 72  # the width from which heads have a column; else each stands below the region


def sectors(rows: Sequence[SectorRow], context: Context, form: Form) -> Table:
    """Draw cooperation records, of one meeting or each with its meeting."""
    columns = Column("Sector", width=form.id_width), Column("Status", width=13)
    own_columns = [Column("Source", width=12)] if form.is_full else []
    table = new_table(form, *columns, Column("Summary", ratio=1), *own_columns)
    for row in rows:
        meeting = context.meetings[row.document]
        day = cell(meeting.date, "label") + mark(meeting.date_basis)
        region = joined((cell(row.region_name, "name"), day), " ")
        status = cell(f"{STATUS[row.status].sign} {row.status}", row.status)
        source = wording.source(row, meeting)
        companies = [context.names[id_] for id_ in row.companies]
        details = (
            "" if form.is_full else source,
            labelled("scope", row.scope),
            wording.quoted(row.condition),
            labelled("company", wording.omitted(row.summary, companies)),
            labelled("project", wording.omitted(row.summary, row.projects)),
        )
        sector = cell(row.sector_name, "name")
        cells = [
            joined(("" if context.grouped else region, sector, _id(row, context, form))),
            joined((status, cell(wording.side(row), "label"))),
            joined((row.summary, dotted(details), _evidence(row, form))),
            source,
        ]
        _add_row(table, row, cells, 2, context)
    return table


def _id(row: Fact, context: Context, form: Form) -> Text:
    """Return the id of a fact; of REGION/ID only the last part, as the region stands beside it."""
    return broken(context.fact_names[row.id].removeprefix(f"{row.region}/"), form.id_width)


def _evidence(row: Fact, form: Form) -> Text:
    """Return the evidence, if the form has it."""
    quotes = (wording.quoted(phrase, "evidence") for phrase in row.evidence)
    return joined(quotes, " ") if form.evidence else Text()


def trade(rows: Sequence[TradeRow], context: Context, form: Form) -> Table:
    """Draw amounts and changes, stated and derived, with a section for each region."""
    heading = "Turnover" if all(row.flow == "turnover" for row in rows) else "Amount"
    region_column = Column("Region", max_width=REGION_WIDTH)
    amount = Column(heading, width=form.id_width)
    change = Column("Change or formula", width=12, ratio=1)
    own_columns = ("Basis", Column("Source", width=14)) if form.is_full else ()
    table = new_table(form, region_column, "Year", amount, change, *own_columns)
    for row, region in in_sections(table, rows, context, form):
        kind = wording.basis(row)
        basis, said = cell(kind, kind), _said(row, context)
        others = (cell("differs from ") + broken(id_, form.id_width) for id_ in row.conflicts)
        details = (
            labelled("cause", row.cause, "quote"),
            wording.quoted(row.doubt),
            "" if form.is_full else dotted((basis, *said)),
            _evidence(row, form),
        )
        cells = [
            region,
            wording.when(row),
            joined((amount_cell(row), _id(row, context, form), *others)),
            joined((wording.change(row), wording.formula(row, context.sources), *details)),
            basis,
            joined(said),
        ]
        _add_row(table, row, cells, 3, context)
    return table


F = TypeVar("F", TradeRow, FigureRow)


def in_sections(
    table: Table, rows: Sequence[F], context: Context, form: Form
) -> Iterator[tuple[F, Text]]:
    """Yield each row with its region, if that is not drawn above; a section ends after a region.

    On the page and in Markdown, every row has its region, so that rows can be sorted and copied.
    """
    for _, section in groupby(rows, attrgetter("region" if context.grouped else "id")):
        for position, row in enumerate(section):
            yield row, cell("" if position and form.width else row.region_name, "name")
        if context.grouped:
            table.add_section()


def amount_cell(row: TradeRow) -> Text:
    """Return an amount with what it covers where that is not all goods in both directions."""
    basis = wording.basis(row)
    amount = cell(wording.amount(row), "amount" if basis == "stated" else basis)
    conflict = cell(" ≠" if row.conflicts else "", "conflict")
    flow = f"{row.flow} of {row.goods}" if row.goods else row.flow
    covered = "" if flow == "turnover" else flow
    no_year = cell("no year" if basis == "target" and not row.period else "", "label")
    return joined(((amount or cell("–", "label")) + conflict, covered, no_year))


def _said(row: Fact, context: Context) -> Sequence[Text]:
    """Return who says something and where, and of a region with several meetings also when."""
    meeting = context.meetings[row.document]
    regions = [other.region for other in context.meetings.values()]
    date = meeting.date if regions.count(row.region) > 1 else ""
    return [wording.source(row, meeting), cell(date, "label")]


def without_turnover(context: Context) -> Text:
    """Return a note on the regions of the question for which no turnover is stated."""
    return labelled("No turnover stated", ", ".join(context.without_turnover), "note")


def figures(rows: Sequence[FigureRow], context: Context, form: Form) -> Table:
    """Draw the numbers that are not trade; each says whose number it is."""
    own_columns = ["Scope", "Source"] if form.is_framed else []
    figure = Column("Figure", width=form.id_width)
    table = new_table(form, "Region", figure, "Amount", *own_columns)
    for row, region in in_sections(table, rows, context, form):
        amount = cell(wording.with_currency(row.text or "", row.unit), "amount")
        said = _said(row, context)
        details = () if form.is_framed else (labelled("scope", row.scope), dotted(said))
        lines = (amount, wording.when(row), wording.change(row), *details, _evidence(row, form))
        cells = [
            region,
            joined((cell(row.name, "name"), _id(row, context, form))),
            joined(lines),
            cell(row.scope),
            joined(said),
        ]
        _add_row(table, row, cells, 2, context)
    return table


def regions(rows: Sequence[RegionRow], context: Context, form: Form) -> Table:
    """Draw the regions: head, latest meeting, turnover and number of records by status."""
    counted = [status for status in (*STATUS, "wider") if any(getattr(row, status) for row in rows)]
    counts = (
        Column(cell(STATUS[status].sign if status in STATUS else "◇", status), justify="right")
        for status in counted
    )
    heads = ["Head"] if form.room >= _HEADS_FROM else []
    table = new_table(form, "Region", *heads, "Met", "Turnover", *counts)
    for row in rows:
        day = cell(row.date) + mark(row.date_basis)
        since = f"{row.meetings} meetings\nsince {str(row.first_date)[:4]}"
        cells = [
            cell(row.name, "name", f"#region={row.id}" if form.width is None else None),
            cell(row.head),
            joined((day, cell(since if row.meetings > 1 else "", "label"))),
            _turnover(row),
            *(cell(getattr(row, status) or "", status) for status in counted),
        ]
        if not heads:
            cells[:2] = [joined(cells[:2])]
        _add_row(table, row, cells, 0, context)
    return table


def _turnover(row: RegionRow) -> Text:
    """Return the latest turnover with its period; a mark tells if another report differs."""
    if row.turnover is None:
        return cell("not stated", "label")
    turnover = cell(wording.with_currency(row.turnover, row.currency))
    differs = cell(" ≠" if row.turnover_conflicts else "", "conflict")
    period = cell(f"in {wording.period(row.turnover_period)}", "label")
    return joined((turnover + differs, period + mark(row.turnover_year_basis)))


def companies(rows: Sequence[CompanyRow], context: Context, form: Form) -> Table:
    """Draw the companies with the regions and sectors that they are named in."""
    width = form.width and 24
    table = new_table(form, Column("Company", width=width), "From", "Named in")
    mentions = defaultdict(list)
    for (company, region, sector), records in context.signs.items():
        mentions[company].append(joined((signs(records, form), f"{region}: {sector}"), " "))
    for row in rows:
        cells = [
            joined((cell(row.name, "name"), broken(row.id, width))),
            joined((row.city, row.country), ", ") or cell("not stated", "label"),
            joined(mentions[row.id]) or cell("no record", "label"),
        ]
        _add_row(table, row, cells, 0, context)
    return table


def documents(rows: Sequence[DocumentRow], context: Context, form: Form) -> Table:
    """Draw the reports with the number of facts from each."""
    counts = (Column(name, justify="right") for name in ("Records", "Wider", "Trade", "Figures"))
    own_columns = ["Publisher"] if form.is_full else []
    table = new_table(form, "Document", *counts, *own_columns)
    for row in rows:
        id_ = cell(row.id, "name", row.url) + mark(row.date_basis)
        printed = cell(f"reprinted by {row.reprinted_by}" if row.reprinted_by else "", "label")
        cells = [
            joined((id_, row.head, printed)),
            *(cell(count or "") for count in (row.cooperation, row.wider, row.trade, row.figures)),
            cell(row.publisher),
        ]
        _add_row(table, row, cells, 0, context)
    return table


# Rows

# Fields that every table shows, if in other words: by a heading, a sign or an arrow.
_ALWAYS_SHOWN = {"region", "period", "direction", "flow"}


def _add_row(table: Table, row: Any, cells: list[Text], position: int, context: Context) -> None:
    """Add a row with the words of TEXT highlighted; cells without a column are left out.

    The cell at `position` also tells the fields with words that no cell has: `evidence: …`.
    """
    del cells[len(table.columns) :]
    if matches := context.matches.get(row.id):
        words = {word for of_word in matches for match in of_word for word in match.words}
        pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
        visible = {word.casefold() for text in cells for word in pattern.findall(text.plain)}
        hidden = dict.fromkeys(
            (of_word[0].field, of_word[0].text)
            for of_word in matches
            if not any(_is_visible(match, visible) for match in of_word)
        )
        cells[position] = joined((cells[position], *starmap(labelled, hidden)))
        for text in cells:
            text.highlight_regex(pattern, "match")
    table.add_row(*cells)


def _is_visible(match: Match, words: set[str]) -> bool:
    """Return whether the field of a match is in every table, or its words are among some words."""
    return match.field in _ALWAYS_SHOWN or any(word.casefold() in words for word in match.words)


# Sheets

# By listing: the title, the function that draws rows, and what keeps rows in one table.
_DRAWINGS: Mapping[str, tuple[str, Callable[..., Table], str]] = {
    "regions": ("Regions", regions, "id"),
    "sectors": ("Sectors", sectors, "document"),
    "trade": (TRADE_TITLE, trade, "region"),
    "companies": ("Companies", companies, "id"),
    "figures": ("Figures", figures, "region"),
    "documents": ("Reports", documents, "id"),
}


def sheets(listing: str, rows: Sequence[Any], context: Context, form: Form) -> Iterator[Sheet]:
    """Yield the tables of a listing, of which the first can be read at once.

    The notes of the last explain the signs that are used.
    """
    if listing == "matrix":
        yield from matrix(rows, context, form) if rows else ()
        return
    name, draw, group = _DRAWINGS[listing]
    by_meeting = listing == "sectors" and context.grouped
    size = 1 if by_meeting else form.part
    tables = (
        Sheet(
            _meeting_title(part[0], context) if by_meeting else cell(name, "heading"),
            draw(part, context, form),
            rows=part,
        )
        for part in parts(rows, size, attrgetter(group if context.grouped else "id"))
    )
    details = _details(rows, context) if form.width and context.fact_names else Text()
    yield from with_legend(tables, without_turnover(context), details)


def _meeting_title(row: SectorRow, context: Context) -> Text:
    """Return the title of the records of a meeting: region, day, head at that meeting."""
    meeting = context.meetings[row.document]
    day = cell("met ") + wording.meeting_date(meeting)
    head = f"{wording.role(meeting)} {meeting.head}"
    return dotted((cell(meeting.region_name, "heading"), day, head))


def _details(rows: Sequence[Fact], context: Context) -> Text:
    """Return how to see a row in full, with a name that can be typed."""
    names = [context.fact_names[row.id] for row in rows]
    short = [name for name, row in zip(names, rows, strict=True) if name != row.id]
    name = "REGION/ID" if short == names else "REGION/ID, or ID where it has a slash"
    example = (short or names)[0]
    return cell(f"Details: bilat show {name}, such as {example}", "note")
