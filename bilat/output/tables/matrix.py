"""Sectors × regions: a sign a status, children under their parents."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from bilat.output.pen import Pen
from bilat.output.spaces import NO_BREAK, together
from bilat.output.tables import layout
from bilat.output.tables.layout import GAP, Cell, beside, joined, total, widest, width, wrap
from bilat.output.tables.meetings import legend
from bilat.output.wording import marks
from bilat.queries.context import Context, Place
from bilat.vocabulary import STATUS

_LEAST = 16
"""The least columns of the sectors' names; where they do not fit, the signs stand below."""


class Line(NamedTuple):
    """A sector, or a parent that has no record of its own."""

    sector: str
    name: str
    indent: int


def table(rows: Sequence[Mapping[str, Any]], context: Context, pen: Pen) -> list[str]:
    """The matrix; where not all regions fit beside each other, several below each other."""
    found = [*_lines(rows, context)]
    by_name = _columns(context.places, found, context, pen, [each.name for each in context.places])
    by_code = _columns(context.places, found, context, pen, [each.code for each in context.places])
    names = max((each.indent + width(each.name) for each in found), default=0)
    is_by_name = names + sum(GAP + widest(column) for column in by_name) <= pen.width
    columns = by_name if is_by_name else by_code
    lines: list[str] = []
    for band in _bands(columns, min(names, _LEAST), pen.width):
        lines += [*([""] if lines else []), *_band(found, band, names, pen)]
    return [*lines, "", *_below(context, pen, with_codes=not is_by_name)]


def _lines(rows: Sequence[Mapping[str, Any]], context: Context) -> Iterator[Line]:
    """The sectors of the rows; in their own order each after its parent."""
    group = None
    for row in rows:
        sector, parents = row["sector"], row["parents"]
        parent = parents[0] if parents else None
        if not context.grouped:
            yield Line(sector, row["sector_name"], 0)
            continue
        if parent and parent != group:
            yield Line(parent, context.names[parent], 0)
        group = parent or sector
        yield Line(sector, row["sector_name"], GAP if parent else 0)


def headings(context: Context) -> Sequence[str]:
    """The headings of a plain table: regions with the years of their meetings."""
    return "Sector", *(f"{place.name} {place.years}".rstrip() for place in context.places)


def cells(row: Mapping[str, Any], context: Context, pen: Pen) -> Sequence[Cell]:
    """A sector as a line of a plain table."""
    sector = row["sector"]
    signs = (_cell(context.cells.get((sector, place.id), ()), pen) for place in context.places)
    return (row["sector_name"], *signs)


def _columns(
    places: Sequence[Place],
    found: Sequence[Line],
    context: Context,
    pen: Pen,
    headings: Sequence[str],
) -> list[list[str]]:
    """For each region its heading, the years of its meetings, and its cells, all equally wide."""
    return [
        [
            pen.bold(together(heading)),
            f"{place.years}{pen.mark(place.basis)}",
            *(_cell(context.cells.get((line.sector, place.id), ()), pen) for line in found),
        ]
        for place, heading in zip(places, headings, strict=True)
    ]


def _cell(statuses: Sequence[tuple[str, bool]], pen: Pen) -> str:
    """The signs of a region's records, and in brackets those of something wider."""
    own = [pen.status(status) for status in STATUS if (status, False) in statuses]
    wider = [pen.status(status) for status in STATUS if (status, True) in statuses]
    bracketed = [f"({NO_BREAK.join(wider)})"] if wider else []
    return NO_BREAK.join([*own, *bracketed]) or pen.none


def _bands(columns: list[list[str]], names: int, room: int) -> Iterator[list[list[str]]]:
    """As many regions at a time as fit beside the names."""
    band: list[list[str]] = []
    for column in columns:
        if band and names + sum(GAP + widest(each) for each in (*band, column)) > room:
            yield band
            band = []
        band.append(column)
    if band:
        yield band


def _band(found: Sequence[Line], columns: list[list[str]], names: int, pen: Pen) -> list[str]:
    sizes = [widest(column) for column in columns]
    equal = [max(sizes)] * len(sizes)
    left = min(names, pen.width - GAP - total(sizes))
    if names + GAP + total(equal) <= pen.width:
        sizes = equal
    first, second, *cells = zip(*columns, strict=True)
    lines = beside(("", *first), (left, *sizes))
    lines += beside((pen.bold("Sector"), *second), (left, *sizes))
    lines.append(pen.dim(pen.signs.rule * total((left, *sizes))))
    for line, signs in zip(found, cells, strict=True):
        name = line.name if line.indent else pen.bold(line.name)
        wrapped = wrap(name, left - line.indent)
        text = "\n".join(layout.padded("", line.indent) + together(each) for each in wrapped)
        lines += beside((text, *signs), (left, *sizes))
    return lines


def _below(context: Context, pen: Pen, with_codes: bool) -> list[str]:
    every = {each for statuses in context.cells.values() for each in statuses}
    brackets = f"{pen.status('existing', True)}{NO_BREAK}{together('wider than the region')}"
    others = [brackets] if any(wider for _, wider in every) else []
    lines = legend(pen, *others, f"{pen.none}{NO_BREAK}none")
    if with_codes:
        codes = ", ".join(together(f"{each.code} {each.name}") for each in context.places)
        lines += wrap(f"{codes}.", pen.width)
    explained = marks((each.basis for each in context.places), pen)
    if explained:
        lines += joined((f"Year of the meeting: {explained[0]}", *explained[1:]), pen)
    return lines
