"""Numbers as official reports write them."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.curation.numerals.digits import is_year, shown
from bilat.curation.numerals.numbers import amounts, numbers

PROPERTY = settings(derandomize=True, deadline=None, max_examples=300)


def read(text: str) -> list[tuple[str, float | None]]:
    """The numbers of a text, each with its words and its value."""
    return [
        (number.span.text, None if number.value is None else float(number.value))
        for number in numbers(text)
    ]


def kinds(text: str) -> list[tuple[float | None, str]]:
    return [
        (None if number.value is None else float(number.value), number.kind)
        for number in numbers(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,250 buses", [("1,250", 1250)]),
        ("1,250,000.5", [("1,250,000.5", 1250000.5)]),
        ("1,500,000", [("1,500,000", 1_500_000)]),
        ("1 500 000 tonnes", [("1 500 000", 1_500_000)]),
        ("12 500,5 tonnes", [("12 500,5", 12500.5)]),
        ("2.5", [("2.5", 2.5)]),
        ("2,5", [("2,5", 2.5)]),
        ("0,375", [("0,375", 0.375)]),
        ("2,500", [("2,500", 2500)]),
        ("in 2019, then 5.", [("2019", 2019), ("5", 5)]),
        ("($7)", [("7", 7)]),
        ("2½ and ½", [("2½", 2.5), ("½", 0.5)]),
        ("1/3 of it", [("1/3", 1 / 3)]),
        ("-5% or minus 6%, 5-6%", [("5", -5), ("6", -6), ("5", 5), ("6", 6)]),
        ("from 20 to 60", [("20", 20), ("60", 60)]),
        ("2025-02-07", [("2025", 2025), ("02", 2), ("07", 7)]),
        ("25.09.2020", [("25", 25), ("09", 9), ("2020", 2020)]),
        ("2021/3/2 or 2021/22", [("2021", 2021), ("3", 3), ("2", 2), ("2021", 2021), ("22", 22)]),
        ("the 70th", [("70th", 70)]),
        ("", []),
        ("no number", []),
    ],
)
def test_digits(text: str, expected: list[tuple[str, float]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$5 million", [("5 million", 5e6)]),
        ("2.5 Billion", [("2.5 Billion", 2.5e9)]),
        ("3 thousand, 4 hundred", [("3 thousand", 3000), ("4 hundred", 400)]),
        ("5million", [("5million", 5e6)]),
        ("5 millions", [("5 millions", 5e6)]),
        ("a $5-million plant", [("5-million", 5e6)]),
        (
            "5 bn, 6 mln, 7 trillion, 8 thsd",
            [("5 bn", 5e9), ("6 mln", 6e6), ("7 trillion", 7e12), ("8 thsd", 8000)],
        ),
        ("$5m, €6bn, $7k", [("5m", 5e6), ("6bn", 6e9), ("7k", 7000)]),
        ("$5 m", [("5 m", 5e6)]),
        ("5 m of pipe", [("5", 5)]),
        ("5 hundred thousand", [("5 hundred thousand", 500_000)]),
        ("1 million 200 thousand", [("1 million 200 thousand", 1_200_000)]),
        ("5 millionaires", [("5", 5)]),
        ("5 new million", [("5", 5), ("million", 1e6)]),
        ("$1,5 billion", [("1,5 billion", 1.5e9)]),
    ],
)
def test_scales(text: str, expected: list[tuple[str, float]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$315-320 million", [("315", 315e6), ("320 million", 320e6)]),
        ("between $315 and $320 million", [("315", 315e6), ("320 million", 320e6)]),
        ("315 to $320 million", [("315", 315e6), ("320 million", 320e6)]),
        ("2 or 3 million", [("2", 2e6), ("3 million", 3e6)]),
        ("1.5 - 1,620.5 thousand", [("1.5", 1500), ("1,620.5 thousand", 1_620_500)]),
        ("between one and two million", [("one", 1e6), ("two million", 2e6)]),
        ("five to six hundred", [("five", 500), ("six hundred", 600)]),
        ("between five hundred and six hundred", [("five hundred", 500), ("six hundred", 600)]),
        (
            "between five hundred and six hundred million",
            [("five hundred", 500e6), ("six hundred million", 600e6)],
        ),
        ("from 900 thousand to 1 million", [("900 thousand", 900_000), ("1 million", 1e6)]),
        ("twenty to one hundred", [("twenty", 20), ("one hundred", 100)]),
        ("in 2020 to 5 million", [("2020", 2020), ("5 million", 5e6)]),
    ],
)
def test_ranges_share_their_scale(text: str, expected: list[tuple[str, float]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("over twenty-five million dollars", [("twenty-five million", 25e6)]),
        ("five hundred thousand", [("five hundred thousand", 500_000)]),
        ("one and a half million", [("one and a half million", 1.5e6)]),
        ("a million and a half", [("a million and a half", 1.5e6)]),
        ("two and a half", [("two and a half", 2.5)]),
        ("two and a quarter thousand", [("two and a quarter thousand", 2250)]),
        ("half a billion", [("half a billion", 5e8)]),
        ("a quarter of a million", [("a quarter of a million", 250_000)]),
        (
            "a dozen, two dozen, half a dozen",
            [("a dozen", 12), ("two dozen", 24), ("half a dozen", 6)],
        ),
        ("a hundred and twenty", [("a hundred and twenty", 120)]),
        ("two thousand and five", [("two thousand and five", 2005)]),
        ("five million three hundred", [("five million three hundred", 5_000_300)]),
        ("nineteen hundred", [("nineteen hundred", 1900)]),
        ("two sides, Nineteen, zero", [("two", 2), ("Nineteen", 19), ("zero", 0)]),
        ("forty-five or forty five", [("forty-five", 45), ("forty five", 45)]),
        ("second, TENTH, twenty-first", [("second", 2), ("TENTH", 10), ("twenty-first", 21)]),
        ("a second workshop, a third one", [("second", 2), ("third", 3)]),
        ("the second half, the first quarter", [("second", 2)]),
        ("one, first, once, one of them", []),
        ("often, tent, sixpence, freight", []),
    ],
)
def test_words(text: str, expected: list[tuple[str, float]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("40%, 40 percent, 40 per cent, forty percent", [(40, "percent")] * 4),
        ("5-6%", [(5, "percent"), (6, "percent")]),
        ("between 5 and 6 per cent", [(5, "percent"), (6, "percent")]),
        ("one percent", [(1, "percent")]),
        ("half a percent", [(0.5, "percent")]),
        ("by 5 percentage points", [(5, "points")]),
        (
            "2.6 times, 2.6-fold, twice, threefold",
            [(2.6, "times"), (2.6, "times"), (2, "times"), (3, "times")],
        ),
        (
            "doubled, tripled, trebled, halved",
            [(2, "times"), (3, "times"), (3, "times"), (0.5, "times")],
        ),
        ("two to three times", [(2, "times"), (3, "times")]),
        ("double down on it, a double-decker", []),
        ("two thirds, two-thirds", [(2 / 3, "fraction")] * 2),
        (
            "a quarter, one-third, half",
            [(0.25, "fraction"), (1 / 3, "fraction"), (0.5, "fraction")],
        ),
        ("by a third, a fifth of it", [(1 / 3, "fraction"), (0.2, "fraction")]),
        ("the 70th, third", [(70, "ordinal"), (3, "ordinal")]),
        ("in 2019", [(2019, "year")]),
        (
            "2023-2024, the 2010s, mid-1997",
            [(2023, "year"), (2024, "year"), (2010, "year"), (1997, "year")],
        ),
        ("2000 tractors, 2000 people", [(2000, "count"), (2000, "count")]),
        ("a batch of 2000 tractors", [(2000, "count")]),
        ("$2000, 2000 dollars, 2000 million", [(2000, "count"), (2000, "count"), (2e9, "count")]),
        ("in 2020 exports grew, May 2020 sales", [(2020, "year"), (2020, "year")]),
        ("2019 and 2020 exports", [(2019, "year"), (2020, "year")]),
        ("2020 was good, 2020 Zubr", [(2020, "year"), (2020, "year")]),
        ("1500 tractors, 2200", [(1500, "count"), (2200, "count")]),
    ],
)
def test_what_a_number_counts(text: str, expected: list[tuple[float, str]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("1,25,000", "1.500.000", "1.2.34.5", "2,3456", "24/7", "1e6", "10x4", "5m", "5k", "90s"),
        *(
            "thousands",
            "hundreds of thousands",
            "tens of millions",
            "several million",
            "a few hundred",
        ),
        *("nineteen ninety-seven", "twenty twenty-five", "two three", "5 million 300", "٣٥"),
        "9" * 400,
    ],
)
def test_what_is_not_understood_is_no_other_number(text: str) -> None:
    assert [value for _, value in read(text)] == [None]


@pytest.mark.parametrize(
    "text",
    [
        *("from 500 to 1 million", "3 and 4 million", "between one hundred and twenty million"),
        "five to one million two hundred thousand",
    ],
)
def test_the_first_end_of_a_range_that_may_mean_two_things_has_no_value(text: str) -> None:
    assert read(text)[0][1] is None


@pytest.mark.parametrize("text", ["BAM-2", "БАМ-2, Ё-3", "A2, x5y, B_7"])
def test_digits_of_a_name_are_no_number(text: str) -> None:
    assert read(text) == []


def test_amounts_are_the_numbers_without_years() -> None:
    assert [number.span.text for number in amounts("$5 million in 2019, 7th")] == [
        "5 million",
        "7th",
    ]


@pytest.mark.parametrize(
    ("number", "year"),
    [
        *[("1900", True), ("2019", True), ("2100", True), ("1899", False), ("2101", False)],
        *[("201", False), ("20190", False), ("2,01", False), ("2.01", False), ("two", False)],
    ],
)
def test_a_year_is_four_bare_digits_from_1900_to_2100(number: str, year: bool) -> None:
    assert is_year(number) is year


def test_values_are_shown_as_people_write_them() -> None:
    values = (Fraction(315_000_000), Fraction(-6, 100), Fraction(1, 3))
    assert [shown(value) for value in values] == ["315000000", "-0.06", "0.333333333333333"]


# Properties

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelled(number: int, conjunction: str) -> str:
    """A whole number in words, as a person writes it."""
    if number < 20:
        return ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return TENS[tens - 2] + (f"-{ONES[ones]}" if ones else "")
    for scale, word in (
        (10**9, "billion"),
        (10**6, "million"),
        (1000, "thousand"),
        (100, "hundred"),
    ):
        if number >= scale:
            count, rest = divmod(number, scale)
            words = f"{spelled(count, conjunction)} {word}"
            if rest:
                words += (conjunction if rest < 100 else " ") + spelled(rest, conjunction)
            return words
    raise AssertionError


@PROPERTY
@given(
    st.one_of(st.integers(2, 2000), st.integers(2, 10**12 - 1)),
    st.sampled_from([" ", " and "]),
    st.sampled_from(["{}", "over {} tractors", "({})", "{}, of which", "in all {}."]),
)
def test_a_number_spelled_in_words_is_read_back(
    number: int, conjunction: str, template: str
) -> None:
    words = spelled(number, conjunction)
    assert read(template.format(words)) == [(words, number)]


@PROPERTY
@given(
    st.integers(0, 10**12),
    st.sampled_from(["{}", "{:,}", "${:,}", "({})", "over {}%", "{}, ", "{:,}-3", "it is {}."]),
)
def test_every_integer_is_read_back_from_where_it_stands(number: int, template: str) -> None:
    text = template.format(number)
    first = numbers(text)[0]
    assert first.value == number
    assert text[first.span.start : first.span.end] == first.span.text
    assert first.span.text.replace(",", "") == str(number)


@PROPERTY
@given(
    st.lists(
        st.sampled_from(
            [
                *ONES,
                *TENS,
                "hundred",
                "thousand",
                "million",
                "dozen",
                "half",
                "a",
                "and",
                "of",
                "quarter",
                "third",
                "thirds",
                "5",
                "2020",
                "-",
                "%",
                "to",
                "between",
                "$",
                ".",
                ",",
            ]
        ),
        max_size=12,
    ),
    st.data(),
)
def test_numbers_never_overlap_and_stand_where_they_say(
    words: list[str], data: st.DataObject
) -> None:
    gaps = [data.draw(st.sampled_from([" ", " ", ""])) for _ in words]
    text = "".join(word + gap for word, gap in zip(words, gaps, strict=True))
    last = 0
    for number in numbers(text):
        assert last <= number.span.start < number.span.end
        assert text[number.span.start : number.span.end] == number.span.text
        last = number.span.end


@PROPERTY
@given(st.text("0123456789.,-/ aBЯ½", max_size=20))
def test_no_marks_between_digits_are_too_many(text: str) -> None:
    for number in numbers(text):
        assert text[number.span.start : number.span.end] == number.span.text


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "1",
            "one ",
            "two ",
            "hundred ",
            "thousands of ",
            "5-",
            "1,",
            "1 000 ",
            "1/2 ",
            "5 million ",
        ),
        *("between ", "and a half ", "million and a half ", "a ", "$5 ", "quarter of a ", "two-"),
    ],
)
def test_a_long_text_is_read_to_its_end(piece: str) -> None:
    text = piece * (50_000 // len(piece)) + "; 7"  # hours, were it not linear in its length
    assert numbers(text)[-1].span.text == "7"
