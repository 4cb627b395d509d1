"""What can go wrong, and how a person is told about it and about long work."""

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
    return _OBEYED_BY_TERMINALS.sub(lambda match: ascii(match[0])[1:-1], text)


def shortened(text: str, length: int = 60) -> str:
    """Return a text, or its beginning if it has more characters than `length`."""
    return text if len(text) <= length else f"{text[: length - 3]}..."


class Problem(NamedTuple):
    """One thing wrong with the dataset, and where.

    `line` and `column` count from 1; both are 0 if the problem is that of a whole file.
    `field` is the path inside the file, such as `cooperation[3].status`, or empty.
    """

    path: str
    line: int
    column: int
    field: str
    message: str

    def __str__(self) -> str:
        position = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        text = ": ".join(part for part in (position, self.field, self.message) if part)
        return escaped(text).replace("\n", "\\n")


def lines(problems: Sequence[Problem]) -> list[str]:
    """Return a line for each problem; of very many, the first ones and the number of the rest."""
    more = len(problems) - MAX_PRINTED
    printed = list(map(str, problems[:MAX_PRINTED]))
    return [*printed, f"... and {more} more problems"] if more > 0 else printed


class BilatError(Exception):
    """Base of all errors that bilat raises on purpose; the text is meant for a person."""

    exit_code = 1  # the exit status of the command line


class UsageError(BilatError):
    """The question is wrong: an unknown name, column or combination (exit status 2)."""

    exit_code = 2


class FileError(BilatError):
    """A file or folder cannot be read or written (exit status 1); the text is one line."""

    def __init__(self, message: str) -> None:
        super().__init__(escaped(message).replace("\n", "\\n"))


class ContentError(FileError):
    """A file cannot be read or does not hold what it should; `problem` says what and where."""

    def __init__(self, path: object, line: int, column: int, message: str) -> None:
        self.problem = Problem(str(path), line, column, "", shortened(message, 300))
        super().__init__(str(self.problem))


class DatasetError(BilatError):
    """The dataset is unsound (exit status 1); `problems` holds every problem."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(lines(problems)))


class Progress(Protocol):
    """Yields the items of some work, and may report how many of them are done."""

    def __call__(self, items: Sequence[T], what: str) -> Iterable[T]: ...


def silent(items: Sequence[T], what: str) -> Iterable[T]:
    """Return the items and report nothing."""
    return items
