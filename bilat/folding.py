"""Text as it is compared: names, and the words of a search."""

import re
from collections.abc import Iterable
from functools import lru_cache

_BETWEEN_WORDS = re.compile(r"[\W_]+")
_PLURALS = re.compile(r"(bus|gas)(?:s?es)\b")
# Cyrillic and Greek letters, and the Latin ones that nobody can tell from them.
_LOOK_ALIKES = str.maketrans(
    "АВЕКМНОРСТУХЅІЈаекорсухѕіјΑΒΕΖΗΙΚΜΝΟΡΤΥΧνορ", "ABEKMHOPCTYXSIJaekopcyxsijABEZHIKMNOPTYXvop"
)


@lru_cache(maxsize=16_384)  # the names of a record are those of many
def fold(text: str) -> str:
    """Text without case, accents and punctuation, one space between words."""
    if text.isascii():
        folded = text.lower()
    else:  # some letters have a case only once they are decomposed, some only after
        import unicodedata

        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        folded = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _BETWEEN_WORDS.sub(" ", folded).strip()


def look(text: str) -> str:
    """What a text looks like: folded, look-alike letters of other scripts as Latin ones."""
    return fold(text.translate(_LOOK_ALIKES))


def singular(folded: str) -> str:
    """Folded text with the plurals made singular that the porter stemmer does not join."""
    return _PLURALS.sub(r"\1", folded) if "ses" in folded else folded


def nearest(text: str, names: Iterable[tuple[str, str]]) -> list[str]:
    """The ids, at most three, whose names look most like a text; the likeliest first.

    `names` are pairs of a folded name and the id that it leads to.
    """
    from difflib import get_close_matches  # only where something is wrong

    ids = dict(names)
    close = get_close_matches(fold(text), ids, n=6, cutoff=0.65)
    return list(dict.fromkeys(ids[name] for name in close))[:3]
