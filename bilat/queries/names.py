"""What a person typed → an id, or the nearest names. Forgiving, never guessing."""

from collections.abc import Iterable

from bilat.database.store import Database
from bilat.errors import UsageError
from bilat.text import fold, nearest
from bilat.vocabulary import Vocabulary

SHORT_LIST = 15
"""How many ids are named in full where a name is not known."""

_MOST_NEAR = 8
"""How many names are offered that have the words typed in them."""

_ELSEWHERE = {
    "basis": ("trade", "basis"),
    "kind": ("trade", "kind"),
    "speaker": ("sectors", "stated_by"),
}
"""Where a kind of thing stands in SQL, if not in a column of that name of the records."""
_IN_LISTS = ("company", "form", "product", "place", "project")
"""What a record may have several of."""

LISTED_BY = {
    "region": "regions",
    "district": "regions --columns federal_district",
    "sector": "matrix",
    "company": "companies",
    "document": "documents",
    "product": "sectors --columns products",
    "place": "sectors --columns places",
    "project": "sectors --columns projects",
}
"""The command that lists the things of a kind."""
_PLURALS = {"company": "Companies", "status": "Statuses", "basis": "Bases"}


def resolve(database: Database, kind: str, text: str) -> str:
    """The id of the thing of a kind that goes by a name; an id as it is goes before all names.

    Raises UsageError with the nearest names, and all of them where they are few, where none does.
    """
    _check_sign(kind, text)
    found = database.one(
        "SELECT id FROM names WHERE kind = :kind AND name = :name ORDER BY id <> :text LIMIT 1",
        {"kind": kind, "name": fold(text), "text": text},
    )
    if found is None:
        raise UsageError(_unknown(kind, text, known(database, kind), LISTED_BY.get(kind)))
    return str(found[0])


def resolve_all(database: Database, kind: str, text: str) -> list[str]:
    """The ids that go by a name, of things whose spellings may differ; one as it is stands alone.

    Raises UsageError as `resolve` does.
    """
    if resolve(database, kind, text) == text:
        return [text]
    query = "SELECT id FROM names WHERE kind = :kind AND name = :name"
    return [id_ for (id_,) in database.rows(query, {"kind": kind, "name": fold(text)})]


def known(database: Database, kind: str) -> list[tuple[str, str]]:
    """Every folded name of the things of a kind with the id that it leads to."""
    query = "SELECT name, id FROM names WHERE kind = :kind ORDER BY id, name"
    return [(name, id_) for name, id_ in database.rows(query, {"kind": kind})]


def words(kind: str, vocabulary: Vocabulary, text: str) -> list[str]:
    """The words of a vocabulary in a text, with commas between.

    Raises UsageError with the nearest words where one is not known.
    """
    return [_word(kind, vocabulary, each) for each in text.split(",")]


def _word(kind: str, vocabulary: Vocabulary, text: str) -> str:
    _check_sign(kind, text)
    folded = {fold(word): word for word in vocabulary}
    if (word := folded.get(fold(text))) is None:
        raise UsageError(_unknown(kind, text, [*folded.items()], None))
    return word


def _check_sign(kind: str, text: str) -> None:
    """A leading ! or - would mean the opposite elsewhere, and must not be folded away."""
    if text.strip() and not text.strip()[0].isalnum():
        raise UsageError(
            f"no {kind} goes by the name {text!r}; filters have no negation.\n"
            f'To leave rows out: bilat sql "select * from {_without(kind, fold(text))}"'
        )


def _without(kind: str, name: str) -> str:
    """What selects the rows that do not have a name, or the rows of no region where it is empty."""
    if not name:
        return "sectors where region <> 'irkutsk'"
    word = name.replace(" ", "-")
    if kind in ("product", "place", "project"):
        return f"sectors where {kind}s not like '%{name}%'"
    if kind in _IN_LISTS:
        return f"sectors where {_PLURALS.get(kind, f'{kind}s').lower()} not like '%{word}%'"
    if kind == "scope":
        return f"sectors where scope is {'not ' if name == 'region' else ''}null"
    if kind == "district":  # the names of districts have capitals and spaces
        return f"regions where federal_district not like '{name}'"
    table, column = _ELSEWHERE.get(kind, ("sectors", kind))
    return f"{table} where {column} {'is not' if kind == 'side' else '<>'} '{word}'"


def _unknown(kind: str, text: str, names: Iterable[tuple[str, str]], listed_by: str | None) -> str:
    names = list(names)
    begun = [id_ for name, id_ in names if f" {fold(text)}" in f" {name}"] if fold(text) else []
    near = list(dict.fromkeys(begun))[:_MOST_NEAR] or nearest(text, names)
    message = f"no {kind} goes by the name {text!r}"
    if "," in text:
        message += "; for several, repeat the option"
    message += f"; did you mean {' or '.join(near)}?" if near else ""
    ids = list(dict.fromkeys(id_ for _, id_ in names))
    if 0 < len(ids) <= SHORT_LIST:
        plural = _PLURALS.get(kind, f"{kind}s".capitalize())
        message += f"\n{plural}: {', '.join(ids)}"
    elif ids and listed_by:
        message += f"\nAll {len(ids)}: bilat {listed_by}"
    return message
