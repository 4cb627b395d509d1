"""Reads the numbers of a text, from left to right.

What an official English report may write is read; what is not understood has no value, and is
never read as another number. The time is linear in the length of the text.
"""

from fractions import Fraction
from itertools import zip_longest
from typing import NamedTuple

from bilat.curation.numerals import number_words as words
from bilat.curation.numerals.counted import (
    has_currency,
    is_counted,
    is_negative,
    is_unreadable,
    kind_of,
)
from bilat.curation.numerals.digits import SPECIAL_PARTS, is_several, is_year, value_of
from bilat.curation.numerals.ranges import Read, as_range, is_between
from bilat.curation.numerals.word_list import WordList
from bilat.text import Span


class Number(NamedTuple):
    """A number of a text; `value` is None where it cannot be understood or names none."""

    span: Span
    value: Fraction | None
    kind: str
    """count, year, ordinal, percent, points (of per cent), times, fraction."""


def numbers(text: str) -> list[Number]:
    """Every number of a plain text, with its scale.

    "$315-320 million" has 315,000,000 and 320,000,000. "One" and "first" count nothing.
    """
    return _Reader(text).numbers()


def amounts(text: str) -> list[Number]:
    """The numbers of a plain text without its years."""
    return [number for number in numbers(text) if number.kind != "year"]


class _Reader:
    """Reads one text from left to right."""

    def __init__(self, text: str) -> None:
        self._words = WordList(text)
        self._read: list[Read] = []

    def numbers(self) -> list[Number]:
        """All numbers."""
        index = 0
        while index < len(self._words):
            word = self._words[index]
            is_number = word.isdecimal() or word in SPECIAL_PARTS
            index = self._in_digits(index) if is_number else self._in_words(index)
        return [
            Number(self._words.span(each.first, each.after), each.value, each.kind)
            for read, following in zip_longest(self._read, self._read[1:])
            if (each := as_range(self._words, read, following))
        ]

    def _add(self, read: Read) -> int:
        """Takes a number and goes on after it."""
        self._read.append(read)
        return read.after

    # In digits

    def _in_digits(self, index: int) -> int:
        after = self._words.after_digits(index)
        run = self._words.span(index, after).text
        if self._words.is_in_name(index):  # BAM-2, A2, B_7
            return after
        if is_several(run):
            for each in range(index, after, 2):
                part = self._words[each]
                kind = "year" if is_year(part) else "count"
                self._read.append(Read(each, each + 1, Fraction(part), kind))
            return after
        value = SPECIAL_PARTS.get(run) or value_of(run)
        if "/" in run and self._words[after] != "of":  # 24/7
            value = None
        if self._words[after] in SPECIAL_PARTS and value is not None and value.denominator == 1:
            value, after = value + SPECIAL_PARTS[self._words[after]], after + 1
        suffix = self._words[after] if self._words.touches(after) else ""
        if value is None or is_unreadable(self._words, after):
            return self._add(Read(index, max(after, self._words.after_glued(after)), None))
        if suffix in ("st", "nd", "rd", "th"):
            return self._add(Read(index, after + 1, value, "ordinal"))
        if suffix == "s":  # the 2010s
            decade = Read(index, after + 1, value, "year")
            return self._add(decade if is_year(run) else Read(index, after + 1, None))
        if is_negative(self._words, index):
            value = -value
        bare = Read(index, after, value)
        has_scale = not is_year(run) or self._words[after] not in words.VAGUE
        read = self._scaled(bare) if has_scale else bare
        if is_year(run) and read == bare and not self._is_counted(index, after):
            read = read._replace(kind="year")
        return self._add(read)

    def _is_counted(self, index: int, after: int) -> bool:
        """Whether four digits that look like a year are a count, not the second of two years."""
        last = self._read[-1] if self._read else None
        if last and last.kind == "year" and index - last.after == 1:
            return self._words[index - 1] not in ("-", "/", "to", "and", "or", ",")
        return is_counted(self._words, index, after)

    # In words

    def _in_words(self, index: int) -> int:
        word = self._words[index]
        following = self._words[index + 1]
        if word in words.UNITS or word in words.TENS or word in words.SCALE:
            return self._add(self._cardinal(index))
        if word in ("a", "an") and following in words.SCALE:
            return self._add(self._cardinal(index))
        if word in ("a", "an") and following in words.PARTS:
            return self._in_part(index + 1)
        if word == "half":
            return self._in_part(index)
        if word == "quarter" and following in words.SCALE:
            return self._in_part(index)
        if word in words.VAGUE or word in words.SEVERAL:
            return self._vague(index)
        if word in words.PERIODS and following in ("half", "quarter"):
            if word in words.ORDINALS:
                self._read.append(Read(index, index + 1, Fraction(words.ORDINALS[word]), "ordinal"))
            return index + 2
        if word in words.ORDINALS:
            return self._add(Read(index, index + 1, Fraction(words.ORDINALS[word]), "ordinal"))
        if word in words.HALVED:
            return self._add(Read(index, index + 1, Fraction(1, 2), "times"))
        object_ = self._words[self._words.following(index + 1)]
        if word in words.MULTIPLES and object_ not in words.NO_MULTIPLE:
            value = Fraction(words.MULTIPLES[word])
            return self._add(Read(index, index + 1, value, "times"))
        return index + 1

    def _vague(self, index: int) -> int:
        """ "Hundreds of thousands", "several million": a number, but nobody knows which."""
        after = index + 1
        while True:
            following = after + 1 if self._words[after] == "of" else after
            if self._words[following] not in words.SCALES:
                break
            after = following + 1
        if self._words[index] in words.VAGUE or after > index + 1:
            self._read.append(Read(index, after, None))
        return after

    def _in_part(self, index: int) -> int:
        """ "Half", "a quarter", "a third of", with the scale that follows; `index` is the part."""
        word, after = self._words[index], index + 1
        first = index - 1 if self._words[index - 1] in ("a", "an") else index
        is_part = word in ("half", "quarter") or self._words[after] == "of"
        if not is_part and self._words[first - 1] != "by":
            return self._add(Read(index, after, Fraction(words.PARTS[word]), "ordinal"))
        return self._add(self._part_of(Read(first, after, Fraction(1, words.PARTS[word]))))

    def _part_of(self, read: Read) -> Read:
        """A part of something: of a scale where one follows, such as half a million."""
        at = self._words.following(read.after)
        for skipped in ("of", "a"):
            at += self._words[at] == skipped
        if self._words[at] in words.SCALE and read.value is not None:
            scale = words.SCALE[self._words[at]]
            return Read(read.first, at + 1, read.value * scale)
        kind = kind_of(self._words, at)
        return read._replace(kind="fraction" if kind == "count" else kind)

    def _cardinal(self, index: int) -> Read:
        """A number that begins with a word."""
        small, after = self._small(index)
        if small is None:  # a hundred, hundred
            small, after = 1, index + (self._words[index] in ("a", "an"))
        read = self._scaled(Read(index, after, Fraction(small)))
        start = after = read.after
        while self._words[after] in words.UNITS or self._words[after] in words.TENS:
            if self._words[after] == "one":
                break
            after += 1  # "nineteen ninety", "two three": a year or a slip, no number
            after += self._words.following(after) != after
        if after == start:
            return read
        return Read(index, after, None)

    def _small(self, index: int) -> tuple[int | None, int]:
        """A number below a hundred, and where it ends."""
        word = self._words[index]
        if word in words.UNITS:
            return words.UNITS[word], index + 1
        if word not in words.TENS:
            return None, index
        unit = self._words.following(index + 1)
        if 0 < (value := words.UNITS.get(self._words[unit], 0)) < 10:
            return words.TENS[word] + value, unit + 1
        return words.TENS[word], index + 1

    # What follows

    def _scaled(self, read: Read) -> Read:
        """A number with its scales, halves, further terms, and what it counts."""
        read = self._with_half(self._with_scale(read))
        while read.value is not None and read.step >= 1000:
            term = self._term(read.after, read.first)
            if term is None or term.value is None or term.step >= read.step:
                break
            is_unclear = term.scale == 1 and self._words[term.first].isdecimal()
            value = None if is_unclear else read.value + term.value
            read = Read(read.first, term.after, value, "count", 0, term.step)
        if read.value is not None:
            part = self._words.following(read.after)
            if self._words[part] in words.PLURAL_PARTS and read.value < 100:
                return self._parts(read, part)
            if read.value == 1 and self._words[part] in words.PARTS:
                return self._part_of(
                    Read(read.first, part + 1, Fraction(1, words.PARTS[self._words[part]]))
                )
            is_ten = self._words[part - 1 - (part != read.after)] in words.TENS
            if is_ten and self._words[part] in words.UNIT_ORDINALS:
                value = read.value + words.UNIT_ORDINALS[self._words[part]]
                return Read(read.first, part + 1, value, "ordinal")
        return read._replace(kind=kind_of(self._words, read.after))

    def _parts(self, read: Read, part: int) -> Read:
        """Two thirds, three quarters of; without "of", two quarters are half a year."""
        word = self._words[part]
        if word == "quarters" and self._words[part + 1] != "of":
            return Read(read.first, part + 1, None)
        assert read.value is not None
        value = read.value / words.PLURAL_PARTS[word]
        return self._part_of(Read(read.first, part + 1, value))

    def _with_scale(self, read: Read) -> Read:
        """Scales that grow: five hundred thousand, 2.5 million."""
        after, value, scale, last = read.after, read.value, read.scale, 1
        assert value is not None
        is_plain = True
        while (step := self._scale(self._words.following(after), read)) > last:
            value, scale, last = value * step, scale * step, step
            after = self._words.following(after) + 1
            if step == 100 and (rest := self._rest(after, read.first)) is not None:
                value, after, is_plain = value + rest[0], rest[1], False
        shared = scale if is_plain or scale < 1000 else 0
        return Read(read.first, after, value, "count", shared, last)

    def _scale(self, index: int, read: Read) -> int:
        """The scale that a word is: m and k only beside a currency."""
        word = self._words[index]
        if word in words.CURRENCY_SCALES and self._words[read.first].isdecimal():
            return (
                words.CURRENCY_SCALES[word] if has_currency(self._words, read.first, index) else 0
            )
        return words.SCALES.get(word, 0)

    def _rest(self, after: int, first: int) -> tuple[int, int] | None:
        """What hundreds have besides: the "twenty" of "a hundred and twenty"."""
        index = self._words.following(after)
        if self._words[index] == "and":
            if is_between(self._words, first):
                return None
            index += 1
        small, end = self._small(index)
        if small is None or self._words[self._words.following(end)] in ("hundred", "dozen"):
            return None
        return small, end

    def _term(self, after: int, first: int) -> Read | None:
        """The next term: "200 thousand" after "1 million"; after "and" only one below a hundred."""
        index = self._words.following(after)
        has_and = self._words[index] == "and"
        index += has_and
        if self._words[index].isdecimal() and not has_and and not self._words.touches(index):
            end = self._words.after_digits(index)
            value = value_of(self._words.span(index, end).text)
            return None if value is None else self._with_scale(Read(index, end, value))
        small, end = self._small(index)
        if small is None or (has_and and is_between(self._words, first)):
            return None
        term = self._with_scale(Read(index, end, Fraction(small)))
        return None if has_and and term.after != end else term

    def _with_half(self, read: Read) -> Read:
        """ "And a half", of the last scale, and a scale after it: two and a half million."""
        index = read.after
        if self._words[index] != "and" or self._words[index + 1] not in ("a", "one"):
            return read
        if self._words[index + 2] not in ("half", "quarter", "third") or read.value is None:
            return read
        part = words.PARTS[self._words[index + 2]]
        is_clear = read.scale == 1 or read.scale == read.step >= 1000
        value = read.value + Fraction(read.scale, part) if is_clear else None
        half = Read(read.first, index + 3, value, "count", read.scale, read.step)
        return self._with_scale(half) if value is not None and read.scale == 1 else half
