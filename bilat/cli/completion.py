"""What a shell offers while a command line is typed: ids with a few words on each.

A completion is no place for errors: where the dataset cannot be read nothing is offered.
"""

import os
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import typer

from bilat.database.store import Database
from bilat.errors import BilatError
from bilat.text import fold
from bilat.queries import listings
from bilat.queries.filters import Filter
from bilat.queries.values import years_of_meetings

Offers = Iterable[tuple[str, str]]
Completion = Callable[..., list[tuple[str, str]]]
"""Typer gives it what its parameters ask for: the context, the beginning of the word."""

_CATALOGUES = {
    "region": "SELECT id, official_name FROM regions",
    "sector": "SELECT id, name FROM sector_catalogue",
    "company": "SELECT id, name FROM companies",
}
"""What is offered of a kind, with a description; of others their ids."""


def _from_dataset(offers: Callable[[Database, str], Offers]) -> Completion:
    def complete(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        try:
            found = [_harmless(*each) for each in offers(_database(context), incomplete)]
        except BilatError:
            return []
        return [each for each in found if each[0].startswith(incomplete)]

    return complete


_WORD = r"[\w.:/+-]+"
_OBEYED = r"[^\w ,.-]+"


def _harmless(value: str, about: str) -> tuple[str, str]:
    """What a shell takes as one word and does not obey; names are as forgiving as that.

    Some shells evaluate what they are offered, so that a name in a data folder could run a command.
    """
    word = value if re.fullmatch(_WORD, value) else fold(value).replace(" ", "-")
    return word, re.sub(_OBEYED, " ", about)


def _database(context: typer.Context) -> Database:
    folder = context.params.get("data") or os.environ.get("BILAT_DATA")
    return Database(Path(folder) if folder else None)


def of_filter(filter_: Filter) -> Completion:
    """What completes the values of a filter."""
    if filter_.words:
        return of_words({word: about.meaning for word, about in filter_.words.items()})
    if filter_.kind == "year":
        return _from_dataset(
            lambda database, _: ((str(year), "") for year in years_of_meetings(database))
        )
    query = _CATALOGUES.get(
        filter_.kind, f"SELECT DISTINCT id, '' FROM names WHERE kind = '{filter_.kind}'"
    )
    return _from_dataset(lambda database, _: ((id_, about) for id_, about in database.rows(query)))


def of_words(words: Mapping[str, str]) -> Completion:
    """What completes one of some words, or the last of several with commas, each described."""

    def complete(incomplete: str) -> list[tuple[str, str]]:
        return _last_of_list([_harmless(*each) for each in words.items()], incomplete)

    return complete


def _last_of_list(offers: Offers, incomplete: str) -> list[tuple[str, str]]:
    """What completes the last item of a comma-separated list; none is offered twice."""
    before, comma, _ = incomplete.rpartition(",")
    chosen = before.split(",")
    return [
        (f"{before}{comma}{word}", about)
        for word, about in offers
        if word not in chosen and f"{before}{comma}{word}".startswith(incomplete)
    ]


def _identifiers(database: Database, beginning: str) -> Offers:
    from bilat.queries import find

    return find.identifiers(database, beginning)


identifier = _from_dataset(_identifiers)


def columns(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The last of a comma-separated list of columns."""
    return _last_of_list(_columns_of(context), incomplete)


def sort_column(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """A column; what begins with a hyphen the shell takes for an option."""
    return [each for each in _columns_of(context) if each[0].startswith(incomplete)]


def _columns_of(context: typer.Context) -> list[tuple[str, str]]:
    try:
        database = _database(context)
        asked = listings.question(database, context.command.name or "")
        columns = listings.columns_of(database, asked)
        return [_harmless(column.name, column.description) for column in columns]
    except BilatError:
        return []
