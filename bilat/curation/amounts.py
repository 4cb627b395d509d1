"""The numbers, hedges and units of facts against the words that they are given with.

Only a text that can be read in full is judged: a direction, a hedge, one number or a range of two,
and what is counted. Whatever else a text says is left to the reader.
"""

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from bilat.curation.evidence import Comparison, Finding
from bilat.dataset.fields import Amount, Change
from bilat.dataset.models import Fact, Figure, Trade
from bilat.dataset.yaml import Location
from bilat.text import fold, plain

# Reading

_HEDGES = {
    "no less than|not less than|no fewer than|not fewer than|at least": "at-least over",
    "no more than|not more than|at most": "at-most almost",
    "up to": "at-most almost exact",
    "as much as|as many as": "exact at-most almost about",
    "(?:just|a little|slightly) (?:over|above|more than)": "over at-least about",
    "(?:just|a little|slightly) (?:under|below|less than)": "almost at-most about",
    "(?:well |far )?(?:over|more than|above|in excess of|exceed(?:s|ed|ing)?)": "over at-least",
    "under|below|less than|fewer than": "at-most almost",
    "almost|nearly": "almost",
    "close to|approach(?:ed|es|ing)|practically|virtually": "almost about",
    r"about|around|approximately|approx\.?|roughly|some|circa|an estimated": "about",
    "only|just|exactly|a total of": "exact",
}
"""The hedges that words before a number allow."""
_HEDGES_AFTER = {
    r"(?:or|and) (?:more|over|above|higher)\b|\bplus\b|\+|\bat least\b": "at-least over",
    r"or (?:less|fewer|under|lower)\b|\bat most\b": "at-most almost",
    r"-odd\b|\bor so\b": "about",
}
_UP = (
    r"gr[eo]w|grows|grown|growing|(?:a )?growth|ris(?:e|es|en|ing)|rose|increas(?:e|ed|es|ing)"
    "|(?:go(?:ing|ne|es)?|went) up|up(?! to)|surged|jumped|climbed|soared|expanded"
)
_DOWN = (
    "f[ae]ll|falls|fallen|falling|drop(?:s|ped|ping)?|declin(?:e|ed|es|ing)|decreas(?:e|ed|es|ing)"
    "|shr[aiu]nk|shrinking|(?:go(?:ing|ne|es)?|went) down|down|reduc(?:ed|tion)|slumped|plunged"
)
_REACHED = "reach(?:ed|ing)|amount(?:ed|ing) to|totall?(?:ed|ing)|stood at|came to|worth"
_MORE = r"\b(?:more|higher|growth|increase|rise|up)\b"
_LESS = r"\b(?:less|lower|fewer|decrease|decline|drop|fall|reduction|down)\b"
_PERCENT = re.compile(r"%|per ?cent\b|pct\b", re.IGNORECASE)
_TIMES = re.compile(r"\btimes\b|-?fold\b|\bx\b", re.IGNORECASE)
_POINTS = re.compile(r"\bpoints?\b|\bp\.?p\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*")
_MONEY_SCALES = {"k": 10**3, "m": 10**6, "b": 10**9, "tn": 10**12}  # else metres, tonnes …
_SCALES = {
    "": 1,
    **dict.fromkeys(("thousand", "thousands", "thsd"), 10**3),
    **dict.fromkeys(("million", "millions", "mln", "mn"), 10**6),
    **dict.fromkeys(("billion", "billions", "bln", "bn"), 10**9),
    **dict.fromkeys(("trillion", "trillions", "trln"), 10**12),
    **_MONEY_SCALES,
}
_SCALE = rf"(?:{'|'.join(sorted(filter(None, _SCALES), key=len, reverse=True))})\b"
_SYMBOL = r"US\$|[$€₽]|(?:USD|EUR|RUB|BYN|CNY)\b"
_AMOUNT = rf"(?:{_SYMBOL})? ?({_NUMBER.pattern}) ?({_SCALE})?\.?"
_READABLE = re.compile(
    r"(?:(?:has|have|had|was|were|is|an?|the) )?"
    rf"(?:(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<reached>{_REACHED}))\b)? ?"
    rf"(?:(?P<way>by|to|of)\b)? ?(?:(?P<hedge>{'|'.join(_HEDGES)})(?!\w))? ?"
    r"(?:(?:the|existing|current|previous)\b ?)*(?:(?P<from>from|between) )?(?P<sign>[+-])?"
    rf"{_AMOUNT}(?:{_PERCENT.pattern})?"
    rf"(?: ?(?:-|to\b|(?(from)and\b|or\b)) ?{_AMOUNT})?(?P<rest>.*)",
    re.IGNORECASE,
)
_CURRENCIES = {
    r"US\$|\bUSD\b|\bUS dollars?\b": "USD",
    r"\$|\bdollars?\b": "USD AUD CAD HKD NZD SGD TWD",
    r"€|\bEUR\b|\beuros?\b": "EUR",
    r"₽|\bRUB\b|\bRussian ro?ubles?\b": "RUB RUR",
    r"\bBYN\b|\bBelarusian ro?ubles?\b": "BYN BYR BYB",
    r"\bro?ubles?\b": "RUB RUR SUR BYN BYR BYB",
    r"\bCNY\b|\byuan\b": "CNY",
}
_MARK = r"\b(?:mark|bar|threshold)\b"
_CURRENCY_CODE = re.compile(r"[A-Z]{3}")
_EVERY_YEAR = re.compile(r"\b(?:annually|yearly|per annum)\b", re.IGNORECASE)


class Reading(NamedTuple):
    """What a text says that can be read in full."""

    direction: str | None
    is_level: bool
    """Whether a number is reached rather than a difference: "to 120%"."""
    hedges: set[str]
    """The hedges that its words allow; empty where it has no word for one."""
    numbers: list[set[Fraction]]
    """One or two numbers, each with what it may stand for ("1,200" may be 1.2)."""
    kind: str
    """What is counted: money, %, times, unit or nothing."""
    currencies: set[str]


def read(text: str, unit: str = "") -> Reading | None:
    """Return what a text says, or None where it cannot be read in full.

    `unit` is what the record counts, whose own words are read as well.
    """
    text = plain(re.sub(r"[\[\]()]", " ", text))
    found = _READABLE.fullmatch(text)
    if found is None:
        return None
    first, first_scale, second, second_scale = found.groups()[-5:-1]
    numbers = [first, second] if second else [first]
    scales = [(scale or "").lower() for scale in (first_scale, second_scale)][: len(numbers)]
    hedges = set(_allowed(found["hedge"])) if found["hedge"] else set()
    rest = found["rest"]
    for words, allowed in _HEDGES_AFTER.items():
        rest, count = re.subn(words, " ", rest, flags=re.IGNORECASE)
        hedges |= set(allowed.split()) if count else set()
    kind, currencies, rest = _counted(text, rest, found)
    rises, falls = found["up"] or found["sign"] == "+", found["down"] or found["sign"] == "-"
    if kind in ("%", "times"):
        rises, falls = rises or re.search(_MORE, rest, re.I), falls or re.search(_LESS, rest, re.I)
        rest = re.sub(f"{_MORE}|{_LESS}", "", rest, flags=re.IGNORECASE)
    if rest.strip():
        if kind != "nothing" or not _are_words_of(rest, unit):
            return None
        kind = "unit"
    if kind != "money" and any(scale in _MONEY_SCALES for scale in scales):
        return None
    direction = None if bool(rises) == bool(falls) else "up" if rises else "down"
    hedge = (found["hedge"] or "").lower()
    is_level = bool(found["reached"]) or found["way"] == "to" or hedge == "up to"
    return Reading(direction, is_level, hedges, _scaled(numbers, scales), kind, currencies)


def _allowed(words: str) -> list[str]:
    """Return the hedges that the words before a number allow."""
    matching = (each for each in _HEDGES if re.fullmatch(each, words, re.IGNORECASE))
    return _HEDGES[next(matching)].split()


def _counted(text: str, rest: str, found: re.Match[str]) -> tuple[str, set[str], str]:
    """Return what is counted, the currencies that it may be, and the words that are left."""
    for words, currencies in _CURRENCIES.items():
        if re.search(words, text, re.IGNORECASE):
            rest = re.sub(f"{words}|{_MARK}", "", rest, flags=re.IGNORECASE)
            return "money", set(currencies.split()), rest
    for kind, pattern in (("%", _PERCENT), ("times", _TIMES)):
        if pattern.match(rest.lstrip()):
            return kind, set(), pattern.sub("", rest.lstrip(), count=1)
    return ("%" if _PERCENT.search(text, 0, found.start("rest")) else "nothing"), set(), rest


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
    factors = [_SCALES[scale] for scale in scales]
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
    r"|practical|not|short|level|figure|threshold|plus|record|further|another|cap|barely|hardly|fewer"
    r"|higher|lower|greater|even|still)",
    re.IGNORECASE,
)
_UNQUOTED = re.compile(
    r"(?:\b(almost|nearly|(?:no |not )?(?:more|less|fewer) than|at least|at most|approximately"
    r"|roughly)|\b(?:to|of|by|for) (over|about|around|above|under|below|some)) (?:US)?[$€£]?$",
    re.IGNORECASE,
)
_BEGINS_WITH_NUMBER = re.compile(r"(?:US)?[$€£¥₽+]?\d")
_COMPUTED = re.compile(  # a ratio or a sum, whose value stands nowhere
    r"\d ?[:/x×+] ?\d|\b(?:in|of|per|for) (?:every |each )?\d|\b(?:every|each)\b|\d.* and .*\d"
)
_SCALED_UNIT = re.compile(r"thousand|illion|\b(?:mln|bln|mn|bn)\b")
_LONGEST_HEDGE = 30
_LONGEST_TEXT = 200
_ROUNDED = Fraction(1, 10_000)


def findings(compared: Comparison) -> Iterator[Finding]:
    """Yield where a number, hedge, direction or unit is not that of its own words."""
    if not compared.is_english:
        return
    for at, fact in compared.document.located_facts():
        if not isinstance(fact, Trade | Figure):
            continue
        if fact.amount and _is_quoted(compared, fact, fact.amount.text):
            where = (*at, "amount")
            yield from _amount(compared, where, fact, fact.amount)
            yield from _unquoted_hedge(compared, where, fact, fact.amount)
        if fact.change and _is_quoted(compared, fact, fact.change.text):
            where = (*at, "change")
            yield from _change(compared, where, fact, fact.change)
            yield from _unquoted_hedge(compared, where, fact, fact.change)


def _is_quoted(compared: Comparison, fact: Fact, text: str) -> bool:
    return len(text) <= _LONGEST_TEXT and compared.stands(text, fact.paragraphs)


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
    if reading.kind == "%":  # what is not said to grow, or is more than all, may be a level
        levels = (each for each in numbers if each >= 100 or not reading.direction)
        shares |= {abs(each / 100 - 1) for each in levels}
    yield from _bounds(at, change, shares)
    factors = numbers | {1 / each for each in numbers if each}
    if change.factor and reading.kind == "times" and not _is_one_of(change.factor, factors):
        yield Finding((*at, "factor"), f"{change.factor} is not in {change.text!r}")
    yield from _hedge(compared, at, fact, change, reading)


def _times(numbers: Iterable[Fraction]) -> set[Fraction]:
    """Return the shares that factors may mean: 2.5 times as much, as little, or more."""
    some = [number for number in numbers if number]
    return {share for each in some for share in (abs(each - 1), abs(1 - 1 / each), each)}


def _named(text: str, is_money: bool) -> set[Fraction]:
    """Return what the digits of a text that is not read in full can mean; empty if anything."""
    text = plain(text)
    numbers = [value for found in _NUMBER.finditer(text) for value in _values(found[0])]
    scales = [
        _SCALES[found[0].lower()]
        for found in re.finditer(rf"(?<![^\W\d_]){_SCALE}", text, re.IGNORECASE)
    ]
    if _NUMBER_IN_WORDS.search(text) or _COMPUTED.search(text) or (is_money and not scales):
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
    if wrong:
        at = (*at, next(iter(wrong)))
        values = " and ".join(dict.fromkeys(map(str, wrong.values())))
        yield Finding(at, f"{values} is not what {bounded.text!r} says; correct one of them")


def _is_one_of(value: float, named: set[Fraction]) -> bool:
    exact = Fraction(str(value))
    is_whole = exact.denominator == 1
    return any(exact == each if is_whole else abs(exact - each) <= _ROUNDED for each in named)


def _hedge(
    compared: Comparison, at: Location, fact: Fact, bounded: Amount | Change, reading: Reading
) -> Iterator[Finding]:
    allowed = reading.hedges or {"exact"}
    if len(reading.numbers) == 2 and reading.hedges <= {"about"}:
        allowed = {"range", "about"}
    is_elsewhere = not reading.hedges and _is_hedged(compared, fact, bounded.text)
    if bounded.hedge in allowed or (bounded.hedge and is_elsewhere):
        return
    message = f"{bounded.hedge or 'null'}, but {bounded.text!r} says {_listed(allowed)}"
    yield Finding((*at, "hedge"), message)


def _listed(hedges: Iterable[str]) -> str:
    return " or ".join(sorted(hedges))


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
        allowed = _allowed(hedge)
        if bounded.hedge not in allowed:
            message = f"{hedge!r} stands before {bounded.text!r}; quote it, and write the hedge"
            yield Finding((*at, "text"), f"{message} {_listed(allowed)}")
            return
