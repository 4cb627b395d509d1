"""Rows in words for a person: dates, speakers, amounts with their hedges, derivations.

Plain text, for tables and for Markdown; a no-break space stands where a line must not end.
"""

from collections.abc import Iterable, Mapping, Sequence

from bilat.database.rows import CompanyRow, DocumentRow, FigureRow, SectorRow, TradeRow
from bilat.vocabulary import DATE_BASIS, STATUS

Meetings = Mapping[str, DocumentRow]
Fact = SectorRow | TradeRow | FigureRow

NO_BREAK = "\N{NO-BREAK SPACE}"
_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_SIDES = {"belarus": "Belarus", "region": "the region", "both": "both sides"}
_BASIS = {"inferred": "inferred", "external": "from outside the report"}


def day(date: str) -> str:
    """25 September 2020."""
    year, month, number = date.split("-")
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year}"


def marked(text: str, basis: str | None) -> str:
    """A date or a period with the mark of how it is known."""
    return text + (DATE_BASIS[basis].sign if basis else "")


def marks(bases: Iterable[str | None]) -> list[str]:
    """What the marks that occur mean."""
    found = set(bases)
    return [f"{DATE_BASIS[basis].sign} {text}" for basis, text in _BASIS.items() if basis in found]


def known(basis: str, note: str | None) -> str:
    """How a date or a period is known: stated, or inferred from what."""
    return f"{_BASIS.get(basis, basis)}{f': {note}' if note else ''}"


def met(meeting: DocumentRow) -> str:
    """The day of a meeting, marked."""
    return marked(day(meeting.date), meeting.date_basis)


def role(title: str) -> str:
    """A title without what it is of: Governor."""
    return title.partition(" of ")[0]


def heading(meeting: DocumentRow) -> str:
    """What stands above the rows of a meeting: region, day and head."""
    head = f"{role(meeting.head_title)} {meeting.head}"
    return f"{meeting.region_name} · met {met(meeting)} · {head}"


def speaker(stated_by: str, meeting: DocumentRow) -> str:
    """Who says something, as a role; the narrator is the report."""
    return {"president": "President", "document": "report"}.get(stated_by) or role(
        meeting.head_title
    )


def said(row: Fact, meetings: Meetings) -> str:
    """Who says so and where; of a derived row only where it is from."""
    where = f"¶{','.join(map(str, row.paragraphs))}"
    if row.stated_by is None:
        return where
    return f"{speaker(row.stated_by, meetings[row.document])}{NO_BREAK}{where}"


def cited(row: Fact, meetings: Meetings) -> str:
    """Who says so and where, with region and day where there are several."""
    meeting = meetings[row.document]
    regions = {each.region for each in meetings.values()}
    where = [meeting.region_name] if len(regions) > 1 else []
    when = [met(meeting)] if len(meetings) > 1 else []
    return ", ".join([said(row, meetings), *where, *when])


def attributed(text: str, who: str) -> str:
    """A text with who says so after it."""
    return f"{text} —{NO_BREAK}{who}"


def presidents(rows: Iterable[Fact]) -> list[str]:
    """Who the President is that the rows speak of."""
    found = dict.fromkeys(row.speaker for row in rows if row.stated_by == "president")
    return [f"President: {name}" for name in found]


def short(row: Fact) -> str:
    """The name of a fact that `show` takes: its region and the last part of its id."""
    return f"{row.region}/{row.id.rpartition('/')[2]}"


# Cooperation


def status(row: SectorRow) -> str:
    """A status with whose it is: proposed by Belarus, interest of the region."""
    if row.side is None:
        return row.status
    return f"{row.status} {'of' if row.status == 'interest' else 'by'} {_SIDES[row.side]}"


def summary(row: SectorRow) -> str:
    """The sentence of a record, after what it was said of where that is wider than the region."""
    return f"Scope: {row.scope}. {row.summary}" if row.scope else row.summary


def sign(row: SectorRow) -> str:
    """The sign of a status, in brackets where the record is wider than the region."""
    return f"({STATUS[row.status].sign})" if row.scope else STATUS[row.status].sign


# Trade and figures


def years(row: TradeRow | FigureRow) -> str:
    """The years of a row, marked; nothing where there are none."""
    span = dict.fromkeys(year for year in (row.year_from, row.year_to) if year is not None)
    return marked("-".join(map(str, span)), row.year_basis) if span else ""


NO_TURNOVER = "No turnover is stated."


def has_turnover(rows: Iterable[TradeRow]) -> bool:
    """Whether an amount is stated of what was."""
    return any(row.basis == "stated" and row.kind == "actual" and row.text for row in rows)


def basis(row: TradeRow) -> str:
    """Stated, derived or target."""
    return "target" if row.kind == "target" else row.basis


def amount(row: TradeRow) -> str:
    """An amount in the words of the text, or a derived one in millions, rounded outwards."""
    if row.basis != "derived":
        return unbroken(row.text or "")
    symbol = "$" if row.currency == "USD" else f"{row.currency}{NO_BREAK}"
    low = None if row.lower is None else row.lower // 100_000 / 10
    high = None if row.upper is None else -(-row.upper // 100_000) / 10
    bounds = dict.fromkeys(f"{bound:,.1f}" for bound in (low, high) if bound is not None)
    hedge = "" if row.hedge in ("range", "exact") else f"{row.hedge} "
    return f"{hedge}{symbol}{'-'.join(bounds)}{NO_BREAK}million"


def unbroken(text: str) -> str:
    """Text in which a number is not parted from its scale."""
    for scale in ("thousand", "million", "billion", "trillion"):
        text = text.replace(f" {scale}", f"{NO_BREAK}{scale}")
    return text


def change(row: TradeRow) -> str:
    """A change in the words of the text, with its direction, cause and doubt."""
    if not row.change_text:
        return ""
    against = f" against {row.compared_to}" if row.compared_to else ""
    cause = f", {row.cause}" if row.cause else ""
    doubt = f" (“{row.doubt}”)" if row.doubt else ""
    return (
        f"{'↑' if row.direction == 'up' else '↓'}{NO_BREAK}{row.change_text}{against}{cause}{doubt}"
    )


def statement(row: TradeRow, others: Mapping[str, TradeRow]) -> str:
    """An amount and a change, or a derived amount with its derivation in words.

    `others` are rows by id, those that it is derived from among them.
    """
    if row.basis == "derived":
        return f"{amount(row)}, from {derivation(row, others)}"
    return "; ".join(part for part in (amount(row), change(row)) if part)


def derivation(row: TradeRow, others: Mapping[str, TradeRow]) -> str:
    """How a derived amount follows: 2019: over $284 million ÷ 2.6."""
    sources = [others[id_] for id_ in row.sources]
    stated = next(source for source in sources if source.text)
    changed = sources[-1]
    divisor = f"{changed.factor:g}" if changed.factor else f"(1{_percents(changed)})"
    return f"{years(stated)}: {amount(stated)} ÷{NO_BREAK}{divisor}"


def _percents(row: TradeRow) -> str:
    """A change in per cent of the earlier year: − 5-6%."""
    low, high = row.change_lower, row.change_upper
    grows = row.direction == "up"
    hedge = ""
    if low is None or high is None:  # of a fall the upper bound is the smaller fall
        hedge = f"{'over' if (low is None) != grows else 'almost'}{NO_BREAK}"
    bounds = dict.fromkeys(sorted(abs(bound) for bound in (low, high) if bound is not None))
    shown = "-".join(map(_percent, bounds))
    return f"{NO_BREAK}{'+' if grows else '−'}{NO_BREAK}{hedge}{shown}%"


def _percent(fraction: float) -> str:
    return f"{round(fraction * 100, 6):g}"


def figure(row: FigureRow) -> str:
    """A figure in the words of the text, with its years."""
    return unbroken(row.text) + (f", {years(row)}" if years(row) else "")


def numbers(row: TradeRow | FigureRow) -> str:
    """The bounds of an amount, and those of a change, as numbers with what they leave open."""
    unit = row.unit if isinstance(row, FigureRow) else row.currency
    parts = [_bounds(row.lower, row.upper, unit)] if unit else []
    if isinstance(row, TradeRow) and (row.change_lower, row.change_upper) != (None, None):
        percents = _change(row.change_lower, row.change_upper)
        before = str(row.compared_to or "before")
        times = f"{row.factor:g} times {before} ({percents})" if row.factor else ""
        parts.append(times or f"{percents} against {before}")
    return "; ".join(parts)


def _bounds(lower: float | None, upper: float | None, unit: str) -> str:
    """Bounds with their unit: above 284,000,000 USD, no upper bound."""

    def number(bound: float) -> str:
        shown = f"{bound:,}" if isinstance(bound, int) else f"{bound:,.10g}"
        return f"{shown}{unit}" if unit == "%" else f"{shown}{NO_BREAK}{unit}"

    if lower is None and upper is None:
        return "no bounds"
    if upper is None:
        return f"above {number(lower or 0)}, no upper bound"
    if lower is None:
        return f"below {number(upper)}, no lower bound"
    if lower == upper:
        return number(lower)
    return f"{number(lower).removesuffix(f'{NO_BREAK}{unit}')} to {number(upper)}"


def _change(low: float | None, high: float | None) -> str:
    def signed(bound: float) -> str:
        return f"{'+' if bound > 0 else '−'}{_percent(abs(bound))}%"

    if low is not None and high is not None:
        return signed(low) if low == high else f"{signed(low)} to {signed(high)}"
    if low is not None:
        return f"above {signed(low)}, no upper bound"
    return f"below {signed(high or 0)}, no lower bound"


def company(row: CompanyRow) -> str:
    """A company with its city."""
    return f"{row.name}, {row.city}" if row.city else row.name


def listed(texts: Sequence[str]) -> str:
    """Texts after each other, with semicolons where one has a comma."""
    return ("; " if any("," in text for text in texts) else ", ").join(texts)
