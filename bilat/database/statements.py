"""A document and its facts as rows of the tables."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import quote

from bilat.database.derive import Derived, derived_amounts
from bilat.database.rows import DocumentRow, FigureRow, SectorRow, TradeRow
from bilat.dataset.models import (
    Amount,
    Change,
    Cooperation,
    Dataset,
    Document,
    Fact,
    Figure,
    Period,
    Trade,
)
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
    head, source = document.head("region"), document.source
    return DocumentRow(
        id=document.id,
        region=document.region,
        region_name=dataset.region[document.region].name,
        date=document.date.value,
        date_stated=document.date.stated,
        date_basis=document.date.basis,
        date_note=document.date.note,
        place=document.place,
        head=head.name,
        head_title=head.title,
        publisher=source.publisher,
        url=source.url,
        language=source.language,
        paragraphs=source.paragraphs,
        sha256=source.sha256,
        cooperation=len(document.cooperation),
        trade=len(document.trade),
        figures=len(document.figures),
        wider=sum(fact.scope is not None for fact in document.cooperation),
        reprinted_by=source.reprinted_by,
    )


def sector_row(dataset: Dataset, document: Document, fact: Cooperation) -> SectorRow:
    """Return the row of a cooperation record."""
    sector = dataset.sector[fact.sector]
    return SectorRow(
        **_statement(dataset, document, fact),
        sector=sector.id,
        sector_name=sector.name,
        isic=sector.isic,
        status=fact.status,
        side=fact.side,
        forms=fact.forms,
        products=tuple(product.name for product in fact.products),
        hs=tuple(product.hs for product in fact.products),
        companies=fact.companies,
        places=fact.places,
        projects=fact.projects,
        summary=fact.summary,
        date=document.date.value,
        scope=fact.scope,
        condition=fact.condition,
        date_basis=document.date.basis,
    )


def figure_row(dataset: Dataset, document: Document, fact: Figure) -> FigureRow:
    """Return the row of a number that is not trade."""
    return FigureRow(
        **_statement(dataset, document, fact),
        **_period(fact.period),
        **_amount(fact.amount, "unit"),
        **_change(fact.change),
        name=fact.name,
        scope=fact.scope,
        note=fact.period.note if fact.period else None,
    )


def trade_rows(dataset: Dataset, document: Document) -> Iterator[TradeRow]:
    """Yield the rows of what a document states on trade, then of what is derived from it."""
    for fact in document.trade:
        yield TradeRow(
            **_statement(dataset, document, fact),
            **_period(fact.period),
            **_amount(fact.amount, "currency"),
            **_change(fact.change),
            kind=fact.kind,
            basis="stated",
            derivation=None,
            note=_notes([fact]),
            cause=fact.cause,
            doubt=fact.doubt,
            flow=fact.flow,
            goods=fact.goods,
            conflicts=(),
            sources=(),
        )
    for derived in derived_amounts(document):
        yield _derived_row(dataset, document, derived)


def _derived_row(dataset: Dataset, document: Document, derived: Derived) -> TradeRow:
    facts = list(dict.fromkeys((derived.amount, derived.change)))
    sources = tuple(fact_id(document, fact) for fact in facts)
    evidence = tuple(dict.fromkeys(phrase for fact in facts for phrase in fact.evidence))
    span, change = derived.period, derived.change.change
    return TradeRow(
        id=f"{document.id}/{'+'.join(fact.id for fact in facts)}"
        f"/derived-{span.text.replace('/', '--')}",
        region=document.region,
        region_name=dataset.region[document.region].name,
        year_from=span.year_from,
        year_to=span.year_to,
        year_basis=max((f.period.basis for f in facts if f.period), key=[*DATE_BASIS].index),
        kind="actual",
        basis="derived",
        text=None,
        hedge=derived.hedge,
        lower=derived.lower,
        upper=derived.upper,
        currency=derived.currency,
        **{**_change(None), "factor": change.factor if change else None},
        stated_by=None,
        speaker=None,
        derivation=f"{derived.formula} from {' and '.join(sources)}",
        note=_notes(facts),
        document=document.id,
        paragraphs=tuple(sorted({number for fact in facts for number in fact.paragraphs})),
        cause=None,
        doubt=next((fact.doubt for fact in facts if fact.doubt), None),
        evidence=evidence,
        url=address(document, evidence),
        period=span.text,
        flow=derived.amount.flow,
        goods=derived.amount.goods,
        conflicts=(),
        sources=sources,
    )


def _statement(dataset: Dataset, document: Document, fact: Fact) -> dict[str, Any]:
    """Return the columns that every fact has."""
    return {
        "id": fact_id(document, fact),
        "region": document.region,
        "region_name": dataset.region[document.region].name,
        "stated_by": fact.stated_by,
        "speaker": document.speaker(fact),
        "document": document.id,
        "paragraphs": fact.paragraphs,
        "evidence": fact.evidence,
        "url": address(document, fact.evidence),
    }


def _period(period: Period | None) -> dict[str, Any]:
    if period is None:
        return dict.fromkeys(("period", "year_from", "year_to", "year_basis"))
    span = period.span
    return {
        "period": span.text,
        "year_from": span.year_from,
        "year_to": span.year_to,
        "year_basis": period.basis,
    }


def _amount(amount: Amount | None, unit: str) -> dict[str, Any]:
    """Return the columns of an amount, of which `unit` names that of the unit."""
    return {
        "text": amount.text if amount else None,
        "hedge": amount.hedge if amount else None,
        "lower": amount.lower if amount else None,
        "upper": amount.upper if amount else None,
        unit: amount.unit if amount else None,
    }


def _change(change: Change | None) -> dict[str, Any]:
    compared_to = change.compared_to if change else None
    return {
        "direction": change.direction if change else None,
        "change_text": change.text if change else None,
        "change_lower": change.lower if change else None,
        "change_upper": change.upper if change else None,
        "compared_to": None if compared_to is None else str(compared_to),
        "factor": change.factor if change else None,
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
        if row.kind == "actual" and row.period:
            of = (row.region, row.period, row.flow, row.goods, row.currency)
            comparable[of].append(row)
    conflicts = {
        row.id: tuple(
            other.id for other in same if other.document != row.document and _excludes(row, other)
        )
        for same in comparable.values()
        for row in same
    }
    for row in rows:
        yield row._replace(conflicts=conflicts.get(row.id, ()))


def _excludes(one: TradeRow, other: TradeRow) -> bool:
    return any(
        low.lower is not None and high.upper is not None and low.lower > high.upper
        for low, high in ((one, other), (other, one))
    )
