"""What a shell offers while a command line is typed: ids and words, each with a description.

Where the dataset cannot be read nothing is offered: a completion is no place for errors.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import typer

from bilat.database.store import Database
from bilat.errors import BilatError
from bilat.queries import listings, names
from bilat.queries.filters import Filter, years_of_meetings
from bilat.text import fold

Offers = Iterable[tuple[str, str]]
Completion = Callable[[typer.Context, str], list[tuple[str, str]]]

_NAMED = """
    SELECT DISTINCT kind, id, name FROM names
    WHERE kind IN (SELECT value FROM json_each(:kinds))
    AND substr(name, 1, length(:beginning)) = :beginning
    AND (kind <> 'person' OR name NOT IN (  -- a surname of several people names none of them
        SELECT name FROM names WHERE kind = 'person' GROUP BY name HAVING count(*) > 1))"""
_WORD = r"[\w.:/+-]+"
_OBEYED = r"[^\w ,.-]+"


def _completion(offers: Callable[[Database, typer.Context, str], Offers]) -> Completion:
    """Return what completes the last item of a comma-separated list.

    `offers` gets the database, the context and the beginning of the item, folded.
    """

    def complete(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        before, comma, item = incomplete.rpartition(",")
        folder = context.params.get("data")
        try:
            database = Database(Path(folder) if folder else None)
            found = _matching(offers(database, context, fold(item)), item)
        except BilatError:
            return []
        chosen = before.split(",")
        return [(f"{before}{comma}{word}", about) for word, about in found if word not in chosen]

    return complete


@_completion
def name(database: Database, context: typer.Context, beginning: str) -> Offers:
    """Offer everything that can be shown; facts only once something is typed."""
    every = (*names.KINDS, *names.OTHER_KINDS)
    return _named(database, [kind for kind in every if beginning or "fact" not in kind], beginning)


@_completion
def columns(database: Database, context: typer.Context, beginning: str) -> Offers:
    """Offer the columns of the listing that is typed."""
    question = listings.make_question(database, context.command.name or "")
    return [(each.name, each.description) for each in listings.columns_of(database, question)]


def of_filter(filter_: Filter) -> Completion:
    """Return what completes the values of a filter."""

    @_completion
    def complete(database: Database, context: typer.Context, beginning: str) -> Offers:
        yield from ((word, about.meaning) for word, about in filter_.words.items())
        if filter_.name == "year":
            yield from ((str(year), "") for year in years_of_meetings(database))
        yield from _named(database, [filter_.noun or filter_.name], beginning)

    return complete


def _named(database: Database, kinds: Sequence[str], beginning: str) -> Offers:
    """Yield what is typed for the things of some kinds, with their kind."""
    found = [*database.rows(_NAMED, {"kinds": json.dumps(kinds), "beginning": beginning})]
    short = names.fact_names(database, (id_ for kind, id_, _ in found if kind == "short fact"))
    for kind, id_, folded in found:
        word: str = folded if kind == "person" else id_  # a surname is a name of a person
        yield short.get(word, word), kind.removeprefix("short ")


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
    return [*found.items()]
