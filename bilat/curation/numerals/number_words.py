"""The words that numbers are written with."""

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()

UNITS = {word: value for value, word in enumerate(_UNITS)}
TENS = {word: 20 + 10 * index for index, word in enumerate(_TENS)}

SCALE = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
SCALES = {
    **SCALE,
    **{f"{word}s": value for word, value in SCALE.items()},
    **dict.fromkeys(("ths", "thsd"), 10**3),
    **dict.fromkeys(("mn", "mln", "mlns", "mio"), 10**6),
    **dict.fromkeys(("bn", "bln", "blns"), 10**9),
    **dict.fromkeys(("trn", "trln"), 10**12),
}
CURRENCY_SCALES = {"k": 10**3, "m": 10**6, "b": 10**9, "tn": 10**12}
"""Scales only beside a currency: without one, "5 m" may be metres."""
VAGUE = {"tens", *(f"{word}s" for word in SCALE)}
"""Plurals that name no number by themselves."""
SEVERAL = {"several", "few", "many", "couple"}

_ORDINALS = (
    "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
ORDINALS = {
    **{word: 2 + index for index, word in enumerate(_ORDINALS)},
    **{f"{word[:-1]}ieth": value for word, value in TENS.items()},
    **{f"{word}th": value for word, value in SCALE.items() if word != "dozen"},
}
ORDINALS |= {f"{word}s": value for word, value in ORDINALS.items()}
UNIT_ORDINALS = {"first": 1, **{word: 2 + index for index, word in enumerate(_ORDINALS[:8])}}
PARTS = {
    "half": 2,
    "quarter": 4,
    **{word: value for word, value in ORDINALS.items() if word[-1] != "s" and value > 2},
}
"""What a whole is divided by: a half, one third."""
PLURAL_PARTS = {f"{word}s": value for word, value in PARTS.items() if word != "half"}
PERIODS = {"first", "last", "latter", "this", "next", "previous", "every", "each", *_ORDINALS[:3]}
"""Before "half" and "quarter", these make a time of the year of them."""

MULTIPLES = {
    "twice": 2,
    "thrice": 3,
    "hundredfold": 100,
    **{f"doubl{end}": 2 for end in ("e", "es", "ed", "ing")},
    **{f"{stem}l{end}": 3 for stem in ("trip", "treb") for end in ("e", "es", "ed", "ing")},
    **{f"quadrupl{end}": 4 for end in ("e", "es", "ed", "ing")},
    **{f"{word}fold": value for word, value in UNITS.items() if value > 1},
}
HALVED = {"halve", "halves", "halved", "halving"}
NO_MULTIPLE = {"down", "check", "standard", "standards", "edged", "decker", "deckers"}
"""What follows the "double" that counts nothing."""

MONTHS = (
    "january february march april may june july august september october november december"
).split()
BEFORE_YEAR = {
    *MONTHS,
    *("in", "since", "during", "until", "till", "year", "years", "early", "mid", "late"),
    *("spring", "summer", "autumn", "winter", "before", "after"),
}
"""After such a word four bare digits are a year, whatever follows."""
COUNTED = {*("people", "men", "women", "children", "cattle", "km", "kg", "ha", "kw", "mw")}
"""What is counted and has no plural in -s."""
NOT_COUNTED = {
    *("was", "has", "is", "this", "as", "its", "his", "thus", "plus", "less", "across", "besides"),
    *("always", "perhaps", "versus", "towards", "afterwards", "years", "sees", "brings", "shows"),
    *("marks", "remains", "begins", "starts", "ends", "becomes", "promises", "continues", "comes"),
    *("goes", "makes", "gives", "does", "says"),
}
"""Words in -s that are no plural of what is counted."""
