"""Nothing of a text is passed over: each sentence, number and catalogued name is accounted for."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

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
    misquoted = set().union(*(misquoted_paragraphs(each, text) for each in documents))
    ordinary_words = set(re.findall(r"\b[a-z]+\b", plain(text.content)))
    for number, paragraph in enumerate(text.paragraphs, 1):
        if number in misquoted:
            continue
        found = _uncovered(paragraph, number, documents, names, ordinary_words)
        for span, message in sorted(found):
            position = paragraph.position(span.start)
            message = f"{message} (paragraph {number} of {ids})"
            yield Problem(str(text.path), *position, "", message)


def _uncovered(
    paragraph: Paragraph,
    number: int,
    documents: Sequence[Document],
    names: Names,
    ordinary_words: Collection[str],
) -> Iterator[tuple[Span, str]]:
    """Yield what of a paragraph is not covered, and what to do."""
    facts = [fact for each in documents for fact in each.facts if number in fact.paragraphs]
    left_out = [item for each in documents for item in each.left_out if item.paragraph == number]
    # What one document leaves out whole may be of the meeting of another one, which cites it.
    if not facts and any(item.text is None for item in left_out):
        return
    cooperation = [fact for fact in facts if isinstance(fact, Cooperation)]
    quoted = [(fact, phrase) for fact in facts for _, phrase in quotations(fact)]
    in_cooperation = _Marks(paragraph, (each for fact, each in quoted if fact in cooperation))
    in_figures = _Marks(paragraph, (each for fact, each in quoted if fact not in cooperation))
    in_left_out = _Marks(paragraph, (item.text for item in left_out))
    in_names = _Marks(paragraph, (document.place for document in documents))
    for fact in cooperation:
        for name in (*fact.places, *fact.projects, *(product.name for product in fact.products)):
            in_names.add(paragraph.spans(name))
    in_dates = _Marks(paragraph, (document.date.stated for document in documents))
    for document in documents:
        date = document.date.value
        in_dates.add(
            day.span
            for day in dates(paragraph.text)
            if f"{day.year or date[:4]}-{day.month_and_day}" == date
        )
    for sentence in sentences(paragraph.text):
        if in_cooperation.touch(sentence) or in_figures.touch(sentence):
            continue
        if in_left_out.touch(sentence):
            in_left_out.add([sentence])  # with its numbers and names
        elif not in_dates.touch(sentence) and fold(sentence.text):
            in_left_out.add([sentence])
            what = f"the sentence {shortened(sentence.text, 40)!r}"
            yield sentence, f"{what} is neither cited nor left out; cite it or add it to left_out"
    in_names.add(_years_of(facts, paragraph.text))
    all_marks = (in_cooperation, in_figures, in_left_out, in_names, in_dates)
    for span in numbers(paragraph.text):
        if not any(marks.cover(span) for marks in all_marks):
            what = f"the number {span.text!r}"
            yield span, f"{what} is neither quoted nor left out; quote it or add it to left_out"
    if documents[0].source.language != "en":
        return
    conditions = _Marks(paragraph, (fact.condition for fact in cooperation))
    for sentence in sentences(paragraph.text):
        if in_cooperation.touch(sentence) and not conditions.touch(sentence):
            clauses = _conditions(sentence)
            if clause := next((each for each in clauses if not in_left_out.touch(each)), None):
                what = f"the condition {shortened(clause.text, 40)!r}"
                yield clause, f"{what} is in no record; add it to one or to left_out"
    known = {document.region for document in documents}
    known.update(company for fact in cooperation for company in fact.companies)
    for span, kind, id_ in names.find(paragraph.text):
        # A name may be a word of the language, or part of another name, as Vladimir is.
        is_part = " " not in span.text and re.match(r" [A-Z]", paragraph.text[span.end :][:2])
        if id_ in known or is_part or span.text.lower() in ordinary_words:
            continue
        if kind == "region" and not any(marks.touch(span) for marks in all_marks):
            what = f"the region {span.text!r}"
            yield span, f"{what} is neither quoted nor left out; quote it or add it to left_out"
        # A record of cooperation that quotes a company should have it.
        covering = (in_left_out,) if in_cooperation.cover(span) else all_marks
        if kind == "company" and not any(marks.cover(span) for marks in covering):
            yield span, f"the company {span.text!r} is in no record; add it to one or to left_out"


def _years_of(facts: Iterable[Fact], text: str) -> Iterator[Span]:
    """Yield where the years of facts' periods, and of those they are compared to, stand."""
    spans: list[TimeSpan] = []
    for fact in facts:
        if isinstance(fact, Statement):
            spans += [fact.period.span] if fact.period else []
            if fact.change and fact.change.compared_to:
                spans.append(TimeSpan.parse(fact.change.compared_to))
    endings = {f"{n % 100:02}" for each in spans for n in range(each.year_from, each.year_to + 1)}
    return (span for span in years(text) if span.text[-2:] in endings)


_CONDITION = re.compile(
    r"(?:\b(?P<before>\w+) )?\b(?P<clause>(?:unless |provided that "
    r"|(?:if|provided) (?:you|your|there|it|they|both|we (?:can|agree)|the (?:region|sides?)) "
    r"(?!(?:was|were|had|did|remember|recall|look|take|talk|compare|count|say)\b))[^,.;:!?\"()]*)",
    re.IGNORECASE,
)
# After these words, an if begins a question or a comparison.
_NO_CONDITION_AFTER = frozenset(
    "as even what see seen ask know wonder check decide tell sure clear glad happy".split()
)


def _conditions(sentence: Span) -> Iterator[Span]:
    for found in _CONDITION.finditer(sentence.text):
        if (found["before"] or "").lower() not in _NO_CONDITION_AFTER:
            start, end = found.span("clause")
            yield Span(sentence.start + start, sentence.start + end, found["clause"])
