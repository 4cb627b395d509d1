"""What a shell offers while a command line is typed: ids with a few words on each.

A completion is no place for errors: where the dataset cannot be read nothing is offered.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import typer

from bilat.database.loading import load
from bilat.dataset.models import Dataset
from bilat.errors import BilatError
from bilat.questions import names
from bilat.questions.listings import LISTINGS
from bilat.questions.query import NO_FILTERS

Offers = Iterable[tuple[str, str]]
Completion = Callable[[typer.Context, str], list[tuple[str, str]]]


def _from_dataset(offers: Callable[[Dataset], Offers]) -> Completion:
    def complete(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        try:
            return [each for each in offers(_dataset(context)) if each[0].startswith(incomplete)]
        except BilatError:
            return []

    return complete


def _dataset(context: typer.Context) -> Dataset:
    folder = context.params.get("data") or os.environ.get("BILAT_DATA")
    return load(Path(folder) if folder else None)


def _words(vocabulary: Callable[[], names.Names]) -> Completion:
    def complete(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        return [(word, "") for word in vocabulary().ids if word.startswith(incomplete)]

    return complete


def _years(dataset: Dataset) -> Iterator[tuple[str, str]]:
    years = {document.date.value[:4] for document in dataset.documents}
    return ((year, "") for year in sorted(years))


def _identifiers(dataset: Dataset) -> Offers:
    from bilat.questions import profile as show

    return show.identifiers(dataset)


region = _from_dataset(lambda dataset: ((r.id, r.official_name) for r in dataset.regions))
sector = _from_dataset(lambda dataset: ((s.id, s.name) for s in dataset.sectors))
company = _from_dataset(lambda dataset: ((c.id, c.name) for c in dataset.companies))
district = _from_dataset(lambda dataset: ((name, "") for name in names.districts(dataset).ids))
year = _from_dataset(_years)
identifier = _from_dataset(_identifiers)
status = _words(names.statuses)
form = _words(names.forms)
side = _words(names.sides)
basis = _words(names.bases)
kind = _words(names.kinds)


def columns(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The last of a comma-separated list of columns."""
    before, comma, _ = incomplete.rpartition(",")
    chosen = before.split(",")
    return [
        (f"{before}{comma}{column}", "")
        for column in _columns_of(context)
        if column not in chosen and f"{before}{comma}{column}".startswith(incomplete)
    ]


def sort_column(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """A column; what begins with a hyphen the shell takes for an option."""
    return [(column, "") for column in _columns_of(context) if column.startswith(incomplete)]


def _columns_of(context: typer.Context) -> tuple[str, ...]:
    try:
        return LISTINGS[context.command.name or ""].columns(_dataset(context), NO_FILTERS)
    except BilatError:
        return ()
