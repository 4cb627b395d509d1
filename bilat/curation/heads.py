"""Whom and what region a new text is about, as far as it says so with certainty."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bilat.curation.coverage import Names
from bilat.dataset.models import Dataset
from bilat.text import Span, Spans, Text, fold

TODO = "TODO"

# Regions

_KINDS = {
    "oblast": "oblast",
    "region": "oblast",
    "province": "oblast",
    "krai": "krai",
    "kray": "krai",
    "territory": "krai",
    "republic": "republic",
    "autonomous okrug": "autonomous-okrug",
    "autonomous oblast": "autonomous-oblast",
    "city": "federal-city",
}
_WORD = r"[A-Z][\w-]*\w"
_KIND = (
    r"(?:Autonomous )?(?:Oblast|Okrug)|[Rr]egion|[Kk]rai|Kray|[Tt]erritory|Republic|oblast|province"
)
_CITY = r"(?:St\.? |Saint[ -])Petersburg"
_REGION = re.compile(
    rf"\b[Rr]epublic of (?P<republic>{_WORD})"
    rf"|\b(?P<city>{_CITY})\b"
    rf"|\b(?P<name>{_WORD}(?: {_WORD})?) (?P<kind>{_KIND})\b"
    rf"|(?<=Russia's )(?P<of_russia>{_WORD})(?= {_WORD} {_WORD})(?! (?:{_KIND})\b)"
    rf"|(?<=\bof )(?P<other>{_WORD})(?= {_WORD} {_WORD})(?! (?:{_KIND})\b)"
    rf"|(?P<before>\b{_WORD})(?= (?:Governor|Rais) {_WORD} {_WORD})"
)
_OFFICE_OF = re.compile(r"\b(?:Rais|Governor|Head) (?:\(Head\) )?of $")
_NO_REGION = frozenset(
    "belarus belarusian russia russian federal federation soviet minsk vitebsk mogilev gomel "
    "grodno brest volga ural siberian arctic baltic eastern european administration government "
    "department state delegation directorate office committee embassy mission board council "
    "presidential".split()
)
_NO_NAME = _NO_REGION | frozenset(
    "the in on at of and governor head president rais acting first deputy vice prime minister "
    "oblast region krai kray territory okrug republic city today yesterday".split()
)


class Region(NamedTuple):
    """Where a text names a region; `kind` is None where the catalogue has the region."""

    paragraph: int
    span: Span
    id: str
    name: str
    kind: str | None

    @property
    def printed(self) -> str:
        """The name as the text prints it, with a capital."""
        return self.span.text[0].upper() + self.span.text[1:]


def regions(names: Names, text: Text) -> list[Region]:
    """Return where a text names regions, in the catalogue or not."""
    found: list[Region] = []
    for number, paragraph in enumerate(text.paragraphs, 1):
        known = [
            Region(number, span, id_, span.text, None)
            for span, id_ in names.regions(paragraph.text)
        ]
        taken = Spans(region.span for region in known)
        others = (_uncatalogued(number, match) for match in _REGION.finditer(paragraph.text))
        found += known
        found += (region for region in others if region and not taken.touch(region.span))
    new = {region.name: region for region in found if region.kind is not None}
    for number, paragraph in enumerate(text.paragraphs, 1):  # by its name alone
        taken = Spans(region.span for region in found if region.paragraph == number)
        for name, region in new.items():
            spans = (span for span in paragraph.spans(name) if not taken.touch(span))
            found += (region._replace(paragraph=number, span=span, kind=TODO) for span in spans)
    return found


def _uncatalogued(number: int, match: re.Match[str]) -> Region | None:
    text = match.string
    if match["other"] and not _OFFICE_OF.search(text[max(0, match.start() - 24) : match.start()]):
        return None
    start = match.start()
    words = next(filter(None, (match[name] for name in _NAMED))).split()
    if match["name"] and words[0].lower() in _NO_NAME:
        start += len(words[0]) + 1
        words = words[1:]
    if not words or any(word.lower() in _NO_NAME for word in words):
        return None
    kind = "republic" if match["republic"] else "city" if match["city"] else match["kind"] or TODO
    span = Span(start, match.end(), text[start : match.end()])
    name = " ".join(words)
    id_ = fold(name).replace(" ", "-")
    return Region(number, span, id_, name, _KINDS.get(kind.lower(), TODO))


_NAMED = ("republic", "city", "name", "of_russia", "other", "before")


def skeleton(region: Region) -> Iterator[str]:
    """Yield the entry of a region for the catalogue, as far as the text gives it."""
    yield f"- id: {region.id}"
    yield f"  name: {region.name}"
    yield f"  official_name: {region.printed}"
    yield f"  kind: {region.kind}"
    for field in ("iso_3166_2", "federal_district", "capital", "name_ru"):
        yield f"  {field}: {TODO}"


# Heads


class Head(NamedTuple):
    """Somebody with a title; `region` is the id of that in the title, None without one."""

    paragraph: int
    name: str
    title: str
    side: str
    region: str | None


_OFFICE = re.compile(
    r"\b(?:(acting|interim) )?(governor|head|president|rais)\b(?: \(head\))?", re.IGNORECASE
)
_OF = re.compile(r" of (?:the )?(?:Russia's |Russian )?(?P<belarus>(?:Republic of )?Belarus\b)?")
_OF_RUSSIA = re.compile(r"(?: \([^)]{1,40}\))?(?: of (?:the )?(?:Russian Federation|Russia)\b)?")
_NO_OFFICE = re.compile(r"\b(?:deputy|vice|first|former|ex|then)[ -]$", re.IGNORECASE)
_GIVEN = r"[A-Z][a-z][\w'-]*"
_FULL_NAME = rf"({_GIVEN}(?: [A-Z]\w+(?:vich|ich|vna))? {_GIVEN})(?<!'s)"
_NAME_AFTER = re.compile(rf",? {_FULL_NAME}")
_NAME_BEFORE = re.compile(rf"{_FULL_NAME}, (?:the )?(?:{_GIVEN} )?$")
_BELARUS_BEFORE = re.compile(r"\bBelarus(?:ian|'s|')? $")
_UNTITLED_BEFORE = re.compile(r"(?:^|[^\w'])(?:[a-z]+|The|Today|With|And),? $|^$")
_SENTENCE_GOES_ON = re.compile(r"[,.:;)\"']| (?:[a-z(-])")
_NEAR = 80


def heads(dataset: Dataset, text: Text, found: Sequence[Region]) -> list[Head]:
    """Return everybody whose title and name are certain, in the order of the text."""
    titled: list[Head] = []
    for number, paragraph in enumerate(text.paragraphs, 1):
        there = [region for region in found if region.paragraph == number]
        for office in _OFFICE.finditer(paragraph.text):
            head, is_certain = _titled(number, paragraph.text, office, there)
            if head and (is_certain or _is_named_again(text, head)):
                titled.append(head)
    surnames = {document.head("belarus").name.split()[-1] for document in dataset.documents}
    for surname in surnames:  # who is known needs no title
        named = re.compile(rf"\b({_GIVEN} {re.escape(surname)})\b")
        matches = (named.search(paragraph.text) for paragraph in text.paragraphs)
        if found_name := next(filter(None, matches), None):
            titled.append(Head(0, found_name[1], "President of Belarus", "belarus", None))
    return titled


def _is_named_again(text: Text, head: Head) -> bool:
    paragraphs = [paragraph for paragraph in text.paragraphs if any(paragraph.spans(head.name))]
    return len(paragraphs) > 1


def _titled(
    number: int, text: str, office: re.Match[str], found: Sequence[Region]
) -> tuple[Head | None, bool]:
    """Return who holds an office, if a name stands beside it, and whether it is surely a name.

    It is where the sentence goes on after it: in a headline, a verb has a capital as well.
    """
    before = text[max(0, office.start() - _NEAR) : office.start()]
    end, title = office.end(), office[2].capitalize()
    region, is_of_belarus = None, bool(_BELARUS_BEFORE.search(before))
    if of := _OF.match(text, end):
        is_of_belarus = bool(of["belarus"])
        region = next((each for each in found if each.span.start == of.end()), None)
        end = region.span.end if region else of.end()
        more = _OF_RUSSIA.match(text, end)
        end = more.end() if more else end
    elif not is_of_belarus:
        ends = (office.start() - 1, office.start() - 3)  # "Tver's Governor"
        region = next((each for each in found if each.span.end in ends), None)
    after, earlier = _NAME_AFTER.match(text, end), _NAME_BEFORE.search(before)
    name = after[1] if after else earlier[1] if earlier and (of or is_of_belarus) else ""
    is_bare = not of and title in ("Governor", "Rais") and _UNTITLED_BEFORE.search(before)
    is_certain = title == "President" if is_of_belarus else region or is_bare
    is_name = name and not any(word.lower() in _NO_NAME for word in name.split())
    if not is_certain or not is_name or _NO_OFFICE.search(before):
        return None, False
    is_sure = not after or bool(_SENTENCE_GOES_ON.match(text, after.end()))
    if is_of_belarus:
        return Head(number, name, "President of Belarus", "belarus", None), is_sure
    title = f"Acting {title}" if office[1] else title
    if region:
        title += f" of {'the ' * ('Republic' in region.printed)}{region.printed}"
    return Head(number, name, title, "region", region.id if region else None), is_sure


def region_of_meeting(found: Sequence[Region], titled: Sequence[Head]) -> Region | None:
    """Return the region of the first head, else the one that is named most often.

    It is returned as its first mention that says of what kind it is.
    """
    counts = Counter(region.id for region in found)
    ids = [head.region for head in titled if head.region] or [
        id_ for id_, _ in counts.most_common(1)
    ]
    of_it = [region for region in found if region.id == ids[0]] if ids else []
    return next((region for region in of_it if region.kind != TODO), next(iter(of_it), None))


def head_of(side: str, found: Sequence[Head], region: Region | None) -> Head:
    """Return the head of a side, with TODO for whatever is not certain."""
    both = {head.name for head in found if head.side != side}
    of_side = [head for head in found if head.side == side and head.name not in both]
    if side == "belarus":
        return next(iter(of_side), Head(0, TODO, "President of Belarus", side, None))
    of = region.printed if region else TODO
    for head in of_side:
        if region and head.region == region.id:
            return head
    for head in of_side:
        if head.region is None:
            return head._replace(title=f"{head.title} of {of}")
    return Head(0, TODO, f"{TODO} of {of}", side, None)
