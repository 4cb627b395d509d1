"""Sectors by regions: signs of statuses, children under their parents, totals on both sides."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

from rich.cells import cell_len
from rich.table import Column
from rich.text import Text

from bilat.output.look import Form, Sheet, cell, joined, mark, new_table, parts, signs, with_legend
from bilat.queries.context import Context, Place, Signs

Rows = Sequence[Mapping[str, Any]]
# A column: its heading, its cells by sector, and its total.
_Column = tuple[Text, Mapping[str, Text], Text]

_NAME_WIDTH = 26
_INDENT = "  "


def matrix(rows: Rows, context: Context, form: Form) -> Iterator[Sheet]:
    """Yield one table, or several where not all regions fit beside each other.

    Each has only the regions and sectors that occur in it, with the totals of the whole matrix. Its
    rows are ids and names of sectors.
    """
    by_region: defaultdict[str, dict[str, Signs]] = defaultdict(dict)
    by_sector: defaultdict[str, list[Signs]] = defaultdict(list)
    for (sector, region), records in context.signs.items():
        by_region[region][sector] = records
        by_sector[sector].append(records)
    regions = []
    for place in context.places:
        cells = {sector: signs(records, form) for sector, records in by_region[place.id].items()}
        regions.append((_heading(place, form), cells, _count(by_region[place.id].values())))
    totals = {sector: _count(records) for sector, records in by_sector.items()}
    total = cell("Total"), totals, _count(context.signs.values())
    around, frame = (3, 7) if form.is_framed else (2, 2)
    width = _width(regions)
    room = form.room - frame - _NAME_WIDTH - _width([total])
    most = max(room // (width + around), 1) if form.width else len(regions)
    bands = parts(regions, most)
    sheets = (_sheet(_names(rows, band, context), [*band, total], form, width) for band in bands)
    notes = ["Total: regions of a sector without its subsectors, sectors of a region"]
    if not form.is_full:
        notes.append(", ".join(f"{place.code} {place.name}" for place in context.places))
    yield from with_legend(sheets, *(cell(note, "note") for note in notes))


def _width(columns: Iterable[_Column]) -> int:
    """Return the width of the widest line in some columns."""
    texts = (
        text for heading, cells, total in columns for text in (heading, *cells.values(), total)
    )
    return max(map(cell_len, joined(texts).plain.split("\n")))


def _sheet(names: Mapping[str, str], columns: Sequence[_Column], form: Form, width: int) -> Sheet:
    """Draw some sectors by some regions, in columns of one width, and their totals."""
    *headings, total = (heading for heading, _, _ in columns)
    regions = (Column(heading, width=width, justify="center") for heading in headings)
    table = new_table(form, "Sector", *regions, Column(total, justify="right"))
    for sector, name in names.items():
        indent = _INDENT if name.startswith(_INDENT) else ""
        lines = wrap(name, _NAME_WIDTH, subsequent_indent=indent) if form.width else [name]
        wrapped = joined(cell(line, "" if indent else "name") for line in lines)
        table.add_row(wrapped, *(cells.get(sector) for _, cells, _ in columns))
    table.add_section()
    table.add_row(cell("Total", "name"), *(total for _, _, total in columns))
    return Sheet(cell("Sectors by region", "heading"), table, rows=[*names.items()])


def _names(rows: Rows, regions: Sequence[_Column], context: Context) -> dict[str, str]:
    """Return by id the names of the sectors that occur in some regions.

    In the sectors' own order they are indented below their parents.
    """
    occurring = {sector for _, cells, _ in regions for sector in cells}
    names: dict[str, str] = {}
    for row in (row for row in rows if row["sector"] in occurring):
        parents = row["parents"][:1] if context.grouped else ()
        for parent in parents:
            names.setdefault(parent, context.names[parent])
        names[row["sector"]] = _INDENT * len(parents) + row["sector_name"]
    return names


def _heading(place: Place, form: Form) -> Text:
    """Return the name of a region, or its code where room is scarce, over the years of meetings."""
    years = joined((cell(year) + mark(basis) for year, basis in place.years), "–")
    return joined((place.name if form.is_full else place.code, years))


def _count(cells: Iterable[Signs]) -> Text:
    """Return how many cells have records, and in brackets how many have some of wider scope."""
    scopes = [{is_wider for _, is_wider in records} for records in cells]
    own, wider = (sum(scope in found for found in scopes) for scope in (False, True))
    return joined((own or "", f"({wider})" if wider else ""), " ")
