"""What rows say, in words: dates, periods, amounts, changes, speakers."""

import re
from calendar import month_abbr, month_name
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from decimal import Context as Precision

from rich.text import Text

from bilat.database.rows import DocumentRow, Fact, FigureRow, SectorRow, TradeRow
from bilat.output.look import BASES, cell, joined, mark
from bilat.text import fold

SIDES = {"belarus": "Belarus", "region": "the region", "both": "both sides"}
_SYMBOLS = {"USD": "$", "EUR": "€"}
_ARROWS = {"up": "▲", "down": "▼"}
_CURRENCY = re.compile("[$€£₽]|dollar|euro|rubl|roubl|доллар|евро|рубл", re.IGNORECASE)
_NAMES_BASE = re.compile("year (earlier|before|ago)|year[- ]on[- ]year|same period", re.IGNORECASE)
_Bound = float | Decimal | None
_SCALES = {10**12: "trillion", 10**9: "billion", 10**6: "million", 10**3: "thousand", 1: ""}


# Dates and periods


def period(value: str | None) -> str:
    """Return a period as people write it: 2019, 2015–2020, Jan–Aug 2016; empty if it is open."""
    first, _, last = (value or "").partition("/")
    if not last:
        return _month(first)
    is_one_year = first[:4] == last[:4]
    return f"{_month(first)[: 3 if is_one_year else None]}–{_month(last)}"


def _month(value: str) -> str:
    """Return a year as it is, and a month as Aug 2016."""
    year, _, month = value.partition("-")
    return f"{month_abbr[int(month)]} {year}" if month else year


def when(row: TradeRow | FigureRow) -> Text:
    """Return the period of a row with its mark."""
    return cell(period(row.period)) + mark(row.year_basis) if row.period else Text()


def known(basis: str, note: str | None = None) -> str:
    """Return how a date or a period is known: stated, or inferred from what."""
    return ": ".join(filter(None, (BASES.get(basis, basis), note)))


def meeting_date(meeting: DocumentRow) -> Text:
    """Return the day of a meeting with its mark: 3 February 2025†."""
    year, month, day = meeting.date.split("-")
    return cell(f"{int(day)} {month_name[int(month)]} {year}") + mark(meeting.date_basis)


# Speakers and sources


def role(meeting: DocumentRow) -> str:
    """Return the title of the region's head without what it is of: Governor."""
    return meeting.head_title.partition(" of ")[0]


def speaker(row: Fact, meeting: DocumentRow) -> str:
    """Return who says something, as a role; empty where it is derived."""
    roles = {"president": "President", "document": "report", "region_head": role(meeting)}
    return roles.get(row.stated_by or "", "")


def paragraphs(row: Fact) -> Text:
    """Return where something is said, as a link to those words: ¶5,6."""
    return cell("¶" + ",".join(map(str, row.paragraphs)), "source", row.url)


def source(row: Fact, meeting: DocumentRow) -> Text:
    """Return who says so and where: President ¶5,6; empty where it is derived."""
    who = speaker(row, meeting)
    return cell(f"{who} ", "source") + paragraphs(row) if who else Text()


def quoted(text: str | None, style: str = "quote") -> Text:
    """Return words of a report in quotation marks; None is an empty cell."""
    return cell(f"“{text}”" if text else None, style)


# Cooperation


def side(row: SectorRow) -> str:
    """Return whose proposal, plan or interest something is: by Belarus, of the region."""
    preposition = "of" if row.status == "interest" else "by"
    return f"{preposition} {SIDES[row.side]}" if row.side else ""


def omitted(summary: str, names: Iterable[str]) -> str:
    """Return the names that a summary does not mention, in one line."""
    return listed([name for name in names if f" {fold(name)} " not in f" {fold(summary)} "])


def listed(texts: Sequence[str]) -> str:
    """Return texts in one line, with semicolons where one of them has a comma."""
    return ("; " if any("," in text for text in texts) else ", ").join(texts)


# Amounts


def number(value: float | Decimal, spec: str = ",f") -> str:
    """Return a number with commas between thousands, and never in scientific notation."""
    text = format(Decimal(str(value)), spec)
    return text.rstrip("0").rstrip(".") if "." in text else text


def between(lower: _Bound, upper: _Bound, spec: str = ",f", *, is_strict: bool = False) -> str:
    """Return bounds as numbers: 300 to 320, at least 300, at most 10; nothing if none is known.

    Alone, a strict bound is more than 300 or less than 10.
    """
    numbers = [number(bound, spec) for bound in (lower, upper) if bound is not None]
    if len(numbers) == 1:
        least, most = ("more than", "less than") if is_strict else ("at least", "at most")
        return f"{least if upper is None else most} {numbers[0]}"
    return " to ".join(dict.fromkeys(numbers))


def basis(row: TradeRow) -> str:
    """Return what kind of statement a row is: stated, derived or target."""
    return "target" if row.kind == "target" else row.basis


def with_currency(text: str, unit: str | None) -> str:
    """Return an amount with the code of its currency, unless its words name one."""
    is_code = unit and re.fullmatch("[A-Z]{3}", unit) and unit not in text
    return f"{text} [{unit}]" if is_code and not _CURRENCY.search(text) else text


def amount(row: TradeRow) -> str:
    """Return an amount in the words of the text; of a derived one the rounded bounds."""
    if row.basis != "derived":
        return with_currency(row.text or "", row.currency if row.upper != 0 else None)
    hedge = "" if row.hedge in ("exact", "range") else f"{row.hedge} "
    return f"{hedge}{rounded(row.lower, row.upper, row.currency)}"


def rounded(lower: int | None, upper: int | None, currency: str | None) -> str:
    """Return bounds with three significant digits, rounded outward: $331–341 million."""
    values = [
        Precision(prec=3, rounding=rounding).create_decimal(bound)
        for bound, rounding in ((lower, ROUND_FLOOR), (upper, ROUND_CEILING))
        if bound is not None
    ]
    least = values[0] or values[-1]
    scale = next((scale for scale in _SCALES if least >= scale), 1)
    digits = dict.fromkeys(number(value / scale) for value in values)
    symbol = _SYMBOLS.get(currency or "", f"{currency} ")
    return f"{symbol}{'–'.join(digits)} {_SCALES[scale]}".rstrip()


def change(row: TradeRow | FigureRow) -> Text:
    """Return the change in the words of the text, with an arrow and what it is against.

    Words that name the year that it is against, or say so otherwise, need no such addition.
    """
    if not row.change_text:
        return Text()
    direction = row.direction or ""
    arrow = cell(_ARROWS.get(direction), direction)
    years = re.findall(r"\d{4}", row.compared_to or "")
    is_named = all(year in row.change_text for year in years) or _NAMES_BASE.search(row.change_text)
    against = "" if is_named else f"against {period(row.compared_to)}"
    return joined((arrow, cell(row.change_text), cell(against, "label")), " ")


def formula(row: TradeRow, sources: Mapping[str, TradeRow]) -> Text:
    """Return what a derived amount is computed from: from 2019: over $284 million ÷ 2.6.

    `sources` has the rows of an amount and of a change by their ids; they may be one row.
    """
    if not row.sources:
        return Text()
    stated, changed = sources[row.sources[0]], sources[row.sources[-1]]
    sign = "÷" if changed.compared_to == row.period else "×"
    changes = (changed.change_lower, changed.change_upper)
    lower, upper = (None if bound is None else 1 + Decimal(str(bound)) for bound in changes)
    ratio = between(lower, upper)
    percent = [100 * abs(Decimal(str(bound))) for bound in changes if bound is not None]
    if len(percent) == 2 and "%" in (changed.change_text or ""):  # as the text has it
        shares = dict.fromkeys(map(number, sorted(percent)))
        ratio = f"(1 {'−' if changed.direction == 'down' else '+'} {'–'.join(shares)}%)"
    return cell(f"from {period(stated.period)}: {amount(stated)} {sign} {ratio}", "derived")


def bounds(row: TradeRow | FigureRow) -> str:
    """Return the bounds of an amount and of a change as numbers: 315,000,000 to 320,000,000 USD."""
    unit = row.currency if isinstance(row, TradeRow) else row.unit
    amounts = between(row.lower, row.upper, is_strict=row.hedge in ("over", "almost"))
    changes = between(row.change_lower, row.change_upper, "+,%")
    against = f" against {period(row.compared_to)}" if row.compared_to else ""
    units = (amounts, "%" if unit == "%" else f" {unit}"), (changes, against)
    return "; ".join(f"{numbers}{unit}" for numbers, unit in units if numbers)
