"""Sectors by regions: signs of statuses, children under their parents, totals on both sides."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.table import Column, Table
from rich.text import Text

from bilat.output import legend
from bilat.output.look import Form, Sheet, cell, joined, mark, new_table, signs
from bilat.queries.context import Cell, Context, Place

Rows = Sequence[Mapping[str, Any]]

_LEAST_NAME = 24
_TOTAL, _FRAME = 9, 5
_UNLIMITED = 1_000_000


class Line(NamedTuple):
    """A sector, or a parent that has no records of its own."""

    id: str
    name: str
    indent: str = ""


def matrix(rows: Rows, context: Context, form: Form) -> Iterator[Sheet]:
    """Yield one table, or several where not all regions fit beside each other.

    Each has only the regions and sectors that occur in it, but the last has every sector with its
    total.
    """
    places = context.places
    headings = [_heading(place, form).plain for place in places]
    signs_drawn = [_cell(of, form).plain for of in context.cells.values()]
    width = max(cell_len(line) for text in headings + signs_drawn for line in text.split("\n"))
    around = 3 if form.is_framed else 2
    room = (form.room if form.width else _UNLIMITED) - (_FRAME if form.is_framed else 0) - _TOTAL
    most = min(max((room - _LEAST_NAME) // (width + around), 1), len(places))
    styles: set[str] = set()
    for start in range(0, len(places), most):
        band = places[start : start + most]
        is_last = band[-1] is places[-1]
        ids = {place.id for place in band}
        occurring = {sector for sector, region in context.cells if is_last or region in ids}
        lines = [*_lines([row for row in rows if row["sector"] in occurring], context)]
        table = _table(lines, band, context, form, width, room - most * (width + around))
        title = cell("Sectors by region", "heading")
        styles |= legend.styles_of(title, table)
        notes = [*_notes(styles, context, form)] if is_last else ()
        yield Sheet(title, table, notes, lines)


def _notes(styles: set[str], context: Context, form: Form) -> Iterator[Text]:
    yield from legend.notes("matrix", styles, (), context, form)
    totals = "Total: regions of a sector without its subsectors, sectors of a region"
    yield cell(totals, "note")
    if not form.is_full:
        yield cell(", ".join(f"{each.code} {each.name}" for each in context.places), "note")


def _lines(rows: Rows, context: Context) -> Iterator[Line]:
    """Yield the sectors, each once; in their own order every one stands below its parent."""
    names = {**context.names, **{row["sector"]: row["sector_name"] for row in rows}}
    if not context.grouped:
        yield from (Line(row["sector"], row["sector_name"]) for row in rows)
        return
    groups: dict[str, list[Line]] = {}
    for row in rows:
        parent = next(iter(row["parents"]), None)
        children = groups.setdefault(parent or row["sector"], [])
        if parent:
            children.append(Line(row["sector"], row["sector_name"], "  "))
    for parent, children in groups.items():
        yield Line(parent, names[parent])
        yield from children


def _table(
    lines: Sequence[Line],
    places: Sequence[Place],
    context: Context,
    form: Form,
    width: int,
    name_width: int,
) -> Table:
    """Draw the sectors and the totals; those of the sectors are of all regions, after the last."""
    columns = (Column(_heading(place, form), width=width, justify="center") for place in places)
    table = new_table(form, "Sector", *columns)
    has_total = places[-1] is context.places[-1]
    if has_total:
        table.add_column("Total", justify="right")
    for line in lines:
        style = "" if line.indent else "name"
        name = wrap(
            line.name, name_width, initial_indent=line.indent, subsequent_indent=line.indent
        )
        cells = (context.cells.get((line.id, place.id), ()) for place in places)
        every = (of for (sector, _), of in context.cells.items() if sector == line.id)
        table.add_row(
            joined(cell(each, style) for each in name),
            *(_cell(of, form) for of in cells),
            *([_count(every)] if has_total else []),
        )
    totals = (
        _count(of for (_, region), of in context.cells.items() if region == place.id)
        for place in places
    )
    table.add_section()
    every = [_count(context.cells.values())] if has_total else []
    table.add_row(cell("Total", "name"), *totals, *every)
    return table


def _heading(place: Place, form: Form) -> Text:
    """Return the name of a region, or its code where room is scarce, over the years of meetings."""
    years = joined((cell(year) + mark(basis) for year, basis in place.years), "–")
    return joined((place.name if form.is_full else place.code, years))


def _cell(records: Sequence[Cell], form: Form) -> Text:
    """Return the signs of a region's records in a sector."""
    return signs({(record.status, record.wider): record.ids[0] for record in records}, form)


def _count(cells: Iterable[Sequence[Cell]]) -> Text:
    """Return how many cells have records, and in brackets how many have some of wider scope."""
    scopes = [{each.wider for each in of_region} for of_region in cells]
    own, wider = (sum(of in each for each in scopes) for of in (False, True))
    return joined((str(own or ""), f"({wider})" if wider else ""), " ")
