"""The sentences of a paragraph."""

import re

from bilat.text import Span

_END = re.compile(r"[.?!]++[\"')\]»]*+")
_BEGINNING = re.compile(r"\s++[\"'(\[«]*+(\w)")
_WORD_MARKS = re.compile(r"[^\w.]")
_LONGEST_WORD = 12

ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen col capt gov rep sen hon st mt jr sr "
    "no nos fig art sec par vol ch p pp ed "
    "e.g i.e cf vs viz approx ca c est incl excl resp "
    "jan feb mar apr jun jul aug sept sep oct nov dec "
    "u.s u.k u.n e.u a.m p.m "
    "co corp inc ltd bros dept univ".split()
)
"""Words in small letters after which a full stop ends no sentence."""


def sentences(text: str) -> list[Span]:
    """The sentences of a plain text.

    A sentence ends at a full stop, a question mark or an exclamation mark, with what closes a
    quotation or a bracket, before a capital letter; the last one ends with the text.
    """
    found = []
    start = 0
    for end in _END.finditer(text):
        following = _BEGINNING.match(text, end.end())
        if following and following[1].isupper() and not _is_abbreviated(text, end):
            found.append(Span(start, end.end(), text[start : end.end()]))
            start = end.end() + 1
    if start < len(text):
        found.append(Span(start, len(text), text[start:]))
    return found


def _is_abbreviated(text: str, end: re.Match[str]) -> bool:
    """Whether a full stop belongs to the word before it: an initial, or a word of the list."""
    if end[0] != ".":
        return False
    before = text[max(0, end.start() - _LONGEST_WORD) : end.start()]
    word = _WORD_MARKS.split(before)[-1]
    is_initial = len(word) == 1 and word.isupper()
    return is_initial or word.lower() in ABBREVIATIONS
