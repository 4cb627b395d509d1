"""Facts as entries: what each is about at the left, what is said of it at the right.

From 112 columns who says so and the fact's name stand beside it, from 150 its details too; below
72 everything stands under each other.
"""

from collections.abc import Sequence
from typing import NamedTuple

from bilat.database.rows import DocumentRow
from bilat.output.pen import Pen
from bilat.output.tables import layout
from bilat.output.tables.layout import GAP, beside, longest_word, widest
from bilat.output.tables.meetings import IDS_FROM, Lines, heading, sections
from bilat.output.wording import attributed

STACKED_BELOW = 72
DETAILS_FROM = 150
_SENTENCE = 72
_DETAILS = 42
_LEAST = 36
"""The most columns of a sentence and of details, and the least of a sentence beside others."""


class Entry(NamedTuple):
    """A fact, in the words of its table."""

    head: str
    """What it is about; under the same it is not said again."""
    label: str
    """What it is, which stands below that."""
    sentence: str
    said_by: str
    name: str
    sign: str = ""
    """In the margin."""
    before: str = ""
    """What else would be the heading of its group."""
    details: str = ""
    hint: str = ""
    """What follows the label where the details are not shown."""

    def labelled(self, with_hint: bool = True) -> str:
        """The label, with the hint where it is needed."""
        return f"{self.label}\xa0{self.hint}" if self.hint and with_hint else self.label


Groups = Sequence[tuple[DocumentRow | None, Sequence[Entry]]]
"""The entries of each meeting."""


class Sizes(NamedTuple):
    """The widths of the columns; 0 where there is no such column."""

    margin: int
    before: int
    left: int
    sentence: int
    details: int
    source: int


def sizes(groups: Groups, pen: Pen, most: int) -> Sizes:
    """The widths for some entries, whose left column has `most` columns unless a word is longer."""
    entries = [entry for _, group in groups for entry in group]
    margin = max(layout.width(entry.sign) for entry in entries)
    margin += bool(margin)
    before = widest(entry.before for entry in entries)
    heads = [entry.head for entry in entries]
    labels = widest(entry.labelled() for entry in entries)
    room = max(longest_word(heads), min(most, widest(heads)))
    left = max(labels, layout.wrapped(heads, room))
    source = widest(part for entry in entries for part in (entry.said_by, entry.name))
    room = pen.width - margin - left - GAP - (before + GAP if before else 0)
    beside_source = room - GAP - source
    if pen.width < IDS_FROM or beside_source < _LEAST:
        return Sizes(margin, before, left, min(room, _SENTENCE), 0, 0)
    details = 0
    if pen.width >= DETAILS_FROM and any(entry.details for entry in entries):
        beside_source -= GAP
        details = min(_DETAILS, beside_source * 3 // 8)
    return Sizes(margin, before, left, min(_SENTENCE, beside_source - details), details, source)


def grouped(groups: Groups, to: Sizes, pen: Pen) -> Lines:
    """The lines of entries below the headings of their meetings."""
    return sections(
        (heading(meeting, pen), _lines(entries, to, pen)) for meeting, entries in groups
    )


def _lines(entries: Sequence[Entry], to: Sizes, pen: Pen) -> Lines:
    """The lines of entries of one group."""
    if pen.width < STACKED_BELOW or to.sentence < _LEAST // 2:
        return [line for entry in entries for line in _stacked(entry, to, pen)]
    drawn: Lines = []
    above = ("", "")
    for entry in entries:
        is_same = above == (entry.before, entry.head)
        above = (entry.before, entry.head)
        drawn += _in_columns(entry, to, pen, is_same)
    return drawn


def _in_columns(entry: Entry, to: Sizes, pen: Pen, is_same: bool) -> Lines:
    head = "" if is_same else pen.bold(entry.head)
    left = "\n".join(filter(None, (head, entry.labelled(not to.details))))
    sentence = entry.sentence if to.source else attributed(entry.sentence, entry.said_by, pen)
    cells = [(left, to.left), (sentence, to.sentence)]
    if to.before:
        cells.insert(0, (entry.before, to.before))
    if to.details:
        cells.append((entry.details, to.details))
    if to.source:
        cells.append(("\n".join(filter(None, (entry.said_by, entry.name))), to.source))
    texts, widths = zip(*cells, strict=True)
    first, *rest = beside(texts, widths)
    sign = entry.sign + " " * (to.margin - layout.width(entry.sign))
    return [sign + first, *(" " * to.margin + line for line in rest)]


def _stacked(entry: Entry, to: Sizes, pen: Pen) -> Lines:
    """The fact in a line, and what is said of it below."""
    indent = to.margin or GAP
    sign = layout.padded(entry.sign, to.margin)
    first, *rest = filter(None, (pen.bold(entry.head), entry.labelled()))
    what = (sign + first, *rest)
    before = ", ".join(filter(None, entry.before.split("\n")))
    text = "\n".join(filter(None, (before, attributed(entry.sentence, entry.said_by, pen))))
    return [
        *layout.joined(what, pen, hanging=indent),
        *layout.indented(text, indent, pen.width),
    ]
