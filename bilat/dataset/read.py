"""The YAML of a data folder → a Dataset, or every problem as path:line:column."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from bilat.dataset import rules, strict_yaml
from bilat.dataset.fields import PATTERNS
from bilat.dataset.models import Company, Dataset, DatasetInfo, Document, Region, Sector
from bilat.dataset.rules import Finding
from bilat.dataset.strict_yaml import Location, Positions, YamlError
from bilat.errors import Problem
from bilat.progress import Progress, silent
from bilat.vocabulary import LEFT_OUT_KIND

_SINGLE_FILES: dict[str, Any] = {
    rules.INFO: DatasetInfo,
    rules.REGIONS: tuple[Region, ...],
    rules.SECTORS: tuple[Sector, ...],
    rules.COMPANIES: tuple[Company, ...],
}


_RENAMED = {
    "proposed_by": (
        "this field is side now: belarus, region or both; "
        "an interest has one too, and only what exists or a plan may have null"
    ),
    "why": "this field is kind now: " + ", ".join(LEFT_OUT_KIND),
    "parent": "this field is parents now: a list of none, one or two sectors, such as [automotive]",
}
"""What to write for a field that an older dataset still has."""
MAX_PROBLEMS = 50
"""How many problems of one file are explained; the rest are counted."""


class Reading(NamedTuple):
    """What came of reading a folder: a sound dataset or problems, and the files for positions."""

    dataset: Dataset | None
    problems: list[Problem]
    files: Mapping[str, "YamlFile"]

    def problem(self, finding: Finding) -> Problem:
        """A broken rule as a problem with its position."""
        return self.files[finding.file].problem(finding.at, finding.message)


class YamlFile:
    """One file of the dataset: its text, and where in it each value stands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = ""
        self._positions: Positions | None = None

    def value(self) -> Any:
        """The plain value that the file holds; YamlError or OSError where it cannot be had."""
        if self.path.exists() and not self.path.is_file():
            raise YamlError(0, 0, "not a regular file")
        with self.path.open("rb") as file:
            data = file.read(strict_yaml.MAX_BYTES + 1)
        self.text = strict_yaml.decode(data)
        return strict_yaml.parse(self.text)

    def position(self, at: Location) -> tuple[int, int]:
        """Line and column of a value, or of the nearest value that contains it."""
        if self._positions is None:  # read again: a sound file never needs them
            self._positions = {}
            strict_yaml.parse(self.text, self._positions)
        while at and at not in self._positions:
            at = at[:-1]
        return self._positions.get(at, (1, 1))

    def problem(self, at: Location, message: str) -> Problem:
        """A problem with the value at a location."""
        return Problem(str(self.path), *self.position(at), _dotted(at), message)


def read(folder: Path, progress: Progress = silent) -> Reading:
    """Reads and validates every file of a data folder; problems are collected, not raised.

    `progress` is told of the documents' files.
    """
    problems: list[Problem] = []
    files: dict[str, YamlFile] = {}
    singles: dict[str, Any] = {}
    for name, type_ in _SINGLE_FILES.items():
        files[name] = YamlFile(folder / name)
        value = _validated(files[name], type_, problems)
        if value is not None:
            singles[name] = value
    documents = []
    for path in progress(_document_paths(folder / "documents", problems), "reading"):
        file = YamlFile(path)
        document = _validated(file, Document, problems)
        if document is None:
            continue
        if document.id == path.stem:
            files[rules.document_file(document)] = file
            documents.append(document)
        else:
            message = f"{document.id!r} is not the name of the file, {path.stem!r}; make them agree"
            problems.append(file.problem(("id",), message))
    dataset = Dataset.model_construct(  # of records that are validated
        info=singles.get(rules.INFO),
        regions=singles.get(rules.REGIONS, ()),
        sectors=singles.get(rules.SECTORS, ()),
        companies=singles.get(rules.COMPANIES, ()),
        documents=tuple(documents),
    )
    reading = Reading(dataset, problems, files)
    problems += map(reading.problem, rules.soundness(dataset, frozenset(singles)))
    return reading._replace(dataset=None) if problems else reading


def _document_paths(folder: Path, problems: list[Problem]) -> list[Path]:
    try:
        entries = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        problems.append(_whole_file(folder, f"cannot be read: {error.strerror}"))
        return []
    paths = []
    for path in entries:
        if path.suffix == ".yaml":
            paths.append(path)
        else:
            message = "not read, for a document's file ends in .yaml; rename or remove it"
            problems.append(_whole_file(path, message))
    return paths


def _whole_file(path: Path, message: str) -> Problem:
    return Problem(str(path), 0, 0, "", message)


def _validated(file: YamlFile, type_: Any, problems: list[Problem]) -> Any:
    """The records of a file, or None after adding what is wrong with it to the problems."""
    try:
        value = file.value()
    except YamlError as error:
        problems.append(Problem(str(file.path), error.line, error.column, "", error.message))
        return None
    except OSError as error:
        problems.append(_whole_file(file.path, f"cannot be read: {error.strerror}"))
        return None
    try:
        return _adapter(type_).validate_python(value)
    except ValidationError as error:
        wrong: dict[Location, ErrorDetails] = {}
        for detail in error.errors(include_url=False):
            wrong.setdefault(_real_location(value, detail), detail)
        for number, (at, detail) in enumerate(wrong.items()):
            if number == MAX_PROBLEMS:
                more = f"and {len(wrong) - number} more problems from here"
                problems.append(Problem(str(file.path), *file.position(at), "", more))
                break
            problems.append(file.problem(at, _explain(type_, at, detail)))
        return None


@cache
def _adapter(type_: Any) -> TypeAdapter[Any]:
    return TypeAdapter(type_)


def _real_location(value: Any, detail: ErrorDetails) -> Location:
    """pydantic's location without the names of union members that it appends."""
    location = detail["loc"]
    for depth, step in enumerate(location):
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            missing = detail["type"] == "missing" and depth == len(location) - 1
            return location if missing else location[:depth]
    return location


def _dotted(at: Location) -> str:
    steps = (f"[{step}]" if isinstance(step, int) else f".{_shortened(step)}" for step in at)
    return "".join(steps).removeprefix(".")


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."


def _explain(type_: Any, at: Location, detail: ErrorDetails) -> str:
    """What is wrong and what would be right."""
    given, context = detail["input"], detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return "missing; add it"
        case "extra_forbidden":
            if instead := _RENAMED.get(str(at[-1])):
                return instead
            known = _fields(type_, at[:-1])
            near = get_close_matches(str(at[-1]), known, n=1)
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
            return str(context["error"])
        case "string_type":
            hint = "; put it in quotes" if isinstance(given, int | float) else ""
            return f"should be text, not {_shown(given)}{hint}"
        case "int_type" if type(given) is float:
            return f"should be a whole number, not {_shown(given)}"
        case "int_type" | "float_type":
            return f"should be a number, not {_shown(given)}"
        case "too_short":
            return "should have at least one item"
        case "too_long":
            return f"should have at most {context['max_length']} items"
        case "tuple_type":
            return f"should be a list, not {_shown(given)}"
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
    return _shortened(repr(value))


def _fields(type_: Any, at: Location) -> list[str]:
    """The fields that the model at a location has, as they are written in YAML."""
    for step in at:
        if isinstance(step, int):
            type_ = get_args(_member(type_, tuple))[0]
        else:
            type_ = next(
                field.annotation
                for name, field in _member(type_, BaseModel).model_fields.items()
                if step == (field.alias or name)
            )
    fields = _member(type_, BaseModel).model_fields
    return [field.alias or name for name, field in fields.items()]


def _member(type_: Any, kind: type) -> Any:
    """The model or tuple among what an annotation admits."""
    origin = get_origin(type_) or type_
    if isinstance(origin, type) and issubclass(origin, kind):
        return type_
    return next(filter(None, (_member(each, kind) for each in get_args(type_))), None)
