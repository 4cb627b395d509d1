"""Strict YAML: what is text and what is not, what is refused, and where it stands."""

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bilat.dataset import strict_yaml
from bilat.dataset.strict_yaml import MAX_BYTES, Location, Positions, YamlError, decode, parse


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def either_loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML with libyaml and without: the same values, errors and positions."""
    if not hasattr(yaml, request.param):
        pytest.skip("PyYAML was built without libyaml")
    monkeypatch.setattr(strict_yaml, "_LOADER", getattr(yaml, request.param))


def refusal(text: str | bytes) -> str:
    """The error that a text or the bytes of a file give, as line:column: message."""
    with pytest.raises(YamlError) as raised:
        parse(text if isinstance(text, str) else decode(text))
    assert str(raised.value) == raised.value.message
    return f"{raised.value.line}:{raised.value.column}: {raised.value.message}"


# Scalars


@pytest.mark.usefixtures("either_loader")
@pytest.mark.parametrize(
    "word",
    [
        *"no No NO yes on On off y n nil".split(),
        *"0123 00 -01 0o17 0x1F 0b1 1_000 1_000.5 1,000 +1 +1.5 --1 1. .5 01.5 1e3 1.5e3 1e400".split(),
        *"1:30 190:20:30 1:30.5 .inf -.inf .nan = <<".split(),
        *"2020-09-25 2019-02-30 2020-9-5 2020-09-25T10:00:00Z ٣ １２ 1٣ 1.٣".split(),
        "2020-09-25 10:00:00",
        "1 2",
        "−1",  # a minus sign, not a hyphen
    ],
)
def test_what_yaml_1_1_reads_as_something_else_is_text(word: str) -> None:
    assert parse(f"- {word}\n- a: {word}\n") == [word, {"a": word}]


@pytest.mark.usefixtures("either_loader")
@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("true", "True"),
        ("false", "False"),
        ("null", "None"),
        ("~", "None"),
        ("", "None"),
        ("0", "0"),
        ("-0", "0"),
        ("7", "7"),
        ("-12", "-12"),
        ("999999999999999999", "999999999999999999"),
        ("0.0", "0.0"),
        ("0.25", "0.25"),
        ("-2.50", "-2.5"),
        ("10.0", "10.0"),
    ],
)
def test_constants_integers_and_plain_decimals_are_values(word: str, value: str) -> None:
    assert repr(parse(f"a: {word}")) == f"{{'a': {value}}}"


@pytest.mark.usefixtures("either_loader")
@pytest.mark.parametrize(
    ("word", "meant"),
    [
        *((word, "null") for word in ("Null", "NULL", "None", "none", "NONE")),
        *((word, "true") for word in ("True", "TRUE", "tRUE")),
        *((word, "false") for word in ("False", "FALSE")),
    ],
)
def test_a_constant_in_other_letters_is_neither_itself_nor_text(word: str, meant: str) -> None:
    message = f"{word} may be a text; write {meant}, or '{word}' in quotes"
    assert refusal(f"- x\n- a: {word}\n") == f"2:6: {message}"
    assert refusal(f"[{word}]") == f"1:2: {message}"
    assert parse(f"- '{word}'\n- {word}: \"{word}\"\n") == [word, {word: word}]


@pytest.mark.usefixtures("either_loader")
@pytest.mark.parametrize(
    "text",
    [
        *("city: Minsk #5", "city: Minsk  #5 more", "city: 1 #5", "city: #5", "city: null #5"),
        *("city: Минск 😀 #5", "city: one\n  two #5", "city: Minsk #5\r\nb: 1"),
    ],
)
def test_what_a_comment_would_cut_off_is_refused(text: str) -> None:
    place, message = refusal(text).split(": ", 1)
    assert place == ("1:6" if text == "city: #5" else "1:7")
    assert message == "what follows # is cut off; put the text in quotes, or write '# ...'"


@pytest.mark.usefixtures("either_loader")
def test_what_is_clearly_a_comment_is_none() -> None:
    text = "#a\na: Minsk # 5\nb: 'x' #y\n  #z\nc: Minsk#5\nd: '#5 x #6'\ne: |- # y\n  b #5\n"
    assert parse(text) == {"a": "Minsk", "b": "x", "c": "Minsk#5", "d": "#5 x #6", "e": "b #5"}


@pytest.mark.usefixtures("either_loader")
@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("'12'", "12"),
        ('"1.5"', "1.5"),
        ('"true"', "true"),
        ("'null'", "null"),
        ("'~'", "~"),
        ("''", ""),
        ("|-\n  12", "12"),
        ("|\n  1\n  2\n", "1\n2\n"),
        (">-\n  1\n  2\n", "1 2"),
        (r'"\u0411\x41\U0001F600"', "БA😀"),
        ("one\n  two", "one two"),
    ],
)
def test_what_is_quoted_or_a_block_is_text(written: str, text: str) -> None:
    assert parse(f"a: {written}") == {"a": text}


@pytest.mark.usefixtures("either_loader")
def test_every_key_is_text() -> None:
    text = "true: a\n1: b\nnull: c\n2020-09-25: d\n1.5: e\n'<<': f\n? no\n: g"
    assert parse(text) == dict(
        zip(["true", "1", "null", "2020-09-25", "1.5", "<<", "no"], "abcdefg", strict=True)
    )


@pytest.mark.usefixtures("either_loader")
@pytest.mark.parametrize("text", ["a: 1", "---\na: 1\n", "a: 1\n...\n", "# x\n\na: 1 # y\n"])
def test_the_marks_and_comments_around_a_document_change_nothing(text: str) -> None:
    assert parse(text) == {"a": 1}


# What is refused


REFUSED = {
    "empty": ("", "1:1: the file is empty"),
    "white space": (" \n\n", "1:1: the file is empty"),
    "comment only": ("# nothing\n", "1:1: the file is empty"),
    "no more than marks": ("---\n# nothing\n...\n", "1:1: the file is empty"),
    "twice": ("a: 1\nb: 2\na: 3", "3:1: the key 'a' stands twice in this mapping"),
    "twice, once quoted": ("a: 1\n'a': 1", "2:1: the key 'a' stands twice in this mapping"),
    "twice without value": ("a:\na:", "2:1: the key 'a' stands twice in this mapping"),
    "twice in flow": (
        "- {x: 1, y: {no: 1, b: 2, no: 3}}",
        "1:27: the key 'no' stands twice in this mapping",
    ),
    "anchor": ("a: &x 1", "1:4: the anchor &x is not allowed; remove it"),
    "anchored list": ("a:\n  - &x [1]", "2:5: the anchor &x is not allowed; remove it"),
    "anchored mapping": ("&x {a: 1}", "1:1: the anchor &x is not allowed; remove it"),
    "alias": ("a:\n  b: *x", "2:6: the alias *x is not allowed; write the value out"),
    "merge": ("a:\n  <<: {}", "2:3: the merge key << is not allowed; write the fields out"),
    "merge in flow": (
        "{b: 1, <<: []}",
        "1:8: the merge key << is not allowed; write the fields out",
    ),
    "core tag": ("a: !!str 1", "1:4: the tag tag:yaml.org,2002:str is not allowed; remove it"),
    "own tag": ("- !thing {a: 1}", "1:3: the tag !thing is not allowed; remove it"),
    "python tag": (
        "!!python/name:os.system ''",
        "1:1: the tag tag:yaml.org,2002:python/name:os.system is not allowed; remove it",
    ),
    **{
        directive: (
            f"# x\n{directive}\n---\na: 1",
            "2:1: a directive is not allowed; remove the line",
        )
        for directive in ("%TAG ! tag:example.org:", "%YAML 1.1", "%YAML 2.0", "%FOO", "%")
    },
    "tab as indent": ("a:\n\tb: 1", "2:1: a tab is not allowed; write spaces"),
    "tab before a value": ("a:\t1", "1:3: a tab is not allowed; write spaces"),
    "tab in a text": ("a: 'x\ty'", "1:6: a tab is not allowed; write spaces"),
    "anchored key": ("a: 1\n&x b: 1", "2:1: a key has neither anchor nor tag"),
    "tagged key": ("!!str a: 1", "1:1: a key has neither anchor nor tag"),
    "escape in a key": (
        r'"a\u202E": 1',
        "1:1: the escape for U+202E is not allowed; remove it",
    ),
    "alias as key": ("*x : 1", "1:1: a key must be a word"),
    "list as key": ("? [a]\n: 1", "1:3: a key must be a word"),
    "mapping as key": ("{{a: 1}: 1}", "1:2: a key must be a word"),
    "second document": ("a: 1\n---\nb: 2", "2:1: a second document begins; a file holds one"),
    "empty second one": ("a: 1\n...\n---\n", "3:1: a second document begins; a file holds one"),
    "19 digits": ("a: 1\nb: 1" + "0" * 18, "2:4: a number of 19 digits; at most 18 are read"),
    "19 digits in a decimal": (
        "- 1\n- 1." + "0" * 18,
        "2:3: a number of 19 digits; at most 18 are read",
    ),
    "5000 digits": ("- " + "9" * 5000, "1:3: a number of 5000 digits; at most 18 are read"),
    "33 lists": ("[" * 33 + "]" * 33, "1:33: nested more than 32 levels deep"),
    "33 list items": ("- " * 33 + "x", "1:65: nested more than 32 levels deep"),
    "33 mappings": ("{a: " * 33 + "1" + "}" * 33, "1:129: nested more than 32 levels deep"),
}


@pytest.mark.usefixtures("either_loader")
@pytest.mark.parametrize(("text", "error"), REFUSED.values(), ids=REFUSED)
def test_what_the_dataset_may_not_hold_is_refused_where_it_stands(text: str, error: str) -> None:
    assert refusal(text) == error


@pytest.mark.usefixtures("either_loader")
@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000])
def test_what_is_bottomless_is_said_to_be_nested_too_deep(text: str) -> None:
    assert refusal(text).split(": ", 1)[1] == "nested more than 32 levels deep"


@pytest.mark.parametrize(
    ("length", "message"),
    [
        pytest.param(261, f"the key '{'k' * 261}' stands twice in this mapping", id="300"),
        pytest.param(262, f"the key '{'k' * 262}' stands twice in this map...", id="301"),
        pytest.param(400, f"the key '{'k' * 288}...", id="439"),
    ],
)
def test_a_message_of_more_than_300_characters_is_cut(length: int, message: str) -> None:
    key = "k" * length
    with pytest.raises(YamlError) as raised:
        parse(f"{key}: 1\n{key}: 2")
    assert raised.value.message == message


@pytest.mark.usefixtures("either_loader")
def test_what_looks_like_a_refused_thing_but_is_none_is_read() -> None:
    text = "- {a: '&x', b: '*x', c: '!y', d: '---'}\n- {a: x&y, b: x*y, c: x!, d: a --- b}"
    assert parse(text) == [
        {"a": "&x", "b": "*x", "c": "!y", "d": "---"},
        {"a": "x&y", "b": "x*y", "c": "x!", "d": "a --- b"},
    ]


@pytest.mark.usefixtures("either_loader")
def test_thirty_two_levels_are_read() -> None:
    value = parse("[" * 32 + "no" + "]" * 32)
    for _ in range(32):
        (value,) = value
    assert value == "no"


@pytest.mark.usefixtures("either_loader")
@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        pytest.param("a: b: c", "1:5: not YAML: ", id="a colon too many"),
        pytest.param("x: 1\na: @b", "2:4: not YAML: ", id="reserved character"),
        pytest.param("a: 'b", "1:6: not YAML: ", id="open quote"),
        pytest.param("a: [1}", "1:6: not YAML: ", id="wrong bracket"),
        pytest.param("a: 1\n  b: 2", "2:4: not YAML: ", id="wrong indent"),
        pytest.param("- a\nb: 1", "2:1: not YAML: ", id="list, then mapping"),
        pytest.param("a\x01", "1:1: not YAML: ", id="unreadable"),
    ],
)
def test_what_is_not_yaml_is_refused_where_it_stands(text: str, beginning: str) -> None:
    message = refusal(text)
    assert message.startswith(beginning)
    assert "\n" not in message


@pytest.mark.usefixtures("either_loader")
@pytest.mark.parametrize("text", ["a: |#\n  x", "a: >-#b\n  x"])
def test_a_comment_that_touches_the_head_of_a_block_is_refused(text: str) -> None:
    assert refusal(text).startswith("1:")


def test_the_parser_says_what_is_not_yaml() -> None:
    expected = "2:5: not YAML: mapping values are not allowed in this context"
    assert refusal("é: [1]\na: b: c") == expected
    expected = "1:1: not YAML: unacceptable character #x0001: control characters are not allowed in"
    assert refusal("a\x01").startswith(f"{expected} ")


# Bytes and characters


@pytest.mark.parametrize(
    ("data", "place", "byte"),
    [
        pytest.param("a: 1\nимя: Уфа".encode("cp1251"), "2:1", "e8", id="windows-1251"),
        pytest.param("é: ".encode() + b"\xe9", "1:4", "e9", id="latin-1 after UTF-8"),
        pytest.param(b"\xff\xfea\x00", "1:1", "ff", id="UTF-16"),
        pytest.param(b"a\r\nbc\xc0\xaf", "2:3", "c0", id="overlong"),
        pytest.param(b"\n\n \xed\xa0\x80", "3:2", "ed", id="surrogate"),
        pytest.param(b"\na: \xd0", "2:4", "d0", id="cut off"),
    ],
)
def test_bytes_that_are_not_utf_8_are_refused(data: bytes, place: str, byte: str) -> None:
    assert refusal(data) == f"{place}: byte 0x{byte} is not UTF-8; save the file as UTF-8"


CONTROLS = "0000 0001 0007 0008 000B 000C 000E 001B 001F 007F 0080 0084 0086 009B 009F".split()
LINE_SEPARATORS = ["2028", "2029"]
BLANKS = "00AD 034F 115F 1160 180E 2800 3164 FE0F FFA0".split()
DIRECTIONS = "061C 200E 200F 202A 202B 202C 202D 202E 2066 2067 2068 2069".split()
NO_CHARACTERS = ["FEFF", "FFFE", "FFFF"]


@pytest.mark.parametrize(
    "code", [*CONTROLS, *LINE_SEPARATORS, *BLANKS, *DIRECTIONS, *NO_CHARACTERS]
)
def test_characters_that_deceive_are_refused_in_person_and_as_an_escape(code: str) -> None:
    data = f"name: Уфа\nb: x{chr(int(code, 16))}y # z\nc: 1\n".encode()
    assert refusal(data) == f"2:5: character U+{code} is not allowed; remove it"
    escape = f'a:\n  - x\n  - "y\\u{code}"'
    assert refusal(escape) == f"3:5: the escape for U+{code} is not allowed; remove it"


@pytest.mark.usefixtures("either_loader")
@pytest.mark.parametrize("code", ["000D", "0085"])
def test_an_escape_stands_for_no_line_end_but_the_usual_one(code: str) -> None:
    expected = f"2:4: the escape for U+{code} is not allowed; remove it"
    assert refusal(f'a: "\\n"\nb: "y\\u{code}"') == expected


@pytest.mark.usefixtures("either_loader")
@pytest.mark.parametrize("escape", [r"\uD800", r"\uDFFF", r"\U00110000", r"\UFFFFFFFF"])
def test_an_escape_stands_for_a_whole_character_that_there_is(escape: str) -> None:
    with pytest.raises(YamlError):
        parse(f'a: "{escape}"')


def test_a_byte_order_mark_is_dropped_at_the_beginning_only() -> None:
    assert decode(b"\xef\xbb\xbfa: 1") == "a: 1"
    twice = b"\xef\xbb\xbf\xef\xbb\xbfa: 1"
    assert refusal(twice) == "1:1: character U+FEFF is not allowed; remove it"


# Of the rest, letters that show nothing and marks that change the look of others are refused.
SHOWN = st.characters(
    exclude_categories=["C", "Z", "M"], exclude_characters="\u115f\u1160\u2800\u3164\uffa0"
)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.text(st.sampled_from("\t\r\n \u0301") | SHOWN))
def test_letters_signs_and_line_endings_pass(text: str) -> None:
    assert decode(text.encode()) == text


def test_a_file_of_four_mebibytes_is_read_and_one_byte_more_is_not() -> None:
    assert len(decode(b"#" * MAX_BYTES)) == 4_194_304
    message = "1:1: the file has more than 4194304 bytes; no more are read"
    assert refusal(b"#" * (MAX_BYTES + 1)) == message


# Positions

NESTED = """\
# A comment
имя: "Уфа"

list:
  - one
  -
  - [2, {x: 3, "y": [4]}]
  - k: |
      block
    l:
"""


@pytest.mark.usefixtures("either_loader")
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["unix", "dos"])
def test_a_value_of_a_mapping_stands_at_its_key_and_any_other_at_itself(line_end: str) -> None:
    positions: Positions = {}
    value = parse(NESTED.replace("\n", line_end), positions)
    assert value == {
        "имя": "Уфа",
        "list": ["one", None, [2, {"x": 3, "y": [4]}], {"k": "block\n", "l": None}],
    }
    assert positions == {
        (): (2, 1),
        ("имя",): (2, 1),
        ("list",): (4, 1),
        ("list", 0): (5, 5),
        ("list", 1): (6, 4),
        ("list", 2): (7, 5),
        ("list", 2, 0): (7, 6),
        ("list", 2, 1): (7, 9),
        ("list", 2, 1, "x"): (7, 10),
        ("list", 2, 1, "y"): (7, 16),
        ("list", 2, 1, "y", 0): (7, 22),
        ("list", 3): (8, 5),
        ("list", 3, "k"): (8, 5),
        ("list", 3, "l"): (10, 5),
    }


# Whatever comes


def locations(value: Any, at: Location = ()) -> Iterator[Location]:
    """Where there is a value inside a value; fails where it is of another type than YAML's."""
    yield at
    if isinstance(value, dict):
        for key, item in value.items():
            assert type(key) is str
            yield from locations(item, (*at, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from locations(item, (*at, index))
    else:
        assert value is None or type(value) in (str, int, float, bool)


PIECES = st.one_of(
    st.sampled_from([*"ab01-:[]{},&*!|>'\"%@`#?~<. \n\t\\", "\n  ", ": ", "- ", "---\n", "\\x1"]),
    st.sampled_from(["null", "<<: ", "\r\n", "é", "\u2028", "\ufeff", "1:2", "!!int ", "\x00"]),
)


def outcome(data: bytes, positions: Positions) -> tuple[Any, YamlError | None]:
    """The value of a file or why it has none."""
    try:
        return parse(decode(data), positions), None
    except YamlError as error:
        return None, error


@pytest.mark.usefixtures("either_loader")
@settings(
    derandomize=True,
    deadline=None,
    max_examples=400,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # the loader stays the same
)
@given(st.lists(PIECES, max_size=12).map("".join).map(str.encode) | st.binary(max_size=40))
def test_any_file_is_a_value_with_positions_or_a_yaml_error(data: bytes) -> None:
    positions: Positions = {}
    value, error = outcome(data, positions)
    lines = len(data.splitlines()) + 2  # YAML has line ends that bytes do not have
    places = [(error.line, error.column)] if error else positions.values()
    assert all(1 <= line <= lines and 1 <= column <= len(data) + 2 for line, column in places)
    assert error or set(positions) == set(locations(value))
