"""TEXT: the words that a row must have, as conditions on the full-text indexes.

SQLite's FTS5 does it. A word is found in any English inflection by the index with the porter
stemmer; `word*`, a beginning, by the one without, since porter stems beginnings to nothing.
"""

from typing import NamedTuple

from bilat.database.schema import EXACT, INFLECTED
from bilat.errors import UsageError
from bilat.text import fold, singular


class Search(NamedTuple):
    """Conditions on the rows of a listing, and the values of their parameters."""

    conditions: list[str]
    values: dict[str, str]


def search(text: str, table: str) -> Search:
    """What holds for the rows of a table that have every word of a text, in any order.

    Raises UsageError for a word without letter or digit.
    """
    conditions, values = [], {}
    for place, word in enumerate(text.split()):
        name = f"word{place}"
        suffix, values[name] = _matching(word)
        conditions.append(_condition(table, suffix, name))
    return Search(conditions, values)


def _matching(word: str) -> tuple[str, str]:
    """The index that finds a word, and the word as FTS5 takes it."""
    folded = singular(fold(word))
    if not folded:
        raise UsageError(f"{word!r} has no letter and no digit; nothing can be looked for")
    if word[0] in "!-":
        raise UsageError(
            f"{word!r} begins with a sign, but there is no negation\n"
            "To leave rows out: bilat sql \"select * from sectors where summary not like '%...%'\""
        )
    return (
        (EXACT.suffix, f'"{folded}" *') if word.endswith("*") else (INFLECTED.suffix, f'"{folded}"')
    )


def _condition(table: str, suffix: str, name: str) -> str:
    def matching(of: str, columns: str = "") -> str:
        match = f"'{columns}' || :{name}" if columns else f":{name}"
        return f"(SELECT rowid FROM {of}_{suffix} WHERE {of}_{suffix} MATCH {match})"

    if table == "companies":  # of its records only what its row shows: region, sector, status
        named = f"SELECT company FROM named WHERE place IN {matching('sectors', '{names} : ')}"
        return f"company.rowid IN {matching(table)} OR company.id IN ({named})"
    rowid = "region.rowid" if table == "regions" else "rowid"
    return f"{rowid} IN {matching(table)}"
