"""What tables of facts share: groups by meeting, who says so, and the footer."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

from bilat.database.rows import DocumentRow, Fact, SectorRow, short_id, short_name
from bilat.output import wording
from bilat.output.pen import Pen
from bilat.output.spaces import NO_BREAK, together
from bilat.output.tables.layout import Cell, joined, width, wrap
from bilat.queries.context import Context
from bilat.vocabulary import STATUS

F = TypeVar("F", bound=Fact)
Lines = list[str]

IDS_FROM = 112
"""The width from which a table has the short ids of its rows."""


def groups(rows: Sequence[F], context: Context) -> list[tuple[DocumentRow | None, list[F]]]:
    """The rows of each meeting or, where they are in another order, all of them at once.

    Regions come in the order of their first rows, their meetings by date.
    """
    if not context.grouped:
        return [(None, [*rows])]
    found: dict[str, dict[str, list[F]]] = {}
    for row in rows:
        found.setdefault(row.region, {}).setdefault(row.document, []).append(row)
    return [
        (context.meetings[document], found[region][document])
        for region in found
        for document in sorted(found[region], key=lambda each: context.meetings[each].date)
    ]


def sections(groups: Iterable[tuple[Lines, Lines]]) -> Lines:
    """Groups of lines below their headings, where they have one; a blank line parts them."""
    lines: Lines = []
    for above, below in groups:
        lines += [*([""] if lines else []), *above, *below]
    return lines


def heading(meeting: DocumentRow | None, pen: Pen) -> Lines:
    """Region, date and head, with a rule to the end of the line."""
    if meeting is None:
        return []
    parts = [
        pen.bold(meeting.region_name),
        f"met {wording.met(meeting, pen)}",
        wording.head(meeting),
    ]
    return ruled(parts, pen)


def ruled(parts: Iterable[str], pen: Pen, right: str = "") -> Lines:
    """The heading of a group, and what stands at its right after a rule."""
    *lines, last = joined(parts, pen)
    end = f" {right}" if right else ""
    rest = pen.width - width(last) - 1 - width(end)
    return [*lines, f"{last} {pen.dim(pen.signs.rule * rest)}{end}" if rest > 1 else last + end]


def before(row: Fact, context: Context, pen: Pen) -> str:
    """Region and date where no heading has them."""
    region, date = cells(row, context, pen)
    return f"{pen.bold(region)}\n{date}"


def cells(row: Fact, context: Context, pen: Pen) -> Sequence[Cell]:
    """The region and the date of a row of a plain table."""
    meeting = context.meetings[row.document]
    return meeting.region_name, f"{meeting.date}{pen.mark(meeting.date_basis)}"


def said_by(row: Fact, context: Context, pen: Pen) -> str:
    """Who says so, as a role, and where in the report; the heading or footer has the name."""
    if row.stated_by is None:
        return ""
    who = wording.speaker(row, context.meetings[row.document])
    if row.stated_by == "region_head" and not context.grouped:
        who = row.speaker or ""
    return wording.source(who, row, pen)


def linked_id(row: Fact, pen: Pen) -> str:
    """The short id, which leads to the words of the report."""
    return pen.link(short_id(row.id), row.url)


def legend(pen: Pen, *others: str) -> list[str]:
    """What the signs mean; in each line two spaces part them."""
    words = [*(f"{pen.status(status)}{NO_BREAK}{status}" for status in STATUS), *others]
    return [line.replace(" ", NO_BREAK * 2) for line in wrap(" ".join(words), pen.width - 4)]


def explained(rows: Sequence[Fact], context: Context, pen: Pen) -> list[str]:
    """Who the President is that the rows speak of, and what their marks mean."""
    return [wording.presidents(rows), *wording.marks(bases(rows, context), pen)]


def bases(rows: Iterable[Fact], context: Context) -> list[str | None]:
    """How the dates and years of some rows are known."""
    of_rows = [row.year_basis for row in rows if not isinstance(row, SectorRow)]
    return [*(context.meetings[row.document].date_basis for row in rows), *of_rows]


def missing(context: Context, pen: Pen) -> Lines:
    """The regions of which no turnover is stated."""
    names = ", ".join(context.without_turnover)
    return wrap(f"No turnover stated: {names}", pen.width) if names else []


def in_full(row: Fact, context: Context, pen: Pen) -> Lines:
    """How to see a row in full."""
    met = Counter(meeting.region for meeting in context.meetings.values())
    is_short = met[row.region] == 1
    command = together(f"bilat show {short_name(row.region, row.id) if is_short else row.id}")
    has_ids = is_short and pen.width >= IDS_FROM
    hint = " (the region, then the name in the last column)" if has_ids else ""
    return wrap(f"In full: {command}{hint}", pen.width)
