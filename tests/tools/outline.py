"""HTML as a parser reads it."""

from collections import Counter
from html.parser import HTMLParser

VOID = {"meta", "input"}


class Outline(HTMLParser):
    """Elements, attributes and text of HTML; asserts that every element ends where it should."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: Counter[str] = Counter()
        self.attributes: dict[str, list[str]] = {}
        self.raw = ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag] += 1
        self.open += [tag] if tag not in VOID else []
        for name, value in attrs:
            self.attributes.setdefault(name, []).append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] not in (["script"], ["style"]):
            self.raw += data

    @property
    def text(self) -> str:
        """The text with one space between words."""
        return " ".join(self.raw.split())

    def links(self, start: str) -> set[str]:
        """Return the addresses of links that begin in some way."""
        return {address for address in self.attributes["href"] if address.startswith(start)}
