"""The check: what it reports, each once, and what it must never say about a true record."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from bilat.curation.check import check
from bilat.errors import FileError
from bilat.text import read_folder, sha256
from tests.conftest import Run
from tests.curation.sample import (
    CATALOGUES,
    OPENING,
    Records,
    document,
    messages,
    printed,
    report,
    write,
)

CASES = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text("utf-8"))
TEXT = f"{OPENING}Zubr Motors sells buses there.\n"
MEET: Records = {
    "cooperation": [{"companies": ["zubr-motors"], "evidence": ["Zubr Motors sells buses there"]}]
}


@pytest.mark.parametrize(
    "case", [*CASES["true records"], *CASES["problems and notes"]], ids=lambda case: case["name"]
)
def test_what_is_wrong_is_reported_once_and_nothing_else(
    tmp_path: Path, case: dict[str, Any]
) -> None:
    found = printed(tmp_path, OPENING + case["text"], case, **case.get("header", {}))
    assert found == case.get("expected", [])


# Numbers, hedges, directions and units against their own words


def judged(folder: Path, sentence: str, field: str, row: str) -> list[str]:
    """Return what the check prints about a fact that has only an amount or only a change."""
    unit = row.rpartition("|")[2].strip() if field == "amount" else "USD"
    kind = "trade" if unit.isupper() and len(unit) == 3 else "figures"
    records: Records = {kind: [{field: row, "evidence": ["as they say"]}]}
    found = printed(folder, f"{OPENING}{sentence}, as they say.", records)
    return [each.removeprefix(f"{kind}[0].{field}.") for each in found]


@pytest.mark.parametrize("field", ["amount", "change"])
def test_only_what_the_words_contradict_is_reported(tmp_path: Path, field: str) -> None:
    right = dict.fromkeys(CASES[f"{field}s that their words say"])
    for row, message in {**right, **CASES[f"{field}s that their words do not say"]}.items():
        sentence = f"It was {row.partition('|')[0].strip()} now"
        assert judged(tmp_path, sentence, field, row) == ([message] if message else []), row


def test_a_hedge_before_the_words_is_reported_if_it_is_lost(tmp_path: Path) -> None:
    for sentence, hedge, message in CASES["hedges that stand before $5 million"]:
        row = f"$5 million | {hedge} | 5000000 | {'null' if hedge == 'over' else 5000000} | USD"
        expected = [f"hedge: {message}"] if message else []
        assert judged(tmp_path, sentence, "amount", row) == expected, sentence


# Several meetings in one text


def test_what_the_document_of_one_meeting_covers_is_covered_for_all(tmp_path: Path) -> None:
    text = f"{TEXT}\nVladimir Oblast has 8 lifts. They work well."
    elsewhere = {"paragraph": 3, "text": None, "kind": "elsewhere"}
    first = document(text, {**MEET, "left_out": [elsewhere]})
    lifts = {"sector": "lifts", "paragraphs": [3], "evidence": ["Vladimir Oblast has 8 lifts"]}
    well = {"paragraph": 3, "text": "They work well"}
    where = "(paragraph 3 of vladimir-2016-06-10, zarechye-2016-06-10)"
    missing = "the sentence 'They work well.' is neither cited nor left out; cite it or add it to left_out"
    for left_out, expected in (([well], []), ([], [f"text 5:30: {missing} {where}"])):
        records: Records = {"cooperation": [lifts], "left_out": left_out}
        second = document(text, records, "vladimir-2016-06-10", region="vladimir")
        write(tmp_path, (text, first), (text, second))
        assert messages(report(tmp_path)) == expected


# The files

FEW = {
    "data/regions.yaml": CATALOGUES["regions.yaml"].partition("- id: vladimir")[0],
    "data/sectors.yaml": CATALOGUES["sectors.yaml"].partition("\n")[0],
    "data/companies.yaml": "- {id: zubr-motors, name: Zubr Motors, city: null, country: null}\n",
}
"""Catalogues that have only what the shortest report uses."""
SECOND = f"{TEXT}\nSo be it.\n"


def second(records: Records) -> tuple[str, str]:
    """Return a second report and its document."""
    left_out = [{"paragraph": 3, "text": "So be it"}]
    return SECOND, document(SECOND, {**records, "left_out": left_out}, "zarechye-2016-06-10-2")


def test_the_report_on_a_sound_dataset(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    write(tmp_path, (TEXT, document(TEXT, MEET)), second(MEET), files=FEW)
    monkeypatch.chdir(tmp_path)
    found = run("check", "--data", "data", "--documents", "texts")
    assert (found.status, found.out, found.err) == (
        0,
        "",
        "2 documents, 2 facts: sound\n"
        "compared with the texts: 2 documents, 2 facts, 2 pieces of evidence verified; every "
        "sentence and number in digits covered\n",
    )
    found = run("check", "--data", "data", "--documents", "texts", "--format", "json")
    assert json.loads(found.out) == {
        "sound": True,
        "problems": [],
        "notes": [],
        "documents": 2,
        "facts": 2,
        "verified": [
            {
                "document": f"zarechye-2016-06-10{suffix}",
                "text": f"texts/report-{number}.txt",
                "facts": 1,
                "evidence": 1,
            }
            for number, suffix in ((2, "-2"), (1, ""))
        ],
        "not_found": [],
    }


def test_notes_leave_a_dataset_sound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    write(tmp_path, (TEXT, document(TEXT, MEET, language="de")), files=FEW)
    monkeypatch.chdir(tmp_path)
    found = run("check", "--data", "data", "--documents", "texts")
    assert (found.status, found.out) == (
        0,
        "data/documents/zarechye-2016-06-10.yaml:6:72: source.language: note: the text is not in "
        "English: its names, amounts and conditions are not judged\n",
    )


def test_a_problem_of_one_file_does_not_hide_those_of_the_others(tmp_path: Path) -> None:
    first = document(TEXT, MEET).replace('"existing"', '"existent"')
    busses = {"cooperation": [{**MEET["cooperation"][0], "evidence": ["Zubr Motors sells busses"]}]}
    write(tmp_path, (TEXT, first), second(busses))
    assert [str(each).removeprefix(f"{tmp_path}/") for each in report(tmp_path).problems] == [
        "data/documents/zarechye-2016-06-10.yaml:7:58: cooperation[0].status: unknown word "
        "'existent'; did you mean 'existing'?",
        "data/documents/zarechye-2016-06-10-2.yaml:7:206: cooperation[0].evidence[0]: "
        "'Zubr Motors sells busses' is not in report-2.txt; quote it as it is printed",
    ]


def test_merge_markers_and_texts_that_are_not_utf_8_are_named(tmp_path: Path) -> None:
    conflict = document(TEXT, MEET).replace("place: null", "<<<<<<< ours\nplace: null")
    files = {"texts/report-1.txt": "A\n<<<<<<< ours\nB"}
    write(tmp_path, (TEXT, conflict), second(MEET), files=files)
    (tmp_path / "texts/report-2.txt").write_bytes(SECOND.encode() + b"\xe9")
    (tmp_path / "texts/picture.png").write_bytes(b"\xe9")
    assert [str(each).removeprefix(f"{tmp_path}/") for each in report(tmp_path).problems] == [
        "data/documents/zarechye-2016-06-10.yaml:4:1: a merge conflict is left here; keep one side "
        "and remove the marker",
        "texts/report-1.txt:2:1: a merge conflict is left here; keep one side and remove the marker",
        "texts/report-2.txt:6:1: byte 0xe9 is not UTF-8; save the file as UTF-8",
    ]


def test_a_text_that_is_not_there_is_named(tmp_path: Path) -> None:
    write(tmp_path, (TEXT, document(TEXT, MEET)), files={**FEW, "texts/report-1.txt": SECOND})
    found = report(tmp_path)
    message = f"no file in {tmp_path}/texts has this hash; add the text or correct the hash"
    assert messages(found) == [f"source.sha256: {message}"]
    summary = "1 problem: the dataset is unsound\ntext not found: zarechye-2016-06-10"
    assert found.summary() == summary
    with pytest.raises(FileError, match="nowhere: cannot be read: No such file or directory"):
        check(tmp_path / "data", tmp_path / "nowhere")


def test_another_number_of_paragraphs_is_all_that_is_said(tmp_path: Path) -> None:
    files = {"texts/report-1.txt": TEXT.replace("\n\n", "\n")}
    write(tmp_path, (TEXT, document(TEXT, MEET)), files=files)
    message = "report-1.txt has 1, not 2; correct the number or the blank lines of the text"
    assert messages(report(tmp_path)) == [f"source.paragraphs: {message}"]


def test_unused_entries_are_named_once_all_else_is_sound(tmp_path: Path) -> None:
    write(tmp_path, (TEXT, document(TEXT, MEET)))
    assert [each.message for each in report(tmp_path).problems] == [
        f"{id_!r} is unused; cite it in a document or remove it"
        for id_ in ("vladimir", "lifts", "zubr", "polesie-lift")
    ]
    (tmp_path / "data/documents/zarechye-2016-06-10.yaml").unlink()
    assert report(tmp_path).summary() == "0 documents, 0 facts: sound"


# Bounded work


def test_forty_facts_against_one_long_text(tmp_path: Path) -> None:
    text = OPENING + "Zubr Motors sells 12 buses there, and if you mind, it says so. " * 4_000
    evidence = ["Zubr Motors sells 12 buses", "it says so"]
    facts = [{"companies": ["zubr-motors"], "evidence": evidence}] * 40
    facts[0] = {**facts[0], "evidence": [*evidence, "sells 12 busses"]}
    for records, words, count in ((facts[1:], "if you mind", 4_000), (facts[:1], "busses", 1)):
        found = printed(tmp_path, text, {"cooperation": records})
        assert (len(found), words in found[0]) == (count, True)


def test_only_the_texts_that_are_asked_for_are_kept(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text(f"{number} so it goes. " * 25_000)
    (tmp_path / "report.txt").write_text(TEXT)
    texts, _ = read_folder(tmp_path, {sha256(TEXT)})
    assert [text.content for text in texts.values()] == [TEXT]
