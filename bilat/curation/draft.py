"""A source text → the skeleton of its document file, with what is still to be covered."""

import calendar
import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from bilat import texts
from bilat.curation import check
from bilat.dataset.models import Dataset
from bilat.errors import UsageError
from bilat.texts import NameFinder, Span, Text

TODO = "TODO"

_MONTHS = "|".join(name for name in calendar.month_name if name)
_ISO_DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_WORDED_DATE = re.compile(rf"\b(\d{{1,2}}) ({_MONTHS})(?: (\d{{4}}))?\b")


class _Date(NamedTuple):
    value: str
    stated: str | None
    basis: str
    note: str


def draft(dataset: Dataset, text: Text) -> str:
    """The YAML of a new document; what a person has to write says TODO.

    Under `left_out` stands a comment for each paragraph with the numbers, companies, regions and
    places that `bilat check --documents` will ask for. Raises UsageError where the text is in
    the dataset already.
    """
    hash_ = texts.sha256(text.content)
    for document in dataset.documents:
        if document.source.sha256 == hash_:
            raise UsageError(f"{text.path}: this text is in the dataset already, as {document.id}")
    if not text.paragraphs:
        raise UsageError(f"{text.path}: the text is empty")
    region = _region(dataset, text) or TODO
    date = _date(text)
    title = dataset.region[region].official_name if region in dataset.region else TODO
    lines = [
        "# yaml-language-server: $schema=../schemas/document.json",
        f"# Save as documents/{region}-{date.value}.yaml and replace every TODO.",
        f"id: {region}-{date.value}",
        f"region: {region}",
        "date:",
        f'  value: "{date.value}"',
        f"  stated: {'null' if date.stated is None else _quoted(date.stated)}",
        f"  basis: {date.basis}",
        f"  note: {date.note}",
        "place: null",
        "participants:",
        f"  - {{name: {TODO}, title: President of Belarus, side: belarus}}",
        f"  - {{name: {TODO}, title: {_quoted(f'{TODO} of {title}')}, side: region}}",
        "source:",
        f"  publisher: {TODO}",
        f"  url: https://{TODO}",
        "  language: en",
        f"  sha256: {hash_}",
        f"  paragraphs: {len(text.paragraphs)}",
        "",
        "cooperation: []",
        "",
        "trade: []",
        "",
        "figures: []",
        "",
        "left_out: []",
        "# Still to be covered: cite it in a fact of its paragraph or put it under left_out.",
        *_to_cover(dataset, text, region, date),
    ]
    return "\n".join(lines) + "\n"


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def _region(dataset: Dataset, text: Text) -> str | None:
    """The region that the text names most often."""
    finder = check.finders(dataset).regions
    named = Counter(id_ for each in text.paragraphs for _, id_ in finder.find(each.text))
    return named.most_common(1)[0][0] if named else None


def _date(text: Text) -> _Date:
    """The first full date of the text, else its first day and month."""
    worded = None
    for paragraph in text.paragraphs:
        if found := _ISO_DATE.search(paragraph.text):
            return _Date(found[0], found[0], "stated", "The full date stands in the text.")
        found = _WORDED_DATE.search(paragraph.text)
        if found and (worded is None or (found[3] and not worded[3])):
            worded = found
    if worded is None:
        return _Date(TODO, None, "inferred", TODO)
    month = list(calendar.month_name).index(worded[2])
    day = f"{month:02}-{int(worded[1]):02}"
    if worded[3]:
        return _Date(f"{worded[3]}-{day}", worded[0], "stated", "The full date stands in the text.")
    return _Date(f"{TODO}-{day}", worded[0], "inferred", TODO)


def _to_cover(dataset: Dataset, text: Text, region: str, date: _Date) -> Iterator[str]:
    finders = check.finders(dataset)
    places = {region.capital: region.capital for region in dataset.regions}
    for document in dataset.documents:
        for fact in document.cooperation:
            places |= {place: place for place in fact.places}
    place_finder = NameFinder(places)
    for number, paragraph in enumerate(text.paragraphs, 1):
        regions = list(finders.regions.find(paragraph.text))
        named = [span for span, _ in regions]
        dated = list(paragraph.spans(date.stated)) if date.stated else []
        kinds: dict[str, Iterator[Span]] = {
            "numbers": (
                span for span, _ in texts.numbers(paragraph.text) if not span.within(dated)
            ),
            "companies": (span for span, _ in finders.companies.find(paragraph.text)),
            "regions": (span for span, id_ in regions if id_ != region),
            "places": (
                span for span, _ in place_finder.find(paragraph.text) if not span.within(named)
            ),
        }
        parts = []
        for kind, spans in kinds.items():
            if words := list(dict.fromkeys(span.text for span in spans)):
                parts.append(f"{kind} {', '.join(words)}")
        if parts:
            yield f"#   paragraph {number}: {'; '.join(parts)}"
