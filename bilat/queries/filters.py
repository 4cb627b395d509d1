"""The filters: options, help, the values that each accepts, and its condition in SQL.

A filter is declared only here.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from bilat import vocabulary
from bilat.database.store import Database
from bilat.errors import UsageError
from bilat.queries import names
from bilat.text import fold
from bilat.vocabulary import FLOW, STATED_BY, STATUS, TRADE_BASIS, TRADE_KIND, Vocabulary, Word

RECORDS = ("sectors", "companies", "matrix")
LISTINGS_OF_FACTS = (*RECORDS, "trade", "figures")
EVERY = ("regions", *LISTINGS_OF_FACTS, "documents")
SCOPES: Vocabulary = {
    "all": Word("whatever it was said of"),
    "region": Word("said of the region itself"),
    "wider": Word("said of a wider area"),
}


class Filter(NamedTuple):
    """A filter of the listings."""

    name: str
    metavar: str  # YEARS and CODE have a form of their own; empty for an option without a value
    help: str
    listings: tuple[str, ...]  # the listings that take it
    words: Mapping[str, Word] = {}  # the words that it accepts, besides the names in the dataset
    # The condition on a row, in which {} stands for the values; by default that the column of the
    # filter's name has one of them.
    where: str = ""
    elsewhere: Mapping[str, str] = {}  # other conditions, by table
    noun: str = ""  # what a value is called, if not by the name of the filter
    short: str = ""

    @property
    def options(self) -> tuple[str, ...]:
        """Its options on the command line, the long one first."""
        return tuple(filter(None, (f"--{self.name.replace('_', '-')}", self.short)))

    def condition(self, table: str) -> str:
        """Return the condition on the rows of a table; empty if there is none."""
        where = "" if table in ("regions", "companies") else self.where or f"{self.name} IN {{}}"
        condition = self.elsewhere.get(table, where)
        return condition.replace("{}", f"(SELECT value FROM json_each(:{self.name}))")

    def read(self, database: Database, text: str) -> Sequence[Any]:
        """Return the values in what a person typed; UsageError if one is wrong."""
        match self.metavar:
            case "":
                return [text]
            case "YEARS":
                return _years(database, text)
            case "CODE":
                return _codes(self.name, text)
        kind = self.noun or self.name
        words = (
            (fold(name), word) for word in self.words for name in (word, *_SYNONYMS.get(word, ()))
        )
        return names.resolve(kind, text, [*words, *names.known(database, [kind])])


# What a person typed → values

# What words of a vocabulary are also called.
_SYNONYMS = {"head": ("region head", "governor"), "report": ("document", "narrator")}
_SPEAKERS: Vocabulary = {
    "president": STATED_BY["president"],
    "head": STATED_BY["region_head"],
    "report": STATED_BY["document"],
}
_CODES = {
    "hs": ("[0-9]{1,6}", "an HS 2022 code; use 1 to 6 digits"),
    "isic": ("[A-U]|[0-9]{1,4}", "an ISIC Rev.4 code; use a letter from A to U or 1 to 4 digits"),
}
# The first division of each section of ISIC Rev.4, from A to U, and the end of the last one.
_DIVISIONS = (1, 5, 10, 35, 36, 41, 45, 49, 55, 58, 64, 68, 69, 77, 84, 85, 86, 90, 94, 97, 99, 100)
_SECTIONS = dict(zip("ABCDEFGHIJKLMNOPQRSTU", pairwise(_DIVISIONS), strict=True))


def _codes(kind: str, text: str) -> list[str]:
    """Return the codes or prefixes in a list, without points; of a section, also its divisions."""
    pattern, right = _CODES[kind]
    codes: list[str] = []
    for part in text.split(","):
        code = part.replace(".", "").strip().upper()
        if not re.fullmatch(pattern, code):
            raise UsageError(f"{part!r} is not {right}")
        divisions = range(*_SECTIONS.get(code, (0, 0)))
        codes += [code, *(f"{division:02}" for division in divisions)]
    return codes


def years_of_meetings(database: Database) -> list[int]:
    """Return the years in which there was a meeting."""
    return [year for (year,) in database.rows("SELECT DISTINCT date + 0 FROM documents ORDER BY 1")]


def _years(database: Database, text: str) -> list[list[int]]:
    """Return the first and last year of 2019, 2019-2024, 2019- or -2020, or of a list of them."""
    spans = []
    for part in map(str.strip, text.split(",")):
        years = re.fullmatch(r"([0-9]{4})|([0-9]{4})? ?[-–] ?([0-9]{4})?", part)
        if years is None or not any(years.groups()):
            raise UsageError(
                f"{part!r} is not a year; use 2019, 2019-2024, 2019- or -2020"
                f"\nYears with meetings: {', '.join(map(str, years_of_meetings(database)))}"
            )
        first, last = int(years[1] or years[2] or 0), int(years[1] or years[3] or 9999)
        if first > last:
            raise UsageError(f"{part!r} ends before it begins")
        spans.append([first, last])
    return spans


# The filters

_IN_LIST = "id IN (SELECT id FROM sectors_{} WHERE value IN {{}})"
_IN_YEARS = (
    "EXISTS (SELECT 1 FROM {{}} "
    "WHERE {} <= json_extract(value, '$[1]') AND {} >= json_extract(value, '$[0]'))"
)
_BY_PERIOD = _IN_YEARS.format("year_from", "year_to")
_BY_DATE = _IN_YEARS.format("date + 0", "date + 0")
_BEGINS = (
    "{} IN (SELECT code.id FROM {} AS code JOIN {{}} AS prefix "
    "ON code.value GLOB prefix.value || '*')"
)
_SPEAKER = "replace(replace(stated_by, 'region_head', 'head'), 'document', 'report')"
_HAS_EVERY_STATUS = (
    "NOT EXISTS (SELECT 1 FROM {} AS wanted WHERE NOT EXISTS "
    "(SELECT 1 FROM sectors AS other WHERE other.region = sectors.region "
    "AND other.sector = sectors.sector "
    "AND (other.scope IS NULL) = (sectors.scope IS NULL) AND other.status = wanted.value))"
)

# fmt: off
_FILTERS = (
    Filter("region", "NAME", "Filter by region: English or Russian name, alias or ISO code.",
           EVERY, elsewhere={"regions": "id IN {}"}, short="-r"),
    Filter("district", "NAME", "Filter by federal district, such as Volga or Far Eastern.",
           EVERY, where="region IN (SELECT id FROM regions WHERE federal_district IN {})",
           elsewhere={"regions": "federal_district IN {}"}),
    Filter("year", "YEARS", "Filter by year of the meeting or figure: 2019, 2019-2024, 2019-.",
           EVERY, where=_BY_DATE, short="-y", elsewhere={
                "trade": _BY_PERIOD, "figures": _BY_PERIOD,
                "regions": f"id IN (SELECT region FROM documents WHERE {_BY_DATE})"}),
    Filter("sector", "NAME", "Filter by sector; a parent includes its children.", RECORDS,
           where="sector IN {} "
           "OR sector IN (SELECT id FROM sector_catalogue_parents WHERE value IN {})", short="-s"),
    Filter("status", "WORD", f"Filter by status: {', '.join(STATUS)}.", RECORDS, STATUS),
    Filter("side", "WORD", "Filter by the side that proposes or plans: belarus, region, both.",
           RECORDS, vocabulary.SIDE, "side IN {} OR side = 'both'"),
    Filter("form", "WORD", "Filter by form, such as supply, assembly or joint-venture.",
           RECORDS, vocabulary.FORM, _IN_LIST.format("forms")),
    Filter("company", "NAME", "Filter by company: name or alias.", RECORDS,
           where=_IN_LIST.format("companies"), elsewhere={"companies": "id IN {}"}, short="-c"),
    Filter("product", "NAME", "Filter by product, as the record names it.", RECORDS,
           where=_IN_LIST.format("products")),
    Filter("place", "NAME", "Filter by place, as the record names it.", RECORDS,
           where=_IN_LIST.format("places")),
    Filter("project", "NAME", "Filter by project, as the record names it.", RECORDS,
           where=_IN_LIST.format("projects")),
    Filter("hs", "CODE", "Filter by HS 2022 code or prefix.", RECORDS,
           where=_BEGINS.format("id", "sectors_hs")),
    Filter("isic", "CODE", "Filter by ISIC Rev.4 code or prefix; a section is a letter.", RECORDS,
           where=_BEGINS.format("sector", "sector_catalogue_isic")),
    Filter("conditional", "", "Show only conditional offers.", RECORDS,
           where="condition IS NOT NULL"),
    Filter("direction", "WORD", "Filter by direction of the change: up or down.",
           ("trade", "figures"), vocabulary.DIRECTION),
    Filter("flow", "WORD", f"Filter by flow: {', '.join(FLOW)}.", ("trade",), FLOW),
    Filter("basis", "WORD", "Filter by basis: stated or derived.", ("trade",), TRADE_BASIS),
    Filter("kind", "WORD", "Filter by kind: actual or target.", ("trade",), TRADE_KIND),
    Filter("said_by", "NAME", "Filter by speaker: name, surname, president, head or report.",
           LISTINGS_OF_FACTS, _SPEAKERS, f"{_SPEAKER} IN {{}} "
           "OR speaker IN (SELECT name FROM participants WHERE person IN {})", noun="person"),
    Filter("document", "ID", "Filter by document id.", LISTINGS_OF_FACTS),
    Filter("scope", "WORD", "Filter by scope: all (default), region, wider.",
           (*RECORDS, "regions"), SCOPES,
           "iif(scope IS NULL, 'region', 'wider') IN {} OR 'all' IN {}", {"documents": ""}),
    Filter("having", "WORDS", "Show only the cells that have all these statuses.",
           ("matrix",), STATUS, _HAS_EVERY_STATUS, noun="status"),
)
# fmt: on
FILTERS = {filter_.name: filter_ for filter_ in _FILTERS}
