"""One thing in full on a terminal: its fields, then the rows that speak of it."""

import re
from collections.abc import Sequence

from bilat.database.rows import DocumentRow
from bilat.output import amounts, details, wording
from bilat.output.pen import Pen
from bilat.output.spaces import together
from bilat.output.tables import figures, meetings, sectors, trade
from bilat.output.tables.drawing import shown as printable
from bilat.output.tables.layout import GAP, beside, indented, joined, text, width, wrap
from bilat.output.tables.meetings import Lines
from bilat.output.terminal import Terminal
from bilat.queries.context import Context
from bilat.queries.profile import Profile
from bilat.queries.quotes import Quote

_LABEL = 12
"""The columns of a label with the gap after it, unless it is longer."""
_ROOM = 30
"""The least columns beside a label."""
_HASH = re.compile(r"\b[0-9a-f]{64}\b")
_MEASURE = 72
"""A line of a report is never longer."""


def profile(shown: Profile, terminal: Terminal) -> str:
    """A profile as text."""
    pen = Pen(terminal)
    quotes = shown.quotes or ()
    shown = printable(shown._replace(quotes=None), pen)
    lead = [line for each in details.lead(shown, pen) for line in wrap(each, pen.width)]
    lines = [*_title(shown, pen), *lead, *([""] if shown.fact else [])]
    lines += _labelled(_with_address(shown, pen), pen)
    quoted = [_quote(each, pen) for each in quotes]
    parts = quoted
    if not shown.fact:
        context = details.beside(shown)
        parts, conditions = _rows(shown, context, pen)
        parts += [*quoted, _below(shown, context, pen, conditions)]
    return text([*lines, *(line for part in parts if part for line in ("", *part))])


def _title(shown: Profile, pen: Pen) -> Lines:
    """What it is called and, at the right of a rule or below it, its id."""
    title = [pen.bold(details.title(shown, pen))]
    name = shown.id if shown.kind == "fact" else f"{shown.kind} {shown.id}"
    url = shown.fields.get("url")

    def linked(part: str) -> str:
        return pen.link(part, url) if url else part

    lines = meetings.ruled(title, pen, linked(name))
    if width(lines[-1]) <= pen.width and pen.signs.rule in lines[-1]:
        return lines
    below = wrap(name.replace("/", "/ "), pen.width)
    return [*meetings.ruled(title, pen), *(linked(line.replace("/ ", "/")) for line in below)]


def _labelled(pairs: Sequence[details.Pair], pen: Pen) -> Lines:
    """Labels with their texts beside them or, where there is little room, below."""
    left = max((_LABEL, *(len(label) + GAP for label, _ in pairs)))
    room = pen.width - left
    lines: Lines = []
    for label, texts in pairs:
        name = pen.bold(together(label))
        if room < _ROOM:
            below = "\n".join(_parted(each, pen.width - GAP) for each in texts)
            lines += [name, *indented(below, GAP, pen.width)]
        else:
            right = "\n".join(_parted(each, room) for each in texts)
            lines += beside((name, right), (left - GAP, room))
    return lines


def _parted(text: str, room: int) -> str:
    """Text whose hash, which is no word, goes on in the next line where there is no room."""
    return _HASH.sub(lambda found: "\n".join(re.findall(f".{{1,{room}}}", found[0])), text)


def _with_address(shown: Profile, pen: Pen) -> list[details.Pair]:
    """The details; the report with its address whole where it fits on a line, else its host."""
    pairs = details.details(shown, pen)
    if "url" not in shown.fields:
        return pairs
    meeting = shown.meetings[shown.fields.get("document", shown.id)]
    url = shown.fields["url"]
    report = [meeting.publisher, pen.link(url, url)]
    if len(url) > pen.width - _LABEL:
        where = " at the evidence" if shown.fact else ""
        report = [f"{details.published(meeting)}; --web opens it{where}"]
    return [(label, report if label == "Report" else texts) for label, texts in pairs]


def _rows(shown: Profile, context: Context, pen: Pen) -> tuple[list[Lines], list[str]]:
    """The rows of the listings as their tables have them, a part a listing; how conditions stand.

    Records have their meeting above them; others only where that does not say it already.
    """
    rows = shown.listings
    is_of_meeting = shown.kind in ("region", "document")
    several = len(shown.meetings) > 1 or not (is_of_meeting or rows["sectors"])
    parts: list[Lines] = []
    conditions: list[str] = []
    if is_of_meeting:
        none = [] if amounts.has_turnover(rows["trade"]) else [amounts.NO_TURNOVER]
        drawn = trade.lines(rows["trade"], context, pen, several) if rows["trade"] else []
        parts.append([pen.bold("Trade"), *none, *drawn])
    place = "the region" if is_of_meeting else "a region"
    wider = wrap(pen.bold(f"Wider than {place}, not counted for it"), pen.width)
    own_sector = shown.id if shown.kind == "sector" else ""
    for name, title, headings in (("sectors", [], True), ("wider", wider, several)):
        if rows[name]:
            drawn, condition = sectors.lines(rows[name], context, pen, headings, own_sector)
            parts.append([*title, *drawn])
            conditions.append(condition)
    if rows.get("figures"):
        drawn = figures.lines(rows["figures"], context, pen, several)
        parts.append([pen.bold("Figures"), *drawn])
    if companies := "; ".join(map(wording.company, rows.get("companies", ()))):
        parts.append([pen.bold("Companies"), *wrap(companies, pen.width)])
    if reports := [line for each in rows.get("documents", ()) for line in _report(each, pen)]:
        parts.append([pen.bold("Reports"), *reports])
    return parts, conditions


def _report(meeting: DocumentRow, pen: Pen) -> Lines:
    """Where the rows are from: an address whole where it fits on a line, else its host."""
    lines = wrap(f"{wording.met(meeting, pen)} ({pen.link(meeting.id, meeting.url)})", pen.width)
    day = f"Day {wording.known(meeting.date_basis, meeting.date_note)}"
    lines += [] if meeting.date_basis == "stated" else indented(day, GAP, pen.width)
    fits = len(meeting.url) + GAP <= pen.width
    address = pen.link(meeting.url, meeting.url) if fits else details.published(meeting)
    return [*lines, *indented(address, GAP, pen.width)]


def _quote(quote: Quote, pen: Pen) -> Lines:
    """A paragraph of a report with the evidence in bold or, where there is no style, in «»."""
    left, right = pen.signs.marks[0], pen.signs.marks[1]
    drawn, end = "", 0
    for start, stop in quote.marks:
        marked = pen.shown(quote.text[start:stop])
        drawn += pen.shown(quote.text[end:start])
        drawn += pen.bold(marked) if pen.styles else f"{left}{marked}{right}"
        end = stop
    paragraph = pen.bold(f"{pen.signs.paragraph}{quote.paragraph}")
    return [paragraph, *wrap(drawn + pen.shown(quote.text[end:]), min(_MEASURE, pen.width))]


def _below(shown: Profile, context: Context, pen: Pen, conditions: Sequence[str]) -> Lines:
    """What explains the marks, and what shows a row in full."""
    facts = [row for rows in shown.listings.values() for row in rows if hasattr(row, "stated_by")]
    records = [*shown.listings["sectors"], *shown.listings["wider"]]
    bases = [meeting.date_basis for meeting in shown.meetings.values()]
    explained = [
        wording.presidents(facts),
        *wording.marks([*bases, *meetings.bases(facts, context)], pen),
        *dict.fromkeys(conditions),
    ]
    in_full = meetings.in_full(records[0], context, pen) if records else []
    return [*joined(explained, pen), *in_full]
