"""Tables as HTML: a heading, then a table or a list of fields, then notes.

The styles of the theme become CSS classes, and everything in the data is escaped.
"""

import re
from collections.abc import Mapping, Sequence
from html import escape
from itertools import zip_longest

from rich.table import Table

from bilat.output.look import BASES, Sheet
from bilat.output.spans import Piece, as_text, is_grid, is_web, pieces, rows_of
from bilat.vocabulary import STATUS

Attributes = Sequence[Mapping[str, str]]

_SIGNS = {word.sign: name for name, word in STATUS.items()}
_SIGN = re.compile("|".join(_SIGNS))


def write(
    sheet: Sheet,
    attributes: Attributes = (),
    additions: Mapping[int, Sequence[str]] | None = None,
) -> str:
    """Return the HTML of a sheet.

    The attributes of each row become its `id` and `data-…`; rows without attributes are totals.
    `additions` has HTML by the number of a column, a piece for each row, for the end of the cell.
    """
    title = element("h3", inline(sheet.title)) + "\n" if sheet.title else ""
    table = (
        _list(sheet.table)
        if is_grid(sheet.table)
        else _table(sheet.table, attributes, additions or {})
    )
    notes = (element("p", inline(note), class_="note") + "\n" for note in sheet.notes)
    return f"{title}{table}\n{''.join(notes)}"


def element(name: str, content: str, /, **attributes: str | None) -> str:
    """Return an element; its content is HTML already, its attributes are escaped here.

    `class_` is written as class and `data_label` as data-label; None is left out.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{content}</{name}>"


def inline(text: object) -> str:
    """Return a text as HTML; every line after the first one is a block."""
    whole = as_text(text)
    first, *others = (
        "".join(_written(piece, whole.plain) for piece in pieces(line))
        for line in whole.split("\n", allow_blank=True)
    )
    return "\n".join([first, *(element("div", line) for line in others)])


def _table(table: Table, attributes: Attributes, additions: Mapping[int, Sequence[str]]) -> str:
    columns = table.columns
    labels = [" ".join(as_text(column.header).plain.split()) for column in columns]
    classes = ["number" if column.justify == "right" else None for column in columns]
    heads = [
        element("th", inline(column.header), scope="col", class_=class_)
        for column, class_ in zip(columns, classes, strict=True)
    ]
    body: list[str] = []
    totals: list[str] = []
    above = ""
    for number, (cells, given) in enumerate(zip_longest(rows_of(table), attributes)):
        first, *texts = map(inline, cells)
        # Where a name is drawn once for several rows, the others have it for sorting.
        first, above = first or element("span", above, class_="again"), first or above
        written = [element("th", first, scope="row")]
        for column, text in enumerate(texts, 1):
            added = additions[column][number] if column in additions else ""
            label, class_ = labels[column], classes[column]
            written.append(element("td", text + added, data_label=label, class_=class_))
        names = {key if key == "id" else f"data-{key}": given[key] for key in given or ()}
        (totals if given is None else body).append(element("tr", "\n".join(written), **names))
    head = element("thead", element("tr", "".join(heads)))
    foot = [element("tfoot", "\n".join(totals))] if totals else []
    return "\n".join(["<table>", head, element("tbody", "\n".join(body)), *foot, "</table>"])


def _list(table: Table) -> str:
    """Return a grid as a list of labels and values."""
    pairs = (
        f"<div>{element('dt', label)}{element('dd', value)}</div>"
        for label, value in (map(inline, row) for row in rows_of(table))
    )
    return "\n".join(["<dl>", *pairs, "</dl>"])


def _written(piece: Piece, whole: str) -> str:
    """Return a piece as a link and with a class for each style; its signs are read out as words."""
    content = _SIGN.sub(lambda sign: _sign(sign[0], _SIGNS[sign[0]], whole), escape(piece.text))
    for basis in BASES.keys() & {*piece.styles}:
        content = _sign(content, BASES[basis], whole)
    if piece.styles:
        content = element("span", content, class_=" ".join(piece.styles))
    is_link = is_web(piece.link) or piece.link.startswith("#")
    return element("a", content, href=piece.link) if is_link else content


def _sign(sign: str, word: str, whole: str) -> str:
    """Return a sign that a screen reader reads as a word, unless the text has that word."""
    if word in whole:
        return element("span", sign, aria_hidden="true")
    return element("span", sign, role="img", aria_label=word, title=word)
