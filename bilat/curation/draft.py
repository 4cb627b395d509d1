"""A source text → the skeleton of its document file, with what is still to be covered."""

import datetime
import json
import re
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

from bilat import text as texts
from bilat import vocabulary
from bilat.curation import heads
from bilat.curation.coverage import Names
from bilat.curation.heads import TODO, Head, Region
from bilat.curation.sentences import Day, dates, numbers, sentences
from bilat.dataset.fields import PHRASE_WORDS
from bilat.dataset.folder import data_files
from bilat.dataset.load import read_files
from bilat.dataset.models import Dataset, DatasetInfo
from bilat.errors import DatasetError, UsageError, escaped
from bilat.text import Spans, Text

SAMPLES = f"""\
cooperation: []
#  - id: {TODO}
#    sector: {TODO}
#    status: {TODO}  # {", ".join(vocabulary.STATUS)}
#    side: null  # {", ".join(vocabulary.SIDE)}; null for what exists
#    scope: null  # the words for what is spoken of instead of the region
#    condition: null  # the first words of what an offer depends on
#    forms: []  # {", ".join(vocabulary.FORM)}
#    products: [{{name: {TODO}, hs: null}}]
#    companies: []
#    places: []
#    projects: []
#    summary: {TODO}
#    stated_by: {TODO}  # {", ".join(vocabulary.STATED_BY)}
#    paragraphs: [1]
#    evidence: [{TODO}]

trade: []
#  - id: {TODO}
#    # 2019, "2015/2020" or "2022-01/2022-08"; null where the text leaves it open
#    period: {{value: 2019, basis: inferred, note: {TODO}}}
#    kind: actual  # {", ".join(vocabulary.TRADE_KIND)}
#    flow: turnover  # {", ".join(vocabulary.FLOW)}
#    goods: null  # the words for the goods, where the figure is of some goods only
#    amount:  # or null
#      {{text: {TODO}, hedge: exact, lower: 0, upper: 0, unit: USD}}
#    change:  # or null
#      text: {TODO}
#      direction: up  # {", ".join(vocabulary.DIRECTION)}
#      hedge: exact  # {", ".join(vocabulary.HEDGE)}; null without a figure
#      lower: 0.1
#      upper: 0.1
#      factor: null  # 2.6 where the text says 2.6 times
#      compared_to: null  # a period
#    cause: null  # the words of a stated cause
#    doubt: null  # the words of a doubt of the figure
#    note: null  # what is odd in the text
#    stated_by: {TODO}
#    paragraphs: [1]
#    evidence: [{TODO}]

figures: []
#  - id: {TODO}
#    name: {TODO}
#    amount: {{text: {TODO}, hedge: exact, lower: 0, upper: 0, unit: {TODO}}}
#    change: null
#    period: null
#    scope: {TODO}
#    stated_by: {TODO}
#    paragraphs: [1]
#    evidence: [{TODO}]
"""
"""The lists of facts, each with a record to be uncommented."""
_CHARACTERS_OF_BEGINNING = 20_000
"""How much of a text says who met, where and when."""


def draft(folder: Path, text: Text, url: str | None = None) -> str:
    """Return the YAML of a new document; what a person has to write says TODO.

    `folder` is the data folder, which may be empty, and `url` the address of the text. Under
    `left_out` each sentence stands by its first words, as a comment: what no fact cites is left out
    by uncommenting it. Raise UsageError where the text is in the dataset already, and DatasetError
    where a catalogue cannot be read.
    """
    dataset = _known(folder)
    hash_ = texts.sha256(text.content)
    for document in dataset.documents:
        if document.source.sha256 == hash_:
            raise UsageError(f"{text.path}: this text is in the dataset already, as {document.id}")
    if not text.paragraphs:
        raise UsageError(f"{text.path}: the text is empty")
    names = Names(dataset)
    start = text.content[:_CHARACTERS_OF_BEGINNING]
    beginning = Text(text.path, start)
    language = _language(beginning)
    regions = heads.regions(names, beginning) if language == "en" else []
    titled = heads.heads(dataset, beginning, regions) if language == "en" else []
    region = heads.region_of_meeting(regions, titled)
    date = _date(beginning, url)
    id_ = region.id if region else TODO
    name = _free_name(dataset, f"{id_}-{date.value}")
    where = _place(beginning) if language == "en" else None
    people = {side: heads.head_of(side, titled, region) for side in vocabulary.PARTY}
    known = [date.stated, where, *(head.name for head in people.values())]
    lines = [
        "# yaml-language-server: $schema=../schemas/document.json",
        f"# Save as documents/{name}.yaml and replace every TODO.",
        *(f"# {line}" for line in _warnings(beginning, language, region, titled, people["region"])),
        f"id: {name}",
        f"region: {id_}",
        "date:",
        f'  value: "{date.value}"',
        f"  stated: {'null' if date.stated is None else _quoted(date.stated)}",
        f"  basis: {date.basis}",
        f"  note: {_quoted(date.note)}",
        f"place: {'null' if where is None else _quoted(where)}",
        "participants:",
        *(
            f"  - {{name: {_quoted(head.name)}, title: {_quoted(head.title)}, side: {side}}}"
            for side, head in people.items()
        ),
        "source:",
        f"  publisher: {_publisher(dataset, url)}",
        f"  url: {_quoted(url or f'https://{TODO}')}",
        f"  language: {language}",
        f"  sha256: {hash_}",
        f"  paragraphs: {len(text.paragraphs)}",
        "",
        *SAMPLES.splitlines(),
        "",
        "left_out: []",
        "# Cite each sentence in a fact of its paragraph, or uncomment it here with its kind:",
        f"# {', '.join(vocabulary.LEFT_OUT_KIND)}; text: null leaves out the whole paragraph.",
        *_to_cover(names, text, language, id_, list(filter(None, known))),
    ]
    return escaped("\n".join(lines) + "\n")


def _known(folder: Path) -> Dataset:
    files = data_files(folder)
    reading = read_files(files, folder)
    if reading.partial is not None:
        return reading.partial
    if files:
        raise DatasetError(reading.problems)
    info = DatasetInfo(title=TODO, description=TODO, version="1.0.0")
    return Dataset(info=info, regions=(), sectors=(), companies=(), documents=())


def _free_name(dataset: Dataset, name: str) -> str:
    """Return the id of a document, with a number if another report of that day has it already."""
    taken = {document.id for document in dataset.documents}
    names = (name if number == 1 else f"{name}-{number}" for number in count(1))
    return next(each for each in names if each not in taken)


def _publisher(dataset: Dataset, url: str | None) -> str:
    """Return who published the other texts of a site."""
    site = (url or "").split("/")[:3]
    sources = (document.source for document in dataset.documents)
    known = (each for each in sources if each.url.split("/")[:3] == site)
    return next((_quoted(each.publisher) for each in known if not each.reprinted_by), TODO)


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def _language(text: Text) -> str:
    """Return `ru` where most letters are Cyrillic, else `en`."""
    cyrillic = sum("\u0400" <= letter <= "\u04ff" for letter in text.content)
    latin = sum("A" <= letter <= "z" for letter in text.content)
    return "ru" if cyrillic > latin else "en"


# The date

_LONG_PARAGRAPHS = 3
_WORDS_OF_LONG_PARAGRAPH = 9
_MEETING = re.compile(r"\b(?:met|meets|meeting|received|held|talks|встре\w+|приня\w+)\b", re.I)
_PAGE_DATE = re.compile(r"date \d{4}-\d{2}-\d{2}\b")
_WORDS_BESIDE_DATE = 2
_UNIX_TIME = re.compile(r"(?<!\d)(1[0-9]{9})(?!\d)")
_URL_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?([0-2]\d|3[01])(?!\d)")
_URL_YEAR = re.compile(r"(?<=/)((?:19|20)\d\d)(?=/)")
_YEAR = re.compile(r"(?<!by )(?<!until )(?<!to )(?<!for )(?<![\d-])((?:19|20)\d\d)\b(?!-)")
_MINSK = datetime.timezone(datetime.timedelta(hours=3))


class _Date(NamedTuple):
    value: str
    stated: str | None
    basis: str
    note: str


def _date(text: Text, url: str | None) -> _Date:
    """Return the date of the meeting, as far as the beginning of a text or its address give it."""
    met, alone, others = _days(text)
    day = next(iter(met), None)
    full = {
        f"{each.year}-{each.month_and_day}": each for each in (*met, *alone, *others) if each.year
    }
    years = {int(value[:4]) for value in full}
    named = (int(year) for each in text.paragraphs for year in _YEAR.findall(each.text))
    latest = max(named, default=0)
    is_recent = max(years, default=0) >= latest  # else it is the date of something else
    published, year, where = _published(url or "")
    for value, each in full.items():
        is_of_meeting = day and each.month_and_day == day.month_and_day
        is_only = not day and each in alone and len(full) == 1 and is_recent
        if is_of_meeting or is_only or (published and value == published.isoformat()):
            return _Date(value, each.span.text, "stated", "The full date stands in the text.")
    basis = "external" if year else "inferred"
    if published and day:
        meeting = datetime.date(published.year, day.month, min(day.day, 28))
        year = published.year - (meeting - published > datetime.timedelta(days=7))
    elif year is None and len(years) == 1 and is_recent:
        [year], where = years, f"the date {next(iter(full.values())).span.text} in the text"
    proposed = f"is only proposed, from {where}; confirm or correct it."
    if day and year:
        note = f"{TODO}: the year {year} {proposed}"
        return _Date(f"{year}-{day.month_and_day}", day.span.text, basis, note)
    if day:
        seen = f"the latest year in the text is {latest}; " if latest else ""
        note = f"{TODO}: {seen}how is the year known?"
        return _Date(f"{TODO}-{day.month_and_day}", day.span.text, "inferred", note)
    if published:
        return _Date(published.isoformat(), None, basis, f"{TODO}: the date {proposed}")
    there = " and ".join(each.span.text for each in full.values())
    seen = f"the text has {there}; " if there else ""
    return _Date(TODO, None, "inferred", f"{TODO}: {seen}how is the date known?")


def _days(text: Text) -> tuple[list[Day], list[Day], list[Day]]:
    """Return the dates at the beginning of a text.

    They are those in sentences on a meeting, those on a line of their own, and the others, such as
    the date that a page begins with.
    """
    met: list[Day] = []
    others: list[Day] = []
    long_paragraphs = 0
    for paragraph in text.paragraphs:
        for sentence in sentences(paragraph.text):
            page = _PAGE_DATE.match(sentence.text)
            for day in dates(sentence.text):
                is_met = _MEETING.search(sentence.text) and not (
                    page and day.span.start < page.end()
                )
                (met if is_met else others).append(day)
        long_paragraphs += len(paragraph.text.split()) >= _WORDS_OF_LONG_PARAGRAPH
        if long_paragraphs == _LONG_PARAGRAPHS:
            break
    lines = [texts.plain(line) for line in text.content.splitlines()]
    short = [line for line in lines if len(line.split()) <= _WORDS_BESIDE_DATE + 3]
    alone = [day for line in short for day in dates(line) if not _PAGE_DATE.match(line)]
    return met, alone, others


def _published(url: str) -> tuple[datetime.date | None, int | None, str]:
    """Return the day and the year that an address gives, and what in it gives them."""
    if found := _UNIX_TIME.search(url):
        time = datetime.datetime.fromtimestamp(int(found[1]), _MINSK)
        return time.date(), time.year, f"the Unix time in the address, {found[1]}"
    if found := _URL_DATE.search(url):
        try:
            day = datetime.date(*map(int, found.groups()))
        except ValueError:
            day = None
        return day, int(found[1]), f"the address, {found[0]}"
    if found := _URL_YEAR.search(url):
        return None, int(found[1]), f"the address, {found[0]}"
    return None, None, ""


# What a person should know


def _warnings(
    text: Text, language: str, region: Region | None, titled: Sequence[Head], head: Head
) -> Iterator[str]:
    """Yield what a person should know who goes on with the draft."""
    if language != "en":
        yield "The text is not in English: its names and heads are left to you."
    if region and region.kind is not None:
        yield f"{region.printed} is not in regions.yaml; add it:"
        yield from heads.skeleton(region)
    others = {each.name: each for each in titled if each.side == "region"}
    others.pop(head.name, None)
    for name, other in others.items():
        yield f"A second meeting? {other.title} {name} is named in paragraph {other.paragraph};"
        yield "each meeting has a document of its own."
    furniture = [
        f"line {number} {_quoted(line)}"
        for number, line in enumerate(map(texts.plain, text.content.splitlines()), 1)
        if _is_furniture(line)
    ]
    if furniture:
        yield "Not of the report, but of the page around it? Remove it from the text and draft"
        yield f"again, or leave it out as furniture: {'; '.join(furniture[:_MOST_NAMED])}"


_MOST_NAMED = 40
_MOST_WORDS_OF_FURNITURE = 4
_ENDS_SENTENCE = re.compile(r"[.?!:;,)\"'»…]$")
_ITEM = re.compile(r"[•*-] *[^\W\d_]")


def _is_furniture(line: str) -> bool:
    """Return whether a line is too short to have a verb, and is no date or item of a list."""
    is_short = 0 < len(line.split()) <= _MOST_WORDS_OF_FURNITURE and not _ITEM.match(line)
    return is_short and not _ENDS_SENTENCE.search(line) and not any(dates(line))


_FIRST_PARAGRAPHS = 5
_PLACE = re.compile(r"\bin ([A-Z][\w-]+(?: [A-Z][\w-]+)?) (?:on (?:\d|[A-Z])|today\b)")


def _place(text: Text) -> str | None:
    """Return where the meeting was, if it says "in Minsk on 24 February"."""
    matches = (_PLACE.search(paragraph.text) for paragraph in text.paragraphs[:_FIRST_PARAGRAPHS])
    return next((found[1] for found in matches if found), None)


# What is to be covered

_OPENING = " \"'([«•-*"


def _to_cover(
    names: Names, text: Text, language: str, region: str, known: Sequence[str]
) -> Iterator[str]:
    """Yield each paragraph's numbers and names, and its sentences by their first words."""
    for number, paragraph in enumerate(text.paragraphs, 1):
        drafted = Spans(span for phrase in known for span in paragraph.spans(phrase))
        found = {
            "numbers": [span.text for span in numbers(paragraph.text) if not drafted.cover(span)]
        }
        if language == "en":
            found["companies"] = [span.text for span, _ in names.companies(paragraph.text)]
            others = ((span, id_) for span, id_ in names.regions(paragraph.text) if id_ != region)
            found["regions"] = [span.text for span, _ in others]
        parts = []
        for kind, words in found.items():
            if different := list(dict.fromkeys(words)):
                more = "" if len(different) <= _MOST_NAMED else " and more"
                parts.append(f"{kind} {', '.join(different[:_MOST_NAMED])}{more}")
        yield f"# Paragraph {number}{': ' * bool(parts)}{'; '.join(parts)}"
        for sentence in sentences(paragraph.text):
            if first := " ".join(sentence.text.lstrip(_OPENING).split()[:PHRASE_WORDS]):
                yield f"#  - {{paragraph: {number}, text: {_quoted(first)}, kind: {TODO}}}"
