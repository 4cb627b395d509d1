"""Rows in words for a person: dates, speakers, statuses, lists.

The signs among them are a pen's; spaces at which no line is to end are those of `spaces`.
"""

from collections.abc import Iterable, Sequence

from bilat.database import rows
from bilat.database.rows import CompanyRow, DocumentRow, Fact, FigureRow, SectorRow, TradeRow
from bilat.output.pen import Pen
from bilat.output.spaces import NO_BREAK, scaled, together

_MONTHS = (
    "January February March April May June July August September October November December".split()
)
SIDES = {"belarus": "Belarus", "region": "the region", "both": "both sides"}
BASES = {"inferred": "inferred", "external": "from outside the report"}
"""How a date or a year is known that the text does not state."""


# Dates and years


def day(date: str) -> str:
    """A date as a person writes it: 25 September 2020."""
    year, month, of_month = date.split("-")
    return f"{int(of_month)} {_MONTHS[int(month) - 1]} {year}"


def met(meeting: DocumentRow, pen: Pen) -> str:
    """The day of a meeting with its mark."""
    return f"{day(meeting.date)}{pen.mark(meeting.date_basis)}"


def years(row: TradeRow | FigureRow, pen: Pen) -> str:
    """The years of a row with their mark; nothing where there are none."""
    span = rows.years(row)
    return f"{span}{pen.mark(row.year_basis)}" if span else ""


def marks(bases: Iterable[str | None], pen: Pen) -> list[str]:
    """What the marks mean that occur."""
    found = {*bases}
    return [f"{pen.mark(basis)} {text}" for basis, text in BASES.items() if basis in found]


def known(basis: str, note: str | None) -> str:
    """How a date or a period is known: stated, or inferred from what."""
    return ": ".join(filter(None, (BASES.get(basis, basis), note)))


# Speakers


def _role(meeting: DocumentRow) -> str:
    """The title of the region's head without what it is of: Governor."""
    return meeting.head_title.partition(" of ")[0]


def head(meeting: DocumentRow) -> str:
    """Who headed the region's side: Governor Igor Kobzev."""
    return f"{_role(meeting)} {meeting.head}"


def speaker(row: Fact, meeting: DocumentRow) -> str:
    """Who says something, as a role; nothing where it is derived."""
    others = {None: "", "president": "President", "document": "report"}
    return others[row.stated_by] if row.stated_by in others else _role(meeting)


def paragraphs(row: Fact, pen: Pen) -> str:
    """Where something is said, which leads there: ¶5,6."""
    return pen.link(f"{pen.signs.paragraph}{','.join(map(str, row.paragraphs))}", row.url)


def source(who: str, row: Fact, pen: Pen) -> str:
    """Who says so and where."""
    return f"{together(who)}{NO_BREAK}{paragraphs(row, pen)}"


def attributed(text: str, who: str, pen: Pen) -> str:
    """A text, and after a dash who says so."""
    return f"{text} {pen.signs.dash}{NO_BREAK}{who}" if who else text


def presidents(facts: Iterable[Fact]) -> str:
    """Who the President is that some facts speak of."""
    found = dict.fromkeys(fact.speaker for fact in facts if fact.stated_by == "president")
    return f"President: {', '.join(filter(None, found))}" if found else ""


# Cooperation


def whose(status: str, side: str | None) -> str:
    """Whose proposal, plan or interest something is: by Belarus, of the region."""
    return f"{'of' if status == 'interest' else 'by'} {SIDES.get(side, side)}" if side else ""


def status(row: SectorRow) -> str:
    """A status with whose it is."""
    return f"{row.status} {whose(row.status, row.side)}".rstrip()


def sign(row: SectorRow, pen: Pen) -> str:
    """The sign of a status; in brackets where it is of something wider than the region."""
    return pen.status(row.status, row.scope is not None)


def sentence(row: SectorRow) -> str:
    """The summary, after its scope where that is wider than the region."""
    return scaled(f"Scope: {row.scope}. {row.summary}" if row.scope else row.summary)


# Names


def company(row: CompanyRow) -> str:
    """The name, and the city where it is stated."""
    return ", ".join(filter(None, (row.name, row.city)))


def lowered(name: str) -> str:
    """A name as it stands inside a sentence, unless it begins with an abbreviation."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def listed(texts: Sequence[str]) -> str:
    """Texts after each other, with semicolons where one has a comma."""
    return ("; " if any("," in text for text in texts) else ", ").join(texts)
