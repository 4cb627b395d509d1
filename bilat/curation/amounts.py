"""The numbers, hedges and units of facts against the words that they are given with.

Only a text that can be read in full is judged: a direction, a hedge, one number or a range of two,
and what is counted. Of other texts, only one that has a single number has its bounds judged.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from math import isclose
from typing import NamedTuple

from bilat.curation.evidence import Message
from bilat.curation.sentences import sentences
from bilat.dataset.fields import Amount, Change
from bilat.dataset.models import Document
from bilat.text import Span, Text, plain

# The grammar

_UP = (
    r"gr[eo]w|grows|grown|growing|growth|ris(?:e|es|en|ing)|rose|increas(?:e|ed|es|ing)"
    "|(?:go(?:ing|ne|es)?|went) up|up|surged|jumped|climbed|soared|expanded"
)
_DOWN = (
    "f[ae]ll|falls|fallen|falling|drop(?:s|ped|ping)?|declin(?:e|ed|es|ing)|decreas(?:e|ed|es|ing)"
    "|shr[aiu]nk|shrinking|(?:go(?:ing|ne|es)?|went) down|down|reduc(?:ed|tion)|slumped|plunged"
)
# What may stand before a number, and what it says: hedges that it allows, a direction, or that the
# number is a level. The first pattern that fits counts.
_BEFORE = {
    "(?:no|not) (?:less|fewer) than|at least": "at-least over",
    "(?:no|not) more than|at most": "at-most almost",
    "up to": "at-most almost exact",
    "as much as|as many as": "exact at-most almost about",
    "(?:just|a little|slightly) (?:over|above|more than)": "over at-least about",
    "(?:just|a little|slightly) (?:under|below|less than)": "almost at-most about",
    "(?:well |far )?(?:over|more than|above|in excess of|exceed(?:s|ed|ing)?)": "over at-least",
    "under|below|less than|fewer than": "at-most almost",
    "almost|nearly": "almost",
    "close to|approach(?:ed|es|ing)|practically|virtually": "almost about",
    "about|around|approximately|approx|roughly|some|circa|an estimated": "about",
    "only|just|exactly|a total of": "exact",
    f"(?:{_UP})(?: of)?": "up",
    f"(?:{_DOWN})(?: of)?": "down",
    "from|to|reach(?:ed|es|ing)?|amount(?:ed|ing)|totall?(?:ed|ing)|stood|came|worth": "level",
    "by|at|an?|the|has|have|had|was|were|is|existing|current|previous": "",
}
# What may stand after it.
_AFTER = {
    "or (?:more|over|above|higher)|at least": "at-least over",
    "or (?:less|fewer|under|lower)|at most": "at-most almost",
    "or so": "about",
    f"more|higher|{_UP}": "up",
    f"less|lower|fewer|{_DOWN}": "down",
    "a|per|of|the|year|annually|mark|bar|threshold": "",
}
_CURRENCIES = {
    r"US\$|USD|US dollars?": "USD",
    r"\$|dollars?": "USD AUD CAD HKD NZD SGD TWD",
    "€|EUR|euros?": "EUR",
    "₽|RUB|Russian ro?ubles?": "RUB RUR",
    "BYN|Belarusian ro?ubles?": "BYN BYR BYB",
    "ro?ubles?": "RUB RUR SUR BYN BYR BYB",
    "CNY|yuan": "CNY",
}
_UNITS = {r"%|per ?cent|pct": "percent", "times|-?fold": "times", **_CURRENCIES}
_SCALES = {
    **dict.fromkeys(("thousand", "thousands", "thsd", "k"), 10**3),
    **dict.fromkeys(("million", "millions", "mln", "mn", "m"), 10**6),
    **dict.fromkeys(("billion", "billions", "bln", "bn", "b"), 10**9),
    **dict.fromkeys(("trillion", "trillions", "trln", "tn"), 10**12),
}
_NUMBER = re.compile(
    rf"(?<![\w.,])(?:(?P<symbol>{'|'.join(_CURRENCIES)}) ?)?"
    r"(?P<digits>\d{1,3}(?: \d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
    rf"(?: ?(?P<scale>{'|'.join(_SCALES)})\b|(?!\w|[.,]\d))"
    rf"(?: ?(?P<unit>{'|'.join(_UNITS)})(?!\w))?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_BETWEEN = re.compile(" ?- ?| to ")
# How number words begin, and a scale without a number before it.
_IN_WORDS = re.compile(
    r"\b(?:one|two|three|four|fi[fv]|six|seven|eigh|nin|ten|eleven|twel|twen|thir|fort|\w+teen"
    r"|hundred|dozen|hal[fv]|quarter|doubl|tripl|trebl|quadrupl|twi|thri|first|second|each|every)"
    r"|(?<!\d )(?<!\d)\b(?:thousand|[mbtr]+illion|[mb]ln\b)",
    re.IGNORECASE,
)
# Words by which a sentence may hedge a number in other ways than those of the grammar.
_HEDGED = re.compile(
    r"\b(?:almost|near|over|more|less|than|above|below|under|about|around|approx|rough|some|least"
    r"|most|up to|close|exceed|pass|surpass|top|cross|mark|limit|just|estimat|circa|within|order"
    r"|between|or so|approach|max|min|ceiling|barrier|broke|beyond|tens|as much|as many|virtual"
    r"|practical|not|short|level|figure|threshold|plus|record|further|another|cap|barely|hardly|fewer"
    r"|higher|lower|greater|even|still|round|think|perhaps|maybe)",
    re.IGNORECASE,
)
_HEDGE_AT_END = re.compile(
    r"(?:\b(?:almost|nearly|(?:no |not )?(?:more|less|fewer) than|at least|at most|approximately"
    r"|roughly)|(?<=\b(?:to|of|by) )(?:over|about|around|above|under|below|some)) (?:US)?[$€£]?$",
    re.IGNORECASE,
)
_CURRENCY_CODE = re.compile(r"[A-Z]{3}\b")
_ROUNDED = 0.0001  # a third is 0.3333

# A paragraph, and where the words of a value stand in it.
_Context = tuple[str, Span]


class _Reading(NamedTuple):
    """A value, and what its words say with one number or a range of two."""

    value: Amount | Change
    contexts: Sequence[_Context]
    # The words, with a hedge that stands before them.
    words: str
    numbers: list[re.Match[str]]
    # Codes of currencies, "percent" or "times".
    units: set[str]
    # Hedges, "up", "down" and "level", as the tables have them.
    says: set[str]
    # The other words.
    unread: set[str]

    @property
    def unit(self) -> str:
        return getattr(self.value, "unit", "")


def messages(document: Document, text: Text) -> Iterator[Message]:
    """Yield where a number, hedge, direction or unit is not that of its own words."""
    if document.source.language != "en":
        return
    values = [
        ((*at, field), fact, value)
        for at, fact in document.located_facts()
        for field in ("amount", "change")
        if (value := getattr(fact, field, None))
    ]
    quoted = {plain(value.text) for *_, value in values}
    for at, fact, value in values:
        cited = [text.paragraphs[number - 1] for number in fact.paragraphs]
        contexts = [(each.text, span) for each in cited for span in each.spans(value.text)]
        reading = _read(value, contexts)
        if reading is None:
            continue
        is_share = "level" not in reading.says and reading.units & {"percent", "times"}
        if isinstance(value, Amount) or is_share:
            wrong = [*_wrong_bounds(reading)]
            if reading.unread <= _words(reading.unit):
                wrong += _wrong_words(reading, quoted)
            for field, message in wrong:
                yield (*at, field), f"{message}; correct one of them"


def _read(value: Amount | Change, contexts: Sequence[_Context]) -> _Reading | None:
    """Return what the words of a value say, unless they are nowhere or have other numbers."""
    words = plain(re.sub(r"[\[\]()]", " ", value.text))
    if len(contexts) == 1:  # a hedge before the words may not be quoted
        [(paragraph, span)] = contexts
        hedge = _HEDGE_AT_END.search(paragraph[: span.start][-30:])
        words = f"{hedge[0]}{words}" if hedge else words
    numbers = [each for each in _NUMBER.finditer(words) if not _YEAR.fullmatch(each[0])]
    if not (contexts and 1 <= len(numbers) <= 2):
        return None
    first, last = numbers[0], numbers[-1]
    units = {each["symbol"] or each["unit"] for each in numbers} - {None}
    is_range = _BETWEEN.fullmatch(words, first.end(), last.start()) and len(units) < 2
    if len(numbers) == 2 and not is_range:
        return None
    before, unread_before = _take(_BEFORE, words[: first.start()])
    after, unread_after = _take(_AFTER, words[last.end() :])
    unread = _words(f"{unread_before} {unread_after}")
    units, _ = _take(_UNITS, " ".join(units))
    return _Reading(value, contexts, words, numbers, units, before | after, unread)


def _words(text: str) -> set[str]:
    return {word.rstrip("s") for word in text.lower().split()}


def _take(table: Mapping[str, str], text: str) -> tuple[set[str], str]:
    """Return what a table says of a text, and the rest of the text, which it does not have."""
    meanings: set[str] = set()
    for pattern, meaning in table.items():
        text, count = re.subn(rf"(?<!\w)(?:{pattern})(?!\w)", " ", text, flags=re.IGNORECASE)
        if count:
            meanings.update(meaning.split())
    return meanings, text


def _wrong_bounds(reading: _Reading) -> Iterator[tuple[str, str]]:
    """Yield the first bound that the numbers of the words cannot mean."""
    possible = _possible_bounds(reading)
    for field, bound in (("lower", reading.value.lower), ("upper", reading.value.upper)):
        fits = (isclose(abs(bound or 0), abs(each), abs_tol=_ROUNDED) for each in possible)
        if bound is not None and possible and not any(fits):
            yield field, f"{bound} is not what {reading.words!r} says"
            return


def _wrong_words(reading: _Reading, quoted: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the direction, the unit and the hedge if the words say another."""
    value, words, says = reading.value, reading.words, reading.says
    directions = says & {"up", "down"}
    if isinstance(value, Change) and len(directions) == 1 and value.direction not in directions:
        yield "direction", f"{value.direction}, but {words!r} says {_listed(directions)}"
    currency = _CURRENCY_CODE.match(reading.unit)
    currencies = reading.units - {"percent", "times"}
    if currency and currencies and currency[0] not in currencies:
        yield "unit", f"{reading.unit} is not the unit of {words!r}"
    hedges = says - {"up", "down", "level"}
    allowed = hedges or {"exact"}
    if len(reading.numbers) == 2 and hedges <= {"about"}:
        # "From 20 to 60" may be a range, or growth to 60.
        allowed = {"range", "about", *({"exact"} if "level" in says else ())}
    if value.hedge in allowed:
        return
    is_bare = currency and not currencies
    if hedges or not (is_bare or (value.hedge and _may_be_hedged(reading, quoted))):
        yield "hedge", f"{value.hedge or 'null'}, but {words!r} says {_listed(allowed)}"


def _may_be_hedged(reading: _Reading, quoted: Collection[str]) -> bool:
    """Return whether a sentence may hedge a value, in words that are not quoted for others."""
    others = sorted({*quoted} - {plain(reading.value.text)}, key=len, reverse=True)
    pattern = "|".join(map(re.escape, others))
    return any(
        _HEDGED.search(re.sub(pattern, "", sentence.text))
        for paragraph, span in reading.contexts
        for sentence in sentences(paragraph)
        if sentence.start <= span.start < sentence.end
    )


def _listed(words: Collection[str]) -> str:
    return " or ".join(sorted(words))


def _possible_bounds(reading: _Reading) -> set[float]:
    """Return the bounds that the numbers may mean; none if a number is in words or has no scale."""
    value, unit = reading.value, reading.unit
    scales = {number["scale"].lower() for number in reading.numbers if number["scale"]}
    is_open = _CURRENCY_CODE.match(unit) and not scales
    if is_open or _IN_WORDS.search(f"{unit}; {reading.words}"):
        return set()
    bounds: set[float] = set()
    for number in reading.numbers:
        scale = (number["scale"] or "").lower()
        factors = {_SCALES[each] for each in ([scale] if scale else scales)}
        if len(scale) < 3:  # "m" may be metres, "tn" tonnes
            factors.add(1)
        *whole, last = re.split("[.,]", number["digits"].replace(" ", ""))
        readings = {f"{''.join(whole)}.{last}"} if whole else {last}
        if len(last) == 3:  # "1,200" may be 1200 or 1.2
            readings.add("".join((*whole, last)))
        for each in (float(reading) * factor for reading in readings for factor in factors):
            if "percent" in reading.units:
                bounds |= {each / 100, each if isinstance(value, Amount) else each / 100 - 1}
            elif isinstance(value, Amount):
                bounds.add(each)
            elif each:
                bounds |= {each - 1, 1 - 1 / each}
                if value.factor is None:  # "2.5 times more" may be 250% more
                    bounds.add(each)
    return bounds
