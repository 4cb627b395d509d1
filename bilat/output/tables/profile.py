"""One thing in full: its fields, then tables of the rows that speak of it."""

from typing import Any

from rich.console import RenderableType
from rich.text import Text

from bilat.output.tables import layout
from bilat.output.tables.listings import parts
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


def profile(shown: Profile, terminal: Terminal) -> str:
    """A profile as text."""
    lines: list[RenderableType] = [
        Text.assemble((shown.name, "bold"), f"  {shown.kind} {shown.id}"),
        layout.labelled(
            [
                (_LABELS.get(name, name.replace("_", " ").capitalize()), Text(text))
                for name, value in shown.fields.items()
                if (text := _text(value))
            ],
            terminal,
        ),
    ]
    for name, rows in shown.listings.items():
        if rows:
            lines += [Text(""), Text(_HEADINGS[name], "bold underline")]
            lines += parts(name, rows, terminal)
    return layout.draw(terminal, *lines)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):  # a product
        return f"{value['name']} (HS {value['hs']})" if value["hs"] else str(value["name"])
    if isinstance(value, tuple):
        texts = [_text(each) for each in value]
        return ("\n" if any(" " in text for text in texts) else ", ").join(texts)
    return str(value)
