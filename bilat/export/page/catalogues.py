"""The tables of regions, figures, companies and reports."""

import re
from collections.abc import Iterator

from bilat.database.rows import CompanyRow, DocumentRow, FigureRow, RegionRow, SectorRow
from bilat.export.page import words
from bilat.export.page.contents import Contents, token
from bilat.export.page.markup import (
    Markup,
    block,
    cell,
    element,
    group,
    link,
    markup,
    row,
    soft,
    table,
    whole,
)
from bilat.export.page.records import status
from bilat.output.wording import day, lowered
from bilat.vocabulary import STATUS


def regions(contents: Contents) -> Markup:
    """Who heads each region, when they met, what is traded and how many records there are."""
    statuses = (f"{each.sign} {word}" for word, each in STATUS.items())
    number = words.counted(words.number(len(contents.regions)), "region").capitalize()
    with_records = {record.region for record in contents.records}
    return table(
        "regions",
        f"{number}, and how many records there are on each",
        ("Region", "Head", "Met", "Turnover stated", *statuses, "wider"),
        group(*(_region(region, region.id in with_records) for region in contents.regions)),
    )


def _region(region: RegionRow, has_records: bool) -> Markup:
    name = element("a", region.name, href=f"#{region.id}") if has_records else region.name
    year = words.years(region.turnover_year, None)
    below = ", ".join(filter(None, (year, words.basis("year", region.turnover_year_basis))))
    counts = {word: getattr(region, word) for word in STATUS} | {"wider": region.wider}
    return row(
        name,
        cell(region.head or words.NONE, soft(region.head_title) if region.head_title else None),
        cell(*_day(region), label="met"),
        cell(
            region.turnover or "none stated",
            soft(below) if region.turnover else None,
            label="turnover",
        ),
        *(
            cell(str(count) if count else words.NONE, label=word, class_="count")
            for word, count in counts.items()
        ),
    )


def _day(meeting: RegionRow | DocumentRow) -> Iterator[str]:
    """The day of a meeting and, below it, that it is not stated."""
    yield day(meeting.date) if meeting.date else words.NONE
    if note := words.basis("date", meeting.date_basis):
        yield soft(note)


def figures(contents: Contents) -> Markup:
    """The numbers that are not trade."""
    return table(
        "figures listed",
        "Numbers that are not trade, and whose they are",
        ("Number of what", "Amount", "Years", "Meeting", "Said by"),
        group(*(_figure(contents, figure) for figure in contents.figures)),
    )


def _figure(contents: Contents, figure: FigureRow) -> Markup:
    meeting = contents.document[figure.document]
    note = words.basis("year", figure.year_basis)
    return row(
        markup(figure.name, soft(figure.scope), between="\n"),
        cell(figure.text),
        cell(
            words.years(figure.year_from, figure.year_to) or words.NONE,
            soft(note) if note else None,
            label="years",
        ),
        cell(figure.region_name, soft(day(meeting.date)), label="meeting"),
        cell(link(figure.url, whole(words.source(figure, meeting)))),
    )


def companies(contents: Contents) -> Markup:
    """Who is named, where and in what."""
    named: dict[str, list[SectorRow]] = {company.id: [] for company in contents.companies}
    for record in contents.records:
        for id_ in record.companies:
            named[id_].append(record)
    return table(
        "companies listed",
        "Companies that a report names; each status leads to its record",
        ("Company", "From", "Where and in what"),
        group(*(_company(contents, each, named[each.id]) for each in contents.companies)),
    )


def _company(contents: Contents, company: CompanyRow, records: list[SectorRow]) -> Markup:
    of = token("company", company.id)
    places: dict[tuple[str, str], list[SectorRow]] = {}
    for record in records:
        places.setdefault((record.region_name, record.sector_name), []).append(record)
    items = (
        element(
            "li",
            f"{region}, {lowered(sector)}: ",
            markup(*(_link(contents, each) for each in _distinct(found)), between=", "),
        )
        for (region, sector), found in places.items()
    )
    return row(
        company.name,
        cell(
            ", ".join(filter(None, (company.city, company.country))) or "not stated", label="from"
        ),
        cell(block("ul", *items) if places else "named in a report, but in no record"),
        data_of=of,
        data_names=contents.called.get(of),
    )


def _distinct(records: list[SectorRow]) -> list[SectorRow]:
    """The first record of each status, and of each status of something wider."""
    first: dict[tuple[str, bool], SectorRow] = {}
    for record in records:
        first.setdefault((record.status, record.scope is not None), record)
    return [*first.values()]


def _link(contents: Contents, record: SectorRow) -> Markup:
    return element("a", status(record), href=f"#{contents.anchors[record.id]}")


def reports(contents: Contents) -> Markup:
    """Where it all comes from, and how to read it."""
    drawn = table(
        "reports listed",
        "Where it all comes from",
        ("Region", "Met", "Head", "Paragraphs", "Address"),
        group(*(_report(each) for each in contents.documents)),
    )
    how = (
        "The summaries are a curator's; the words in quotation marks are the report's, as they"
        " stand there. An offer, a plan or an interest is no deal: its status says what the report"
        " makes of it, and no more. What is said of something wider than the region is not counted"
        " for the region.",
        "¶ counts the paragraphs of a report's text from 1, from the headline to the last one. A"
        " browser that knows text fragments opens the report at the words and marks them.",
    )
    return markup(drawn, *(element("p", each) for each in how), between="\n")


def _report(meeting: DocumentRow) -> Markup:
    return row(
        meeting.region_name,
        cell(*_day(meeting), soft(meeting.date_note), label="met"),
        cell(meeting.head, soft(meeting.head_title)),
        cell(str(meeting.paragraphs), label="paragraphs"),
        cell(link(meeting.url, _breakable(meeting.url)), soft(meeting.publisher)),
    )


def _breakable(address: str) -> Markup:
    """An address that may go on on the next line after / and -."""
    return markup(*re.findall(r"[^/-]*[/-]|[^/-]+", address), between="<wbr>")
