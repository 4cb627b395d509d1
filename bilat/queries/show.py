"""The profile of one thing: a region, sector, company, document, fact, product, place and so on."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, pairwise
from pathlib import Path
from typing import Any, NamedTuple

from bilat import text as texts
from bilat.database.rows import DocumentRow, Fact, FigureRow, SectorRow, TradeRow, short_id
from bilat.database.schema import TABLES, describe
from bilat.database.store import Database
from bilat.errors import FileError, UsageError
from bilat.queries.context import short_ids
from bilat.queries.listings import question, rows, rows_by_id
from bilat.queries.names import called, find
from bilat.text import fold
from bilat.vocabulary import STATUS

FACTS = ("sectors", "trade", "figures")
"""The listings whose rows are facts."""


class Quote(NamedTuple):
    """A paragraph of a source text, with white space collapsed."""

    document: str
    paragraph: int
    text: str
    marks: tuple[tuple[int, int], ...]  # where the evidence begins and ends in it, from 0


class Profile(NamedTuple):
    """Everything about one thing: its own fields, then rows of the listings that speak of it."""

    kind: str
    id: str
    name: str
    fields: dict[str, Any]
    listings: dict[str, Sequence[Any]]
    """`wider` are the cooperation records of a wider area, `sectors` the others; `similar` the
    companies whose names contain this one's; `follows_from` and `leads_to` the rows of trade that a
    row is derived from and those derived from it.
    """
    fact: Fact | None = None  # the fact as the row of its listing
    meetings: Mapping[str, DocumentRow] = {}
    """The documents that the fact or the rows are from, the oldest first."""
    companies: Mapping[str, str] = {}  # the names of the companies that the rows have by id
    sectors: Mapping[str, str] = {}  # the names of the sectors that the fields have by id
    short_ids: Mapping[str, str] = {}
    """By fact, what to draw as its id, as the context of a listing has it."""
    quotes: Sequence[Quote] | None = None
    """The paragraphs that it cites, if the source texts were given."""
    others: Sequence[str] = ()  # what to type for other things with the same name

    def as_json(self) -> dict[str, Any]:
        """Return the profile as JSON values; the rows have the columns of their listings."""
        head = {"kind": self.kind, "id": self.id, "name": self.name, "fields": self.fields}
        listings = {name: [*map(_as_dict, rows)] for name, rows in self.listings.items()}
        quotes = {} if self.quotes is None else {"quotes": [q._asdict() for q in self.quotes]}
        return head | listings | quotes


def _as_dict(row: Any) -> dict[str, Any]:
    return {each.name: getattr(row, each.name) for each in describe(row.__class__) if each.listed}


def show(database: Database, text: str) -> Profile:
    """Return the profile of what has a name or an id, `kind:name` where that is ambiguous.

    Raises UsageError if nothing has the name, with the nearest names, or if several things have it.
    """
    found = find(database, text)
    profile = _PROFILES[found.kind](database, found.id)
    every = [*chain.from_iterable(profile.listings.values()), *filter(None, [profile.fact])]
    documents = {row.id for row in every if isinstance(row, DocumentRow)}
    documents |= {row.document for row in every if isinstance(row, Fact)}
    documents |= {profile.id} if profile.kind == "document" else set()
    companies = (id_ for row in every if isinstance(row, SectorRow) for id_ in row.companies)
    sectors = (*profile.fields.get("parents", ()), *profile.fields.get("children", ()))
    return profile._replace(
        meetings=rows_by_id(database, "documents", documents),
        companies=called(database, "companies", companies),
        sectors=called(database, "sector_catalogue", sectors),
        short_ids=short_ids(database, (row.id for row in every if isinstance(row, Fact))),
        others=found.others,
    )


def address(profile: Profile) -> str:
    """Return the address of the report that a profile is from; of a fact, at its evidence.

    Raises UsageError if it is from several reports or from none, with ids that have an address.
    """
    if "url" in profile.fields:
        return str(profile.fields["url"])
    if len(profile.meetings) == 1:
        return next(iter(profile.meetings.values())).url
    message = f"{profile.kind} {profile.id} is from {len(profile.meetings)} reports"
    choices = ", ".join(profile.meetings)
    raise UsageError(f"{message}; choose one of them: {choices}" if choices else message)


def with_quotes(profile: Profile, folder: Path) -> Profile:
    """Return the profile of a fact or a document with the paragraphs that it cites.

    The texts are the files in the folder with the hashes of the documents, under any name. Raises
    UsageError for anything else, and FileError if the folder has no such text.
    """
    if profile.kind not in ("fact", "document"):
        raise UsageError(
            f"--documents quotes a fact or a document; {profile.id} is a {profile.kind}"
        )
    found = texts.read_folder(folder, {each.sha256 for each in profile.meetings.values()})
    phrases: dict[tuple[str, int], list[str]] = {}
    for fact in [profile.fact] if profile.fact else chain.from_iterable(profile.listings.values()):
        for number in fact.paragraphs:
            phrases.setdefault((fact.document, number), []).extend(fact.evidence)
    quotes = []
    for (document, number), evidence in sorted(phrases.items()):
        text = found.get(profile.meetings[document].sha256)
        if text is None or number > len(text.paragraphs):
            raise FileError(f"{folder}: no file has the text of {document}")
        quotes.append(_quote(document, text, number, evidence))
    return profile._replace(quotes=quotes)


def _quote(document: str, text: texts.Text, number: int, evidence: Iterable[str]) -> Quote:
    paragraph = text.paragraphs[number - 1]
    spans = sorted(
        (span.start, span.end) for phrase in evidence for span in paragraph.spans(phrase)
    )
    marked: list[tuple[int, int]] = []
    for start, end in spans:
        if marked and start <= marked[-1][1]:
            start, end = marked[-1][0], max(end, marked.pop()[1])
        marked.append((start, end))
    edges = [edge for start, end in marked for edge in (start, end - 1)]
    offsets = [paragraph.offset(edge) + place % 2 for place, edge in enumerate(edges)]
    begin, end = paragraph.offset(0), paragraph.offset(len(paragraph.text) - 1) + 1
    parts = [
        re.sub(r"\s+", " ", text.content[first:last])
        for first, last in pairwise([begin, *offsets, end])
    ]
    ends = [*accumulate(map(len, parts))]
    return Quote(document, number, "".join(parts), tuple(zip(ends[:-1:2], ends[1::2], strict=True)))


# Profiles


def _region(database: Database, id_: str) -> Profile:
    record = _record(database, "regions", id_)
    wanted = ("kind", "iso_3166_2", "federal_district", "capital", "name_ru", "aliases")
    fields = {**{name: record[name] for name in wanted}, "short_name": record["name"]}
    statuses = [*STATUS]
    listings: dict[str, Sequence[Any]] = {
        "documents": _rows(database, "documents", region=id_),
        "trade": _rows(database, "trade", region=id_),
        **{
            name: sorted(found, key=lambda row: statuses.index(row.status))
            for name, found in _records(database, region=id_).items()
        },
        "companies": _rows(database, "companies", region=id_),
        "figures": _rows(database, "figures", region=id_),
    }
    return Profile("region", id_, record["official_name"], fields, listings)


def _sector(database: Database, id_: str) -> Profile:
    record = _record(database, "sector_catalogue", id_)
    query = """
        SELECT child.id FROM sector_catalogue AS child JOIN sector_catalogue_parents AS link
        USING (id) WHERE link.value = :id ORDER BY child.rowid"""
    children = tuple(child for (child,) in database.rows(query, {"id": id_}))
    fields = {**_without(record, "id", "name"), "children": children}
    listings: dict[str, Sequence[Any]] = {
        **_records(database, sector=id_),
        "figures": _figures_naming(database, "sector", [id_, *children]),
        "companies": _rows(database, "companies", sector=id_),
    }
    return Profile("sector", id_, record["name"], fields, listings)


def _company(database: Database, id_: str) -> Profile:
    record = _record(database, "companies", id_)
    fields = {name: record[name] for name in ("aliases", "city", "country")}
    fields["named_in"] = tuple(_left_out(database, id_))
    name = f" {fold(record['name'])} "
    similar = dict.fromkeys(
        other
        for other_name, other in database.rows("SELECT name, id FROM names WHERE kind = 'company'")
        if name in f" {other_name} " and other != id_
    )
    listings: dict[str, Sequence[Any]] = {
        **_records(database, company=id_),
        "figures": _figures_naming(database, "company", [id_]),
        "similar": [*rows_by_id(database, "companies", similar).values()],
    }
    return Profile("company", id_, record["name"], fields, listings)


def _figures_naming(database: Database, kind: str, ids: Sequence[str]) -> list[Any]:
    """The figures that name something: a figure has no sector and no company of its own."""
    names = database.rows(
        "SELECT DISTINCT name FROM names WHERE kind = :kind "
        "AND id IN (SELECT value FROM json_each(:ids))",
        {"kind": kind, "ids": json.dumps(ids)},
    )
    found = database.rows(
        "SELECT figures.id FROM figures_fts JOIN figures ON figures.rowid = figures_fts.rowid "
        "WHERE figures_fts MATCH '{name amount scope evidence} : (' || :names || ')'",
        {"names": " OR ".join(f'"{name}"' for (name,) in names)},
    )
    return [*rows_by_id(database, "figures", (id_ for (id_,) in found)).values()]


def _left_out(database: Database, id_: str) -> Iterator[str]:
    """The places that name a company and are deliberately no fact, with why."""
    query = "SELECT name FROM names WHERE kind = 'company' AND id = :id"
    names = [f" {name} " for (name,) in database.rows(query, {"id": id_})]
    query = """
        SELECT document, paragraph, text, kind FROM left_out WHERE text IS NOT NULL
        ORDER BY document, position"""
    for document, paragraph, text, why in database.rows(query):
        if any(name in f" {fold(text)} " for name in names):
            yield f"{document}, paragraph {paragraph} (no fact: {why})"


def _document(database: Database, id_: str) -> Profile:
    record = _record(database, "documents", id_)
    given = {"id": id_}
    people = database.rows(
        "SELECT name, title FROM participants WHERE document = :id ORDER BY position", given
    )
    left_out = database.rows(
        "SELECT text, paragraph, kind FROM left_out WHERE document = :id ORDER BY position", given
    )
    fields = {
        **_without(record, "id", "cooperation", "trade", "figures", "wider"),
        "participants": tuple(f"{name}, {title}" for name, title in people),
        "left_out": tuple(f"{text or 'all'} (paragraph {n}: {why})" for text, n, why in left_out),
    }
    listings: dict[str, Sequence[Any]] = {
        "trade": _rows(database, "trade", document=id_),
        **_records(database, document=id_),
        "figures": _rows(database, "figures", document=id_),
    }
    name = f"Meeting with {record['head']}, {record['date']}"
    return Profile("document", id_, name, fields, listings)


def _fact(database: Database, id_: str) -> Profile:
    row = next(found[id_] for name in FACTS if (found := rows_by_id(database, name, [id_])))
    meeting = rows_by_id(database, "documents", [row.document])[row.document]
    fields = _without(row._asdict(), "id", "evidence", "factor", "sources", "url")
    inferred = []
    if meeting.date_basis != "stated":
        inferred.append(f"the date of the meeting, {meeting.date}: {meeting.date_note}")
    listings: dict[str, Sequence[Any]] = {}
    if isinstance(row, SectorRow):
        name = f"{row.sector_name}, {row.region_name}"
        codes = zip(row.products, row.hs, strict=True)
        fields["products"] = tuple({"name": product, "hs": hs} for product, hs in codes)
        del fields["hs"]
    elif isinstance(row, TradeRow):
        period = (row.period or "no year").replace("/", "-")
        name = f"{row.flow.capitalize()} of {row.region_name}, {period}"
        sources = rows_by_id(database, "trade", row.sources)
        derived = database.rows("SELECT id FROM trade_sources WHERE value = :id", {"id": id_})
        listings = {
            "follows_from": [sources[each] for each in row.sources],
            "leads_to": [*rows_by_id(database, "trade", (each for (each,) in derived)).values()],
        }
        inferred += _inferred_periods(listings["follows_from"] or [row])
    else:
        name = fields.pop("name")
        inferred += _inferred_periods([row])
    fields["evidence"] = row.evidence
    if not isinstance(row, SectorRow):
        fields["factor"] = row.factor
    fields |= {"inferred": tuple(inferred), "url": row.url}
    return Profile("fact", id_, name, fields, listings, row)


def _inferred_periods(facts: Iterable[TradeRow | FigureRow]) -> Iterator[str]:
    """The periods that the text does not state, and how they are known."""
    for fact in facts:
        if fact.year_basis not in (None, "stated"):
            yield f"the period {fact.period} of {short_id(fact.id)}: {fact.note}"


def _of_records(kind: str) -> Callable[[Database, str], Profile]:
    """What gives the profile of a product, place or project: the records that name it."""

    def profile(database: Database, id_: str) -> Profile:
        fields: dict[str, Any] = {}
        listings: dict[str, Sequence[Any]] = {**_records(database, **{kind: id_})}
        if kind == "product":
            query = "SELECT DISTINCT hs FROM products WHERE name = :id AND hs IS NOT NULL"
            fields["hs"] = tuple(hs for (hs,) in database.rows(query, {"id": id_}))
        if kind == "place":
            query = "SELECT id FROM documents WHERE place = :id"
            ids = (each for (each,) in database.rows(query, {"id": id_}))
            listings["documents"] = [*rows_by_id(database, "documents", ids).values()]
        return Profile(kind, id_, id_, fields, listings)

    return profile


def _person(database: Database, id_: str) -> Profile:
    query = """
        SELECT document, name, title, side FROM participants
        WHERE person = :id ORDER BY document DESC, position"""
    found = [*database.rows(query, {"id": id_})]
    documents, spellings, titles, sides = zip(*found, strict=True)
    fields = {
        "titles": tuple(dict.fromkeys(titles)),
        "side": sides[0],
        "spellings": tuple(dict.fromkeys(each for each in spellings if each != id_)),
    }
    listings: dict[str, Sequence[Any]] = {
        "documents": [*rows_by_id(database, "documents", documents).values()],
        "trade": _rows(database, "trade", said_by=id_),
        **_records(database, said_by=id_),
        "figures": _rows(database, "figures", said_by=id_),
    }
    return Profile("person", id_, id_, fields, listings)


_PROFILES: dict[str, Callable[[Database, str], Profile]] = {
    "region": _region,
    "sector": _sector,
    "company": _company,
    "document": _document,
    "fact": _fact,
    **{kind: _of_records(kind) for kind in ("product", "place", "project")},
    "person": _person,
}


def _rows(database: Database, listing: str, **filters: Any) -> list[Any]:
    return rows(database, question(database, listing, "", filters))


def _records(database: Database, **filters: Any) -> dict[str, Sequence[Any]]:
    """The cooperation records that match: those of the regions themselves, and the wider ones."""
    found = _rows(database, "sectors", **filters)
    return {
        "sectors": [row for row in found if row.scope is None],
        "wider": [row for row in found if row.scope is not None],
    }


def _record(database: Database, table: str, id_: str) -> dict[str, Any]:
    """The row of a table as a dict, with lists as tuples."""
    columns = TABLES[table].columns()
    listed = ", ".join(f'"{column.name}"' for column in columns)
    row = database.one(f'SELECT {listed} FROM "{table}" WHERE id = :id', {"id": id_})
    assert row is not None, f"{id_} has a name but no row"
    return {
        column.name: tuple(json.loads(value)) if column.is_list else value
        for column, value in zip(columns, row, strict=True)
    }


def _without(record: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in names}
