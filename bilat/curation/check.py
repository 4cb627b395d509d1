"""Is the dataset sound, and does it agree with the documents?"""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bilat import text as texts
from bilat.curation import bounds, contents, evidence, hedges, people, speakers, wording
from bilat.curation.comparison import Comparison, Finding
from bilat.curation.coverage import NAMES, Coverage, coverage
from bilat.curation.names import Names
from bilat.dataset import rules
from bilat.dataset.read import Reading, read
from bilat.dataset.rules import document_file
from bilat.errors import Problem
from bilat.progress import Progress, silent

RULES: tuple[Callable[[Comparison], Iterator[Finding]], ...] = (
    evidence.findings,
    bounds.findings,
    hedges.findings,
    contents.findings,
    people.findings,
    wording.findings,
    speakers.findings,
)
"""What each document is held against its text for."""


class Verified(NamedTuple):
    """A document that was compared with its text, and how much of what there is."""

    document: str
    text: Path
    facts: int
    evidence: int
    sentences: int
    numbers: int
    names: int
    unknown_names: list[str]
    """Names that no catalogue knows; each is cited or left out, or a problem says so."""


class Report(NamedTuple):
    """What a check found. `not_found` names the documents whose text was not there."""

    problems: list[Problem]
    documents: int
    facts: int
    verified: list[Verified]
    not_found: list[str]

    def as_json(self) -> dict[str, Any]:
        """The report as JSON has it."""
        return {
            "sound": not self.problems,
            "problems": [problem._asdict() for problem in self.problems],
            "documents": self.documents,
            "facts": self.facts,
            "verified": [{**each._asdict(), "text": str(each.text)} for each in self.verified],
            "not_found": self.not_found,
        }

    def summary(self) -> str:
        """The report in a line or two."""
        count = len(self.problems)
        lines = [f"{_count(count, 'problem')}: the dataset is unsound"]
        if not self.problems:
            lines = [f"{_count(self.documents, 'document')}, {_count(self.facts, 'fact')}: sound"]
        if self.verified:
            lines.append(f"compared with the texts: {self._compared()}")
        if self.not_found:
            lines.append(f"text not found: {', '.join(self.not_found)}")
        return "\n".join(lines)

    def _compared(self) -> str:
        """What was compared; that it is right only where nothing else was found."""
        facts, quotations, sentences, numbers, names = (
            sum(getattr(each, field) for each in self.verified)
            for field in ("facts", "evidence", "sentences", "numbers", "names")
        )
        compared = (
            f"{_count(len(self.verified), 'document')}, {_count(facts, 'fact')}, "
            f"{_count(quotations, 'piece')} of evidence"
        )
        if self.problems:
            return f"{compared}, {_count(sentences, 'sentence')}"
        return (
            f"{compared} verified; every sentence ({sentences}), number ({numbers}) and name "
            f"({names}) covered"
        )


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def check(folder: Path, text_folder: Path | None = None, progress: Progress = silent) -> Report:
    """Checks a data folder and, where a folder of texts is given, compares it with them.

    `progress` is told of the documents read and compared.
    Raises FileError where a folder cannot be read; everything else is a problem in the report.
    """
    reading = read(folder, progress)
    if reading.dataset is None:
        return _in_one_line(Report(reading.problems, 0, 0, [], []))
    dataset = reading.dataset
    facts = sum(len(document.facts) for document in dataset.documents)
    report = Report([], len(dataset.documents), facts, [], [])
    report.problems.extend(reading.problem(finding) for finding in rules.tidiness(dataset))
    if text_folder:
        names = Names(dataset)
        hashes = {document.source.sha256 for document in dataset.documents}
        known_texts = texts.read_folder(text_folder, hashes, report.problems)
        for document in progress(dataset.documents, "comparing"):
            if text := known_texts.get(document.source.sha256):
                _compare(Comparison(document, text, names), reading, report)
            else:
                message = f"no file in {text_folder} has the text with this hash"
                finding = rules.Finding(document_file(document), ("source", "sha256"), message)
                report.problems.append(reading.problem(finding))
                report.not_found.append(document.id)
    return _in_one_line(report)


def _compare(compared: Comparison, reading: Reading, report: Report) -> None:
    """Adds to a report what a document and its text have to say of each other."""
    file = document_file(compared.document)
    for rule in RULES:
        for at, message in rule(compared):
            report.problems.append(reading.problem(rules.Finding(file, at, message)))
    covered = coverage(compared)
    report.problems.extend(covered.problems)
    report.verified.append(_verified(compared, covered))


def _verified(compared: Comparison, covered: Coverage) -> Verified:
    counts: Counter[str] = covered.counts
    facts = compared.document.facts
    return Verified(
        document=compared.document.id,
        text=compared.text.path,
        facts=len(facts),
        evidence=sum(len(fact.evidence) for fact in facts),
        sentences=counts["sentence"],
        numbers=counts["number"],
        names=sum(counts[kind] for kind in NAMES),
        unknown_names=covered.unknown_names,
    )


def _in_one_line(report: Report) -> Report:
    """The report with whatever would break a line of it, such as in a file's name, escaped."""
    return report._replace(
        problems=[
            problem._replace(path=_printable(problem.path), message=_printable(problem.message))
            for problem in report.problems
        ]
    )


def _printable(text: str) -> str:
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode() for each in text
    )
