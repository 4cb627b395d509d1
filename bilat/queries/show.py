"""The profile of one thing: a region, sector, company, document, fact, product, place and so on."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from bilat import text as texts
from bilat.database.rows import DocumentRow, Fact, SectorRow, TradeRow
from bilat.database.schema import TABLES, describe
from bilat.database.store import Database
from bilat.errors import FileError, UsageError
from bilat.queries.context import Context, short_ids
from bilat.queries.listings import make_question, rows, rows_by_id
from bilat.queries.names import called, find

FACTS = ("sectors", "trade", "figures")
"""The listings whose rows are facts."""


class Quote(NamedTuple):
    """A paragraph of a source text, as one types it."""

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
    context: Context = Context()  # what the tables of its rows tell; the oldest meeting comes first
    sectors: Mapping[str, str] = {}  # the names of the sectors that the fields have by id
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
    kind, id_, others = find(database, text)
    profile = _PROFILES[kind](database, id_)
    every = [*chain.from_iterable(profile.listings.values()), *filter(None, [profile.fact])]
    facts = [row for row in every if isinstance(row, Fact)]
    documents = {row.id for row in every if isinstance(row, DocumentRow)}
    documents |= {row.document for row in facts} | ({id_} if kind == "document" else set())
    companies = (each for row in facts if isinstance(row, SectorRow) for each in row.companies)
    sectors = (*profile.fields.get("parents", ()), *profile.fields.get("children", ()))
    context = Context(
        meetings=rows_by_id(database, "documents", documents),
        names=called(database, "companies", companies),
        short_ids=short_ids(database, (row.id for row in facts)),
        sources={row.id: row for row in facts if isinstance(row, TradeRow)},
    )
    names = called(database, "sector_catalogue", sectors)
    return profile._replace(context=context, sectors=names, others=others)


def address(profile: Profile) -> str:
    """Return the address of the report that a profile is from; of a fact, at its evidence.

    Raises UsageError if it is from several reports or from none, with ids that have an address.
    """
    if "url" in profile.fields:
        return str(profile.fields["url"])
    meetings = profile.context.meetings
    if len(meetings) == 1:
        return next(iter(meetings.values())).url
    message = f"{profile.kind} {profile.id} is from {len(meetings)} reports"
    choices = ", ".join(meetings)
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
    meetings = profile.context.meetings
    found, _ = texts.read_folder(folder, {each.sha256 for each in meetings.values()})
    phrases: dict[tuple[str, int], list[str]] = {}
    for fact in [profile.fact] if profile.fact else chain.from_iterable(profile.listings.values()):
        for number in fact.paragraphs:
            phrases.setdefault((fact.document, number), []).extend(fact.evidence)
    quotes = []
    for (document, number), evidence in sorted(phrases.items()):
        text = found.get(meetings[document].sha256)
        if text is None or number > len(text.paragraphs):
            raise FileError(f"{folder}: no file has the text of {document}")
        quotes.append(_quote(document, number, text.paragraphs[number - 1], evidence))
    return profile._replace(quotes=quotes)


def _quote(
    document: str, number: int, paragraph: texts.Paragraph, evidence: Iterable[str]
) -> Quote:
    marks: list[tuple[int, int]] = []
    for start, end, _ in sorted(span for phrase in evidence for span in paragraph.spans(phrase)):
        if marks and start <= marks[-1][1]:
            start, end = marks[-1][0], max(end, marks.pop()[1])
        marks.append((start, end))
    return Quote(document, number, paragraph.text, tuple(marks))


# Profiles


def _region(database: Database, id_: str) -> Profile:
    record = _record(database, "regions", id_)
    wanted = "kind iso_3166_2 federal_district capital name_ru aliases turnover".split()
    fields = {name: record[name] for name in wanted} | {"short_name": record["name"]}
    found = _rows(database, "documents trade sectors companies figures", region=id_)
    return Profile("region", id_, record["official_name"], fields, found)


def _sector(database: Database, id_: str) -> Profile:
    fields = _record(database, "sector_catalogue", id_)
    query = """
        SELECT child.id FROM sector_catalogue AS child JOIN sector_catalogue_parents AS link
        USING (id) WHERE link.value = :id ORDER BY child.rowid"""
    fields["children"] = _column(database, query, id_)
    found = _rows(database, "sectors companies", sector=id_)
    found["figures"] = _rows_with(database, "figures", _NAMING.format("sector"), id_)
    return Profile("sector", fields.pop("id"), fields.pop("name"), fields, found)


def _company(database: Database, id_: str) -> Profile:
    record = _record(database, "companies", id_)
    fields = {name: record[name] for name in ("aliases", "city", "country")}
    similar = """
        SELECT other.id FROM names AS own JOIN names AS other USING (kind)
        WHERE kind = 'company' AND own.id = :id AND other.id <> :id
        AND instr(' ' || other.name || ' ', ' ' || own.name || ' ')"""
    found = _rows(database, "sectors", company=id_)
    found["figures"] = _rows_with(database, "figures", _NAMING.format("company"), id_)
    found["similar"] = _rows_with(database, "companies", similar, id_)
    return Profile("company", id_, record["name"], fields, found)


# A figure has no sector and no company of its own.
_NAMING = """
    SELECT figures.id FROM figures_fts JOIN figures ON figures.rowid = figures_fts.rowid
    WHERE figures_fts MATCH (
        SELECT '{{name amount scope evidence}} : ("' || group_concat(name, '" OR "') || '")'
        FROM names WHERE kind = '{}' AND (id = :id
        OR id IN (SELECT id FROM sector_catalogue_parents WHERE value = :id)))"""


def _document(database: Database, id_: str) -> Profile:
    fields = _record(database, "documents", id_)
    people = "SELECT name || ', ' || title FROM participants WHERE document = :id ORDER BY position"
    left_out = """
        SELECT coalesce(text, 'all') || ' (paragraph ' || paragraph || ': ' || kind || ')'
        FROM left_out WHERE document = :id ORDER BY position"""
    for name in ("id", "cooperation", "trade", "figures", "wider"):
        del fields[name]
    fields["participants"] = _column(database, people, id_)
    fields["left_out"] = _column(database, left_out, id_)
    found = _rows(database, "trade sectors figures", document=id_)
    name = f"Meeting with {fields['head']}, {fields['date']}"
    return Profile("document", id_, name, fields, found)


def _fact(database: Database, id_: str) -> Profile:
    row = next(found[id_] for name in FACTS if (found := rows_by_id(database, name, [id_])))
    meeting = rows_by_id(database, "documents", [row.document])[row.document]
    fields = {name: value for name, value in row._asdict().items() if name not in ("id", "sources")}
    fields |= {name: getattr(meeting, name) for name in ("date", "date_basis", "date_note")}
    listings: dict[str, Sequence[Any]] = {}
    if isinstance(row, SectorRow):
        name = f"{row.sector_name}, {row.region_name}"
        codes = zip(row.products, fields.pop("hs"), strict=True)
        fields["products"] = tuple({"name": product, "hs": hs} for product, hs in codes)
    elif isinstance(row, TradeRow):
        name = f"{row.flow.capitalize()} of {row.region_name}"
        sources = rows_by_id(database, "trade", row.sources)
        listings["follows_from"] = [sources[each] for each in row.sources]
        leads_to = "SELECT id FROM trade_sources WHERE value = :id"
        listings["leads_to"] = _rows_with(database, "trade", leads_to, id_)
    else:
        name = fields.pop("name")
    return Profile("fact", id_, name, fields, listings, row)


def _product(database: Database, id_: str) -> Profile:
    codes = "SELECT DISTINCT hs FROM products WHERE name = :id AND hs IS NOT NULL"
    fields = {"hs": _column(database, codes, id_)}
    return Profile("product", id_, id_, fields, _rows(database, "sectors", product=id_))


def _place(database: Database, id_: str) -> Profile:
    found = _rows(database, "sectors", place=id_)
    met = "SELECT id FROM documents WHERE place = :id"
    found["documents"] = _rows_with(database, "documents", met, id_)
    return Profile("place", id_, id_, {}, found)


def _project(database: Database, id_: str) -> Profile:
    return Profile("project", id_, id_, {}, _rows(database, "sectors", project=id_))


def _person(database: Database, id_: str) -> Profile:
    query = "SELECT {} FROM participants WHERE person = :id GROUP BY 1 ORDER BY max(document) DESC"
    titles, sides, spellings = (
        _column(database, query.format(column), id_) for column in ("title", "side", "name")
    )
    fields = {
        "titles": titles,
        "side": sides[0],
        "spellings": tuple(each for each in spellings if each != id_),
    }
    found = _rows(database, "trade sectors figures", said_by=id_)
    met = "SELECT document FROM participants WHERE person = :id"
    found["documents"] = _rows_with(database, "documents", met, id_)
    return Profile("person", id_, id_, fields, found)


_PROFILES: dict[str, Callable[[Database, str], Profile]] = {
    "region": _region,
    "sector": _sector,
    "company": _company,
    "document": _document,
    "fact": _fact,
    "product": _product,
    "place": _place,
    "project": _project,
    "person": _person,
}


def _rows(database: Database, names: str, **filters: str) -> dict[str, Sequence[Any]]:
    """Return the rows of some listings that a filter keeps."""
    found: dict[str, Sequence[Any]] = {}
    for name in names.split():
        found[name] = rows(database, make_question(database, name, "", filters))
    if "sectors" in found:
        found["wider"] = [row for row in found["sectors"] if row.scope is not None]
        found["sectors"] = [row for row in found["sectors"] if row.scope is None]
    return found


def _rows_with(database: Database, listing: str, query: str, id_: str) -> list[Any]:
    """Return the rows of a listing whose ids a query about an id gives."""
    return [*rows_by_id(database, listing, _column(database, query, id_)).values()]


def _column(database: Database, query: str, id_: str) -> tuple[Any, ...]:
    return tuple(value for (value,) in database.rows(query, {"id": id_}))


def _record(database: Database, table: str, id_: str) -> dict[str, Any]:
    """Return the row of a table, with lists as tuples."""
    columns = TABLES[table].columns()
    listed = ", ".join(f'"{column.name}"' for column in columns)
    row = next(database.rows(f'SELECT {listed} FROM "{table}" WHERE id = :id', {"id": id_}))
    return {
        column.name: tuple(json.loads(value)) if column.is_list else value
        for column, value in zip(columns, row, strict=True)
    }
