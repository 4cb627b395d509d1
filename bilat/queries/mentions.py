"""Where a company is named."""

from collections import defaultdict
from collections.abc import Iterator

from bilat.database.store import Database
from bilat.text import fold


def mentions(database: Database, id_: str) -> Iterator[str]:
    """The facts that name a company, and the places that are deliberately no fact, with why."""
    of = {"id": id_}
    called = [
        f" {name} "
        for (name,) in database.rows("SELECT name FROM names WHERE kind='company' AND id=:id", of)
    ]
    found: defaultdict[str, list[str]] = defaultdict(list)
    query = """
        SELECT fact.document, fact.id FROM sectors_companies AS link JOIN sectors AS fact USING (id)
        WHERE link.value = :id ORDER BY fact.rowid"""
    for document, fact in database.rows(query, of):
        found[document].append(fact)
    query = "SELECT document, paragraph, text, kind FROM left_out WHERE text IS NOT NULL"
    for document, paragraph, text, why in database.rows(query):
        if any(name in f" {fold(text)} " for name in called):
            found[document].append(f"{document}, paragraph {paragraph} (no fact: {why})")
    for (document,) in database.rows("SELECT id FROM documents ORDER BY id"):
        yield from found[document]
