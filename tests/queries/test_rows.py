"""What the rows of each listing hold, on the real dataset; and how they are ordered."""

from typing import Any

import pytest

from bilat.dataset.facts import Product
from bilat.dataset.models import Dataset
from bilat.queries.connection import Connection
from tests.conftest import Connect
from tests.queries.test_filters import short


@pytest.mark.parametrize(
    ("listing", "filters", "row"),
    [
        pytest.param(
            "regions",
            {"region": "irkutsk"},
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
                "existing": 1,
                "planned": 0,
                "proposed": 0,
                "interest": 5,
                "document": "irkutsk-2020-09-25",
                "turnover_lower": 284000000,
                "turnover_upper": None,
                "currency": "USD",
                "wider": 1,
                "aliases": ("Irkutsk Region", "Irkutskaya Oblast", "Иркутск"),
                "turnover_basis": "stated",
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
                "isic": "C",
                "status": "planned",
                "side": "belarus",
                "forms": ("production", "maintenance"),
                "products": (),
                "hs": (),
                "companies": ("amkodor",),
                "places": ("Ufa",),
                "projects": ("Amkodor production and maintenance center",),
                "summary": "Belarus plans to open an Amkodor centre for production and maintenance in Ufa.",
                "stated_by": "president",
                "speaker": "Aleksandr Lukashenko",
                "date": "2025-02-07",
                "document": "bashkortostan-2025-02-07",
                "paragraphs": (7,),
                "scope": None,
                "condition": None,
                "evidence": (
                    "production and maintenance center in Ufa",
                    "Belarus' plans to open an Amkodor",
                ),
                "url": "https://president.gov.by/en/events/vstreca-s-glavoj-respubliki-baskortostan-rossijskoj-federacii-radiem-habirovym-1738931163#:~:text=production%20and%20maintenance%20center%20in%20Ufa&text=Belarus%27%20plans%20to%20open%20an%20Amkodor",
            },
            id="plan",
        ),
        pytest.param(
            "sectors",
            {"text": "elevators", "scope": "wider", "region": "irkutsk"},
            {
                "id": "irkutsk-2020-09-25/elevators-demand",
                "region": "irkutsk",
                "region_name": "Irkutsk",
                "sector": "elevators",
                "sector_name": "Elevators",
                "isic": "2816",
                "status": "existing",
                "side": None,
                "forms": ("supply", "assembly"),
                "products": ("lifts",),
                "hs": ("842810",),
                "companies": ("mogilevliftmash-usolye",),
                "places": (),
                "projects": (),
                "summary": "Elevators assembled by Mogilevliftmash-Usolye are in demand in various countries, post-Soviet republics in particular.",
                "stated_by": "president",
                "speaker": "Aleksandr Lukashenko",
                "date": "2020-09-25",
                "document": "irkutsk-2020-09-25",
                "paragraphs": (6,),
                "scope": "the post-Soviet republics",
                "condition": None,
                "evidence": (
                    "the assembly enterprise OOO Mogilevliftmash-Usolye",
                    "products are in demand in various",
                    "particularly in the post-Soviet republics",
                ),
                "url": "https://newskitchen.eu/2020/09/25/meeting-with-governor-of-russias-irkutsk-oblast-igor-kobzev/#:~:text=the%20assembly%20enterprise%20OOO%20Mogilevliftmash%2DUsolye&text=products%20are%20in%20demand%20in%20various&text=particularly%20in%20the%20post%2DSoviet%20republics",
            },
            id="what is wider than the region",
        ),
        pytest.param(
            "trade",
            {"region": "irkutsk", "year": 2019},
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
                "lower": 284000000,
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
                "cause": None,
                "doubt": None,
                "evidence": (
                    "to over $284 million",
                    "in comparison with 2018",
                    "going up by 2.6 times",
                    "In 2019 trade and economic cooperation",
                ),
                "url": "https://newskitchen.eu/2020/09/25/meeting-with-governor-of-russias-irkutsk-oblast-igor-kobzev/#:~:text=to%20over%20%24284%20million&text=in%20comparison%20with%202018&text=going%20up%20by%202.6%20times&text=In%202019%20trade%20and%20economic%20cooperation",
                "factor": 2.6,
                "sources": (),
            },
            id="stated trade",
        ),
        pytest.param(
            "trade",
            {"region": "irkutsk", "year": 2020, "basis": "stated"},
            {
                "id": "irkutsk-2020-09-25/turnover-2020",
                "region": "irkutsk",
                "region_name": "Irkutsk",
                "year_from": 2020,
                "year_to": 2020,
                "year_basis": "inferred",
                "kind": "actual",
                "basis": "stated",
                "text": None,
                "hedge": None,
                "lower": None,
                "upper": None,
                "currency": None,
                "direction": "down",
                "change_text": "the figures have dropped",
                "change_lower": None,
                "change_upper": None,
                "compared_to": 2019,
                "stated_by": "region_head",
                "speaker": "Igor Kobzev",
                "derivation": None,
                "note": '"This year", said in September 2020, with the year not over; set against 2019, just spoken of.',
                "document": "irkutsk-2020-09-25",
                "paragraphs": (8,),
                "cause": "due to the pandemic",
                "doubt": None,
                "evidence": ("the figures have dropped this year",),
                "url": "https://newskitchen.eu/2020/09/25/meeting-with-governor-of-russias-irkutsk-oblast-igor-kobzev/#:~:text=the%20figures%20have%20dropped%20this%20year",
                "factor": None,
                "sources": (),
            },
            id="trade without an amount, with a cause",
        ),
        pytest.param(
            "trade",
            {"region": "sverdlovsk"},
            {
                "id": "sverdlovsk-2025-02-24/turnover",
                "region": "sverdlovsk",
                "region_name": "Sverdlovsk",
                "year_from": 2024,
                "year_to": 2024,
                "year_basis": "external",
                "kind": "actual",
                "basis": "stated",
                "text": "almost $1 billion",
                "hedge": "almost",
                "lower": None,
                "upper": 1000000000,
                "currency": "USD",
                "direction": None,
                "change_text": None,
                "change_lower": None,
                "change_upper": None,
                "compared_to": None,
                "stated_by": "president",
                "speaker": "Aleksandr Lukashenko",
                "derivation": None,
                "note": '"Today", said in February of a year that comes from outside the text (2025); the last full year before the meeting is taken.',
                "document": "sverdlovsk-2025-02-24",
                "paragraphs": (2,),
                "cause": None,
                "doubt": None,
                "evidence": ("almost $1 billion in mutual trade",),
                "url": "https://president.gov.by/en/events/vstreca-s-gubernatorom-sverdlovskoj-oblasti-rossii-evgeniem-kujvasevym-1740395378#:~:text=almost%20%241%20billion%20in%20mutual%20trade",
                "factor": None,
                "sources": (),
            },
            id="trade with an upper bound in a year from outside the text",
        ),
        pytest.param(
            "trade",
            {"region": "irkutsk", "year": 2018},
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
                "lower": 109230769,
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
                "cause": None,
                "doubt": None,
                "evidence": (
                    "to over $284 million",
                    "in comparison with 2018",
                    "going up by 2.6 times",
                    "In 2019 trade and economic cooperation",
                ),
                "url": "https://newskitchen.eu/2020/09/25/meeting-with-governor-of-russias-irkutsk-oblast-igor-kobzev/#:~:text=to%20over%20%24284%20million&text=in%20comparison%20with%202018&text=going%20up%20by%202.6%20times&text=In%202019%20trade%20and%20economic%20cooperation",
                "factor": 2.6,
                "sources": ("irkutsk-2020-09-25/turnover-2019",),
            },
            id="trade derived from one fact",
        ),
        pytest.param(
            "trade",
            {"region": "bashkortostan", "year": 2023},
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
                "lower": 331578947,
                "upper": 340425532,
                "currency": "USD",
                "direction": None,
                "change_text": None,
                "change_lower": None,
                "change_upper": None,
                "compared_to": None,
                "stated_by": None,
                "speaker": None,
                "derivation": "[315000000, 320000000] / (1 + [-0.06, -0.05]) from bashkortostan-2025-02-07/turnover-2024 and bashkortostan-2025-02-07/change-2024",
                "note": 'The "existing" mark, named in February 2025 right after the fall of last year. "Last year", said in February 2025.',
                "document": "bashkortostan-2025-02-07",
                "paragraphs": (2,),
                "cause": None,
                "doubt": "maybe the statistics are not quite accurate",
                "evidence": (
                    "slowed down a little bit last",
                    "trade shrank by about 5-6%",
                    "existing $315-320 million mark",
                ),
                "url": "https://president.gov.by/en/events/vstreca-s-glavoj-respubliki-baskortostan-rossijskoj-federacii-radiem-habirovym-1738931163#:~:text=slowed%20down%20a%20little%20bit%20last&text=trade%20shrank%20by%20about%205%2D6%25&text=existing%20%24315%2D320%20million%20mark",
                "factor": None,
                "sources": (
                    "bashkortostan-2025-02-07/turnover-2024",
                    "bashkortostan-2025-02-07/change-2024",
                ),
            },
            id="trade derived from two facts, one of them doubted",
        ),
        pytest.param(
            "companies",
            {"company": "maz"},
            {
                "id": "maz",
                "name": "MAZ",
                "city": None,
                "country": "Belarus",
                "aliases": (
                    "Minsk Automobile Plant",
                    "Minsk Automobile Works",
                    "МАЗ",
                    "Минский автомобильный завод",
                    "Минский автозавод",
                ),
                "regions": ("bashkortostan", "khabarovsk"),
                "sectors": (
                    "trolleybuses",
                    "road-building-machinery",
                    "special-purpose-equipment",
                    "trucks",
                ),
                "statuses": ("existing", "proposed"),
                "records": 5,
            },
            id="company",
        ),
        pytest.param(
            "companies",
            {"company": "maz", "sector": "trolleybuses"},
            {
                "id": "maz",
                "name": "MAZ",
                "city": None,
                "country": "Belarus",
                "aliases": (
                    "Minsk Automobile Plant",
                    "Minsk Automobile Works",
                    "МАЗ",
                    "Минский автомобильный завод",
                    "Минский автозавод",
                ),
                "regions": ("bashkortostan",),
                "sectors": ("trolleybuses",),
                "statuses": ("existing", "proposed"),
                "records": 2,
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
                "evidence": ("from 20 to 60 trolleybuses annually", "In 2020-2022"),
                "url": "https://president.gov.by/en/events/vstreca-s-glavoj-respubliki-baskortostan-rossijskoj-federacii-radiem-habirovym-1738931163#:~:text=from%2020%20to%2060%20trolleybuses%20annually&text=In%202020%2D2022",
                "year_basis": "stated",
                "note": None,
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
                "evidence": ("change thousands of elevators a year",),
                "url": "https://president.gov.by/en/events/vstreca-s-gubernatorom-habarovskogo-kraa-rossii-dmitriem-demesinym-1738584097#:~:text=change%20thousands%20of%20elevators%20a%20year",
                "year_basis": None,
                "note": None,
            },
            id="figure without bounds or years",
        ),
        pytest.param(
            "documents",
            {"region": "sverdlovsk"},
            {
                "id": "sverdlovsk-2025-02-24",
                "region": "sverdlovsk",
                "region_name": "Sverdlovsk",
                "date": "2025-02-24",
                "date_stated": "24 February",
                "date_basis": "external",
                "date_note": "Day and month stand in the text; the year comes from the press of that day and from the Unix time that ends the address. The text itself (a meeting after the one of 2019, a presidential election won) leaves 2021 as well as 2025.",
                "place": "Minsk",
                "head": "Yevgeny Kuivashev",
                "head_title": "Governor of Sverdlovsk Oblast",
                "publisher": "Press service of the President of the Republic of Belarus",
                "url": "https://president.gov.by/en/events/vstreca-s-gubernatorom-sverdlovskoj-oblasti-rossii-evgeniem-kujvasevym-1740395378",
                "language": "en",
                "paragraphs": 13,
                "sha256": "872642d0f26da9babe42b34ae30796703d59fdba861058ef16db68a90603507b",
                "cooperation": 16,
                "trade": 1,
                "figures": 1,
                "wider": 4,
            },
            id="document",
        ),
    ],
)
def test_a_row_holds(
    data: Connection, listing: str, filters: dict[str, Any], row: dict[str, Any]
) -> None:
    assert [each._asdict() for each in getattr(data, listing)(**filters)] == [row]


@pytest.mark.parametrize(
    ("filters", "rows"),
    [
        pytest.param(
            {"company": "belaz"},
            [
                {
                    "sector": "trucks",
                    "sector_name": "Trucks",
                    "isic": "C",
                    "parents": ("automotive", "mechanical-engineering"),
                    "bashkortostan": None,
                    "chelyabinsk": "existing",
                    "irkutsk": None,
                    "khabarovsk": "existing+proposed",
                    "sverdlovsk": "existing",
                }
            ],
            id="one sector",
        ),
        pytest.param(
            {"sector": "agriculture", "region": ["khabarovsk", "chelyabinsk"], "isic": "01"},
            [
                {
                    "sector": "agriculture",
                    "sector_name": "Agriculture",
                    "isic": "01",
                    "parents": (),
                    "chelyabinsk": "existing+proposed",
                    "khabarovsk": "proposed",
                },
                {
                    "sector": "animal-husbandry",
                    "sector_name": "Animal husbandry",
                    "isic": "014",
                    "parents": ("agriculture",),
                    "chelyabinsk": None,
                    "khabarovsk": "proposed",
                },
            ],
            id="sectors in their order, the regions asked for in theirs",
        ),
        pytest.param({"text": "nothing of the sort"}, [], id="nothing"),
    ],
)
def test_the_matrix_holds(
    data: Connection, filters: dict[str, Any], rows: list[dict[str, Any]]
) -> None:
    assert data.matrix(**filters) == rows


def test_the_matrix_has_the_statuses_in_their_order(data: Connection) -> None:
    assert [(row["sector"], row["chelyabinsk"]) for row in data.matrix(region="che")] == [
        ("mechanical-engineering", "existing+planned+interest"),
        ("agricultural-machinery", "existing"),
        ("foundry", "proposed"),
        ("machine-tools", "interest"),
        ("trucks", "existing"),
        ("automotive-components", "existing"),
        ("construction", "proposed"),
        ("agriculture", "existing+proposed"),
        ("agricultural-science", "interest"),
        ("defence", "interest"),
        ("high-technology", "proposed"),
    ]


def test_without_filters_the_matrix_lists_every_sector(data: Connection, dataset: Dataset) -> None:
    rows = data.matrix()
    assert [(row["sector"], row["isic"]) for row in rows] == [
        (sector.id, sector.isic) for sector in dataset.sectors
    ]
    [exhibitions] = [row for row in rows if row["sector"] == "exhibitions"]
    assert {exhibitions[region.id] for region in dataset.regions} == {None}


def test_codes_are_those_of_the_products_that_have_one(dataset: Dataset, connect: Connect) -> None:
    document = next(each for each in dataset.documents if each.region == "irkutsk")
    products = tuple(
        Product(name=name, hs=hs)
        for name, hs in [("lorries", "8704"), ("parts", None), ("cars", "8703"), ("vans", "8704")]
    )
    fact = document.cooperation[0].model_copy(update={"products": products})
    changed = document.model_copy(update={"cooperation": (fact,)})
    asked = connect(dataset.model_copy(update={"documents": (changed,)}))
    [row] = asked.sectors()
    assert row.products == ("lorries", "parts", "cars", "vans")
    assert row.hs == ("8704", "8703")
    assert [row.hs for row in asked.sql("SELECT hs FROM products ORDER BY position")] == [
        "8704",
        None,
        "8703",
        "8704",
    ]


def test_figures_go_by_region_and_then_as_the_document_has_them(
    dataset: Dataset, connect: Connect
) -> None:
    of = {document.region: document for document in dataset.documents}
    document = of["bashkortostan"]
    backwards = document.model_copy(update={"figures": document.figures[::-1]})
    asked = connect(dataset.model_copy(update={"documents": (backwards, of["sverdlovsk"])}))
    assert short(asked.figures()) == [
        "bashkortostan/trolleybus-output-2023-2024",
        "bashkortostan/trolleybus-output-2020-2022",
        "sverdlovsk/meetings",
    ]


@pytest.mark.parametrize("number", [10**18 - 1, 1 - 10**18, 10**17 + 1, 0.1, 12.5])
def test_a_bound_keeps_every_digit(dataset: Dataset, connect: Connect, number: float) -> None:
    document = next(each for each in dataset.documents if each.region == "khabarovsk")
    [fact, *_] = document.figures
    amount = fact.amount.model_copy(update={"lower": number, "upper": number, "hedge": "exact"})
    figures = (fact.model_copy(update={"amount": amount}),)
    changed = document.model_copy(update={"figures": figures})
    asked = connect(dataset.model_copy(update={"documents": (changed,)}))
    [row] = asked.figures()
    assert (row.lower, row.upper, type(row.lower)) == (number, number, type(number))
