"""What the signs of a table mean, of those that are used in it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from bilat.output import wording
from bilat.output.look import Form, cell, joined
from bilat.queries.context import Context
from bilat.vocabulary import STATUS


def notes(
    listing: str, styles: Collection[str], rows: Sequence[Any], context: Context, form: Form
) -> list[Text]:
    """Return the notes of a table: its signs, what is missing, and how to see a row in full.

    `styles` are those of its cells. A status that stands beside its sign needs no explanation.
    """
    explained = {*styles} - ({*STATUS} if listing == "sectors" else set())
    wider = form.signs.wider if listing == "regions" else "()"
    found = [packed([*signs(explained, form, wider)], form)]
    if listing == "trade":
        found += without_turnover(context)
    if form.width is not None and rows and listing in ("sectors", "trade", "figures"):
        found.append(_details(rows, context))
    return [note for note in found if note]


def styles_of(*tables: Table | Text | None) -> set[str]:
    """Return the styles that are used in tables and texts."""
    texts: list[Any] = []
    for table in tables:
        columns = table.columns if isinstance(table, Table) else ()
        texts += [table, *(each for column in columns for each in (column.header, *column.cells))]
    return {str(span.style) for text in texts if isinstance(text, Text) for span in text.spans}


def signs(styles: Collection[str], form: Form, wider: str = "()") -> Iterator[Text]:
    """Yield what the signs of some styles mean."""
    computed = f"computed from stated figures; a printed 2.6 may be 2.55{form.signs.to}2.65"
    meanings = {
        **{status: (form.status(status), status) for status in STATUS},
        "wider": (wider, "wider than the region"),
        **{basis: (form.mark(basis).plain, meaning) for basis, meaning in wording.BASES.items()},
        "derived": ("derived", computed),
        "conflict": (form.signs.conflict, "another report states another amount"),
    }
    for style, (sign, meaning) in meanings.items():
        if style in styles:
            yield explained(sign, meaning, style)


def explained(sign: str, meaning: str, style: str = "") -> Text:
    """Return a sign and what it means."""
    return joined((cell(sign, style), cell(meaning, "note")), " ")


def packed(items: Iterable[Text], form: Form, gap: str = "   ") -> Text:
    """Return items side by side, without a line end inside an item."""
    lines: list[Text] = []
    for item in items:
        longer = joined([*lines[-1:], item], gap)
        if (form.width and longer.cell_len >= form.room) or not lines:
            lines.append(item)
        else:
            lines[-1] = longer
    return joined(lines)


def without_turnover(context: Context) -> Iterator[Text]:
    """Yield the regions of the question for which no turnover is stated."""
    if context.without_turnover:
        yield cell(f"No turnover stated: {', '.join(context.without_turnover)}", "note")


def _details(rows: Sequence[Any], context: Context) -> Text:
    """Return how to see a row in full, with a name that can be typed."""
    names = {row.id: context.short_ids.get(row.id, row.id) for row in rows}
    row = next((row for row in rows if "/" not in names[row.id]), rows[0])
    short = names[row.id]
    name, example = ("ID", short) if "/" in short else ("REGION/ID", f"{row.region}/{short}")
    return cell(f"Details: bilat show {name}, such as {example}", "note")
