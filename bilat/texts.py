"""Source texts: paragraphs, hashes, and the numbers and names that stand in them."""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from bilat.errors import FileError

MAX_BYTES = 4 * 1024 * 1024

# One character each, so that positions stay what they are.
_PLAIN = str.maketrans("‘’“”‐‑‒–", "''\"\"----")
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n")
_WORD = re.compile(r"\S+")

_UNITS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = "second third fourth fifth sixth seventh eighth ninth tenth".split()
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_WORDS = {
    **{word: 2 + index for index, word in enumerate(_UNITS)},
    **{word: 20 + 10 * index for index, word in enumerate(_TENS)},
    **{word: 2 + index for index, word in enumerate(_ORDINALS)},
    "dozen": 12,
    "half": 0.5,
    "twice": 2,
    **_SCALES,
}
# Not the 2 of BAM-2 or of A2, which are names; "one" and "first" mostly count nothing. A point
# makes a decimal of two numbers but not of three, which are a date.
_WHOLE = r"\d+(?:,\d{3})*"
_DIGITS = (
    r"(?<!(?-i:[A-ZА-ЯЁ])-)(?<!\w)"
    rf"(?P<digits>(?<!\d\.){_WHOLE}\.\d+(?!\d*\.\d)|{_WHOLE}(?!\d))"
)
_WORD_NUMBERS = "|".join(_WORDS)
_NUMBER = re.compile(rf"{_DIGITS}|\b(?P<word>{_WORD_NUMBERS})s?\b", re.IGNORECASE)
_OTHER_END = rf"\s?(?:-|to|or)\s?[$€£]?(?:\d[\d.,]*|(?:{_WORD_NUMBERS}))\s?"
_SCALE = re.compile(rf"(?:{_OTHER_END}|\s?)({'|'.join(_SCALES)})s?\b", re.IGNORECASE)


class Span(NamedTuple):
    """A stretch of a paragraph."""

    start: int
    end: int
    text: str

    def within(self, others: Iterable["Span"]) -> bool:
        """Whether one of the others covers it."""
        return any(other.start <= self.start and self.end <= other.end for other in others)


class Paragraph:
    """A block of a text, with white space collapsed and quotes and dashes made plain."""

    def __init__(self, block: str, offset: int) -> None:
        words = list(_WORD.finditer(block))
        self.text = plain(block)
        self._offsets = [offset + word.start() for word in words]
        self._starts = [0]
        for word in words:
            self._starts.append(self._starts[-1] + len(word[0]) + 1)

    def spans(self, phrase: str) -> Iterator[Span]:
        """Where a phrase stands, as whole words."""
        wanted = re.escape(plain(phrase))
        for found in re.finditer(rf"(?<!\w)(?<!\d[.,]){wanted}(?!\w)(?![.,]\d)", self.text):
            yield Span(*found.span(), found[0])

    def offset(self, index: int) -> int:
        """Where a character of the paragraph stands in the text that it is from."""
        word = bisect_right(self._starts, index) - 1
        return self._offsets[word] + index - self._starts[word]


class Text(NamedTuple):
    """A source text."""

    path: Path
    content: str
    paragraphs: list[Paragraph]

    def position(self, paragraph: int, index: int) -> tuple[int, int]:
        """Line and column, from 1, of a character of a paragraph (counted from 1)."""
        offset = self.paragraphs[paragraph - 1].offset(index)
        line_start = self.content.rfind("\n", 0, offset) + 1
        return self.content.count("\n", 0, offset) + 1, offset - line_start + 1


def plain(text: str) -> str:
    """White space collapsed; typographic quotes and dashes as on a keyboard."""
    return " ".join(text.split()).translate(_PLAIN)


def sha256(text: str) -> str:
    """The hash by which a text is recognised; line endings and indents do not change it."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def split(text: str) -> list[Paragraph]:
    """The paragraphs: the non-empty blocks between blank lines."""
    starts = [0, *(gap.end() for gap in _BLANK_LINES.finditer(text))]
    ends = [*(gap.start() for gap in _BLANK_LINES.finditer(text)), len(text)]
    blocks = ((text[start:end], start) for start, end in zip(starts, ends, strict=True))
    return [Paragraph(block, start) for block, start in blocks if block.strip()]


def read_text(path: Path) -> Text:
    """The text of a file; FileError where it cannot be read as UTF-8."""
    try:
        if path.exists() and not path.is_file():
            raise FileError(f"{path}: not a regular file")
        if path.stat().st_size > MAX_BYTES:
            raise FileError(f"{path}: larger than the {MAX_BYTES} bytes that a text may have")
        content = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise FileError(f"{path}: byte {error.start + 1} is not UTF-8") from None
    except OSError as error:
        raise FileError(f"{path}: cannot be read: {error.strerror}") from None
    return Text(path, content, split(content))


def read_folder(folder: Path) -> dict[str, Text]:
    """The readable texts of a folder by their hash; FileError where the folder cannot be read."""
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        raise FileError(f"{folder}: cannot be read: {error.strerror}") from None
    texts = {}
    for path in paths:
        try:
            text = read_text(path)
        except FileError:  # an image or an archive beside the texts is none of them
            continue
        texts[sha256(text.content)] = text
    return texts


def is_year(number: str) -> bool:
    """Whether a number as it is written looks like a year: four bare digits."""
    return len(number) == 4 and number.isdigit() and "1900" <= number <= "2100"


def numbers(text: str) -> Iterator[tuple[Span, float]]:
    """Every number of a plain text, in digits or words, with its value.

    A scale counts: "$315-320 million" has 315,000,000 and 320,000,000, and the million itself.
    """
    for found in _NUMBER.finditer(text):
        if found["digits"]:
            value = float(found["digits"].replace(",", ""))
        else:
            value = _WORDS[found["word"].lower()]
        scale = _SCALE.match(text, found.end())
        if scale and not is_year(found[0]):
            value *= _SCALES[scale[1].lower()]
        yield Span(*found.span(), found[0]), value


def amounts(text: str) -> list[float]:
    """The numbers of a plain text in ascending order, without years and mere scales of others."""
    scaled = {match.end() for span, _ in numbers(text) if (match := _SCALE.match(text, span.end))}
    return sorted(
        value for span, value in numbers(text) if span.end not in scaled and not is_year(span.text)
    )


class NameFinder:
    """Finds the names of things in a text, the longest name first."""

    def __init__(self, names: dict[str, str]) -> None:
        """`names` leads from a name to the id of what it names."""
        longest_first = sorted(names, key=len, reverse=True)
        self._ids = [names[name] for name in longest_first]
        # "Minsk-based" names Minsk, but "Mogilevliftmash-Usolye" another company.
        self._pattern = re.compile(
            rf"(?<![\w-])(?:{'|'.join(f'({re.escape(plain(name))})' for name in longest_first)})"
            r"(?!\w)(?!-(?-i:[A-ZА-ЯЁ0-9]))",
            re.IGNORECASE,
        )

    def find(self, text: str) -> Iterator[tuple[Span, str]]:
        """Where a name stands in a plain text, and whose it is."""
        if not self._ids:
            return
        for found in self._pattern.finditer(text):
            assert found.lastindex is not None
            yield Span(*found.span(), found[0]), self._ids[found.lastindex - 1]
