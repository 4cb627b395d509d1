"""The filters on the real dataset: what each keeps, which a listing takes, what is not a value."""

from typing import Any

import pytest

from bilat.database.store import Database
from bilat.errors import UsageError
from bilat.queries.connection import Connection
from bilat.queries.filters import FILTERS
from bilat.queries.names import known
from tests.queries.conftest import short

LIFTS = (
    "irkutsk/elevators irkutsk/elevators-demand khabarovsk/elevators-russian-market "
    "khabarovsk/elevators-russian-orders sverdlovsk/elevators"
)


@pytest.mark.parametrize(
    ("listing", "filters", "kept"),
    [
        ("sectors", {"sector": "lifts", "year": ["2020", "2024-"]}, LIFTS),
        ("sectors", {"sector": "lifts", "year": 2019}, ""),
        ("sectors", {"sector": "lifts", "scope": "region,wider"}, LIFTS),
        ("sectors", {"sector": "lifts", "scope": "region"},
            "irkutsk/elevators sverdlovsk/elevators"),
        ("sectors", {"company": ["mzor", "MTZ,Белкоммунмаш"], "status": "planned, proposed"},
            "bashkortostan/trams chelyabinsk/machine-building-cluster"),
        ("sectors", {"hs": "8428.10, 8603", "conditional": False, "status": "proposed"},
            "bashkortostan/trams khabarovsk/elevators-russian-orders sverdlovsk/elevators "
            "sverdlovsk/trams"),
        ("sectors", {"said_by": "Radiy Khabirov, president", "sector": "food", "conditional": True},
            "bashkortostan/food-offer"),
        ("sectors", {"region": "irkutsk", "district": "ural"}, ""),
        ("trade", {"year": "2010-2013"}, "chelyabinsk/turnover-trend"),
        ("trade", {"direction": "up", "kind": "actual"}, "irkutsk/turnover-2019"),
        ("figures", {"year": "2022-2023"}, "bashkortostan/trolleybus-output-2020-2022 "
            "bashkortostan/trolleybus-output-2023-2024 sverdlovsk/meetings"),
        ("companies", {"company": "УТТЗ", "status": "existing"}, "ufa-tram-and-trolleybus-plant"),
        ("companies", {"company": "УТТЗ", "status": "planned"}, ""),
        ("matrix", {"having": "planned,existing"}, "mechanical-engineering"),
        ("matrix", {"having": "planned", "scope": "wider"}, "aircraft exhibitions"),
        ("regions", {"year": 2025, "district": "ural"}, "sverdlovsk"),
        ("regions", {"year": 2030}, ""),
        ("documents", {"year": "2015,2020"}, "chelyabinsk irkutsk"),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)  # fmt: skip
def test_filters_together_keep(
    data: Connection, listing: str, filters: dict[str, Any], kept: str
) -> None:
    """Each filter alone is asked for in asked.md."""
    assert short(getattr(data, listing)(**filters)) == kept.split()


def test_a_scope_restricts_what_is_counted(data: Connection) -> None:
    def counts(**filters: Any) -> list[tuple[int, ...]]:
        rows = data.regions(region="khabarovsk", **filters)
        return [(r.existing, r.planned, r.proposed, r.interest, r.wider) for r in rows]

    assert counts() == counts(scope="all") == [(2, 0, 14, 0, 6)]
    assert counts(scope="region") == [(2, 0, 14, 0, 0)]
    assert counts(scope="wider") == [(5, 0, 1, 0, 6)]


# What a listing takes

RECORDS = (
    "region district year sector status side form company product place project hs isic "
    "conditional said_by document scope"
)
FILTERS_OF = {
    "regions": "region district year scope",
    "sectors": RECORDS,
    "trade": "region district year direction flow basis kind said_by document",
    "companies": RECORDS,
    "figures": "region district year direction said_by document",
    "documents": "region district year",
    "matrix": f"{RECORDS} having",
}


def a_value(database: Database, name: str) -> Any:
    """Return a value that a filter accepts."""
    samples = {"conditional": True, "year": "2020", "hs": "28", "isic": "28"}
    word = samples.get(name) or next(iter(FILTERS[name].words), None)
    return word or known(database, [FILTERS[name].noun or name])[0][1]


@pytest.mark.parametrize("listing", FILTERS_OF)
def test_a_listing_takes_its_filters_and_no_others(
    data: Connection, database: Database, listing: str
) -> None:
    ask = getattr(data, listing)
    for name in FILTERS:
        if name in FILTERS_OF[listing].split():
            ask(**{name: a_value(database, name)})
        else:
            with pytest.raises(UsageError, match=f"^{listing} has no filter '{name}'$"):
                ask(**{name: a_value(database, name)})


@pytest.mark.parametrize("name", [name for name in FILTERS if name != "conditional"])
def test_an_unknown_or_empty_value_is_an_error_and_none_is_no_filter(
    data: Connection, database: Database, name: str
) -> None:
    value, ask = a_value(database, name), getattr(data, FILTERS[name].listings[-1])
    for wrong in ("qqq", ""):
        for values in ([value, wrong], f"{value},{wrong}"):
            with pytest.raises(UsageError, match=f"'{wrong}'"):
                ask(**{name: values})
    with pytest.raises(UsageError, match=f"the filter '{name}' has no value; leave it out"):
        ask(**{name: []})
    assert ask(**{name: None}) == ask()
