"""Standard output for data, standard error for everything else, and what the terminal can show."""

import io
import os
import select
import shutil
import sys
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple, NoReturn

from bilat.errors import FileError

PIECE = 64 * 1024
"""Bytes that are gathered before they are written."""
CLOSED = "standard output is closed"


Color = Literal["auto", "always", "never"]


class Terminal(NamedTuple):
    """A place for tables: its width in columns and what it shows beside plain text."""

    width: int
    utf8: bool = True
    styles: bool = False
    """Whether it shows bold and dim."""
    links: bool = False
    """Whether it takes hyperlinks (OSC 8)."""


class ReaderGone(Exception):
    """The reader of standard output has closed the pipe: no error, but time to stop."""


def is_terminal() -> bool:
    """Whether standard output is a terminal; FORCE_COLOR does not make a pipe one."""
    return sys.stdout is not None and sys.stdout.isatty()


def terminal(color: Color = "auto") -> Terminal:
    """What standard output can show now.

    `color` "always" gives styles even to a pipe, "never" none; "auto" gives them to a terminal
    unless NO_COLOR is set or TERM is dumb.
    """
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    styles = is_terminal() and not plain if color == "auto" else color == "always"
    return Terminal(
        width=max(1, shutil.get_terminal_size().columns),
        utf8=_encoding().lower().replace("-", "").startswith("utf"),
        styles=styles,
        links=styles and is_terminal() and not plain and _takes_links(),
    )


_WITH_LINKS = ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio", "Tabby")
_TELLING = (
    *("KITTY_WINDOW_ID", "WT_SESSION", "KONSOLE_VERSION", "DOMTERM", "ALACRITTY_WINDOW_ID"),
    *("GHOSTTY_RESOURCES_DIR", "WEZTERM_PANE"),
)


def _takes_links() -> bool:
    """Whether the terminal is one known to take hyperlinks; one unknown might print them."""
    if os.environ.get("TERM", "").startswith(("screen", "tmux")):
        return False  # the terminal around it is the one that the variables tell of
    vte = os.environ.get("VTE_VERSION", "")
    return (
        (vte.isdecimal() and int(vte) >= 5000)
        or os.environ.get("TERM_PROGRAM") in _WITH_LINKS
        or any(os.environ.get(name) for name in _TELLING)
    )


def _encoding() -> str:
    """The encoding of the terminal."""
    return getattr(sys.stdout, "encoding", None) or "ascii"


def write(pieces: Iterable[str], encoding: str = "utf-8") -> None:
    """Writes text to standard output, by default in UTF-8 whatever the locale says.

    Raises ReaderGone where a pipe was closed and FileError where nothing can be written.
    """
    if sys.stdout is None:
        raise FileError(CLOSED)
    sys.stdout.flush()
    descriptor = sys.stdout.fileno()
    gathered = bytearray()
    for piece in pieces:
        gathered += piece.encode(encoding, "replace")
        if len(gathered) >= PIECE:
            _write_all(descriptor, gathered)
            gathered = bytearray()
    _write_all(descriptor, gathered)


def take_over() -> None:
    """Lets what others write to standard output, such as Typer its help, fail as `write` does."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    stream = _StandardOutput(sys.stdout is not None)
    sys.stdout = io.TextIOWrapper(stream, encoding, "replace", "\n", write_through=True)


class _StandardOutput(io.RawIOBase):
    """Standard output, which takes everything or says why it cannot."""

    def __init__(self, is_open: bool) -> None:
        self._is_open = is_open

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return self._is_open and os.isatty(1)

    def fileno(self) -> int:
        if not self._is_open:  # the number may by now be that of another file
            raise FileError(CLOSED)
        return 1

    def write(self, data: Any) -> int:
        _write_all(self.fileno(), data)
        return len(data)


def _write_all(descriptor: int, data: bytes | bytearray | memoryview) -> None:
    """Writes everything, however little a slow pipe takes at a time."""
    rest = memoryview(data)
    try:
        while rest:
            try:
                rest = rest[os.write(descriptor, rest) :]
            except BlockingIOError:
                select.select([], [descriptor], [])
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
    write([text], _encoding())


def show(text: str, paged: bool = True) -> None:
    """Writes text for a person, through a pager where it is taller than the terminal."""
    from bilat.output import pager  # of tables alone

    if not (paged and is_terminal() and pager.show(text, _encoding())):
        write_text(text)


def printable(text: str) -> str:
    """Text with escapes for what a terminal would obey or not show; line ends stay."""
    return "".join(
        char if char.isprintable() or char == "\n" else char.encode("unicode_escape").decode()
        for char in text
    )


def note(message: str) -> None:
    """Tells the person something, if standard error can still be written.

    On a terminal its lines wrap at spaces; what belongs to a `bilat:` is indented below it.
    """
    if sys.stderr is None:
        return
    try:
        text = printable(message)
        if sys.stderr.isatty():
            text = _wrapped(text, shutil.get_terminal_size().columns)
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def complain(message: str) -> None:
    """Tells the person of an error; lines after the first are indented below it."""
    note(f"bilat: {message}".replace("\n", f"\n{INDENT}"))


INDENT = " " * len("bilat: ")


def _wrapped(text: str, width: int) -> str:
    import textwrap  # of notes on a terminal alone

    indent = INDENT if text.startswith("bilat: ") else ""
    return "\n".join(
        textwrap.fill(
            line,
            max(width, 20),
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in text.split("\n")
    )
