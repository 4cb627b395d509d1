"""A document and its facts as rows of the tables."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import quote

from bilat.database.derive import Derived, derived_amounts
from bilat.database.rows import DocumentRow, FigureRow, SectorRow, TradeRow
from bilat.dataset.models import Cooperation, Dataset, Document, Fact, Figure, Trade
from bilat.vocabulary import DATE_BASIS


def fact_id(document: Document, fact: Fact) -> str:
    """Return the id that a fact has among all facts."""
    return f"{document.id}/{fact.id}"


def address(document: Document, evidence: Iterable[str]) -> str:
    """Return the address of a report with a text fragment, which opens it at the evidence.

    See https://wicg.github.io/scroll-to-text-fragment: there is one `text=` for each phrase, and
    `-`, `,` and `&` are encoded because they have a meaning there.
    """
    phrases = quote("\n".join(evidence), safe="").replace("-", "%2D").replace("%0A", "&text=")
    return f"{document.source.url.partition('#')[0]}#:~:text={phrases}"


def document_row(dataset: Dataset, document: Document) -> DocumentRow:
    """Return the row of a document."""
    head, date = document.head("region"), document.date
    source = ("publisher", "url", "language", "paragraphs", "sha256", "reprinted_by")
    return DocumentRow(
        id=document.id,
        region=document.region,
        region_name=dataset.region[document.region].name,
        date=date.value,
        date_stated=date.stated,
        date_basis=date.basis,
        date_note=date.note,
        place=document.place,
        head=head.name,
        head_title=head.title,
        **_fields(document.source, *source),
        cooperation=len(document.cooperation),
        trade=len(document.trade),
        figures=len(document.figures),
        wider=sum(fact.scope is not None for fact in document.cooperation),
    )


def sector_row(dataset: Dataset, document: Document, fact: Cooperation) -> SectorRow:
    """Return the row of a cooperation record."""
    sector = dataset.sector[fact.sector]
    return SectorRow(
        **_statement(dataset, document, fact),
        **_fields(fact, "status", "side", "forms", "companies", "places", "projects"),
        **_fields(fact, "summary", "scope", "condition"),
        sector=sector.id,
        sector_name=sector.name,
        isic=sector.isic,
        products=tuple(product.name for product in fact.products),
        hs=tuple(product.hs for product in fact.products),
        date=document.date.value,
        date_basis=document.date.basis,
    )


def figure_row(dataset: Dataset, document: Document, fact: Figure) -> FigureRow:
    """Return the row of a number that is not trade."""
    return FigureRow(
        **_statement(dataset, document, fact),
        **_numbers(fact, "unit"),
        name=fact.name,
        scope=fact.scope,
        note=fact.period.note if fact.period else None,
    )


def trade_rows(dataset: Dataset, document: Document) -> Iterator[TradeRow]:
    """Yield the rows of what a document states on trade, then of what is derived from it."""
    for fact in document.trade:
        yield TradeRow(
            **_statement(dataset, document, fact),
            **_numbers(fact, "currency"),
            **_fields(fact, "kind", "cause", "doubt", "flow", "goods"),
            basis="stated",
            derivation=None,
            note=_notes([fact]),
            conflicts=(),
            sources=(),
        )
    for derived in derived_amounts(document):
        yield _derived_row(dataset, document, derived)


def _derived_row(dataset: Dataset, document: Document, derived: Derived) -> TradeRow:
    facts = list(dict.fromkeys((derived.amount, derived.change)))
    sources = tuple(fact_id(document, fact) for fact in facts)
    evidence = tuple(dict.fromkeys(phrase for fact in facts for phrase in fact.evidence))
    text = derived.period.text
    unset: dict[str, Any] = dict.fromkeys(
        "text direction change_text change_lower change_upper compared_to stated_by speaker"
        " cause".split()
    )
    return TradeRow(
        id=f"{document.id}/{'+'.join(f.id for f in facts)}/derived-{text.replace('/', '--')}",
        region=document.region,
        region_name=dataset.region[document.region].name,
        period=text,
        year_from=derived.period.year_from,
        year_to=derived.period.year_to,
        year_basis=max((f.period.basis for f in facts if f.period), key=[*DATE_BASIS].index),
        kind="actual",
        basis="derived",
        **_fields(derived, "hedge", "lower", "upper", "currency"),
        **_fields(derived.amount, "flow", "goods"),
        **_fields(derived.change.change, "factor"),
        **unset,
        derivation=f"{derived.formula} from {' and '.join(sources)}",
        note=_notes(facts),
        doubt=next((fact.doubt for fact in facts if fact.doubt), None),
        document=document.id,
        paragraphs=tuple(sorted({number for fact in facts for number in fact.paragraphs})),
        evidence=evidence,
        url=address(document, evidence),
        conflicts=(),
        sources=sources,
    )


def _fields(record: object, *names: str) -> dict[str, Any]:
    """Return fields of a record as columns of the same names; all are null if it is None."""
    return {name: getattr(record, name, None) for name in names}


def _statement(dataset: Dataset, document: Document, fact: Fact) -> dict[str, Any]:
    """Return the columns that every fact has."""
    return {
        **_fields(fact, "stated_by", "paragraphs", "evidence"),
        "id": fact_id(document, fact),
        "region": document.region,
        "region_name": dataset.region[document.region].name,
        "speaker": document.speaker(fact),
        "document": document.id,
        "url": address(document, fact.evidence),
    }


def _numbers(fact: Trade | Figure, unit: str) -> dict[str, Any]:
    """Return the columns of a fact's period, amount and change; `unit` is the name of one."""
    span = fact.period.span if fact.period else None
    bounds = _fields(fact.change, "lower", "upper")
    compared_to = fact.change.compared_to if fact.change else None
    return {
        "period": span.text if span else None,
        **_fields(span, "year_from", "year_to"),
        "year_basis": fact.period.basis if fact.period else None,
        **_fields(fact.amount, "text", "hedge", "lower", "upper"),
        unit: fact.amount.unit if fact.amount else None,
        **_fields(fact.change, "direction", "factor"),
        "change_text": fact.change.text if fact.change else None,
        "change_lower": bounds["lower"],
        "change_upper": bounds["upper"],
        "compared_to": None if compared_to is None else str(compared_to),
    }


def _notes(facts: Iterable[Trade]) -> str | None:
    """Return the notes of facts and their periods as one text."""
    notes = [note for f in facts for note in (f.period.note if f.period else None, f.note)]
    return " ".join(dict.fromkeys(filter(None, notes))) or None


def with_conflicts(rows: Sequence[TradeRow]) -> Iterator[TradeRow]:
    """Yield trade rows with the ids of rows from other documents that contradict them.

    Two actual amounts for the same period, flow, goods and currency of a region contradict each
    other if no number is within the bounds of both; an open bound excludes nothing.
    """
    comparable = defaultdict(list)
    for row in rows:
        comparable[_subject(row)].append(row)
    for row in rows:
        is_fact = row.kind == "actual" and row.period
        conflicts = (
            other.id
            for other in (comparable[_subject(row)] if is_fact else ())
            if other.document != row.document and _excludes(row, other)
        )
        yield row._replace(conflicts=tuple(conflicts))


def _subject(row: TradeRow) -> tuple[str | None, ...]:
    return (row.region, row.period, row.flow, row.goods, row.currency, row.kind)


def _excludes(one: TradeRow, other: TradeRow) -> bool:
    return any(
        low.lower is not None and high.upper is not None and low.lower > high.upper
        for low, high in ((one, other), (other, one))
    )
