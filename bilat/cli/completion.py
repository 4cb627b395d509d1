"""What a shell offers while a command line is typed: ids and words, each with a description.

Where the dataset cannot be read nothing is offered: a completion is no place for errors.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import typer

from bilat.database.store import Database
from bilat.errors import BilatError
from bilat.queries import listings, names
from bilat.queries.filters import Filter, years_of_meetings
from bilat.text import fold

Offers = Iterable[tuple[str, str]]
Completion = Callable[..., list[tuple[str, str]]]
"""Typer gives it what its parameters ask for: the context, the beginning of the word."""

_NAMED = """
    SELECT DISTINCT kind, id, name, coalesce(about, kind) FROM names LEFT JOIN (
        SELECT 'region' AS kind, id, official_name AS about FROM regions
        UNION ALL SELECT 'sector', id, name FROM sector_catalogue
        UNION ALL SELECT 'company', id, name FROM companies
    ) USING (kind, id)
    WHERE kind IN (SELECT value FROM json_each(:kinds))
    AND substr(name, 1, length(:beginning)) = :beginning
    AND (kind <> 'person' OR name NOT IN (  -- a surname of several people names none of them
        SELECT name FROM names WHERE kind = 'person' GROUP BY name HAVING count(*) > 1))"""
_SHOWN = (
    *("region", "sector", "company", "document", "fact", "short fact"),
    *("person", "product", "place", "project"),
)
_WORD = r"[\w.:/+-]+"
_OBEYED = r"[^\w ,.-]+"


def of_filter(filter_: Filter) -> Completion:
    """Return what completes the values of a filter."""

    def offers(database: Database, beginning: str) -> Offers:
        yield from ((word, about.meaning) for word, about in filter_.words.items())
        if filter_.kind == "year":
            yield from ((str(year), "") for year in years_of_meetings(database))
        elif filter_.kind:
            yield from _named(database, [filter_.kind], beginning)

    return _from_dataset(offers)


def of_words(words: Mapping[str, str]) -> Completion:
    """Return what completes one of some words, each with its description."""

    def complete(incomplete: str) -> list[tuple[str, str]]:
        return _matching(words.items(), incomplete)

    return complete


def name(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return everything that can be shown and begins so; facts only once something is typed."""
    kinds = [kind for kind in _SHOWN if incomplete or "fact" not in kind]
    return _from_dataset(lambda database, beginning: _named(database, kinds, beginning))(
        context, incomplete
    )


def columns(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return what completes the last of a comma-separated list of columns."""

    def offers(database: Database, _: str) -> Offers:
        question = listings.question(database, context.command.name or "")
        for column in listings.columns_of(database, question):
            yield column.name, column.description

    return _from_dataset(offers)(context, incomplete)


def _from_dataset(offers: Callable[[Database, str], Offers]) -> Completion:
    """Return what completes the last item of a comma-separated list from the dataset."""

    def complete(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        before, comma, item = incomplete.rpartition(",")
        folder = context.params.get("data")
        try:
            database = Database(Path(folder) if folder else None)
            found = _matching(offers(database, fold(item)), item)
        except BilatError:
            return []
        chosen = before.split(",")
        return [(f"{before}{comma}{word}", about) for word, about in found if word not in chosen]

    return complete


def _named(database: Database, kinds: Iterable[str], beginning: str) -> Offers:
    """Yield what is typed for the things of some kinds; `beginning` is folded."""
    given = {"kinds": json.dumps(list(kinds)), "beginning": beginning}
    found = list(database.rows(_NAMED, given))
    short = names.fact_names(database, (id_ for kind, id_, *_ in found if kind == "short fact"))
    for kind, id_, folded, about in found:
        if kind == "short fact":
            yield short[id_], "fact"
        else:
            yield folded if kind == "person" else id_, about  # a surname is a name of a person


def _matching(offers: Offers, incomplete: str) -> list[tuple[str, str]]:
    """Return the offers that begin so, in the case that was typed: shells compare letters.

    Some shells evaluate what they are offered, so that a name in a data folder could run a command;
    names that are not one plain word are offered with hyphens, which finds them too.
    """
    found: dict[str, str] = {}
    for value, about in offers:
        word = value if re.fullmatch(_WORD, value) else fold(value).replace(" ", "-")
        if word.lower().startswith(incomplete.lower()):
            found.setdefault(incomplete + word[len(incomplete) :], re.sub(_OBEYED, " ", about))
    return list(found.items())
