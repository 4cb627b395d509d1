"""Source texts: paragraphs, positions, hashes, numbers and names."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat import texts
from bilat.errors import FileError
from bilat.texts import NameFinder, Paragraph, Span, Text

PROPERTY = settings(derandomize=True, deadline=None, max_examples=150)


def _text(content: str) -> Text:
    return Text(Path("report.txt"), content, texts.split(content))


# Paragraphs


@pytest.mark.parametrize(
    ("content", "paragraphs"),
    [
        pytest.param("", [], id="empty"),
        pytest.param(" \n\t\n\n \u00a0", [], id="white space alone"),
        pytest.param("One.", ["One."], id="no line end"),
        pytest.param("One.\n\nTwo.\n", ["One.", "Two."], id="a blank line"),
        pytest.param("\n\n\nOne.\n\n\n\nTwo.\n\n\n", ["One.", "Two."], id="many blank lines"),
        pytest.param("One.\r\n\r\nTwo.\r\n", ["One.", "Two."], id="CRLF"),
        pytest.param("One.\n \t\nTwo.\n\u00a0\nThree.", ["One.", "Two.", "Three."], id="blanks"),
        pytest.param("One\nline\r\n  and another.", ["One line and another."], id="wrapped lines"),
        pytest.param("Head\n\n  • 1\nBody.", ["Head", "• 1 Body."], id="bullet above a line"),
        pytest.param("Head\n\n  • 1\n\nBody.", ["Head", "• 1", "Body."], id="bullet by itself"),
        pytest.param("a \t b\u00a0c", ["a b c"], id="runs of white space"),
        pytest.param("“a” ‘b’s’ d–e‑f‒g‐h", ["\"a\" 'b's' d-e-f-g-h"], id="quotes and dashes"),
        pytest.param("2—3 c — d", ["2—3 c — d"], id="em dashes stay"),
        pytest.param("«Завод» № 5…", ["«Завод» № 5…"], id="other characters stay"),
    ],
)
def test_paragraphs_are_the_blocks_between_blank_lines(content: str, paragraphs: list[str]) -> None:
    assert [paragraph.text for paragraph in texts.split(content)] == paragraphs


@pytest.mark.parametrize(
    ("content", "paragraph", "phrase", "position"),
    [
        pytest.param("One two", 1, "One", (1, 1), id="the very start"),
        pytest.param("One\n\n  two   three\n", 2, "three", (3, 9), id="indented"),
        pytest.param("One\n\ntwo\n\tthree four", 2, "four", (4, 8), id="a wrapped line"),
        pytest.param("\n\n \nOne", 1, "One", (4, 1), id="blank lines before"),
        pytest.param("\nOne", 1, "One", (2, 1), id="one blank line before"),
        pytest.param("é “One” two", 1, "two", (1, 9), id="characters, not bytes"),
        pytest.param("One\n \n\u00a0\n\u00a0\u00a0two", 2, "two", (4, 3), id="no-break spaces"),
        pytest.param("One two three", 1, "three", (1, 9), id="the last word"),
    ],
)
def test_positions_lead_back_into_the_file(
    content: str, paragraph: int, phrase: str, position: tuple[int, int]
) -> None:
    text = _text(content)
    index = text.paragraphs[paragraph - 1].text.index(phrase)
    assert text.position(paragraph, index) == position


BLOCKS = st.text(alphabet="aé1•“—  \t\u00a0\r\n\n", max_size=40)


@PROPERTY
@given(BLOCKS)
def test_every_character_of_a_paragraph_is_found_again_where_it_stood(content: str) -> None:
    for paragraph in texts.split(content):
        offsets = [paragraph.offset(index) for index in range(len(paragraph.text))]
        there = [content[offset] for offset in offsets]
        assert "".join(" " if c.isspace() else texts.plain(c) for c in there) == paragraph.text
        assert offsets == sorted(set(offsets))


@PROPERTY
@given(BLOCKS)
def test_no_word_gets_lost_between_paragraphs(content: str) -> None:
    paragraphs = [paragraph.text for paragraph in texts.split(content)]
    assert " ".join(paragraphs) == texts.plain(content)
    assert all(paragraphs)


@pytest.mark.parametrize(
    ("text", "phrase", "starts"),
    [
        pytest.param("a bus and a bus", "bus", [2, 12], id="each occurrence"),
        pytest.param("trolleybus, buses, bus", "bus", [19], id="whole words"),
        pytest.param("bus1 2bus Юbus", "bus", [], id="digits and letters touch it"),
        pytest.param("a Bus", "bus", [], id="another case"),
        pytest.param("Minsk’s “new” plant", 'Minsk\'s "new"', [0], id="typed quotes"),
        pytest.param("Minsk's plant", "Minsk’s plant", [0], id="printed quotes"),
        pytest.param("over 5–6%, then", "5-6%", [5], id="a dash and a sign"),
        pytest.param("steel\n   pipes", "steel pipes", [0], id="across a line end"),
        pytest.param("steel pipes", "steel \u00a0 pipes", [0], id="spaces in the phrase"),
        pytest.param("1x5 (a.b) aXb", "a.b", [5], id="a full stop is no wildcard"),
        pytest.param("$284 million", "$284", [0], id="a currency sign"),
        pytest.param("1,250 and 250,500 but 250, 250.", "250", [22, 27], id="thousands around it"),
        pytest.param("bus,bus.bus", "bus", [0, 4, 8], id="marks without digits around it"),
        pytest.param("2.6 and 6.2, then 6.", "6", [18], id="decimals around it"),
        pytest.param("1,250 or 2.6", "1,250 or 2.6", [0], id="whole numbers with marks"),
    ],
)
def test_phrases_stand_as_whole_words(text: str, phrase: str, starts: list[int]) -> None:
    paragraph = Paragraph(text, 0)
    wanted = texts.plain(phrase)
    expected = [Span(start, start + len(wanted), wanted) for start in starts]
    assert list(paragraph.spans(phrase)) == expected


@pytest.mark.parametrize(
    ("span", "covered"),
    [((3, 6), True), ((3, 4), True), ((5, 6), True), ((2, 6), False), ((3, 7), False)],
)
def test_span_within(span: tuple[int, int], covered: bool) -> None:
    assert Span(*span, "").within([Span(0, 1, ""), Span(3, 6, "")]) is covered
    assert not Span(*span, "").within([])


def test_two_halves_do_not_cover_a_span() -> None:
    assert not Span(3, 6, "").within([Span(3, 5, ""), Span(5, 6, "")])


# Hashes


def test_hash_is_that_of_the_words_with_single_spaces() -> None:
    expected = "dd7a4fa69873426be4fcc7e35ef2e9831b2c1be1b520d2a140d23b8d3d61730f"
    assert texts.sha256("Talks in Brest") == expected


@PROPERTY
@given(
    st.lists(st.text("ab’—é1", min_size=1, max_size=3), min_size=1, max_size=8),
    st.data(),
)
def test_hash_does_not_depend_on_line_endings_and_indents(
    words: list[str], data: st.DataObject
) -> None:
    gap = st.sampled_from([" ", "\n", "\r\n", "\r\n\r\n", "\n\n  ", "\t", " \u00a0"])
    edge = st.sampled_from(["", "\n", "  ", "\r\n"])
    spaced = "".join(word + data.draw(gap) for word in words[:-1]) + words[-1]
    assert texts.sha256(data.draw(edge) + spaced + data.draw(edge)) == texts.sha256(" ".join(words))


@pytest.mark.parametrize("other", ["a bc", "abc", "a b  C", "a b c.", "a c b", "a b “c”"])
def test_hash_depends_on_every_character_of_the_words(other: str) -> None:
    assert texts.sha256(other) != texts.sha256("a b c")


def test_hash_keeps_typographic_characters_apart() -> None:
    assert texts.sha256("Minsk’s") != texts.sha256("Minsk's")


# Files


def test_text_is_read_with_any_line_ending_and_without_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(b"\xef\xbb\xbfOne\r\n\r\n  two\r\nthree\r\n")
    text = texts.read_text(path)
    assert (text.path, text.content) == (path, "One\n\n  two\nthree\n")
    assert [paragraph.text for paragraph in text.paragraphs] == ["One", "two three"]
    assert text.position(2, 4) == (4, 1)


def test_text_of_four_mebibytes_is_read(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(b" " * (4 * 1024 * 1024))
    assert texts.read_text(path).paragraphs == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"Minsk \xff", "byte 7 is not UTF-8", id="no UTF-8"),
        pytest.param(
            b" " * (4 * 1024 * 1024 + 1),
            "larger than the 4194304 bytes that a text may have",
            id="too large",
        ),
        pytest.param(None, "not a regular file", id="a folder"),
        pytest.param("", "cannot be read: No such file or directory", id="missing"),
    ],
)
def test_unreadable_text_is_an_error_that_says_why(
    tmp_path: Path, content: bytes | str | None, message: str
) -> None:
    path = tmp_path / "report.txt"
    if content is None:
        path.mkdir()
    elif isinstance(content, bytes):
        path.write_bytes(content)
    with pytest.raises(FileError) as raised:
        texts.read_text(path)
    assert str(raised.value) == f"{path}: {message}"


def test_folder_gives_its_texts_by_hash_and_passes_over_the_rest(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Talks in Brest")
    (tmp_path / "no-extension").write_bytes(b"Talks\r\nin Gomel\r\n")
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "a photo.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff")
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "c.txt").write_text("not looked at")
    found = texts.read_folder(tmp_path)
    assert {hash_: text.path.name for hash_, text in found.items()} == {
        texts.sha256("Talks in Brest"): "b.txt",
        texts.sha256("Talks in Gomel"): "no-extension",
        texts.sha256(""): "empty",
    }


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("none", "cannot be read: No such file or directory", id="missing"),
        pytest.param("file", "cannot be read: Not a directory", id="a file"),
    ],
)
def test_folder_that_is_none_is_an_error(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "file").write_text("Talks in Brest")
    with pytest.raises(FileError) as raised:
        texts.read_folder(tmp_path / name)
    assert str(raised.value) == f"{tmp_path / name}: {message}"


# Numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("in 2019", [("2019", 2019)], id="year"),
        pytest.param("the 2010s", [("2010", 2010)], id="decade"),
        pytest.param("2023-2024", [("2023", 2023), ("2024", 2024)], id="years"),
        pytest.param("2025-02-07", [("2025", 2025), ("02", 2), ("07", 7)], id="ISO date"),
        pytest.param("25.09.2020", [("25", 25), ("09", 9), ("2020", 2020)], id="dotted date"),
        pytest.param("1.2.34.5", [("1", 1), ("2", 2), ("34", 34), ("5", 5)], id="many dots"),
        pytest.param("the 70th", [("70", 70)], id="ordinal in digits"),
        pytest.param("1,250 buses", [("1,250", 1250)], id="thousands"),
        pytest.param("1,250,000.5", [("1,250,000.5", 1250000.5)], id="thousands and decimals"),
        pytest.param("1,25 2,3456", [("1", 1), ("25", 25), ("2", 2), ("3456", 3456)], id="commas"),
        pytest.param("grew 2.6 times.", [("2.6", 2.6)], id="decimal"),
        pytest.param("in 2019, then 5.", [("2019", 2019), ("5", 5)], id="marks of a sentence"),
        pytest.param("0.5", [("0.5", 0.5)], id="below one"),
        pytest.param("about 40%", [("40", 40)], id="percent"),
        pytest.param("5-6%", [("5", 5), ("6", 6)], id="range of percents"),
        pytest.param("($7)", [("7", 7)], id="currency"),
        pytest.param("$5 million", [("5", 5e6), ("million", 1e6)], id="million"),
        pytest.param("2.5 Billion", [("2.5", 2.5e9), ("Billion", 1e9)], id="billion"),
        pytest.param("3 thousand", [("3", 3000), ("thousand", 1000)], id="thousand"),
        pytest.param("4 hundred", [("4", 400), ("hundred", 100)], id="hundred"),
        pytest.param("5million", [("5", 5e6)], id="a scale without a space"),
        pytest.param("5 millions", [("5", 5e6), ("millions", 1e6)], id="a scale in the plural"),
        pytest.param(
            "in 2019 thousands", [("2019", 2019), ("thousands", 1000)], id="no scale of a year"
        ),
        pytest.param("5 millionaires", [("5", 5)], id="a longer word is no scale"),
        pytest.param("5 new million", [("5", 5), ("million", 1e6)], id="a word between"),
        pytest.param(
            "$315-320 million",
            [("315", 315e6), ("320", 320e6), ("million", 1e6)],
            id="range with a scale",
        ),
        pytest.param(
            "1.5 - 1,620.5 thousand",
            [("1.5", 1500), ("1,620.5", 1620500), ("thousand", 1000)],
            id="range with spaces and decimals",
        ),
        pytest.param(
            "315 to $320 million",
            [("315", 315e6), ("320", 320e6), ("million", 1e6)],
            id="to",
        ),
        pytest.param(
            "2 to £3 million, €4-€5 million",
            [("2", 2e6), ("3", 3e6), ("million", 1e6), ("4", 4e6), ("5", 5e6), ("million", 1e6)],
            id="other currencies",
        ),
        pytest.param("2 or 3 million", [("2", 2e6), ("3", 3e6), ("million", 1e6)], id="or"),
        pytest.param(
            "two to three million",
            [("two", 2e6), ("three", 3e6), ("million", 1e6)],
            id="range in words",
        ),
        pytest.param("two sides", [("two", 2)], id="two"),
        pytest.param("Nineteen", [("Nineteen", 19)], id="nineteen"),
        pytest.param("forty-five", [("forty", 40), ("five", 5)], id="tens and units"),
        pytest.param("ninety", [("ninety", 90)], id="ninety"),
        pytest.param("second, TENTH", [("second", 2), ("TENTH", 10)], id="ordinals"),
        pytest.param("half", [("half", 0.5)], id="half"),
        pytest.param("twice", [("twice", 2)], id="twice"),
        pytest.param("two dozen", [("two", 2), ("dozen", 12)], id="dozen"),
        pytest.param("thousands of", [("thousands", 1000)], id="plural"),
        pytest.param("ten million", [("ten", 10e6), ("million", 1e6)], id="words with a scale"),
        pytest.param(
            "hundreds of millions", [("hundreds", 100), ("millions", 1e6)], id="no scale after of"
        ),
        pytest.param("BAM-2", [], id="a name with a hyphen"),
        pytest.param("БАМ-2, Ё-3", [], id="Russian names with a hyphen"),
        pytest.param("mid-1997", [("1997", 1997)], id="a hyphen after a small letter"),
        pytest.param("A2, x5y, B_7", [], id="names with digits"),
        pytest.param("one, first, once", [], id="one counts nothing"),
        pytest.param("often, tent, sixpence, freight", [], id="numbers inside words"),
        pytest.param("no number", [], id="none"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_numbers_in_digits_and_words(text: str, numbers: list[tuple[str, float]]) -> None:
    assert [(span.text, value) for span, value in texts.numbers(text)] == numbers


@pytest.mark.parametrize(
    ("words", "values"),
    [
        pytest.param(
            "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
            "sixteen seventeen eighteen nineteen twenty",
            range(2, 21),
            id="up to twenty",
        ),
        pytest.param(
            "twenty thirty forty fifty sixty seventy eighty ninety", range(20, 91, 10), id="tens"
        ),
        pytest.param(
            "second third fourth fifth sixth seventh eighth ninth tenth",
            range(2, 11),
            id="ordinals",
        ),
    ],
)
def test_every_word_for_a_number_has_its_value(words: str, values: range) -> None:
    assert [value for _, value in texts.numbers(words)] == list(values)


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("5-6 millions", [5e6, 6e6]),
        pytest.param("almost $50 million", [50e6], id="scale"),
        pytest.param("320, then down to 315", [315, 320], id="ascending"),
        pytest.param("5-6% or four", [4, 5, 6], id="digits and words"),
        pytest.param("two to three million", [2e6, 3e6], id="range with a scale"),
        pytest.param("millions", [1e6], id="a scale of nothing"),
        pytest.param("$5 million in 2019", [5e6], id="a year is no amount"),
        pytest.param("lower", [], id="none"),
    ],
)
def test_amounts_are_the_numbers_without_their_scales(text: str, amounts: list[float]) -> None:
    assert texts.amounts(text) == amounts


@pytest.mark.parametrize(
    ("number", "year"),
    [
        *[("1900", True), ("2019", True), ("2100", True), ("1899", False), ("2101", False)],
        *[("201", False), ("20190", False), ("2,01", False), ("2.01", False), ("two", False)],
    ],
)
def test_a_year_is_four_bare_digits_from_1900_to_2100(number: str, year: bool) -> None:
    assert texts.is_year(number) is year


@PROPERTY
@given(st.text("0123456789.,- aBЯ", max_size=20))
def test_no_marks_between_digits_are_too_many(text: str) -> None:
    for span, value in texts.numbers(text):
        assert text[span.start : span.end] == span.text
        assert value == float(span.text.replace(",", ""))


@PROPERTY
@given(
    st.integers(0, 10**12),
    st.sampled_from(["{}", "{:,}", "${:,}", "({})", "over {}%", "{}, ", "{}th", "{:,}-3"]),
)
def test_every_integer_is_read_back_from_where_it_stands(number: int, template: str) -> None:
    text = template.format(number)
    span, value = next(texts.numbers(text))
    assert value == number
    assert text[span.start : span.end] == span.text
    assert span.text.replace(",", "") == str(number)


# Names

FINDER = NameFinder(
    {
        "Zubr": "zubr",
        "Zubr Motors": "zubr-motors",
        "OOO Zubr Motors": "zubr-motors",
        "Lift-Usolye": "usolye",
        "Lift": "lift",
        "neman": "neman",
        "Neman Glass": "neman-glass",
        "Полесье": "polesie",
        "Brest’s “Star” Plant": "star",
        "A.B.": "ab",
        "İnci": "inci",
        "Weiß": "weiss",
    }
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Zubr and Lift", [("Zubr", "zubr"), ("Lift", "lift")], id="two names"),
        pytest.param("Zubr Motors", [("Zubr Motors", "zubr-motors")], id="the longer name"),
        pytest.param("OOO Zubr Motors", [("OOO Zubr Motors", "zubr-motors")], id="the longest"),
        pytest.param("NEMAN GLASS", [("NEMAN GLASS", "neman-glass")], id="longer, not its letters"),
        pytest.param("Zubr Motorship", [("Zubr", "zubr")], id="the longer one goes on"),
        pytest.param("Lift-Usolye", [("Lift-Usolye", "usolye")], id="with a hyphen"),
        pytest.param("ZUBR, lift", [("ZUBR", "zubr"), ("lift", "lift")], id="any case"),
        pytest.param("завод ПОЛЕСЬЕ", [("ПОЛЕСЬЕ", "polesie")], id="any case in Russian"),
        pytest.param(
            "inci, İNCİ, WEIẞ",
            [("inci", "inci"), ("İNCİ", "inci"), ("WEIẞ", "weiss")],
            id="letters whose case folds to more",
        ),
        pytest.param(
            "Zubr-based, lift-made", [("Zubr", "zubr"), ("lift", "lift")], id="small letters follow"
        ),
        pytest.param("Zubr's (Lift).", [("Zubr", "zubr"), ("Lift", "lift")], id="marks touch it"),
        pytest.param("Lifts, Zubrs, uplift", [], id="part of a word"),
        pytest.param("Lift-Tver, Neo-Zubr, Lift-2", [], id="part of a name with a hyphen"),
        pytest.param("Полесье-Тверь, Полесье-Ёлка", [], id="part of a Russian name"),
        pytest.param("Lift2 _Zubr", [], id="digits and underscores touch it"),
        pytest.param('Brest\'s "Star" Plant', [('Brest\'s "Star" Plant', "star")], id="made plain"),
        pytest.param("AXB. A.B.", [("A.B.", "ab")], id="a full stop is no wildcard"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_names_are_found(text: str, found: list[tuple[str, str]]) -> None:
    assert [(span.text, id_) for span, id_ in FINDER.find(text)] == found


def test_names_are_found_where_they_stand() -> None:
    assert list(FINDER.find("a Zubr, a Zubr Motors")) == [
        (Span(2, 6, "Zubr"), "zubr"),
        (Span(10, 21, "Zubr Motors"), "zubr-motors"),
    ]


def test_without_names_nothing_is_found() -> None:
    assert list(NameFinder({}).find("Zubr, Lift")) == []
