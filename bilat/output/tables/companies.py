"""The companies, grouped by country: where each is named, and in what."""

from collections.abc import Sequence

from bilat.database.rows import CompanyRow
from bilat.output.tables import layout
from bilat.output.tables.layout import GAP, beside, hanging, joined, together, wrap
from bilat.output.tables.meetings import IDS_FROM, ruled
from bilat.output.tables.pen import Pen
from bilat.questions.context import Context, Mention

_COMPANY = (12, 24)
_SECTOR = (16, 28)
_NOWHERE = "in no record"

def table(rows: Sequence[CompanyRow], context: Context, pen: Pen) -> list[str]:
    """A line a company, region, sector and status; what stands above is not said again."""
    groups: dict[str, list[CompanyRow]] = {}
    for row in rows:
        groups.setdefault(_country(row) if context.grouped else "", []).append(row)
    every = [cells for row in rows for cells in _cells(row, context, pen)]
    sector = 2 if context.grouped else 3
    sizes = layout.widths(every, pen, {0: _COMPANY, sector: _SECTOR})
    lines: list[str] = []
    for country, group in groups.items():
        if country:
            lines += [*([""] if lines else []), *ruled([pen.bold(country)], pen)]
        for row in group:
            if sizes:
                for cells in _cells(row, context, pen):
                    lines += beside(cells, sizes)
            else:
                lines += _stacked(row, context, pen)
    wider = any(each.wider for mentions in context.mentions.values() for each in mentions)
    brackets = f"({pen.status('existing')}) said of something wider than the region"
    return [*lines, "", *(wrap(brackets, pen.width) if wider else [])]


def _country(row: CompanyRow) -> str:
    return row.country or "Country not stated"


def name(row: CompanyRow) -> str:
    """The name, and the city where it is stated."""
    return ", ".join(filter(None, (row.name, row.city)))


def _cells(row: CompanyRow, context: Context, pen: Pen) -> list[list[str]]:
    """The lines of a company: company, country unless that is a heading, region, sector, status."""
    first = [pen.bold(name(row)), *([] if context.grouped else [row.country or ""])]
    blank = [""] * len(first)
    ids = [row.id] if pen.width >= IDS_FROM else []
    mentions = context.mentions.get(row.id, ())
    if not mentions:
        return [[*first, _NOWHERE, "", "", *ids]]
    lines = []
    above: Mention | None = None
    for each in mentions:
        same_region = above is not None and above.region_name == each.region_name
        same_sector = same_region and above is not None and above.sector_name == each.sector_name
        lines.append(
            [
                *(first if above is None else blank),
                "" if same_region else together(each.region_name),
                "" if same_sector else each.sector_name,
                _status(each, pen),
                *(ids if above is None else [""] * len(ids)),
            ]
        )
        above = each
    return lines


def _status(mention: Mention, pen: Pen) -> str:
    return f"{pen.status(mention.status, mention.wider)}{layout.NO_BREAK}{mention.status}"


def _stacked(row: CompanyRow, context: Context, pen: Pen) -> list[str]:
    country = "" if context.grouped else row.country or ""
    lines = joined((pen.bold(name(row)), country), pen)
    mentions = context.mentions.get(row.id, ())
    found: dict[tuple[str, str], list[str]] = {}
    for each in mentions:
        key = (together(each.region_name), each.sector_name)
        found.setdefault(key, []).append(_status(each, pen))
    dot = f" {pen.signs.dot} "
    for key, statuses in found.items():
        text = dot.join((*key, ", ".join(statuses)))
        lines += [" " * GAP + line for line in hanging(text, GAP, pen.width - GAP)]
    return lines if found else [*lines, " " * GAP + _NOWHERE]
