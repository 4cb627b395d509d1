"""What a document quotes of its text, and whether it stands there."""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import pairwise

from bilat.curation.sentences import MONTH, years
from bilat.dataset.models import Cooperation, Document, Fact, Statement
from bilat.dataset.yaml import Location
from bilat.text import Text, fold, plain

# A value of a document's file, and what is wrong there.
Message = tuple[Location, str]


def quotations(fact: Fact) -> Iterator[tuple[Location, str]]:
    """Yield everything that a fact quotes, each with its location in the record."""
    for index, phrase in enumerate(fact.evidence):
        yield ("evidence", index), phrase
    # The scope of a figure is in the curator's words.
    own = ("scope", "condition") if isinstance(fact, Cooperation) else ("goods", "cause", "doubt")
    for field in own:
        if words := getattr(fact, field, None):
            yield (field,), words
    for field in ("amount", "change"):
        if value := getattr(fact, field, None):
            yield (field, "text"), value.text


def _quotations(document: Document) -> Iterator[tuple[Location, str, Sequence[int]]]:
    """Yield everything that a document quotes, with its location and the cited paragraphs."""
    for at, fact in document.located_facts():
        for field, phrase in quotations(fact):
            yield (*at, *field), phrase, fact.paragraphs
    for index, item in enumerate(document.left_out):
        if item.text:
            yield ("left_out", index, "text"), item.text, [item.paragraph]


def _paragraphs_with(text: Text, phrase: str) -> list[int]:
    return [n for n, paragraph in enumerate(text.paragraphs, 1) if any(paragraph.spans(phrase))]


def misquoted_paragraphs(document: Document, text: Text) -> set[int]:
    """Return the paragraphs of which something is quoted that does not stand where it should."""
    misquoted: set[int] = set()
    for _, phrase, cited in _quotations(document):
        there = _paragraphs_with(text, phrase)
        if not {*there} & {*cited}:
            misquoted.update(cited, there)
    return misquoted


def messages(document: Document, text: Text) -> Iterator[Message]:
    """Yield what a document quotes or names that its text does not have."""
    is_english = document.source.language == "en"
    everywhere = range(1, len(text.paragraphs) + 1)
    if document.date.stated:
        yield from _missing(text, ("date", "stated"), document.date.stated, everywhere)
    if document.place and is_english:
        yield from _missing(text, ("place",), document.place, everywhere)
    for quotation in _quotations(document):
        yield from _missing(text, *quotation)
    misquoted = misquoted_paragraphs(document, text)
    for at, fact in document.located_facts():
        for index, phrase in enumerate(fact.evidence):
            if sum(bool(fold(word)) for word in phrase.split()) == 1:
                yield (*at, "evidence", index), f"{phrase!r} is a single word; quote two to six"
        there = {n for phrase in fact.evidence for n in _paragraphs_with(text, phrase)}
        for index, number in enumerate(fact.paragraphs):
            if number not in there | misquoted:
                message = f"no evidence is from paragraph {number}; quote some or remove the number"
                yield (*at, "paragraphs", index), message
        for index, place in enumerate(getattr(fact, "places", ()) if is_english else ()):
            yield from _missing(text, (*at, "places", index), place, fact.paragraphs)
    yield from _stated_years(document, text)
    if is_english:
        yield from _people(document, text)


def _missing(text: Text, at: Location, phrase: str, cited: Sequence[int]) -> Iterator[Message]:
    """Yield nothing if a cited paragraph has a phrase, else which ones have it."""
    there = _paragraphs_with(text, phrase)
    if "TODO" in phrase or {*there} & {*cited}:  # a TODO is reported already
        return
    if there:
        right, wrong = (" and ".join(map(str, numbers)) for numbers in (there, cited))
        yield at, f"{phrase!r} is in paragraph {right}, not in {wrong}; correct one of them"
    else:
        yield at, f"{phrase!r} is not in {text.path.name}; quote it as it is printed"


def _people(document: Document, text: Text) -> Iterator[Message]:
    words = fold(plain(text.content)).split()
    for index, person in enumerate(document.participants):
        if not any(_is_named(words, name) for name in (person.name, *person.aliases)):
            message = f"{person.name!r} is not in {text.path.name}; write the name as it is printed"
            yield ("participants", index, "name"), f"{message} and other spellings under aliases"


def _is_named(words: Sequence[str], name: str) -> bool:
    """Return whether a text has the surname, and nowhere a given name before it that differs."""
    *given, surname = fold(name).split() or [""]
    before = {word for word, following in pairwise(words) if following == surname}
    is_misspelt = given and given[0] not in words and get_close_matches(given[0], before)
    return "TODO" in name or (surname in words and not is_misspelt)


def _stated_years(document: Document, text: Text) -> Iterator[Message]:
    there = {span.text[-2:] for span in years(plain(text.content))}
    stated: list[tuple[Location, str]] = []
    if document.date.basis == "stated":
        stated.append((("date", "value"), document.date.value[:4]))
    for at, fact in document.located_facts():
        if isinstance(fact, Statement) and fact.period and fact.period.basis == "stated":
            ends = dict.fromkeys(re.findall(r"\d{4}", str(fact.period.value)))
            stated += [((*at, "period", "value"), year) for year in ends]
    for location, year in stated:
        if year[2:] not in there:
            yield location, f"{year} is nowhere in {text.path.name}; correct it or its basis"


def notes(document: Document) -> Iterator[Message]:
    """Yield what a reader should look at."""
    if document.source.language != "en":
        message = "the text is not in English: its names, amounts and conditions are not judged"
        yield ("source", "language"), message
    for index, fact in enumerate(document.trade):
        if fact.period and fact.period.basis == "stated":
            months = rf"{MONTH} ?(?:-|to|through) ?{MONTH}(?: of)? {fact.period.value}\b"
            if found := re.search(months, plain("; ".join(fact.evidence))):
                message = f"{found[0]!r} is quoted; should the period have these months?"
                yield ("trade", index, "period", "value"), message
