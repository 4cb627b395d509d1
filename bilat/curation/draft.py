"""A source text → the skeleton of its document file, with what is still to be covered."""

import json
import re
from collections.abc import Iterator
from functools import partial
from importlib.resources import files
from itertools import count
from pathlib import Path
from string import Template

from bilat import text as texts
from bilat import vocabulary
from bilat.curation import meeting
from bilat.curation.coverage import Names
from bilat.curation.meeting import ENDS_OF_SENTENCE, TODO
from bilat.curation.sentences import dates, numbers, sentences
from bilat.dataset.fields import PHRASE_WORDS
from bilat.dataset.folder import data_files
from bilat.dataset.load import read
from bilat.dataset.models import Dataset, DatasetInfo
from bilat.errors import DatasetError, UsageError, escaped
from bilat.text import Text

_quoted = partial(json.dumps, ensure_ascii=False)
# The longest line without the end of a sentence that seems to be of a page, not of its report.
_WORDS_OF_FURNITURE = 5
# What may stand before the first word of a sentence.
_OPENING = " \"'([«•-*"


def draft(folder: Path, text: Text, url: str | None = None) -> str:
    """Return the YAML of a new document; what a person has to write says TODO.

    `folder` is the data folder, which may be empty, and `url` the address of the text. Under
    `left_out` each sentence stands by its first words, as a comment: what no fact cites is left out
    by uncommenting it. Raises UsageError if the text is in the dataset already, and DatasetError
    if a catalogue cannot be read.
    """
    dataset = _known(folder)
    hash_ = texts.sha256(text.content)
    for document in dataset.documents:
        if document.source.sha256 == hash_:
            raise UsageError(f"{text.path}: this text is in the dataset already, as {document.id}")
    if not text.paragraphs:
        raise UsageError(f"{text.path}: the text is empty")
    is_russian = len(re.findall("[А-яё]", text.content)) > len(re.findall("[A-Za-z]", text.content))
    president, head, others = meeting.heads(dataset, Text(text.path, "") if is_russian else text)
    date = meeting.date(text, url or "")
    region = head.region["id"]
    name = f"{region}-{date['value']}"
    names = (name if number == 1 else f"{name}-{number}" for number in count(1))
    taken = {document.id for document in dataset.documents}
    warnings = []
    if is_russian:
        warnings.append("The text is not in English: its names and heads are left to you.")
    if region not in (TODO, *(known.id for known in dataset.regions)):
        warnings.append(f"{head.region['official_name']} is not in regions.yaml; add it:")
        for field, value in head.region.items():
            warnings.append(f"{'-' if field == 'id' else ' '} {field}: {value}")
    for other in others:
        of_whom = f"{other.title} {other.name} is named in paragraph {other.paragraph}"
        warnings.append(f"A second meeting? {of_whom}; each meeting has a document of its own.")
    warnings += _furniture(text)
    quoted = {
        **date,
        "president": president.name,
        "head": head.name,
        "title": head.title,
        "url": url or f"https://{TODO}",
    }
    fields = {
        **{name: ", ".join(words) for name, words in vars(vocabulary).items() if name.isupper()},
        **{name: _quoted(value) for name, value in quoted.items()},
        "id": next(id_ for id_ in names if id_ not in taken),
        "region": region,
        "language": "ru" if is_russian else "en",
        "sha256": hash_,
        "paragraphs": len(text.paragraphs),
        "warnings": "\n# ".join(("", *warnings)),
        "to_cover": "\n# ".join(("", *_to_cover(dataset, text, region, date["stated"] or ""))),
    }
    template = files("bilat.curation").joinpath("draft.yaml").read_text("utf-8")
    return escaped(Template(template).substitute(fields))


def _known(folder: Path) -> Dataset:
    """Return the catalogues and the sound documents of a data folder, which may be empty."""
    data = data_files(folder)
    if not data:
        info = DatasetInfo(title=TODO, description=TODO, version="1.0.0")
        return Dataset(info=info, regions=(), sectors=(), companies=(), documents=())
    reading = read(data, folder)
    if reading.partial is None:
        raise DatasetError(reading.problems)
    return reading.partial


def _furniture(text: Text) -> list[str]:
    """Return the short lines that are neither a sentence nor a date, with what to do."""
    lines = [
        f"  line {number}: {_quoted(line)}"
        for number, line in enumerate(map(texts.plain, text.content.splitlines()), 1)
        if 0 < len(line.split()) <= _WORDS_OF_FURNITURE
        and not line.endswith(ENDS_OF_SENTENCE)
        and not any(dates(line))
    ]
    question = "Not of the report, but of the page around it? Remove it from the text and draft"
    return [question, "again, or leave it out as furniture:", *lines] if lines else []


def _to_cover(dataset: Dataset, text: Text, region: str, date: str) -> Iterator[str]:
    """Yield each paragraph's numbers and names, and its sentences by their first words."""
    catalogued = Names(dataset)
    for number, paragraph in enumerate(text.paragraphs, 1):
        digits = [span.text for span in numbers(paragraph.text.replace(date, ""))]
        names = [span.text for span, _, id_ in catalogued.find(paragraph.text) if id_ != region]
        parts = [
            f"{what} {', '.join(dict.fromkeys(words))}"
            for what, words in (("numbers", digits), ("names", names))
            if words
        ]
        yield f"Paragraph {number}{': ' * bool(parts)}{'; '.join(parts)}"
        for sentence in sentences(paragraph.text):
            if first := " ".join(sentence.text.lstrip(_OPENING).split()[:PHRASE_WORDS]):
                yield f" - {{paragraph: {number}, text: {_quoted(first)}, kind: {TODO}}}"
