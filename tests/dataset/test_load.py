"""Reading a data folder: every problem has its place, what is wrong and what would be right."""

import faulthandler
import os
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
from tests.dataset.sample import DOCUMENT, FILES, changed, problems
from tests.dataset.sample import read as read_sample

SCHEMA = [
    ("region", "kind: oblast", "kind: oblas", ":4:3: [0].kind: 'oblas' is not one of 'republic', 'krai', 'oblast', 'federal-city', 'autonomous-oblast' or 'autonomous-okrug'"),
    ("region", "federal_district: Volga", "federal_district: Inland", ":6:3: [0].federal_district: 'Inland' is not one of 'Central', 'Northwestern', 'Southern', 'North Caucasian', 'Volga', 'Ural', 'Siberian' or 'Far Eastern'"),
    ("region", "  capital: Lugovsk\n", "", ":1:3: [0].capital: missing; add it"),
    ("region", "id: zarechye", "id: Zare_chye", ":1:3: [0].id: 'Zare_chye' is not an id in lower case, such as ufa-plant"),
    ("region", "RU-ZAR", "ZAR", ":5:3: [0].iso_3166_2: 'ZAR' is not an ISO 3166-2 code, such as RU-BA"),
    ("region", "[Beyond the River]", "Beyond", ":9:3: [0].aliases: should be a list, such as [] or [a, b], not 'Beyond'"),
    ("region", "[Beyond the River]", "[a, b, a]", ":9:3: [0].aliases: 'a' is listed twice; remove one"),
    ("region", "[Beyond the River]", '["a; b"]', ":9:13: [0].aliases[0]: 'a; b' reads as two items; write two, or a sign other than '; '"),
    ("region", "name: Zarechye\n", "name: 'Zarechye '\n", ":2:3: [0].name: 'Zarechye ' is not one line of text without a space at either end"),
    ("sector", '["2816"]', "2816", ":2:49: [1].isic: should be a list, such as [] or [a, b], not 2816"),
    ("sector", '["2816"]', "[2816]", ":2:56: [1].isic[0]: should be text, not 2816; put it in quotes"),
    ("sector", "[C]", "null", ":1:47: [0].isic: should be a list, such as [] or [a, b], not null"),
    ("sector", "[C]", "[X]", ":1:54: [0].isic[0]: 'X' is not a code of ISIC Rev.4, such as C or \"2816\""),
    ("sector", "parents: [machines]", "parents: [a, b, c]", ":2:28: [1].parents: should have at most 2 items"),
    ("company", "country", "county", ":1:3: [0].country: missing; add it|:1:55: [0].county: unknown field; did you mean country?"),
    ("company", "- {", "{", ":1:1: should be a list, such as [] or [a, b], not a mapping"),
    ("dataset", "version", "release", ":1:1: version: missing; add it|:3:1: release: unknown field; known: title, description, version"),
    ("dataset", '"1.0.0"', "1.0", ":3:1: version: should be text, not 1.0; put it in quotes"),
    ("document", '"2021-03-02"', "2021-02-30", ":3:8: date.value: should be a valid date or datetime, day value is outside expected range, not '2021-02-30'"),
    ("document", '"2021-03-02"', "86400", ":3:8: date.value: should be text, not 86400; put it in quotes"),
    ("document", "https://example.org/zarechye", "https://example.org/Минск", ":10:3: source.url: 'https://example.org/Минск' is not an address such as https://example.org/page, with other characters written as %D0%9C"),
    ("document", "https://example.org/zarechye", "https://a..b/", ":10:3: source.url: 'https://a..b/' is not an address such as https://example.org/page, with other characters written as %D0%9C"),
    ("document", "https://example.org/zarechye", "https://a.b:70000", ":10:3: source.url: should be a valid URL, invalid port number, not 'https://a.b:70000'"),
    ("document", "side: region}", "side: belarus}", ":1:1: no participant of the side region; add its head"),
    ("document", "    side: region\n", "    side: null\n", ":15:5: cooperation[0]: the status proposed needs a side: belarus, region or both"),
    ("document", "paragraphs: [5]", "paragraphs: []", ":24:5: cooperation[0].paragraphs: should have at least one item"),
    ("document", "paragraphs: [5]", "paragraphs: [true]", ":24:18: cooperation[0].paragraphs[0]: should be a valid integer, not true"),
    ("document", "could open a workshop", "this is a phrase that is too long", ":25:16: cooperation[0].evidence[0]: 'this is a phrase that is too long' is not a phrase of at most 6 words"),
    ("document", "{value: 2020}", "{value: '2020-13'}", ":28:14: trade[0].period.value: '2020-13' is not a period; write a year (2019), years (\"2015/2020\"), a month (\"2022-08\") or months (\"2022-01/2022-08\")"),
    ("document", "{value: 2020}", "{value: 2020/2019}", ":28:14: trade[0].period.value: '2020/2019' is not a period; write a year (2019), years (\"2015/2020\"), a month (\"2022-08\") or months (\"2022-01/2022-08\")"),
    ("document", "{value: 2020}", "{value: 2019/2020-02}", ":28:14: trade[0].period.value: '2019/2020-02' is not a period; write a year (2019), years (\"2015/2020\"), a month (\"2022-08\") or months (\"2022-01/2022-08\")"),
    ("document", "{value: 2020}", "{value: 2020, basis: inferred}", ":28:5: trade[0].period: a period that is inferred needs a note that says how"),
    ("document", "compared_to: 2019", "compared_to: 2020", ":27:5: trade[0]: compared_to (2020) is the period itself; write another or null"),
    ("document", "lower: 40000000,", "lower: 40000000.5,", ":30:51: trade[0].amount.lower: should be a valid integer, not 40000000.5"),
    ("document", "lower: 40000000,", "lower: null,", ":30:5: trade[0].amount: the hedge over goes with a lower bound only, not with no bounds"),
    ("document", "hedge: over", "hedge: at-most", ":30:5: trade[0].amount: the hedge at-most goes with an upper bound only, not with a lower bound only"),
    ("document", "hedge: over", "hedge: range", ":30:5: trade[0].amount: the hedge range goes with two different bounds, not with a lower bound only"),
    ("document", "hedge: over", "hedge: exact", ":30:5: trade[0].amount: the hedge exact goes with one figure as both bounds, not with a lower bound only"),
    ("document", "unit: USD", "unit: dollars", ":30:81: trade[0].amount.unit: 'dollars' is not an ISO 4217 code, such as USD"),
    ("document", "direction: up", "direction: down", ":31:5: trade[0].change: the bounds of a change down are between -1 and 0, as -0.06 is for 6%"),
    ("document", "factor: null", "factor: 1.2", ":31:5: trade[0].change: with a factor of 1.2 each bound is the factor less 1"),
    ("document", "lower: 2.5,", "lower: 2.5%,", ":38:40: figures[0].amount.lower: should be a number, not '2.5%'"),
    ("document", "lower: 2.5, upper: 2.5", "lower: 0.00001, upper: 0.00001", ":38:47: 0.00001 is too small to be kept as a decimal; use a smaller unit"),
    ("document", "lower: 2.5,", "lower: 2.5000000000000004,", ":38:47: a number of 17 digits; at most 15 are kept exactly"),
    ("document", "kind: frame", "kind: frames", ":45:34: left_out[0].kind: 'frames' is not one of 'courtesy', 'greeting', 'history', 'own-affairs', 'elsewhere', 'general', 'frame' or 'furniture'"),
]  # fmt: skip

OLD_FORMS = [
    ("document", "{value: 2020}", "{from: 2020, to: 2020, basis: stated, note: null}", ":28:14: trade[0].period.from: this field is value now; write value: 2019 or value: \"2015/2020\"|:28:26: trade[0].period.to: this field is value now; write value: 2019 or value: \"2015/2020\""),
    ("document", "    side: region\n", "    proposed_by: region\n", ":18:5: cooperation[0].proposed_by: this field is side now; write side: belarus, region or both, null for what exists"),
    ("document", "kind: frame", "why: frame", ":45:34: left_out[0].why: this field is kind now; write kind: courtesy, greeting, history, own-affairs, elsewhere, general, frame, furniture"),
    ("sector", "[C]", "C", ":1:47: [0].isic: should be a list, such as [] or [a, b], not 'C'"),
    ("sector", "parents: []", "parent: null", ":1:34: [0].parent: this field is parents now; write parents: [automotive] or parents: []"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "right", "wrong", "expected"), SCHEMA + OLD_FORMS)
def test_a_wrong_field_is_located_and_explained(
    kind: str, right: str, wrong: str, expected: str
) -> None:
    files = changed(kind, right, wrong)
    name = next(name for name in files if files[name] != FILES[name])
    assert problems(files) == [f"data/{name}{each}" for each in expected.split("|")]


def test_a_sound_dataset_has_no_problem_and_validates_again() -> None:
    dataset = read_sample(FILES).dataset
    assert dataset is not None
    assert Dataset.model_validate(dataset.model_dump()) == dataset
    assert (
        bilat.load().model_dump() == Dataset.model_validate(bilat.load().model_dump()).model_dump()
    )


def test_what_may_be_left_out() -> None:
    dataset = read_sample(FILES).dataset
    assert dataset is not None
    trade = dataset.documents[0].trade[0]
    assert (trade.flow, trade.goods, trade.note) == ("turnover", None, None)
    assert trade.period is not None
    assert (trade.period.basis, trade.period.note) == ("stated", None)
    assert dataset.documents[0].source.reprinted_by is None
    assert dataset.documents[0].participants[0].aliases == ()


MONTHS = """\
  - id: exports
    period: {value: "2020-01/2020-08"}
    kind: actual
    flow: exports
    goods: dairy products
    amount: null
    change: {text: fell by at least 5%, direction: down, hedge: at-least, lower: null, upper: -0.05, factor: null, compared_to: "2019-01/2019-08"}
    note: The text says "2002".
    stated_by: document
    paragraphs: [2]
    evidence: [fell by at least]
  - id: target
    period: null
    kind: target
    amount: {text: 1 billion rubles, hedge: exact, lower: 1000000000, upper: 1000000000, unit: RUB}
    change: null
    stated_by: document
    paragraphs: [2]
    evidence: [1 billion rubles]
figures:
  - id: rank
    name: Place among the partners
    amount: {text: among the top ten, hedge: at-most, lower: null, upper: 10, unit: rank}
    period: {value: 2020-12}
    scope: the region
    stated_by: document
    paragraphs: [2]
    evidence: [among the top ten]
  - id: output
    name: Output of milk
    amount: null
    change: {text: grew, direction: up, hedge: null, lower: null, upper: null, factor: null, compared_to: null}
    period: null
    scope: the region
    stated_by: document
    paragraphs: [2]
    evidence: [output of milk grew]
"""


def test_months_flows_goods_roubles_a_target_without_a_year_and_a_rank() -> None:
    files = changed("document", "figures:\n", MONTHS)
    second = FILES[DOCUMENT].replace("id: zarechye-2021-03-02", "id: zarechye-2021-03-02-2")
    files["documents/zarechye-2021-03-02-2.yaml"] = second.replace("0123", "fedc")
    assert problems(files) == []
    dataset = read_sample(files).dataset
    assert dataset is not None
    assert [document.id for document in dataset.documents] == [
        "zarechye-2021-03-02",
        "zarechye-2021-03-02-2",
    ]
    _, exports, target = dataset.documents[0].trade
    assert exports.period is not None
    assert exports.period.span.text == "2020-01/2020-08"
    assert target.period is None


# Files


def write(folder: Path, files: dict[str, str] = FILES) -> Path:
    (folder / "documents").mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "name", ["x.yaml~", "#x.yaml#", ".#x.yaml", ".x.yaml.swp", ".DS_Store", "x.yaml.orig"]
)
def test_leftovers_of_editors_are_ignored(tmp_path: Path, name: str) -> None:
    (write(tmp_path) / "documents" / name).write_text("<<<<<<< not: [yaml")
    assert read(tmp_path).problems == []


@pytest.mark.parametrize("name", ["x.yml", "notes.txt", "x.YAML", "x"])
def test_unknown_files_are_refused(tmp_path: Path, name: str) -> None:
    (write(tmp_path) / "documents" / name).write_text("")
    assert list(map(str, read(tmp_path).problems)) == [
        f"{tmp_path}/documents/{name}: not read: the file of a document ends in .yaml; rename or remove it"
    ]


def test_a_folder_without_documents_is_sound(tmp_path: Path) -> None:
    write(tmp_path, {name: text for name, text in FILES.items() if name != DOCUMENT})
    assert read(tmp_path).problems == []
    (tmp_path / "documents").rmdir()
    assert read(tmp_path).problems == []


def test_missing_and_empty_files(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "regions.yaml").unlink()
    (tmp_path / "sectors.yaml").write_text("# nothing\n")
    assert list(map(str, read(tmp_path).problems)) == [
        f"{tmp_path}/regions.yaml: missing; add it",
        f"{tmp_path}/sectors.yaml:1:1: the file is empty",
    ]


def test_what_cannot_be_read_is_named_in_one_line(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "documents" / "a\n\x1b[2Jb.yaml").mkdir()
    with pytest.raises(FileError) as raised:
        read(tmp_path)
    assert (
        str(raised.value)
        == f"{tmp_path}/documents/a\\n\\x1b[2Jb.yaml: not a regular file; remove it"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(write(tmp_path) / "documents" / "x.yaml")
    with pytest.raises(FileError, match=r"x\.yaml: not a regular file"):
        data_files(tmp_path)


def test_the_name_of_a_file_is_the_id_of_its_document() -> None:
    files = {**FILES, "documents/other.yaml": FILES[DOCUMENT].replace("0123", "fedc")}
    assert problems(files) == [
        "data/documents/other.yaml:1:1: id: 'zarechye-2021-03-02' is not the name of the file, 'other'; make them agree"
    ]


def test_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (data_folder() / "regions.yaml").is_file()
    monkeypatch.setenv("BILAT_DATA", str(tmp_path))
    assert data_folder() == tmp_path
    assert data_folder(tmp_path.parent) == tmp_path.parent
    monkeypatch.setenv("BILAT_DATA", str(tmp_path / "x"))
    with pytest.raises(
        FileError, match=r"x: there is no such data folder; name one with --data or BILAT_DATA"
    ):
        data_folder()


# Several problems


def test_a_problem_in_one_document_leaves_the_others_to_be_compared() -> None:
    files = changed("document", "kind: frame", "kind: frames")
    other = FILES[DOCUMENT].replace("2021-03-02", "2021-03-03").replace("0123", "fedc")
    third = (
        other.replace("2021-03-03", "2021-03-04")
        .replace("fedc", "ba98")
        .replace("[zubr]", "[zebu]")
    )
    files |= {
        "documents/zarechye-2021-03-03.yaml": other,
        "documents/zarechye-2021-03-04.yaml": third,
    }
    reading = read_sample(files)
    assert len(reading.problems) == 2
    assert reading.dataset is None
    assert reading.partial is not None
    assert [each.id for each in reading.partial.documents] == ["zarechye-2021-03-03"]
    assert reading.partial.companies
    assert read_sample(changed("region", "kind: oblast", "kind: x")).partial is None


def test_a_reference_into_an_unreadable_catalogue_is_not_judged() -> None:
    assert len(problems({**FILES, "companies.yaml": "- {"})) == 1


def test_of_very_many_problems_the_first_are_explained() -> None:
    many = "".join(f"- {{id: {number}}}\n" for number in range(300))
    found = problems({**FILES, "companies.yaml": many})
    assert len(found) == 51
    assert found[50] == "data/companies.yaml:13:3: [12].city: and 1150 more problems from here"


# Bounded work


def test_very_many_wrong_items_are_refused_before_they_fill_the_memory() -> None:
    wrong = FILES["companies.yaml"] + "- 1\n" * 300_000
    assert problems({**FILES, "companies.yaml": wrong}) == [
        "data/companies.yaml:99994:3: the file has more than 100000 values; no more are read"
    ]


LONG = [
    (
        "companies.yaml",
        "- id: a\n  name: " + "a" + " " * 2_000_000 + "b\n  city: null\n  country: null\n",
    ),
    (
        "companies.yaml",
        "- {id: zubr, name: Zubr, city: null, country: null, aliases: ["
        + ", ".join(f"n{i}" for i in range(50_000))
        + ", n49999]}",
    ),
    (
        "companies.yaml",
        "".join(f"- {{id: z{i}, name: Zubr, city: null, country: null}}\n" for i in range(5_000)),
    ),
    ("companies.yaml", "a" * 3_000_000),
    ("companies.yaml", "- " * 1_000_000),
    ("companies.yaml", "[" * 1_000_000),
    ("companies.yaml", "1" * 3_000_000),
    ("companies.yaml", "{" + ", ".join(f"k{i}: 1" for i in range(50_000)) + "}"),
]


@pytest.fixture
def within_a_minute() -> Iterator[None]:
    faulthandler.dump_traceback_later(60, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()


@pytest.mark.usefixtures("within_a_minute")
@pytest.mark.parametrize(("name", "text"), LONG, ids=range(len(LONG)))
def test_work_is_linear_in_the_size_of_a_file(name: str, text: str) -> None:
    assert problems({**FILES, name: text})


@pytest.mark.usefixtures("within_a_minute")
def test_hundreds_of_unknown_ids_against_hundreds_of_names() -> None:
    companies = "".join(
        f"- {{id: company-of-minsk-{i}, name: Company of Minsk {i}, city: null, country: null}}\n"
        for i in range(1_000)
    )
    unknown = ", ".join(f"company-of-minks-{i}" for i in range(500))
    files = {**changed("document", "[zubr]", f"[{unknown}]"), "companies.yaml": companies}
    found = problems(files)
    assert len(found) == 500
    assert found[0].endswith(
        "unknown company 'company-of-minks-0'; did you mean company-of-minsk-0?"
    )
    assert found[-1].endswith(
        "unknown company 'company-of-minks-499'; add it to companies.yaml or correct it"
    )


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
    assert (reading.dataset is None) == bool(reading.problems)
    for problem in reading.problems:
        assert {unicodedata.category(c) for c in str(problem)}.isdisjoint({"Cc", "Cs", "Zl", "Zp"})
        assert 0 <= problem.line <= wrong.count(b"\n") + 2 or problem.path != f"data/{name}"


def test_what_a_terminal_obeys_is_escaped() -> None:
    files = changed("company", "country: Belarus", '"\\e[2J\\u202e": 1')
    assert (
        problems(files)[-1]
        == "data/companies.yaml:1:55: [0].\\x1b[2J\\u202e: unknown field; known: id, name, aliases, city, country"
    )
    files = changed("company", "country: Belarus", "country: !a%1B%5B2J x")
    assert problems(files) == [
        "data/companies.yaml:1:64: the tag !a\\x1b[2J is not allowed; remove it"
    ]
