"""Tables as Markdown, to be pasted: headings, pipe tables, lists of fields, working links.

Everything in the data that Markdown would obey is escaped, so that a dataset from somebody else
adds neither links nor HTML.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from rich.table import Table
from rich.text import Text

from bilat.output.look import Sheet
from bilat.output.spans import Stretch, as_text, is_grid, is_web, rows_of, stretches

# The last character of each match is the one to escape.
_OBEYED = re.compile(
    r"[\\`*_\[\]<>|~^&@]|:(?=//)|(?<=www)\.|^\s*[#+=-]|^\s*\d+[.)]|#(?=\s*$)", re.IGNORECASE
)
_NOT_IN_ADDRESS = re.compile(r"""[\s<>()\[\]\\"'`|]""")


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
    lines = (_line(line) for line in as_text(text).split("\n"))
    return " · ".join(line for line in lines if line)


def _table(table: Table, header: bool) -> Iterator[str]:
    """Yield a pipe table; one without headings goes on with the rows of the table before it."""
    if header and table.show_header:
        yield _row(inline(column.header) for column in table.columns)
        numbers = (column.justify == "right" for column in table.columns)
        yield _row("--:" if each else "---" for each in numbers)
    yield from (_row(map(inline, row)) for row in rows_of(table))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _list(table: Table) -> Iterator[str]:
    """Yield a grid as a list, with the label of each value in bold."""
    for *labels, value in (map(inline, row) for row in rows_of(table)):
        yield f"- {''.join(f'**{label}:** ' for label in labels if label)}{value}\n"


def _line(line: Text) -> str:
    obeyed = {found.end() - 1 for found in _OBEYED.finditer(line.plain)}
    characters = iter([f"\\{c}" if at in obeyed else c for at, c in enumerate(line.plain)])
    linked = groupby(stretches(line), key=lambda stretch: stretch.link)
    return "".join(_link("".join(_strong(part, characters)), link) for link, part in linked).strip()


def _strong(part: Iterable[Stretch], characters: Iterator[str]) -> Iterator[str]:
    """Yield the escaped characters of some stretches, with what matched a search in bold."""
    for is_match, found in groupby(part, key=lambda stretch: "match" in stretch.styles):
        text = "".join(islice(characters, sum(len(stretch.text) for stretch in found)))
        yield f"**{text}**" if is_match else text


def _link(text: str, address: str | None) -> str:
    if address is None or not is_web(address) or not text:
        return text
    safe = _NOT_IN_ADDRESS.sub(
        lambda found: "".join(f"%{b:02X}" for b in found[0].encode()), address
    )
    return f"[{text}]({safe})"
