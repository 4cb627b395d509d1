"""One region, sector, company, document or fact in full."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from bilat.database.store import Database
from bilat.database.rows import DocumentRow, Fact, FigureRow, SectorRow, TradeRow, short_id, years
from bilat.database.schema import INFLECTED
from bilat.database.tables import describe
from bilat.errors import UsageError
from bilat.queries.find import find
from bilat.queries.mentions import mentions
from bilat.queries.quotes import Quote, quotes
from bilat.queries.records import names_of, record_of, records, rows_by_id, rows_of
from bilat.vocabulary import STATUS

_FACTS = ("sectors", "trade", "figures")


class Profile(NamedTuple):
    """Everything on one thing: its own fields, then rows of the listings that speak of it."""

    kind: str
    id: str
    name: str
    fields: dict[str, Any]
    listings: dict[str, Sequence[Any]]
    """`wider` are the cooperation records of something wider than a region, `sectors` the others;
    `follows_from` and `leads_to` the rows of trade that a row is derived from or that are from it.
    """
    meetings: Mapping[str, DocumentRow]
    """The documents that the fact or the rows are from, the oldest first."""
    companies: Mapping[str, str]
    """What the companies are called that the fact or the rows have by their ids."""
    sectors: Mapping[str, str]
    """What other sectors that the fields have by their ids are called."""
    fact: Fact | None = None
    """The fact as the row of its listing."""
    quotes: Sequence[Quote] | None = None
    """The paragraphs that it cites, where the texts were asked for."""

    def as_json(self) -> dict[str, Any]:
        """The profile as JSON has it, the rows with the columns of their listings."""
        head = {"kind": self.kind, "id": self.id, "name": self.name, "fields": self.fields}
        rows = {name: [*map(_as_dict, rows)] for name, rows in self.listings.items()}
        quoted = {} if self.quotes is None else {"quotes": [q._asdict() for q in self.quotes]}
        return head | rows | quoted


def address(shown: Profile) -> str:
    """The one address that a profile leads to: of a fact at its evidence, or of the one report.

    Raises UsageError where it is from several reports or from none, with ids that have an address.
    """
    if "url" in shown.fields:
        return str(shown.fields["url"])
    if len(shown.meetings) == 1:
        return next(iter(shown.meetings.values())).url
    message = f"{shown.kind} {shown.id} is from {len(shown.meetings)} reports"
    ids = ", ".join(shown.meetings)
    raise UsageError(f"{message}; each has an address: {ids}" if ids else message)


def quoted(shown: Profile, folder: Path) -> Profile:
    """The profile of a fact or a document with the paragraphs that it cites.

    Raises UsageError for anything else, and FileError where the folder has no such text.
    """
    if shown.kind not in ("fact", "document"):
        raise UsageError(f"--documents quotes a fact or a document, and {shown.id} is neither")
    hashes = {id_: meeting.sha256 for id_, meeting in shown.meetings.items()}
    facts = [shown.fact] if shown.fact else chain.from_iterable(shown.listings.values())
    return shown._replace(quotes=quotes(facts, hashes, folder))


def _as_dict(row: Any) -> dict[str, Any]:
    return {each.name: getattr(row, each.name) for each in describe(row.__class__) if each.listed}


def show(database: Database, text: str) -> Profile:
    """The profile of what goes by a name or an id, `kind:name` where it is ambiguous.

    Raises UsageError where nothing goes by it, with the nearest names, or where several things do.
    """
    kind, id_ = find(database, text)
    return _PROFILES[kind](database, id_)


def _profile(
    database: Database,
    kind: str,
    id_: str,
    name: str,
    fields: dict[str, Any],
    rows: dict[str, Sequence[Any]],
    documents: Iterable[str] = (),
    sectors: Iterable[str] = (),
    fact: Fact | None = None,
) -> Profile:
    """A profile with the meetings of its fact, its rows and some documents, and with names."""
    every = [*chain.from_iterable(rows.values()), *([fact] if fact else [])]
    cited = {row.id for row in every if isinstance(row, DocumentRow)}
    cited |= {row.document for row in every if hasattr(row, "document")}
    meetings = rows_by_id(database, "documents", cited.union(documents))
    ids = (id_ for row in every if isinstance(row, SectorRow) for id_ in row.companies)
    companies = names_of(database, "companies", ids)
    called = names_of(database, "sector_catalogue", sectors)
    return Profile(kind, id_, name, fields, rows, meetings, companies, called, fact)


def _region(database: Database, id_: str) -> Profile:
    record = record_of(database, "regions", id_)
    wanted = ("kind", "iso_3166_2", "federal_district", "capital", "name_ru", "aliases")
    found = records(database, region=id_)
    return _profile(
        database,
        "region",
        id_,
        record["official_name"],
        {**{name: record[name] for name in wanted}, "short_name": record["name"]},
        {
            "documents": rows_of(database, "documents", region=id_),
            "trade": rows_of(database, "trade", region=id_),
            **{name: _by_status(rows) for name, rows in found.items()},
            "companies": rows_of(database, "companies", region=id_),
            "figures": rows_of(database, "figures", region=id_),
        },
    )


def _by_status(rows: Iterable[Any]) -> list[Any]:
    order = [*STATUS]
    return sorted(rows, key=lambda row: order.index(row.status))


def _sector(database: Database, id_: str) -> Profile:
    record = record_of(database, "sector_catalogue", id_)
    children = [
        child
        for (child,) in database.rows(
            "SELECT child.id FROM sector_catalogue AS child JOIN sector_catalogue_parents AS link "
            "USING (id) WHERE link.value = :id ORDER BY child.rowid",
            {"id": id_},
        )
    ]
    return _profile(
        database,
        "sector",
        id_,
        record["name"],
        {**_without(record, "id", "name"), "children": tuple(children)},
        {
            **records(database, sector=id_),
            "figures": _figures(database, [id_, *children]),
            "companies": rows_of(database, "companies", sector=id_),
        },
        sectors=[*record["parents"], *children],
    )


def _figures(database: Database, sectors: Sequence[str]) -> list[Any]:
    """The figures that name one of some sectors: a figure has no sector of its own."""
    called = database.rows(
        "SELECT DISTINCT name FROM names WHERE kind = 'sector' "
        "AND id IN (SELECT value FROM json_each(:ids))",
        {"ids": json.dumps(sectors)},
    )
    index = f"figures_{INFLECTED.suffix}"
    naming = database.rows(
        f"SELECT figures.id FROM {index} JOIN figures ON figures.rowid = {index}.rowid "
        f"WHERE {index} MATCH :names",
        {"names": " OR ".join(f'"{name}"' for (name,) in called)},
    )
    return [*rows_by_id(database, "figures", (id_ for (id_,) in naming)).values()]


def _company(database: Database, id_: str) -> Profile:
    record = record_of(database, "companies", id_)
    wanted = ("aliases", "city", "country")
    rows = records(database, company=id_)
    named_in = tuple(mentions(database, id_))
    fields = {**{name: record[name] for name in wanted}, "named_in": named_in}
    return _profile(database, "company", id_, record["name"], fields, rows)


def _document(database: Database, id_: str) -> Profile:
    record = record_of(database, "documents", id_)
    of = {"id": id_}
    people = database.rows(
        "SELECT name, title FROM participants WHERE document = :id ORDER BY position", of
    )
    left_out = database.rows(
        "SELECT text, paragraph, kind FROM left_out WHERE document = :id ORDER BY position", of
    )
    fields = {
        **_without(record, "id", "cooperation", "trade", "figures", "wider"),
        "participants": tuple(f"{name}, {title}" for name, title in people),
        "left_out": tuple(f"{text or 'all'} (paragraph {n}: {why})" for text, n, why in left_out),
    }
    rows: dict[str, Sequence[Any]] = {
        "trade": rows_of(database, "trade", document=id_),
        **records(database, document=id_),
        "figures": rows_of(database, "figures", document=id_),
    }
    name = f"Meeting with {record['head']}, {record['date']}"
    return _profile(database, "document", id_, name, fields, rows, documents=[id_])


def _fact(database: Database, id_: str) -> Profile:
    listing = next(
        name for name in _FACTS if database.one(f"SELECT 1 FROM {name} WHERE id = :id", {"id": id_})
    )
    row = rows_by_id(database, listing, [id_])[id_]
    meeting = rows_by_id(database, "documents", [row.document])[row.document]
    fields = _without(row._asdict(), "id", "evidence", "factor", "sources", "url")
    inferred = []
    rows: dict[str, Sequence[Any]] = {}
    factor = {}
    if meeting.date_basis != "stated":
        inferred.append(f"the date of the meeting, {meeting.date}: {meeting.date_note}")
    if isinstance(row, SectorRow):
        name = f"{row.sector_name}, {row.region_name}"
        products = database.rows(
            "SELECT name, hs FROM products WHERE id = :id ORDER BY position", {"id": id_}
        )
        fields["products"] = tuple({"name": product, "hs": hs} for product, hs in products)
        del fields["hs"]
    elif isinstance(row, TradeRow):
        name = f"Turnover of {row.region_name}, {years(row)}"
        sources = rows_by_id(database, "trade", row.sources)
        derived = database.rows("SELECT id FROM trade_sources WHERE value = :id", {"id": id_})
        rows = {
            "follows_from": [sources[each] for each in row.sources],
            "leads_to": [*rows_by_id(database, "trade", (each for (each,) in derived)).values()],
        }
        factor = {"factor": row.factor}
        inferred += _inferred_periods(rows["follows_from"] or [row])
    else:
        name = fields.pop("name")
        inferred += _inferred_periods([row])
    fields |= {"evidence": row.evidence, **factor, "inferred": tuple(inferred), "url": row.url}
    return _profile(database, "fact", id_, name, fields, rows, fact=row)


def _inferred_periods(facts: Iterable[TradeRow | FigureRow]) -> Iterator[str]:
    """The periods that are not stated in the text and what they are inferred from."""
    for fact in facts:
        if fact.year_basis not in (None, "stated"):
            yield f"the period {years(fact)} of {short_id(fact.id)}: {fact.note}"


def _without(record: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in names}


_PROFILES = {
    "region": _region,
    "sector": _sector,
    "company": _company,
    "document": _document,
    "fact": _fact,
}
