"""Notes beside an answer: why it is empty, and what to try instead."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from bilat.database.store import Database
from bilat.errors import UsageError
from bilat.queries import names
from bilat.queries.filters import FILTERS
from bilat.queries.listings import LISTINGS, Question, Values, ask, count, make_question, several
from bilat.text import fold

_NOUNS = {
    **dict.fromkeys(("sectors", "matrix", "companies"), "records"),
    "trade": "trade figures",
}

Filters = Mapping[str, Values | None]


def why(database: Database, question: Question, text: str, filters: Filters) -> str:
    """Return what did not match and, on further lines, what there is instead."""
    given = {name: filters[name] for name in FILTERS if name in question.filters}
    criteria = [_in_words(name, value) for name, value in given.items()]
    if text := text.strip():
        criteria.append(f"{'words' if len(text.split()) > 1 else 'word'} {text!r}")
    noun = _NOUNS.get(question.listing, question.listing)
    lines = [f"no {noun} match: {', '.join(criteria)}" if criteria else f"there are no {noun}"]
    without = [*_without_one(database, question.listing, text, given)] if len(criteria) > 1 else []
    if without:
        lines.append(", ".join(without))
    if "year" in given:
        lines += _years(database, question.listing, given)
    if text and not without:
        lines += _elsewhere(database, question.listing, text.split())
    return "\n".join(lines)


def region_hint(database: Database, listing: str, text: str) -> str:
    """Return how to list a whole region if TEXT is a name that only `--region` knows, else nothing.

    Such a name, as that of a capital, is searched as words and may match some of the rows.
    """
    query = """
        SELECT regions.id, regions.name, official_name, name_ru FROM names JOIN regions USING (id)
        WHERE names.kind = 'region' AND names.name = :name"""
    found = next(database.rows(query, {"name": fold(text)}), None)
    if found is None or fold(text) in map(fold, found):
        return ""
    command = names.command(listing, "--region", str(found[0]))
    return f"{text!r} is also a name of a region; to list the region: {command}"


def _in_words(name: str, typed: Values | None) -> str:
    label = name.replace("_", " ")
    if FILTERS[name].flag:
        return label
    return f"{label} {' or '.join(several(typed))}"


def _without_one(database: Database, listing: str, text: str, filters: Filters) -> Iterator[str]:
    """Yield how many rows there are without one of the filters."""
    for name in filters:
        rest = {other: value for other, value in filters.items() if other != name}
        if rows := _count(database, listing, text, rest):
            yield f"without {FILTERS[name].options[0]}: {_rows(rows)}"
    if text and (rows := _count(database, listing, "", filters)):
        yield f"without the words: {_rows(rows)}"


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number} rows"


def _count(
    database: Database, listing: str, text: str, filters: Mapping[str, Values | None] = {}
) -> int:
    return count(database, make_question(database, listing, text, filters))


def _years(database: Database, listing: str, filters: Filters) -> Iterator[str]:
    """Yield the years that there are, for what else is asked for, such as a region."""
    columns, what = ["year_from", "year_to"], _NOUNS.get(listing, listing)
    if listing not in ("trade", "figures"):
        listing, columns, what = "documents", ["date"], "meetings"
    rest = {
        name: value
        for name, value in filters.items()
        if name != "year" and listing in FILTERS[name].listings
    }
    found = ask(database, make_question(database, listing, "", rest), columns).rows
    if years := sorted({str(each)[:4] for row in found for each in row if each is not None}):
        yield f"Years with {what}: {', '.join(years)}"


def _elsewhere(database: Database, listing: str, words: Sequence[str]) -> Iterator[str]:
    """Yield where else the words are, and what was perhaps meant."""
    text = " ".join(words)
    if len(words) > 1:
        counts = (f"{word!r}: {_rows(_count(database, listing, word))}" for word in words)
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
        known = names.known(database, ("sector", "company", "region"))
        similar = (
            text.replace(word, near) for word in words for near in names.nearest(word, known)
        )
        if found := [each for each in similar if _count(database, listing, each)]:
            yield f"Similar words: {', '.join(names.command(listing, each) for each in found)}"


def _as_filters(database: Database, listing: str, words: Sequence[str]) -> Iterator[str]:
    """Yield the words that are values of a filter, such as a status or a code."""
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
