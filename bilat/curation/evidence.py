"""What a document quotes of its text, and whether it stands there."""

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from itertools import pairwise

from bilat.curation.sentences import MONTH, years
from bilat.dataset.models import Cooperation, Document, Fact, Figure, Statement, Trade
from bilat.dataset.yaml import Location
from bilat.text import Text, fold, plain

# A value of a document's file, and what is wrong there.
Message = tuple[Location, str]

# What each kind of fact quotes besides its evidence and the texts of its amount and change.
_QUOTED = {
    Cooperation: ("scope", "condition"),
    Trade: ("goods", "cause", "doubt"),
    Figure: (),
}


def quotations(fact: Fact) -> Iterator[tuple[Location, str]]:
    """Yield everything that a fact quotes, each with its location in the record."""
    for index, phrase in enumerate(fact.evidence):
        yield ("evidence", index), phrase
    for field in _QUOTED[type(fact)]:
        if phrase := getattr(fact, field):
            yield (field,), phrase
    for field in ("amount", "change"):
        if value := getattr(fact, field, None):
            yield (field, "text"), value.text


def _quotations(document: Document) -> Iterator[tuple[Location, str, Collection[int]]]:
    """Yield everything that a document quotes, with its location and the cited paragraphs."""
    for at, fact in document.located_facts():
        for field, phrase in quotations(fact):
            yield (*at, *field), phrase, fact.paragraphs
    for index, item in enumerate(document.left_out):
        if item.text:
            yield ("left_out", index, "text"), item.text, [item.paragraph]


def stands(text: Text, phrase: str, paragraphs: Collection[int]) -> bool:
    """Return whether a phrase stands in one of some paragraphs."""
    return any(any(text.paragraphs[number - 1].spans(phrase)) for number in paragraphs)


def _where(text: Text, phrase: str) -> list[int]:
    """Return the paragraphs that have a phrase."""
    return [n for n in range(1, len(text.paragraphs) + 1) if stands(text, phrase, [n])]


def misquoted_paragraphs(document: Document, text: Text) -> set[int]:
    """Return the paragraphs of which something is quoted that does not stand where it should."""
    return {
        number
        for _, phrase, cited in _quotations(document)
        if not stands(text, phrase, cited)
        for number in (*cited, *_where(text, phrase))
    }


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
        for index, number in enumerate(fact.paragraphs):
            quoted = any(stands(text, phrase, [number]) for phrase in fact.evidence)
            if not quoted and number not in misquoted:
                message = f"no evidence is from paragraph {number}; quote some or remove the number"
                yield (*at, "paragraphs", index), message
        for index, place in enumerate(getattr(fact, "places", ()) if is_english else ()):
            yield from _missing(text, (*at, "places", index), place, fact.paragraphs)
    yield from _stated_years(document, text)
    if is_english:
        yield from _people(document, text)


def _missing(text: Text, at: Location, phrase: str, cited: Collection[int]) -> Iterator[Message]:
    """Yield nothing if a cited paragraph has a phrase, else which ones have it.

    What still says TODO is reported already.
    """
    if "TODO" in phrase or stands(text, phrase, cited):
        return
    if where := _where(text, phrase):
        there, here = (" and ".join(map(str, numbers)) for numbers in (where, cited))
        yield at, f"{phrase!r} is in paragraph {there}, not in {here}; correct one of them"
    else:
        yield at, f"{phrase!r} is not in {text.path.name}; quote it as it is printed"


def _people(document: Document, text: Text) -> Iterator[Message]:
    """Yield the participants whose name is nowhere, in any of its spellings."""
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
    """Yield the stated years that stand nowhere in the text."""
    words = plain(text.content)
    there = {span.text[-2:] for span in years(words)}
    date = document.date
    stated: list[tuple[Location, int]] = []
    if date.basis == "stated":
        stated.append((("date", "value"), int(date.value[:4])))
    for at, fact in document.located_facts():
        if isinstance(fact, Statement) and fact.period and fact.period.basis == "stated":
            ends = {fact.period.span.year_from, fact.period.span.year_to}
            stated += [((*at, "period", "value"), year) for year in sorted(ends)]
    for location, year in stated:
        if str(year)[2:] not in there:
            message = f"{year} is nowhere in {text.path.name}; correct it or its basis"
            yield location, message


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
