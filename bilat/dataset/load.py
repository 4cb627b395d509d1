"""The files of a data folder → a sound Dataset, or every problem as path:line:column."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from bilat.dataset import rules
from bilat.dataset.explain import validated
from bilat.dataset.folder import FILES, data_files
from bilat.dataset.models import Company, Dataset, DatasetInfo, Document, Region, Sector
from bilat.dataset.rules import Finding
from bilat.dataset.yaml import Location, compose, parse, position
from bilat.errors import ContentError, Problem, Progress, shortened, silent
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
    """What came of reading a folder, whose texts are kept for the positions of problems."""

    folder: Path
    texts: dict[str, str]
    problems: list[Problem]
    partial: Dataset | None = None
    """The catalogues and the documents without a problem; None where a catalogue has one."""

    @property
    def dataset(self) -> Dataset | None:
        """The sound dataset; None where there is a problem."""
        return None if self.problems else self.partial

    def problem(self, finding: Finding) -> Problem:
        """Return a broken rule as a problem with its position."""
        place = position(compose(self.texts[finding.file]), finding.at)
        return Problem(
            str(self.folder / finding.file), *place, _dotted(finding.at), finding.message
        )


def read(folder: Path, progress: Progress = silent) -> Reading:
    """Read and validate every file of a data folder; problems are collected, not raised.

    `progress` is told of the files. Raise FileError where a file cannot be read.
    """
    return read_files(data_files(folder), folder, progress)


def read_files(files: Mapping[str, bytes], folder: Path, progress: Progress = silent) -> Reading:
    """Validate the files of a data folder that have been read already, see `data_files`.

    The folder is only named in problems.
    """
    reading = Reading(folder, {}, [])
    single = [file for kind, file in FILES.items() if kind != "document"]
    records: dict[str, Any] = {}
    for name in progress([*dict.fromkeys((*single, *files))], "reading"):
        try:
            value, errors = _records(name, files.get(name), reading.texts)
        except ContentError as error:
            problem = Problem(str(folder / name), error.line, error.column, "", error.message)
            reading.problems.append(problem)
            continue
        reading.problems.extend(reading.problem(Finding(name, *error)) for error in errors)
        if not errors:
            records[name] = value
    if not records.keys() >= set(single):
        return reading
    dataset = Dataset.model_construct(  # of records that are validated
        info=records[FILES["dataset"]],
        regions=records[FILES["region"]],
        sectors=records[FILES["sector"]],
        companies=records[FILES["company"]],
        documents=tuple(value for value in records.values() if isinstance(value, Document)),
    )
    findings = rules.soundness(dataset)
    reading.problems.extend(map(reading.problem, findings))
    unsound = {finding.file for finding in findings}
    sound = tuple(d for d in dataset.documents if rules.document_file(d) not in unsound)
    return reading._replace(partial=dataset.model_copy(update={"documents": sound}))


def _records(
    name: str, data: bytes | None, texts: dict[str, str]
) -> tuple[Any, list[tuple[Location, str]]]:
    """Return the records of a file and what is wrong at which location; keep its text."""
    if data is None:
        raise ContentError(0, 0, "missing; add it")
    if not name.endswith(".yaml"):
        message = "not read: the file of a document ends in .yaml; rename or remove it"
        raise ContentError(0, 0, message)
    texts[name] = decode(data)
    kind = next((kind for kind, file in FILES.items() if file == name), "document")
    value, errors = validated(TYPES[kind], parse(texts[name]))
    if isinstance(value, Document) and name != rules.document_file(value):
        message = f"{value.id!r} is not the name of the file, {Path(name).stem!r}; make them agree"
        errors = [(("id",), message)]
    return value, errors


def _dotted(at: Location) -> str:
    """Return a location as people write it: cooperation[3].status."""
    steps = (f"[{x}]" if isinstance(x, int) else f".{shortened(x)}" for x in at)
    return "".join(steps).lstrip(".")
