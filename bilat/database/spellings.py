"""How things are found: names for filters, and the words by which TEXT finds an id."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping

from bilat.dataset.models import Dataset
from bilat.text import fold
from bilat.vocabulary import DISTRICT_NAMES

_lines = "\n".join


def searched_words(dataset: Dataset) -> dict[tuple[str, str], str]:
    """Return the words by which TEXT finds a value that is an id, by searched field and value."""
    words = {
        ("speaker", "president"): "president",  # as the filters call them
        ("speaker", "region_head"): "head governor",
        ("speaker", "document"): "report",
        ("direction", "down"): "fall drop decline decrease shrink",  # often worded otherwise
        ("direction", "up"): "rise grow increase",
    }
    for region in dataset.regions:
        # What people also call a region, such as its capital, serves the filters alone.
        spellings = _lines((region.name, region.official_name, region.name_ru))
        words["region", region.id] = words["names", region.id] = spellings
    for district, names in DISTRICT_NAMES.items():
        words["district", district] = _lines(names)
    for sector in dataset.sectors:
        words["sector", sector.id] = _lines(sector.names[1:])
    for sector in dataset.sectors:
        words["parent", sector.id] = _lines(words["sector", parent] for parent in sector.parents)
    for company in dataset.companies:
        words["company", company.id] = _lines(company.names[1:])
    return words


def add_names(database: sqlite3.Connection, dataset: Dataset) -> None:
    """Add the folded names of everything that a filter or `show` takes by name.

    The table `fact_names` has what to type for each fact: its region and the last part of its id,
    or the whole id where several facts share these.
    """
    database.execute(
        "CREATE TABLE names (kind, name, id, PRIMARY KEY (kind, name, id)) WITHOUT ROWID"
    )
    facts = {id_: f"{region}/{id_.rpartition('/')[2]}" for id_, region in database.execute(_FACTS)}
    rows = ((kind, fold(name), id_) for kind, name, id_ in _names(database, dataset, facts))
    database.executemany("INSERT OR IGNORE INTO names VALUES (?, ?, ?)", rows)
    database.execute("CREATE INDEX names_by_kind_id ON names (kind, id)")
    counts = Counter(map(fold, facts.values()))
    typed = ((id_, name if counts[fold(name)] == 1 else id_) for id_, name in facts.items())
    database.execute("CREATE TABLE fact_names (id PRIMARY KEY, name)")
    database.executemany("INSERT INTO fact_names VALUES (?, ?)", typed)


def _names(
    database: sqlite3.Connection, dataset: Dataset, facts: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    """Yield the kind, a name and the id of everything that has a name."""
    for kind, entries in dataset.catalogues.items():
        yield from ((kind, name, entry.id) for entry in entries for name in entry.names)
    for district in {region.federal_district for region in dataset.regions}:
        yield from (("district", name, district) for name in DISTRICT_NAMES[district])
    for kind, text in database.execute(_NAMED_BY_IDS).fetchall():
        yield kind, text, text
    for id_, short in facts.items():
        yield from (("fact", name, id_) for name in (id_, short, short.partition("/")[2]))
    for spelling, person in people(dataset).items():
        yield from (("person", name, person) for name in (spelling, spelling.split()[-1]))


_NAMED_BY_IDS = """
    SELECT 'document', id FROM documents
    UNION SELECT 'place', place FROM documents WHERE place IS NOT NULL
    UNION SELECT 'place', value FROM sectors_places
    UNION SELECT 'project', value FROM sectors_projects
    UNION SELECT 'product', value FROM sectors_products"""
_FACTS = """
    SELECT id, region FROM sectors UNION ALL SELECT id, region FROM trade
    UNION ALL SELECT id, region FROM figures"""


def people(dataset: Dataset) -> dict[str, str]:
    """Return the one name of a person for each folded spelling of the name.

    Participants who share a spelling are one person, called by the name in the first document.
    """
    person: dict[str, str] = {}
    for document in sorted(dataset.documents, key=lambda document: document.date.value):
        for participant in document.participants:
            spellings = [fold(name) for name in (participant.name, *participant.aliases)]
            known = {person[spelling] for spelling in spellings if spelling in person}
            name = next(iter(known), participant.name)
            if len(known) > 1:  # spellings that were taken for several people until now
                name = next(other for other in person.values() if other in known)
                person |= {spelling: name for spelling, other in person.items() if other in known}
            person |= dict.fromkeys(spellings, name)
    return person
