"""One region, sector, company, document or fact in full."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from bilat.database.cache import Database
from bilat.database.rows import TABLES
from bilat.errors import UsageError
from bilat.folding import fold, nearest
from bilat.questions import listings, names
from bilat.vocabulary import STATUS

KINDS = ("region", "sector", "company", "document", "fact")
_FACTS = ("sectors", "trade", "figures")
_MOST_NAMES = 20_000
"""Beyond so many names of facts, no near one is looked for among them."""


class Profile(NamedTuple):
    """Everything on one thing: its own fields, then rows of the listings that speak of it."""

    kind: str
    id: str
    name: str
    fields: dict[str, Any]
    listings: dict[str, Sequence[Any]]

    def as_json(self) -> dict[str, Any]:
        """The profile as JSON has it, the rows with the columns of their listings."""
        rows = {
            name: [
                {column: getattr(row, column) for column in TABLES[name].listed()} for row in rows
            ]
            for name, rows in self.listings.items()
        }
        head = {"kind": self.kind, "id": self.id, "name": self.name, "fields": self.fields}
        return head | rows


def show(database: Database, text: str) -> Profile:
    """The profile of what goes by a name or an id, `kind:name` where it is ambiguous.

    Raises UsageError where nothing goes by it, with the nearest names, or where several things do.
    """
    kind, id_ = find(database, text)
    return _PROFILES[kind](database, id_)


def find(database: Database, text: str) -> tuple[str, str]:
    """The kind and the id of what goes by a name; a short id of a fact where only one has it.

    Raises UsageError as `show` does.
    """
    kind, colon, name = text.partition(":")
    if colon and kind in KINDS:
        if kind != "fact":
            return kind, names.resolve(database, kind, name)
        text = name
    found = _called(database, text, ("fact",) if colon and kind == "fact" else KINDS) or _called(
        database, text, ("short fact",)
    )
    if len(found) > 1:
        choices = " or ".join(f"{kind.removeprefix('short ')}:{id_}" for kind, id_ in found[:6])
        raise UsageError(f"{text!r} is ambiguous; ask for {choices}")
    if found:
        kind, id_ = found[0]
        return kind.removeprefix("short "), id_
    raise UsageError(f"nothing goes by the name {text!r}; {_hint(database, text)}")


def _called(database: Database, text: str, kinds: Sequence[str]) -> list[tuple[str, str]]:
    """What goes by a name, of several kinds; of a kind, an id as it is goes before all names."""
    query = """
        SELECT DISTINCT names.kind, names.id FROM json_each(:kinds) AS wanted
        JOIN names ON names.kind = wanted.value
        WHERE names.name = :name ORDER BY wanted.key, names.id"""
    given = {"kinds": json.dumps(kinds), "name": fold(text)}
    found = [(kind, id_) for kind, id_ in database.rows(query, given)]
    exact = {kind for kind, id_ in found if id_ == text}
    return [(kind, id_) for kind, id_ in found if kind not in exact or id_ == text]


def _hint(database: Database, text: str) -> str:
    near = [id_ for kind in KINDS[:-1] for id_ in nearest(text, names.known(database, kind))]
    facts = database.one("SELECT count(*) FROM names WHERE kind = 'fact'")
    if facts and facts[0] <= _MOST_NAMES:
        near += nearest(text, names.known(database, "fact") + names.known(database, "short fact"))
    return f"did you mean {' or '.join(near[:3])}?" if near else "`bilat sectors` lists ids"


def identifiers(database: Database, beginning: str) -> Iterator[tuple[str, str]]:
    """Every id that begins so and can be shown, with a few words on what it is."""
    query = """
        SELECT id, 'region, ' || official_name FROM regions
        UNION ALL SELECT id, 'sector, ' || name FROM sector_catalogue
        UNION ALL SELECT id, 'company, ' || name FROM companies
        UNION ALL SELECT id, 'document, meeting of ' || date FROM documents
        UNION ALL SELECT id, 'fact' FROM names WHERE kind = 'fact'"""
    given = {"beginning": beginning}
    begun = f"SELECT * FROM ({query}) WHERE substr(id, 1, length(:beginning)) = :beginning"
    yield from database.rows(begun, given)


def _rows(database: Database, listing: str, **filters: Any) -> list[Any]:
    return listings.rows(database, listings.question(database, listing, "", filters))


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


def _region(database: Database, id_: str) -> Profile:
    record = _record(database, "regions", id_)
    wanted = ("kind", "iso_3166_2", "federal_district", "capital", "name_ru", "aliases")
    return Profile(
        "region",
        id_,
        record["official_name"],
        {**{name: record[name] for name in wanted}, "short_name": record["name"]},
        {
            "documents": _rows(database, "documents", region=id_),
            "trade": _rows(database, "trade", region=id_),
            "sectors": _by_status(_rows(database, "sectors", region=id_)),
            "companies": _rows(database, "companies", region=id_),
            "figures": _rows(database, "figures", region=id_),
        },
    )


def _by_status(rows: list[Any]) -> list[Any]:
    order = {status: place for place, status in enumerate(STATUS)}
    return sorted(rows, key=lambda row: order[row.status])


def _sector(database: Database, id_: str) -> Profile:
    record = _record(database, "sector_catalogue", id_)
    children = database.rows(
        "SELECT child.id FROM sector_catalogue AS child JOIN sector_catalogue_parents AS link "
        "USING (id) WHERE link.value = :id ORDER BY child.rowid",
        {"id": id_},
    )
    return Profile(
        "sector",
        id_,
        record["name"],
        {
            **_without(record, "id", "name"),
            "children": tuple(child for (child,) in children),
        },
        {
            "sectors": _rows(database, "sectors", sector=id_),
            "companies": _rows(database, "companies", sector=id_),
        },
    )


def _company(database: Database, id_: str) -> Profile:
    record = _record(database, "companies", id_)
    wanted = ("aliases", "city", "country")
    named_in = tuple(_naming(database, id_))
    return Profile(
        "company",
        id_,
        record["name"],
        {**{name: record[name] for name in wanted}, "named_in": named_in},
        {"sectors": _rows(database, "sectors", company=id_)},
    )


def _naming(database: Database, id_: str) -> Iterator[str]:
    """Where a company is named: facts, and places that are deliberately no fact, with why."""
    of = {"id": id_}
    called = [
        name
        for (name,) in database.rows("SELECT name FROM names WHERE kind='company' AND id=:id", of)
    ]
    facts: dict[str, list[str]] = {}
    query = """
        SELECT fact.document, fact.id FROM sectors_companies AS link JOIN sectors AS fact USING (id)
        WHERE link.value = :id ORDER BY fact.rowid"""
    for document, fact in database.rows(query, of):
        facts.setdefault(document, []).append(fact)
    left_out: dict[str, list[str]] = {}
    query = "SELECT document, paragraph, text, kind FROM left_out WHERE text IS NOT NULL"
    for document, paragraph, text, why in database.rows(query):
        if any(name in fold(text) for name in called):
            found = f"{document}, paragraph {paragraph} (no fact: {why})"
            left_out.setdefault(document, []).append(found)
    for (document,) in database.rows("SELECT id FROM documents ORDER BY id"):
        yield from facts.get(document, ())
        yield from left_out.get(document, ())


def _document(database: Database, id_: str) -> Profile:
    record = _record(database, "documents", id_)
    of = {"id": id_}
    people = database.rows(
        "SELECT name, title FROM participants WHERE document = :id ORDER BY position", of
    )
    left_out = database.rows(
        "SELECT text, paragraph, kind FROM left_out WHERE document = :id ORDER BY position", of
    )
    return Profile(
        "document",
        id_,
        f"Meeting with {record['head']}, {record['date']}",
        {
            **_without(record, "id", "cooperation", "trade", "figures"),
            "participants": tuple(f"{name}, {title}" for name, title in people),
            "left_out": tuple(
                f"{text or 'all'} (paragraph {n}: {why})" for text, n, why in left_out
            ),
        },
        {
            listing: _rows(database, listing, document=id_)
            for listing in ("trade", "sectors", "figures")
        },
    )


def _fact(database: Database, id_: str) -> Profile:
    listing = next(
        name for name in _FACTS if database.one(f"SELECT 1 FROM {name} WHERE id = :id", {"id": id_})
    )
    fields = _record(database, listing, id_)
    meeting = _record(database, "documents", fields["document"])
    del fields["id"]
    evidence, url = fields.pop("evidence"), fields.pop("url")
    inferred = []
    if meeting["date_basis"] != "stated":
        inferred.append(f"the date of the meeting, {meeting['date']}: {meeting['date_note']}")
    if listing == "sectors":
        name = f"{fields['sector_name']}, {fields['region_name']}"
        products = database.rows(
            "SELECT name, hs FROM products WHERE id = :id ORDER BY position", {"id": id_}
        )
        fields["products"] = tuple({"name": product, "hs": hs} for product, hs in products)
        del fields["hs"]
    elif listing == "trade":
        name = f"Trade of {fields['region_name']}"
        sources = fields.pop("sources") or (id_,)
        inferred += _inferred_periods(_record(database, "trade", each) for each in sources)
    else:
        name = fields.pop("name")
        inferred += _inferred_periods([{**fields, "id": id_}])
        del fields["year_basis"], fields["note"]
    factor = {"factor": fields.pop("factor")} if listing == "trade" else {}
    fields |= {"evidence": evidence, **factor, "inferred": tuple(inferred), "url": url}
    return Profile("fact", id_, name, fields, {})


def _inferred_periods(facts: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The periods that are not stated in the text and what they are inferred from."""
    for fact in facts:
        if fact["year_basis"] not in (None, "stated"):
            years = "-".join(map(str, dict.fromkeys((fact["year_from"], fact["year_to"]))))
            yield f"the period {years} of {fact['id'].rpartition('/')[2]}: {fact['note']}"


def _without(record: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in names}


_PROFILES = {
    "region": _region,
    "sector": _sector,
    "company": _company,
    "document": _document,
    "fact": _fact,
}
