"""The companies, grouped by country: where each is named, and in what."""

from collections.abc import Iterator, Sequence

from bilat.database.rows import CompanyRow
from bilat.output.pen import Pen
from bilat.output.spaces import NO_BREAK, together
from bilat.output.tables import layout
from bilat.output.tables.layout import GAP, Cell, beside, joined, total, wrap
from bilat.output.tables.meetings import IDS_FROM, Lines, ruled, sections
from bilat.output.wording import company
from bilat.queries.context import Context, Mention

_COMPANY = (12, 24)
_SECTOR = (16, 28)
_NOWHERE = "in no record"
_UNKNOWN = "Country not stated"


def table(rows: Sequence[CompanyRow], context: Context, pen: Pen) -> Lines:
    """Each company beside a line for every region, sector and status."""
    groups: dict[str, list[CompanyRow]] = {}
    for row in rows:
        groups.setdefault((row.country or _UNKNOWN) if context.grouped else "", []).append(row)
    if _UNKNOWN in groups:  # after those that are known
        groups[_UNKNOWN] = groups.pop(_UNKNOWN)
    every = [cells for row in rows for cells in _cells(row, context, pen)]
    sector = 2 if context.grouped else 3
    sizes = layout.widths(every, pen, {sector: _SECTOR, 0: _COMPANY})
    lines = sections(
        (
            ruled([pen.bold(country)], pen) if country else [],
            [line for row in group for line in _lines(row, sizes, context, pen)],
        )
        for country, group in groups.items()
    )
    wider = any(each.wider for mentions in context.mentions.values() for each in mentions)
    brackets = f"{pen.status('existing', True)} said of something wider than the region"
    return [*lines, "", *(wrap(brackets, pen.width) if wider else [])]


def _lines(row: CompanyRow, sizes: Sequence[int] | None, context: Context, pen: Pen) -> Lines:
    """The company, whose name may take several lines, beside its mentions."""
    if sizes is None:
        return _stacked(row, context, pen)
    first, *others = sizes
    cells = _cells(row, context, pen)
    mentions = [line for _, *rest in cells for line in beside(rest, others)]
    return beside((cells[0][0], together("\n".join(mentions))), (first, total(others) + GAP))


def _cells(row: CompanyRow, context: Context, pen: Pen) -> list[list[str]]:
    """The lines of a company: company, country unless that is a heading, region, sector, status."""
    first = [pen.bold(company(row)), *([] if context.grouped else [row.country or ""])]
    last = [row.id] if pen.width >= IDS_FROM else []
    lines = []
    above = ""
    for (region, sector), statuses in _places(row, context, pen).items():
        where = "" if region == above else together(region)
        lines.append([*first, where, sector, "\n".join(statuses), *last])
        above, first, last = region, [""] * len(first), [""] * len(last)
    return lines or [[*first, _NOWHERE, "", "", *last]]


def cells(row: CompanyRow, context: Context, pen: Pen) -> Iterator[Sequence[Cell]]:
    """A company as lines of a plain table, one a region and sector."""
    places = _places(row, context, pen) or {("", _NOWHERE): [""]}
    for (region, sector), statuses in places.items():
        yield company(row), row.country or "", region, sector, ", ".join(statuses), row.id


def _places(row: CompanyRow, context: Context, pen: Pen) -> dict[tuple[str, str], list[str]]:
    """By region and sector the statuses of the records that name a company."""
    found: dict[tuple[str, str], list[str]] = {}
    for each in context.mentions.get(row.id, ()):
        found.setdefault((each.region_name, each.sector_name), []).append(_status(each, pen))
    return found


def _status(mention: Mention, pen: Pen) -> str:
    return f"{pen.status(mention.status, mention.wider)}{NO_BREAK}{mention.status}"


def _stacked(row: CompanyRow, context: Context, pen: Pen) -> list[str]:
    country = "" if context.grouped else row.country or ""
    lines = joined((pen.bold(company(row)), country), pen)
    for (region, sector), statuses in _places(row, context, pen).items():
        items = (together(region), sector, ", ".join(statuses))
        lines += joined(items, pen, indent=GAP, hanging=GAP)
    return lines if len(lines) > 1 else [*lines, " " * GAP + _NOWHERE]
