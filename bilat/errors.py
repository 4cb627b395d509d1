"""What can go wrong, and what a person is told about it and about long work."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol, TypeVar

# Control characters, line and paragraph separators, overrides of the direction, surrogates, tags.
_OBEYED_BY_TERMINALS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ud800-\udfff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
# The most problems that are printed for a person.
MAX_PRINTED = 100

T = TypeVar("T")


def escaped(text: str) -> str:
    """Return a text with escapes for whatever a terminal would obey; line ends stay."""
    return _OBEYED_BY_TERMINALS.sub(lambda found: ascii(found[0])[1:-1], text)


def one_line(text: str) -> str:
    """Return a text as `escaped` does, with its line ends escaped as well."""
    return escaped(text).replace("\n", "\\n")


def shortened(text: str, length: int = 60) -> str:
    """Return a text, or its beginning if it is longer than so many characters."""
    return text if len(text) <= length else f"{text[: length - 3]}..."


class BilatError(Exception):
    """Base of all errors that bilat raises on purpose; the text is meant for a person.

    `exit_code` is the exit status of the command line.
    """

    exit_code = 1


class UsageError(BilatError):
    """The question is wrong: an unknown name, column or combination (exit status 2)."""

    exit_code = 2


class FileError(BilatError):
    """A file or folder cannot be read or written (exit status 1); the text is one line."""

    def __init__(self, message: str) -> None:
        super().__init__(one_line(message))


class ContentError(ValueError):
    """A file does not hold what it should; `line` and `column` are as in Problem."""

    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(message)
        self.line, self.column = line, column
        self.message = shortened(message, 300)


class Problem(NamedTuple):
    """One thing wrong with the dataset, and where.

    `line` and `column` count from 1; both are 0 where the problem is that of a whole file.
    `field` is the path inside the file, such as `cooperation[3].status`, or empty.
    """

    path: str
    line: int
    column: int
    field: str
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return one_line(": ".join(part for part in (place, self.field, self.message) if part))


def lines(problems: Sequence[Problem]) -> list[str]:
    """Return a line for each problem; of very many the first ones and the number of the others."""
    more = len(problems) - MAX_PRINTED
    printed = list(map(str, problems[:MAX_PRINTED]))
    return [*printed, f"... and {more} more problems"] if more > 0 else printed


class DatasetError(BilatError):
    """The dataset is unsound (exit status 1); `problems` holds every problem found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(lines(problems)))


class Progress(Protocol):
    """Yields the items of some work, and may report how many of them are done."""

    def __call__(self, items: Sequence[T], what: str) -> Iterable[T]: ...


def silent(items: Sequence[T], what: str) -> Iterable[T]:
    """Return the items and report nothing."""
    return items
