"""The schemas: those in the data folder are current, fit the data, and refuse what is broken."""

import json
import os
import re
from pathlib import Path
from typing import Any, get_args

import pytest

import bilat
from bilat import Dataset, DatasetError, Filters
from bilat.questions.listings import LISTINGS, FileKind, RowKind
from tests.conftest import CHECKOUT, DATA, Run
from tests.interop.test_recipes import output, require

FILE_KINDS: tuple[FileKind, ...] = get_args(FileKind)
ROW_KINDS: tuple[RowKind, ...] = get_args(RowKind)
FILES = {
    "region": [DATA / "regions.yaml"],
    "sector": [DATA / "sectors.yaml"],
    "company": [DATA / "companies.yaml"],
    "document": sorted((DATA / "documents").iterdir()),
}


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


# Of the files


def test_there_is_a_schema_of_each_kind_of_file() -> None:
    assert {path.stem for path in (DATA / "schemas").iterdir()} == set(FILE_KINDS)
    assert {path for paths in FILES.values() for path in paths} == set(DATA.rglob("*.yaml"))


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_the_schema_in_the_data_folder_is_current(run: Run, kind: str) -> None:
    path = DATA / "schemas" / f"{kind}.json"
    result = run("schema", kind)
    assert (result.status, result.err) == (0, "")
    assert path.read_text() == result.out, (
        f"{path.name} is out of date; write it anew:"
        f" bilat schema {kind} > {path.relative_to(CHECKOUT)}"
    )


@pytest.mark.parametrize(
    ("kind", "path"),
    [pytest.param(kind, path, id=path.name) for kind, paths in FILES.items() for path in paths],
)
def test_a_file_tells_editors_its_schema(kind: str, path: Path) -> None:
    first = path.read_text().partition("\n")[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    expected = DATA / "schemas" / f"{kind}.json"
    line = f"# yaml-language-server: $schema={os.path.relpath(expected, path.parent)}"
    assert named, f"{path.name}: begin with the line {line}"
    assert (path.parent / named[1]).resolve() == expected.resolve()
    assert expected.is_file()


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_check_jsonschema_accepts_the_files(kind: str) -> None:
    assert check_jsonschema(DATA / "schemas" / f"{kind}.json", *FILES[kind]) == {}


# A file of each kind, to be broken

SOUND = {
    "region": """\
- id: zarechye
  name: Zarechye
  official_name: Zarechye Oblast
  kind: oblast
  iso_3166_2: RU-ZAR
  federal_district: Inland
  capital: Lugovsk
  name_ru: Зареченская область
  aliases: [Beyond the River]
""",
    "sector": '- {id: lifts, name: Lifts, parent: null, isic: "2816", aliases: [elevators]}\n',
    "company": "- {id: zubr, name: Zubr, aliases: [Зубр], city: null, country: Belarus}\n",
    "document": f"""\
id: zarechye-2021-03-02
region: zarechye
date: {{value: "2021-03-02", stated: null, basis: inferred, note: In the header.}}
place: null
participants:
  - {{name: Anna Belova, title: President of Belarus, side: belarus}}
  - {{name: Pavel Ozerov, title: Governor, side: region}}
source:
  publisher: An invented gazette
  url: https://example.org/zarechye
  language: en
  sha256: {"0123456789abcdef" * 4}
  paragraphs: 5
cooperation:
  - id: lifts
    sector: lifts
    status: proposed
    proposed_by: region
    forms: [assembly]
    products: [{{name: lifts, hs: "842810"}}]
    companies: [zubr]
    summary: The governor wants a workshop.
    stated_by: region_head
    paragraphs: [5]
    evidence: ["could open a workshop"]
trade:
  - id: turnover
    period: {{from: 2020, to: 2020, basis: stated, note: null}}
    kind: actual
    amount: {{text: over $40 million, hedge: over, lower: 40000000, upper: null, unit: USD}}
    change: null
    stated_by: document
    paragraphs: [2]
    evidence: ["over $40 million"]
figures:
  - id: share
    name: Market share
    amount: {{text: 2.5%, hedge: exact, lower: 2.5, upper: 2.5, unit: "%"}}
    period: null
    scope: Belarus
    stated_by: president
    paragraphs: [3]
    evidence: ["2.5%"]
left_out:
  - {{paragraph: 1, text: "2021", why: A year}}
""",
}
BROKEN = [
    ("region", "kind: oblast", "kind: province", "$[0].kind"),
    ("region", "iso_3166_2: RU-ZAR", "iso_3166_2: ZAR", "$[0].iso_3166_2"),
    ("region", "  capital: Lugovsk\n", "", "$[0]"),
    ("region", "capital: Lugovsk", "capital: ''", "$[0].capital"),
    ("region", "aliases: [Beyond the River]", "aliases: Beyond", "$[0].aliases"),
    ("region", "id: zarechye", "id: Zarechye", "$[0].id"),
    ("sector", 'isic: "2816"', "isic: 2816", "$[0].isic"),
    ("sector", 'isic: "2816"', 'isic: "X"', "$[0].isic"),
    ("sector", "parent: null, ", "", "$[0]"),
    ("company", "country: Belarus", "county: Belarus", "$[0]"),
    ("company", "- {", "{", "$"),
    ("document", 'value: "2021-03-02"', "value: 2 March", "$.date.value"),
    ("document", "side: region", "side: russia", "$.participants[1].side"),
    ("document", "url: https://", "url: ", "$.source.url"),
    ("document", "paragraphs: 5\n", "paragraphs: 0\n", "$.source.paragraphs"),
    ("document", "sha256: 0", "sha256: X", "$.source.sha256"),
    ("document", "status: proposed", "status: offered", "$.cooperation[0].status"),
    ("document", "forms: [assembly]", "forms: [assembling]", "$.cooperation[0].forms[0]"),
    ("document", 'hs: "842810"', "hs: 842810", "$.cooperation[0].products[0].hs"),
    ("document", "paragraphs: [5]", "paragraphs: []", "$.cooperation[0].paragraphs"),
    ("document", "    summary: The governor wants a workshop.\n", "", "$.cooperation[0]"),
    ("document", "    kind: actual", "    kind: real", "$.trade[0].kind"),
    ("document", "from: 2020", "from: 20", "$.trade[0].period.from"),
    ("document", "lower: 40000000", "lower: 40 million", "$.trade[0].amount"),
    ("document", "unit: USD", "unit: dollars", "$.trade[0].amount"),
    ("document", "hedge: exact", "hedge: precise", "$.figures[0].amount.hedge"),
    ("document", "scope: Belarus", "scope: null", "$.figures[0].scope"),
    ("document", "why: A year", "because: A year", "$.left_out[0]"),
]  # fmt: skip


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


@pytest.mark.parametrize(
    "broken",
    [None, *(pytest.param(each, id=f"{each[0]}: {each[3]}") for each in BROKEN)],
)
def test_bilat_is_of_the_same_mind(
    tmp_path: Path, broken: tuple[str, str, str, str] | None
) -> None:
    paths = {
        "region": tmp_path / "regions.yaml",
        "sector": tmp_path / "sectors.yaml",
        "company": tmp_path / "companies.yaml",
        "document": tmp_path / "documents" / "zarechye-2021-03-02.yaml",
    }
    paths["document"].parent.mkdir()
    for kind, path in paths.items():
        path.write_text(SOUND[kind])
    if broken is None:
        assert bilat.load(tmp_path).documents
        return
    kind, right, wrong, _ = broken
    paths[kind].write_text(SOUND[kind].replace(right, wrong))
    with pytest.raises(DatasetError) as raised:
        bilat.load(tmp_path)
    assert raised.value.problems[0].path == str(paths[kind])


# Of the rows


@pytest.fixture
def row_schema(run: Run, tmp_path: Path, listing: str) -> Path:
    """A file with the schema of a listing's rows."""
    path = tmp_path / f"{listing}.schema.json"
    path.write_text(run("schema", listing).out)
    return path


@pytest.mark.parametrize("listing", ROW_KINDS)
def test_the_rows_fit_their_schema(
    run: Run, row_schema: Path, tmp_path: Path, dataset: Dataset, listing: str
) -> None:
    schema = json.loads(row_schema.read_text())
    columns = list(LISTINGS[listing].columns(dataset, Filters()))
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
    }
    files = []
    for name, (content, _) in broken.items():
        files.append(tmp_path / name)
        files[-1].write_text(json.dumps([content]))
    expected = {name: {where} for name, (_, where) in broken.items()}
    assert check_jsonschema(row_schema, *files) == expected


def test_every_schema_fits_its_metaschema(run: Run, tmp_path: Path) -> None:
    require("check-jsonschema")
    for kind in (*FILE_KINDS, *ROW_KINDS):
        written = run("schema", kind).out
        head = '{\n  "$schema": "https://json-schema.org/draft/2020-12/schema",\n'
        assert written.startswith(head)
        title = f"bilat: {kind}" if kind in FILE_KINDS else f"bilat: rows of {kind}"
        assert json.loads(written)["title"] == title
        (tmp_path / f"{kind}.json").write_text(written)
    assert output("check-jsonschema --check-metaschema *.json", tmp_path) == (
        "ok -- validation done\n"
    )


def test_a_kind_that_has_no_schema_is_named(run: Run) -> None:
    result = run("schema", "matrix")
    assert (result.status, result.out) == (2, "")
    assert "'matrix' is not one of 'region', 'sector', 'company', 'document'" in result.err
