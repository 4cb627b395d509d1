"""The numbers, hedges and units of facts against the words that they are given with.

Only a text that can be read in full is judged: a direction, a hedge, one number or a range of two,
and what is counted. Of other texts, only one that has a single number has its bounds judged.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from math import isclose

from bilat.curation.evidence import Comparison
from bilat.dataset.fields import Amount, Change
from bilat.dataset.models import Fact, Statement
from bilat.dataset.rules import Finding
from bilat.text import Spans, fold, plain

# The grammar

# Words before and after a number, and the hedges that they allow.
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
_HEDGES_AFTER = {
    r"or (?:more|over|above|higher)|\+|at least": "at-least over",
    "or (?:less|fewer|under|lower)|at most": "at-most almost",
    "or so": "about",
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
_SCALES = {
    **dict.fromkeys(("thousand", "thousands", "thsd", "k"), 10**3),
    **dict.fromkeys(("million", "millions", "mln", "mn", "m"), 10**6),
    **dict.fromkeys(("billion", "billions", "bln", "bn", "b"), 10**9),
    **dict.fromkeys(("trillion", "trillions", "trln", "tn"), 10**12),
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
_NUMBER = r"(?:\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
_SCALE = rf"(?: ?(?:{'|'.join(sorted(_SCALES, key=len, reverse=True))})\b)"
_CURRENCY = "|".join(_CURRENCIES)
_PERCENT = r"%|per ?cent\b|pct\b"
_TIMES = r"times\b|-?fold\b"
_READABLE = re.compile(
    r"(?:(?:has|have|had|was|were|is|an?|the) )?"
    rf"(?:(?:(?P<up>{_UP})|(?P<down>{_DOWN})|{_REACHED})\b)? ?(?:(?:by|to|of)\b)? ?"
    rf"(?:(?P<hedge>{'|'.join(_HEDGES)})(?!\w))? ?(?:(?:the|existing|current|previous)\b ?)*"
    rf"(?:(?P<from>from|between) )?(?P<sign>[+-])?(?P<symbol>{_CURRENCY})? ?"
    rf"{_NUMBER}{_SCALE}?(?P<share>{_PERCENT})?"
    rf"(?P<second> ?(?:-|to\b|(?(from)and\b|or\b)) ?(?(symbol)(?:[$€₽] ?)?){_NUMBER}{_SCALE}?"
    rf"(?(symbol)(?! ?(?:{_PERCENT}|{_TIMES})))(?(share)(?={_PERCENT})))?\.?"
    rf"(?: ?(?:(?P<percent>{_PERCENT})|(?P<times>{_TIMES})|(?P<currency>{_CURRENCY})(?!\w)))?"
    r"(?: (?:mark|bar|threshold|(?P<more>more|higher|growth|increase|rise)"
    r"|(?P<less>less|lower|fewer|decrease|decline|drop|fall|reduction))(?!\w))?"
    rf"(?P<unit>.*?)(?: ?(?P<after>{'|'.join(_HEDGES_AFTER)}))?",
    re.IGNORECASE,
)
_LONGEST_TEXT = 200


def _read(text: str, unit: str) -> re.Match[str] | None:
    """Return the parts of a text, or None where it cannot be read in full.

    `unit` is what the record counts, whose own words are read as well.
    """
    found = _READABLE.fullmatch(text) if len(text) <= _LONGEST_TEXT else None
    if found is None:
        return None
    said, counted = (
        {word.rstrip("s") for word in fold(each).split()} for each in (found["unit"], unit)
    )
    return found if said <= counted | {"a", "per", "of", "the", "year", "annually"} else None


def _meaning(table: Mapping[str, str], words: str | None) -> set[str]:
    """Return what a table says of words, of which it has the pattern."""
    matching = (key for key in table if re.fullmatch(key, words or "", re.IGNORECASE))
    return set(table.get(next(matching, ""), "").split())


# Numbers

_NUMBERS = re.compile(rf"(?<![\w.,])({_NUMBER})({_SCALE})?(?!\w)", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_IN_WORDS = re.compile(
    r"\b(?:half|halv|third|quarter|(?:fif|six|seven|eigh|nin|ten|eleven|twelf)th|one|two|three|four"
    r"|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|hundred|dozen|doubl|tripl|trebl|quadrupl|twice|thrice|twofold|first|second"
    r"|each|every)|(?<!\d )(?<!\d)\b(?:thousand|[mbtr]+illion)",
    re.IGNORECASE,
)
_SHORTEST_CLEAR_SCALE = 3  # "m" may be metres, "tn" tonnes


def _numbers(text: str, is_range: bool, is_money: bool) -> set[float]:
    """Return what the numbers in digits of a text may stand for; nothing where it is uncertain.

    It is where a number is in words, where a sum has no scale, and where there are several numbers
    that are no range.
    """
    found = [each for each in _NUMBERS.finditer(text) if not _YEAR.fullmatch(each[0])]
    scales = {_SCALES[each[2].strip().lower()] for each in found if each[2]}
    if _IN_WORDS.search(text) or (len(found) > 1 and not is_range) or (is_money and not scales):
        return set()
    numbers = set()
    for each in found:
        own = (each[2] or "").strip().lower()
        factors = {_SCALES[own]} if len(own) >= _SHORTEST_CLEAR_SCALE else {1, *scales}
        numbers |= {value * factor for value in _values(each[1]) for factor in factors}
    return numbers


def _values(number: str) -> set[float]:
    """Return what digits may stand for: "1,200" may be 1200 or 1.2."""
    *whole, last = re.split("[.,]", number.replace(" ", ""))
    values = {float(f"{''.join(whole)}.{last}")} if whole else set()
    return values | {float("".join((*whole, last)))} if len(last) == 3 or not whole else values


# Judging

_HEDGED = re.compile(
    r"\b(?:almost|near|over|more|less|than|above|below|under|about|around|approx|rough|some|least"
    r"|most|up to|close|exceed|pass|surpass|top|cross|mark|limit|just|estimat|circa|within|order"
    r"|between|or so|approach|max|min|ceiling|barrier|broke|beyond|tens|as much|as many|virtual"
    r"|practical|not|short|level|figure|threshold|plus|record|further|another|cap|barely|hardly|fewer"
    r"|higher|lower|greater|even|still|round|think|perhaps|maybe)",
    re.IGNORECASE,
)
_UNQUOTED = re.compile(
    r"(?:\b(almost|nearly|(?:no |not )?(?:more|less|fewer) than|at least|at most|approximately"
    r"|roughly)|\b(?:to|of|by|for) (over|about|around|above|under|below|some)) (?:US)?[$€£]?$",
    re.IGNORECASE,
)
_LONGEST_UNQUOTED = 30
_ROUNDED = 0.0001  # a third is 0.3333
_BEGINS_WITH_NUMBER = re.compile(r"(?:US)?[$€£¥₽+]?\d")
_ANY_LEVEL = re.compile(rf"(?<![\d%] )\b(?:from|to|{_REACHED})\b", re.IGNORECASE)
_SCALED_UNIT = re.compile(r"thousand|illion|\b(?:mln|bln|mn|bn)\b")
_CURRENCY_CODE = re.compile(r"[A-Z]{3}\b")


def findings(compared: Comparison) -> Iterator[Finding]:
    """Yield where a number, hedge, direction or unit is not that of its own words."""
    for at, fact in compared.document.located_facts():
        if not compared.is_english or not isinstance(fact, Statement):
            continue
        if fact.amount and compared.stands(fact.amount.text, fact.paragraphs):
            for field, message in _amount(compared, fact, fact.amount):
                yield compared.finding((*at, "amount", field), message)
        if fact.change and compared.stands(fact.change.text, fact.paragraphs):
            for field, message in _change(compared, fact, fact.change):
                yield compared.finding((*at, "change", field), message)


def _amount(compared: Comparison, fact: Fact, amount: Amount) -> Iterator[tuple[str, str]]:
    """Yield the fields of an amount that its words contradict, with what is wrong."""
    text = plain(re.sub(r"[\[\]()]", " ", amount.text))
    found = _read(text, amount.unit)
    currency = _CURRENCY_CODE.match(amount.unit)
    if not _SCALED_UNIT.search(amount.unit):
        numbers = _numbers(text, bool(found), bool(currency))
        shares = {each / 100 for each in numbers} if re.search(_PERCENT, text) else set()
        yield from _bounds(amount, numbers | shares)
    if found:
        currencies = _meaning(_CURRENCIES, found["symbol"] or found["currency"])
        if currency and currencies and currency[0] not in currencies:
            yield "unit", f"{amount.unit} is not the unit of {amount.text!r}"
        if currencies or not currency:
            yield from _hedge(compared, fact, amount, found)
    yield from _unquoted_hedge(compared, fact, amount)


def _change(compared: Comparison, fact: Fact, change: Change) -> Iterator[tuple[str, str]]:
    """Yield the fields of a change that its words contradict, with what is wrong."""
    text = plain(change.text)
    found = _read(text, "")
    numbers = _numbers(text, bool(found), is_money=False)
    shares: set[float] = set()
    if re.search(_PERCENT, text, re.IGNORECASE):
        shares = {share for each in numbers for share in (each / 100, each / 100 - 1)}
    elif re.search(_TIMES, text):
        shares = {share for each in filter(None, numbers) for share in (each - 1, 1 - 1 / each)}
        if change.factor is None:  # "2.5 times more" may be 250% more
            shares |= numbers
    if shares and not _ANY_LEVEL.search(text):
        yield from _bounds(change, shares)
        if found:
            rises = bool(found["up"] or found["more"] or found["sign"] == "+")
            falls = bool(found["down"] or found["less"] or found["sign"] == "-")
            said = "up" if rises else "down"
            if rises != falls and change.direction != said:
                yield "direction", f"{change.direction}, but {change.text!r} says {said}"
            yield from _hedge(compared, fact, change, found)
    yield from _unquoted_hedge(compared, fact, change)


def _bounds(value: Amount | Change, named: Collection[float]) -> Iterator[tuple[str, str]]:
    wrong = {
        field: bound
        for field, bound in (("lower", value.lower), ("upper", value.upper))
        if named and bound is not None
        if not any(isclose(abs(bound), abs(each), abs_tol=_ROUNDED) for each in named)
    }
    if wrong:
        values = " and ".join(dict.fromkeys(map(str, wrong.values())))
        yield next(iter(wrong)), f"{values} is not what {value.text!r} says; correct one of them"


def _hedge(
    compared: Comparison, fact: Fact, value: Amount | Change, found: re.Match[str]
) -> Iterator[tuple[str, str]]:
    said = _meaning(_HEDGES, found["hedge"]) | _meaning(_HEDGES_AFTER, found["after"])
    allowed = said or {"exact"}
    if found["second"] and said <= {"about"}:
        allowed = {"range", "about"}
    is_elsewhere = value.hedge and not said and _may_be_hedged(compared, fact, value.text)
    if value.hedge not in allowed and not is_elsewhere:
        message = f"{value.hedge or 'null'}, but {value.text!r} says {_listed(allowed)}"
        yield "hedge", message


def _listed(hedges: Collection[str]) -> str:
    return " or ".join(sorted(hedges))


def _may_be_hedged(compared: Comparison, fact: Fact, text: str) -> bool:
    """Return whether a sentence with a number may hedge it, in words that belong to no number."""
    facts: list[Statement] = [*compared.document.trade, *compared.document.figures]
    values = (value for each in facts for value in (each.amount, each.change) if value)
    longest_first = sorted((plain(value.text) for value in values), key=len, reverse=True)
    quoted = re.compile("|".join(map(re.escape, longest_first)))
    return any(
        _HEDGED.search(quoted.sub("", sentence.text))
        for number in fact.paragraphs
        for sentence in filter(
            Spans(compared.find([text], number)).touch, compared.sentences[number]
        )
    )


def _unquoted_hedge(
    compared: Comparison, fact: Fact, value: Amount | Change
) -> Iterator[tuple[str, str]]:
    """Yield where a hedge stands directly before what is quoted, and is lost."""
    ends = [
        compared.paragraph(number)[max(0, span.start - _LONGEST_UNQUOTED) : span.start]
        for number in fact.paragraphs
        for span in compared.find([value.text], number)
    ]
    hedges = [found[1] or found[2] for found in map(_UNQUOTED.search, ends) if found]
    allowed = set().union(*(_meaning(_HEDGES, hedge) for hedge in hedges))
    if not _BEGINS_WITH_NUMBER.match(plain(value.text)) or len(hedges) < len(ends):
        return
    if value.hedge not in allowed:
        message = f"{hedges[0]!r} stands before {value.text!r}; quote it, and write the hedge"
        yield "text", f"{message} {_listed(allowed)}"
