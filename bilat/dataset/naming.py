"""Everything that a region, a sector or a company is called."""

from collections.abc import Iterable, Iterator, Sequence

from bilat.dataset.catalogues import Company, Region, Sector
from bilat.text import fold

_COMMON_NAMES = {
    "Central": ("Центральный", "ЦФО", "Central Russia"),
    "Northwestern": ("Северо-Западный", "СЗФО", "North-West", "Northwest"),
    "Southern": ("Южный", "ЮФО", "South"),
    "North Caucasian": ("Северо-Кавказский", "СКФО", "North Caucasus", "Северный Кавказ"),
    "Volga": ("Приволжский", "ПФО", "Volga region", "Поволжье"),
    "Ural": ("Уральский", "УФО", "Urals", "Ural region", "Urals Federal District", "Урал"),
    "Siberian": ("Сибирский", "СФО", "Siberia", "Сибирь"),
    "Far Eastern": ("Дальневосточный", "ДФО", "Far East", "Russian Far East", "Дальний Восток"),
}
DISTRICT_NAMES = {
    name: (f"{name} Federal District", f"{russian} федеральный округ", russian, *others)
    for name, (russian, *others) in _COMMON_NAMES.items()
}
"""What the federal districts of Russia are also called, by the name in `regions.yaml`."""


def region_names(region: Region) -> tuple[str, ...]:
    """A region's id, names and aliases, and its ISO code with and without the country."""
    return (
        region.id,
        region.name,
        region.official_name,
        region.name_ru,
        region.iso_3166_2,
        region.iso_3166_2.removeprefix("RU-"),
        *region.aliases,
    )


def district_names(district: str) -> tuple[str, ...]:
    """A federal district's name and what else it is called."""
    return (district, *DISTRICT_NAMES.get(district, ()))


def record_names(record: Sector | Company) -> tuple[str, ...]:
    """The id, names and aliases of a sector or a company."""
    russian = (record.name_ru,) if isinstance(record, Sector) else ()
    return (record.id, record.name, *russian, *record.aliases)


def clashes(entries: Iterable[tuple[str, Sequence[str]]]) -> Iterator[tuple[str, str, str]]:
    """Names that two ids answer to: the name, the id that has it, the id that also claims it."""
    owners: dict[str, str] = {}
    for id_, names in entries:
        for name in names:
            owner = owners.setdefault(fold(name), id_)
            if owner != id_:
                yield name, owner, id_
