"""Is the dataset sound, and does it agree with the texts of its documents?

The rules on quotations, people and years are in `evidence`, those on numbers, hedges and units in
`amounts`, and those that let nothing be passed over in `coverage`. The rules that need no text are
in `bilat.dataset`.
"""

from collections import defaultdict
from itertools import starmap
from pathlib import Path
from typing import Any, NamedTuple

from bilat.curation import amounts, coverage, evidence
from bilat.dataset import rules
from bilat.dataset.folder import data_files
from bilat.dataset.load import Reading, read
from bilat.dataset.models import Document
from bilat.errors import Problem, Progress, lines, silent
from bilat.text import Text, read_folder


class Report(NamedTuple):
    """What a check found: problems make the dataset unsound, notes are for a reader to look at."""

    problems: list[Problem]
    notes: list[Problem]
    documents: int
    facts: int
    # For each document that was compared, its id, the path of its text, and what was verified.
    verified: list[dict[str, Any]]
    # The ids of the documents whose text was not found.
    not_found: list[str]

    def as_json(self) -> dict[str, Any]:
        """Return the report as JSON has it."""
        return {
            "sound": not self.problems,
            **self._asdict(),
            "problems": [problem._asdict() for problem in self.problems],
            "notes": [note._asdict() for note in self.notes],
        }

    def lines(self) -> list[str]:
        """Return a line for each problem and each note."""
        notes = [note._replace(message=f"note: {note.message}") for note in self.notes]
        return [*lines(self.problems), *lines(notes)]

    def summary(self) -> str:
        """Return what was checked and what came of it, in a line or two."""
        if self.problems:
            summary = [f"{_count(len(self.problems), 'problem')}: the dataset is unsound"]
        else:
            summary = [f"{_count(self.documents, 'document')}, {_count(self.facts, 'fact')}: sound"]
        if self.verified and not self.problems:
            facts = sum(each["facts"] for each in self.verified)
            phrases = sum(each["evidence"] for each in self.verified)
            summary.append(
                f"compared with the texts: {_count(len(self.verified), 'document')}, "
                f"{_count(facts, 'fact')}, {_count(phrases, 'piece')} of evidence verified; "
                "every sentence and number in digits covered"
            )
        if self.not_found:
            summary.append(f"text not found: {', '.join(self.not_found)}")
        return "\n".join(summary)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def check(folder: Path, text_folder: Path | None = None, progress: Progress = silent) -> Report:
    """Check a data folder and, if a folder of texts is given, compare it with them.

    `progress` is told of the documents that are read and compared. Raises FileError if a folder
    cannot be read; everything else is a problem in the report.
    """
    reading = read(data_files(folder), folder, progress)
    dataset = reading.partial
    if dataset is None:
        return Report(reading.problems, [], 0, 0, [], [])
    facts = sum(len(document.facts) for document in dataset.documents)
    report = Report(reading.problems, [], len(dataset.documents), facts, [], [])
    report.problems.extend(starmap(reading.problem, rules.tidiness(dataset)))
    if text_folder:
        by_hash: defaultdict[str, list[Document]] = defaultdict(list)
        for document in dataset.documents:
            by_hash[document.source.sha256].append(document)
        texts, unreadable = read_folder(text_folder, by_hash)
        names = coverage.Names(dataset)
        message = f"no file in {text_folder} has this hash; add the text or correct the hash"
        for hash_, documents in progress([*by_hash.items()], "comparing"):
            if text := texts.get(hash_):
                _compare(documents, text, names, reading, report)
                continue
            for document in documents:
                report.not_found.append(document.id)
                if not unreadable:  # one of these may be the text
                    problem = reading.problem(document.file, ("source", "sha256"), message)
                    report.problems.append(problem)
        report.problems.extend(unreadable)
    if not report.problems:
        report.problems.extend(starmap(reading.problem, rules.unused(dataset)))
    return report


def _compare(
    documents: list[Document], text: Text, names: coverage.Names, reading: Reading, report: Report
) -> None:
    """Add to a report whether a text and its documents agree."""
    count = len(text.paragraphs)
    for document in documents:
        if document.source.paragraphs == count:
            problems = [*evidence.messages(document, text), *amounts.messages(document, text)]
            notes = evidence.notes(document)
            report.notes.extend(reading.problem(document.file, *note) for note in notes)
            phrases = sum(len(fact.evidence) for fact in document.facts)
            verified = {"document": document.id, "text": str(text.path)}
            report.verified.append({**verified, "facts": len(document.facts), "evidence": phrases})
        else:
            message = f"{text.path.name} has {count}, not {document.source.paragraphs}"
            hint = "correct the number or the blank lines of the text"
            problems = [(("source", "paragraphs"), f"{message}; {hint}")]
        report.problems.extend(sorted(reading.problem(document.file, *each) for each in problems))
    if all(document.source.paragraphs == count for document in documents):
        report.problems.extend(coverage.problems(text, documents, names))
