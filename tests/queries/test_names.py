"""Names: every way of writing one leads to its id, and nothing else leads anywhere."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.database.store import Database
from bilat.dataset.models import Dataset
from bilat.vocabulary import DISTRICT_NAMES
from bilat.errors import UsageError
from bilat.text import fold
from bilat.queries.connection import Connection
from bilat.queries.filters import FILTERS
from tests.conftest import DATA, Connect

law = settings(derandomize=True, deadline=None, max_examples=150)


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    """The real dataset."""
    database = Database(DATA)
    yield database
    database.close()


def read(database: Database, name: str, text: str) -> list[Any]:
    """What a filter makes of what a person typed."""
    return [*FILTERS[name].read(database, text)]


# Folding


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("Machine-Building", "machine building", id="case and hyphen"),
        pytest.param("RU_BA", "ru ba", id="underscore"),
        pytest.param("\t Far \n  Eastern ", "far eastern", id="white space"),
        pytest.param("far\u2011eastern\u00a0side", "far eastern side", id="unbreakable signs"),
        pytest.param("(BAM-2), 100%!", "bam 2 100", id="punctuation"),
        pytest.param("Crème Brûlée", "creme brulee", id="accents"),
        pytest.param("cre\u0300me", "creme", id="combining accents"),
        pytest.param("ХАБАРОВСКИЙ край", "хабаровскии краи", id="Cyrillic"),
        pytest.param("Щёлково", "щелково", id="Cyrillic yo"),
        pytest.param("STRASSE Straße", "strasse strasse", id="sharp s"),
        pytest.param("ﬁsh", "fish", id="ligature"),
        pytest.param("№ 5", "no 5", id="numero sign"),
        pytest.param("", "", id="empty"),
        pytest.param(" -_- ", "", id="no word"),
    ],
)
def test_fold_drops_what_does_not_distinguish_names(text: str, folded: str) -> None:
    assert fold(text) == folded


@law
@given(st.text() | st.text(st.characters(min_codepoint=0x1D00, max_codepoint=0x24FF)))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@law
@given(st.text())
def test_fold_does_not_see_how_unicode_is_composed(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    assert fold(decomposed) == fold(unicodedata.normalize("NFC", text))


# Resolving


@pytest.mark.parametrize(
    ("name", "text", "id_"),
    [
        pytest.param("region", "bashkortostan", "bashkortostan", id="id"),
        pytest.param("region", "Bashkortostan", "bashkortostan", id="name"),
        pytest.param("region", "IRKUTSK", "irkutsk", id="capitals"),
        pytest.param("region", "Republic of Bashkortostan", "bashkortostan", id="official name"),
        pytest.param("region", "republic-of-bashkortostan", "bashkortostan", id="as an id"),
        pytest.param("region", "Khabarovsk Territory", "khabarovsk", id="alias"),
        pytest.param("region", "khabarovskiy_kray", "khabarovsk", id="underscore"),
        pytest.param("region", "Ufa", "bashkortostan", id="capital"),
        pytest.param("region", "RU-BA", "bashkortostan", id="ISO code"),
        pytest.param("region", "ru-che", "chelyabinsk", id="small ISO code"),
        pytest.param("region", "ru irk", "irkutsk", id="ISO code with a space"),
        pytest.param("region", "SVE", "sverdlovsk", id="ISO code without the country"),
        pytest.param("region", "ba", "bashkortostan", id="small code without the country"),
        pytest.param("region", "Республика Башкортостан", "bashkortostan", id="Russian name"),
        pytest.param("region", "иркутская ОБЛАСТЬ", "irkutsk", id="Russian name, any case"),
        pytest.param("region", "Хабаровскии краи", "khabarovsk", id="Russian without breves"),
        pytest.param("region", "Башкирия", "bashkortostan", id="Russian alias"),
        pytest.param("region", "  Irkutsk\tOblast\n", "irkutsk", id="white space"),
        pytest.param("sector", "Mechanical Engineering", "mechanical-engineering", id="sector"),
        pytest.param("sector", "e buses", "electric-vehicles", id="sector alias"),
        pytest.param("sector", "TRAM", "trams", id="singular of a sector"),
        pytest.param("sector", "Лифты", "elevators", id="sector in Russian"),
        pytest.param("company", "mogilevliftmash usolye", "mogilevliftmash-usolye", id="company"),
        pytest.param("company", "MOGILEVLIFTMASH", "mogilevliftmash", id="not the longer name"),
        pytest.param("company", "белаз", "belaz", id="company in Russian"),
        pytest.param("company", "Minsk Tractor Works", "mtz", id="company alias"),
        pytest.param("district", "far-eastern", "Far Eastern", id="district"),
        pytest.param("district", "Siberian Federal District", "Siberian", id="district in full"),
        pytest.param("district", "Приволжский федеральный округ", "Volga", id="district, Russian"),
        pytest.param("district", "urals", "Ural", id="plural of a district"),
        pytest.param("document", "IRKUTSK 2020-09-25", "irkutsk-2020-09-25", id="document"),
        pytest.param("product", "turn key e-vehicles", "turn-key e-vehicles", id="product"),
        pytest.param("place", "YEKATERINBURG", "Yekaterinburg", id="place"),
        pytest.param(
            "project", "Baikal Amur mainline bam 2", "Baikal-Amur Mainline (BAM-2)", id="project"
        ),
        pytest.param("status", "Existing", "existing", id="status"),
        pytest.param("form", "joint venture", "joint-venture", id="form with a space"),
        pytest.param("form", "TECHNOLOGY_TRANSFER", "technology-transfer", id="form, underscore"),
        pytest.param("side", "BELARUS", "belarus", id="side"),
        pytest.param("basis", "Derived", "derived", id="basis"),
        pytest.param("kind", "Target", "target", id="kind"),
        pytest.param("said_by", "president", "president", id="speaker"),
        pytest.param("said_by", "Head", "region_head", id="head"),
        pytest.param("said_by", "report", "document", id="narrator"),
        pytest.param("said_by", "region-head", "region_head", id="the word of the column"),
        pytest.param("scope", "WIDER", "wider", id="scope"),
    ],
)
def test_a_name_leads_to_its_id(database: Database, name: str, text: str, id_: str) -> None:
    assert read(database, name, text) == [id_]


def every_name(dataset: Dataset) -> Iterator[tuple[str, str, str]]:
    """Each name in the dataset, with its kind and whose it is."""
    for region in dataset.regions:
        code = region.iso_3166_2
        own = (region.id, region.name, region.official_name, region.name_ru, code, code[3:])
        yield from (("region", name, region.id) for name in (*own, *region.aliases))
        for name in (region.federal_district, *DISTRICT_NAMES[region.federal_district]):
            yield "district", name, region.federal_district
    for sector in dataset.sectors:
        for name in (sector.id, sector.name, sector.name_ru, *sector.aliases):
            yield "sector", name, sector.id
    for company in dataset.companies:
        for name in (company.id, company.name, *company.aliases):
            yield "company", name, company.id
    for document in dataset.documents:
        yield "document", document.id, document.id
        for fact in document.cooperation:
            yield from (("product", product.name, product.name) for product in fact.products)
            yield from (("place", place, place) for place in fact.places)
            yield from (("project", project, project) for project in fact.projects)


@pytest.mark.parametrize(
    "spell",
    [
        pytest.param(str, id="as it is"),
        pytest.param(str.upper, id="upper"),
        pytest.param(str.lower, id="lower"),
        pytest.param(str.title, id="title"),
        pytest.param(str.swapcase, id="swapped"),
        pytest.param(lambda name: f"{name}\n", id="padded"),
        pytest.param(lambda name: re.sub("[ -]", "-", name), id="hyphens"),
        pytest.param(lambda name: re.sub("[ -]", " ", name), id="spaces"),
        pytest.param(lambda name: re.sub("[ -]", "  ", name), id="wide spaces"),
        pytest.param(lambda name: re.sub("[ -]", "_", name), id="underscores"),
        pytest.param(lambda name: re.sub("[ -]", "\u2013", name), id="dashes"),
        pytest.param(lambda name: unicodedata.normalize("NFD", name), id="decomposed"),
        pytest.param(lambda name: unicodedata.normalize("NFC", name), id="composed"),
    ],
)
def test_every_name_of_the_dataset_leads_to_its_owner_however_spelt(
    dataset: Dataset, database: Database, spell: Callable[[str], str]
) -> None:
    every = [*every_name(dataset)]
    astray = [each for each in every if read(database, each[0], spell(each[1])) != [each[2]]]
    assert astray == []
    assert len(every) > 600


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("region", "", id="nothing"),
        pytest.param("region", "Bashkort", id="beginning"),
        pytest.param("region", "Irkutskk", id="slip"),
        pytest.param("region", "RU", id="country alone"),
        pytest.param("region", "RUBA", id="code run together"),
        pytest.param("region", "Bashkortostan Irkutsk", id="two at once"),
        pytest.param("region", "irkutsk,sverdlovsk", id="commas part only words"),
        pytest.param("region", "belaz", id="other kind"),
        pytest.param("sector", "mechanical", id="first word"),
        pytest.param("company", "Usolye", id="last word"),
        pytest.param("product", "tram", id="singular of a product"),
        pytest.param("project", "BAM", id="short for a project"),
        pytest.param("document", "irkutsk", id="region of a document"),
        pytest.param("status", "exist", id="stem"),
        pytest.param("status", "existing,", id="nothing after a comma"),
        pytest.param("form", "jointventure", id="words run together"),
    ],
)
def test_nothing_is_guessed(database: Database, name: str, text: str) -> None:
    with pytest.raises(UsageError, match=rf"^no {name} goes by the name '"):
        read(database, name, text)


@pytest.mark.parametrize("sign", "! - ~ ^ + = > / * ( \" '".split())
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("region", "irkutsk"),
        ("district", "Ural"),
        ("sector", "trams"),
        ("company", "amkodor"),
        ("status", "existing"),
        ("form", "supply"),
        ("side", "belarus"),
        ("said_by", "president"),
        ("document", "irkutsk-2020-09-25"),
        ("product", "trams"),
        ("basis", "stated"),
        ("scope", "all"),
    ],
)
def test_a_sign_before_a_name_is_no_part_of_it(
    database: Database, name: str, text: str, sign: str
) -> None:
    with pytest.raises(UsageError, match="filters have no negation") as raised:
        read(database, name, f"{sign}{text}")
    assert "bilat sql" in str(raised.value)


@pytest.mark.parametrize("text", ["existing,!planned", "existing, -planned"])
def test_nor_is_one_before_the_second_word_of_a_list(database: Database, text: str) -> None:
    with pytest.raises(UsageError, match="filters have no negation"):
        read(database, "status", text)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("status", "existing,proposed", "existing proposed"),
        ("status", "Planned, INTEREST", "planned interest"),
        ("form", "joint venture,repair", "joint-venture repair"),
        ("said_by", "head,report", "region_head document"),
        ("having", "existing,proposed", "existing proposed"),
    ],
)
def test_commas_part_the_words_of_a_vocabulary(
    database: Database, name: str, text: str, words: str
) -> None:
    assert read(database, name, text) == words.split()


def test_several_names_mean_any_of_them(data: Connection) -> None:
    assert [row.id for row in data.regions(region=["IRK", "Irkutsk", "ba"])] == [
        "bashkortostan",
        "irkutsk",
    ]
    assert [row.id for row in data.regions(region="Irkutsk Oblast")] == ["irkutsk"]
    assert [row.id for row in data.regions(region=("sve",))] == ["sverdlovsk"]
    with pytest.raises(UsageError, match="'nowhere'"):
        data.regions(region=["IRK", "nowhere"])


# Codes and years


@pytest.mark.parametrize(
    ("text", "beginnings"),
    [
        ("2824", ["2824"]),
        ("28", ["28"]),
        ("d", ["D", "35"]),
        ("B", ["B", "05", "06", "07", "08", "09"]),
        (" A ", ["A", "01", "02", "03"]),
        ("U", ["U", "99"]),
    ],
)
def test_a_code_of_isic_is_its_beginning_or_a_section(
    database: Database, text: str, beginnings: list[str]
) -> None:
    assert read(database, "isic", text) == beginnings


@pytest.mark.parametrize(("text", "code"), [("8704", "8704"), ("84.28.10", "842810"), ("8", "8")])
def test_a_code_of_hs_may_have_points(database: Database, text: str, code: str) -> None:
    assert read(database, "hs", text) == [code]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2019", [2019, 2019]),
        ("2019-2024", [2019, 2024]),
        ("2019–2024", [2019, 2024]),
        (" 2019 - 2024 ", [2019, 2024]),
        ("2019-2019", [2019, 2019]),
    ],
)
def test_a_year_may_be_a_span(database: Database, text: str, span: list[int]) -> None:
    assert read(database, "year", text) == [span]


def test_a_span_may_be_open(database: Database) -> None:
    [[first, last]] = read(database, "year", "2019-")
    assert (first, last > 2100) == (2019, True)
    [[first, last]] = read(database, "year", "-2020")
    assert (first < 1900, last) == (True, 2020)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("year", "19", r"'19' is no year: a year has four digits, .*\n.*2015, 2020, 2025"),
        ("year", "", "'' is no year"),
        ("year", "-", "'-' is no year"),
        ("year", "20192024", "'20192024' is no year"),
        ("year", "2019 2024", "'2019 2024' is no year"),
        ("year", "2019-24", "'2019-24' is no year"),
        ("year", "twenty", "'twenty' is no year"),
        ("year", "2024-2019", "'2024-2019' ends before it begins"),
        ("isic", "V", "'V' is no code of ISIC Rev.4"),
        ("isic", "28241", "'28241' is no code of ISIC Rev.4"),
        ("isic", "!28", "'!28' is no code of ISIC Rev.4"),
        ("hs", "trams", "'trams' is no code of HS 2022"),
        ("hs", "8704101", "'8704101' is no code of HS 2022"),
        ("hs", "!8704", "'!8704' is no code of HS 2022"),
    ],
)
def test_what_is_no_code_or_year_is_an_error(
    database: Database, name: str, text: str, message: str
) -> None:
    with pytest.raises(UsageError, match=f"^{message}"):
        read(database, name, text)


# Messages

REGIONS = "\nRegions: bashkortostan, chelyabinsk, irkutsk, khabarovsk, sverdlovsk"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        pytest.param(
            "region",
            "Bashkortistan",
            f"no region goes by the name 'Bashkortistan'; did you mean bashkortostan?{REGIONS}",
            id="one letter",
        ),
        pytest.param(
            "region",
            "KHABAROWSK",
            f"no region goes by the name 'KHABAROWSK'; did you mean khabarovsk?{REGIONS}",
            id="capitals",
        ),
        pytest.param(
            "region", "zzz", f"no region goes by the name 'zzz'{REGIONS}", id="nothing near"
        ),
        pytest.param(
            "company",
            "Mogilevliftmas",
            "no company goes by the name 'Mogilevliftmas'; "
            "did you mean mogilevliftmash or mogilevliftmash-usolye?\n"
            "Companies: amkodor, belaz, belkommunmash, belstankoinstrument, maz, mogilevliftmash, "
            "mogilevliftmash-usolye, mtz, mzor, ufa-tram-and-trolleybus-plant",
            id="two near, likeliest first",
        ),
        pytest.param(
            "sector",
            "trolleybuse",
            "no sector goes by the name 'trolleybuse'; did you mean trolleybuses?\n"
            "All 34: bilat matrix",
            id="near, long list",
        ),
        pytest.param(
            "sector",
            "zzz",
            "no sector goes by the name 'zzz'\nAll 34: bilat matrix",
            id="nothing near, long list",
        ),
        pytest.param(
            "document",
            "zzz",
            "no document goes by the name 'zzz'\nDocuments: bashkortostan-2025-02-07, "
            "chelyabinsk-2015-04-27, irkutsk-2020-09-25, khabarovsk-2025-02-03, "
            "sverdlovsk-2025-02-24",
            id="documents",
        ),
    ],
)
def test_an_error_names_the_nearest_and_lists_what_is_short(
    database: Database, name: str, text: str, message: str
) -> None:
    with pytest.raises(UsageError) as raised:
        read(database, name, text)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("status", "existing planned proposed interest"),
        ("side", "belarus region both"),
        ("basis", "stated derived"),
        ("kind", "actual target"),
        ("scope", "region wider all"),
        ("said_by", "president head report"),
        (
            "form",
            "supply production joint-production joint-venture assembly components maintenance "
            "repair design construction experience technology-transfer research investment "
            "exhibition",
        ),
    ],
)
def test_the_fixed_vocabularies_are_those_of_the_contract(
    database: Database, name: str, words: str
) -> None:
    for word in words.split():
        assert len(read(database, name, word)) == 1
    with pytest.raises(UsageError, match="goes by the name") as raised:
        read(database, name, "zzz")
    _, _, listed = str(raised.value).partition(": ")
    assert set(words.split()) <= set(listed.split(", "))
    assert name == "said_by" or len(words.split()) == len(listed.split(", "))


def test_a_district_is_listed_once_however_many_names_it_has(database: Database) -> None:
    with pytest.raises(UsageError) as raised:
        read(database, "district", "zzz")
    assert str(raised.value).endswith(": Far Eastern, Siberian, Ural, Volga")


def test_an_id_as_it_is_goes_before_a_name_that_folds_to_it(
    dataset: Dataset, connect: Connect
) -> None:
    document = next(each for each in dataset.documents if each.region == "irkutsk")
    [fact] = [each for each in document.cooperation if each.id == "elevators"]
    products = tuple(
        product.model_copy(update={"name": name})
        for name in ("lift-cars", "lift cars", "Lift Cars")
        for product in fact.products
    )
    facts = [
        fact.model_copy(update={"id": f"lifts-{number}", "products": (product,)})
        for number, product in enumerate(products)
    ]
    changed = document.model_copy(update={"cooperation": tuple(facts)})
    asked = connect(dataset.model_copy(update={"documents": (changed,)}))
    for product in products:
        [row] = asked.sectors(product=product.name)
        assert row.products == (product.name,)
    assert len(asked.sectors(product="LIFT CARS")) == 3


@law
@given(text=st.text() | st.from_regex(r"[a-z ,-]{0,12}", fullmatch=True))
@pytest.mark.parametrize("name", FILTERS)
def test_any_text_leads_somewhere_or_to_an_error_for_people(
    database: Database, name: str, text: str
) -> None:
    message = ""
    try:
        assert read(database, name, text)
    except UsageError as error:
        message = str(error)
    assert message == "" or message.startswith(("no ", repr(text)))
