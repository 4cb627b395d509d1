"""The filters: for each its options, its help, what a value may be and its condition in SQL.

A filter is declared here alone. Its condition stands for each table that it can be asked of; the
values are in a parameter of the filter's name, as a JSON array.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from bilat import vocabulary
from bilat.queries import values
from bilat.vocabulary import Vocabulary

RECORDS = ("sectors", "companies", "matrix")
"""The listings that speak of cooperation records."""
EVERY = ("regions", "sectors", "trade", "companies", "figures", "documents", "matrix")


class Filter(NamedTuple):
    """One thing that rows can be chosen by."""

    options: tuple[str, ...]
    metavar: str
    help: str
    listings: tuple[str, ...]
    """The listings that take it."""
    conditions: Mapping[str, str]
    """By table, what holds for a row that is kept."""
    read: values.Read
    kind: str = ""
    """The kind of thing that it names, for completion."""
    words: Vocabulary = MappingProxyType({})
    """The vocabulary of its values, for completion."""


def _is(column: str, name: str, *tables: str) -> dict[str, str]:
    """A column holds one of the values."""
    return dict.fromkeys(tables, f"{column} IN (SELECT value FROM json_each(:{name}))")


def _has(column: str, name: str) -> dict[str, str]:
    """A list of a cooperation record holds one of the values."""
    wanted = f"SELECT value FROM json_each(:{name})"
    return {"sectors": f"sectors.id IN (SELECT id FROM sectors_{column} WHERE value IN ({wanted}))"}


_OVERLAPS = (
    "EXISTS (SELECT 1 FROM json_each(:year) "
    "WHERE year_from <= json_extract(value, '$[1]') AND year_to >= json_extract(value, '$[0]'))"
)
# Meetings first, by their days: they are fewer, and indexes lead from a day to its records.
_MET = (
    "{} IN (SELECT met.id FROM json_each(:year) AS span CROSS JOIN documents AS met WHERE "
    "met.date BETWEEN printf('%04d', json_extract(span.value, '$[0]')) "
    "AND printf('%04d-12-31', json_extract(span.value, '$[1]')))"
)


FILTERS: dict[str, Filter] = {
    "region": Filter(
        ("--region", "-r"),
        "NAME",
        "A name, a Russian name or an ISO code.",
        EVERY,
        _is("region", "region", "sectors", "trade", "figures", "documents")
        | _is("region.id", "region", "regions"),
        values.named("region"),
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
        values.named("district"),
        "district",
    ),
    "year": Filter(
        ("--year", "-y"),
        "YEARS",
        "2019, 2019-2024, 2019- or -2020; of the meeting or, of numbers, theirs.",
        EVERY,
        {
            "sectors": _MET.format("document"),
            "documents": _MET.format("id"),
            **dict.fromkeys(("trade", "figures"), _OVERLAPS),
        },
        values.years,
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
        values.named("sector"),
        "sector",
    ),
    "status": Filter(
        ("--status",),
        "WORD",
        f"{', '.join(vocabulary.STATUS)}.",
        RECORDS,
        _is("status", "status", "sectors"),
        values.word("status", vocabulary.STATUS),
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
        values.word("side", vocabulary.SIDE),
        words=vocabulary.SIDE,
    ),
    "form": Filter(
        ("--form",),
        "WORD",
        "Such as supply or joint-venture; the shell completes them.",
        RECORDS,
        _has("forms", "form"),
        values.word("form", vocabulary.FORM),
        words=vocabulary.FORM,
    ),
    "company": Filter(
        ("--company", "-c"),
        "NAME",
        "A name or another name.",
        RECORDS,
        _has("companies", "company") | _is("company.id", "company", "companies"),
        values.named("company"),
        "company",
    ),
    "product": Filter(
        ("--product",),
        "NAME",
        "A product as the record names it.",
        RECORDS,
        _has("products", "product"),
        values.named("product"),
        "product",
    ),
    "place": Filter(
        ("--place",),
        "NAME",
        "A place.",
        RECORDS,
        _has("places", "place"),
        values.named("place"),
        "place",
    ),
    "project": Filter(
        ("--project",),
        "NAME",
        "A project.",
        RECORDS,
        _has("projects", "project"),
        values.named("project"),
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
        values.hs,
    ),
    "isic": Filter(
        ("--isic",),
        "CODE",
        "A code of ISIC Rev.4 or its beginning.",
        RECORDS,
        {
            "sectors": "sector IN (SELECT known.id FROM sector_catalogue_isic AS known "
            "JOIN json_each(:isic) AS begun ON known.value GLOB begun.value || '*')"
        },
        values.isic,
    ),
    "said_by": Filter(
        ("--said-by",),
        "WHO",
        "president, head or report.",
        (*RECORDS, "trade", "figures"),
        _is("stated_by", "said_by", "sectors", "trade", "figures"),
        values.speaker,
        words={word: values.SAYS[word] for word in ("president", "head", "report")},
    ),
    "document": Filter(
        ("--document",),
        "ID",
        "The id of a document.",
        (*RECORDS, "trade", "figures"),
        _is("document", "document", "sectors", "trade", "figures"),
        values.named("document"),
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
        values.word("scope", values.SCOPES),
        words=values.SCOPES,
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
        values.word("status", vocabulary.STATUS),
        words=vocabulary.STATUS,
    ),
    "basis": Filter(
        ("--basis",),
        "WORD",
        "stated or derived.",
        ("trade",),
        _is("basis", "basis", "trade"),
        values.word("basis", vocabulary.TRADE_BASIS),
        words=vocabulary.TRADE_BASIS,
    ),
    "kind": Filter(
        ("--kind",),
        "WORD",
        "actual or target.",
        ("trade",),
        _is("kind", "kind", "trade"),
        values.word("kind", vocabulary.TRADE_KIND),
        words=vocabulary.TRADE_KIND,
    ),
}
