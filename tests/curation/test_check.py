"""The check of a dataset against its texts: every rule with a case that breaks it."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from bilat.curation import check
from bilat.errors import FileError, Problem
from tests.conftest import Run
from tests.curation.sample import (
    PODGORYE_FILE,
    SOUND,
    ZARECHYE,
    ZARECHYE_FILE,
    Edit,
    Make,
    in_text,
    problems,
)


def test_sound_dataset_that_agrees_has_no_problem(make: Make) -> None:
    make()
    assert check.check(Path("data"), Path("texts")) == check.Report(
        problems=[],
        documents=2,
        facts=6,
        verified=[
            check.Verified("podgorye-2021-04-05", Path("texts/podgorye.txt"), 1, 1, 2, 3, 1, []),
            check.Verified(
                "zarechye-2021-03-02", Path("texts/zarechye.txt"), 5, 6, 8, 13, 7, ["BAM"]
            ),
        ],
        not_found=[],
    )


# Evidence


def cites(evidence: str) -> Edit:
    """One more piece of evidence for the record on buses, of paragraph 4."""
    return Edit('40 buses"]', f'40 buses", "{evidence}"]')


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        pytest.param(
            [cites("grew 2.5 times")],
            ["26:48: cooperation[0].evidence[1]: 'grew 2.5 times' stands in paragraph 3, not in 4"],
            id="evidence that stands elsewhere",
        ),
        pytest.param(
            [cites("Pavel Ozerov")],
            [
                "26:48: cooperation[0].evidence[1]: 'Pavel Ozerov' stands in paragraph 2 and 5, "
                "not in 4"
            ],
            id="evidence that stands in two other paragraphs",
        ),
        pytest.param(
            [cites("31 to 40")],
            ["26:48: cooperation[0].evidence[1]: '31 to 40' stands nowhere in zarechye.txt"],
            id="evidence that stands nowhere",
        ),
        pytest.param(
            [cites("Delivers from")],
            ["26:48: cooperation[0].evidence[1]: 'Delivers from' stands nowhere in zarechye.txt"],
            id="evidence in another case",
        ),
        pytest.param(
            [cites("deliver")],
            [
                "26:48: cooperation[0].evidence[1]: 'deliver' stands nowhere in zarechye.txt",
                "26:48: cooperation[0].evidence[1]: 'deliver' is one word, which proves little; quote two to six",
            ],
            id="part of a word as evidence",
        ),
        pytest.param(
            [Edit("paragraphs: [4]\n", "paragraphs: [4, 5]\n")],
            ["25:21: cooperation[0].paragraphs[1]: no evidence stands in paragraph 5"],
            id="a cited paragraph without evidence",
        ),
        pytest.param(
            [Edit("paragraphs: [4]\n", "paragraphs: [3]\n")],
            [
                "26:16: cooperation[0].evidence[0]: 'delivers from 30 to 40 buses' stands in "
                "paragraph 4, not in 3",
                "25:18: cooperation[0].paragraphs[0]: no evidence stands in paragraph 3",
                "21:14: cooperation[0].places[0]: 'Lugovsk' stands in paragraph 4, not in 3",
                "22:16: cooperation[0].projects[0]: 'Clean City' stands in paragraph 4, not in 3",
                "20:17: cooperation[0].companies[0]: zubr-motors is not named in paragraph 3",
                "23:5: cooperation[0].summary: 40 is no number of paragraph 3",
            ],
            id="a wrong paragraph",
        ),
        pytest.param(
            [Edit("places: [Lugovsk]", "places: [Lugovsk, Brest]")],
            ["21:23: cooperation[0].places[1]: 'Brest' stands in paragraph 2, not in 4"],
            id="place of a record",
        ),
        pytest.param(
            [Edit("[Clean City]", "[Clean Town]")],
            ["22:16: cooperation[0].projects[0]: 'Clean Town' stands nowhere in zarechye.txt"],
            id="project",
        ),
        pytest.param(
            [Edit("[zubr-motors]", "[zubr-motors, polesie-lift]")],
            ["20:30: cooperation[0].companies[1]: polesie-lift is not named in paragraph 4"],
            id="company",
        ),
        pytest.param(
            [Edit("[zubr-motors]", "[zubr-motors, zubr]")],
            ["20:30: cooperation[0].companies[1]: zubr is not named in paragraph 4"],
            id="company whose name only begins the name that stands there",
        ),
        pytest.param(
            [
                Edit("[polesie-lift]", "[zubr-motors, polesie-lift]"),
                Edit(
                    'region_head\n    paragraphs: [5]\n    evidence: ["could',
                    'region_head\n    paragraphs: [3, 5]\n    evidence: ["In 2020 our", "could',
                ),
            ],
            ["32:17: cooperation[1].companies[0]: zubr-motors is not named in paragraph 3 or 5"],
            id="company in two paragraphs",
        ),
        pytest.param(
            [Edit("Up to 40", "Up to 45")],
            ["23:5: cooperation[0].summary: 45 is no number of paragraph 4"],
            id="number of a summary",
        ),
        pytest.param(
            [Edit("place: Brest", "place: Brest Oblast")],
            ["4:1: place: 'Brest Oblast' stands nowhere in zarechye.txt"],
            id="place of the meeting",
        ),
        pytest.param(
            [Edit("name: Pavel Ozerov", "name: Pavel Ozerin")],
            ["7:6: participants[1].name: 'Pavel Ozerin' stands nowhere in zarechye.txt"],
            id="participant",
        ),
        pytest.param(
            [Edit("text: 7 partners", "text: 7 plants")],
            ["74:14: figures[0].amount.text: '7 plants' stands nowhere in zarechye.txt"],
            id="amount that stands nowhere",
        ),
        pytest.param(
            [Edit("text: 7 partners", "text: partners")],
            [
                "74:44: figures[0].amount.lower: 7 is not right, for 'partners' names no number",
                "74:54: figures[0].amount.upper: 7 is not right, for 'partners' names no number",
            ],
            id="bounds of an amount without a number",
        ),
        pytest.param(
            [Edit("text: almost $50 million", "text: almost 50 million")],
            [
                "42:14: trade[0].amount.text: 'almost 50 million' stands nowhere in zarechye.txt",
                "42:84: trade[0].amount.unit: USD, but the text names no currency there",
            ],
            id="amount without its currency",
        ),
        pytest.param(
            [Edit("text: 7 partners", "text: BAM-2 or 7"), in_text("BAM-2", "BAM-2 or 7")],
            ["74:14: figures[0].amount.text: 'BAM-2 or 7' stands in paragraph 4, not in 5"],
            id="amount that stands elsewhere",
        ),
        pytest.param(
            [Edit("lower: 7, upper: 7", "lower: 8, upper: 8")],
            [
                "74:46: figures[0].amount.lower: 8 is not right, for '7 partners' names 7",
                "74:56: figures[0].amount.upper: 8 is not right, for '7 partners' names 7",
            ],
            id="bounds of a figure",
        ),
        pytest.param(
            [Edit("upper: 50000000", "upper: 50")],
            [
                "42:68: trade[0].amount.upper: 50 is not right, for 'almost $50 million' names 50000000"
            ],
            id="bound without the scale",
        ),
        pytest.param(
            [Edit("text: down by 14-29%", "text: up by 14-29%")],
            [
                "44:7: trade[0].change.text: 'up by 14-29%' stands nowhere in zarechye.txt",
                "45:7: trade[0].change.direction: down, but 'up by 14-29%' says up",
            ],
            id="change that stands nowhere",
        ),
        pytest.param(
            [
                Edit("text: 2.5 times", "text: as much as 2.5"),
                in_text("The BAM-2", "And as much as 2.5, the BAM-2"),
            ],
            [
                "60:7: trade[1].change.text: 'as much as 2.5' stands in paragraph 4, not in 3",
                "65:7: trade[1].change.factor: 2.5 is not named in 'as much as 2.5'",
            ],
            id="change that stands elsewhere",
        ),
        pytest.param(
            [Edit("lower: -0.29", "lower: -0.16"), Edit("upper: -0.14", "upper: -0.1405")],
            [
                "47:7: trade[0].change.lower: -0.16 is not right, for 'down by 14-29%' names -0.29",
                "48:7: trade[0].change.upper: -0.1405 is not right, for 'down by 14-29%' names -0.14",
            ],
            id="bounds of a change",
        ),
        pytest.param(
            [Edit("hedge: range", "hedge: exact"), Edit("lower: -0.29", "lower: -0.14")],
            [
                "47:7: trade[0].change.lower: -0.14 is not right, for 'down by 14-29%' names -0.29",
                "46:7: trade[0].change.hedge: exact, but 'down by 14-29%' says range",
            ],
            id="the other end of a range as a bound",
        ),
        pytest.param(
            [
                Edit("text: almost $50 million", "text: almost $50 million or 50"),
                Edit("upper: 50000000", "upper: 50"),
                in_text("$50 million", "$50 million or 50"),
            ],
            [
                "42:74: trade[0].amount.upper: 50 is not right, for 'almost $50 million or 50' names 50000000"
            ],
            id="the smaller of two numbers as an upper bound",
        ),
        pytest.param(
            [
                Edit(
                    "text: almost $50 million, hedge: almost, lower: null, upper: 50000000",
                    "text: almost $50 million, hedge: almost, lower: null, upper: 1000000",
                ),
            ],
            [
                "42:68: trade[0].amount.upper: 1000000 is not right, for 'almost $50 million' names 50000000"
            ],
            id="the mere scale as a bound",
        ),
        pytest.param(
            [
                Edit("lower: 1.5", "lower: 1.4"),
                Edit("upper: 1.5", "upper: 1.4"),
                Edit("factor: 2.5", "factor: 2.4"),
            ],
            ["65:7: trade[1].change.factor: 2.4 is not named in '2.5 times'"],
            id="factor",
        ),
        pytest.param(
            [
                Edit("{from: 2020, to: 2020", "{from: 2018, to: 2021"),
                Edit("compared_to: 2019", "compared_to: null"),
            ],
            [
                "40:14: trade[0].period.from: 2018 does not fit the fact's evidence, whose years are [2019, 2020]",
                "40:26: trade[0].period.to: 2021 does not fit the fact's evidence, whose years are [2019, 2020]",
            ],
            id="years of trade",
        ),
        pytest.param(
            [Edit('["In 2020 our", ', '["our trade", ')],
            [
                "40:14: trade[0].period.from: 2020 does not fit the fact's evidence, which names no year",
                "40:26: trade[0].period.to: 2020 does not fit the fact's evidence, which names no year",
            ],
            id="years that stand elsewhere in the paragraph",
        ),
        pytest.param(
            [Edit(', "than in 2019"]', "]")],
            [
                "50:7: trade[0].change.compared_to: 2019 stands in no evidence of the fact",
                "44:7: trade[0].change.text: 'down by 14-29%' stands in a sentence that no evidence of the fact touches; quote that sentence too, or the right number",
            ],
            id="year compared to",
        ),
        pytest.param(
            [
                Edit(
                    "period: null",
                    "period: {from: 2019, to: 2020, basis: stated, note: null}",
                ),
                in_text("Our 7", "In 2019 our 7"),
                Edit('["know', '["In 2019", "know'),
            ],
            [
                "75:26: figures[0].period.to: 2020 does not fit the fact's evidence, whose years are [2019]"
            ],
            id="years of a figure",
        ),
        pytest.param(
            [Edit("paragraphs: 5\n", "paragraphs: 6\n")],
            ["13:3: source.paragraphs: 6, but the text has 5"],
            id="too many paragraphs",
        ),
        pytest.param(
            [
                Edit("paragraphs: 5\n", "paragraphs: 6\n"),
                Edit("paragraphs: [4]\n", "paragraphs: [4, 6]\n"),
                Edit("paragraph: 4", "paragraph: 6"),
            ],
            ["13:3: source.paragraphs: 6, but the text has 5"],
            id="a paragraph that the text has not",
        ),
        pytest.param(
            [Edit("paragraph: 4", "paragraph: 5")],
            ["83:20: left_out[1].text: 'to Podgorye' stands in paragraph 4, not in 5"],
            id="left-out words that stand elsewhere",
        ),
        pytest.param(
            [Edit("text: to Podgorye", "text: past Podgorye")],
            ["83:20: left_out[1].text: 'past Podgorye' stands nowhere in zarechye.txt"],
            id="left-out words that stand nowhere",
        ),
    ],
)
def test_what_a_record_quotes_stands_where_it_says(
    make: Make, edits: list[Edit], expected: list[str]
) -> None:
    make(*edits)
    found = [each for each in problems() if each.startswith(ZARECHYE_FILE)]
    assert found == [f"{ZARECHYE_FILE}:{each}" for each in expected]


def test_bounds_are_read_from_a_printed_range(make: Make) -> None:
    make(
        Edit("text: 7 partners, hedge: exact", "text: 7-8 million, hedge: range"),
        Edit("lower: 7, upper: 7", "lower: 7000000, upper: 8000000"),
        in_text("7 partners", "7–8 million partners"),
    )
    assert problems() == []


def test_bounds_of_a_growth_are_above_zero(make: Make) -> None:
    make(
        Edit("text: down by 14-29%", "text: up by 14-29%"),
        Edit("direction: down", "direction: up"),
        Edit("lower: -0.29", "lower: 0.14"),
        Edit("upper: -0.14", "upper: 0.29"),
        in_text("down by 14–29%", "up by 14–29%"),
    )
    assert problems() == []


def test_an_amount_without_a_change_has_its_years_too(make: Make) -> None:
    change = ZARECHYE[ZARECHYE.index("    change:\n") : ZARECHYE.index("    stated_by: president")]
    make(
        Edit(change, "    change: null\n"),
        Edit(', "than in 2019"]', "]"),
        in_text("It went\n    down by 14–29%, lower than in 2019; exports", "The exports"),
    )
    assert problems() == []


MEETING = in_text(
    "Brest saw Belarusian President Anna Belova and Governor Pavel Ozerov meet on 2 March 2021.",
    "They met.",
)


@pytest.mark.parametrize(
    "there",
    [
        pytest.param(
            in_text(
                "Talks with",
                "In Brest on 2 March 2021 Belarusian President Anna Belova: talks with",
            ),
            id="first",
        ),
        pytest.param(
            in_text(
                "know the way.",
                "know the way to Brest on 2 March 2021, Belarusian President Anna Belova",
            ),
            id="last",
        ),
    ],
)
def test_place_people_and_date_of_a_meeting_stand_in_any_paragraph(make: Make, there: Edit) -> None:
    make(MEETING, there)
    assert problems() == []


def dated(stated: str, basis: str = "stated") -> list[Edit]:
    """Another date in the text and in the words that the document quotes."""
    old = "stated: 2 March 2021, basis: stated"
    return [Edit(old, f"stated: {stated}, basis: {basis}"), in_text("2 March 2021", stated)]


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        pytest.param(dated("3 March 2021"), "'3 March 2021'", id="day"),
        pytest.param(dated("March 2021"), "'March 2021'", id="no day"),
        pytest.param(dated("2 May 2021"), "'2 May 2021'", id="month"),
        pytest.param(dated("2 March 2020"), "'2 March 2020'", id="year"),
        pytest.param(dated("2 March"), "'2 March'", id="no year"),
        pytest.param(dated("3 March", "inferred"), "'3 March'", id="day beside an inferred year"),
        pytest.param(
            dated("2 March 2020", "inferred"), "'2 March 2020'", id="a printed year is compared"
        ),
        pytest.param(dated("03.02.2021"), "'03.02.2021'", id="day and month exchanged"),
        pytest.param(dated("2021-02-03"), "'2021-02-03'", id="exchanged after the year"),
        pytest.param(dated("3 February 2021"), "'3 February 2021'", id="exchanged in words"),
        pytest.param(dated("2021/22 on March 2"), "'2021/22 on March 2'", id="two years first"),
        pytest.param(dated("day " + "4" * 400), f"'day {'4' * 400}'", id="hundreds of digits"),
    ],
)
def test_date_agrees_with_its_words(make: Make, edits: list[Edit], expected: str) -> None:
    make(*edits)
    assert problems() == [
        f"{ZARECHYE_FILE}:3:8: date.value: 2021-03-02 does not agree with {expected}"
    ]


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param(dated("March the 2nd 2021"), id="another order"),
        pytest.param(dated("2021-03-02"), id="digits"),
        pytest.param(dated("02.03.2021"), id="dotted"),
        pytest.param(dated("2021/3/2"), id="the year first"),
        pytest.param(dated("2 March 2021", "inferred"), id="an inferred year in the words"),
        pytest.param(dated("2 March", "inferred"), id="an inferred year is not in the words"),
    ],
)
def test_date_may_be_written_in_many_ways(make: Make, edits: list[Edit]) -> None:
    make(*edits)
    assert problems() == []


def test_words_of_the_date_stand_in_the_text(make: Make) -> None:
    make(Edit("stated: 2 March 2021", "stated: 2 March of 2021"))
    assert problems()[0] == (
        f"{ZARECHYE_FILE}:3:29: date.stated: '2 March of 2021' stands nowhere in zarechye.txt"
    )


# Coverage


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        pytest.param(
            [Edit("delivers from 30 to 40 buses", "delivers from")],
            ["10:27: the number '30' of paragraph 4", "10:33: the number '40' of paragraph 4"],
            id="numbers without their evidence",
        ),
        pytest.param(
            [Edit("a second workshop", "a")],
            ["13:28: the number 'second' of paragraph 5"],
            id="number in words",
        ),
        pytest.param(
            [
                Edit('["In 2020 our", ', '["our trade", '),
                Edit("2020, basis: stated, note: null", "2020, basis: inferred, note: A guess."),
            ],
            ["6:5: the number '2020' of paragraph 3"],
            id="one number of two",
        ),
        pytest.param(
            [
                Edit(
                    "{text: almost $50 million, hedge: almost, "
                    "lower: null, upper: 50000000, unit: USD}",
                    "null",
                )
            ],
            ["6:36: the number '50 million' of paragraph 3"],
            id="numbers without their amount",
        ),
        pytest.param(
            [Edit("text: 7 partners", "text: seven"), in_text("7 partners", "7, seven partners")],
            ["13:70: the number '7' of paragraph 5"],
            id="number without the amount of its figure",
        ),
        pytest.param(
            [
                Edit("text: down by 14-29%", "text: lower"),
                Edit("hedge: range", "hedge: null"),
                Edit("lower: -0.29", "lower: null"),
                Edit("upper: -0.14", "upper: null"),
            ],
            ["7:13: the number '14' of paragraph 3", "7:16: the number '29' of paragraph 3"],
            id="numbers without their change",
        ),
        pytest.param(
            [Edit('text: "1"', "text: Brest saw")],
            ["3:5: the number '1' of paragraph 2"],
            id="number that is not left out",
        ),
        pytest.param(
            [Edit("stated: 2 March 2021", "stated: null")],
            ["4:78: the number '2' of paragraph 2", "4:86: the number '2021' of paragraph 2"],
            id="numbers of a date that is not quoted",
        ),
        pytest.param(
            [in_text("The BAM-2", "The 9 or 10,000 at BAM-2")],
            ["11:5: the number '9' of paragraph 4", "11:10: the number '10,000' of paragraph 4"],
            id="new numbers",
        ),
        pytest.param(
            [Edit("Up to 40", "Up to 9"), in_text("The BAM-2", "The 9 at BAM-2")],
            ["11:5: the number '9' of paragraph 4"],
            id="a summary cites nothing",
        ),
        pytest.param(
            [in_text("The BAM-2", "The 2019 at BAM-2")],
            ["11:5: the number '2019' of paragraph 4"],
            id="evidence of another paragraph cites nothing",
        ),
        pytest.param(
            [in_text("The BAM-2", "1 of the BAM-2")],
            ["11:1: the number '1' of paragraph 4"],
            id="what another paragraph leaves out",
        ),
        pytest.param(
            [in_text("The BAM-2", "PLZ and the BAM-2")],
            ["11:1: the company 'PLZ' of paragraph 4"],
            id="company that only another paragraph has",
        ),
        pytest.param(
            [in_text("The BAM-2", "ZUBR and the BAM-2")],
            ["11:1: the company 'ZUBR' of paragraph 4"],
            id="company whose name begins another name",
        ),
        pytest.param(
            [Edit("paragraph: 4, text: to Podgorye", "paragraph: 4, text: to")],
            ["11:28: the region 'Podgorye' of paragraph 4"],
            id="other region that is not left out",
        ),
        pytest.param(
            [in_text("to Podgorye", "to Podgorye and Podgorye Krai")],
            ["11:41: the region 'Podgorye Krai' of paragraph 4"],
            id="other region by its official name",
        ),
        pytest.param(
            [in_text("The BAM-2", "FOOTHILLS, Подгорный край, BAM-2")],
            [
                "11:1: the region 'FOOTHILLS' of paragraph 4",
                "11:12: the region 'Подгорный край' of paragraph 4",
            ],
            id="other region by its other names",
        ),
        pytest.param(
            [in_text("The BAM-2", "8 at PLZ in Foothills have PLZ at 6 of the BAM-2")],
            [
                "11:1: the number '8' of paragraph 4",
                "11:6: the company 'PLZ' of paragraph 4",
                "11:13: the region 'Foothills' of paragraph 4",
                "11:28: the company 'PLZ' of paragraph 4",
                "11:35: the number '6' of paragraph 4",
            ],
            id="everything in the order of the text",
        ),
    ],
)
def test_what_no_record_cites_is_named(make: Make, edits: list[Edit], expected: list[str]) -> None:
    make(*edits)
    assert problems() == [
        f"texts/zarechye.txt:{each} is cited by no fact of zarechye-2021-03-02; "
        "cite it or put it under left_out"
        for each in expected
    ]


def leaves_out(phrase: str) -> Edit:
    """One more entry for paragraph 4."""
    return Edit("left_out:\n", f"left_out:\n  - {{paragraph: 4, text: {phrase}, kind: general}}\n")


@pytest.mark.parametrize(
    ("old", "new", "citing"),
    [
        pytest.param("The BAM-2", "The 9 at BAM-2", cites("The 9"), id="number in evidence"),
        pytest.param("The BAM-2", "The 9 at BAM-2", leaves_out("The 9"), id="number left out"),
        pytest.param("The BAM-2", "PLZ at BAM-2", leaves_out("PLZ"), id="company left out"),
        pytest.param(
            "The BAM-2",
            "PLZ at BAM-2, Polesie Lift",
            Edit("[zubr-motors]", "[zubr-motors, polesie-lift]"),
            id="company of a record",
        ),
        pytest.param(
            "The BAM-2", "Foothills, BAM-2", leaves_out("Foothills"), id="other region left out"
        ),
        pytest.param("The BAM-2", "Zarechye, ZARECHYE OBLAST, BAM-2", None, id="its own region"),
        pytest.param("The BAM-2", "2 March 2021, BAM-2", None, id="the date again"),
        pytest.param("The BAM-2", "2021-03-02, BAM-2", None, id="the date in digits"),
    ],
)
def test_each_way_of_citing_covers(make: Make, old: str, new: str, citing: Edit | None) -> None:
    make(in_text(old, new), *filter(None, [citing]))
    assert problems() == []
    if citing:
        make(in_text(old, new))
        assert problems() != []


# Files


def test_text_is_found_under_any_name_and_with_any_line_ending(make: Make) -> None:
    make()
    folder = Path("texts")
    content = (folder / "zarechye.txt").read_bytes()
    (folder / "zarechye.txt").unlink()
    windows = b"\xef\xbb\xbf\r\n" + content.replace(b"\n", b"\r\n") + b"\r\n"
    (folder / "a page, saved").write_bytes(windows)
    (folder / "podgorye.txt").rename(folder / "zarechye.txt")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF")
    (folder / "notes.txt").write_text("Zubr made 9 buses for Podgorye.")
    (folder / "older").mkdir()
    report = check.check(Path("data"), folder)
    assert report.problems == []
    assert [(each.document, each.text.name) for each in report.verified] == [
        ("podgorye-2021-04-05", "zarechye.txt"),
        ("zarechye-2021-03-02", "a page, saved"),
    ]


def test_positions_hold_in_a_file_with_other_line_endings(make: Make) -> None:
    make(in_text("The BAM-2", "The 9 at BAM-2"))
    path = Path("texts/zarechye.txt")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert [each.split(": ")[0] for each in problems()] == ["texts/zarechye.txt:11:5"]


def test_changed_text_is_not_found_and_the_rest_is_compared(make: Make) -> None:
    make()
    path = Path("texts/zarechye.txt")
    path.write_text(path.read_text("utf-8").replace("7 partners", "8 partners"), "utf-8")
    report = check.check(Path("data"), Path("texts"))
    assert [str(each) for each in report.problems] == [
        f"{ZARECHYE_FILE}:12:3: source.sha256: no file in texts has the text with this hash"
    ]
    assert report.not_found == ["zarechye-2021-03-02"]
    assert [each.document for each in report.verified] == ["podgorye-2021-04-05"]


@pytest.mark.parametrize(
    ("folder", "why"),
    [("nowhere", "No such file or directory"), ("data/regions.yaml", "Not a directory")],
)
def test_folder_of_texts_that_is_none_is_an_error(make: Make, folder: str, why: str) -> None:
    make()
    with pytest.raises(FileError, match=f"^{re.escape(folder)}: cannot be read: {why}$"):
        check.check(Path("data"), Path(folder))


# The command


CHECK = ("check", "--data", "data")
COMPARE = (*CHECK, "--documents", "texts")


def test_command_says_that_all_is_well(make: Make, run: Run) -> None:
    make()
    assert run(*CHECK) == (0, "", "2 documents, 6 facts: sound\n")
    assert run(*COMPARE) == (0, "", SOUND)


def test_command_writes_a_sound_report_as_json(make: Make, run: Run) -> None:
    make()
    assert run(*COMPARE, "--format", "json") == (
        0,
        '{"sound": true, "problems": [], "documents": 2, "facts": 6, "verified": ['
        '{"document": "podgorye-2021-04-05", "text": "texts/podgorye.txt", '
        '"facts": 1, "evidence": 1, "sentences": 2, "numbers": 3, "names": 1, '
        '"unknown_names": []}, '
        '{"document": "zarechye-2021-03-02", "text": "texts/zarechye.txt", '
        '"facts": 5, "evidence": 6, "sentences": 8, "numbers": 13, "names": 7, '
        '"unknown_names": ["BAM"]}], "not_found": []}\n',
        SOUND,
    )


@pytest.mark.parametrize(
    ("counts", "problems", "summary"),
    [
        (
            (1, 1, 1, 1, 1, 1),
            0,
            "1 document, 1 fact: sound\n"
            "compared with the texts: 1 document, 1 fact, 1 piece of evidence verified; "
            "every sentence (1), number (1) and name (1) covered",
        ),
        (
            (0, 0, 2, 0, 0, 0),
            0,
            "0 documents, 0 facts: sound\n"
            "compared with the texts: 1 document, 0 facts, 2 pieces of evidence verified; "
            "every sentence (0), number (0) and name (0) covered",
        ),
        (
            (1, 1, 2, 3, 4, 5),
            1,
            "1 problem: the dataset is unsound\n"
            "compared with the texts: 1 document, 1 fact, 2 pieces of evidence, 3 sentences",
        ),
    ],
)
def test_a_summary_counts_one_in_the_singular(
    counts: tuple[int, ...], problems: int, summary: str
) -> None:
    documents, facts, evidence, sentences, numbers, names = counts
    text = Path("a.txt")
    verified = [check.Verified("a", text, facts, evidence, sentences, numbers, names, [])]
    found = [Problem("a", 1, 1, "", "wrong")] * problems
    assert check.Report(found, documents, facts, verified, []).summary() == summary


DISAGREEING = [
    cites("31 to 40"),
    Edit("aliases: [Foothills]", "aliases: [Заречье]", "data/regions.yaml"),
    in_text("The BAM-2", "«Заречье», BAM-2"),
]


def test_command_lists_problems(make: Make, run: Run) -> None:
    make(*DISAGREEING)
    assert run(*COMPARE) == (
        1,
        "data/documents/zarechye-2021-03-02.yaml:26:48: cooperation[0].evidence[1]: "
        "'31 to 40' stands nowhere in zarechye.txt\n"
        "texts/zarechye.txt:11:2: the region 'Заречье' of paragraph 4 is cited by no fact of "
        "zarechye-2021-03-02; cite it or put it under left_out\n",
        "2 problems: the dataset is unsound\n"
        "compared with the texts: 2 documents, 6 facts, 8 pieces of evidence, 10 sentences\n",
    )


def test_command_writes_problems_as_json(make: Make, run: Run) -> None:
    make(*DISAGREEING)
    result = run(*COMPARE, "-f", "json")
    assert result.status == 1
    assert result.out.startswith(
        '{"sound": false, "problems": ['
        '{"path": "data/documents/zarechye-2021-03-02.yaml", "line": 26, "column": 48, '
        '"field": "cooperation[0].evidence[1]", '
        '"message": "\'31 to 40\' stands nowhere in zarechye.txt"}, '
        '{"path": "texts/zarechye.txt", "line": 11, "column": 2, "field": "", '
        '"message": "the region \'Заречье\' of paragraph 4 is cited by no fact of '
        'zarechye-2021-03-02; cite it or put it under left_out"}], '
        '"documents": 2, "facts": 6, "verified": [{'
    )


def test_command_counts_one_problem(make: Make, run: Run) -> None:
    make(cites("31 to 40"))
    assert run(*COMPARE).err.startswith("1 problem: the dataset is unsound\n")


def test_command_names_the_documents_without_text(make: Make, run: Run) -> None:
    make()
    Path("other").mkdir()
    message = "source.sha256: no file in other has the text with this hash\n"
    assert run(*CHECK, "--documents", "other") == (
        1,
        f"{PODGORYE_FILE}:12:3: {message}{ZARECHYE_FILE}:12:3: {message}",
        "2 problems: the dataset is unsound\n"
        "text not found: podgorye-2021-04-05, zarechye-2021-03-02\n",
    )


def test_command_compares_nothing_where_the_dataset_cannot_be_read(make: Make, run: Run) -> None:
    make(Edit("paragraphs: 5\n", "paragraphs: 4\n"), cites("31 to 40"))
    assert run(*COMPARE) == (
        1,
        f"{ZARECHYE_FILE}:35:18: cooperation[1].paragraphs[0]: "
        "there is no paragraph 5; the text has 4\n"
        f"{ZARECHYE_FILE}:78:18: figures[0].paragraphs[0]: "
        "there is no paragraph 5; the text has 4\n",
        "2 problems: the dataset is unsound\n",
    )
    assert run(*COMPARE, "-f", "json").out.endswith(
        '], "documents": 0, "facts": 0, "verified": [], "not_found": []}\n'
    )


def test_command_finds_problems_without_texts(make: Make, run: Run) -> None:
    make(Edit("trucks, name: Trucks", "vans, name: Vans", "data/sectors.yaml"))
    status, out, err = run(*CHECK)
    assert (status, err) == (1, "1 problem: the dataset is unsound\n")
    assert out.startswith(f"{PODGORYE_FILE}:17:5: cooperation[0].sector: unknown sector 'trucks'")
    make(Edit("companies: [zubr]", "companies: []", PODGORYE_FILE))
    assert run(*CHECK) == (
        1,
        "data/companies.yaml:1:4: [0].id: company 'zubr' is unused; "
        "cite it in a document or remove it\n",
        "1 problem: the dataset is unsound\n",
    )


def test_command_says_that_a_folder_is_missing(make: Make, run: Run) -> None:
    make()
    message = "bilat: nowhere: cannot be read: No such file or directory\n"
    assert run(*CHECK, "--documents", "nowhere") == (1, "", message)
    message = "bilat: nowhere: there is no such data folder\n"
    assert run("check", "--data", "nowhere") == (1, "", message)


def test_a_line_end_in_a_file_name_forges_no_line(make: Make, run: Run) -> None:
    make(in_text("The BAM-2", "The 9 at BAM-2"))
    Path("texts/zarechye.txt").rename("texts/a\nb\x1b[31m.txt")
    Path("data/documents/c\nd.txt").touch()
    Path("data/documents/e\nf.yaml").write_text("id: 1")
    lines = run(*CHECK).out.splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "data/documents/c\\nd.txt",
        *["data/documents/e\\nf.yaml"] * (len(lines) - 1),
    ]
    Path("data/documents/c\nd.txt").unlink()
    Path("data/documents/e\nf.yaml").unlink()
    assert [line.split(" ")[0] for line in run(*COMPARE).out.splitlines()] == [
        "texts/a\\nb\\x1b[31m.txt:11:5:"
    ]


def test_an_interrupt_ends_the_check(make: Make) -> None:
    make()

    def interrupted(items: Sequence[Any], what: str) -> Iterable[Any]:
        if what == "comparing":
            raise KeyboardInterrupt
        return items

    with pytest.raises(KeyboardInterrupt):
        check.check(Path("data"), Path("texts"), interrupted)
