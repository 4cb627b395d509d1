"""Reading a data folder: every problem has its place, what is wrong and what would be right."""

import faulthandler
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bilat
from bilat import FileError
from bilat.dataset.folder import data_files, data_folder
from bilat.dataset.load import read
from bilat.dataset.models import Dataset
from tests.dataset.sample import DOCUMENT, FILES, changed, problems, problems_after
from tests.dataset.sample import read as read_sample

SCHEMA = [
    ("region", "kind: oblast", "kind: oblas", "4:3: [0].kind: unknown word 'oblas'; did you mean 'oblast'?"),
    ("region", "kind: oblast", "kind: null", "4:3: [0].kind: unknown word null; known: republic, krai, oblast, federal-city, autonomous-oblast, autonomous-okrug"),
    ("region", "  capital: Lugovsk\n", "", "1:3: [0].capital: missing; add it"),
    ("region", "id: zarechye", "id: Zare_chye", "1:3: [0].id: 'Zare_chye' is not an id in lower case, such as ufa-plant"),
    ("region", "[Beyond the River]", "Beyond", "9:3: [0].aliases: should be a list, such as [] or [a, b], not 'Beyond'"),
    ("region", "[Beyond the River]", "[a, b, a]", "9:3: [0].aliases: 'a' is listed twice; remove one"),
    ("region", "[Beyond the River]", '["a; b"]', "9:13: [0].aliases[0]: 'a; b' reads as two items; write two, or a sign other than '; '"),
    ("region", "name: Zarechye\n", "name: 'Zarechye '\n", "2:3: [0].name: 'Zarechye ' is not one line of text without a space at either end"),
    ("sector", '["2816"]', "2816", "2:49: [1].isic: should be a list, such as [] or [a, b], not 2816"),
    ("sector", '["2816"]', "[2816]", "2:56: [1].isic[0]: should be text, not 2816; put it in quotes"),
    ("sector", "[C]", "null", "1:47: [0].isic: should be a list, such as [] or [a, b], not null"),
    ("sector", "parents: [machines]", "parents: [a, b, c]", "2:28: [1].parents: should have at most 2 items"),
    ("company", "country", "county", "1:3: [0].country: missing; add it|1:55: [0].county: unknown field; did you mean 'country'?"),
    ("company", "- {", "{", "1:1: should be a list, such as [] or [a, b], not a mapping"),
    ("dataset", "version", "release", "1:1: version: missing; add it|3:1: release: unknown field; known: title, description, version"),
    ("dataset", '"1.0.0"', "1.0", "3:1: version: should be text, not 1.0; put it in quotes"),
    ("document", '"2021-03-02"', "2021-02-30", "3:8: date.value: should be a valid date or datetime, day value is outside expected range, not '2021-02-30'"),
    ("document", "https://example.org/zarechye", "https://example.org/Минск", "10:3: source.url: 'https://example.org/Минск' is not an address such as https://example.org/page, with other characters written as %D0%9C"),
    ("document", "https://example.org/zarechye", "https://a..b/", "10:3: source.url: 'https://a..b/' is not an address such as https://example.org/page, with other characters written as %D0%9C"),
    ("document", "https://example.org/zarechye", "https://a.b:70000", "10:3: source.url: should be a valid URL, invalid port number, not 'https://a.b:70000'"),
    ("document", "side: region}", "side: belarus}", "1:1: no participant of the side region; add its head"),
    ("document", "    side: region\n", "    side: null\n", "15:5: cooperation[0]: the status proposed needs a side: belarus, region or both"),
    ("document", "paragraphs: [5]", "paragraphs: []", "24:5: cooperation[0].paragraphs: should have at least one item"),
    ("document", "paragraphs: [5]", "paragraphs: [true]", "24:18: cooperation[0].paragraphs[0]: should be a valid integer, not true"),
    ("document", "could open a workshop", "this is a phrase that is too long", "25:16: cooperation[0].evidence[0]: 'this is a phrase that is too long' is not a phrase of at most 6 words"),
    ("document", "{value: 2020}", "{value: '2020-13'}", "28:14: trade[0].period.value: '2020-13' is not a period; write a year (2019), years (\"2015/2020\"), a month (\"2022-08\") or months (\"2022-01/2022-08\")"),
    ("document", "{value: 2020}", "{value: 2020/2019}", "28:14: trade[0].period.value: '2020/2019' is not a period; write a year (2019), years (\"2015/2020\"), a month (\"2022-08\") or months (\"2022-01/2022-08\")"),
    ("document", "{value: 2020}", "{value: 2020, basis: inferred}", "28:5: trade[0].period: a period that is inferred needs a note that says how"),
    ("document", "compared_to: 2019", "compared_to: 2020", "27:5: trade[0]: compared_to (2020) is the period itself; write another or null"),
    ("document", "lower: 40000000,", "lower: 40000000.5,", "30:51: trade[0].amount.lower: should be a valid integer, not 40000000.5"),
    ("document", "lower: 40000000,", "lower: null,", "30:5: trade[0].amount: the hedge over goes with a lower bound only, not with no bounds"),
    ("document", "hedge: over", "hedge: range", "30:5: trade[0].amount: the hedge range goes with two different bounds, not with a lower bound only"),
    ("document", "direction: up", "direction: down", "31:5: trade[0].change: the bounds of a change down should be between -1 and 0 (6% is -0.06)"),
    ("document", "factor: null", "factor: 1.2", "31:5: trade[0].change: each bound should be the factor (1.2) less 1"),
    ("document", "lower: 2.5,", "lower: 2.5%,", "38:40: figures[0].amount.lower: should be a number, not '2.5%'"),
]  # fmt: skip
OLD_FORMS = [
    ("document", "{value: 2020}", "{value: 2020, to: 2020}", "28:27: trade[0].period.to: this field has another name now; write value: 2019 or value: \"2015/2020\""),
    ("document", "    side: region\n", "    proposed_by: region\n", "15:5: cooperation[0].side: missing; add it|18:5: cooperation[0].proposed_by: this field has another name now; write side: belarus, region or both, null for what exists"),
    ("document", "kind: frame", "why: frame", "45:5: left_out[0].kind: missing; add it|45:34: left_out[0].why: this field has another name now; write kind: courtesy, greeting, history, own-affairs, elsewhere, general, frame, furniture"),
    ("sector", "parents: []", "parent: null", "1:3: [0].parents: missing; add it|1:34: [0].parent: this field has another name now; write parents: [automotive] or parents: []"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "right", "wrong", "expected"), SCHEMA + OLD_FORMS)
def test_a_wrong_field_is_located_and_explained(
    kind: str, right: str, wrong: str, expected: str
) -> None:
    assert problems_after(kind, right, wrong) == expected.split("|")


def test_a_sound_dataset_has_its_defaults_and_validates_again() -> None:
    dataset = read_sample(FILES).sound()
    [document] = dataset.documents
    [trade] = document.trade
    assert (trade.flow, trade.goods, trade.note) == ("turnover", None, None)
    assert trade.period is not None
    assert (trade.period.basis, trade.period.note) == ("stated", None)
    assert (document.source.reprinted_by, document.participants[0].aliases) == (None, ())
    for each in (dataset, bilat.load()):
        assert Dataset.model_validate(each.model_dump()) == each


# Files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the sample, to be changed."""
    (tmp_path / "documents").mkdir()
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def problems_in(folder: Path) -> list[str]:
    """Return the problems of a folder, with paths in it."""
    found = read(data_files(folder), folder).problems
    return [str(problem).removeprefix(f"{folder}/") for problem in found]


@pytest.mark.parametrize("name", ["x.yaml~", "#x.yaml#", ".#x.yaml", ".x.yaml.swp", "x.yaml.orig"])
def test_leftovers_of_editors_are_ignored(folder: Path, name: str) -> None:
    (folder / "documents" / name).write_text("<<<<<<< not: [yaml")
    assert problems_in(folder) == []


@pytest.mark.parametrize("name", ["x.yml", "notes.txt", "x"])
def test_unknown_files_are_refused(folder: Path, name: str) -> None:
    (folder / "documents" / name).write_text("")
    assert problems_in(folder) == [f"documents/{name}: not a .yaml file; rename or remove it"]


def test_a_folder_without_documents_is_sound(folder: Path) -> None:
    (folder / DOCUMENT).unlink()
    assert problems_in(folder) == []
    (folder / "documents").rmdir()
    assert problems_in(folder) == []


def test_missing_and_empty_files(folder: Path) -> None:
    (folder / "regions.yaml").unlink()
    (folder / "sectors.yaml").write_text("# nothing\n")
    assert problems_in(folder) == [
        "regions.yaml: missing; add it",
        "sectors.yaml:1:1: the file is empty",
    ]


def test_what_cannot_be_read_is_named_in_one_line(folder: Path) -> None:
    (folder / "documents" / "a\n\x1b[2Jb.yaml").mkdir()
    with pytest.raises(FileError) as raised:
        data_files(folder)
    path = f"{folder}/documents/a\\n\\x1b[2Jb.yaml"
    assert str(raised.value) == f"{path}: not a regular file; remove it"


def test_the_name_of_a_file_is_the_id_of_its_document() -> None:
    files = {**FILES, "documents/other.yaml": FILES[DOCUMENT].replace("0123", "fedc")}
    assert problems(files) == [
        "data/documents/other.yaml:1:1: id: 'zarechye-2021-03-02' is not the name of the file, 'other'; make them agree"
    ]


def test_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (data_folder(None) / "regions.yaml").is_file()
    monkeypatch.setenv("BILAT_DATA", str(tmp_path))
    assert data_folder(None) == tmp_path
    assert data_folder(tmp_path.parent) == tmp_path.parent
    monkeypatch.setenv("BILAT_DATA", str(tmp_path / "x"))
    with pytest.raises(
        FileError, match=r"x: there is no such data folder; name one with --data or BILAT_DATA"
    ):
        data_folder(None)


# Several problems


def test_a_problem_in_one_document_leaves_the_others_to_be_compared() -> None:
    files = changed("document", "kind: frame", "kind: frames")
    for day, digits, company in (("03", "fedc", "[zubr]"), ("04", "ba98", "[zebu]")):
        text = FILES[DOCUMENT].replace("2021-03-02", f"2021-03-{day}").replace("0123", digits)
        files[f"documents/zarechye-2021-03-{day}.yaml"] = text.replace("[zubr]", company)
    reading = read_sample(files)
    assert len(reading.problems) == 2
    assert reading.partial is not None
    assert [document.id for document in reading.partial.documents] == ["zarechye-2021-03-03"]
    assert read_sample(changed("region", "kind: oblast", "kind: x")).partial is None


def test_a_reference_into_an_unreadable_catalogue_is_not_judged() -> None:
    assert len(problems({**FILES, "companies.yaml": "- {"})) == 1


# Bounded work


def company(id_: str, name: str = "Zubr", more: str = "") -> str:
    return f"- {{id: {id_}, name: {name}, city: null, country: null{more}}}\n"


ALIASES = ", ".join(f"n{number}" for number in range(50_000))
LONG = {
    "a line of blanks": "- id: a\n  name: a" + " " * 2_000_000 + "b\n  city: null\n",
    "aliases": company("zubr", more=f", aliases: [{ALIASES}, n49999]"),
    "names that clash": "".join(company(f"z{number}") for number in range(5_000)),
    "a text": "a" * 3_000_000,
    "lists": "- " * 1_000_000,
    "brackets": "[" * 1_000_000,
    "nested lists": "[" * 900 + "]" * 900,
    "digits": "1" * 3_000_000,
    "keys": "{" + ", ".join(f"k{number}: 1" for number in range(50_000)) + "}",
    "wrong items": "- 1\n" * 300_000,
}


@pytest.fixture
def within_a_minute() -> Iterator[None]:
    faulthandler.dump_traceback_later(60, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()


@pytest.mark.usefixtures("within_a_minute")
@pytest.mark.parametrize("name", LONG)
def test_work_is_linear_in_the_size_of_a_file(name: str) -> None:
    assert problems({**FILES, "companies.yaml": LONG[name]})


@pytest.mark.usefixtures("within_a_minute")
def test_hundreds_of_unknown_ids_against_hundreds_of_names() -> None:
    unknown = ", ".join(f"company-of-minks-{number}" for number in range(500))
    files = changed("document", "[zubr]", f"[{unknown}]")
    files["companies.yaml"] = "".join(
        company(f"company-of-minsk-{number}", f"Company of Minsk {number}")
        for number in range(1_000)
    )
    found = [problem.partition("unknown company ")[2] for problem in problems(files)]
    assert len(found) == 500
    assert found[0] == "'company-of-minks-0'; did you mean 'company-of-minsk-0'?"
    assert found[-1] == "'company-of-minks-499'; add it to companies.yaml or correct it"


# Anything

pieces = st.sampled_from(["null", "[]", "{}", "- ", ": ", "'", '"', "\n", "  ", "#", "&a ", "*a", "!x ", "|", "\x1b[2J", '"\\e[2J": 1', "true", "-1", "1e9", "2019", "TODO", "é", "\u202e", "\ud800"]) | st.text(max_size=3)  # fmt: skip


@given(st.sampled_from(list(FILES)), st.data())
def test_any_bytes_give_a_dataset_or_problems_that_can_be_printed(
    name: str, data: st.DataObject
) -> None:
    text = FILES[name]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 30)))
    wrong = (text[:start] + data.draw(pieces) + text[end:]).encode("utf-8", "surrogatepass")
    reading = read_sample({**FILES, name: wrong})
    assert reading.problems or reading.sound()
    for problem in reading.problems:
        assert {unicodedata.category(c) for c in str(problem)}.isdisjoint({"Cc", "Cs", "Zl", "Zp"})
        assert 0 <= problem.line <= wrong.count(b"\n") + 2 or problem.path != f"data/{name}"
