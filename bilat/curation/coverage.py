"""Nothing of a text is passed over: each sentence, number and catalogued name is accounted for."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

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
        uncovered = [*coverage.uncovered_sentences()]  # first: the others follow from it
        uncovered += coverage.uncovered_numbers()
        if is_english:
            uncovered += coverage.lost_conditions()
            uncovered += coverage.uncovered_names(names, ordinary_words)
        for span, message in sorted(uncovered):
            position = paragraph.position(span.start)
            message = f"{message} (paragraph {number} of {ids})"
            yield Problem(str(text.path), *position, "", message)


class _Marks:
    """Which characters of a paragraph are in some phrases or spans."""

    def __init__(self, paragraph: Paragraph, phrases: Iterable[str | None]) -> None:
        self._marks = bytearray(len(paragraph.text))
        for phrase in phrases:
            self.add(paragraph.spans(phrase or ""))

    def add(self, spans: Iterable[Span]) -> None:
        for start, end, _ in spans:
            self._marks[start:end] = b"\1" * (end - start)

    def touch(self, span: Span) -> bool:
        return 1 in self._marks[span.start : span.end]

    def cover(self, span: Span) -> bool:
        return 0 not in self._marks[span.start : span.end]


class _Coverage:
    """What the documents of a text quote and leave out of one of its paragraphs."""

    def __init__(self, paragraph: Paragraph, number: int, documents: Sequence[Document]) -> None:
        facts = [fact for each in documents for fact in each.facts if number in fact.paragraphs]
        cooperation = [fact for fact in facts if isinstance(fact, Cooperation)]
        items = [each for document in documents for each in document.left_out]
        left_out = [item.text for item in items if item.paragraph == number]
        stated = [document.date.stated for document in documents]
        names = [document.place for document in documents]
        for fact in cooperation:
            names += (*fact.places, *fact.projects, *(product.name for product in fact.products))
        dated = [
            day.span
            for day in dates(paragraph.text)
            for date in (document.date.value for document in documents)
            if date == f"{day.year or date[:4]}-{day.month_and_day}"
        ]
        self.text = paragraph.text
        # What one document leaves out whole may be of the meeting of another one, which cites it.
        self.is_left_out = None in left_out and not facts
        self.known_ids = {document.region for document in documents}
        self.known_ids.update(company for fact in cooperation for company in fact.companies)
        self.in_left_out = _Marks(paragraph, left_out)
        self.in_facts = _Marks(paragraph, _phrases(facts))
        self.in_cooperation = _Marks(paragraph, _phrases(cooperation))
        self.in_conditions = _Marks(paragraph, (fact.condition for fact in cooperation))
        self.in_dates = _Marks(paragraph, stated)
        self.in_dates.add(dated)
        # Everything that is accounted for.
        self.covered = _Marks(paragraph, (*_phrases(facts), *left_out, *stated, *names))
        self.covered.add((*dated, *_years_of(facts, self.text)))

    def uncovered_sentences(self) -> Iterator[tuple[Span, str]]:
        """Yield the sentences that nothing accounts for.

        Afterwards these, and those of which a part is left out, count as covered, with all their
        numbers and names.
        """
        for sentence in sentences(self.text):
            is_left_out = self.in_left_out.touch(sentence)
            is_date_line = self.in_dates.touch(sentence) and not is_left_out
            if self.in_facts.touch(sentence) or is_date_line or not fold(sentence.text):
                continue
            self.in_left_out.add([sentence])
            self.covered.add([sentence])
            if not is_left_out:
                what = f"the sentence {shortened(sentence.text, 40)!r}"
                message = f"{what} is neither cited nor left out; cite it or add it to left_out"
                yield sentence, message

    def uncovered_numbers(self) -> Iterator[tuple[Span, str]]:
        for span in numbers(self.text):
            if not self.covered.cover(span):
                yield span, f"the number {span.text!r} {_NOT_COVERED}"

    def lost_conditions(self) -> Iterator[tuple[Span, str]]:
        """Yield the first condition of a sentence on cooperation that has none in a record."""
        for sentence in sentences(self.text):
            if not self.in_cooperation.touch(sentence) or self.in_conditions.touch(sentence):
                continue
            for found in _CONDITION.finditer(self.text, sentence.start, sentence.end):
                clause = Span(*found.span(), found[0])
                if not self.in_left_out.touch(clause):
                    what = f"the condition {shortened(clause.text, 40)!r}"
                    hint = "if an offer depends on it, add it to its record, else to left_out"
                    yield clause, f"{what} is in no record; {hint}"
                    break

    def uncovered_names(
        self, names: Names, ordinary_words: Collection[str]
    ) -> Iterator[tuple[Span, str]]:
        for span, kind, id_ in names.find(self.text):
            # "Vladimir" may be a part of another name.
            is_part = " " not in span.text and re.match(
                " [A-Z]", self.text[span.end : span.end + 2]
            )
            if id_ in self.known_ids or is_part or span.text.lower() in ordinary_words:
                continue
            if kind == "region" and not self.covered.touch(span):
                yield span, f"the region {span.text!r} {_NOT_COVERED}"
            # A record of cooperation that quotes a company should have it.
            covering = self.in_left_out if self.in_cooperation.cover(span) else self.covered
            if kind == "company" and not covering.cover(span):
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
