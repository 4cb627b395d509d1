"""The files of a data folder → a sound Dataset, or every problem as path:line:column."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from itertools import starmap
from pathlib import Path
from typing import Any, NamedTuple, get_args

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from bilat.dataset import rules
from bilat.dataset.fields import PATTERNS
from bilat.dataset.folder import FILES
from bilat.dataset.models import Company, Dataset, DatasetInfo, Document, Region, Sector
from bilat.dataset.yaml import Location, compose, parse, position
from bilat.errors import ContentError, DatasetError, Problem, Progress, shortened, silent
from bilat.text import decode

# What each kind of file holds.
TYPES: dict[str, Any] = {
    "region": tuple[Region, ...],
    "sector": tuple[Sector, ...],
    "company": tuple[Company, ...],
    "document": Document,
    "dataset": DatasetInfo,
}


class Reading(NamedTuple):
    """The result of reading a data folder; its texts are kept for the positions of problems.

    `partial` has the catalogues and the documents without a problem; it is None if a catalogue has
    one.
    """

    folder: Path
    texts: dict[str, str]
    problems: list[Problem]
    partial: Dataset | None = None

    def sound(self) -> Dataset:
        """Return the dataset; raises DatasetError if there is any problem."""
        if self.problems or self.partial is None:
            raise DatasetError(self.problems)
        return self.partial

    def problem(self, file: str, at: Location, message: str) -> Problem:
        """Return what is wrong at a value of a file of the folder as a problem."""
        line, column = position(compose(self.texts[file]), at)
        steps = (f"[{x}]" if isinstance(x, int) else f".{shortened(x)}" for x in at)
        return Problem(str(self.folder / file), line, column, "".join(steps).lstrip("."), message)


def read(files: Mapping[str, bytes], folder: Path, progress: Progress = silent) -> Reading:
    """Validate the files of a data folder, see `data_files`; problems are collected, not raised.

    The folder is only named in problems. `progress` is called with the names of the files.
    """
    reading = Reading(folder, {}, [])
    kinds = {file: kind for kind, file in FILES.items() if kind != "document"}
    valid: dict[str, list[Any]] = {kind: [] for kind in FILES}
    for name in progress([*dict.fromkeys((*kinds, *files))], "reading"):
        kind, path = kinds.get(name, "document"), folder / name
        try:
            if name not in files:
                raise ContentError(path, 0, 0, "missing; add it")
            if path.suffix != ".yaml":
                raise ContentError(path, 0, 0, "not a .yaml file; rename or remove it")
            reading.texts[name] = decode(files[name], path)
            value = parse(reading.texts[name], path)
        except ContentError as error:
            reading.problems.append(error.problem)
            continue
        record, errors = _validated(TYPES[kind], value)
        if isinstance(record, Document) and name != record.file:
            message = f"{record.id!r} is not the name of the file, {path.stem!r}"
            errors = [(("id",), f"{message}; make them agree")]
        reading.problems.extend(reading.problem(name, *error) for error in errors)
        if not errors:
            valid[kind].append(record)
    if not all(valid[kind] for kind in kinds.values()):
        return reading
    [regions], [sectors], [companies], documents, [info] = valid.values()
    # The records are validated already.
    dataset = Dataset.model_construct(
        info=info, regions=regions, sectors=sectors, companies=companies, documents=tuple(documents)
    )
    findings = rules.soundness(dataset)
    reading.problems.extend(starmap(reading.problem, findings))
    unsound = {file for file, *_ in findings}
    sound = tuple(document for document in documents if document.file not in unsound)
    return reading._replace(partial=dataset.model_copy(update={"documents": sound}))


# What pydantic finds wrong, in plain words

# What is wrong, by pydantic's name for it; pydantic's own words serve for the rest.
_MESSAGES = {
    "missing": "missing; add it",
    "extra_forbidden": "unknown field; {known}",
    "literal_error": "unknown word {given}; {known}",
    "string_type": "should be text, not {given}",
    "tuple_type": "should be a list, such as [] or [a, b], not {given}",
    "model_type": "should be a mapping of fields, not {given}",
    "too_short": "should have at least one item",
    "too_long": "should have at most {max_length} items",
    "string_pattern_mismatch": "{given} is not {words}",
    "value_error": "{error}",
}


def _validated(type_: Any, value: Any) -> tuple[Any, list[tuple[Location, str]]]:
    """Return the records of a value and no errors, or None and what is wrong at which location."""
    try:
        return TypeAdapter(type_).validate_python(value), []
    except ValidationError as error:
        details = error.errors(include_url=False)
    # For pydantic, a list without a valid item is too short as well.
    details = [detail for detail in details if detail["type"] != "too_short" or not detail["input"]]
    return None, [(detail["loc"], _explained(type_, detail)) for detail in details]


def _explained(type_: Any, detail: ErrorDetails) -> str:
    given, context, known = _written(detail["input"]), detail.get("ctx", {}), ""
    if detail["type"] == "extra_forbidden":
        *model, field = (step for step in detail["loc"] if isinstance(step, str))
        known = _nearest(shortened(field), _fields(type_, model))
    elif detail["type"] == "literal_error":
        known = _nearest(given.strip("'"), re.findall("'(.*?)'", context["expected"]))
    message = _MESSAGES.get(detail["type"], "{message}, not {given}").format(
        **context,
        given=given,
        known=known,
        message=detail["msg"].removeprefix("Input "),
        words=PATTERNS.get(context.get("pattern", "")),
    )
    if detail["type"] == "string_type" and isinstance(detail["input"], int | float):
        message += "; put it in quotes"
    return shortened(message, 300)


def _nearest(word: str, known: Sequence[str]) -> str:
    """Return which of the known words may be meant: the nearest one if there is one, else all."""
    near = get_close_matches(word, known, 1)
    return f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"


def _fields(type_: Any, path: Sequence[str]) -> list[str]:
    """Return the fields of the model in an annotation, or in that of a field within it."""
    if hasattr(type_, "model_fields"):
        fields = type_.model_fields
        return _fields(fields[path[0]].annotation, path[1:]) if path else [*fields]
    return next(filter(None, (_fields(part, path) for part in get_args(type_))), [])


def _written(value: Any) -> str:
    """Return a value as a short text, written as in YAML."""
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    constants = {"None": "null", "True": "true", "False": "false"}
    return shortened(constants.get(repr(value), repr(value)))
