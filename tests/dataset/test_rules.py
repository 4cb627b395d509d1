"""The rules between records: each broken once, in a small dataset that otherwise keeps them."""

from pathlib import Path

import pytest

from bilat.dataset.models import Dataset
from bilat.dataset.read import read
from bilat.dataset.rules import CATALOGUES, soundness, tidiness
from tests.dataset.test_load import cases

SMALL = {
    "dataset.yaml": "{title: T, description: D, version: 1.0.0}",
    "regions.yaml": """\
- id: perm
  name: Perm
  official_name: Perm Krai
  kind: krai
  iso_3166_2: RU-PER
  federal_district: Volga
  capital: Perm
  name_ru: Пермский край
  aliases: [Perm Territory, Прикамье]
- id: omsk
  name: Omsk
  official_name: Omsk Oblast
  kind: oblast
  iso_3166_2: RU-OMS
  federal_district: Siberian
  capital: Omsk
  name_ru: Омская область
""",
    "sectors.yaml": """\
- {id: transport, name: Transport, name_ru: Транспорт, parents: [], isic: null}
- {id: trams, name: Trams, name_ru: Трамваи, parents: [transport], isic: "3020", aliases: [tramcars, Трамвай]}
- {id: food, name: Food, name_ru: Еда, parents: [], isic: "10"}
""",
    "companies.yaml": """\
- {id: plant, name: The Plant, aliases: [Завод], city: null, country: null}
- {id: dairy, name: Dairy Works, city: Omsk, country: Russia}
- {id: rival, name: The Rival, city: null, country: null}
""",
    "documents/omsk-2020-03-01.yaml": """\
id: omsk-2020-03-01
region: omsk
date: {value: 2020-03-01, stated: null, basis: inferred, note: N}
place: null
participants:
  - {name: A, title: B, side: belarus}
  - {name: C, title: D, side: region}
source:
  publisher: P
  url: https://example.org
  language: en
  sha256: "00000000000000000000000000000000000000000000000000000000000000aa"
  paragraphs: 4
cooperation:
  - id: milk
    sector: food
    status: existing
    side: null
    companies: [dairy]
    summary: There is milk.
    stated_by: document
    paragraphs: [1, 4]
    evidence: [milk]
left_out:
  - {paragraph: 4, text: "The rival, a plant", kind: frame}
trade: []
figures: []
""",
    "documents/perm-2021-05-06.yaml": """\
id: perm-2021-05-06
region: perm
date: {value: 2021-05-06, stated: null, basis: inferred, note: N}
place: null
participants:
  - {name: A, title: B, side: belarus}
  - {name: C, title: D, side: region}
source:
  publisher: P
  url: https://example.org
  language: en
  sha256: "00000000000000000000000000000000000000000000000000000000000000bb"
  paragraphs: 2
cooperation:
  - id: trams
    sector: trams
    status: existing
    side: null
    companies: [plant, dairy]
    summary: There are trams.
    stated_by: document
    paragraphs: [1]
    evidence: [trams]
trade:
  - id: turnover
    period: {from: 2020, to: 2021, basis: stated, note: null}
    kind: actual
    amount: {text: over $9, hedge: over, lower: 9, upper: null, unit: USD}
    change: null
    stated_by: document
    paragraphs: [1, 2]
    evidence: [over]
figures:
  - id: share
    name: Share
    amount: {text: over 9%, hedge: over, lower: 9, upper: null, unit: "%"}
    period: {from: 2021, to: 2021, basis: stated, note: null}
    scope: Belarus
    stated_by: document
    paragraphs: [2]
    evidence: [over]
  - id: lines
    name: Lines
    amount: {text: "9", hedge: exact, lower: 9, upper: 9, unit: lines}
    period: null
    scope: Perm
    stated_by: document
    paragraphs: [2]
    evidence: ["9"]
left_out: []
""",
}


def problems(folder: Path, files: dict[str, str]) -> list[str]:
    """What breaks a rule in these files, paths relative to the folder."""
    (folder / "documents").mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    reading = read(folder)
    found = reading.problems
    if reading.dataset:
        found = [reading.problem(finding) for finding in tidiness(reading.dataset)]
    return [str(problem).removeprefix(f"{folder}/") for problem in found]


def test_the_small_dataset_keeps_every_rule(tmp_path: Path) -> None:
    assert problems(tmp_path, SMALL) == []


def test_the_real_dataset_keeps_every_rule(dataset: Dataset) -> None:
    assert soundness(dataset) == []
    assert tidiness(dataset) == []


# In which file what is changed => to what (\n ends a line), and the problems that this makes.
BROKEN = r"""
regions.yaml | name_ru: Омская область => name_ru: Омская область\n  aliases: ["%%"]
    regions.yaml:10:3: [1]: the name '%%' has no letter and no digit
regions.yaml | id: omsk => id: sector
    regions.yaml:10:3: [1].id: a column of the matrix has this name already; choose another id
    documents/omsk-2020-03-01.yaml:2:1: region: unknown region 'omsk'; did you mean sector?
regions.yaml | id: omsk => id: perm
    regions.yaml:10:3: [1].id: the id 'perm' is used twice; rename one
    documents/omsk-2020-03-01.yaml:2:1: region: unknown region 'omsk'; did you mean perm?
sectors.yaml | - {id: food => - {id: food, name: X, name_ru: X, parents: [], isic: null}\n- {id: food, name: Y, name_ru: Y, parents: [], isic: null}\n- {id: food
    sectors.yaml:4:4: [3].id: the id 'food' is used twice; rename one
    sectors.yaml:5:4: [4].id: the id 'food' is used twice; rename one
companies.yaml | id: rival => id: plant
    companies.yaml:3:4: [2].id: the id 'plant' is used twice; rename one

regions.yaml | name_ru: Омская область => name_ru: ПРИКАМЬЕ
    regions.yaml:10:3: [1]: 'ПРИКАМЬЕ' is a name of perm and of omsk; leave it to one of them
regions.yaml | name: Omsk\n => name: PER\n
    regions.yaml:10:3: [1]: 'PER' is a name of perm and of omsk; leave it to one of them
regions.yaml | RU-OMS => RU-PER
    regions.yaml:10:3: [1]: 'RU-PER' is a name of perm and of omsk; leave it to one of them
    regions.yaml:10:3: [1]: 'PER' is a name of perm and of omsk; leave it to one of them
sectors.yaml | name: Food => name: Tram-Cars, aliases: [ТРАМВАЙ, Tram cars, TRAMCARS]
    sectors.yaml:3:3: [2]: 'ТРАМВАЙ' is a name of trams and of food; leave it to one of them
    sectors.yaml:3:3: [2]: 'TRAMCARS' is a name of trams and of food; leave it to one of them
companies.yaml | name: The Rival => name: Dairy
    companies.yaml:3:3: [2]: 'Dairy' is a name of dairy and of rival; leave it to one of them

sectors.yaml | [transport] => [transprt]
    sectors.yaml:2:56: [1].parents[0]: unknown sector 'transprt'; did you mean transport?
sectors.yaml | [transport] => [food, zzz]
    sectors.yaml:2:62: [1].parents[1]: unknown sector 'zzz'; add it to its file or correct it
sectors.yaml | Еда, parents: [] => Еда, parents: [transport, trams]
    sectors.yaml:3:61: [2].parents[1]: trams has a parent itself; there are two levels, not three
sectors.yaml | [transport] => [trams]
    sectors.yaml:2:56: [1].parents[0]: trams is its own parent; remove it
sectors.yaml | [transport] => [transport, transport]
    sectors.yaml:2:46: [1].parents: 'transport' is listed twice
sectors.yaml | [transport] => [transport, food, trams]
    sectors.yaml:2:46: [1].parents: should have at most 2 items
sectors.yaml | name_ru: Еда => name_ru: Трамвай
    sectors.yaml:3:3: [2]: 'Трамвай' is a name of trams and of food; leave it to one of them
sectors.yaml | name_ru: Еда => name_ru: "-"
    sectors.yaml:3:3: [2]: the name '-' has no letter and no digit

documents/omsk-2020-03-01.yaml | region: omsk => region: omsk-oblast
    documents/omsk-2020-03-01.yaml:2:1: region: unknown region 'omsk-oblast'; did you mean omsk?
    documents/omsk-2020-03-01.yaml:1:1: id: 'omsk-2020-03-01' should be 'omsk-oblast-2020-03-01', region and date
documents/omsk-2020-03-01.yaml | region: omsk => region: perm
    documents/omsk-2020-03-01.yaml:1:1: id: 'omsk-2020-03-01' should be 'perm-2020-03-01', region and date
documents/omsk-2020-03-01.yaml | value: 2020-03-01 => value: 2020-03-10
    documents/omsk-2020-03-01.yaml:1:1: id: 'omsk-2020-03-01' should be 'omsk-2020-03-10', region and date
documents/omsk-2020-03-01.yaml | sector: food => sector: tramcar
    documents/omsk-2020-03-01.yaml:16:5: cooperation[0].sector: unknown sector 'tramcar'; did you mean trams?
documents/omsk-2020-03-01.yaml | sector: food => sector: zzz
    documents/omsk-2020-03-01.yaml:16:5: cooperation[0].sector: unknown sector 'zzz'; add it to its file or correct it
documents/perm-2021-05-06.yaml | [plant, dairy] => [plant, diary, zzz]
    documents/perm-2021-05-06.yaml:19:24: cooperation[0].companies[1]: unknown company 'diary'; did you mean dairy?
    documents/perm-2021-05-06.yaml:19:31: cooperation[0].companies[2]: unknown company 'zzz'; add it to its file or correct it

documents/perm-2021-05-06.yaml | bb" => aa"
    documents/perm-2021-05-06.yaml:12:3: source.sha256: the same text as omsk-2020-03-01; keep one of them
documents/perm-2021-05-06.yaml | id: turnover => id: trams
    documents/perm-2021-05-06.yaml:25:5: trade[0].id: the id 'trams' is used twice in this document; rename one
documents/perm-2021-05-06.yaml | id: lines => id: share
    documents/perm-2021-05-06.yaml:42:5: figures[1].id: the id 'share' is used twice in this document; rename one

documents/omsk-2020-03-01.yaml | [1, 4] => [1, 5, 4, 6]
    documents/omsk-2020-03-01.yaml:22:21: cooperation[0].paragraphs[1]: there is no paragraph 5; the text has 4
    documents/omsk-2020-03-01.yaml:22:27: cooperation[0].paragraphs[3]: there is no paragraph 6; the text has 4
documents/omsk-2020-03-01.yaml | {paragraph: 4 => {paragraph: 5
    documents/omsk-2020-03-01.yaml:25:6: left_out[0].paragraph: there is no paragraph 5; the text has 4
documents/perm-2021-05-06.yaml | paragraphs: 2\n => paragraphs: 1\n
    documents/perm-2021-05-06.yaml:31:21: trade[0].paragraphs[1]: there is no paragraph 2; the text has 1
    documents/perm-2021-05-06.yaml:40:18: figures[0].paragraphs[0]: there is no paragraph 2; the text has 1
    documents/perm-2021-05-06.yaml:48:18: figures[1].paragraphs[0]: there is no paragraph 2; the text has 1

documents/perm-2021-05-06.yaml | from: 2020, to: 2021 => from: 2020, to: 2022
    documents/perm-2021-05-06.yaml:26:26: trade[0].period.to: 2022 is after the meeting (2021), but this is no target
documents/perm-2021-05-06.yaml | from: 2021, to: 2021 => from: 2021, to: 2022
    documents/perm-2021-05-06.yaml:37:26: figures[0].period.to: 2022 is after the meeting (2021), but this is no target
documents/perm-2021-05-06.yaml | to: 2021, basis: stated, note: null}\n    kind: actual => to: 2020, basis: stated, note: null}\n    kind: target
    documents/perm-2021-05-06.yaml:26:26: trade[0].period.to: 2020 is before the meeting (2021), but this is a target

documents/omsk-2020-03-01.yaml | There is milk. => "TODO: milk?"
    documents/omsk-2020-03-01.yaml:20:5: cooperation[0].summary: still says TODO; write what belongs here
regions.yaml | - id: omsk => - {id: x, name: X, official_name: XX, kind: krai, iso_3166_2: RU-XY, federal_district: X, capital: X, name_ru: Х}\n- id: omsk
    regions.yaml:10:4: [1].id: region 'x' is unused; cite it in a document or remove it
documents/perm-2021-05-06.yaml | sector: trams => sector: food
    sectors.yaml:1:4: [0].id: sector 'transport' is unused; cite it in a document or remove it
    sectors.yaml:2:4: [1].id: sector 'trams' is unused; cite it in a document or remove it
documents/perm-2021-05-06.yaml | sector: trams => sector: transport
    sectors.yaml:2:4: [1].id: sector 'trams' is unused; cite it in a document or remove it
documents/omsk-2020-03-01.yaml | The rival, a plant => The others
    companies.yaml:3:4: [2].id: company 'rival' is unused; cite it in a document or remove it

companies.yaml | The Rival, => The Rival, aliases: [Dаiry],
    companies.yaml:3:3: [2]: 'Dаiry' looks like a name of dairy, though a letter is another
regions.yaml | name: Omsk\n => name: РЕR\n
    regions.yaml:10:3: [1]: 'РЕR' looks like a name of perm, though a letter is another
sectors.yaml | name: Food => name: ΤRAMS
    sectors.yaml:3:3: [2]: 'ΤRAMS' looks like a name of trams, though a letter is another
documents/omsk-2020-03-01.yaml | text: "The rival, a plant" => text: null
    documents/omsk-2020-03-01.yaml:25:6: left_out[0].paragraph: paragraph 4 is left out whole, but a fact cites it
    companies.yaml:3:4: [2].id: company 'rival' is unused; cite it in a document or remove it
documents/omsk-2020-03-01.yaml | kind: frame} => kind: frame}\n  - {paragraph: 2, text: null, kind: frame}\n  - {paragraph: 2, text: a, kind: frame}
    documents/omsk-2020-03-01.yaml:26:6: left_out[1].paragraph: paragraph 2 is left out whole and once more

documents/perm-2021-05-06.yaml | trade:\n =>   - id: more-trams\n    sector: trams\n    status: existing\n    side: null\n    summary: S\n    stated_by: document\n    paragraphs: [2]\n    evidence: [t]\ntrade:\n
    documents/perm-2021-05-06.yaml:24:5: cooperation[1].id: 'more-trams' has the sector, status, side, scope, condition and speaker of 'trams'; make one record of both

documents/omsk-2020-03-01.yaml | note: N => note: TODO
    documents/omsk-2020-03-01.yaml:3:58: date.note: still says TODO; write what belongs here
documents/perm-2021-05-06.yaml | [trams] => [trams, TODO]
    documents/perm-2021-05-06.yaml:23:23: cooperation[0].evidence[1]: still says TODO; write what belongs here
"""

# What keeps the rules by a hair's breadth.
KEPT = r"""
documents/perm-2021-05-06.yaml | trade:\n =>   - id: more-trams\n    sector: trams\n    status: existing\n    side: null\n    scope: Russia\n    summary: S\n    stated_by: document\n    paragraphs: [2]\n    evidence: [t]\ntrade:\n
companies.yaml | name: The Rival => name: Trams
sectors.yaml | [transport] => [food, transport]
documents/omsk-2020-03-01.yaml | text: "The rival, a plant", kind: frame} => text: the rival, kind: frame}\n  - {paragraph: 2, text: null, kind: history}
companies.yaml | name: The Rival => name: RIVAL, aliases: [rival, Rival!]
documents/omsk-2020-03-01.yaml | The rival, a plant => the RIVAL
documents/perm-2021-05-06.yaml | [plant, dairy] => [plant]
documents/perm-2021-05-06.yaml | id: trams => id: milk
documents/perm-2021-05-06.yaml | kind: actual => kind: target
documents/perm-2021-05-06.yaml | from: 2020, to: 2021, basis: stated, note: null}\n    kind: actual => from: 2025, to: 2030, basis: stated, note: null}\n    kind: target
"""


@pytest.mark.parametrize(("change", "new", "expected"), [*cases(BROKEN), *cases(KEPT)])
def test_a_broken_rule_is_told_with_its_place_and_what_would_be_right(
    tmp_path: Path, change: str, new: str, expected: list[str]
) -> None:
    file, old = change.split(" | ")
    assert SMALL[file].count(old) == 1
    assert problems(tmp_path, {**SMALL, file: SMALL[file].replace(old, new)}) == expected


@pytest.mark.parametrize("file", ["regions.yaml", "sectors.yaml", "companies.yaml"])
def test_references_into_a_catalogue_that_was_not_read_are_not_judged(
    dataset: Dataset, file: str
) -> None:
    unread = dataset.model_copy(update={file.removesuffix(".yaml"): ()})
    assert soundness(unread, frozenset(CATALOGUES) - {file}) == []
    assert {finding.message.split(" '")[0] for finding in soundness(unread)} == {
        {
            "regions.yaml": "unknown region",
            "sectors.yaml": "unknown sector",
            "companies.yaml": "unknown company",
        }[file]
    }
