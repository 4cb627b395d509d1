"""The tables of regions, companies and documents, which sum up the facts on each."""

from collections.abc import Iterator, Sequence

from rich.table import Column, Table
from rich.text import Text

from bilat.database.rows import CompanyRow, DocumentRow, RegionRow
from bilat.output import wording
from bilat.output.look import Form, Highlights, broken, cell, joined, mark, new_table, signs
from bilat.queries.context import Context
from bilat.vocabulary import STATUS

_HEADS_FROM = 72
"""The width from which heads have a column of their own; else each stands below the region."""


def _numbers(*headings: Text | str) -> Iterator[Column]:
    return (Column(heading, justify="right") for heading in headings)


# Regions


def regions(rows: Sequence[RegionRow], context: Context, form: Form) -> Table:
    """Draw the regions: head, latest meeting, turnover and number of records by status."""
    counted = [status for status in (*STATUS, "wider") if any(getattr(row, status) for row in rows)]
    statuses = (
        cell("◇" if status == "wider" else STATUS[status].sign, status) for status in counted
    )
    has_heads = form.room >= _HEADS_FROM
    headings = ("Region", "Head", "Met", "Turnover") if has_heads else ("Region", "Met", "Turnover")
    table = new_table(form, *headings, *_numbers(*statuses))
    for row in rows:
        found = Highlights(context.matches.get(row.id, ()), called=("region",))
        link = f"#region={row.id}" if form.width is None else None
        name = found.on(cell(row.name, "name", link), "region")
        head = found.on(cell(row.head), "head")
        region = [name, *([] if has_heads else [head]), *found.elsewhere()]
        table.add_row(
            joined(region),
            *([head] if has_heads else []),
            joined((cell(row.date) + mark(row.date_basis), _meetings(row))),
            _turnover(row),
            *(cell(getattr(row, status) or "", status) for status in counted),
        )
    return table


def _meetings(row: RegionRow) -> Text:
    """Return how many meetings there were and since when, if there were several."""
    if row.meetings < 2 or not row.first_date:
        return Text()
    return cell(f"{row.meetings} meetings\nsince {row.first_date[:4]}", "label")


def _turnover(row: RegionRow) -> Text:
    """Return the latest turnover with its period; a mark tells if another report differs."""
    if row.turnover is None:
        return cell("not stated", "label")
    differs = cell(" ≠" if row.turnover_conflicts else "", "conflict")
    period = wording.period(row.turnover_period)
    when = cell(f"in {period}", "label") + mark(row.turnover_year_basis)
    turnover = cell(wording.with_currency(row.turnover, row.currency))
    return joined((turnover + differs, when))


# Companies


def companies(rows: Sequence[CompanyRow], context: Context, form: Form) -> Table:
    """Draw the companies with the regions and sectors that they are named in."""
    width = form.share(37, 31)
    table = new_table(form, Column("Company", width=width), "From", "Named in")
    for row in rows:
        found = Highlights(context.matches.get(row.id, ()), called=("company",))
        name = found.on(cell(row.name, "name"), "company")
        home = joined(
            (found.on(cell(row.city), "city"), found.on(cell(row.country), "country")), ", "
        )
        table.add_row(
            joined((name, broken(row.id, width), *found.elsewhere())),
            home or cell("not stated", "label"),
            joined(_mentions(row, context, form)) or cell("no record", "label"),
        )
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


def documents(rows: Sequence[DocumentRow], context: Context, form: Form) -> Table:
    """Draw the reports with the number of facts from each."""
    columns = ("Document", "Publisher") if form.is_full else ("Document",)
    table = new_table(form, *columns, *_numbers("Records", "Wider", "Trade", "Figures"))
    for row in rows:
        found = Highlights(context.matches.get(row.id, ()))
        id_ = cell(row.id, "name", row.url) + mark(row.date_basis)
        head = found.on(cell(row.head), "head")
        publisher = [found.on(cell(row.publisher), "publisher")] if form.is_full else []
        printed = cell(f"reprinted by {row.reprinted_by}" if row.reprinted_by else "", "label")
        counts = (row.cooperation, row.wider, row.trade, row.figures)
        table.add_row(
            joined((id_, head, printed, *found.elsewhere())),
            *publisher,
            *(cell(each or "") for each in counts),
        )
    return table
