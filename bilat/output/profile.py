"""One thing in full: its fields, the tables of the rows that speak of it, and notes on them."""

from collections.abc import Iterator

from rich.text import Text

from bilat.database.rows import DocumentRow, FigureRow, SectorRow, TradeRow
from bilat.output import tables, wording
from bilat.output.look import Field, Form, Sheet, broken, cell, dotted, grid, joined
from bilat.queries.show import Profile, Quote
from bilat.vocabulary import STATUS


def sheets(profile: Profile, form: Form) -> Iterator[Sheet]:
    """Yield what `show` prints of a profile: its fields, then tables, quotations and notes."""
    period = wording.period(profile.fields.get("period"))
    name = cell(", ".join(filter(None, (profile.name, period))), "heading")
    id_ = "" if profile.id == profile.name else profile.id
    fields = _fact(profile) if profile.kind == "fact" else _thing(profile)
    others = ("See also", wording.listed(profile.others))
    yield Sheet(joined((name, broken(id_, form.width))), grid((*fields, others)))
    for listing in ("trade", "sectors", "figures"):
        if rows := profile.listings.get(listing):
            yield from tables.sheets(listing, rows, profile.context, form)
    if profile.quotes:
        title = cell("In the words of the report", "heading")
        yield Sheet(title, grid(map(_quote, profile.quotes)))
    if notes := [*_notes(profile)]:
        yield Sheet(cell("Notes", "heading"), grid(notes))


# Fields


def _thing(profile: Profile) -> Iterator[Field]:
    """Yield the fields of anything but a fact."""
    row, fields, rows = profile.row, profile.fields, profile.listings
    match profile.kind:
        case "region":
            district = f"{row.federal_district} Federal District"
            yield "Kind", f"{row.kind} in the {district}; capital {row.capital}"
            yield "Code", f"ISO 3166-2 {row.iso_3166_2}"
            yield "Also", wording.listed([row.name_ru, *row.aliases])
            yield "Turnover", "" if row.turnover else "not stated"
        case "sector":
            yield "Part of", wording.listed([sector.name for sector in rows["parents"]])
            yield "Includes", wording.listed([sector.name for sector in rows["children"]])
            yield "ISIC Rev.4", ", ".join(row.isic)
            yield "HS 2022", ", ".join(fields["hs"])
            yield "Also", wording.listed([row.name_ru, *row.aliases])
        case "company":
            yield "From", joined((row.city, row.country), ", ")
            yield "Also", wording.listed(row.aliases)
        case "document":
            stated = (wording.quoted(row.date_stated), wording.known(row.date_basis, row.date_note))
            yield "Region", row.region_name
            yield "Day", joined((wording.meeting_date(row), *stated), ", ")
            yield "Place", row.place or "not stated"
            yield "Present", joined(fields["participants"])
            yield "Report", _published(row, row.url)
            yield "Text", f"{row.paragraphs} paragraphs, language {row.language}"
            yield "SHA-256", row.sha256
            yield "Left out", joined(fields["left_out"])
        case "person":
            yield "Title", wording.listed(fields["titles"])
            yield "Side", wording.listed([wording.SIDES[side] for side in fields["sides"]])
            yield "Also", wording.listed(fields["spellings"])
        case _:  # a product, a place or a project
            yield "Kind", profile.kind
            yield "HS 2022", ", ".join(fields.get("hs", ()))
    yield "Companies", wording.listed([company.name for company in rows.get("companies", ())])
    similar = [f"{company.name} ({company.id})" for company in rows.get("similar", ())]
    yield "Similar", wording.listed(similar)
    for meeting in rows.get("documents", ()):
        day = dotted((wording.meeting_date(meeting), cell(meeting.id, "id")))
        yield "Report", joined((day, _published(meeting, meeting.url)))


def _fact(profile: Profile) -> Iterator[Field]:
    """Yield the fields of a fact: those of its kind, then its evidence and its source."""
    context, row = profile.context, profile.row
    match row:
        case SectorRow():
            status = cell(f"{STATUS[row.status].sign} {row.status}", row.status)
            coded = zip(row.products, row.hs, strict=True)
            products = [f"{name} (HS {hs})" if hs else name for name, hs in coded]
            yield "Status", joined((status, wording.side(row)), " ")
            yield "Summary", row.summary
            yield "Condition", wording.quoted(row.condition)
            yield "Scope", f"{row.scope}: wider than the region" if row.scope else ""
            yield "Sector", row.sector_name
            yield "ISIC Rev.4", ", ".join(row.isic)
            yield "Forms", ", ".join(row.forms)
            yield "Products", wording.listed(products)
            yield "Companies", wording.listed([context.names[id_] for id_ in row.companies])
            yield "Places", wording.listed(row.places)
            yield "Projects", wording.listed(row.projects)
        case TradeRow():
            flow = f"{row.flow} of {row.goods}" if row.goods else row.flow
            yield flow.capitalize(), cell(wording.amount(row), "amount")
            yield "Change", wording.change(row)
            yield "Computed", wording.formula(row, context.sources)
            yield "Basis", wording.basis(row)
            yield "Period", _period(row)
            yield "In numbers", wording.bounds(row)
            yield "Note", row.note or ""
            yield "Cause", wording.quoted(row.cause)
            yield "Doubt", wording.quoted(row.doubt)
            yield "Differs from", joined(row.conflicts)
            yield "Follows from", joined(row.sources)
            yield "Leads to", joined(result.id for result in profile.listings["leads_to"])
        case FigureRow():
            yield "Amount", cell(wording.with_currency(row.text or "", row.unit), "amount")
            yield "Change", wording.change(row)
            yield "Scope", row.scope
            yield "Period", _period(row)
            yield "In numbers", wording.bounds(row)
            yield "Note", row.note or ""
    meeting = context.meetings[row.document]
    yield "Evidence", joined(wording.quoted(phrase, "") for phrase in row.evidence)
    if row.stated_by:
        speaker = joined((wording.speaker(row, meeting), row.speaker), " ")
        source = (speaker, wording.meeting_date(meeting), wording.paragraphs(row))
        yield "Said by", joined(source, ", ")
    if meeting.date_basis != "stated":
        yield "Day", wording.known(meeting.date_basis, meeting.date_note)
    yield "Report", _published(meeting, row.url)


def _period(row: TradeRow | FigureRow) -> Text:
    """Return the period of a row and how it is known; empty if it is open."""
    return joined((wording.when(row), wording.known(row.year_basis or "")), ", ")


def _published(meeting: DocumentRow, url: str) -> Text:
    """Return who published a report, who reprinted it, and its address, which leads to `url`."""
    reprinted = f", reprinted by {meeting.reprinted_by}" if meeting.reprinted_by else ""
    return joined((f"{meeting.publisher}{reprinted}", cell(meeting.url, "source", url)))


# Below the tables


def _quote(quote: Quote) -> Field:
    """Return a paragraph of a report with its evidence highlighted."""
    text, end = Text(), 0
    for start, stop in quote.marks:
        text += cell(quote.text[end:start]) + cell(quote.text[start:stop], "match")
        end = stop
    return f"¶{quote.paragraph}", text + cell(quote.text[end:])


def _notes(profile: Profile) -> Iterator[Field]:
    """Yield how dates and periods are known that are not stated, each with the id of its entry."""
    for meeting in profile.context.meetings.values():
        if meeting.date_basis != "stated" and profile.kind not in ("document", "fact"):
            known = wording.known(meeting.date_basis, meeting.date_note)
            yield meeting.id, joined((wording.meeting_date(meeting), known), ", ")
    for row in (*profile.listings.get("trade", ()), *profile.listings.get("figures", ())):
        if row.note and row.stated_by:
            name = profile.context.fact_names[row.id]
            yield name, joined((_period(row), row.note), ": ")
