"""Sentences, numbers in digits, years and dates in a paragraph that is written plainly."""

import calendar
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from bilat.text import Span

# Sentences

_CLOSING = "\"')]»"
_OPENING = "\"'([«"
_ITEM = re.compile(r"\W*\d{1,2}\.")
# Words in small letters after which a full stop ends no sentence.
_ABBREVIATIONS = frozenset(
    "mr mrs ms messrs dr prof gen col capt lt gov rep sen hon st mt jr sr ya ye yu zh kh ts ch sh "
    "no nos fig art sec par vol p pp ed e.g i.e cf vs viz approx ca c est incl excl resp "
    "jan feb mar apr jun jul aug sept sep oct nov dec "
    "u.s u.k u.n e.u a.m p.m co corp inc ltd bros dept univ mln bln "
    "г гг в вв н э им ул пр пл д стр обл р тыс млн млрд трлн руб коп долл проф акад см ср "
    "т.е т.к т.д т.п т.н и.о".split()
)


def sentences(text: str) -> list[Span]:
    """Return the sentences of a paragraph.

    A sentence ends at a full stop, a question mark or an exclamation mark, with what closes a
    quotation or a bracket, before a capital letter; the last one ends with the text. It does not
    end at an abbreviation, at three dots, or at the number of an item ("1.") that it begins with.
    """
    found = []
    start = end = 0
    for word, following in pairwise([*text.split(), ""]):
        end += len(word)
        may_follow = following.lstrip(_OPENING)[:1].isupper() and not _ITEM.fullmatch(
            text, start, end
        )
        if not following or (may_follow and _may_end(word)):
            found.append(Span(start, end, text[start:end]))
            start = end + 1
        end += 1
    return found


def _may_end(word: str) -> bool:
    """Return whether a word may end a sentence, as an initial or an abbreviation may not."""
    marks = word.rstrip(_CLOSING)
    if not marks.endswith((".", "?", "!")) or marks.endswith(".."):
        return False
    stem = re.split(r"[^\w.]", word.removesuffix("."))[-1]
    initial = stem.rpartition(".")[2]
    is_initial = len(initial) == 1 and initial.isupper()
    return not (word.endswith(".") and (is_initial or stem.lower() in _ABBREVIATIONS))


# Numbers and years

_NUMBER = re.compile(
    r"(?<!\w)(?<![^\W\d_]-)"
    r"(?!(?:^|(?<=[.?!:;] ))\d{1,2}[.)] \W?[^\W\d_])"  # an item of a list
    r"\d+(?:[.,:]\d+)*"
)
# As in 2015, 2013-15 and '15.
_YEAR = re.compile(r"(?:(?<!\d)\d\d|(?<=\d\d\d\d[-/])|(?<='))\d\d(?!\d)")


def numbers(text: str) -> Iterator[Span]:
    """Yield the numbers in digits, without those of a name (BAM-2) or of an item of a list."""
    return (Span(*found.span(), found[0]) for found in _NUMBER.finditer(text))


def years(text: str) -> Iterator[Span]:
    """Yield what may be a year, of which the last two digits are always there."""
    return (Span(*found.span(), found[0]) for found in _YEAR.finditer(text))


# Dates

_RUSSIAN_MONTHS = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
)
_MONTHS = {
    name: number
    for names in (calendar.month_name[1:], calendar.month_abbr[1:], _RUSSIAN_MONTHS.split())
    for number, name in enumerate(names, 1)
} | {"Sept": 9}
_MONTHS |= {name.upper(): number for name, number in _MONTHS.items()}
MONTH = rf"\b(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b"
_DAY = r"\d\d?(?:st|nd|rd|th)?"
_DAYS = rf"{_DAY}(?:\ ?-\ ?{_DAY})?"
_DATES = re.compile(
    rf"""(?<![\w.])(?:
    (?P<iso>\d{{4}}-\d\d-\d\d)(?!-)
    | (?P<figures>\d\d?([./])\d\d?\3\d{{4}})(?![./]\d)
    | {_DAYS}\ (?:of\ )?{MONTH}(?:,?\ \d{{4}})?
    | {MONTH}\.?\ {_DAYS}(?:,?\ \d{{4}})?
    )(?!\w)""",
    re.VERBOSE,
)


class Day(NamedTuple):
    """A date as a text writes it; `year` is None where the text does not give it there."""

    span: Span
    year: int | None
    month: int
    day: int

    @property
    def month_and_day(self) -> str:
        """MM-DD, as in an ISO date."""
        return f"{self.month:02}-{self.day:02}"


def dates(text: str) -> Iterator[Day]:
    """Yield the dates: 2016-06-10, 10.06.2016, 10 June [2016], June 10[, 2016], 10 июня [2016].

    Two days of one month ("10-11 June") are two dates of the same span.
    """
    for found in _DATES.finditer(text):
        span = Span(*found.span(), found[0])
        digits = [int(each) for each in re.findall(r"\d+", found[0])]
        year = next((each for each in digits if each > 999), None)
        days = [each for each in digits if each != year]
        if found["iso"]:
            month, *days = days
        elif found["figures"]:
            month = days.pop(1) if days[1] <= 12 else days.pop(0)  # else the American order
        else:
            month = next(_MONTHS[name] for name in re.findall(MONTH, found[0]))
        for day in days:
            if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year or 2000, month)[1]:
                yield Day(span, year, month, day)
