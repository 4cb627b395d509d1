"""What a fact rests on, in the words of the text itself: for the moment, and never kept."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from bilat import text as texts
from bilat.database.rows import Fact
from bilat.errors import FileError


class Quote(NamedTuple):
    """A paragraph as the text has it, white space collapsed."""

    document: str
    paragraph: int
    text: str
    marks: tuple[tuple[int, int], ...]
    """Where the evidence begins and ends in it, from 0."""


def quotes(facts: Iterable[Fact], hashes: Mapping[str, str], folder: Path) -> list[Quote]:
    """The paragraphs that facts cite, each once, with all the evidence in them marked.

    The texts are those of a folder that have the hashes of the documents, under any name. Raises
    FileError where the folder cannot be read or has no such text.
    """
    found = texts.read_folder(folder, set(hashes.values()))
    phrases: dict[tuple[str, int], list[str]] = {}
    for fact in facts:
        for number in fact.paragraphs:
            phrases.setdefault((fact.document, number), []).extend(fact.evidence)
    quoted = []
    for (document, number), evidence in sorted(phrases.items()):
        text = found.get(hashes[document])
        if text is None or number > len(text.paragraphs):
            raise FileError(f"{folder}: no file in it has the text of {document}")
        quoted.append(_quote(document, text, number, evidence))
    return quoted


def _quote(document: str, text: texts.Text, number: int, evidence: Iterable[str]) -> Quote:
    paragraph = text.paragraphs[number - 1]
    begin, last = paragraph.offset(0), paragraph.offset(len(paragraph.text) - 1)
    spans = sorted(
        (span.start, span.end) for phrase in evidence for span in paragraph.spans(phrase)
    )
    marks: list[tuple[int, int]] = []
    for start, end in spans:
        if marks and start <= marks[-1][1]:
            start, end = marks[-1][0], max(end, marks.pop()[1])
        marks.append((start, end))
    return Quote(document, number, " ".join(text.content[begin : last + 1].split()), tuple(marks))
