"""What a shell offers while a command line is typed: ids and words, each with a description.

If the dataset cannot be read, nothing is offered: a completion is no place for errors.
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

# A person also goes by a surname, unless several persons have it.
_WORDS = """
    SELECT iif(kind = 'person', name, id) AS word, kind FROM names
    WHERE kind IN (SELECT value FROM json_each(:kinds))
    GROUP BY kind, word HAVING count(DISTINCT id) = 1
    UNION ALL SELECT name, 'fact' FROM fact_names
    WHERE 'fact' IN (SELECT value FROM json_each(:kinds))"""


def _completion(offers: Callable[[Database, typer.Context, str], Offers]) -> Completion:
    """Return what completes the last item of a comma-separated list.

    `offers` gets the database, the context and the beginning of the item.
    """

    def complete(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        before, comma, item = incomplete.rpartition(",")
        folder = context.params.get("data")
        words: dict[str, str] = {}
        try:
            database = Database(Path(folder) if folder else None)
            for word, about in offers(database, context, item):
                # Some shells evaluate what they are offered, so that a name in a data folder could
                # run a command; a name that is not one plain word is found with hyphens, too.
                if not re.fullmatch(r"[\w.:/+-]+", word):
                    word = fold(word).replace(" ", "-")
                if word.lower().startswith(item.lower()) and word not in before.split(","):
                    completed = item + word[len(item) :]  # shells compare letters with their case
                    words.setdefault(before + comma + completed, re.sub(r"[^\w ,.-]+", " ", about))
        except BilatError:
            return []
        return [*words.items()]

    return complete


@_completion
def name(database: Database, context: typer.Context, beginning: str) -> Offers:
    """Offer everything that can be shown; facts only once something is typed."""
    return _named(database, [kind for kind in names.KINDS if beginning or kind != "fact"])


@_completion
def columns(database: Database, context: typer.Context, beginning: str) -> Offers:
    """Offer the columns of the listing that is typed."""
    question = listings.make_question(database, context.command.name or "")
    return [(column.name, column.description) for column in listings.columns_of(database, question)]


def of_filter(filter_: Filter) -> Completion:
    """Return what completes the values of a filter."""

    @_completion
    def complete(database: Database, context: typer.Context, beginning: str) -> Offers:
        yield from ((name, word.meaning) for name, word in filter_.words.items())
        if filter_.name == "year":
            yield from ((str(year), "") for year in years_of_meetings(database))
        yield from _named(database, [filter_.noun or filter_.name])

    return complete


def _named(database: Database, kinds: Sequence[str]) -> Offers:
    """Return what is typed for the things of some kinds, with their kind."""
    return database.rows(_WORDS, {"kinds": json.dumps(kinds)})
