"""The draft of a document, and the way of an invented one from its text into every answer."""

import re
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Run

TEXT = """\
Guests from Zarechye Oblast

Anna Belova, the President of Belarus, received Pavel Ozerov, the Governor of Zarechye Oblast,
in Brest on 3 March.

Last year, she said, both sides traded goods worth over $40 million, 12% more than in 2020.
Khabarovsk Krai buys less.

She offered to assemble Amkodor loaders in Lugovsk, where fifteen Belarusian trams run already.

Pavel Ozerov replied that Zarechye Velo will order bicycle frames from Belarus.
"""

REGION = """
- id: zarechye
  name: Zarechye
  official_name: Zarechye Oblast
  kind: oblast
  iso_3166_2: RU-ZAR
  federal_district: Inland
  capital: Lugovsk
  name_ru: Зареченская область
"""
SECTOR = """
- id: bicycles
  name: Bicycles
  parent: null
  isic: "3092"
  aliases: [bikes]
"""
COMPANY = """
- id: zarechye-velo
  name: Zarechye Velo
  city: null
  country: null
"""

DRAFT = """\
# yaml-language-server: $schema=../schemas/document.json
# Save as documents/zarechye-TODO-03-03.yaml and replace every TODO.
id: zarechye-TODO-03-03
region: zarechye
date:
  value: "TODO-03-03"
  stated: "3 March"
  basis: inferred
  note: TODO
place: null
participants:
  - {name: TODO, title: President of Belarus, side: belarus}
  - {name: TODO, title: "TODO of Zarechye Oblast", side: region}
source:
  publisher: TODO
  url: https://TODO
  language: en
  sha256: 6c6c1ce333fcec179535b022e005181b1d879830a47463562290864c670c0051
  paragraphs: 5

cooperation: []

trade: []

figures: []

left_out: []
# Still to be covered: cite it in a fact of its paragraph or put it under left_out.
#   paragraph 3: numbers 40, million, 12, 2020; regions Khabarovsk Krai
#   paragraph 4: numbers fifteen; companies Amkodor; places Lugovsk
"""

# What a person writes in place of the first of each pair.
HEADER = [
    ("TODO-03-03", "2022-03-03"),
    ("note: TODO", "note: The year is not printed; last year is set against 2020."),
    ("place: null", "place: Brest"),
    ("{name: TODO, title: President", "{name: Anna Belova, title: President"),
    ('{name: TODO, title: "TODO of', '{name: Pavel Ozerov, title: "Governor of'),
    ("publisher: TODO", "publisher: An invented gazette"),
    ("https://TODO", "https://example.org/zarechye"),
]
"""Fills in the header."""
FACTS = [
    (
        "cooperation: []\n",
        """\
cooperation:
  - id: loaders
    sector: road-building-machinery
    status: proposed
    proposed_by: belarus
    forms: [assembly]
    products: [{name: loaders, hs: "8429"}]
    companies: [amkodor]
    places: [Lugovsk]
    summary: The President offers the assembly of loaders in the regional capital.
    stated_by: president
    paragraphs: [4]
    evidence: ["offered to assemble Amkodor loaders"]

  - id: trams
    sector: trams
    status: existing
    proposed_by: null
    products: [{name: trams, hs: "8603"}]
    places: [Lugovsk]
    summary: Fifteen Belarusian trams are in service.
    stated_by: president
    paragraphs: [4]
    evidence: ["fifteen Belarusian trams run already"]

  - id: bicycle-frames
    sector: bicycles
    status: planned
    proposed_by: region
    forms: [components]
    companies: [zarechye-velo]
    summary: A bicycle maker of the region is going to order frames.
    stated_by: region_head
    paragraphs: [5]
    evidence: ["will order bicycle frames from Belarus"]
""",
    ),
    (
        "trade: []\n",
        """\
trade:
  - id: turnover-2021
    period: {from: 2021, to: 2021, basis: inferred, note: '"Last year", set against 2020.'}
    kind: actual
    amount: {text: over $40 million, hedge: over, lower: 40000000, upper: null, unit: USD}
    change:
      text: 12% more
      direction: up
      hedge: exact
      lower: 0.12
      upper: 0.12
      factor: null
      compared_to: 2020
    stated_by: president
    paragraphs: [3]
    evidence: ["worth over $40 million", "12% more than in 2020"]
""",
    ),
    (
        "left_out: []\n",
        """\
left_out:
  - {paragraph: 3, text: Khabarovsk Krai buys less, why: Another region}
""",
    ),
]
"""Fills in the lists."""


def filled(text: str, replacements: Iterable[tuple[str, str]]) -> str:
    """A text with each of the replacements made."""
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return text


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text() + text)


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """The file of the invented text, in a folder of its own."""
    path = tmp_path / "texts" / "zarechye.txt"
    path.parent.mkdir()
    path.write_text(TEXT)
    return path


def test_a_new_document_finds_its_way_into_every_answer(
    run: Run, data_copy: Path, text: Path, texts: Path, tmp_path: Path
) -> None:
    shutil.copytree(texts, text.parent, dirs_exist_ok=True)
    data = ("--data", str(data_copy))

    # A region that is new comes first, then the draft knows it.
    append(data_copy / "regions.yaml", REGION)
    drafted = run("draft", str(text), *data)
    assert drafted == (0, DRAFT, "")

    # Without facts the check lists what is uncovered, and where.
    document = data_copy / "documents" / "zarechye-2022-03-03.yaml"
    header = filled(drafted.out, HEADER)
    document.write_text(header)
    first = run("check", "--documents", str(text.parent), *data)
    assert first.status == 1
    assert first.out == "".join(
        f"{text}:{place}: the {what} is cited by no fact of zarechye-2022-03-03;"
        " cite it or put it under left_out\n"
        for place, what in (
            ("6:58", "number '40' of paragraph 3"),
            ("6:61", "number 'million' of paragraph 3"),
            ("6:70", "number '12' of paragraph 3"),
            ("6:87", "number '2020' of paragraph 3"),
            ("7:1", "region 'Khabarovsk Krai' of paragraph 3"),
            ("9:25", "company 'Amkodor' of paragraph 4"),
            ("9:59", "number 'fifteen' of paragraph 4"),
        )
    )
    assert first.err.startswith("7 problems: the dataset is unsound\n")

    # Facts may name only sectors and companies that are known.
    document.write_text(filled(header, FACTS))
    second = run("check", *data)
    assert (second.status, second.err) == (1, "2 problems: the dataset is unsound\n")
    assert "unknown sector 'bicycles'; add it to its file or correct it\n" in second.out
    assert "unknown company 'zarechye-velo'; add it to its file or correct it\n" in second.out

    # With these added it is sound.
    append(data_copy / "sectors.yaml", SECTOR)
    append(data_copy / "companies.yaml", COMPANY)
    last = run("check", "--documents", str(text.parent), *data)
    assert (last.status, last.out) == (0, "")
    assert last.err.startswith("6 documents, 97 facts: sound\ncompared with the texts: 6 doc")

    def answer(*arguments: str) -> str:
        result = run(*arguments, *data, "-f", "csv", "--no-header")
        assert (result.status, result.err) == (0, "")
        return result.out

    columns = "name,head,date,turnover,existing,planned,proposed,interest"
    assert answer("regions", "Lugovsk", "--columns", columns) == (
        "Zarechye,Pavel Ozerov,2022-03-03,over $40 million,1,1,1,0\n"
    )
    columns = "sector,status,proposed_by,companies,hs,speaker"
    assert answer("sectors", "--region", "RU-ZAR", "--columns", columns) == (
        "road-building-machinery,proposed,belarus,amkodor,8429,Anna Belova\n"
        "trams,existing,,,8603,Anna Belova\n"
        "bicycles,planned,region,zarechye-velo,,Pavel Ozerov\n"
    )
    columns = "year_to,basis,text,lower,upper"
    assert answer("trade", "--region", "zarechye", "--columns", columns) == (
        "2020,derived,,35714285,\n2021,stated,over $40 million,40000000,\n"
    )
    assert answer("matrix", "--region", "zarechye") == (
        "road-building-machinery,Road-building machinery,proposed\n"
        "trams,Trams,existing\n"
        "bicycles,Bicycles,planned\n"
    )
    assert answer("companies", "bikes", "--columns", "id,regions") == "zarechye-velo,zarechye\n"
    assert answer("documents", "--year", "2022", "--columns", "id") == "zarechye-2022-03-03\n"

    # Exports hold it.
    database = tmp_path / "bilat.db"
    assert run("export", "sqlite", str(database), *data).status == 0
    with closing(sqlite3.connect(database)) as connection:
        query = "SELECT sector FROM matrix WHERE zarechye = 'planned'"
        assert connection.execute(query).fetchall() == [("bicycles",)]


@pytest.mark.parametrize(
    ("text_of", "lines"),
    [
        pytest.param(
            "2019-07-01\n\nA meeting of 30 June on Irkutsk and Irkutsk Oblast, not on Khabarovsk.",
            [
                "id: irkutsk-2019-07-01",
                "region: irkutsk",
                '  value: "2019-07-01"',
                '  stated: "2019-07-01"',
                "  basis: stated",
                '  - {name: TODO, title: "TODO of Irkutsk Oblast", side: region}',
                "  paragraphs: 2",
                "#   paragraph 2: numbers 30; regions Khabarovsk",
            ],
            id="the first full date, the region named most often",
        ),
        pytest.param(
            "On 2 May came Bashkiria.\n\nOn 4 May 2018 came BelAZ, MAZ and BelAZ.",
            [
                "id: bashkortostan-2018-05-04",
                '  stated: "4 May 2018"',
                "  basis: stated",
                "#   paragraph 1: numbers 2",
                "#   paragraph 2: companies BelAZ, MAZ",
            ],
            id="a full date in words, names by aliases, each once",
        ),
        pytest.param(
            "\n\n  Nothing\r\nis known.\r\n\r\n–\r\n",
            [
                "# Save as documents/TODO-TODO.yaml and replace every TODO.",
                "region: TODO",
                '  value: "TODO"',
                "  stated: null",
                "  basis: inferred",
                '  - {name: TODO, title: "TODO of TODO", side: region}',
                "  paragraphs: 2",
                "left_out: []",
            ],
            id="neither date nor region",
        ),
    ],
)
def test_a_draft_reads_what_it_can_from_the_text(
    run: Run, text: Path, text_of: str, lines: list[str]
) -> None:
    text.write_bytes(text_of.encode())
    result = run("draft", str(text))
    assert (result.status, result.err) == (0, "")
    drafted = result.out.splitlines()
    assert [line for line in drafted if line in lines] == lines
    assert [line for line in drafted if line.startswith("#   ")] == [
        line for line in lines if line.startswith("#   ")
    ]


def test_line_endings_and_indents_do_not_change_what_is_drafted(run: Run, text: Path) -> None:
    drafted = run("draft", str(text))
    text.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n  ").encode())
    assert run("draft", str(text)) == drafted


def test_a_text_is_taken_in_once(run: Run, data_copy: Path, text: Path) -> None:
    document = data_copy / "documents" / "irkutsk-2020-09-25.yaml"
    hash_ = DRAFT.partition("sha256: ")[2].partition("\n")[0]
    document.write_text(re.sub(r"(?<=sha256: )\w+", hash_, document.read_text()))
    message = f"bilat: {text}: this text is in the dataset already, as irkutsk-2020-09-25\n"
    assert run("draft", str(text), "--data", str(data_copy)) == (2, "", message)


def test_a_text_that_cannot_be_read_is_named(run: Run, text: Path) -> None:
    text.write_bytes(b"Zarechye \xff")
    assert run("draft", str(text)) == (1, "", f"bilat: {text}: byte 10 is not UTF-8\n")
    text.write_text(" \n\u00a0\n")
    assert run("draft", str(text)) == (2, "", f"bilat: {text}: the text is empty\n")
    folder = text.parent
    assert run("draft", str(folder)) == (1, "", f"bilat: {folder}: not a regular file\n")
