"""What the signs of a table mean, of those that are used in it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.text import Text

from bilat.database.rows import TradeRow
from bilat.output import wording
from bilat.output.look import Form, cell, joined
from bilat.queries.context import Context
from bilat.vocabulary import STATUS

_GAP = "   "


def notes(listing: str, rows: Sequence[Any], context: Context, form: Form) -> list[Text]:
    """Return the notes of a table: its signs, what is missing, and how to see a row in full."""
    found = [packed([*_signs(listing, rows, context, form)], form)]
    if listing == "trade":
        found += without_turnover(context)
    if form.width is not None and rows and listing in ("sectors", "trade", "figures"):
        found.append(_details(rows, context))
    return [note for note in found if note]


def without_turnover(context: Context) -> Iterator[Text]:
    """Yield the regions of the question for which no turnover is stated."""
    if context.without_turnover:
        yield cell(f"No turnover stated: {', '.join(context.without_turnover)}", "note")


def packed(items: Sequence[Text], form: Form, gap: str = _GAP) -> Text:
    """Return items side by side, without a line end inside an item."""
    lines: list[list[Text]] = [[]]
    for item in items:
        if form.width and joined([*lines[-1], item], gap).cell_len >= form.room:
            lines.append([])
        lines[-1].append(item)
    return joined([joined(line, gap) for line in lines])


def explained(sign: str, meaning: str, style: str = "") -> Text:
    """Return a sign and what it means."""
    return joined((cell(sign, style), cell(meaning, "note")), " ")


def marks(bases: Iterable[str | None], form: Form) -> Iterator[Text]:
    """Yield what the marks of dates and periods mean that are used."""
    found = {*bases}
    for basis, meaning in wording.BASES.items():
        if basis in found:
            yield form.mark(basis) + cell(f" {meaning}", "note")


def _signs(listing: str, rows: Sequence[Any], context: Context, form: Form) -> Iterator[Text]:
    statuses, has_wider = _statuses(listing, rows, context)
    for status in STATUS:
        if status in statuses:
            yield explained(form.status(status), status, status)
    if has_wider and listing == "regions":
        sign = form.signs.wider if form.signs.wider == "()" else f"{form.signs.wider} or ()"
        yield explained(sign, "wider than the region")
    elif has_wider:
        yield explained("()", "wider than the region")
    yield from marks(_bases(rows, context), form)
    trade = [row for row in rows if isinstance(row, TradeRow)]
    if any(row.basis == "derived" for row in trade):
        yield explained("derived", "computed from stated figures", "derived")
    yield from conflicts(trade, form)


def conflicts(rows: Iterable[TradeRow], form: Form) -> Iterator[Text]:
    """Yield what the sign means of amounts that contradict each other."""
    if any(row.conflicts for row in rows):
        yield explained(form.signs.conflict, "another report states another amount", "conflict")


def _statuses(listing: str, rows: Sequence[Any], context: Context) -> tuple[set[str], bool]:
    """Return the statuses that a table shows by signs alone, and whether any is of wider scope."""
    if listing == "regions":
        used = {status for status in STATUS if any(getattr(row, status) for row in rows)}
        return used, any(row.wider for row in rows)
    if listing == "companies":
        mentions = [each for row in rows for each in context.mentions.get(row.id, ())]
        return {each.status for each in mentions}, any(each.wider for each in mentions)
    records = [each for cells in context.cells.values() for each in cells]
    return {status for status, *_ in records}, any(wider for _, wider, *_ in records)


def _bases(rows: Sequence[Any], context: Context) -> Iterator[str | None]:
    """Yield how the dates and periods are known that a table shows."""
    for row in rows:
        for name in ("date_basis", "year_basis", "turnover_year_basis"):
            yield getattr(row, name, None)
    yield from (basis for place in context.places for _, basis in place.years)


def _details(rows: Sequence[Any], context: Context) -> Text:
    """Return how to see a row in full, with a name that can be typed."""
    names = {row.id: context.short_ids.get(row.id, row.id) for row in rows}
    row = next((row for row in rows if "/" not in names[row.id]), rows[0])
    short = names[row.id]
    name, example = ("ID", short) if "/" in short else ("REGION/ID", f"{row.region}/{short}")
    return cell(f"Details: bilat show {name}, such as {example}", "note")
