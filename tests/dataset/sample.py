"""A small invented dataset as the bytes of its files, to be changed in one place."""

from collections.abc import Mapping
from pathlib import Path

from bilat.dataset import folder, load

DOCUMENT = "documents/zarechye-2021-03-02.yaml"
FILES = {
    "dataset.yaml": 'title: A test\ndescription: Invented.\nversion: "1.0.0"\n',
    "regions.yaml": """\
- id: zarechye
  name: Zarechye
  official_name: Zarechye Oblast
  kind: oblast
  iso_3166_2: RU-ZAR
  federal_district: Volga
  capital: Lugovsk
  name_ru: Зареченская область
  aliases: [Beyond the River]
""",
    "sectors.yaml": """\
- {id: machines, name: Machines, parents: [], isic: [C], name_ru: Машины}
- {id: lifts, name: Lifts, parents: [machines], isic: ["2816"], name_ru: Лифты, aliases: [elevators]}
""",
    "companies.yaml": "- {id: zubr, name: Zubr, aliases: [Зубр], city: null, country: Belarus}\n",
    DOCUMENT: f"""\
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
    forms: [assembly]
    products: [{{name: lifts, hs: "842810"}}]
    companies: [zubr]
    summary: The governor wants a workshop.
    stated_by: region_head
    paragraphs: [5]
    evidence: [could open a workshop]
trade:
  - id: turnover
    period: {{value: 2020}}
    kind: actual
    amount: {{text: over $40 million, hedge: over, lower: 40000000, upper: null, unit: USD}}
    change: {{text: up 10%, direction: up, hedge: exact, lower: 0.1, upper: 0.1, factor: null, compared_to: 2019}}
    stated_by: document
    paragraphs: [2]
    evidence: [over $40 million]
figures:
  - id: share
    name: Market share
    amount: {{text: 2.5%, hedge: exact, lower: 2.5, upper: 2.5, unit: "%"}}
    period: null
    scope: Belarus
    stated_by: president
    paragraphs: [3]
    evidence: [a share of 2.5%]
left_out:
  - {{paragraph: 1, text: "2021", kind: frame}}
""",
}
NAMES = folder.FILES | {"document": DOCUMENT}


def problems_after(kind: str, right: str, wrong: str) -> list[str]:
    """Return the problems of a file that is changed in one place, from line and column on."""
    start = f"data/{NAMES[kind]}:"
    found = problems(changed(kind, right, wrong))
    return [each.removeprefix(start) for each in found if each.startswith(start)]


def changed(kind: str, right: str, wrong: str) -> dict[str, str]:
    """Return the files with one of them changed in one place."""
    name = NAMES[kind]
    assert FILES[name].count(right) == 1, f"{right!r} is not unique in {name}"
    return {**FILES, name: FILES[name].replace(right, wrong)}


def read(files: Mapping[str, str | bytes]) -> load.Reading:
    """Return what comes of reading these files."""
    encoded = {k: v if isinstance(v, bytes) else v.encode() for k, v in files.items()}
    return load.read(encoded, Path("data"))


def problems(files: Mapping[str, str | bytes]) -> list[str]:
    """Return the problems of these files, as a person reads them."""
    return list(map(str, read(files).problems))
