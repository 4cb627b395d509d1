"""The filters: options, help, the values that each accepts, and its condition in SQL.

A filter is declared only here. Its condition is given for each table that it applies to; the values
are in a parameter with the name of the filter, as a JSON array.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from bilat import vocabulary
from bilat.queries import values
from bilat.vocabulary import Vocabulary

RECORDS = ("sectors", "companies", "matrix")
FACTS = (*RECORDS, "trade", "figures")
EVERY = ("regions", *FACTS, "documents")


class Filter(NamedTuple):
    """A filter of the listings."""

    options: tuple[str, ...]
    metavar: str
    help: str
    listings: tuple[str, ...]
    """The listings that take it."""
    conditions: Mapping[str, str]
    """By table, the condition that a row must meet."""
    read: values.Read = values.anything
    """What a person typed → the values of the condition; UsageError if it is not a value."""
    kind: str = ""
    """The kind of thing that it names, for completion."""
    words: Vocabulary = MappingProxyType({})
    """The words that it accepts, for completion."""
    flag: bool = False
    """Whether it is an option without a value."""


def _is(column: str, name: str, *tables: str) -> dict[str, str]:
    """Conditions that a column holds one of the values."""
    return dict.fromkeys(tables, f"{column} IN (SELECT value FROM json_each(:{name}))")


def _has(column: str, name: str) -> dict[str, str]:
    """The condition that a list of a cooperation record holds one of the values."""
    wanted = f"SELECT value FROM json_each(:{name})"
    return {"sectors": f"sectors.id IN (SELECT id FROM sectors_{column} WHERE value IN ({wanted}))"}


def _begins(column: str, side_table: str, name: str) -> dict[str, str]:
    """The condition that a code of a cooperation record begins with one of the values."""
    return {
        "sectors": f"{column} IN (SELECT code.id FROM {side_table} AS code "
        f"JOIN json_each(:{name}) AS prefix ON code.value GLOB prefix.value || '*')"
    }


_OVERLAPS = (
    "EXISTS (SELECT 1 FROM json_each(:year) "
    "WHERE year_from <= json_extract(value, '$[1]') AND year_to >= json_extract(value, '$[0]'))"
)
# The meetings come first: they are few, and indexes lead from a meeting to its records.
_MET = (
    "{} IN (SELECT met.id FROM json_each(:year) AS span CROSS JOIN documents AS met WHERE "
    "met.date BETWEEN printf('%04d', json_extract(span.value, '$[0]')) "
    "AND printf('%04d-12-31', json_extract(span.value, '$[1]')))"
)


FILTERS: dict[str, Filter] = {
    "region": Filter(
        ("--region", "-r"),
        "NAME",
        "Filter by region: English or Russian name, alias or ISO code.",
        EVERY,
        _is("region", "region", "sectors", "trade", "figures", "documents")
        | _is("region.id", "region", "regions"),
        values.named("region"),
        "region",
    ),
    "district": Filter(
        ("--district",),
        "NAME",
        "Filter by federal district, such as Volga or Far Eastern.",
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
        "Filter by year of the meeting or figure: 2019, 2019-2024, 2019-.",
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
        "Filter by sector; a parent includes its children.",
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
        f"Filter by status: {', '.join(vocabulary.STATUS)}.",
        RECORDS,
        _is("status", "status", "sectors"),
        values.word("status", vocabulary.STATUS),
        words=vocabulary.STATUS,
    ),
    "side": Filter(
        ("--side",),
        "WORD",
        "Filter by the side that proposes or plans: belarus, region, both.",
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
        "Filter by form, such as supply, assembly or joint-venture.",
        RECORDS,
        _has("forms", "form"),
        values.word("form", vocabulary.FORM),
        words=vocabulary.FORM,
    ),
    "company": Filter(
        ("--company", "-c"),
        "NAME",
        "Filter by company: name or alias.",
        RECORDS,
        _has("companies", "company") | _is("company.id", "company", "companies"),
        values.named("company"),
        "company",
    ),
    "product": Filter(
        ("--product",),
        "NAME",
        "Filter by product, as the record names it.",
        RECORDS,
        _has("products", "product"),
        values.named("product"),
        "product",
    ),
    "place": Filter(
        ("--place",),
        "NAME",
        "Filter by place, as the record names it.",
        RECORDS,
        _has("places", "place"),
        values.named("place"),
        "place",
    ),
    "project": Filter(
        ("--project",),
        "NAME",
        "Filter by project, as the record names it.",
        RECORDS,
        _has("projects", "project"),
        values.named("project"),
        "project",
    ),
    "hs": Filter(
        ("--hs",),
        "CODE",
        "Filter by HS 2022 code or prefix.",
        RECORDS,
        _begins("sectors.id", "sectors_hs", "hs"),
        values.hs,
    ),
    "isic": Filter(
        ("--isic",),
        "CODE",
        "Filter by ISIC Rev.4 code or prefix; a section is a letter.",
        RECORDS,
        _begins("sector", "sector_catalogue_isic", "isic"),
        values.isic,
    ),
    "conditional": Filter(
        ("--conditional",),
        "",
        "Only what is offered on a condition.",
        RECORDS,
        {"sectors": "condition IS NOT NULL"},
        flag=True,
    ),
    "direction": Filter(
        ("--direction",),
        "WORD",
        "Filter by direction of the change: up or down.",
        ("trade", "figures"),
        _is("direction", "direction", "trade", "figures"),
        values.word("direction", vocabulary.DIRECTION),
        words=vocabulary.DIRECTION,
    ),
    "flow": Filter(
        ("--flow",),
        "WORD",
        f"Filter by flow: {', '.join(vocabulary.FLOW)}.",
        ("trade",),
        _is("flow", "flow", "trade"),
        values.word("flow", vocabulary.FLOW),
        words=vocabulary.FLOW,
    ),
    "basis": Filter(
        ("--basis",),
        "WORD",
        "Filter by basis: stated or derived.",
        ("trade",),
        _is("basis", "basis", "trade"),
        values.word("basis", vocabulary.TRADE_BASIS),
        words=vocabulary.TRADE_BASIS,
    ),
    "kind": Filter(
        ("--kind",),
        "WORD",
        "Filter by kind: actual or target.",
        ("trade",),
        _is("kind", "kind", "trade"),
        values.word("kind", vocabulary.TRADE_KIND),
        words=vocabulary.TRADE_KIND,
    ),
    "said_by": Filter(
        ("--said-by",),
        "NAME",
        "Filter by speaker: a (sur)name, or president, head, report.",
        FACTS,
        dict.fromkeys(
            ("sectors", "trade", "figures"),
            "stated_by IN (SELECT value FROM json_each(:said_by)) OR speaker IN "
            "(SELECT name FROM participants WHERE person IN "
            "(SELECT value FROM json_each(:said_by)))",
        ),
        values.speaker,
        "person",
        values.SPEAKERS,
    ),
    "document": Filter(
        ("--document",),
        "ID",
        "Filter by id of a document.",
        FACTS,
        _is("document", "document", "sectors", "trade", "figures"),
        values.named("document"),
        "document",
    ),
    "scope": Filter(
        ("--scope",),
        "WORD",
        "Filter by scope: all (default), region, wider.",
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
        "Only sectors and regions with all these statuses together.",
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
}
