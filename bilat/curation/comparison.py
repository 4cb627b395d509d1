"""A document beside its text, as every rule of the check looks at it."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from bilat.curation.names import Names
from bilat.curation.sentences import sentences
from bilat.dataset.facts import Cooperation, Fact, Figure, Trade
from bilat.dataset.models import Document
from bilat.dataset.strict_yaml import Location
from bilat.text import Span, Spans, Text

Finding = tuple[Location, str]
"""At which value of the document's file, and what is wrong there."""


class Sentence(NamedTuple):
    """A sentence of a text: its paragraph, counted from 1, and where it stands there."""

    paragraph: int
    span: Span

    @property
    def text(self) -> str:
        """The words."""
        return self.span.text


class Comparison:
    """A document, its text and the names that the dataset knows."""

    def __init__(self, document: Document, text: Text, names: Names) -> None:
        self.document = document
        self.text = text
        self.names = names

    @cached_property
    def sentences(self) -> dict[int, list[Sentence]]:
        """The sentences of each paragraph."""
        return {
            number: [Sentence(number, span) for span in sentences(paragraph.text)]
            for number, paragraph in enumerate(self.text.paragraphs, 1)
        }

    @property
    def facts(self) -> Iterator[tuple[Location, Fact]]:
        """The facts whose paragraphs are there, with their place in the file."""
        for at, fact in self.document.located_facts():
            if max(fact.paragraphs) <= len(self.text.paragraphs):
                yield at, fact

    @cached_property
    def _by_paragraph(self) -> dict[int, list[Fact]]:
        found: dict[int, list[Fact]] = {}
        for fact in self.document.facts:
            for number in fact.paragraphs:
                found.setdefault(number, []).append(fact)
        return found

    def facts_of(self, number: int) -> list[Fact]:
        """The facts that cite a paragraph."""
        return self._by_paragraph.get(number, [])

    def paragraph(self, number: int) -> str:
        """The words of a paragraph."""
        return self.text.paragraphs[number - 1].text

    def words(self, fact: Fact) -> str:
        """The words of all paragraphs that a fact cites."""
        return " ".join(map(self.paragraph, fact.paragraphs))

    def stands(self, phrase: str, paragraphs: Iterable[int]) -> list[tuple[int, Span]]:
        """Where a phrase stands in some paragraphs."""
        return [
            (number, span)
            for number in paragraphs
            for span in self.text.paragraphs[number - 1].spans(phrase)
        ]

    def touched(self, phrases: Iterable[str], paragraphs: Iterable[int]) -> list[Sentence]:
        """The sentences that some phrases touch, in the order of the text."""
        numbers = sorted(set(paragraphs))
        found = [place for phrase in phrases for place in self.stands(phrase, numbers)]
        spans = {
            number: Spans(span for there, span in found if there == number) for number in numbers
        }
        return [
            sentence
            for number in numbers
            for sentence in self.sentences[number]
            if spans[number].touch(sentence.span)
        ]

    def cited(self, fact: Fact) -> list[Sentence]:
        """The sentences that the evidence of a fact touches."""
        return self.touched(fact.evidence, fact.paragraphs)


def quoted(fact: Fact) -> Iterator[tuple[Location, str]]:
    """What a fact quotes besides its evidence, each with its place in the record."""
    pairs: list[tuple[Location, str | None]] = []
    match fact:
        case Cooperation():
            pairs = [(("scope",), fact.scope), (("condition",), fact.condition)]
        case Trade():
            pairs = [
                (("amount", "text"), fact.amount.text if fact.amount else None),
                (("change", "text"), fact.change.text if fact.change else None),
                (("cause",), fact.cause),
                (("doubt",), fact.doubt),
            ]
        case Figure():
            pairs = [(("amount", "text"), fact.amount.text)]
    for at, phrase in pairs:
        if phrase is not None:
            yield at, phrase


def has(pattern: re.Pattern[str], sentences: Iterable[Sentence]) -> bool:
    """Whether one of the sentences has such words."""
    return any(pattern.search(sentence.text) for sentence in sentences)
