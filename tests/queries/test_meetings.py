"""Several meetings of a region, regions without one, companies without records; order of trade."""

from typing import Any

import pytest

from bilat.dataset.facts import Change, Trade
from bilat.dataset.models import Dataset, Document
from bilat.queries.connection import Connection
from tests.conftest import Connect
from tests.queries.test_filters import short


def with_documents(dataset: Dataset, *documents: Document) -> Dataset:
    """The catalogues of a dataset with other documents."""
    return dataset.model_copy(update={"documents": documents})


def of_region(dataset: Dataset, region: str) -> Document:
    """The document of a region."""
    return next(each for each in dataset.documents if each.region == region)


def meeting(document: Document, date: str, **changes: Any) -> Document:
    """Another meeting of the same region."""
    source = document.source.model_copy(update={"sha256": f"{date.replace('-', ''):0>64}"})
    day = document.date.model_copy(update={"value": date})
    id_ = f"{document.region}-{date}"
    return document.model_copy(update={"id": id_, "date": day, "source": source, **changes})


def headed_by(document: Document, name: str) -> dict[str, Any]:
    """The participants, with another head of the region."""
    belarus, region = document.participants
    return {"participants": (belarus, region.model_copy(update={"name": name}))}


def in_years(fact: Trade, first: int, last: int, **changes: Any) -> Trade:
    """A trade fact of other years."""
    period = fact.period.model_copy(update={"from_": first, "to": last})
    return fact.model_copy(update={"period": period, **changes})


def test_a_turnover_that_is_not_stated_is_null(data: Connection) -> None:
    columns = "id turnover turnover_year turnover_lower turnover_upper currency".split()
    assert [tuple(getattr(row, name) for name in columns) for row in data.regions()] == [
        ("bashkortostan", "$315-320 million", 2024, 315_000_000, 320_000_000, "USD"),
        ("chelyabinsk", None, None, None, None, None),
        ("irkutsk", "over $284 million", 2019, 284_000_000, None, "USD"),
        ("khabarovsk", None, None, None, None, None),
        ("sverdlovsk", "almost $1 billion", 2024, None, 1_000_000_000, "USD"),
    ]


@pytest.mark.parametrize(
    "filters",
    [
        {"region": ["bashkortostan", "chelyabinsk", "irkutsk", "khabarovsk", "sverdlovsk"]},
        {"district": ["Volga", "Ural", "Siberian", "Far Eastern"]},
        {"year": "2015-2025"},
        {"sector": "elevators"},
        {"status": "existing,planned,proposed,interest"},
        {"form": ["supply", "assembly"]},
        {"side": ["belarus", "region"]},
        {"said_by": "president,head,report"},
        {"region": "irkutsk", "district": "Ural"},
    ],
    ids=lambda filters: "".join(filters),
)
def test_a_company_without_records_is_listed_until_records_are_asked_for(
    data: Connection, filters: dict[str, Any]
) -> None:
    [row] = data.companies("Могилёвлифтмаш", company="mogilevliftmash")
    assert (row.regions, row.sectors, row.statuses, row.records) == ((), (), (), 0)
    assert data.companies(company="mogilevliftmash", **filters) == []


def test_a_region_without_a_document_has_nulls_and_zeros(
    dataset: Dataset, connect: Connect
) -> None:
    asked = connect(with_documents(dataset, of_region(dataset, "khabarovsk")))
    [row] = asked.regions(region="irkutsk")
    assert (row.head, row.head_title, row.date, row.date_basis, row.document) == (None,) * 5
    assert (row.turnover, row.turnover_year, row.turnover_lower, row.currency) == (None,) * 4
    assert (row.existing, row.planned, row.proposed, row.interest, row.wider) == (0,) * 5
    assert asked.regions(region="irkutsk", year="1900-2100") == []
    assert asked.trade() == []


def test_the_latest_meeting_and_the_latest_turnover_speak_for_a_region(
    dataset: Dataset, connect: Connect
) -> None:
    document = of_region(dataset, "irkutsk")
    stated, _ = document.trade
    mining = (document.cooperation[2],)
    asked = connect(
        with_documents(
            dataset,
            meeting(
                document,
                "2024-05-05",
                trade=(in_years(stated, 2017, 2017, change=None),),
                cooperation=mining,
                **headed_by(document, "Last Head"),
            ),
            document,
            meeting(
                document,
                "2016-01-01",
                trade=(),
                cooperation=mining,
                **headed_by(document, "First Head"),
            ),
        )
    )

    def row(**filters: Any) -> tuple[Any, ...]:
        [row] = asked.regions(region="irkutsk", **filters)
        return (row.head, row.date, row.turnover, row.turnover_year, row.interest, row.wider)

    last = ("Last Head", "2024-05-05", "over $284 million", 2019)
    assert row() == (*last, 7, 1)
    assert row(year="2016-2024") == row()
    assert row(year=2020) == ("Igor Kobzev", "2020-09-25", "over $284 million", 2019, 5, 1)
    assert row(year="-2020") == ("Igor Kobzev", "2020-09-25", "over $284 million", 2019, 6, 1)
    assert row(year=[2016, 2024]) == ("Last Head", "2024-05-05", "over $284 million", 2017, 2, 0)
    assert row(year=2016) == ("First Head", "2016-01-01", None, None, 1, 0)
    assert asked.regions(year=2017) == []
    dates = ["2016-01-01", "2020-09-25", "2024-05-05"]
    assert [row.date for row in asked.documents()] == dates
    assert [row.date for row in asked.sectors(sector="mining-machinery")] == dates
    assert [row.date for row in asked.sectors(year=2016)] == ["2016-01-01"]
    assert asked.regions("First Head") == asked.regions(region="irkutsk")


def test_only_the_amount_of_a_single_year_is_a_turnover(dataset: Dataset, connect: Connect) -> None:
    document = of_region(dataset, "irkutsk")
    stated, _ = document.trade
    assert stated.amount is not None
    sum_ = in_years(
        stated,
        2016,
        2020,
        id="sum",
        change=None,
        amount=stated.amount.model_copy(update={"text": "over $999 million"}),
    )
    target = in_years(stated, 2021, 2021, id="target", kind="target", change=None)
    changed = document.model_copy(update={"trade": (stated, sum_, target)})
    [row] = connect(with_documents(dataset, changed)).regions(region="irkutsk")
    assert (row.turnover, row.turnover_year) == ("over $284 million", 2019)


def test_trade_goes_by_last_year_first_year_basis_and_kind(
    dataset: Dataset, connect: Connect
) -> None:
    document = of_region(dataset, "sverdlovsk")
    [fact] = document.trade
    quarter = Change(
        text="up 25%",
        direction="up",
        hedge="exact",
        lower=0.25,
        upper=0.25,
        factor=None,
        compared_to=2022,
    )
    trade = (
        in_years(fact, 2023, 2024, id="two-years"),
        in_years(fact, 2025, 2025, id="target", kind="target"),
        in_years(fact, 2022, 2022, id="year"),
        in_years(fact, 2025, 2025, id="this-year"),
        in_years(fact, 2023, 2023, id="next", change=quarter),
        in_years(fact, 2020, 2022, id="three-years"),
    )
    asked = connect(with_documents(dataset, document.model_copy(update={"trade": trade})))
    assert short(asked.trade()) == [
        "sverdlovsk/three-years",
        "sverdlovsk/next/derived-2022",
        "sverdlovsk/year",
        "sverdlovsk/next",
        "sverdlovsk/two-years",
        "sverdlovsk/this-year",
        "sverdlovsk/target",
    ]
