"""Text as it is compared: folded names, and the paragraphs of a source text."""

import hashlib
import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from bilat.errors import ContentError, FileError, Problem

_BETWEEN_WORDS = re.compile(r"[\W_]+")


@lru_cache(maxsize=16_384)  # the names of a record are those of many
def fold(text: str) -> str:
    """Return a text without case, accents and punctuation, with one space between words."""
    if text.isascii():
        folded = text.lower()
    else:  # some letters have a case only once they are decomposed, some only after
        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        folded = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _BETWEEN_WORDS.sub(" ", folded).strip()


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
# Between two letters of a word or two digits of a number.
_INSIDE = re.compile(r"(?<=\w)(?=\w)|(?<=\d[.,])(?=\d)|(?<=\d)(?=[.,]\d)")
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
        """Yield where a phrase stands, as whole words.

        Its first letter may be large or small, and all of it may be in capitals.
        """
        wanted = plain(phrase)
        spellings = {wanted, wanted[:1].swapcase() + wanted[1:], wanted.upper()} - {""}
        for spelling in spellings:
            start = self.text.find(spelling)
            while start >= 0:
                end = start + len(spelling)
                if not (_INSIDE.match(self.text, start) or _INSIDE.match(self.text, end)):
                    yield Span(start, end, spelling)
                start = self.text.find(spelling, start + 1)

    @cached_property
    def _offsets(self) -> Sequence[int]:
        """Where each character of the text stands in the block."""
        offsets = array("L")
        for word in _WORD.finditer(self._block):
            letters = _LETTER.finditer(self._block, *word.span())
            if starts := [letter.start() for letter in letters for _ in plain(letter[0])]:
                offsets.extend((*starts, word.end()))
        return offsets

    def offset(self, index: int) -> int:
        """Return where a character of the paragraph stands in the text that it is from."""
        return self._offset + self._offsets[index]


@dataclass(frozen=True)
class Text:
    """A source text."""

    path: Path
    content: str

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """The non-empty blocks between blank lines."""
        return split(self.content)

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


def decode(data: bytes) -> str:
    """Return the text that the bytes of a file hold, with line ends as in Python.

    Raise ContentError where they are too many or not UTF-8, or a merge was not resolved.
    """
    if len(data) > MAX_BYTES:
        raise ContentError(1, 1, f"the file has more than {MAX_BYTES} bytes; no more are read")
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()  # without a byte order mark
        message = f"byte 0x{error.object[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise misplaced(before, len(before), message) from None
    if marker := _MERGE_MARKER.search(text):
        message = "a merge conflict is left here; keep one side and remove the marker"
        raise misplaced(text, marker.start(), message)
    return text


def misplaced(text: str, index: int, message: str) -> ContentError:
    """Return the error that something is wrong at an index of a text."""
    line = text.count("\n", 0, index) + 1
    return ContentError(line, index - text.rfind("\n", 0, index), message)


def decoded(data: bytes, path: Path) -> Text:
    """Return the text that bytes hold; FileError where `decode` refuses them."""
    try:
        return Text(path, decode(data))
    except ContentError as error:
        raise FileError(f"{path}:{error.line}:{error.column}: {error.message}") from None


def read_text(path: Path) -> Text:
    """Return the text of a file or pipe; FileError where it cannot be read as UTF-8."""
    try:
        with path.open("rb") as file:
            return decoded(file.read(MAX_BYTES + 1), path)
    except OSError as error:
        raise FileError(f"{path}: cannot be read: {error.strerror}") from None


def read_folder(
    folder: Path, hashes: Collection[str], problems: list[Problem] | None = None
) -> dict[str, Text]:
    """Return the texts of a folder that have one of the hashes, by their hash.

    Every other file is passed over, but a `.txt` file that is not UTF-8 or has a merge marker is
    added to the problems. Raise FileError where the folder cannot be read.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if path.is_file())
    except OSError as error:
        raise FileError(f"{folder}: cannot be read: {error.strerror}") from None
    texts: dict[str, Text] = {}
    for path in paths:
        try:
            content = decode(path.read_bytes()) if path.stat().st_size <= MAX_BYTES else ""
        except OSError:
            continue
        except ContentError as error:
            if problems is not None and path.suffix == ".txt":
                problems.append(Problem(str(path), error.line, error.column, "", error.message))
            continue
        if (hash_ := sha256(content)) in hashes:
            texts[hash_] = Text(path, content)
    return texts
