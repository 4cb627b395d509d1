"""Turnover, its change and what it is derived from, in words that stay together."""

from bilat.database.rows import TradeRow
from bilat.output import wording
from bilat.output.tables.layout import NO_BREAK, TOGETHER
from bilat.output.tables.pen import Pen
from bilat.questions.context import Context


def turnover(row: TradeRow) -> str:
    """The amount in the words of the text; one that is derived in bounds."""
    amount = wording.amount(row)
    return amount.replace(" ", NO_BREAK) if row.basis == "derived" else amount


def change(row: TradeRow, pen: Pen) -> str:
    """The change in the words of the text: against which year, why, and how sure that is."""
    return pen.plain(wording.change(row).replace(" against ", f" against{NO_BREAK}"))


def derivation(row: TradeRow, context: Context, pen: Pen) -> str:
    """What a derived amount follows from: `from 2019: over $284 million ÷ 2.6`."""
    if row.basis != "derived":
        return ""
    words = f"from {wording.derivation(row, context.sources)}".replace(" ", TOGETHER)
    doubts = (context.sources[each].doubt for each in row.sources)
    return pen.plain(words + "".join(f" (“{doubt}”)" for doubt in doubts if doubt))
