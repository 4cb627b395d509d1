"""Nothing of a text is passed over: each sentence, number and catalogued name is accounted for."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from bilat.curation.evidence import misquoted_paragraphs, quotations
from bilat.curation.sentences import dates, numbers, sentences, years
from bilat.dataset.fields import TimeSpan
from bilat.dataset.models import Cooperation, Dataset, Document, Fact, Statement
from bilat.errors import Problem, shortened
from bilat.text import Paragraph, Span, Text, fold, plain


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


class _Marks:
    """Which characters of a paragraph are in one of some phrases or spans."""

    def __init__(self, paragraph: Paragraph, phrases: Iterable[str | None]) -> None:
        self._marks = bytearray(len(paragraph.text))
        for phrase in phrases:
            self.add(paragraph.spans(phrase or ""))

    def add(self, spans: Iterable[Span]) -> None:
        for start, end, _ in spans:
            self._marks[start:end] = b"\1" * (end - start)

    def touch(self, span: Span) -> bool:
        return any(self._marks[span.start : span.end])

    def cover(self, span: Span) -> bool:
        return all(self._marks[span.start : span.end])


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


class _Coverage:
    """What the documents of a text quote and leave out of one of its paragraphs."""

    def __init__(self, paragraph: Paragraph, number: int, documents: Sequence[Document]) -> None:
        facts = [fact for each in documents for fact in each.facts if number in fact.paragraphs]
        cooperation = [fact for fact in facts if isinstance(fact, Cooperation)]
        statements = [fact for fact in facts if isinstance(fact, Statement)]
        items = [each for document in documents for each in document.left_out]
        left_out = [item.text for item in items if item.paragraph == number]
        self.text = paragraph.text
        # What one document leaves out whole may be of the meeting of another one, which cites it.
        self.is_left_out = None in left_out and not facts
        self.known_ids = {document.region for document in documents}
        self.known_ids.update(company for fact in cooperation for company in fact.companies)
        self.in_cooperation = _Marks(paragraph, _phrases(cooperation))
        self.in_figures = _Marks(paragraph, _phrases(statements))
        self.in_conditions = _Marks(paragraph, (fact.condition for fact in cooperation))
        self.in_left_out = _Marks(paragraph, left_out)
        self.in_dates = _Marks(paragraph, (document.date.stated for document in documents))
        self.in_names = _Marks(paragraph, (document.place for document in documents))
        for fact in cooperation:
            products = (product.name for product in fact.products)
            for name in (*fact.places, *fact.projects, *products):
                self.in_names.add(paragraph.spans(name))
        self.in_names.add(_years_of(statements, self.text))
        for date in (document.date.value for document in documents):
            for day in dates(self.text):
                if f"{day.year or date[:4]}-{day.month_and_day}" == date:
                    self.in_dates.add([day.span])
        self.quoted = (self.in_cooperation, self.in_figures)
        self.all_marks = (*self.quoted, self.in_left_out, self.in_dates, self.in_names)

    def uncovered_sentences(self) -> Iterator[tuple[Span, str]]:
        """Yield these; from then on, whole sentences are left out, with their numbers and names."""
        for sentence in sentences(self.text):
            if any(marks.touch(sentence) for marks in self.quoted):
                continue
            if self.in_left_out.touch(sentence):
                self.in_left_out.add([sentence])
            elif not self.in_dates.touch(sentence) and fold(sentence.text):
                self.in_left_out.add([sentence])
                what = f"the sentence {shortened(sentence.text, 40)!r}"
                message = f"{what} is neither cited nor left out; cite it or add it to left_out"
                yield sentence, message

    def uncovered_numbers(self) -> Iterator[tuple[Span, str]]:
        for span in numbers(self.text):
            if not any(marks.cover(span) for marks in self.all_marks):
                what = f"the number {span.text!r}"
                yield span, f"{what} is neither quoted nor left out; quote it or add it to left_out"

    def lost_conditions(self) -> Iterator[tuple[Span, str]]:
        """Yield the first condition of a sentence on cooperation that has none in a record."""
        for sentence in sentences(self.text):
            if self.in_cooperation.touch(sentence) and not self.in_conditions.touch(sentence):
                clauses = (
                    each for each in _conditions(sentence) if not self.in_left_out.touch(each)
                )
                for clause in islice(clauses, 1):
                    what = f"the condition {shortened(clause.text, 40)!r}"
                    hint = "if an offer depends on it, add it to its record, else to left_out"
                    yield clause, f"{what} is in no record; {hint}"

    def uncovered_names(
        self, names: Names, ordinary_words: Collection[str]
    ) -> Iterator[tuple[Span, str]]:
        for span, kind, id_ in names.find(self.text):
            # "Vladimir" may be a part of another name.
            is_part = " " not in span.text and re.match(" [A-Z]", self.text[span.end :][:2])
            if id_ in self.known_ids or is_part or span.text.lower() in ordinary_words:
                continue
            if kind == "region" and not any(marks.touch(span) for marks in self.all_marks):
                what = f"the region {span.text!r}"
                yield span, f"{what} is neither quoted nor left out; quote it or add it to left_out"
            # A record of cooperation that quotes a company should have it.
            is_quoted = self.in_cooperation.cover(span)
            covering = (self.in_left_out,) if is_quoted else self.all_marks
            if kind == "company" and not any(marks.cover(span) for marks in covering):
                what = f"the company {span.text!r}"
                yield span, f"{what} is in no record; add it to one or to left_out"


def _phrases(facts: Iterable[Fact]) -> Iterator[str]:
    return (phrase for fact in facts for _, phrase in quotations(fact))


def _years_of(statements: Iterable[Statement], text: str) -> Iterator[Span]:
    """Yield where the years of periods, and of those they are compared to, stand."""
    periods: list[TimeSpan] = []
    for each in statements:
        periods += [each.period.span] if each.period else []
        if each.change and each.change.compared_to:
            periods.append(TimeSpan.parse(each.change.compared_to))
    endings = {f"{n % 100:02}" for each in periods for n in range(each.year_from, each.year_to + 1)}
    return (span for span in years(text) if span.text[-2:] in endings)


_CONDITION = re.compile(
    r"(?:\b(?P<before>\w+) )?\b(?P<clause>(?:unless (?!I\b|we are )|provided that "
    r"|(?:if|provided) (?:you|your|there|it|they|both|we (?:can|agree)|the (?:region|sides?)) "
    r"(?!(?:was|were|had|did|will|remember|recall|look|take|talk|compare|count|say|ask|think|please"
    r"|is (?:one|any))\b))[^,.;:!?\"()]*)",
    re.IGNORECASE,
)
# After these words, an if begins a question or a comparison.
_NO_CONDITION_AFTER = frozenset(
    "as even what see seen ask me know wonder check decide tell sure clear glad happy think mind "
    "care matter".split()
)


def _conditions(sentence: Span) -> Iterator[Span]:
    for found in _CONDITION.finditer(sentence.text):
        if (found["before"] or "").lower() not in _NO_CONDITION_AFTER:
            start, end = found.span("clause")
            yield Span(sentence.start + start, sentence.start + end, found["clause"])
