"""The draft of a document, and the way of an invented one from its text to a sound dataset."""

import re
from pathlib import Path

import pytest

from bilat import texts
from bilat.curation import draft
from bilat.curation.heads import Head, heads
from bilat.curation.names import NameFinder
from bilat.dataset import strict_yaml
from bilat.dataset.models import Dataset, Document
from bilat.dataset.read import read
from bilat.errors import UsageError
from tests.conftest import DATA
from tests.curation.sample import ZARECHYE_TEXT

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
  name_ru: Велосипеды
  parents: []
  isic: "3092"
  aliases: [bikes]
"""
COMPANY = """
- id: zarechye-velo
  name: Zarechye Velo
  city: null
  country: null
"""

HEADER = """\
# yaml-language-server: $schema=../schemas/document.json
# Save as documents/zarechye-TODO-03-03.yaml and replace every TODO.
id: zarechye-TODO-03-03
region: zarechye
date:
  value: "TODO-03-03"
  stated: "3 March"
  basis: inferred
  note: TODO
place: "Brest"
participants:
  - {name: "Anna Belova", title: "President of Belarus", side: belarus}
  - {name: "Pavel Ozerov", title: "Governor of Zarechye Oblast", side: region}
source:
  publisher: TODO
  url: https://TODO
  language: en
  sha256: 6c6c1ce333fcec179535b022e005181b1d879830a47463562290864c670c0051
  paragraphs: 5
"""
TO_COVER = """\
left_out: []
# Cite each sentence in a fact of its paragraph, or uncomment it here with its kind:
# courtesy, greeting, history, own-affairs, elsewhere, general, frame, furniture; text: null leaves out the whole paragraph.
# Paragraph 1
#  - {paragraph: 1, text: "Guests from Zarechye Oblast", kind: TODO}
# Paragraph 2
#  - {paragraph: 2, text: "Anna Belova, the President of Belarus,", kind: TODO}
# Paragraph 3: numbers 40 million, 12, 2020; regions Khabarovsk Krai
#  - {paragraph: 3, text: "Last year, she said, both sides", kind: TODO}
#  - {paragraph: 3, text: "Khabarovsk Krai buys less.", kind: TODO}
# Paragraph 4: numbers fifteen; companies Amkodor; places Lugovsk
#  - {paragraph: 4, text: "She offered to assemble Amkodor loaders", kind: TODO}
# Paragraph 5: names Zarechye Velo
#  - {paragraph: 5, text: "Pavel Ozerov replied that Zarechye Velo", kind: TODO}
"""


def known(folder: Path = DATA) -> Dataset:
    """The dataset of a folder."""
    dataset = read(folder).dataset
    assert dataset is not None
    return dataset


def drafted(content: str | bytes, tmp_path: Path, dataset: Dataset | None = None) -> str:
    """The draft of a text."""
    path = tmp_path / "report.txt"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return draft.draft(dataset or known(), texts.read_text(path))


@pytest.fixture
def with_region(data_copy: Path) -> Path:
    """The real data and the region of the invented text."""
    regions = data_copy / "regions.yaml"
    regions.write_text(regions.read_text() + REGION)
    return data_copy


def test_a_draft_has_what_the_text_says_and_what_is_to_be_covered(
    with_region: Path, tmp_path: Path
) -> None:
    text = drafted(TEXT, tmp_path, known(with_region))
    assert text == f"{HEADER}\n{draft.SAMPLES}\n{TO_COVER}"


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
                "place: null",
                '  - {name: "TODO", title: "TODO of Irkutsk Oblast", side: region}',
                "  paragraphs: 2",
                "# Paragraph 1",
                "# Paragraph 2: numbers 30; regions Khabarovsk",
            ],
            id="the first full date, the region named most often",
        ),
        pytest.param(
            "On 2 May came Bashkiria.\n\nOn 4 May 2018 came BelAZ, MAZ and BelAZ.",
            [
                "id: bashkortostan-2018-05-04",
                '  stated: "4 May 2018"',
                "  basis: stated",
                "# Paragraph 1: numbers 2",
                "# Paragraph 2: companies BelAZ, MAZ",
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
                '  - {name: "TODO", title: "TODO of TODO", side: region}',
                "  paragraphs: 2",
                "left_out: []",
                "# Paragraph 1",
                '#  - {paragraph: 1, text: "Nothing is known.", kind: TODO}',
                "# Paragraph 2",
                '#  - {paragraph: 2, text: "-", kind: TODO}',
            ],
            id="neither date nor region",
        ),
    ],
)
def test_a_draft_reads_what_it_can_from_the_text(
    text_of: str, lines: list[str], tmp_path: Path
) -> None:
    there = drafted(text_of, tmp_path).splitlines()
    assert [line for line in there if line in lines] == lines
    assert [line for line in there if line.startswith("# Paragraph")] == [
        line for line in lines if line.startswith("# Paragraph")
    ]


@pytest.mark.parametrize(
    ("sentence", "region", "belarus", "place"),
    [
        pytest.param(
            "President of the Republic of Belarus Anna Belova met with Governor of Russia's "
            "Irkutsk Oblast Pavel Ozerov in Novy Dvor on 5 May.",
            'name: "Pavel Ozerov", title: "Governor of Irkutsk Oblast"',
            'name: "Anna Belova", title: "President of Belarus"',
            '"Novy Dvor"',
            id="names after the titles",
        ),
        pytest.param(
            "Pavel Ozerov, the Acting Governor of Irkutsk Oblast, saw Anna Belova, President.",
            'name: "Pavel Ozerov", title: "Acting Governor of Irkutsk Oblast"',
            'name: "Anna Belova", title: "President of Belarus"',
            "null",
            id="names before the titles",
        ),
        pytest.param(
            "The President met the Head of the Republic of Bashkortostan Pavel Ozerov in May.",
            'name: "Pavel Ozerov", title: "Head of the Republic of Bashkortostan"',
            'name: "TODO", title: "President of Belarus"',
            "null",
            id="a president without a name",
        ),
        pytest.param(
            "Belarusian President Anna Belova received the Governor of Irkutsk Oblast.",
            'name: "TODO", title: "TODO of Irkutsk Oblast"',
            'name: "Anna Belova", title: "President of Belarus"',
            "null",
            id="a governor without a name",
        ),
        pytest.param(
            "Governor of Tver Oblast Pavel Ozerov and President Anna Belova",
            'name: "Pavel Ozerov", title: "Governor of TODO"',
            'name: "Anna Belova", title: "President of Belarus"',
            "null",
            id="a region that is new",
        ),
    ],
)
def test_a_draft_names_the_heads_and_the_place(
    sentence: str, region: str, belarus: str, place: str, tmp_path: Path
) -> None:
    text = drafted(sentence, tmp_path)
    assert f"  - {{{belarus}, side: belarus}}\n  - {{{region}, side: region}}\n" in text
    assert f"\nplace: {place}\n" in text


def test_the_name_of_a_region_is_no_name_of_its_head(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("The Head of Green Valley came from Green Valley.")
    assert heads(texts.read_text(path), NameFinder({"Green Valley": "valley"})) == {}
    assert heads(texts.read_text(path), NameFinder({})) == {
        "region": Head("Green Valley", "Head of TODO")
    }


def test_the_samples_are_records_of_their_kinds() -> None:
    lines = (line.removeprefix("#") for line in draft.SAMPLES.splitlines())
    samples = "\n".join(line.replace(": []", ":") if line[:1].isalpha() else line for line in lines)
    for old, new in (
        ("status: TODO", "status: existing"),
        ("stated_by: TODO", "stated_by: document"),
    ):
        samples = samples.replace(old, new)
    samples = samples.replace("id: TODO", "id: todo").replace("sector: TODO", "sector: todo")
    header = """\
id: a-2021-03-02
region: a
date: {value: "2021-03-02", stated: null, basis: stated, note: A.}
place: null
participants:
  - {name: A, title: A, side: belarus}
  - {name: B, title: B, side: region}
source: {publisher: A, url: "https://a", language: en, sha256: HASH, paragraphs: 1}
left_out: []
""".replace("HASH", "0" * 64)
    document = Document.model_validate(strict_yaml.parse(header + samples))
    assert [len(document.cooperation), len(document.trade), len(document.figures)] == [1, 1, 1]
    fields = {name for fact in document.facts for name in type(fact).model_fields}
    assert [name for name in fields if f"{name}:" not in draft.SAMPLES] == []


def test_every_sentence_can_be_left_out_as_it_is_drafted(tmp_path: Path) -> None:
    text = drafted(ZARECHYE_TEXT, tmp_path)
    entries = re.findall(r"^#  - (\{paragraph: .*)\}$", text, re.MULTILINE)
    found = texts.split(ZARECHYE_TEXT)
    assert len(entries) == 8
    for entry in entries:
        item = strict_yaml.parse(f"{entry}}}")
        assert len(item["text"].split()) <= 6
        assert list(found[item["paragraph"] - 1].spans(item["text"])), item


def test_line_endings_and_indents_do_not_change_what_is_drafted(tmp_path: Path) -> None:
    windows = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n  ").encode()
    assert drafted(windows, tmp_path) == drafted(TEXT, tmp_path)


def test_a_text_is_taken_in_once(data_copy: Path, tmp_path: Path) -> None:
    document = data_copy / "documents" / "irkutsk-2020-09-25.yaml"
    content = re.sub(r"(?<=sha256: )\w+", texts.sha256(TEXT), document.read_text())
    document.write_text(content)
    message = "report.txt: this text is in the dataset already, as irkutsk-2020-09-25$"
    with pytest.raises(UsageError, match=message):
        drafted(TEXT, tmp_path, known(data_copy))


def test_an_empty_text_has_no_draft(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r": the text is empty$"):
        drafted(" \n\u00a0\n", tmp_path)


@pytest.mark.parametrize(
    "piece", ["1", "one ", '"', "President ", "Head of the ", "in Minsk ", "A, "]
)
def test_a_long_line_is_read_to_its_end(piece: str, tmp_path: Path) -> None:
    text = piece * (100_000 // len(piece)) + "; 7"  # hours, were it not linear in its length
    [numbers] = re.findall("^# Paragraph 1: .*numbers? (.*)$", drafted(text, tmp_path), re.M)
    assert re.search(r"\b7(;|$)", numbers)
