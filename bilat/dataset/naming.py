"""Everything that a region, a sector or a company is called."""

from collections.abc import Iterable, Iterator, Sequence

from bilat.dataset.models import Company, Region, Sector
from bilat.text import fold
from bilat.vocabulary import DISTRICT_NAMES


def region_names(region: Region) -> tuple[str, ...]:
    """Return `region.names`."""
    return region.names


def district_names(district: str) -> tuple[str, ...]:
    """Return a federal district's name and what else it is called."""
    return (district, *DISTRICT_NAMES[district])


def record_names(record: Sector | Company) -> tuple[str, ...]:
    """Return `record.names`."""
    return record.names


def clashes(entries: Iterable[tuple[str, Sequence[str]]]) -> Iterator[tuple[str, str, str]]:
    """Names that two ids answer to: the name, the id that has it, the id that also claims it."""
    owners: dict[str, str] = {}
    for id_, names in entries:
        for name in names:
            owner = owners.setdefault(fold(name), id_)
            if owner != id_:
                yield name, owner, id_
