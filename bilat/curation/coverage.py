"""Nothing of a text is passed over: each sentence, number and catalogued name is accounted for."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bilat.curation.evidence import Comparison, lost_conditions, quoted_by
from bilat.curation.sentences import dates, numbers
from bilat.dataset.fields import Span as Years
from bilat.dataset.models import Cooperation, Dataset, Figure, Trade
from bilat.errors import Problem
from bilat.text import Span, Spans, fold, plain

# Names

_WORD = re.compile(r"\w+")


class NameFinder:
    """Finds the names of things in a text, the longest name first."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """`names` are pairs of a name and the id of what it names."""
        self._ids = {plain(name).lower(): id_ for name, id_ in names}
        longest_first = sorted(map(re.escape, self._ids), key=len, reverse=True)
        # A name has a capital; "Minsk-based" names Minsk, but "Polesie-Brest" is another company.
        self._pattern = re.compile(
            rf"(?<![\w-])(?-i:(?=[^\W\d_a-zа-яё]))(?:{'|'.join(longest_first)})(?!\w|(?-i:-[A-ZА-ЯЁ0-9]))",
            re.IGNORECASE,
        )

    def find(self, text: str) -> Iterator[tuple[Span, str]]:
        """Yield where a name stands in a plain text, and the id of what it names."""
        for found in self._pattern.finditer(text) if self._ids else ():
            if id_ := self._ids.get(found[0].lower()):
                yield Span(*found.span(), found[0]), id_


class Names:
    """The companies and regions that the catalogues of a dataset know."""

    def __init__(self, dataset: Dataset) -> None:
        self._companies = NameFinder(
            (name, company.id)
            for company in dataset.companies
            for name in (company.name, *company.aliases)
        )
        self._regions = NameFinder(
            (name, region.id)
            for region in dataset.regions
            for name in (region.name, region.official_name, region.name_ru, *region.aliases)
        )

    def companies(self, text: str) -> list[tuple[Span, str]]:
        """Return where companies are named in a plain text, each with its id."""
        return list(self._companies.find(text))

    def regions(self, text: str) -> Iterator[tuple[Span, str]]:
        """Yield where regions are named, but not in the name of a company."""
        in_company = Spans(span for span, _ in self.companies(text))
        for span, id_ in self._regions.find(text):
            if not in_company.touch(span):
                yield span, id_


# What covers a paragraph


class Covering(NamedTuple):
    """What covers the words of a paragraph."""

    facts: Spans
    """What facts quote of it."""
    cooperation: Spans
    """What facts of cooperation quote of it."""
    left_out: Spans
    stated: Spans
    """The words that state the date of the meeting."""
    everything: Spans
    """All of these, and places, projects, products and other forms of the date."""
    companies: set[str]
    """The companies of the records that cite the paragraph."""
    years: set[int]
    """The years of the periods of the facts that cite it."""


def _coverings(compared: Comparison) -> Iterator[tuple[int, Covering]]:
    """Yield each paragraph that is not left out as a whole, with what covers it."""
    document = compared.document
    cooperation: defaultdict[int, list[Span]] = defaultdict(list)
    figures: defaultdict[int, list[Span]] = defaultdict(list)
    left_out: defaultdict[int, list[Span]] = defaultdict(list)
    names: defaultdict[int, list[str]] = defaultdict(list)
    companies: defaultdict[int, set[str]] = defaultdict(set)
    years: defaultdict[int, set[int]] = defaultdict(set)
    for fact in document.facts:
        quoted = cooperation if isinstance(fact, Cooperation) else figures
        for phrase in quoted_by(fact):
            for number, span in _places(compared, phrase, fact.paragraphs):
                quoted[number].append(span)
        for number in fact.paragraphs:
            if isinstance(fact, Cooperation):
                products = (product.name for product in fact.products)
                names[number] += (*fact.places, *fact.projects, *products)
                companies[number].update(fact.companies)
            else:
                years[number].update(_years(fact))
    for item in document.left_out:
        if item.text is not None:
            for number, span in _places(compared, item.text, [item.paragraph]):
                left_out[number].append(span)
    whole = {item.paragraph for item in document.left_out if item.text is None}
    for number in compared.everywhere:
        if number in whole:
            continue
        facts = figures[number] + cooperation[number]
        stated = compared.find(document.date.stated, number) if document.date.stated else []
        named = [span for name in names[number] for span in compared.find(name, number)]
        everything = [*facts, *left_out[number], *stated, *named, *_meeting(compared, number)]
        yield (
            number,
            Covering(
                facts=Spans(facts),
                cooperation=Spans(cooperation[number]),
                left_out=Spans(left_out[number]),
                stated=Spans(stated),
                everything=Spans(everything),
                companies=companies[number],
                years=years[number],
            ),
        )


_MOST_SENTENCES = 500  # of a paragraph in which the one most like a phrase is looked for


def _places(compared: Comparison, phrase: str, cited: Sequence[int]) -> Iterator[tuple[int, Span]]:
    """Yield where a phrase stands.

    A phrase that is elsewhere covers its words there, and one that is nowhere the sentence that is
    most like it, for this is a problem already and should not lead to more.
    """
    found = [(number, span) for number in cited for span in compared.find(phrase, number)]
    if found := found or list(compared.elsewhere(phrase)):
        yield from found
        return
    words = set(fold(phrase).split())
    best = max(
        (
            (len(words & compared.sentence_words(number)[index]), number, sentence)
            for number in cited
            if len(compared.sentences[number]) <= _MOST_SENTENCES
            for index, sentence in enumerate(compared.sentences[number])
        ),
        default=None,
    )
    if best and best[0]:
        yield best[1:]


def _years(fact: Trade | Figure) -> Iterator[int]:
    """Yield the years of a fact's period and of the period that it is compared to."""
    spans = [fact.period.span] if fact.period else []
    if fact.change and fact.change.compared_to is not None:
        spans.append(Years.parse(fact.change.compared_to))
    for span in spans:
        yield from range(span.year_from, span.year_to + 1)


def _meeting(compared: Comparison, number: int) -> Iterator[Span]:
    """Yield where the date of the meeting stands, in whatever form, and its place."""
    date = compared.document.date.value
    for day in dates(compared.paragraph(number)):
        if day.month_and_day == date[5:] and day.year in (None, int(date[:4])):
            yield day.span
    if compared.document.place:
        yield from compared.find(compared.document.place, number)


# What is not covered

_SURNAME = re.compile(
    r" (?!(?:Oblast|Region|Krai|Kray|Territory|Republic|Okrug|City|President|Governor|Head|Rais)\b)"
    r"[A-Z][a-z]"
)
_SENTENCE_BEGINS = re.compile(r"(?:^|[.?!…:][\"')]* )[\"'(]*$")
_SHOWN = 40
"""How many characters of a sentence a message repeats."""


class Coverage(NamedTuple):
    """What is not covered, and how many sentences, numbers and names there are."""

    problems: list[Problem]
    counts: Counter[str]


def coverage(compared: Comparison, names: Names) -> Coverage:
    """Return what of a text no fact cites and no entry under `left_out` names."""
    problems: list[Problem] = []
    counts: Counter[str] = Counter()

    for number in compared.everywhere:
        text = compared.paragraph(number)
        counts["sentence"] += len(compared.sentences[number])
        counts["number"] += sum(1 for _ in numbers(text))
        if compared.is_english:
            counts["name"] += len(names.companies(text)) + sum(1 for _ in names.regions(text))
    for number, covering in _coverings(compared):
        for span, message in sorted(_uncovered(compared, names, number, covering)):
            position = compared.text.position(number, span.start)
            where = f"(paragraph {number} of {compared.document.id})"
            path = str(compared.text.path)
            problems.append(Problem(path, *position, "", f"{message} {where}"))
    return Coverage(problems, counts)


def _uncovered(
    compared: Comparison, names: Names, number: int, covering: Covering
) -> Iterator[tuple[Span, str]]:
    """Yield what of a paragraph is not covered, and what to do."""
    text = compared.paragraph(number)
    done = []  # sentences whose numbers and names are left out, or reported with them
    for sentence in compared.sentences[number]:
        if covering.facts.touch(sentence):
            continue
        if covering.left_out.touch(sentence):
            done.append(sentence)
        elif not covering.stated.touch(sentence) and not _is_mere_date(sentence, covering):
            done.append(sentence)
            what = f"the sentence {_shortened(sentence.text)!r}"
            yield sentence, f"{what} is neither cited nor left out; do one of the two"
    judged = Spans(done)
    for span in numbers(text):
        if judged.cover(span) or covering.everything.cover(span):
            continue
        if not _is_year(text, span, covering.years):
            yield (
                span,
                f"the number {span.text!r} is neither quoted nor left out; do one of the two",
            )
    if not compared.is_english:
        return
    for clause in lost_conditions(compared, number):
        what = f"the condition {_shortened(clause.text)!r}"
        yield clause, f"{what} is in no record; add it to one, or leave it out"
    for span, id_ in names.companies(text):
        if judged.cover(span) or id_ in covering.companies or covering.left_out.cover(span):
            continue
        if _may_be_a_word(compared, text, span):
            continue
        if covering.cooperation.cover(span):
            message = f"{span.text!r} is quoted, but no record has the company {id_}; add it to one"
            yield span, message
        elif not covering.everything.cover(span):
            message = f"the company {span.text!r} is neither in a record nor left out"
            yield span, f"{message}; do one of the two"
    for span, id_ in names.regions(text):
        if id_ == compared.document.region or judged.cover(span) or _may_be_a_person(text, span):
            continue
        if not covering.everything.cover(span):
            message = f"the region {span.text!r} is neither quoted nor left out"
            yield span, f"{message}; do one of the two"


def _is_year(text: str, span: Span, years: set[int]) -> bool:
    """Return whether a number is one of some years, or the end of a range such as 2020-22."""
    before = re.fullmatch(r"(\d\d)\d\d[-/]", text[max(0, span.start - 5) : span.start])
    digits = f"{before[1]}{span.text}" if before and len(span.text) == 2 else span.text
    return digits.isdigit() and len(digits) == 4 and int(digits) in years


def _may_be_a_word(compared: Comparison, text: str, span: Span) -> bool:
    """Return whether a name that begins a sentence may be an ordinary word, as Progress may."""
    if not span.text.istitle() or span.text.lower() not in compared.small_words:
        return False
    return bool(_SENTENCE_BEGINS.search(text[max(0, span.start - 4) : span.start]))


def _may_be_a_person(text: str, span: Span) -> bool:
    """Return whether the name of a region may be a given name, as Vladimir may."""
    return " " not in span.text and bool(_SURNAME.match(text, span.end))


def _is_mere_date(sentence: Span, covering: Covering) -> bool:
    """Return whether a sentence says nothing, or only the date and place of the meeting."""
    return all(
        covering.everything.cover(
            Span(sentence.start + word.start(), sentence.start + word.end(), word[0])
        )
        for word in _WORD.finditer(sentence.text)
    )


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}..."
