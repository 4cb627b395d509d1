"""Rules that no single record can keep: references, unique ids, names, years, paragraphs."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from bilat.dataset.models import Company, Cooperation, Dataset, Document, Region, Sector, Trade
from bilat.dataset.yaml import Location
from bilat.text import fold, look, nearest

REGIONS, SECTORS, COMPANIES = "regions.yaml", "sectors.yaml", "companies.yaml"
CATALOGUES = (REGIONS, SECTORS, COMPANIES)
INFO = "dataset.yaml"
MAX_HINTS = 20
"""The most unknown ids that are compared with every name to suggest one."""
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


def soundness(dataset: Dataset, readable: frozenset[str] = frozenset(CATALOGUES)) -> list[Finding]:
    """Return where the dataset breaks a rule without which an answer could be wrong.

    `readable` names the catalogues that are valid: a reference into another one is not judged.
    """
    known = {
        name: _Known(name, entries, file in readable)
        for (file, entries), name in zip(
            _catalogues(dataset), ("region", "sector", "company"), strict=True
        )
    }
    return [
        *(found for file, entries in _catalogues(dataset) for found in _names(file, entries)),
        *_matrix_columns(dataset),
        *_sector_levels(dataset, known["sector"]),
        *_same_text(dataset),
        *(found for document in dataset.documents for found in _document(document, known)),
    ]


def tidiness(dataset: Dataset) -> list[Finding]:
    """Return what makes no answer wrong, but is doubtful or still to be done."""
    todo = [
        Finding(document_file(document), at, "still says TODO; write what belongs here")
        for document in dataset.documents
        for at in _todo(document.model_dump(mode="json"))
    ]
    return [*todo, *_look_alikes(dataset), *_left_out_whole(dataset)]


def unused(dataset: Dataset) -> list[Finding]:
    """Return the entries of the catalogues that no document speaks of.

    Where there is no document yet, nothing is unused.
    """
    if not dataset.documents:
        return []
    cooperation = [fact for document in dataset.documents for fact in document.cooperation]
    texts = (item.text or "" for document in dataset.documents for item in document.left_out)
    left_out = f" {' '.join(map(fold, texts))} "
    sectors = {fact.sector for fact in cooperation}
    used = (
        {document.region for document in dataset.documents},
        (sectors | {parent for id_ in sectors for parent in dataset.sector[id_].parents}),
        (
            {company for fact in cooperation for company in fact.companies}
            | {
                company.id
                for company in dataset.companies
                if any(f" {fold(name)} " in left_out for name in company.names)
            }
        ),
    )
    return [
        Finding(file, (index, "id"), f"{entry.id!r} is unused; cite it in a document or remove it")
        for (file, entries), ids in zip(_catalogues(dataset), used, strict=True)
        for index, entry in enumerate(entries)
        if entry.id not in ids
    ]


def _catalogues(dataset: Dataset) -> tuple[tuple[str, Sequence[Entry]], ...]:
    return (
        (REGIONS, dataset.regions),
        (SECTORS, dataset.sectors),
        (COMPANIES, dataset.companies),
    )


# Catalogues


def _names(file: str, entries: Sequence[Entry]) -> Iterator[Finding]:
    """Every id is used once, and no name leads to two ids."""
    ids: set[str] = set()
    owners: dict[str, str] = {}
    for index, entry in enumerate(entries):
        if entry.id in ids:
            yield Finding(file, (index, "id"), f"the id {entry.id!r} is used twice; rename one")
            continue
        ids.add(entry.id)
        for name in entry.names:
            folded = fold(name)
            if not folded:
                yield Finding(file, (index,), f"the name {name!r} has no letter and no digit")
            elif (owner := owners.setdefault(folded, entry.id)) != entry.id:
                message = f"{name!r} is a name of {owner} and of {entry.id}"
                yield Finding(file, (index,), f"{message}; leave it to one of them")


def _look_alikes(dataset: Dataset) -> Iterator[Finding]:
    """Names that no reader can tell apart, though a letter is Cyrillic in one of them."""
    for file, entries in _catalogues(dataset):
        seen: dict[str, tuple[str, str]] = {}
        for index, entry in enumerate(entries):
            for name in entry.names:
                id_, other = seen.setdefault(look(name), (entry.id, name))
                if id_ != entry.id and fold(name) != fold(other):
                    message = (
                        f"{name!r} looks like {other!r}, a name of {id_}, but has letters of "
                        "another script; correct one of them"
                    )
                    yield Finding(file, (index,), message)


def _matrix_columns(dataset: Dataset) -> Iterator[Finding]:
    for index, region in enumerate(dataset.regions):
        if region.id in _MATRIX_COLUMNS:
            message = "a column of the matrix has this name already; choose another id"
            yield Finding(REGIONS, (index, "id"), message)


class _Known:
    """The ids of a catalogue, and hints for those that are not in it."""

    def __init__(self, kind: str, entries: Sequence[Entry], is_readable: bool) -> None:
        self._kind = kind
        self._entries = entries
        self._ids = {entry.id for entry in entries}
        self._is_readable = is_readable
        self._hints: dict[str, str] = {}

    def problem(self, id_: str) -> str | None:
        """Return what is wrong with a reference; None where the id is known."""
        if id_ in self._ids or not self._is_readable:
            return None
        hint = "add it to its file or correct it"
        if id_ in self._hints or len(self._hints) < MAX_HINTS:
            hint = self._hints.setdefault(id_, self._hint(id_) or hint)
        return f"unknown {self._kind} {id_!r}; {hint}"

    def _hint(self, id_: str) -> str | None:
        names = ((fold(name), entry.id) for entry in self._entries for name in entry.names)
        near = nearest(id_, names)
        return f"did you mean {near[0]}?" if near else None


def _sector_levels(dataset: Dataset, known: _Known) -> Iterator[Finding]:
    for index, sector in enumerate(dataset.sectors):
        for position, parent in enumerate(sector.parents):
            at = (index, "parents", position)
            if parent == sector.id:
                yield Finding(SECTORS, at, f"{parent} is its own parent; remove it")
            elif message := known.problem(parent):
                yield Finding(SECTORS, at, message)
            elif dataset.sector[parent].parents:
                message = f"{parent} has a parent itself; there are two levels, not three"
                yield Finding(SECTORS, at, message)


# Documents


def _same_text(dataset: Dataset) -> Iterator[Finding]:
    hashes: dict[str, str] = {}
    for document in dataset.documents:
        first = hashes.setdefault(document.source.sha256, document.id)
        if first != document.id:
            message = f"the same text as {first}; keep one of them"
            yield Finding(document_file(document), ("source", "sha256"), message)


def _document(document: Document, known: dict[str, _Known]) -> Iterator[Finding]:
    for at, message in _wrong_in(document, known):
        yield Finding(document_file(document), at, message)


def _wrong_in(document: Document, known: dict[str, _Known]) -> Iterator[tuple[Location, str]]:
    """What is wrong in a document with its references, its heads, its years and paragraphs."""
    id_ = f"{document.region}-{document.date.value}"
    if message := known["region"].problem(document.region):
        yield ("region",), message
    elif not re.fullmatch(rf"{id_}(-([2-9]|[1-9][0-9]+))?", document.id):
        yield ("id",), f"{document.id!r} should be {id_!r}, region and date"
    if message := _one_head(document):
        yield ("participants",), message
    last = document.source.paragraphs
    seen: set[str] = set()
    for at, fact in document.located_facts():
        if fact.id in seen:
            yield (*at, "id"), f"the id {fact.id!r} is used twice in this document; rename one"
        seen.add(fact.id)
        for position, paragraph in enumerate(fact.paragraphs):
            if paragraph > last:
                message = f"there is no paragraph {paragraph}; the text has {last}"
                yield (*at, "paragraphs", position), message
        if isinstance(fact, Cooperation):
            if message := known["sector"].problem(fact.sector):
                yield (*at, "sector"), message
            for position, company in enumerate(fact.companies):
                if message := known["company"].problem(company):
                    yield (*at, "companies", position), message
        elif isinstance(fact, Trade) and (message := _in_the_future(fact, document)):
            yield (*at, "period", "value"), message
    for index, item in enumerate(document.left_out):
        if item.paragraph > last:
            message = f"there is no paragraph {item.paragraph}; the text has {last}"
            yield ("left_out", index, "paragraph"), message


def _one_head(document: Document) -> str | None:
    """Nobody heads both sides."""
    heads = [document.head(side) for side in ("belarus", "region")]
    one, other = ({fold(name) for name in (head.name, *head.aliases)} for head in heads)
    if one & other and "TODO" not in heads[0].name:
        return f"{heads[1].name} is the head of both sides; name the head of each"
    return None


def _in_the_future(fact: Trade, document: Document) -> str | None:
    """Nothing has happened after the meeting; a target may lie before it or after it."""
    year = int(document.date.value[:4])
    if fact.kind == "target" or fact.period is None or fact.period.span.year_to <= year:
        return None
    return f"{fact.period.value} is after the meeting ({year}); is it a target?"


def _left_out_whole(dataset: Dataset) -> Iterator[Finding]:
    """Paragraphs that are left out whole, and of which something is said nevertheless."""
    for document in dataset.documents:
        cited = {paragraph for fact in document.facts for paragraph in fact.paragraphs}
        listed = Counter(item.paragraph for item in document.left_out)
        for index, item in enumerate(document.left_out):
            if item.text is not None:
                continue
            if item.paragraph in cited:
                message = f"paragraph {item.paragraph} is left out whole, but a fact cites it"
            elif listed[item.paragraph] > 1:
                message = f"paragraph {item.paragraph} is left out whole and once more"
            else:
                continue
            at = ("left_out", index, "paragraph")
            yield Finding(document_file(document), at, f"{message}; decide for one")


def _todo(value: Any, at: Location = ()) -> Iterator[Location]:
    """Yield where a draft has not been filled in."""
    if isinstance(value, str) and "TODO" in value:
        yield at
    elif isinstance(value, dict | list):
        for step, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _todo(each, (*at, step))
