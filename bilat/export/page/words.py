"""What the page says of days, years, speakers and amounts."""

from collections.abc import Sequence

from bilat.database.rows import DocumentRow, FigureRow, SectorRow, TradeRow

NONE = "·"
MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)
_NUMBERS = tuple("no one two three four five six seven eight nine ten eleven twelve".split())
_SIDES = {"belarus": "Belarus", "region": "the region", "both": "both sides"}
_SYMBOLS = {"USD": "$", "EUR": "€"}
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"))


def number(count: int) -> str:
    """A number in a sentence: up to twelve as a word."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def counted(count: str, noun: str) -> str:
    """So many things, the count in digits or as a word."""
    return f"{count} {noun}" if count in ("1", "one") else f"{count} {noun}s"


def listed(names: Sequence[str]) -> str:
    """Names in a sentence."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def quoted(phrases: Sequence[str]) -> str:
    """Phrases of a report, in its order."""
    return " … ".join(f"“{phrase}”" for phrase in phrases)


def lowered(name: str) -> str:
    """A name inside a sentence: its first letter small, unless it is an abbreviation."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def day(date: str) -> str:
    """A day as it is said: 7 February 2025."""
    year, month, number_ = date.split("-")
    return f"{int(number_)} {MONTHS[int(month) - 1]} {year}"


def years(first: int | None, last: int | None) -> str:
    """A year, or the first and the last of several."""
    return "–".join(str(year) for year in dict.fromkeys((first, last)) if year is not None)


def basis(what: str, word: str | None) -> str | None:
    """That a date or a year is not stated, where it is not."""
    notes = {"inferred": f"{what} inferred", "external": f"{what} from outside the report"}
    return notes.get(word or "")


def role(title: str) -> str:
    """A title without the place: Governor."""
    return title.partition(" of ")[0]


def met(meetings: Sequence[DocumentRow]) -> str:
    """When the meetings with a region were, and with whom."""
    if not meetings:
        return "no meeting"
    last = meetings[-1]
    head = f"{role(last.head_title)} {last.head}"
    if len(meetings) > 1:
        first, number_ = meetings[0].date[:4], number(len(meetings))
        return f"met {number_} times, {years(int(first), int(last.date[:4]))} · {head}"
    note = basis("date", last.date_basis)
    return f"met {day(last.date)}" + (f" ({note})" if note else "") + f" · {head}"


def whose(status: str, side: str | None) -> str | None:
    """Whose proposal, plan or interest something is."""
    if side is None:
        return None
    return f"{'of' if status == 'interest' else 'by'} {_SIDES[side]}"


def side(word: str) -> str:
    """A side in a list."""
    return _SIDES[word]


def source(row: SectorRow | TradeRow | FigureRow, meeting: DocumentRow) -> str:
    """Who says something, and where: President ¶5, 6."""
    speakers = {"president": "President", "region_head": role(meeting.head_title)}
    speaker = speakers.get(row.stated_by or "", "report")
    return f"{speaker} ¶{', '.join(map(str, row.paragraphs))}"


# Amounts


def money(amount: int, currency: str | None) -> str:
    """A whole amount: $1 billion."""
    size, scale = next(((s, f" {n}") for s, n in _SCALES if amount >= s), (1, ""))
    return f"{_symbol(currency)}{amount / size:,.10g}{scale}"


def amount(row: TradeRow) -> str | None:
    """The amount of trade in the words of the report; a derived one by its bounds.

    Bounds are given in tenths of a million, rounded outwards.
    """
    if row.text or not row.hedge:
        return row.text
    low = None if row.lower is None else row.lower // 100_000 / 10
    high = None if row.upper is None else -(-row.upper // 100_000) / 10
    bounds = dict.fromkeys(f"{bound:,.1f}" for bound in (low, high) if bound is not None)
    hedge = "" if row.hedge in ("range", "exact") else f"{row.hedge} "
    return f"{hedge}{_symbol(row.currency)}{'-'.join(bounds)} million"


def change(row: TradeRow) -> str | None:
    """The change of trade in the words of the report."""
    if not row.change_text:
        return None
    arrow = {"up": "↑ ", "down": "↓ "}.get(row.direction or "", "")
    against = f" against {row.compared_to}" if row.compared_to else ""
    return f"{arrow}{row.change_text}{against}"


def divisor(row: TradeRow) -> str:
    """What a later amount is divided by, from a change: (1 − 5-6%)."""
    low, high = row.change_lower, row.change_upper
    if row.factor is not None:
        return f"{_hedge(low, high)}{row.factor:g}"
    sign = "−" if row.direction == "down" else "+"
    ends = sorted(abs(bound) for bound in (low, high) if bound is not None)
    shares = "-".join(dict.fromkeys(f"{100 * end:.10g}" for end in ends))
    hedge = _hedge(high, low) if row.direction == "down" else _hedge(low, high)
    return f"(1 {sign} {hedge}{shares}%)"


def _hedge(low: float | None, high: float | None) -> str:
    """What a missing bound makes of a figure."""
    return "over " if high is None else "almost " if low is None else ""


def _symbol(currency: str | None) -> str:
    return _SYMBOLS.get(currency or "", f"{currency} ")
