"""What tables of facts share: groups by meeting, who says so, and the footer."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from bilat.database.rows import DocumentRow, FigureRow, SectorRow, TradeRow
from bilat.output import wording
from bilat.output.tables.layout import NO_BREAK, Cell, joined, together, width, wrap
from bilat.output.tables.pen import Pen
from bilat.output.wording import Fact
from bilat.questions.context import Context
from bilat.vocabulary import STATUS

F = TypeVar("F", bound=Fact)

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


def heading(meeting: DocumentRow, pen: Pen) -> list[str]:
    """Region, date and head, with a rule to the end of the line."""
    parts = [
        pen.bold(meeting.region_name),
        f"met {wording.day(meeting.date)}{pen.mark(meeting.date_basis)}",
        f"{wording.role(meeting.head_title)} {meeting.head}",
    ]
    return ruled(parts, pen)


def ruled(parts: Iterable[str], pen: Pen) -> list[str]:
    """The heading of a group."""
    *lines, last = joined(parts, pen)
    rest = pen.width - width(last) - 1
    return [*lines, f"{last} {pen.dim(pen.signs.rule * rest)}" if rest > 1 else last]


def before(row: Fact, context: Context, pen: Pen) -> str:
    """Region and date where no heading has them."""
    meeting = context.meetings[row.document]
    return f"{pen.bold(meeting.region_name)}\n{meeting.date}{pen.mark(meeting.date_basis)}"


def cells(row: Fact, context: Context, pen: Pen) -> Sequence[Cell]:
    """The region and the date of a row of a plain table."""
    meeting = context.meetings[row.document]
    return meeting.region_name, f"{meeting.date}{pen.mark(meeting.date_basis)}"


def said_by(row: Fact, context: Context, pen: Pen) -> str:
    """Who says so, as a role, and where in the report; the heading or footer has the name."""
    if row.stated_by is None:
        return ""
    speaker = wording.speaker(row.stated_by, context.meetings[row.document])
    if row.stated_by == "region_head" and not context.grouped:
        speaker = row.speaker or speaker
    paragraphs = f"{pen.signs.paragraph}{','.join(map(str, row.paragraphs))}"
    return f"{together(speaker)}{NO_BREAK}{pen.link(paragraphs, row.url)}"


def after(sentence: str, source: str, pen: Pen) -> str:
    """A sentence, and after a dash who says so."""
    return f"{sentence} {pen.signs.dash}{NO_BREAK}{source}" if source else sentence


def short_id(row: Fact) -> str:
    """What `show` takes after the region."""
    return row.id.rpartition("/")[2]


def linked_id(row: Fact, pen: Pen) -> str:
    """The short id, which leads to the words of the report."""
    return pen.link(short_id(row), row.url)


def years(row: TradeRow | FigureRow, pen: Pen) -> str:
    """The years of a row with their mark."""
    if row.year_from is None:
        return ""
    span = f"{row.year_from}" if row.year_from == row.year_to else f"{row.year_from}-{row.year_to}"
    return span + pen.mark(row.year_basis)


def names(rows: Iterable[Fact]) -> str:
    """Who the President is that the rows speak of."""
    found = dict.fromkeys(row.speaker for row in rows if row.stated_by == "president")
    return f"President: {', '.join(filter(None, found))}" if found else ""


def legend(pen: Pen, *others: str) -> list[str]:
    """What the signs mean; in each line two spaces part them."""
    words = [*(f"{pen.status(status)}{NO_BREAK}{status}" for status in STATUS), *others]
    return [line.replace(" ", NO_BREAK * 2) for line in wrap(" ".join(words), pen.width - 4)]


def marks(bases: Iterable[str | None], pen: Pen) -> list[str]:
    """What the marks mean that occur."""
    meanings: Mapping[str, str] = {"inferred": "inferred", "external": "from outside the report"}
    found = {*bases}
    return [f"{pen.mark(basis)} {text}" for basis, text in meanings.items() if basis in found]


def bases(rows: Iterable[Fact], context: Context) -> list[str | None]:
    """How the dates and years of some rows are known."""
    of_rows = [row.year_basis for row in rows if not isinstance(row, SectorRow)]
    return [*(context.meetings[row.document].date_basis for row in rows), *of_rows]


def in_full(row: Fact, pen: Pen) -> str:
    """How to see a row in full."""
    command = together(f"bilat show {row.region}/{short_id(row)}")
    hint = " (the region, then the name in the last column)" if pen.width >= IDS_FROM else ""
    return f"In full: {command}{hint}"
