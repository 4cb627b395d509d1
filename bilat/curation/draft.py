"""A source text → the skeleton of its document file, with what is still to be covered."""

import calendar
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bilat import text as texts
from bilat import vocabulary
from bilat.curation.heads import Head, heads, place
from bilat.curation.names import Names
from bilat.curation.numerals.numbers import numbers
from bilat.curation.sentences import sentences
from bilat.dataset.fields import PHRASE_WORDS
from bilat.dataset.models import Dataset
from bilat.errors import UsageError
from bilat.text import Paragraph, Span, Spans, Text

TODO = "TODO"

_MONTHS = "|".join(name for name in calendar.month_name if name)
_ISO_DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_WORDED_DATE = re.compile(rf"\b(\d{{1,2}}) ({_MONTHS})(?: (\d{{4}}))?\b")
_OPENING = " \"'([«•"
_MOST_NAMED = 40


class _Date(NamedTuple):
    value: str
    stated: str | None
    basis: str
    note: str


def draft(dataset: Dataset, text: Text) -> str:
    """The YAML of a new document; what a person has to write says TODO.

    Under `left_out` stands each sentence by its first words, as a comment: what no fact cites is
    left out by uncommenting it. Raises UsageError where the text is in the dataset already.
    """
    hash_ = texts.sha256(text.content)
    for document in dataset.documents:
        if document.source.sha256 == hash_:
            raise UsageError(f"{text.path}: this text is in the dataset already, as {document.id}")
    if not text.paragraphs:
        raise UsageError(f"{text.path}: the text is empty")
    names = Names(dataset)
    region = _region(names, text) or TODO
    date = _date(text)
    where = place(text)
    people = _participants(dataset, text, names, region)
    known = [date.stated, where, *(head.name for head in people.values())]
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
        f"place: {'null' if where is None else _quoted(where)}",
        "participants:",
        *(
            f"  - {{name: {_quoted(head.name)}, title: {_quoted(head.title)}, side: {side}}}"
            for side, head in people.items()
        ),
        "source:",
        f"  publisher: {TODO}",
        f"  url: https://{TODO}",
        "  language: en",
        f"  sha256: {hash_}",
        f"  paragraphs: {len(text.paragraphs)}",
        "",
        *SAMPLES.splitlines(),
        "",
        "left_out: []",
        "# Cite each sentence in a fact of its paragraph, or uncomment it here with its kind:",
        f"# {', '.join(vocabulary.LEFT_OUT_KIND)}; text: null leaves out the whole paragraph.",
        *_to_cover(names, text, region, list(filter(None, known))),
    ]
    return "\n".join(lines) + "\n"


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
#    period: {{from: 2000, to: 2000, basis: inferred, note: {TODO}}}
#    kind: actual  # {", ".join(vocabulary.TRADE_KIND)}
#    amount: {{text: {TODO}, hedge: exact, lower: 0, upper: 0, unit: USD}}  # or null
#    change:  # or null
#      text: {TODO}
#      direction: up  # {", ".join(vocabulary.DIRECTION)}
#      hedge: exact  # {", ".join(vocabulary.HEDGE)}
#      lower: 0.1
#      upper: 0.1
#      factor: null  # 2.6 where the text says 2.6 times
#      compared_to: null  # a year
#    cause: null  # the words of a stated cause
#    doubt: null  # the words of a doubt of the figure
#    stated_by: {TODO}
#    paragraphs: [1]
#    evidence: [{TODO}]

figures: []
#  - id: {TODO}
#    name: {TODO}
#    amount: {{text: {TODO}, hedge: exact, lower: 0, upper: 0, unit: {TODO}}}
#    period: null
#    scope: {TODO}
#    stated_by: {TODO}
#    paragraphs: [1]
#    evidence: [{TODO}]
"""
"""The lists of facts, each with a record to be uncommented."""


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def _region(names: Names, text: Text) -> str | None:
    """The region that the text names most often."""
    named = Counter(id_ for each in text.paragraphs for _, id_ in names.regions.find(each.text))
    return named.most_common(1)[0][0] if named else None


def _participants(dataset: Dataset, text: Text, names: Names, region: str) -> dict[str, Head]:
    """The head of each side, as far as the text names them."""
    title = dataset.region[region].official_name if region in dataset.region else TODO
    unknown = {
        "belarus": Head(TODO, "President of Belarus"),
        "region": Head(TODO, f"{TODO} of {title}"),
    }
    return unknown | heads(text, names.regions)


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


def _to_cover(names: Names, text: Text, region: str, known: Sequence[str]) -> Iterator[str]:
    """Each paragraph's numbers and names, and its sentences by their first words."""
    for number, paragraph in enumerate(text.paragraphs, 1):
        parts = []
        for kind, spans in _mentions(names, paragraph, region, known).items():
            if named := list(dict.fromkeys(span.text for span in spans)):
                more = "" if len(named) <= _MOST_NAMED else " and more"
                parts.append(f"{kind} {', '.join(named[:_MOST_NAMED])}{more}")
        yield f"# Paragraph {number}{': ' * bool(parts)}{'; '.join(parts)}"
        for sentence in sentences(paragraph.text):
            words = " ".join(sentence.text.lstrip(_OPENING).split()[:PHRASE_WORDS])
            if words:
                yield f"#  - {{paragraph: {number}, text: {_quoted(words)}, kind: {TODO}}}"


def _mentions(
    names: Names, paragraph: Paragraph, region: str, known: Sequence[str]
) -> dict[str, list[Span]]:
    """What the check will ask for besides the sentences; not what the draft has already."""
    drafted = Spans(span for phrase in known for span in paragraph.spans(phrase))
    companies = [span for span, _ in names.companies.find(paragraph.text)]
    regions = list(names.regions.find(paragraph.text))
    taken = Spans([*companies, *(span for span, _ in regions)])
    found = {
        "numbers": [number.span for number in numbers(paragraph.text)],
        "companies": companies,
        "regions": [span for span, id_ in regions if id_ != region],
        "places": [span for span, _ in names.places.find(paragraph.text) if not taken.touch(span)],
        "names": list(names.unknown(paragraph.text, sentences(paragraph.text))),
    }
    return {
        kind: [span for span in spans if not drafted.cover(span)] for kind, spans in found.items()
    }
