"""Tables as HTML: a heading, then a table or a list of fields, then notes.

The styles of the theme become CSS classes, and everything in the data is escaped.
"""

import re
from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby

from rich.table import Table
from rich.text import Text

from bilat.output.look import Sheet
from bilat.output.spans import Stretch, as_text, is_grid, is_web, rows_of, stretches
from bilat.output.wording import BASES
from bilat.vocabulary import STATUS

_SIGNS = {word.sign: name for name, word in STATUS.items()}
_SIGN = re.compile("|".join(_SIGNS))


def write(sheet: Sheet, additions: Mapping[int, Sequence[str]] | None = None) -> str:
    """Return the HTML of a sheet.

    The attributes of a row become its `id` and `data-…`. `additions` has HTML by the number of a
    column, a piece for each row, which goes to the end of the cell.
    """
    title = element("h3", inline(sheet.title)) + "\n" if sheet.title else ""
    table = _list(sheet.table) if is_grid(sheet.table) else _table(sheet, additions or {})
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
    first, *others = (_line(line, whole.plain) for line in whole.split("\n", allow_blank=True))
    return "\n".join([first, *(element("div", line) for line in others)])


def _table(sheet: Sheet, additions: Mapping[int, Sequence[str]]) -> str:
    columns = sheet.table.columns
    labels = [" ".join(as_text(column.header).plain.split()) for column in columns]
    classes = ["number" if column.justify == "right" else None for column in columns]
    heads = [
        element("th", inline(column.header), scope="col", class_=class_)
        for column, class_ in zip(columns, classes, strict=True)
    ]
    lines = ["<table>", f"<thead><tr>{''.join(heads)}</tr></thead>", "<tbody>"]
    above = ""
    for number, (row, cells) in enumerate(zip(sheet.table.rows, rows_of(sheet.table), strict=True)):
        texts = [inline(cell) for cell in cells]
        # Where a name is drawn once for several rows, the others have it for sorting.
        texts[0], above = texts[0] or element("span", above, class_="again"), texts[0] or above
        written = [element("th", texts[0], scope="row")]
        for column, text in enumerate(texts[1:], 1):
            added = additions[column][number] if column in additions else ""
            label, class_ = labels[column], classes[column]
            written.append(element("td", text + added, data_label=label, class_=class_))
        attributes = sheet.attributes[number] if number < len(sheet.attributes) else {}
        names = {key if key == "id" else f"data-{key}": value for key, value in attributes.items()}
        lines.append(element("tr", "\n".join(written), **names))
        if row.end_section and number + 1 < len(sheet.table.rows):
            lines.append("</tbody><tbody>")
    return "\n".join([*lines, "</tbody>", "</table>"])


def _list(table: Table) -> str:
    """Return a grid as a list of labels and values."""
    pairs = (
        f"<div>{element('dt', ' '.join(labels))}{element('dd', value)}</div>"
        for *labels, value in (map(inline, row) for row in rows_of(table))
    )
    return "\n".join(["<dl>", *pairs, "</dl>"])


def _line(line: Text, whole: str) -> str:
    linked = groupby(stretches(line), key=lambda stretch: stretch.link)
    return "".join(_link("".join(_styled(each, whole) for each in part), to) for to, part in linked)


def _link(content: str, address: str | None) -> str:
    if address is None or not (is_web(address) or address.startswith("#")):
        return content
    return element("a", content, href=address, rel="noreferrer" if is_web(address) else None)


def _styled(stretch: Stretch, whole: str) -> str:
    """Return a stretch with a class for each style; signs without their words are read out."""
    content = _SIGN.sub(lambda sign: _spoken(sign[0], _SIGNS[sign[0]], whole), escape(stretch.text))
    for basis in BASES.keys() & {*stretch.styles}:
        content = _spoken(content, BASES[basis], whole)
    return element("span", content, class_=" ".join(stretch.styles)) if stretch.styles else content


def _spoken(sign: str, word: str, whole: str) -> str:
    """Return a sign with the word that a screen reader says, unless the text has that word."""
    unseen = "" if word in whole else element("span", f" {word} ", class_="unseen")
    return element("span", sign, aria_hidden="true") + unseen
