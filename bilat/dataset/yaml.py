"""YAML text → plain values. The only module that imports yaml.

A strict subset: only `true`, `false`, `null`, plain integers and plain decimals are anything but
text (not `no`, `1:30`, `0123`, `1_000` or a date), and duplicate keys, aliases and foreign tags are
errors.
"""

import re
from typing import Any, NoReturn

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bilat.dataset.fields import MAX_DIGITS
from bilat.text import MAX_BYTES

# The keys and indexes that lead to a value.
Location = tuple[int | str, ...]

MAX_DEPTH = 32
# The most values of a file: more would only fill the memory with problems.
MAX_VALUES = 100_000

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_TOO_DEEP = f"nested more than {MAX_DEPTH} levels deep"
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?")
_CONSTANTS = {"true": True, "false": False, "null": None, "~": None, "": None}
# How others write a constant: it is neither text nor the constant until somebody says so.
_ALMOST_CONSTANTS = {"true": "true", "false": "false", "null": "null", "none": "null"}
_TEXT_TAG = "tag:yaml.org,2002:str"
_MERGE_MARKER = re.compile(r"^(<{7}|\|{7}|={7}|>{7})(?: .*)?$", re.MULTILINE)
# Tabs, control and invisible characters, blank letters, line and paragraph separators,
# bidirectional overrides, byte order marks, tags, variation selectors, surrogates: none belongs
# into a name or a sentence, and some of them lie to a terminal.
_UNPRINTABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029"
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
    """Return the bytes of a file as text; raise YamlError where they are not clean UTF-8."""
    if len(data) > MAX_BYTES:
        raise YamlError(1, 1, f"the file has more than {MAX_BYTES} bytes; no more are read")
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()  # without a byte order mark
        byte = error.object[error.start]
        _fail_at(before, len(before), f"byte 0x{byte:02x} is not UTF-8; save the file as UTF-8")
    if found := _UNPRINTABLE.search(text):
        _fail_at(text, found.start(), _not_allowed("character", found[0]))
    if found := _MERGE_MARKER.search(text):
        message = "a merge conflict is left here; keep one side and remove the marker"
        _fail_at(text, found.start(), message)
    return text


def parse(text: str) -> Any:
    """Return the document of a YAML text as dicts, lists, strings, numbers, booleans and None.

    Raise YamlError at the first thing that is wrong.
    """
    root = compose(text)
    if root is None:
        raise YamlError(1, 1, "the file is empty")
    return _Walk().value(root, 0)


def compose(text: str) -> Node | None:
    """Return the root of the nodes of a YAML text; None where it is empty."""
    try:
        root: Node | None = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark: Any = error.problem_mark or error.context_mark
        problem = str(error.problem)
        message = f"not YAML: {problem}"
        if "another document" in problem:
            message = "a second document begins; a file holds one"
        elif "nesting" in problem:  # libyaml has a limit of its own
            message = _TOO_DEEP
        raise YamlError(mark.line + 1, mark.column + 1, message) from None
    except RecursionError:
        raise YamlError(1, 1, _TOO_DEEP) from None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise YamlError(1, 1, f"not YAML: {' '.join(str(error).split())}") from None
    return root


def position(root: Node | None, at: Location) -> tuple[int, int]:
    """Return line and column of a value, or of the nearest value that contains it.

    The position of a field is that of its name.
    """
    mark: Any = root.start_mark if root else None
    node = root
    for step in at:
        if isinstance(node, MappingNode):
            found = next((pair for pair in node.value if pair[0].value == step), None)
            if found is None:
                break
            mark, node = found[0].start_mark, found[1]
        elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            mark = node.start_mark
        else:
            break
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


class _Walk:
    """Nodes → values."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def value(self, node: Node, depth: int) -> Any:
        if id(node) in self._seen:
            _fail(node, "an alias refers to this value; write the value out in both places")
        self._seen.add(id(node))
        if len(self._seen) > MAX_VALUES:
            _fail(node, f"the file has more than {MAX_VALUES} values; no more are read")
        if isinstance(node, ScalarNode):
            return _scalar(node)
        if depth >= MAX_DEPTH:
            _fail(node, _TOO_DEEP)
        if node.tag not in ("tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"):
            _fail_tag(node)
        if isinstance(node, SequenceNode):
            return [self.value(item, depth + 1) for item in node.value]
        fields: dict[str, Any] = {}
        for key, item in node.value:
            if not isinstance(key, ScalarNode):
                _fail(key, "a key must be a word")
            if key.tag != _TEXT_TAG:
                _fail_tag(key)
            if key.value in fields:
                _fail(key, f"the key {key.value!r} is used twice in this mapping; remove one")
            fields[key.value] = self.value(item, depth + 1)
        return fields


def _scalar(node: ScalarNode) -> Any:
    text: str = node.value
    if node.tag != _TEXT_TAG:
        _fail_tag(node)
    if node.style:  # quoted or a block
        if found := _UNPRINTABLE.search(text):
            _fail(node, _not_allowed("the escape for", found[0]))
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if meant := _ALMOST_CONSTANTS.get(text.lower()):
        _fail(node, f"{text} may be a text; write {meant}, or '{text}' in quotes")
    if number := _NUMBER.fullmatch(text):
        digits = len(text.lstrip("-0.").replace(".", ""))
        if digits > MAX_DIGITS:
            _fail(node, f"a number of {digits} digits; at most {MAX_DIGITS} are kept exactly")
        return float(text) if number[1] else int(text)
    return text


def _not_allowed(what: str, character: str) -> str:
    if character == "\t":
        return "a tab is not allowed; write spaces"
    return f"{what} U+{ord(character):04X} is not allowed; remove it"


def _fail_tag(node: Node) -> NoReturn:
    _fail(node, f"the tag {node.tag} is not allowed; remove it")


def _fail(node: Node, message: str) -> NoReturn:
    raise YamlError(node.start_mark.line + 1, node.start_mark.column + 1, message)


def _fail_at(text: str, index: int, message: str) -> NoReturn:
    line = text.count("\n", 0, index) + 1
    raise YamlError(line, index - text.rfind("\n", 0, index), message)
