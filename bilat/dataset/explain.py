"""What pydantic finds wrong with a file, in plain words: what is wrong and what would be right."""

from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from bilat.dataset.fields import PATTERNS
from bilat.dataset.yaml import Location
from bilat.errors import shortened
from bilat.vocabulary import LEFT_OUT_KIND

# The most problems of one file that are explained; the others are counted.
MAX_EXPLAINED = 50

# What is wrong, by pydantic's name for it; pydantic's own words serve for the rest.
_MESSAGES = {
    "missing": "missing; add it",
    "string_type": "should be text, not {given}",
    "tuple_type": "should be a list, not {given}",
    "model_type": "should be a mapping of fields, not {given}",
    "too_short": "should have at least one item",
    "too_long": "should have at most {max_length} items",
    "string_pattern_mismatch": "{given} is not {words}",
    "literal_error": "{given} is not one of {expected}",
    "value_error": "{error}",
}
_PERIOD = 'value: 2019 or value: "2015/2020"'
# The fields of older datasets: their names now, and how to write them.
_RENAMED = {
    "from": ("value", _PERIOD),
    "to": ("value", _PERIOD),
    "proposed_by": ("side", "side: belarus, region or both, null for what exists"),
    "why": ("kind", f"kind: {', '.join(LEFT_OUT_KIND)}"),
    "parent": ("parents", "parents: [automotive] or parents: []"),
}


def validated(type_: Any, value: Any) -> tuple[Any, list[tuple[Location, str]]]:
    """Return the records of a value and no errors, or None and what is wrong at which location."""
    try:
        return TypeAdapter(type_).validate_python(value), []
    except ValidationError as error:
        details = error.errors(include_url=False)
    old = [each["loc"] for each in details if each["type"] == "extra_forbidden"]
    renamed = {(*at[:-1], _RENAMED[at[-1]][0]) for at in old if at[-1] in _RENAMED}
    details = [
        each
        for each in details
        if each["loc"] not in renamed  # it is there under its old name
        and not (each["type"] == "too_short" and each["input"])  # no item is valid
    ]
    errors = [(each["loc"], _explained(type_, each)) for each in details[:MAX_EXPLAINED]]
    if (more := len(details) - MAX_EXPLAINED) > 0:
        errors.append((details[MAX_EXPLAINED]["loc"], f"and {more} more problems from here"))
    return None, errors


def _explained(type_: Any, detail: ErrorDetails) -> str:
    at, given, context = detail["loc"], detail["input"], detail.get("ctx", {})
    if detail["type"] == "extra_forbidden":
        return _unknown(str(at[-1]), [*_model_at(type_, at[:-1]).model_fields])
    message = _MESSAGES.get(detail["type"], "{message}, not {given}").format(
        **context,
        given=_written(given),
        message=detail["msg"].removeprefix("Input "),
        words=PATTERNS.get(context.get("pattern", "")),
    )
    if detail["type"] == "literal_error":
        near = get_close_matches(str(given), context["expected"].split("'")[1::2], n=1)
        message += "".join(f"; did you mean {word}?" for word in near)
    if detail["type"] == "string_type" and isinstance(given, int | float):
        message += "; put it in quotes"
    if detail["type"] == "tuple_type" and not isinstance(given, dict):
        message += f"; write [{'' if given is None else given}]"
    return shortened(message, 300)


def _unknown(field: str, known: list[str]) -> str:
    now, example = _RENAMED.get(field, ("", ""))
    if now in known:
        return f"this field is {now} now; write {example}"
    for near in get_close_matches(field, known, n=1):
        return f"unknown field; did you mean {near}?"
    return f"unknown field; known: {', '.join(known)}"


def _written(value: Any) -> str:
    """Return a value as a short text, written as in YAML."""
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    constants = {"None": "null", "True": "true", "False": "false"}
    return shortened(constants.get(repr(value), repr(value)))


def _model_at(type_: Any, at: Location) -> type[BaseModel]:
    model = _model(type_)
    for step in at:
        if model and isinstance(step, str):
            model = _model(model.model_fields[step].annotation)
    assert model
    return model


def _model(type_: Any) -> type[BaseModel] | None:
    """Return the model in an annotation such as tuple[Trade, ...]."""
    if isinstance(type_, type) and issubclass(type_, BaseModel):
        return type_
    return next(filter(None, map(_model, get_args(type_))), None)
