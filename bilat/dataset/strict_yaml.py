"""YAML text → plain values. The only module that imports yaml.

A strict subset of YAML 1.1: only `true`, `false`, `null`, plain integers and plain decimals are
anything but strings (not `no`, `1:30`, `0123`, `1_000` or a date), and duplicate keys, anchors,
aliases, merge keys, tags, directives and tabs are errors, as is what may be taken for something
else (`Null`, `Minsk #5`).
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

MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 32
MAX_DIGITS = 18
_TOO_DEEP = f"nested more than {MAX_DEPTH} levels deep"

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# In a block scalar the line ends are those of the file, and no record takes more than one line.
_LINE_END = re.compile("[\r\x85]")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?")
_CONSTANTS = {"true": True, "false": False, "null": None, "~": None, "": None}
# How else others write a constant; it is neither text nor the constant until somebody says so.
_ALMOST_CONSTANTS = {"true": "true", "false": "false", "null": "null", "none": "null"}
_DIRECTIVE = re.compile("^%", re.MULTILINE)
# What looks like a text that goes on, or like the head of a block.
_TOUCHING_COMMENT = re.compile(r" +#\S|[|>][-+0-9]*#")
# Control and invisible characters, blank letters, line and paragraph separators, bidirectional
# overrides, byte order marks, tags, variation selectors, surrogates: none belongs into a name or a
# sentence, and some of them lie to a terminal.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u2028\u2029"
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\ud800-\udfff\ufffe\uffff\U000e0000-\U000e01ef]"
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
    if (tab := text.find("\t")) >= 0:
        _fail_at(text, tab, "a tab is not allowed; write spaces")
    if directive := _DIRECTIVE.search(text):
        _fail_at(text, directive.start(), "a directive is not allowed; remove the line")
    try:
        loader: Any = _LOADER(text)
        try:
            return _Parser(loader.get_event, text, positions).document()
        finally:
            loader.dispose()
    except YamlError:
        raise
    except yaml.MarkedYAMLError as error:
        mark: Any = error.problem_mark
        too_deep = "nesting" in str(error.problem)  # libyaml has a limit of its own
        message = _TOO_DEEP if too_deep else f"not YAML: {error.problem}"
        raise YamlError(mark.line + 1, mark.column + 1, message) from None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise YamlError(1, 1, f"not YAML: {' '.join(str(error).split())}") from None


class _Parser:
    """The events of a YAML parser → values."""

    def __init__(self, take: Callable[[], Any], text: str, positions: Positions | None) -> None:
        self._take = take
        self._positions = positions
        self._touched_by_comments = {found.start() for found in _TOUCHING_COMMENT.finditer(text)}

    def document(self) -> Any:
        """The value of the only document."""
        self._take()  # the start of the stream
        event = self._take()
        if isinstance(event, StreamEndEvent):
            raise YamlError(1, 1, "the file is empty")
        event = self._take()
        if isinstance(event, ScalarEvent) and event.implicit[0] and not event.value:
            raise YamlError(1, 1, "the file is empty")
        value = self._value(event, ())
        self._take()  # the end of the document
        event = self._take()
        if not isinstance(event, StreamEndEvent):
            _fail(event, "a second document begins; a file holds one")
        return value

    def _value(self, event: Any, at: Location) -> Any:
        if event.anchor is not None:
            if isinstance(event, AliasEvent):
                _fail(event, f"the alias *{event.anchor} is not allowed; write the value out")
            _fail(event, f"the anchor &{event.anchor} is not allowed; remove it")
        if event.tag is not None:
            _fail(event, f"the tag {event.tag} is not allowed; remove it")
        if self._positions is not None and at not in self._positions:
            self._positions[at] = _position(event)
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        if len(at) >= MAX_DEPTH:
            _fail(event, _TOO_DEEP)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(at)
        return self._mapping(at)

    def _sequence(self, at: Location) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := self._take(), SequenceEndEvent):
            items.append(self._value(event, (*at, len(items))))
        return items

    def _mapping(self, at: Location) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        while not isinstance(event := self._take(), MappingEndEvent):
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
            if self._positions is not None:
                self._positions[(*at, key)] = _position(event)
            fields[key] = self._value(self._take(), (*at, key))
        return fields

    def _scalar(self, event: Any) -> Any:
        text: str = event.value
        if event.style:
            _check_printable(event)
        if event.style in ("|", ">") and event.start_mark.index in self._touched_by_comments:
            _fail(event, "a comment needs a space before it")
        if not event.implicit[0]:  # quoted or a block
            return text
        if event.end_mark.index in self._touched_by_comments:
            _fail(event, "what follows # is cut off; put the text in quotes, or write '# ...'")
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if meant := _ALMOST_CONSTANTS.get(text.lower()):
            _fail(event, f"{text} may be a text; write {meant}, or '{text}' in quotes")
        if number := _NUMBER.fullmatch(text):
            _check_digits(event, text)
            return float(text) if number[1] else int(text)
        return text


def _fail(event: Any, message: str) -> NoReturn:
    raise YamlError(*_position(event), message)


def _position(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _check_printable(event: Any) -> None:
    """Fails where an escape in a text stands for what may not stand there itself."""
    if found := _UNPRINTABLE.search(event.value) or _LINE_END.search(event.value):
        _fail(event, f"the escape for U+{ord(found[0]):04X} is not allowed; remove it")


def _check_digits(event: Any, text: str) -> None:
    digits = sum(map(str.isdigit, text))
    if digits > MAX_DIGITS:
        _fail(event, f"a number of {digits} digits; at most {MAX_DIGITS} are read")
