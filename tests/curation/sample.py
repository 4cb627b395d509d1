"""An invented dataset of two meetings and its texts, to be changed and checked."""

from pathlib import Path
from typing import NamedTuple, Protocol

from bilat import texts
from bilat.curation import check

# HASH stands for the hash of the text.

REGIONS = """\
- id: podgorye
  name: Podgorye
  official_name: Podgorye Krai
  kind: krai
  iso_3166_2: RU-POD
  federal_district: Inland
  capital: Verkhny
  name_ru: Подгорный край
  aliases: [Foothills]

- id: zarechye
  name: Zarechye
  official_name: Zarechye Oblast
  kind: oblast
  iso_3166_2: RU-ZAR
  federal_district: Inland
  capital: Lugovsk
  name_ru: Зареченская область
"""

DATASET = """\
title: Talks
description: Two invented meetings.
version: "1.0.0"
"""

SECTORS = """\
- {id: buses, name: Buses, name_ru: Автобусы, parents: [], isic: "2910"}
- {id: lifts, name: Lifts, name_ru: Лифты, parents: [], isic: "2816"}
- {id: trucks, name: Trucks, name_ru: Грузовики, parents: [], isic: "2910"}
"""

COMPANIES = """\
- {id: zubr, name: Zubr, city: null, country: null}
- {id: zubr-motors, name: Zubr Motors, city: null, country: Belarus}
- {id: polesie-lift, name: Polesie Lift, aliases: [PLZ], city: null, country: Belarus}
"""

PODGORYE = """\
id: podgorye-2021-04-05
region: podgorye
date: {value: "2021-04-05", stated: null, basis: stated, note: In the header.}
place: null
participants:
  - {name: Anna Belova, title: President of Belarus, side: belarus}
  - {name: Ivan Kamenev, title: Governor, side: region}
source:
  publisher: An invented gazette
  url: https://example.org/podgorye
  language: en
  sha256: HASH
  paragraphs: 2

cooperation:
  - id: trucks
    sector: trucks
    status: existing
    side: null
    companies: [zubr]
    summary: Trucks by Zubr are in use.
    stated_by: region_head
    paragraphs: [2]
    evidence: ["praised Zubr trucks"]

trade: []
figures: []
left_out:
  - {paragraph: 1, text: null, kind: furniture}
"""

PODGORYE_TEXT = """\
2021-04-05

Belarusian President Anna Belova received Governor Ivan Kamenev, who praised Zubr trucks.
"""

ZARECHYE = """\
id: zarechye-2021-03-02
region: zarechye
date: {value: "2021-03-02", stated: 2 March 2021, basis: stated, note: In the text.}
place: Brest
participants:
  - {name: Anna Belova, title: President of Belarus, side: belarus}
  - {name: Pavel Ozerov, title: Governor, side: region}
source:
  publisher: An invented gazette
  url: https://example.org/zarechye
  language: en
  sha256: HASH
  paragraphs: 5

cooperation:
  - id: buses
    sector: buses
    status: existing
    side: null
    companies: [zubr-motors]
    places: [Lugovsk]
    projects: [Clean City]
    summary: Up to 40 buses a year go to the regional capital.
    stated_by: document
    paragraphs: [4]
    evidence: ["delivers from 30 to 40 buses"]

  - id: lifts
    sector: lifts
    status: proposed
    side: region
    companies: [polesie-lift]
    summary: The governor wants another workshop.
    stated_by: region_head
    paragraphs: [5]
    evidence: ["could open a second workshop"]

trade:
  - id: turnover-2020
    period: {from: 2020, to: 2020, basis: stated, note: null}
    kind: actual
    amount: {text: almost $50 million, hedge: almost, lower: null, upper: 50000000, unit: USD}
    change:
      text: down by 14-29%
      direction: down
      hedge: range
      lower: -0.29
      upper: -0.14
      factor: null
      compared_to: 2019
    stated_by: president
    paragraphs: [3]
    evidence: ["In 2020 our", "than in 2019"]

  - id: lift-exports
    period: {from: 2019, to: 2020, basis: inferred, note: A guess.}
    kind: actual
    amount: null
    change:
      text: 2.5 times
      direction: up
      hedge: exact
      lower: 1.5
      upper: 1.5
      factor: 2.5
      compared_to: null
    stated_by: president
    paragraphs: [3]
    evidence: ["exports of lifts"]

figures:
  - id: partners
    name: Partners
    amount: {text: 7 partners, hedge: exact, lower: 7, upper: 7, unit: companies}
    period: null
    scope: Polesie Lift
    stated_by: region_head
    paragraphs: [5]
    evidence: ["know the way"]

left_out:
  - {paragraph: 2, text: "1", kind: furniture}
  - {paragraph: 4, text: to Podgorye, kind: elsewhere}
  - {paragraph: 1, text: null, kind: frame}
"""

ZARECHYE_TEXT = """\
Talks with the Governor of Zarechye Oblast

  • 1
Brest saw Belarusian President Anna Belova and Governor Pavel Ozerov meet on 2 March 2021.
\u00a0
“In 2020 our trade came to almost $50 million. It went
    down by 14–29%, lower than in 2019; exports of lifts grew 2.5 times,” she said.


Zubr Motors delivers from 30 to 40 buses a year to Lugovsk for the “Clean City” project.
The BAM-2 line leads on to Podgorye.

“Polesie Lift could open a second workshop,” said Pavel Ozerov. “Our 7 partners know the way.”
"""

PODGORYE_FILE = "data/documents/podgorye-2021-04-05.yaml"
ZARECHYE_FILE = "data/documents/zarechye-2021-03-02.yaml"
PODGORYE_TEXT_FILE = "texts/podgorye.txt"
ZARECHYE_TEXT_FILE = "texts/zarechye.txt"
FILES = {
    "data/dataset.yaml": DATASET,
    "data/regions.yaml": REGIONS,
    "data/sectors.yaml": SECTORS,
    "data/companies.yaml": COMPANIES,
    PODGORYE_FILE: PODGORYE,
    ZARECHYE_FILE: ZARECHYE,
    PODGORYE_TEXT_FILE: PODGORYE_TEXT,
    ZARECHYE_TEXT_FILE: ZARECHYE_TEXT,
}
HASHED = {PODGORYE_FILE: PODGORYE_TEXT_FILE, ZARECHYE_FILE: ZARECHYE_TEXT_FILE}
SOUND = """\
2 documents, 6 facts: sound
compared with the texts: 2 documents, 6 facts, 7 pieces of evidence verified; \
every sentence (10), number (16) and name (8) covered
"""


class Edit(NamedTuple):
    """A piece of a file, which stands there once, and what is to stand there instead."""

    old: str
    new: str
    file: str = ZARECHYE_FILE


class Make(Protocol):
    def __call__(self, *edits: Edit) -> None: ...


def write(folder: Path, *edits: Edit) -> None:
    """Writes the invented dataset with some edits."""
    files = dict(FILES)
    for old, new, file in edits:
        assert files[file].count(old) == 1, old
        files[file] = files[file].replace(old, new)
    for document, text in HASHED.items():
        files[document] = files[document].replace("HASH", texts.sha256(files[text]))
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="")


def in_text(old: str, new: str) -> Edit:
    """An edit of the longer text."""
    return Edit(old, new, ZARECHYE_TEXT_FILE)


def problems() -> list[str]:
    """What the check of the invented dataset finds."""
    return [str(each) for each in check.check(Path("data"), Path("texts")).problems]
