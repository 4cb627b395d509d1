"""Rules that no single record can keep: references, unique ids, names, years, paragraphs."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

from bilat.dataset.models import Company, Cooperation, Dataset, Document, Region, Sector, Trade
from bilat.dataset.yaml import Location
from bilat.text import fold, look

REGIONS, SECTORS, COMPANIES = "regions.yaml", "sectors.yaml", "companies.yaml"
CATALOGUES = (REGIONS, SECTORS, COMPANIES)
INFO = "dataset.yaml"
# The most unknown ids that are compared with every name to suggest one.
MAX_HINTS = 20
_MATRIX_COLUMNS = ("sector", "isic", "parents", "total")

Entry = Region | Sector | Company
# Returns what is wrong with an id; None where it is known.
Reference = Callable[[str], str | None]


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
    region, sector, company = (
        _reference(kind, entries) if file in readable else lambda _: None
        for kind, (file, entries) in zip(
            ("region", "sector", "company"), _catalogues(dataset), strict=True
        )
    )
    return [
        *(found for file, entries in _catalogues(dataset) for found in _names(file, entries)),
        *_sector_levels(dataset, sector),
        *_same_text(dataset),
        *(
            Finding(document_file(document), at, message)
            for document in dataset.documents
            for at, message in _wrong_in(document, region, sector, company)
        ),
    ]


def tidiness(dataset: Dataset) -> list[Finding]:
    """Return what makes no answer wrong, but is doubtful or still to be done."""
    return [
        *(
            Finding(document_file(document), at, message)
            for document in dataset.documents
            for at, message in (*_todo(document.model_dump()), *_left_out_whole(document))
        ),
        *_look_alikes(dataset),
    ]


def unused(dataset: Dataset) -> list[Finding]:
    """Return the entries of the catalogues that no document speaks of.

    Where there is no document yet, nothing is unused.
    """
    if not dataset.documents:
        return []
    cooperation = [fact for document in dataset.documents for fact in document.cooperation]
    sectors = {fact.sector for fact in cooperation}
    left_out = " ".join(fold(item.text or "") for d in dataset.documents for item in d.left_out)
    used = {
        REGIONS: {document.region for document in dataset.documents},
        SECTORS: sectors.union(*(dataset.sector[id_].parents for id_ in sectors)),
        COMPANIES: {company for fact in cooperation for company in fact.companies}.union(
            company.id
            for company in dataset.companies
            if any(f" {fold(name)} " in f" {left_out} " for name in company.names)
        ),
    }
    return [
        Finding(file, (index, "id"), f"{entry.id!r} is unused; cite it in a document or remove it")
        for file, entries in _catalogues(dataset)
        for index, entry in enumerate(entries)
        if entry.id not in used[file]
    ]


def _catalogues(dataset: Dataset) -> tuple[tuple[str, Sequence[Entry]], ...]:
    return (
        (REGIONS, dataset.regions),
        (SECTORS, dataset.sectors),
        (COMPANIES, dataset.companies),
    )


def _reference(kind: str, entries: Sequence[Entry]) -> Reference:
    ids = {entry.id for entry in entries}
    hints: dict[str, str] = {}

    def problem(id_: str) -> str | None:
        if id_ in ids:
            return None
        if id_ not in hints:
            hints[id_] = "add it to its file or correct it"
            if len(hints) <= MAX_HINTS:
                names = {fold(name): entry.id for entry in entries for name in entry.names}
                for near in get_close_matches(fold(id_), names, n=1, cutoff=0.65):
                    hints[id_] = f"did you mean {names[near]}?"
        return f"unknown {kind} {id_!r}; {hints[id_]}"

    return problem


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
        if file == REGIONS and entry.id in _MATRIX_COLUMNS:
            message = "a column of the matrix has this name already; choose another id"
            yield Finding(file, (index, "id"), message)
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
                    message = f"{name!r} looks like {other!r}, a name of {id_}, but has letters of"
                    message += " another script; correct one of them"
                    yield Finding(file, (index,), message)


def _sector_levels(dataset: Dataset, sector: Reference) -> Iterator[Finding]:
    for index, each in enumerate(dataset.sectors):
        for position, parent in enumerate(each.parents):
            if parent == each.id:
                message: str | None = f"{parent} is its own parent; remove it"
            elif not (message := sector(parent)) and dataset.sector[parent].parents:
                message = f"{parent} has a parent itself; there are two levels, not three"
            if message:
                yield Finding(SECTORS, (index, "parents", position), message)


# Documents


def _same_text(dataset: Dataset) -> Iterator[Finding]:
    hashes: dict[str, str] = {}
    for document in dataset.documents:
        first = hashes.setdefault(document.source.sha256, document.id)
        if first != document.id:
            message = f"the same text as {first}; keep one of them"
            yield Finding(document_file(document), ("source", "sha256"), message)


def _wrong_in(
    document: Document, region: Reference, sector: Reference, company: Reference
) -> Iterator[tuple[Location, str]]:
    """What is wrong in a document with its references, its heads, its years and paragraphs."""
    id_ = f"{document.region}-{document.date.value}"
    if message := region(document.region):
        yield ("region",), message
    elif not re.fullmatch(rf"{id_}(-([2-9]|[1-9][0-9]+))?", document.id):
        yield ("id",), f"{document.id!r} should be {id_!r}, region and date"
    if message := _one_head(document):
        yield ("participants",), message
    seen: set[str] = set()
    cited: list[tuple[Location, int]] = []
    for at, fact in document.located_facts():
        if fact.id in seen:
            yield (*at, "id"), f"the id {fact.id!r} is used twice in this document; rename one"
        seen.add(fact.id)
        cited += (((*at, "paragraphs", n), each) for n, each in enumerate(fact.paragraphs))
        if isinstance(fact, Cooperation):
            if message := sector(fact.sector):
                yield (*at, "sector"), message
            for position, each in enumerate(fact.companies):
                if message := company(each):
                    yield (*at, "companies", position), message
        elif isinstance(fact, Trade) and (message := _in_the_future(fact, document)):
            yield (*at, "period", "value"), message
    left_out = enumerate(document.left_out)
    cited += ((("left_out", index, "paragraph"), item.paragraph) for index, item in left_out)
    for location, paragraph in cited:
        if paragraph > document.source.paragraphs:
            last = document.source.paragraphs
            yield location, f"there is no paragraph {paragraph}; the text has {last}"


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


def _left_out_whole(document: Document) -> Iterator[tuple[Location, str]]:
    """Paragraphs that are left out whole, and of which something is said nevertheless."""
    cited = {paragraph for fact in document.facts for paragraph in fact.paragraphs}
    listed = Counter(item.paragraph for item in document.left_out)
    for index, item in enumerate(document.left_out):
        if item.text is None and (item.paragraph in cited or listed[item.paragraph] > 1):
            what = "but a fact cites it" if item.paragraph in cited else "and once more"
            message = f"paragraph {item.paragraph} is left out whole, {what}; decide for one"
            yield ("left_out", index, "paragraph"), message


def _todo(value: Any, at: Location = ()) -> Iterator[tuple[Location, str]]:
    """Yield where a draft has not been filled in."""
    if isinstance(value, str) and "TODO" in value:
        yield at, "still says TODO; write what belongs here"
    elif isinstance(value, dict | tuple):
        for step, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _todo(each, (*at, step))
