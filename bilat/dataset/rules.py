"""Rules that no single record can keep: references, unique ids, names, years, paragraphs."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from bilat.dataset.folder import FILES
from bilat.dataset.models import Dataset, Document, Trade
from bilat.dataset.yaml import Location
from bilat.text import fold

# The most unknown ids that are compared with every name to suggest one.
MAX_HINTS = 20
_MATRIX_COLUMNS = ("sector", "isic", "parents", "total")

# A broken rule: in which file of the data folder, at which value, what is wrong.
Finding = tuple[str, Location, str]


def soundness(dataset: Dataset) -> list[Finding]:
    """Return the broken rules that could make an answer wrong."""
    return [
        *_wrong_names(dataset),
        *_unknown_ids(dataset),
        *_third_levels(dataset),
        *_repeated_texts(dataset),
        *(finding for document in dataset.documents for finding in _wrong_in(document, dataset)),
    ]


def tidiness(dataset: Dataset) -> Iterator[Finding]:
    """Yield what is still to be done or contradicts itself, though no answer is wrong."""
    for document in dataset.documents:
        for at in _todo(document.model_dump()):
            yield document.file, at, "still says TODO; write what belongs here"
        cited = {number for fact in document.facts for number in fact.paragraphs}
        for index, item in enumerate(document.left_out):
            if item.text is None and item.paragraph in cited:
                message = f"paragraph {item.paragraph} is left out whole, but a fact cites it"
                at = ("left_out", index, "paragraph")
                yield document.file, at, f"{message}; decide for one"


def _todo(value: Any, at: Location = ()) -> Iterator[Location]:
    if isinstance(value, str) and "TODO" in value:
        yield at
    elif isinstance(value, dict | tuple):
        for step, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _todo(item, (*at, step))


def unused(dataset: Dataset) -> Iterator[Finding]:
    """Yield the entries of the catalogues that no document mentions, if there is a document.

    What is left out mentions companies by their names.
    """
    if not dataset.documents:
        return
    used = {(kind, id_) for *_, kind, id_ in _references(dataset)}
    left_out = [fold(item.text or "") for each in dataset.documents for item in each.left_out]
    words = f" {' '.join(left_out)} "
    for kind, entries in dataset.catalogues.items():
        for index, entry in enumerate(entries):
            is_used = (kind, entry.id) in used
            if not is_used and kind == "company":
                is_used = any(f" {fold(name)} " in words for name in entry.names)
            if not is_used:
                message = f"{entry.id!r} is unused; cite it in a document or remove it"
                yield FILES[kind], (index, "id"), message


def _references(dataset: Dataset) -> Iterator[tuple[str, Location, str, str]]:
    """Yield the file and location of every reference to an entry, and the kind and id of that."""
    for index, sector in enumerate(dataset.sectors):
        for position, id_ in enumerate(sector.parents):
            yield FILES["sector"], (index, "parents", position), "sector", id_
    for document in dataset.documents:
        yield document.file, ("region",), "region", document.region
        for index, fact in enumerate(document.cooperation):
            at = ("cooperation", index)
            yield document.file, (*at, "sector"), "sector", fact.sector
            for position, id_ in enumerate(fact.companies):
                yield document.file, (*at, "companies", position), "company", id_


def _unknown_ids(dataset: Dataset) -> Iterator[Finding]:
    catalogues = dataset.catalogues.items()
    known = {(kind, entry.id) for kind, entries in catalogues for entry in entries}
    ids = {
        kind: {fold(name): entry.id for entry in entries for name in entry.names}
        for kind, entries in catalogues
    }
    unknown = [reference for reference in _references(dataset) if reference[2:] not in known]
    for number, (file, at, kind, id_) in enumerate(unknown):
        hint = f"add it to {FILES[kind]} or correct it"
        if number < MAX_HINTS and (near := get_close_matches(fold(id_), ids[kind], 1, 0.65)):
            hint = f"did you mean {ids[kind][near[0]]!r}?"
        yield file, at, f"unknown {kind} {id_!r}; {hint}"


def _wrong_names(dataset: Dataset) -> Iterator[Finding]:
    """Yield the entries with a name that cannot be found, or that something before them has."""
    for kind, entries in dataset.catalogues.items():
        owners: dict[str, int] = {}
        for index, entry in enumerate(entries):
            if kind == "region" and entry.id in _MATRIX_COLUMNS:
                message = "a column of the matrix has this name already; choose another id"
                yield FILES[kind], (index, "id"), message
            for name in entry.names:
                if not fold(name):
                    yield FILES[kind], (index,), f"{name!r} has no letter or digit; correct it"
                owner = owners.setdefault(fold(name), index)
                if owner != index:
                    message = f"{name!r} is already a name of [{owner}], {entries[owner].id!r}"
                    yield FILES[kind], (index,), f"{message}; leave it to one of them"


def _third_levels(dataset: Dataset) -> Iterator[Finding]:
    children = {sector.id for sector in dataset.sectors if sector.parents}
    for file, at, _, id_ in _references(dataset):
        if file == FILES["sector"] and id_ in children:
            yield file, at, f"{id_} has a parent itself; there are two levels, not three"


def _repeated_texts(dataset: Dataset) -> Iterator[Finding]:
    ids: dict[tuple[str, str], str] = {}
    for document in dataset.documents:
        first = ids.setdefault((document.source.sha256, document.region), document.id)
        if first != document.id:
            message = f"the same text as {first}; keep one of them"
            yield document.file, ("source", "sha256"), message


def _wrong_in(document: Document, dataset: Dataset) -> Iterator[Finding]:
    """Yield what is wrong with the id, the heads, the years and the paragraphs of a document."""
    file = document.file
    id_ = f"{document.region}-{document.date.value}"
    right_id = rf"{id_}(-([2-9]|[1-9][0-9]+))?"
    if document.region in dataset.region and not re.fullmatch(right_id, document.id):
        yield file, ("id",), f"{document.id!r} should be {id_!r}, region and date"
    heads = [document.head("belarus"), document.head("region")]
    belarusian, regional = ({fold(name) for name in (head.name, *head.aliases)} for head in heads)
    if belarusian & regional:
        message = f"{heads[1].name} is the head of both sides; name the head of each"
        yield file, ("participants",), message
    ids: set[str] = set()
    cited: list[tuple[Location, int]] = []
    for at, fact in document.located_facts():
        if fact.id in ids:
            message = f"the id {fact.id!r} is used twice in this document; rename one"
            yield file, (*at, "id"), message
        ids.add(fact.id)
        if isinstance(fact, Trade) and fact.kind == "actual" and fact.period:
            year = int(document.date.value[:4])
            if fact.period.span.year_to > year:
                message = f"{fact.period.value} is after the meeting ({year}); is it a target?"
                yield file, (*at, "period", "value"), message
        cited += (((*at, "paragraphs", n), number) for n, number in enumerate(fact.paragraphs))
    for index, item in enumerate(document.left_out):
        cited.append((("left_out", index, "paragraph"), item.paragraph))
    last = document.source.paragraphs
    for location, number in cited:
        if number > last:
            yield file, location, f"there is no paragraph {number}; the text has {last}"
