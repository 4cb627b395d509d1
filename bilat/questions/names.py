"""What a person typed → an id, or the nearest names. Forgiving, never guessing."""

from collections.abc import Iterable, Sequence

from bilat import vocabulary
from bilat.dataset.models import Dataset
from bilat.dataset.naming import record_names as record_names
from bilat.dataset.naming import region_names as region_names
from bilat.errors import UsageError
from bilat.folding import fold as fold
from bilat.folding import nearest

SHORT_LIST = 15


class Names:
    """The names of one kind of thing ("region"), each leading to one id."""

    def __init__(self, kind: str, entries: Iterable[tuple[str, Sequence[str]]]) -> None:
        self.kind = kind
        self.ids: list[str] = []
        self.clashes: list[tuple[str, str, str]] = []
        """Names that two ids answer to: (name, id that has it, id that also claims it)."""
        self._id_of: dict[str, str] = {}
        for id_, names in entries:
            self.ids.append(id_)
            for name in names:
                owner = self._id_of.setdefault(fold(name), id_)
                if owner != id_:
                    self.clashes.append((name, owner, id_))
        self._ids = frozenset(self.ids)

    def get(self, text: str) -> str | None:
        """The id that goes by this name, or None; an id as it is goes before all names."""
        return text if text in self._ids else self._id_of.get(fold(text))

    def resolve(self, text: str) -> str:
        """The id that goes by this name; UsageError with the nearest names where none does."""
        if (id_ := self.get(text)) is not None:
            return id_
        near = self.nearest(text)
        message = f"unknown {self.kind} {text!r}"
        message += f"; did you mean {' or '.join(near)}?" if near else ""
        if len(self.ids) <= SHORT_LIST:
            message += f"{' Known' if near else '; known'}: {', '.join(self.ids)}"
        elif not near:
            message += f"; {len(self.ids)} are known, `bilat {_LISTED_BY[self.kind]}` lists them"
        raise UsageError(message)

    def resolve_all(self, texts: Iterable[str]) -> frozenset[str]:
        """The ids of several names; a single string is one name."""
        return frozenset(map(self.resolve, [texts] if isinstance(texts, str) else texts))

    def nearest(self, text: str) -> list[str]:
        """The ids, at most three, whose names look most like this one; the likeliest first."""
        return nearest(text, self._id_of.items())


_LISTED_BY = {
    "fact": "sectors",
    "document": "documents",
    "federal district": "regions",
    "region": "regions",
    "sector": "sectors",
    "company": "companies",
}


def regions(dataset: Dataset) -> Names:
    """The names of the regions."""
    return Names("region", ((region.id, region_names(region)) for region in dataset.regions))


def sectors(dataset: Dataset) -> Names:
    """The names of the sectors."""
    return Names("sector", ((sector.id, record_names(sector)) for sector in dataset.sectors))


def companies(dataset: Dataset) -> Names:
    """The names of the companies."""
    return Names("company", ((company.id, record_names(company)) for company in dataset.companies))


def districts(dataset: Dataset) -> Names:
    """The names of the federal districts that have a region."""
    names = dict.fromkeys(region.federal_district for region in dataset.regions)
    return words("federal district", names)


def words(kind: str, vocabulary: Iterable[str]) -> Names:
    """A fixed vocabulary, each word its own id."""
    return Names(kind, ((word, (word,)) for word in vocabulary))


def statuses() -> Names:
    """The words for a status."""
    return words("status", vocabulary.STATUS)


def forms() -> Names:
    """The words for a form of cooperation."""
    return words("form", vocabulary.FORM)


def sides() -> Names:
    """The words for who proposes."""
    return words("side", vocabulary.SIDE)


def bases() -> Names:
    """The words for where a trade figure comes from."""
    return words("basis", vocabulary.TRADE_BASIS)


def kinds() -> Names:
    """The words for the kinds of trade figures."""
    return words("kind", vocabulary.TRADE_KIND)
