"""TEXT: the words that a row must have, as conditions on the full-text tables.

FTS5 does it. A word is found in any English inflection by the table with the porter stemmer;
`word*`, a prefix, by the one without, because porter stems prefixes to nothing.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bilat.database.schema import SEARCHED
from bilat.database.store import Database
from bilat.errors import UsageError
from bilat.text import fold

# Inflections that the porter stemmer does not join.
_IRREGULAR = {
    word: forms.split()
    for forms in """
        fall fell fallen, rise rose risen, grow grew grown growth, shrink shrank shrunk,
        buy bought, sell sold, make made, build built""".split(",")
    for word in forms.split()
}
_PLURAL = re.compile(r"(\w*(?:bus|gas))(?:s?es)?")


def conditions(text: str, table: str) -> tuple[list[str], dict[str, str]]:
    """Return what holds for the rows of a table that have every word of a text, in any order.

    The second value has the parameters of these conditions. Raises UsageError for what cannot be
    searched for.
    """
    conditions, values = [], {}
    for index, (full_text, query) in enumerate(_queries(text, table)):
        conditions.append(
            f"rowid IN (SELECT rowid FROM {full_text} WHERE {full_text} MATCH :word{index})"
        )
        values[f"word{index}"] = query
    return conditions, values


def _queries(text: str, table: str) -> Iterator[tuple[str, str]]:
    """Yield for each word the full-text table that finds it, and a query for it."""
    words = text.split()
    if len(words) > 100:  # SQLite limits the depth of a condition
        raise UsageError(f"TEXT has {len(words)} words; use at most 100")
    for word in words:
        if re.search("[\ud800-\udfff]", word):
            raise UsageError(f"{word!r} is not UTF-8")
        if not fold(word):
            raise UsageError(f"{word!r} has no letter and no digit, so it cannot be searched for")
        if word[0] in "!-\u2013\u2014":
            raise UsageError(
                f"{word!r} begins with a sign; TEXT cannot exclude rows, bilat sql can"
            )
        plain = re.sub('["\\0]', " ", unicodedata.normalize("NFC", word)).lower()
        if plain.endswith("*"):
            yield f"{table}_fts_exact", f'"{plain}" *'
        else:
            yield f"{table}_fts", " OR ".join(f'"{form}"' for form in _forms(plain))


def _forms(word: str) -> list[str]:
    """Return a word with the inflections of it that FTS5 takes for other words."""
    bare = fold(word)
    if plural := _PLURAL.fullmatch(bare):
        return [plural[1], f"{plural[1]}es"]
    # Most people type the Russian letter yo as ye.
    yo = (f"{word[: ye.start()]}ё{word[ye.end() :]}" for ye in re.finditer("е", word))
    return [*_IRREGULAR.get(bare, [word]), *yo]


class Match(NamedTuple):
    """A value of a field of a row that has words of TEXT."""

    field: str  # the column of the full-text table
    text: str
    words: set[str]  # as they stand in the text


_MARKED = re.compile("\x01(.*?)\x02")  # between characters that no YAML has


def matches(
    database: Database, table: str, text: str, ids: Iterable[str]
) -> dict[str, list[list[Match]]]:
    """Return for rows of a table, and for each word of a text, the values that have the word."""
    matches_by_row: dict[str, list[list[Match]]] = {}
    fields = [*SEARCHED[table]]
    given = {"ids": json.dumps([*ids])}
    for full_text, query in _queries(text, table):
        marked = (f"highlight({full_text}, {i}, char(1), char(2))" for i, _ in enumerate(fields))
        select = f"""
            SELECT {table}.id, {", ".join(marked)}
            FROM {full_text} JOIN {table} ON {table}.rowid = {full_text}.rowid
            WHERE {full_text} MATCH :query AND {table}.id IN (SELECT value FROM json_each(:ids))"""
        for id_, *values in database.rows(select, given | {"query": query}):
            found = [
                Match(field, _MARKED.sub(r"\1", line), {*_MARKED.findall(line)})
                for field, value in zip(fields, values, strict=True)
                for line in value.split("\n")
                if _MARKED.search(line)
            ]
            matches_by_row.setdefault(id_, []).append(found)
    return matches_by_row
