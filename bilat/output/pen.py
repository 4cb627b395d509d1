"""What is shown beside words: signs, bold, dim and links. Nothing has a colour."""

from typing import NamedTuple

from bilat.output.spaces import plain
from bilat.output.terminal import Terminal, printable
from bilat.vocabulary import DATE_BASIS, STATUS


class Signs(NamedTuple):
    """Signs that stand for words or between them."""

    paragraph: str
    dash: str
    dot: str
    none: str
    rule: str
    divided: str
    minus: str
    up: str
    down: str
    quotes: str
    marks: str
    """Round what would be bold."""


_UTF8 = Signs("¶", "—", "·", "·", "─", "÷", "−", "↑", "↓", "“”", "«»")
_ASCII = Signs("par.", "--", "-", "-", "-", "/", "-", "up:", "down:", '""', '""')
_AS_ASCII = str.maketrans("“”«»’—−·", '""""' + "'---")
"""What data may hold that has a likeness in ASCII."""


class Pen:
    """Writes signs and styles that a terminal can show; styled words may be wrapped as all are."""

    def __init__(self, terminal: Terminal) -> None:
        self.width = terminal.width
        self.utf8 = terminal.utf8
        self.styles = terminal.styles
        self.signs = _UTF8 if terminal.utf8 else _ASCII
        self._links = terminal.links

    def bold(self, text: str) -> str:
        """What is looked up; word by word, so that a line may end after any of them."""
        return self._styled("1", text)

    def dim(self, text: str) -> str:
        """What may be overlooked."""
        return self._styled("2", text)

    def _styled(self, code: str, text: str) -> str:
        if not self.styles or not text:
            return text
        return " ".join(f"\x1b[{code}m{word}\x1b[0m" for word in text.split(" "))

    def link(self, text: str, address: str) -> str:
        """A word that leads to an address where the terminal takes links."""
        if not self._links:
            return text
        return f"\x1b]8;;{address.replace(' ', '%20')}\x1b\\{text}\x1b]8;;\x1b\\"

    def status(self, status: str, wider: bool = False) -> str:
        """The sign of a status; in brackets where it is of something wider than the region."""
        word = STATUS[status]
        sign = word.sign if self.utf8 else word.plain_sign
        return f"({sign})" if wider else sign

    def mark(self, basis: str | None) -> str:
        """The mark of a date or a year that the text does not state."""
        word = DATE_BASIS[basis or "stated"]
        return word.sign if self.utf8 else word.plain_sign

    def quoted(self, text: str) -> str:
        """Words of a report."""
        return f"{self.signs.quotes[0]}{text}{self.signs.quotes[1]}"

    def shown(self, data: str) -> str:
        """Data without what a terminal would obey, in the characters that it has."""
        text = printable(plain(data))
        return text if self.utf8 else text.translate(_AS_ASCII)

    @property
    def none(self) -> str:
        """An empty cell."""
        return self.dim(self.signs.none)


PLAIN = Pen(Terminal(width=80))
"""Writes signs, and neither styles nor links."""
