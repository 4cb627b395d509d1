"""The files of a data folder → a sound Dataset, or every problem as path:line:column."""

import os
import re
import stat
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from bilat.errors import FileError, Problem, Progress, silent
from bilat.text import MAX_BYTES

# pydantic and PyYAML are imported where files are parsed: a cached database needs neither.
if TYPE_CHECKING:
    from yaml import Node

    from bilat.dataset.models import Dataset
    from bilat.dataset.rules import Finding
    from bilat.dataset.yaml import Location

# The files of a data folder by what they hold.
FILES = {
    "region": "regions.yaml",
    "sector": "sectors.yaml",
    "company": "companies.yaml",
    "document": "documents/<id>.yaml",
    "dataset": "dataset.yaml",
}
_SINGLE_FILES = [file for file in FILES.values() if "/" not in file]
_DOCUMENTS = "documents"
# What editors, file managers and merges leave behind.
_LEFTOVER = re.compile(r"\..*|.*~|#.*#|.*\.(orig|rej|bak|swp)|desktop\.ini|Thumbs\.db")


def data_folder(explicit: Path | None = None) -> Path:
    """Return the folder asked for, else that in BILAT_DATA, else the one that bilat brings along.

    Raise FileError where there is no such folder.
    """
    package = Path(__file__).parents[1]
    installed = package / "_data"
    shipped = installed if installed.is_dir() else package.parent / "data"
    named = os.environ.get("BILAT_DATA")
    folder = explicit or (Path(named) if named else shipped)
    try:
        is_there = folder.is_dir()
    except (OSError, ValueError) as error:
        raise FileError(f"{folder}: cannot be read: {error}") from None
    if not is_there:
        hint = "" if explicit else "; name one with --data or BILAT_DATA"
        raise FileError(f"{folder}: there is no such data folder{hint}")
    return folder


def data_files(folder: Path) -> dict[str, bytes]:
    """Return the bytes of the files of a data folder, by their path in it.

    A file in `documents` that is not a document's is listed without its bytes. Raise FileError
    where a file cannot be read.
    """
    names = set(_names(folder))
    documents = sorted(_names(folder / _DOCUMENTS)) if _DOCUMENTS in names else []
    paths = [file for file in _SINGLE_FILES if file in names]
    paths += [f"{_DOCUMENTS}/{name}" for name in documents if not _LEFTOVER.fullmatch(name)]
    return {path: _bytes(f"{folder}/{path}") if path.endswith(".yaml") else b"" for path in paths}


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - of a thousand files, in half the time
    except OSError as error:
        raise FileError(f"{folder}: cannot be read: {error.strerror}") from None


def _bytes(path: str) -> bytes:
    """Return the bytes of a file, at most one more than a file may have."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116
        if not stat.S_ISREG(mode):  # opening a pipe would wait for a writer
            raise FileError(f"{path}: not a regular file; remove it")
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise FileError(f"{path}: cannot be read: {error.strerror}") from None


class DataFile:
    """One file of the dataset: its path, its text, and where each value stands in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = ""

    @cached_property
    def _root(self) -> "Node | None":  # composed again: a sound file never needs it
        from bilat.dataset import yaml

        return yaml.compose(self.text)

    def problem(self, at: "Location", message: str) -> Problem:
        """Return a problem with the value at a location, or with what should be there."""
        from bilat.dataset import yaml

        return Problem(str(self.path), *yaml.position(self._root, at), _dotted(at), message)

    def whole(self, message: str, line: int = 0, column: int = 0) -> Problem:
        """Return a problem with the whole file, or with the place where reading it ended."""
        return Problem(str(self.path), line, column, "", message)


class Reading(NamedTuple):
    """What came of reading a folder: a sound dataset or problems, and the files for positions."""

    dataset: "Dataset | None"
    problems: list[Problem]
    files: Mapping[str, DataFile]
    partial: "Dataset | None" = None
    """The catalogues and the documents without a problem; None where a catalogue is not valid."""

    def problem(self, finding: "Finding") -> Problem:
        """Return a broken rule as a problem with its position."""
        return self.files[finding.file].problem(finding.at, finding.message)


def read(folder: Path, progress: Progress = silent) -> Reading:
    """Read and validate every file of a data folder; problems are collected, not raised.

    `progress` is told of the files. Raise FileError where a file cannot be read.
    """
    return read_files(data_files(folder), folder, progress)


def read_files(files: Mapping[str, bytes], folder: Path, progress: Progress = silent) -> Reading:
    """Validate the files of a data folder that have been read already, see `data_files`.

    The folder is only named in problems.
    """
    from bilat.dataset import rules
    from bilat.dataset.models import Company, Dataset, DatasetInfo, Document, Region, Sector

    types: dict[str, Any] = {
        rules.INFO: DatasetInfo,
        rules.REGIONS: tuple[Region, ...],
        rules.SECTORS: tuple[Sector, ...],
        rules.COMPANIES: tuple[Company, ...],
    }
    problems: list[Problem] = []
    located: dict[str, DataFile] = {}
    values: dict[str, Any] = {}
    for name in progress([*types, *(name for name in files if name not in types)], "reading"):
        file = located[name] = DataFile(folder / name)
        if name not in files:
            problems.append(file.whole("missing; add it"))
        elif not name.endswith(".yaml"):
            message = "not read: the file of a document ends in .yaml; rename or remove it"
            problems.append(file.whole(message))
        else:
            value = _validated(file, files[name], types.get(name, Document), problems)
            if isinstance(value, Document) and value.id != file.path.stem:
                message = f"{value.id!r} is not the name of the file, {file.path.stem!r}"
                problems.append(file.problem(("id",), f"{message}; make them agree"))
            elif value is not None:
                values[name] = value
    dataset = Dataset.model_construct(  # of records that are validated
        info=values.get(rules.INFO),
        regions=values.get(rules.REGIONS, ()),
        sectors=values.get(rules.SECTORS, ()),
        companies=values.get(rules.COMPANIES, ()),
        documents=tuple(value for value in values.values() if isinstance(value, Document)),
    )
    reading = Reading(dataset, problems, located, dataset)
    findings = rules.soundness(dataset, readable=frozenset(values))
    problems += map(reading.problem, findings)
    if not problems:
        return reading
    if not values.keys() >= set(rules.CATALOGUES):
        return reading._replace(dataset=None, partial=None)
    unsound = {finding.file for finding in findings}
    sound = tuple(d for d in dataset.documents if rules.document_file(d) not in unsound)
    return reading._replace(dataset=None, partial=dataset.model_copy(update={"documents": sound}))


def _validated(file: DataFile, data: bytes, type_: Any, problems: list[Problem]) -> Any:
    """Return the records of a file, or None after adding what is wrong with it to the problems."""
    from bilat.dataset import explain, yaml

    try:
        file.text = yaml.decode(data)
        value, errors = explain.validated(type_, yaml.parse(file.text))
    except yaml.YamlError as error:
        problems.append(file.whole(error.message, error.line, error.column))
        return None
    problems.extend(file.problem(at, message) for at, message in errors)
    return value


def _dotted(at: "Location") -> str:
    """Return a location as people write it: cooperation[3].status."""
    return "".join(f"[{x}]" if isinstance(x, int) else f".{_short(x)}" for x in at).lstrip(".")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
