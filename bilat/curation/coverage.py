"""Nothing of a text is passed over: each sentence, number and catalogued name is accounted for."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain

from bilat.curation.evidence import misquoted_paragraphs, quotations
from bilat.curation.sentences import dates, numbers, sentences, years
from bilat.dataset.fields import TimeSpan
from bilat.dataset.models import Cooperation, Dataset, Document, Fact, Statement
from bilat.errors import Problem, shortened
from bilat.text import Paragraph, Span, Text, fold, plain

_NOT_COVERED = "is neither quoted nor left out; quote it or add it to left_out"
# After these words, an if begins a question or a comparison.
_NO_CONDITION_AFTER = (
    "as even what see seen ask me know wonder check decide tell sure clear glad happy think mind "
    "care matter"
).split()
_CONDITION = re.compile(
    "".join(rf"(?<!\b{word} )" for word in _NO_CONDITION_AFTER)
    + r"\b(?:unless (?!I\b|we are )|provided that "
    r"|(?:if|provided) (?:you|your|there|it|they|both|we (?:can|agree)|the (?:region|sides?)) "
    r"(?!(?:was|were|had|did|will|remember|recall|look|take|talk|compare|count|say|ask|think|please"
    r"|is (?:one|any))\b))[^,.;:!?\"()]*",
    re.IGNORECASE,
)


class Names:
    """Finds the companies and regions that the catalogues of a dataset know."""

    def __init__(self, dataset: Dataset) -> None:
        named = {
            plain(name): (kind, entry.id)
            for kind, entries in (("region", dataset.regions), ("company", dataset.companies))
            for entry in entries
            for name in (entry.name, getattr(entry, "official_name", entry.name), *entry.aliases)
        }
        self._entries = {name.upper(): entry for name, entry in named.items()} | named
        longest_first = sorted(map(re.escape, self._entries), key=len, reverse=True)
        # "Minsk-based" names Minsk, but "Polesie-Brest" is another company than Polesie, and a
        # "Polesie-type" lift may be anybody's.
        self._pattern = re.compile(
            rf"(?<![\w-])(?:{'|'.join(longest_first) or '(?!)'})"
            r"(?!\w|-[A-ZА-ЯЁ0-9]|[ -](?:class|type)\b)"
        )

    def find(self, text: str) -> Iterator[tuple[Span, str, str]]:
        """Yield where a plain text has a name, and the kind (company or region) and id of it."""
        for found in self._pattern.finditer(text):
            yield Span(*found.span(), found[0]), *self._entries[found[0]]


def problems(text: Text, documents: Sequence[Document], names: Names) -> Iterator[Problem]:
    """Yield what of a text no fact of its documents cites and no entry of `left_out` names."""
    ids = ", ".join(document.id for document in documents)
    is_english = documents[0].source.language == "en"
    misquoted = set().union(*(misquoted_paragraphs(each, text) for each in documents))
    ordinary_words = set(re.findall(r"\b[a-z]+\b", plain(text.content)))
    for number, paragraph in enumerate(text.paragraphs, 1):
        coverage = _Coverage(paragraph, number, documents)
        if number in misquoted or coverage.is_left_out:
            continue
        uncovered = [*coverage.uncovered_sentences(), *coverage.uncovered_numbers()]
        if is_english:
            uncovered += coverage.lost_conditions()
            uncovered += coverage.uncovered_names(names, ordinary_words)
        for span, message in sorted(uncovered):
            position = paragraph.position(span.start)
            message = f"{message} (paragraph {number} of {ids})"
            yield Problem(str(text.path), *position, "", message)


def _characters(*spans: Span) -> set[int]:
    """Return the indexes of the characters in some spans."""
    return {index for start, end, _ in spans for index in range(start, end)}


def _stretches(paragraph: Paragraph, phrases: Iterable[str | None]) -> set[int]:
    """Return the indexes of the characters in some phrases, wherever they stand."""
    spans = (paragraph.spans(phrase) for phrase in phrases if phrase)
    return _characters(*chain.from_iterable(spans))


class _Coverage:
    """What the documents of a text quote and leave out of one of its paragraphs.

    Each set has the indexes of characters.
    """

    def __init__(self, paragraph: Paragraph, number: int, documents: Sequence[Document]) -> None:
        facts = [fact for each in documents for fact in each.facts if number in fact.paragraphs]
        cooperation = [fact for fact in facts if isinstance(fact, Cooperation)]
        items = [each for document in documents for each in document.left_out]
        left_out = [item.text for item in items if item.paragraph == number]
        self.text = paragraph.text
        # What one document leaves out whole may be of the meeting of another one, which cites it.
        self.is_left_out = None in left_out and not facts
        self.known_ids = {document.region for document in documents}
        self.known_ids.update(company for fact in cooperation for company in fact.companies)
        self.in_left_out = _stretches(paragraph, left_out)
        self.in_facts = _stretches(paragraph, _phrases(facts))
        self.in_cooperation = _stretches(paragraph, _phrases(cooperation))
        self.in_conditions = _stretches(paragraph, (fact.condition for fact in cooperation))
        self.in_dates = _stretches(paragraph, (document.date.stated for document in documents))
        for day in dates(self.text):
            for date in (document.date.value for document in documents):
                if date == f"{day.year or date[:4]}-{day.month_and_day}":
                    self.in_dates |= _characters(day.span)
        names = [document.place for document in documents]
        for fact in cooperation:
            names += (*fact.places, *fact.projects, *(product.name for product in fact.products))
        self.in_names = _stretches(paragraph, names) | _characters(*_years_of(facts, self.text))

    def covered(self) -> set[int]:
        """Return everything that is accounted for."""
        return self.in_facts | self.in_left_out | self.in_dates | self.in_names

    def uncovered_sentences(self) -> Iterator[tuple[Span, str]]:
        """Yield these; from then on, whole sentences are left out, with their numbers and names."""
        for sentence in sentences(self.text):
            characters = _characters(sentence)
            if characters & self.in_facts:
                continue
            if characters & self.in_left_out:
                self.in_left_out |= characters
            elif not characters & self.in_dates and fold(sentence.text):
                self.in_left_out |= characters
                what = f"the sentence {shortened(sentence.text, 40)!r}"
                message = f"{what} is neither cited nor left out; cite it or add it to left_out"
                yield sentence, message

    def uncovered_numbers(self) -> Iterator[tuple[Span, str]]:
        covered = self.covered()
        for span in numbers(self.text):
            if not _characters(span) <= covered:
                yield span, f"the number {span.text!r} {_NOT_COVERED}"

    def lost_conditions(self) -> Iterator[tuple[Span, str]]:
        """Yield the first condition of a sentence on cooperation that has none in a record."""
        for sentence in sentences(self.text):
            characters = _characters(sentence)
            if not characters & self.in_cooperation or characters & self.in_conditions:
                continue
            for found in _CONDITION.finditer(self.text, sentence.start, sentence.end):
                clause = Span(*found.span(), found[0])
                if not _characters(clause) & self.in_left_out:
                    what = f"the condition {shortened(clause.text, 40)!r}"
                    hint = "if an offer depends on it, add it to its record, else to left_out"
                    yield clause, f"{what} is in no record; {hint}"
                    break

    def uncovered_names(
        self, names: Names, ordinary_words: Collection[str]
    ) -> Iterator[tuple[Span, str]]:
        covered = self.covered()
        for span, kind, id_ in names.find(self.text):
            # "Vladimir" may be a part of another name.
            is_part = " " not in span.text and re.match(" [A-Z]", self.text[span.end :][:2])
            if id_ in self.known_ids or is_part or span.text.lower() in ordinary_words:
                continue
            characters = _characters(span)
            if kind == "region" and not characters & covered:
                yield span, f"the region {span.text!r} {_NOT_COVERED}"
            # A record of cooperation that quotes a company should have it.
            is_quoted = characters <= self.in_cooperation
            if kind == "company" and not characters <= (self.in_left_out if is_quoted else covered):
                what = f"the company {span.text!r}"
                yield span, f"{what} is in no record; add it to one or to left_out"


def _phrases(facts: Iterable[Fact]) -> Iterator[str]:
    return (phrase for fact in facts for _, phrase in quotations(fact))


def _years_of(facts: Iterable[Fact], text: str) -> Iterator[Span]:
    """Yield where the years of periods, and of those they are compared to, stand."""
    periods: list[TimeSpan] = []
    for fact in facts:
        if isinstance(fact, Statement):
            periods += [fact.period.span] if fact.period else []
            if fact.change and fact.change.compared_to:
                periods.append(TimeSpan.parse(fact.change.compared_to))
    endings = {f"{n % 100:02}" for each in periods for n in range(each.year_from, each.year_to + 1)}
    return (span for span in years(text) if span.text[-2:] in endings)
