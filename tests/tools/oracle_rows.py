"""The rows of every listing made plainly from the pydantic Dataset, for the oracle.

Written apart from the program: nothing here knows SQL, tables or how the program makes its rows.
"""

import math
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any, NamedTuple
from urllib.parse import quote

from bilat.dataset.catalogues import Company, Region, Sector
from bilat.dataset.facts import Cooperation, Fact, Figure, Trade
from bilat.dataset.models import Dataset, Document

STATUSES = ("existing", "planned", "proposed", "interest")
BASES = ("stated", "inferred", "external")
SPEAKERS = {"president": "president", "region_head": "head governor", "document": "report"}


class Row(NamedTuple):
    """The columns of a row, and what TEXT may find it by."""

    values: dict[str, Any]
    texts: tuple[Any, ...]
    names: tuple[str, ...] = ()
    """Of a record, what its region, its sector and its status are called."""
    meeting: Document | None = None


def names_of_region(region: Region) -> tuple[str, ...]:
    code = region.iso_3166_2
    own = (region.id, region.name, region.official_name, region.name_ru, code, code[3:])
    return (*own, *region.aliases)


def names_of(dataset: Dataset, item: Sector | Company) -> tuple[str, ...]:
    """The names of a sector and of its parents, or of a company."""
    if isinstance(item, Company):
        return (item.id, item.name, *item.aliases)
    own = (item.id, item.name, item.name_ru, *item.aliases)
    parents = (names_of(dataset, dataset.sector[id_]) for id_ in item.parents)
    return (*own, *(name for names in parents for name in names))


def meeting_texts(dataset: Dataset, document: Document) -> tuple[Any, ...]:
    head = document.head("region")
    return (*names_of_region(dataset.region[document.region]), head.name, head.title,
        document.date.value)  # fmt: skip


def link(document: Document, evidence: Iterable[str]) -> str:
    phrases = "&".join("text=" + quote(each, safe="").replace("-", "%2D") for each in evidence)
    return f"{document.source.url.split('#')[0]}#:~:{phrases}"


def _of_fact(dataset: Dataset, document: Document, fact: Fact) -> dict[str, Any]:
    """What every fact has."""
    return {
        "id": f"{document.id}/{fact.id}",
        "region": document.region,
        "region_name": dataset.region[document.region].name,
        "stated_by": fact.stated_by,
        "speaker": {
            "president": document.head("belarus").name,
            "region_head": document.head("region").name,
            "document": None,
        }[fact.stated_by],
        "document": document.id,
        "paragraphs": [*fact.paragraphs],
        "evidence": [*fact.evidence],
        "url": link(document, fact.evidence),
    }


def record(dataset: Dataset, document: Document, fact: Cooperation) -> Row:
    sector = dataset.sector[fact.sector]
    codes = [product.hs for product in fact.products if product.hs]
    values = {
        **_of_fact(dataset, document, fact),
        "sector": sector.id,
        "sector_name": sector.name,
        "isic": sector.isic,
        "status": fact.status,
        "side": fact.side,
        "forms": [*fact.forms],
        "products": [product.name for product in fact.products],
        "hs": sorted(set(codes), key=codes.index),
        "companies": [*fact.companies],
        "places": [*fact.places],
        "projects": [*fact.projects],
        "summary": fact.summary,
        "date": document.date.value,
        "scope": fact.scope,
        "condition": fact.condition,
    }
    companies = (names_of(dataset, dataset.company[id_]) for id_ in fact.companies)
    shown = "id summary date isic side speaker scope condition".split()
    lists = "forms products hs places projects".split()
    names = (*names_of_region(dataset.region[document.region]), *names_of(dataset, sector),
        fact.status)  # fmt: skip
    texts = (
        *(name for each in companies for name in each),
        *(values[column] for column in shown),
        *(item for column in lists for item in values[column]),
        *(SPEAKERS[fact.stated_by], *meeting_texts(dataset, document), *names),
    )
    return Row(values, texts, names, document)


def figure(dataset: Dataset, document: Document, fact: Figure) -> Row:
    period = fact.period
    values = {
        **_of_fact(dataset, document, fact),
        "name": fact.name,
        "text": fact.amount.text,
        "hedge": fact.amount.hedge,
        "lower": fact.amount.lower,
        "upper": fact.amount.upper,
        "unit": fact.amount.unit,
        "year_from": period.from_ if period else None,
        "year_to": period.to if period else None,
        "scope": fact.scope,
    }
    shown = "id name text unit scope year_from year_to speaker".split()
    texts = (*(values[column] for column in shown), SPEAKERS[fact.stated_by])
    return Row(values, (*texts, *meeting_texts(dataset, document)), meeting=document)


def trade(dataset: Dataset, document: Document) -> Iterator[Row]:
    """What is stated, then what follows from it."""
    for fact in document.trade:
        yield _stated(dataset, document, fact)
    yield from _all_derived(dataset, document)


def _stated(dataset: Dataset, document: Document, fact: Trade) -> Row:
    amount, change = fact.amount, fact.change
    values = {
        **_of_fact(dataset, document, fact),
        "year_from": fact.period.from_,
        "year_to": fact.period.to,
        "year_basis": fact.period.basis,
        "kind": fact.kind,
        "basis": "stated",
        "text": amount.text if amount else None,
        "hedge": amount.hedge if amount else None,
        "lower": amount.lower if amount else None,
        "upper": amount.upper if amount else None,
        "currency": amount.unit if amount else None,
        "direction": change.direction if change else None,
        "change_text": change.text if change else None,
        "change_lower": change.lower if change else None,
        "change_upper": change.upper if change else None,
        "compared_to": change.compared_to if change else None,
        "derivation": None,
        "note": fact.period.note,
        "cause": fact.cause,
        "doubt": fact.doubt,
    }
    return _trade(dataset, document, values)


def _trade(dataset: Dataset, document: Document, values: dict[str, Any]) -> Row:
    shown = """
        id year_from year_to kind basis text hedge currency direction change_text compared_to
        speaker cause doubt
    """
    texts = (*(values[column] for column in shown.split()), SPEAKERS.get(values["stated_by"]))
    return Row(values, (*texts, *meeting_texts(dataset, document)), meeting=document)


def _all_derived(dataset: Dataset, document: Document) -> Iterator[Row]:
    """What amounts and changes of one year say of an earlier one."""
    actual = [fact for fact in document.trade if fact.kind == "actual"]
    for level in actual:
        for change in actual:
            both = level.amount and level.change and level is change
            apart = not level.change and not change.amount and level.amount and change.change
            years = {(f.period.from_, f.period.to) for f in (level, change)}
            if (both or apart) and len(years) == 1 and level.period.from_ == level.period.to:
                yield from _derived(dataset, document, level, change)


def _derived(dataset: Dataset, document: Document, level: Trade, fact: Trade) -> Iterator[Row]:
    amount, change = level.amount, fact.change
    assert amount is not None
    assert change is not None
    if change.compared_to is None:
        return
    least, most = (
        None if bound is None else 1 + Fraction(str(bound))
        for bound in (change.lower, change.upper)
    )
    lower = math.floor(amount.lower / most) if amount.lower is not None and most else None
    upper = math.ceil(amount.upper / least) if amount.upper is not None and least else None
    if lower is upper is None:
        return
    hedge = "exact" if lower == upper else "range"
    hedge = "about" if "about" in (amount.hedge, change.hedge) else hedge
    hedge = "almost" if lower is None else "over" if upper is None else hedge
    facts = [level] if level is fact else [level, fact]
    ids = [f"{document.id}/{each.id}" for each in facts]
    evidence = [phrase for each in document.trade if each in facts for phrase in each.evidence]
    evidence = sorted(set(evidence), key=evidence.index)
    divisor = f"(1 + {_interval(change.lower, change.upper)})"
    if change.factor is not None and change.lower == change.upper:
        divisor = str(change.factor)
    formula = f"{_interval(amount.lower, amount.upper)} / {divisor}"
    nothing = "text direction change_text change_lower change_upper compared_to stated_by speaker"
    values = {
        **dict.fromkeys((*nothing.split(), "cause")),
        "id": f"{document.id}/{'+'.join(each.id for each in facts)}/derived-{change.compared_to}",
        "region": document.region,
        "region_name": dataset.region[document.region].name,
        "year_from": change.compared_to,
        "year_to": change.compared_to,
        "year_basis": BASES[max(BASES.index(each.period.basis) for each in facts)],
        "kind": "actual",
        "basis": "derived",
        "hedge": hedge,
        "lower": lower,
        "upper": upper,
        "currency": amount.unit,
        "derivation": f"{formula} from {' and '.join(ids)}",
        "note": " ".join(each.period.note for each in facts if each.period.note) or None,
        "document": document.id,
        "paragraphs": sorted({number for each in facts for number in each.paragraphs}),
        "doubt": next((each.doubt for each in facts if each.doubt), None),
        "evidence": evidence,
        "url": link(document, evidence),
    }
    yield _trade(dataset, document, values)


def _interval(lower: float | None, upper: float | None) -> str:
    left = "(-inf" if lower is None else f"[{lower}"
    return f"{left}, {'inf)' if upper is None else f'{upper}]'}"


def document_row(dataset: Dataset, document: Document) -> Row:
    head, source = document.head("region"), document.source
    values = {
        "id": document.id,
        "region": document.region,
        "region_name": dataset.region[document.region].name,
        "date": document.date.value,
        "date_stated": document.date.stated,
        "date_basis": document.date.basis,
        "date_note": document.date.note,
        "place": document.place,
        "head": head.name,
        "head_title": head.title,
        "publisher": source.publisher,
        "url": source.url,
        "language": source.language,
        "paragraphs": source.paragraphs,
        "sha256": source.sha256,
        "cooperation": len(document.cooperation),
        "trade": len(document.trade),
        "figures": len(document.figures),
        "wider": len([fact for fact in document.cooperation if fact.scope]),
    }
    shown = """
        id date date_stated date_basis place head head_title publisher url language
    """
    texts = tuple(values[column] for column in shown.split())
    return Row(values, (*texts, *names_of_region(dataset.region[document.region])),
        meeting=document)  # fmt: skip
