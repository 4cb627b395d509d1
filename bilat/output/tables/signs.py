"""A sign, a word and a colour for each status."""

from rich.text import Text

from bilat.dataset.models import Status
from bilat.output.terminal import Terminal

STATUS_STYLE: dict[Status, str] = {
    "existing": "green",
    "planned": "blue",
    "proposed": "yellow",
    "interest": "magenta",
}
_SIGNS: dict[Status, tuple[str, str]] = {
    "existing": ("●", "#"),
    "planned": ("◐", "+"),
    "proposed": ("○", "o"),
    "interest": ("◌", "?"),
}


def sign(status: Status, terminal: Terminal) -> str:
    """The sign of a status that the terminal can show."""
    return _SIGNS[status][0 if terminal.utf8 else 1]


def signed(status: Status, terminal: Terminal) -> Text:
    """A status as its sign and its word."""
    return Text(f"{sign(status, terminal)} {status}", STATUS_STYLE[status])


def legend(terminal: Terminal) -> Text:
    """What the signs mean."""
    words = Text()
    width = 0
    for status in STATUS_STYLE:
        word = signed(status, terminal)
        if width:
            fits = width + 3 + word.cell_len <= terminal.width
            words.append("   " if fits else "\n")
            width = width + 3 if fits else 0
        words.append(word)
        width += word.cell_len
    return words
