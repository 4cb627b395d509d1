"""The draft of a document: what a text says for certain, and TODO for the rest."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bilat.curation.draft import draft
from bilat.dataset.models import Document
from bilat.errors import DatasetError, UsageError
from bilat.text import Text, decode
from tests.curation.sample import OPENING, document, write

CASES = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text("utf-8"))
TEXT = """\
All news

Talks with Governor of Zarechye Oblast

Anna Belova, the President of Belarus, received Pavel Ozerov, the acting Governor of Zarechye
Oblast, in Brest on 3 March. He brought greetings.

Last year both sides traded goods worth $40 million. Zubr sells lifts to Vladimir Oblast.
"""
DRAFT = """\
# yaml-language-server: $schema=../schemas/document.json
# Save as documents/zarechye-2022-03-03.yaml and replace every TODO.
# Not of the report, but of the page around it? Remove it from the text and draft
# again, or leave it out as furniture:
#   line 1: "All news"
id: zarechye-2022-03-03
region: zarechye
date:
  value: "2022-03-03"
  stated: "3 March"
  basis: "external"
  note: "TODO: the year is only proposed, from the Unix time 1646302000 in the address; confirm or correct it."
place: TODO  # or null
participants:
  - {name: "Anna Belova", title: President of Belarus, side: belarus}
  - {name: "Pavel Ozerov", title: "Acting Governor of Zarechye Oblast", side: region}
source:
  publisher: TODO
  url: "https://example.org/talks-1646302000"
  language: en
  sha256: 6c6985300b00b04ca80a7b2a22bb61b80cc2d6d441c1538f5f8b65cf4d7b3adf
  paragraphs: 4
"""
TO_COVER = """\
left_out: []
# Cite each sentence in a fact of its paragraph, or uncomment it here with its kind:
# courtesy, greeting, history, own-affairs, elsewhere, general, frame, furniture; text: null leaves out the whole paragraph.
# Paragraph 1
#  - {paragraph: 1, text: "All news", kind: TODO}
# Paragraph 2
#  - {paragraph: 2, text: "Talks with Governor of Zarechye Oblast", kind: TODO}
# Paragraph 3
#  - {paragraph: 3, text: "Anna Belova, the President of Belarus,", kind: TODO}
#  - {paragraph: 3, text: "He brought greetings.", kind: TODO}
# Paragraph 4: numbers 40; names Zubr, Vladimir Oblast
#  - {paragraph: 4, text: "Last year both sides traded goods", kind: TODO}
#  - {paragraph: 4, text: "Zubr sells lifts to Vladimir Oblast.", kind: TODO}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with the invented catalogues and one report."""
    write(tmp_path, (OPENING, document(OPENING, {})))
    return tmp_path / "data"


def text_of(content: str) -> Text:
    return Text(Path("report.txt"), decode(content.encode(), "report.txt"))


def fields(folder: Path, content: str, url: str | None = None) -> dict[str, Any]:
    """Return the fields of the draft of a text, as YAML reads them."""
    found: dict[str, Any] = yaml.safe_load(draft(folder, text_of(content), url))
    return found


def test_a_draft_has_what_the_text_says_and_what_is_to_be_covered(folder: Path) -> None:
    found = draft(folder, text_of(TEXT), "https://example.org/talks-1646302000")
    assert found.startswith(f"{DRAFT}\ncooperation: []\n")
    assert found.endswith(f"\n{TO_COVER}")


@pytest.mark.parametrize("case", CASES["dates"], ids=lambda case: case["name"])
def test_a_date_says_where_it_comes_from(folder: Path, case: dict[str, str]) -> None:
    date = fields(folder, case["text"], case.get("url"))["date"]
    assert (date["value"], date["basis"]) == (case["value"], case["basis"])
    assert case["note"] in date["note"]
    assert "TODO" in date["note"]


@pytest.mark.parametrize("case", CASES["heads"], ids=lambda case: case["name"])
def test_heads_are_named_where_they_are_certain(folder: Path, case: dict[str, str]) -> None:
    people = fields(folder, case["text"])["participants"]
    assert [f"{each['name']}, {each['title']}" for each in people] == [
        f"{case['belarus']}, President of Belarus",
        case["region"],
    ]


def test_a_second_meeting_and_the_furniture_of_a_page_are_warned_of(folder: Path) -> None:
    text = """\
3.43 RUB
All news

Governor of Zarechye Oblast Pavel Ozerov met with them.

Head of Vladimir Oblast Ivan Petrov did so on the next day.

Home / News / Talks
Search Site map A+ A-
10 June 2016
Photo: press service
"""
    lines = draft(folder, text_of(text)).splitlines()
    assert lines[2:10] == [
        "# A second meeting? Head of Vladimir Oblast Ivan Petrov is named in paragraph 3; "
        "each meeting has a document of its own.",
        "# Not of the report, but of the page around it? Remove it from the text and draft",
        "# again, or leave it out as furniture:",
        '#   line 1: "3.43 RUB"',
        '#   line 2: "All news"',
        '#   line 8: "Home / News / Talks"',
        '#   line 9: "Search Site map A+ A-"',
        '#   line 11: "Photo: press service"',
    ]


def test_an_empty_data_folder_gives_a_draft_with_the_entry_of_its_region(tmp_path: Path) -> None:
    lines = draft(tmp_path, text_of("The head of Amur Krai came.")).splitlines()
    assert lines[2:11] == [
        "# Amur Krai is not in regions.yaml; add it:",
        "# - id: amur",
        "#   name: Amur",
        "#   official_name: Amur Krai",
        "#   kind: krai",
        "#   iso_3166_2: TODO",
        "#   federal_district: TODO",
        "#   capital: TODO",
        "#   name_ru: TODO",
    ]
    assert "region: amur" in lines


def test_a_russian_text_leaves_names_to_the_curator(folder: Path) -> None:
    text = "Президент Беларуси встретился с губернатором Заречья 12 марта 2024 года. Было 150 млн."
    lines = draft(folder, text_of(text)).splitlines()
    assert lines[2] == "# The text is not in English: its names and heads are left to you."
    assert {'  value: "2024-03-12"', "  language: ru"} < {*lines}
    assert lines[-3:] == [
        "# Paragraph 1: numbers 150",
        '#  - {paragraph: 1, text: "Президент Беларуси встретился с губернатором Заречья", '
        "kind: TODO}",
        '#  - {paragraph: 1, text: "Было 150 млн.", kind: TODO}',
    ]


def test_a_second_report_of_a_day_has_a_number(folder: Path) -> None:
    again = "The Governor of Zarechye Oblast met the President on 10 June 2016."
    assert fields(folder, again, "http://[no-address")["id"] == "zarechye-2016-06-10-2"


def test_a_text_is_drafted_once(folder: Path) -> None:
    message = "report.txt: this text is in the dataset already, as zarechye-2016-06-10$"
    with pytest.raises(UsageError, match=message):
        draft(folder, text_of(OPENING.replace(" ", "\n")))
    with pytest.raises(UsageError, match=r": the text is empty$"):
        draft(folder, text_of(" \n\u00a0\n"))
    (folder / "regions.yaml").write_text("no list")
    with pytest.raises(DatasetError, match=r"regions\.yaml:1:1"):
        draft(folder, text_of("A text."))


def test_the_samples_are_records_of_their_kinds(folder: Path) -> None:
    samples = draft(folder, text_of("A text.")).partition("\n\n")[2].partition("left_out")[0]
    for old, new in (
        (r"(?m)^#", ""),
        (r"(?m)^(\w+): \[\]$", r"\1:"),
        ("status: TODO", "status: existing"),
        ("stated_by: TODO", "stated_by: document"),
        ("(id|sector): TODO", r"\1: todo"),
    ):
        samples = re.sub(old, new, samples)
    whole = document("A text.", {}).partition("cooperation:")[0] + samples + "left_out: []\n"
    written = Document.model_validate(yaml.safe_load(whole))
    assert [len(written.cooperation), len(written.trade), len(written.figures)] == [1, 1, 1]
    names = {name for fact in written.facts for name in type(fact).model_fields}
    assert [name for name in names if f"{name}:" not in samples] == []


def test_every_sentence_can_be_left_out_as_it_is_drafted(folder: Path) -> None:
    more = 'It is "5\x1b[31m–6\u2028 \u00ab\u00ad so\u202e" \\ it\'s.\n\n• 1. One. - Two!\n'
    text = text_of(f"{TEXT}\n{more}")
    drafted = draft(folder, text)
    assert not re.search("[\x1b\u2028\u202e]", drafted)
    entries = re.findall(r"^#  - (\{paragraph: .*\})$", drafted, re.MULTILINE)
    assert len(entries) == 8
    for entry in entries:
        item = yaml.safe_load(entry)
        assert len(item["text"].split()) <= 6
        assert any(text.paragraphs[item["paragraph"] - 1].spans(item["text"])), item


@pytest.mark.parametrize(
    "piece", ["1", "one ", '"', "President ", "Head of the ", "in Minsk ", "A, "]
)
def test_a_long_line_is_read_in_bounded_time(folder: Path, piece: str) -> None:
    text = piece * (100_000 // len(piece)) + "; 7"  # hours, were it not linear in its length
    assert draft(folder, text_of(text)).count("# Paragraph 1") == 1
