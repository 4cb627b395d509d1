"""The profile of one thing: a region, sector, company, document, fact, product, place and so on."""

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from bilat import text as texts
from bilat.database.rows import DocumentRow, Fact, SectorRow, TradeRow
from bilat.database.schema import describe
from bilat.database.store import Database
from bilat.errors import FileError, UsageError
from bilat.queries.context import Context, of_facts
from bilat.queries.listings import make_question, rows, rows_by_id
from bilat.queries.names import find, names_by_id

# The listings whose rows are facts.
FACTS = ("sectors", "trade", "figures")


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
    # `similar` are the companies whose names contain this one's; `follows_from` and `leads_to` are
    # the rows of trade that a row is derived from and those derived from it.
    listings: dict[str, Sequence[Any]]
    fact: Fact | None = None  # the fact as the row of its listing
    context: Context = Context()  # what the tables of its rows tell; the oldest meeting comes first
    sectors: Mapping[str, str] = {}  # the names of the sectors that the fields have by id
    quotes: Sequence[Quote] | None = None  # the paragraphs that it cites, if there are the texts
    others: Sequence[str] = ()  # what to type for other things with the same name

    def as_json(self) -> dict[str, Any]:
        """Return the profile as JSON values; the rows have the columns of their listings."""
        head = {"kind": self.kind, "id": self.id, "name": self.name, "fields": self.fields}
        listings = {name: [*map(_as_dict, rows)] for name, rows in self.listings.items()}
        quotes = {} if self.quotes is None else {"quotes": [q._asdict() for q in self.quotes]}
        return head | listings | quotes


def _as_dict(row: Any) -> dict[str, Any]:
    listed = (column.name for column in describe(row.__class__) if column.listed)
    return {name: getattr(row, name) for name in listed}


def show(database: Database, text: str) -> Profile:
    """Return the profile of what has a name or an id, `kind:name` where that is ambiguous.

    Raises UsageError if nothing has the name, with the nearest names, or if several things have it.
    """
    kind, id_, others = find(database, text)
    profile = _fact(database, id_) if kind == "fact" else _thing(database, kind, id_)
    every = [profile.fact, *chain.from_iterable(profile.listings.values())]
    facts = [row for row in every if isinstance(row, Fact)]
    documents = [row.id for row in every if isinstance(row, DocumentRow)]
    documents += [id_] if kind == "document" else []
    sectors = (*profile.fields.get("parents", ()), *profile.fields.get("children", ()))
    return profile._replace(
        context=of_facts(database, facts, documents),
        sectors=names_by_id(database, "sector_catalogue", sectors),
        others=others,
    )


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
        message = f"--documents quotes a fact or a document; {profile.id} is a {profile.kind}"
        raise UsageError(message)
    meetings = profile.context.meetings
    found, _ = texts.read_folder(folder, {meeting.sha256 for meeting in meetings.values()})
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

# Queries for the name of a thing, followed by its fields; those of other kinds have the id only.
_FIELDS = {
    "region": """
        SELECT official_name, kind, iso_3166_2, federal_district, capital, name_ru, aliases,
        turnover, name AS short_name FROM regions WHERE id = :id""",
    "sector": "SELECT name, parents, isic, name_ru, aliases FROM sector_catalogue WHERE id = :id",
    "company": "SELECT name, aliases, city, country FROM companies WHERE id = :id",
    "document": """
        SELECT 'Meeting with ' || head || ', ' || date, region, region_name, date, date_stated,
        date_basis, date_note, place, head, head_title, publisher, url, language, paragraphs,
        sha256, reprinted_by FROM documents WHERE id = :id""",
    "person": """
        SELECT person, side FROM participants WHERE person = :id ORDER BY document DESC""",
}
_JSON_FIELDS = ("aliases", "isic", "parents")
_OF_PERSON = """
    SELECT {0} FROM participants WHERE person = :id AND {0} <> :id
    GROUP BY 1 ORDER BY max(document) DESC"""
# Queries for the items of further fields, which are lists.
_LISTS = {
    ("sector", "children"): """
        SELECT child.id FROM sector_catalogue AS child JOIN sector_catalogue_parents AS link
        USING (id) WHERE link.value = :id ORDER BY child.rowid""",
    ("document", "participants"): """
        SELECT name || ', ' || title FROM participants WHERE document = :id ORDER BY position""",
    ("document", "left_out"): """
        SELECT coalesce(text, 'all') || ' (paragraph ' || paragraph || ': ' || kind || ')'
        FROM left_out WHERE document = :id ORDER BY position""",
    ("product", "hs"): """
        SELECT DISTINCT hs FROM products WHERE name = :id AND hs IS NOT NULL""",
    ("person", "titles"): _OF_PERSON.format("title"),
    ("person", "spellings"): _OF_PERSON.format("name"),
}
# The listings of which a profile has the rows that the filter of its kind keeps.
_LISTINGS = {
    "region": "documents trade sectors companies figures",
    "sector": "sectors companies",
    "document": "trade sectors figures",
    "person": "trade sectors figures",
}
# A figure has no sector and no company of its own.
_FIGURES_NAMING = """
    SELECT figures.id FROM figures_fts JOIN figures ON figures.rowid = figures_fts.rowid
    WHERE figures_fts MATCH (
        SELECT '{name amount scope evidence} : ("' || group_concat(name, '" OR "') || '")'
        FROM names WHERE kind = :kind AND (id = :id
        OR id IN (SELECT id FROM sector_catalogue_parents WHERE value = :id)))"""
# Queries for the ids of further rows.
_ROWS = {
    ("sector", "figures"): _FIGURES_NAMING,
    ("company", "figures"): _FIGURES_NAMING,
    ("company", "similar"): """
        SELECT other.id FROM names AS own JOIN names AS other USING (kind)
        WHERE kind = :kind AND own.id = :id AND other.id <> :id
        AND instr(' ' || other.name || ' ', ' ' || own.name || ' ')""",
    ("place", "documents"): "SELECT id FROM documents WHERE place = :id",
    ("person", "documents"): "SELECT document FROM participants WHERE person = :id",
}


def _thing(database: Database, kind: str, id_: str) -> Profile:
    """Return the profile of anything but a fact."""
    given = {"kind": kind, "id": id_}
    (_, *names), records = database.query(_FIELDS.get(kind, "SELECT :id"), given)
    name, *values = next(records)
    fields = dict(zip(names, values, strict=True))
    fields |= {field: json.loads(fields[field]) for field in _JSON_FIELDS if field in fields}
    for (of_kind, field), query in _LISTS.items():
        if of_kind == kind:
            fields[field] = [item for (item,) in database.rows(query, given)]
    filters = {"said_by" if kind == "person" else kind: id_}
    listings: dict[str, Sequence[Any]] = {}
    for listing in _LISTINGS.get(kind, "sectors").split():
        listings[listing] = rows(database, make_question(database, listing, "", filters))
    for (of_kind, listing), query in _ROWS.items():
        if of_kind == kind:
            ids = [item for (item,) in database.rows(query, given)]
            table = "companies" if listing == "similar" else listing
            listings[listing] = [*rows_by_id(database, table, ids).values()]
    return Profile(kind, id_, name, fields, listings)


def _fact(database: Database, id_: str) -> Profile:
    """Return the profile of a fact."""
    row = next(found[id_] for name in FACTS if (found := rows_by_id(database, name, [id_])))
    meeting = rows_by_id(database, "documents", [row.document])[row.document]
    fields = {name: value for name, value in row._asdict().items() if name not in ("id", "sources")}
    fields |= {name: getattr(meeting, name) for name in ("date", "date_basis", "date_note")}
    listings: dict[str, Sequence[Any]] = {}
    if isinstance(row, SectorRow):
        name = f"{row.sector_name}, {row.region_name}"
        codes = zip(row.products, fields.pop("hs"), strict=True)
        fields["products"] = [{"name": product, "hs": hs} for product, hs in codes]
    elif isinstance(row, TradeRow):
        name = f"{row.flow.capitalize()} of {row.region_name}"
        sources = rows_by_id(database, "trade", row.sources)
        listings["follows_from"] = [sources[source] for source in row.sources]
        query = "SELECT id FROM trade_sources WHERE value = :id"
        derived = [derived for (derived,) in database.rows(query, {"id": id_})]
        listings["leads_to"] = [*rows_by_id(database, "trade", derived).values()]
    else:
        name = fields.pop("name")
    return Profile("fact", id_, name, fields, listings, row)
