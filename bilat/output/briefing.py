"""One thing in Markdown, to be pasted: of a region a briefing, each line linked to its words."""

from collections.abc import Iterable, Iterator

from bilat.database.rows import Fact, SectorRow
from bilat.output import amounts, details, wording
from bilat.output.markdown import escaped, letters, link
from bilat.output.pen import PLAIN
from bilat.queries.profile import Profile
from bilat.queries.quotes import Quote
from bilat.vocabulary import STATUS


def markdown(shown: Profile) -> Iterator[str]:
    """The lines of a profile in Markdown, each with its line end."""
    yield f"# {escaped(details.title(shown, PLAIN))}\n"
    for heading, lines in _sections(shown):
        text = "\n".join(lines).strip("\n")
        if text:
            yield f"\n## {heading}\n\n{text}\n" if heading else f"\n{text}\n"


def _sections(shown: Profile) -> Iterator[tuple[str, Iterable[str]]]:
    rows = shown.listings
    if shown.kind == "region":
        yield "", _met(shown)
    else:
        yield "", _fields(shown)
    if not shown.fact:
        yield "Trade", _trade(shown)
        for status, word in STATUS.items():
            found = [row for row in rows["sectors"] if row.status == status]
            yield word.heading or status, (_record(row, shown) for row in found)
        yield (
            "Wider than the region, not counted for it",
            (_record(r, shown) for r in rows["wider"]),
        )
        yield "Figures", _figures(shown)
        companies = [escaped(wording.company(row)) for row in rows.get("companies", ())]
        yield "Companies", (["; ".join(companies)] if companies else [])
    yield "In the words of the text", (line for q in shown.quotes or () for line in _quote(q))
    yield "Source", _source(shown)
    yield "Marks", _marks(shown)


def _met(shown: Profile) -> Iterator[str]:
    """Who met whom when."""
    rows = [row for rows in shown.listings.values() for row in rows]
    for meeting in shown.meetings.values():
        said = [row for row in rows if getattr(row, "stated_by", None) == "president"]
        speakers = dict.fromkeys(row.speaker for row in said if row.document == meeting.id)
        president = " ".join(["President of Belarus", *speakers])
        day = wording.met(meeting, PLAIN)
        yield escaped(f"{president} met {wording.head(meeting)} on {day}.")
        yield ""


def _fields(shown: Profile) -> Iterator[str]:
    for line in details.lead(shown, PLAIN):
        yield escaped(line)
        yield ""
    pairs = [(label, texts) for label, texts in details.details(shown, PLAIN) if label != "Report"]
    for label, texts in pairs:
        yield f"- **{label}:** {escaped('; '.join(texts))}"


def _trade(shown: Profile) -> Iterator[str]:
    rows = shown.listings.get("trade", ())
    context = details.beside(shown)
    if shown.kind in ("region", "document") and not amounts.has_turnover(rows):
        yield f"- {amounts.NO_TURNOVER}"
    for row in rows:
        basis = amounts.basis(row)
        said = amounts.statement(row, context, PLAIN)
        text = escaped(said if basis == "stated" else f"{basis}, {said}")
        yield f"- **{escaped(wording.years(row, PLAIN))}**: {text} ({_cited(row, shown)})"


def _record(row: SectorRow, shown: Profile) -> str:
    """A cooperation record: where or in what, whose it is, on what condition, the words."""
    title = row.sector_name if shown.kind in ("region", "document") else row.region_name
    if shown.kind == "company":
        title = f"{row.region_name}, {row.sector_name}"
    status = wording.status(row) if row.side or row.scope else ""
    condition = f"on the condition “{row.condition}”" if row.condition else ""
    scope = f"said of {row.scope}" if row.scope else ""
    whose = ", ".join(filter(None, (status, scope, condition)))
    text = f"{f', {whose}' if whose else ''}: {row.summary}"
    return f"- **{escaped(title)}**{escaped(text)} {_cited(row, shown)}"


def _figures(shown: Profile) -> Iterator[str]:
    for row in shown.listings.get("figures", ()):
        text = escaped(f"{amounts.figure(row, PLAIN)}; of {row.scope}")
        yield f"- **{escaped(row.name)}**: {text} {_cited(row, shown)}"


def _cited(row: Fact, shown: Profile) -> str:
    """Who said it and where, linked to the words."""
    meetings = shown.meetings.values()
    meeting = shown.meetings[row.document]
    parts = [f"{wording.speaker(row, meeting)} {wording.paragraphs(row, PLAIN)}".strip()]
    if len({each.region for each in meetings}) > 1:
        parts.append(meeting.region_name)
    if len(meetings) > 1:
        parts.append(wording.met(meeting, PLAIN))
    return link(", ".join(parts), row.url)


def _quote(quote: Quote) -> Iterator[str]:
    """A paragraph as a block quotation with the evidence in bold."""
    text, end = "", 0
    for start, stop in quote.marks:
        text += f"{letters(quote.text[end:start])}**{letters(quote.text[start:stop])}**"
        end = stop
    yield f"> ¶{quote.paragraph} {text}{letters(quote.text[end:])}"
    yield ""


def _source(shown: Profile) -> Iterator[str]:
    for meeting in shown.meetings.values():
        url = shown.fact.url if shown.fact else meeting.url
        day = ""
        if meeting.date_basis != "stated":
            day = f"; day {wording.known(meeting.date_basis, meeting.date_note)}"
        text = f": {meeting.publisher}, {wording.met(meeting, PLAIN)}{day}"
        yield f"- {link(meeting.id, url)}{escaped(text)}"


def _marks(shown: Profile) -> Iterator[str]:
    """What the marks mean, and what the years that are not stated are inferred from."""
    said = [row for rows in shown.listings.values() for row in rows if hasattr(row, "year_basis")]
    bases = [meeting.date_basis for meeting in shown.meetings.values()]
    for mark in wording.marks([*bases, *(row.year_basis for row in said)], PLAIN):
        yield f"- {escaped(mark)}"
    notes = (
        f"{wording.years(row, PLAIN)}, {wording.known(row.year_basis, row.note)}"
        for row in said
        if row.year_basis not in (None, "stated") and row.stated_by
    )
    yield from (f"- {escaped(note)}" for note in dict.fromkeys(notes))
