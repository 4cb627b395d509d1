"""One thing in full: its fields, the tables of the rows that speak of it, and notes on them."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from rich.table import Table
from rich.text import Text

from bilat.database.rows import DocumentRow, FigureRow, SectorRow, TradeRow
from bilat.output import tables, wording
from bilat.output.look import Form, Sheet, add_column, cell, dotted, joined
from bilat.queries.context import Context
from bilat.queries.profile import Profile
from bilat.queries.quotes import Quote

Field = tuple[str, Text | str]
"""A label and a value; a field whose value is empty is left out."""

_LISTINGS = ("trade", "sectors", "figures")


def sheets(profile: Profile, form: Form) -> Iterator[Sheet]:
    """Yield what `show` prints of a profile: its fields, then tables, quotations and notes."""
    yield Sheet(_title(profile, form), grid(_fields(profile, form)))
    if not profile.fact:
        context = _context(profile)
        for listing in _LISTINGS:
            if rows := profile.listings.get(listing):
                yield from tables.sheets(listing, rows, context, form)
    if profile.quotes:
        quotes = [_quote(each, form) for each in profile.quotes]
        yield Sheet(cell("In the words of the report", "heading"), grid(quotes))
    if not profile.fact and (notes := [*_notes(profile, form)]):
        yield Sheet(cell("Notes", "heading"), grid(notes))


def grid(fields: Iterable[Field]) -> Table:
    """Return fields as a table of labels and values without a frame."""
    table = Table.grid(padding=(0, 2, 0, 0))
    add_column(table, "")
    add_column(table, "")
    for label, value in fields:
        if value:
            table.add_row(cell(label, "name"), value if isinstance(value, Text) else cell(value))
    return table


def _title(profile: Profile, form: Form) -> Text:
    """Return what a profile is called, and what `show` takes for it."""
    kind = "" if profile.fact else profile.kind
    id_ = "" if profile.id == profile.name else profile.id
    return dotted((cell(profile.name, "heading"), cell(f"{kind} {id_}".strip(), "id")), form)


def _context(profile: Profile) -> Context:
    """Return what the tables of a profile's rows tell besides them."""
    trade = profile.listings.get("trade", ())
    sources = {row.id: row for row in (*profile.listings.get("follows_from", ()), *trade)}
    return Context(meetings=profile.meetings, names=profile.companies, sources=sources)


def _fields(profile: Profile, form: Form) -> Iterator[Field]:
    yield from _OF_KIND[profile.kind](profile, form)
    if profile.kind in ("region", "document") and not any(
        map(_is_turnover, profile.listings["trade"])
    ):
        yield "Turnover", "not stated"
    names = (company.name for company in profile.listings.get("companies", ()))
    yield "Companies", wording.listed([*names])
    yield "Report", joined(_report(each, form) for each in profile.listings.get("documents", ()))


def _is_turnover(row: TradeRow) -> bool:
    return row.basis == "stated" and row.kind == "actual" and row.text is not None


def _report(meeting: DocumentRow, form: Form) -> Text:
    """Return where the rows of a meeting are from, with the id that `show` takes."""
    day = wording.meeting_date(meeting, form)
    return dotted((day, meeting.id, _published(meeting, meeting.url)), form)


def _published(meeting: DocumentRow, url: str) -> Text:
    """Return who published a report, who reprinted it, and its address, which leads to `url`."""
    reprinted = f", reprinted by {meeting.reprinted_by}" if meeting.reprinted_by else ""
    return joined((f"{meeting.publisher}{reprinted}", cell(meeting.url, "source", url)))


# The kinds of things


def _region(profile: Profile, form: Form) -> Iterator[Field]:
    fields = profile.fields
    district = f"{fields['federal_district']} Federal District"
    yield "Kind", f"{fields['kind']} in the {district}; capital {fields['capital']}"
    yield "Code", f"ISO 3166-2 {fields['iso_3166_2']}"
    yield "Also", wording.listed([fields["name_ru"], *fields["aliases"]])


def _sector(profile: Profile, form: Form) -> Iterator[Field]:
    fields, names = profile.fields, profile.sectors
    rows = [row for row in profile.listings["sectors"] if row.sector == profile.id]
    hs = dict.fromkeys(code for row in rows for code in row.hs if code)
    yield "Part of", wording.listed([names[parent] for parent in fields["parents"]])
    yield "Includes", wording.listed([names[child] for child in fields["children"]])
    yield "ISIC Rev.4", ", ".join(fields["isic"])
    yield "HS 2022", ", ".join(hs)
    yield "Also", wording.listed([fields["name_ru"], *fields["aliases"]])


def _company(profile: Profile, form: Form) -> Iterator[Field]:
    fields = profile.fields
    yield "From", ", ".join(filter(None, (fields["city"], fields["country"]))) or "not stated"
    yield "Also", wording.listed(fields["aliases"])


def _document(profile: Profile, form: Form) -> Iterator[Field]:
    fields, meeting = profile.fields, profile.meetings[profile.id]
    stated = (
        f", in the text {wording.quoted(meeting.date_stated, form)}" if meeting.date_stated else ""
    )
    yield "Region", meeting.region_name
    yield "Day", wording.meeting_date(meeting, form) + stated
    yield "", wording.known(meeting.date_basis, meeting.date_note)
    yield "Place", meeting.place or "not stated"
    yield "Present", joined(fields["participants"])
    yield "Report", _published(meeting, meeting.url)
    yield "Text", f"{meeting.paragraphs} paragraphs, language {meeting.language}"
    yield "SHA-256", meeting.sha256
    yield "Left out", joined(fields["left_out"])


def _fact(profile: Profile, form: Form) -> Iterator[Field]:
    row, meeting = profile.fact, profile.meetings[profile.fields["document"]]
    assert row is not None
    yield from _OF_FACT[type(row)](profile, row, form)
    yield "Evidence", joined(wording.quoted(each, form, "") for each in row.evidence)
    if row.stated_by:
        who = " ".join(filter(None, (wording.speaker(row, meeting), row.speaker)))
        day, where = wording.meeting_date(meeting, form), wording.paragraphs(row, form)
        yield "Said by", joined((who, day, where), ", ")
    if meeting.date_basis != "stated":
        yield "Day", wording.known(meeting.date_basis, meeting.date_note)
    yield "Report", _published(meeting, row.url)


def _record(profile: Profile, row: SectorRow, form: Form) -> Iterator[Field]:
    status = cell(f"{form.status(row.status)} {row.status}", row.status)
    products = [
        f"{product['name']} (HS {product['hs']})" if product["hs"] else product["name"]
        for product in profile.fields["products"]
    ]
    yield "Status", joined((status, wording.side(row)), " ")
    yield "Summary", row.summary
    yield "Condition", wording.quoted(row.condition, form) if row.condition else ""
    yield "Scope", f"{row.scope}: wider than the region" if row.scope else ""
    yield "Sector", row.sector_name
    yield "ISIC Rev.4", ", ".join(row.isic)
    yield "Forms", ", ".join(row.forms)
    yield "Products", wording.listed(products)
    yield "Companies", wording.listed([profile.companies[each] for each in row.companies])
    yield "Places", wording.listed(row.places)
    yield "Projects", wording.listed(row.projects)


def _trade(profile: Profile, row: TradeRow, form: Form) -> Iterator[Field]:
    sources = profile.listings["follows_from"]
    flow = f"{row.flow} of {row.goods}" if row.goods else row.flow
    yield flow.capitalize(), cell(wording.amount(row, form), "amount")
    yield "Change", wording.change(row, form)
    yield "Computed", wording.formula(row, sources, form)
    yield "Basis", wording.basis(row)
    yield "Period", _period(row, form)
    yield "In numbers", wording.bounds(row, form)
    yield "Cause", wording.quoted(row.cause, form) if row.cause else ""
    yield "Doubt", wording.quoted(row.doubt, form) if row.doubt else ""
    yield "Differs from", joined(row.conflicts)
    yield "Follows from", joined(each.id for each in sources)
    yield "Leads to", joined(each.id for each in profile.listings["leads_to"])


def _figure(profile: Profile, row: FigureRow, form: Form) -> Iterator[Field]:
    yield "Amount", cell(row.text, "amount")
    yield "Change", wording.change(row, form)
    yield "Of", row.scope
    yield "Period", _period(row, form)
    yield "In numbers", wording.bounds(row, form)


def _period(row: TradeRow | FigureRow, form: Form) -> Text:
    """Return the period of a row and how it is known."""
    if not row.period:
        return cell(row.note)
    known = wording.known(row.year_basis or "stated", row.note)
    return joined((wording.when(row, form), known), ", ")


_OF_KIND: dict[str, Callable[[Profile, Form], Iterator[Field]]] = {
    "region": _region,
    "sector": _sector,
    "company": _company,
    "document": _document,
    "fact": _fact,
}
_OF_FACT: dict[type, Callable[[Profile, Any, Form], Iterator[Field]]] = {
    SectorRow: _record,
    TradeRow: _trade,
    FigureRow: _figure,
}


# Below the tables


def _quote(quote: Quote, form: Form) -> Field:
    """Return a paragraph of a report with its evidence highlighted."""
    text, end = Text(), 0
    for start, stop in quote.marks:
        text += cell(quote.text[end:start]) + cell(quote.text[start:stop], "match")
        end = stop
    return f"{form.signs.paragraph}{quote.paragraph}", text + cell(quote.text[end:])


def _notes(profile: Profile, form: Form) -> Iterator[Field]:
    """Yield how dates and periods are known that are not stated, each with the id of its entry."""
    for meeting in profile.meetings.values():
        if meeting.date_basis != "stated" and profile.kind != "document":
            known = wording.known(meeting.date_basis, meeting.date_note)
            yield meeting.id, joined((wording.meeting_date(meeting, form), known), ", ")
    for row in (row for name in _LISTINGS for row in profile.listings.get(name, ())):
        if getattr(row, "note", None) and row.stated_by:
            yield row.id, _period(row, form)
