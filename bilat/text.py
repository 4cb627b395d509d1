"""Text as it is compared: folded names, and the paragraphs of a source text."""

import hashlib
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from bilat.errors import FileError, Problem
from bilat.errors import escaped as escaped

_BETWEEN_WORDS = re.compile(r"[\W_]+")
# Cyrillic and Greek letters, and the Latin ones that nobody can tell from them.
_LOOK_ALIKES = str.maketrans(
    "АВЕКМНОРСТУХЅІЈаекорсухѕіјΑΒΕΖΗΙΚΜΝΟΡΤΥΧνορ", "ABEKMHOPCTYXSIJaekopcyxsijABEZHIKMNOPTYXvop"
)


@lru_cache(maxsize=16_384)  # the names of a record are those of many
def fold(text: str) -> str:
    """Return a text without case, accents and punctuation, with one space between words."""
    if text.isascii():
        folded = text.lower()
    else:  # some letters have a case only once they are decomposed, some only after
        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        folded = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _BETWEEN_WORDS.sub(" ", folded).strip()


def look(text: str) -> str:
    """Return what a text looks like: folded, look-alike letters of other scripts as Latin ones."""
    return fold(text.translate(_LOOK_ALIKES))


# The size of the largest file that is read.
MAX_BYTES = 4 * 1024 * 1024

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
_PLAIN: dict[int, str | int | None] = {
    **str.maketrans("‘’‚‛“”„‟‐‑‒–—―−", "''''" + '""""' + "-------", _INVISIBLE),
    ord("…"): "...",
}
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n")
_WORD = re.compile(r"\S+")
_LETTER = re.compile(r".[\u0300-\u036f]*")
_MERGE_MARKER = re.compile(r"^(<{7}|>{7})( |$)", re.MULTILINE)


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
        """Return whether one of them covers all of a span."""
        before = bisect_right(self._starts, span.start)
        return before > 0 and self._reach[before - 1] >= span.end

    def touch(self, span: Span) -> bool:
        """Return whether one of them overlaps a span."""
        before = bisect_left(self._starts, span.end)
        return before > 0 and self._reach[before - 1] > span.start


class Paragraph:
    """A block of a source text; `text` is as one types it, so that typed phrases are found."""

    def __init__(self, block: str, offset: int) -> None:
        self.text = plain(block)
        self._block = block
        self._offset = offset

    def spans(self, phrase: str) -> Iterator[Span]:
        """Yield where a phrase stands, as whole words; its first letter may be large or small."""
        wanted = plain(phrase)
        for spelling in {wanted, wanted[:1].swapcase() + wanted[1:]} if wanted else ():
            start = self.text.find(spelling)
            while start >= 0:
                if self._is_whole(start, start + len(spelling)):
                    yield Span(start, start + len(spelling), spelling)
                start = self.text.find(spelling, start + 1)

    def _is_whole(self, start: int, end: int) -> bool:
        """Return whether no word and no number goes on at either end."""
        first, last = self.text[start], self.text[end - 1]
        before, after = self.text[max(0, start - 2) : start], self.text[end : end + 2]
        if (_is_in_word(first) and _is_in_word(before[-1:])) or (
            _is_in_word(last) and _is_in_word(after[:1])
        ):
            return False
        begins_inside = first.isdigit() and before[:1].isdigit() and before[1:] in (".", ",")
        ends_inside = last.isdigit() and after[1:].isdigit() and after[:1] in (".", ",")
        return not (begins_inside or ends_inside)

    @cached_property
    def _words(self) -> tuple[list[int], list[int]]:
        """Where each word begins, in the plain text and in the block."""
        starts, offsets, length = [], [], 0
        for word in _WORD.finditer(self._block):
            if letters := plain(word[0]):
                starts.append(length)
                offsets.append(word.start())
                length += len(letters) + 1
        return starts, offsets

    def offset(self, index: int) -> int:
        """Return where a character of the paragraph stands in the text that it is from."""
        starts, offsets = self._words
        word = bisect_right(starts, index) - 1
        before = starts[word]
        for letter in _LETTER.finditer(self._block, offsets[word]):
            before += len(plain(letter[0]))
            if before > index:
                return self._offset + letter.start()
        return self._offset + len(self._block)


def _is_in_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


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
        """Return line and column, from 1, of a character of a paragraph (counted from 1)."""
        offset = self.paragraphs[paragraph - 1].offset(index)
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1


def plain(text: str) -> str:
    """Return a text as one types it: with the quotes, dashes and spaces of a keyboard.

    Characters that nobody sees, such as soft hyphens, are left out.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(_PLAIN))
    return " ".join(text.split())


def sha256(text: str) -> str:
    """Return the hash by which a text is recognised; white space does not change it."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def split(text: str) -> list[Paragraph]:
    """Return the paragraphs: the non-empty blocks between blank lines."""
    gaps = [(gap.start(), gap.end()) for gap in _BLANK_LINES.finditer(text)]
    starts, ends = [0, *(end for _, end in gaps)], [*(start for start, _ in gaps), len(text)]
    blocks = ((text[start:end], start) for start, end in zip(starts, ends, strict=True))
    return [Paragraph(block, start) for block, start in blocks if block.strip()]


def decoded(data: bytes, path: Path) -> Text:
    """Return the text that bytes hold; FileError where they are too many or not UTF-8."""
    if len(data) > MAX_BYTES:
        raise FileError(f"{path}: larger than the {MAX_BYTES} bytes that a text may have")
    try:
        content = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise FileError(f"{path}: byte {error.start + 1} is not UTF-8") from None
    return Text(path, content, split(content))


def read_text(path: Path) -> Text:
    """Return the text of a file or pipe; FileError where it cannot be read as UTF-8."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise FileError(f"{path}: cannot be read: {error.strerror}") from None
    return decoded(data, path)


def read_folder(
    folder: Path, hashes: Collection[str], problems: list[Problem] | None = None
) -> dict[str, Text]:
    """Return the texts of a folder that have one of the hashes, by their hash.

    Every other file is passed over, but a `.txt` file that is not UTF-8 or has a merge marker is
    added to the problems. Raises FileError where the folder cannot be read.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if path.is_file())
    except OSError as error:
        raise FileError(f"{folder}: cannot be read: {error.strerror}") from None
    texts: dict[str, Text] = {}
    for path in paths:
        try:
            data = path.read_bytes() if path.stat().st_size <= MAX_BYTES else b""
            content = data.decode("utf-8-sig").replace("\r\n", "\n")
        except OSError:
            continue
        except UnicodeDecodeError as error:
            message = f"byte {error.start + 1} is not UTF-8; save the text as UTF-8"
            problem = Problem(str(path), 0, 0, "", message)
        else:
            if (hash_ := sha256(content)) in hashes:
                texts[hash_] = Text(path, content, split(content))
                continue
            marker = _MERGE_MARKER.search(content)
            if marker is None:
                continue
            line = content.count("\n", 0, marker.start()) + 1
            problem = Problem(str(path), line, 1, "", "a merge marker; resolve the merge")
        if problems is not None and path.suffix == ".txt":
            problems.append(problem)
    return texts
