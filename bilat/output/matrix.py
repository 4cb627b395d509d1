"""Sectors by regions: signs of statuses, children under their parents, totals on both sides."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.text import Text

from bilat.output import legend
from bilat.output.look import Form, Part, Sheet, add_column, cell, joined, new_table
from bilat.queries.context import Context, Place
from bilat.vocabulary import STATUS

Rows = Sequence[Mapping[str, Any]]
Records = Sequence[tuple[str, bool, Sequence[str]]]
"""For each status, own or of wider scope: the ids of the records."""

_NAME = 29
_TOTAL = 7
_INDENT = "  "


class Line(NamedTuple):
    """A sector, or a parent that has no records of its own."""

    id: str
    name: str
    depth: int


def matrix(rows: Rows, context: Context, form: Form) -> Iterator[Sheet]:
    """Yield one table, or several where not all regions fit beside each other.

    Each has only the regions and sectors that occur in it.
    """
    having_records = {region for _, region in context.cells}
    places = [place for place in context.places if place.id in having_records]
    by_name = [*_bands(places, context, form, with_codes=False)]
    with_codes = len(by_name) > 1
    bands = [*_bands(places, context, form, with_codes=True)] if with_codes else by_name
    for number, band in enumerate(bands, 1):
        ids = {place.id for place in band}
        occurring = {sector for sector, region in context.cells if region in ids}
        lines = [*_lines([row for row in rows if row["sector"] in occurring], context)]
        notes = legend.notes("matrix", rows, context, form) if number == len(bands) else []
        if notes and with_codes:
            notes.append(cell(", ".join(f"{each.code} {each.name}" for each in places), "note"))
        yield Sheet(
            title=cell("Sectors by region", "heading") if number == 1 else Text(),
            table=_table(lines, band, context, form, with_codes, is_all=len(bands) == 1),
            notes=notes,
            attributes=[_attributes(line, band, context) for line in lines],
        )


def _bands(
    places: Sequence[Place], context: Context, form: Form, with_codes: bool
) -> Iterator[Sequence[Place]]:
    """Yield as many regions at a time as fit beside the sectors."""
    around = 3 if form.is_framed else 2
    room = form.room - _NAME - _TOTAL - 2 * around
    band: list[Place] = []
    used = 0
    for place in places:
        column = chain(
            _heading(place, form, with_codes).plain.split("\n"),
            (_signs(of, form).plain for (_, id_), of in context.cells.items() if id_ == place.id),
        )
        width = around + max(map(cell_len, column))
        if form.width is not None and band and used + width > room:
            yield band
            band, used = [], 0
        band.append(place)
        used += width
    if band:
        yield band


def _lines(rows: Rows, context: Context) -> Iterator[Line]:
    """Yield the sectors, each once; in their own order every one stands under its parent."""
    if not context.grouped:
        yield from (Line(row["sector"], row["sector_name"], 0) for row in rows)
        return
    names = {**context.names, **{row["sector"]: row["sector_name"] for row in rows}}
    children: dict[str | None, list[str]] = {}
    listed = {row["sector"] for row in rows}
    for row in rows:
        parent = next(iter(row["parents"]), None)
        if parent is not None and parent not in listed:
            listed.add(parent)
            children.setdefault(None, []).append(parent)
        children.setdefault(parent, []).append(row["sector"])

    def below(parent: str | None, depth: int) -> Iterator[Line]:
        for sector in children.get(parent, ()):
            yield Line(sector, names[sector], depth)
            yield from below(sector, depth + 1)

    yield from below(None, 0)


def _table(
    lines: Sequence[Line],
    places: Sequence[Place],
    context: Context,
    form: Form,
    with_codes: bool,
    is_all: bool,
) -> Part:
    table = new_table(form)
    add_column(table, "Sector", width=_name_width(lines, form))
    for place in places:
        table.add_column(_heading(place, form, with_codes), justify="center", overflow="fold")
    add_column(table, "Total" if is_all else "All", right=True)
    for line in lines:
        cells = [context.cells.get((line.id, place.id), ()) for place in places]
        every = [of for (sector, _), of in context.cells.items() if sector == line.id]
        name = cell(_INDENT * line.depth + line.name, "" if line.depth else "name")
        table.add_row(name, *(_signs(of, form) for of in cells), _count(every))
    totals = [
        _count([of for (_, region), of in context.cells.items() if region == place.id])
        for place in places
    ]
    table.add_section()
    table.add_row(cell("Total", "name"), *totals, _count([*context.cells.values()]))
    return table


def _name_width(lines: Sequence[Line], form: Form) -> int | None:
    if form.is_framed:
        return None
    return min(_NAME, max(len(_INDENT * line.depth + line.name) for line in lines))


def _heading(place: Place, form: Form, with_codes: bool) -> Text:
    """Return the region, by its code where there is little room, over the years of its meetings."""
    return joined(
        (place.code if with_codes else place.name, cell(place.years) + form.mark(place.basis))
    )


def _signs(records: Records, form: Form) -> Text:
    """Return the signs of a region's records, and in brackets those of wider scope."""
    found = {(status, wider) for status, wider, _ in records}
    own, wider = (
        joined(
            [cell(form.status(status), status) for status in STATUS if (status, of) in found], " "
        )
        for of in (False, True)
    )
    return joined((own, Text.assemble("(", wider, ")") if wider else ""), " ")


def _count(cells: Sequence[Records]) -> Text:
    """Return the number of records, and in brackets that of the records of wider scope."""
    own, wider = (
        len({id_ for records in cells for _, of, ids in records if of == is_wider for id_ in ids})
        for is_wider in (False, True)
    )
    return joined((str(own) if own else "", f"({wider})" if wider else ""), " ")


def _attributes(line: Line, places: Sequence[Place], context: Context) -> dict[str, str]:
    """Return the sector, and for each region the ids behind every sign: `a,b;c`."""
    signs = {}
    for place in places:
        records = context.cells.get((line.id, place.id), ())
        ordered = sorted(records, key=lambda each: (each[1], [*STATUS].index(each[0])))
        signs[place.id] = ";".join(",".join(ids) for _, _, ids in ordered)
    return {"sector": line.id, **signs}
