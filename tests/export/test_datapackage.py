"""The data package: the content of its files, and its descriptor."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from bilat.queries.listings import LISTINGS
from tests.conftest import Run
from tests.export.test_sqlite import TABLES


@pytest.fixture(scope="module")
def package(exports: Path) -> dict[str, str]:
    """The text of each file of the package."""
    return {path.name: path.read_bytes().decode() for path in (exports / "datapackage").iterdir()}


@pytest.fixture(scope="module")
def descriptor(package: dict[str, str]) -> dict[str, Any]:
    """The content of datapackage.json."""
    return dict(json.loads(package["datapackage.json"]))


@pytest.mark.parametrize("listing", LISTINGS)
def test_it_has_the_rows_that_the_listings_print(
    run: Run, package: dict[str, str], listing: str
) -> None:
    assert package[f"{listing}.csv"] == run(listing, "-f", "csv").out


def test_it_has_the_other_tables(package: dict[str, str]) -> None:
    assert sorted(package) == sorted(["datapackage.json", *(f"{name}.csv" for name in TABLES)])
    assert package["sector_catalogue.csv"].startswith("id,name,parents,isic,name_ru,aliases\n")
    assert package["evidence.csv"].startswith("listing,id,document,position,phrase\nsectors,")


def test_the_descriptor_says_what_the_package_holds(
    package: dict[str, str], descriptor: dict[str, Any]
) -> None:
    assert package["datapackage.json"].startswith(
        '{\n  "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",\n'
        '  "name": "bilat",\n  "title": "'
    )
    dates = [source["title"].rpartition(", ")[2] for source in descriptor["sources"]]
    assert dates == [row["date"] for row in csv.DictReader(io.StringIO(package["documents.csv"]))]
    schemas = {resource["name"]: resource["schema"] for resource in descriptor["resources"]}
    assert list(schemas) == TABLES
    for name, schema in schemas.items():
        header = package[f"{name}.csv"].partition("\n")[0]
        assert ",".join(field["name"] for field in schema["fields"]) == header
        assert all(field["description"] for field in schema["fields"])
    keys = {name: "+".join(schema["primaryKey"]) for name, schema in schemas.items()}
    assert keys["sectors"] == "id"
    assert keys["matrix"] == "sector"
    assert keys["products"] == "id+position"
    assert keys["evidence"] == "listing+id+document+position"


def test_the_descriptor_says_what_a_column_holds(descriptor: dict[str, Any]) -> None:
    [sectors] = [each for each in descriptor["resources"] if each["name"] == "sectors"]
    assert (sectors["path"], sectors["encoding"]) == ("sectors.csv", "utf-8")
    assert sectors["schema"]["foreignKeys"] == [
        {"fields": ["region"], "reference": {"resource": "regions", "fields": ["id"]}},
        {"fields": ["sector"], "reference": {"resource": "sector_catalogue", "fields": ["id"]}},
        {"fields": ["document"], "reference": {"resource": "documents", "fields": ["id"]}},
    ]
    fields = {field.pop("name"): field for field in sectors["schema"]["fields"]}
    for field in fields.values():
        del field["description"]
    assert fields["hs"] == {"type": "list", "delimiter": "; ", "itemType": "string"}
    assert fields["date"] == {"type": "date", "constraints": {"required": True}}
    assert fields["condition"] == {"type": "string"}
    assert fields["side"] == {
        "type": "string",
        "constraints": {"enum": ["belarus", "region", "both"]},
    }
