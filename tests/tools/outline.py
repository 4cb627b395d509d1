"""A page of HTML, read by a parser."""

from collections import Counter
from html.parser import HTMLParser

VOID = {"meta", "input", "wbr", "link", "br", "col"}


class Outline(HTMLParser):
    """What a page is made of; asserts that every element ends where it should."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: Counter[str] = Counter()
        self.ids: list[str] = []
        self.targets: set[str] = set()
        self.addresses: set[str] = set()
        self.attributes: set[str] = set()
        self.texts: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag] += 1
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                (self.targets if (value or "").startswith("#") else self.addresses).add(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("script", "style"):
            self.texts.append(data)

    @property
    def text(self) -> str:
        """What is read on it, one space between words."""
        return " ".join(" ".join(self.texts).split())
