"""The note for an empty answer: what did not match, and what to try instead."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from bilat.database.store import Database
from bilat.errors import UsageError
from bilat.queries import names
from bilat.queries.filters import FILTERS
from bilat.queries.listings import LISTINGS, Question, Values, ask, count, question

_NOUNS = {
    **dict.fromkeys(("sectors", "matrix", "companies"), "records"),
    "trade": "trade figures",
}
_MOST_VALUES = 4


def why(
    database: Database, asked: Question, text: str, filters: Mapping[str, Values | None]
) -> str:
    """Return what did not match and, on further lines, what there is instead."""
    given = {name: value for name, value in filters.items() if name in asked.filters}
    criteria = [_in_words(name, given[name]) for name in FILTERS if name in given]
    if text.strip():
        criteria.append(f"{'words' if len(text.split()) > 1 else 'word'} {text!r}")
    noun = _NOUNS.get(asked.listing, asked.listing)
    lines = [f"no {noun} match: {', '.join(criteria)}" if criteria else f"there are no {noun}"]
    without = [*_without_one(database, asked.listing, text, given)]
    if without:
        lines.append(", ".join(without))
    if "year" in given:
        lines += _years(database, asked, given)
    if text.strip() and not without:
        lines += _elsewhere(database, asked.listing, text)
    return "\n".join(lines)


def _in_words(name: str, typed: Values | None) -> str:
    label = name.replace("_", " ")
    if FILTERS[name].flag:
        return label
    values = [str(typed)] if isinstance(typed, str | int) else [*map(str, typed or ())]
    more = " …" if len(values) > _MOST_VALUES else ""
    return f"{label} {' or '.join(values[:_MOST_VALUES])}{more}"


def _without_one(
    database: Database, listing: str, text: str, filters: Mapping[str, Values | None]
) -> Iterator[str]:
    """How many rows there are without one of the filters, if there are several."""
    if len(filters) + bool(text.strip()) < 2:
        return
    for name in filters:
        rest = {other: value for other, value in filters.items() if other != name}
        if rows := _count(database, listing, text, rest):
            yield f"without {FILTERS[name].options[0]}: {_rows(rows)}"
    if text.strip() and (rows := _count(database, listing, "", filters)):
        yield f"without the words: {_rows(rows)}"


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number} rows"


def _count(
    database: Database, listing: str, text: str, filters: Mapping[str, Values | None] = {}
) -> int:
    return count(database, question(database, listing, text, filters))


def _years(
    database: Database, asked: Question, filters: Mapping[str, Values | None]
) -> Iterator[str]:
    """The years that there are, for what else is asked for, such as a region."""
    of_numbers = asked.listing in ("trade", "figures")
    listing = asked.listing if of_numbers else "documents"
    rest = {
        name: value
        for name, value in filters.items()
        if name != "year" and listing in FILTERS[name].listings
    }
    columns = ("year_from", "year_to") if of_numbers else ("date",)
    found = ask(database, question(database, listing, "", rest), columns).rows
    years = sorted({int(str(each)[:4]) for row in found for each in row if each is not None})
    if years:
        what = _NOUNS.get(listing, listing) if of_numbers else "meetings"
        yield f"Years with {what}: {', '.join(map(str, years))}"


def _elsewhere(database: Database, listing: str, text: str) -> Iterator[str]:
    """Where else the words are, and what was perhaps meant."""
    words = text.split()
    rows = {word: _count(database, listing, word) for word in words}
    if len(words) > 1:
        counts = (f"{word!r}: {_rows(number)}" for word, number in rows.items())
        yield f"no row contains all the words ({', '.join(counts)})"
    yield from _as_filters(database, listing, words)
    elsewhere = [
        f"{names.command(other, text)} ({_rows(number)})"
        for other in LISTINGS
        if other not in (listing, "matrix") and (number := _count(database, other, text))
    ]
    if elsewhere:
        yield f"Other listings: {', '.join(elsewhere)}"
    if names.is_found(database, text):
        yield f"By name: {names.command('show', text)}"
    elif not elsewhere:
        kinds = ("sector", "company", "region")
        known = [name for kind in kinds for name in names.known(database, kind)]
        similar = (
            text.replace(word, name)
            for word, number in rows.items()
            if not number
            for name in names.nearest(word.rstrip("*"), known)
        )
        if found := [each for each in similar if _count(database, listing, each)]:
            yield f"Similar words: {', '.join(names.command(listing, each) for each in found)}"


def _as_filters(database: Database, listing: str, words: Sequence[str]) -> Iterator[str]:
    """The words that are values of a filter, such as a status or a code."""
    for place, word in enumerate(words):
        rest = [*words[:place], *words[place + 1 :]]
        for name, filter_ in FILTERS.items():
            is_code = name in ("year", "hs", "isic") and re.fullmatch("[0-9]{4}|[0-9]{6}", word)
            is_word = name not in ("scope", "having") and word in filter_.words
            if listing in filter_.listings and (is_code or is_word):
                with suppress(UsageError):
                    if _count(database, listing, " ".join(rest), {name: word}):
                        command = names.command(listing, *rest, filter_.options[0], word)
                        yield f"To filter by {name.replace('_', ' ')}: {command}"
