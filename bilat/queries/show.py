"""The profile of one thing: a region, sector, company, document, fact, product, place and so on."""

from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from bilat import text as texts
from bilat.database.rows import DocumentRow, RegionRow, SectorRow, TradeRow
from bilat.database.store import Database
from bilat.errors import FileError, UsageError
from bilat.queries.context import Context, of_rows
from bilat.queries.listings import make_question, rows, rows_by_id
from bilat.queries.names import find

# The listings whose rows are facts.
FACTS = ("sectors", "trade", "figures")


class Quote(NamedTuple):
    """A paragraph of a source text, as one types it."""

    document: str
    paragraph: int
    text: str
    marks: Sequence[tuple[int, int]]  # where the evidence begins and ends in it, from 0


class Profile(NamedTuple):
    """Everything about one thing: its own fields, then the rows that speak of it."""

    kind: str
    id: str
    name: str
    row: Any  # the thing as a row of its table; None of a product, place, project or person
    fields: dict[str, Any]  # the columns of that row, and lists from other tables
    # `similar` are the companies whose names contain this one's; `follows_from` and `leads_to` are
    # the rows of trade that a row is derived from and those derived from it.
    listings: dict[str, Sequence[Any]]
    context: Context  # what the tables of its rows tell; the oldest meeting comes first
    others: Sequence[str]  # what to type for other things with the same name
    quotes: Sequence[Quote] | None = None  # the paragraphs that it cites, if there are the texts

    def as_json(self) -> dict[str, Any]:
        """Return the profile as JSON values; the rows have the columns of their listings."""
        head = {"kind": self.kind, "id": self.id, "name": self.name, "fields": self.fields}
        lists = self.listings if self.quotes is None else {**self.listings, "quotes": self.quotes}
        return head | {name: [row._asdict() for row in rows] for name, rows in lists.items()}


def show(database: Database, text: str) -> Profile:
    """Return the profile of what has a name or an id, `kind:name` where that is ambiguous.

    Raises UsageError if nothing has the name, with the nearest names, or if several things have it.
    """
    kind, id_, others = find(database, text)
    candidates = (rows_by_id(database, table, [id_]).get(id_) for table in _TABLES.get(kind, ()))
    row = next(filter(None, candidates), None)
    fields = row._asdict() if row else {}
    values = {"kind": kind, "id": id_}
    for (of_kind, field), query in _LISTS.items():
        if of_kind == kind:
            fields[field] = [item for (item,) in database.rows(query, values)]
    filters = {"said_by" if kind == "person" else kind: id_}
    listings: dict[str, Sequence[Any]] = {}
    for listing in _LISTINGS.get(kind, ("sectors",)):
        listings[listing] = rows(database, make_question(database, listing, "", filters))
    for (of_kind, listing, table), query in _ROWS.items():
        if of_kind == kind:
            ids = [item for (item,) in database.rows(query, values)]
            listings[listing] = [*rows_by_id(database, table, ids).values()]
    context = of_rows(database, [row, *chain.from_iterable(listings.values())])
    name = _name(row) if row else id_
    return Profile(kind, id_, name, row, fields, listings, context, others)


def _name(row: Any) -> str:
    match row:
        case RegionRow():
            return row.official_name
        case DocumentRow():
            return f"Meeting with {row.head}, {row.date}"
        case SectorRow():
            return f"{row.sector_name}, {row.region_name}"
        case TradeRow():
            return f"{row.flow.capitalize()} of {row.region_name}"
    return str(row.name)


def address(profile: Profile) -> str:
    """Return the address of the report that a profile is from; of a fact, at its evidence.

    Raises UsageError if it is from several reports, with their ids, or from none.
    """
    if "url" in profile.fields:
        return str(profile.fields["url"])
    meetings = profile.context.meetings
    if len(meetings) == 1:
        return next(iter(meetings.values())).url
    choices = f"; choose one of them: {', '.join(meetings)}" if meetings else ""
    raise UsageError(f"{profile.kind} {profile.id} is from {len(meetings)} reports{choices}")


def with_quotes(profile: Profile, folder: Path) -> Profile:
    """Return the profile of a fact or a document with the paragraphs that it cites.

    The texts are the files in the folder with the hashes of the documents, under any name. Raises
    UsageError for anything else, and FileError if the folder has no such text.
    """
    if profile.kind not in ("fact", "document"):
        message = f"--documents quotes a fact or a document; {profile.id} is a {profile.kind}"
        raise UsageError(message)
    meetings = profile.context.meetings
    texts_by_hash, _ = texts.read_folder(folder, {meeting.sha256 for meeting in meetings.values()})
    rows_of_document = chain.from_iterable(profile.listings.values())
    phrases: dict[tuple[str, int], list[str]] = {}
    for fact in [profile.row] if profile.kind == "fact" else rows_of_document:
        for number in fact.paragraphs:
            phrases.setdefault((fact.document, number), []).extend(fact.evidence)
    quotes = []
    for (document, number), evidence in sorted(phrases.items()):
        text = texts_by_hash.get(meetings[document].sha256)
        if text is None or number > len(text.paragraphs):
            raise FileError(f"{folder}: no file has the text of {document}")
        paragraph = text.paragraphs[number - 1]
        spans = [span[:2] for phrase in evidence for span in paragraph.spans(phrase)]
        quotes.append(Quote(document, number, paragraph.text, _merged(spans)))
    return profile._replace(quotes=quotes)


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    marks: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if marks and start <= marks[-1][1]:
            start, end = marks[-1][0], max(end, marks.pop()[1])
        marks.append((start, end))
    return marks


# What the profiles of each kind have

# The tables of which one has the thing as a row; other kinds are known by name alone.
_TABLES = {
    "region": ("regions",),
    "sector": ("sector_catalogue",),
    "company": ("companies",),
    "document": ("documents",),
    "fact": FACTS,
}
# The listings of which it has the rows that the filter of its kind keeps.
_LISTINGS = {
    "region": ("documents", *FACTS, "companies"),
    "sector": ("sectors", "companies"),
    "document": FACTS,
    "fact": (),
    "person": FACTS,
}
# A figure has no sector and no company of its own.
_FIGURES_NAMING = """
    SELECT figures.id FROM figures_fts JOIN figures ON figures.rowid = figures_fts.rowid
    WHERE figures_fts MATCH (
        SELECT '{name amount scope evidence} : ("' || group_concat(name, '" OR "') || '")'
        FROM names WHERE kind = :kind AND (id = :id
        OR id IN (SELECT id FROM sector_catalogue_parents WHERE value = :id)))"""
# Queries for the ids of further rows, with the table that has them.
_ROWS = {
    ("sector", "parents", "sector_catalogue"): """
        SELECT value FROM sector_catalogue_parents WHERE id = :id""",
    ("sector", "children", "sector_catalogue"): """
        SELECT id FROM sector_catalogue_parents WHERE value = :id""",
    ("sector", "figures", "figures"): _FIGURES_NAMING,
    ("company", "figures", "figures"): _FIGURES_NAMING,
    ("company", "similar", "companies"): """
        SELECT other.id FROM names AS own JOIN names AS other USING (kind)
        WHERE kind = :kind AND own.id = :id AND other.id <> :id
        AND instr(' ' || other.name || ' ', ' ' || own.name || ' ')""",
    ("fact", "documents", "documents"): "SELECT substr(:id, 1, instr(:id, '/') - 1)",
    ("fact", "follows_from", "trade"): "SELECT value FROM trade_sources WHERE id = :id",
    ("fact", "leads_to", "trade"): "SELECT id FROM trade_sources WHERE value = :id",
    ("place", "documents", "documents"): "SELECT id FROM documents WHERE place = :id",
    ("person", "documents", "documents"): "SELECT document FROM participants WHERE person = :id",
}
_OF_PERSON = """
    SELECT {0} FROM participants WHERE person = :id AND {0} <> :id
    GROUP BY 1 ORDER BY max(document) DESC"""
# Queries for the items of further fields, which are lists.
_LISTS = {
    ("sector", "hs"): """
        SELECT DISTINCT products.hs FROM sectors JOIN products USING (id)
        WHERE sector = :id AND products.hs IS NOT NULL ORDER BY sectors.rowid, position""",
    ("document", "participants"): """
        SELECT name || ', ' || title FROM participants WHERE document = :id ORDER BY position""",
    ("document", "left_out"): """
        SELECT coalesce(text, 'all') || ' (paragraph ' || paragraph || ': ' || kind || ')'
        FROM left_out WHERE document = :id ORDER BY position""",
    ("product", "hs"): """
        SELECT DISTINCT hs FROM products WHERE name = :id AND hs IS NOT NULL""",
    ("person", "titles"): _OF_PERSON.format("title"),
    ("person", "sides"): _OF_PERSON.format("side"),
    ("person", "spellings"): _OF_PERSON.format("name"),
}
