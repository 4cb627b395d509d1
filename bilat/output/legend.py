"""What the signs of a table mean, of those that are used in it."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from bilat.output import wording
from bilat.output.look import Form, cell, joined, mark
from bilat.queries.context import Context
from bilat.vocabulary import STATUS

GAP = "   "
"""What stands between the items of a legend."""


def notes(
    listing: str, styles: Collection[str], rows: Sequence[Any], context: Context, form: Form
) -> Iterator[Text]:
    """Yield the notes of a table: its signs, what is missing, and how to see a row in full.

    `styles` are those of its cells. A status that stands beside its sign needs no explanation.
    """
    used = {*styles} - ({*STATUS} if listing == "sectors" else set())
    yield from signs(used, "◇" if listing == "regions" else "()")
    if listing == "trade":
        yield from without_turnover(context)
    if rows and form.width is not None and listing in ("sectors", "trade", "figures"):
        yield _details(rows, context)


def styles_of(title: Text, table: Table) -> set[str]:
    """Return the styles that are used in a table and its title."""
    texts: list[Any] = [title]
    for column in table.columns:
        texts += [column.header, *column.cells]
    return {str(span.style) for text in texts if isinstance(text, Text) for span in text.spans}


def signs(styles: Collection[str], wider: str = "()") -> Iterator[Text]:
    """Yield lines with what the signs of some styles mean."""
    computed = "computed from stated figures, whose ratios are taken as rounded"
    statuses = [(STATUS[status].sign, status, status) for status in STATUS]
    bases = [(mark(each).plain, meaning, each) for each, meaning in wording.BASES.items()]
    lines = (
        [*statuses, (wider, "wider than the region", "wider")],
        bases,
        [("derived", computed, "derived")],
        [("≠", "another report states another amount", "conflict")],
    )
    for line in lines:
        if used := [explained(*item) for item in line if item[-1] in styles]:
            yield joined(used, GAP)


def explained(sign: str, meaning: str, style: str = "") -> Text:
    """Return a sign and what it means."""
    return joined((cell(sign, style), cell(meaning, "note")), " ")


def without_turnover(context: Context) -> Iterator[Text]:
    """Yield the regions of the question for which no turnover is stated."""
    if context.without_turnover:
        yield cell(f"No turnover stated: {', '.join(context.without_turnover)}", "note")


def _details(rows: Sequence[Any], context: Context) -> Text:
    """Return how to see a row in full, with a name that can be typed."""
    ids = [(row.region, context.short_ids[row.id]) for row in rows]
    short = next((f"{region}/{id_}" for region, id_ in ids if "/" not in id_), None)
    whole = next((id_ for _, id_ in ids if "/" in id_), None)
    name = ("REGION/ID" + ", or ID where it has a slash" * bool(whole)) if short else "ID"
    return cell(f"Details: bilat show {name}, such as {short or whole}", "note")
