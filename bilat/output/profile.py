"""One thing in full: its fields, the tables of the rows that speak of it, and notes on them."""

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Any

from rich.text import Text

from bilat.database.rows import DocumentRow, Fact, FigureRow, SectorRow, TradeRow
from bilat.output import tables, wording
from bilat.output.look import Field, Form, Sheet, broken, cell, dotted, grid, joined
from bilat.queries.show import FACTS, Profile, Quote
from bilat.vocabulary import STATUS


def sheets(profile: Profile, form: Form) -> Iterator[Sheet]:
    """Yield what `show` prints of a profile: its fields, then tables, quotations and notes."""
    fields = _of_fact(profile, profile.fact) if profile.fact else _of_thing(profile)
    others = ("See also", wording.listed(profile.others))
    yield Sheet(_title(profile, form), grid((*fields, others)))
    if not profile.fact:
        for listing in ("trade", "sectors", "figures"):
            if rows := _rows(profile, listing):
                yield from tables.sheets(listing, rows, profile.context, form)
    if profile.quotes:
        quotes = (_quote(each) for each in profile.quotes)
        yield Sheet(cell("In the words of the report", "heading"), grid(quotes))
    if not profile.fact and (notes := [*_notes(profile)]):
        yield Sheet(cell("Notes", "heading"), grid(notes))


def _rows(profile: Profile, listing: str) -> Sequence[Any]:
    """Return the rows of a listing; records of wider scope follow the others of their meeting."""
    rows = profile.listings.get(listing, ())
    if listing != "sectors":
        return rows
    return sorted((*rows, *profile.listings.get("wider", ())), key=attrgetter("document"))


def _title(profile: Profile, form: Form) -> Text:
    """Return what a profile is called, and the id that `show` takes, if that is another."""
    name, row = profile.name, profile.fact
    if isinstance(row, TradeRow):
        name = f"{row.flow.capitalize()} of {row.region_name}"
    if isinstance(row, TradeRow | FigureRow) and row.period:
        name += f", {wording.period(row.period)}"
    id_ = "" if profile.id == profile.name else profile.id
    title = dotted((cell(name, "heading"), cell(id_, "id")))
    if form.width and len(title) > form.room:
        return joined((cell(name, "heading"), broken(id_, form.room)))
    return title


# Fields


def _of_thing(profile: Profile) -> Iterator[Field]:
    """Yield the fields of anything but a fact."""
    fields, rows = profile.fields, profile.listings
    match profile.kind:
        case "region":
            district = f"{fields['federal_district']} Federal District"
            yield "Kind", f"{fields['kind']} in the {district}; capital {fields['capital']}"
            yield "Code", f"ISO 3166-2 {fields['iso_3166_2']}"
            yield "Also", wording.listed([fields["name_ru"], *fields["aliases"]])
        case "sector":
            records = (row for row in rows["sectors"] if row.sector == profile.id)
            hs = dict.fromkeys(code for row in records for code in row.hs if code)
            yield "Part of", wording.listed([profile.sectors[id_] for id_ in fields["parents"]])
            yield "Includes", wording.listed([profile.sectors[id_] for id_ in fields["children"]])
            yield "ISIC Rev.4", ", ".join(fields["isic"])
            yield "HS 2022", ", ".join(hs)
            yield "Also", wording.listed([fields["name_ru"], *fields["aliases"]])
        case "company":
            yield "From", ", ".join(filter(None, (fields["city"], fields["country"])))
            yield "Also", wording.listed(fields["aliases"])
        case "document":
            yield from _of_document(profile, profile.context.meetings[profile.id])
        case "person":
            yield "Title", wording.listed(fields["titles"])
            yield "Side", wording.SIDES[fields["side"]]
            yield "Also", wording.listed(fields["spellings"])
        case kind:  # a product, a place or a project
            yield "Kind", kind
            yield "HS 2022", ", ".join(fields.get("hs", ()))
    if profile.kind in ("region", "document") and not any(map(_is_turnover, rows["trade"])):
        yield "Turnover", "not stated"
    yield "Companies", wording.listed([company.name for company in rows.get("companies", ())])
    similar = [f"{company.name} ({company.id})" for company in rows.get("similar", ())]
    yield "Similar", wording.listed(similar)
    for meeting in rows.get("documents", ()):
        day = dotted((wording.meeting_date(meeting), cell(meeting.id, "id")))
        yield "Report", joined((day, _published(meeting, meeting.url)))


def _is_turnover(row: TradeRow) -> bool:
    """Return whether an amount of all goods in both directions is stated."""
    is_all = row.flow == "turnover" and not row.goods
    return row.basis == "stated" and row.kind == "actual" and row.text is not None and is_all


def _of_document(profile: Profile, meeting: DocumentRow) -> Iterator[Field]:
    stated = wording.quoted(meeting.date_stated)
    known = wording.known(meeting.date_basis, meeting.date_note)
    yield "Region", meeting.region_name
    yield "Day", joined((wording.meeting_date(meeting), stated, known), ", ")
    yield "Place", meeting.place or "not stated"
    yield "Present", joined(profile.fields["participants"])
    yield "Report", _published(meeting, meeting.url)
    yield "Text", f"{meeting.paragraphs} paragraphs, language {meeting.language}"
    yield "SHA-256", meeting.sha256
    yield "Left out", joined(profile.fields["left_out"])


def _published(meeting: DocumentRow, url: str) -> Text:
    """Return who published a report, who reprinted it, and its address, which leads to `url`."""
    reprinted = f", reprinted by {meeting.reprinted_by}" if meeting.reprinted_by else ""
    return joined((f"{meeting.publisher}{reprinted}", cell(meeting.url, "source", url)))


def _of_fact(profile: Profile, row: Fact) -> Iterator[Field]:
    meeting = profile.context.meetings[row.document]
    if isinstance(row, SectorRow):
        yield from _of_record(profile, row)
    elif isinstance(row, TradeRow):
        yield from _of_trade(profile, row)
    elif isinstance(row, FigureRow):
        yield "Amount", cell(wording.with_currency(row.text or "", row.unit), "amount")
        yield "Change", wording.change(row)
        yield "Scope", row.scope
        yield "Period", _period(row)
        yield "In numbers", wording.bounds(row)
    yield "Evidence", joined(wording.quoted(each, "") for each in row.evidence)
    if row.stated_by:
        who = joined((wording.speaker(row, meeting), row.speaker or ""), " ")
        day, where = wording.meeting_date(meeting), wording.paragraphs(row)
        yield "Said by", joined((who, day, where), ", ")
    if meeting.date_basis != "stated":
        yield "Day", wording.known(meeting.date_basis, meeting.date_note)
    yield "Report", _published(meeting, row.url)


def _of_record(profile: Profile, row: SectorRow) -> Iterator[Field]:
    status = cell(f"{STATUS[row.status].sign} {row.status}", row.status)
    coded = zip(row.products, row.hs, strict=True)
    yield "Status", joined((status, wording.side(row)), " ")
    yield "Summary", row.summary
    yield "Condition", wording.quoted(row.condition)
    yield "Scope", f"{row.scope}: wider than the region" if row.scope else ""
    yield "Sector", row.sector_name
    yield "ISIC Rev.4", ", ".join(row.isic)
    yield "Forms", ", ".join(row.forms)
    yield "Products", wording.listed([f"{name} (HS {hs})" if hs else name for name, hs in coded])
    yield "Companies", wording.listed([profile.context.names[each] for each in row.companies])
    yield "Places", wording.listed(row.places)
    yield "Projects", wording.listed(row.projects)


def _of_trade(profile: Profile, row: TradeRow) -> Iterator[Field]:
    sources = profile.listings["follows_from"]
    flow = f"{row.flow} of {row.goods}" if row.goods else row.flow
    yield flow.capitalize(), cell(wording.amount(row), "amount")
    yield "Change", wording.change(row)
    yield "Computed", wording.formula(row, sources)
    yield "Basis", wording.basis(row)
    yield "Period", _period(row)
    yield "In numbers", wording.bounds(row)
    yield "Note", row.fact_note or ""
    yield "Cause", wording.quoted(row.cause)
    yield "Doubt", wording.quoted(row.doubt)
    yield "Differs from", joined(row.conflicts)
    yield "Follows from", joined(each.id for each in sources)
    yield "Leads to", joined(each.id for each in profile.listings["leads_to"])


def _period(row: TradeRow | FigureRow) -> Text:
    """Return the period of a row and how it is known."""
    if not row.period:
        return Text()
    note = row.period_note if isinstance(row, TradeRow) else row.note
    known = wording.known(row.year_basis or "stated", note)
    return joined((wording.when(row), known), ", ")


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
        if meeting.date_basis != "stated" and profile.kind != "document":
            known = wording.known(meeting.date_basis, meeting.date_note)
            yield meeting.id, joined((wording.meeting_date(meeting), known), ", ")
    for row in (row for listing in FACTS for row in _rows(profile, listing)):
        if getattr(row, "note", None) and row.stated_by:
            short = profile.context.short_ids[row.id]
            name = short if "/" in short else f"{row.region}/{short}"
            yield name, joined((_period(row), getattr(row, "fact_note", "") or ""))
