"""Sectors by regions: signs of statuses, children under their parents, totals on both sides."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

from rich.cells import cell_len
from rich.table import Column
from rich.text import Text

from bilat.output.look import Form, Sheet, cell, joined, mark, new_table, signs, with_legend
from bilat.queries.context import Context, Place, Signs

Rows = Sequence[Mapping[str, Any]]

_LEAST_NAME = 24
_TOTAL, _FRAME = 9, 5
_UNLIMITED = 1_000_000
_INDENT = "  "


def matrix(rows: Rows, context: Context, form: Form) -> Iterator[Sheet]:
    """Yield one table, or several where not all regions fit beside each other.

    Each has only the regions and sectors that occur in it. Its rows are ids and names of sectors.
    """
    places = context.places
    texts = [_heading(place, form) for place in places]
    texts += [signs(records, form) for records in context.signs.values()]
    width = max(cell_len(line) for text in texts for line in text.plain.split("\n"))
    around = 3 if form.is_framed else 2
    room = (form.room if form.width else _UNLIMITED) - (_FRAME if form.is_framed else 0) - _TOTAL
    most = min(max((room - _LEAST_NAME) // (width + around), 1), len(places))
    name_width = room - most * (width + around)
    sheets = (
        _sheet(rows, places[start : start + most], context, form, width, name_width)
        for start in range(0, len(places), most)
    )
    notes = ["Total: regions of a sector without its subsectors, sectors of a region"]
    if not form.is_full:
        notes.append(", ".join(f"{place.code} {place.name}" for place in places))
    yield from with_legend(sheets, *(cell(note, "note") for note in notes))


def _sheet(
    rows: Rows,
    places: Sequence[Place],
    context: Context,
    form: Form,
    width: int,
    name_width: int,
) -> Sheet:
    """Draw some regions with the sectors that occur in them, and the totals of the whole matrix."""
    cells = context.signs
    ids = {place.id for place in places}
    occurring = {sector for sector, region in cells if region in ids}
    names = _names([row for row in rows if row["sector"] in occurring], context)
    columns = (Column(_heading(place, form), width=width, justify="center") for place in places)
    table = new_table(form, "Sector", *columns, Column("Total", justify="right"))
    for sector, name in names.items():
        indent = _INDENT if name.startswith(_INDENT) else ""
        lines = wrap(name.strip(), name_width, initial_indent=indent, subsequent_indent=indent)
        table.add_row(
            joined(cell(line, "" if indent else "name") for line in lines),
            *(signs(cells.get((sector, place.id), {}), form) for place in places),
            _count(records for (id_, _), records in cells.items() if id_ == sector),
        )
    totals = (
        _count(records for (_, region), records in cells.items() if region == place.id)
        for place in places
    )
    table.add_section()
    table.add_row(cell("Total", "name"), *totals, _count(cells.values()))
    return Sheet(cell("Sectors by region", "heading"), table, rows=[*names.items()])


def _names(rows: Rows, context: Context) -> dict[str, str]:
    """Return the names of the sectors by id; in their own order they are indented below parents."""
    names: dict[str, str] = {}
    for row in rows:
        parent = next(iter(row["parents"]), None) if context.grouped else None
        if parent:
            names.setdefault(parent, context.names[parent])
        names[row["sector"]] = (_INDENT if parent else "") + row["sector_name"]
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
