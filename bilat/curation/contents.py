"""What a record says in the curator's own words has its ground in the text."""

import re
from collections.abc import Iterable, Iterator

from bilat.curation.comparison import Comparison, Finding
from bilat.curation.names import capitalised
from bilat.curation.numerals.numbers import numbers
from bilat.curation.sentences import sentences
from bilat.dataset.facts import Cooperation, Fact, Figure, Trade
from bilat.dataset.strict_yaml import Location
from bilat.text import Spans, plain

_WORD = re.compile(r"[^\W\d_]+")
_SHORT = 3
_COMMON_BEGINNING = 5
_THE_TWO = re.compile(r"\b(?:the|both|of) $", re.IGNORECASE)


def findings(compared: Comparison) -> Iterator[Finding]:
    """Companies, products, summaries and whole facts that the cited paragraphs do not bear out."""
    yield from _repeated(compared)
    for at, fact in compared.facts:
        if isinstance(fact, Cooperation):
            yield from _companies(compared, at, fact)
            yield from _products(compared, at, fact)
            yield from _summary(compared, at, fact)
        yield from _elsewhere(compared, at, fact)


def _repeated(compared: Comparison) -> Iterator[Finding]:
    """The same figures under two ids; of two like records the dataset's own rules know."""
    seen: dict[tuple[object, ...], str] = {}
    for at, fact in compared.facts:
        if isinstance(fact, Trade | Figure):
            what = (fact.kind, fact.change) if isinstance(fact, Trade) else (fact.scope,)
            first = seen.setdefault((at[0], fact.amount, fact.period, *what), fact.id)
            if first != fact.id:
                yield (*at, "id"), f"the same figures as {first}; keep one of them"


def _companies(compared: Comparison, at: Location, fact: Cooperation) -> Iterator[Finding]:
    """The companies recorded are named, those named in the evidence recorded."""
    finder = compared.names.companies
    named = {id_ for n in fact.paragraphs for _, id_ in finder.find(compared.paragraph(n))}
    for index, id_ in enumerate(fact.companies):
        if id_ not in named:
            message = f"{id_} is not named in paragraph {' or '.join(map(str, fact.paragraphs))}"
            yield (*at, "companies", index), message
    for index, phrase in enumerate(fact.evidence):
        for span, id_ in finder.find(plain(phrase)):
            if id_ not in fact.companies:
                message = f"names {span.text}, but companies has no {id_}; add it"
                yield (*at, "evidence", index), message


def _products(compared: Comparison, at: Location, fact: Cooperation) -> Iterator[Finding]:
    """A product is made of words of the cited paragraphs, in singular or plural."""
    there = _words(compared.words(fact))
    for index, product in enumerate(fact.products):
        missing = [word for word in _words(product.name) if not _is_among(word, there)]
        if missing:
            cited = " or ".join(map(str, fact.paragraphs))
            message = f"{missing[0]!r} is no word of paragraph {cited}; name what the text names"
            yield (*at, "products", index, "name"), message


def _words(text: str) -> list[str]:
    return list(dict.fromkeys(word[0].lower() for word in _WORD.finditer(plain(text))))


def _is_among(word: str, others: Iterable[str]) -> bool:
    """Whether a word, or one of the same stem, is among others."""
    return len(word) <= _SHORT - 1 or any(_is_same(word, other) for other in others)


def _is_same(left: str, right: str) -> bool:
    short, long = sorted((left, right), key=len)
    if long in (short, f"{short}s", f"{short}es") or long == f"{short[:-1]}ies":
        return True
    common = max(_COMMON_BEGINNING, len(short) - 2)
    return len(short) >= common and short[:common] == long[:common]


def _summary(compared: Comparison, at: Location, fact: Cooperation) -> Iterator[Finding]:
    """The numbers and names of a summary are those of the cited paragraphs."""
    cited = " or ".join(map(str, fact.paragraphs))
    text, summary = compared.words(fact), plain(fact.summary)
    there = [number for n in fact.paragraphs for number in numbers(compared.paragraph(n))]
    values = {number.value for number in there} | {number.span.text for number in there}
    for number in numbers(summary):
        is_pair = number.value == 2 and _THE_TWO.search(summary[: number.span.start])
        if not is_pair and (number.value or number.span.text) not in values:
            yield (*at, "summary"), f"{number.span.text} is no number of paragraph {cited}"
    yield from _summary_names(compared, (*at, "summary"), fact, text, summary)


def _summary_names(
    compared: Comparison, at: Location, fact: Cooperation, text: str, summary: str
) -> Iterator[Finding]:
    cited = " or ".join(map(str, fact.paragraphs))
    names, known = compared.names, []
    for kind, finder, own in (
        ("company", names.companies, set(fact.companies)),
        ("region", names.regions, {compared.document.region}),
    ):
        there = {id_ for _, id_ in finder.find(text)}
        for span, id_ in finder.find(summary):
            known.append(span)
            if id_ not in there | own:
                yield at, f"the {kind} {span.text} is not named in paragraph {cited}"
    people = " ".join(f"{each.name} {each.title}" for each in compared.document.participants)
    words = {*_words(text), *_words(people)}
    for sentence in sentences(summary):
        for word in capitalised(sentence):
            if not Spans(known).cover(word) and not _is_among(word.text.lower(), words):
                yield at, f"the name {word.text} does not stand in paragraph {cited}"


def _elsewhere(compared: Comparison, at: Location, fact: Fact) -> Iterator[Finding]:
    """Evidence that names another region or its capital is of a wider scope."""
    scope = fact.scope if isinstance(fact, Cooperation | Figure) else None
    for index, phrase in enumerate(fact.evidence):
        for name, id_ in compared.names.elsewhere(phrase, compared.document.region):
            if not scope or name not in scope:
                message = f"names {name}, of {id_}; say so in scope or quote other words"
                yield (*at, "evidence", index), message
