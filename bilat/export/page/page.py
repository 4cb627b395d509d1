"""The page: the tables of all listings, with what filters and sorts their rows.

Its frame is page.html, which also takes in style.css and script.js.
"""

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from string import Template
from typing import Any

from bilat import __version__
from bilat.database.rows import FigureRow, RegionRow, SectorRow, TradeRow
from bilat.database.store import Database
from bilat.output import html, tables, wording
from bilat.output.html import element
from bilat.output.look import Form, Sheet, grid
from bilat.queries import listings
from bilat.queries.context import context
from bilat.vocabulary import STATUS

_FRAME, _STYLE, _SCRIPT = (
    files("bilat.export.page").joinpath(name).read_text(encoding="utf-8")
    for name in ("page.html", "style.css", "script.js")
)
# How every page of bilat begins, whatever its version.
BEGINNING = _FRAME.partition("$")[0]
# The index of the column of the trade table that has the amounts.
_AMOUNT = 2
# The length of the pale end of a bar that stands for an open bound, in percent of the longest bar.
_OPEN_END = 3


def render(database: Database) -> str:
    """Return the page of a dataset."""
    sheets = {listing: _sheets(database, listing) for listing in listings.LISTINGS}
    rows = {name: [row for sheet in sheets[name] for row in sheet.rows] for name in sheets}
    info: dict[str, str] = dict(database.rows("SELECT name, value FROM dataset_info"))
    years = sorted({report.date[:4] for report in rows["documents"]})
    statuses = {status: f"{word.sign} {status}" for status, word in STATUS.items()}
    meanings = grid((statuses[status], word.meaning) for status, word in STATUS.items())
    names = _names(database)
    sections = {
        listing: "".join(_section(listing, sheet, names) for sheet in sheets[listing])
        for listing in sheets
    }
    return Template(_FRAME).substitute(
        {listing: section or "<p>None.</p>" for listing, section in sections.items()},
        bilat=__version__,
        title=html.inline(info["title"]),
        version=html.inline(info["version"]),
        years=", ".join(years) or "none",
        report_count=len(rows["documents"]),
        record_count=len(rows["sectors"]),
        trade_count=len(rows["trade"]),
        statuses=html.write(Sheet(None, meanings)),
        region_options=_options((row.region, row.region_name) for row in rows["sectors"]),
        sector_options=_options((id_, name.replace("  ", "– ")) for id_, name in rows["matrix"]),
        status_options=_options(statuses.items()),
        side_options=_options(wording.SIDES.items()),
        style=_STYLE,
        style_hash=_hash(_STYLE),
        script=_SCRIPT,
        script_hash=_hash(_SCRIPT),
    )


def _sheets(database: Database, listing: str) -> Sequence[Sheet]:
    question = listings.make_question(database, listing)
    rows = listings.rows(database, question)
    form = Form(None, evidence=True)
    return [*tables.sheets(listing, rows, context(database, question, rows), form)]


def _names(database: Database) -> Mapping[str, Mapping[str, str]]:
    """Return for each record the ids of its sector and parents, and the names that find it."""
    query = """
        SELECT sectors.id, sectors.sector || coalesce(
            (SELECT ' ' || group_concat(value, ' ') FROM sector_catalogue_parents AS parents
            WHERE parents.id = sectors.sector), ''),
            found.region || ' ' || found.sector || ' ' || found.parent || ' ' || found.company
        FROM sectors JOIN sectors_fts AS found ON found.rowid = sectors.rowid"""
    return {
        id_: {"id": id_, "data_sector": sectors, "data_names": names}
        for id_, sectors, names in database.rows(query)
    }


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"sha256-{digest}"


def _options(labels: Iterable[tuple[str, str]]) -> str:
    """Return the choices of a filter; each is a value with its label."""
    options = (
        element("option", html.inline(label), value=value) for value, label in dict.fromkeys(labels)
    )
    return "\n".join(options)


def _section(listing: str, sheet: Sheet, names: Mapping[str, Mapping[str, str]]) -> str:
    """Return a table of a listing with what the script and the links need of each row."""
    attributes = [_attributes(row, names) for row in sheet.rows]
    if listing == "sectors":
        table = html.write(sheet, attributes)
        return element("section", table, id=sheet.rows[0].document) + "\n"
    bars = {_AMOUNT: _bars(sheet.rows)} if listing == "trade" else {}
    return html.write(sheet._replace(title=None), attributes, bars)


def _attributes(row: Any, names: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """Return the id of a fact, the keys that sort its row, and what the filters compare."""
    match row:
        case RegionRow():
            size = _size(row.currency, row.turnover_lower, row.turnover_upper)
            return {"data_turnover": size}
        case TradeRow():
            size = _size(row.currency, row.lower, row.upper)
            sort_keys = {"data_turnover": size, "data_amount": size}
            return {"id": row.id, "data_year": row.period or "", **sort_keys}
        case SectorRow():
            return {
                **names[row.id],
                "data_region": row.region,
                "data_status": row.status,
                "data_side": "both belarus region" if row.side == "both" else row.side or "",
                "data_scope": "wider" if row.scope else "region",
            }
        case FigureRow():
            return {"id": row.id}
    return {}


def _size(currency: str | None, lower: int | None, upper: int | None) -> str:
    """Return the key that sorts amounts by size within a currency."""
    bound = upper if lower is None else lower
    return "" if bound is None else f"{currency} {bound}"


def _bars(rows: Sequence[TradeRow]) -> Sequence[str]:
    """Return a bar for each amount, in proportion to the largest one of its currency and flow."""
    largest: dict[tuple[str, str | None], int] = {}
    for row in rows:
        group = row.flow, row.currency
        largest[group] = max(largest.get(group, 1), row.lower or 0, row.upper or 0)
    return [_bar(row, largest[row.flow, row.currency]) for row in rows]


def _bar(row: TradeRow, largest: int) -> str:
    """Return a bar: pale up to the upper bound, with a full one up to the lower bound on it."""
    known = [bound for bound in (row.lower, row.upper) if bound is not None]
    if not known:
        return ""
    percent = (100 - _OPEN_END) / largest
    lower = min(known) * percent - (_OPEN_END if row.lower is None else 0)
    upper = max(known) * percent + (_OPEN_END if row.upper is None else 0)
    parts = element("rect", "", class_="pale", width=f"{upper:.2f}%")
    parts += element("rect", "", width=f"{max(lower, 0):.2f}%")
    return element("svg", parts, class_=f"bar {wording.basis(row)}", aria_hidden="true")
