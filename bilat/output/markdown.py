"""Tables as Markdown, to be pasted: headings, pipe tables, lists of fields, working links.

Everything in the data that Markdown would obey is escaped, so that a dataset from somebody else
adds neither links nor HTML.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from rich.table import Table

from bilat.output.look import Sheet
from bilat.output.spans import Piece, as_text, is_grid, is_web, pieces, rows_of

# The last character of each match is the one to escape.
_OBEYED = re.compile(
    r"[\\`*_\[\]<>|~^&@]|:(?=//)|(?<=www)\.|^\s*[#+=-]|^\s*\d+[.)]|#(?=\s*$)", re.IGNORECASE
)


def write(sheets: Iterable[Sheet], header: bool = True) -> Iterator[str]:
    """Yield the Markdown of some sheets in pieces, each with its line end.

    Without `header`, only the rows of the tables are written, to be appended to a table.
    """
    for number, sheet in enumerate(sheets):
        yield "\n" if number and header else ""
        if header and sheet.title:
            level = "#" if number == 0 and is_grid(sheet.table) else "##"
            yield f"{level} {inline(sheet.title)}\n\n"
        yield from _list(sheet.table) if is_grid(sheet.table) else _table(sheet.table, header)
        if header:
            # Blanks between the items of a legend would be lost.
            yield from (f"\n{inline(note).replace('   ', ' · ')}\n" for note in sheet.notes)


def inline(text: object) -> str:
    """Return a text as Markdown on one line, with its links; its lines are joined by dots."""
    lines = ("".join(map(_written, pieces(line))).strip() for line in as_text(text).split("\n"))
    return " · ".join(line for line in lines if line)


def _table(table: Table, header: bool) -> Iterator[str]:
    if header:
        yield _row(inline(column.header) for column in table.columns)
        yield _row("--:" if column.justify == "right" else "---" for column in table.columns)
    yield from (_row(map(inline, row)) for row in rows_of(table))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _list(table: Table) -> Iterator[str]:
    """Yield a grid as a list, with the label of each value in bold."""
    for label, value in (map(inline, row) for row in rows_of(table)):
        yield f"- **{label}:** {value}\n" if label else f"- {value}\n"


def _written(piece: Piece) -> str:
    text = _OBEYED.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", piece.text)
    if is_web(piece.link):
        return f"[{text}]({quote(piece.link, safe=':/?#&=%+,;@!$*~')})"
    return f"**{text}**" if "match" in piece.styles else text
