"""The YAML that a file may hold: its values, where they stand, and what is refused."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilat.dataset.yaml import Location, compose, parse, position
from bilat.errors import ContentError
from bilat.text import decode

VALUES = [
    ("true", True), ("false", False), ("null", None), ("~", None), ("[a, ]", ["a"]), ("a:", {"a": None}),
    ("0", 0), ("0.0001", 0.0001), ("-12", -12), ("2.50", 2.5), ("-0.5", -0.5), ("999999999999999", 999_999_999_999_999),
    ("no", "no"), ("1:30", "1:30"), ("0123", "0123"), ("1_000", "1_000"), ("0x1F", "0x1F"), ("1e3", "1e3"),
    (".5", ".5"), ("+5", "+5"), ("2019-02-30", "2019-02-30"), ("2022-01/2022-08", "2022-01/2022-08"),
    ("'null'", "null"), ('"12"', "12"), ("'it''s'", "it's"), ("|\n  12", "12"), ("!!str 12", 12),
    ("<<: a", {"<<": "a"}), ("null: a", {"null": "a"}), ("&x a", "a"), ("Minsk #5", "Minsk"),
    ("\ufeffa: 1\r\nb: 2\r\n", {"a": 1, "b": 2}), ("%YAML 1.1\n--- a", "a"),
]  # fmt: skip
REFUSED = [
    ("", "1:1: the file is empty"),
    ("a: 1\nb: 2\na: 3", "3:1: the key 'a' is used twice in this mapping; remove one"),
    ("a: &x 1\nb: *x", "1:4: an alias refers to this value; write the value out in both places"),
    ("&a [*a]", "1:1: an alias refers to this value; write the value out in both places"),
    ("a: *b", "1:4: not YAML: found undefined alias"),
    ("a: !set 1", "1:4: the tag !set is not allowed; remove it"),
    ("!x a: 1", "1:1: a key must be a word without a tag"),
    ("{[a]: 1}", "1:2: a key must be a word without a tag"),
    ("- a\n---\n- b", "2:1: not YAML: expected a single document in the stream but found another document"),
    ('a: "b\\tc"', "1:4: the character U+0009 is not allowed; remove it"),
    ("a: 0.00001", "1:4: 0.00001 is too small to be kept as a decimal; use a smaller unit"),
    ("a: None", "1:4: None may be a text; write true, false or null, or 'None' in quotes"),
    ("a: 1234567890123456", "1:4: a number of 16 digits; at most 15 are kept exactly"),
    ("a: x\u200by", "1:4: the character U+200B is not allowed; remove it"),
    ("a: x\x1by", "1:5: the character U+001B is not allowed; remove it"),
    ('a: "x\\x1by"', "1:4: the character U+001B is not allowed; remove it"),
    ("a: 1\n<<<<<<< HEAD\nb: 1\n", "2:1: a merge conflict is left here; keep one side and remove the marker"),
    ("[" * 40, "2:1: not YAML: while parsing a flow node did not find expected node content"),
    ("[" * 5000, "1:1001: not YAML: while increasing flow level exceeded maximum nesting depth"),
    ("a: [1,", "2:1: not YAML: while parsing a flow node did not find expected node content"),
    ("a: 'x", "1:6: not YAML: while scanning a quoted scalar found unexpected end of stream"),
]  # fmt: skip


def read(text: str) -> Any:
    return parse(decode(text.encode(), "x"), "x")


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_values(text: str, value: Any) -> None:
    found = read(text)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_what_is_refused(text: str, message: str) -> None:
    with pytest.raises(ContentError) as raised:
        read(text)
    assert str(raised.value) == f"x:{message}"


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
def test_bytes_that_are_not_utf_8_are_located(start: bytes) -> None:
    message = "x:2:4: byte 0xcc is not UTF-8; save the file as UTF-8"
    with pytest.raises(ContentError, match=message):
        decode(start + "a: 1\nb: Минск".encode("cp1251"), "x")


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Co", "Cn", "Zl", "Zp", "Mn")),
    max_size=9,
)
numbers = st.integers(-(10**15) + 1, 10**15 - 1) | st.decimals(-(10**6), 10**6, places=3).map(float)
values = st.recursive(
    texts | st.none() | st.booleans() | numbers,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=15,
)


@given(values)
def test_every_value_survives_a_round_trip(value: Any) -> None:
    assert read(json.dumps(value, ensure_ascii=False)) == value


def located(value: Any, at: Location = ()) -> Iterator[tuple[Location, Any]]:
    """Yield every value in a value, in the order of the file, with its location."""
    if isinstance(value, dict | list):
        for step, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield (*at, step), item
            yield from located(item, (*at, step))


@given(values)
def test_a_position_is_where_the_value_or_its_name_is_written(value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1)
    positions = []
    for at, item in located(value):
        line, column = position(compose(text), at)
        rest = "\n".join(text.split("\n")[line - 1 :])[column - 1 :]
        assert json.JSONDecoder().raw_decode(rest)[0] == (
            item if isinstance(at[-1], int) else at[-1]
        )
        positions.append((line, column))
    assert positions == sorted({*positions})


def test_a_position_of_what_is_missing_is_that_of_what_should_contain_it() -> None:
    root = compose("a:\n  - b: 1\n  - c\n")
    assert position(root, ()) == (1, 1)
    assert position(root, ("a", 0, "x")) == (2, 5)
    assert position(root, ("a", 1, "c", "d")) == (3, 5)
    assert position(root, ("z",)) == (1, 1)
