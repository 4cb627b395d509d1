"""Why nothing was found: which filter left nothing, and what is there without it."""

import json
from collections.abc import Iterator

from bilat.database.store import Database
from bilat.text import nearest
from bilat.queries import listings, names
from bilat.queries.filters import FILTERS, RECORDS
from bilat.queries.listings import LISTINGS, Question, Values
from bilat.queries.values import speaker_word

_NOUNS = {
    **dict.fromkeys(("sectors", "matrix", "companies"), "records"),
    "trade": "trade figures",
}


def why(database: Database, asked: Question, text: str, given: dict[str, Values | None]) -> str:
    """What a person is told where a question has no row; further lines say what there is."""
    filters = {name: values for name, values in given.items() if values is not None}
    special = _of_turnover(database, asked, filters, text) or _of_years(database, asked, filters)
    if special:
        return special
    lines = [f"{_sentence(database, asked, text)}."]
    without = [*_without_one(database, asked.listing, text, filters)]
    if without:
        lines.append("; ".join(without).capitalize())
    if wider := _wider(database, asked):
        lines.append(f"Wider than the region: {wider}. To list: --scope all")
    if not without and not wider and text:
        lines += _of_words(database, asked.listing, text)
    return "\n".join(lines)


def _of_words(database: Database, listing: str, text: str) -> Iterator[str]:
    """Where else the words are, and what was perhaps meant."""
    words = text.split()
    if len(words) == 1 and text.isdecimal() and "1900" <= text <= "2100" and len(text) == 4:
        yield f"A year is asked for with --year {text}"
    if len(words) > 1:
        counts = (f"{word} {_count(database, listing, word, {})}" for word in words)
        yield f"All words must stand in a row; one by one: {', '.join(counts)}"
    elsewhere = (
        f"{other} {count}"
        for other in LISTINGS
        if other not in (listing, "matrix") and (count := _count(database, other, text, {}))
    )
    if found := ", ".join(elsewhere):
        yield f"Elsewhere: {found} (such as bilat {found.partition(' ')[0]} {text})"
    elif near := _near(database, words):
        yield f"Names like that: {', '.join(near)}"


def _near(database: Database, words: list[str]) -> list[str]:
    """Ids of sectors, companies and regions that are called something like the words."""
    known = [
        name for kind in ("sector", "company", "region") for name in names.known(database, kind)
    ]
    return nearest(" ".join(words).rstrip("*"), known)


def _sentence(database: Database, asked: Question, text: str) -> str:
    """What there is none of: the listing with its filters in words."""
    what = _NOUNS.get(asked.listing, asked.listing)
    regions = _regions(database, asked)
    rest = [_in_words(name, asked) for name in FILTERS if name in asked.filters - {"region"}]
    words = [f"the words {text!r}" if " " in text else f"the word {text!r}"] if text else []
    conditions = " and ".join([*rest, *words])
    having = f" with {conditions}" if conditions else ""
    if not regions:
        return f"There are no {what}{having}"
    verb = "has" if len(regions) == 1 else "have"
    return f"{' and '.join(regions)} {verb} no {what}{having}"


def _in_words(name: str, asked: Question) -> str:
    values = json.loads(asked.values[name])
    if name == "year":
        values = [
            "-".join(str(year) if 0 < year < 9999 else "" for year in dict.fromkeys(span))
            for span in values
        ]
    if name == "said_by":
        values = map(speaker_word, values)
    label = name.replace("_", " ")
    listed = [str(value) for value in values]
    return f"{label} {' or '.join(listed[:4])}{' …' if len(listed) > 4 else ''}"


def _regions(database: Database, asked: Question) -> list[str]:
    if "region" not in asked.filters:
        return []
    query = "SELECT name FROM regions WHERE id IN (SELECT value FROM json_each(:region))"
    return [name for (name,) in database.rows(query, {"region": asked.values["region"]})]


def _without_one(
    database: Database, listing: str, text: str, filters: dict[str, Values]
) -> Iterator[str]:
    """How many rows there are without one of the filters, where more than one is given."""
    if len(filters) + bool(text) < 2:
        return
    for name in filters:
        rest = {other: values for other, values in filters.items() if other != name}
        if count := _count(database, listing, text, rest):
            yield f"without {FILTERS[name].options[0]}: {count}"
    if text and (count := _count(database, listing, "", filters)):
        yield f"without the words: {count}"


def _count(database: Database, listing: str, text: str, filters: dict[str, Values]) -> int:
    asked = listings.question(database, listing, text, filters)
    return listings.count(database, asked)


def _wider(database: Database, asked: Question) -> str:
    """By sector, the records of something wider than the region that fit otherwise."""
    if asked.listing not in RECORDS or "scope" in asked.filters:
        return ""
    found: dict[str, list[str]] = {}
    for sector, scope in listings.wider(database, asked):
        found.setdefault(sector, []).append(scope)
    return ", ".join(
        f"{sector.lower()} {len(scopes)} ({'; '.join(dict.fromkeys(scopes))})"
        for sector, scopes in found.items()
    )


def _of_years(database: Database, asked: Question, filters: dict[str, Values]) -> str:
    """Where no meeting, or no figure at all, is of the years asked for; the years that there are.

    They are those of what else is asked for, such as a region.
    """
    if "year" not in filters or _count(database, asked.listing, "", {"year": filters["year"]}):
        return ""
    words = _in_words("year", asked).removeprefix("year ")
    of_numbers = asked.listing in ("trade", "figures")
    listing = asked.listing if of_numbers else "documents"
    rest = {
        name: values
        for name, values in filters.items()
        if name != "year" and listing in FILTERS[name].listings
    }
    columns = ("year_from", "year_to") if of_numbers else ("date",)
    found = listings.ask(database, listings.question(database, listing, "", rest), columns).rows
    years = sorted({int(str(each)[:4]) for row in found for each in row if each is not None})
    if not years:
        return ""
    regions = _regions(database, asked)
    of = f" of {' and '.join(regions)}" if regions else ""
    listed = ", ".join(map(str, years))
    if of_numbers:
        what = _NOUNS.get(listing, listing)
        return f"There are no {what} of {words}. Years{of} that have some: {listed}"
    return f"No meeting in {words}. Years with meetings{of}: {listed}"


def _of_turnover(database: Database, asked: Question, filters: dict[str, Values], text: str) -> str:
    """Where the regions asked for have no turnover in any text."""
    if asked.listing != "trade" or text or not set(filters) <= {"region", "district", "year"}:
        return ""
    rest = {name: values for name, values in filters.items() if name != "year"}
    if _count(database, "trade", "", rest):
        return ""
    found = [name for _, name, _ in listings.regions_of(database, asked)]
    return f"No turnover is stated for {' or '.join(found)}." if found else ""
