"""What pydantic finds wrong with a file, in plain words: what is wrong and what would be right."""

from difflib import get_close_matches
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from bilat.dataset.fields import PATTERNS
from bilat.dataset.yaml import Location
from bilat.vocabulary import LEFT_OUT_KIND

# The most problems of one file that are explained; the others are counted.
MAX_EXPLAINED = 50

_PERIOD = 'a period has one value now, such as value: 2019 or value: "2015/2020"'
# The fields of older datasets: the fields that hold their values now, and what to write.
_RENAMED = {
    "from": ("value", _PERIOD),
    "to": ("value", _PERIOD),
    "proposed_by": ("side", "this field is side now: belarus, region or both, null of what exists"),
    "why": ("kind", f"this field is kind now: {', '.join(LEFT_OUT_KIND)}"),
    "parent": ("parents", "this field is parents now: a list of sectors, such as [automotive]"),
}


def validated(type_: Any, value: Any) -> tuple[Any, list[tuple[Location, str]]]:
    """Return the records of a value and no errors, or None and what is wrong at which location."""
    try:
        return _adapter(type_).validate_python(value), []
    except ValidationError as error:
        details = [each for each in error.errors(include_url=False) if not _follows(value, each)]
    errors = [(each["loc"], _explain(type_, each)) for each in details[:MAX_EXPLAINED]]
    if (more := len(details) - MAX_EXPLAINED) > 0:
        errors.append((details[MAX_EXPLAINED]["loc"], f"and {more} more problems from here"))
    return None, errors


@cache
def _adapter(type_: Any) -> TypeAdapter[Any]:
    return TypeAdapter(type_)


def _follows(value: Any, detail: ErrorDetails) -> bool:
    """Return whether a problem only follows from another one.

    A field is missing because it is there under an older name, or a list has no valid item.
    """
    at = detail["loc"]
    if detail["type"] == "too_short":
        return bool(detail["input"])
    given = value
    for step in at[:-1]:
        given = given[step]
    if detail["type"] == "missing":
        return any(old in given for old, (new, _) in _RENAMED.items() if new == at[-1])
    return at[-1:] == ("to",) and "from" in given  # one message for both


def _explain(type_: Any, detail: ErrorDetails) -> str:
    at, given, context = detail["loc"], detail["input"], detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return "missing; add it"
        case "extra_forbidden":
            known = _fields(type_, at[:-1])
            field = str(at[-1])
            if field in _RENAMED and _RENAMED[field][0] in known:
                return _RENAMED[field][1]
            near = get_close_matches(field, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(known)}"
            return f"unknown field; {hint}"
        case "literal_error":
            expected = str(context["expected"])
            near = get_close_matches(str(given), expected.split("'")[1::2], n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            return f"{_shown(given)} is not one of {expected}{hint}"
        case "string_pattern_mismatch":
            return f"{_shown(given)} is not {PATTERNS[str(context['pattern'])]}"
        case "value_error":
            return _short(str(context["error"]), 300)
        case "string_type":
            hint = "; put it in quotes" if isinstance(given, int | float) else ""
            return f"should be text, not {_shown(given)}{hint}"
        case "int_type":
            return f"should be a whole number, not {_shown(given)}"
        case "too_short":
            return "should have at least one item"
        case "too_long":
            return f"should have at most {context['max_length']} items"
        case "tuple_type":
            items = "[]" if given is None else f"[{given}]"
            hint = "" if isinstance(given, dict) else f"; write {_short(items)}"
            return f"should be a list, not {_shown(given)}{hint}"
        case "model_type" | "model_attributes_type" | "dict_type":
            return f"should be a mapping of fields, not {_shown(given)}"
        case _:
            message = detail["msg"]
            return f"{message[0].lower()}{message[1:]}, not {_shown(given)}"


def _shown(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    return _short(repr(value))


def _short(text: str, length: int = 60) -> str:
    return text if len(text) <= length else f"{text[: length - 3]}..."


def _fields(type_: Any, at: Location) -> list[str]:
    """Return the fields of the model at a location."""
    for step in at:
        if isinstance(step, int):
            type_ = get_args(_member(type_, tuple))[0]
        else:
            type_ = _member(type_, BaseModel).model_fields[step].annotation
    return [*_member(type_, BaseModel).model_fields]


def _member(type_: Any, kind: type) -> Any:
    """Return the model or tuple among what an annotation admits."""
    origin = get_origin(type_) or type_
    if isinstance(origin, type) and issubclass(origin, kind):
        return type_
    return next(filter(None, (_member(each, kind) for each in get_args(type_))), None)
