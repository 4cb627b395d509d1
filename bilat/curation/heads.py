"""Who met and where, as far as a new text says it in the usual words."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bilat.curation.common_names import COMMON
from bilat.curation.names import NameFinder
from bilat.text import Span, Spans, Text

_OFFICE = re.compile(r"\b(?:Acting )?(President|Governor|Head)\b")
_STEP = re.compile(r"(?:,? )?(?:of|the|'s|[A-ZА-ЯЁ][\w-]*)(?![\w-])|'s\b")
_NAME_BEFORE = re.compile(r"([A-ZА-ЯЁ][\w-]+ [A-ZА-ЯЁ][\w-]+), (?:the |an? )?(?:[A-Z]\w+ )?$")
_PLACE = re.compile(r"\bin ([A-ZА-ЯЁ][\w-]+(?: [A-ZА-ЯЁ][\w-]+)?) on (?:\d|[A-Z])")
_MOST_STEPS = 16
_NEAR = 80


class Head(NamedTuple):
    """One of the two who met."""

    name: str
    title: str


def heads(text: Text, regions: NameFinder) -> dict[str, Head]:
    """The first head of each side whose name stands beside the office."""
    found: dict[str, Head] = {}
    for paragraph in text.paragraphs:
        named = [span for span, _ in regions.find(paragraph.text)]
        for office in _OFFICE.finditer(paragraph.text):
            side = "belarus" if office[1] == "President" else "region"
            if side not in found and (head := _head(paragraph.text, office, named)):
                found[side] = head
        if len(found) == 2:
            break
    return found


def place(text: Text) -> str | None:
    """Where the meeting was, if a paragraph says "in Minsk on 24 February"."""
    matches = (_PLACE.search(paragraph.text) for paragraph in text.paragraphs)
    return next((found[1] for found in matches if found), None)


def _head(text: str, office: re.Match[str], regions: list[Span]) -> Head | None:
    steps = list(_steps(text, office.end()))
    end = steps[-1].end if steps else office.end()
    known = Spans(regions)
    people = []
    for step in reversed(steps):
        is_name = step.text[0].isupper() and step.text.lower() not in COMMON
        if not is_name or known.cover(step):
            break
        people.append(step.text)
    if before := _NAME_BEFORE.search(text[max(0, office.start() - _NEAR) : office.start()]):
        name = before[1]
    elif len(people) >= 2:
        name = f"{people[1]} {people[0]}"
    else:
        return None
    if office[1] == "President":
        return Head(name, "President of Belarus")
    of = next((each.text for each in regions if office.end() <= each.start < end), None)
    if of is None:
        return Head(name, f"{office[0]} of TODO")
    return Head(name, f"{office[0]} of {'the ' * of.startswith('Republic')}{of}")


def _steps(text: str, start: int) -> Iterator[Span]:
    """The words of an office after its first: of, the, and capitalised ones."""
    for _ in range(_MOST_STEPS):
        step = _STEP.match(text, start)
        if step is None:
            return
        word = step[0].lstrip(", ")
        yield Span(step.end() - len(word), step.end(), word)
        start = step.end()
