"""The rules across records and files: references, names, years, paragraphs, what is unused."""

from collections.abc import Callable, Iterator, Mapping

import pytest

from bilat.dataset.models import Dataset
from bilat.dataset.rules import Finding, tidiness, unused
from tests.dataset.sample import DOCUMENT, FILES, changed, problems, problems_after, read

OTHER = FILES[DOCUMENT].replace("2021-03-02", "2021-03-03").replace("0123", "fedc")
UNSOUND = [
    ("document", "region: zarechye\ndate", "region: zarechje\ndate",
     "2:1: region: unknown region 'zarechje'; did you mean 'zarechye'?"),
    ("document", '"2021-03-02"', "2021-03-03", "1:1: id: 'zarechye-2021-03-02' should be 'zarechye-2021-03-03', region and date"),
    ("document", "sector: lifts", "sector: elevatorz", "16:5: cooperation[0].sector: unknown sector 'elevatorz'; did you mean 'lifts'?"),
    ("document", "[zubr]", "[zubr, q]", "21:23: cooperation[0].companies[1]: unknown company 'q'; add it to companies.yaml or correct it"),
    ("document", "paragraphs: [5]", "paragraphs: [5, 6]", "24:21: cooperation[0].paragraphs[1]: there is no paragraph 6; the text has 5"),
    ("document", "paragraph: 1,", "paragraph: 7,", "45:6: left_out[0].paragraph: there is no paragraph 7; the text has 5"),
    ("document", "id: turnover", "id: lifts", "27:5: trade[0].id: the id 'lifts' is used twice in this document; rename one"),
    ("document", "{value: 2020}", "{value: 2022}", "28:14: trade[0].period.value: 2022 is after the meeting (2021); is it a target?"),
    ("document", "{value: 2020}", "{value: 2021-12/2022-01}", "28:14: trade[0].period.value: 2021-12/2022-01 is after the meeting (2021); is it a target?"),
    ("document", "name: Pavel Ozerov, title", "name: Anna Belova, title", "5:1: participants: Anna Belova is the head of both sides; name the head of each"),
    ("document", "name: Pavel Ozerov,", "name: Pavel Ozerov, aliases: [ánna  BELOVA],", "5:1: participants: Pavel Ozerov is the head of both sides; name the head of each"),
    ("region", "id: zarechye", "id: total", "1:3: [0].id: a column of the matrix has this name already; choose another id"),
    ("sector", "parents: [machines]", "parents: [lifts]", "2:38: [1].parents[0]: lifts has a parent itself; there are two levels, not three"),
    ("sector", "parents: [machines]", "parents: [machine]", "2:38: [1].parents[0]: unknown sector 'machine'; did you mean 'machines'?"),
    ("sector", "parents: []", "parents: [lifts]", "1:44: [0].parents[0]: lifts has a parent itself; there are two levels, not three|2:38: [1].parents[0]: machines has a parent itself; there are two levels, not three"),
    ("sector", "name_ru: Машины", "name_ru: Машины, aliases: [LÍFTS]", "2:3: [1]: 'lifts' is already a name of [0], 'machines'; leave it to one of them|2:3: [1]: 'Lifts' is already a name of [0], 'machines'; leave it to one of them"),
    ("sector", "[elevators]", "['+']", "2:3: [1]: '+' has no letter or digit; correct it"),
    ("sector", "- {id: lifts", "- {id: machines", "2:3: [1]: 'machines' is already a name of [0], 'machines'; leave it to one of them|2:41: [1].parents[0]: machines has a parent itself; there are two levels, not three"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "right", "wrong", "expected"), UNSOUND)
def test_what_makes_a_dataset_unsound(kind: str, right: str, wrong: str, expected: str) -> None:
    assert problems_after(kind, right, wrong) == expected.split("|")


def test_the_same_text_is_one_document() -> None:
    files = {**FILES, "documents/zarechye-2021-03-03.yaml": OTHER.replace("fedc", "0123")}
    assert problems(files) == [
        "data/documents/zarechye-2021-03-03.yaml:12:3: source.sha256: the same text as zarechye-2021-03-02; keep one of them"
    ]


@pytest.mark.parametrize("suffix", ["-2", "-3", "-12", "-1", "-02", "-b"])
def test_a_second_report_of_one_day(suffix: str) -> None:
    id_ = f"zarechye-2021-03-02{suffix}"
    second = FILES[DOCUMENT].replace("id: zarechye-2021-03-02", f"id: {id_}")
    found = problems({**FILES, f"documents/{id_}.yaml": second.replace("0123", "fedc")})
    wrong = f"data/documents/{id_}.yaml:1:1: id: '{id_}' should be 'zarechye-2021-03-02', region and date"
    assert found == ([] if suffix in ("-2", "-3", "-12") else [wrong])


TRUE = [
    ("kind: actual", "kind: target"),  # a target may lie in the past
    ("{value: 2020}\n    kind: actual", "{value: 2030}\n    kind: target"),
    ("period: null", "period: {value: 2030}"),  # other figures have no kind
    ("{value: 2020}", "{value: 2021}"),  # the year of the meeting itself
    ("compared_to: 2019", "compared_to: null"),
    ("{value: 2020}", "{value: 2019/2020}"),
    ("{value: 2020}", "{value: '2020-01/2020-08'}"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong"), TRUE)
def test_what_may_be_true_is_no_problem(right: str, wrong: str) -> None:
    assert problems(changed("document", right, wrong)) == []


def broken(rule: Callable[[Dataset], Iterator[Finding]], files: Mapping[str, str]) -> list[str]:
    reading = read(files)
    return [str(reading.problem(*finding)) for finding in rule(reading.sound())]


UNTIDY = [
    ("summary: The governor", "summary: TODO The governor", ["22:5: cooperation[0].summary: still says TODO; write what belongs here"]),
    ('text: "2021"', "text: null", []),
    ('paragraph: 1, text: "2021"', "paragraph: 2, text: null", ["45:6: left_out[0].paragraph: paragraph 2 is left out whole, but a fact cites it; decide for one"]),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "expected"), UNTIDY)
def test_what_is_still_to_be_done(right: str, wrong: str, expected: list[str]) -> None:
    files = changed("document", right, wrong)
    assert broken(tidiness, files) == [f"data/{DOCUMENT}:{each}" for each in expected]


def test_what_is_unused() -> None:
    files = changed("document", "[zubr]", "[]")
    files["sectors.yaml"] += "- {id: trams, name: Trams, parents: [], isic: [], name_ru: Трамваи}\n"
    expected = [
        "data/sectors.yaml:3:4: [2].id: 'trams' is unused; cite it in a document or remove it",
        "data/companies.yaml:1:4: [0].id: 'zubr' is unused; cite it in a document or remove it",
    ]
    assert broken(unused, files) == expected
    left_out = files | {DOCUMENT: files[DOCUMENT].replace('"2021"', "the plant ZUBR makes")}
    assert broken(unused, left_out) == expected[:1]
    del files[DOCUMENT]
    assert broken(unused, files) == []  # not yet
