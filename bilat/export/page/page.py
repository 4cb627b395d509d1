"""The page: its sections, the form that filters the records, and its own style and script."""

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any, NamedTuple

from bilat import __version__
from bilat.database.rows import DocumentRow, RegionRow, SectorRow, TradeRow
from bilat.database.store import Database
from bilat.output import html, tables, wording
from bilat.output.html import element
from bilat.output.look import Form, Sheet
from bilat.output.profile import grid
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

_FORM = Form(None, evidence=True)
_SIGN = re.compile("|".join(word.sign for word in STATUS.values()))
_AMOUNT = 2
"""The column of trade that has the amounts."""
_OPEN_END = 3.0
"""The part of a bar that stands for an open bound, in percent of the longest bar."""


class Listing(NamedTuple):
    """The rows of a listing, and what their table tells besides them."""

    rows: Sequence[Any]
    context: Context


class Contents(NamedTuple):
    """Everything that the page is made from."""

    info: Mapping[str, str]
    listings: Mapping[str, Listing]
    parents: Mapping[str, Sequence[str]]
    """Of each sector, the ids of the sectors that it belongs to."""
    names: Mapping[str, str]
    """All names of a region, a sector or a company, by its kind and id: "sector:trams"."""


def pieces(database: Database) -> Iterator[str]:
    """Yield the page in pieces of text."""
    contents = _read(database)
    sections = [each for each in _SECTIONS if contents.listings[each.listing].rows]
    style, script = _own_file("style.css"), _own_file("script.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)};"
        " base-uri 'none'; form-action 'none'"
    )
    yield f'{BEGINNING}{__version__}">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    yield '<meta name="referrer" content="no-referrer">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    title = html.inline(contents.info["title"])
    yield f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    yield f'<a class="skip" href="#Main">Skip to the tables</a>\n<header>\n<h1>{title}</h1>\n'
    yield from (f"<p>{html.inline(text)}</p>\n" for text in _introduction(contents))
    statuses = ((f"{word.sign} {name}", word.meaning) for name, word in STATUS.items())
    yield html.write(Sheet(None, grid(statuses)))
    yield '<nav aria-label="On this page">\n'
    yield from (f'<a href="#{each.name}">{each.name}</a>\n' for each in sections)
    yield '</nav>\n</header>\n<main id="Main">\n'
    for section in sections:
        yield f'<section id="{section.name}">\n<h2>{section.heading}</h2>\n'
        yield from section.draw(contents, section.listing)
        yield "</section>\n"
    version = html.inline(contents.info["version"])
    yield f"</main>\n<footer><p>{title}, version {version}</p></footer>\n"
    if contents.listings["sectors"].rows:
        yield f"<script>{script}</script>\n"
    yield "</body>\n</html>\n"


def _read(database: Database) -> Contents:
    found = {}
    for listing in (section.listing for section in _SECTIONS):
        question = listings.question(database, listing)
        rows = listings.rows(database, question)
        found[listing] = Listing(rows, context(database, question, rows))
    names: dict[str, dict[str, None]] = {}
    query = "SELECT kind, id, name FROM names WHERE kind IN ('region', 'sector', 'company')"
    for kind, id_, name in database.rows(query):
        names.setdefault(f"{kind}:{id_}", {})[name] = None
    return Contents(
        info=dict(database.rows("SELECT name, value FROM dataset_info")),
        listings=found,
        parents={
            id_: json.loads(parents)
            for id_, parents in database.rows("SELECT id, parents FROM sector_catalogue")
        },
        names={key: " ".join(found) for key, found in names.items()},
    )


def _own_file(name: str) -> str:
    return files("bilat.export.page").joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _introduction(contents: Contents) -> Iterator[str]:
    documents: Sequence[DocumentRow] = contents.listings["documents"].rows
    records: Sequence[SectorRow] = contents.listings["sectors"].rows
    years = [document.date[:4] for document in documents]
    when = f", {'–'.join(dict.fromkeys((min(years), max(years))))}" if years else ""
    yield (
        f"{_counted(len(documents), 'official report')} of meetings between the President of"
        f" Belarus and heads of Russian regions{when}: {_counted(len(records), 'record')} of"
        f" cooperation, {_counted(len(contents.listings['trade'].rows), 'row')} on trade. Each row"
        " gives the words of the report that it rests on, and leads to them. An offer, a plan or"
        " an interest is not a deal."
    )
    if wider := sum(record.scope is not None for record in records):
        yield (
            f"{wider:,} of the records {'has' if wider == 1 else 'have'} a scope: they speak of a"
            " wider area (Russia, the Far East), and are not counted for the region."
        )


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


# The sections


def _regions(contents: Contents, listing: str) -> Iterator[str]:
    """Draw the regions; the name of each leads to the records of its latest meeting."""
    rows: Sequence[RegionRow] = contents.listings[listing].rows
    with_records = {record.document for record in contents.listings["sectors"].rows}
    sizes = [_size(row.currency, row.turnover_lower, row.turnover_upper) for row in rows]
    for sheet in _sheets(contents, listing):
        for cell, row in zip(sheet.table.columns[0].cells, rows, strict=True):
            if row.document in with_records:
                as_text(cell).stylize(f"link #{row.document}", 0, len(row.name))
        yield html.write(sheet._replace(attributes=[{"turnover": size} for size in sizes]))


def _matrix(contents: Contents, listing: str) -> Iterator[str]:
    """Draw the sectors by region; each sign leads to the first of its records."""
    places = contents.listings[listing].context.places
    for sheet in _sheets(contents, listing):
        for place, column in zip(places, sheet.table.columns[1:], strict=False):
            for line, cell in zip(sheet.attributes, map(as_text, column.cells), strict=False):
                of_signs = line[place.id].split(";")
                for sign, ids in zip(_SIGN.finditer(cell.plain), of_signs, strict=False):
                    cell.stylize(f"link #{ids.partition(',')[0]}", *sign.span())
        lines = [{"line": line["sector"]} for line in sheet.attributes]
        table = html.write(sheet._replace(attributes=lines))
        yield f'<div class="frame" tabindex="0" role="region" aria-label="Table">\n{table}</div>\n'


def _trade(contents: Contents, listing: str) -> Iterator[str]:
    """Draw trade with a bar for each amount."""
    by_id: dict[str, TradeRow] = {row.id: row for row in contents.listings[listing].rows}
    largest: dict[str | None, int] = {}
    for row in by_id.values():
        largest[row.currency] = max(largest.get(row.currency, 1), row.lower or 0, row.upper or 0)
    for sheet in _sheets(contents, listing):
        rows = [by_id[each["id"]] for each in sheet.attributes]
        amount = str(sheet.table.columns[_AMOUNT].header).lower()
        sizes = [_size(row.currency, row.lower, row.upper) for row in rows]
        keys = [
            {"id": row.id, "year": row.period or "", amount: size}
            for row, size in zip(rows, sizes, strict=True)
        ]
        bars = [_bar(row, largest[row.currency]) for row in rows]
        yield html.write(sheet._replace(attributes=keys), {_AMOUNT: bars})
    yield (
        '<p class="note">A bar is as long as its amount, compared with the largest one in the same'
        " currency. A pale end is a range or an open bound, a pale bar is derived, and a dashed one"
        " is a target.</p>\n"
    )


def _bar(row: TradeRow, largest: int) -> str:
    """Return a bar: full up to the lower bound, pale up to the upper one or a little further."""
    if not row.lower and not row.upper:
        return ""
    least, most = (bound and 100 * bound / largest for bound in (row.lower, row.upper))
    start = least if least is not None else max((most or 0) - _OPEN_END, 0)
    end = most if most is not None else start + _OPEN_END
    parts = ((0.0, start, "sure"), (start, end, "open"))
    drawn = "".join(
        element("rect", "", class_=name, x=f"{first:.4g}%", width=f"{last - first:.4g}%")
        for first, last, name in parts
        if last > first
    )
    return element("svg", drawn, class_=f"bar {wording.basis(row)}", aria_hidden="true")


def _figures(contents: Contents, listing: str) -> Iterator[str]:
    yield from map(html.write, _sheets(contents, listing))


def _companies(contents: Contents, listing: str) -> Iterator[str]:
    """Draw the companies with all their names, which the words of the filter may be."""
    for sheet in _sheets(contents, listing):
        keys = [f"company:{each['id']}" for each in sheet.attributes]
        names = [{"of": key, "names": contents.names[key]} for key in keys]
        yield html.write(sheet._replace(attributes=names))


def _reports(contents: Contents, listing: str) -> Iterator[str]:
    """Draw the reports; their ids are those of the records of their meetings."""
    for sheet in _sheets(contents, listing):
        keys = [{"document": each["id"]} for each in sheet.attributes]
        yield html.write(sheet._replace(attributes=keys))


def _sheets(contents: Contents, listing: str) -> Iterator[Sheet]:
    """Yield the sheets of a listing without their titles, which the sections have."""
    for sheet in tables.sheets(listing, *contents.listings[listing], _FORM):
        yield sheet._replace(title=None)


def _size(currency: str | None, lower: int | None, upper: int | None) -> str:
    """Return the key that sorts amounts by size within a currency."""
    bound = upper if lower is None else lower
    return "" if bound is None else f"{currency} {bound}"


# The records


def _records(contents: Contents, listing: str) -> Iterator[str]:
    """Draw the form, then the records meeting by meeting."""
    by_id: dict[str, SectorRow] = {row.id: row for row in contents.listings[listing].rows}
    yield from _form(contents)
    for sheet in tables.sheets(listing, *contents.listings[listing], _FORM):
        rows = [by_id[each["id"]] for each in sheet.attributes]
        table = html.write(sheet._replace(attributes=[_filtered(row, contents) for row in rows]))
        yield f'<section id="{rows[0].document}">\n{table}</section>\n'


def _filtered(row: SectorRow, contents: Contents) -> dict[str, str]:
    """Return what the filters compare, as words with blanks between them."""
    return {
        "id": row.id,
        "region": row.region,
        "sector": " ".join([row.sector, *contents.parents[row.sector]]),
        "status": row.status,
        "side": "both belarus region" if row.side == "both" else row.side or "",
        "scope": "wider" if row.scope else "region",
        "company": " ".join(row.companies),
    }


def _form(contents: Contents) -> Iterator[str]:
    """Yield the form; it is hidden until the script shows it, without which it does nothing."""
    records: Sequence[SectorRow] = contents.listings["sectors"].rows
    matrix = next(_sheets(contents, "matrix"))
    sectors = zip(matrix.attributes, matrix.table.columns[0].cells, strict=False)
    choices: Mapping[str, Iterable[tuple[str, str]]] = {
        "region": dict.fromkeys((row.region, row.region_name) for row in records),
        "sector": ((line["sector"], str(name).replace("  ", "– ")) for line, name in sectors),
        "status": [(name, f"{word.sign} {name}") for name, word in STATUS.items()],
        "side": wording.SIDES.items(),
        "scope": {"region": "the region itself", "wider": "a wider area"}.items(),
    }
    yield '<form hidden aria-label="Filter the records">\n<label class="words">Words '
    yield '<input name="words" type="search" placeholder="tram, лифты, Amkodor" autocomplete="off">'
    yield "</label>\n"
    for name, options in choices.items():
        yield f'<label>{name.capitalize()} <select name="{name}" autocomplete="off">\n'
        yield '<option value="">all</option>\n'
        for value, label in options:
            of = f"{name}:{value}"
            known = (
                {"data_of": of, "data_names": contents.names[of]} if of in contents.names else {}
            )
            yield element("option", html.inline(label), value=value, **known) + "\n"
        yield "</select></label>\n"
    yield '<button type="button">Clear the filters</button>\n<output role="status"></output>\n'
    yield "</form>\n"


class Section(NamedTuple):
    """A listing under a heading; the name is its id, whose capital no id of the data has."""

    name: str
    heading: str
    listing: str
    draw: Callable[[Contents, str], Iterator[str]]


_SECTIONS = (
    Section("Regions", "Regions", "regions", _regions),
    Section("Sectors", "Sectors by region", "matrix", _matrix),
    Section("Trade", "Trade with Belarus", "trade", _trade),
    Section("Records", "Records of cooperation", "sectors", _records),
    Section("Figures", "Other figures", "figures", _figures),
    Section("Companies", "Companies", "companies", _companies),
    Section("Reports", "Reports", "documents", _reports),
)
