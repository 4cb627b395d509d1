"""The numbers, hedges and units of facts against the words that they are given with.

Only a text that can be read in full is judged: a direction, a hedge, one number or a range of two,
and what is counted. Whatever else a text says is left to the reader.
"""

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from bilat.curation.evidence import Comparison, Finding
from bilat.dataset.models import Amount, Change, Fact, Figure, Trade
from bilat.dataset.yaml import Location
from bilat.text import fold, plain

# Reading


def _words(words: str) -> re.Pattern[str]:
    """Return what matches one of the words at the beginning of what is left to read."""
    return re.compile(rf"(?:{words})(?!\w)", re.IGNORECASE)


_HEDGES: dict[str, frozenset[str]] = {
    words: frozenset(hedges.split())
    for words, hedges in {
        "no less than|not less than|no fewer than|not fewer than|at least": "at-least over",
        "no more than|not more than|at most": "at-most almost",
        "up to": "at-most almost exact",
        "as much as|as many as": "exact at-most almost about",
        "(?:just|a little|slightly) (?:over|above|more than)": "over at-least about",
        "(?:just|a little|slightly) (?:under|below|less than)": "almost at-most about",
        "(?:well |far )?(?:over|more than|above|in excess of|exceed(?:s|ed|ing)?|upwards of)": (
            "over at-least"
        ),
        "under|below|less than|fewer than": "at-most almost",
        "almost|nearly": "almost",
        "close to|approaching|practically|virtually": "almost about",
        r"about|around|approximately|approx\.?|roughly|some|circa|an estimated": "about",
        "only|just|exactly|a total of": "exact",
    }.items()
}
"""The hedges that words before a number allow."""
_HEDGES_AFTER: dict[str, frozenset[str]] = {
    words: frozenset(hedges.split())
    for words, hedges in {
        r"(?:or|and) (?:more|over|above|higher)\b|\bplus\b|\+|\bat least\b": "at-least over",
        r"or (?:less|fewer|under|lower)\b|\bat most\b": "at-most almost",
        r"-odd\b|\bor so\b": "about",
    }.items()
}
_UP = _words(
    r"gr[eo]w|grows|grown|growing|(?:a )?growth|ris(?:e|es|en|ing)|rose|increas(?:e|ed|es|ing)"
    "|(?:go(?:ing|ne|es)?|went) up|up(?! to)|surged|jumped|climbed|soared|expanded"
)
_DOWN = _words(
    "f[ae]ll|falls|fallen|falling|drop(?:s|ped|ping)?|declin(?:e|ed|es|ing)|decreas(?:e|ed|es|ing)"
    "|shr[aiu]nk|shrinking|(?:go(?:ing|ne|es)?|went) down|down|reduc(?:ed|tion)|slumped|plunged"
)
_REACHED = _words("reach(?:ed|ing)|amount(?:ed|ing) to|totall?(?:ed|ing)|stood at|came to|worth")
_MORE = re.compile(r"\b(?:more|higher|growth|increase|rise|up)\b", re.IGNORECASE)
_LESS = re.compile(
    r"\b(?:less|lower|fewer|decrease|decline|drop|fall|reduction|down)\b", re.IGNORECASE
)
_ARTICLE = _words("(?:has|have|had|was|were|is|an?|the)")
_WAY = _words("by|to|of")
_FROM = _words("from|between")
_FILLERS = _words("(?:the|existing|current|previous)(?: (?:the|existing|current|previous))*")
_MARK = r"\b(?:mark|bar|threshold)\b"
_SYMBOL = re.compile(r"US\$|[$€£¥₽]|(?:USD|EUR|RUB|BYN|CNY)\b")
_NUMBER = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*")
_PERCENT = re.compile(r"%|per ?cent\b|pct\b", re.IGNORECASE)
_TIMES = re.compile(r"times\b|-?fold\b|x\b", re.IGNORECASE)
_POINTS = re.compile(r"\bpoints?\b|\bp\.?p\b", re.IGNORECASE)
_TO_NEXT = re.compile(rf"(?:-|to\b|and\b|or\b) ?(?=(?:{_SYMBOL.pattern})? ?\d)")
_SCALES = {
    **dict.fromkeys(("thousand", "thousands", "thsd"), 10**3),
    **dict.fromkeys(("million", "millions", "mln", "mn"), 10**6),
    **dict.fromkeys(("billion", "billions", "bln", "bn"), 10**9),
    **dict.fromkeys(("trillion", "trillions", "trln"), 10**12),
}
_MONEY_SCALES = {"k": 10**3, "m": 10**6, "b": 10**9, "tn": 10**12}  # else metres, tonnes …
_SCALE = re.compile(
    rf"(?:{'|'.join(sorted((*_SCALES, *_MONEY_SCALES), key=len, reverse=True))})\b\.?",
    re.IGNORECASE,
)
_DOLLARS = frozenset("USD AUD CAD HKD NZD SGD TWD".split())
_CURRENCIES = {
    r"US\$|\bUSD\b|\bUS dollars?\b": frozenset({"USD"}),
    r"\$|\bdollars?\b": _DOLLARS,
    r"€|\bEUR\b|\beuros?\b": frozenset({"EUR"}),
    r"₽|\bRUB\b|\bRussian ro?ubles?\b": frozenset({"RUB", "RUR"}),
    r"\bBYN\b|\bBelarusian ro?ubles?\b": frozenset({"BYN", "BYR", "BYB"}),
    r"\bro?ubles?\b": frozenset({"RUB", "RUR", "BYN", "BYR", "BYB"}),
    r"£|\bGBP\b": frozenset({"GBP"}),
    r"\bCNY\b|\byuan\b": frozenset({"CNY"}),
}
_CURRENCY_CODE = re.compile(r"[A-Z]{3}")
_EVERY_YEAR = re.compile(r"\b(?:annually|yearly|per annum)\b", re.IGNORECASE)


class Reading(NamedTuple):
    """What a text says that can be read in full."""

    direction: str | None
    is_level: bool
    """Whether a number is reached rather than a difference: "to 120%"."""
    hedges: frozenset[str]
    """The hedges that its words allow; empty where it has no word for one."""
    numbers: list[set[Fraction]]
    """One or two numbers, each with what it may stand for ("1,200" may be 1.2)."""
    kind: str
    """What is counted: money, %, times, unit or nothing."""
    currencies: frozenset[str]


class _Rest:
    """What of a text is still to be read."""

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, pattern: re.Pattern[str]) -> str | None:
        """Return and remove what a pattern matches at the beginning."""
        found = pattern.match(self.text)
        if found is None:
            return None
        self.text = self.text[found.end() :].lstrip()
        return found[0]

    def remove(self, pattern: str) -> bool:
        """Remove what a pattern matches anywhere; return whether it does."""
        text, count = re.subn(pattern, " ", self.text, flags=re.IGNORECASE)
        self.text = " ".join(text.split())
        return count > 0


def read(text: str, unit: str = "") -> Reading | None:
    """Return what a text says, or None where it cannot be read in full.

    `unit` is what the record counts, whose own words are read as well.
    """
    rest = _Rest(plain(re.sub(r"[\[\]()]", " ", text)))
    rest.take(_ARTICLE)
    up, down = rest.take(_UP), rest.take(_DOWN)
    reached = rest.take(_REACHED)
    way = rest.take(_WAY)
    hedges: set[str] = set()
    is_level = bool(reached) or way == "to"
    for words, allowed in _HEDGES.items():
        if taken := rest.take(_words(words)):
            hedges |= allowed
            is_level = is_level or taken.lower() == "up to"
            break
    rest.take(_FILLERS)
    rest.take(_FROM)
    sign = rest.take(re.compile(r"[+-](?=\d)"))
    symbols, numbers, scales, has_percent = "", [], [], False
    while True:
        symbols += f" {rest.take(_SYMBOL) or ''}"
        number = rest.take(_NUMBER)
        if number is None:
            return None
        numbers.append(number)
        scales.append((rest.take(_SCALE) or "").lower().rstrip("."))
        if len(numbers) == 2:
            break
        before = rest.text
        has_percent = bool(rest.take(_PERCENT))
        if rest.take(_TO_NEXT) is None:
            rest.text = before
            break
    for words, allowed in _HEDGES_AFTER.items():
        if rest.remove(words):
            hedges |= allowed
    kind, currencies = _counted(rest, symbols)
    kind = "%" if has_percent and kind == "nothing" else kind
    is_money = kind == "money"
    if is_money:
        rest.remove(_MARK)
    if any(scale in _MONEY_SCALES for scale in scales) and not is_money:
        return None
    for pattern, word in ((_MORE, "up"), (_LESS, "down")):
        if kind in ("%", "times") and rest.remove(pattern.pattern):
            up, down = (up or word, down) if word == "up" else (up, down or word)
    if rest.text:
        if kind != "nothing" or not _are_words_of(rest.text, unit):
            return None
        kind = "unit"
    rises, falls = up or sign == "+", down or sign == "-"
    direction = None if bool(rises) == bool(falls) else "up" if rises else "down"
    return Reading(
        direction, is_level, frozenset(hedges), _scaled(numbers, scales), kind, currencies
    )


def _counted(rest: _Rest, symbols: str) -> tuple[str, frozenset[str]]:
    """Remove the words for what is counted; return its kind, and the currencies it may be."""
    for words, currencies in _CURRENCIES.items():
        in_symbols = re.search(words, symbols)
        if rest.remove(words) or in_symbols:
            rest.remove(r"^of$|\bin$")
            return "money", currencies
    for kind, pattern in (("%", _PERCENT), ("times", _TIMES)):
        if rest.take(pattern):
            return kind, frozenset()
    return "nothing", frozenset()


def _are_words_of(text: str, unit: str) -> bool:
    """Return whether a text is made of the words of a unit, singular or plural."""
    text, unit = (_EVERY_YEAR.sub("per year", each) for each in (text, unit))
    said, known = (
        {word.rstrip("s") for word in fold(each).split()} - {"a", "per", "of", "the"}
        for each in (text, unit)
    )
    return said <= known


def _values(number: str) -> set[Fraction]:
    """Return what digits may stand for."""
    digits = number.replace(" ", "")
    groups = re.split(r"[.,]", digits)
    whole = Fraction("".join(groups))
    if len(groups) == 1:
        return {whole}
    decimal = Fraction(f"{''.join(groups[:-1])}.{groups[-1]}")
    if not all(len(group) == 3 for group in groups[1:]) or len(groups[0]) > 3:
        return {decimal}
    return {whole} if len(groups) > 2 and len(set(digits) & {".", ","}) == 1 else {whole, decimal}


def _scaled(numbers: list[str], scales: list[str]) -> list[set[Fraction]]:
    """Return what numbers stand for with their scales, of which the last may be that of both."""
    factors = [{**_SCALES, **_MONEY_SCALES}.get(scale, 1) for scale in scales]
    values = [_values(number) for number in numbers]
    scaled = [
        {each * factor for each in value} for value, factor in zip(values, factors, strict=True)
    ]
    if len(numbers) == 2 and not scales[0] and scales[1]:
        both = {each * factors[1] for each in values[0]}
        scaled[0] = both | scaled[0] if max(values[0]) > max(values[1]) else both
    return scaled


# Judging

_NUMBER_IN_WORDS = re.compile(
    r"\b(?:half|halv|third|quarter|(?:fif|six|seven|eigh|nin|ten|eleven|twelf)th|one|two|three|four"
    r"|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|hundred|dozen|doubl|tripl|trebl|quadrupl|twice|thrice|twofold|first|second)"
    r"|(?<!\d )(?<!\d)\b(?:thousand|[mbtr]+illion)",
    re.IGNORECASE,
)
_HEDGED = re.compile(
    r"\b(?:almost|near|over|more|less|than|above|below|under|about|around|approx|rough|some|least"
    r"|most|up to|close|exceed|pass|surpass|top|cross|mark|limit|just|estimat|circa|within|order"
    r"|between|or so|approach|max|min|ceiling|barrier|broke|beyond|tens|as much|as many|virtual"
    r"|practical|not|short|level|figure|threshold|plus|record|further|another)",
    re.IGNORECASE,
)
_UNQUOTED = re.compile(
    r"(?:\b(almost|nearly|(?:no |not )?(?:more|less|fewer) than|at least|at most|approximately"
    r"|roughly)|\b(?:to|of|by|for) (over|about|around|above|under|below|some)) (?:US)?[$€£]?$",
    re.IGNORECASE,
)
_BEGINS_WITH_NUMBER = re.compile(r"(?:US)?[$€£¥₽+]?\d")
_RATIO = re.compile(r"\d ?[:/x×] ?\d|\b(?:in|of|per|for) (?:every |each )?\d|\b(?:every|each)\b")
_SCALED_UNIT = re.compile(r"thousand|illion|\b(?:mln|bln|mn|bn)\b")
_LONGEST_HEDGE = 30
_ROUNDED = Fraction(1, 10_000)


def findings(compared: Comparison) -> Iterator[Finding]:
    """Yield where a number, hedge, direction or unit is not that of its own words."""
    if not compared.is_english:
        return
    for at, fact in compared.document.located_facts():
        if not isinstance(fact, Trade | Figure):
            continue
        if fact.amount and compared.stands(fact.amount.text, fact.paragraphs):
            where = (*at, "amount")
            yield from _amount(compared, where, fact, fact.amount)
            yield from _unquoted_hedge(compared, where, fact, fact.amount)
        if fact.change and compared.stands(fact.change.text, fact.paragraphs):
            where = (*at, "change")
            yield from _change(compared, where, fact, fact.change)
            yield from _unquoted_hedge(compared, where, fact, fact.change)


def _amount(compared: Comparison, at: Location, fact: Fact, amount: Amount) -> Iterator[Finding]:
    reading = read(amount.text, amount.unit)
    is_money = bool(_CURRENCY_CODE.fullmatch(amount.unit))
    is_scaled = bool(_SCALED_UNIT.search(amount.unit))
    if reading is None:
        if not is_scaled:
            yield from _bounds(at, amount, _named(amount.text, is_money))
        return
    if reading.kind == "nothing" and is_money:
        return
    numbers = set().union(*reading.numbers)
    if reading.kind == "%" and not _PERCENT.search(amount.unit):
        numbers |= {each / 100 for each in numbers}
    if not is_scaled:
        yield from _bounds(at, amount, numbers)
    if (is_money and reading.currencies and amount.unit not in reading.currencies) or (
        reading.kind == ("%" if is_money else "money") and amount.unit != amount.unit.strip("%")
    ):
        yield Finding((*at, "unit"), f"{amount.unit} is not the unit of {amount.text!r}")
    yield from _hedge(compared, at, fact, amount, reading)


def _change(compared: Comparison, at: Location, fact: Fact, change: Change) -> Iterator[Finding]:
    reading = read(change.text)
    if reading is None:
        yield from _bounds(at, change, _named_shares(change.text))
        return
    if reading.kind not in ("%", "times") or reading.is_level:
        return
    if reading.direction and reading.direction != change.direction:
        message = f"{change.direction}, but {change.text!r} says {reading.direction}"
        yield Finding((*at, "direction"), message)
    numbers = set().union(*reading.numbers)
    shares = _times(numbers) if reading.kind == "times" else {each / 100 for each in numbers}
    yield from _bounds(at, change, shares)
    if (
        change.factor is not None
        and reading.kind == "times"
        and not _is_one_of(change.factor, numbers | {1 / each for each in numbers if each})
    ):
        yield Finding((*at, "factor"), f"{change.factor} is not in {change.text!r}")
    yield from _hedge(compared, at, fact, change, reading)


def _times(numbers: Iterable[Fraction]) -> set[Fraction]:
    """Return the shares that factors may mean: 2.5 times as much, as little, or more."""
    return {
        share
        for number in numbers
        if number
        for share in (abs(number - 1), abs(1 - 1 / number), number)
    }


def _named(text: str, is_money: bool) -> set[Fraction]:
    """Return what the digits of a text that is not read in full can mean; empty if anything."""
    text = plain(text)
    numbers = [value for found in _NUMBER.finditer(text) for value in _values(found[0])]
    scales = [
        {**_SCALES, **_MONEY_SCALES}[found[0].lower().rstrip(".")]
        for found in re.finditer(rf"(?<![^\W\d_]){_SCALE.pattern}", text, re.IGNORECASE)
    ]
    if _NUMBER_IN_WORDS.search(text) or _RATIO.search(text) or (is_money and not scales):
        return set()
    unscaled = {each for each in numbers if not is_money or each >= 1000}
    shares = {each / 100 for each in numbers} if _PERCENT.search(text) else set()
    return {each * scale for each in numbers for scale in scales} | unscaled | shares


def _named_shares(text: str) -> set[Fraction]:
    """Return the shares that the digits of a change can mean; empty if anything."""
    text = plain(text)
    if _NUMBER_IN_WORDS.search(text) or _POINTS.search(text):
        return set()
    numbers = {value for found in _NUMBER.finditer(text) for value in _values(found[0])}
    shares: set[Fraction] = set()
    if _PERCENT.search(text):
        shares |= {share for each in numbers for share in (each / 100, abs(each / 100 - 1))}
    if re.search(r"\btimes\b|fold\b|\dx\b|\bfactor\b", text):
        shares |= _times(numbers)
    return shares


def _bounds(at: Location, bounded: Amount | Change, named: set[Fraction]) -> Iterator[Finding]:
    """Yield the bounds that are none of the numbers that the words name, where they name any."""
    bounds = {"lower": bounded.lower, "upper": bounded.upper}
    wrong = {
        field: bound
        for field, bound in bounds.items()
        if named and bound is not None and not _is_one_of(abs(bound), named)
    }
    if not wrong:
        return
    field = next(iter(wrong))
    values = " and ".join(dict.fromkeys(str(bound) for bound in wrong.values()))
    yield Finding((*at, field), f"{values} is not what {bounded.text!r} says; correct one of them")


def _is_one_of(value: float, named: set[Fraction]) -> bool:
    exact = Fraction(str(value))
    is_whole = exact.denominator == 1
    return any(exact == each if is_whole else abs(exact - each) <= _ROUNDED for each in named)


def _hedge(
    compared: Comparison, at: Location, fact: Fact, bounded: Amount | Change, reading: Reading
) -> Iterator[Finding]:
    allowed = set(reading.hedges)
    if len(reading.numbers) == 2 and allowed <= {"about"}:
        allowed = {"range", "about"}
    if not allowed:
        allowed = {"exact"}
    if bounded.hedge in allowed:
        return
    if (
        not reading.hedges
        and bounded.hedge is not None
        and _is_hedged(compared, fact, bounded.text)
    ):
        return
    given = bounded.hedge or "null"
    message = f"{given}, but {bounded.text!r} says {' or '.join(sorted(allowed))}"
    yield Finding((*at, "hedge"), message)


def _is_hedged(compared: Comparison, fact: Fact, text: str) -> bool:
    """Return whether a sentence with a number may hedge it, in words that belong to no number."""
    for number in fact.paragraphs:
        quoted = [
            each.text
            for other in compared.document.facts
            if isinstance(other, Trade | Figure) and number in other.paragraphs
            for each in (other.amount, other.change)
            if each
        ]
        stands = compared.spans([text], number)
        for sentence in filter(stands.touch, compared.sentences[number]):
            rest = sentence.text
            for each in sorted(quoted, key=len, reverse=True):
                rest = rest.replace(plain(each), "")
            if _HEDGED.search(rest):
                return True
    return False


def _unquoted_hedge(
    compared: Comparison, at: Location, fact: Fact, bounded: Amount | Change
) -> Iterator[Finding]:
    """Yield where a hedge stands directly before what is quoted, and is lost."""
    if not _BEGINS_WITH_NUMBER.match(plain(bounded.text)):
        return
    words = set()
    for number in fact.paragraphs:
        for span in compared.find(bounded.text, number):
            before = compared.paragraph(number)[max(0, span.start - _LONGEST_HEDGE) : span.start]
            found = _UNQUOTED.search(before)
            if found is None:
                return
            words.add(found[1] or found[2])
    for hedge in sorted(words):
        allowed = next(
            hedges for pattern, hedges in _HEDGES.items() if _words(pattern).fullmatch(hedge)
        )
        if bounded.hedge not in allowed:
            message = (
                f"{hedge!r} stands before {bounded.text!r}; quote it, and write the hedge "
                f"{' or '.join(sorted(allowed))}"
            )
            yield Finding((*at, "text"), message)
            return
