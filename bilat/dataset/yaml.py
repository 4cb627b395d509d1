"""YAML text → plain values. The only module that imports yaml.

A strict subset: only `true`, `false`, `null`, plain integers and plain decimals are anything but
text (not `no`, `1:30`, `0123`, `1_000` or a date), and duplicate keys, aliases and foreign tags are
errors.
"""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

import yaml
from yaml.constructor import ConstructorError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bilat.errors import ContentError
from bilat.text import misplaced

# The keys and indexes that lead to a value.
Location = tuple[int | str, ...]

# The most digits of a number: up to here every program keeps all of them.
MAX_DIGITS = 15
# The most values of a file: more would only fill the memory with problems.
MAX_VALUES = 100_000

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_TAGS = tuple(f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map"))
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?")
_CONSTANTS = {"true": True, "false": False, "null": None, "~": None, "": None}
# How others write a constant: neither text nor the constant until somebody says so.
_ALMOST_CONSTANTS = ("true", "false", "null", "none")


def parse(text: str, path: Path | str) -> Any:
    """Return the document of a YAML text as dicts, lists, strings, numbers, booleans and None.

    Raises ContentError, which names the path, at the first thing that is wrong.
    """
    try:
        root = compose(text)
        if root is None:
            raise ContentError(path, 1, 1, "the file is empty")
        return _value(root, set())
    except yaml.reader.ReaderError as error:
        message = f"the character U+{error.character:04X} is not allowed; remove it"
        raise misplaced(path, text, text.find(chr(error.character)), message) from None
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        mark: Any = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        said = (getattr(error, "context", None), getattr(error, "problem", None) or error)
        message = " ".join(str(words) for words in said if words)
        ours = "" if isinstance(error, ConstructorError) else "not YAML: "
        raise ContentError(path, line, column, f"{ours}{message}") from None


@lru_cache(maxsize=1)  # the positions of all problems of a file need the same nodes
def compose(text: str) -> Any:
    """Return the root of the nodes of a YAML text, or None if it is empty."""
    return yaml.compose(text, Loader=_LOADER)


def position(root: Node, at: Location) -> tuple[int, int]:
    """Return line and column of a value, or of the nearest value that contains it.

    The position of a field is that of its name.
    """
    mark, node = root.start_mark, root
    for step in at:
        if isinstance(node, MappingNode):
            pair = next((pair for pair in node.value if pair[0].value == step), None)
            if pair is None:
                break
            mark, node = pair[0].start_mark, pair[1]
        elif isinstance(node, SequenceNode) and isinstance(step, int):
            node = node.value[step]
            mark = node.start_mark
    return mark.line + 1, mark.column + 1


def _value(node: Node, seen: set[int]) -> Any:
    if id(node) in seen:
        _fail(node, "an alias refers to this value; write the value out in both places")
    seen.add(id(node))
    if len(seen) > MAX_VALUES:
        _fail(node, f"the file has more than {MAX_VALUES} values; no more are read")
    if node.tag not in _TAGS:
        _fail(node, f"the tag {node.tag} is not allowed; remove it")
    if isinstance(node, ScalarNode):
        return _scalar(node)
    if isinstance(node, SequenceNode):
        return [_value(item, seen) for item in node.value]
    fields: dict[str, Any] = {}
    for key, item in node.value:
        if not isinstance(key, ScalarNode) or key.tag not in _TAGS:
            _fail(key, "a key must be a word without a tag")
        if key.value in fields:
            _fail(key, f"the key {key.value!r} is used twice in this mapping; remove one")
        fields[key.value] = _value(item, seen)
    return fields


def _scalar(node: ScalarNode) -> Any:
    text: str = node.value
    for letter in "" if text.isprintable() else text:
        if not (letter.isprintable() or letter == "\n" or unicodedata.category(letter) == "Zs"):
            _fail(node, f"the character U+{ord(letter):04X} is not allowed; remove it")
    if node.style:  # quoted or a block
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text.lower() in _ALMOST_CONSTANTS:
        _fail(node, f"{text} may be a text; write true, false or null, or '{text}' in quotes")
    if number := _NUMBER.fullmatch(text):
        digits = len(text.lstrip("-0.").replace(".", ""))
        if digits > MAX_DIGITS:
            _fail(node, f"a number of {digits} digits; at most {MAX_DIGITS} are kept exactly")
        value = float(text) if number[1] else int(text)
        if "e" in str(value):
            _fail(node, f"{text} is too small to be kept as a decimal; use a smaller unit")
        return value
    return text


def _fail(node: Node, message: str) -> NoReturn:
    raise ConstructorError(None, None, message, node.start_mark)
