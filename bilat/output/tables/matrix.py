"""Sectors × regions: a sign a status, parents as groups."""

from collections.abc import Sequence

from rich.text import Text

from bilat.dataset.models import Region
from bilat.output.tables import layout
from bilat.output.tables.layout import WHOLE, Column
from bilat.output.tables.signs import legend, sign
from bilat.output.terminal import Terminal
from bilat.questions.query import MatrixRow
from bilat.vocabulary import STATUS

Line = MatrixRow | str
"""A sector, or the name of a parent that has no record of its own."""


def matrix(rows: Sequence[MatrixRow], regions: Sequence[Region], terminal: Terminal) -> str:
    """The matrix and what its signs mean; regions go by ISO code where names do not fit."""
    lines = _with_parents(rows)
    code = {region.id: region.iso_3166_2.removeprefix("RU-") for region in regions}
    by_name = [Column("Sector", _heading, title=True, floor=WHOLE)]
    by_code = [Column("Sector", _heading, title=True)]
    for region in regions:
        by_name.append(_column(region.name, region, terminal))
        by_code.append(_column(code[region.id], region, terminal))
    below = [Text(""), legend(terminal)]
    if layout.fits(by_name, lines, terminal):
        return layout.draw(terminal, layout.rows(by_name, lines, terminal), *below)
    codes = ", ".join(f"{code[region.id]} {region.name}" for region in regions)
    table = layout.rows(by_code, lines, terminal)
    return layout.draw(terminal, table, *below, Text(codes, "dim"))


def _with_parents(rows: Sequence[MatrixRow]) -> list[Line]:
    lines: list[Line] = []
    group = None
    for row in rows:
        if row.parent and row.parent.id != group:
            lines.append(row.parent.name)
        group = row.parent.id if row.parent else row.sector.id
        lines.append(row)
    return lines


def _heading(line: Line) -> Text:
    if isinstance(line, str):
        return Text(line, "bold")
    return Text(f"  {line.sector.name}") if line.parent else Text(line.sector.name, "bold")


def _column(heading: str, region: Region, terminal: Terminal) -> Column[Line]:
    def cell(line: Line) -> Text:
        statuses = () if isinstance(line, str) else line.statuses.get(region.id, ())
        return Text(" ").join(Text(sign(each, terminal), STATUS[each].style) for each in statuses)

    return Column(heading, cell, floor=WHOLE, keep=True)
