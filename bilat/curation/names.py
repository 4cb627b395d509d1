"""Names in a text: those of the catalogues, and capitalised words that no catalogue knows."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from bilat.curation.common_names import COMMON
from bilat.dataset.models import Dataset
from bilat.dataset.naming import district_names, record_names
from bilat.text import Span, Spans, plain

_WORD = re.compile(r"\w+|[^\w\s]")
_BEFORE = re.compile(r"(?<![\w-])")
_AFTER = re.compile(r"(?!\w)(?!-[A-ZА-ЯЁ0-9])")
_LETTERS = re.compile(r"[^\W\d_]+")


class NameFinder:
    """Finds the names of things in a text, the longest name first."""

    def __init__(self, names: dict[str, str]) -> None:
        """`names` leads from a name to the id of what it names."""
        self._ids: dict[str, str] = {}
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for name, id_ in names.items():
            letters = _letters(plain(name))
            self._ids.setdefault(letters, id_)
            first = _WORD.match(letters)
            lengths[first[0] if first else ""].add(len(letters))
        self._lengths = {first: sorted(each, reverse=True) for first, each in lengths.items()}

    def find(self, text: str) -> Iterator[tuple[Span, str]]:
        """Where a name stands in a plain text, and whose it is.

        "Minsk-based" names Minsk, but "Mogilevliftmash-Usolye" another company.
        """
        letters = _letters(text)
        last = 0
        for word in _WORD.finditer(letters):
            start = word.start()
            if start < last or not _BEFORE.match(letters, start):
                continue
            for length in self._lengths.get(word[0], ()):
                end = start + length
                id_ = self._ids.get(letters[start:end])
                if id_ is not None and end <= len(text) and _AFTER.match(text, end):
                    yield Span(start, end, text[start:end]), id_
                    last = end
                    break


def _letters(text: str) -> str:
    """A text in small letters, each in the place of the one that it was."""
    return text.lower() if text.isascii() else "".join(letter.lower()[0] for letter in text)


class Names:
    """All names that the catalogues and the documents of a dataset know."""

    def __init__(self, dataset: Dataset) -> None:
        regions = {
            name: region.id
            for region in dataset.regions
            for name in (region.name, region.official_name, region.name_ru, *region.aliases)
        }
        capitals = {region.capital: region.id for region in dataset.regions}
        companies = {name: item.id for item in dataset.companies for name in record_names(item)}
        places = {place: place for place in capitals if place not in regions}
        others: dict[str, str] = {
            name: name
            for region in dataset.regions
            for name in district_names(region.federal_district)
        }
        people: dict[str, str] = {}
        for document in dataset.documents:
            if document.place:
                places[document.place] = document.place
            for fact in document.cooperation:
                places |= {place: place for place in fact.places if place not in regions}
                others |= {project: project for project in fact.projects}
            for person in document.participants:
                people |= {name: name for name in (person.name, *person.name.split())}
        self.companies = NameFinder(companies)
        self.regions = NameFinder(regions)
        self.places = NameFinder(places)
        self._regions_and_capitals = NameFinder(capitals | regions)
        things = others | places | regions | companies
        self._things = NameFinder(things)
        self._known = NameFinder(people | things)

    def thing(self, name: str) -> str | None:
        """What in a person's name names a company, a region, a place or a project."""
        return next((span.text for span, _ in self._things.find(plain(name))), None)

    def elsewhere(self, phrase: str, region: str) -> Iterator[tuple[str, str]]:
        """Other regions than one that a phrase names, by their capitals too: name and id."""
        for span, id_ in self._regions_and_capitals.find(plain(phrase)):
            if id_ != region:
                yield span.text, id_

    def unknown(self, text: str, sentences: Iterable[Span]) -> Iterator[Span]:
        """Capitalised words inside a sentence that neither a catalogue nor the language knows."""
        known = Spans(span for span, _ in self._known.find(text))
        for sentence in sentences:
            for run in _runs(capitalised(sentence), text):
                if any(not known.cover(word) for word in run):
                    start, end = run[0].start, run[-1].end
                    yield Span(start, end, text[start:end])


def capitalised(sentence: Span) -> Iterator[Span]:
    """The capitalised words of a sentence without those that begin it or a quotation in it."""
    for word in _LETTERS.finditer(sentence.text):
        begins = word.start() == 0 or sentence.text[word.start() - 1] in "\"'«"
        is_common = word[0].lower() in COMMON
        if word[0][0].isupper() and not begins and not is_common:
            yield Span(sentence.start + word.start(), sentence.start + word.end(), word[0])


def _runs(words: Iterable[Span], text: str) -> Iterator[list[Span]]:
    """Words that stand side by side."""
    run: list[Span] = []
    for word in words:
        if run and text[run[-1].end : word.start] not in (" ", "-"):
            yield run
            run = []
        run.append(word)
    if run:
        yield run
