"""How things are found: names for filters, and the words by which TEXT finds an id."""

from collections.abc import Iterable, Iterator

from bilat.database.rows import short_id, short_name
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
    heads: dict[str, dict[str, None]] = {}
    for document in sorted(dataset.documents, key=lambda each: each.date.value, reverse=True):
        head = document.head("region")
        heads.setdefault(document.region, {})[f"{head.name}, {head.title}"] = None
    for region in dataset.regions:
        # What people also call a region, such as its capital, serves the filters alone.
        words["region", region.id] = _lines((region.name, region.official_name, region.name_ru))
        words["head", region.id] = _lines(heads.get(region.id, ()))
    for name, names in DISTRICT_NAMES.items():
        words["district", name] = _lines((name, *names))
    for sector in dataset.sectors:
        parents = (dataset.sector[parent] for parent in sector.parents)
        words["sector", sector.id] = _lines(sector.names[1:])
        words["parent", sector.id] = _lines(name for each in parents for name in each.names[1:])
    for company in dataset.companies:
        words["company", company.id] = _lines(company.names[1:])
    return words


def names(
    dataset: Dataset, facts: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, Iterable[str], str]]:
    """Yield the kind, the names and the id of everything that has a name.

    `facts` are the id and the region of each fact. A person, place, project or product has its
    name for an id.
    """
    for region in dataset.regions:
        yield "region", region.names, region.id
        district = region.federal_district
        yield "district", (district, *DISTRICT_NAMES[district]), district
    for sector in dataset.sectors:
        yield "sector", sector.names, sector.id
    for company in dataset.companies:
        yield "company", company.names, company.id
    for document in dataset.documents:
        yield "document", [document.id], document.id
        if document.place:
            yield "place", [document.place], document.place
        for fact in document.cooperation:
            yield from (("place", [place], place) for place in fact.places)
            yield from (("project", [project], project) for project in fact.projects)
            yield from (("product", [product.name], product.name) for product in fact.products)
    for id_, region_id in facts:
        yield "fact", [id_], id_
        yield "short fact", [short_id(id_), short_name(region_id, id_)], id_
    for spelling, person in people(dataset).items():
        yield "person", [spelling, spelling.rpartition(" ")[2]], person


def people(dataset: Dataset) -> dict[str, str]:
    """Return the one name of a person for each folded spelling of the name.

    Participants who share a spelling are one person, called by the name in the first document.
    """
    found: dict[str, str] = {}
    for document in sorted(dataset.documents, key=lambda each: each.date.value):
        for participant in document.participants:
            spellings = [fold(each) for each in (participant.name, *participant.aliases)]
            known = {found[each] for each in spellings if each in found}
            name = next(iter(known), participant.name)
            if len(known) > 1:  # spellings that were taken for several people until now
                name = next(person for person in found.values() if person in known)
                found |= {each: name for each, person in found.items() if person in known}
            found |= dict.fromkeys(spellings, name)
    return found
