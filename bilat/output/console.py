"""Tables for people: on the terminal, through a pager, or as SVG."""

import io
import os
import shlex
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import IO, Any, Literal, NoReturn

import rich.console
from rich.segment import Segment, Segments
from rich.terminal_theme import DEFAULT_TERMINAL_THEME

from bilat.output import streams
from bilat.output.look import THEME, Form, Sheet
from bilat.output.streams import ReaderGone, is_terminal

Color = Literal["auto", "always", "never"]
Sheets = Iterable[Sheet]
Line = list[Segment]

SVG_WIDTH = 120
SVG_FORMAT = """\
<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
font: {char_height}px/{line_height}px Menlo, Consolas, "DejaVu Sans Mono", monospace
}}
.{unique_id}-title {{ font: bold 16px sans-serif }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
"""rich's own format loads a font from the network; this one uses those of the reader."""
WITHOUT_LINKS = ("linux", "vt220", "eterm-color", "dumb")
"""Terminals that would print the address of a link."""
WITHOUT_PAGER = ("", "dumb", "unknown")
LINES_KEPT = 5000
"""Lines after which a pager has certainly read something: a pipe holds 64 KiB."""


class Console(rich.console.Console):
    """A rich console that raises ReaderGone when a pipe is closed."""

    def on_broken_pipe(self) -> NoReturn:
        raise ReaderGone


def _console(file: IO[str], width: int, color_system: Any, **options: Any) -> Console:
    return Console(
        file=file,
        theme=THEME,
        width=width,
        color_system=color_system,
        highlight=False,
        markup=False,
        emoji=False,
        **options,
    )


def _screen(color: Color) -> Console:
    """Return the console of standard output."""
    color_system = {"auto": "auto", "always": "standard", "never": None}[color]
    no_color = False if color == "always" else None  # as NO_COLOR says, which keeps bold and links
    width = Form(streams.width()).room
    height = shutil.get_terminal_size().lines
    return _console(streams.output(), width, color_system, no_color=no_color, height=height)


def show(sheets: Sheets, paged: bool, color: Color) -> None:
    """Print tables as they are rendered, through a pager once they are taller than the screen.

    Raises ReaderGone if the pipe was closed.
    """
    screen = _screen(color)
    lines = _lines(screen, sheets)
    first: list[Line] = []
    if paged and (command := _pager()):
        for line in lines:
            first.append(line)
            if len(first) >= screen.height:
                _page(screen, command, chain(first, lines))
                return
    _print(screen, chain(first, lines))


def _lines(console: Console, sheets: Sheets) -> Iterator[Line]:
    """Yield the lines of tables; `Console.print` would render a whole table before the first."""
    for number, sheet in enumerate(sheets):
        if number:
            yield []
        for part in (sheet.title, sheet.table, *sheet.notes):
            for line in Segment.split_lines(console.render(part)) if part is not None else ():
                while line and line[-1].text.isspace():
                    line.pop()  # a narrow terminal would wrap the padding
                yield line


def _print(console: Console, lines: Iterable[Line]) -> None:
    links = is_terminal() and os.environ.get("TERM") not in WITHOUT_LINKS
    for line in lines:
        _print_line(console, line, links)


def _print_line(console: Console, line: Line, links: bool) -> None:
    segments = line if links else Segment.strip_links(line)
    console.print(Segments([*segments, Segment.line()]), soft_wrap=True)


def _pager() -> list[str] | None:
    """Return the command of the pager, or None where there is none to use."""
    if not is_terminal() or os.environ.get("CI") or os.environ.get("TERM", "") in WITHOUT_PAGER:
        return None
    try:
        name, *arguments = shlex.split(os.environ.get("PAGER", "less"))
    except ValueError:  # nothing, or a quote without its end
        return None
    path = shutil.which(name)
    if path is None or name == "cat":
        return None
    if Path(name).stem == "less":
        arguments.append("-R")  # LESS may be set without it
    return [path, *arguments]


def _page(screen: Console, command: list[str], lines: Iterator[Line]) -> None:
    """Write lines to a pager; if it fails before it shows anything, write them to the screen."""
    try:
        pager = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            encoding=screen.encoding,
            errors=streams.PLAIN_SIGNS,
            env={"LESS": "FRX", **os.environ},
        )
    except OSError:
        _print(screen, lines)
        return
    assert pager.stdin
    options = {"no_color": screen.no_color}
    console = _console(pager.stdin, screen.width, screen.color_system, **options)
    kept: list[Line] = []
    try:
        for line in lines:
            if len(kept) <= LINES_KEPT:
                kept.append(line)
            _print_line(console, line, links=False)
    except (ReaderGone, OSError):  # it was left before the end
        pass
    finally:
        _wait_for(pager)
    if 0 < pager.returncode < 128 and len(kept) <= LINES_KEPT:
        _print(screen, chain(kept, lines))


def _wait_for(pager: "subprocess.Popen[str]") -> None:
    """Wait until a pager is left; until then Ctrl-C is one of its keys."""
    while pager.returncode is None:
        with suppress(KeyboardInterrupt):
            with suppress(OSError):
                if pager.stdin:
                    pager.stdin.close()
            pager.wait()


def svg(sheets: Sheets, title: str) -> str:
    """Return tables as an SVG picture of a terminal of 120 columns with a title."""
    options = {"record": True, "force_terminal": True, "no_color": False}
    console = _console(io.StringIO(), SVG_WIDTH, "truecolor", **options)
    _print(console, chain(_lines(console, sheets), [[]]))  # the last line gets no clipPath
    return console.export_svg(title=title, theme=DEFAULT_TERMINAL_THEME, code_format=SVG_FORMAT)
