"""What the page says of days, years, speakers and amounts."""

from collections.abc import Sequence

from bilat.database.rows import DocumentRow, FigureRow, SectorRow, TradeRow
from bilat.output import amounts
from bilat.output.pen import PLAIN
from bilat.output.spaces import plain
from bilat.output.wording import BASES, day, head, speaker

NONE = "·"
_NUMBERS = tuple("no one two three four five six seven eight nine ten eleven twelve".split())
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


def years(first: int | None, last: int | None) -> str:
    """A year, or the first and the last of several."""
    return "–".join(str(year) for year in dict.fromkeys((first, last)) if year is not None)


def basis(what: str, word: str | None) -> str | None:
    """That a date or a year is not stated, where it is not."""
    return f"{what} {BASES[word]}" if word in BASES else None


def met(meetings: Sequence[DocumentRow]) -> str:
    """When the meetings with a region were, and with whom."""
    if not meetings:
        return "no meeting"
    last = meetings[-1]
    if len(meetings) > 1:
        first, number_ = meetings[0].date[:4], number(len(meetings))
        return f"met {number_} times, {years(int(first), int(last.date[:4]))} · {head(last)}"
    note = basis("date", last.date_basis)
    return f"met {day(last.date)}" + (f" ({note})" if note else "") + f" · {head(last)}"


def source(row: SectorRow | TradeRow | FigureRow, meeting: DocumentRow) -> str:
    """Who says something, and where: President ¶5, 6."""
    return f"{speaker(row, meeting)} ¶{', '.join(map(str, row.paragraphs))}"


# Amounts


def money(amount: int, currency: str | None) -> str:
    """A whole amount: $1 billion."""
    size, scale = next(((s, f" {n}") for s, n in _SCALES if amount >= s), (1, ""))
    return f"{amounts.symbol(currency)}{amount / size:,.10g}{scale}"


def amount(row: TradeRow) -> str:
    """The amount of trade in the words of the report; a derived one by its bounds."""
    return plain(amounts.amount(row))


def change(row: TradeRow) -> str | None:
    """The change of trade in the words of the report."""
    return plain(amounts.change(row, PLAIN)) or None
