"""Text for comparison: folded names, and the paragraphs of a source text."""

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from bilat.errors import ContentError, FileError, Problem

_BETWEEN_WORDS = re.compile(r"[\W_]+")


@lru_cache(maxsize=16_384)  # the same names occur in many records
def fold(text: str) -> str:
    """Return a text without case, accents and punctuation, with one space between words."""
    # Some letters have a case only once they are decomposed, some only after.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    without_accents = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _BETWEEN_WORDS.sub(" ", without_accents).strip()


# The size of the largest file that is read.
MAX_BYTES = 4 * 1024 * 1024

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
_PLAIN: dict[int, str | int | None] = {
    **str.maketrans("‘’‚‛“”„‟‐‑‒–—―−", "''''" + '""""' + "-------", _INVISIBLE),
    ord("…"): "...",
}
_BLANK_LINES = re.compile(r"(\n[^\S\n]*\n)")
# Between two letters of a word or two digits of a number.
_INSIDE = re.compile(r"(?<=\w)(?=\w)|(?<=\d[.,])(?=\d)|(?<=\d)(?=[.,]\d)")
_MERGE_MARKER = re.compile(r"^(<{7}|>{7})( |$)", re.MULTILINE)


class Span(NamedTuple):
    """A stretch of a paragraph."""

    start: int
    end: int
    text: str


class Paragraph:
    """A block of a source text; `text` is as one types it, so that typed phrases are found."""

    def __init__(self, block: str, line: int) -> None:
        words = []
        # Where each word begins: in the text, and its line and column in the file.
        self._starts: list[int] = []
        self._positions: list[tuple[int, int]] = []
        start = 0
        for number, printed in enumerate(block.split("\n"), line):
            for match in re.finditer(r"\S+", printed):
                if word := plain(match[0]):
                    words.append(word)
                    self._starts.append(start)
                    self._positions.append((number, match.start() + 1))
                    start += len(word) + 1
        self.text = " ".join(words)

    def spans(self, phrase: str) -> Iterator[Span]:
        """Yield where a phrase stands, as whole words.

        Its first letter may be large or small, and all of it may be in capitals.
        """
        wanted = plain(phrase)
        for spelling in {wanted, wanted[:1].swapcase() + wanted[1:], wanted.upper()} - {""}:
            start = self.text.find(spelling)
            while start >= 0:
                end = start + len(spelling)
                if not (_INSIDE.match(self.text, start) or _INSIDE.match(self.text, end)):
                    yield Span(start, end, spelling)
                start = self.text.find(spelling, start + 1)

    def position(self, index: int) -> tuple[int, int]:
        """Return line and column, from 1, that a character of the text has in its file.

        The column may be wrong by the number of invisible characters before it in its word.
        """
        word = bisect_right(self._starts, index) - 1
        line, column = self._positions[word]
        return line, column + index - self._starts[word]


@dataclass(frozen=True)
class Text:
    """A source text."""

    path: Path
    content: str

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """The non-empty blocks between blank lines."""
        paragraphs, line = [], 1
        for block in _BLANK_LINES.split(self.content):
            if block.strip():
                paragraphs.append(Paragraph(block, line))
            line += block.count("\n")
        return paragraphs


def plain(text: str) -> str:
    """Return a text as one types it: with the quotes, dashes and spaces of a keyboard.

    Characters that nobody sees, such as soft hyphens, are left out.
    """
    return " ".join(unicodedata.normalize("NFC", text.translate(_PLAIN)).split())


def sha256(text: str) -> str:
    """Return the hash by which a text is recognised; white space does not change it."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def decode(data: bytes, path: Path | str) -> str:
    """Return the text that the bytes of a file hold, with line ends as in Python.

    Raises ContentError if they are too many or not UTF-8, or if a merge was not resolved.
    """
    if len(data) > MAX_BYTES:
        raise ContentError(path, 1, 1, f"the file has more than {MAX_BYTES} bytes; shorten it")
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()  # without a byte order mark
        message = f"byte 0x{error.object[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise misplaced(path, before, len(before), message) from None
    if marker := _MERGE_MARKER.search(text):
        message = "a merge conflict is left here; keep one side and remove the marker"
        raise misplaced(path, text, marker.start(), message)
    return text


def misplaced(path: Path | str, text: str, index: int, message: str) -> ContentError:
    """Return the error that something is wrong at an index of the text of a file."""
    line = text.count("\n", 0, index) + 1
    return ContentError(path, line, index - text.rfind("\n", 0, index), message)


def read_text(path: Path) -> Text:
    """Return the text of a file or pipe; raises ContentError if it cannot be read as UTF-8."""
    try:
        with path.open("rb") as file:
            return Text(path, decode(file.read(MAX_BYTES + 1), path))
    except OSError as error:
        raise ContentError(path, 0, 0, f"cannot be read: {error.strerror}") from None


def read_folder(folder: Path, hashes: Collection[str]) -> tuple[dict[str, Text], list[Problem]]:
    """Return the texts of a folder that have one of the hashes, by their hash.

    The problems are those of `.txt` files that cannot be read; any other file is passed over, and
    so is one that is too large. Raises FileError if the folder itself cannot be read.
    """
    try:
        files = (path for path in folder.iterdir() if path.is_file())
        paths = sorted(path for path in files if path.stat().st_size <= MAX_BYTES)
    except OSError as error:
        raise FileError(f"{folder}: cannot be read: {error.strerror}") from None
    texts: dict[str, Text] = {}
    problems = []
    for path in paths:
        try:
            text = read_text(path)
        except ContentError as error:
            if path.suffix == ".txt":
                problems.append(error.problem)
        else:
            if (hash_ := sha256(text.content)) in hashes:
                texts[hash_] = text
    return texts, problems
