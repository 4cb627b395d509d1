"""Rules that no single record can keep: references, unique ids, names, years, paragraphs."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from bilat.dataset.models import Company, Cooperation, Dataset, Document, Region, Sector, Trade
from bilat.dataset.naming import clashes, record_names, region_names
from bilat.dataset.strict_yaml import Location
from bilat.text import fold, look, nearest

REGIONS, SECTORS, COMPANIES = "regions.yaml", "sectors.yaml", "companies.yaml"
CATALOGUES = (REGIONS, SECTORS, COMPANIES)
INFO = "dataset.yaml"
Records = Sequence[tuple[Region | Sector | Company, Sequence[str]]]


class Finding(NamedTuple):
    """A broken rule: in which file of the data folder, at which value, what is wrong."""

    file: str
    at: Location
    message: str


def document_file(document: Document) -> str:
    """The file of the data folder that a document belongs in."""
    return f"documents/{document.id}.yaml"


def soundness(dataset: Dataset, readable: frozenset[str] = frozenset(CATALOGUES)) -> list[Finding]:
    """The rules without which an answer could be wrong.

    `readable` names the catalogues that were read whole: a reference into another one cannot be
    judged and is passed over.
    """
    return [
        *(finding for file, records in _named(dataset) for finding in _catalogue(file, records)),
        *_matrix_columns(dataset),
        *_sector_levels(dataset),
        *_documents(dataset, readable),
    ]


def _named(dataset: Dataset) -> Iterator[tuple[str, Records]]:
    """Each catalogue: its file, its records, and all that each of them is called."""
    yield REGIONS, [(each, region_names(each)) for each in dataset.regions]
    yield SECTORS, [(each, record_names(each)) for each in dataset.sectors]
    yield COMPANIES, [(each, record_names(each)) for each in dataset.companies]


def tidiness(dataset: Dataset) -> list[Finding]:
    """The rules that make no answer wrong: nothing is unused, doubtful or still to be done."""
    todo = [
        Finding(document_file(document), at, "still says TODO; write what belongs here")
        for document in dataset.documents
        for at in _todo(document.model_dump(mode="json", by_alias=True))
    ]
    return [
        *(*todo, *_look_alikes(dataset), *_same_records(dataset), *_left_out_whole(dataset)),
        *_unused(dataset),
    ]


def _unused(dataset: Dataset) -> Iterator[Finding]:
    """Entries of the catalogues that no document speaks of."""
    cooperation = [fact for document in dataset.documents for fact in document.cooperation]
    texts = (item.text or "" for document in dataset.documents for item in document.left_out)
    left_out = f" {' '.join(map(fold, texts))} "
    regions = {document.region for document in dataset.documents}
    sectors = {fact.sector for fact in cooperation}
    sectors |= {parent for id_ in sectors for parent in dataset.sector[id_].parents}
    companies = {company for fact in cooperation for company in fact.companies}
    companies |= {
        company.id
        for company in dataset.companies
        if any(f" {fold(name)} " in left_out for name in record_names(company))
    }
    for file, kind, ids, used in (
        (REGIONS, "region", dataset.region, regions),
        (SECTORS, "sector", dataset.sector, sectors),
        (COMPANIES, "company", dataset.company, companies),
    ):
        for index, id_ in enumerate(ids):
            if id_ not in used:
                message = f"{kind} {id_!r} is unused; cite it in a document or remove it"
                yield Finding(file, (index, "id"), message)


def _look_alikes(dataset: Dataset) -> Iterator[Finding]:
    """Names that no reader can tell apart, though a letter is Cyrillic in one of them."""
    for file, records in _named(dataset):
        seen: dict[str, tuple[str, str]] = {}
        for index, (record, names) in enumerate(records):
            for name in names:
                id_, other = seen.setdefault(look(name), (record.id, name))
                if id_ != record.id and fold(name) != fold(other):
                    message = f"{name!r} looks like a name of {id_}, though a letter is another"
                    yield Finding(file, (index,), message)


def _same_records(dataset: Dataset) -> Iterator[Finding]:
    """Records of which nothing says why they are two."""
    for document in dataset.documents:
        seen: dict[tuple[str | None, ...], str] = {}
        for index, fact in enumerate(document.cooperation):
            whose = (fact.side, fact.scope, fact.condition, fact.stated_by)
            first = seen.setdefault((fact.sector, fact.status, *whose), fact.id)
            if first != fact.id:
                message = (
                    f"{fact.id!r} has the sector, status, side, scope, condition and speaker of "
                    f"{first!r}; make one record of both"
                )
                yield Finding(document_file(document), ("cooperation", index, "id"), message)


def _left_out_whole(dataset: Dataset) -> Iterator[Finding]:
    """Paragraphs that are said to hold no fact, and of which something is said nevertheless."""
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
            yield Finding(document_file(document), ("left_out", index, "paragraph"), message)


def _todo(value: Any, at: Location = ()) -> Iterator[Location]:
    """Where a draft has not been filled in."""
    if isinstance(value, str) and "TODO" in value:
        yield at
    elif isinstance(value, dict | list):
        for step, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _todo(each, (*at, step))


def _catalogue(file: str, entries: Records) -> Iterator[Finding]:
    ids = [record.id for record, _ in entries]
    for index, (record, _) in enumerate(entries):
        russian = () if isinstance(record, Company) else (record.name_ru,)
        for name in (record.name, *russian, *record.aliases):
            if not fold(name):
                yield Finding(file, (index,), f"the name {name!r} has no letter and no digit")
    for index in _repeated(ids):
        yield Finding(file, (index, "id"), f"the id {ids[index]!r} is used twice; rename one")
    for name, owner, claimant in clashes((record.id, names) for record, names in entries):
        index = ids.index(claimant)
        message = f"{name!r} is a name of {owner} and of {claimant}; leave it to one of them"
        yield Finding(file, (index,), message)


_MATRIX_COLUMNS = ("sector", "isic", "parents")


def _matrix_columns(dataset: Dataset) -> Iterator[Finding]:
    for index, region in enumerate(dataset.regions):
        if region.id in _MATRIX_COLUMNS:
            message = "a column of the matrix has this name already; choose another id"
            yield Finding(REGIONS, (index, "id"), message)


def _repeated(ids: Iterable[str]) -> Iterator[int]:
    seen: set[str] = set()
    for index, id_ in enumerate(ids):
        if id_ in seen:
            yield index
        seen.add(id_)


def _sector_levels(dataset: Dataset) -> Iterator[Finding]:
    for index, sector in enumerate(dataset.sectors):
        for position, parent in enumerate(sector.parents):
            at = (index, "parents", position)
            if parent == sector.id:
                yield Finding(SECTORS, at, f"{parent} is its own parent; remove it")
            elif parent not in dataset.sector:
                yield Finding(SECTORS, at, _unknown("sector", dataset.sectors, parent))
            elif dataset.sector[parent].parents:
                message = f"{parent} has a parent itself; there are two levels, not three"
                yield Finding(SECTORS, at, message)


def _unknown(kind: str, known: Iterable[Region | Sector | Company], id_: str) -> str:
    names = (
        (fold(name), record.id)
        for record in known
        for name in (region_names(record) if isinstance(record, Region) else record_names(record))
    )
    near = nearest(id_, names)
    hint = f"did you mean {near[0]}?" if near else "add it to its file or correct it"
    return f"unknown {kind} {id_!r}; {hint}"


def _documents(dataset: Dataset, readable: frozenset[str]) -> Iterator[Finding]:
    def checker(
        file: str, kind: str, known: Sequence[Region | Sector | Company]
    ) -> Callable[[str], str | None]:
        ids = {record.id for record in known}
        return lambda id_: (
            _unknown(kind, known, id_) if file in readable and id_ not in ids else None
        )

    region = checker(REGIONS, "region", dataset.regions)
    sector = checker(SECTORS, "sector", dataset.sectors)
    company = checker(COMPANIES, "company", dataset.companies)
    hashes: dict[str, str] = {}
    for document in dataset.documents:
        file = document_file(document)
        if message := region(document.region):
            yield Finding(file, ("region",), message)
        id_ = f"{document.region}-{document.date.value}"
        if not re.fullmatch(rf"{id_}(-([2-9]|[1-9][0-9]+))?", document.id):
            yield Finding(file, ("id",), f"{document.id!r} should be {id_!r}, region and date")
        first = hashes.setdefault(document.source.sha256, document.id)
        if first != document.id:
            yield Finding(file, ("source", "sha256"), f"the same text as {first}; keep one of them")
        for index, fact in enumerate(document.cooperation):
            if message := sector(fact.sector):
                yield Finding(file, ("cooperation", index, "sector"), message)
            for position, id_ in enumerate(fact.companies):
                if message := company(id_):
                    yield Finding(file, ("cooperation", index, "companies", position), message)
        yield from _facts(file, document)


def _facts(file: str, document: Document) -> Iterator[Finding]:
    last = document.source.paragraphs
    seen: set[str] = set()
    for at, fact in document.located_facts():
        if fact.id in seen:
            message = f"the id {fact.id!r} is used twice in this document; rename one"
            yield Finding(file, (*at, "id"), message)
        seen.add(fact.id)
        for position, paragraph in enumerate(fact.paragraphs):
            if paragraph > last:
                message = f"there is no paragraph {paragraph}; the text has {last}"
                yield Finding(file, (*at, "paragraphs", position), message)
        if not isinstance(fact, Cooperation) and fact.period:
            is_target = isinstance(fact, Trade) and fact.kind == "target"
            if not is_target and (wrong := _wrong_year(fact.period.span.year_to, document)):
                yield Finding(file, (*at, "period", "value"), wrong)
    for index, item in enumerate(document.left_out):
        if item.paragraph > last:
            message = f"there is no paragraph {item.paragraph}; the text has {last}"
            yield Finding(file, ("left_out", index, "paragraph"), message)


def _wrong_year(year: int, document: Document) -> str | None:
    """Nothing has happened after the meeting."""
    met = int(document.date.value[:4])
    return f"{year} is after the meeting ({met}), but this is no target" if year > met else None
