"""Where a sentence ends."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.curation.sentences import sentences

PROPERTY = settings(derandomize=True, deadline=None, max_examples=300)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("Talks in Brest", ["Talks in Brest"], id="a headline"),
        pytest.param(
            "date 2021-03-02 Source: Gazette", ["date 2021-03-02 Source: Gazette"], id="a date line"
        ),
        pytest.param("•", ["•"], id="a bullet"),
        pytest.param("One. Two? Three! Four", ["One.", "Two?", "Three!", "Four"], id="three marks"),
        pytest.param("One. two. Three", ["One. two.", "Three"], id="only before a capital"),
        pytest.param("In 2019. 15 buses.", ["In 2019. 15 buses."], id="not before a digit"),
        pytest.param("Grew 2.5 times.Then", ["Grew 2.5 times.Then"], id="not without a space"),
        pytest.param('"One." Two.', ['"One."', "Two."], id="what closes a quotation goes with it"),
        pytest.param("One (two). Three.", ["One (two).", "Three."], id="after a bracket"),
        pytest.param("One (two.) Three.", ["One (two.)", "Three."], id="in a bracket"),
        pytest.param(
            'One. "Two," he said. "Three."',
            ["One.", '"Two," he said.', '"Three."'],
            id="before a quotation",
        ),
        pytest.param("One! (Two.) Three", ["One!", "(Two.)", "Three"], id="before a bracket"),
        pytest.param(
            '"Why?" he said. "So!" She', ['"Why?" he said.', '"So!"', "She"], id="a question inside"
        ),
        pytest.param("Really?! Yes... Well.", ["Really?!", "Yes...", "Well."], id="several marks"),
        pytest.param("Он сказал. Ёлка. Дом", ["Он сказал.", "Ёлка.", "Дом"], id="Russian"),
        pytest.param(
            "Mr. Ozerov met Dr. Belova. They", ["Mr. Ozerov met Dr. Belova.", "They"], id="titles"
        ),
        pytest.param(
            "The U.S. President, e.g. Ms. Belova, vs. Mr. Kamenev",
            ["The U.S. President, e.g. Ms. Belova, vs. Mr. Kamenev"],
            id="abbreviations",
        ),
        pytest.param(
            "No. A1 and St. Petersburg, approx. Ten",
            ["No. A1 and St. Petersburg, approx. Ten"],
            id="more of them",
        ),
        pytest.param("A. B. Ozerov came. He", ["A. B. Ozerov came.", "He"], id="initials"),
        pytest.param("OOO. Zubr", ["OOO.", "Zubr"], id="OOO is none"),
        pytest.param(
            'He said "St." Petersburg',
            ['He said "St."', "Petersburg"],
            id="none where a quotation closes",
        ),
        pytest.param(
            'added: "We are. No topics are."',
            ['added: "We are.', 'No topics are."'],
            id="inside a quotation",
        ),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
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


@pytest.mark.parametrize("piece", [".", '. "', "A. ", '." ', "?! ", "Mr. X "])
def test_a_long_text_is_cut_without_end_and_beginning_being_lost(piece: str) -> None:
    text = (piece * (400_000 // len(piece))).strip()  # hours, were it not linear in its length
    found = sentences(text)
    assert (found[0].start, found[-1].end) == (0, len(text))
