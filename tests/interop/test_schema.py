"""check-jsonschema on the files, on broken ones and on the rows."""

import json
from pathlib import Path
from typing import Any

import pytest

from bilat.cli.options import ROWS
from tests.conftest import DATA, Run
from tests.export.test_schema import BROKEN, FILES, SOUND
from tests.interop.programs import output, require


def check_jsonschema(schema: Path, *files: Path) -> dict[str, set[str]]:
    """Where each file that breaks a schema does so, by the file's name."""
    require("check-jsonschema")
    names = " ".join(f"'{path}'" for path in files)
    command = f"check-jsonschema --schemafile '{schema}' -o json {names} || [ $? = 1 ]"
    report = json.loads(output(command, schema.parent))
    assert not report.get("parse_errors")
    found: dict[str, set[str]] = {}
    for error in report["errors"]:
        found.setdefault(Path(error["filename"]).name, set()).add(error["path"])
    return found


@pytest.mark.parametrize("kind", FILES)
def test_check_jsonschema_accepts_the_files(kind: str) -> None:
    assert check_jsonschema(DATA / "schemas" / f"{kind}.json", *FILES[kind]) == {}


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Where check-jsonschema refuses each of the broken files; `sound` files are there too."""
    found: dict[str, set[str]] = {}
    folder = tmp_path_factory.mktemp("files")
    for kind, sound in SOUND.items():
        files = [folder / f"sound-{kind}.yaml"]
        files[0].write_text(sound)
        for number, (broken_kind, right, wrong, _) in enumerate(BROKEN):
            if broken_kind == kind:
                assert sound.count(right) == 1, right
                files.append(folder / f"{number}.yaml")
                files[-1].write_text(sound.replace(right, wrong))
        found |= check_jsonschema(DATA / "schemas" / f"{kind}.json", *files)
    return found


@pytest.mark.parametrize("kind", SOUND)
def test_check_jsonschema_accepts_a_sound_file(verdicts: dict[str, set[str]], kind: str) -> None:
    assert f"sound-{kind}.yaml" not in verdicts


@pytest.mark.parametrize(
    ("number", "where"),
    [
        pytest.param(number, where, id=f"{kind}: {wrong or right}".replace("\n", ""))
        for number, (kind, right, wrong, where) in enumerate(BROKEN)
    ],
)
def test_check_jsonschema_refuses(verdicts: dict[str, set[str]], number: int, where: str) -> None:
    assert verdicts.get(f"{number}.yaml") == {where}


# Of the rows


@pytest.fixture
def row_schema(run: Run, tmp_path: Path, listing: str) -> Path:
    """A file with the schema of a listing's rows."""
    path = tmp_path / f"{listing}.schema.json"
    path.write_text(run("schema", listing).out)
    return path


@pytest.mark.parametrize("listing", ROWS)
def test_the_rows_fit_their_schema(
    run: Run, row_schema: Path, tmp_path: Path, listing: str
) -> None:
    schema = json.loads(row_schema.read_text())
    columns = run(listing, "-f", "csv").out.partition("\n")[0].split(",")
    assert schema["items"]["required"] == list(schema["items"]["properties"]) == columns
    assert all(each["description"] for each in schema["items"]["properties"].values())
    rows, empty = tmp_path / "rows.json", tmp_path / "empty.json"
    rows.write_text(run(listing, "-f", "json").out)
    empty.write_text("[]")
    assert check_jsonschema(row_schema, rows, empty) == {}


@pytest.mark.parametrize("listing", ["trade"])
def test_rows_that_do_not_fit_are_refused(run: Run, row_schema: Path, tmp_path: Path) -> None:
    [row] = json.loads(run("trade", "--year", "2019", "-f", "json").out)
    broken: dict[str, tuple[dict[str, Any], str]] = {
        "a column too many": (row | {"turnover": 1}, "$[0]"),
        "a column too few": ({key: row[key] for key in row if key != "upper"}, "$[0]"),
        "another word": (row | {"basis": "guessed"}, "$[0].basis"),
        "a number as text": (row | {"lower": "284000000"}, "$[0].lower"),
        "a fraction of a dollar": (row | {"lower": 0.5}, "$[0].lower"),
        "null where never null": (row | {"kind": None}, "$[0].kind"),
        "a list as text": (row | {"paragraphs": "8"}, "$[0].paragraphs"),
        "an address too many": (row | {"url": ["https://example.org"]}, "$[0].url"),
    }
    files = []
    for name, (content, _) in broken.items():
        files.append(tmp_path / name)
        files[-1].write_text(json.dumps([content]))
    expected = {name: {where} for name, (_, where) in broken.items()}
    assert check_jsonschema(row_schema, *files) == expected


def test_every_schema_fits_its_metaschema(run: Run, tmp_path: Path) -> None:
    require("check-jsonschema")
    for kind in (*FILES, *ROWS):
        written = run("schema", kind).out
        head = '{\n  "$schema": "https://json-schema.org/draft/2020-12/schema",\n'
        assert written.startswith(head)
        title = f"bilat: {kind}" if kind in FILES else f"bilat: rows of {kind}"
        assert json.loads(written)["title"] == title
        (tmp_path / f"{kind}.json").write_text(written)
    assert output("check-jsonschema --check-metaschema *.json", tmp_path) == (
        "ok -- validation done\n"
    )
