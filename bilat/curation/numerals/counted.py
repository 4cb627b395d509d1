"""What a number counts, by what stands beside it: money, per cent, times."""

import re

from bilat.curation.numerals import number_words
from bilat.curation.numerals.word_list import WordList

SIGN = r"(?:US)?[$€£¥₽]"
_CODE = r"(?:USD|EUR|RUB|BYN|CNY|GBP)"
_BEFORE = re.compile(rf"(?:{SIGN}|\b{_CODE}) ?$")
_AFTER = re.compile(
    rf" ?(?:{SIGN}|(?:{_CODE}|(?:US |Russian |Belarusian )?(?:dollar|euro|rou?ble|yuan)s?)\b)"
)


def has_currency(words: WordList, index: int, after: int) -> bool:
    """Whether a currency stands directly before or after."""
    start, end = words.start(index), words.end(after - 1)
    before = _BEFORE.search(words.text[max(0, start - 12) : start])
    return bool(before or _AFTER.match(words.text, end))


def kind_of(words: WordList, after: int) -> str:
    """What a number counts, by the words that follow it."""
    after = words.following(after)
    word, second = words.pair(after)
    if word == "percentage" and second in ("point", "points"):
        return "points"
    if word in ("%", "percent", "pct") or (word, second) == ("per", "cent"):
        at = after + (2 if word == "per" else 1)
        return "points" if words[at] in ("point", "points") else "percent"
    return "times" if word in ("times", "fold", "x") else "count"


def is_negative(words: WordList, index: int) -> bool:
    """Whether a minus stands before the digits, and not the dash of a range."""
    before = words[index - 1]
    if before != "-" or not words.touches(index):
        return before == "minus"
    return not words.touches(index - 1) or words[index - 2] == "("


def is_counted(words: WordList, index: int, after: int) -> bool:
    """Whether four digits that look like a year count what a plural or a currency names."""
    if words[index - 1] in number_words.BEFORE_YEAR:
        return False
    if has_currency(words, index, after):
        return True
    noun = "" if words.touches(after) else words[after]
    if len(noun) < 3 or not noun.endswith("s") or noun.endswith(("ss", "us")):
        return noun in number_words.COUNTED
    is_small = words.span(after, after + 1).text.islower()
    return is_small and noun not in number_words.NOT_COUNTED


def is_unreadable(words: WordList, after: int) -> bool:
    """Whether what touches digits may be a scale or belongs to a formula: 5m, 1e6."""
    suffix = words[after] if words.touches(after) else ""
    if suffix in number_words.CURRENCY_SCALES:
        return not has_currency(words, after - 1, after)
    return suffix.isalpha() and words.touches(after + 1) and words[after + 1].isdecimal()
