"""Participants and places are names that the text has, with their titles and sides."""

import re
from collections.abc import Iterator

from bilat.curation.common_names import COMMON
from bilat.curation.comparison import Comparison, Finding
from bilat.curation.names import capitalised
from bilat.dataset.facts import Cooperation
from bilat.dataset.models import Participant
from bilat.dataset.strict_yaml import Location
from bilat.text import plain

_WORD = re.compile(r"[^\W\d_]+")
_BELARUS = re.compile(r"\bBelarus(?:ian)?\b")
_JOINING = r"(?:[,\s]|'s|\b(?:of|the)\b|\b[A-ZА-ЯЁ][\w-]*){0,30}"


def findings(compared: Comparison) -> Iterator[Finding]:
    """People and places that are none, or that stand on the wrong side."""
    document = compared.document
    for index, person in enumerate(document.participants):
        at = ("participants", index)
        wrong = list(_name(compared, (*at, "name"), person))
        yield from wrong or _title(compared, (*at, "title"), person)
        yield from _side(compared, (*at, "side"), person)
    everywhere = range(1, len(compared.text.paragraphs) + 1)
    if document.place:
        yield from _place(compared, ("place",), document.place, everywhere)
    for at_fact, fact in compared.facts:
        if isinstance(fact, Cooperation):
            for index, place in enumerate(fact.places):
                yield from _place(compared, (*at_fact, "places", index), place, fact.paragraphs)


def _name(compared: Comparison, at: Location, person: Participant) -> Iterator[Finding]:
    words = _WORD.findall(person.name)
    if len(words) < 2 or not all(word[0].isupper() for word in words[:1] + words[-1:]):
        yield at, f"{person.name!r} is no given name with a surname"
    elif common := [word for word in words if word.lower() in COMMON]:
        yield at, f"{person.name!r} is no person's name, for {common[0]} is none"
    elif found := compared.names.thing(person.name):
        yield at, f"{person.name!r} is no person's name, for {found} is a name of something else"


def _title(compared: Comparison, at: Location, person: Participant) -> Iterator[Finding]:
    """The first word of a title stands beside the name, and all its names in the text."""
    words = _WORD.findall(person.title)
    text = " ".join(paragraph.text for paragraph in compared.text.paragraphs)
    for word in words:
        if word[0].isupper() and not re.search(rf"\b{re.escape(word)}", text):
            yield at, f"{word!r} of the title stands nowhere in {compared.text.path.name}"
            return
    office = next((word for word in words if word[0].isupper()), None)
    others = {
        title[0]
        for each in compared.document.participants
        if each.side != person.side and (title := _WORD.findall(each.title))
    }
    if office and office not in others and not _is_beside(office, person.name, text):
        for other in sorted(others):
            if _is_beside(other, person.name, text):
                message = f"the text calls {person.name} {other}, not {office}"
                yield at, f"{message}; mind whose name stands with which title"


def _is_beside(office: str, name: str, text: str) -> bool:
    """Whether an office stands directly before a name, or after it and a comma."""
    name, office = re.escape(plain(name)), re.escape(office)
    before = rf"\b{office}\b{_JOINING}\b{name}\b"
    after = rf"\b{name}, (?:the |an? )?(?:[A-Z][\w-]* )*{office}\b"
    return bool(re.search(f"{before}|{after}", text))


def _side(compared: Comparison, at: Location, person: Participant) -> Iterator[Finding]:
    """Who heads the region is of its side, and who heads Belarus of the other."""
    is_of_region = any(
        id_ == compared.document.region for _, id_ in compared.names.regions.find(person.title)
    )
    is_of_belarus = bool(_BELARUS.search(person.title))
    if is_of_region != is_of_belarus:
        side = "region" if is_of_region else "belarus"
        if person.side != side:
            yield at, f"{person.side}, but {person.title!r} is of the side {side}"


def _place(
    compared: Comparison, at: Location, place: str, paragraphs: range | tuple[int, ...]
) -> Iterator[Finding]:
    """A place is a name: with a capital where no sentence begins, and of nothing else."""
    words = _WORD.findall(place)
    places = compared.stands(place, paragraphs)
    if not places:
        return
    inside = [
        word
        for number, span in places
        for sentence in compared.sentences[number]
        for word in capitalised(sentence.span)
        if word.start == span.start
    ]
    if not place[0].isupper() or not (inside or len(words) > 1):
        yield at, f"{place!r} is no name of a place; places are written with a capital"
    elif any(id_ for _, id_ in compared.names.companies.find(place)):
        yield at, f"{place!r} is a company; put it under companies"
    elif any(place in each.name for each in compared.document.participants):
        yield at, f"{place!r} is a person; places are those where something is"
