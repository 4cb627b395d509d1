"""Notes beside an answer: why it is empty, and what to try instead."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from bilat.database.store import Database
from bilat.database.summaries import where
from bilat.errors import UsageError
from bilat.queries import listings, names
from bilat.queries.filters import FILTERS
from bilat.queries.listings import LISTINGS, Question, make_question
from bilat.text import fold

# What the rows of a listing are called, if not by its name.
_NOUNS = {**dict.fromkeys(("sectors", "matrix", "companies"), "records"), "trade": "trade figures"}


def notes(database: Database, question: Question, *, is_empty: bool) -> Iterator[str]:
    """Yield what to know about an answer; of an empty one, what did not match and what does."""
    listing, text, filters = question.listing, question.text, question.filters
    if is_empty:
        criteria = [_in_words(name, values) for name, values in filters.items()]
        if text:
            criteria.append(f"{'words' if len(text.split()) > 1 else 'word'} {text!r}")
        noun = _NOUNS.get(listing, listing)
        yield f"no {noun} match: {', '.join(criteria)}" if criteria else f"there are no {noun}"
        is_helpful = len(criteria) > 1 or "year" in filters
        if is_helpful and (without := ", ".join(_without_one(database, question))):
            yield without
        elif text:
            yield from _other_ways(database, listing, text)
    # TEXT does not know every name of a region, such as that of its capital; --region does.
    query = """
        SELECT regions.id, regions.name, official_name, name_ru FROM names JOIN regions USING (id)
        WHERE names.kind = 'region' AND names.name = :name"""
    for region in database.rows(query, {"name": fold(text)}):
        if fold(text) not in map(fold, region) and "region" not in filters:
            command = names.command(listing, "--region", region[0])
            yield f"{text!r} is also a name of a region; to list the region: {command}"


def _in_words(name: str, values: Sequence[str]) -> str:
    label = name.replace("_", " ")
    return f"{label} {' or '.join(values)}" if FILTERS[name].metavar else label


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number} rows"


def _count(database: Database, listing: str, text: str, filters: Mapping[str, Any] = {}) -> int:
    return listings.count(database, make_question(database, listing, text, filters))


def _without_one(database: Database, question: Question) -> Iterator[str]:
    """Yield how many rows there are without one of the filters; without --year, of which years."""
    listing, text, filters = question.listing, question.text, question.filters
    for name in filters:
        rest = {other: values for other, values in filters.items() if other != name}
        fewer = make_question(database, listing, text, rest)
        if number := listings.count(database, fewer):
            years = f" ({', '.join(_years(database, fewer))})" if name == "year" else ""
            yield f"without {FILTERS[name].options[0]}: {_rows(number)}{years}"
    if text and (number := _count(database, listing, "", filters)):
        yield f"without the words: {_rows(number)}"


def _years(database: Database, question: Question) -> list[str]:
    """Return the years of the meetings or figures that fit."""
    table = LISTINGS[question.listing].tables[-1]
    years = "year_from, year_to" if table in ("trade", "figures") else "substr(date, 1, 4)"
    query = f"SELECT DISTINCT {years} FROM {table} {where(question.conditions[table])}"
    rows = database.rows(query, question.values)
    return sorted({str(year) for row in rows for year in row if year})


def _other_ways(database: Database, listing: str, text: str) -> Iterator[str]:
    """Yield where else the words of a text are found, and what was perhaps meant."""
    words = text.split()
    if len(words) > 1:
        counts = (f"{word!r}: {_rows(_count(database, listing, word))}" for word in words)
        yield f"no row contains all the words ({', '.join(counts)})"
    for index, word in enumerate(words):
        yield from _as_filter(database, listing, word, words[:index] + words[index + 1 :])
    others = ((name, text) for name in LISTINGS if name not in (listing, "matrix"))
    if elsewhere := _with_rows(database, others):
        yield f"Other listings: {elsewhere}"
    if names.is_found(database, text):
        yield f"By name: {names.command('show', text)}"
    elif not elsewhere:
        known = names.known(database, ("sector", "company", "region"))
        near = ((word, name) for word in words for name in names.nearest(word, known))
        if similar := _with_rows(database, ((listing, text.replace(*pair)) for pair in near)):
            yield f"Similar words: {similar}"


def _with_rows(database: Database, searches: Iterable[tuple[str, str]]) -> str:
    """Return the commands that search a listing for a text and find something."""
    return ", ".join(names.command(*search) for search in searches if _count(database, *search))


def _as_filter(database: Database, listing: str, word: str, others: list[str]) -> Iterator[str]:
    """Yield how to filter by a word, such as a status or a name, and search for the others."""
    for name, filter_ in FILTERS.items():
        is_sought = filter_.metavar and name not in ("scope", "having")
        with suppress(UsageError):
            if is_sought and _count(database, listing, " ".join(others), {name: word}):
                command = names.command(listing, *others, filter_.options[0], word)
                yield f"To filter by {name.replace('_', ' ')}: {command}"
