"""Tables as HTML: a heading, then a table or a list of fields, then notes.

The styles of the theme become CSS classes, and everything in the data is escaped.
"""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import zip_longest
from typing import Any

from bilat.output.look import BASES, Sheet, pieces
from bilat.vocabulary import DATE_BASIS, STATUS

Attributes = Sequence[Mapping[str, str]]

# What a screen reader says instead of a sign.
_SPOKEN = {word.sign: status for status, word in STATUS.items()}
_SPOKEN |= {DATE_BASIS[basis].sign: meaning for basis, meaning in BASES.items()}


def write(
    sheet: Sheet, attributes: Attributes = (), additions: Mapping[int, Sequence[str]] = {}
) -> str:
    """Return the HTML of a sheet.

    Each row gets its attributes; rows without any are totals. `additions` has HTML for the end of
    cells: by the index of a column after the first one, a piece for each row.
    """
    parts = [element("h3", inline(sheet.title))] if sheet.title else []
    if sheet.is_grid:
        fields = (map(inline, cells) for cells in sheet.cells())
        items = (element("div", element("dt", a) + element("dd", b)) for a, b in fields)
        parts.append(element("dl", "\n".join(["", *items, ""])))
    else:
        parts.append(_table(sheet, attributes, additions))
    parts += [element("p", inline(note), class_="note") for note in sheet.notes]
    return "\n".join(parts) + "\n"


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


def inline(text: Any) -> str:
    """Return a text or a string as HTML; every line after the first one is a block."""
    first, *others = (
        "".join(_styled(*piece, str(text)) for piece in line) for line in pieces(text)
    )
    return "\n".join([first, *(element("div", line) for line in others)])


def _table(sheet: Sheet, attributes: Attributes, additions: Mapping[int, Sequence[str]]) -> str:
    columns = sheet.table.columns
    classes = ["number" if column.justify == "right" else None for column in columns]
    labels = [" ".join(str(column.header).split()) for column in columns]
    headings = (
        element("th", inline(column.header), scope="col", class_=class_)
        for column, class_ in zip(columns, classes, strict=True)
    )
    parts: dict[str, list[str]] = {"thead": [element("tr", "".join(headings))]}
    for number, (cells, given) in enumerate(zip_longest(sheet.cells(), attributes)):
        name, *texts = map(inline, cells)
        for column, added in additions.items():
            texts[column - 1] += added[number]
        row = [element("th", name, scope="row")]
        for text, label, class_ in zip(texts, labels[1:], classes[1:], strict=True):
            row.append(element("td", text, data_label=label, class_=class_))
        part = "tfoot" if given is None else "tbody"
        parts.setdefault(part, []).append(element("tr", "\n".join(row), **given or {}))
    written = (element(part, "\n".join(rows)) for part, rows in parts.items())
    return element("table", "\n".join(["", *written, ""]))


def _styled(text: str, styles: Sequence[str], link: str, whole: str) -> str:
    """Return a piece of a text with its styles as classes.

    A screen reader says the word for a sign, unless the whole text has it.
    """
    content = escape(text)
    if styles:
        word = _SPOKEN.get(text, "")
        spoken = {} if word in whole else {"role": "img", "aria_label": word, "title": word}
        content = element("span", content, class_=" ".join(styles), **spoken)
    return element("a", content, href=link) if link else content
