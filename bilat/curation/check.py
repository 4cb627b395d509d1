"""Is the dataset sound, and does it agree with the documents?

Evidence: what a record quotes stands in the paragraphs that it cites. Coverage: every number and
every known company or region of a text is cited by a fact of its paragraph, or left out on purpose.
"""

import calendar
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bilat import texts
from bilat.dataset import rules
from bilat.dataset.models import (
    Amount,
    Change,
    Cooperation,
    Dataset,
    Document,
    Fact,
    Figure,
    Period,
    Trade,
)
from bilat.dataset.naming import record_names
from bilat.dataset.read import read
from bilat.dataset.rules import Finding, document_file
from bilat.dataset.strict_yaml import Location
from bilat.errors import Problem
from bilat.progress import Progress, silent
from bilat.texts import NameFinder, Span, Text


class Finders(NamedTuple):
    """What finds the known names in a text."""

    companies: NameFinder
    regions: NameFinder


def _finder(entries: Iterable[tuple[str, Iterable[str]]]) -> NameFinder:
    return NameFinder({name: id_ for id_, known in entries for name in known})


def finders(dataset: Dataset) -> Finders:
    """Finders of every name of the companies and regions of a dataset."""
    regions = (
        (region.id, (region.name, region.official_name, region.name_ru, *region.aliases))
        for region in dataset.regions
    )
    companies = ((item.id, record_names(item)) for item in dataset.companies)
    return Finders(companies=_finder(companies), regions=_finder(regions))


class Verified(NamedTuple):
    """A document that was compared with its text."""

    document: str
    text: Path
    facts: int
    evidence: int


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
        lines = [f"{count} problem{'s' * (count > 1)}: the dataset is unsound"]
        if not self.problems:
            lines = [f"{_count(self.documents, 'document')}, {_count(self.facts, 'fact')}: sound"]
        if self.verified:
            facts = sum(each.facts for each in self.verified)
            evidence = sum(each.evidence for each in self.verified)
            lines.append(
                f"compared with the texts: {_count(len(self.verified), 'document')}, "
                f"{_count(facts, 'fact')}, {_count(evidence, 'piece')} of evidence verified"
            )
        if self.not_found:
            lines.append(f"text not found: {', '.join(self.not_found)}")
        return "\n".join(lines)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def check(folder: Path, text_folder: Path | None = None, progress: Progress = silent) -> Report:
    """Checks a data folder and, where a folder of texts is given, compares it with them.

    `progress` is told of the documents read and compared.
    Raises FileError where a folder cannot be read; everything else is a problem in the report.
    """
    reading = read(folder, progress)
    known_texts = texts.read_folder(text_folder) if text_folder else {}
    if reading.dataset is None:
        return Report(reading.problems, 0, 0, [], [])
    dataset = reading.dataset
    problems = [reading.problem(finding) for finding in rules.tidiness(dataset)]
    verified, not_found = [], []
    if text_folder:
        known = finders(dataset)
        for document in progress(dataset.documents, "comparing"):
            text = known_texts.get(document.source.sha256)
            if text is None:
                message = f"no file in {text_folder} has the text with this hash"
                finding = Finding(document_file(document), ("source", "sha256"), message)
                problems.append(reading.problem(finding))
                not_found.append(document.id)
                continue
            for at, message in _disagreements(document, text, known):
                problems.append(reading.problem(Finding(document_file(document), at, message)))
            problems += _uncovered(document, text, known)
            evidence = sum(len(fact.evidence) for fact in document.facts)
            verified.append(Verified(document.id, text.path, len(document.facts), evidence))
    facts = sum(len(document.facts) for document in dataset.documents)
    return Report(problems, len(dataset.documents), facts, verified, not_found)


# Evidence


def _disagreements(
    document: Document, text: Text, known: Finders
) -> Iterator[tuple[Location, str]]:
    """What a document file says of its text that the text does not bear out."""
    if (count := len(text.paragraphs)) != document.source.paragraphs:
        yield ("source", "paragraphs"), f"{document.source.paragraphs}, but the text has {count}"
    everywhere = range(1, count + 1)
    yield from _date(document, text)
    if document.place:
        yield from _stands(text, ("place",), document.place, everywhere)
    for index, person in enumerate(document.participants):
        yield from _stands(text, ("participants", index, "name"), person.name, everywhere)
    for at, fact in document.located_facts():
        if max(fact.paragraphs) <= count:
            yield from _fact(at, fact, text, known)
    for index, item in enumerate(document.left_out):
        if item.paragraph <= count:
            yield from _stands(text, ("left_out", index, "text"), item.text, [item.paragraph])


def _stands(
    text: Text, at: Location, phrase: str, cited: Iterable[int]
) -> Iterator[tuple[Location, str]]:
    """Nothing where a phrase stands in a cited paragraph, else where it does stand."""
    where = [
        number
        for number, paragraph in enumerate(text.paragraphs, 1)
        if any(paragraph.spans(phrase))
    ]
    if not where:
        yield at, f"{phrase!r} stands nowhere in {text.path.name}"
    elif not set(where).intersection(cited):
        there, asked = (" and ".join(map(str, numbers)) for numbers in (where, cited))
        yield at, f"{phrase!r} stands in paragraph {there}, not in {asked}"


def _date(document: Document, text: Text) -> Iterator[tuple[Location, str]]:
    date = document.date
    if date.stated is None:
        return
    yield from _stands(text, ("date", "stated"), date.stated, range(1, len(text.paragraphs) + 1))
    if not _same_day(date.value, date.stated, full=date.basis == "stated"):
        yield ("date", "value"), f"{date.value} does not agree with {date.stated!r}"


def _same_day(value: str, stated: str, *, full: bool) -> bool:
    """Whether a date as YYYY-MM-DD is the one stated; `full` if the words must have the year."""
    year, month, day = (int(part) for part in value.split("-"))
    named = [int(number) for _, number in texts.numbers(texts.plain(stated))]
    months = [number for number, name in enumerate(calendar.month_name) if name and name in stated]
    if not months:  # 7.2.2025
        months, named = named[1:2], named[:1] + named[2:]
    years = named[1:] if named[:1] == [day] else named[:-1]
    return months == [month] and day in named and years == ([year] if full or years else [])


def _fact(at: Location, fact: Fact, text: Text, known: Finders) -> Iterator[tuple[Location, str]]:
    cited = {number: text.paragraphs[number - 1] for number in fact.paragraphs}
    for index, phrase in enumerate(fact.evidence):
        yield from _stands(text, (*at, "evidence", index), phrase, cited)
    for index, (number, paragraph) in enumerate(cited.items()):
        if not any(any(paragraph.spans(phrase)) for phrase in fact.evidence):
            yield (*at, "paragraphs", index), f"no evidence stands in paragraph {number}"
    match fact:
        case Cooperation():
            for field in ("places", "projects"):
                for index, name in enumerate(getattr(fact, field)):
                    yield from _stands(text, (*at, field, index), name, cited)
            yield from _companies(at, fact, text, known)
            there = {value for each in cited.values() for _, value in texts.numbers(each.text)}
            for span, value in texts.numbers(texts.plain(fact.summary)):
                if span.text[0].isdigit() and value not in there:
                    yield (*at, "summary"), f"{span.text} is no number of the cited paragraphs"
        case Trade() | Figure():
            if fact.amount:
                yield from _stands(text, (*at, "amount", "text"), fact.amount.text, cited)
                yield from _amount((*at, "amount"), fact.amount)
            if isinstance(fact, Trade) and fact.change:
                yield from _stands(text, (*at, "change", "text"), fact.change.text, cited)
                yield from _change((*at, "change"), fact.change)
            if fact.period and fact.period.basis == "stated":
                yield from _stated_years(at, fact, fact.period)


def _stated_years(
    at: Location, fact: Trade | Figure, period: Period
) -> Iterator[tuple[Location, str]]:
    """The years that are said to be stated are those of the fact's own evidence."""
    quoted = " / ".join(_quotations(fact))
    spans = (span.text for span, _ in texts.numbers(texts.plain(quoted)))
    named = {int(text) for text in spans if texts.is_year(text)}
    compared_to = fact.change.compared_to if isinstance(fact, Trade) and fact.change else None
    if compared_to is not None and compared_to not in named:
        yield (*at, "change", "compared_to"), f"{compared_to} stands in no evidence of the fact"
    years = named - {compared_to}
    for field, year, named_year in (
        ("from", period.from_, min(years, default=None)),
        ("to", period.to, max(years, default=None)),
    ):
        if year != named_year:
            found = f"whose years are {sorted(years)}" if years else "which names no year"
            yield (*at, "period", field), f"{year} does not fit the fact's evidence, {found}"


def _companies(
    at: Location, fact: Cooperation, text: Text, known: Finders
) -> Iterator[tuple[Location, str]]:
    named = {
        id_ for n in fact.paragraphs for _, id_ in known.companies.find(text.paragraphs[n - 1].text)
    }
    for index, id_ in enumerate(fact.companies):
        if id_ not in named:
            message = f"{id_} is not named in paragraph {' or '.join(map(str, fact.paragraphs))}"
            yield (*at, "companies", index), message


def _amount(at: Location, amount: Amount) -> Iterator[tuple[Location, str]]:
    yield from _bounds(at, amount, texts.amounts(texts.plain(amount.text)))


def _change(at: Location, change: Change) -> Iterator[tuple[Location, str]]:
    named = texts.amounts(texts.plain(change.text))
    if change.factor is None:
        sign = 1 if change.direction == "up" else -1
        yield from _bounds(at, change, sorted(sign * number / 100 for number in named))
    elif change.factor not in named:
        yield (*at, "factor"), f"{change.factor} is not named in {change.text!r}"


def _bounds(
    at: Location, bounded: Amount | Change, named: list[float]
) -> Iterator[tuple[Location, str]]:
    """A lower bound is the smallest number named, an upper bound the largest."""
    for field, bound, number in (
        ("lower", bounded.lower, min(named, default=None)),
        ("upper", bounded.upper, max(named, default=None)),
    ):
        if bound is not None and (number is None or abs(bound - number) > 1e-9):
            yield (*at, field), f"{bound} is not what {bounded.text!r} names"


# Coverage


def _uncovered(document: Document, text: Text, known: Finders) -> Iterator[Problem]:
    for number, paragraph in enumerate(text.paragraphs, 1):
        facts = [fact for fact in document.facts if number in fact.paragraphs]
        phrases = [phrase for fact in facts for phrase in _quotations(fact)]
        phrases += [item.text for item in document.left_out if item.paragraph == number]
        phrases += [document.date.value, document.date.stated or document.date.value]
        covered = [span for phrase in phrases for span in paragraph.spans(phrase)]
        cited = {id_ for fact in facts if isinstance(fact, Cooperation) for id_ in fact.companies}
        missing: list[tuple[Span, str]] = [
            (span, "number") for span, _ in texts.numbers(paragraph.text)
        ]
        missing += [
            (span, "company")
            for span, id_ in known.companies.find(paragraph.text)
            if id_ not in cited
        ]
        missing += [
            (span, "region")
            for span, id_ in known.regions.find(paragraph.text)
            if id_ != document.region
        ]
        for span, kind in sorted(missing):
            if not span.within(covered):
                message = (
                    f"the {kind} {span.text!r} of paragraph {number} is cited by no fact of "
                    f"{document.id}; cite it or put it under left_out"
                )
                yield Problem(str(text.path), *text.position(number, span.start), "", message)


def _quotations(fact: Fact) -> Iterator[str]:
    yield from fact.evidence
    if isinstance(fact, Trade | Figure) and fact.amount:
        yield fact.amount.text
    if isinstance(fact, Trade) and fact.change:
        yield fact.change.text
