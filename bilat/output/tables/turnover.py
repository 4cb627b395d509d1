"""Turnover, its change and what it is derived from, in words."""

from bilat.database.rows import TradeRow
from bilat.output.tables.layout import NO_BREAK, TOGETHER, scaled, together
from bilat.output.tables.pen import Pen
from bilat.questions.context import Context, Source


def turnover(row: TradeRow) -> str:
    """The amount in the words of the text; one that is derived in bounds."""
    if row.basis == "derived":
        return together(bounds(row))
    return scaled(row.text or "")


def bounds(row: TradeRow) -> str:
    """The bounds of an amount in millions, rounded outwards, with the hedge."""
    symbol = "$" if row.currency == "USD" else f"{row.currency} "
    low = None if row.lower is None else row.lower // 100_000 / 10
    high = None if row.upper is None else -(-row.upper // 100_000) / 10
    amounts = [f"{bound:,.1f}" for bound in (low, high) if bound is not None]
    hedge = "" if row.hedge in ("range", "exact") else f"{row.hedge} "
    return f"{hedge}{symbol}{'-'.join(dict.fromkeys(amounts))} million"


def change(row: TradeRow, pen: Pen) -> str:
    """The change in the words of the text: against which year, why, and how sure that is."""
    if not row.change_text:
        return ""
    arrow = pen.signs.up if row.direction == "up" else pen.signs.down
    against = f" against{NO_BREAK}{row.compared_to}" if row.compared_to else ""
    cause = f", {row.cause}" if row.cause else ""
    return f"{arrow}{NO_BREAK}{scaled(row.change_text)}{against}{cause}{_doubt(row, pen)}"


def _doubt(of: TradeRow | Source, pen: Pen) -> str:
    """The words of a doubt that is voiced of the figure."""
    return f", {pen.quoted(of.doubt)}" if of.doubt else ""


def derivation(row: TradeRow, context: Context, pen: Pen) -> str:
    """What a derived amount follows from: `from 2019: over $284 million ÷ 2.6`."""
    sources = [context.sources[each] for each in row.sources if each in context.sources]
    amount = next((each for each in sources if each.amount), None)
    if amount is None:
        return ""
    by = together(f"{pen.signs.divided} {_divisor(sources[-1], pen)}")
    words = f"from {amount.year}: {scaled(amount.amount or '')} {by}".replace(" ", TOGETHER)
    return words + next((_doubt(each, pen) for each in sources if each.doubt), "")


def _divisor(source: Source, pen: Pen) -> str:
    """What an amount is divided by to give that of the earlier year."""
    bounds = (source.change_lower, source.change_upper)
    known = [bound for bound in bounds if bound is not None]
    falls = any(bound < 0 for bound in known)
    if source.factor is not None:
        return f"{_hedge(source, falls=False)}{source.factor:g}"
    percent = [f"{abs(bound) * 100:g}" for bound in sorted(known, key=abs)]
    sign = pen.signs.minus if falls else "+"
    return f"(1 {sign} {_hedge(source, falls)}{'-'.join(dict.fromkeys(percent))}%)"


def _hedge(source: Source, falls: bool) -> str:
    """What one bound alone makes of a change."""
    if source.change_lower is None:
        return "over " if falls else "almost "
    if source.change_upper is None:
        return "almost " if falls else "over "
    return ""
