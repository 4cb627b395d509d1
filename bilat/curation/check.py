"""Is the dataset sound, and does it agree with the texts of its documents?

The rules on quotations, people, years and conditions are in `evidence`, those on numbers, hedges
and units in `amounts`, and what makes sure that nothing is passed over in `coverage`. The rules
that need no text are in `bilat.dataset`.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bilat.curation import amounts, evidence
from bilat.curation.coverage import Names, coverage
from bilat.curation.evidence import Comparison, Finding
from bilat.dataset import rules
from bilat.dataset.load import Reading, read
from bilat.errors import Problem, Progress, lines, silent
from bilat.text import plain, read_folder

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_MONTHS_OF_A_YEAR = re.compile(rf"\b{_MONTH} ?(?:-|to|through) ?{_MONTH}(?: of)? ((?:19|20)\d\d)\b")


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
            "problems": [problem._asdict() for problem in self.problems],
            "notes": [note._asdict() for note in self.notes],
            "documents": self.documents,
            "facts": self.facts,
            "verified": [{**each._asdict(), "text": str(each.text)} for each in self.verified],
            "not_found": self.not_found,
        }

    def lines(self) -> list[str]:
        """Return a line for each problem and each note."""
        notes = [note._replace(message=f"note: {note.message}") for note in self.notes]
        return [*lines(self.problems), *lines(notes)]

    def summary(self) -> str:
        """Return what was checked and what came of it, in a line or two."""
        count = len(self.problems)
        said = [f"{_count(count, 'problem')}: the dataset is unsound"]
        if not self.problems:
            said = [f"{_count(self.documents, 'document')}, {_count(self.facts, 'fact')}: sound"]
        if self.verified:
            said.append(f"compared with the texts: {self._compared()}")
        if self.not_found:
            said.append(f"text not found: {', '.join(self.not_found)}")
        return "\n".join(said)

    def _compared(self) -> str:
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
            f"{compared} verified; every sentence ({sentences}), number in digits ({numbers}) and "
            f"name ({names}) covered"
        )


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def check(folder: Path, text_folder: Path | None = None, progress: Progress = silent) -> Report:
    """Check a data folder and, where a folder of texts is given, compare it with them.

    `progress` is told of the documents that are read and compared. Raise FileError where a folder
    cannot be read; everything else is a problem in the report.
    """
    reading = read(folder, progress)
    dataset = reading.partial
    if dataset is None:
        return Report(reading.problems, [], 0, 0, [], [])
    facts = sum(len(document.facts) for document in dataset.documents)
    report = Report([*reading.problems], [], len(dataset.documents), facts, [], [])
    report.problems.extend(map(reading.problem, rules.tidiness(dataset)))
    if text_folder:
        hashes = {document.source.sha256 for document in dataset.documents}
        unreadable: list[Problem] = []
        texts = read_folder(text_folder, hashes, unreadable)
        names = Names(dataset)
        for document in progress(dataset.documents, "comparing"):
            if text := texts.get(document.source.sha256):
                _compare(Comparison(document, text), names, reading, report)
                continue
            report.not_found.append(document.id)
            if not unreadable:  # one of these may be the text
                message = f"no file in {text_folder} has the text with this hash"
                at = Finding(("source", "sha256"), message)
                report.problems.append(_problem(reading, document.id, at))
        report.problems.extend(unreadable)
    if not report.problems:
        report.problems.extend(map(reading.problem, rules.unused(dataset)))
    return report


def _problem(reading: Reading, document: str, finding: Finding) -> Problem:
    return reading.problem(rules.Finding(f"documents/{document}.yaml", *finding))


def _compare(compared: Comparison, names: Names, reading: Reading, report: Report) -> None:
    """Add to a report what a document and its text have to say of each other."""
    document, text = compared.document, compared.text
    count = len(text.paragraphs)
    if count != document.source.paragraphs:  # nothing else would be where it should be
        message = f"{document.source.paragraphs}, but {text.path.name} has {count}"
        wrong = Finding(("source", "paragraphs"), message)
        report.problems.append(_problem(reading, document.id, wrong))
        return
    for finding in (*evidence.findings(compared), *amounts.findings(compared)):
        report.problems.append(_problem(reading, document.id, finding))
    covered = coverage(compared, names)
    report.problems.extend(covered.problems)
    for finding in _notes(compared):
        report.notes.append(_problem(reading, document.id, finding))
    report.verified.append(
        Verified(
            document=document.id,
            text=text.path,
            facts=len(document.facts),
            evidence=sum(len(fact.evidence) for fact in document.facts),
            sentences=covered.counts["sentence"],
            numbers=covered.counts["number"],
            names=covered.counts["name"],
        )
    )


def _notes(compared: Comparison) -> Iterator[Finding]:
    if not compared.is_english:
        message = "the text is not in English: its names, amounts and conditions are not judged"
        yield Finding(("source", "language"), message)
    for index, fact in enumerate(compared.document.trade):
        if fact.period is None or fact.period.basis != "stated" or fact.period.span.has_months:
            continue
        year = str(fact.period.span.year_from)
        for phrase in map(plain, evidence.quoted_by(fact)):
            months = _MONTHS_OF_A_YEAR.search(phrase)
            if months and months[1] == year == fact.period.span.text:
                message = f"{months[0]!r} is quoted; should the period have these months?"
                yield Finding(("trade", index, "period", "value"), message)
                break
