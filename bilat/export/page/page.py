"""The page: the tables of all listings, with what filters and sorts their rows.

Its frame is page.html, which also takes in style.css and script.js.
"""

import base64
import hashlib
from collections.abc import Iterable, Sequence
from importlib.resources import files
from string import Template
from typing import Any

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
# Queries for the attributes of rows: the id that links lead to, what the filters compare, and keys
# that sort a column where its text does not.
_ATTRIBUTES = {
    "regions": """
        SELECT id, coalesce(currency || ' ' || coalesce(turnover_lower, turnover_upper), '')
        AS data_turnover FROM regions""",
    "trade": """
        SELECT id, period AS data_year, size AS data_turnover, size AS data_amount
        FROM (
            SELECT *, coalesce(currency || ' ' || coalesce(lower, upper), '') AS size FROM trade
        )""",
    "sectors": """
        SELECT sectors.id, sectors.sector || coalesce(
            (SELECT ' ' || group_concat(value, ' ') FROM sector_catalogue_parents AS parents
            WHERE parents.id = sectors.sector), '') AS data_sector,
        words.region || ' ' || words.sector || ' ' || words.parent || ' ' || words.company
        AS data_names, sectors.region AS data_region, status AS data_status,
        replace(side, 'both', 'both belarus region') AS data_side,
        iif(sectors.scope IS NULL, 'region', 'wider') AS data_scope
        FROM sectors JOIN sectors_fts AS words ON words.rowid = sectors.rowid""",
    "figures": "SELECT id FROM figures",
}
# The query for the bars of amounts: how far each is full and how long it is, in percent. The
# longest bar of a flow and currency takes 97, which leaves room for the pale end of an open bound.
_BARS = """
    SELECT id, iif(kind = 'target', kind, basis),
    max(coalesce(lower, upper) * scale - iif(lower IS NULL, 3, 0), 0),
    coalesce(upper, lower) * scale + iif(upper IS NULL, 3, 0)
    FROM (
        SELECT *, 97.0 / max(max(coalesce(upper, lower)) OVER (PARTITION BY flow, currency), 1)
        AS scale FROM trade
    ) WHERE coalesce(lower, upper) IS NOT NULL"""
# The index of the column of the trade table that has the amounts.
_AMOUNT = 2


def render(database: Database) -> str:
    """Return the page of a dataset."""
    sections = {listing: _section(database, listing) for listing in listings.LISTINGS}
    rows = {listing: rows for listing, (rows, _) in sections.items()}
    info: dict[str, str] = dict(database.rows("SELECT name, value FROM dataset_info"))
    years = sorted({report.date[:4] for report in rows["documents"]})
    statuses = {status: f"{word.sign} {status}" for status, word in STATUS.items()}
    meanings = grid((statuses[status], word.meaning) for status, word in STATUS.items())
    choices: dict[str, Iterable[tuple[str, str]]] = {
        "region": ((row.region, row.region_name) for row in rows["sectors"]),
        "sector": ((id_, name.replace("  ", "– ")) for id_, name in rows["matrix"]),
        "status": statuses.items(),
        "side": wording.SIDES.items(),
        "scope": (("region", "the region itself"), ("wider", "a wider area")),
    }
    return Template(_FRAME).substitute(
        {name: html.inline(value) for name, value in info.items()},
        years=", ".join(years) or "none",
        status_meanings=html.write(Sheet(None, meanings)),
        filters="\n".join(_filter(name, labels) for name, labels in choices.items()),
        style=_STYLE,
        style_hash=_hash(_STYLE),
        script=_SCRIPT,
        script_hash=_hash(_SCRIPT),
        **{f"{listing}_tables": section for listing, (_, section) in sections.items()},
    )


def _section(database: Database, listing: str) -> tuple[Sequence[Any], str]:
    """Return the rows of a listing, and its tables with what the script and the links need."""
    question = listings.make_question(database, listing)
    rows = listings.rows(database, question)
    form = Form(None, evidence=True)
    sheets = [*tables.sheets(listing, rows, context(database, question, rows), form)]
    names, values = database.query(_ATTRIBUTES.get(listing, "SELECT NULL AS id"))
    attributes = {row[0]: dict(zip(names, row, strict=True)) for row in values}
    written = []
    for sheet in sheets:
        of_rows = [attributes.get(getattr(row, "id", ""), {}) for row in sheet.rows]
        if listing == "sectors":
            table = html.write(sheet, of_rows)
            written.append(element("section", table, id=sheet.rows[0].document))
        else:
            bars = {_AMOUNT: _bars(database, sheet)} if listing == "trade" else {}
            written.append(html.write(sheet._replace(title=None), of_rows, bars))
    drawn = [row for sheet in sheets for row in sheet.rows]
    return drawn, "\n".join(written) or "<p>None.</p>"


def _bars(database: Database, sheet: Sheet) -> Sequence[str]:
    """Return a bar for each amount: pale up to its upper bound, and full up to the lower one."""
    bars = {}
    for id_, basis, full, length in database.rows(_BARS):
        parts = element("rect", "", class_="pale", width=f"{length:.2f}%")
        parts += element("rect", "", width=f"{full:.2f}%")
        bars[id_] = element("svg", parts, class_=f"bar {basis}", aria_hidden="true")
    return [bars.get(row.id, "") for row in sheet.rows]


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"sha256-{digest}"


def _filter(name: str, labels: Iterable[tuple[str, str]]) -> str:
    """Return a filter with its choices, which are values with their labels."""
    choices = dict.fromkeys([("", "all"), *labels])
    options = (element("option", html.inline(label), value=value) for value, label in choices)
    select = element("select", "\n".join(options), name=name, autocomplete="off")
    return element("label", f"{name.capitalize()} {select}")
