"""The tables of regions, companies and documents, which sum up the facts on each."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from bilat.database.rows import CompanyRow, DocumentRow, RegionRow
from bilat.output import wording
from bilat.output.look import (
    Form,
    Highlights,
    Part,
    add_column,
    broken,
    cell,
    joined,
    new_table,
    signs,
)
from bilat.queries.context import Context
from bilat.vocabulary import STATUS

_COMPANY = 31


# Regions


def regions(rows: Sequence[RegionRow], context: Context, form: Form) -> Part:
    """Draw the regions: head, latest meeting, turnover and number of records by status."""
    table = new_table(form)
    counted = [status for status in (*STATUS, "wider") if any(getattr(row, status) for row in rows)]
    for heading in ("Region", "Met") if form.is_tight else ("Region", "Head", "Met", "Turnover"):
        add_column(table, heading)
    for status in counted:
        sign = form.signs.wider if status == "wider" else form.status(status)
        add_column(table, cell(sign, status), right=True)
    for row in rows:
        found = Highlights(context.matches.get(row.id, ()))
        name = found.on(cell(row.name, "name"), "region")
        head = found.on(cell(row.head), "head")
        region = joined((name, *found.elsewhere()))
        met = joined((cell(row.date) + form.mark(row.date_basis), _meetings(row)))
        cells = [region, head, met, _turnover(row, form)]
        if form.is_tight:
            cells = [joined(cells[:2]), joined(cells[2:])]
        table.add_row(*cells, *(cell(getattr(row, status) or "", status) for status in counted))
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


# Companies


def companies(rows: Sequence[CompanyRow], context: Context, form: Form) -> Part:
    """Draw the companies with the regions and sectors that they are named in."""
    table = new_table(form)
    width = form.fit(_COMPANY, 30, 22)
    add_column(table, "Company", width=None if form.is_framed else width)
    add_column(table, "From", width=form.fit(None, 14, 10))
    add_column(table, "Named in")
    for row in rows:
        found = Highlights(context.matches.get(row.id, ()))
        name = found.on(cell(row.name, "name"), "company")
        home = found.on(found.on(cell(wording.home(row)), "city"), "country")
        named_in = joined(_mentions(row, context, form)) or cell("no record", "label")
        table.add_row(joined((name, broken(row.id, width), *found.elsewhere())), home, named_in)
    return table


def _mentions(row: CompanyRow, context: Context, form: Form) -> Iterator[Text]:
    """Yield for each region and sector the signs of the records that name a company."""
    places: dict[tuple[str, str], dict[tuple[str, bool], str]] = {}
    for each in context.mentions.get(row.id, ()):
        records = places.setdefault((each.region_name, each.sector_name), {})
        records.setdefault((each.status, each.wider), each.id)
    for (region, sector), records in places.items():
        yield joined((signs(records, form), f"{region}, {wording.lowered(sector)}"), " ")


# Documents


def documents(rows: Sequence[DocumentRow], context: Context, form: Form) -> Part:
    """Draw the reports with the number of facts from each."""
    table = new_table(form)
    add_column(table, "Document")
    if not form.is_tight:
        add_column(table, "Head of the region")
    if form.is_full:
        add_column(table, "Publisher")
    for heading in ("Records", "Wider", "Trade", "Figures"):
        add_column(table, heading, right=True)
    for row in rows:
        found = Highlights(context.matches.get(row.id, ()))
        id_ = cell(row.id, "name", row.url) + form.mark(row.date_basis)
        head = found.on(cell(row.head), "head")
        publisher = found.on(cell(row.publisher), "publisher")
        printed = cell(f"reprinted by {row.reprinted_by}" if row.reprinted_by else "", "label")
        document = [id_, *([head] if form.is_tight else []), *found.elsewhere()]
        table.add_row(
            joined(document if form.is_full else [*document, printed]),
            *([] if form.is_tight else [head]),
            *([joined((publisher, printed))] if form.is_full else []),
            *(cell(each or "") for each in (row.cooperation, row.wider, row.trade, row.figures)),
        )
    return table
