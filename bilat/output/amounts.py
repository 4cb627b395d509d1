"""Turnover, its change, what it is derived from and other numbers, in words."""

from collections.abc import Iterable

from bilat.database.rows import FigureRow, TradeRow
from bilat.output.pen import Pen
from bilat.output.spaces import NO_BREAK, TOGETHER, scaled, together
from bilat.output.wording import years
from bilat.queries.context import Context

NO_TURNOVER = "No turnover is stated."
_SYMBOLS = {"USD": "$", "EUR": "€"}


def basis(row: TradeRow) -> str:
    """What kind of statement a row is: stated, derived or target."""
    return "target" if row.kind == "target" else row.basis


def has_turnover(rows: Iterable[TradeRow]) -> bool:
    """Whether an amount is stated of what was."""
    return any(row.basis == "stated" and row.kind == "actual" and row.text for row in rows)


def amount(row: TradeRow) -> str:
    """The amount in the words of the text; a derived one in millions, rounded outwards."""
    if row.basis != "derived":
        return scaled(row.text or "")
    low = None if row.lower is None else row.lower // 100_000 / 10
    high = None if row.upper is None else -(-row.upper // 100_000) / 10
    bounds = dict.fromkeys(f"{bound:,.1f}" for bound in (low, high) if bound is not None)
    hedge = "" if row.hedge in ("range", "exact") else f"{row.hedge} "
    return together(f"{hedge}{symbol(row.currency)}{'-'.join(bounds)} million")


def symbol(currency: str | None) -> str:
    """What stands before an amount."""
    return _SYMBOLS.get(currency or "", f"{currency} ")


def change(row: TradeRow, pen: Pen) -> str:
    """The change in the words of the text, and against which year."""
    if not row.change_text:
        return ""
    arrow = pen.signs.up if row.direction == "up" else pen.signs.down
    against = f" against{NO_BREAK}{row.compared_to}" if row.compared_to else ""
    return f"{arrow}{NO_BREAK}{scaled(row.change_text)}{against}"


def reasoned(row: TradeRow, pen: Pen) -> str:
    """The change, why it was, and what doubt is voiced; a derived amount has its derivation."""
    if row.basis == "derived":
        return ""
    doubt = pen.quoted(row.doubt) if row.doubt else None
    return ", ".join(filter(None, (change(row, pen), row.cause, doubt)))


def statement(row: TradeRow, context: Context, pen: Pen) -> str:
    """An amount with its change, or with what it is derived from."""
    between = ", " if row.basis == "derived" else "; "
    return between.join(filter(None, (amount(row), explained(row, context, pen))))


def explained(row: TradeRow, context: Context, pen: Pen) -> str:
    """The change with its reasons; of a derived amount what it follows from."""
    return reasoned(row, pen) or derived(row, context, pen)


def derived(row: TradeRow, context: Context, pen: Pen) -> str:
    """What an amount follows from, inside a sentence."""
    words = derivation(row, context, pen)
    return words and f"from{TOGETHER}{words}"


def derivation(row: TradeRow, context: Context, pen: Pen) -> str:
    """What a derived amount follows from: 2019: over $284 million ÷ 2.6.

    The first doubt of it is added that no row says itself.
    """
    known = [context.sources[each] for each in row.sources if each in context.sources]
    stated = next((each for each in known if each.text), None)
    if stated is None:
        return ""
    by = together(f"{pen.signs.divided} {divisor(known[-1], pen)}")
    words = together(f"{stated.year_to}: {scaled(stated.text or '')} {by}", TOGETHER)
    doubts = (each.doubt for each in known if each.doubt and each.id not in context.listed)
    return ", ".join([words, *map(pen.quoted, doubts)][:2])


def divisor(by: TradeRow, pen: Pen) -> str:
    """What an amount is divided by to give that of the earlier year: (1 − 5-6%)."""
    known = [bound for bound in (by.change_lower, by.change_upper) if bound is not None]
    falls = any(bound < 0 for bound in known)
    # of a fall the upper bound is the smaller fall
    over, almost = ("almost ", "over ") if falls else ("over ", "almost ")
    hedge = almost if by.change_lower is None else over if by.change_upper is None else ""
    if by.factor is not None:
        return f"{hedge}{by.factor:g}"
    shares = dict.fromkeys(_percent(bound) for bound in sorted(known, key=abs))
    return f"(1 {pen.signs.minus if falls else '+'} {hedge}{'-'.join(shares)}%)"


def _percent(fraction: float) -> str:
    return f"{100 * abs(fraction):.10g}"


def figure(row: FigureRow, pen: Pen) -> str:
    """The words of a number, and its years."""
    return ", ".join(filter(None, (scaled(row.text), years(row, pen))))


# In numbers


def numbers(row: TradeRow | FigureRow, pen: Pen) -> str:
    """The bounds of an amount, and those of a change, as numbers with what they leave open."""
    unit = row.unit if isinstance(row, FigureRow) else row.currency
    parts = [_bounds(row.lower, row.upper, unit)] if unit else []
    if isinstance(row, TradeRow) and (row.change_lower, row.change_upper) != (None, None):
        before = str(row.compared_to or "before")
        percents = _signed(row.change_lower, row.change_upper, pen)
        times = f"{row.factor:g} times {before} ({percents})" if row.factor else ""
        parts.append(times or f"{percents} against {before}")
    return "; ".join(parts)


def _bounds(lower: float | None, upper: float | None, unit: str) -> str:
    """Bounds with their unit: above 284,000,000 USD, no upper bound."""

    def number(bound: float | None) -> str | None:
        if bound is None:
            return None
        shown = f"{bound:,}" if isinstance(bound, int) else f"{bound:,.10g}"
        return f"{shown}%" if unit == "%" else shown

    return _range(number(lower), number(upper), "" if unit == "%" else f"{NO_BREAK}{unit}")


def _signed(lower: float | None, upper: float | None, pen: Pen) -> str:
    """The bounds of a change in per cent of the earlier year: −6% to −5%."""

    def signed(bound: float | None) -> str | None:
        if bound is None:
            return None
        return f"{'+' if bound > 0 else pen.signs.minus}{_percent(bound)}%"

    return _range(signed(lower), signed(upper))


def _range(low: str | None, high: str | None, unit: str = "") -> str:
    if low is None:
        return "no bounds" if high is None else f"below {high}{unit}, no lower bound"
    if high is None:
        return f"above {low}{unit}, no upper bound"
    return f"{low}{unit}" if low == high else f"{low} to {high}{unit}"
