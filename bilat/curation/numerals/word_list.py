"""The words, numbers and marks of a text, one after the other."""

import re

from bilat.text import Span

_TOKEN = re.compile(r"\d+|[½⅓⅔¼¾⅛⅜⅝⅞]|[^\W\d_]+|\S")
_LETTER = re.compile(r"[^\W\d]")


class WordList:
    """A text taken apart; `words[index]` is in small letters, and empty beyond the ends."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._spans = [each.span() for each in _TOKEN.finditer(text)]
        self._words = [text[start:end].lower() for start, end in self._spans]

    def pair(self, index: int) -> tuple[str, str]:
        """A word and the next."""
        return self[index], self[index + 1]

    def start(self, index: int) -> int:
        """Where a word begins."""
        return self._spans[index][0]

    def end(self, index: int) -> int:
        """Where a word ends."""
        return self._spans[index][1]

    def __len__(self) -> int:
        return len(self._words)

    def __getitem__(self, index: int) -> str:
        return self._words[index] if 0 <= index < len(self._words) else ""

    def span(self, first: int, after: int) -> Span:
        """From one word to before another."""
        start, end = self._spans[first][0], self._spans[after - 1][1]
        return Span(start, end, self.text[start:end])

    def touches(self, index: int) -> bool:
        """Whether a word stands directly after the one before."""
        if not 0 < index < len(self._spans):
            return False
        return self._spans[index - 1][1] == self._spans[index][0]

    def following(self, index: int) -> int:
        """Where a number that ends before `index` may go on: after a space or a hyphen."""
        hyphen = self[index] == "-" and self.touches(index) and self.touches(index + 1)
        return index + 1 if hyphen else index

    def is_in_name(self, index: int) -> bool:
        """Whether digits belong to a name: A2, B_7, BAM-2."""
        start = self._spans[index][0]
        before = self.text[max(0, start - 2) : start]
        return (
            before[-1:] == "_"
            or bool(_LETTER.match(before[-1:]))
            or (before[-1:] == "-" and before[:1].isupper())
        )

    def after_digits(self, index: int) -> int:
        """Where a run of digits with marks, or with spaces between its thousands, ends."""
        after = index + 1
        while self[after] in (".", ",", "/") and self.touches(after) and self._digits(after + 1):
            after += 2
        if after > index + 1 or len(self[index]) > 3:
            return after
        while self._is_group(after):
            after += 1
        if after > index + 1 and self[after] in (".", ",") and self._digits(after + 1):
            after += 2
        return after

    def after_glued(self, index: int) -> int:
        """Where the letters and digits end that touch each other."""
        while self.touches(index) and self[index].isalnum():
            index += 1
        return index

    def _digits(self, index: int) -> bool:
        return self.touches(index) and self[index].isdecimal()

    def _is_group(self, index: int) -> bool:
        """Whether three digits stand after a space, with nothing directly after them."""
        word = self[index]
        if not (len(word) == 3 and word.isdecimal()) or self.touches(index):
            return False
        return not (self.touches(index + 1) and self[index + 1].isalnum())
