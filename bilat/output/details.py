"""The fields of a profile as labels and words for a person."""

from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urlsplit

from bilat.database.rows import DocumentRow, FigureRow, SectorRow, TradeRow, short_name
from bilat.output import amounts, wording
from bilat.output.pen import Pen
from bilat.output.spaces import scaled
from bilat.queries.context import Context
from bilat.queries.profile import Profile

Pair = tuple[str, Sequence[str]]
"""A label with a text or several."""


def title(shown: Profile, pen: Pen) -> str:
    """What a page on it is called."""
    if shown.kind == "document":
        meeting = shown.meetings[shown.id]
        return shown.name.removesuffix(meeting.date) + wording.met(meeting, pen)
    row = shown.fact
    if isinstance(row, TradeRow):
        what = " (target)" if row.kind == "target" else ""
        return f"{shown.name}{pen.mark(row.year_basis)}{what}"
    if isinstance(row, FigureRow):
        return ", ".join(filter(None, (row.name, wording.years(row, pen))))
    return shown.name


def lead(shown: Profile, pen: Pen) -> list[str]:
    """What a fact says, before its labels."""
    row = shown.fact
    if isinstance(row, SectorRow):
        return [f"{wording.sign(row, pen)} {wording.status(row)}", scaled(row.summary)]
    if isinstance(row, FigureRow):
        return [scaled(row.text)]
    if isinstance(row, TradeRow):
        return [part for part in (amounts.amount(row), amounts.reasoned(row, pen)) if part]
    return []


def details(shown: Profile, pen: Pen) -> list[Pair]:
    """The labels and texts of a profile, in the order in which a person reads them."""
    pairs = _DETAILS[shown.kind](shown, pen)
    return [(label, kept) for label, texts in pairs if (kept := [text for text in texts if text])]


def beside(shown: Profile) -> Context:
    """What the tables of a profile's rows tell beside them."""
    trade = shown.listings.get("trade", ())
    sources = [*shown.listings.get("follows_from", ()), *trade]
    return Context(
        meetings=shown.meetings,
        names=shown.companies,
        sources={row.id: row for row in sources},
        listed={row.id for row in trade},
    )


def published(meeting: DocumentRow) -> str:
    """Who published a report and where."""
    return f"{meeting.publisher}, at {urlsplit(meeting.url).hostname or meeting.url}"


def _region(shown: Profile, pen: Pen) -> Iterator[Pair]:
    fields = shown.fields
    district = f"{fields['federal_district']} Federal District"
    yield "Kind", [f"{fields['kind']} in the {district}; capital {fields['capital']}"]
    yield "Code", [f"ISO 3166-2 {fields['iso_3166_2']}"]
    yield "Also", [wording.listed([fields["name_ru"], *fields["aliases"]])]


def _sector(shown: Profile, pen: Pen) -> Iterator[Pair]:
    fields, names = shown.fields, shown.sectors
    rows = [*shown.listings["sectors"], *shown.listings["wider"]]
    hs = dict.fromkeys(code for row in rows if row.sector == shown.id for code in row.hs)
    codes = [f"ISIC Rev.4 {', '.join(fields['isic'])}"] if fields["isic"] else []
    codes += [f"HS 2022 {', '.join(hs)}"] if hs else []
    yield "Part of", [wording.listed([names[parent] for parent in fields["parents"]])]
    yield "Includes", [wording.listed([names[child] for child in fields["children"]])]
    yield "Codes", ["; ".join(codes)]
    yield "Also", [wording.listed([fields["name_ru"], *fields["aliases"]])]


def _company(shown: Profile, pen: Pen) -> Iterator[Pair]:
    fields = shown.fields
    where = ", ".join(filter(None, (fields["city"], fields["country"])))
    yield "From", [where or "not stated"]
    yield "Also", [wording.listed(fields["aliases"])]
    yield "Named too", [place for place in fields["named_in"] if "(no fact" in place]


def _document(shown: Profile, pen: Pen) -> Iterator[Pair]:
    fields, meeting = shown.fields, shown.meetings[shown.id]
    stated = f", in the text {pen.quoted(meeting.date_stated)}" if meeting.date_stated else ""
    day = wording.known(meeting.date_basis, meeting.date_note)
    yield "Region", [meeting.region_name]
    yield "Day", [f"{wording.met(meeting, pen)}{stated}; {day}"]
    yield "Place", [meeting.place or "not stated"]
    yield "Present", fields["participants"]
    yield "Report", [published(meeting)]
    yield "Text", [f"{meeting.paragraphs} paragraphs, language {meeting.language}"]
    yield "SHA-256", [meeting.sha256]
    yield "Left out", ["; ".join(fields["left_out"])]


def _fact(shown: Profile, pen: Pen) -> Iterator[Pair]:
    row, meeting = shown.fact, shown.meetings[shown.fields["document"]]
    assert row is not None
    where = f"{wording.met(meeting, pen)}, {wording.paragraphs(row, pen)}"
    if row.stated_by is None:
        yield "From", [amounts.derivation(row, beside(shown), pen)]
    else:
        who = wording.speaker(row, meeting)
        yield "Said by", [f"{' '.join(filter(None, (who, row.speaker)))}, {where}"]
    yield from _OF_ROW[type(row)](shown, row, pen)
    yield "Evidence", [pen.quoted(phrase) for phrase in row.evidence]
    if isinstance(row, TradeRow):
        yield "Leads to", [_consequence(each, pen) for each in shown.listings["leads_to"]]
        sources = shown.listings["follows_from"]
        yield "Stated in", [f"{where} ({_named(each, pen)})" for each in sources]
    if meeting.date_basis != "stated":
        yield "Day", [wording.known(meeting.date_basis, meeting.date_note)]
    yield "Report", [published(meeting)]


def _consequence(row: TradeRow, pen: Pen) -> str:
    derived = f"{wording.years(row, pen)}: {amounts.amount(row)}, derived"
    return f"{derived} ({_named(row, pen)})"


def _named(row: TradeRow, pen: Pen) -> str:
    return pen.link(short_name(row.region, row.id), row.url)


def _cooperation(shown: Profile, row: SectorRow, pen: Pen) -> Iterator[Pair]:
    products = [
        f"{product['name']} (HS {product['hs']})" if product["hs"] else product["name"]
        for product in shown.fields["products"]
    ]
    yield "Condition", [pen.quoted(row.condition) if row.condition else ""]
    yield "Scope", [f"{row.scope}: wider than the region" if row.scope else ""]
    yield (
        "Sector",
        [f"{row.sector_name}{', ISIC Rev.4 ' + ', '.join(row.isic) if row.isic else ''}"],
    )
    yield "Forms", [", ".join(row.forms)]
    yield "Goods", [wording.listed(products)]
    yield "Companies", [wording.listed([shown.companies[id_] for id_ in row.companies])]
    yield "Places", [wording.listed(row.places)]
    yield "Projects", [wording.listed(row.projects)]


def _trade(_: Profile, row: TradeRow, pen: Pen) -> Iterator[Pair]:
    note = wording.known(row.year_basis, row.note)
    basis = "derived by arithmetic" if row.basis == "derived" else amounts.basis(row)
    formula = row.derivation.partition(" from ")[0] if row.derivation else ""
    yield "Basis", [f"{basis}; year {note}"]
    yield "In numbers", [amounts.numbers(row, pen)]
    yield "Formula", [formula]


def _figure(_: Profile, row: FigureRow, pen: Pen) -> Iterator[Pair]:
    yield "Of", [row.scope]
    yield "In numbers", [amounts.numbers(row, pen)]
    if row.year_basis:
        yield "Years", [wording.known(row.year_basis, row.note)]


_DETAILS: dict[str, Callable[[Profile, Pen], Iterator[Pair]]] = {
    "region": _region,
    "sector": _sector,
    "company": _company,
    "document": _document,
    "fact": _fact,
}
_OF_ROW: dict[type, Callable[..., Iterator[Pair]]] = {
    SectorRow: _cooperation,
    TradeRow: _trade,
    FigureRow: _figure,
}
