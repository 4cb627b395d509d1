"""The schemas: those in the data folder are current, fit the data, and refuse what is broken."""

import os
import re
from pathlib import Path

import pytest

import bilat
from bilat import DatasetError
from bilat.dataset.folder import FILES as FILE_KINDS
from tests.conftest import CHECKOUT, DATA, Run

FILES = {
    "dataset": [DATA / "dataset.yaml"],
    "region": [DATA / "regions.yaml"],
    "sector": [DATA / "sectors.yaml"],
    "company": [DATA / "companies.yaml"],
    "document": sorted((DATA / "documents").iterdir()),
}


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
    "dataset": 'title: A test\ndescription: Invented.\nversion: "1.0.0"\n',
    "sector": '- {id: lifts, name: Lifts, parents: [], isic: "2816", name_ru: Лифты, aliases: [elevators]}\n',
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
    side: region
    scope: the Russian market
    condition: if there is a need
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
  - {{paragraph: 1, text: "2021", kind: frame}}
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
    ("sector", "parents: [], ", "", "$[0]"),
    ("sector", "parents: []", "parents: lifts", "$[0].parents"),
    ("dataset", 'version: "1.0.0"', "version: 1", "$.version"),
    ("dataset", "description: Invented.\n", "", "$"),
    ("company", "country: Belarus", "county: Belarus", "$[0]"),
    ("company", "- {", "{", "$"),
    ("document", 'value: "2021-03-02"', "value: 2 March", "$.date.value"),
    ("document", "side: region}", "side: russia}", "$.participants[1].side"),
    ("document", "url: https://", "url: ", "$.source.url"),
    ("document", "paragraphs: 5\n", "paragraphs: 0\n", "$.source.paragraphs"),
    ("document", "sha256: 0", "sha256: X", "$.source.sha256"),
    ("document", "status: proposed", "status: offered", "$.cooperation[0].status"),
    ("document", "forms: [assembly]", "forms: [assembling]", "$.cooperation[0].forms[0]"),
    ("document", 'hs: "842810"', "hs: 842810", "$.cooperation[0].products[0].hs"),
    ("document", "side: region\n    scope", "side: russia\n    scope", "$.cooperation[0].side"),
    ("document", "scope: the Russian market", "scope: ''", "$.cooperation[0].scope"),
    ("document", "condition: if there is a need", "condition: [if]", "$.cooperation[0].condition"),
    ("document", "paragraphs: [5]", "paragraphs: []", "$.cooperation[0].paragraphs"),
    ("document", "    summary: The governor wants a workshop.\n", "", "$.cooperation[0]"),
    ("document", "    kind: actual", "    kind: real", "$.trade[0].kind"),
    ("document", "from: 2020", "from: 20", "$.trade[0].period.from"),
    ("document", "lower: 40000000", "lower: 40 million", "$.trade[0].amount"),
    ("document", "unit: USD", "unit: dollars", "$.trade[0].amount"),
    ("document", "hedge: exact", "hedge: precise", "$.figures[0].amount.hedge"),
    ("document", "scope: Belarus", "scope: null", "$.figures[0].scope"),
    ("document", "kind: frame}", "why: frame}", "$.left_out[0]"),
    ("document", "kind: frame", "kind: dull", "$.left_out[0].kind"),
]  # fmt: skip


@pytest.mark.parametrize(
    "broken",
    [None, *(pytest.param(each, id=f"{each[0]}: {each[3]}") for each in BROKEN)],
)
def test_bilat_is_of_the_same_mind(
    tmp_path: Path, broken: tuple[str, str, str, str] | None
) -> None:
    paths = {
        "dataset": tmp_path / "dataset.yaml",
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


@pytest.mark.parametrize("kind", ["matrix", "nothing", "sector_catalogue", ""])
def test_a_kind_that_has_no_schema_comes_with_those_that_have(run: Run, kind: str) -> None:
    result = run("schema", kind)
    assert (result.status, result.out) == (2, "")
    assert "region, sector, company, document, dataset" in result.err
    assert "regions, sectors, trade, companies, figures, documents" in result.err
