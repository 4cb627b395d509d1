"""What a document quotes of its text, and whether it stands there."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

from bilat.curation.sentences import dates, sentences
from bilat.dataset.models import Cooperation, Document, Fact, Figure, Statement, Trade
from bilat.dataset.rules import Finding, document_file
from bilat.dataset.yaml import Location
from bilat.text import Span, Spans, Text, fold, plain


class Comparison:
    """A document beside its text."""

    def __init__(self, document: Document, text: Text) -> None:
        self.document = document
        self.text = text
        self.is_english = document.source.language == "en"

    def finding(self, at: Location, message: str) -> Finding:
        """Return what is wrong at a value of the document's file."""
        return Finding(document_file(self.document), at, message)

    @cached_property
    def sentences(self) -> dict[int, list[Span]]:
        """The sentences of each paragraph."""
        return {
            number: sentences(paragraph.text)
            for number, paragraph in enumerate(self.text.paragraphs, 1)
        }

    def paragraph(self, number: int) -> str:
        """Return the words of a paragraph."""
        return self.text.paragraphs[number - 1].text

    def find(self, phrases: Iterable[str], number: int) -> list[Span]:
        """Return where some phrases stand in a paragraph."""
        paragraph = self.text.paragraphs[number - 1]
        return [span for phrase in phrases for span in paragraph.spans(phrase)]

    def stands(self, phrase: str, paragraphs: Collection[int]) -> bool:
        """Return whether a phrase stands in one of some paragraphs."""
        return any(any(self.text.paragraphs[number - 1].spans(phrase)) for number in paragraphs)

    @cached_property
    def doubtful(self) -> set[int]:
        """The paragraphs of which something is quoted that does not stand where it should."""
        quoted = [
            *(
                (each, fact.paragraphs)
                for fact in self.document.facts
                for _, each in quotations(fact)
            ),
            *((each.text, (each.paragraph,)) for each in self.document.left_out if each.text),
        ]
        return {
            number
            for phrase, cited in quoted
            if not self.stands(phrase, cited)
            for number in self.sentences
            if number in cited or self.stands(phrase, [number])
        }

    @cached_property
    def ordinary_words(self) -> set[str]:
        """The words that the text has in small letters."""
        texts = (paragraph.text for paragraph in self.text.paragraphs)
        return {word for text in texts for word in re.findall(r"\b[a-z]+\b", text)}


# What each kind of fact quotes besides its evidence and the texts of its amount and change.
_QUOTED = {
    Cooperation: ("scope", "condition"),
    Trade: ("goods", "cause", "doubt"),
    Figure: (),
}


def quotations(fact: Fact) -> Iterator[tuple[Location, str]]:
    """Yield everything that a fact quotes, each with its place in the record."""
    for index, phrase in enumerate(fact.evidence):
        yield ("evidence", index), phrase
    for field in _QUOTED[type(fact)]:
        if phrase := getattr(fact, field):
            yield (field,), phrase
    for field in ("amount", "change"):
        if value := getattr(fact, field, None):
            yield (field, "text"), value.text


def findings(compared: Comparison) -> Iterator[Finding]:
    """Yield what a document quotes or names that its text does not have."""
    document = compared.document
    everywhere = compared.sentences.keys()
    if document.date.stated is not None:
        yield from _missing(compared, ("date", "stated"), document.date.stated, everywhere)
    if compared.is_english:
        if document.place:
            yield from _missing_place(compared, ("place",), document.place, everywhere)
        yield from _people(compared)
    yield from _years(compared)
    for at, fact in document.located_facts():
        yield from _fact(compared, at, fact)
    for index, item in enumerate(document.left_out):
        if item.text is not None:
            yield from _missing(compared, ("left_out", index, "text"), item.text, [item.paragraph])


def _missing(
    compared: Comparison, at: Location, phrase: str, cited: Collection[int]
) -> Iterator[Finding]:
    """Yield nothing where a phrase stands in a cited paragraph, else where it does stand.

    What still says TODO is reported already.
    """
    if "TODO" in phrase or compared.stands(phrase, cited):
        return
    where = [number for number in compared.sentences if compared.stands(phrase, [number])]
    if where:
        message = f"{phrase!r} is in paragraph {_listed(where)}, not in {_listed(cited)}"
    else:
        message = f"{phrase!r} is not in {compared.text.path.name}; quote it as it is printed"
    yield compared.finding(at, message)


def _missing_place(
    compared: Comparison, at: Location, place: str, cited: Collection[int]
) -> Iterator[Finding]:
    """Yield the same of a place, which may be in capitals, as at the head of a telegram."""
    if not compared.stands(place.upper(), cited):
        yield from _missing(compared, at, place, cited)


def _listed(numbers: Collection[int]) -> str:
    return " and ".join(map(str, numbers))


def _fact(compared: Comparison, at: Location, fact: Fact) -> Iterator[Finding]:
    missing: list[Finding] = []
    for field, phrase in quotations(fact):
        missing += _missing(compared, (*at, *field), phrase, fact.paragraphs)
        if field[0] == "evidence" and sum(map(bool, map(fold, phrase.split()))) == 1:
            yield compared.finding((*at, *field), f"{phrase!r} is a single word; quote two to six")
    yield from missing
    for index, number in enumerate(fact.paragraphs):
        if not missing and not any(compared.stands(phrase, [number]) for phrase in fact.evidence):
            message = f"no evidence is quoted from paragraph {number}; quote some or remove it"
            yield compared.finding((*at, "paragraphs", index), message)
    if isinstance(fact, Cooperation) and compared.is_english:
        for index, place in enumerate(fact.places):
            yield from _missing_place(compared, (*at, "places", index), place, fact.paragraphs)


# Words with a capital that may stand before a surname and are no given names.
_TITLES = frozenset(
    "president governor head rais leader mr oblast region krai territory republic federation "
    "russia belarus".split()
)


def _people(compared: Comparison) -> Iterator[Finding]:
    """Yield the participants whose name is in no paragraph, in any of its spellings."""
    texts = [paragraph.text for paragraph in compared.text.paragraphs]
    for index, person in enumerate(compared.document.participants):
        if not any(
            "TODO" in name or _is_named(texts, name) for name in (person.name, *person.aliases)
        ):
            message = (
                f"{person.name!r} is not in {compared.text.path.name}; write the name as it is "
                "printed and other spellings under aliases"
            )
            yield compared.finding(("participants", index, "name"), message)


def _is_named(texts: Sequence[str], name: str) -> bool:
    """Return whether a paragraph has all words of a name, or the text only ever the surname."""
    words = fold(name).split()
    if any(set(words) <= set(fold(text).split()) for text in texts):
        return True
    surname = rf"(?:\b([A-Z]\w+),? )?\b{re.escape(plain(name).split()[-1])}\b"
    before = {word.lower() for text in texts for word in re.findall(surname, text)}
    return bool(before) and before <= _TITLES | {""}


# The last two digits of a year, as in 2015, 2013-15 and '15.
_YEAR = re.compile(r"(?:(?<!\d)\d\d|(?<=\d\d\d\d[-/])|(?<='))(\d\d)(?!\d)")


def _years(compared: Comparison) -> Iterator[Finding]:
    """Yield the stated years that stand nowhere in the text."""
    texts = [paragraph.text for paragraph in compared.text.paragraphs]
    there = {year for text in texts for year in _YEAR.findall(text)}
    document = compared.document
    stated: list[tuple[Location, int]] = []
    date = document.date
    if date.basis == "stated":
        stated.append((("date", "value"), int(date.value[:4])))
        full = {f"{day.year}-{day.month_and_day}" for text in texts for day in dates(text)}
        if date.stated and not _YEAR.search(date.stated) and date.value not in full:
            message = f"{date.stated!r} has no year, and the full date is nowhere in the text"
            yield compared.finding(("date", "basis"), f"{message}; is it inferred or external?")
    for at, fact in document.located_facts():
        if isinstance(fact, Statement) and fact.period and fact.period.basis == "stated":
            years = {fact.period.span.year_from, fact.period.span.year_to}
            stated += [((*at, "period", "value"), year) for year in sorted(years)]
    for where, year in stated:
        if str(year)[2:] not in there:
            message = (
                f"{year} is in no paragraph of {compared.text.path.name}; "
                "correct it, or say how it is known: inferred or external"
            )
            yield compared.finding(where, message)


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


def lost_conditions(compared: Comparison, number: int) -> Iterator[Span]:
    """Yield the conditions of a paragraph that no record has and nothing leaves out.

    Only sentences that a fact of cooperation cites are judged, and one condition of each is enough.
    """
    document = compared.document
    facts = [fact for fact in document.cooperation if number in fact.paragraphs]
    left_out = [item.text for item in document.left_out if item.paragraph == number and item.text]
    cited = Spans(compared.find((phrase for fact in facts for phrase in fact.evidence), number))
    recorded = Spans(compared.find((fact.condition or "" for fact in facts), number))
    passed_over = Spans(compared.find(left_out, number))
    for sentence in compared.sentences[number]:
        if not cited.touch(sentence) or recorded.touch(sentence):
            continue
        for found in _CONDITION.finditer(sentence.text):
            start = sentence.start + found.start("clause")
            clause = Span(start, sentence.start + found.end(), found["clause"])
            is_condition = (found["before"] or "").lower() not in _NO_CONDITION_AFTER
            if is_condition and not passed_over.touch(clause):
                yield clause
                break
