"""Where a sentence ends, and which numbers and dates a paragraph has."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.curation.sentences import dates, numbers, sentences

PROPERTY = settings(derandomize=True, deadline=None, max_examples=300)


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param([], id="nothing"),
        pytest.param(["Talks in Brest"], id="a headline"),
        pytest.param(["One.", "Two?", "Three!", "Four"], id="three marks"),
        pytest.param(["One. two.", "Three"], id="only before a capital"),
        pytest.param(["In 2019. 15 buses."], id="not before a digit"),
        pytest.param(["Grew 2.5 times.Then"], id="not without a space"),
        pytest.param(['"One."', "Two."], id="what closes a quotation goes with it"),
        pytest.param(["One (two.)", "Three."], id="in a bracket"),
        pytest.param(["One.", '"Two," he said.', '"Three."'], id="before a quotation"),
        pytest.param(["Really?!", "Yes... Well.", "Well!.. Now."], id="several marks"),
        pytest.param(["Он сказал в 2016 г. Минску.", "Ёлка.", "Дом"], id="Russian"),
        pytest.param(["The U.S. President, e.g. Ms. Belova, vs. Mr. Kamenev"], id="abbreviations"),
        pytest.param(["A. B. Ozerov and Yu. Belov came.", "He"], id="initials"),
        pytest.param(["1. One is first.", "Two is not."], id="an item of a list"),
        pytest.param(['added: "We are.', 'No topics are."'], id="inside a quotation"),
    ],
)
def test_sentences(expected: list[str]) -> None:
    text = " ".join(expected)
    found = sentences(text)
    assert [each.text for each in found] == expected
    assert all(text[each.start : each.end] == each.text for each in found)


@PROPERTY
@given(
    st.lists(st.sampled_from(["A", "b", ".", "?", '"', ")", "(", "Mr.", "7", "Ё"]), max_size=25),
    st.data(),
)
def test_no_word_is_lost_between_sentences(pieces: list[str], data: st.DataObject) -> None:
    gaps = [data.draw(st.sampled_from(["", " "])) for _ in pieces]
    text = " ".join("".join(a + b for a, b in zip(pieces, gaps, strict=True)).split())
    assert " ".join(each.text for each in sentences(text)) == text


@pytest.mark.parametrize("piece", [".", '. "', "A. ", '." ', "?! ", "Mr. X ", "1. A "])
def test_a_long_text_is_cut_in_bounded_time(piece: str) -> None:
    text = (piece * (400_000 // len(piece))).strip()  # hours, were it not linear in its length
    found = sentences(text)
    assert (found[0].start, found[-1].end) == (0, len(text))


def test_numbers() -> None:
    text = "1. The BAM-2 and A320 took 1,200.5 of 70th, $3m, 10% and 2020-2022. 2) Ту-214: 14:05"
    assert [each.text for each in numbers(text)] == [
        *("1,200.5", "70", "3", "10", "2020", "2022", "14:05"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020-09-25 Source", ["2020-09-25"]),
        ("10.06.2016 14:05", ["2016-06-10"]),
        ("06/25/2016", ["2016-06-25"]),
        ("on 24 February.", ["None-02-24"]),
        ("24th of March, 2015", ["2015-03-24"]),
        ("June 10, 2016 and June 10", ["2016-06-10", "None-06-10"]),
        ("Feb. 24, 2015 and Sept. 5", ["2015-02-24", "None-09-05"]),
        ("10-11 June 2016", ["2016-06-10", "2016-06-11"]),
        ("5 March-7 April", ["None-03-05", "None-04-07"]),
        ("7 мая 2024 года, 12 марта", ["2024-05-07", "None-03-12"]),
        ("31.02.2016, 2016-13-01, may 5 trucks, In March 2020 we, 1.2.3.2016", []),
    ],
)
def test_dates(text: str, expected: list[str]) -> None:
    assert [f"{day.year}-{day.month_and_day}" for day in dates(text)] == expected
