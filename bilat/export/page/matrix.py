"""Sectors by regions: each sign leads to the first such record."""

from collections import defaultdict

from bilat.database.rows import RegionRow, SectorRow
from bilat.export.page import words
from bilat.export.page.contents import Contents
from bilat.export.page.markup import Markup, cell, element, group, markup, row, table, unseen
from bilat.export.page.records import sign
from bilat.output.wording import lowered
from bilat.vocabulary import STATUS

FEW = 6
"""So many regions fit a phone; the columns of more keep their width and scroll."""

_Cells = dict[tuple[str, str], list[SectorRow]]


def matrix(contents: Contents) -> Markup:
    """The table in a frame that scrolls where there are many regions."""
    cells = _cells(contents)
    heads = [_head(contents, region) for region in contents.regions]
    rows = (
        row(
            field.name,
            *(cell(_signs(contents, cells[field.id, region.id])) for region in contents.regions),
            class_="child" if field.parents else None,
        )
        for field in contents.used()
    )
    name = "matrix many" if len(contents.regions) > FEW else "matrix"
    caption = "Each sign leads to its record; brackets: said of something wider than the region"
    drawn = table(name, caption, ("Sector", *heads), group(*rows))
    return element(
        "div", drawn, class_="frame", tabindex="0", role="region", aria_label="Sectors by region"
    )


def _cells(contents: Contents) -> _Cells:
    """The first record of each status, sector by region, those of something wider last."""
    first: dict[tuple[str, str, str, bool], SectorRow] = {}
    for record in contents.records:
        wider = record.scope is not None
        first.setdefault((record.sector, record.region, record.status, wider), record)
    cells: _Cells = defaultdict(list)
    order = [*STATUS]
    for key in sorted(first, key=lambda key: (key[3], order.index(key[2]))):
        cells[key[:2]].append(first[key])
    return cells


def _head(contents: Contents, region: RegionRow) -> Markup:
    dates = [int(meeting.date[:4]) for meeting in contents.meetings(region.id)]
    code = region.iso_3166_2.removeprefix("RU-")
    return markup(
        element("span", region.name, class_="name"),
        element("abbr", code, title=region.name),
        element("div", words.years(min(dates), max(dates)) if dates else words.NONE),
        between="\n",
    )


def _signs(contents: Contents, records: list[SectorRow]) -> Markup:
    signs = (_sign(contents, record) for record in records)
    return markup(*signs, between=" ") if records else markup(words.NONE)


def _sign(contents: Contents, record: SectorRow) -> Markup:
    return element(
        "a",
        sign(record),
        unseen(f"{record.status}, wider" if record.scope else record.status),
        href=f"#{contents.anchors[record.id]}",
        title=f"{record.region_name}, {lowered(record.sector_name)}: {record.status}",
    )
