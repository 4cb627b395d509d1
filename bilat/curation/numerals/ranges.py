"""The two ends of a range, which share a scale and a sign: "$315-320 million", "5 to 6%"."""

import re
from fractions import Fraction
from typing import NamedTuple

from bilat.curation.numerals.counted import SIGN
from bilat.curation.numerals.word_list import WordList

_BETWEEN_ENDS = re.compile(rf" ?(-|\bto\b|\bor\b|\band\b) ?(?:{SIGN})?")


class Read(NamedTuple):
    """A number while it is read: from one word of a text to before another.

    `scale` is what an earlier end of a range has too; 0 where the words are too many to say.
    `step` is the last scale that is said: no later term may be as large.
    """

    first: int
    after: int
    value: Fraction | None
    kind: str = "count"
    scale: int = 1
    step: int = 1


def as_range(words: WordList, read: Read, following: Read | None) -> Read | None:
    """The first end of a range with the scale and the sign of the second.

    None where "one" stands by itself, for it mostly counts nothing.
    """
    joined = _joined(words, read, following) if following else ""
    if read.kind != "count" or read.value is None or read.scale >= 1000:
        return read
    if not joined and words.span(read.first, read.after).text.lower() == "one":
        return None
    if not joined or following is None or following.value is None:
        return read
    is_range = joined != "and"
    if following.kind in ("percent", "points", "times", "fraction") and is_range:
        return read._replace(kind=following.kind)
    if following.kind != "count" or following.scale == 1 or read.scale == following.scale:
        return read
    scale = following.scale
    if read.scale > 1:  # five hundred to six hundred million
        scale = 1000 ** ((len(str(scale)) - 1) // 3)
    if is_range and scale > 1 and read.value <= following.value / scale:
        return read._replace(value=read.value * scale)
    is_apart = is_range and following.value < 1000  # twenty to one hundred
    return read if is_apart else read._replace(value=None)


def _joined(words: WordList, read: Read, following: Read) -> str:
    """What makes one range of two numbers; "and" where it only lists them."""
    between = words.text[words.end(read.after - 1) : words.start(following.first)]
    joined = _BETWEEN_ENDS.fullmatch(between)
    if joined is None:
        return ""
    return "to" if joined[1] != "and" or is_between(words, read.first) else "and"


def is_between(words: WordList, index: int) -> bool:
    """Whether "between" opens a range of which this may be the first end."""
    for before in range(index - 1, index - 6, -1):
        if words[before] in ("between", "and", "."):
            return words[before] == "between"
    return False
