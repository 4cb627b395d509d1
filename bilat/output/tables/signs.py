"""A sign, a word and a colour for each status."""

from rich.text import Text

from bilat.output.terminal import Terminal
from bilat.vocabulary import STATUS


def sign(status: str, terminal: Terminal) -> str:
    """The sign of a status that the terminal can show."""
    return STATUS[status].sign if terminal.utf8 else STATUS[status].plain_sign


def signed(status: str, terminal: Terminal) -> Text:
    """A status as its sign and its word."""
    return Text(f"{sign(status, terminal)} {status}", STATUS[status].style)


def legend(terminal: Terminal) -> Text:
    """What the signs mean."""
    words = Text()
    width = 0
    for status in STATUS:
        word = signed(status, terminal)
        if width:
            fits = width + 3 + word.cell_len <= terminal.width
            words.append("   " if fits else "\n")
            width = width + 3 if fits else 0
        words.append(word)
        width += word.cell_len
    return words
