"""Names that a person typed → ids, or an error with the nearest names."""

import json
import re
import shlex
from collections.abc import Iterable, Sequence

from bilat.database.store import Database
from bilat.errors import UsageError
from bilat.text import fold

# The kinds of things that have names; the first four go before the others.
KINDS = ("region", "sector", "company", "document", "fact", "product", "place", "project", "person")

_PLURALS = {"company": "companies", "status": "statuses", "basis": "bases"}

Names = Sequence[tuple[str, str]]  # folded names, each with the id that it leads to


def known(database: Database, kinds: Sequence[str]) -> Names:
    """Return every name of some kinds."""
    query = """
        SELECT name, id FROM names WHERE kind IN (SELECT value FROM json_each(:kinds))
        ORDER BY kind, id, name"""
    return [*database.rows(query, {"kinds": json.dumps(kinds)})]


def resolve(kind: str, text: str, names: Names) -> list[str]:
    """Return the ids that a name, or a comma-separated list of names, leads to.

    An id goes before names, and may itself have commas. A name has several ids only where texts are
    ids, such as those of products. Raises UsageError with the nearest names if there is none.
    """
    ids = {id_ for _, id_ in names}
    chosen: list[str] = []
    for part in [text] if text in ids else map(str.strip, text.split(",")):
        # A sign such as ! or - means the opposite elsewhere, and would be folded away.
        if part and not part[0].isalnum():
            raise UsageError(f"unknown {kind} {part!r}; filters cannot exclude rows; use bilat sql")
        folded = fold(part)
        matching = [part] if part in ids else [id_ for name, id_ in names if name == folded]
        if not matching:
            raise _unknown(kind, part, names)
        chosen += matching
    return chosen


def _unknown(kind: str, text: str, names: Names) -> UsageError:
    """Return the error that offers the nearest names, and all ids or what lists them."""
    ids = dict.fromkeys(id_ for _, id_ in names)
    message = f"unknown {kind} {text!r}{hint(nearest(text, names))}"
    if 0 < len(ids) <= 15:
        message += f"\n{_PLURALS.get(kind, f'{kind}s').capitalize()}: {', '.join(ids)}"
    elif ids:
        query = f"select distinct id from names where kind = '{kind}'"
        message += f"\nAll {len(ids)}: {command('sql', query)}"
    return UsageError(message)


def hint(names: Sequence[str]) -> str:
    """Return a question whether one of some names was meant; empty if there are none."""
    return f"; did you mean {' or '.join(map(repr, names))}?" if names else ""


def nearest(text: str, names: Names) -> list[str]:
    """Return what a person may have meant: names that begin so, else names that look alike.

    The id is returned if it is close itself or a text, such as the name of a person, else the name.
    If the first letter differs, all else has to be alike: Habarovsk is Khabarovsk, but `nothing` is
    no clothing.
    """
    from difflib import get_close_matches  # only errors need it

    typed = fold(text)
    if not 2 <= len(typed) <= 60:  # difflib takes long for long texts
        return []
    ids = dict(names)
    close = [name for name in ids if f" {typed}" in f" {name}"]
    alike = [name for name in ids if name[:1] == typed[0]]
    close = close or get_close_matches(typed, alike, n=3, cutoff=0.8)
    close = close or get_close_matches(typed, ids, n=3, cutoff=0.9)
    offered: dict[str, str] = {}
    for name in close:
        id_ = ids[name]
        is_text = id_ != fold(id_).replace(" ", "-")
        offered.setdefault(id_, id_ if is_text or fold(id_) in close else name)
    return [*offered.values()][:8]


# Whatever has a name

# The kinds and ids of what has a name, with a rank: some kinds go before others, an id or its last
# part before other names, and these before words of longer names.
_WITH_NAME = """
    SELECT kind, id, 3 FROM names
    WHERE kind IN ('company', 'product', 'place', 'project', 'person')
    AND instr(' ' || name || ' ', ' ' || :folded || ' ')
    AND kind IN (SELECT value FROM json_each(:kinds))
    UNION ALL
    SELECT kind, id, CASE
        WHEN kind IN ('region', 'sector', 'company', 'document') THEN 0
        WHEN substr('/' || id, -1 - length(:name)) = '/' || :name THEN 1
        ELSE 2 END
    FROM names WHERE name = :folded AND kind IN (SELECT value FROM json_each(:kinds))"""


def find(database: Database, text: str) -> tuple[str, str, Sequence[str]]:
    """Return the kind and the id of what has a name, and what to type for others that have it.

    `kind:name` names the kind. Raises UsageError if nothing has the name, with the nearest names,
    or if several things have it.
    """
    kind, _, name = text.partition(":")
    if kind not in KINDS:
        kind, name = "", text
    if not name[:1].isalnum():
        raise UsageError(f"{text!r} is not a name; a name begins with a letter or a digit")
    given = {"kinds": json.dumps([kind] if kind else KINDS), "name": name, "folded": fold(name)}
    ranks = {(of_kind, id_): rank for of_kind, id_, rank in database.rows(_WITH_NAME, given)}
    if not ranks:
        raise _unknown_name(database, kind, name)
    best = min(ranks.values())
    matching = [thing for thing, rank in ranks.items() if rank == best]
    if len(matching) > 1:
        choices = _typed(database, matching[:6])
        more = f", or one of {len(matching) - 6} more" if len(matching) > 6 else ""
        raise UsageError(f"{text!r} is ambiguous; use {' or '.join(choices)}{more}")
    others = [thing for thing, rank in ranks.items() if best < rank < 3 and thing[0] != "fact"]
    return *matching[0], _typed(database, others)


def is_found(database: Database, text: str) -> bool:
    """Return whether exactly one thing has a name."""
    try:
        return bool(find(database, text))
    except UsageError:
        return False


def _unknown_name(database: Database, kind: str, name: str) -> UsageError:
    if kind and kind != "fact":
        return _unknown(kind, name, known(database, [kind]))
    for kinds in (KINDS[:4], KINDS[4:]):
        close = nearest(name, known(database, kinds))
        if near := [other for other in close if is_found(database, other)]:
            return UsageError(f"unknown name {name!r}{hint(near)}")
    return UsageError(
        f"unknown name {name!r}"
        "\nNames: bilat regions, bilat matrix, bilat companies, bilat documents"
        "\nFacts: bilat sectors --columns id, and the same for trade and figures"
    )


def _typed(database: Database, things: Sequence[tuple[str, str]]) -> list[str]:
    """Return what to type for some kinds and ids where a name is ambiguous."""
    facts = names_by_id(database, "fact_names", (id_ for _, id_ in things))
    return [facts.get(id_) or quoted(f"{kind}:{id_}") for kind, id_ in things]


def names_by_id(database: Database, table: str, ids: Iterable[str]) -> dict[str, str]:
    """Return the names that a table has of companies, sectors or facts with some ids."""
    query = f"SELECT id, name FROM {table} WHERE id IN (SELECT value FROM json_each(:ids))"
    return dict(database.rows(query, {"ids": json.dumps([*dict.fromkeys(ids)])}))


# Commands that can be typed


def command(*words: str) -> str:
    """Return a command line of bilat as it can be typed in a shell."""
    return " ".join(("bilat", *map(quoted, words)))


def quoted(word: str) -> str:
    """Return a word as it can be typed in a shell, in double quotes if they are enough."""
    if re.fullmatch(r"[\w@%+=:,./-]+", word):
        return word
    return shlex.quote(word) if re.search(r'["$`\\!]', word) else f'"{word}"'
