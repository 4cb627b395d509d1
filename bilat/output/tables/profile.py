"""One thing in full: its fields, then tables of the rows that speak of it."""

from typing import Any

from bilat.database.rows import ColumnInfo
from bilat.output.tables import layout, plain
from bilat.output.tables.pen import Pen
from bilat.output.terminal import Terminal
from bilat.questions.profile import Profile

_HEADINGS = {
    "documents": "Meetings",
    "trade": "Trade",
    "sectors": "Cooperation",
    "companies": "Companies",
    "figures": "Other figures",
}


_LABELS = {
    "iso_3166_2": "ISO 3166-2",
    "isic": "ISIC Rev.4",
    "name_ru": "Russian name",
    "sha256": "SHA-256",
    "url": "Address",
}


_COLUMNS = {
    "documents": ("id", "date", "head"),
    "trade": ("id", "basis", "text", "change_text"),
    "sectors": ("id", "status", "summary"),
    "companies": ("id", "name"),
    "figures": ("id", "name", "text", "scope"),
}


def profile(shown: Profile, terminal: Terminal) -> str:
    """A profile as text."""
    pen = Pen(terminal)
    lines = layout.joined([pen.bold(shown.name), f"{shown.kind} {shown.id}"], pen)
    fields = [
        (_LABELS.get(name, name.replace("_", " ").capitalize()), _text(value))
        for name, value in shown.fields.items()
    ]
    lines += plain.labelled(fields, pen)
    for name, rows in shown.listings.items():
        if rows:
            columns = [ColumnInfo(column, "") for column in _COLUMNS[name]]
            values = [tuple(getattr(row, column.name) for column in columns) for row in rows]
            lines += ["", pen.bold(_HEADINGS[name]), *plain.table(columns, values, pen)]
    return layout.text(lines)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):  # a product
        return f"{value['name']} (HS {value['hs']})" if value["hs"] else str(value["name"])
    if isinstance(value, tuple):
        texts = [_text(each) for each in value]
        return ("\n" if any(" " in text for text in texts) else ", ").join(texts)
    return str(value)
