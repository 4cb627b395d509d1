"""A source text → the skeleton of its document file, with what is still to be covered."""

import calendar
import datetime
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bilat import text as texts
from bilat import vocabulary
from bilat.curation import heads
from bilat.curation.coverage import Names
from bilat.curation.heads import TODO, Head, Region
from bilat.curation.sentences import dates, numbers, sentences
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
# How much of a text says who met, and how much says when.
_CHARACTERS_OF_PEOPLE = 20_000
_CHARACTERS_OF_DATE = 2_000


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
    beginning = Text(text.path, text.content[:_CHARACTERS_OF_PEOPLE])
    language = _language(beginning)
    regions, titled = heads.read(dataset, beginning) if language == "en" else ([], [])
    region = heads.region_of_meeting(regions, titled)
    people = {side: heads.head_of(side, titled, region) for side in vocabulary.PARTY}
    opening = Text(text.path, text.content[:_CHARACTERS_OF_DATE])
    date = _date(opening, url or "")
    id_ = region.id if region else TODO
    name = f"{id_}-{date.value}"
    taken = {document.id for document in dataset.documents}
    names = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 2)))
    name = next(each for each in names if each not in taken)
    place = _PLACE.search(texts.plain(opening.content))
    lines = [
        "# yaml-language-server: $schema=../schemas/document.json",
        f"# Save as documents/{name}.yaml and replace every TODO.",
        *(f"# {line}" for line in _warnings(beginning, language, region, titled, people["region"])),
        f"id: {name}",
        f"region: {id_}",
        "date:",
        f"  value: {_quoted(date.value)}",
        f"  stated: {_quoted(date.stated)}",
        f"  basis: {date.basis}",
        f"  note: {_quoted(date.note)}",
        f"place: {_quoted(place[1]) if place else TODO}",
        "participants:",
        *(
            f"  - {{name: {_quoted(head.name)}, title: {_quoted(head.title)}, side: {side}}}"
            for side, head in people.items()
        ),
        "source:",
        f"  publisher: {TODO}",
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
        *_to_cover(Names(dataset), text, language, id_, date.stated or ""),
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


def _quoted(words: str | None) -> str:
    return json.dumps(words, ensure_ascii=False)


def _language(text: Text) -> str:
    """Return `ru` where most letters are Cyrillic, else `en`."""
    russian, english = (len(re.findall(each, text.content)) for each in ("[А-яё]", "[A-Za-z]"))
    return "ru" if russian > english else "en"


# "in Minsk on 24 February"
_PLACE = re.compile(r"\bin ([A-Z][\w-]+(?: [A-Z][\w-]+)?) (?:on (?:\d|[A-Z])|today\b)")

# The date

_MEETING = re.compile(r"\b(?:met|meets|meetings?|received|held|talks|встре\w+|приня\w+)\b", re.I)
_PAGE_DATE = re.compile(r"^date \d{4}-\d{2}-\d{2} ")
# "MINSK, 10 June (Agency) -"
_DATELINE = re.compile(r"^[A-Z]{3,}(?:, [A-Z][a-z]+)?[,.] ?[^()]{3,20}(?: \([^()]{1,40}\))? ?- ?")
_YEAR = re.compile(r"(?<!by )(?<!until )(?<!to )(?<!for )(?<![\d-])((?:19|20)\d\d)\b(?!-)")
_UNIX_TIME = re.compile(r"(?<!\d)(1[0-9]{9})(?!\d)")
_URL_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?([0-2]\d|3[01])(?!\d)")
_URL_YEAR = re.compile(r"(?<=/)((?:19|20)\d\d)(?=/)")
_MINSK = datetime.timezone(datetime.timedelta(hours=3))


class _Date(NamedTuple):
    value: str
    stated: str | None
    basis: str
    note: str


def _date(text: Text, url: str) -> _Date:
    """Return the date of the meeting, as far as the beginning of a text or its address give it."""
    paragraphs = [paragraph.text for paragraph in text.paragraphs]
    said = (each.text for paragraph in paragraphs for each in sentences(paragraph))
    of_meeting = [_PAGE_DATE.sub("", each) for each in said if _MEETING.search(each)]
    of_meeting = [_DATELINE.sub("", each, count=1) for each in of_meeting]
    of_meeting += (found[0] for found in map(_DATELINE.match, paragraphs) if found)
    day = next((day for sentence in of_meeting for day in dates(sentence)), None)
    days = (day for paragraph in paragraphs for day in dates(paragraph))
    full = {f"{each.year}-{each.month_and_day}": each.span.text for each in days if each.year}
    for value, words in full.items():
        if day and value[5:] == day.month_and_day:
            return _Date(value, words, "stated", "The full date stands in the text.")
    published, year, where = _published(url)
    basis, stated = ("external" if year else "inferred"), None
    latest = max((int(year) for each in paragraphs for year in _YEAR.findall(each)), default=0)
    if not year and len(full) == 1 and max(full) >= str(latest):  # else it is of something else
        [(value, stated)] = full.items()
        published, where = datetime.date.fromisoformat(value), f"the date {stated} in the text"
    if published and day:
        meeting = datetime.date(published.year, day.month, min(day.day, 28))
        year = published.year - (meeting - published > datetime.timedelta(days=7))
    proposed = f"is only proposed, from {where}; confirm or correct it."
    if day and year:
        note = f"{TODO}: the year {year} {proposed}"
        return _Date(f"{year}-{day.month_and_day}", day.span.text, basis, note)
    if day:
        seen = f"the latest year in the text is {latest}; " if latest else ""
        note = f"{TODO}: {seen}how is the year known?"
        return _Date(f"{TODO}-{day.month_and_day}", day.span.text, "inferred", note)
    if published:
        return _Date(published.isoformat(), stated, basis, f"{TODO}: the date {proposed}")
    seen = f"the text has {' and '.join(full.values())}; " if full else ""
    return _Date(TODO, None, "inferred", f"{TODO}: {seen}how is the date known?")


def _published(url: str) -> tuple[datetime.date | None, int | None, str]:
    """Return the day and the year that an address gives, and what in it gives them."""
    if found := _UNIX_TIME.search(url):
        time = datetime.datetime.fromtimestamp(int(found[1]), _MINSK)
        return time.date(), time.year, f"the Unix time in the address, {found[1]}"
    if found := _URL_DATE.search(url):
        year, month, day = map(int, found.groups())
        if day <= calendar.monthrange(year, month)[1]:
            return datetime.date(year, month, day), year, f"the address, {found[0]}"
    if found := _URL_YEAR.search(url):
        return None, int(found[1]), f"the address, {found[0]}"
    return None, None, ""


# What a person should know

_MOST_NAMED = 40
_OF_PAGE = re.compile(
    r"©|copyright\b|(?:photo|views|tags)\b ?:|[\d.,]+ ?(?:[A-Z]{3})?$|.*( [/>›|] .*){2}", re.I
)
_WORDS_OF_PAGE = frozenset(
    "all archive contacts download email facebook home latest login main map menu more news ok "
    "official page photo popular print read related rss search send share site sitemap subscribe "
    "telegram top twitter version video views vk website".split()
)


def _warnings(
    text: Text, language: str, region: Region | None, titled: Sequence[Head], head: Head
) -> Iterator[str]:
    """Yield what a person should know who goes on with the draft."""
    if language != "en":
        yield "The text is not in English: its names and heads are left to you."
    if region and region.kind is not None:
        yield f"{region.printed} is not in regions.yaml; add it:"
        yield from region.skeleton()
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


def _is_furniture(line: str) -> bool:
    """Return whether a line begins as only those of a page do, or mostly has words of its menus."""
    words = texts.fold(line).split()
    of_page = [word for word in words if word in _WORDS_OF_PAGE]
    return bool(_OF_PAGE.match(line)) or len(of_page) > len(words) / 2


# What is to be covered

_OPENING = " \"'([«•-*"


def _to_cover(names: Names, text: Text, language: str, region: str, date: str) -> Iterator[str]:
    """Yield each paragraph's numbers and names, and its sentences by their first words."""
    for number, paragraph in enumerate(text.paragraphs, 1):
        in_date = Spans(paragraph.spans(date))
        there = [span.text for span in numbers(paragraph.text) if not in_date.cover(span)]
        found = {"numbers": there, "companies": [], "regions": []}
        for span, kind, id_ in names.find(paragraph.text) if language == "en" else ():
            if id_ != region:
                found["companies" if kind == "company" else "regions"].append(span.text)
        parts = [
            f"{kind} {', '.join(dict.fromkeys(words))}" for kind, words in found.items() if words
        ]
        yield f"# Paragraph {number}{': ' * bool(parts)}{'; '.join(parts)}"
        for sentence in sentences(paragraph.text):
            if first := " ".join(sentence.text.lstrip(_OPENING).split()[:PHRASE_WORDS]):
                yield f"#  - {{paragraph: {number}, text: {_quoted(first)}, kind: {TODO}}}"
