"""The page: its sections, the form that filters the records, and its own style and script."""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any, NamedTuple

from bilat import __version__
from bilat.database.rows import FigureRow, RegionRow, SectorRow, TradeRow
from bilat.database.store import Database
from bilat.output import html, tables, wording
from bilat.output.html import element
from bilat.output.look import Form, Sheet, grid
from bilat.output.spans import as_text
from bilat.queries import listings
from bilat.queries.context import Context, context
from bilat.vocabulary import STATUS

BEGINNING = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="generator" content="bilat """
"""How every page of bilat begins, whatever its version."""

# The headings of the listings. The first word is the id of the section, whose capital no id of
# the data has.
_HEADINGS = {
    "regions": "Regions",
    "matrix": "Sectors by region",
    "trade": "Trade with Belarus",
    "sectors": "Records of cooperation",
    "figures": "Figures of other kinds",
    "companies": "Companies",
    "documents": "Reports",
}
_FORM = Form(None, evidence=True)
_AMOUNT = 2
"""The column of trade that has the amounts."""
_OPEN_END = 0.03
"""The part of a bar that stands for an open bound, as a share of the longest bar."""


class Contents(NamedTuple):
    """Everything that the page is made from."""

    title: str
    version: str
    rows: Mapping[str, Sequence[Any]]
    """By listing."""
    contexts: Mapping[str, Context]
    """By listing."""
    parents: Mapping[str, Sequence[str]]
    """By sector."""
    names: Mapping[str, str]
    """All names of the region, the sector and the companies of each record."""


def pieces(database: Database) -> Iterator[str]:
    """Yield the page in pieces of text."""
    contents = _read(database)
    title = html.inline(contents.title)
    style, script = (
        files("bilat.export.page").joinpath(name).read_text(encoding="utf-8")
        for name in ("style.css", "script.js")
    )
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)};"
        " base-uri 'none'; form-action 'none'"
    )
    headings = {key: text for key, text in _HEADINGS.items() if contents.rows[key]}
    anchors = (f'<a href="#{_anchor(text)}">{_anchor(text)}</a>\n' for text in headings.values())
    statuses = ((f"{word.sign} {name}", word.meaning) for name, word in STATUS.items())
    yield f"""{BEGINNING}{__version__}">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#Main">Skip to the tables</a>
<header>
<h1>{title}</h1>
{_introduction(contents)}
{html.write(Sheet(None, grid(statuses)))}<nav aria-label="On this page">
{"".join(anchors)}</nav>
</header>
<main id="Main">
"""
    for listing, heading in headings.items():
        yield f'<section id="{_anchor(heading)}">\n<h2>{heading}</h2>\n'
        yield from _form(contents) if listing == "sectors" else ()
        yield from _tables(contents, listing)
        yield "</section>\n"
    yield f"</main>\n<footer><p>{title}, version {html.inline(contents.version)}</p></footer>\n"
    yield f"<script>{script}</script>\n" if contents.rows["sectors"] else ""
    yield "</body>\n</html>\n"


def _read(database: Database) -> Contents:
    questions = {listing: listings.make_question(database, listing) for listing in _HEADINGS}
    rows = {key: listings.rows(database, question) for key, question in questions.items()}
    info: dict[str, str] = dict(database.rows("SELECT name, value FROM dataset_info"))
    query = """
        SELECT sectors.id, found.region || ' ' || found.sector || ' ' || found.parent || ' '
            || found.company
        FROM sectors JOIN sectors_fts AS found ON found.rowid = sectors.rowid"""
    return Contents(
        title=info["title"],
        version=info["version"],
        rows=rows,
        contexts={key: context(database, questions[key], rows[key]) for key in _HEADINGS},
        parents={row["sector"]: row["parents"] for row in rows["matrix"]},
        names=dict(database.rows(query)),
    )


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _anchor(heading: str) -> str:
    return heading.partition(" ")[0]


def _introduction(contents: Contents) -> str:
    rows = contents.rows
    years = sorted(document.date[:4] for document in rows["documents"])
    when = f", {'–'.join(dict.fromkeys((years[0], years[-1])))}" if years else ""
    return (
        f"<p>{_counted(len(rows['documents']), 'official report')} of meetings between the"
        f" President of Belarus and heads of Russian regions{when}:"
        f" {_counted(len(rows['sectors']), 'record')} of cooperation,"
        f" {_counted(len(rows['trade']), 'row')} on trade. Each row gives the words of the report"
        " that it rests on, and leads to them. An offer, a plan or an interest is not a deal. A"
        " record with a scope speaks of a wider area (Russia, the Far East), and is not counted"
        " for the region.</p>"
    )


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


# The tables


def _tables(contents: Contents, listing: str) -> Iterator[str]:
    """Yield the tables of a listing with what the script and the links need of each row."""
    rows = contents.rows[listing]
    for sheet in tables.sheets(listing, rows, contents.contexts[listing], _FORM):
        attributes = [_attributes(row, contents) for row in sheet.rows]
        if listing == "sectors":
            table = html.write(sheet, attributes)
            yield f'<section id="{sheet.rows[0].document}">\n{table}</section>\n'
            continue
        if listing == "regions":
            _link_regions(sheet, contents)
        bars = {_AMOUNT: _bars(sheet.rows)} if listing == "trade" else {}
        yield html.write(sheet._replace(title=None), attributes, bars)
    if listing == "trade":
        yield (
            '<p class="note">A bar is as long as its amount, compared with the largest one in the'
            " same direction and currency. A pale end is a range or an open bound, a pale bar is"
            " derived, and a dashed one is a target.</p>\n"
        )


def _attributes(row: Any, contents: Contents) -> dict[str, str]:
    """Return the id of a fact, the keys that sort its row, and what the filters compare."""
    match row:
        case RegionRow():
            return {"turnover": _size(row.currency, row.turnover_lower, row.turnover_upper)}
        case TradeRow():
            size = _size(row.currency, row.lower, row.upper)
            return {"id": row.id, "year": row.period or "", "turnover": size, "amount": size}
        case SectorRow():
            return {
                "id": row.id,
                "region": row.region,
                "sector": " ".join((row.sector, *contents.parents[row.sector])),
                "status": row.status,
                "side": "both belarus region" if row.side == "both" else row.side or "",
                "scope": "wider" if row.scope else "region",
                "names": " ".join(dict.fromkeys(contents.names[row.id].split())),
            }
        case FigureRow():
            return {"id": row.id}
    return {}


def _size(currency: str | None, lower: int | None, upper: int | None) -> str:
    """Return the key that sorts amounts by size within a currency."""
    bound = upper if lower is None else lower
    return "" if bound is None else f"{currency} {bound}"


def _link_regions(sheet: Sheet, contents: Contents) -> None:
    """Link the name of each region to the records of its latest meeting."""
    with_records = {record.document for record in contents.rows["sectors"]}
    for cell, row in zip(sheet.table.columns[0].cells, sheet.rows, strict=True):
        if row.document in with_records:
            as_text(cell).stylize(f"link #{row.document}", 0, len(row.name))


def _bars(rows: Sequence[TradeRow]) -> list[str]:
    """Return a bar for each amount, in proportion to the largest one of its currency and flow."""
    largest: dict[tuple[str, str | None], int] = {}
    for row in rows:
        group = row.flow, row.currency
        largest[group] = max(largest.get(group, 1), row.lower or 0, row.upper or 0)
    return [_bar(row, largest[row.flow, row.currency]) for row in rows]


def _bar(row: TradeRow, largest: int) -> str:
    """Return a bar: full up to the lower bound, pale up to the upper one or a little further."""
    low, high = (bound and bound / largest for bound in (row.lower, row.upper))
    if not low and not high:
        return ""
    sure = max((high or 0) - _OPEN_END, 0) if low is None else low
    pale = _OPEN_END if high is None else high - sure
    parts = element("rect", "", class_="sure", width=f"{sure:.2%}")
    parts += element("rect", "", class_="pale", x=f"{sure:.2%}", width=f"{pale:.2%}")
    return element("svg", parts, class_=f"bar {wording.basis(row)}", aria_hidden="true")


# The filters


def _form(contents: Contents) -> Iterator[str]:
    """Yield the form; it is hidden until the script shows it, without which it does nothing."""
    matrix = next(
        tables.sheets("matrix", contents.rows["matrix"], contents.contexts["matrix"], _FORM)
    )
    sectors = zip(matrix.rows, matrix.table.columns[0].cells, strict=False)
    choices: Mapping[str, Iterable[tuple[str, str]]] = {
        "region": dict.fromkeys((row.region, row.region_name) for row in contents.rows["sectors"]),
        "sector": ((id_, str(name).replace("  ", "– ")) for id_, name in sectors),
        "status": [(name, f"{word.sign} {name}") for name, word in STATUS.items()],
        "side": wording.SIDES.items(),
        "scope": {"region": "the region itself", "wider": "a wider area"}.items(),
    }
    yield '<form hidden aria-label="Filter the records">\n<label class="words">Words '
    yield '<input name="words" type="search" placeholder="tram, лифты, Amkodor" autocomplete="off">'
    yield "</label>\n"
    for name, options in choices.items():
        yield f'<label>{name.capitalize()} <select name="{name}" autocomplete="off">\n'
        for value, label in [("", "all"), *options]:
            yield element("option", html.inline(label), value=value) + "\n"
        yield "</select></label>\n"
    yield '<button type="button">Clear the filters</button>\n<output role="status"></output>\n'
    yield "</form>\n"
