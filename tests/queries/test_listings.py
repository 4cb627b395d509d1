"""The columns that can be asked for, and the order of the rows."""

from collections.abc import Sequence
from typing import Any

import pytest

from bilat.database.store import Answer, Database
from bilat.errors import UsageError
from bilat.queries import listings
from bilat.queries.listings import LISTINGS
from tests.queries.conftest import short


def ask(
    database: Database,
    listing: str,
    columns: Sequence[str] = (),
    sort: Sequence[str] = (),
    **filters: Any,
) -> Answer:
    question = listings.make_question(database, listing, filters.pop("text", ""), filters)
    return listings.ask(database, question, columns, sort)


LAST = {
    "regions": "meetings first_date aliases turnover_period turnover_conflicts",
    "sectors": "evidence url date_basis",
    "trade": "url period flow goods conflicts sources",
    "companies": "statuses records wider",
    "figures": "direction change_lower change_upper compared_to note",
    "documents": "figures wider reprinted_by",
    "matrix": "isic parents bashkortostan chelyabinsk irkutsk khabarovsk sverdlovsk total",
}


@pytest.mark.parametrize("listing", LISTINGS)
def test_the_last_columns_of_a_listing(database: Database, listing: str) -> None:
    last = LAST[listing].split()
    assert ask(database, listing).columns[-len(last) :] == last


def test_the_matrix_has_columns_only_for_the_regions_asked_for(database: Database) -> None:
    columns = ask(database, "matrix", region="sve,irk,ba", district="ural,volga").columns
    assert columns == "sector sector_name isic parents bashkortostan sverdlovsk total".split()


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        (["city", "id"], [("Minsk", "mzor")]),
        (["Name", " records "], [("MZOR", 1)]),
        (["aliases", "statuses"], [(("МЗОР",), ("planned",))]),
    ],
)
def test_columns_can_be_named(
    database: Database, columns: list[str], rows: list[tuple[Any, ...]]
) -> None:
    assert [*ask(database, "companies", columns, company="mzor").rows] == rows


@pytest.mark.parametrize(
    ("listing", "columns", "sort", "message"),
    [
        ("companies", ["nam"], [], "unknown column 'nam'; did you mean 'name'?"),
        ("sectors", ["sectr"], [], "unknown column 'sectr'; did you mean 'sector'"),
        ("companies", ["zzz"], [], "unknown column 'zzz'\nColumns: id, name, city, country, "),
        ("companies", ["id", "name", "ID"], [], "column 'id' is given twice"),
        ("regions", ["id"], ["-turnovr"], "unknown column 'turnovr'; did you mean 'turnover'"),
        ("trade", [], ["amont"], "unknown column 'amont'; did you mean 'amount'?"),  # a heading
        ("regions", ["id"], [""], "unknown column ''\nColumns: id,"),
    ],
)
def test_an_unknown_column_is_an_error(
    database: Database, listing: str, columns: list[str], sort: list[str], message: str
) -> None:
    with pytest.raises(UsageError) as raised:
        ask(database, listing, columns, sort)
    assert str(raised.value).startswith(message)


# Order


@pytest.mark.parametrize(
    ("listing", "sort", "order"),
    [
        ("regions", "-turnover_year -id", "sverdlovsk bashkortostan irkutsk khabarovsk chelyabinsk"),
        ("trade", "-Turnover", """sverdlovsk/turnover
            bashkortostan/turnover-2024+change-2024/derived-2023 bashkortostan/turnover-2024
            bashkortostan/target-2025 irkutsk/turnover-2019 irkutsk/turnover-2019/derived-2018
            bashkortostan/change-2024 chelyabinsk/turnover-trend irkutsk/turnover-2020"""),
        ("figures", "-amount", """bashkortostan/trolleybus-output-2023-2024
            bashkortostan/trolleybus-output-2020-2022 khabarovsk/belaz-market-share
            sverdlovsk/meetings khabarovsk/elevators-replaced"""),
    ],
)  # fmt: skip
def test_rows_are_sorted(database: Database, listing: str, sort: str, order: str) -> None:
    question = listings.make_question(database, listing)
    assert short(listings.rows(database, question, sort.split())) == order.split()


@pytest.mark.parametrize(
    ("sort", "sectors", "cells"),
    [
        ("irkutsk", "elevators,trucks,trams", ["existing", "interest", None]),
        ("-irkutsk", "elevators,trucks,trams", ["interest", "existing", None]),
        ("bashkortostan", "trolleybuses,trams,trucks", ["existing+proposed", "proposed", None]),
    ],
)
def test_the_matrix_is_sorted_by_the_status_in_a_region(
    database: Database, sort: str, sectors: str, cells: list[str | None]
) -> None:
    found = ask(database, "matrix", [sort.removeprefix("-")], [sort], sector=sectors)
    assert [cell for (cell,) in found.rows] == cells


@pytest.mark.parametrize("listing", LISTINGS)
def test_every_column_sorts_both_ways_with_nulls_last(database: Database, listing: str) -> None:
    # Amounts sort by size, and regions by status.
    others = "turnover bashkortostan chelyabinsk irkutsk khabarovsk sverdlovsk".split()
    for column in {*ask(database, listing).columns} - {*others}:
        rising, falling = (
            [value for (value,) in ask(database, listing, [column], [sort]).rows]
            for sort in (column, f"-{column}")
        )
        if isinstance(rising[0], tuple):  # sorted by its first three items
            none = 0 if column == "paragraphs" else ""
            rising, falling = (
                [value and [*(item or none for item in value), none, none][:3] for value in values]
                for values in (rising, falling)
            )
        filled = sorted(value for value in rising if value not in (None, ()))
        assert rising[: len(filled)] == filled
        assert falling[: len(filled)] == filled[::-1]
