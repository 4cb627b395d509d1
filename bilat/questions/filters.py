"""The filters: for each its options, its help, what a value may be and its condition in SQL.

A filter is declared here alone. Its condition stands for each table that it can be asked of; the
values are in a parameter of the filter's name, as a JSON array.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from bilat import vocabulary
from bilat.database.cache import Database
from bilat.errors import UsageError
from bilat.questions import names
from bilat.vocabulary import Vocabulary, Word

RECORDS = ("sectors", "companies", "matrix")
"""The listings that speak of cooperation records."""
EVERY = ("regions", "sectors", "trade", "companies", "figures", "documents", "matrix")

Read = Callable[[Database, str], Sequence[Any]]
"""What a person typed → the values of the condition; UsageError where it is none."""


class Filter(NamedTuple):
    """One thing that rows can be chosen by."""

    options: tuple[str, ...]
    metavar: str
    help: str
    listings: tuple[str, ...]
    """The listings that take it."""
    conditions: Mapping[str, str]
    """By table, what holds for a row that is kept."""
    read: Read
    kind: str = ""
    """The kind of thing that it names, for completion."""
    words: Vocabulary = MappingProxyType({})
    """The vocabulary of its values, for completion."""


def _named(kind: str) -> Read:
    return lambda database, text: [names.resolve(database, kind, text)]


def _word(kind: str, words: Vocabulary) -> Read:
    return lambda _, text: names.words(kind, words, text)


def _is(column: str, name: str, *tables: str) -> dict[str, str]:
    """A column holds one of the values."""
    return dict.fromkeys(tables, f"{column} IN (SELECT value FROM json_each(:{name}))")


def _has(column: str, name: str) -> dict[str, str]:
    """A list of a cooperation record holds one of the values."""
    values = f"SELECT value FROM json_each(:{name})"
    return {"sectors": f"sectors.id IN (SELECT id FROM sectors_{column} WHERE value IN ({values}))"}


_YEARS = r"([0-9]{4})|([0-9]{4})? ?[-–] ?([0-9]{4})?"
_SPAN = (
    "EXISTS (SELECT 1 FROM json_each(:year) "
    "WHERE {first} <= json_extract(value, '$[1]') AND {last} >= json_extract(value, '$[0]'))"
)
_MET_IN = "CAST(substr(date, 1, 4) AS INTEGER)"
_MET = _SPAN.format(first=_MET_IN, last=_MET_IN)
_OVERLAPS = _SPAN.format(first="year_from", last="year_to")


def years_of_meetings(database: Database) -> list[int]:
    """The years in which there was a meeting."""
    query = f"SELECT DISTINCT {_MET_IN} AS year FROM documents ORDER BY year"
    return [year for (year,) in database.rows(query)]


def _years(database: Database, text: str) -> list[list[int]]:
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


def _isic(_: Database, text: str) -> list[str]:
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


def _hs(_: Database, text: str) -> list[str]:
    code = text.strip().replace(".", "")
    if not code.isdecimal() or len(code) > 6:
        raise UsageError(f"{text!r} is no code of HS 2022, which has two, four or six digits")
    return [code]


_SPEAKERS = {
    **dict.fromkeys(("head", "governor"), "region_head"),
    **dict.fromkeys(("report", "narrator"), "document"),
}
"""The words of the tables for those who say something, and those of the columns."""
_SAYS: Vocabulary = {
    "president": vocabulary.STATED_BY["president"],
    **{word: vocabulary.STATED_BY[column] for word, column in _SPEAKERS.items()},
    **{column: vocabulary.STATED_BY[column] for column in _SPEAKERS.values()},
}

_SCOPES: Vocabulary = {
    "region": Word("said of the region itself"),
    "wider": Word("said of something wider than the region"),
    "all": Word("whatever it was said of"),
}

FILTERS: dict[str, Filter] = {
    "region": Filter(
        ("--region", "-r"),
        "NAME",
        "A name, a Russian name or an ISO code.",
        EVERY,
        _is("region", "region", "sectors", "trade", "figures", "documents")
        | _is("region.id", "region", "regions"),
        _named("region"),
        "region",
    ),
    "district": Filter(
        ("--district",),
        "NAME",
        "A federal district.",
        EVERY,
        dict.fromkeys(
            ("sectors", "trade", "figures", "documents"),
            "region IN (SELECT id FROM regions WHERE federal_district IN "
            "(SELECT value FROM json_each(:district)))",
        )
        | _is("federal_district", "district", "regions"),
        _named("district"),
        "district",
    ),
    "year": Filter(
        ("--year", "-y"),
        "YEARS",
        "2019, 2019-2024, 2019- or -2020; of the meeting or, of numbers, theirs.",
        EVERY,
        {"sectors": _MET, "documents": _MET, "trade": _OVERLAPS, "figures": _OVERLAPS},
        _years,
        "year",
    ),
    "sector": Filter(
        ("--sector", "-s"),
        "NAME",
        "A parent sector includes its children.",
        RECORDS,
        {
            "sectors": "sector IN (SELECT value FROM json_each(:sector) UNION "
            "SELECT id FROM sector_catalogue_parents "
            "WHERE value IN (SELECT value FROM json_each(:sector)))"
        },
        _named("sector"),
        "sector",
    ),
    "status": Filter(
        ("--status",),
        "WORD",
        f"{', '.join(vocabulary.STATUS)}.",
        RECORDS,
        _is("status", "status", "sectors"),
        _word("status", vocabulary.STATUS),
        words=vocabulary.STATUS,
    ),
    "side": Filter(
        ("--side",),
        "WORD",
        "Whose proposal, plan or interest: belarus, region or both.",
        RECORDS,
        {
            "sectors": "side IN (SELECT value FROM json_each(:side) UNION "
            "SELECT 'both' FROM json_each(:side) WHERE value IN ('belarus', 'region'))"
        },
        _word("side", vocabulary.SIDE),
        words=vocabulary.SIDE,
    ),
    "form": Filter(
        ("--form",),
        "WORD",
        "Such as supply or joint-venture; the shell completes them.",
        RECORDS,
        _has("forms", "form"),
        _word("form", vocabulary.FORM),
        words=vocabulary.FORM,
    ),
    "company": Filter(
        ("--company", "-c"),
        "NAME",
        "A name or another name.",
        RECORDS,
        _has("companies", "company") | _is("company.id", "company", "companies"),
        _named("company"),
        "company",
    ),
    "product": Filter(
        ("--product",),
        "NAME",
        "A product as the record names it.",
        RECORDS,
        _has("products", "product"),
        _named("product"),
        "product",
    ),
    "place": Filter(
        ("--place",), "NAME", "A place.", RECORDS, _has("places", "place"), _named("place"), "place"
    ),
    "project": Filter(
        ("--project",),
        "NAME",
        "A project.",
        RECORDS,
        _has("projects", "project"),
        _named("project"),
        "project",
    ),
    "hs": Filter(
        ("--hs",),
        "CODE",
        "A code of HS 2022 or its beginning.",
        RECORDS,
        {
            "sectors": "sectors.id IN (SELECT sectors_hs.id FROM sectors_hs JOIN json_each(:hs) "
            "AS begun ON sectors_hs.value GLOB begun.value || '*')"
        },
        _hs,
    ),
    "isic": Filter(
        ("--isic",),
        "CODE",
        "A code of ISIC Rev.4 or its beginning.",
        RECORDS,
        {
            "sectors": "sector IN (SELECT known.id FROM sector_catalogue AS known "
            "JOIN json_each(:isic) AS begun ON known.isic GLOB begun.value || '*')"
        },
        _isic,
    ),
    "said_by": Filter(
        ("--said-by",),
        "WHO",
        "president, head or report.",
        (*RECORDS, "trade", "figures"),
        _is("stated_by", "said_by", "sectors", "trade", "figures"),
        lambda _, text: [_SPEAKERS.get(word, word) for word in names.words("speaker", _SAYS, text)],
        words={word: _SAYS[word] for word in ("president", "head", "report")},
    ),
    "document": Filter(
        ("--document",),
        "ID",
        "The id of a document.",
        (*RECORDS, "trade", "figures"),
        _is("document", "document", "sectors", "trade", "figures"),
        _named("document"),
        "document",
    ),
    "scope": Filter(
        ("--scope",),
        "WORD",
        "region (the default), wider or all.",
        (*RECORDS, "regions"),
        {
            "sectors": "EXISTS (SELECT 1 FROM json_each(:scope) "
            "WHERE value = iif(scope IS NULL, 'region', 'wider') OR value = 'all')"
        },
        _word("scope", _SCOPES),
        words=_SCOPES,
    ),
    "having": Filter(
        ("--having",),
        "WORDS",
        "Statuses that all stand in one sector of a region: existing,proposed.",
        ("matrix",),
        {
            "sectors": "NOT EXISTS (SELECT 1 FROM json_each(:having) AS wanted WHERE NOT EXISTS "
            "(SELECT 1 FROM sectors AS other WHERE other.region = sectors.region "
            "AND other.sector = sectors.sector "
            "AND (other.scope IS NULL) = (sectors.scope IS NULL) AND other.status = wanted.value))"
        },
        _word("status", vocabulary.STATUS),
        words=vocabulary.STATUS,
    ),
    "basis": Filter(
        ("--basis",),
        "WORD",
        "stated or derived.",
        ("trade",),
        _is("basis", "basis", "trade"),
        _word("basis", vocabulary.TRADE_BASIS),
        words=vocabulary.TRADE_BASIS,
    ),
    "kind": Filter(
        ("--kind",),
        "WORD",
        "actual or target.",
        ("trade",),
        _is("kind", "kind", "trade"),
        _word("kind", vocabulary.TRADE_KIND),
        words=vocabulary.TRADE_KIND,
    ),
}
