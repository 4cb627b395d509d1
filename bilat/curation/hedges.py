"""The hedge, the direction and the currency of a number against the words that stand with it."""

import re
from collections.abc import Iterator

from bilat.curation.comparison import Comparison, Finding
from bilat.curation.numerals.numbers import Number, amounts
from bilat.dataset.facts import Amount, Change, Fact, Figure, Trade
from bilat.dataset.strict_yaml import Location
from bilat.text import plain

_WORDS = {
    "almost": r"almost|nearly|just under|close to|less than|fewer than|under|below|up to|at most|"
    r"no more than|not more than|approaching|not quite",
    "over": r"over|more than|above|exceed(?:s|ed|ing)?|at least|upwards of|no less than|"
    r"not less than|in excess of|surpass(?:es|ed|ing)?|topp(?:ed|ing)",
    "about": r"about|around|approximately|approx\.|some|roughly|circa|in the region of",
}
_FILLER = r"(?: (?:by|the|a|an|existing))* ?(?:US)?[$€£¥₽]?$"
_BEFORE = {
    hedge: re.compile(rf"\b(?:{words}){_FILLER}", re.IGNORECASE) for hedge, words in _WORDS.items()
}
_SURELY = {
    "almost": r"almost|nearly|just under|less than|fewer than|at most|no more than",
    "over": r"over|more than|at least|in excess of|no less than",
    "about": r"approximately|roughly",
}
"""Hedges that are nothing else: "about" and "under" may be of another thing."""
_DIRECTLY_BEFORE = {
    hedge: re.compile(rf"\b(?:{words}) $", re.IGNORECASE) for hedge, words in _SURELY.items()
}
_AFTER = {
    "almost": re.compile(r"\W*(?:\w+ )?or (?:less|fewer)\b"),
    "over": re.compile(r"\+|\W*(?:\w+ )?(?:(?:or|and) (?:more|over)|plus)\b"),
    "about": re.compile(r"-odd\b|\W*(?:\w+ )?or so\b"),
}
_LONGEST = 40
_DIRECTIONS = {
    "up": re.compile(
        r"\b(?:gr[eo]w\w*|growth|ris(?:e|es|en|ing)|rose|increas\w+|up|surg\w+|more|jump\w*|"
        r"climb\w*|gain(?:s|ed|ing)?|expan[ds]\w*|higher|soar\w*|doubl\w+|tripl\w+|exceed\w*|"
        r"boost\w*)\b",
        re.IGNORECASE,
    ),
    "down": re.compile(
        r"\b(?:fell|fall(?:s|en|ing)?|drop(?:s|ped|ping)?|declin\w+|decreas\w+|shr[aiu]nk\w*|down|"
        r"reduc\w+|less|lower|halv\w+|contract(?:ed|ing|ion)|slump\w*|plung\w+|slow\w*|sank|lost)\b",
        re.IGNORECASE,
    ),
}
_CURRENCIES = {
    "USD": r"(?<![A-Z])(?:US)?\$|\bUSD\b|\b(?:US )?dollars?\b",
    "EUR": r"€|\bEUR\b|\beuros?\b",
    "GBP": r"£|\bGBP\b|\bpounds?\b",
    "CNY": r"\bCNY\b|\byuan\b",
    "RUB": r"₽|\bRUB\b|(?<!Belarusian )\b(?:roubles?|rubles?)\b",
    "BYN": r"\bBYN\b|\bBr\b|(?<!Russian )\b(?:roubles?|rubles?)\b",
}
_CODE = re.compile(r"[A-Z]{3}")


def findings(compared: Comparison) -> Iterator[Finding]:
    """Where hedge, direction or currency of a number are not those of its words."""
    for at, fact in compared.facts:
        if isinstance(fact, Trade | Figure) and fact.amount:
            yield from _hedge(compared, (*at, "amount"), fact, fact.amount)
            yield from _currency(compared, (*at, "amount"), fact, fact.amount)
        if isinstance(fact, Trade) and fact.change:
            yield from _hedge(compared, (*at, "change"), fact, fact.change)
            yield from _direction(compared, (*at, "change"), fact, fact.change)


def _hedge(
    compared: Comparison, at: Location, fact: Fact, bounded: Amount | Change
) -> Iterator[Finding]:
    text = plain(bounded.text)
    named = amounts(text)
    is_unread = any(number.value is None for number in named)
    if is_unread and (bounded.lower is not None or bounded.upper is not None):
        return  # the bounds are what is wrong
    if isinstance(bounded, Change):
        named = [number for number in named if number.kind not in ("ordinal", "points")]
        if not named:
            return
    expected = _expected(text, named) if named else set()
    outside = _words_before(compared, fact, bounded.text)
    if outside and not (expected & {"almost", "over", "about"}):
        hedge, words = outside
        if bounded.hedge != hedge:
            message = f"{words!r} stands before {bounded.text!r}: the hedge is {hedge}"
            yield (*at, "text"), f"{message}, and the words belong to the text"
    elif len(expected) == 1 and bounded.hedge not in expected:
        given = "null" if bounded.hedge is None else bounded.hedge
        yield (*at, "hedge"), f"{given}, but {bounded.text!r} says {next(iter(expected))}"


def _expected(text: str, named: list[Number]) -> set[str]:
    """The hedges that the words allow; several where a machine cannot tell."""
    first, last = named[0].span, named[-1].span
    before = text[max(0, first.start - _LONGEST) : first.start]
    hedges = {hedge for hedge, pattern in _BEFORE.items() if pattern.search(before)}
    hedges |= {hedge for hedge, pattern in _AFTER.items() if pattern.match(text, last.end)}
    if hedges:
        return hedges
    if any(number.value is None for number in named):
        return {"about"}
    return {"range"} if len(named) == 2 else {"exact"} if len(named) == 1 else set()


def _words_before(compared: Comparison, fact: Fact, phrase: str) -> tuple[str, str] | None:
    """The hedge directly before a phrase in the text, where the phrase stands but once."""
    places = compared.stands(phrase, fact.paragraphs)
    if len(places) != 1:
        return None
    number, span = places[0]
    before = compared.paragraph(number)[max(0, span.start - _LONGEST) : span.start]
    for hedge, pattern in _DIRECTLY_BEFORE.items():
        if found := pattern.search(before):
            return hedge, found[0].strip()
    return None


def _direction(compared: Comparison, at: Location, fact: Fact, change: Change) -> Iterator[Finding]:
    text = plain(change.text)
    said = _directions(text)
    if not said:
        sentences = compared.touched([change.text], fact.paragraphs)
        said = _directions(" ".join(sentence.text for sentence in sentences))
        words = "the sentence"
    else:
        words = repr(change.text)
    if len(said) == 1 and change.direction not in said:
        yield (*at, "direction"), f"{change.direction}, but {words} says {next(iter(said))}"


def _directions(text: str) -> set[str]:
    return {direction for direction, pattern in _DIRECTIONS.items() if pattern.search(text)}


def _currency(compared: Comparison, at: Location, fact: Fact, amount: Amount) -> Iterator[Finding]:
    text = plain(amount.text)
    for number, span in compared.stands(amount.text, fact.paragraphs)[:1]:
        paragraph = compared.paragraph(number)
        text = paragraph[max(0, span.start - 4) : span.end + 20]
    inside = _currencies(plain(amount.text))
    said = inside or _currencies(text)
    is_code = bool(_CODE.fullmatch(amount.unit))
    if said and amount.unit not in said and (is_code or inside):
        yield (*at, "unit"), f"{amount.unit}, but the text says {' or '.join(sorted(said))}"
    elif is_code and not said:
        yield (*at, "unit"), f"{amount.unit}, but the text names no currency there"


def _currencies(text: str) -> set[str]:
    return {code for code, pattern in _CURRENCIES.items() if re.search(pattern, text)}
