"""Queries on the real dataset: what each filter keeps, what each row holds, what always holds."""

import re
from collections.abc import Sequence
from typing import Any, Protocol

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bilat
from bilat import Dataset, Filters, UsageError
from bilat.dataset.models import Change, Document, Product, Trade, TradeKind
from bilat.questions.listings import LISTINGS
from bilat.questions.query import matrix_regions, with_inferred_turnover, without_turnover

law = settings(derandomize=True, deadline=None, max_examples=40)


class Ask(Protocol):
    def __call__(self, listing: str, **filters: Any) -> Sequence[Any]: ...


@pytest.fixture(scope="module")
def ask(dataset: Dataset) -> Ask:
    """Asks a listing of the real dataset."""

    def ask(listing: str, **filters: Any) -> Sequence[Any]:
        return LISTINGS[listing].rows(dataset, Filters(**filters))

    return ask


def key(row: Any) -> str:
    """What tells the rows of a listing apart: the id, in the matrix that of the sector."""
    return str(row.sector.id if isinstance(row, bilat.questions.query.MatrixRow) else row.id)


def short(rows: Sequence[Any]) -> list[str]:
    """The keys without the dates of the documents."""
    return [re.sub(r"-\d{4}-\d\d-\d\d", "", key(row)) for row in rows]


# What each filter keeps

IRKUTSK = """
    irkutsk/elevators irkutsk/mining-equipment irkutsk/mining-vehicles irkutsk/electric-cars
    irkutsk/gas-powered-vehicles irkutsk/trucks irkutsk/public-transport irkutsk/activity
    irkutsk/plans irkutsk/trade-development irkutsk/joint-projects irkutsk/visits irkutsk/do-better
"""


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        pytest.param({"region": ["irkutsk"]}, IRKUTSK, id="region"),
        pytest.param({"district": ["Siberian"]}, IRKUTSK, id="district"),
        pytest.param({"year": [2020]}, IRKUTSK, id="year of the meeting"),
        pytest.param({"year": [2019]}, "", id="no meeting in the year of a turnover"),
        pytest.param(
            {"sector": ["agriculture"]},
            """
            chelyabinsk/agriculture chelyabinsk/agriculture-experience
            chelyabinsk/agricultural-science khabarovsk/agriculture khabarovsk/animal-husbandry
            """,
            id="sector with its children",
        ),
        pytest.param(
            {"sector": ["agricultural-science"]},
            "chelyabinsk/agricultural-science",
            id="child without its parent",
        ),
        pytest.param(
            {"sector": ["public-transport", "tractors"]},
            """
            bashkortostan/tractors bashkortostan/trams bashkortostan/trolleybuses
            bashkortostan/trolleybuses-more chelyabinsk/tractor-components
            irkutsk/public-transport khabarovsk/charging-infrastructure
            khabarovsk/electric-transport sverdlovsk/trams
            """,
            id="two sectors",
        ),
        pytest.param(
            {"status": ["planned"]},
            """
            bashkortostan/equipment-continued bashkortostan/road-machinery-center
            chelyabinsk/machine-building-cluster chelyabinsk/mutual-proposals irkutsk/plans
            irkutsk/trade-development sverdlovsk/exhibitions-continued
            """,
            id="status",
        ),
        pytest.param(
            {"proposed_by": ["region"]}, "chelyabinsk/foundry irkutsk/do-better", id="proposed by"
        ),
        pytest.param({"form": ["repair"]}, "bashkortostan/trams sverdlovsk/trams", id="form"),
        pytest.param(
            {"form": ["repair", "research"]},
            "bashkortostan/trams chelyabinsk/agricultural-science sverdlovsk/trams",
            id="two forms",
        ),
        pytest.param(
            {"company": ["maz"]},
            "bashkortostan/trolleybuses khabarovsk/road-building-machinery khabarovsk/trucks",
            id="company",
        ),
        pytest.param(
            {"region": ["RU-BA"], "status": ["PROPOSED"], "form": ["joint production"]},
            "bashkortostan/road-machinery bashkortostan/trolleybuses-more",
            id="three, freely spelt",
        ),
        pytest.param(
            {"region": ["irkutsk", "sverdlovsk"], "district": ["ural"], "status": ["proposed"]},
            """
            sverdlovsk/elevators sverdlovsk/trams sverdlovsk/aircraft sverdlovsk/metro
            sverdlovsk/any-area
            """,
            id="region and district",
        ),
        pytest.param({"region": ["irkutsk"], "district": ["ural"]}, "", id="region elsewhere"),
        pytest.param(
            {
                "text": "turn-key",
                "region": ["khabarovsk", "irkutsk"],
                "district": ["far-eastern"],
                "year": [2020, 2025],
                "sector": ["public-transport"],
                "status": ["proposed"],
                "form": ["supply"],
                "proposed_by": ["belarus"],
            },
            "khabarovsk/electric-transport",
            id="nearly all at once",
        ),
    ],
)
def test_sectors_keeps_the_records_that_fit(ask: Ask, filters: dict[str, Any], kept: str) -> None:
    assert short(ask("sectors", **filters)) == kept.split()


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        pytest.param(
            {},
            """
            bashkortostan/turnover-2024+change-2024/derived-2023 bashkortostan/change-2024
            bashkortostan/turnover-2024 bashkortostan/target-2025 chelyabinsk/turnover-trend
            irkutsk/turnover-2019/derived-2018 irkutsk/turnover-2019 irkutsk/turnover-2020
            sverdlovsk/turnover
            """,
            id="all, by region and year",
        ),
        pytest.param({"year": [2013]}, "chelyabinsk/turnover-trend", id="first year of a period"),
        pytest.param({"year": [2014]}, "chelyabinsk/turnover-trend", id="last year of a period"),
        pytest.param({"year": [2015]}, "", id="a year in which only a meeting was"),
        pytest.param(
            {"year": [2018, 2025]},
            "bashkortostan/target-2025 irkutsk/turnover-2019/derived-2018",
            id="two years",
        ),
        pytest.param(
            {"basis": ["derived"]},
            """
            bashkortostan/turnover-2024+change-2024/derived-2023
            irkutsk/turnover-2019/derived-2018
            """,
            id="basis",
        ),
        pytest.param({"kind": ["target"]}, "bashkortostan/target-2025", id="kind"),
        pytest.param(
            {"district": ["ural"]}, "chelyabinsk/turnover-trend sverdlovsk/turnover", id="district"
        ),
        pytest.param(
            {"region": ["BA"], "kind": ["actual"], "basis": ["stated"], "year": [2023, 2024]},
            "bashkortostan/change-2024 bashkortostan/turnover-2024",
            id="all at once",
        ),
    ],
)
def test_trade_keeps_the_figures_that_fit(ask: Ask, filters: dict[str, Any], kept: str) -> None:
    assert short(ask("trade", **filters)) == kept.split()


@pytest.mark.parametrize(
    ("listing", "filters", "kept"),
    [
        pytest.param("regions", {"year": [2025]}, "bashkortostan khabarovsk sverdlovsk", id="met"),
        pytest.param(
            "regions", {"year": [2025], "district": ["ural"]}, "sverdlovsk", id="met, district"
        ),
        pytest.param("regions", {"region": ["СВЕРДЛОВСК", "ba"]}, "bashkortostan sverdlovsk"),
        pytest.param(
            "documents",
            {},
            "chelyabinsk irkutsk khabarovsk bashkortostan sverdlovsk",
            id="documents by date",
        ),
        pytest.param("documents", {"year": [2015, 2020]}, "chelyabinsk irkutsk"),
        pytest.param("documents", {"region": ["che"], "year": [2020]}, ""),
        pytest.param("documents", {"district": ["ural"]}, "chelyabinsk sverdlovsk"),
        pytest.param(
            "figures",
            {},
            """
            bashkortostan/trolleybus-output-2020-2022 bashkortostan/trolleybus-output-2023-2024
            khabarovsk/belaz-market-share khabarovsk/elevators-replaced sverdlovsk/meetings
            """,
            id="figures by region",
        ),
        pytest.param(
            "figures",
            {"year": [2021]},
            "bashkortostan/trolleybus-output-2020-2022 sverdlovsk/meetings",
            id="figures whose period includes a year",
        ),
        pytest.param("figures", {"year": [2018, 2026]}, "", id="figures without a period"),
        pytest.param(
            "figures",
            {"district": ["Far Eastern"]},
            "khabarovsk/belaz-market-share khabarovsk/elevators-replaced",
        ),
        pytest.param(
            "companies",
            {},
            """
            amkodor belaz belkommunmash belstankoinstrument maz mogilevliftmash
            mogilevliftmash-usolye mtz mzor ufa-tram-and-trolleybus-plant
            """,
            id="all companies",
        ),
        pytest.param("companies", {"sector": ["automotive"]}, "amkodor maz"),
        pytest.param(
            "companies", {"form": ["assembly"]}, "amkodor belaz mogilevliftmash-usolye mtz"
        ),
        pytest.param("companies", {"company": ["УТТЗ"]}, "ufa-tram-and-trolleybus-plant"),
        pytest.param(
            "companies", {"status": ["proposed"]}, "amkodor belaz belkommunmash maz", id="status"
        ),
        pytest.param("matrix", {"company": ["belkommunmash"]}, "trams"),
    ],
)
def test_the_other_listings_keep_what_fits(
    ask: Ask, listing: str, filters: dict[str, Any], kept: str
) -> None:
    assert short(ask(listing, **filters)) == kept.split()


@pytest.mark.parametrize(
    ("listing", "text", "kept"),
    [
        pytest.param("sectors", "KNITWEAR", "bashkortostan/light-industry", id="product"),
        pytest.param("sectors", "elga", "khabarovsk/infrastructure-interest", id="project"),
        pytest.param("sectors", "minsk mzor", "chelyabinsk/machine-building-cluster", id="place"),
        pytest.param("sectors", "success", "irkutsk/elevators", id="summary"),
        pytest.param("sectors", "uttz", "bashkortostan/trolleybuses", id="company alias"),
        pytest.param("sectors", "tramcars Bashkiria", "bashkortostan/trams", id="sector alias"),
        pytest.param("sectors", "ru-irk electric", "irkutsk/electric-cars", id="ISO code"),
        pytest.param("sectors", "knitwear yekaterinburg", "", id="a word too many"),
        pytest.param("sectors", "УТТЗ башкирия", "bashkortostan/trolleybuses", id="Russian"),
        pytest.param("sectors", "turnkey", "", id="a hyphen parts two words"),
        pytest.param(
            "sectors",
            "Khabarovsk AMKODOR",
            "khabarovsk/road-building-machinery khabarovsk/trucks",
            id="every word, any order",
        ),
        pytest.param(
            "sectors",
            "urban-transport",
            """
            bashkortostan/trams bashkortostan/trolleybuses bashkortostan/trolleybuses-more
            irkutsk/public-transport khabarovsk/charging-infrastructure
            khabarovsk/electric-transport sverdlovsk/trams
            """,
            id="alias of the parent sector",
        ),
        pytest.param("regions", "kobzev", "irkutsk", id="head"),
        pytest.param("regions", "territory GOVERNOR", "khabarovsk", id="title"),
        pytest.param("regions", "ufa", "bashkortostan", id="capital"),
        pytest.param("regions", "volga", "bashkortostan", id="district"),
        pytest.param("regions", "область", "chelyabinsk irkutsk sverdlovsk", id="Russian name"),
        pytest.param("regions", "хабаровскии", "khabarovsk", id="accents"),
        pytest.param(
            "regions", "oblast urál", "chelyabinsk sverdlovsk", id="accents the other way"
        ),
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
        pytest.param("figures", "%", "khabarovsk/belaz-market-share", id="a sign"),
        pytest.param("figures", "% second", "", id="a sign and a word too many"),
        pytest.param("matrix", "knitwear", "light-industry", id="matrix"),
    ],
)
def test_text_finds_rows_by_every_word(ask: Ask, listing: str, text: str, kept: str) -> None:
    assert short(ask(listing, text=text)) == kept.split()


# What a listing does not take

PLACE = {"region", "district", "year"}
RECORD = {"text", *PLACE, "sector", "status", "form", "company", "proposed_by"}
TAKES = {
    "regions": {"text", *PLACE},
    "sectors": RECORD,
    "trade": {*PLACE, "basis", "kind"},
    "companies": RECORD,
    "figures": {"text", *PLACE},
    "documents": PLACE,
    "matrix": RECORD,
}
KNOWN: dict[str, Any] = {
    "text": "u",
    "region": ["irkutsk"],
    "district": ["Ural"],
    "year": [2020],
    "sector": ["food"],
    "status": ["planned"],
    "form": ["supply"],
    "company": ["maz"],
    "proposed_by": ["region"],
    "basis": ["stated"],
    "kind": ["actual"],
}


@pytest.mark.parametrize("name", KNOWN)
@pytest.mark.parametrize("listing", TAKES)
def test_a_filter_applies_or_is_an_error(ask: Ask, listing: str, name: str) -> None:
    if name in TAKES[listing]:
        ask(listing, **{name: KNOWN[name]})
    else:
        with pytest.raises(UsageError, match=f"^{listing} has no filter '{name}'$"):
            ask(listing, **{name: KNOWN[name]})


@pytest.mark.parametrize(
    ("listing", "name", "message"),
    [
        ("sectors", "region", "unknown region 'qqq'"),
        ("trade", "district", "unknown federal district 'qqq'"),
        ("companies", "sector", "unknown sector 'qqq'"),
        ("matrix", "status", "unknown status 'qqq'"),
        ("sectors", "form", "unknown form 'qqq'"),
        ("companies", "company", "unknown company 'qqq'"),
        ("sectors", "proposed_by", "unknown side 'qqq'"),
        ("trade", "basis", "unknown basis 'qqq'"),
        ("trade", "kind", "unknown kind 'qqq'"),
    ],
)
def test_an_unknown_value_is_an_error_even_beside_a_known_one(
    ask: Ask, listing: str, name: str, message: str
) -> None:
    with pytest.raises(UsageError, match=f"^{message}"):
        ask(listing, **{name: [*KNOWN[name], "qqq"]})


# Laws

VALUES: dict[str, Sequence[Any]] = {
    "region": "bashkortostan chelyabinsk irkutsk khabarovsk sverdlovsk".split(),
    "district": ["Volga", "Ural", "Siberian", "Far Eastern"],
    "year": range(2012, 2027),
    "sector": (
        "mechanical-engineering automotive trucks public-transport trams food agriculture "
        "mining-vehicles cross-sector"
    ).split(),
    "status": "existing planned proposed interest".split(),
    "form": "supply components assembly maintenance repair".split(),
    "company": "amkodor belaz maz mogilevliftmash mtz".split(),
    "proposed_by": ["belarus", "region"],
    "basis": ["stated", "derived"],
    "kind": ["actual", "target"],
}
WORDS = st.sampled_from("minsk ufa trolleybus governor supply belaz oblast market Бел".split())
LISTING = pytest.mark.parametrize("listing", TAKES)


@st.composite
def questions(draw: st.DrawFn, listing: str) -> dict[str, Any]:
    """Some of the filters that a listing takes, each with some values."""
    names = draw(st.sets(st.sampled_from(sorted(TAKES[listing])), max_size=4))
    return {
        name: draw(WORDS)
        if name == "text"
        else draw(st.lists(st.sampled_from(VALUES[name]), min_size=1, max_size=3))
        for name in sorted(names)
    }


@LISTING
@law
@given(data=st.data())
def test_two_filters_keep_what_both_keep_in_the_same_order(
    ask: Ask, listing: str, data: st.DataObject
) -> None:
    question = data.draw(questions(listing))
    first = data.draw(st.sets(st.sampled_from(sorted(question)))) if question else set()
    one = {name: question[name] for name in question if name in first}
    other = {name: question[name] for name in question if name not in first}
    both, left, right = ask(listing, **one, **other), ask(listing, **one), ask(listing, **other)
    if listing in ("companies", "matrix"):  # whose rows sum records up
        kept = [key(row) for row in both]
        assert kept == [key(row) for row in left if key(row) in kept]
        assert kept == [key(row) for row in right if key(row) in kept]
    else:
        assert both == [row for row in left if row in right]
        assert both == ask(listing, **other, **one)


@LISTING
@law
@given(data=st.data())
def test_several_values_keep_what_any_of_them_keeps(
    ask: Ask, listing: str, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(TAKES[listing] - {"text"})))
    values = data.draw(st.lists(st.sampled_from(VALUES[name]), min_size=1, max_size=3))
    together = ask(listing, **{name: values})
    apart = {key(row) for value in values for row in ask(listing, **{name: [value]})}
    assert [key(row) for row in together] == [key(row) for row in ask(listing) if key(row) in apart]
    assert ask(listing, **{name: [*reversed(values), *values]}) == together


@pytest.mark.parametrize("listing", [name for name, takes in TAKES.items() if "text" in takes])
@law
@given(text=st.text(), words=st.lists(WORDS, max_size=3))
def test_any_text_can_be_looked_for(ask: Ask, listing: str, text: str, words: list[str]) -> None:
    everything = [key(row) for row in ask(listing)]
    assert {key(row) for row in ask(listing, text=text)} <= set(everything)
    found = ask(listing, text=" ".join(words))
    assert found == ask(listing, text="  ".join(word.upper() for word in reversed(words)))
    assert {key(row) for row in ask(listing, text=" ".join([text, *words]))} <= set(map(key, found))


# What the rows hold


@pytest.mark.parametrize(
    ("listing", "filters", "row"),
    [
        pytest.param(
            "regions",
            {"region": ["irkutsk"]},
            {
                "id": "irkutsk",
                "name": "Irkutsk",
                "official_name": "Irkutsk Oblast",
                "kind": "oblast",
                "iso_3166_2": "RU-IRK",
                "federal_district": "Siberian",
                "capital": "Irkutsk",
                "name_ru": "Иркутская область",
                "head": "Igor Kobzev",
                "head_title": "Governor of Irkutsk Oblast",
                "date": "2020-09-25",
                "date_basis": "stated",
                "turnover": "over $284 million",
                "turnover_year": 2019,
                "existing": 2,
                "planned": 2,
                "proposed": 3,
                "interest": 6,
                "document": "irkutsk-2020-09-25",
            },
            id="region",
        ),
        pytest.param(
            "sectors",
            {"text": "amkodor centre"},
            {
                "id": "bashkortostan-2025-02-07/road-machinery-center",
                "region": "bashkortostan",
                "region_name": "Bashkortostan",
                "sector": "road-building-machinery",
                "sector_name": "Road-building machinery",
                "isic": "2824",
                "status": "planned",
                "proposed_by": "belarus",
                "forms": ("maintenance",),
                "products": (),
                "hs": (),
                "companies": ("amkodor",),
                "places": ("Ufa",),
                "projects": ("Amkodor production and maintenance center",),
                "summary": (
                    "Belarus plans to open an Amkodor centre for production and maintenance in Ufa."
                ),
                "stated_by": "president",
                "speaker": "Aleksandr Lukashenko",
                "date": "2025-02-07",
                "document": "bashkortostan-2025-02-07",
                "paragraphs": (7,),
            },
            id="cooperation",
        ),
        pytest.param(
            "trade",
            {"region": ["irkutsk"], "year": [2019]},
            {
                "id": "irkutsk-2020-09-25/turnover-2019",
                "region": "irkutsk",
                "region_name": "Irkutsk",
                "year_from": 2019,
                "year_to": 2019,
                "year_basis": "stated",
                "kind": "actual",
                "basis": "stated",
                "text": "over $284 million",
                "hedge": "over",
                "lower": 284_000_000,
                "upper": None,
                "currency": "USD",
                "direction": "up",
                "change_text": "going up by 2.6 times",
                "change_lower": 1.6,
                "change_upper": 1.6,
                "compared_to": 2018,
                "stated_by": "region_head",
                "speaker": "Igor Kobzev",
                "derivation": None,
                "note": None,
                "document": "irkutsk-2020-09-25",
                "paragraphs": (8,),
            },
            id="stated trade",
        ),
        pytest.param(
            "trade",
            {"region": ["sverdlovsk"]},
            {
                "id": "sverdlovsk-2025-02-24/turnover",
                "region": "sverdlovsk",
                "region_name": "Sverdlovsk",
                "year_from": 2024,
                "year_to": 2024,
                "year_basis": "inferred",
                "kind": "actual",
                "basis": "stated",
                "text": "almost $1 billion",
                "hedge": "almost",
                "lower": None,
                "upper": 1_000_000_000,
                "currency": "USD",
                "direction": None,
                "change_text": None,
                "change_lower": None,
                "change_upper": None,
                "compared_to": None,
                "stated_by": "president",
                "speaker": "Aleksandr Lukashenko",
                "derivation": None,
                "note": (
                    'The President says "today" in February 2025; the last full year before the '
                    "meeting is taken."
                ),
                "document": "sverdlovsk-2025-02-24",
                "paragraphs": (2,),
            },
            id="trade with an upper bound in an inferred year",
        ),
        pytest.param(
            "trade",
            {"region": ["irkutsk"], "year": [2018]},
            {
                "id": "irkutsk-2020-09-25/turnover-2019/derived-2018",
                "region": "irkutsk",
                "region_name": "Irkutsk",
                "year_from": 2018,
                "year_to": 2018,
                "year_basis": "stated",
                "kind": "actual",
                "basis": "derived",
                "text": None,
                "hedge": "over",
                "lower": 109_230_769,
                "upper": None,
                "currency": "USD",
                "direction": None,
                "change_text": None,
                "change_lower": None,
                "change_upper": None,
                "compared_to": None,
                "stated_by": None,
                "speaker": None,
                "derivation": "[284000000, inf) / 2.6 from irkutsk-2020-09-25/turnover-2019",
                "note": None,
                "document": "irkutsk-2020-09-25",
                "paragraphs": (8,),
            },
            id="trade derived from one fact",
        ),
        pytest.param(
            "trade",
            {"region": ["bashkortostan"], "year": [2023]},
            {
                "id": "bashkortostan-2025-02-07/turnover-2024+change-2024/derived-2023",
                "region": "bashkortostan",
                "region_name": "Bashkortostan",
                "year_from": 2023,
                "year_to": 2023,
                "year_basis": "inferred",
                "kind": "actual",
                "basis": "derived",
                "text": None,
                "hedge": "about",
                "lower": 331_578_947,
                "upper": 340_425_532,
                "currency": "USD",
                "direction": None,
                "change_text": None,
                "change_lower": None,
                "change_upper": None,
                "compared_to": None,
                "stated_by": None,
                "speaker": None,
                "derivation": (
                    "[315000000, 320000000] / (1 + [-0.06, -0.05]) from "
                    "bashkortostan-2025-02-07/turnover-2024 and "
                    "bashkortostan-2025-02-07/change-2024"
                ),
                "note": (
                    'The "existing" mark, named in February 2025 right after the fall of last '
                    'year. "Last year", said in February 2025. The President adds that the '
                    "statistics may not be quite accurate."
                ),
                "document": "bashkortostan-2025-02-07",
                "paragraphs": (2,),
            },
            id="trade derived from two facts",
        ),
        pytest.param(
            "companies",
            {"company": ["maz"]},
            {
                "id": "maz",
                "name": "MAZ",
                "city": None,
                "country": "Belarus",
                "aliases": ("МАЗ", "Minsk Automobile Plant"),
                "regions": ("bashkortostan", "khabarovsk"),
                "sectors": ("trolleybuses", "road-building-machinery", "trucks"),
                "statuses": ("existing", "proposed"),
                "records": 3,
            },
            id="company",
        ),
        pytest.param(
            "companies",
            {"company": ["maz"], "sector": ["automotive"]},
            {
                "id": "maz",
                "name": "MAZ",
                "city": None,
                "country": "Belarus",
                "aliases": ("МАЗ", "Minsk Automobile Plant"),
                "regions": ("khabarovsk",),
                "sectors": ("trucks",),
                "statuses": ("proposed",),
                "records": 1,
            },
            id="company in one sector",
        ),
        pytest.param(
            "figures",
            {"text": "20 to 60"},
            {
                "id": "bashkortostan-2025-02-07/trolleybus-output-2020-2022",
                "region": "bashkortostan",
                "region_name": "Bashkortostan",
                "name": "Trolleybuses produced per year",
                "text": "from 20 to 60 trolleybuses annually",
                "hedge": "range",
                "lower": 20,
                "upper": 60,
                "unit": "trolleybuses per year",
                "year_from": 2020,
                "year_to": 2022,
                "scope": "joint production of MAZ and the Ufa Tram and Trolleybus Plant",
                "stated_by": "document",
                "speaker": None,
                "document": "bashkortostan-2025-02-07",
                "paragraphs": (5,),
            },
            id="figure",
        ),
        pytest.param(
            "figures",
            {"text": "thousands"},
            {
                "id": "khabarovsk-2025-02-03/elevators-replaced",
                "region": "khabarovsk",
                "region_name": "Khabarovsk",
                "name": "Elevators replaced per year",
                "text": "thousands of elevators a year",
                "hedge": "about",
                "lower": None,
                "upper": None,
                "unit": "elevators per year",
                "year_from": None,
                "year_to": None,
                "scope": "Belarus",
                "stated_by": "president",
                "speaker": "Aleksandr Lukashenko",
                "document": "khabarovsk-2025-02-03",
                "paragraphs": (11,),
            },
            id="figure without bounds or years",
        ),
        pytest.param(
            "documents",
            {"region": ["sverdlovsk"]},
            {
                "id": "sverdlovsk-2025-02-24",
                "region": "sverdlovsk",
                "region_name": "Sverdlovsk",
                "date": "2025-02-24",
                "date_stated": "24 February",
                "date_basis": "inferred",
                "date_note": (
                    "The year is not printed. The governor congratulates on a presidential "
                    "election, which was in January 2025; the press of that day agrees."
                ),
                "place": "Minsk",
                "head": "Yevgeny Kuivashev",
                "head_title": "Governor of Sverdlovsk Oblast",
                "publisher": "Press service of the President of the Republic of Belarus",
                "url": (
                    "https://president.gov.by/en/events/vstreca-s-gubernatorom-"
                    "sverdlovskoj-oblasti-rossii-evgeniem-kujvasevym-1740395378"
                ),
                "language": "en",
                "paragraphs": 13,
                "sha256": "872642d0f26da9babe42b34ae30796703d59fdba861058ef16db68a90603507b",
                "cooperation": 16,
                "trade": 1,
                "figures": 1,
            },
            id="document",
        ),
    ],
)
def test_a_row_holds(ask: Ask, listing: str, filters: dict[str, Any], row: dict[str, Any]) -> None:
    assert [each._asdict() for each in ask(listing, **filters)] == [row]


def test_codes_are_those_of_the_products_that_have_one(dataset: Dataset) -> None:
    (document,) = [each for each in dataset.documents if each.region == "irkutsk"]
    products = tuple(
        Product(name=name, hs=hs)
        for name, hs in [("lorries", "8704"), ("parts", None), ("cars", "8703"), ("vans", "8704")]
    )
    fact = document.cooperation[0].model_copy(update={"products": products})
    changed = with_documents(dataset, document.model_copy(update={"cooperation": (fact,)}))
    (row,) = bilat.sectors(changed)
    assert row.products == ("lorries", "parts", "cars", "vans")
    assert row.hs == ("8704", "8703")


# Turnover, companies without records, several meetings


def with_documents(dataset: Dataset, *documents: Document) -> Dataset:
    """The catalogues of a dataset with other documents."""
    return Dataset(
        regions=dataset.regions,
        sectors=dataset.sectors,
        companies=dataset.companies,
        documents=documents,
    )


@pytest.mark.parametrize(
    ("filters", "missing"),
    [
        pytest.param({}, "chelyabinsk khabarovsk", id="all"),
        pytest.param({"region": ["irkutsk", "khabarovsk"]}, "khabarovsk", id="region"),
        pytest.param({"district": ["ural"]}, "chelyabinsk", id="district"),
        pytest.param({"region": ["sverdlovsk"]}, "", id="none"),
        pytest.param({"year": [2020]}, "chelyabinsk khabarovsk", id="whatever the year"),
    ],
)
def test_regions_without_a_stated_turnover_are_known(
    dataset: Dataset, filters: dict[str, Any], missing: str
) -> None:
    found = without_turnover(dataset, Filters(**filters))
    assert [region.id for region in found] == missing.split()


@pytest.mark.parametrize(
    ("filters", "inferred"),
    [
        pytest.param({}, "bashkortostan sverdlovsk", id="all"),
        pytest.param({"region": ["irkutsk", "sverdlovsk"]}, "sverdlovsk", id="region"),
        pytest.param({"district": ["volga", "siberian"]}, "bashkortostan", id="district"),
    ],
)
def test_regions_whose_turnover_is_of_an_inferred_year_are_known(
    dataset: Dataset, filters: dict[str, Any], inferred: str
) -> None:
    found = with_inferred_turnover(dataset, Filters(**filters))
    assert [region.id for region in found] == inferred.split()


def test_a_turnover_that_is_not_stated_is_null(ask: Ask) -> None:
    assert [(row.id, row.turnover, row.turnover_year) for row in ask("regions")] == [
        ("bashkortostan", "$315-320 million", 2024),
        ("chelyabinsk", None, None),
        ("irkutsk", "over $284 million", 2019),
        ("khabarovsk", None, None),
        ("sverdlovsk", "almost $1 billion", 2024),
    ]


@pytest.mark.parametrize(
    "filters",
    [
        {"region": ["bashkortostan", "chelyabinsk", "irkutsk", "khabarovsk", "sverdlovsk"]},
        {"district": ["Volga", "Ural", "Siberian", "Far Eastern"]},
        {"year": [2015, 2020, 2025]},
        {"sector": ["elevators"]},
        {"status": ["existing", "planned", "proposed", "interest"]},
        {"form": ["supply", "assembly"]},
        {"proposed_by": ["belarus", "region"]},
        {"region": ["irkutsk"], "district": ["Ural"]},
    ],
    ids=lambda filters: "".join(filters),
)
def test_a_company_without_records_is_listed_until_records_are_asked_for(
    ask: Ask, filters: dict[str, Any]
) -> None:
    (row,) = ask("companies", company=["mogilevliftmash"], text="Могилевлифтмаш")
    assert (row.regions, row.sectors, row.statuses, row.records) == ((), (), (), 0)
    assert ask("companies", company=["mogilevliftmash"], **filters) == []


def test_a_region_without_a_document_has_nulls_and_zeros(dataset: Dataset) -> None:
    (row,) = bilat.regions(with_documents(dataset), Filters(region=["irkutsk"]))
    assert (row.head, row.head_title, row.date, row.date_basis, row.document) == (None,) * 5
    assert (row.turnover, row.turnover_year) == (None, None)
    assert (row.existing, row.planned, row.proposed, row.interest) == (0, 0, 0, 0)


def test_the_latest_meeting_and_the_latest_turnover_speak_for_a_region(dataset: Dataset) -> None:
    (document,) = [each for each in dataset.documents if each.region == "irkutsk"]

    def meeting(date: str, head: str, trade: tuple[Trade, ...]) -> Document:
        belarus, region = document.participants
        return document.model_copy(
            update={
                "id": f"irkutsk-{date}",
                "date": document.date.model_copy(update={"value": date}),
                "participants": (belarus, region.model_copy(update={"name": head})),
                "cooperation": (document.cooperation[2],),
                "trade": trade,
            }
        )

    stated = document.trade[0]
    of_2017 = stated.model_copy(
        update={"period": stated.period.model_copy(update={"from_": 2017, "to": 2017})}
    )
    changed = with_documents(
        dataset,
        meeting("2024-05-05", "Last Head", (of_2017,)),
        document,
        meeting("2016-01-01", "First Head", document.trade[1:]),
    )
    (row,) = bilat.regions(changed, Filters(year=[2016, 2020]))
    assert (row.head, row.date, row.document) == ("Last Head", "2024-05-05", "irkutsk-2024-05-05")
    assert (row.turnover, row.turnover_year) == ("over $284 million", 2019)
    assert (row.existing, row.planned, row.proposed, row.interest) == (4, 2, 3, 6)
    assert [row.date for row in bilat.documents(changed)] == [
        "2016-01-01",
        "2020-09-25",
        "2024-05-05",
    ]
    assert [row.date for row in bilat.sectors(changed, Filters(sector=["elevators"]))] == [
        "2016-01-01",
        "2020-09-25",
        "2024-05-05",
    ]
    assert [row.date for row in bilat.sectors(changed, Filters(year=[2016]))] == ["2016-01-01"]


def test_trade_goes_by_last_year_first_year_basis_and_kind(dataset: Dataset) -> None:
    (document,) = [each for each in dataset.documents if each.region == "sverdlovsk"]
    (fact,) = document.trade
    quarter = Change(
        text="up 25%",
        direction="up",
        hedge="exact",
        lower=0.25,
        upper=0.25,
        factor=None,
        compared_to=2022,
    )

    def stated(
        id_: str, from_: int, to: int, kind: TradeKind = "actual", change: Change | None = None
    ) -> Trade:
        period = fact.period.model_copy(update={"from_": from_, "to": to})
        return fact.model_copy(update={"id": id_, "period": period, "kind": kind, "change": change})

    trade = (
        stated("two-years", 2023, 2024),
        stated("target", 2022, 2022, "target"),
        stated("year", 2022, 2022),
        stated("next", 2023, 2023, change=quarter),
        stated("three-years", 2020, 2022),
    )
    changed = with_documents(dataset, document.model_copy(update={"trade": trade}))
    assert short(bilat.trade(changed)) == [
        "sverdlovsk/three-years",
        "sverdlovsk/next/derived-2022",
        "sverdlovsk/year",
        "sverdlovsk/target",
        "sverdlovsk/next",
        "sverdlovsk/two-years",
    ]


def test_figures_go_by_region_and_then_as_the_document_has_them(dataset: Dataset) -> None:
    of = {document.region: document for document in dataset.documents}
    document = of["bashkortostan"]
    backwards = document.model_copy(update={"figures": document.figures[::-1]})
    assert short(bilat.figures(with_documents(dataset, of["sverdlovsk"], backwards))) == [
        "bashkortostan/trolleybus-output-2023-2024",
        "bashkortostan/trolleybus-output-2020-2022",
        "sverdlovsk/meetings",
    ]


# The matrix


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        pytest.param(
            {"company": ["belaz"]},
            [
                (
                    "mining-vehicles",
                    "mechanical-engineering",
                    {
                        "chelyabinsk": ("existing",),
                        "khabarovsk": ("existing", "proposed"),
                        "sverdlovsk": ("existing",),
                    },
                )
            ],
            id="one sector",
        ),
        pytest.param(
            {"status": ["planned", "interest"], "region": ["bashkortostan", "chelyabinsk"]},
            [
                (
                    "mechanical-engineering",
                    None,
                    {"bashkortostan": ("planned",), "chelyabinsk": ("planned",)},
                ),
                ("machine-tools", "mechanical-engineering", {"chelyabinsk": ("interest",)}),
                (
                    "road-building-machinery",
                    "mechanical-engineering",
                    {"bashkortostan": ("planned",)},
                ),
                (
                    "cross-sector",
                    None,
                    {"bashkortostan": ("interest",), "chelyabinsk": ("planned",)},
                ),
            ],
            id="sectors in their order",
        ),
        pytest.param(
            {"sector": ["cross-sector"], "region": ["khabarovsk", "irkutsk"]},
            [
                (
                    "cross-sector",
                    None,
                    {
                        "irkutsk": ("existing", "planned", "proposed"),
                        "khabarovsk": ("existing", "proposed", "interest"),
                    },
                )
            ],
            id="statuses in their order",
        ),
        pytest.param({"text": "nothing of the sort"}, [], id="nothing"),
    ],
)
def test_the_matrix_has_the_statuses_by_sector_and_region(
    dataset: Dataset, filters: dict[str, Any], expected: list[Any]
) -> None:
    rows = bilat.matrix(dataset, Filters(**filters))
    assert [
        (row.sector.id, row.parent.id if row.parent else None, row.statuses) for row in rows
    ] == expected


@pytest.mark.parametrize(
    ("filters", "regions"),
    [
        pytest.param(
            {"year": [2020], "text": "nothing"},
            "bashkortostan chelyabinsk irkutsk khabarovsk sverdlovsk",
            id="all, whatever is found",
        ),
        pytest.param({"region": ["sve", "irk"]}, "irkutsk sverdlovsk", id="region"),
        pytest.param({"district": ["ural"]}, "chelyabinsk sverdlovsk", id="district"),
    ],
)
def test_the_matrix_has_a_column_for_each_region_asked_for(
    dataset: Dataset, filters: dict[str, Any], regions: str
) -> None:
    found = matrix_regions(dataset, Filters(**filters))
    assert [region.id for region in found] == regions.split()
