"""Text as it is compared: folded names, and the paragraphs of a source text."""

import hashlib
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from bilat.errors import FileError

_BETWEEN_WORDS = re.compile(r"[\W_]+")
_PLURALS = re.compile(r"(bus|gas)(?:s?es)\b")
# Cyrillic and Greek letters, and the Latin ones that nobody can tell from them.
_LOOK_ALIKES = str.maketrans(
    "АВЕКМНОРСТУХЅІЈаекорсухѕіјΑΒΕΖΗΙΚΜΝΟΡΤΥΧνορ", "ABEKMHOPCTYXSIJaekopcyxsijABEZHIKMNOPTYXvop"
)


@lru_cache(maxsize=16_384)  # the names of a record are those of many
def fold(text: str) -> str:
    """Text without case, accents and punctuation, one space between words."""
    if text.isascii():
        folded = text.lower()
    else:  # some letters have a case only once they are decomposed, some only after
        import unicodedata

        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        folded = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _BETWEEN_WORDS.sub(" ", folded).strip()


def look(text: str) -> str:
    """What a text looks like: folded, look-alike letters of other scripts as Latin ones."""
    return fold(text.translate(_LOOK_ALIKES))


def singular(folded: str) -> str:
    """Folded text with the plurals made singular that the porter stemmer does not join."""
    return _PLURALS.sub(r"\1", folded) if "ses" in folded else folded


def nearest(text: str, names: Iterable[tuple[str, str]]) -> list[str]:
    """The ids, at most three, whose names look most like a text; the likeliest first.

    `names` are pairs of a folded name and the id that it leads to.
    """
    from difflib import get_close_matches  # only where something is wrong

    ids = dict(names)
    close = get_close_matches(fold(text), ids, n=6, cutoff=0.65)
    return list(dict.fromkeys(ids[name] for name in close))[:3]


MAX_BYTES = 4 * 1024 * 1024

# One character each, so that positions stay what they are.
_PLAIN = str.maketrans("‘’“”‐‑‒–", "''\"\"----")
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n")
_WORD = re.compile(r"\S+")


class Span(NamedTuple):
    """A stretch of a paragraph."""

    start: int
    end: int
    text: str


class Spans:
    """Stretches of one paragraph, to ask whether another is covered or touched by one of them."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._reach = list(accumulate((span.end for span in ordered), max))

    def cover(self, span: Span) -> bool:
        """Whether one of them covers all of a span."""
        before = bisect_right(self._starts, span.start)
        return before > 0 and self._reach[before - 1] >= span.end

    def touch(self, span: Span) -> bool:
        """Whether one of them overlaps a span."""
        before = bisect_left(self._starts, span.end)
        return before > 0 and self._reach[before - 1] > span.start


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


@dataclass(frozen=True)
class Text:
    """A source text."""

    path: Path
    content: str
    paragraphs: list[Paragraph]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.content))]

    def position(self, paragraph: int, index: int) -> tuple[int, int]:
        """Line and column, from 1, of a character of a paragraph (counted from 1)."""
        offset = self.paragraphs[paragraph - 1].offset(index)
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1


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


def escaped(text: str) -> str:
    """Return text with escapes for what a terminal obeys or does not show; line ends stay."""
    if text.isprintable():
        return text
    return "".join(
        char
        if char.isprintable() or char == "\n"
        else " "
        if unicodedata.category(char) == "Zs"
        else char.encode("unicode_escape").decode()
        for char in text
    )
