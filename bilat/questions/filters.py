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
from bilat.vocabulary import Vocabulary

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


def _word(kind: str, words: Vocabulary, same: Mapping[str, str] = {}) -> Read:
    return lambda _, text: names.words(kind, words, text, same)


def _is(column: str, name: str, *tables: str) -> dict[str, str]:
    """A column holds one of the values."""
    return dict.fromkeys(tables, f"{column} IN (SELECT value FROM json_each(:{name}))")


def _has(column: str, name: str) -> dict[str, str]:
    """A list of a cooperation record holds one of the values."""
    values = f"SELECT value FROM json_each(:{name})"
    return {"sectors": f"sectors.id IN (SELECT id FROM sectors_{column} WHERE value IN ({values}))"}


_YEARS = re.compile(r"(\d{4})?\s*([-–]?)\s*(\d{4})?")
_SPAN = (
    "EXISTS (SELECT 1 FROM json_each(:year) "
    "WHERE {first} <= json_extract(value, '$[1]') AND {last} >= json_extract(value, '$[0]'))"
)
_MET_IN = "CAST(substr(date, 1, 4) AS INTEGER)"
_MET = _SPAN.format(first=_MET_IN, last=_MET_IN)
_OVERLAPS = _SPAN.format(first="year_from", last="year_to")


def years_of_meetings(database: Database) -> list[int]:
    """The years in which there was a meeting."""
    return [
        year for (year,) in database.rows(f"SELECT DISTINCT {_MET_IN} FROM documents ORDER BY 1")
    ]


def _years(database: Database, text: str) -> list[list[int]]:
    """The first and last year of 2019, 2019-2024, 2019- or -2020."""
    found = _YEARS.fullmatch(text.strip())
    if found is None or not (found[1] or found[3]):
        met = [
            year for (year,) in database.rows("SELECT DISTINCT substr(date, 1, 4) FROM documents")
        ]
        raise UsageError(
            f"{text!r} is no year: a year has four digits, a span is 2019-2024, 2019- or -2020.\n"
            f"Years with meetings: {', '.join(met)}"
        )
    first, last = int(found[1] or 0), int(found[3] or (9999 if found[2] else found[1]))
    if first > last:
        raise UsageError(f"{text!r} ends before it begins")
    return [[first, last]]


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
        "2019, 2019-2024, 2019- or -2020; of trade and figures the period, else the meeting.",
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
            "sectors": "sector IN (SELECT known.id FROM sector_catalogue AS known, "
            "json_each(:sector) WHERE value IN (known.id, known.parent))"
        },
        _named("sector"),
        "sector",
    ),
    "status": Filter(
        ("--status",),
        "WORD",
        f"{', '.join(vocabulary.STATUS)}; several with commas.",
        RECORDS,
        _is("status", "status", "sectors"),
        _word("status", vocabulary.STATUS),
        words=vocabulary.STATUS,
    ),
    "form": Filter(
        ("--form",),
        "WORD",
        f"{', '.join(vocabulary.FORM)}.",
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
    "proposed_by": Filter(
        ("--proposed-by",),
        "SIDE",
        "belarus or region.",
        RECORDS,
        _is("proposed_by", "proposed_by", "sectors"),
        _word("side", vocabulary.SIDE),
        words=vocabulary.SIDE,
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
