"""What a document quotes of its text, and whether it stands there."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from bilat.curation.sentences import sentences
from bilat.dataset.models import Cooperation, Document, Fact, Figure, Trade
from bilat.dataset.yaml import Location
from bilat.text import Span, Spans, Text, fold, plain


class Finding(NamedTuple):
    """What is wrong with a value of the document's file."""

    at: Location
    message: str


class Comparison:
    """A document beside its text."""

    def __init__(self, document: Document, text: Text) -> None:
        self.document = document
        self.text = text
        self.is_english = document.source.language == "en"
        self._found: dict[tuple[str, int], list[Span]] = {}
        self._words: dict[int, list[set[str]]] = {}

    @property
    def everywhere(self) -> range:
        """The numbers of all paragraphs of the text."""
        return range(1, len(self.text.paragraphs) + 1)

    @cached_property
    def _folded(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.text.paragraphs).lower()

    def elsewhere(self, phrase: str) -> Iterator[tuple[int, Span]]:
        """Yield where a phrase stands in any paragraph."""
        if plain(phrase).lower() in self._folded:
            for number in self.everywhere:
                for span in self.text.paragraphs[number - 1].spans(phrase):
                    yield number, span

    def paragraph(self, number: int) -> str:
        """Return the words of a paragraph."""
        return self.text.paragraphs[number - 1].text

    @cached_property
    def sentences(self) -> dict[int, list[Span]]:
        """The sentences of each paragraph."""
        return {number: sentences(self.paragraph(number)) for number in self.everywhere}

    @cached_property
    def small_words(self) -> set[str]:
        """The words of the text that stand in small letters."""
        return {
            word
            for paragraph in self.text.paragraphs
            for word in paragraph.text.split()
            if word.islower()
        }

    def sentence_words(self, number: int) -> list[set[str]]:
        """Return the folded words of each sentence of a paragraph."""
        if number not in self._words:
            spans = self.sentences[number]
            self._words[number] = [set(fold(sentence.text).split()) for sentence in spans]
        return self._words[number]

    def find(self, phrase: str, number: int) -> list[Span]:
        """Return where a phrase stands in a paragraph."""
        key = (phrase, number)
        if key not in self._found:
            self._found[key] = list(self.text.paragraphs[number - 1].spans(phrase))
        return self._found[key]

    def stands(self, phrase: str, paragraphs: Collection[int]) -> bool:
        """Return whether a phrase stands in one of some paragraphs."""
        return any(self.find(phrase, number) for number in paragraphs)

    def spans(self, phrases: Iterable[str], number: int) -> Spans:
        """Return where some phrases stand in a paragraph."""
        return Spans(span for phrase in phrases for span in self.find(phrase, number))


def quotations(fact: Fact) -> Iterator[tuple[Location, str]]:
    """Yield what a fact quotes besides its evidence, each with its place in the record."""
    quoted: list[tuple[Location, str | None]] = []
    match fact:
        case Cooperation():
            quoted = [(("scope",), fact.scope), (("condition",), fact.condition)]
        case Trade():
            quoted = [(("goods",), fact.goods), (("cause",), fact.cause), (("doubt",), fact.doubt)]
    if isinstance(fact, Trade | Figure):
        quoted.append((("amount", "text"), fact.amount.text if fact.amount else None))
        quoted.append((("change", "text"), fact.change.text if fact.change else None))
    for at, phrase in quoted:
        if phrase is not None:
            yield at, phrase


def quoted_by(fact: Fact) -> list[str]:
    """Return everything that a fact quotes."""
    return [*fact.evidence, *(phrase for _, phrase in quotations(fact))]


def findings(compared: Comparison) -> Iterator[Finding]:
    """Yield what a document quotes or names that its text does not have."""
    document = compared.document
    if document.date.stated is not None:
        stated = document.date.stated
        yield from _missing(compared, ("date", "stated"), stated, compared.everywhere)
    if compared.is_english:
        if document.place and not _is_place(compared, document.place, compared.everywhere):
            yield from _missing(compared, ("place",), document.place, compared.everywhere)
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
    """Yield nothing where a phrase stands in a cited paragraph, else where it does stand."""
    if compared.stands(phrase, cited):
        return
    where = list(dict.fromkeys(number for number, _ in compared.elsewhere(phrase)))
    if where:
        message = f"{phrase!r} is in paragraph {_listed(where)}, not in {_listed(cited)}"
    else:
        message = f"{phrase!r} is not in {compared.text.path.name}; quote it as it is printed"
    yield Finding(at, message)


def _is_place(compared: Comparison, place: str, cited: Collection[int]) -> bool:
    """Return whether a place is named, be it in capitals as at the head of a telegram."""
    name = re.compile(rf"(?<!\w){re.escape(plain(place))}(?!\w)", re.IGNORECASE)
    return any(name.search(compared.paragraph(number)) for number in cited)


def _listed(numbers: Collection[int]) -> str:
    return " and ".join(map(str, numbers))


def _fact(compared: Comparison, at: Location, fact: Fact) -> Iterator[Finding]:
    missing: list[Finding] = []
    for index, phrase in enumerate(fact.evidence):
        where = (*at, "evidence", index)
        missing += _missing(compared, where, phrase, fact.paragraphs)
        if len(phrase.split()) == 1:
            yield Finding(where, f"{phrase!r} is a single word; quote two to six")
    yield from missing
    for index, number in enumerate(fact.paragraphs):
        if not missing and not any(compared.find(phrase, number) for phrase in fact.evidence):
            message = f"no evidence is quoted from paragraph {number}; quote some or remove it"
            yield Finding((*at, "paragraphs", index), message)
    for field, phrase in quotations(fact):
        yield from _missing(compared, (*at, *field), phrase, fact.paragraphs)
    if isinstance(fact, Cooperation) and compared.is_english:
        for index, place in enumerate(fact.places):
            if not _is_place(compared, place, fact.paragraphs):
                yield from _missing(compared, (*at, "places", index), place, fact.paragraphs)


# People

_TITLES = frozenset(
    "president governor head rais leader chairman minister mayor acting mr mrs ms dr "
    "oblast region krai kray territory republic okrug federation russia belarus".split()
)
_NAME = re.compile(r"[\"'(]*([A-Z][\w'.-]*)")


def _people(compared: Comparison) -> Iterator[Finding]:
    for index, person in enumerate(compared.document.participants):
        spellings = (person.name, *person.aliases)
        if not any(_is_named(compared, spelling) for spelling in spellings):
            message = (
                f"{person.name!r} is not in {compared.text.path.name}; write the name as it is "
                "printed and other spellings under aliases"
            )
            yield Finding(("participants", index, "name"), message)


def _is_named(compared: Comparison, name: str) -> bool:
    """Return whether a paragraph has all words of a name, or the text has a surname alone."""
    words = [
        re.compile(rf"\b{re.escape(word)}(?!\w)", re.IGNORECASE) for word in plain(name).split()
    ]
    texts = [paragraph.text for paragraph in compared.text.paragraphs]
    if any(all(word.search(text) for word in words) for text in texts):
        return True
    surname = re.compile(rf"(?:(\S+) )?{words[-1].pattern}", re.IGNORECASE)
    before = [found[1] for text in texts for found in surname.finditer(text)]
    return bool(before) and not any(map(_is_given_name, before))


def _is_given_name(word: str | None) -> bool:
    """Return whether the word before a surname is a given name and no title or place."""
    name = _NAME.fullmatch(word or "")
    return name is not None and name[1].lower() not in _TITLES and not name[1].endswith("'s")


# Years

_YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")
_SHORT_YEAR = re.compile(r"(?<=\d\d\d\d[-/])\d\d(?!\d)|(?<=')\d\d(?!\d)")


def _years(compared: Comparison) -> Iterator[Finding]:
    """Yield the stated years that stand nowhere in the text."""
    text = " ".join(paragraph.text for paragraph in compared.text.paragraphs)
    there = set(map(int, _YEAR.findall(text)))
    short = set(map(int, _SHORT_YEAR.findall(text)))
    document = compared.document
    stated: list[tuple[Location, int]] = []
    if document.date.basis == "stated":
        stated.append((("date", "value"), int(document.date.value[:4])))
    for at, fact in document.located_facts():
        if isinstance(fact, Trade | Figure) and fact.period and fact.period.basis == "stated":
            span = fact.period.span
            years = dict.fromkeys((span.year_from, span.year_to))
            stated += [((*at, "period", "value"), year) for year in years]
    for where, year in stated:
        if year not in there and year % 100 not in short:
            message = (
                f"{year} is in no paragraph of {compared.text.path.name}; "
                "correct it, or say how it is known: inferred or external"
            )
            yield Finding(where, message)


# Conditions

_IF = re.compile(
    r"\b(?:if|unless|provided that|providing that|"
    r"provided(?= (?:the|you|your|we|our|they|it|there|this|these|both)\b))\b",
    re.IGNORECASE,
)
_NO_CONDITION_BEFORE = re.compile(
    r"\b(?:as|even|what|see\w*|know\w*|ask\w*|wonder\w*|check\w*|decid\w+|determin\w+|find out"
    r"|tell\w*|told|understand\w*|doubt\w*|sure|unclear|clear|certain|consider\w*|remember\w*"
    r"|says?|matter\w*|surpris\w+|grateful|glad|happy|good|great|nice|better|best|delighted"
    r"|appreciate it) $",
    re.IGNORECASE,
)
_NO_CONDITION_AFTER = re.compile(
    r" (?:so|not|any|anything|ever|possible|necessary|needed|need be|required|only|appropriate"
    r"|desired|at all|my memory|memory|I|(?:you|we|one) (?:remember|recall|looks?|talk|speak|takes?"
    r"|compares?|count|say))\b",
    re.IGNORECASE,
)
_OF_THE_PAST = re.compile(
    r"\b(?:earlier|previously|formerly|yesterday|ago|used to|last (?:year|month|time)"
    r"|in (?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[,;:!?\"()]|\.(?!\d)| - ")
_LONGEST_WORDS = 20
_LONGEST_CLAUSE = 200


def lost_conditions(compared: Comparison, number: int) -> Iterator[Span]:
    """Yield the conditions of a paragraph that no record has and nothing leaves out.

    Only sentences that a fact of cooperation cites are judged, and one condition of each is enough.
    """
    document = compared.document
    facts = [fact for fact in document.cooperation if number in fact.paragraphs]
    left_out = [item.text for item in document.left_out if item.paragraph == number and item.text]
    cited = compared.spans((phrase for fact in facts for phrase in fact.evidence), number)
    conditions = compared.spans((fact.condition for fact in facts if fact.condition), number)
    passed_over = compared.spans(left_out, number)
    for sentence in compared.sentences[number] if facts else ():
        if cited.touch(sentence) and not conditions.touch(sentence):
            clauses = (each for each in _clauses(sentence) if not passed_over.touch(each))
            yield from islice(clauses, 1)


def _clauses(sentence: Span) -> Iterator[Span]:
    """Yield the conditions of a sentence, each to the end of its clause."""
    for found in _IF.finditer(sentence.text):
        if _NO_CONDITION_BEFORE.search(
            sentence.text[max(0, found.start() - _LONGEST_WORDS) : found.start()]
        ):
            continue
        if _NO_CONDITION_AFTER.match(sentence.text, found.end()):
            continue
        last = min(len(sentence.text), found.end() + _LONGEST_CLAUSE)
        if end := _CLAUSE_END.search(sentence.text, found.end(), last):
            last = end.start()
        words = sentence.text[found.start() : last]
        if not _OF_THE_PAST.search(words):  # "if we sold ten last year, we sell twenty now"
            yield Span(sentence.start + found.start(), sentence.start + last, words)
