"""What can go wrong, and what a person is told about it."""

from collections.abc import Sequence
from typing import NamedTuple


class BilatError(Exception):
    """Base of all errors that bilat raises on purpose; the text is meant for a person.

    `exit_code` is what the command line ends with.
    """

    exit_code = 1


class UsageError(BilatError):
    """The question is wrong: an unknown name, column or combination (exit status 2)."""

    exit_code = 2


class FileError(BilatError):
    """A file or folder cannot be read or written (exit status 1).

    The text is one line, whatever the name of the file.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message.replace("\n", "\\n"))


SHOWN = 100
"""How many problems are shown to a person at the most."""


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
        return ": ".join(part for part in (place, self.field, self.message) if part)


def lines(problems: Sequence[Problem]) -> list[str]:
    """The problems, a line each; of very many the first and how many more there are."""
    more = len(problems) - SHOWN
    shown = list(map(str, problems[:SHOWN]))
    return [*shown, f"... and {more} more problems"] if more > 0 else shown


class DatasetError(BilatError):
    """The dataset is unsound (exit status 1); `problems` holds every problem found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(lines(problems)))
