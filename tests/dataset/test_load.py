"""Loading: which folder, every problem with its place, every rule of a record, nothing lost."""

import importlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

import bilat
from bilat import DatasetError, FileError, Problem
from bilat.dataset import strict_yaml
from bilat.dataset.facts import Amount, Change, Cooperation, Money, Period, Trade
from bilat.dataset.folder import data_folder
from bilat.dataset.models import Dataset, DatasetInfo, Document
from bilat.dataset.read import read
from bilat.vocabulary import DATE_BASIS, LEFT_OUT_KIND
from tests.conftest import DATA

IRKUTSK = "documents/irkutsk-2020-09-25.yaml"


def problems(folder: Path) -> list[str]:
    """What is wrong with a data folder, paths relative to it; not a dataset unless nothing is."""
    reading = read(folder)
    assert (reading.dataset is None) == bool(reading.problems)
    return [str(problem).removeprefix(f"{folder}/") for problem in reading.problems]


# Which folder


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Makes load believe that its code is somewhere else."""
    folder = tmp_path / "somewhere" / "bilat"
    folder.mkdir(parents=True)
    monkeypatch.setattr(
        importlib.import_module("bilat.dataset.folder"),
        "__file__",
        str(folder / "dataset" / "folder.py"),
    )
    return folder


def test_the_folder_asked_for_comes_before_the_wheels_and_the_checkouts(package: Path) -> None:
    with pytest.raises(FileError) as raised:
        data_folder()
    assert str(raised.value) == (
        f"{package.parent}/data: there is no such data folder; name one with --data or BILAT_DATA"
    )
    (package.parent / "data").mkdir()
    assert data_folder() == package.parent / "data"
    (package / "_data").mkdir()
    assert data_folder() == package / "_data"
    assert data_folder(package) == package


@pytest.mark.parametrize("name", ["nowhere", "regions.yaml"])
def test_what_is_no_folder_is_no_data_folder(name: str) -> None:
    with pytest.raises(FileError) as raised:
        bilat.load(DATA / name)
    assert str(raised.value) == f"{DATA / name}: there is no such data folder"
    assert raised.value.exit_code == 1


def test_by_default_the_data_that_come_along_are_loaded(dataset: Dataset) -> None:
    assert bilat.load() == dataset


def test_a_dataset_says_what_it_is(data_copy: Path) -> None:
    path = data_copy / "dataset.yaml"
    path.write_text("title: T\ndescription: D\nversion: 1.2.0\n")
    dataset = read(data_copy).dataset
    assert dataset is not None
    assert dataset.info == DatasetInfo(title="T", description="D", version="1.2.0")
    path.write_text("title: T\nversion: 2.0\nauthor: A\n")
    assert problems(data_copy) == [
        "dataset.yaml:1:1: description: missing; add it",
        "dataset.yaml:2:1: version: should be text, not 2.0; put it in quotes",
        "dataset.yaml:3:1: author: unknown field; known: title, description, version",
    ]
    path.write_text("title: T\ndescription: D\nversion: two\n")
    assert problems(data_copy) == [
        "dataset.yaml:3:1: version: 'two' is not a version of three numbers, such as 1.2.0"
    ]


# Whole files


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def a_circle(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def bytes_of(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


@pytest.mark.parametrize(
    "file", ["dataset.yaml", "regions.yaml", "sectors.yaml", "companies.yaml", IRKUTSK]
)
@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        (a_folder, ": not a regular file"),
        (a_pipe, ": not a regular file"),
        (a_circle, ": cannot be read: Too many levels of symbolic links"),
        (bytes_of(b""), ":1:1: the file is empty"),
        (bytes_of(b"- 1\n- \xe9"), ":2:3: byte 0xe9 is not UTF-8; save the file as UTF-8"),
        (
            bytes_of(b"#" * 8_388_609),
            ":1:1: the file has more than 4194304 bytes; no more are read",
        ),
        (bytes_of(b"- &a 1"), ":1:3: the anchor &a is not allowed; remove it"),
        (bytes_of(b"a: 1\na: 2"), ":2:1: the key 'a' stands twice in this mapping"),
        (
            bytes_of(b"a: b: c"),
            ":1:5: not YAML: mapping values are not allowed in this context",
        ),
    ],
    ids=["folder", "pipe", "circle", "empty", "latin-1", "huge", "anchor", "key twice", "no YAML"],
)
def test_a_file_that_cannot_be_had_is_one_problem(
    data_copy: Path, file: str, broken: Callable[[Path], object], problem: str
) -> None:
    broken(data_copy / file)
    assert problems(data_copy) == [f"{file}{problem}"]


@pytest.mark.parametrize("file", ["dataset.yaml", "regions.yaml", "sectors.yaml", "companies.yaml"])
def test_a_missing_file_is_one_problem(data_copy: Path, file: str) -> None:
    (data_copy / file).unlink()
    assert problems(data_copy) == [f"{file}: cannot be read: No such file or directory"]


def without_documents(folder: Path) -> None:
    shutil.rmtree(folder / "documents")


def documents_as_a_file(folder: Path) -> None:
    without_documents(folder)
    (folder / "documents").write_text("none")


def hidden_documents(folder: Path) -> None:
    for path in (folder / "documents").iterdir():
        path.rename(path.with_name(f".{path.name}"))


def strays(folder: Path) -> None:
    (folder / "documents" / "notes.txt").write_text("")
    (folder / "documents" / "omsk-2020-01-01.yml").write_text("")
    (folder / "documents" / "old").mkdir()
    (folder / "documents" / ".omsk-2020-01-01.yaml.swp").write_bytes(b"\xff")
    (folder / "README.md").write_text("# Codebook")


STRAY = "not read, for a document's file ends in .yaml; rename or remove it"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (without_documents, ["documents: cannot be read: No such file or directory"]),
        (documents_as_a_file, ["documents: cannot be read: Not a directory"]),
        (hidden_documents, ["documents: holds no document"]),
        (
            strays,
            [f"documents/{name}: {STRAY}" for name in ("notes.txt", "old", "omsk-2020-01-01.yml")],
        ),
    ],
    ids=["missing", "a file", "empty", "strays"],
)
def test_the_folder_of_documents_holds_documents_and_nothing_else(
    data_copy: Path, change: Callable[[Path], object], expected: list[str]
) -> None:
    change(data_copy)
    assert problems(data_copy) == expected


# Values

DOCUMENT = """\
# A document that is not the real one of this day.
id: irkutsk-2020-09-25
region: irkutsk
date: {value: "2020-09-25", stated: null, basis: inferred, note: A guess}
place: Minsk
participants:
  - {name: Anna, title: President, side: belarus}
  - {name: Boris, title: Governor, side: region}
source:
  publisher: A newspaper
  url: https://example.org/1
  language: en
  sha256: "0000000000000000000000000000000000000000000000000000000000000000"
  paragraphs: 3

cooperation:
  - id: lifts
    sector: elevators
    status: proposed
    side: region
    forms: [assembly]
    products:
      - {name: lifts, hs: "842810"}
    companies: [amkodor]
    summary: They offer lifts.
    stated_by: document
    paragraphs: [1, 2]
    evidence: [lifts]

trade:
  - id: turnover
    period: {from: 2019, to: 2019, basis: stated, note: null}
    kind: actual
    amount: {text: over $9, hedge: over, lower: 9, upper: null, unit: USD}
    change:
      text: up by half
      direction: up
      hedge: exact
      lower: 0.5
      upper: 0.5
      factor: null
      compared_to: 2018
    stated_by: region_head
    paragraphs: [3]
    evidence: [half]

figures: []
left_out:
  - {paragraph: 1, text: nine, kind: frame}
"""


def test_a_sound_document_has_no_problem(data_copy: Path) -> None:
    (data_copy / IRKUTSK).write_text(DOCUMENT)
    assert problems(data_copy) == []


def test_the_id_of_a_document_is_the_name_of_its_file(data_copy: Path) -> None:
    path = data_copy / IRKUTSK
    path.rename(path.with_name("irkutsk.yaml"))
    path.with_name("irkutsk.yaml").write_text(DOCUMENT)
    (problem,) = problems(data_copy)
    assert problem == (
        "documents/irkutsk.yaml:2:1: id: "
        "'irkutsk-2020-09-25' is not the name of the file, 'irkutsk'; make them agree"
    )


# What is changed => to what (\\n ends a line), and the problems that the change makes.
BROKEN = r"""
language: en\n   =>
    9:1: source.language: missing; add it
figures: []\n =>
    2:1: figures: missing; add it
region: irkutsk\n =>
    2:1: region: missing; add it
{name: lifts, => {
    23:9: cooperation[0].products[0].name: missing; add it
publisher: => publishr:
    9:1: source.publisher: missing; add it
    10:3: source.publishr: unknown field; did you mean publisher?
paragraphs: 3 => paragraphs: 3\n  zzz: 1
    15:3: source.zzz: unknown field; known: publisher, url, language, sha256, paragraphs
name: lifts, => name: lifts, nam: 1,
    23:23: cooperation[0].products[0].nam: unknown field; did you mean name?
{from: => {from_:
    32:5: trade[0].period.from: missing; add it
    32:14: trade[0].period.from_: unknown field; did you mean from?
unit: USD => unt: USD
    34:5: trade[0].amount.unit: missing; add it
    34:65: trade[0].amount.unt: unknown field; did you mean unit?

A newspaper => 12
    10:3: source.publisher: should be text, not 12; put it in quotes
A newspaper => 1.5
    10:3: source.publisher: should be text, not 1.5; put it in quotes
A newspaper => true
    10:3: source.publisher: should be text, not true; put it in quotes
A newspaper =>
    10:3: source.publisher: should be text, not null
A newspaper => [A]
    10:3: source.publisher: should be text, not a list
"2020-09-25" => 20200925
    4:8: date.value: should be text, not 20200925; put it in quotes
"842810" => 842810
    23:23: cooperation[0].products[0].hs: should be text, not 842810; put it in quotes
paragraphs: 3 => paragraphs: "3"
    14:3: source.paragraphs: should be a number, not '3'
paragraphs: 3 => paragraphs: true
    14:3: source.paragraphs: should be a number, not true
[1, 2] => [1, x]
    27:21: cooperation[0].paragraphs[1]: should be a number, not 'x'
lower: 0.5 => lower: half
    39:7: trade[0].change.lower: should be a number, not 'half'
lower: 0.5 => lower: .inf
    39:7: trade[0].change.lower: should be a number, not '.inf'
lower: 0.5 => lower: true
    39:7: trade[0].change.lower: should be a number, not true
lower: 9, => lower: {},
    34:42: trade[0].amount.lower: should be a number, not a mapping
[assembly] => assembly
    21:5: cooperation[0].forms: should be a list, not 'assembly'
figures: [] => figures:
    47:1: figures: should be a list, not null
[lifts] => {a: b}
    28:5: cooperation[0].evidence: should be a list, not a mapping
{paragraph: 1, text: nine, kind: frame} => nine
    49:5: left_out[0]: should be a mapping of fields, not 'nine'
{from: 2019, to: 2019, basis: stated, note: null} => [2019]
    32:5: trade[0].period: should be a mapping of fields, not a list
{text: over $9, hedge: over, lower: 9, upper: null, unit: USD} => 9
    34:5: trade[0].amount: should be a mapping of fields, not 9

status: proposed => status: proposd
    19:5: cooperation[0].status: 'proposd' is not one of 'existing', 'planned', 'proposed' or 'interest'; did you mean proposed?
status: proposed => status: Interest
    19:5: cooperation[0].status: 'Interest' is not one of 'existing', 'planned', 'proposed' or 'interest'; did you mean interest?
status: proposed => status: 7
    19:5: cooperation[0].status: 7 is not one of 'existing', 'planned', 'proposed' or 'interest'
status: proposed => status: ~
    19:5: cooperation[0].status: null is not one of 'existing', 'planned', 'proposed' or 'interest'
[assembly] => [repair, asembly]
    21:21: cooperation[0].forms[1]: 'asembly' is not one of 'supply', 'production', 'joint-production', 'joint-venture', 'assembly', 'components', 'maintenance', 'repair', 'design', 'construction', 'experience', 'technology-transfer', 'research', 'investment' or 'exhibition'; did you mean assembly?

id: lifts => id: the lifts
    17:5: cooperation[0].id: 'the lifts' is not lower-case letters, digits and single hyphens, such as ufa-plant
id: lifts => id: a--b
    17:5: cooperation[0].id: 'a--b' is not lower-case letters, digits and single hyphens, such as ufa-plant
[amkodor] => [amkodor, MAZ]
    24:26: cooperation[0].companies[1]: 'MAZ' is not lower-case letters, digits and single hyphens, such as ufa-plant
place: Minsk => place: ''
    5:1: place: '' is not one line of text, not empty, without a space at either end
place: Minsk => place: ' '
    5:1: place: ' ' is not one line of text, not empty, without a space at either end
place: Minsk => place: ' Minsk'
    5:1: place: ' Minsk' is not one line of text, not empty, without a space at either end
place: Minsk => place: "Minsk\xA0"
    5:1: place: 'Minsk\xa0' is not one line of text, not empty, without a space at either end
place: Minsk => place: |-\n  a\n  b
    5:1: place: 'a\nb' is not one line of text, not empty, without a space at either end
place: Minsk => place: |\n  a
    5:1: place: 'a\n' is not one line of text, not empty, without a space at either end
https:// => ftp://
    11:3: source.url: 'ftp://example.org/1' is not an address that begins with https:// or http://
language: en => language: eng
    12:3: source.language: 'eng' is not an ISO 639-1 code, such as en
language: en => language: this-value-has-just-the-length-that-is-shown-to-the-end-ab
    12:3: source.language: 'this-value-has-just-the-length-that-is-shown-to-the-end-ab' is not an ISO 639-1 code, such as en
language: en => language: this-value-has-one-letter-more-than-is-shown-to-the-end-abc
    12:3: source.language: 'this-value-has-one-letter-more-than-is-shown-to-the-end-... is not an ISO 639-1 code, such as en
"0000 => "X000
    13:3: source.sha256: 'X0000000000000000000000000000000000000000000000000000000... is not 64 hexadecimal digits in lower case
"842810" => "84281"
    23:23: cooperation[0].products[0].hs: '84281' is not two, four or six digits of HS 2022, in quotes
unit: USD => unit: dollars
    34:65: trade[0].amount.unit: 'dollars' is not an ISO 4217 code, such as USD
"2020-09-25" => 25.09.2020
    4:8: date.value: '25.09.2020' is not a day as YYYY-MM-DD
"2020-09-25" => 2020-9-25
    4:8: date.value: '2020-9-25' is not a day as YYYY-MM-DD
"2020-09-25" => 2019-02-30
    4:8: date.value: there is no such day in the calendar

paragraphs: 3 => paragraphs: 0
    14:3: source.paragraphs: input should be greater than or equal to 1, not 0
{paragraph: 1, => {paragraph: -1,
    49:6: left_out[0].paragraph: input should be greater than or equal to 1, not -1
compared_to: 2018 => compared_to: 18
    42:7: trade[0].change.compared_to: input should be greater than or equal to 1900, not 18
to: 2019, => to: 20190,
    32:26: trade[0].period.to: input should be less than or equal to 2100, not 20190
lower: 9, => lower: -9,
    34:42: trade[0].amount.lower: input should be greater than or equal to 0, not -9

[lifts] => [ok, a b c d e f g]
    28:20: cooperation[0].evidence[1]: 7 words, but a phrase has at most 6
[assembly] => [assembly, repair, assembly]
    21:5: cooperation[0].forms: 'assembly' is listed twice
[1, 2] => [1, 2, 2]
    27:5: cooperation[0].paragraphs: 2 is listed twice
{from: 2019 => {from: 2020
    32:5: trade[0].period: the period ends (2019) before it begins (2020)
[lifts] => [ok, "a; b"]
    28:20: cooperation[0].evidence[1]: 'a; b' reads as two items; write two, or another sign than '; '
{name: lifts, => {name: lifts; cranes,
    23:10: cooperation[0].products[0].name: 'lifts; cranes' reads as two items; write two, or another sign than '; '
summary: They => scope: a b c d e f g\n    summary: They
    25:5: cooperation[0].scope: 7 words, but a phrase has at most 6
summary: They => condition: a b c d e f g\n    summary: They
    25:5: cooperation[0].condition: 7 words, but a phrase has at most 6
change:\n => cause: a b c d e f g h\n    doubt: a b c d e f g h\n    change:\n
    35:5: trade[0].cause: 8 words, but a phrase has at most 7
    36:5: trade[0].doubt: 8 words, but a phrase has at most 7
text: nine => text: a b c d e f g
    49:20: left_out[0].text: 7 words, but a phrase has at most 6
text: nine => text: ''
    49:20: left_out[0].text: '' is not one line of text, not empty, without a space at either end
kind: frame => kind: courtsey
    49:32: left_out[0].kind: 'courtsey' is not one of 'courtesy', 'greeting', 'history', 'own-affairs', 'elsewhere', 'general', 'frame' or 'furniture'; did you mean courtesy?
side: region\n => proposed_by: region\n
    17:5: cooperation[0].side: missing; add it
    20:5: cooperation[0].proposed_by: this field is side now: belarus, region or both; an interest has one too, and only what exists or a plan may have null
kind: frame => why: A chapter
    49:5: left_out[0].kind: missing; add it
    49:32: left_out[0].why: this field is kind now: courtesy, greeting, history, own-affairs, elsewhere, general, frame, furniture
side: region\n => side: null\n
    17:5: cooperation[0]: a proposal needs the side that makes it: belarus, region or both
Governor, side: region => Governor, side: belarus
    2:1: no participant of the side region

language: en => language: "\e[2J"
    12:13: the escape for U+001B is not allowed; remove it
"""


def cases(table: str) -> Iterator[Any]:
    """What is replaced by what, and the problems that this makes."""
    for case in re.split(r"\n+(?! )", table.strip()):
        change, *expected = case.split("\n    ")
        old, new = (part.replace(r"\n", "\n") for part in change.split(" =>"))
        yield pytest.param(old, new.removeprefix(" "), expected, id=change)


@pytest.mark.parametrize(("old", "new", "expected"), cases(BROKEN))
def test_a_wrong_value_is_told_with_its_place_and_what_would_be_right(
    data_copy: Path, old: str, new: str, expected: list[str]
) -> None:
    assert DOCUMENT.count(old) == 1
    (data_copy / IRKUTSK).write_text(DOCUMENT.replace(old, new))
    assert problems(data_copy) == [f"{IRKUTSK}:{problem}" for problem in expected]


REGIONS = """\
- id: perm
  name: Perm
  official_name: Perm Krai
  kind: territory
  iso_3166_2: PER
  federal_district: Volga
  capital: Perm
  alias: Perm Territory
"""
SECTORS = "- {id: trams, name: Trams, name_ru: T, parent: null, isic: '30201'}\n- Metro\n"
PROBLEMS = """\
regions.yaml:4:3: [0].kind: 'territory' is not one of 'oblast', 'krai' or 'republic'
regions.yaml:5:3: [0].iso_3166_2: 'PER' is not an ISO 3166-2 code of Russia, such as RU-BA
regions.yaml:1:3: [0].name_ru: missing; add it
regions.yaml:8:3: [0].alias: unknown field; did you mean aliases?
sectors.yaml:1:3: [0].parents: missing; add it
sectors.yaml:1:54: [0].isic: '30201' is not a section letter A-U or two to four digits of ISIC Rev.4, in quotes
sectors.yaml:1:40: [0].parent: this field is parents now: a list of none, one or two sectors, such as [automotive]
sectors.yaml:2:3: [1]: should be a mapping of fields, not 'Metro'
documents/notes.txt: not read, for a document's file ends in .yaml; rename or remove it
documents/chelyabinsk-2015-04-27.yaml:1:1: the tag !x is not allowed; remove it
documents/irkutsk-2020-09-25.yaml:10:3: source.publisher: should be text, not null
documents/irkutsk-2020-09-25.yaml:14:3: source.paragraphs: should be a number, not null
documents/khabarovsk-2025-02-03.yaml:24:17: cooperation[0].companies[0]: unknown company 'amkodo'; did you mean amkodor?"""


def test_every_problem_of_every_file_is_told_at_once(data_copy: Path) -> None:
    documents = data_copy / "documents"
    (data_copy / "regions.yaml").write_text(REGIONS)
    (data_copy / "sectors.yaml").write_text(SECTORS)
    (documents / "chelyabinsk-2015-04-27.yaml").write_text("!x")
    nulls = DOCUMENT.replace("A newspaper", "").replace("paragraphs: 3", "paragraphs:")
    (documents / "irkutsk-2020-09-25.yaml").write_text(nulls)
    other = DOCUMENT.replace("irkutsk", "khabarovsk").replace("2020-09-25", "2025-02-03")
    (documents / "khabarovsk-2025-02-03.yaml").write_text(other.replace("amkodor", "amkodo"))
    (documents / "notes.txt").touch()
    assert problems(data_copy) == PROBLEMS.split("\n")

    with pytest.raises(DatasetError) as raised:
        bilat.load(data_copy)
    assert str(raised.value).replace(f"{data_copy}/", "") == PROBLEMS
    assert raised.value.problems == tuple(read(data_copy).problems)
    assert raised.value.problems[0] == Problem(
        f"{data_copy}/regions.yaml",
        4,
        3,
        "[0].kind",
        "'territory' is not one of 'oblast', 'krai' or 'republic'",
    )
    assert raised.value.exit_code == 1


# The rules of a record

FACT: dict[str, Any] = {
    "id": "a",
    "stated_by": "document",
    "paragraphs": [1],
    "evidence": ["a"],
}
PERIOD = {"from": 2019, "to": 2020, "basis": "stated", "note": None}
AMOUNT = {"text": "a", "hedge": "exact", "lower": 1, "upper": 1, "unit": "USD"}
CHANGE = {
    "text": "a",
    "direction": "up",
    "hedge": "exact",
    "lower": 1.6,
    "upper": 1.6,
    "factor": None,
    "compared_to": 2018,
}
COOPERATION = {**FACT, "sector": "a", "status": "existing", "side": None, "summary": "a"}
TRADE = {**FACT, "period": PERIOD, "kind": "actual", "amount": AMOUNT, "change": CHANGE}


def bounds(hedge: str | None, lower: float | None, upper: float | None) -> dict[str, Any]:
    return {"hedge": hedge, "lower": lower, "upper": upper}


@pytest.mark.parametrize(
    ("model", "record"),
    [
        *((Cooperation, {**COOPERATION, "status": s}) for s in ("existing", "planned")),
        *(
            (Cooperation, {**COOPERATION, "status": status, "side": side})
            for status in ("planned", "proposed", "interest")
            for side in ("belarus", "region", "both")
        ),
        (Cooperation, {**COOPERATION, "scope": "the Russian market", "condition": "if a b c d e"}),
        *((Period, {**PERIOD, "basis": basis, "note": "a"}) for basis in ("stated", "external")),
        (Period, PERIOD),
        (Period, {**PERIOD, "to": 2019}),
        (Period, {**PERIOD, "basis": "inferred", "note": "a"}),
        (Amount, {**AMOUNT, **bounds("almost", None, 1.5)}),
        (Amount, {**AMOUNT, **bounds("over", -1, None)}),
        (Amount, {**AMOUNT, **bounds("about", 1, 1)}),
        (Amount, {**AMOUNT, **bounds("about", 1, 2)}),
        (Amount, {**AMOUNT, **bounds("about", None, None)}),
        (Amount, {**AMOUNT, **bounds("range", 1, 1.5)}),
        (Amount, {**AMOUNT, **bounds("exact", 0, 0)}),
        (Amount, {**AMOUNT, **bounds("exact", 2**63 - 1, 2**63 - 1)}),
        (Amount, {**AMOUNT, "unit": "elevators per year"}),
        (Money, {**AMOUNT, **bounds("exact", 0, 0)}),
        (Change, {**CHANGE, **bounds(None, None, None)}),
        (Change, {**CHANGE, **bounds("over", 0.1, None), "compared_to": None}),
        (Change, {**CHANGE, **bounds("range", -0.06, -0.05), "direction": "down"}),
        (Change, {**CHANGE, **bounds("over", None, -0.06), "direction": "down"}),
        (Change, {**CHANGE, **bounds("almost", -0.06, None), "direction": "down"}),
        (Change, {**CHANGE, "factor": 2.6}),
        (Change, {**CHANGE, **bounds("over", 1.6, None), "factor": 2.6}),
        (Change, {**CHANGE, **bounds("almost", None, 1.6), "factor": 2.6}),
        (Change, {**CHANGE, **bounds("exact", -0.5, -0.5), "direction": "down", "factor": 0.5}),
        (Trade, TRADE),
        (Trade, {**TRADE, "amount": None}),
        (Trade, {**TRADE, "change": None}),
        (Trade, {**TRADE, "change": {**CHANGE, "compared_to": None}}),
    ],
)
def test_a_record_that_keeps_the_rules_is_taken(
    model: type[BaseModel], record: dict[str, Any]
) -> None:
    taken = model.model_validate(record)
    assert taken.model_dump(mode="json", by_alias=True, exclude_unset=True) == record


FALL_OVER = "a fall by 'over' has an upper bound and no lower bound; over 6% is upper: -0.06"
FALL_ALMOST = "a fall by 'almost' has a lower bound and no upper bound; almost 6% is lower: -0.06"
TOO_LARGE = (
    "9223372036854775808 is beyond 9223372036854775807, the largest whole number that is stored"
)
AS_BOTH_BOUNDS = "'about' has the figure as both bounds, or neither where none is named"


@pytest.mark.parametrize(
    ("model", "record", "message"),
    [
        (
            Cooperation,
            {**COOPERATION, "status": "proposed"},
            "a proposal needs the side that makes it: belarus, region or both",
        ),
        (
            Cooperation,
            {**COOPERATION, "side": "region"},
            "side must be null where the status is existing",
        ),
        (
            Cooperation,
            {**COOPERATION, "status": "interest"},
            "an interest needs the side whose it is: belarus, region or both",
        ),
        (Period, {**PERIOD, "to": 2018}, "the period ends (2018) before it begins (2019)"),
        (
            Period,
            {**PERIOD, "basis": "inferred"},
            "a period that is inferred needs a note that says how",
        ),
        (
            Period,
            {**PERIOD, "basis": "external"},
            "a period that is external needs a note that says how",
        ),
        *(
            (Change, {**CHANGE, **bounds(hedge, lower, upper), "direction": "down"}, message)
            for hedge, message in [("over", FALL_OVER), ("almost", FALL_ALMOST)]
            for lower, upper in [
                (-0.06, -0.05),
                (None, None),
                (-0.06, None) if hedge == "over" else (None, -0.06),
            ]
        ),
        *(
            (Amount, {**AMOUNT, **bounds("exact", number, number)}, message)
            for number, message in [(2**63, TOO_LARGE), (-(2**63), f"-{TOO_LARGE}")]
        ),
        *(
            (model, {**record, **bounds(hedge, lower, upper)}, message)
            for model, record in ((Amount, AMOUNT), (Money, AMOUNT), (Change, CHANGE))
            for hedge, lower, upper, message in [
                ("range", 3, 2, "the lower bound (3) is above the upper bound (2)"),
                ("almost", 1, 2, "'almost' has an upper bound and no lower bound"),
                ("almost", None, None, "'almost' has an upper bound and no lower bound"),
                ("almost", 1, None, "'almost' has an upper bound and no lower bound"),
                ("over", 1, 2, "'over' has a lower bound and no upper bound"),
                ("over", None, None, "'over' has a lower bound and no upper bound"),
                ("over", None, 2, "'over' has a lower bound and no upper bound"),
                ("about", 1, None, AS_BOTH_BOUNDS),
                ("about", None, 1, AS_BOTH_BOUNDS),
                ("range", 1, 1, "a range has two different bounds"),
                ("range", 1, None, "a range has two different bounds"),
                ("range", None, None, "a range has two different bounds"),
                ("exact", 1, 2, "an exact figure has the same lower and upper bound"),
                ("exact", None, 1, "an exact figure has the same lower and upper bound"),
                ("exact", None, None, "an exact figure has the same lower and upper bound"),
            ]
        ),
        (Change, {**CHANGE, **bounds(None, 1, None)}, "bounds need a hedge"),
        (Change, {**CHANGE, **bounds(None, None, 1)}, "bounds need a hedge"),
        (
            Change,
            {**CHANGE, **bounds("exact", -1, -1), "direction": "down"},
            "-1 would be a fall by everything or more",
        ),
        (
            Change,
            {**CHANGE, **bounds("range", -1.5, -0.5), "direction": "down"},
            "-1.5 would be a fall by everything or more",
        ),
        (Change, {**CHANGE, **bounds("exact", -0.5, -0.5)}, "-0.5 does not go up"),
        (Change, {**CHANGE, **bounds("exact", 0, 0)}, "0 does not go up"),
        (Change, {**CHANGE, "direction": "down"}, "1.6 does not go down"),
        (
            Change,
            {**CHANGE, **bounds("range", -0.1, 0.1), "direction": "down"},
            "0.1 does not go down",
        ),
        (
            Change,
            {**CHANGE, **bounds(None, None, None), "factor": 2.6},
            "a factor needs a bound, the factor less 1",
        ),
        (Change, {**CHANGE, "factor": 2.61}, "factor 2.61 and bound 1.6 disagree"),
        (
            Change,
            {**CHANGE, **bounds("range", 1.6, 5), "factor": 2.6},
            "factor 2.6 and bound 5 disagree",
        ),
        (
            Change,
            {**CHANGE, **bounds("almost", None, 1.5), "factor": 2.6},
            "factor 2.6 and bound 1.5 disagree",
        ),
        (
            Trade,
            {**TRADE, "amount": None, "change": None},
            "neither an amount nor a change; one of them is needed",
        ),
        (
            Trade,
            {**TRADE, "change": {**CHANGE, "compared_to": 2019}},
            "compared_to (2019) is not before the period",
        ),
    ],
)
def test_a_record_that_breaks_a_rule_is_told_which(
    model: type[BaseModel], record: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValidationError) as raised:
        model.model_validate(record)
    assert {error["msg"] for error in raised.value.errors()} == {f"Value error, {message}"}


def test_a_document_has_both_sides_and_knows_who_speaks() -> None:
    document = Document.model_validate(yaml.safe_load(DOCUMENT))
    lifts, turnover = document.facts
    assert [document.speaker(fact) for fact in (lifts, turnover)] == [None, "Boris"]
    assert document.speaker(lifts.model_copy(update={"stated_by": "president"})) == "Anna"
    assert document.head("region").title == "Governor"


@pytest.mark.parametrize("sides", [["belarus"], ["region", "region"], []])
def test_a_document_without_both_sides_is_refused(sides: list[str]) -> None:
    people = [{"name": f"N{n}", "title": "T", "side": side} for n, side in enumerate(sides)]
    missing = "region" if "belarus" in sides else "belarus"
    with pytest.raises(ValidationError, match=f"no participant of the side {missing}"):
        Document.model_validate(yaml.safe_load(DOCUMENT) | {"participants": people})


def test_records_cannot_be_changed(dataset: Dataset) -> None:
    document = dataset.documents[0]
    for record in (dataset, dataset.regions[0], document, document.cooperation[0]):
        with pytest.raises(ValidationError, match="frozen"):
            setattr(record, "id", "x")  # noqa: B010


# There and back

TREACHEROUS = [
    *"no Off y null ~ True 12 1.5 -0 0123 1_000 1e3 0x1F 1:30 2020-09-25 2019-02-30 .inf".split(),
    *"- ? : , # & * ! | > ' \" % @ ` [ ] { } = << -- --- ... \\ \\n é Ё 😀".split(),
    *("a: b", "a #b", "#b", "- a", "? a", "[a]", "{a}", "&a", "*a", "!a", "'a'", '"a"', "a:"),
    *("%a", "a\tb", "a  b", "a\u00a0b", "a" * 90, "word " * 30 + "end", "x, y: z"),
]
ANY_LINE = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=20).map(str.strip)
LINES = st.sampled_from(TREACHEROUS) | ANY_LINE.filter(bool)
LINES = LINES.filter(lambda line: not strict_yaml._UNPRINTABLE.search(line))
ITEMS = LINES.filter(lambda line: "; " not in line)
PHRASES = ITEMS.map(lambda line: " ".join(line.split()[:6]))


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


def several(values: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[list[Any]]:
    return st.lists(values, min_size=least, max_size=3, unique_by=repr)


def one_of(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


def record(*parts: st.SearchStrategy[Any], **fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    """Mappings of these fields, values or strategies, and of those of the parts."""
    strategies = {
        name: field if isinstance(field, st.SearchStrategy) else st.just(field)
        for name, field in fields.items()
    }
    mappings = st.tuples(st.fixed_dictionaries(strategies), *parts)
    return mappings.map(lambda each: {k: v for mapping in each for k, v in mapping.items()})


def bounded(low: float) -> st.SearchStrategy[dict[str, Any]]:
    return one_of(
        bounds("almost", None, low),
        bounds("over", low, None),
        bounds("about", None, None),
        bounds("about", low, low),
        bounds("range", low, low + 1),
        bounds("exact", low, low),
    )


def periods(earliest: int, latest: int) -> st.SearchStrategy[dict[str, Any]]:
    years = st.tuples(*[st.integers(earliest, latest)] * 2).map(sorted)
    return record(
        years.map(lambda pair: {"from": pair[0], "to": pair[1]}),
        one_of(
            {"basis": "stated", "note": None},
            {"basis": "inferred", "note": "2020"},
            {"basis": "external", "note": "a calendar"},
        ),
    )


MONEY = record(st.integers(0, 10**18 - 2).flatmap(bounded), text=LINES, unit=one_of("USD", "BYN"))
NUMBERS = st.integers(1 - 10**17, 10**18 - 2) | st.integers(-(10**6), 10**6).map(lambda n: n / 100)
CHANGES = record(
    one_of(
        {"direction": "up", **bounds(None, None, None), "factor": None},
        {"direction": "up", **bounds("over", 0.07, None), "factor": None},
        {"direction": "up", **bounds("exact", 2, 2), "factor": 3},
        {"direction": "up", **bounds("exact", 1.6, 1.6), "factor": 2.6},
        {"direction": "down", **bounds("almost", -0.3, None), "factor": None},
        {"direction": "down", **bounds("over", None, -0.3), "factor": None},
        {"direction": "down", **bounds("range", -0.06, -0.05), "factor": None},
    ),
    text=LINES,
    compared_to=maybe(st.integers(1900, 1949)),
)
FACTS = record(
    stated_by=one_of("president", "region_head", "document"),
    paragraphs=several(st.integers(1, 5), 1),
    evidence=several(PHRASES, 1),
)
COOPERATIONS = record(
    FACTS,
    one_of(
        *({"status": status, "side": None} for status in ("existing", "planned")),
        *(
            {"status": status, "side": side}
            for status in ("planned", "proposed", "interest")
            for side in ("belarus", "region", "both")
        ),
    ),
    scope=maybe(PHRASES),
    condition=maybe(PHRASES),
    sector=one_of("sector-0", "sector-1", "sector-2"),
    forms=several(one_of("supply", "joint-venture", "research")),
    products=several(record(name=ITEMS, hs=one_of(None, "01", "8428", "010121"))),
    companies=several(one_of("company-0", "company-1")),
    places=several(ITEMS),
    projects=several(ITEMS),
    summary=LINES,
)
TRADES = record(
    FACTS,
    record(kind="actual", period=periods(1950, 2000))
    | record(kind="target", period=periods(2050, 2100)),
    record(amount=maybe(MONEY), change=CHANGES) | record(amount=MONEY, change=None),
    cause=maybe(PHRASES),
    doubt=maybe(PHRASES),
)
FIGURES = record(
    FACTS,
    name=LINES,
    amount=record(NUMBERS.flatmap(bounded), text=LINES, unit=LINES),
    period=maybe(periods(1900, 2000)),
    scope=LINES,
)


def numbered(document: dict[str, Any]) -> dict[str, Any]:
    """The document, its facts with ids."""
    facts = [fact for kind in ("cooperation", "trade", "figures") for fact in document[kind]]
    for number, fact in enumerate(facts):
        fact["id"] = f"fact-{number}"
    return document


def documents(number: int) -> st.SearchStrategy[dict[str, Any]]:
    """Sound documents on region-<number>, of a day from 2000 to 2050."""
    days = st.dates(date(2000, 1, 1), date(2050, 12, 31)).map(str)
    return days.flatmap(
        lambda day: record(
            id=f"region-{number}-{day}",
            region=f"region-{number}",
            date=record(value=day, stated=maybe(LINES), basis=one_of(*DATE_BASIS), note=LINES),
            place=maybe(LINES),
            participants=st.tuples(
                record(name=LINES, title=LINES, side="region"),
                record(name=LINES, title=LINES, side="belarus"),
            ),
            source=record(
                publisher=LINES,
                url=one_of("http://a.by", "https://a.ru/#b:c?d=%20&e='f'"),
                language=one_of("en", "no", "ru"),
                sha256=f"{number:064}",
                paragraphs=st.integers(5, 99),
            ),
            cooperation=several(COOPERATIONS),
            trade=several(TRADES),
            figures=several(FIGURES),
            left_out=several(
                record(
                    paragraph=st.integers(1, 5), text=maybe(PHRASES), kind=one_of(*LEFT_OUT_KIND)
                )
            ),
        )
    ).map(numbered)


def named(sign: str) -> st.SearchStrategy[str]:
    """Names that nothing else has, for they end in the sign."""
    return ITEMS.map(lambda line: f"{line} {sign}").filter(lambda name: "; " not in name)


DATASETS = record(
    info=record(title=LINES, description=LINES, version=one_of("1.0.0", "0.12.10")),
    regions=st.tuples(
        *(
            record(
                id=f"region-{n}",
                name=named(f"r{n}"),
                official_name=named(f"r{n}"),
                kind=one_of("oblast", "krai", "republic"),
                iso_3166_2=code,
                federal_district=LINES,
                capital=LINES,
                name_ru=named(f"r{n}"),
                aliases=several(named(f"r{n}")),
            )
            for n, code in enumerate(["RU-NO", "RU-YES"])
        )
    ),
    sectors=st.tuples(
        *(
            record(
                id=f"sector-{n}",
                name=named(f"s{n}"),
                name_ru=named(f"s{n}"),
                parents=one_of([], ["sector-0"], ["sector-0", "sector-1"][:n]) if n > 1 else [],
                isic=one_of(None, "A", "01", "281", "0111"),
                aliases=several(named(f"s{n}")),
            )
            for n in range(3)
        )
    ),
    companies=st.tuples(
        *(
            record(
                id=f"company-{n}",
                name=named(f"c{n}"),
                aliases=several(named(f"c{n}")),
                city=maybe(LINES),
                country=maybe(LINES),
            )
            for n in range(2)
        )
    ),
    documents=st.tuples(documents(0), documents(1)),
).map(Dataset.model_validate)


def dump(dataset: Dataset, folder: Path, ascii_only: bool) -> None:
    """Writes a dataset as the data folder that it could have come from."""
    files = {
        "dataset": dataset.info,
        "regions": dataset.regions,
        "sectors": dataset.sectors,
        "companies": dataset.companies,
        **{f"documents/{document.id}": document for document in dataset.documents},
    }
    (folder / "documents").mkdir()
    for name, models in files.items():
        records = TypeAdapter(Any).dump_python(models, mode="json", by_alias=True)
        text = yaml.safe_dump(records, allow_unicode=not ascii_only, sort_keys=False)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


@settings(
    derandomize=True,
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(dataset=DATASETS, ascii_only=st.booleans())
def test_what_is_dumped_is_loaded_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, dataset: Dataset, ascii_only: bool
) -> None:
    folder = tmp_path_factory.mktemp("dumped")
    dump(dataset, folder, ascii_only)
    loaded = read(folder).dataset
    assert loaded == dataset
    assert repr(loaded) == repr(dataset)  # 1 is not 1.0


def test_the_real_dataset_is_loaded_as_it_was_dumped(tmp_path: Path, dataset: Dataset) -> None:
    dump(dataset, tmp_path, ascii_only=False)
    assert bilat.load(tmp_path) == dataset
