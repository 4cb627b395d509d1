"""Source texts: paragraphs, positions, hashes."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat import texts
from bilat.errors import FileError
from bilat.text import Paragraph, Span, Spans, Text

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


SPANS = Spans([Span(8, 9, ""), Span(0, 1, ""), Span(3, 6, ""), Span(3, 4, "")])


@pytest.mark.parametrize(
    ("span", "covered", "touched"),
    [
        ((3, 6), True, True),
        ((3, 4), True, True),
        ((5, 6), True, True),
        ((2, 6), False, True),
        ((3, 7), False, True),
        ((1, 3), False, False),
        ((6, 8), False, False),
        ((9, 12), False, False),
        ((0, 12), False, True),
    ],
)
def test_spans_cover_and_touch(span: tuple[int, int], covered: bool, touched: bool) -> None:
    assert SPANS.cover(Span(*span, "")) is covered
    assert SPANS.touch(Span(*span, "")) is touched
    assert not Spans([]).cover(Span(*span, ""))
    assert not Spans([]).touch(Span(*span, ""))


def test_two_halves_do_not_cover_a_span() -> None:
    assert not Spans([Span(3, 5, ""), Span(5, 6, "")]).cover(Span(3, 6, ""))


STRETCHES = st.tuples(st.integers(0, 12), st.integers(1, 5)).map(
    lambda pair: Span(pair[0], pair[0] + pair[1], "")
)


@PROPERTY
@given(st.lists(STRETCHES, max_size=6), STRETCHES)
def test_spans_answer_as_each_of_them_would(others: list[Span], span: Span) -> None:
    covered = any(each.start <= span.start and span.end <= each.end for each in others)
    touched = any(each.start < span.end and span.start < each.end for each in others)
    assert Spans(others).cover(span) is covered
    assert Spans(others).touch(span) is touched


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
