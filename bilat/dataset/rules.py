"""Rules that no single record can keep: references, unique ids, names, years, paragraphs."""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

from bilat.dataset.folder import FILES
from bilat.dataset.models import Company, Dataset, Document, Region, Sector, Trade
from bilat.dataset.yaml import Location
from bilat.text import fold

# The most unknown ids that are compared with every name to suggest one.
MAX_HINTS = 20
_MATRIX_COLUMNS = ("sector", "isic", "parents", "total")

Entry = Region | Sector | Company


class Finding(NamedTuple):
    """A broken rule: in which file of the data folder, at which value, what is wrong."""

    file: str
    at: Location
    message: str


def document_file(document: Document) -> str:
    """Return the file of the data folder that a document belongs in."""
    return f"documents/{document.id}.yaml"


def soundness(dataset: Dataset) -> list[Finding]:
    """Return where the dataset breaks a rule without which an answer could be wrong."""
    return [
        *(found for kind, entries in _catalogues(dataset) for found in _names(kind, entries)),
        *_unknown_ids(dataset),
        *_sector_levels(dataset),
        *_same_text(dataset),
        *(found for document in dataset.documents for found in _wrong_in(document, dataset)),
    ]


def tidiness(dataset: Dataset) -> list[Finding]:
    """Return what makes no answer wrong, but is still to be done or contradicts itself."""
    return [found for document in dataset.documents for found in _untidy_in(document)]


def unused(dataset: Dataset) -> list[Finding]:
    """Return the entries of the catalogues that no document speaks of.

    Where there is no document yet, nothing is unused.
    """
    used = {(kind, id_) for *_, kind, id_ in _references(dataset)}
    left_out = [fold(item.text or "") for d in dataset.documents for item in d.left_out]
    text = f" {' '.join(left_out)} "
    return [
        Finding(
            FILES[kind],
            (index, "id"),
            f"{entry.id!r} is unused; cite it in a document or remove it",
        )
        for kind, entries in _catalogues(dataset)
        for index, entry in enumerate(entries)
        if dataset.documents and (kind, entry.id) not in used
        if not (kind == "company" and any(f" {fold(name)} " in text for name in entry.names))
    ]


def _catalogues(dataset: Dataset) -> list[tuple[str, Sequence[Entry]]]:
    return [
        ("region", dataset.regions),
        ("sector", dataset.sectors),
        ("company", dataset.companies),
    ]


def _references(dataset: Dataset) -> Iterator[tuple[str, Location, str, str]]:
    """Yield where an entry of a catalogue is referred to: file, location, kind and id of entry."""
    for index, each in enumerate(dataset.sectors):
        for place, id_ in enumerate(each.parents):
            yield (FILES["sector"], (index, "parents", place), "sector", id_)
    for document in dataset.documents:
        file = document_file(document)
        yield (file, ("region",), "region", document.region)
        for index, fact in enumerate(document.cooperation):
            at = ("cooperation", index)
            yield (file, (*at, "sector"), "sector", fact.sector)
            for place, id_ in enumerate(fact.companies):
                yield (file, (*at, "companies", place), "company", id_)


def _unknown_ids(dataset: Dataset) -> Iterator[Finding]:
    catalogues = dict(_catalogues(dataset))
    known = {(kind, entry.id) for kind, entries in catalogues.items() for entry in entries}
    hints = {
        (kind, id_): "add it to its file or correct it"
        for *_, kind, id_ in _references(dataset)
        if (kind, id_) not in known
    }
    for kind, id_ in [*hints][:MAX_HINTS]:
        names = {fold(name): entry.id for entry in catalogues[kind] for name in entry.names}
        for near in get_close_matches(fold(id_), names, n=1, cutoff=0.65):
            hints[kind, id_] = f"did you mean {names[near]}?"
    for file, at, kind, id_ in _references(dataset):
        if hint := hints.get((kind, id_)):
            yield Finding(file, at, f"unknown {kind} {id_!r}; {hint}")


def _names(kind: str, entries: Sequence[Entry]) -> Iterator[Finding]:
    """Every id is used once, and no name leads to two ids."""
    file = FILES[kind]
    ids: set[str] = set()
    owners: dict[str, str] = {}
    for index, entry in enumerate(entries):
        if entry.id in ids:
            yield Finding(file, (index, "id"), f"the id {entry.id!r} is used twice; rename one")
            continue
        ids.add(entry.id)
        if kind == "region" and entry.id in _MATRIX_COLUMNS:
            message = "a column of the matrix has this name already; choose another id"
            yield Finding(file, (index, "id"), message)
        for name in entry.names:
            folded = fold(name)
            if not folded:
                yield Finding(file, (index,), f"the name {name!r} has no letter and no digit")
            elif (owner := owners.setdefault(folded, entry.id)) != entry.id:
                message = f"{name!r} is a name of {owner} and of {entry.id}"
                yield Finding(file, (index,), f"{message}; leave it to one of them")


def _sector_levels(dataset: Dataset) -> Iterator[Finding]:
    for index, each in enumerate(dataset.sectors):
        for place, id_ in enumerate(each.parents):
            if id_ in dataset.sector and dataset.sector[id_].parents:
                message = f"{id_} has a parent itself; there are two levels, not three"
                yield Finding(FILES["sector"], (index, "parents", place), message)


def _same_text(dataset: Dataset) -> Iterator[Finding]:
    known: dict[tuple[str, str], str] = {}
    for document in dataset.documents:
        first = known.setdefault((document.source.sha256, document.region), document.id)
        if first != document.id:
            message = f"the same text as {first}; keep one of them"
            yield Finding(document_file(document), ("source", "sha256"), message)


def _wrong_in(document: Document, dataset: Dataset) -> Iterator[Finding]:
    """What is wrong in a document with its id, its heads, its years and paragraphs."""
    file = document_file(document)
    id_ = f"{document.region}-{document.date.value}"
    right_id = rf"{id_}(-([2-9]|[1-9][0-9]+))?"
    if document.region in dataset.region and not re.fullmatch(right_id, document.id):
        yield Finding(file, ("id",), f"{document.id!r} should be {id_!r}, region and date")
    belarusian, regional = (
        {fold(name) for name in (head.name, *head.aliases)}
        for head in map(document.head, ("belarus", "region"))
    )
    if belarusian & regional:
        name = document.head("region").name
        yield Finding(
            file, ("participants",), f"{name} is the head of both sides; name the head of each"
        )
    ids: set[str] = set()
    cited: list[tuple[Location, int]] = [
        (("left_out", index, "paragraph"), item.paragraph)
        for index, item in enumerate(document.left_out)
    ]
    for at, fact in document.located_facts():
        if fact.id in ids:
            yield Finding(
                file, (*at, "id"), f"the id {fact.id!r} is used twice in this document; rename one"
            )
        ids.add(fact.id)
        if isinstance(fact, Trade) and fact.kind == "actual" and fact.period:
            year = int(document.date.value[:4])
            if fact.period.span.year_to > year:
                message = f"{fact.period.value} is after the meeting ({year}); is it a target?"
                yield Finding(file, (*at, "period", "value"), message)
        cited += (((*at, "paragraphs", n), each) for n, each in enumerate(fact.paragraphs))
    last = document.source.paragraphs
    for location, paragraph in cited:
        if paragraph > last:
            yield Finding(file, location, f"there is no paragraph {paragraph}; the text has {last}")


def _untidy_in(document: Document) -> Iterator[Finding]:
    """What a draft has not filled in, and paragraphs that are both left out whole and cited."""
    file = document_file(document)
    for at in _todo(document.model_dump()):
        yield Finding(file, at, "still says TODO; write what belongs here")
    cited = {paragraph for fact in document.facts for paragraph in fact.paragraphs}
    for index, item in enumerate(document.left_out):
        if item.text is None and item.paragraph in cited:
            message = f"paragraph {item.paragraph} is left out whole, but a fact cites it"
            yield Finding(file, ("left_out", index, "paragraph"), f"{message}; decide for one")


def _todo(value: Any, at: Location = ()) -> Iterator[Location]:
    if isinstance(value, str) and "TODO" in value:
        yield at
    elif isinstance(value, dict | tuple):
        for step, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _todo(each, (*at, step))
