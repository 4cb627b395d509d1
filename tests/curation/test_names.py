"""Names in a text: those of the catalogues, and those that no catalogue knows."""

import random
import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.curation.names import NameFinder, capitalised
from bilat.curation.sentences import sentences
from bilat.text import Span, plain

PROPERTY = settings(derandomize=True, deadline=None, max_examples=300)

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


def by_alternation(names: dict[str, str], text: str) -> Iterator[tuple[Span, str]]:
    """What one pattern of all names finds, which takes time for each of them everywhere."""
    longest_first = sorted(names, key=len, reverse=True)
    pattern = "|".join(f"({re.escape(plain(name))})" for name in longest_first)
    finder = re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)(?!-(?-i:[A-ZА-ЯЁ0-9]))", re.IGNORECASE)
    for found in finder.finditer(text):
        assert found.lastindex is not None
        yield Span(*found.span(), found[0]), names[longest_first[found.lastindex - 1]]


LETTERS = "abAB1 -.'ЖжЁ"
NAMES = st.text(LETTERS, min_size=1, max_size=5).filter(lambda name: name.strip() == name)


@PROPERTY
@given(st.dictionaries(NAMES, st.sampled_from("xyz"), min_size=1, max_size=8), st.data())
def test_names_are_found_as_by_one_pattern_of_all(
    names: dict[str, str], data: st.DataObject
) -> None:
    names = {plain(name): id_ for name, id_ in names.items()}
    once = {name.lower(): name for name in names}
    names = {name: names[name] for name in once.values()}
    pieces = st.sampled_from([*names, " ", " ", "-", ".", "a", "B", "Ж", "1"])
    text = plain("".join(data.draw(st.lists(pieces, max_size=12))))
    assert list(NameFinder(names).find(text)) == list(by_alternation(names, text))


def test_names_by_the_thousand_are_found() -> None:
    rng = random.Random(5)
    words = sorted({"".join(rng.choices("abcdefghij", k=7)).title() for _ in range(3000)})
    finder = NameFinder({f"{word} Works": word for word in words})
    text = " ".join(f"{word} Works" for word in reversed(words))
    assert [id_ for _, id_ in finder.find(text)] == words[::-1]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The plant in Tomsk makes Zubr trucks.", ["Tomsk", "Zubr"]),
        ("Tomsk makes trucks.", []),
        ('He said: "Tomsk makes trucks in Omsk."', ["Omsk"]),
        ("On Monday the President of Belarus met Soviet guests, and I too.", []),
        ("It is near Baikal-Amur Mainline (BAM-2).", ["Baikal", "Amur", "Mainline", "BAM"]),
        ("made in Neo-Zubr", ["Neo", "Zubr"]),
    ],
)
def test_capitalised_words_are_those_inside_a_sentence(text: str, found: list[str]) -> None:
    there = [word for each in sentences(text) for word in capitalised(each)]
    assert [word.text for word in there] == found
    assert all(text[word.start : word.end] == word.text for word in there)
