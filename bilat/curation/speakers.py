"""Who says what in a text: the President, the head of the region, or the narrator."""

import re
from collections.abc import Iterator
from functools import cached_property

from bilat.curation.comparison import Comparison, Finding, Sentence
from bilat.dataset.facts import Fact
from bilat.dataset.models import Document
from bilat.dataset.strict_yaml import Location
from bilat.text import Span, Spans, plain

_SAY = (
    r"(?:said|says|say|noted|notes|added|adds|remarked|stressed|emphasi[sz]ed|underlined|"
    r"suggested|assured|mentioned|proposed|offered|asked|outlined|spoke|told|explained|pointed|"
    r"thanked|congratulated|stated|announced|confirmed|recalled|believes|continued|replied|"
    r"expressed|drew attention|made the statement)"
)
_BETWEEN = r"(?: (?:also|once again|then|in turn|further|,))*"
_HE = re.compile(rf"\b[Hh]e{_BETWEEN} {_SAY}\b|\b[Ii]n (?:his|her) words\b|\b[Ss]he {_SAY}\b")
_BELARUS = (
    r"(?:head of state|Belarus(?:ian)? (?:President|leader|head of state)|"
    r"President(?! of the Russian))"
)
_REGION = r"(?:[Gg]overnor|[Hh]ead of the (?:[Rr]egion|[Rr]epublic|[Oo]blast|[Kk]rai))"
_QUOTE = re.compile(r'"')


class Speakers:
    """Finds who is said to speak in the sentences of a document."""

    def __init__(self, compared: Comparison) -> None:
        self._compared = compared
        self._patterns = {
            "president": _attribution(_BELARUS, compared.document, "belarus"),
            "region_head": _attribution(_REGION, compared.document, "region"),
        }
        people = [word for each in compared.document.participants for word in each.name.split()]
        self._anybody = re.compile(
            rf"\b(?:[Hh]e|[Ss]he|{_BELARUS}|{_REGION}|{'|'.join(map(re.escape, people))})\b"
        )

    @cached_property
    def quotations(self) -> dict[int, list[Span]]:
        """What stands between quotation marks in each paragraph, to its end where none closes."""
        found = {}
        for number in self._compared.sentences:
            text = self._compared.paragraph(number)
            marks = [mark.start() for mark in _QUOTE.finditer(text)]
            ends = marks[1::2] + [len(text)] * (len(marks) % 2)
            found[number] = [
                Span(start, end + 1, text[start : end + 1])
                for start, end in zip(marks[::2], ends, strict=True)
            ]
        return found

    def of(self, sentence: Sentence) -> set[str]:
        """Who says a sentence; nobody where it is the narrator's, or a machine cannot tell.

        A sentence without a speaker goes on with the reported speech that opens its paragraph,
        until a quotation comes between.
        """
        said = self._own(sentence)
        before = Span(0, sentence.span.end, "")
        if said or Spans(self.quotations[sentence.paragraph]).touch(before):
            return said
        return self._own(self._compared.sentences[sentence.paragraph][0])

    def _own(self, sentence: Sentence) -> set[str]:
        """Who is named as speaking in a sentence, or of the quotation that it is part of."""
        said = self._named(sentence)
        for quotation in self.quotations[sentence.paragraph]:
            if quotation.start < sentence.span.end and sentence.span.start < quotation.end:
                said |= self._of_quotation(sentence.paragraph, quotation)
        return said

    def _of_quotation(self, paragraph: int, quotation: Span) -> set[str]:
        """Who is named in the sentences that a quotation begins and ends in."""
        around = [
            sentence
            for sentence in self._compared.sentences[paragraph]
            if sentence.span.start <= quotation.start < sentence.span.end
            or sentence.span.start < quotation.end <= sentence.span.end
        ]
        return {speaker for sentence in around for speaker in self._named(sentence)}

    def _named(self, sentence: Sentence) -> set[str]:
        """Who is named in a sentence; "he" is whom the paragraph names before, or either."""
        said = self._matching(sentence.text)
        if said or not _HE.search(sentence.text):
            return said
        for earlier in reversed(self._compared.sentences[sentence.paragraph]):
            if earlier.span.start < sentence.span.start and (said := self._matching(earlier.text)):
                return said
        return set(self._patterns)

    def _matching(self, text: str) -> set[str]:
        return {who for who, pattern in self._patterns.items() if pattern.search(text)}

    def may_speak(self, sentences: list[Sentence]) -> bool:
        """Whether anybody is named in sentences, quoted there, or opens their paragraph."""
        openings = [self._compared.sentences[each.paragraph][0] for each in sentences]
        return any(
            self._anybody.search(each.text) or _QUOTE.search(each.text) or self._is_open(each)
            for each in [*sentences, *openings]
        )

    def _is_open(self, sentence: Sentence) -> bool:
        """Whether a sentence stands inside a quotation."""
        return Spans(self.quotations[sentence.paragraph]).touch(sentence.span)

    def is_quoted(self, fact: Fact) -> bool:
        """Whether all evidence of a fact stands in quotations."""
        places = [
            (number, span)
            for phrase in fact.evidence
            for number, span in self._compared.stands(phrase, fact.paragraphs)
        ]
        return bool(places) and all(
            Spans(self.quotations[number]).cover(span) for number, span in places
        )


def _attribution(titles: str, document: Document, side: str) -> re.Pattern[str]:
    """Finds where one side is said to speak."""
    names = {
        re.escape(plain(name))
        for person in document.participants
        if person.side == side
        for name in (person.name, person.name.split()[-1])
    }
    who = rf"(?:{'|'.join([titles, *sorted(names)])})"
    return re.compile(
        rf"\b{who}{_BETWEEN} {_SAY}\b|\b{_SAY} (?:the )?{who}\b|"
        rf"\b[Aa]ccording to (?:the )?{who}\b"
    )


_SPEAKERS = {
    "president": "the President of Belarus",
    "region_head": "the head of the region",
}


def findings(compared: Comparison) -> Iterator[Finding]:
    """Speakers that the cited sentences do not have."""
    speakers = Speakers(compared)
    for at, fact in compared.facts:
        yield from _speaker(compared, speakers, at, fact)


def _speaker(
    compared: Comparison, speakers: Speakers, at: Location, fact: Fact
) -> Iterator[Finding]:
    cited = compared.cited(fact)
    said = [speakers.of(sentence) for sentence in cited]
    if not said:
        return
    everyone = set().union(*said)
    if fact.stated_by == "document":
        if all(said) or speakers.is_quoted(fact):
            who = " or ".join(sorted(everyone)) or "president or region_head"
            yield (*at, "stated_by"), f"document, but the cited sentences are said by {who}"
    elif everyone and fact.stated_by not in everyone:
        other = next(iter(everyone))
        message = f"{fact.stated_by}, but the cited sentences are said by {_SPEAKERS[other]}"
        yield (*at, "stated_by"), f"{message}; write {other}"
    elif not everyone and not speakers.may_speak(cited):
        message = f"{fact.stated_by}, but the cited sentences name no speaker"
        yield (*at, "stated_by"), f"{message}; write document"
