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
    listings: tuple[str, ...]  # the listings that take it
    conditions: Mapping[str, str]  # by table, the condition that a row must meet
    read: values.Read
    """What a person typed → the values of the condition; UsageError if it is not a value."""
    kind: str = ""  # the kind of thing that it names, for completion
    words: Vocabulary = MappingProxyType({})  # the words that it accepts, for completion
    flag: bool = False  # whether it is an option without a value


_VALUES = "(SELECT value FROM json_each(:{}))"


def _is(name: str, *tables: str, column: str = "") -> dict[str, str]:
    """Conditions that a column, by default that of the filter's name, holds one of the values."""
    return dict.fromkeys(tables, f"{column or name} IN {_VALUES.format(name)}")


def _word(
    name: str, help_: str, words: Vocabulary, listings: tuple[str, ...], *tables: str
) -> Filter:
    """A filter by a column that holds a word of a vocabulary."""
    conditions, read = _is(name, *tables), values.word(name, words)
    return Filter((f"--{name}",), "WORD", help_, listings, conditions, read, words=words)


def _item(kind: str, help_: str, column: str, *options: str) -> Filter:
    """A filter by a list of the cooperation records that holds things of a kind."""
    condition = f"sectors.id IN (SELECT id FROM sectors_{column} WHERE value IN {_VALUES})"
    conditions = {"sectors": condition.format(kind)}
    if kind == "company":
        conditions |= _is("company", "companies", column="company.id")
    read = values.named(kind)
    return Filter((f"--{kind}", *options), "NAME", help_, RECORDS, conditions, read, kind)


def _code(name: str, help_: str, condition: str, read: values.Read) -> Filter:
    """A filter by codes that begin with one of the values."""
    begins = f"JOIN json_each(:{name}) AS prefix ON code.value GLOB prefix.value || '*'"
    conditions = {"sectors": condition.format(begins)}
    return Filter((f"--{name}",), "CODE", help_, RECORDS, conditions, read)


# The meetings come first: they are few, and indexes lead from a meeting to its records.
_MEETING_IN_YEARS = (
    "{} IN (SELECT meeting.id FROM json_each(:year) AS span CROSS JOIN documents AS meeting "
    "WHERE meeting.date BETWEEN printf('%04d', json_extract(span.value, '$[0]')) "
    "AND printf('%04d-12-31', json_extract(span.value, '$[1]')))"
)
_PERIOD_IN_YEARS = (
    "EXISTS (SELECT 1 FROM json_each(:year) "
    "WHERE year_from <= json_extract(value, '$[1]') AND year_to >= json_extract(value, '$[0]'))"
)
_IN_DISTRICT = f"region IN (SELECT id FROM regions WHERE federal_district IN {_VALUES})"

FILTERS: dict[str, Filter] = {
    "region": Filter(
        ("--region", "-r"),
        "NAME",
        "Filter by region: English or Russian name, alias or ISO code.",
        EVERY,
        _is("region", "sectors", "trade", "figures", "documents")
        | _is("region", "regions", column="region.id"),
        values.named("region"),
        "region",
    ),
    "district": Filter(
        ("--district",),
        "NAME",
        "Filter by federal district, such as Volga or Far Eastern.",
        EVERY,
        dict.fromkeys(("sectors", "trade", "figures", "documents"), _IN_DISTRICT.format("district"))
        | _is("district", "regions", column="federal_district"),
        values.named("district"),
        "district",
    ),
    "year": Filter(
        ("--year", "-y"),
        "YEARS",
        "Filter by year of the meeting or figure: 2019, 2019-2024, 2019-.",
        EVERY,
        {
            "sectors": _MEETING_IN_YEARS.format("document"),
            "documents": _MEETING_IN_YEARS.format("id"),
            **dict.fromkeys(("trade", "figures"), _PERIOD_IN_YEARS),
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
            "sectors": "sector IN (SELECT value FROM json_each(:sector) UNION SELECT id "
            f"FROM sector_catalogue_parents WHERE value IN {_VALUES.format('sector')})"
        },
        values.named("sector"),
        "sector",
    ),
    "status": _word(
        "status",
        f"Filter by status: {', '.join(vocabulary.STATUS)}.",
        vocabulary.STATUS,
        RECORDS,
        "sectors",
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
    "form": _item(
        "form", "Filter by form, such as supply, assembly or joint-venture.", "forms"
    )._replace(metavar="WORD", read=values.word("form", vocabulary.FORM), words=vocabulary.FORM),
    "company": _item("company", "Filter by company: name or alias.", "companies", "-c"),
    "product": _item("product", "Filter by product, as the record names it.", "products"),
    "place": _item("place", "Filter by place, as the record names it.", "places"),
    "project": _item("project", "Filter by project, as the record names it.", "projects"),
    "hs": _code(
        "hs",
        "Filter by HS 2022 code or prefix.",
        "sectors.id IN (SELECT code.id FROM sectors_hs AS code {})",
        values.hs,
    ),
    "isic": _code(
        "isic",
        "Filter by ISIC Rev.4 code or prefix; a section is a letter.",
        "sector IN (SELECT code.id FROM sector_catalogue_isic AS code {})",
        values.isic,
    ),
    "conditional": Filter(
        ("--conditional",),
        "",
        "Show only what is offered on a condition.",
        RECORDS,
        {"sectors": "condition IS NOT NULL"},
        values.anything,
        flag=True,
    ),
    "direction": _word(
        "direction",
        "Filter by direction of the change: up or down.",
        vocabulary.DIRECTION,
        ("trade", "figures"),
        *("trade", "figures"),
    ),
    "flow": _word(
        "flow",
        f"Filter by flow: {', '.join(vocabulary.FLOW)}.",
        vocabulary.FLOW,
        ("trade",),
        "trade",
    ),
    "basis": _word(
        "basis", "Filter by basis: stated or derived.", vocabulary.TRADE_BASIS, ("trade",), "trade"
    ),
    "kind": _word(
        "kind", "Filter by kind: actual or target.", vocabulary.TRADE_KIND, ("trade",), "trade"
    ),
    "said_by": Filter(
        ("--said-by",),
        "NAME",
        "Filter by speaker: name, surname, president, head or report.",
        FACTS,
        dict.fromkeys(
            ("sectors", "trade", "figures"),
            f"stated_by IN {_VALUES} OR speaker IN (SELECT name FROM participants "
            f"WHERE person IN {_VALUES})".replace("{}", "said_by"),
        ),
        values.speaker,
        "person",
        values.SPEAKERS,
    ),
    "document": Filter(
        ("--document",),
        "ID",
        "Filter by document id.",
        FACTS,
        _is("document", "sectors", "trade", "figures"),
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
        "Show only the cells that have all these statuses.",
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
