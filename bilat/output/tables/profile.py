"""One thing in full on a terminal: its fields, then the rows that speak of it."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from bilat.database.rows import CompanyRow, DocumentRow, FigureRow, SectorRow, TradeRow
from bilat.output import details, wording
from bilat.output.tables.page import LABEL, Entry, Page
from bilat.output.terminal import Terminal
from bilat.questions.profile import Profile

_WEB = "--web opens it"


def profile(shown: Profile, terminal: Terminal) -> str:
    """A profile as text."""
    page = Page(terminal)
    name = shown.id if shown.kind == "fact" else f"{shown.kind} {shown.id}"
    page.heading(details.title(shown), name)
    for line in details.lead(shown):
        page.text(line)
    if shown.fact:
        page.blank()
    page.labelled(_with_address(shown, page))
    rows = shown.listings
    if not shown.fact:
        _trade(page, rows.get("trade", ()), shown)
        _records(page, shown)
        _figures(page, rows.get("figures", ()), shown)
        _companies(page, rows.get("companies", ()))
        _reports(page, rows.get("documents", ()))
    _quotes(page, shown)
    _below(page, shown)
    return page.drawn()


def _with_address(shown: Profile, page: Page) -> list[details.Pair]:
    """The details; the report with its address whole where it fits on a line, else its host."""
    pairs = details.details(shown)
    if "url" not in shown.fields:
        return pairs
    room = page.width - LABEL
    meeting = shown.meetings[shown.fields.get("document", shown.id)]
    url = shown.fields["url"]
    if len(url) <= room:
        report = [meeting.publisher, url]
    else:
        where = " at the evidence" if shown.fact else ""
        report = [f"{details.published(meeting)}; {_WEB}{where}"]
    return [(label, report if label == "Report" else texts) for label, texts in pairs]


def _trade(page: Page, rows: Sequence[TradeRow], shown: Profile) -> None:
    if shown.kind not in ("region", "document"):
        return
    page.blank()
    page.text("Trade", "bold")
    if not wording.has_turnover(rows):
        page.text(wording.NO_TURNOVER)
    if not rows:
        return
    others = {row.id: row for row in rows}
    longest = max(len(wording.years(row)) for row in rows)
    entries = []
    for row in rows:
        text = wording.statement(row, others)
        if row.basis == "stated":
            text = wording.attributed(text, wording.cited(row, shown.meetings))
        left = f"{wording.years(row):{longest}}  {wording.basis(row)}"
        entries.append(Entry("", "", left.replace(" ", wording.NO_BREAK), text))
    page.entries(entries)


def _records(page: Page, shown: Profile) -> None:
    """Cooperation records under the meetings that they are from, and the wider ones apart."""
    rows, wider = shown.listings["sectors"], shown.listings["wider"]
    left = page.left([*_entries(rows, shown), *_entries(wider, shown)])
    for document, found in groupby(_by_meeting(rows), lambda row: row.document):
        page.blank()
        _meeting(page, shown.meetings[document])
        page.entries(_entries(found, shown), left)
    if wider:
        page.blank()
        place = "the region" if shown.kind in ("region", "document") else "a region"
        page.text(f"Wider than {place}, not counted for it", "bold")
    for document, found in groupby(_by_meeting(wider), lambda row: row.document):
        if len(shown.meetings) > 1 or shown.kind not in ("region", "document"):
            _meeting(page, shown.meetings[document])
        page.entries(_entries(found, shown), left)


def _by_meeting(rows: Sequence[SectorRow]) -> list[SectorRow]:
    """Rows with those of a meeting together, the regions in their order, the oldest first."""
    places = {row.region: place for place, row in reversed([*enumerate(rows)])}
    return sorted(rows, key=lambda row: (places[row.region], row.date, row.document))


def _meeting(page: Page, meeting: DocumentRow) -> None:
    page.heading(wording.heading(meeting), bold=len(meeting.region_name))


def _entries(rows: Iterable[SectorRow], shown: Profile) -> list[Entry]:
    """Records with sign, sector and status; a sector is named once, and not on its own page."""
    above = shown.id if shown.kind == "sector" else ""
    entries = []
    for row in rows:
        sector = "" if row.sector == above else row.sector_name
        status = wording.status(row) + (" (if)" if row.condition else "")
        text = wording.attributed(wording.summary(row), wording.said(row, shown.meetings))
        entries.append(Entry(wording.sign(row), sector, status, text))
        above = row.sector
    return entries


def _figures(page: Page, rows: Sequence[FigureRow], shown: Profile) -> None:
    if not rows:
        return
    page.blank()
    page.text("Figures", "bold")
    above = ""
    entries = []
    for row in rows:
        who = wording.cited(row, shown.meetings)
        text = wording.attributed(f"{wording.figure(row)}; of {row.scope}", who)
        entries.append(Entry("", "" if row.name == above else row.name, "", text))
        above = row.name
    page.entries(entries)


def _companies(page: Page, rows: Sequence[CompanyRow]) -> None:
    if rows:
        page.blank()
        page.text("Companies", "bold")
        page.text("; ".join(wording.company(row) for row in rows))


def _reports(page: Page, meetings: Sequence[DocumentRow]) -> None:
    """Where the rows are from: an address whole where it fits on a line, else its host."""
    if not meetings:
        return
    page.blank()
    page.text("Reports", "bold")
    for meeting in meetings:
        page.text(f"{wording.met(meeting)} ({meeting.id})")
        if meeting.date_basis != "stated":
            page.text(f"Day {wording.known(meeting.date_basis, meeting.date_note)}", indent=2)
        fits = len(meeting.url) + 2 <= page.width
        page.text(meeting.url if fits else details.published(meeting), indent=2)


def _quotes(page: Page, shown: Profile) -> None:
    for quote in shown.quotes or ():
        page.blank()
        page.text(f"¶{quote.paragraph}", "bold")
        page.quoted(quote.text, quote.marks)


def _below(page: Page, shown: Profile) -> None:
    """What explains the marks, and what shows a row in full; a fact explains its own."""
    if shown.fact:
        return
    rows = [*shown.listings["sectors"], *shown.listings["wider"]]
    notes = [" · ".join(details.marks(shown))]
    if rows:
        times = sum(meeting.region == rows[0].region for meeting in shown.meetings.values())
        notes.append(f"In full: bilat show {rows[0].id if times > 1 else wording.short(rows[0])}")
    if any(notes):
        page.blank()
    for note in filter(None, notes):
        page.text(note)
