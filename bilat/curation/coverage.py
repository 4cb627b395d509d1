"""Nothing of a text is passed over: each sentence, number and name is cited or left out."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bilat.curation.comparison import Comparison, quoted
from bilat.curation.numerals.numbers import numbers
from bilat.dataset.facts import Cooperation, Fact
from bilat.dataset.models import Document
from bilat.errors import Problem
from bilat.text import Span, Spans

NAMES = ("company", "region", "place", "name")
_SHOWN = 40


class Mention(NamedTuple):
    """Something of a paragraph that has to be covered."""

    span: Span
    kind: str
    """sentence, number, company, region, place, or name where no catalogue knows it."""
    is_covered: bool


class Coverage(NamedTuple):
    """What is not covered, how much there is of each kind, and the names no catalogue knows."""

    problems: list[Problem]
    counts: Counter[str]
    unknown_names: list[str]


def coverage(compared: Comparison) -> Coverage:
    """What of a text no fact cites and no entry under `left_out` names."""
    problems: list[Problem] = []
    counts: Counter[str] = Counter()
    unknown: dict[str, None] = {}
    for number in range(1, len(compared.text.paragraphs) + 1):
        for mention in sorted(_mentions(compared, number)):
            counts[mention.kind] += 1
            if mention.kind == "name":
                unknown[mention.span.text] = None
            if not mention.is_covered:
                position = compared.text.position(number, mention.span.start)
                message = _message(compared, number, mention)
                problems.append(Problem(str(compared.text.path), *position, "", message))
    return Coverage(problems, counts, list(unknown))


def _message(compared: Comparison, number: int, mention: Mention) -> str:
    text = mention.span.text
    shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}..."
    if mention.kind == "sentence":
        return (
            f"the sentence {shown!r} of paragraph {number} is touched by no fact of "
            f"{compared.document.id}; cite it or put some of its words under left_out"
        )
    what = f"the {mention.kind} {shown!r}"
    if mention.kind == "name":
        what = f"the name {shown!r}, which no catalogue knows,"
    return (
        f"{what} of paragraph {number} is cited by no fact of {compared.document.id}; "
        "cite it or put it under left_out"
    )


def _mentions(compared: Comparison, number: int) -> Iterator[Mention]:
    text, names = compared.paragraph(number), compared.names
    facts = compared.facts_of(number)
    cooperation = [fact for fact in facts if isinstance(fact, Cooperation)]
    companies = {id_ for fact in cooperation for id_ in fact.companies}
    left_out = _left_out(compared, number)
    said = [*_spans(compared, number, _said(facts)), *left_out]
    covering = Spans([*said, *_spans(compared, number, _named(compared.document, cooperation))])
    touching, passed = Spans(said), Spans(left_out)

    sentences = [sentence.span for sentence in compared.sentences[number]]
    for sentence in sentences:
        yield Mention(sentence, "sentence", touching.touch(sentence))
    for found in numbers(text):
        yield Mention(found.span, "number", covering.cover(found.span))
    taken = []
    for span, id_ in names.companies.find(text):
        taken.append(span)
        yield Mention(span, "company", id_ in companies or covering.cover(span))
    in_company = Spans(taken)
    for span, id_ in names.regions.find(text):
        if not in_company.touch(span):
            taken.append(span)
            is_own = id_ == compared.document.region
            yield Mention(span, "region", is_own or covering.cover(span))
    in_other = Spans(taken)
    for span, _ in names.places.find(text):
        if not in_other.touch(span):
            yield Mention(span, "place", covering.cover(span))
    without_fact = Spans(sentence for sentence in sentences if passed.touch(sentence))
    for span in names.unknown(text, sentences):
        yield Mention(span, "name", covering.cover(span) or without_fact.cover(span))


def _spans(compared: Comparison, number: int, phrases: Iterable[str]) -> list[Span]:
    return [span for phrase in phrases for _, span in compared.stands(phrase, [number])]


def _said(facts: Iterable[Fact]) -> Iterator[str]:
    """Everything that facts quote."""
    for fact in facts:
        yield from fact.evidence
        yield from (phrase for _, phrase in quoted(fact))


def _named(document: Document, cooperation: Iterable[Cooperation]) -> Iterator[str]:
    """What covers a number or a name, but no sentence: dates, places and projects."""
    yield from filter(None, (document.date.value, document.date.stated, document.place))
    for fact in cooperation:
        yield from (*fact.places, *fact.projects)


def _left_out(compared: Comparison, number: int) -> list[Span]:
    """What is left out of a paragraph; an entry without words is the whole of it."""
    text = compared.paragraph(number)
    entries = [item.text for item in compared.document.left_out if item.paragraph == number]
    whole = [Span(0, len(text), text)] if None in entries else []
    return whole + _spans(compared, number, filter(None, entries))
