"""TEXT: the words that a row must have, as conditions on the full-text tables.

FTS5 does it. A word is found in any English inflection by the table with the porter stemmer;
`word*`, a prefix, by the one without, because porter stems prefixes to nothing.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from bilat.database.schema import SEARCHED
from bilat.database.store import Database
from bilat.errors import UsageError
from bilat.text import fold

_MOST_WORDS = 100  # SQLite limits the depth of a condition

# Inflections that the porter stemmer does not join.
_IRREGULAR = {
    word: forms.split()
    for forms in (
        *("fall fell fallen", "rise rose risen", "grow grew grown growth", "shrink shrank shrunk"),
        *("buy bought", "sell sold", "make made", "build built"),
    )
    for word in forms.split()
}
_PLURAL = re.compile(r"(bus|gas)(?:s?es)?$")


def conditions(text: str, table: str) -> tuple[list[str], dict[str, str]]:
    """Return what holds for the rows of a table that have every word of a text, in any order.

    The second value has the parameters of these conditions. Raises UsageError for what cannot be
    searched for.
    """
    conditions, values = [], {}
    for index, (suffix, query) in enumerate(_queries(text)):
        full_text, name = f"{table}_{suffix}", f"word{index}"
        conditions.append(
            f"rowid IN (SELECT rowid FROM {full_text} WHERE {full_text} MATCH :{name})"
        )
        values[name] = query
    return conditions, values


def _queries(text: str) -> list[tuple[str, str]]:
    """Return for each word the suffix of the full-text table that finds it, and a query for it."""
    words = text.split()
    if len(words) > _MOST_WORDS:
        raise UsageError(f"TEXT has {len(words)} words; use at most {_MOST_WORDS}")
    return [*map(_query, words)]


def _query(word: str) -> tuple[str, str]:
    if re.search("[\ud800-\udfff]", word):
        raise UsageError(f"{word!r} is not UTF-8")
    if not fold(word):
        raise UsageError(f"{word!r} has no letter and no digit, so it cannot be searched for")
    if word[0] in "!-\u2013\u2014":
        raise UsageError(f"{word!r} begins with a sign; TEXT cannot exclude rows, bilat sql can")
    plain = re.sub('["\\0]', " ", unicodedata.normalize("NFC", word)).lower()
    if plain.endswith("*"):
        return "fts_exact", f'"{plain}" *'
    return "fts", " OR ".join(f'"{form}"' for form in _forms(plain))


def _forms(word: str) -> list[str]:
    """Return a word with the inflections of it that FTS5 takes for other words."""
    bare = word.strip(".,;:!?()[]'")
    if plural := _PLURAL.search(bare):
        stem = bare[: plural.end(1)]
        return [stem, f"{stem}es"]
    # Most people type the Russian letter yo as ye.
    yo = (f"{word[: ye.start()]}ё{word[ye.end() :]}" for ye in re.finditer("е", word))
    return [*_IRREGULAR.get(bare, [word]), *yo]


class Match(NamedTuple):
    """A value of a field of a row that has words of TEXT."""

    field: str  # the column of the full-text table
    text: str
    spans: Sequence[tuple[int, int]]  # where the matches begin and end in the text


_BEGIN, _END = "\x01", "\x02"  # no YAML has them


def matches(
    database: Database, table: str, text: str, ids: Iterable[str]
) -> dict[str, list[Match]]:
    """Return for rows of a table the values that have words of a text, in the fields' order."""
    spans_by_row: dict[str, dict[tuple[str, str], set[tuple[int, int]]]] = {}
    given = {"ids": json.dumps([*ids])}
    for suffix in ("fts", "fts_exact"):
        queries = [f"({query})" for table_suffix, query in _queries(text) if table_suffix == suffix]
        if not queries:
            continue
        full_text = f"{table}_{suffix}"
        marked = ", ".join(
            f"highlight({full_text}, {index}, '{_BEGIN}', '{_END}')"
            for index, _ in enumerate(SEARCHED[table])
        )
        query = f"""
            SELECT {table}.id, {marked}
            FROM {full_text} JOIN {table} ON {table}.rowid = {full_text}.rowid
            WHERE {full_text} MATCH :query AND {table}.id IN (SELECT value FROM json_each(:ids))"""
        for id_, *values in database.rows(query, given | {"query": " OR ".join(queries)}):
            fields = spans_by_row.setdefault(id_, {})
            for field, value in zip(SEARCHED[table], values, strict=True):
                for line in [line for line in value.split("\n") if _BEGIN in line]:
                    parts = re.split(f"[{_BEGIN}{_END}]", line)
                    ends = [*accumulate(map(len, parts))]
                    spans = fields.setdefault((field, "".join(parts)), set())
                    spans.update(zip(ends[::2], ends[1::2], strict=False))
    return {
        id_: [Match(*value, sorted(spans)) for value, spans in values.items()]
        for id_, values in spans_by_row.items()
    }
