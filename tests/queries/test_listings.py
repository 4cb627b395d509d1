"""The listings: their columns, the choice among them, and sorting."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from bilat.database.store import Database
from bilat.errors import UsageError
from bilat.queries import listings
from tests.conftest import DATA
from tests.tools.contract import COLUMNS


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    """The real dataset."""
    database = Database(DATA)
    yield database
    database.close()


def ask(
    database: Database,
    listing: str,
    columns: Sequence[str] = (),
    sort: Sequence[str] = (),
    **filters: Any,
) -> listings.Answer:
    """Asks a listing for columns in an order."""
    question = listings.question(database, listing, filters.pop("text", ""), filters)
    return listings.ask(database, question, columns, sort)


# Columns


def test_the_listings_are_those_of_the_contract() -> None:
    assert list(listings.LISTINGS) == list(COLUMNS)


@pytest.mark.parametrize("listing", COLUMNS)
@pytest.mark.parametrize("filters", [{}, {"year": 1901}], ids=["all", "none"])
def test_columns_are_those_of_the_contract_whatever_the_data(
    database: Database, listing: str, filters: dict[str, Any]
) -> None:
    answer = ask(database, listing, **filters)
    assert [column.name for column in answer.columns] == COLUMNS[listing].split()


def test_the_matrix_has_columns_only_for_the_regions_asked_for(database: Database) -> None:
    found = ask(database, "matrix", region=["sve", "irk", "ba"], district=["ural", "volga"])
    names = [column.name for column in found.columns]
    assert names == "sector sector_name isic parents bashkortostan sverdlovsk".split()


# Choosing


@pytest.mark.parametrize(
    ("wanted", "rows"),
    [
        pytest.param(["city", "id"], [("Minsk", "mzor")], id="in the order asked for"),
        pytest.param(["name"], [("MZOR",)], id="one"),
        pytest.param(["Name", " CITY "], [("MZOR", "Minsk")], id="any case, with spaces"),
        pytest.param(
            ["aliases", "records", "statuses"], [('["МЗОР"]', 1, '["planned"]')], id="lists"
        ),
    ],
)
def test_the_columns_asked_for_are_given(
    database: Database, wanted: list[str], rows: list[tuple[Any, ...]]
) -> None:
    assert [*ask(database, "companies", wanted, company="mzor").rows] == rows


@pytest.mark.parametrize(
    ("listing", "wanted", "message"),
    [
        pytest.param(
            "companies", ["nam"], "there is no column 'nam'; did you mean name?", id="near"
        ),
        pytest.param(
            "sectors",
            ["sectr"],
            "there is no column 'sectr'; did you mean sector",
            id="another near",
        ),
        pytest.param(
            "companies",
            ["zzz"],
            "there is no column 'zzz'\nColumns: id, name, city, country, aliases, regions, "
            "sectors, statuses, records",
            id="nothing near",
        ),
        pytest.param(
            "companies",
            [""],
            "there is no column ''\nColumns: id, name, city, country, aliases, regions, "
            "sectors, statuses, records",
            id="empty",
        ),
        pytest.param(
            "companies", ["id", "name", "ID"], "the column 'id' is asked for twice", id="twice"
        ),
    ],
)
def test_a_column_that_is_not_there_is_an_error(
    database: Database, listing: str, wanted: list[str], message: str
) -> None:
    with pytest.raises(UsageError) as raised:
        ask(database, listing, wanted)
    assert str(raised.value).startswith(message)


def test_an_unlisted_column_cannot_be_asked_for(database: Database) -> None:
    for column in ("aliases", "turnover_basis"):
        with pytest.raises(UsageError, match=f"no column '{column}'"):
            ask(database, "regions", [column])


# Sorting


@pytest.mark.parametrize(
    ("listing", "filters", "sort", "order"),
    [
        pytest.param(
            "regions",
            {},
            ["turnover_year"],
            "irkutsk bashkortostan sverdlovsk chelyabinsk khabarovsk",
            id="equal ones keep their order, nulls last",
        ),
        pytest.param(
            "regions",
            {},
            ["-turnover_year"],
            "bashkortostan sverdlovsk irkutsk chelyabinsk khabarovsk",
            id="descending too",
        ),
        pytest.param(
            "regions",
            {},
            ["-turnover_year", "-id"],
            "sverdlovsk bashkortostan irkutsk khabarovsk chelyabinsk",
            id="then by another",
        ),
        pytest.param(
            "regions",
            {},
            ["-turnover"],
            "sverdlovsk bashkortostan irkutsk chelyabinsk khabarovsk",
            id="turnover by size, whichever bound is known",
        ),
        pytest.param(
            "regions",
            {},
            ["turnover"],
            "irkutsk bashkortostan sverdlovsk chelyabinsk khabarovsk",
            id="turnover, rising",
        ),
        pytest.param(
            "regions",
            {},
            ["-existing"],
            "bashkortostan sverdlovsk chelyabinsk khabarovsk irkutsk",
            id="numbers as numbers",
        ),
        pytest.param(
            "regions",
            {},
            ["date"],
            "chelyabinsk irkutsk khabarovsk bashkortostan sverdlovsk",
            id="dates",
        ),
        pytest.param(
            "companies",
            {"region": "bashkortostan"},
            ["sectors"],
            "amkodor belkommunmash maz ufa-tram-and-trolleybus-plant",
            id="lists",
        ),
        pytest.param(
            "companies",
            {"region": "bashkortostan"},
            ["-sectors"],
            "maz ufa-tram-and-trolleybus-plant belkommunmash amkodor",
            id="lists, descending",
        ),
    ],
)
def test_rows_are_sorted(
    database: Database, listing: str, filters: dict[str, Any], sort: list[str], order: str
) -> None:
    found = ask(database, listing, ["id"], sort, **filters)
    assert [id_ for (id_,) in found.rows] == order.split()


@pytest.mark.parametrize(
    ("listing", "sort", "texts"),
    [
        (
            "trade",
            "-amount",
            [
                "almost $1 billion",
                None,  # derived: $331-340 million
                "$315-320 million",
                "exceeds the existing $315-320 million mark",
                "over $284 million",
                None,  # derived: over $109 million
            ],
        ),
        (
            "figures",
            "amount",
            [
                "about 40%",
                "second meeting",
                "from 20 to 60 trolleybuses annually",
                "more than 300 per year",
                "thousands of elevators a year",
            ],
        ),
    ],
)
def test_amounts_are_sorted_by_unit_and_size(
    database: Database, listing: str, sort: str, texts: list[str | None]
) -> None:
    found = [text for (text,) in ask(database, listing, ["text"], [sort]).rows]
    assert found[: len(texts)] == texts


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("irkutsk", "mining-machinery trucks public-transport machine-tools"),
        ("-irkutsk", "mining-machinery trucks public-transport machine-tools"),
        ("sector", "machine-tools mining-machinery public-transport trucks"),
        ("-sector_name", "trucks public-transport mining-machinery machine-tools"),
    ],
)
@pytest.mark.parametrize("columns", [["sector"], ["sector", "khabarovsk"], ["sector", "irkutsk"]])
def test_the_matrix_is_sorted_by_a_column_shown_or_not(
    database: Database, sort: str, order: str, columns: list[str]
) -> None:
    found = ask(
        database,
        "matrix",
        columns,
        [sort],
        status="planned,interest",
        sector=["machine-tools", "mining-machinery", "trucks", "public-transport"],
        region=["irkutsk", "chelyabinsk", "khabarovsk"],
    )
    sectors = [row[0] for row in found.rows]
    assert [each for each in sectors if each in order.split()] == order.split()


@pytest.mark.parametrize("listing", COLUMNS)
def test_every_column_sorts_both_ways_and_loses_no_row(database: Database, listing: str) -> None:
    columns = ask(database, listing).columns
    count = len([*ask(database, listing).rows])

    def values(name: str, sort: str) -> list[Any]:
        found = [value for (value,) in ask(database, listing, [name], [sort]).rows]
        assert len(found) == count
        return found

    for column in columns:
        if column.name == "turnover":
            continue  # by size
        rising, falling = (values(column.name, f"{sign}{column.name}") for sign in ("", "-"))
        if column.is_list:
            rising, falling = ([json.loads(each) for each in found] for found in (rising, falling))
        filled = [value for value in rising if value is not None]
        nulls = [None] * (count - len(filled))
        assert rising == [*sorted(filled), *nulls]
        assert falling == [*sorted(filled, reverse=True), *nulls]


@pytest.mark.parametrize("sort", ["nme", "-nme", "", "-", "name,id"])
def test_sorting_by_a_column_that_is_not_there_is_an_error(database: Database, sort: str) -> None:
    with pytest.raises(UsageError, match="there is no column"):
        ask(database, "companies", ["id"], [sort])
