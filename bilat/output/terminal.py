"""Standard output for data, standard error for everything else, and what the terminal can show."""

import os
import shutil
import sys
from collections.abc import Iterable
from typing import NamedTuple, NoReturn

from bilat.errors import FileError


class Terminal(NamedTuple):
    """A place for tables: its width in columns, whether it shows colour and UTF-8."""

    width: int
    colour: bool
    utf8: bool


class ReaderGone(Exception):
    """The reader of standard output has closed the pipe: no error, but time to stop."""


def is_terminal() -> bool:
    """Whether standard output is a terminal; FORCE_COLOR does not make a pipe one."""
    return sys.stdout is not None and sys.stdout.isatty()


def terminal() -> Terminal:
    """What standard output can show now."""
    encoding = (getattr(sys.stdout, "encoding", None) or "ascii").lower()
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return Terminal(
        width=max(1, shutil.get_terminal_size().columns),
        colour=is_terminal() and not plain,
        utf8=encoding.replace("-", "").startswith("utf"),
    )


def write(pieces: Iterable[str], encoding: str = "utf-8") -> None:
    """Writes text to standard output, by default in UTF-8 whatever the locale says.

    Raises ReaderGone where a pipe was closed and FileError where nothing can be written.
    """
    if sys.stdout is None:
        raise FileError("standard output is closed")
    try:
        for piece in pieces:
            sys.stdout.buffer.write(piece.encode(encoding, "replace"))
        sys.stdout.buffer.flush()
    except OSError as error:
        give_up(error)


def give_up(error: OSError) -> NoReturn:
    """Ends writing to standard output: ReaderGone for a closed pipe, else FileError."""
    # What is still in the buffer must not fail a second time when the interpreter ends.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    if isinstance(error, BrokenPipeError):
        raise ReaderGone from None
    raise FileError(f"standard output: {error.strerror}") from None


def write_text(text: str) -> None:
    """Writes text for a person, in the encoding of the terminal."""
    write([text], getattr(sys.stdout, "encoding", None) or "ascii")


def printable(text: str) -> str:
    """Text with escapes for what a terminal would obey or not show; line ends stay."""
    return "".join(
        char if char.isprintable() or char == "\n" else char.encode("unicode_escape").decode()
        for char in text
    )


def note(message: str) -> None:
    """Tells the person something, if standard error can still be written."""
    if sys.stderr is None:
        return  # print would take standard output instead
    try:
        print(printable(message), file=sys.stderr, flush=True)  # noqa: T201
    except (OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
