"""The types of the fields of the YAML files, each with what it asks for in words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import CoreSchema, core_schema

from bilat import vocabulary
from bilat.vocabulary import LIST_SEPARATOR, Vocabulary


@dataclass(frozen=True, eq=False)  # a vocabulary has no hash
class OneOf:
    """What makes a text a word of a vocabulary, for pydantic and for the JSON Schema."""

    vocabulary: Vocabulary

    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> CoreSchema:
        return core_schema.literal_schema(list(self.vocabulary))


RegionKind = Annotated[str, OneOf(vocabulary.REGION_KIND)]
Party = Annotated[str, OneOf(vocabulary.PARTY)]
Side = Annotated[str, OneOf(vocabulary.SIDE)]
Status = Annotated[str, OneOf(vocabulary.STATUS)]
Form = Annotated[str, OneOf(vocabulary.FORM)]
DateBasis = Annotated[str, OneOf(vocabulary.DATE_BASIS)]
TradeKind = Annotated[str, OneOf(vocabulary.TRADE_KIND)]
Hedge = Annotated[str, OneOf(vocabulary.HEDGE)]
Direction = Annotated[str, OneOf(vocabulary.DIRECTION)]
StatedBy = Annotated[str, OneOf(vocabulary.STATED_BY)]
LeftOutKind = Annotated[str, OneOf(vocabulary.LEFT_OUT_KIND)]

PHRASE_WORDS = 6
"""The most words of a phrase of evidence, a scope or a condition."""
CLAUSE_WORDS = 7
"""The most words of a cause or a doubt, which lose their sense when they are cut."""
MAX_WHOLE = 2**63 - 1
"""The largest whole number that SQLite holds."""


def _calendar_date(value: str) -> str:
    try:
        date.fromisoformat(value)
    except ValueError:
        raise ValueError("there is no such day in the calendar") from None
    return value


def _at_most(words: int) -> Callable[[str], str]:
    def few_words(value: str) -> str:
        count = len(value.split())
        if count > words:
            raise ValueError(f"{count} words, but a phrase has at most {words}")
        return value

    return few_words


def _one_item(value: str) -> str:
    if LIST_SEPARATOR in value:
        raise ValueError(f"{value!r} reads as two items; write two, or another sign than '; '")
    return value


def _storable(value: float) -> float:
    if isinstance(value, int) and abs(value) > MAX_WHOLE:
        raise ValueError(f"{value} is beyond {MAX_WHOLE}, the largest whole number that is stored")
    return value


def _distinct(values: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(values) > 1 and len(set(values)) < len(values):
        twice = next(value for value in values if values.count(value) > 1)
        raise ValueError(f"{getattr(twice, 'name', twice)!r} is listed twice")
    return values


ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LINE = r"^\S(.*\S)?$"
ISO_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
ISO_3166_2 = r"^RU-[A-Z]{2,3}$"
ISIC = r"^([A-U]|[0-9]{2,4})$"
HS = r"^([0-9]{2}|[0-9]{4}|[0-9]{6})$"
URL = r"^https?://\S+$"
LANGUAGE = r"^[a-z]{2}$"
SHA256 = r"^[0-9a-f]{64}$"
CURRENCY = r"^[A-Z]{3}$"
VERSION = r"^(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}$"
PATTERNS = {
    ID: "lower-case letters, digits and single hyphens, such as ufa-plant",
    LINE: "one line of text, not empty, without a space at either end",
    ISO_DATE: "a day as YYYY-MM-DD",
    ISO_3166_2: "an ISO 3166-2 code of Russia, such as RU-BA",
    ISIC: "a section letter A-U or two to four digits of ISIC Rev.4, in quotes",
    HS: "two, four or six digits of HS 2022, in quotes",
    URL: "an address that begins with https:// or http://",
    LANGUAGE: "an ISO 639-1 code, such as en",
    SHA256: "64 hexadecimal digits in lower case",
    CURRENCY: "an ISO 4217 code, such as USD",
    VERSION: "a version of three numbers, such as 1.2.0",
}
"""What each pattern asks for, in words."""

Id = Annotated[str, StringConstraints(pattern=ID)]
Line = Annotated[str, StringConstraints(pattern=LINE)]
IsoDate = Annotated[str, StringConstraints(pattern=ISO_DATE), AfterValidator(_calendar_date)]
Item = Annotated[Line, AfterValidator(_one_item)]
Year = Annotated[int, Field(ge=1900, le=2100)]
Number = Annotated[int | float, Field(allow_inf_nan=False), AfterValidator(_storable)]
Paragraph = Annotated[int, Field(ge=1, le=MAX_WHOLE)]
Phrase = Annotated[Line, AfterValidator(_at_most(PHRASE_WORDS))]
Clause = Annotated[Line, AfterValidator(_at_most(CLAUSE_WORDS))]
Isic = Annotated[str, StringConstraints(pattern=ISIC)]
Hs = Annotated[str, StringConstraints(pattern=HS)]

DISTINCT = (Field(strict=False), AfterValidator(_distinct))
"""Of a list: YAML has lists where the models have tuples, so that only its items are strict."""
Ids = Annotated[tuple[Id, ...], *DISTINCT]
Items = Annotated[tuple[Item, ...], *DISTINCT]
Paragraphs = Annotated[tuple[Paragraph, ...], Field(min_length=1), *DISTINCT]
_EvidencePhrase = Annotated[Phrase, AfterValidator(_one_item)]
Evidence = Annotated[tuple[_EvidencePhrase, ...], Field(min_length=1), *DISTINCT]
