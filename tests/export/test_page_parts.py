"""What pages are made of: text that never becomes HTML, and amounts in words."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilat.database.rows import TradeRow
from bilat.export.page import words
from bilat.export.page.markup import Markup, element, link, markup
from bilat.output.amounts import divisor
from bilat.output.pen import PLAIN

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]))


@given(TEXT)
def test_text_comes_back_as_it_was(text: str) -> None:
    parsed = ElementTree.fromstring(element("p", text, title=text))
    assert (parsed.text or "", parsed.get("title"), len(parsed)) == (text, text, 0)


@given(st.lists(TEXT))
def test_parts_come_back_one_after_the_other(parts: list[str]) -> None:
    joined = markup(*parts, *(element("b", part) for part in parts))
    parsed = ElementTree.fromstring(element("p", joined))
    assert (parsed.text or "") == "".join(parts)
    assert [each.text or "" for each in parsed] == parts


def test_markup_is_not_escaped_twice() -> None:
    assert markup("<", Markup("<hr>"), None, "&") == "&lt;<hr>&amp;"


@given(TEXT)
def test_only_addresses_of_the_web_are_links(text: str) -> None:
    web = text.lower().startswith(("http://", "https://"))
    assert link(text, "there").startswith("<a ") == web


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " https://example.org",
        "java\nscript:x",
        "data:text/html,x",
        "//x.org",
    ],
)
def test_other_addresses_are_text(address: str) -> None:
    assert link(address, "there") == "there"


# Words


@pytest.mark.parametrize(
    ("low", "high", "factor", "direction", "expected"),
    [
        (-0.06, -0.05, None, "down", "(1 − 5-6%)"),
        (None, -0.06, None, "down", "(1 − over 6%)"),
        (-0.06, None, None, "down", "(1 − almost 6%)"),
        (0.25, 0.25, None, "up", "(1 + 25%)"),
        (0.125, None, None, "up", "(1 + over 12.5%)"),
        (1.6, 1.6, 2.6, "up", "2.6"),
        (1.6, None, 2.6, "up", "over 2.6"),
        (None, 2.0, 3.0, "up", "almost 3"),
    ],
)
def test_what_an_amount_is_divided_by(
    low: float | None, high: float | None, factor: float | None, direction: str, expected: str
) -> None:
    empty = dict.fromkeys(TradeRow._fields)
    change = {"change_lower": low, "change_upper": high, "factor": factor, "direction": direction}
    assert divisor(TradeRow(**{**empty, **change}), PLAIN) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        (10**9, "USD", "$1 billion"),
        (2_500_000, "EUR", "€2.5 million"),
        (5_000, "RUB", "RUB 5 thousand"),
        (1, "USD", "$1"),
    ],
)
def test_round_amounts(amount: int, currency: str, expected: str) -> None:
    assert words.money(amount, currency) == expected
