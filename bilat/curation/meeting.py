"""When a meeting was and who met, as far as a text says so."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import NamedTuple

from bilat.curation.sentences import Day, dates, sentences
from bilat.dataset.models import Dataset
from bilat.text import Text, fold, plain

TODO = "TODO"
# How much of a text says when the meeting was, and who met.
_CHARACTERS_OF_DATE = 2_000
_CHARACTERS_OF_HEADS = 20_000
# A line that ends otherwise is a heading, an item of a list, or not of the report.
ENDS_OF_SENTENCE = tuple(".?!:;)\"'")

# Date

_MEETING = re.compile(r"\b(?:met|meets|meetings?|received|held|talks|встре\w+|приня\w+)\b", re.I)
_UNIX_TIME = re.compile(r"(?<!\d)1\d{9}(?!\d)")
_DATE_IN_URL = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?!\d)")
_YEAR_IN_URL = re.compile(r"(?<=/)(?:19|20)\d\d(?=/)")
_MINSK_TIME = timezone(timedelta(hours=3))


def date(text: Text, url: str) -> dict[str, str | None]:
    """Return the fields of the date of the meeting, as far as the opening of its text gives them.

    Whatever is found is only proposed, since any date may be of something else. A year that the
    text does not give with the day is that of the publication: the year in the address, or that of
    the only full date of the opening.
    """
    proposal = f"{TODO}: the {{}} is only proposed, from {{}}; confirm or correct it."
    opening = Text(text.path, text.content[:_CHARACTERS_OF_DATE])
    paragraphs = [paragraph.text for paragraph in opening.paragraphs]
    days = [day for paragraph in paragraphs for day in dates(paragraph) if day.year]
    full = {f"{day.year}-{day.month_and_day}": day.span.text for day in days}
    dated = []
    for sentence in (each.text for paragraph in paragraphs for each in sentences(paragraph)):
        if verb := _MEETING.search(sentence):
            # A date in digits may be that of the page, one before the verb that of a dateline.
            in_words = [day for day in dates(sentence) if re.search(r"[^\W\d]", day.span.text)]
            dated.append([day for day in in_words if day.span.start > verb.start()] or in_words)
    meeting = next((found[0] for found in dated if len(found) == 1), None)
    for value, words in full.items():
        if meeting and value.endswith(f"{meeting.year or ''}-{meeting.month_and_day}"):
            note = proposal.format("date", f"{words} in the text")
            return {"value": value, "stated": words, "basis": "stated", "note": note}
    published, source = _published(url)
    basis = "external" if published else "inferred"
    if not published and len(full) == 1:
        published, source = days[0], f"{days[0].span.text} in the text"
    missing = "year" if meeting else "date"
    year, note = TODO, f"{TODO}: how is the {missing} known?"
    if published and published.year:
        year = str(published.year - (meeting is not None and meeting.month > published.month))
    elif meeting and (found := _YEAR_IN_URL.search(url)):
        year, basis, source = found[0], "external", f"{found[0]} in the address"
    if year != TODO:
        note = proposal.format(missing, source)
    day = meeting or published
    return {
        "value": f"{year}-{day.month_and_day}" if day else TODO,
        "stated": meeting.span.text if meeting else None,
        "basis": basis,
        "note": note,
    }


def _published(url: str) -> tuple[Day | None, str]:
    """Return the day that an address gives, and what in it gives the day."""
    value = source = ""
    if found := _UNIX_TIME.search(url):
        value = datetime.fromtimestamp(int(found[0]), _MINSK_TIME).date().isoformat()
        source = f"the Unix time {found[0]} in the address"
    elif found := _DATE_IN_URL.search(url):
        value, source = "-".join(found.groups()), f"{found[0]} in the address"
    return next(dates(value), None), source


# Heads

# The words for a kind of region that follow its name, the longer ones first.
_KINDS = {
    "autonomous oblast": "autonomous-oblast",
    "autonomous okrug": "autonomous-okrug",
    "oblast": "oblast",
    "region": "oblast",
    "krai": "krai",
    "territory": "krai",
}
# Regions that are named without such a word, or by two words.
_REGIONS = (
    "Adygea|Bashkortostan|Buryatia|Chechnya|Chuvashia|Crimea|Dagestan|Ingushetia"
    "|Kabardino-Balkaria|Kalmykia|Karachay-Cherkessia|Karelia|Khakassia|Komi|Mari El|Mordovia"
    "|Nizhny Novgorod|North Ossetia|Saint Petersburg|Sakha|Sevastopol|St Petersburg"
    "|St. Petersburg|Tatarstan|Tuva|Tyva|Udmurtia|Yakutia"
).split("|")
# Words with a capital that are no part of the name of a Russian region or of a person.
_OTHER_WORDS = (
    "The|This|That|Our|Your|Their|His|Its|Each|Every|Any|Another|One|Russian|Federal|Volga|Ural"
    "|Minsk|Vitebsk|Mogilev|Gomel|Grodno|Brest|Oblast|Region|Krai|Territory|Republic"
    "|Governor|Head|President|Rais|Acting|Deputy|Prime|Minister"
)
_NAME = rf"\b(?!(?:{_OTHER_WORDS})\b)[A-Z][\w-]{{0,40}}\w"
_PERSON = rf"{_NAME}(?: [A-Z]\w+(?:ich|vna))? {_NAME}\b(?! [A-Z])"
_KIND = rf"(?i:{'|'.join(_KINDS)})\b"
_PRESIDENT = "President of Belarus"
_BELARUS = r"(?:[Rr]epublic of )?Belarus(?:ian)?\b"
# An office with the name of its holder after it, or before it and a comma.
_OFFICE = (
    rf"(?:(?P<name_before>{_PERSON}), (?:the )?)?"
    r"(?:(?P<place_before>PLACE)(?:'s?)? )?"
    r"\b(?i:(?P<other>deputy|vice|former|ex|then)[ -])?(?i:(?P<acting>acting|interim) )?"
    r"(?P<title>(?i:governor|head|president|rais))\b(?: \((?i:head|rais)\))?"
    r"(?: of (?:the )?(?:Russia's |Russian )?(?P<place>PLACE)"
    r"(?: of (?:the )?(?:Russian Federation|Russia)\b)?)?"
    rf"(?P<name> {_PERSON}|, {_PERSON}[,.])?"
)


class Head(NamedTuple):
    """Somebody with a title; `region` is the entry of the region in the catalogue."""

    title: str
    name: str = TODO
    region: Mapping[str, str] = {"id": TODO}
    paragraph: int = 0


def heads(dataset: Dataset, text: Text) -> tuple[Head, Head, list[Head]]:
    """Return the President, the head of the region, and other heads of regions that are named.

    What is not certain is TODO, as is the name of one person on both sides.
    """
    named = list(_named(dataset, Text(text.path, text.content[:_CHARACTERS_OF_HEADS])))
    presidents = [head for head in named if head.title == _PRESIDENT] or [Head(_PRESIDENT)]
    of_regions = [head for head in named if head.title != _PRESIDENT] or [Head(TODO)]
    on_both_sides = {head.name for head in presidents} & {head.name for head in of_regions}
    uncertain = {TODO, *on_both_sides}
    president, head = _first(presidents, uncertain), _first(of_regions, uncertain)
    together = (other for other in of_regions if other.paragraph == head.paragraph)
    if len({other.region["id"] for other in together if other.name not in uncertain}) > 1:
        head = Head(TODO)  # any of them may have met the President
    known = uncertain | {head.name}
    others = {other.name: other for other in of_regions if other.name not in known}
    return president, head, list(others.values())


def _first(heads: Sequence[Head], uncertain: Collection[str]) -> Head:
    """Return the first head whose name is certain, else the first one without a name."""
    certain = (head for head in heads if head.name not in uncertain)
    return next(certain, heads[0]._replace(name=TODO))


def _named(dataset: Dataset, text: Text) -> Iterator[Head]:
    """Yield each mention of the office of a head, with the name of its holder where it has one."""
    ids = {
        plain(name): region.id
        for region in dataset.regions
        for name in (region.name, region.official_name, *region.aliases)
    }
    known = "|".join(map(re.escape, sorted({*ids, *_REGIONS}, key=len, reverse=True)))
    region = rf"(?:[Rr]epublic of )?(?:{known})\b(?: {_KIND}| Republic\b)?|{_NAME} {_KIND}"
    office = re.compile(_OFFICE.replace("PLACE", f"(?:{_BELARUS}|{region})"))
    for number, paragraph in enumerate(text.paragraphs, 1):
        is_headline = not paragraph.text.endswith(ENDS_OF_SENTENCE)  # any word has a capital
        for found in office.finditer(paragraph.text):
            title, place = found["title"].capitalize(), found["place"] or found["place_before"]
            if not place or found["other"]:
                continue
            name = found["name"] or found["name_before"]
            name = TODO if is_headline or not name else name.strip(" ,.")
            if "Belarus" not in place:
                entry = _region(place, ids)
                title = f"Acting {title}" if found["acting"] else title
                the = "the " if "Republic" in entry["official_name"] else ""
                title = f"{title} of {the}{entry['official_name']}"
                yield Head(title, name, entry, number)
            elif title == "President":
                yield Head(_PRESIDENT, name)


def _region(place: str, ids: Mapping[str, str]) -> dict[str, str]:
    """Return the entry of a region in its catalogue, as far as its name gives it."""
    official_name = place[0].upper() + place[1:]
    name = re.sub(rf"^Republic of | Republic$| {_KIND}$", "", official_name)
    kind = "republic" if "Republic" in official_name else TODO
    return {
        "id": ids.get(official_name) or ids.get(name) or fold(name).replace(" ", "-"),
        "name": name,
        "official_name": official_name,
        "kind": next((kind for word, kind in _KINDS.items() if word in place.lower()), kind),
        **dict.fromkeys(("iso_3166_2", "federal_district", "capital", "name_ru"), TODO),
    }
