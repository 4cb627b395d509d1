"""Sectors × regions: a sign a status, parents as groups."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from rich.text import Text

from bilat.output.tables import layout
from bilat.output.tables.layout import WHOLE, Column
from bilat.output.tables.signs import legend, sign
from bilat.output.terminal import Terminal
from bilat.vocabulary import STATUS


class Line(NamedTuple):
    """A sector, or a parent that has no record of its own."""

    name: str
    cells: Mapping[str, str | None]
    """By region, statuses joined with a plus sign."""
    is_child: bool


def matrix(
    rows: Sequence[Mapping[str, str | None]],
    names: Mapping[str, str],
    regions: Sequence[tuple[str, str, str]],
    terminal: Terminal,
) -> str:
    """The matrix and what its signs mean; regions go by ISO code where names do not fit."""
    lines = _with_parents(rows, names)
    code = {id_: iso.removeprefix("RU-") for id_, _, iso in regions}
    by_name = [Column("Sector", _heading, title=True, floor=WHOLE)]
    by_code = [Column("Sector", _heading, title=True)]
    for id_, name, _ in regions:
        by_name.append(_column(name, id_, terminal))
        by_code.append(_column(code[id_], id_, terminal))
    below = [Text(""), legend(terminal)]
    if layout.fits(by_name, lines, terminal):
        return layout.draw(terminal, layout.rows(by_name, lines, terminal), *below)
    codes = ", ".join(f"{code[id_]} {name}" for id_, name, _ in regions)
    table = layout.rows(by_code, lines, terminal)
    return layout.draw(terminal, table, *below, Text(codes, "dim"))


def _with_parents(rows: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> list[Line]:
    lines: list[Line] = []
    group = None
    for row in rows:
        parents = row["parents"]
        if parents and parents[0] != group:
            lines.append(Line(names[parents[0]], {}, False))
        group = parents[0] if parents else row["sector"]
        lines.append(Line(row["sector_name"], row, bool(parents)))
    return lines


def _heading(line: Line) -> Text:
    return Text(f"  {line.name}") if line.is_child else Text(line.name, "bold")


def _column(heading: str, region: str, terminal: Terminal) -> Column[Line]:
    def cell(line: Line) -> Text:
        statuses = (line.cells.get(region) or "").split("+") if line.cells.get(region) else []
        return Text(" ").join(Text(sign(each, terminal), STATUS[each].style) for each in statuses)

    return Column(heading, cell, floor=WHOLE, keep=True)
