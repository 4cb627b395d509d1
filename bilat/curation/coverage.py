"""Nothing of a text is passed over: each sentence, number and name is cited or left out."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from bilat.curation.comparison import Comparison, quoted
from bilat.curation.numerals.numbers import numbers
from bilat.dataset.models import Cooperation
from bilat.errors import Problem
from bilat.texts import Span

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
    document, names = compared.document, compared.names
    text = compared.paragraph(number)
    facts = [fact for fact in document.facts if number in fact.paragraphs]
    cooperation = [fact for fact in facts if isinstance(fact, Cooperation)]
    left_out = _left_out(compared, number)

    def spans(phrases: Iterator[str] | list[str]) -> list[Span]:
        return [span for phrase in phrases for _, span in compared.stands(phrase, [number])]

    quotations = [phrase for fact in facts for phrase in fact.evidence]
    quotations += [phrase for fact in facts for _, phrase in quoted(fact)]
    said = [*spans(quotations), *left_out]
    recorded = [name for fact in cooperation for name in (*fact.places, *fact.projects)]
    of_meeting = [document.date.value, document.date.stated, document.place]
    covering = [*said, *spans(recorded), *spans([each for each in of_meeting if each])]

    sentences = [sentence.span for sentence in compared.sentences[number]]
    for sentence in sentences:
        yield Mention(sentence, "sentence", sentence.touches(said))
    for found in numbers(text):
        yield Mention(found.span, "number", found.span.within(covering))
    companies = {id_ for fact in cooperation for id_ in fact.companies}
    taken = []
    for span, id_ in names.companies.find(text):
        taken.append(span)
        yield Mention(span, "company", id_ in companies or span.within(covering))
    for span, id_ in names.regions.find(text):
        if not span.touches(taken):
            taken.append(span)
            yield Mention(span, "region", id_ == document.region or span.within(covering))
    for span, _ in names.places.find(text):
        if not span.touches(taken):
            yield Mention(span, "place", span.within(covering))
    left_out_sentences = [each for each in sentences if each.touches(left_out)]
    for span in names.unknown(text, sentences):
        is_covered = span.within(covering) or span.within(left_out_sentences)
        yield Mention(span, "name", is_covered)


def _left_out(compared: Comparison, number: int) -> list[Span]:
    """What is left out of a paragraph; an entry without words is the whole of it."""
    text = compared.paragraph(number)
    entries = [item.text for item in compared.document.left_out if item.paragraph == number]
    whole = [Span(0, len(text), text)] if None in entries else []
    phrases = [entry for entry in entries if entry is not None]
    return whole + [span for each in phrases for _, span in compared.stands(each, [number])]
