"""YAML text → plain values. The only module that imports yaml.

A strict subset of YAML 1.1 as libyaml reads it: only `true`, `false`, `null`, plain integers and
plain decimals are anything but strings (not `no`, `1:30`, `0123`, `1_000` or a date), and
duplicate keys, anchors, aliases, merge keys and tags are errors.
"""

import re
from collections.abc import Callable
from typing import Any, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

Location = tuple[int | str, ...]
Positions = dict[Location, tuple[int, int]]
Take = Callable[[], Any]
"""What gives the next event of the parser."""

MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 32
MAX_DIGITS = 18

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# In a block scalar the line ends are those of the file, and no record takes more than one line.
_LINE_END = re.compile("[\r\x85]")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?")
_CONSTANTS = {"true": True, "false": False, "null": None, "~": None, "": None}
# Control and invisible characters, line and paragraph separators, bidirectional overrides, byte
# order marks, tags, surrogates: none belongs into a name or a sentence, and some of them lie to a
# terminal.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u2028\u2029"
    "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]"
)


class YamlError(ValueError):
    """Not the YAML that the dataset may hold; `line` and `column` count from 1."""

    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.column = column
        self.message = message if len(message) <= 300 else f"{message[:297]}..."


def decode(data: bytes) -> str:
    """Bytes of a file as text; YamlError where they are not clean UTF-8."""
    if len(data) > MAX_BYTES:
        raise YamlError(1, 1, f"the file has more than {MAX_BYTES} bytes; no more are read")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        byte = data[error.start]
        _fail_at(before, len(before), f"byte 0x{byte:02x} is not UTF-8; save the file as UTF-8")
    text = text.removeprefix("\ufeff")
    if found := _UNPRINTABLE.search(text):
        _fail_at(text, found.start(), f"character U+{ord(found[0]):04X} is not allowed; remove it")
    return text


def _fail_at(text: str, index: int, message: str) -> NoReturn:
    line = text.count("\n", 0, index) + 1
    column = index - (text.rfind("\n", 0, index) + 1) + 1
    raise YamlError(line, column, message)


def parse(text: str, positions: Positions | None = None) -> Any:
    """The one document of a YAML text as dicts, lists, strings, numbers, booleans and None.

    Where `positions` is given it is filled with the line and column, from 1, of every value;
    of a mapping's value, those of its key. Raises YamlError at the first thing that is wrong.
    """
    try:
        loader: Any = _LOADER(text)
        try:
            return _document(loader.get_event, positions)
        finally:
            loader.dispose()
    except YamlError:
        raise
    except yaml.MarkedYAMLError as error:
        mark: Any = error.problem_mark
        raise YamlError(mark.line + 1, mark.column + 1, f"not YAML: {error.problem}") from None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise YamlError(1, 1, f"not YAML: {' '.join(str(error).split())}") from None


def _document(take: Take, positions: Positions | None) -> Any:
    take()  # the start of the stream
    event = take()
    if isinstance(event, StreamEndEvent):
        raise YamlError(1, 1, "the file is empty")
    value = _value(take(), take, (), positions)
    take()  # the end of the document
    event = take()
    if not isinstance(event, StreamEndEvent):
        _fail(event, "a second document begins; a file holds one")
    return value


def _fail(event: Any, message: str) -> NoReturn:
    raise YamlError(*_position(event), message)


def _position(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _value(event: Any, take: Take, at: Location, positions: Positions | None) -> Any:
    if event.anchor is not None:
        if isinstance(event, AliasEvent):
            _fail(event, f"the alias *{event.anchor} is not allowed; write the value out")
        _fail(event, f"the anchor &{event.anchor} is not allowed; remove it")
    if event.tag is not None:
        _fail(event, f"the tag {event.tag} is not allowed; remove it")
    if positions is not None and at not in positions:
        positions[at] = _position(event)
    if isinstance(event, ScalarEvent):
        return _scalar(event)
    if len(at) >= MAX_DEPTH:
        _fail(event, f"nested more than {MAX_DEPTH} levels deep")
    if isinstance(event, SequenceStartEvent):
        return _sequence(take, at, positions)
    return _mapping(take, at, positions)


def _sequence(take: Take, at: Location, positions: Positions | None) -> list[Any]:
    items: list[Any] = []
    while not isinstance(event := take(), SequenceEndEvent):
        items.append(_value(event, take, (*at, len(items)), positions))
    return items


def _mapping(take: Take, at: Location, positions: Positions | None) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    while not isinstance(event := take(), MappingEndEvent):
        if not isinstance(event, ScalarEvent):
            _fail(event, "a key must be a word")
        key = event.value
        if event.style:
            _check_printable(event)
        if key == "<<" and not event.style:
            _fail(event, "the merge key << is not allowed; write the fields out")
        if event.anchor is not None or event.tag is not None:
            _fail(event, "a key has neither anchor nor tag")
        if key in fields:
            _fail(event, f"the key {key!r} stands twice in this mapping")
        if positions is not None:
            positions[(*at, key)] = _position(event)
        fields[key] = _value(take(), take, (*at, key), positions)
    return fields


def _check_printable(event: Any) -> None:
    """Fails where an escape in a text stands for what may not stand there itself."""
    if found := _UNPRINTABLE.search(event.value) or _LINE_END.search(event.value):
        _fail(event, f"the escape for U+{ord(found[0]):04X} is not allowed; remove it")


def _check_digits(event: Any, text: str) -> None:
    digits = sum(map(str.isdigit, text))
    if digits > MAX_DIGITS:
        _fail(event, f"a number of {digits} digits; at most {MAX_DIGITS} are read")


def _scalar(event: Any) -> Any:
    text: str = event.value
    if event.style:
        _check_printable(event)
    if not event.implicit[0]:  # quoted or a block
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if number := _NUMBER.fullmatch(text):
        _check_digits(event, text)
        return float(text) if number[1] else int(text)
    return text
