"""The fields of a profile as labels and words for a person."""

from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urlsplit

from bilat.database.rows import DocumentRow, FigureRow, SectorRow, TradeRow
from bilat.output import wording
from bilat.questions.profile import Profile

Pair = tuple[str, Sequence[str]]
"""A label with a text or several."""


def title(shown: Profile) -> str:
    """What a page on it is called."""
    if shown.kind == "document":
        meeting = shown.meetings[shown.id]
        return f"Meeting with {meeting.head}, {wording.met(meeting)}"
    row = shown.fact
    if isinstance(row, TradeRow):
        what = " (target)" if row.kind == "target" else ""
        return f"Turnover of {row.region_name}, {wording.years(row)}{what}"
    if isinstance(row, FigureRow) and wording.years(row):
        return f"{row.name}, {wording.years(row)}"
    return shown.name


def lead(shown: Profile) -> list[str]:
    """What a fact says, before its labels."""
    row = shown.fact
    if isinstance(row, SectorRow):
        return [f"{wording.sign(row)} {wording.status(row)}", row.summary]
    if isinstance(row, FigureRow):
        return [wording.unbroken(row.text)]
    if isinstance(row, TradeRow):
        return [part for part in (wording.amount(row), wording.change(row)) if part]
    return []


def details(shown: Profile) -> list[Pair]:
    """The labels and texts of a profile, in the order in which a person reads them."""
    pairs = _DETAILS[shown.kind](shown)
    return [(label, kept) for label, texts in pairs if (kept := [text for text in texts if text])]


def marks(shown: Profile) -> list[str]:
    """What explains the marks and roles on a page: who the President is, *, †, (if)."""
    rows = [row for listed in shown.listings.values() for row in listed]
    said = [row for row in rows if hasattr(row, "stated_by")]
    bases = [meeting.date_basis for meeting in shown.meetings.values()]
    bases += [row.year_basis for row in (*said, shown.fact) if hasattr(row, "year_basis")]
    conditional = any(getattr(row, "condition", None) for row in said)
    return [
        *(() if shown.fact else wording.presidents(said)),
        *wording.marks(bases),
        *(["(if) on a condition"] if conditional else []),
    ]


def host(url: str) -> str:
    """The host of an address."""
    return urlsplit(url).hostname or url


def published(meeting: DocumentRow) -> str:
    """Who published a report and where."""
    return f"{meeting.publisher}, at {host(meeting.url)}"


def _region(shown: Profile) -> Iterator[Pair]:
    fields = shown.fields
    district = f"{fields['federal_district']} Federal District"
    yield "Kind", [f"{fields['kind']} in the {district}; capital {fields['capital']}"]
    yield "Code", [f"ISO 3166-2 {fields['iso_3166_2']}"]
    yield "Also", [wording.listed([fields["name_ru"], *fields["aliases"]])]


def _sector(shown: Profile) -> Iterator[Pair]:
    fields, names = shown.fields, shown.names
    rows = [*shown.listings["sectors"], *shown.listings["wider"]]
    hs = dict.fromkeys(code for row in rows if row.sector == shown.id for code in row.hs)
    codes = [f"ISIC Rev.4 {fields['isic']}"] if fields["isic"] else []
    codes += [f"HS 2022 {', '.join(hs)}"] if hs else []
    yield "Part of", [wording.listed([names[parent] for parent in fields["parents"]])]
    yield "Includes", [wording.listed([names[child] for child in fields["children"]])]
    yield "Codes", ["; ".join(codes)]
    yield "Also", [wording.listed([fields["name_ru"], *fields["aliases"]])]


def _company(shown: Profile) -> Iterator[Pair]:
    fields = shown.fields
    where = ", ".join(filter(None, (fields["city"], fields["country"])))
    yield "From", [where or "not stated"]
    yield "Also", [wording.listed(fields["aliases"])]
    yield "Named too", [place for place in fields["named_in"] if "(no fact" in place]


def _document(shown: Profile) -> Iterator[Pair]:
    fields, meeting = shown.fields, shown.meetings[shown.id]
    stated = f", in the text “{meeting.date_stated}”" if meeting.date_stated else ""
    day = wording.known(meeting.date_basis, meeting.date_note)
    yield "Region", [meeting.region_name]
    yield "Day", [f"{wording.met(meeting)}{stated}; {day}"]
    yield "Place", [meeting.place or "not stated"]
    yield "Present", fields["participants"]
    yield "Report", [published(meeting)]
    yield "Text", [f"{meeting.paragraphs} paragraphs, language {meeting.language}"]
    yield "SHA-256", [meeting.sha256]
    yield "Left out", ["; ".join(fields["left_out"])]


def _fact(shown: Profile) -> Iterator[Pair]:
    row, meeting = shown.fact, shown.meetings[shown.fields["document"]]
    assert row is not None
    where = f"{wording.met(meeting)}, ¶{','.join(map(str, row.paragraphs))}"
    if row.stated_by is None:
        yield "From", [wording.derivation(row, {each.id: each for each in _sources(shown)})]
    else:
        who = " ".join(filter(None, (wording.speaker(row.stated_by, meeting), row.speaker)))
        yield "Said by", [f"{who}, {where}"]
    yield from _OF_ROW[type(row)](shown, row)
    yield "Evidence", [f"“{phrase}”" for phrase in row.evidence]
    yield "Leads to", [_consequence(each, shown) for each in shown.listings.get("leads_to", ())]
    if row.stated_by is None:
        yield "Stated in", [f"{where} ({wording.short(each)})" for each in _sources(shown)]
    if meeting.date_basis != "stated":
        yield "Day", [wording.known(meeting.date_basis, meeting.date_note)]
    yield "Report", [published(meeting)]


def _sources(shown: Profile) -> Sequence[TradeRow]:
    return shown.listings["follows_from"]


def _consequence(row: TradeRow, shown: Profile) -> str:
    return f"{wording.years(row)}: {wording.amount(row)}, derived ({wording.short(row)})"


def _cooperation(shown: Profile, row: SectorRow) -> Iterator[Pair]:
    products = [
        f"{product['name']} (HS {product['hs']})" if product["hs"] else product["name"]
        for product in shown.fields["products"]
    ]
    yield "Condition", [f"“{row.condition}”" if row.condition else ""]
    yield "Scope", [f"{row.scope}: wider than the region" if row.scope else ""]
    yield "Sector", [f"{row.sector_name}{f', ISIC Rev.4 {row.isic}' if row.isic else ''}"]
    yield "Forms", [", ".join(row.forms)]
    yield "Goods", [wording.listed(products)]
    yield "Companies", [wording.listed([shown.names[id_] for id_ in row.companies])]
    yield "Places", [wording.listed(row.places)]
    yield "Projects", [wording.listed(row.projects)]


def _trade(shown: Profile, row: TradeRow) -> Iterator[Pair]:
    note = wording.known(row.year_basis, row.note)
    basis = "derived by arithmetic" if row.basis == "derived" else wording.basis(row)
    formula = row.derivation.partition(" from ")[0] if row.derivation else ""
    yield "Basis", [f"{basis}; year {note}"]
    yield "In numbers", [wording.numbers(row)]
    yield "Formula", [formula]


def _figure(shown: Profile, row: FigureRow) -> Iterator[Pair]:
    yield "Of", [row.scope]
    yield "In numbers", [wording.numbers(row)]
    if row.year_basis:
        yield "Years", [wording.known(row.year_basis, row.note)]


_DETAILS: dict[str, Callable[[Profile], Iterator[Pair]]] = {
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
