"""Cooperation records, grouped by meeting: what is there, planned, proposed or of interest."""

from collections.abc import Sequence

from bilat.database.rows import SectorRow, short_id
from bilat.output import wording
from bilat.output.pen import Pen
from bilat.output.spaces import together
from bilat.output.tables import entries, meetings
from bilat.output.tables.entries import Entry
from bilat.output.tables.layout import Cell, joined, wrap
from bilat.output.tables.meetings import Lines, in_full, linked_id, said_by
from bilat.queries.context import Context

_LEFT = 24


def table(rows: Sequence[SectorRow], context: Context, pen: Pen) -> Lines:
    """The records as entries, and below them what their marks mean and what was left out."""
    drawn, condition = lines(rows, context, pen)
    return [*drawn, "", *_below(rows, context, pen, condition)]


def lines(
    rows: Sequence[SectorRow],
    context: Context,
    pen: Pen,
    headings: bool = True,
    own_sector: str = "",
) -> tuple[Lines, str]:
    """The records as entries, below the headings of their meetings if wanted; how conditions stand.

    The sector that the page is about is not named.
    """
    grouped = [
        (meeting if headings else None, [_entry(row, context, pen, own_sector) for row in group])
        for meeting, group in meetings.groups(rows, context)
    ]
    to = entries.sizes(grouped, pen, _LEFT)
    condition = ""
    if any(row.condition for row in rows):
        quoted = f"{pen.quoted(' ')} the condition, in the report's words"
        condition = quoted if to.details else "(if) on a condition"
    return entries.grouped(grouped, to, pen), condition


def _entry(row: SectorRow, context: Context, pen: Pen, own_sector: str) -> Entry:
    """A record as an entry."""
    condition = pen.quoted(row.condition) if row.condition else ""
    goods = ": ".join(filter(None, details(row, context)))
    return Entry(
        head="" if row.sector == own_sector else row.sector_name,
        label=together(wording.status(row)),
        hint="(if)" if row.condition else "",
        sentence=wording.sentence(row),
        said_by=said_by(row, context, pen),
        name=linked_id(row, pen),
        sign=wording.sign(row, pen),
        before="" if context.grouped else meetings.before(row, context, pen),
        details="\n".join(filter(None, (goods, condition))),
    )


def cells(row: SectorRow, context: Context, pen: Pen) -> Sequence[Cell]:
    """A record as a line of a plain table."""
    return (
        *meetings.cells(row, context, pen),
        row.sector_name,
        f"{wording.sign(row, pen)} {wording.status(row)}",
        wording.sentence(row),
        *details(row, context),
        row.condition or "",
        said_by(row, context, pen),
        short_id(row.id),
    )


def details(row: SectorRow, context: Context) -> tuple[str, str]:
    """The companies and the goods that a record names."""
    companies = ", ".join(context.names.get(each, each) for each in row.companies)
    return companies, ", ".join(row.products)


def _below(rows: Sequence[SectorRow], context: Context, pen: Pen, condition: str) -> Lines:
    explained = [*meetings.explained(rows, context, pen), condition]
    region = "the" if len({row.region for row in rows}) == 1 else "a"
    return [
        *joined(explained, pen),
        *_left_out(context.wider, f"Wider than {region} region, not listed: ", pen),
        *in_full(rows[0], context, pen),
    ]


def _left_out(wider: Sequence[tuple[str, str]], before: str, pen: Pen) -> Lines:
    """Wider records by sector, number and scope, or without scope where that takes many lines."""
    if not wider:
        return []
    scopes: dict[str, list[str]] = {}
    for sector, scope in wider:
        scopes.setdefault(sector, []).append(scope)
    how = together("To list: --scope all")

    def lines(with_scope: bool) -> Lines:
        listed = (
            f"{wording.lowered(name)}\xa0{len(of)}"
            + (f" ({'; '.join(dict.fromkeys(of))})" if with_scope else "")
            for name, of in scopes.items()
        )
        return wrap(f"{before}{', '.join(listed)}. {how}", pen.width)

    most = 4 if pen.width < entries.STACKED_BELOW else 3
    with_scope = lines(with_scope=True)
    return with_scope if len(with_scope) <= most else lines(with_scope=False)
