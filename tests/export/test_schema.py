"""The JSON Schemas are current, accept the data and the rows, and refuse what bilat refuses."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bilat.dataset.folder import FILES
from bilat.dataset.yaml import parse
from bilat.export.json_schema import schema
from tests.conftest import DATA, Run
from tests.dataset import sample
from tests.dataset.test_load import SCHEMA

LISTINGS = ["regions", "sectors", "trade", "companies", "figures", "documents"]
PATHS = {kind: sorted(DATA.glob(name.replace("<id>", "*"))) for kind, name in FILES.items()}
CASES = [(kind, path) for kind, paths in PATHS.items() for path in paths]


def errors(kind: str, value: Any) -> list[str]:
    """Return where a value breaks the schema of its kind, which fits its metaschema."""
    jsonschema.Draft202012Validator.check_schema(schema(kind))
    validator = jsonschema.Draft202012Validator(schema(kind))
    return [error.json_path for error in validator.iter_errors(value)]


@pytest.mark.parametrize("kind", FILES)
def test_the_schema_in_the_data_folder_is_current(kind: str) -> None:
    path = DATA / "schemas" / f"{kind}.json"
    command = f"bilat schema {kind} > data/schemas/{kind}.json"
    assert json.loads(path.read_text()) == schema(kind), f"out of date; run {command}"


@pytest.mark.parametrize(("kind", "path"), CASES)
def test_a_file_names_its_schema_and_fits_it(kind: str, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    expected = os.path.relpath(DATA / "schemas" / f"{kind}.json", path.parent).replace("\\", "/")
    assert text.startswith(f"# yaml-language-server: $schema={expected}\n")
    assert errors(kind, parse(text, path)) == []


# What needs more than a schema: rules between fields, the calendar, white space.
BEYOND = re.compile(
    "listed twice|reads as two|no participant|needs a side|valid date|valid URL|needs a note"
    "|'2020/2019'|the period itself|hedge|bound"
)


@pytest.mark.parametrize(("kind", "right", "wrong", "message"), SCHEMA)
def test_the_schema_refuses_what_bilat_refuses(
    kind: str, right: str, wrong: str, message: str
) -> None:
    name = sample.NAMES[kind]
    found = errors(kind, parse(sample.changed(kind, right, wrong)[name], name))
    assert bool(found) != bool(BEYOND.search(message))


@pytest.mark.parametrize("listing", LISTINGS)
def test_the_rows_of_a_listing_fit_its_schema(run: Run, listing: str) -> None:
    rows = json.loads(run(listing, "-f", "json").out)
    assert rows
    assert errors(listing, rows) == []
    described = schema(listing)["items"]
    assert described["required"] == list(described["properties"]) == list(rows[0])
    assert all(each["description"] for each in described["properties"].values())


WRONG_ROWS = [
    ({"turnover": 1}, "$[0]"),
    ({"basis": "guessed"}, "$[0].basis"),
    ({"lower": 0.5}, "$[0].lower"),
    ({"kind": None}, "$[0].kind"),
    ({"url": ["https://example.org"]}, "$[0].url"),
]


@pytest.mark.parametrize(("change", "where"), WRONG_ROWS)
def test_wrong_rows_are_refused(run: Run, change: dict[str, Any], where: str) -> None:
    [row, *_] = json.loads(run("trade", "-r", "irkutsk", "--year", "2019", "-f", "json").out)
    assert errors("trade", [row]) == []
    assert set(errors("trade", [row | change])) == {where}
    del row["period"]
    assert errors("trade", [row]) == ["$[0]"]


def test_under_oo_no_description_is_lost() -> None:
    kinds = [*FILES, *LISTINGS]
    code = f"from bilat.export.json_schema import schema; print(*map(schema, {kinds}))"
    plain, bare = (
        subprocess.run([sys.executable, *flags, "-c", code], capture_output=True, check=True).stdout
        for flags in ([], ["-OO"])
    )
    assert plain == bare
    assert b"A statement on the trade of Belarus and the region" in bare
