"""One thing in full: its fields, then tables of the rows that speak of it."""

from typing import Any

from rich.console import RenderableType
from rich.text import Text

from bilat.show import Profile
from bilat.streams import Terminal
from bilat.tables import layout
from bilat.tables.listings import parts

_HEADINGS = {
    "documents": "Meetings",
    "trade": "Trade",
    "sectors": "Cooperation",
    "companies": "Companies",
    "figures": "Other figures",
}


def profile(shown: Profile, terminal: Terminal) -> str:
    """A profile as text."""
    lines: list[RenderableType] = [
        Text.assemble((shown.name, "bold"), f"  {shown.kind} {shown.id}"),
        layout.labelled(
            [
                (name.replace("_", " ").capitalize(), Text(text))
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
    if isinstance(value, dict):
        return ", ".join(f"{key} {_text(each)}" for key, each in value.items() if each is not None)
    if isinstance(value, tuple):
        separator = (
            "\n" if any(isinstance(each, dict) or " " in str(each) for each in value) else ", "
        )
        return separator.join(map(_text, value))
    return str(value)
