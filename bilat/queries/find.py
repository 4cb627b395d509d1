"""A name or an id → what goes by it, of whatever kind."""

import json
from collections.abc import Iterator, Sequence

from bilat.database.store import Database
from bilat.database.rows import short_name
from bilat.errors import UsageError
from bilat.text import fold, nearest
from bilat.queries import listings, names
from bilat.vocabulary import STATUS

KINDS = ("region", "sector", "company", "document", "fact")

_MOST_NAMES = 20_000
"""Beyond so many names of facts, no near one is looked for among them."""
_CHOICES = 6
"""How many things of one name are told apart."""
_WHERE = (
    "Ids: bilat regions, bilat matrix, bilat companies, bilat documents;\n"
    "of facts: bilat sectors --columns id, and so trade and figures"
)


def find(database: Database, text: str) -> tuple[str, str]:
    """The kind and the id of what goes by a name, `kind:name` where it is ambiguous.

    A short id of a fact is a name of it where only one has it. Raises UsageError where nothing
    goes by the name, with the nearest names, or where several things do.
    """
    kind, colon, name = text.partition(":")
    kinds: Sequence[str] = KINDS
    if colon and kind in KINDS:
        if kind != "fact":
            return kind, names.resolve(database, kind, name)
        text, kinds = name, ("fact",)
    if not text[:1].isalnum():
        raise UsageError(f"{text!r} is no name: it begins with neither a letter nor a digit")
    found = _called(database, text, kinds) or _called(database, text, ("short fact",))
    if len(found) > 1:
        raise UsageError(f"{text!r} is ambiguous; ask for {_choices(database, found)}")
    if found:
        kind, id_ = found[0]
        return kind.removeprefix("short "), id_
    raise UsageError(f"nothing goes by the name {text!r}{_hint(database, text)}")


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


def _choices(database: Database, found: Sequence[tuple[str, str]]) -> str:
    """What to ask for instead of an ambiguous name: the shortest names that are not."""
    chosen = [
        _short(database, id_) if kind == "short fact" else f"{kind}:{id_}"
        for kind, id_ in found[:_CHOICES]
    ]
    more = len(found) - len(chosen)
    return " or ".join(chosen) + (f", or one of {more} more" if more else "")


def _short(database: Database, id_: str) -> str:
    """The region and the last part of a fact's id, where only this fact goes by them."""
    query = """
        SELECT name FROM names WHERE kind = 'short fact' AND id = :id AND name IN (
            SELECT name FROM names WHERE kind = 'short fact' GROUP BY name HAVING count(*) = 1)"""
    of = {"id": id_, "document": id_.partition("/")[0]}
    unambiguous = {name for (name,) in database.rows(query, of)}
    region = database.one("SELECT region FROM documents WHERE id = :document", of)
    short = short_name(region[0] if region else "", id_)
    return short if fold(short) in unambiguous else id_


def _hint(database: Database, text: str) -> str:
    """What begins so, else where the words are found, else what looks like them."""
    begun = """
        SELECT DISTINCT id FROM names WHERE kind IN ('region', 'sector', 'company', 'document',
        'fact', 'short fact') AND substr(name, 1, length(:name)) = :name ORDER BY id LIMIT 4"""
    near = [id_ for (id_,) in database.rows(begun, {"name": fold(text)})] if fold(text) else []
    if not near and (found := _found(database, text)):
        return f"\nTo search: {found}"
    for kind in KINDS[:-1] if not near else ():
        near += nearest(text, names.known(database, kind))
    facts = database.one("SELECT count(*) FROM names WHERE kind = 'fact'")
    if not near and facts and facts[0] <= _MOST_NAMES:
        near = nearest(text, names.known(database, "fact") + names.known(database, "short fact"))
    return f"; did you mean {' or '.join(near[:4])}?" if near else f"\n{_WHERE}"


def _found(database: Database, text: str) -> str:
    """The command that finds the words of a text; empty where none does."""
    if text in STATUS:
        return f"bilat sectors --status {text}"
    for listing in ("sectors", "trade", "figures", "documents"):
        if listings.count(database, listings.question(database, listing, text)):
            return f"bilat {listing} {text}"
    return ""


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
