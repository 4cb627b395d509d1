"""The standard streams: data on standard output, notes on standard error."""

import codecs
import io
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from textwrap import TextWrapper
from typing import TextIO

from bilat.errors import FileError, T, escaped
from bilat.vocabulary import DATE_BASIS, STATUS

INDENT = " " * len("bilat: ")

# How an encoder treats a sign that it does not have: it writes another one, or a `?`.
PLAIN_SIGNS = "bilat.plain-signs"
_PLAIN = {word.sign: word.plain_sign for word in (*STATUS.values(), *DATE_BASIS.values())}
_PLAIN |= dict(zip("·–−÷×“”¶▲▼◇≠█▓▒░▶◀▏", '---/*""#+-@!#/=.><|', strict=True))


def _plain_signs(error: UnicodeError) -> tuple[str, int]:
    """Return what is written for signs that cannot be encoded, and where to go on."""
    assert isinstance(error, UnicodeEncodeError)
    signs = error.object[error.start : error.end]
    return "".join(_PLAIN.get(sign, "?") for sign in signs), error.end


codecs.register_error(PLAIN_SIGNS, _plain_signs)


def prepare() -> None:
    """Let standard output take any text, and wait for a pipe that is full.

    Raises FileError if it is closed.
    """
    if sys.stdout is None:
        raise FileError("standard output is closed")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors=PLAIN_SIGNS)
    with suppress(OSError, AttributeError):  # not on Windows before Python 3.12
        os.set_blocking(sys.stdout.fileno(), True)


def width() -> int:
    """Return the columns of standard output by COLUMNS or the terminal, else 80; at most 1,000."""
    return min(shutil.get_terminal_size().columns, 1000)


def write(pieces: Iterable[str]) -> None:
    """Write text to standard output as UTF-8 with `\\n`, whatever the locale says."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    sys.stdout.writelines(pieces)
    sys.stdout.flush()


def silence(stream: TextIO) -> None:
    """Discard what is left in a stream that failed, which would fail again when Python ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def note(message: str) -> None:
    """Print a message to standard error, if that is open; a terminal gets wrapped lines."""
    stream = sys.stderr
    if stream is None:
        return
    lines = escaped(message).split("\n")
    try:
        if stream.isatty():
            width = max(os.get_terminal_size(stream.fileno()).columns, 20)
            wrapper = TextWrapper(width, subsequent_indent=INDENT, break_on_hyphens=False)
            lines = [*map(wrapper.fill, lines)]
        print(*lines, sep="\n", file=stream, flush=True)
    except (OSError, ValueError):
        silence(stream)


def complain(message: str) -> None:
    """Print an error to standard error; lines after the first are indented below it."""
    note(f"bilat: {message}".replace("\n", f"\n{INDENT}"))


def progress(items: Sequence[T], what: str) -> Iterable[T]:
    """Return the items; on a terminal, show how many of 50 or more have been taken."""
    if len(items) < 50 or sys.stderr is None or not sys.stderr.isatty():
        return items
    from rich.console import Console  # of long work alone
    from rich.progress import track

    return track(items, what, console=Console(stderr=True), transient=True)
