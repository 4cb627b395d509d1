"""A document and its facts → the rows of their tables."""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from bilat.database import derive
from bilat.database.rows import DocumentRow, FigureRow, SectorRow, TradeRow
from bilat.dataset.models import Cooperation, Dataset, Document, Fact, Figure, Period
from bilat.vocabulary import DATE_BASIS


def fact_id(document: Document, fact: Fact) -> str:
    """The id of a fact among all facts."""
    return f"{document.id}/{fact.id}"


def address(document: Document, evidence: Iterable[str]) -> str:
    """The address of a report with a text fragment, which opens it at the evidence and marks that.

    See https://wicg.github.io/scroll-to-text-fragment: one `text=` a phrase; `-`, `,` and `&` have
    a meaning there and are encoded as well.
    """
    phrases = quote("\n".join(evidence), safe="").replace("-", "%2D").replace("%0A", "&text=")
    return f"{document.source.url.partition('#')[0]}#:~:text={phrases}"


def _period(period: Period | None) -> dict[str, Any]:
    """The columns of a period; nulls where it is open."""
    if period is None:
        return dict.fromkeys(("period", "year_from", "year_to", "year_basis"))
    span = period.span
    return {
        "period": span.text,
        "year_from": span.year_from,
        "year_to": span.year_to,
        "year_basis": period.basis,
    }


def _text(value: int | str | None) -> str | None:
    """A period's value as text."""
    return None if value is None else str(value)


def document_row(dataset: Dataset, document: Document) -> DocumentRow:
    """Where a document comes from and how much was taken from it."""
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
        reprinted_by=source.reprinted_by,
        cooperation=len(document.cooperation),
        trade=len(document.trade),
        figures=len(document.figures),
        wider=sum(fact.scope is not None for fact in document.cooperation),
    )


def sector_row(dataset: Dataset, document: Document, fact: Cooperation) -> SectorRow:
    """A cooperation record."""
    sector = dataset.sector[fact.sector]
    return SectorRow(
        id=fact_id(document, fact),
        region=document.region,
        region_name=dataset.region[document.region].name,
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
        stated_by=fact.stated_by,
        speaker=document.speaker(fact),
        date=document.date.value,
        document=document.id,
        paragraphs=fact.paragraphs,
        scope=fact.scope,
        condition=fact.condition,
        date_basis=document.date.basis,
        evidence=fact.evidence,
        url=address(document, fact.evidence),
    )


def figure_row(dataset: Dataset, document: Document, fact: Figure) -> FigureRow:
    """A number that is not trade."""
    amount, change = fact.amount, fact.change
    return FigureRow(
        id=fact_id(document, fact),
        region=document.region,
        region_name=dataset.region[document.region].name,
        name=fact.name,
        text=amount.text if amount else None,
        hedge=amount.hedge if amount else None,
        lower=amount.lower if amount else None,
        upper=amount.upper if amount else None,
        unit=amount.unit if amount else None,
        **_period(fact.period),
        direction=change.direction if change else None,
        change_text=change.text if change else None,
        change_lower=change.lower if change else None,
        change_upper=change.upper if change else None,
        compared_to=_text(change.compared_to) if change else None,
        factor=change.factor if change else None,
        scope=fact.scope,
        stated_by=fact.stated_by,
        speaker=document.speaker(fact),
        document=document.id,
        paragraphs=fact.paragraphs,
        note=fact.period.note if fact.period else None,
        evidence=fact.evidence,
        url=address(document, fact.evidence),
    )


def trade_rows(dataset: Dataset, document: Document) -> Iterator[TradeRow]:
    """What a document states on trade, then what is derived from it."""
    region_name = dataset.region[document.region].name
    for fact in document.trade:
        amount, change = fact.amount, fact.change
        yield TradeRow(
            id=fact_id(document, fact),
            region=document.region,
            region_name=region_name,
            **_period(fact.period),
            flow=fact.flow,
            goods=fact.goods,
            conflicts=(),
            kind=fact.kind,
            basis="stated",
            text=amount.text if amount else None,
            hedge=amount.hedge if amount else None,
            lower=amount.lower if amount else None,
            upper=amount.upper if amount else None,
            currency=amount.unit if amount else None,
            direction=change.direction if change else None,
            change_text=change.text if change else None,
            change_lower=change.lower if change else None,
            change_upper=change.upper if change else None,
            compared_to=_text(change.compared_to) if change else None,
            stated_by=fact.stated_by,
            speaker=document.speaker(fact),
            derivation=None,
            note=(fact.period.note if fact.period else None) or fact.note,
            document=document.id,
            paragraphs=fact.paragraphs,
            cause=fact.cause,
            doubt=fact.doubt,
            evidence=fact.evidence,
            url=address(document, fact.evidence),
            factor=change.factor if change else None,
            sources=(),
        )
    for derived in derive.earlier_amounts(document):
        facts = tuple(dict.fromkeys((derived.amount, derived.change)))
        sources = tuple(fact_id(document, fact) for fact in facts)
        evidence = tuple(
            dict.fromkeys(
                phrase for fact in document.trade if fact in facts for phrase in fact.evidence
            )
        )
        yield TradeRow(
            id=f"{document.id}/{'+'.join(fact.id for fact in facts)}/derived-{derived.year}",
            region=document.region,
            region_name=region_name,
            period=str(derived.year),
            flow=derived.amount.flow,
            goods=derived.amount.goods,
            conflicts=(),
            year_from=derived.year,
            year_to=derived.year,
            year_basis=max(
                (fact.period.basis for fact in facts if fact.period), key=[*DATE_BASIS].index
            ),
            kind="actual",
            basis="derived",
            text=None,
            hedge=derived.hedge,
            lower=derived.lower,
            upper=derived.upper,
            currency=derived.currency,
            direction=None,
            change_text=None,
            change_lower=None,
            change_upper=None,
            compared_to=None,
            stated_by=None,
            speaker=None,
            derivation=f"{derived.formula} from {' and '.join(sources)}",
            note=" ".join(f.period.note for f in facts if f.period and f.period.note) or None,
            document=document.id,
            paragraphs=tuple(sorted({n for fact in facts for n in fact.paragraphs})),
            cause=None,
            doubt=next((fact.doubt for fact in facts if fact.doubt), None),
            evidence=evidence,
            url=address(document, evidence),
            factor=derived.change.change.factor if derived.change.change else None,
            sources=sources,
        )
