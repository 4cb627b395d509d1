"""One region, sector, company, document or fact in full."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from bilat.database.rows import FigureRow, SectorRow, TradeRow
from bilat.dataset.models import Dataset, Document, Fact, Trade
from bilat.errors import UsageError
from bilat.questions import names, query
from bilat.questions.names import Names
from bilat.questions.query import Filters

KINDS = ("region", "sector", "company", "document", "fact")


class Profile(NamedTuple):
    """Everything on one thing: its own fields, then rows of the listings that speak of it."""

    kind: str
    id: str
    name: str
    fields: dict[str, Any]
    listings: dict[str, Sequence[Any]]

    def as_json(self) -> dict[str, Any]:
        """The profile as JSON has it."""
        rows = {name: [row._asdict() for row in rows] for name, rows in self.listings.items()}
        head = {"kind": self.kind, "id": self.id, "name": self.name, "fields": self.fields}
        return head | rows


def show(dataset: Dataset, text: str) -> Profile:
    """The profile of what goes by a name or an id, `kind:name` where it is ambiguous.

    Raises UsageError where nothing goes by it, with the nearest names, or where several things do.
    """
    kind, id_ = _find(dataset, text)
    return _PROFILES[kind](dataset, id_)


def identifiers(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """Every id that can be shown, with a word on what it is."""
    for region in dataset.regions:
        yield region.id, f"region, {region.official_name}"
    for sector in dataset.sectors:
        yield sector.id, f"sector, {sector.name}"
    for company in dataset.companies:
        yield company.id, f"company, {company.name}"
    for document in dataset.documents:
        yield document.id, f"document, meeting of {document.date.value}"
    for document in dataset.documents:
        for id_ in _fact_ids(dataset, document):
            yield id_, "fact"


def _find(dataset: Dataset, text: str) -> tuple[str, str]:
    kind, colon, name = text.partition(":")
    of_kind = bool(colon) and kind in KINDS
    begins = names.fold(name if of_kind else text)
    # No fact of another document goes by this name.
    documents = [each for each in dataset.documents if begins.startswith(names.fold(each.id))]
    known = _known(dataset, documents)
    if of_kind and (id_ := known[kind].get(name)):
        return kind, id_
    found = [(kind, id_) for kind, each in known.items() if (id_ := each.get(text))]
    if len(found) == 1:
        return found[0]
    if found:
        choices = " or ".join(f"{kind}:{id_}" for kind, id_ in found)
        raise UsageError(f"{text!r} is ambiguous; ask for {choices}")
    known = _known(dataset, dataset.documents)
    if of_kind:
        return kind, known[kind].resolve(name)
    near = [id_ for kind in KINDS for id_ in known[kind].nearest(text)]
    hint = f"did you mean {' or '.join(near[:3])}?" if near else "`bilat sectors` lists ids"
    raise UsageError(f"nothing goes by the name {text!r}; {hint}")


def _known(dataset: Dataset, documents: Iterable[Document]) -> dict[str, Names]:
    """The names of all things but facts, and of the facts of some documents."""
    facts = [id_ for document in documents for id_ in _fact_ids(dataset, document)]
    return {
        "region": names.regions(dataset),
        "sector": names.sectors(dataset),
        "company": names.companies(dataset),
        "document": Names("document", ((each.id, (each.id,)) for each in dataset.documents)),
        "fact": Names("fact", ((id_, (id_,)) for id_ in facts)),
    }


def _fact_ids(dataset: Dataset, document: Document) -> Iterator[str]:
    """The ids of the rows of a document, the derived ones too."""
    yield from (f"{document.id}/{fact.id}" for fact in document.cooperation)
    yield from (row.id for row in query.trade_rows(dataset, document))
    yield from (f"{document.id}/{fact.id}" for fact in document.figures)


def _region(dataset: Dataset, id_: str) -> Profile:
    region = dataset.region[id_]
    only = Filters(region=[id_])
    return Profile(
        "region",
        id_,
        region.official_name,
        {
            **region.model_dump(exclude={"id", "name", "official_name"}),
            "short_name": region.name,
        },
        {
            "documents": query.documents(dataset, only),
            "trade": query.trade(dataset, only),
            "sectors": sorted(
                query.sectors(dataset, only), key=lambda row: query.STATUSES.index(row.status)
            ),
            "companies": query.companies(dataset, only),
            "figures": query.figures(dataset, only),
        },
    )


def _sector(dataset: Dataset, id_: str) -> Profile:
    sector = dataset.sector[id_]
    only = Filters(sector=[id_])
    return Profile(
        "sector",
        id_,
        sector.name,
        {
            **sector.model_dump(exclude={"id", "name"}),
            "children": tuple(each.id for each in dataset.sectors if each.parent == id_),
        },
        {"sectors": query.sectors(dataset, only), "companies": query.companies(dataset, only)},
    )


def _company(dataset: Dataset, id_: str) -> Profile:
    company = dataset.company[id_]
    return Profile(
        "company",
        id_,
        company.name,
        {
            **company.model_dump(exclude={"id", "name"}),
            "named_in": tuple(_naming(dataset, names.record_names(company), id_)),
        },
        {"sectors": query.sectors(dataset, Filters(company=[id_]))},
    )


def _naming(dataset: Dataset, known: Iterable[str], id_: str) -> Iterator[str]:
    """Where a company is named: facts, and places that are deliberately no fact, with why."""
    folded = [names.fold(name) for name in known]
    for document in dataset.documents:
        for fact in document.cooperation:
            if id_ in fact.companies:
                yield f"{document.id}/{fact.id}"
        for item in document.left_out:
            if any(name in names.fold(item.text) for name in folded):
                yield f"{document.id}, paragraph {item.paragraph} (no fact: {item.why})"


def _document(dataset: Dataset, id_: str) -> Profile:
    document = next(each for each in dataset.documents if each.id == id_)
    own = Filters(region=[document.region])
    row = next(row for row in query.documents(dataset, own) if row.id == id_)
    fields = row._asdict()
    for counted in ("id", "cooperation", "trade", "figures"):
        del fields[counted]
    people = tuple(f"{each.name}, {each.title}" for each in document.participants)
    left_out = tuple(
        f"{item.text} (paragraph {item.paragraph}: {item.why})" for item in document.left_out
    )

    def own_rows(rows: Iterable[Any]) -> list[Any]:
        return [row for row in rows if row.document == id_]

    return Profile(
        "document",
        id_,
        f"Meeting with {row.head}, {row.date}",
        {**fields, "participants": people, "left_out": left_out},
        {
            "trade": own_rows(query.trade(dataset, own)),
            "sectors": own_rows(query.sectors(dataset, own)),
            "figures": own_rows(query.figures(dataset, own)),
        },
    )


def _fact(dataset: Dataset, id_: str) -> Profile:
    document = next(each for each in dataset.documents if id_.startswith(f"{each.id}/"))
    own = Filters(region=[document.region])
    rows: Iterable[SectorRow | TradeRow | FigureRow] = (
        *query.sectors(dataset, own),
        *query.trade(dataset, own),
        *query.figures(dataset, own),
    )
    row = next(row for row in rows if row.id == id_)
    facts = list(_behind(document, row))
    fields = row._asdict()
    del fields["id"]
    fields["evidence"] = tuple(dict.fromkeys(phrase for fact in facts for phrase in fact.evidence))
    if isinstance(row, SectorRow):
        name = f"{row.sector_name}, {row.region_name}"
        [fact] = (each for each in document.cooperation if each in facts)
        fields["products"] = tuple(product.model_dump() for product in fact.products)
        del fields["hs"]
    elif isinstance(row, TradeRow):
        name = f"Trade of {row.region_name}"
        changes = [each.change for each in facts if isinstance(each, Trade) and each.change]
        fields["factor"] = changes[0].factor if changes else None
    else:
        name = row.name
        del fields["name"]
    fields["inferred"] = tuple(_inferred(document, facts))
    fields["url"] = document.source.url
    return Profile("fact", id_, name, fields, {})


def _behind(document: Document, row: SectorRow | TradeRow | FigureRow) -> Iterator[Fact]:
    """The fact that a row is or, of a derived row, those that it comes from."""
    ids = row.id.split("/")[1].split("+")
    return (fact for fact in document.facts if fact.id in ids)


def _inferred(document: Document, facts: Iterable[Fact]) -> Iterator[str]:
    """What is not stated in the text and what it is inferred from."""
    if document.date.basis == "inferred":
        yield f"the date of the meeting, {document.date.value}: {document.date.note}"
    for fact in facts:
        period = getattr(fact, "period", None)
        if period and period.basis == "inferred":
            years = dict.fromkeys((period.from_, period.to))
            yield f"the period {'-'.join(map(str, years))} of {fact.id}: {period.note}"


_PROFILES = {
    "region": _region,
    "sector": _sector,
    "company": _company,
    "document": _document,
    "fact": _fact,
}
