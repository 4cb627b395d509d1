"""The filters on the real dataset: what each keeps, which a listing takes, what is no value."""

import re
from collections.abc import Iterable
from typing import Any

import pytest

from bilat.dataset.models import Dataset
from bilat.errors import UsageError
from bilat.queries.connection import Connection
from bilat.queries.filters import FILTERS
from tests.conftest import Connect
from tests.tools.contract import TAKES


def key(row: Any) -> str:
    """What tells the rows of a listing apart: the id, in the matrix that of the sector."""
    return str(row["sector"] if isinstance(row, dict) else row.id)


def short(rows: Iterable[Any]) -> list[str]:
    """The keys without the dates of the documents."""
    return [re.sub(r"-\d{4}-\d\d-\d\d", "", key(row)) for row in rows]


IRKUTSK = """
    irkutsk/elevators irkutsk/mining-equipment irkutsk/trucks irkutsk/electric-cars
    irkutsk/gas-powered-vehicles irkutsk/public-transport
"""


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        pytest.param({"region": "irkutsk"}, IRKUTSK, id="region"),
        pytest.param({"district": "Siberian"}, IRKUTSK, id="district"),
        pytest.param({"year": 2020}, IRKUTSK, id="year of the meeting"),
        pytest.param({"year": "2016-2024"}, IRKUTSK, id="years of the meeting"),
        pytest.param({"year": ["2019", "2020-2020"]}, IRKUTSK, id="a year and a span"),
        pytest.param({"year": 2019}, "", id="no meeting in the year of a turnover"),
        pytest.param(
            {"year": "-2020", "sector": "elevators"}, "irkutsk/elevators", id="until a year"
        ),
        pytest.param(
            {"year": "2020-", "sector": "elevators"},
            "irkutsk/elevators sverdlovsk/elevators",
            id="from a year on",
        ),
        pytest.param(
            {"sector": "agriculture"},
            """
            bashkortostan/tractors bashkortostan/agricultural-drones
            bashkortostan/agricultural-drones-more bashkortostan/food bashkortostan/food-offer
            chelyabinsk/tractor-components chelyabinsk/agriculture
            chelyabinsk/agriculture-experience chelyabinsk/agricultural-science
            khabarovsk/agriculture khabarovsk/animal-husbandry khabarovsk/food
            """,
            id="sector with its children",
        ),
        pytest.param(
            {"sector": "agricultural-science"},
            "chelyabinsk/agricultural-science",
            id="child without its parent",
        ),
        pytest.param(
            {"sector": ["public-transport", "tractors"]},
            """
            bashkortostan/tractors bashkortostan/trams bashkortostan/trolleybuses
            bashkortostan/trolleybuses-more chelyabinsk/tractor-components irkutsk/electric-cars
            irkutsk/public-transport khabarovsk/electric-transport
            khabarovsk/charging-infrastructure sverdlovsk/trams sverdlovsk/metro
            """,
            id="two sectors, children of a second parent too",
        ),
        pytest.param(
            {"status": "planned"},
            """
            bashkortostan/equipment-continued bashkortostan/road-machinery-center
            chelyabinsk/machine-building-cluster
            """,
            id="status",
        ),
        pytest.param(
            {"status": "planned,interest", "region": "chelyabinsk"},
            """
            chelyabinsk/machine-building-cluster chelyabinsk/joint-ventures-engineering
            chelyabinsk/machine-tools chelyabinsk/agricultural-science
            chelyabinsk/joint-ventures-defence
            """,
            id="two statuses in one",
        ),
        pytest.param(
            {"side": "region"},
            """
            chelyabinsk/machine-building-cluster chelyabinsk/foundry irkutsk/mining-equipment
            irkutsk/trucks irkutsk/electric-cars irkutsk/gas-powered-vehicles
            irkutsk/public-transport khabarovsk/integration-interest
            """,
            id="side",
        ),
        pytest.param({"form": "repair"}, "bashkortostan/trams sverdlovsk/trams", id="form"),
        pytest.param(
            {"form": ["repair", "experience"]},
            """
            bashkortostan/trams chelyabinsk/agriculture-experience chelyabinsk/new-materials
            sverdlovsk/trams
            """,
            id="two forms",
        ),
        pytest.param(
            {"company": "maz"},
            """
            bashkortostan/trolleybuses bashkortostan/trolleybuses-more
            khabarovsk/road-building-machinery khabarovsk/special-purpose-equipment
            khabarovsk/trucks
            """,
            id="company",
        ),
        pytest.param({"product": "Trams"}, "bashkortostan/trams sverdlovsk/trams", id="product"),
        pytest.param({"place": "ufa"}, "bashkortostan/road-machinery-center", id="place"),
        pytest.param(
            {"project": "Baikal-Amur Mainline (BAM-2)"},
            """
            khabarovsk/road-building-machinery khabarovsk/special-purpose-equipment
            khabarovsk/trucks
            """,
            id="project",
        ),
        pytest.param(
            {"hs": "8704"}, "khabarovsk/dump-trucks khabarovsk/dump-trucks-more", id="HS code"
        ),
        pytest.param(
            {"hs": ["84", "8603"]},
            """
            bashkortostan/trams irkutsk/elevators sverdlovsk/elevators sverdlovsk/trams
            """,
            id="the beginning of an HS code, or another",
        ),
        pytest.param(
            {"isic": "28"},
            """
            chelyabinsk/machine-tools irkutsk/elevators sverdlovsk/elevators
            sverdlovsk/metallurgical-machinery
            """,
            id="the beginning of an ISIC code",
        ),
        pytest.param(
            {"isic": "F"},
            """
            chelyabinsk/construction khabarovsk/charging-infrastructure
            khabarovsk/infrastructure sverdlovsk/metro
            """,
            id="a section of ISIC with its divisions",
        ),
        pytest.param(
            {"said_by": "head"},
            """
            bashkortostan/equipment bashkortostan/equipment-continued bashkortostan/food
            bashkortostan/petrochemicals chelyabinsk/machine-building-cluster chelyabinsk/foundry
            khabarovsk/high-technology khabarovsk/integration-interest
            """,
            id="who said it",
        ),
        pytest.param(
            {"said_by": "report", "region": ["bashkortostan", "sverdlovsk"]},
            """
            bashkortostan/mechanical-engineering bashkortostan/tractors
            bashkortostan/trolleybuses sverdlovsk/elevators sverdlovsk/metallurgical-machinery
            sverdlovsk/mining-machinery sverdlovsk/utilities-machinery sverdlovsk/automotive
            sverdlovsk/manufacturing
            """,
            id="what the narrator said",
        ),
        pytest.param(
            {"document": "sverdlovsk-2025-02-24", "status": "proposed"},
            "sverdlovsk/elevators sverdlovsk/trams sverdlovsk/aircraft sverdlovsk/metro",
            id="document",
        ),
        pytest.param(
            {"scope": "wider"},
            """
            irkutsk/elevators-demand khabarovsk/elevators-russian-market
            khabarovsk/elevators-russian-orders khabarovsk/agriculture-elsewhere
            khabarovsk/animal-husbandry-elsewhere khabarovsk/food-far-east
            sverdlovsk/aircraft-russian-market sverdlovsk/food-demand sverdlovsk/exhibitions
            sverdlovsk/exhibitions-continued
            """,
            id="what is wider than the region",
        ),
        pytest.param(
            {"scope": "all", "sector": "elevators"},
            """
            irkutsk/elevators irkutsk/elevators-demand khabarovsk/elevators-russian-market
            khabarovsk/elevators-russian-orders sverdlovsk/elevators
            """,
            id="all, wider or not",
        ),
        pytest.param(
            {"scope": ["region", "wider"], "sector": "exhibitions"},
            "sverdlovsk/exhibitions sverdlovsk/exhibitions-continued",
            id="both scopes",
        ),
        pytest.param(
            {"scope": "region", "sector": "elevators"},
            "irkutsk/elevators sverdlovsk/elevators",
            id="the region itself",
        ),
        pytest.param(
            {"region": ["RU-BA"], "status": ["PROPOSED"], "form": ["joint production"]},
            "bashkortostan/road-machinery bashkortostan/trolleybuses-more",
            id="three, freely spelt",
        ),
        pytest.param({"region": "irkutsk", "district": "ural"}, "", id="region elsewhere"),
        pytest.param(
            {
                "text": "turn-key",
                "region": ["khabarovsk", "irkutsk"],
                "district": ["far-eastern"],
                "year": [2020, 2025],
                "sector": ["public-transport"],
                "status": ["proposed"],
                "side": ["belarus"],
                "form": ["supply"],
                "product": ["turn-key e-vehicles"],
                "project": ["e-buses cluster"],
                "isic": ["C"],
                "said_by": ["president"],
                "document": ["khabarovsk-2025-02-03"],
                "scope": ["all"],
            },
            "khabarovsk/electric-transport",
            id="nearly all at once",
        ),
    ],
)
def test_sectors_keeps_the_records_that_fit(
    data: Connection, filters: dict[str, Any], kept: str
) -> None:
    assert short(data.sectors(**filters)) == kept.split()


@pytest.mark.parametrize(
    ("listing", "filters", "kept"),
    [
        pytest.param("regions", {"year": 2025}, "bashkortostan khabarovsk sverdlovsk", id="met"),
        pytest.param("regions", {"year": 2025, "district": "ural"}, "sverdlovsk"),
        pytest.param("regions", {"year": 2030}, "", id="no meeting in that year"),
        pytest.param("regions", {"region": ["СВЕРДЛОВСК", "ba"]}, "bashkortostan sverdlovsk"),
        pytest.param(
            "documents", {}, "chelyabinsk irkutsk khabarovsk bashkortostan sverdlovsk", id="by date"
        ),
        pytest.param("documents", {"year": [2015, 2020]}, "chelyabinsk irkutsk"),
        pytest.param("documents", {"year": "2015-2020"}, "chelyabinsk irkutsk"),
        pytest.param("documents", {"region": "che", "year": 2020}, ""),
        pytest.param("documents", {"district": "ural"}, "chelyabinsk sverdlovsk"),
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
            {"year": 2021},
            "bashkortostan/trolleybus-output-2020-2022 sverdlovsk/meetings",
            id="a year in the middle",
        ),
        pytest.param(
            "figures",
            {"year": "2022-2023"},
            """
            bashkortostan/trolleybus-output-2020-2022 bashkortostan/trolleybus-output-2023-2024
            sverdlovsk/meetings
            """,
            id="years that overlap",
        ),
        pytest.param("figures", {"year": [2018, 2026]}, "", id="figures without a period"),
        pytest.param("figures", {"said_by": "head"}, ""),
        pytest.param("figures", {"said_by": "report", "document": "khabarovsk-2025-02-03"},
            "khabarovsk/belaz-market-share", id="who gave a figure where"),
        pytest.param(
            "figures",
            {"district": "Far Eastern"},
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
        pytest.param(
            "companies",
            {"sector": "automotive"},
            "amkodor belaz maz ufa-tram-and-trolleybus-plant",
        ),
        pytest.param("companies", {"form": "assembly"}, "amkodor belaz mogilevliftmash-usolye mtz"),
        pytest.param("companies", {"company": "УТТЗ"}, "ufa-tram-and-trolleybus-plant"),
        pytest.param(
            "companies",
            {"status": "proposed"},
            "amkodor belaz belkommunmash maz ufa-tram-and-trolleybus-plant",
        ),
        pytest.param("companies", {"side": "region"}, "mzor"),
        pytest.param("companies", {"hs": "8428"}, "mogilevliftmash-usolye"),
        pytest.param(
            "companies", {"scope": "wider"}, "mogilevliftmash mogilevliftmash-usolye", id="wider"
        ),
        pytest.param("matrix", {"company": "belkommunmash"}, "trams"),
        pytest.param("matrix", {"having": "existing,proposed"}, """
            trucks trolleybuses aircraft agricultural-drones agriculture food
            """, id="existing and proposed in one sector of a region"),
        pytest.param("matrix", {"having": ["planned", "existing"]}, "mechanical-engineering"),
        pytest.param("matrix", {"having": "planned", "scope": "wider"}, "aircraft exhibitions"),
    ],
)  # fmt: skip
def test_the_other_listings_keep_what_fits(
    data: Connection, listing: str, filters: dict[str, Any], kept: str
) -> None:
    assert short(getattr(data, listing)(**filters)) == kept.split()


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        pytest.param(
            {},
            """
            bashkortostan/turnover-2024+change-2024/derived-2023 bashkortostan/turnover-2024
            bashkortostan/change-2024 bashkortostan/target-2025 chelyabinsk/turnover-trend
            irkutsk/turnover-2019/derived-2018 irkutsk/turnover-2019 irkutsk/turnover-2020
            sverdlovsk/turnover
            """,
            id="all, by region and year",
        ),
        pytest.param({"year": 2013}, "chelyabinsk/turnover-trend", id="first year of a period"),
        pytest.param({"year": 2014}, "chelyabinsk/turnover-trend", id="last year of a period"),
        pytest.param({"year": "2010-2013"}, "chelyabinsk/turnover-trend", id="overlap"),
        pytest.param({"year": 2015}, "", id="a year in which only a meeting was"),
        pytest.param(
            {"year": [2018, 2025]},
            "bashkortostan/target-2025 irkutsk/turnover-2019/derived-2018",
            id="two years",
        ),
        pytest.param(
            {"year": "2018-2019"},
            "irkutsk/turnover-2019/derived-2018 irkutsk/turnover-2019",
            id="a span",
        ),
        pytest.param({"year": "2025-"}, "bashkortostan/target-2025", id="from a year on"),
        pytest.param(
            {"basis": "derived"},
            """
            bashkortostan/turnover-2024+change-2024/derived-2023
            irkutsk/turnover-2019/derived-2018
            """,
            id="basis",
        ),
        pytest.param({"kind": "target"}, "bashkortostan/target-2025", id="kind"),
        pytest.param(
            {"district": "ural"}, "chelyabinsk/turnover-trend sverdlovsk/turnover", id="district"
        ),
        pytest.param(
            {"said_by": "head"}, "irkutsk/turnover-2019 irkutsk/turnover-2020", id="who said it"
        ),
        pytest.param({"document": "sverdlovsk-2025-02-24"}, "sverdlovsk/turnover", id="document"),
        pytest.param(
            {"region": "BA", "kind": "actual", "basis": "stated", "year": [2023, 2024]},
            "bashkortostan/turnover-2024 bashkortostan/change-2024",
            id="all at once",
        ),
    ],
)
def test_trade_keeps_the_figures_that_fit(
    data: Connection, filters: dict[str, Any], kept: str
) -> None:
    assert short(data.trade(**filters)) == kept.split()


def test_a_side_includes_what_both_sides_propose(dataset: Dataset, connect: Connect) -> None:
    document = next(each for each in dataset.documents if each.region == "sverdlovsk")
    facts = [fact for fact in document.cooperation if fact.status == "proposed"][:3]
    sides = ("belarus", "region", "both")
    cooperation = tuple(
        fact.model_copy(update={"id": side, "side": side})
        for fact, side in zip(facts, sides, strict=True)
    )
    changed = document.model_copy(update={"cooperation": cooperation})
    asked = connect(dataset.model_copy(update={"documents": (changed,)}))
    found = {
        side: {row.id.rpartition("/")[2] for row in asked.sectors(side=side)} for side in sides
    }
    assert found == {
        "belarus": {"belarus", "both"},
        "region": {"region", "both"},
        "both": {"both"},
    }


# What a listing takes

KNOWN: dict[str, Any] = {
    "text": "minsk",
    "region": ["irkutsk"],
    "district": ["Ural"],
    "year": [2020],
    "sector": ["food"],
    "status": ["planned"],
    "side": ["region"],
    "form": ["supply"],
    "company": ["maz"],
    "product": ["trams"],
    "place": ["Ufa"],
    "project": ["Innoprom"],
    "hs": ["87"],
    "isic": ["C"],
    "said_by": ["head"],
    "document": ["irkutsk-2020-09-25"],
    "scope": ["all"],
    "having": ["existing"],
    "basis": ["stated"],
    "kind": ["actual"],
}


def test_the_filters_are_those_of_the_contract() -> None:
    assert {"text", *FILTERS} == set(KNOWN)


@pytest.mark.parametrize("name", KNOWN)
@pytest.mark.parametrize("listing", TAKES)
def test_a_filter_applies_or_is_an_error(data: Connection, listing: str, name: str) -> None:
    ask = getattr(data, listing)
    if name in TAKES[listing]:
        ask(**{name: KNOWN[name]})
    else:
        with pytest.raises(UsageError, match=f"^{listing} has no filter '{name}'$"):
            ask(**{name: KNOWN[name]})


@pytest.mark.parametrize("name", [name for name in KNOWN if name not in ("text", "hs")])
def test_an_unknown_value_is_an_error_even_beside_a_known_one(data: Connection, name: str) -> None:
    listing = next(listing for listing in ("matrix", "trade") if name in TAKES[listing])
    with pytest.raises(UsageError, match="'qqq'"):
        getattr(data, listing)(**{name: [*KNOWN[name], "qqq"]})


@pytest.mark.parametrize("name", [name for name in KNOWN if name != "text"])
def test_an_empty_value_is_an_error_and_no_value_is_no_filter(data: Connection, name: str) -> None:
    listing = next(listing for listing in ("matrix", "trade") if name in TAKES[listing])
    ask = getattr(data, listing)
    with pytest.raises(UsageError, match="''"):
        ask(**{name: ""})
    assert ask(**{name: None}) == ask(**{name: []}) == ask()
