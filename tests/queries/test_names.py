"""Names and values: every way of typing one leads to its id, and nothing else leads anywhere."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.database.store import Database
from bilat.dataset.models import Dataset
from bilat.errors import UsageError
from bilat.queries.filters import FILTERS
from bilat.queries.names import nearest, resolve


def read(database: Database, name: str, text: str) -> list[Any]:
    """Return what a filter makes of what a person typed."""
    return [*FILTERS[name].read(database, text)]


@pytest.mark.parametrize(
    ("name", "text", "ids"),
    [
        ("region", "republic-of-bashkortostan", ["bashkortostan"]),
        ("region", "khabarovskiy_kray", ["khabarovsk"]),
        ("region", "ru irk", ["irkutsk"]),
        ("region", "Хабаровскии краи", ["khabarovsk"]),
        ("region", "ufa, RU-IRK", ["bashkortostan", "irkutsk"]),
        ("company", "белаз,Minsk Tractor Works", ["belaz", "mtz"]),
        ("district", "Приволжский федеральный округ", ["Volga"]),
        ("document", "IRKUTSK 2020-09-25", ["irkutsk-2020-09-25"]),
        ("project", "Baikal Amur mainline bam 2", ["Baikal-Amur Mainline (BAM-2)"]),
        ("status", "Planned, INTEREST", ["planned", "interest"]),
        ("form", "joint venture,TECHNOLOGY_TRANSFER", ["joint-venture", "technology-transfer"]),
        ("said_by", "Head, narrator,region-head", ["head", "report", "head"]),
        ("isic", "2824", ["2824"]),
        ("isic", "d, B", ["D", "35", "B", "05", "06", "07", "08", "09"]),
        ("hs", "84.28.10, 8", ["842810", "8"]),
        ("year", " 2019 - 2024 ", [[2019, 2024]]),
        ("year", "2019–2024,2015", [[2019, 2024], [2015, 2015]]),
        ("year", "2019-,-2020", [[2019, 9999], [0, 2020]]),
    ],
)
def test_what_is_typed_leads_to(database: Database, name: str, text: str, ids: list[Any]) -> None:
    assert read(database, name, text) == ids


def every_name(dataset: Dataset) -> Iterator[tuple[str, str, str]]:
    """Yield each name in the dataset, with the filter that takes it and whose it is."""
    for kind, entries in dataset.catalogues.items():
        yield from ((kind, name, entry.id) for entry in entries for name in entry.names)
    for document in dataset.documents:
        yield "document", document.id, document.id
        for person in document.participants:
            yield from (
                ("said_by", part, person.name) for part in (person.name, person.name.split()[-1])
            )
        for fact in document.cooperation:
            texts = {"place": fact.places, "project": fact.projects}
            texts["product"] = tuple(product.name for product in fact.products)
            yield from ((kind, text, text) for kind in texts for text in texts[kind])


SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "upper": str.upper,
    "swapped": str.swapcase,
    "padded": lambda name: f" {name}\n",
    "hyphens": lambda name: re.sub("[ -]", "-", name),
    "wide spaces": lambda name: re.sub("[ -]", "  ", name),
    "underscores": lambda name: re.sub("[ -]", "_", name),
    "dashes": lambda name: re.sub("[ -]", "\u2013", name),
    "decomposed": lambda name: unicodedata.normalize("NFD", name),
}


@pytest.mark.parametrize("spell", SPELLINGS.values(), ids=SPELLINGS)
def test_every_name_of_the_dataset_leads_to_its_owner_however_typed(
    dataset: Dataset, database: Database, spell: Callable[[str], str]
) -> None:
    every = [*every_name(dataset)]
    astray = [each for each in every if read(database, each[0], spell(each[1])) != [each[2]]]
    assert astray == []
    assert len(every) > 600


def test_an_id_as_it_is_goes_before_names_that_fold_to_it() -> None:
    ids = ["lift-cars", "Lift Cars", "lift, cars"]
    names = [("lift cars", id_) for id_ in ids]
    assert [resolve("product", id_, names) for id_ in ids] == [[id_] for id_ in ids]
    assert resolve("product", "LIFT CARS", names) == ids


# What is refused


@pytest.mark.parametrize("sign", "! - ~ ^ + = > / *".split())
def test_filters_have_no_negation(database: Database, sign: str) -> None:
    for typed in (f"{sign}irkutsk", f"irkutsk, {sign}irkutsk"):
        with pytest.raises(UsageError, match="filters cannot exclude rows; use bilat sql"):
            read(database, "region", typed)


SECTORS = "\nAll 35: bilat sql \"select distinct id from names where kind = 'sector'\""
REGIONS = "\nRegions: bashkortostan, chelyabinsk, irkutsk, khabarovsk, sverdlovsk"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("region", "Bashkorstan",
         f"unknown region 'Bashkorstan'; did you mean 'bashkortostan'?{REGIONS}"),
        ("region", "irkutsk, zzz", f"unknown region 'zzz'{REGIONS}"),
        ("region", "bash", f"unknown region 'bash'; did you mean 'bashkortostan'?{REGIONS}"),
        ("company", "Mogilevliftmas", "unknown company 'Mogilevliftmas'; did you mean "
         "'mogilevliftmash' or 'mogilevliftmash-usolye'?\nCompanies: amkodor, belaz, belkommunmash, "
         "belstankoinstrument, maz, mogilevliftmash, mogilevliftmash-usolye, mtz, mzor, "
         "ufa-tram-and-trolleybus-plant"),
        ("sector", "nothing", f"unknown sector 'nothing'{SECTORS}"),
        ("sector", "export", f"unknown sector 'export'{SECTORS}"),
        ("sector", "clothin", f"unknown sector 'clothin'; did you mean 'clothing'?{SECTORS}"),
        ("status", "done",
         "unknown status 'done'\nStatuses: existing, planned, proposed, interest"),
        ("said_by", "Kobsev", "unknown person 'Kobsev'; did you mean 'Igor Kobzev'?\nPersons: "
         "president, head, report, Aleksandr Lukashenko, Boris Dubrovsky, Dmitry Demeshin, "
         "Igor Kobzev, Radiy Khabirov, Yevgeny Kuivashev"),
        ("year", "19", "'19' is not a year; use 2019, 2019-2024, 2019- or -2020\n"
         "Years with meetings: 2015, 2020, 2025"),
        ("year", "2024-2019", "'2024-2019' ends before it begins"),
        ("isic", "28241",
         "'28241' is not an ISIC Rev.4 code; use a letter from A to U or 1 to 4 digits"),
        ("hs", "8704101", "'8704101' is not an HS 2022 code; use 1 to 6 digits"),
    ],
)  # fmt: skip
def test_an_error_names_what_is_close_and_lists_what_is_short(
    database: Database, name: str, text: str, message: str
) -> None:
    with pytest.raises(UsageError) as raised:
        read(database, name, text)
    assert str(raised.value) == message


def test_looking_for_near_names_takes_no_time_for_a_long_text() -> None:
    names = [(f"name {number}", f"name-{number}") for number in range(20_000)]
    assert nearest("name " * 20_000, names) == []


@settings(derandomize=True, deadline=None, max_examples=100)
@given(text=st.text() | st.from_regex(r"[a-z ,-]{0,12}", fullmatch=True))
@pytest.mark.parametrize("name", [name for name in FILTERS if name != "conditional"])
def test_any_text_leads_somewhere_or_to_an_error_for_people(
    database: Database, name: str, text: str
) -> None:
    message = ""
    try:
        assert read(database, name, text)
    except UsageError as error:
        message = str(error)
    assert message == "" or message.startswith(("unknown ", "'", '"'))
