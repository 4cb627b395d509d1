"""Tables for people: on the terminal, through a pager, or as SVG."""

import io
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain, islice
from typing import Any

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.segment import Segment, Segments
from rich.terminal_theme import DEFAULT_TERMINAL_THEME

from bilat.output import streams
from bilat.output.look import THEME, Form, Sheet

SVG_WIDTH = 120
# rich's own format loads a font from the network.
SVG_FORMAT = re.sub(r"@font-face {{.*?}}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
# Terminals that would print the address of a link.
WITHOUT_LINKS = ("linux", "vt220", "eterm-color", "dumb")


def _console(**options: Any) -> Console:
    # Without a height, rich takes a dumb terminal to have 80 columns.
    return Console(theme=THEME, height=25, highlight=False, markup=False, emoji=False, **options)


def show(sheets: Iterable[Sheet], paged: bool, color: str) -> None:
    """Print tables as they are rendered, through a pager once they are taller than the screen."""
    console = _console(
        width=Form(streams.width()).room,
        color_system={"auto": "auto", "always": "standard", "never": None}[color],
        no_color=False if color == "always" else None,  # which leaves it to NO_COLOR
    )
    lines = _lines(console, sheets)
    if paged and (command := _pager()):
        height = shutil.get_terminal_size().lines
        first = [*islice(lines, height)]
        lines = chain(first, lines)
        if len(first) == height:
            _page(console, command, map(Segment.strip_links, lines))
            return
    has_links = sys.stdout.isatty() and os.environ.get("TERM") not in WITHOUT_LINKS
    _print(console, lines if has_links else map(Segment.strip_links, lines))


def svg(sheets: Iterable[Sheet], title: str) -> str:
    """Return tables as an SVG picture of a terminal of 120 columns with a title."""
    console = _console(file=io.StringIO(), width=SVG_WIDTH, record=True)
    # rich gives the last line no clipPath.
    _print(console, chain(_lines(console, sheets), [[]]))
    return console.export_svg(title=title, theme=DEFAULT_TERMINAL_THEME, code_format=SVG_FORMAT)


def _lines(console: Console, sheets: Iterable[Sheet]) -> Iterator[list[Segment]]:
    """Yield the lines of tables; `Console.print` would render a whole table before the first."""
    for number, (title, table, notes, _) in enumerate(sheets):
        if number:
            yield []
        for part in (title, table, *notes):
            for line in Segment.split_lines(console.render(part)) if part is not None else ():
                while line and not line[-1].text.strip():
                    line.pop()  # a narrow terminal would wrap the padding
                if line:
                    line[-1] = line[-1]._replace(text=line[-1].text.rstrip())
                yield line


def _print(console: Console, lines: Iterable[Iterable[Segment]]) -> None:
    for line in lines:
        console.print(Segments([*line, Segment.line()]), soft_wrap=True)


# The pager


def _pager() -> list[str] | None:
    """Return the command of the pager, or None where there is none to use."""
    term = os.environ.get("TERM", "")
    if term in ("", "dumb", "unknown") or os.environ.get("CI") or not sys.stdout.isatty():
        return None
    try:
        name, *arguments = shlex.split(os.environ.get("PAGER", "less"))
    except ValueError:  # nothing, or a quote without its end
        return None
    path = shutil.which(name)
    return [path, *arguments] if path else None


def _page(console: Console, command: list[str], lines: Iterable[Iterable[Segment]]) -> None:
    """Write lines to a pager instead of the screen, and wait until it is left."""
    less = f"-R {os.environ['LESS']}" if "LESS" in os.environ else "FRX"
    pager = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        encoding=console.encoding,
        errors=streams.PLAIN_SIGNS,
        env=os.environ | {"LESS": less},
    )
    assert pager.stdin
    console.file = pager.stdin
    try:
        with suppress(OSError, SystemExit):  # it was left before the end
            _print(console, lines)
    finally:
        interrupt = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is one of its keys
        pager.communicate()
        signal.signal(signal.SIGINT, interrupt)
