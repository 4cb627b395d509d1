"""What a person typed as the value of a filter → the values of its condition."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from bilat import vocabulary
from bilat.database.store import Database
from bilat.errors import UsageError
from bilat.queries import names
from bilat.vocabulary import Vocabulary, Word

Read = Callable[[Database, str], Sequence[Any]]
"""What a person typed → the values; UsageError where it is none."""


def named(kind: str) -> Read:
    if kind in ("product", "place", "project"):  # whose spellings may differ
        return lambda database, text: names.resolve_all(database, kind, text)
    return lambda database, text: [names.resolve(database, kind, text)]


def word(kind: str, words: Vocabulary) -> Read:
    return lambda _, text: names.words(kind, words, text)


_YEARS = r"([0-9]{4})|([0-9]{4})? ?[-–] ?([0-9]{4})?"


def years_of_meetings(database: Database) -> list[int]:
    """The years in which there was a meeting."""
    query = "SELECT DISTINCT CAST(substr(date, 1, 4) AS INTEGER) FROM documents ORDER BY 1"
    return [year for (year,) in database.rows(query)]


def years(database: Database, text: str) -> list[list[int]]:
    """The first and last year of 2019, 2019-2024, 2019- or -2020."""
    found = re.fullmatch(_YEARS, text.strip())
    if found is None or not any(found.groups()):
        met = ", ".join(map(str, years_of_meetings(database)))
        raise UsageError(
            f"{text!r} is no year: a year has four digits, a span is 2019-2024, 2019- or -2020.\n"
            f"Years with meetings: {met}"
        )
    first, last = int(found[1] or found[2] or 0), int(found[1] or found[3] or 9999)
    if first > last:
        raise UsageError(f"{text!r} ends before it begins")
    return [[first, last]]


_SECTIONS = {
    "A": (1, 3),
    "B": (5, 9),
    "C": (10, 33),
    "D": (35, 35),
    "E": (36, 39),
    "F": (41, 43),
    "G": (45, 47),
    "H": (49, 53),
    "I": (55, 56),
    "J": (58, 63),
    "K": (64, 66),
    "L": (68, 68),
    "M": (69, 75),
    "N": (77, 82),
    "O": (84, 84),
    "P": (85, 85),
    "Q": (86, 88),
    "R": (90, 93),
    "S": (94, 96),
    "T": (97, 98),
    "U": (99, 99),
}
"""The first and last division of each section of ISIC Rev.4."""


def isic(_: Database, text: str) -> list[str]:
    """The beginnings of the codes in an ISIC code: of a section, itself and its divisions."""
    code = text.strip().upper()
    if code in _SECTIONS:
        first, last = _SECTIONS[code]
        return [code, *(f"{division:02}" for division in range(first, last + 1))]
    if not code.isdecimal() or len(code) > 4:
        raise UsageError(
            f"{text!r} is no code of ISIC Rev.4: a section is a letter from A to U, "
            "everything below it two to four digits"
        )
    return [code]


def hs(_: Database, text: str) -> list[str]:
    code = text.strip().replace(".", "")
    if not code.isdecimal() or len(code) > 6:
        raise UsageError(f"{text!r} is no code of HS 2022, which has two, four or six digits")
    return [code]


_SPEAKERS = {
    **dict.fromkeys(("head", "governor"), "region_head"),
    **dict.fromkeys(("report", "narrator"), "document"),
}
"""The words of the tables for those who say something, and those of the columns."""
SAYS: Vocabulary = {
    "president": vocabulary.STATED_BY["president"],
    **{word: vocabulary.STATED_BY[column] for word, column in _SPEAKERS.items()},
    **{column: vocabulary.STATED_BY[column] for column in _SPEAKERS.values()},
}


def speaker(_: Database, text: str) -> list[str]:
    """Who says something, as the columns call them."""
    return [_SPEAKERS.get(word, word) for word in names.words("speaker", SAYS, text)]


def speaker_word(column: str) -> str:
    """The word of the filter for who says something, by that of the columns."""
    return next((word for word, each in _SPEAKERS.items() if each == column), column)


SCOPES: Vocabulary = {
    "region": Word("said of the region itself"),
    "wider": Word("said of something wider than the region"),
    "all": Word("whatever it was said of"),
}
