"""Is the dataset sound, and does it agree with the texts of its documents?

The rules on quotations, people, years and conditions are in `evidence`, those on numbers, hedges
and units in `amounts`, and what makes sure that nothing is passed over in `coverage`. The rules
that need no text are in `bilat.dataset`.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bilat.curation import amounts, coverage, evidence
from bilat.curation.evidence import Comparison
from bilat.curation.sentences import numbers
from bilat.dataset import rules
from bilat.dataset.folder import data_files
from bilat.dataset.load import Reading, read
from bilat.dataset.models import Document
from bilat.errors import Problem, Progress, lines, silent
from bilat.text import plain, read_folder


class Verified(NamedTuple):
    """A document that was compared with its text, and how much there is of each kind."""

    document: str
    text: Path
    facts: int
    evidence: int
    sentences: int
    numbers: int
    names: int


class Report(NamedTuple):
    """What a check found; `not_found` names the documents whose text was not there."""

    problems: list[Problem]
    """What makes the dataset unsound."""
    notes: list[Problem]
    """What a reader should look at."""
    documents: int
    facts: int
    verified: list[Verified]
    not_found: list[str]

    def as_json(self) -> dict[str, Any]:
        """Return the report as JSON has it."""
        return {
            "sound": not self.problems,
            **self._asdict(),
            "problems": [problem._asdict() for problem in self.problems],
            "notes": [note._asdict() for note in self.notes],
            "verified": [{**each._asdict(), "text": str(each.text)} for each in self.verified],
        }

    def lines(self) -> list[str]:
        """Return a line for each problem and each note."""
        notes = [note._replace(message=f"note: {note.message}") for note in self.notes]
        return [*lines(self.problems), *lines(notes)]

    def summary(self) -> str:
        """Return what was checked and what came of it, in a line or two."""
        if self.problems:
            said = [f"{_count(len(self.problems), 'problem')}: the dataset is unsound"]
        else:
            said = [f"{_count(self.documents, 'document')}, {_count(self.facts, 'fact')}: sound"]
        if self.verified and not self.problems:
            facts, phrases, sentences, numbers, names = (
                sum(counts) for counts in zip(*(each[2:] for each in self.verified), strict=True)
            )
            said.append(
                f"compared with the texts: {_count(len(self.verified), 'document')}, "
                f"{_count(facts, 'fact')}, {_count(phrases, 'piece')} of evidence verified; every "
                f"sentence ({sentences}), number in digits ({numbers}) and name ({names}) covered"
            )
        if self.not_found:
            said.append(f"text not found: {', '.join(self.not_found)}")
        return "\n".join(said)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def check(folder: Path, text_folder: Path | None = None, progress: Progress = silent) -> Report:
    """Check a data folder and, where a folder of texts is given, compare it with them.

    `progress` is told of the documents that are read and compared. Raise FileError where a folder
    cannot be read; everything else is a problem in the report.
    """
    reading = read(data_files(folder), folder, progress)
    dataset = reading.partial
    if dataset is None:
        return Report(reading.problems, [], 0, 0, [], [])
    facts = sum(len(document.facts) for document in dataset.documents)
    report = Report([*reading.problems], [], len(dataset.documents), facts, [], [])
    report.problems.extend(map(reading.problem, rules.tidiness(dataset)))
    if text_folder:
        documents: defaultdict[str, list[Document]] = defaultdict(list)
        for document in dataset.documents:
            documents[document.source.sha256].append(document)
        texts, unreadable = read_folder(text_folder, documents)
        names = coverage.Names(dataset)
        for document in progress(dataset.documents, "comparing"):
            if text := texts.get(document.source.sha256):
                _compare(Comparison(document, text), names, reading, report)
                of_text = documents[document.source.sha256]
                counts = {each.source.paragraphs for each in of_text}
                if document is of_text[-1] and counts == {len(text.paragraphs)}:
                    report.problems.extend(coverage.problems(text, of_text, names))
                continue
            report.not_found.append(document.id)
            if not unreadable:  # one of these may be the text
                message = f"no file in {text_folder} has the text with this hash"
                at = ("source", "sha256")
                wrong = rules.Finding(rules.document_file(document), at, message)
                report.problems.append(reading.problem(wrong))
        report.problems.extend(unreadable)
    if not report.problems:
        report.problems.extend(map(reading.problem, rules.unused(dataset)))
    return report


def _compare(compared: Comparison, names: coverage.Names, reading: Reading, report: Report) -> None:
    """Add to a report what a document and its text have to say of each other."""
    document, paragraphs = compared.document, compared.text.paragraphs
    if len(paragraphs) != document.source.paragraphs:  # nothing else would be where it should be
        message = (
            f"{document.source.paragraphs}, but {compared.text.path.name} has {len(paragraphs)}"
        )
        wrong = compared.finding(("source", "paragraphs"), message)
        report.problems.append(reading.problem(wrong))
        return
    report.problems.extend(map(reading.problem, evidence.findings(compared)))
    report.problems.extend(map(reading.problem, amounts.findings(compared)))
    report.notes.extend(map(reading.problem, _notes(compared)))
    texts = [paragraph.text for paragraph in paragraphs]
    report.verified.append(
        Verified(
            document=document.id,
            text=compared.text.path,
            facts=len(document.facts),
            evidence=sum(len(fact.evidence) for fact in document.facts),
            sentences=sum(map(len, compared.sentences.values())),
            numbers=sum(len(list(numbers(text))) for text in texts),
            names=sum(len(list(names.find(text))) for text in texts if compared.is_english),
        )
    )


_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_MONTHS_OF_A_YEAR = re.compile(rf"\b{_MONTH} ?(?:-|to|through) ?{_MONTH}(?: of)? ((?:19|20)\d\d)\b")


def _notes(compared: Comparison) -> Iterator[rules.Finding]:
    if not compared.is_english:
        message = "the text is not in English: its names, amounts and conditions are not judged"
        yield compared.finding(("source", "language"), message)
    for index, fact in enumerate(compared.document.trade):
        if fact.period is None or fact.period.basis != "stated":
            continue
        phrases = (plain(phrase) for _, phrase in evidence.quotations(fact))
        for months in filter(None, map(_MONTHS_OF_A_YEAR.search, phrases)):
            if months[1] == str(fact.period.value):
                message = f"{months[0]!r} is quoted; should the period have these months?"
                yield compared.finding(("trade", index, "period", "value"), message)
                break
