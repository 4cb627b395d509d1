"""Tables as Markdown, to be pasted: headings, pipe tables, lists of fields, working links.

Everything in the data that Markdown would obey is escaped, so that a dataset from somebody else
adds neither links nor HTML.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any
from urllib.parse import quote

from bilat.output.look import Sheet, pieces

# The last character of each match is the one to escape.
_OBEYED = re.compile(
    r"[\\`*_\[\]<>|~^&@]|:(?=//)|(?<=www)\.|^\s*[#+=-]|^\s*\d+[.)]|#(?=\s*$)", re.IGNORECASE
)


def write(sheets: Iterable[Sheet]) -> Iterator[str]:
    """Yield the Markdown of some sheets in pieces, each with its line end."""
    for number, sheet in enumerate(sheets):
        yield "\n" if number else ""
        if sheet.title:
            yield f"{'##' if number or not sheet.is_grid else '#'} {inline(sheet.title)}\n\n"
        yield from _list(sheet) if sheet.is_grid else _table(sheet)
        # Blanks between the items of a legend would be lost.
        yield from (f"\n{inline(note).replace('   ', ' · ')}\n" for note in sheet.notes)


def inline(text: Any) -> str:
    """Return a text or a string as Markdown on one line; its lines are joined by dots."""
    lines = ("".join(_styled(*piece) for piece in line).strip() for line in pieces(text))
    return " · ".join(line for line in lines if line)


def _table(sheet: Sheet) -> Iterator[str]:
    columns = sheet.table.columns
    yield _row(inline(column.header) for column in columns)
    yield _row("--:" if column.justify == "right" else "---" for column in columns)
    yield from (_row(map(inline, cells)) for cells in sheet.cells())


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _list(grid: Sheet) -> Iterator[str]:
    """Yield a grid as a list, with the label of each value in bold."""
    for label, value in (map(inline, cells) for cells in grid.cells()):
        yield f"- **{label}:** {value}\n" if label else f"- {value}\n"


def _styled(text: str, styles: Collection[str], link: str) -> str:
    text = _OBEYED.sub(lambda match: f"{match[0][:-1]}\\{match[0][-1]}", text)
    if link and not link.startswith("#"):
        return f"[{text}]({quote(link, safe=':/?#&=%+,;@!$*~')})"
    return f"**{text}**" if "match" in styles else text
