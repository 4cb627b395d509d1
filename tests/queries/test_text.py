"""TEXT: all its words stand in the row, whole, in any English inflection, in any order."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.dataset.models import Dataset
from bilat.errors import UsageError
from bilat.queries.connection import Connection
from tests.queries.test_filters import key, short

LISTINGS = "regions sectors trade companies figures documents matrix".split()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param(
            "KNITWEAR",
            "bashkortostan/light-industry bashkortostan/light-industry-technologies",
            id="product of one, alias of the sector of both",
        ),
        pytest.param("workwear fabric", "bashkortostan/light-industry"
            " bashkortostan/light-industry-technologies", id="two products"),
        pytest.param("elga", "khabarovsk/infrastructure", id="project"),
        pytest.param("ufa centre amkodor", "bashkortostan/road-machinery-center", id="place and company"),
        pytest.param("amkodor centre", "bashkortostan/road-machinery-center", id="summary"),
        pytest.param(
            "success",
            "bashkortostan/trolleybuses chelyabinsk/agriculture-experience irkutsk/elevators",
            id="successful, too",
        ),
        pytest.param(
            "uttz", "bashkortostan/trolleybuses bashkortostan/trolleybuses-more", id="company alias"
        ),
        pytest.param("tramcars Bashkiria", "bashkortostan/trams", id="sector alias"),
        pytest.param("ru-irk electric", "irkutsk/electric-cars", id="ISO code"),
        pytest.param("knitwear yekaterinburg", "", id="a word too many"),
        pytest.param(
            "УТТЗ башкирия",
            "bashkortostan/trolleybuses bashkortostan/trolleybuses-more",
            id="Russian",
        ),
        pytest.param("ЛИФТЫ", "irkutsk/elevators sverdlovsk/elevators", id="Russian sector"),
        pytest.param("turn-key", "khabarovsk/electric-transport", id="a hyphen joins a phrase"),
        pytest.param("turnkey", "", id="but not one word"),
        pytest.param("key-turn", "", id="in this order"),
        pytest.param("key turn", "khabarovsk/electric-transport", id="words in any order"),
        pytest.param(
            "Khabarovsk AMKODOR",
            """
            khabarovsk/road-building-machinery khabarovsk/special-purpose-equipment
            khabarovsk/trucks
            """,
            id="region and company",
        ),
        pytest.param(
            "urban-transport",
            """
            bashkortostan/trams bashkortostan/trolleybuses bashkortostan/trolleybuses-more
            irkutsk/electric-cars irkutsk/public-transport khabarovsk/electric-transport
            khabarovsk/charging-infrastructure sverdlovsk/trams sverdlovsk/metro
            """,
            id="alias of the parent sector",
        ),
        pytest.param(
            "car",
            """
            bashkortostan/trolleybuses bashkortostan/trolleybuses-more
            chelyabinsk/truck-components chelyabinsk/automotive-components irkutsk/trucks
            irkutsk/electric-cars irkutsk/gas-powered-vehicles
            khabarovsk/special-purpose-equipment khabarovsk/dump-trucks
            khabarovsk/dump-trucks-more khabarovsk/trucks khabarovsk/electric-transport
            sverdlovsk/automotive sverdlovsk/mining-trucks
            """,
            id="cars but no carpets and no cargo",
        ),
        pytest.param("carpet", "bashkortostan/light-industry"
            " bashkortostan/light-industry-technologies", id="singular"),
        pytest.param("airfield", "khabarovsk/special-purpose-equipment", id="product"),
        pytest.param("lift", "irkutsk/elevators sverdlovsk/elevators", id="singular of an alias"),
        pytest.param("foundries", "chelyabinsk/foundry", id="plural"),
        pytest.param("charge", "khabarovsk/charging-infrastructure", id="inflection of a verb"),
        pytest.param(
            "repairing", "bashkortostan/trams sverdlovsk/trams", id="inflection of a form"
        ),
        pytest.param(
            "8702", "bashkortostan/trolleybuses bashkortostan/trolleybuses-more", id="HS code"
        ),
        pytest.param("87", "irkutsk/trucks irkutsk/gas-powered-vehicles sverdlovsk/mining-trucks",
            id="a whole code, not its beginning"),
        pytest.param("2822", "chelyabinsk/machine-tools", id="ISIC code"),
        pytest.param("842*", "irkutsk/elevators sverdlovsk/elevators", id="beginning of a code"),
        pytest.param("4210 METRO*", "sverdlovsk/metro", id="a word and a beginning"),
        pytest.param(
            "automoti* existing report",
            "bashkortostan/trolleybuses chelyabinsk/truck-components"
            " chelyabinsk/automotive-components sverdlovsk/automotive",
            id="a beginning that is no stem, a status, who says so",
        ),
        pytest.param("automoti", "", id="no beginning without a star"),
        pytest.param("sverdlovsk head planned", "", id="head of nothing there"),
        pytest.param("Dubrovsky foundry", "chelyabinsk/foundry", id="who headed the region"),
        pytest.param("irkutsk-2020-09-25 trucks", "irkutsk/trucks", id="id of a document"),
        pytest.param("irkutsk-2020-09-25/trucks", "irkutsk/trucks", id="id of a fact"),
        pytest.param("2020-09-25 fuel", "irkutsk/gas-powered-vehicles", id="day"),
        pytest.param(
            "bam",
            """
            khabarovsk/road-building-machinery khabarovsk/special-purpose-equipment
            khabarovsk/trucks
            """,
            id="part of a project",
        ),
        pytest.param("need military", "khabarovsk/defence-parts", id="condition"),
        pytest.param("Innoprom", "", id="what was said of something wider"),
    ],
)  # fmt: skip
def test_text_finds_records(data: Connection, text: str, kept: str) -> None:
    assert short(data.sectors(text)) == kept.split()


@pytest.mark.parametrize("text", ["Ufa", "уфа", "Volga-Ufa", "republic"])
def test_a_capital_is_no_part_of_manufacturing(data: Connection, text: str) -> None:
    found = {row.region for row in data.sectors(text)}
    assert found <= {"bashkortostan"}


def test_text_finds_what_is_wider_where_that_is_asked_for(data: Connection) -> None:
    found = short(data.sectors("Innoprom", scope="all"))
    assert found == ["sverdlovsk/exhibitions", "sverdlovsk/exhibitions-continued"]
    found = short(data.sectors("russian-market", scope="wider"))
    assert found == ["khabarovsk/elevators-russian-market", "sverdlovsk/aircraft-russian-market"]


@pytest.mark.parametrize(
    ("listing", "text", "kept"),
    [
        pytest.param("regions", "kobzev", "irkutsk", id="head"),
        pytest.param("regions", "Kuivashev", "sverdlovsk", id="another head"),
        pytest.param("regions", "territory GOVERNOR", "khabarovsk", id="title"),
        pytest.param("regions", "ufa", "bashkortostan", id="capital"),
        pytest.param("regions", "volga", "bashkortostan", id="district"),
        pytest.param("regions", "область", "chelyabinsk irkutsk sverdlovsk", id="Russian name"),
        pytest.param("regions", "хабаровскии", "khabarovsk", id="accents"),
        pytest.param(
            "regions", "oblast urál", "chelyabinsk sverdlovsk", id="accents the other way"
        ),
        pytest.param("regions", "284 million", "irkutsk", id="turnover"),
        pytest.param("regions", "2025-02-03", "khabarovsk", id="day"),
        pytest.param("companies", "белаз", "belaz", id="alias of a company"),
        pytest.param("companies", "minsk", "maz mtz mzor", id="city or alias of a company"),
        pytest.param("companies", "tramcars", "belkommunmash", id="sector of a company"),
        pytest.param("companies", "russia", "ufa-tram-and-trolleybus-plant", id="country"),
        pytest.param(
            "companies",
            "башкирия",
            "amkodor belkommunmash maz ufa-tram-and-trolleybus-plant",
            id="region of a company",
        ),
        pytest.param("companies", "interest", "belstankoinstrument", id="status of a company"),
        pytest.param(
            "companies", "tram proposed", "belkommunmash ufa-tram-and-trolleybus-plant",
            id="its own name, the status of a record"),
        pytest.param(
            "companies",
            "mogilevliftmash",
            "mogilevliftmash mogilevliftmash-usolye",
            id="a company without records",
        ),
        pytest.param(
            "figures", "annually", "bashkortostan/trolleybus-output-2020-2022", id="words"
        ),
        pytest.param(
            "figures", "international belaz", "khabarovsk/belaz-market-share", id="name and scope"
        ),
        pytest.param("figures", "СВЕРДЛОВСК second", "sverdlovsk/meetings", id="region"),
        pytest.param("figures", "40%", "khabarovsk/belaz-market-share", id="a number with a sign"),
        pytest.param("figures", "meetings 2019", "sverdlovsk/meetings", id="year"),
        pytest.param("trade", "pandemic", "irkutsk/turnover-2020", id="cause"),
        pytest.param("trade", "drop", "irkutsk/turnover-2020", id="dropped"),
        pytest.param(
            "trade",
            "2019",
            """
            irkutsk/turnover-2019/derived-2018 irkutsk/turnover-2019 irkutsk/turnover-2020
            """,
            id="year, or what is compared to it",
        ),
        pytest.param(
            "trade",
            "accurate",
            "bashkortostan/turnover-2024+change-2024/derived-2023 bashkortostan/change-2024",
            id="doubt, of what is derived too",
        ),
        pytest.param("trade", "usd target", "bashkortostan/target-2025", id="currency and kind"),
        pytest.param("trade", "almost", "sverdlovsk/turnover", id="hedge"),
        pytest.param("trade", "trolleybus", "", id="nothing"),
        pytest.param("documents", "chelyabinsk", "chelyabinsk", id="region"),
        pytest.param("documents", "Kuivashev", "sverdlovsk", id="head"),
        pytest.param("documents", "minsk", "sverdlovsk", id="place"),
        pytest.param("documents", "newskitchen", "irkutsk", id="address"),
        pytest.param("documents", "27 april", "chelyabinsk", id="stated date"),
        pytest.param("documents", "2025", "khabarovsk bashkortostan sverdlovsk", id="year"),
        pytest.param("matrix", "knitwear", "light-industry", id="matrix"),
        pytest.param("matrix", "knitwear existing", "", id="matrix and status"),
    ],
)  # fmt: skip
def test_text_finds_rows_of_every_listing(
    data: Connection, listing: str, text: str, kept: str
) -> None:
    assert short(getattr(data, listing)(text)) == kept.split()


@pytest.mark.parametrize("listing", LISTINGS)
@pytest.mark.parametrize("text", ["%", "% belaz", "belaz -", "*", "!?"])
def test_a_word_without_letter_or_digit_is_an_error(
    data: Connection, listing: str, text: str
) -> None:
    with pytest.raises(UsageError, match="has no letter and no digit"):
        getattr(data, listing)(text)


def test_blank_text_is_no_text(data: Connection) -> None:
    assert data.trade(" \n") == data.trade("") == data.trade()


@pytest.mark.parametrize(
    "text",
    ['"belaz"', "belaz OR maz", "belaz AND", "NOT belaz", "NEAR(belaz)", "words:belaz", "bel'az"],
)
def test_what_means_something_to_a_search_engine_means_nothing_here(
    data: Connection, text: str
) -> None:
    words = [word.strip("\"'()") for word in text.replace(":", " ").replace("(", " ").split()]
    assert data.sectors(text) == data.sectors(" ".join(words)) or "'" in text


def test_every_order_of_the_words_finds_the_same(data: Connection) -> None:
    found = [data.sectors(" ".join(each)) for each in permutations("ready supply maintain".split())]
    assert short(found[0]) == [
        "khabarovsk/road-building-machinery",
        "khabarovsk/special-purpose-equipment",
        "khabarovsk/dump-trucks-more",
        "khabarovsk/trucks",
    ]
    assert all(each == found[0] for each in found)


def test_every_sector_is_found_by_each_word_for_it(data: Connection, dataset: Dataset) -> None:
    spoken_of = {fact.sector for document in dataset.documents for fact in document.cooperation}
    missed = [
        (sector.id, name)
        for sector in dataset.sectors
        if sector.id in spoken_of
        for name in (sector.id, sector.name, sector.name_ru, *sector.aliases)
        if sector.id not in {row.sector for row in data.sectors(name, scope="all")}
    ]
    assert missed == []


@pytest.mark.parametrize("listing", LISTINGS)
@settings(derandomize=True, deadline=None, max_examples=40)
@given(text=st.text(), words=st.lists(st.sampled_from("minsk ufa supply oblast".split())))
def test_any_text_can_be_looked_for(
    data: Connection, listing: str, text: str, words: list[str]
) -> None:
    ask = getattr(data, listing)
    found = ask(" ".join(words))
    assert found == ask("  ".join(word.upper() for word in reversed(words)))
    try:
        narrower = ask(" ".join([text, *words]))
    except UsageError:
        return
    assert {key(row) for row in narrower} <= {key(row) for row in found}
