"""What a person typed as the value of a filter → the values of its condition."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from bilat.database.store import Database
from bilat.errors import UsageError
from bilat.queries import names
from bilat.vocabulary import STATED_BY, Vocabulary, Word

Read = Callable[[Database, str], Sequence[Any]]


def anything(_: Database, text: str) -> list[str]:
    """Return the text itself."""
    return [text]


def named(kind: str) -> Read:
    """Return what resolves names of a kind, or a comma-separated list of them."""
    return lambda database, text: names.resolve(database, kind, text)


def word(kind: str, vocabulary: Vocabulary) -> Read:
    """Return what reads a word of a vocabulary, or a comma-separated list of them."""
    return lambda _, text: [names.word(kind, vocabulary, part) for part in text.split(",")]


def years_of_meetings(database: Database) -> list[int]:
    """Return the years in which there was a meeting."""
    query = "SELECT DISTINCT CAST(substr(date, 1, 4) AS INTEGER) FROM documents ORDER BY 1"
    return [year for (year,) in database.rows(query)]


_FIRST_YEAR, _LAST_YEAR = 0, 9999
_YEARS = r"([0-9]{4})|([0-9]{4})? ?[-–] ?([0-9]{4})?"


def years(database: Database, text: str) -> list[list[int]]:
    """Return the first and last year of 2019, 2019-2024, 2019- or -2020, or of a list of them."""
    return [_span(database, part.strip()) for part in text.split(",")]


def _span(database: Database, text: str) -> list[int]:
    found = re.fullmatch(_YEARS, text)
    if found is None or not any(found.groups()):
        meetings = ", ".join(map(str, years_of_meetings(database)))
        raise UsageError(
            f"{text!r} is not a year; use 2019, 2019-2024, 2019- or -2020"
            f"\nYears with meetings: {meetings}"
        )
    first, last = int(found[1] or found[2] or _FIRST_YEAR), int(found[1] or found[3] or _LAST_YEAR)
    if first > last:
        raise UsageError(f"{text!r} ends before it begins")
    return [first, last]


# The first and last division of each section of ISIC Rev.4.
_SECTIONS = {
    code[0]: range(int(code[1:3]), int(code[4:]) + 1)
    for code in (
        "A01-03 B05-09 C10-33 D35-35 E36-39 F41-43 G45-47 H49-53 I55-56 J58-63 K64-66 "
        "L68-68 M69-75 N77-82 O84-84 P85-85 Q86-88 R90-93 S94-96 T97-98 U99-99"
    ).split()
}


def isic(_: Database, text: str) -> list[str]:
    """Return the prefixes of the codes in ISIC codes: of a section, itself and its divisions."""
    prefixes: list[str] = []
    for part in text.split(","):
        code = part.strip().upper()
        if code not in _SECTIONS and not _is_code(code, 4):
            raise UsageError(
                f"{part!r} is not an ISIC Rev.4 code; use a letter from A to U or 1 to 4 digits"
            )
        prefixes += [code, *(f"{division:02}" for division in _SECTIONS.get(code, ()))]
    return prefixes


def hs(_: Database, text: str) -> list[str]:
    """Return the HS codes or prefixes in a text, without points."""
    codes = [part.strip().replace(".", "") for part in text.split(",")]
    for part, code in zip(text.split(","), codes, strict=True):
        if not _is_code(code, 6):
            raise UsageError(f"{part!r} is not an HS 2022 code; use 1 to 6 digits")
    return codes


def _is_code(text: str, digits: int) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= digits


SPEAKERS: Vocabulary = {
    "president": STATED_BY["president"],
    "head": STATED_BY["region_head"],
    "report": STATED_BY["document"],
}
_STATED_BY = {
    "president": "president",
    **dict.fromkeys(("head", "governor", "region_head"), "region_head"),
    **dict.fromkeys(("report", "narrator", "document"), "document"),
}


def speaker(database: Database, text: str) -> list[str]:
    """Return the roles, as `stated_by` has them, and the persons in a list of speakers."""
    found: list[str] = []
    for part in text.split(","):
        role = _STATED_BY.get(part.strip().lower().replace("-", "_"))
        found += [role] if role else names.resolve(database, "person", part, SPEAKERS)
    return found


SCOPES: Vocabulary = {
    "all": Word("whatever it was said of"),
    "region": Word("said of the region itself"),
    "wider": Word("said of a wider area"),
}
