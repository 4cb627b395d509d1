"""Whom and what region a new text is about, as far as it says so with certainty."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bilat.dataset.models import Dataset
from bilat.text import Text, fold, plain

TODO = "TODO"

_KINDS = {
    "autonomous oblast": "autonomous-oblast",
    "autonomous okrug": "autonomous-okrug",
    "oblast": "oblast",
    "region": "oblast",
    "province": "oblast",
    "krai": "krai",
    "kray": "krai",
    "territory": "krai",
    "republic": "republic",
}
# Words with a capital that are no name of a region or person.
_NO_NAME = (
    "The|This|That|These|Our|Your|Their|His|Its|My|Each|Every|Any|Another|One|No|In|On|At|Of|And"
    "|Belarus|Belarusian|Russia|Russian|Federal|Federation|Soviet|European|Eastern|Western"
    "|Oblast|Krai|Kray|Region|Territory|Province|Republic|Okrug"
    "|Minsk|Vitebsk|Mogilev|Gomel|Grodno|Brest|Volga|Urals?|Siberian|Arctic|Baltic|Autonomous"
    "|Governor|Head|President|Rais|Acting|Deputy|Prime|Minister|Today|Yesterday|He|She|They|We|It"
)
_WORD = rf"\b(?!(?:{_NO_NAME})\b)[A-Z][\w-]{{0,40}}\w"
_PERSON = rf"{_WORD}(?: [A-Z]\w+(?:ich|vna))? {_WORD}\b(?! [A-Z])"
_KIND = rf"(?i:{'|'.join(_KINDS)})\b"
_CITY = r"(?:St\.? |Saint[ -])Petersburg"
_NAME = rf"(?:Mari El|(?:Nizhny |North )?{_WORD})"
_REPUBLICS = (
    "Adygea|Bashkortostan|Buryatia|Chechnya|Chuvashia|Dagestan|Ingushetia|Kabardino-Balkaria"
    "|Kalmykia|Karachay-Cherkessia|Karelia|Khakassia|Komi|Mari El|Mordovia|North Ossetia|Sakha"
    "|Tatarstan|Tuva|Tyva|Udmurtia|Yakutia"
)
_REGION = rf"[Rr]epublic of {_NAME}|{_CITY}|{_NAME} {_KIND}|(?:{_REPUBLICS})\b"
_ENDS_OF_SENTENCE = ".?!:;)\"'"
_BELARUS = r"(?:[Rr]epublic of )?Belarus(?:ian)?\b"
# A title with a name after it, or before it and a comma.
_HEAD = (
    rf"(?:(?P<earlier>{_PERSON}), (?:the )?)?(?:(?P<of_before>{_BELARUS}|REGION)(?:'s?)? )?"
    r"(?<![Dd]eputy )(?<![Vv]ice[ -])(?<![Ff]ormer )(?<![Ee]x-)(?<![Tt]hen[ -])"
    r"\b(?P<acting>[Aa]cting |[Ii]nterim )?"
    r"(?P<title>[Gg]overnor|[Hh]ead|[Pp]resident|[Rr]ais)\b(?: \([Hh]ead\))?"
    rf"(?: of (?:the )?(?:Russia's |Russian )?(?P<of>{_BELARUS}|REGION|{_WORD})"
    r"(?: of (?:the )?(?:Russian Federation|Russia)\b)?)?"
    rf"(?:,? (?P<later>{_PERSON}))?"
)


# A region that only later paragraphs name, and only once, is named in passing.
_PARAGRAPHS_OF_OPENING = 3


class Region(NamedTuple):
    """A region as a text names it; `kind` is None where the catalogue has the region."""

    id: str
    name: str
    printed: str
    kind: str | None

    def skeleton(self) -> Iterator[str]:
        """Yield its entry for the catalogue, as far as the text gives it."""
        yield f"- id: {self.id}"
        yield f"  name: {self.name}"
        yield f"  official_name: {self.printed}"
        yield f"  kind: {self.kind}"
        for field in ("iso_3166_2", "federal_district", "capital", "name_ru"):
            yield f"  {field}: {TODO}"


class Head(NamedTuple):
    """Somebody with a title; `region` is that in the title, if there is one."""

    name: str
    title: str
    side: str
    region: Region | None = None
    paragraph: int = 0


def read(dataset: Dataset, text: Text) -> tuple[list[Region], list[Head]]:
    """Return the regions that a text names, and everybody whose title and name are certain."""
    known = {
        plain(name): region.id
        for region in dataset.regions
        for name in (region.name, region.official_name, *region.aliases)
    }
    longest_first = "|".join(sorted(map(re.escape, known), key=len, reverse=True)) or "(?!)"
    place = rf"(?:(?:{longest_first})\b(?: {_KIND})?|{_REGION})"
    named, titled = re.compile(rf"\b{place}"), re.compile(_HEAD.replace("REGION", place))
    regions: list[Region] = []
    heads: list[Head] = []
    for number, paragraph in enumerate(text.paragraphs, 1):
        weight = 2 if number <= _PARAGRAPHS_OF_OPENING else 1
        regions += [_region(found[0], known) for found in named.finditer(paragraph.text)] * weight
        if paragraph.text[-1] in _ENDS_OF_SENTENCE:  # a headline has capitals that are no names
            found_heads = (_head(found, known) for found in titled.finditer(paragraph.text))
            heads += (head._replace(paragraph=number) for head in found_heads if head)
    return regions, heads


def _region(printed: str, known: Mapping[str, str]) -> Region:
    printed = printed[0].upper() + printed[1:]
    name, kind = printed, "federal-city" if re.fullmatch(_CITY, printed) else TODO
    if re.fullmatch(_REPUBLICS, printed):
        kind = "republic"
    elif printed.startswith("Republic of "):
        name, kind = printed.removeprefix("Republic of "), "republic"
    elif found := re.fullmatch(rf"(.+?) ({_KIND})", printed):
        name, kind = found[1], _KINDS[found[2].lower()]
    if id_ := known.get(printed) or known.get(name):
        return Region(id_, name, printed, None)
    return Region(fold(name).replace(" ", "-"), name, printed, kind)


def _head(found: re.Match[str], known: Mapping[str, str]) -> Head | None:
    """Return who holds an office, if it is the office of a head and a name stands beside it."""
    title, place = found["title"].capitalize(), found["of"] or found["of_before"]
    name = found["later"] or (found["earlier"] if place else None)
    if not name:
        return None
    if place and "Belarus" in place:
        return Head(name, "President of Belarus", "belarus") if title == "President" else None
    region = _region(place, known) if place else None
    start = found.start("acting" if found["acting"] else "title")
    if title in ("Governor", "Rais"):  # "Minsk Governor" is of no region that is meant
        is_bare = re.fullmatch(r"|[a-z,.;:] ", found.string[max(0, start - 2) : start])
        is_certain = bool(region or is_bare)
    else:
        is_certain = region is not None and region.kind != TODO
    if not is_certain:
        return None
    title = f"Acting {title}" if found["acting"] else title
    if region:
        title += f" of {'the ' * ('Republic' in region.printed)}{region.printed}"
    return Head(name, title, "region", region)


def region_of_meeting(regions: Sequence[Region], heads: Sequence[Head]) -> Region | None:
    """Return the region of the first head, else the one that is named most, if not in passing."""
    of_heads = [head.region for head in heads if head.region]
    counts = Counter(region.id for region in regions)
    ids = [region.id for region in of_heads]
    ids = ids or [id_ for id_, count in counts.most_common(1) if count > 1]
    of_it = [region for region in (*of_heads, *regions) if region.id in ids[:1]]
    return next((region for region in of_it if region.kind != TODO), next(iter(of_it), None))


def head_of(side: str, heads: Sequence[Head], region: Region | None) -> Head:
    """Return the head of a side, with TODO for whatever is not certain."""
    others = {head.name for head in heads if head.side != side}
    of_side = [head for head in heads if head.side == side and head.name not in others]
    if side == "belarus":
        return next(iter(of_side), Head(TODO, "President of Belarus", side))
    printed = region.printed if region else TODO
    of_region = [head for head in of_side if head.region and region and head.region.id == region.id]
    bare = [
        head._replace(title=f"{head.title} of {printed}") for head in of_side if not head.region
    ]
    return next(iter((*of_region, *bare)), Head(TODO, f"{TODO} of {printed}", side))
