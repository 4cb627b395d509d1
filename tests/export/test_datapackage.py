"""The data package: what its files hold and what its descriptor says of them."""

import csv
import io
import json
from pathlib import Path

from tests.conftest import Run
from tests.export.test_sqlite import TABLES


def test_it_holds_what_the_listings_print(run: Run, exports: Path) -> None:
    package = exports / "datapackage"
    files = {path.name: path.read_bytes().decode() for path in package.iterdir()}
    assert sorted(files) == sorted(["datapackage.json", *(f"{name}.csv" for name in TABLES)])
    for listing, options in {
        "documents": (),
        "sectors": ("--scope", "all"),
        "trade": (),
        "figures": (),
        "regions": (),
        "companies": (),
    }.items():
        printed = run(listing, *options, "-f", "csv").out
        columns = printed.partition("\n")[0]
        written = list(csv.DictReader(io.StringIO(files[f"{listing}.csv"])))
        chosen = [{name: row[name] for name in columns.split(",")} for row in written]
        assert chosen == list(csv.DictReader(io.StringIO(printed)))
    assert files["matrix.csv"] == run("matrix", "-f", "csv").out
    assert files["sector_catalogue.csv"].startswith("id,name,parents,isic,name_ru,aliases\n")
    assert files["evidence.csv"].startswith("listing,id,document,position,phrase\nsectors,")


def test_the_descriptor_says_what_the_package_holds(exports: Path) -> None:
    package = exports / "datapackage"
    text = (package / "datapackage.json").read_text()
    assert text.startswith(
        '{\n  "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",\n'
        '  "name": "bilat",\n  "title": "Belarus and the regions of Russia",\n'
    )
    descriptor = json.loads(text)
    assert descriptor["version"] == "2.0.0"
    assert descriptor["description"].startswith("What Belarus and five regions of Russia ")
    assert [source["title"].rsplit(", ")[1] for source in descriptor["sources"]] == [
        "2015-04-27",
        "2020-09-25",
        "2025-02-03",
        "2025-02-07",
        "2025-02-24",
    ]
    resources = {resource["name"]: resource for resource in descriptor["resources"]}
    assert list(resources) == TABLES
    assert resources["sector_catalogue"]["title"] == "Sector catalogue"
    assert resources["evidence"]["description"] == (
        "The phrases of the texts that the facts rest on."
    )
    for name in TABLES:
        assert resources[name]["path"] == f"{name}.csv"
        header = next(csv.reader(io.StringIO((package / f"{name}.csv").read_text())))
        fields = resources[name]["schema"]["fields"]
        assert [field["name"] for field in fields] == header
        assert all(field["description"] for field in fields)
    keys = {name: resources[name]["schema"]["primaryKey"] for name in TABLES}
    assert keys["sectors"] == ["id"]
    assert keys["products"] == ["id", "position"]
    assert keys["left_out"] == ["document", "position"]
    assert keys["evidence"] == ["listing", "id", "position"]
    assert keys["matrix"] == ["sector"]


def test_the_descriptor_says_what_a_column_holds(exports: Path) -> None:
    descriptor = json.loads((exports / "datapackage" / "datapackage.json").read_text())
    [sectors] = [each for each in descriptor["resources"] if each["name"] == "sectors"]
    assert sectors["encoding"] == "utf-8"
    assert sectors["schema"]["missingValues"] == [""]
    assert sectors["schema"]["foreignKeys"] == [
        {"fields": ["region"], "reference": {"resource": "regions", "fields": ["id"]}},
        {"fields": ["sector"], "reference": {"resource": "sector_catalogue", "fields": ["id"]}},
        {"fields": ["document"], "reference": {"resource": "documents", "fields": ["id"]}},
    ]
    fields = {field["name"]: field for field in sectors["schema"]["fields"]}
    for each in fields.values():
        del each["description"]
    assert fields["hs"] == {"name": "hs", "type": "list", "delimiter": "; ", "itemType": "string"}
    assert fields["date"] == {"name": "date", "type": "date", "constraints": {"required": True}}
    assert fields["condition"] == {"name": "condition", "type": "string"}
    assert fields["status"]["constraints"] == {
        "required": True,
        "enum": ["existing", "planned", "proposed", "interest"],
    }
    assert fields["side"]["constraints"] == {"enum": ["belarus", "region", "both"]}
