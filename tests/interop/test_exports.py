"""What other people's programs make of the exports."""

import json
from pathlib import Path

import pytest

from tests.conftest import DATA
from tests.export.test_sqlite import TABLES
from tests.interop.programs import get, module, output, require, serving


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with both exports, made by the command line."""
    output("bilat export sqlite bilat.db; bilat export datapackage bilat-data", tmp_path)
    return tmp_path


# Data Package


def problems(package: Path) -> list[tuple[str, str]]:
    """What frictionless finds wrong with a package: in which table, what kind of error."""
    report = json.loads(output("frictionless validate datapackage.json --json || true", package))
    assert [task["name"] for task in report["tasks"]] == TABLES
    return [(task["name"], error["type"]) for task in report["tasks"] for error in task["errors"]]


def test_frictionless_accepts_the_package_and_sees_what_is_broken(folder: Path) -> None:
    require("frictionless")
    package = folder / "bilat-data"
    assert problems(package) == []
    for name, right, wrong in (
        ("regions", "Bashkortostan,", ","),
        ("documents", ",2025-02-07,", ",yesterday,"),
        ("companies", ",1\n", ",some\n"),
        ("sectors", ",existing,", ",exists,"),
        ("trade", ",bashkortostan,", ",moscow,"),
        ("evidence", ",bashkortostan-2025-02-07,1,", ",moscow-2025-02-07,1,"),
        ("matrix", "\ntrams,", "\nfood,"),
    ):
        path = package / f"{name}.csv"
        text = path.read_text()
        assert right in text
        path.write_text(text.replace(right, wrong, 1))
    assert problems(package) == [
        ("regions", "constraint-error"),
        ("documents", "type-error"),
        ("companies", "type-error"),
        ("sectors", "constraint-error"),
        ("trade", "foreign-key"),
        ("evidence", "foreign-key"),
        ("matrix", "primary-key"),
    ]


def test_sqlite_utils_makes_a_database_of_the_package(folder: Path) -> None:
    require("sqlite-utils")
    command = "sqlite-utils insert new.db regions bilat-data/regions.csv --csv 2>/dev/null"
    output(command, folder)
    query = "sqlite-utils new.db 'select id, iso_3166_2 from regions where existing > 6' --csv"
    assert output(query, folder) == ("id,iso_3166_2\nbashkortostan,RU-BA\nsverdlovsk,RU-SVE\n")


# SQLite


def test_sqlite_utils_searches(folder: Path) -> None:
    require("sqlite-utils")
    found = output("sqlite-utils search bilat.db sectors 'elevators AND sverdlovsk' -c id", folder)
    assert json.loads(found) == [{"id": "sverdlovsk-2025-02-24/elevators"}]
    found = output("sqlite-utils search bilat.db regions Kuivashev -c id", folder)
    assert json.loads(found) == [{"id": "sverdlovsk"}]


def test_sqlite_finds_nothing_wrong(folder: Path) -> None:
    require("sqlite3")
    integrity = "sqlite3 bilat.db 'PRAGMA integrity_check; PRAGMA foreign_key_check'"
    assert output(integrity, folder) == "ok\n"


def test_datasette_serves_facets_search_and_references(folder: Path) -> None:
    require("datasette")
    with serving("datasette bilat.db --host 127.0.0.1 --port 0", folder) as address:
        page = json.loads(
            get(f"{address}/bilat/sectors.json?_facet=status&_facet_array=forms&scope__isnull=1")
        )
        facets = {
            name: {each["value"]: each["count"] for each in facet["results"]}
            for name, facet in page["facet_results"].items()
        }
        counts = json.loads(output("bilat regions -f json", folder))
        assert facets["status"] == {
            status: sum(region[status] for region in counts)
            for status in ("proposed", "existing", "interest", "planned")
        }
        assert facets["forms"]["supply"] > 10
        found = json.loads(get(f"{address}/bilat/sectors.json?_search=lifts&_shape=array"))
        assert "irkutsk-2020-09-25/elevators" in [row["id"] for row in found]
        assert json.loads(found[0]["companies"]) == ["mogilevliftmash-usolye"]
        labels = get(f"{address}/bilat/sectors?_search=trams")
        assert "/bilat/regions/bashkortostan" in labels


def test_duckdb_joins_the_files_of_the_package(folder: Path) -> None:
    duckdb = module("duckdb")
    evidence, trade = (str(folder / "bilat-data" / f"{name}.csv") for name in ("evidence", "trade"))
    query = f"SELECT phrase FROM '{evidence}' JOIN '{trade}' t USING (id) WHERE t.year_to = 2019"
    assert ("to over $284 million",) in duckdb.sql(query).fetchall()


def test_yq_reads_the_data_files() -> None:
    require("yq")
    capitals = output("yq -r '.[] | select(.kind == \"krai\").capital' regions.yaml", DATA)
    assert capitals == "Khabarovsk\n"
