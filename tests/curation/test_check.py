"""The check: what it reports, each once, and what it must never say about a true record."""

import json
from pathlib import Path

import pytest

from bilat.curation.check import check
from bilat.errors import FileError
from bilat.text import read_folder, sha256
from tests.conftest import Run
from tests.curation.sample import CATALOGUES, OPENING, PEOPLE, document, messages, report, write

FACT = """\
    stated_by: document
    paragraphs: [2]
"""
MEET = f"""\
cooperation:
  - id: buses
    sector: buses
    status: existing
    side: null
    companies: [zubr-motors]
    summary: Zubr Motors sells buses in the region.
{FACT}    evidence: ["Zubr Motors sells buses there"]
"""
TEXT = f"{OPENING}Zubr Motors sells buses there.\n"


def buses(evidence: str, more: str = "") -> str:
    """Return a record of cooperation without a company."""
    return f"""\
cooperation:
  - id: buses
    sector: buses
    status: proposed
    side: belarus
{more}    summary: Belarus offers buses.
{FACT}    evidence: [{evidence}]
"""


def trade(amount: str, change: str, period: str, evidence: str) -> str:
    """Return a record of trade."""
    return f"""\
trade:
  - id: turnover
    period: {period}
    kind: actual
    amount: {amount}
    change: {change}
{FACT}    evidence: [{evidence}]
"""


def figure(amount: str, evidence: str, unit: str = "rank") -> str:
    """Return a figure."""
    return f"""\
figures:
  - id: figure
    name: A figure
    amount: {{{amount}, unit: {unit}}}
    period: null
    scope: the region
{FACT}    evidence: [{evidence}]
"""


LAST_YEAR = "{value: 2015, basis: inferred, note: Last year.}"


def printed(folder: Path, text: str, records: str, **header: str) -> list[str]:
    """Return what the check says about an invented report and its records."""
    write(folder, (text, document(text, records, **header)))
    return messages(report(folder))


# True records


@pytest.mark.parametrize(
    ("text", "records"),
    [
        pytest.param(
            "Trade passed the mark of half a billion dollars last year.",
            trade(
                "{text: half a billion dollars, hedge: over, lower: 500000000, upper: null, "
                "unit: USD}",
                "null",
                LAST_YEAR,
                '"Trade passed the mark of"',
            ),
            id="a hedge that is a verb",
        ),
        pytest.param(
            "The region is among the top seven of the country.",
            figure(
                "text: among the top seven, hedge: at-most, lower: null, upper: 7",
                '"is among the top seven"',
            ),
            id="a rank with one bound",
        ),
        pytest.param(
            "Last year we passed the sum set in 2014.",
            trade(
                "null",
                "{text: passed the sum set in 2014, direction: up, hedge: null, lower: null, "
                "upper: null, factor: null, compared_to: 2014}",
                LAST_YEAR,
                '"Last year we passed"',
            ),
            id="the year of something else",
        ),
        pytest.param(
            "Our trade has fallen, in 2015 by a fifth.",
            trade(
                "null",
                "{text: by a fifth, direction: down, hedge: exact, lower: -0.2, upper: -0.2, "
                "factor: null, compared_to: 2014}",
                "{value: 2015}",
                '"Our trade has fallen"',
            ),
            id="a base that is not named",
        ),
        pytest.param(
            "In January–August 2016 exports were $21 million, 40% above the same period of 2015.",
            trade(
                "{text: $21 million, hedge: exact, lower: 21000000, upper: 21000000, unit: USD}",
                "{text: 40% above the same period of 2015, direction: up, hedge: exact, "
                'lower: 0.4, upper: 0.4, factor: null, compared_to: "2015-01/2015-08"}',
                '{value: "2016-01/2016-08"}',
                '"In January-August 2016 exports"',
            ),
            id="months",
        ),
        pytest.param(
            "It was 2.5 billion [Russian rubles] at first, 7.5 now.",
            trade(
                '{text: "7.5", hedge: exact, lower: 7500000000, upper: 7500000000, unit: RUB}',
                "null",
                LAST_YEAR,
                '"2.5 billion [Russian rubles]", "at first, 7.5 now"',
            ),
            id="a scale that stands elsewhere",
        ),
        pytest.param(
            "The two sides thanked each other.",
            "left_out:\n  - {paragraph: 2, text: thanked each other, kind: greeting}\n",
            id="a number in words",
        ),
        pytest.param(
            "Lifts:\nThis sector is growing.\n\nPavel Ozerov:\nThis sector is promising.",
            "left_out:\n"
            "  - {paragraph: 2, text: This sector is growing, kind: general}\n"
            "  - {paragraph: 3, text: This sector is promising, kind: general}\n",
            id="a heading and a speaker on lines of their own",
        ),
        pytest.param(
            "We sold goods for 3m dollars.",
            trade(
                "{text: 3m dollars, hedge: exact, lower: 3000000, upper: 3000000, unit: USD}",
                "null",
                LAST_YEAR,
                '"We sold goods for"',
            ),
            id="an abbreviated scale",
        ),
        pytest.param(
            '“We can offer buses. All is well,” he said. “Quite well.\n\n“Good," she said.',
            buses('"We can offer buses"') + "\nleft_out:\n"
            "  - {paragraph: 2, text: All is well, kind: courtesy}\n"
            "  - {paragraph: 2, text: Quite well, kind: courtesy}\n"
            "  - {paragraph: 3, text: she said, kind: courtesy}\n",
            id="quotation marks without a pair",
        ),
        pytest.param(
            "We can offer bu\u00adses of Cafe\u0301 \u200bMo\u200bdel.",
            buses('"We can offer buses", "buses of Café Model"'),
            id="characters that nobody sees or that are decomposed",
        ),
        pytest.param(
            "Trade is 95.2% of the level of 2014. It was 1.4 times more than in 2013.",
            trade(
                "null",
                "{text: 95.2% of the level of 2014, direction: down, hedge: exact, lower: -0.048, "
                "upper: -0.048, factor: null, compared_to: 2014}",
                LAST_YEAR,
                '"Trade is 95.2%", "more than in 2013", "It was 1.4 times"',
            ),
            id="a level",
        ),
        pytest.param(
            "There were times when it was half a billion.",
            trade(
                "{text: half a billion, hedge: exact, lower: 500000000, upper: 500000000, "
                "unit: USD}",
                "null",
                "null",
                '"There were times when"',
            ),
            id="no period",
        ),
        pytest.param(
            "We sell buses and Vladimir Ivanov knows it, as if he made them. Ask if he sells any.",
            buses('"We sell buses", "Ask if he sells any"'),
            id="a person with the name of a region, and an if that is no condition",
        ),
        pytest.param(
            "In 2013-15 the BAM-2 line took 5 of 12 buses, by 2030 it will take 3 in 4.",
            figure(
                "text: 3 in 4, hedge: exact, lower: 0.75, upper: 0.75",
                '"by 2030 it will", "line took 5 of 12 buses"',
            ).replace("period: null", 'period: {value: "2013/2015"}'),
            id="a ratio, the end of a range of years, and digits of a name",
        ),
    ],
)
def test_nothing_is_printed_about_a_true_record(tmp_path: Path, text: str, records: str) -> None:
    assert printed(tmp_path, OPENING + text, records) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "The president of Belarus Anna Belova received the governor of Zarechye Oblast, Pavel "
            "Ozerov, on 10 June.",
            id="titles in small letters",
        ),
        pytest.param("10.06.2016\n\nAnna Belova met Pavel Ozerov on 10 June.", id="a head"),
        pytest.param(
            "Belova and Ozerov met on June 10, 2016.\n\n10 June 2016 14:05", id="surnames"
        ),
    ],
)
def test_the_date_is_covered_in_every_form(tmp_path: Path, text: str) -> None:
    stated = "10 June" if "10 June" in text else "June 10, 2016"
    paragraph = 1 if text.startswith(("The", "Belova")) else 2
    left_out = f"left_out:\n  - {{paragraph: {paragraph}, text: null, kind: frame}}\n"
    if "14:05" in text:
        left_out += "  - {paragraph: 2, text: '14:05', kind: furniture}\n"
    assert printed(tmp_path, text, left_out, stated=stated) == []


def test_a_russian_text_is_judged_by_what_needs_no_language(tmp_path: Path) -> None:
    text = (
        "Президент встретился с губернатором 10 июня 2016 г. в Минске. Товарооборот в 2015 г. "
        "составил почти 150 млн долларов.\n\nМы готовы поставлять автобусы, если надо. Их было 30."
    )
    records = """\
cooperation:
  - id: buses
    sector: buses
    status: proposed
    side: belarus
    companies: [zubr]
    summary: Belarus is ready to supply buses.
    stated_by: president
    paragraphs: [2]
    evidence: ["готовы поставлять автобусы", "готовы поставлять троллейбусы"]

trade:
  - id: turnover
    period: {value: 2015}
    kind: actual
    amount: {text: 150 млн, hedge: over, lower: 15, upper: null, unit: USD}
    change: null
    stated_by: document
    paragraphs: [1]
    evidence: ["Товарооборот в 2015 г."]
"""
    header = {"language": "ru", "stated": "10 июня 2016", "place": "Minsk"}
    assert printed(tmp_path, text, records, **header) == [
        "cooperation[0].evidence[1]: 'готовы поставлять троллейбусы' is not in report-1.txt; quote "
        "it as it is printed",
        "text 3:43: the sentence 'Их было 30.' is neither cited nor left out; do one of the two "
        "(paragraph 2 of zarechye-2016-06-10)",
        "source.language: note: the text is not in English: its names, amounts and conditions are "
        "not judged",
    ]


# What is reported


@pytest.mark.parametrize(
    ("text", "records", "expected"),
    [
        pytest.param(
            "We can offer buses.",
            buses('"We can ofer buses"'),
            [
                "cooperation[0].evidence[0]: 'We can ofer buses' is not in report-1.txt; quote it "
                "as it is printed"
            ],
            id="misspelt evidence",
        ),
        pytest.param(
            "We can offer buses. They are good.\n\nSo it is.",
            buses('"buses", "So it is"') + "\nleft_out:\n"
            "  - {paragraph: 2, text: They are good, kind: general}\n",
            [
                "cooperation[0].evidence[0]: 'buses' is a single word; quote two to six",
                "cooperation[0].evidence[1]: 'So it is' is in paragraph 3, not in 2",
            ],
            id="evidence of a single word, and of another paragraph",
        ),
        pytest.param(
            "We can offer buses.\n\nSo it is.",
            buses('"We can offer buses"').replace("[2]", "[2, 3]") + "\nleft_out:\n"
            "  - {paragraph: 3, text: So it is, kind: general}\n",
            [
                "cooperation[0].paragraphs[1]: no evidence is quoted from paragraph 3; quote some "
                "or remove it"
            ],
            id="a paragraph without evidence",
        ),
        pytest.param(
            "We can offer buses.",
            buses('"We can offer buses"', "    scope: the market\n    places: [Brest]\n"),
            [
                "cooperation[0].scope: 'the market' is not in report-1.txt; quote it as it is "
                "printed",
                "cooperation[0].places[0]: 'Brest' is not in report-1.txt; quote it as it is "
                "printed",
            ],
            id="a scope and a place that are nowhere",
        ),
        pytest.param(
            "We can offer 12 buses. They are good; 9 remain. Nothing else in 2019.",
            buses('"We can offer", "They are good"'),
            [
                "text 3:14: the number '12' is neither quoted nor left out; do one of the two "
                "(paragraph 2 of zarechye-2016-06-10)",
                "text 3:39: the number '9' is neither quoted nor left out; do one of the two "
                "(paragraph 2 of zarechye-2016-06-10)",
                "text 3:49: the sentence 'Nothing else in 2019.' is neither cited nor left out; do "
                "one of the two (paragraph 2 of zarechye-2016-06-10)",
            ],
            id="numbers and a sentence that nothing covers",
        ),
        pytest.param(
            "We can offer buses to Zubr Motors and to Vladimir Oblast. See PLZ. And Zubr.",
            buses('"We can offer buses", "See PLZ"') + "\nleft_out:\n"
            "  - {paragraph: 2, text: And Zubr, kind: general}\n",
            [
                "text 3:23: the company 'Zubr Motors' is neither in a record nor left out; do one "
                "of the two (paragraph 2 of zarechye-2016-06-10)",
                "text 3:42: the region 'Vladimir Oblast' is neither quoted nor left out; do one "
                "of the two (paragraph 2 of zarechye-2016-06-10)",
                "text 3:63: 'PLZ' is quoted, but no record has the company polesie-lift; add it to "
                "one (paragraph 2 of zarechye-2016-06-10)",
            ],
            id="names that nothing covers",
        ),
        pytest.param(
            "If you need buses, we can offer them. Unless you mind, we begin; if not, we wait.",
            buses('"we can offer them", "we begin"', "    condition: If you need buses\n"),
            [
                "text 3:39: the condition 'Unless you mind' is in no record; add it to one, or "
                "leave it out (paragraph 2 of zarechye-2016-06-10)"
            ],
            id="a condition",
        ),
        pytest.param(
            "Trade came to almost $50 million, or to over 30% of all, in 2014.",
            trade(
                "{text: $50 million, hedge: exact, lower: 50000000, upper: 50000000, unit: EUR}",
                "{text: 30%, direction: up, hedge: exact, lower: 0.3, upper: 0.3, factor: null, "
                "compared_to: null}",
                "{value: 2015}",
                '"Trade came to almost"',
            ),
            [
                "trade[0].period.value: 2015 is in no paragraph of report-1.txt; correct it, or "
                "say how it is known: inferred or external",
                "trade[0].amount.unit: EUR is not the unit of '$50 million'",
                "trade[0].amount.text: 'almost' stands before '$50 million'; quote it, and write "
                "the hedge almost",
                "trade[0].change.text: 'over' stands before '30%'; quote it, and write the hedge "
                "at-least or over",
                "text 3:61: the number '2014' is neither quoted nor left out; do one of the two "
                "(paragraph 2 of zarechye-2016-06-10)",
            ],
            id="a year, a unit and hedges",
        ),
        pytest.param(
            "Last year exports were $21 million in January–August 2015.",
            trade(
                "{text: $21 million, hedge: exact, lower: 21000000, upper: 21000000, unit: USD}",
                "null",
                "{value: 2015}",
                '"million in January–August 2015"',
            ),
            [
                "trade[0].period.value: note: 'January-August 2015' is quoted; should the period "
                "have these months?"
            ],
            id="months entered as a whole year",
        ),
    ],
)
def test_what_is_wrong_is_reported_once(
    tmp_path: Path, text: str, records: str, expected: list[str]
) -> None:
    assert printed(tmp_path, OPENING + text, records) == expected


@pytest.mark.parametrize(
    ("text", "people", "expected"),
    [
        pytest.param(
            TEXT,
            PEOPLE.replace("Ozerov", "Ozerin"),
            "participants[1].name: 'Pavel Ozerin' is not in report-1.txt; write the name as it is "
            "printed and other spellings under aliases",
            id="a surname that is nowhere",
        ),
        pytest.param(
            TEXT,
            PEOPLE.replace("Pavel", "Pawel"),
            "participants[1].name: 'Pawel Ozerov' is not in report-1.txt; write the name as it is "
            "printed and other spellings under aliases",
            id="a misspelt name",
        ),
        pytest.param(
            TEXT,
            PEOPLE.replace("Pavel Ozerov", "Anna Belova"),
            "participants: Anna Belova is the head of both sides; name the head of each",
            id="one person as both heads",
        ),
    ],
)
def test_people_are_those_of_the_text(
    tmp_path: Path, text: str, people: str, expected: str
) -> None:
    assert printed(tmp_path, text, MEET, people=people) == [expected]


def test_a_person_may_have_other_spellings(tmp_path: Path) -> None:
    people = PEOPLE.replace(
        "name: Pavel Ozerov,", "name: Pawel Ozierow, aliases: [Pavel Ozerov],"
    ).replace("Anna Belova", "Anna Petrovna Belova")
    text = TEXT.replace("Anna Belova", "Anna Petrovna Belova")
    assert printed(tmp_path, text, MEET, people=people) == []


# The files

FEW = {
    "data/regions.yaml": CATALOGUES["regions.yaml"].partition("- id: vladimir")[0],
    "data/sectors.yaml": CATALOGUES["sectors.yaml"].partition("\n")[0],
    "data/companies.yaml": "- {id: zubr-motors, name: Zubr Motors, city: null, country: null}\n",
}
"""Catalogues that have only what the shortest report uses."""
SECOND = f"{TEXT}\nSo be it.\n"


def second(records: str) -> tuple[str, str]:
    """Return a second report and its document."""
    left_out = "left_out:\n  - {paragraph: 3, text: So be it, kind: courtesy}\n"
    return SECOND, document(SECOND, f"{records}\n{left_out}", suffix="-2")


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
        "sentence (5), number in digits (2) and name (2) covered\n",
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
                "sentences": sentences,
                "numbers": 1,
                "names": 1,
            }
            for number, suffix, sentences in ((2, "-2", 3), (1, "", 2))
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
        "data/documents/zarechye-2016-06-10.yaml:11:3: source.language: note: the text is not in "
        "English: its names, amounts and conditions are not judged\n",
    )


def test_a_problem_of_one_file_does_not_hide_those_of_the_others(tmp_path: Path) -> None:
    first = document(TEXT, MEET.replace("status: existing", "status: existent"))
    write(tmp_path, (TEXT, first), second(MEET.replace("sells buses there", "sells busses there")))
    assert [str(each).removeprefix(f"{tmp_path}/") for each in report(tmp_path).problems] == [
        "data/documents/zarechye-2016-06-10.yaml:17:5: cooperation[0].status: 'existent' is not "
        "one of 'existing', 'planned', 'proposed' or 'interest'; did you mean existing?",
        "data/documents/zarechye-2016-06-10-2.yaml:23:16: cooperation[0].evidence[0]: "
        "'Zubr Motors sells busses there' is not in report-2.txt; quote it as it is printed",
    ]


def test_merge_markers_and_texts_that_are_not_utf_8_are_named(tmp_path: Path) -> None:
    yaml = document(TEXT, MEET).replace("place: null", "<<<<<<< ours\nplace: null")
    write(tmp_path, (TEXT, yaml), second(MEET), files={"texts/report-1.txt": "A\n<<<<<<< ours\nB"})
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
    assert messages(found) == [
        f"source.sha256: no file in {tmp_path}/texts has the text with this hash"
    ]
    assert (
        found.summary() == "1 problem: the dataset is unsound\ntext not found: zarechye-2016-06-10"
    )
    with pytest.raises(FileError, match="nowhere: cannot be read: No such file or directory"):
        check(tmp_path / "data", tmp_path / "nowhere")


def test_another_number_of_paragraphs_is_all_that_is_said(tmp_path: Path) -> None:
    write(
        tmp_path,
        (TEXT, document(TEXT, MEET)),
        files={"texts/report-1.txt": TEXT.replace("\n\n", "\n")},
    )
    assert messages(report(tmp_path)) == ["source.paragraphs: 2, but report-1.txt has 1"]


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
    text = (
        OPENING + "Zubr Motors sells 12 buses there, and if you mind, it says so in vain. " * 4_000
    )
    facts = "".join(
        f"""\
  - id: buses-{number}
    sector: buses
    status: existing
    side: null
    companies: [zubr-motors]
    summary: Buses are sold.
{FACT}    evidence: ["Zubr Motors sells 12 buses", "sells {number} busses"]
"""
        for number in range(40)
    )
    found = printed(tmp_path, text, f"cooperation:\n{facts}")
    assert [sum(word in each for each in found) for word in ("busses", "if you mind")] == [
        40,
        4_000,
    ]


def test_only_the_texts_that_are_asked_for_are_kept(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text(f"{number} so it goes. " * 25_000)
    (tmp_path / "report.txt").write_text(TEXT)
    texts = read_folder(tmp_path, {sha256(TEXT)})
    assert [text.content for text in texts.values()] == [TEXT]
