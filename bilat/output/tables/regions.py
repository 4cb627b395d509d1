"""The regions: who heads them, when they met, the latest turnover, how much there is on each."""

from collections.abc import Sequence

from bilat.database.rows import RegionRow
from bilat.output.pen import Pen
from bilat.output.spaces import NO_BREAK, scaled, together
from bilat.output.tables import layout
from bilat.output.tables.layout import Cell, fits, joined, wrap
from bilat.output.tables.meetings import legend
from bilat.output.wording import marks
from bilat.queries.context import Context
from bilat.queries.headings import HEADINGS
from bilat.vocabulary import STATUS

WIDER = "wider: said of more than the region, not counted (bilat sectors --scope wider)"


def table(rows: Sequence[RegionRow], context: Context, pen: Pen) -> list[str]:
    """A line a region, with the statuses in words where there is room; else two or three lines."""
    explained = marks(
        [basis for row in rows for basis in (row.date_basis, row.turnover_year_basis)], pen
    )
    lines = _in_words(rows, context, pen)
    if fits(lines, pen):
        wider = [WIDER] if any(row.wider for row in rows) else []
        return [*lines, "", *joined(explained, pen), *wider]
    lines = _in_signs(rows, pen)
    if not fits(lines, pen):
        lines = _in_two_lines(rows, pen)
    if not fits(lines, pen):
        lines = _stacked(rows, pen)
    return [*lines, "", *legend(pen), *joined(explained, pen), *_wider(rows, pen)]


def _in_words(rows: Sequence[RegionRow], context: Context, pen: Pen) -> list[str]:
    headings = [*HEADINGS["regions"]]
    year = _year(rows, pen)
    every = [cells(row, context, pen, year) for row in rows]
    return layout.table(headings, every, pen, right=range(4, len(headings)))


def cells(row: RegionRow, context: Context, pen: Pen, year: int = 0) -> Sequence[Cell]:
    """A region as a line of a table."""
    counts = (_count(getattr(row, status), pen) for status in (*STATUS, "wider"))
    return (
        pen.bold(together(row.name)),
        head(row, pen),
        met(row, pen),
        together(turnover(row, pen, year)),
        *counts,
    )


def _in_signs(rows: Sequence[RegionRow], pen: Pen) -> list[str]:
    """The mark of a date stands in the gap after it."""
    heading, counts = _counts(rows, pen)
    both = [
        f"{layout.padded(met(row, pen), 11)}{NO_BREAK}{amount}"
        for row, amount in zip(rows, _turnovers(rows, pen), strict=True)
    ]
    cells = [
        (pen.bold(together(row.name)), head(row, pen), *rest)
        for row, *rest in zip(rows, both, counts, strict=True)
    ]
    met_and_turnover = f"{layout.padded('Met', 12)}Turnover"
    return layout.table(("Region", "Head", met_and_turnover, heading), cells, pen)


def _in_two_lines(rows: Sequence[RegionRow], pen: Pen) -> list[str]:
    """The head below the region, the turnover below the date."""
    heading, counts = _counts(rows, pen)
    cells = [
        (
            f"{pen.bold(together(row.name))}\n{head(row, pen)}",
            f"{met(row, pen)}\n{amount}",
            count,
        )
        for row, amount, count in zip(rows, _turnovers(rows, pen), counts, strict=True)
    ]
    return layout.table(("Region", "Met", heading), cells, pen)


def _stacked(rows: Sequence[RegionRow], pen: Pen) -> list[str]:
    lines: list[str] = []
    for row in rows:
        counts = (
            f"{pen.status(status)}{NO_BREAK}{number}"
            for status in STATUS
            if (number := getattr(row, status))
        )
        items = (
            pen.bold(together(row.name)),
            head(row, pen),
            f"met{NO_BREAK}{met(row, pen)}",
            together(turnover(row, pen)),
            " ".join(counts),
        )
        lines += joined(items, pen, hanging=2)
    return lines


def head(row: RegionRow, pen: Pen) -> str:
    """Who headed the region at the meeting."""
    return together(row.head) if row.head else pen.none


def met(row: RegionRow, pen: Pen) -> str:
    """The day of the meeting with its mark."""
    return f"{row.date}{pen.mark(row.date_basis)}" if row.date else pen.none


def turnover(row: RegionRow, pen: Pen, year: int = 0) -> str:
    """The year, filled to some columns, and the words of the latest stated turnover."""
    if row.turnover is None:
        return "none stated"
    when = f"{row.turnover_year}{pen.mark(row.turnover_year_basis)}"
    return f"{layout.padded(when, year)} {scaled(row.turnover)}"


def _turnovers(rows: Sequence[RegionRow], pen: Pen) -> list[str]:
    """The turnovers with all amounts below each other."""
    year = _year(rows, pen)
    return [together(turnover(row, pen, year)) for row in rows]


def _year(rows: Sequence[RegionRow], pen: Pen) -> int:
    """The columns that the years of turnovers take."""
    return layout.widest(turnover(row, pen).partition(" ")[0] for row in rows if row.turnover)


def _count(number: int, pen: Pen) -> str:
    return str(number) if number else pen.none


def _counts(rows: Sequence[RegionRow], pen: Pen) -> tuple[str, list[str]]:
    """The signs of the statuses, and for each row its numbers below them."""
    columns = [
        [pen.status(status), *(_count(getattr(row, status), pen) for row in rows)]
        for status in STATUS
    ]
    for column in columns:
        room = layout.widest(column)
        column[:] = [NO_BREAK * (room - layout.width(each)) + each for each in column]
    heading, *counts = (NO_BREAK.join(line) for line in zip(*columns, strict=True))
    return heading, counts


def _wider(rows: Sequence[RegionRow], pen: Pen) -> list[str]:
    numbers = [f"{row.name} {row.wider}" for row in rows if row.wider]
    if not numbers:
        return []
    how = together("To list: --scope wider")
    region = "the" if len(rows) == 1 else "a"
    listed = ", ".join(map(together, numbers))
    return wrap(f"Wider than {region} region, not counted: {listed}. {how}", pen.width)
