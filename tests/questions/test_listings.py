"""The listings: their columns, the choice among them, and sorting."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat import Dataset, Filters, UsageError
from bilat.questions.listings import LISTINGS, choose, records, sort

COLUMNS = {
    "regions": """
        id name official_name kind iso_3166_2 federal_district capital name_ru head head_title date
        date_basis turnover turnover_year existing planned proposed interest document
    """,
    "sectors": """
        id region region_name sector sector_name isic status proposed_by forms products hs companies
        places projects summary stated_by speaker date document paragraphs
    """,
    "trade": """
        id region region_name year_from year_to year_basis kind basis text hedge lower upper
        currency direction change_text change_lower change_upper compared_to stated_by speaker
        derivation note document paragraphs
    """,
    "companies": "id name city country aliases regions sectors statuses records",
    "figures": """
        id region region_name name text hedge lower upper unit year_from year_to scope stated_by
        speaker document paragraphs
    """,
    "documents": """
        id region region_name date date_stated date_basis date_note place head head_title publisher
        url language paragraphs sha256 cooperation trade figures
    """,
    "matrix": "sector sector_name bashkortostan chelyabinsk irkutsk khabarovsk sverdlovsk",
}


def rows_of(dataset: Dataset, listing: str, **filters: Any) -> Sequence[Any]:
    return LISTINGS[listing].rows(dataset, Filters(**filters))


# Columns


@pytest.mark.parametrize("listing", LISTINGS)
@pytest.mark.parametrize("filters", [Filters(), Filters(year=[1901])], ids=["all", "none"])
def test_columns_are_those_of_the_contract_whatever_the_data(
    dataset: Dataset, listing: str, filters: Filters
) -> None:
    assert list(LISTINGS[listing].columns(dataset, filters)) == COLUMNS[listing].split()


def test_the_listings_are_those_of_the_contract() -> None:
    assert list(LISTINGS) == list(COLUMNS)


def test_the_matrix_has_columns_only_for_the_regions_asked_for(dataset: Dataset) -> None:
    filters = Filters(region=["sve", "irk", "ba"], district=["ural", "volga"])
    found = LISTINGS["matrix"].columns(dataset, filters)
    assert found == ("sector", "sector_name", "bashkortostan", "sverdlovsk")


# Choosing


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [
        pytest.param(None, ["id", "name", "city"], id="all where nothing is said"),
        pytest.param("city,id", ["city", "id"], id="in the order asked for"),
        pytest.param(" name ,\tid ", ["name", "id"], id="with spaces"),
        pytest.param("name", ["name"], id="one"),
    ],
)
def test_choose_gives_the_columns_asked_for(wanted: str | None, chosen: list[str]) -> None:
    assert list(choose(wanted, ("id", "name", "city"))) == chosen


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        pytest.param("nam", "unknown column 'nam'. Columns: id, name, city", id="unknown"),
        pytest.param("id,Name", "unknown column 'Name'. Columns: id, name, city", id="capital"),
        pytest.param("", "unknown column ''. Columns: id, name, city", id="empty"),
        pytest.param("id,", "unknown column ''. Columns: id, name, city", id="comma at the end"),
        pytest.param("id;name", "unknown column 'id;name'. Columns: id, name, city", id="no comma"),
        pytest.param("id,name, id", "the column 'id' is asked for twice", id="twice"),
    ],
)
def test_choose_refuses(wanted: str, message: str) -> None:
    with pytest.raises(UsageError) as raised:
        choose(wanted, ("id", "name", "city"))
    assert str(raised.value) == message


# Records


@pytest.mark.parametrize(
    ("listing", "filters", "chosen", "expected"),
    [
        pytest.param(
            "regions",
            {"district": ["ural"]},
            "turnover id proposed",
            [(None, "chelyabinsk", 7), ("almost $1 billion", "sverdlovsk", 5)],
            id="nulls and numbers",
        ),
        pytest.param(
            "companies",
            {"company": ["mogilevliftmash", "mzor"]},
            "id sectors records",
            [("mogilevliftmash", (), 0), ("mzor", ("mechanical-engineering",), 1)],
            id="lists",
        ),
        pytest.param(
            "matrix",
            {"company": ["belaz"]},
            "sector_name khabarovsk irkutsk sector sverdlovsk",
            [("Mining vehicles", "existing+proposed", None, "mining-vehicles", "existing")],
            id="cells of the matrix",
        ),
        pytest.param("trade", {"year": [1901]}, "id", [], id="no rows"),
    ],
)
def test_records_hold_the_values_of_the_columns_chosen(
    dataset: Dataset,
    listing: str,
    filters: dict[str, Any],
    chosen: str,
    expected: list[tuple[Any, ...]],
) -> None:
    rows = rows_of(dataset, listing, **filters)
    assert records(LISTINGS[listing], rows, chosen.split()) == expected


# Sorting


@pytest.mark.parametrize(
    ("listing", "filters", "column", "order"),
    [
        pytest.param(
            "regions",
            {},
            "turnover_year",
            "irkutsk bashkortostan sverdlovsk chelyabinsk khabarovsk",
            id="equal ones keep their order, nulls last",
        ),
        pytest.param(
            "regions",
            {},
            "-turnover_year",
            "bashkortostan sverdlovsk irkutsk chelyabinsk khabarovsk",
            id="descending too",
        ),
        pytest.param(
            "regions",
            {},
            "-existing",
            "sverdlovsk bashkortostan chelyabinsk khabarovsk irkutsk",
            id="numbers as numbers",
        ),
        pytest.param(
            "regions",
            {},
            "date",
            "chelyabinsk irkutsk khabarovsk bashkortostan sverdlovsk",
            id="dates",
        ),
        pytest.param(
            "companies",
            {"region": ["bashkortostan"]},
            "sectors",
            "amkodor belkommunmash maz ufa-tram-and-trolleybus-plant",
            id="lists",
        ),
        pytest.param(
            "companies",
            {"region": ["bashkortostan"]},
            "-sectors",
            "maz ufa-tram-and-trolleybus-plant belkommunmash amkodor",
            id="lists, descending",
        ),
    ],
)
def test_sort_orders_rows(
    dataset: Dataset, listing: str, filters: dict[str, Any], column: str, order: str
) -> None:
    known = COLUMNS[listing].split()
    rows = sort(LISTINGS[listing], rows_of(dataset, listing, **filters), column, known)
    assert [row.id for row in rows] == order.split()


@pytest.mark.parametrize(
    ("column", "order"),
    [
        ("irkutsk", "mining-machinery trucks public-transport cross-sector machine-tools"),
        ("-irkutsk", "cross-sector mining-machinery trucks public-transport machine-tools"),
        ("sector", "cross-sector machine-tools mining-machinery public-transport trucks"),
        ("-sector_name", "trucks public-transport mining-machinery machine-tools cross-sector"),
    ],
)
def test_sort_orders_the_matrix(dataset: Dataset, column: str, order: str) -> None:
    rows = rows_of(dataset, "matrix", status=["planned", "interest"], sector=order.split())
    found = sort(LISTINGS["matrix"], rows, column, COLUMNS["matrix"].split())
    assert [row.sector.id for row in found] == order.split()


@pytest.mark.parametrize("listing", LISTINGS)
def test_every_column_sorts_both_ways_and_loses_no_row(dataset: Dataset, listing: str) -> None:
    rows = rows_of(dataset, listing)
    known = COLUMNS[listing].split()

    def values(column: str) -> list[Any]:
        ordered = sort(LISTINGS[listing], rows, column, known)
        return [value for (value,) in records(LISTINGS[listing], ordered, [column.lstrip("-")])]

    for column in known:
        rising, falling = values(column), values(f"-{column}")
        filled = [value for value in rising if value is not None]
        nulls = [None] * (len(rows) - len(filled))
        assert rising == [*sorted(filled), *nulls]
        assert falling == [*sorted(filled, reverse=True), *nulls]


def test_sorting_leaves_the_rows_that_it_was_given_alone(dataset: Dataset) -> None:
    rows = list(rows_of(dataset, "regions"))
    before = list(rows)
    sort(LISTINGS["regions"], rows, "-name", ["name"])
    assert rows == before


@pytest.mark.parametrize("column", ["nme", "-nme", "--name", "", "-", "Name"])
def test_sort_refuses_a_column_that_is_not_there(dataset: Dataset, column: str) -> None:
    with pytest.raises(UsageError) as raised:
        sort(LISTINGS["companies"], rows_of(dataset, "companies"), column, ("id", "name"))
    name = column.removeprefix("-")
    assert str(raised.value) == f"unknown column {name!r}. Columns: id, name"


@settings(derandomize=True, deadline=None)
@given(years=st.lists(st.none() | st.integers(2013, 2016)))
@pytest.mark.parametrize("sign", ["", "-"])
def test_sorting_is_stable_with_nulls_last(dataset: Dataset, sign: str, years: list[int]) -> None:
    figure = rows_of(dataset, "figures")[0]
    rows = [figure._replace(id=str(place), year_to=year) for place, year in enumerate(years)]
    found = sort(LISTINGS["figures"], rows, f"{sign}year_to", COLUMNS["figures"].split())
    direction = -1 if sign else 1
    keys = [(row.year_to is None, direction * (row.year_to or 0), int(row.id)) for row in found]
    assert keys == sorted(keys)
    assert {row.id for row in found} == {row.id for row in rows}
    assert len(found) == len(rows)
