"""The standard streams: data on standard output, notes on standard error."""

import codecs
import io
import os
import shutil
import sys
import textwrap
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TextIO

from bilat.errors import FileError, T, escaped
from bilat.vocabulary import DATE_BASIS, STATUS

MOST_COLUMNS = 1000
INDENT = " " * len("bilat: ")

PLAIN_SIGNS = "bilat.plain-signs"
"""What an encoder does with a sign that it does not have: it writes another one, or a `?`."""
_PLAIN = {
    **{word.sign: word.plain_sign for word in (*STATUS.values(), *DATE_BASIS.values())},
    **dict(zip("·–−÷×“”¶▲▼◇≠█▓▒░▶◀▏", '---/*""#+-@!#/=.><|', strict=True)),
}


def _plain_signs(error: UnicodeError) -> tuple[str, int]:
    """Return what is written for signs that cannot be encoded, and where to go on."""
    assert isinstance(error, UnicodeEncodeError)
    signs = error.object[error.start : error.end]
    return "".join(_PLAIN.get(sign, "?") for sign in signs), error.end


codecs.register_error(PLAIN_SIGNS, _plain_signs)


class ReaderGone(Exception):
    """The reader of standard output has closed the pipe, so there is no more to do."""


def prepare() -> None:
    """Let standard output take any text, and wait for a pipe that is full."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors=PLAIN_SIGNS)
        if hasattr(os, "set_blocking"):  # not on Windows before Python 3.12
            with suppress(OSError):
                os.set_blocking(sys.stdout.fileno(), True)


def is_terminal() -> bool:
    """Return whether standard output is a terminal; no variable makes a pipe one."""
    return sys.stdout is not None and sys.stdout.isatty()


def width() -> int:
    """Return the columns of standard output: COLUMNS, else those of the terminal, else 80."""
    return min(shutil.get_terminal_size().columns, MOST_COLUMNS)


def output() -> TextIO:
    """Return standard output; raise FileError if it is closed."""
    if sys.stdout is None:
        raise FileError("standard output is closed")
    return sys.stdout


def write(pieces: Iterable[str]) -> None:
    """Write text to standard output as UTF-8 with `\\n`, whatever the locale says.

    Raises ReaderGone if the pipe was closed, and FileError if nothing can be written.
    """
    stream = output()
    try:
        stream.flush()
        for piece in pieces:
            rest = memoryview(piece.encode("utf-8", "replace"))
            while rest:  # an unbuffered stream may take a part only
                rest = rest[stream.buffer.write(rest) :]
        stream.buffer.flush()
    except OSError as error:
        if error.filename:  # of another file, that the pieces come from
            raise
        raise failure(error) from None


def failure(error: OSError) -> ReaderGone | FileError:
    """Return what an error of writing to standard output means: a closed pipe is no failure."""
    if isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == 22):
        return ReaderGone()  # 22 is EINVAL, which Windows gives for a closed pipe
    return FileError(f"standard output: {error.strerror}")


def silence(stream: TextIO | None) -> None:
    """Discard what is left in a stream that failed, which would fail again when Python ends."""
    with suppress(OSError, ValueError):
        if stream is not None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def note(message: str) -> None:
    """Print a message to standard error, if that is open.

    On a terminal, lines are wrapped at spaces; what belongs to a `bilat:` is indented below it.
    """
    stream = sys.stderr
    if stream is None:
        return
    text = escaped(message)
    try:
        if stream.isatty():
            columns = os.get_terminal_size(stream.fileno()).columns
            text = "\n".join(_wrapped(line, columns) for line in text.split("\n"))
        stream.write(f"{text}\n")
        stream.flush()
    except (OSError, ValueError):
        silence(stream)


def complain(message: str) -> None:
    """Print an error to standard error; lines after the first are indented below it."""
    note(f"bilat: {message}".replace("\n", f"\n{INDENT}"))


def _wrapped(line: str, columns: int) -> str:
    return textwrap.fill(
        line,
        max(columns, 20),
        subsequent_indent=INDENT if line.startswith(("bilat: ", INDENT)) else "",
        break_long_words=False,
        break_on_hyphens=False,
        replace_whitespace=False,
    )


def progress(items: Sequence[T], what: str) -> Iterator[T]:
    """Yield the items; on a terminal, show how many have been taken once a second has passed."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield from items
        return
    start = time.monotonic()
    for count, item in enumerate(items):
        if time.monotonic() > start + 1:
            yield from _tracked(items[count:], what, count)
            return
        yield item


def _tracked(items: Sequence[T], what: str, before: int) -> Iterable[T]:
    from rich.console import Console  # of long work alone
    from rich.progress import track

    return track(
        items,
        what,
        total=before + len(items),
        completed=before,
        console=Console(stderr=True),
        transient=True,
    )
