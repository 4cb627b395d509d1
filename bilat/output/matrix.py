"""Sectors by regions: signs of statuses, children under their parents, totals on both sides."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import ceil
from textwrap import wrap
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.text import Text

from bilat.output import legend
from bilat.output.look import Form, Part, Sheet, add_column, cell, joined, new_table, signs
from bilat.queries.context import Cell, Context, Place

Rows = Sequence[Mapping[str, Any]]

_LEAST_NAME = 24
_TOTAL = 7


class Line(NamedTuple):
    """A sector, or a parent that has no records of its own."""

    id: str
    name: str
    indent: str


def matrix(rows: Rows, context: Context, form: Form) -> Iterator[Sheet]:
    """Yield one table, or several where not all regions fit beside each other.

    Each has only the regions and sectors that occur in it.
    """
    places = context.places
    with_codes = len(_bands(places, _widths(context, form, False), form)) > 1
    widths = _widths(context, form, with_codes)
    bands = _bands(places, widths, form)
    styles: set[str] = set()
    for number, band in enumerate(bands, 1):
        ids = {place.id for place in band}
        occurring = {sector for sector, region in context.cells if region in ids}
        lines = [*_lines([row for row in rows if row["sector"] in occurring], context)]
        table = new_table(form)
        add_column(table, "Sector")
        for place in band:
            heading = _heading(place, form, with_codes)
            table.add_column(heading, justify="center", overflow="fold")
        add_column(table, "Total" if len(bands) == 1 else "All", right=True)
        room = _room(band, widths, form) if form.width else None
        _add_rows(table, lines, band, context, form, room)
        styles |= legend.styles_of(table)
        yield Sheet(
            title=cell("Sectors by region", "heading") if number == 1 else Text(),
            table=table,
            notes=_notes(styles, context, form, with_codes) if number == len(bands) else (),
            attributes=[{"sector": line.id} for line in lines],
        )


def _notes(
    styles: Collection[str], context: Context, form: Form, with_codes: bool
) -> Sequence[Text]:
    codes = [cell(f"{each.code} {each.name}", "note") for each in context.places]
    named = [legend.packed(codes, form, ", ")] if with_codes else []
    return [*legend.notes("matrix", styles, (), context, form), *named]


def _widths(context: Context, form: Form, with_codes: bool) -> dict[str, int]:
    """Return the width of the column of each region."""
    widths = {
        place.id: max(map(cell_len, _heading(place, form, with_codes).plain.split("\n")))
        for place in context.places
    }
    for (_, region), cells in context.cells.items():
        widths[region] = max(widths[region], _cell(cells, form).cell_len)
    return widths


def _bands(
    places: Sequence[Place], widths: Mapping[str, int], form: Form
) -> Sequence[Sequence[Place]]:
    """Return the regions in groups of about equal size that fit beside the sectors."""
    if form.width is None:
        return [places]

    def cut(most: int) -> list[list[Place]]:
        bands: list[list[Place]] = [[]]
        for place in places:
            band = [*bands[-1], place]
            if bands[-1] and (len(band) > most or _room(band, widths, form) < _LEAST_NAME):
                bands.append([])
            bands[-1].append(place)
        return bands

    bands = cut(len(places))
    return cut(ceil(len(places) / len(bands)))


def _room(band: Sequence[Place], widths: Mapping[str, int], form: Form) -> int:
    """Return the columns that some regions leave for the names of the sectors."""
    between = 3 if form.is_framed else 2
    taken = sum(widths[place.id] + between for place in band)
    return form.room - _TOTAL - 2 * between - taken


def _lines(rows: Rows, context: Context) -> Iterator[Line]:
    """Yield the sectors, each once; in their own order every one stands below its parent."""
    if not context.grouped:
        yield from (Line(row["sector"], row["sector_name"], "") for row in rows)
        return
    groups: dict[str, list[Line]] = {}
    for row in rows:
        parent = next(iter(row["parents"]), None)
        lines = groups.setdefault(parent or row["sector"], [])
        if parent:
            lines.append(Line(row["sector"], row["sector_name"], "  "))
        else:
            lines.insert(0, Line(row["sector"], row["sector_name"], ""))
    for parent, lines in groups.items():
        if lines[0].indent:  # the parent has no records of its own
            yield Line(parent, context.names[parent], "")
        yield from lines


def _add_rows(
    table: Part,
    lines: Sequence[Line],
    places: Sequence[Place],
    context: Context,
    form: Form,
    room: int | None,
) -> None:
    """Add the sectors and the totals; the totals of the sectors are those of all regions."""
    for line in lines:
        cells = [context.cells.get((line.id, place.id), ()) for place in places]
        every = [of for (sector, _), of in context.cells.items() if sector == line.id]
        table.add_row(_name(line, room), *(_cell(of, form) for of in cells), _count(every))
    totals = [
        _count([of for (_, region), of in context.cells.items() if region == place.id])
        for place in places
    ]
    table.add_section()
    table.add_row(cell("Total", "name"), *totals, _count([*context.cells.values()]))


def _name(line: Line, room: int | None) -> Text:
    """Return the name of a sector, whose lines are indented if it has a parent."""
    wrapped = wrap(line.name, room - len(line.indent)) if room else [line.name]
    return joined(cell(line.indent + each, "" if line.indent else "name") for each in wrapped)


def _heading(place: Place, form: Form, with_codes: bool) -> Text:
    """Return the name or the code of a region over the years of its first and last meeting."""
    years = joined((cell(year) + form.mark(basis) for year, basis in place.years), form.signs.to)
    return joined((place.code if with_codes else place.name, years))


def _cell(records: Sequence[Cell], form: Form) -> Text:
    """Return the signs of a region's records in a sector."""
    return signs({(record.status, record.wider): record.ids[0] for record in records}, form)


def _count(cells: Iterable[Sequence[Cell]]) -> Text:
    """Return how many cells have records, and in brackets how many have some of wider scope."""
    own, wider = (
        sum(any(each.wider == of for each in of_region) for of_region in cells)
        for of in (False, True)
    )
    return joined((str(own or ""), f"({wider})" if wider else ""), " ")
