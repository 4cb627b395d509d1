"""What a record quotes stands in the paragraphs that it cites."""

import calendar
from collections.abc import Iterable, Iterator

from bilat import text as texts
from bilat.curation.comparison import Comparison, Finding, quoted
from bilat.curation.numerals.numbers import numbers
from bilat.dataset.facts import Cooperation, Fact
from bilat.dataset.strict_yaml import Location
from bilat.text import Spans


def findings(compared: Comparison) -> Iterator[Finding]:
    """What a document quotes of its text that does not stand there."""
    document, count = compared.document, len(compared.text.paragraphs)
    if count != document.source.paragraphs:
        yield ("source", "paragraphs"), f"{document.source.paragraphs}, but the text has {count}"
    everywhere = range(1, count + 1)
    yield from _date(compared)
    if document.place:
        yield from _stands(compared, ("place",), document.place, everywhere)
    for index, person in enumerate(document.participants):
        yield from _stands(compared, ("participants", index, "name"), person.name, everywhere)
    for at, fact in compared.facts:
        yield from _fact(compared, at, fact)
    for index, item in enumerate(document.left_out):
        if item.text is not None and item.paragraph <= count:
            yield from _stands(compared, ("left_out", index, "text"), item.text, [item.paragraph])


def _stands(
    compared: Comparison, at: Location, phrase: str, cited: Iterable[int]
) -> Iterator[Finding]:
    """Nothing where a phrase stands in a cited paragraph, else where it does stand."""
    if compared.stands(phrase, cited):
        return
    everywhere = range(1, len(compared.text.paragraphs) + 1)
    where = dict.fromkeys(number for number, _ in compared.stands(phrase, everywhere))
    if where:
        there, asked = (" and ".join(map(str, each)) for each in (where, cited))
        yield at, f"{phrase!r} stands in paragraph {there}, not in {asked}"
    else:
        yield at, f"{phrase!r} stands nowhere in {compared.text.path.name}"


def _date(compared: Comparison) -> Iterator[Finding]:
    date = compared.document.date
    if date.stated is None:
        return
    everywhere = range(1, len(compared.text.paragraphs) + 1)
    yield from _stands(compared, ("date", "stated"), date.stated, everywhere)
    if not _same_day(date.value, date.stated, full=date.basis == "stated"):
        yield ("date", "value"), f"{date.value} does not agree with {date.stated!r}"


def _same_day(value: str, stated: str, *, full: bool) -> bool:
    """Whether a date as YYYY-MM-DD is the one stated; `full` if the words must have the year."""
    year, month, day = (int(part) for part in value.split("-"))
    named = [number.value for number in numbers(texts.plain(stated))]
    months = [number for number, name in enumerate(calendar.month_name) if name and name in stated]
    if months:
        there = months == [month]
    else:  # 7.2.2025
        there, named = named[1:2] == [month], named[:1] + named[2:]
    years = named[1:] if named[:1] == [day] else named[:-1]
    return there and day in named and years == ([year] if full or years else [])


def _fact(compared: Comparison, at: Location, fact: Fact) -> Iterator[Finding]:
    for index, phrase in enumerate(fact.evidence):
        yield from _stands(compared, (*at, "evidence", index), phrase, fact.paragraphs)
        yield from _whole(compared, (*at, "evidence", index), phrase, fact)
    for index, number in enumerate(fact.paragraphs):
        if not any(compared.stands(phrase, [number]) for phrase in fact.evidence):
            yield (*at, "paragraphs", index), f"no evidence stands in paragraph {number}"
    for field, phrase in quoted(fact):
        yield from _stands(compared, (*at, *field), phrase, fact.paragraphs)
    if isinstance(fact, Cooperation):
        for field_name in ("places", "projects"):
            for index, name in enumerate(getattr(fact, field_name)):
                yield from _stands(compared, (*at, field_name, index), name, fact.paragraphs)


def _whole(compared: Comparison, at: Location, phrase: str, fact: Fact) -> Iterator[Finding]:
    """Evidence is several words of one sentence."""
    if len(phrase.split()) == 1:
        yield at, f"{phrase!r} is one word, which proves little; quote two to six"
    places = compared.stands(phrase, fact.paragraphs)
    within = (
        Spans(sentence.span for sentence in compared.sentences[number]).cover(span)
        for number, span in places
    )
    if places and not any(within):
        yield at, f"{phrase!r} goes across the end of a sentence; quote each for itself"
