"""TEXT: the words that a row must have, as conditions on the full-text tables.

FTS5 does it. A word is found in any English inflection by the table with the porter stemmer;
`word*`, a prefix, by the one without, because porter stems prefixes to nothing.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from bilat.database.schema import SEARCHED
from bilat.database.store import Database
from bilat.errors import UsageError
from bilat.queries import names
from bilat.text import fold

MOST_WORDS = 100  # SQLite limits the depth of a condition

# Inflections that the porter stemmer does not join.
_IRREGULAR = {
    word: forms.split()
    for forms in (
        *("fall fell fallen", "rise rose risen", "grow grew grown growth", "shrink shrank shrunk"),
        *("buy bought", "sell sold", "make made", "build built"),
    )
    for word in forms.split()
}
_SHOWN_OF_RECORDS = ("region", "sector")
"""What the table of the companies shows of their records."""
_PLURAL = re.compile(r"(bus|gas)(?:s?es)?$")


class Word(NamedTuple):
    """A word of TEXT: the suffix of the full-text table that finds it, and the query for it."""

    suffix: str
    query: str


def words(text: str) -> list[Word]:
    """Return the words of a text; UsageError for what cannot be searched for."""
    typed = text.split()
    if len(typed) > MOST_WORDS:
        raise UsageError(f"TEXT has {len(typed)} words; use at most {MOST_WORDS}")
    return [_word(each) for each in typed]


def _word(typed: str) -> Word:
    if not fold(names.checked(typed)):
        raise UsageError(f"{typed!r} has no letter and no digit, so it cannot be searched for")
    if typed[0] in "!-\u2013\u2014":
        raise UsageError(f"{typed!r} begins with a sign; TEXT cannot exclude rows, bilat sql can")
    plain = re.sub('["\\0]', " ", unicodedata.normalize("NFC", typed)).lower()
    if plain.endswith("*"):
        return Word("fts_exact", f'"{plain}" *')
    return Word("fts", " OR ".join(f'"{form}"' for form in _forms(plain)))


def _forms(word: str) -> list[str]:
    """A word with the inflections of it that FTS5 takes for other words."""
    bare = word.strip(".,;:!?()[]'")
    if found := _PLURAL.search(bare):
        stem = bare[: found.end(1)]
        return [stem, f"{stem}es"]
    # Most people type the Russian letter yo as ye.
    yo = (f"{word[:place]}ё{word[place + 1 :]}" for place, each in enumerate(word) if each == "е")
    return [*_IRREGULAR.get(bare, [word]), *yo]


def conditions(text: str, table: str) -> tuple[list[str], dict[str, str]]:
    """Return what holds for the rows of a table that have every word of a text, in any order.

    The second value has the parameters of these conditions.
    """
    found, values = [], {}
    for place, (suffix, query) in enumerate(words(text)):
        name = f"word{place}"
        values[name] = query
        found.append(_condition(table, suffix, name))
    return found, values


def _condition(table: str, suffix: str, name: str) -> str:
    def matching(of: str, match: str) -> str:
        return f"(SELECT rowid FROM {of}_{suffix} WHERE {of}_{suffix} MATCH {match})"

    if table == "companies":  # also what its row shows of its records
        match = f"'{{{' '.join(_SHOWN_OF_RECORDS)}}} : (' || :{name} || ')'"
        records = (
            "SELECT link.value FROM sectors JOIN sectors_companies AS link USING (id) "
            f"WHERE sectors.rowid IN {matching('sectors', match)}"
        )
        return f"company.rowid IN {matching(table, f':{name}')} OR company.id IN ({records})"
    rowid = "region.rowid" if table == "regions" else "rowid"
    return f"{rowid} IN {matching(table, f':{name}')}"


class Match(NamedTuple):
    """A field of a row that has words of TEXT."""

    field: str  # the column of the full-text table
    text: str  # the value of the field or, of several values, the first with a match
    spans: Sequence[tuple[int, int]]  # where the matches begin and end in the text


_BEGIN, _END = "\x01", "\x02"  # no YAML has them
_MARKS = re.compile(f"{_BEGIN}(.*?){_END}", re.DOTALL)


def matches(
    database: Database, table: str, text: str, ids: Iterable[str]
) -> dict[str, list[Match]]:
    """Return for rows of a table the fields that have words of a text, in the fields' order."""
    found: dict[str, dict[str, Match]] = {}
    given = {"ids": json.dumps([*ids])}
    for suffix in ("fts", "fts_exact"):
        queries = [f"({word.query})" for word in words(text) if word.suffix == suffix]
        if queries:
            given["query"] = " OR ".join(queries)
            _add_matches(database, found, table, suffix, SEARCHED[table], given)
            if table == "companies":
                _add_matches(database, found, "sectors", suffix, _SHOWN_OF_RECORDS, given)
    fields = {field: None for fields in SEARCHED.values() for field in fields}
    return {id_: [row[each] for each in fields if each in row] for id_, row in found.items()}


def _add_matches(
    database: Database,
    found: dict[str, dict[str, Match]],
    table: str,
    suffix: str,
    fields: Sequence[str],
    given: Mapping[str, str],
) -> None:
    """Add the matches in some fields of a table; those of records to the companies they name."""
    full_text = f"{table}_{suffix}"
    marked = ", ".join(
        f"highlight({full_text}, {SEARCHED[table].index(field)}, '{_BEGIN}', '{_END}')"
        for field in fields
    )
    of_companies = table == "sectors" and fields == _SHOWN_OF_RECORDS
    link = "JOIN sectors_companies AS link USING (id)" if of_companies else ""
    query = f"""
        SELECT {"link.value" if of_companies else f"{table}.id"} AS row, {marked} FROM {full_text}
        JOIN {table} ON {table}.rowid = {full_text}.rowid {link}
        WHERE {full_text} MATCH '{{{" ".join(fields)}}} : (' || :query || ')'
        AND row IN (SELECT value FROM json_each(:ids))"""
    for id_, *values in database.rows(query, given):
        row = found.setdefault(id_, {})
        for field, value in zip(fields, values, strict=True):
            if value and _BEGIN in value:
                match = _match(field, value)
                known = row.setdefault(field, match)
                if known.text == match.text:
                    row[field] = match._replace(spans=sorted({*known.spans, *match.spans}))


def _match(field: str, marked: str) -> Match:
    value = next(line for line in marked.split("\n") if _BEGIN in line)
    return Match(field, _MARKS.sub(r"\1", value), [*_spans(value)])


def _spans(marked: str) -> Iterator[tuple[int, int]]:
    for place, found in enumerate(_MARKS.finditer(marked)):
        start = found.start() - 2 * place
        yield start, start + len(found[1])
