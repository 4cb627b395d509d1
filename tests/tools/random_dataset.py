"""Random sound datasets: other meetings, statuses, scopes, companies, periods and bounds."""

import random
from typing import Any

from bilat import vocabulary
from bilat.dataset.fields import Span
from bilat.dataset.models import Dataset

MEETINGS = 8
FACTS = 12


def random_dataset(rng: random.Random, dataset: Dataset) -> Dataset:
    """Return the catalogues of a dataset with other documents."""
    records = dataset.model_dump(mode="json")
    documents: dict[str, Any] = {}
    for number in range(rng.randint(1, MEETINGS)):
        original = rng.choice(records["documents"])
        document = _meeting(rng, records, original, rng.randint(2010, 2030))
        document["source"] = original["source"] | {"sha256": f"{number:064x}"}
        documents[document["id"]] = document
    changed = {**records, "documents": sorted(documents.values(), key=lambda each: each["id"])}
    return Dataset.model_validate(changed)


def _meeting(
    rng: random.Random, records: dict[str, Any], original: dict[str, Any], year: int
) -> dict[str, Any]:
    region = rng.choice(records["regions"])["id"]
    date = {**original["date"], "value": f"{year}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"}
    facts = [fact for document in records["documents"] for fact in document["cooperation"]]
    figures = [fact for document in records["documents"] for fact in document["figures"]]
    last = original["source"]["paragraphs"]
    return {
        **original,
        "id": f"{region}-{date['value']}",
        "region": region,
        "date": date,
        "cooperation": [
            _cooperation(rng, records, rng.choice(facts), number, last)
            for number in range(rng.randint(0, FACTS))
        ],
        "trade": [_trade(rng, number, year, last) for number in range(rng.randint(0, 5))],
        "figures": [
            _figure(rng, rng.choice(figures), number, year, last)
            for number in range(rng.randint(0, 3))
        ],
        "left_out": [],
    }


def _said(rng: random.Random, last: int) -> dict[str, Any]:
    """By whom and where something is said."""
    return {
        "stated_by": rng.choice([*vocabulary.STATED_BY]),
        "paragraphs": sorted(rng.sample(range(1, last + 1), rng.randint(1, 3))),
    }


def _some(rng: random.Random, items: list[Any], most: int = 3) -> list[Any]:
    return rng.sample(items, rng.randint(0, min(most, len(items))))


def _cooperation(
    rng: random.Random, records: dict[str, Any], fact: dict[str, Any], number: int, last: int
) -> dict[str, Any]:
    status = rng.choice([*vocabulary.STATUS])
    sides: list[str | None] = [*vocabulary.SIDE, *([None] if status == "planned" else [])]
    return {
        **fact,
        **_said(rng, last),
        "id": f"fact-{number}",
        "sector": rng.choice(records["sectors"])["id"],
        "status": status,
        "side": None if status == "existing" else rng.choice(sides),
        "scope": rng.choice((None, None, None, "the Far East", "Russia")),
        "condition": rng.choice((None, None, "If you are interested")),
        "forms": _some(rng, [*vocabulary.FORM]),
        "products": [
            {"name": f"{rng.choice(('new', 'old'))} {name}", "hs": hs}
            for name, hs in _some(rng, [("trams", "8603"), ("lifts", "842810"), ("milk", None)])
        ],
        "companies": _some(rng, [company["id"] for company in records["companies"]]),
        "places": _some(rng, ["Ufa", "Minsk", "the Amur"], 2),
        "projects": _some(rng, ["Innoprom", "cluster"], 1),
    }


def _period(rng: random.Random, first: int, last: int) -> dict[str, Any] | None:
    """A year, years, months or none, between the beginning of one year and the end of another."""
    if rng.random() < 0.1:
        return None
    begin = rng.randint(first, last)
    end = rng.randint(begin, last)
    month = rng.randint(1, 11)
    basis = rng.choice([*vocabulary.DATE_BASIS])
    return {
        "value": rng.choice(
            (begin, begin, f"{begin}/{end + 1}", f"{end}-{month:02}", f"{end}-01/{end}-{month:02}")
        ),
        "basis": basis,
        "note": None if basis == "stated" else "As it seems.",
    }


def _bounds(rng: random.Random, hedge: str, number: float, spread: float) -> dict[str, Any]:
    """Bounds as a hedge asks for them."""
    lower, upper = {
        **dict.fromkeys(("over", "at-least"), (number, None)),
        **dict.fromkeys(("almost", "at-most"), (None, number)),
        "range": (number, round(number + spread, 6)),
    }.get(hedge, (number, number))
    return {"hedge": hedge, "lower": lower, "upper": upper}


def _amount(rng: random.Random, number: float, spread: float, unit: str) -> dict[str, Any]:
    bounds = _bounds(rng, rng.choice([*vocabulary.HEDGE]), number, spread)
    return {"text": f"so much, {number}", "unit": unit, **bounds}


def _trade(rng: random.Random, number: int, year: int, last: int) -> dict[str, Any]:
    kind = rng.choice(("actual", "actual", "actual", "target"))
    period = _period(rng, *((year, year + 5) if kind == "target" else (year - 5, year - 1)))
    has = rng.choice(("amount", "change", "both"))
    amount = _amount(rng, rng.randint(0, 10**9), 10**6, rng.choice(("USD", "USD", "RUB")))
    return {
        **_said(rng, last),
        "id": f"trade-{number}",
        "evidence": [f"so much, {number}"],
        "period": period,
        "kind": kind,
        "flow": rng.choice(("turnover", *vocabulary.FLOW)),
        "goods": rng.choice((None, None, "dairy products")),
        "amount": None if has == "change" else amount,
        "change": None if has == "amount" else _change(rng, period),
        "cause": rng.choice((None, None, "due to the pandemic")),
        "doubt": rng.choice((None, None, "not quite accurate")),
        "note": rng.choice((None, None, "A misprint.")),
    }


def _change(rng: random.Random, period: dict[str, Any] | None) -> dict[str, Any]:
    span = Span.parse(period["value"] if period else 2006)
    back = 12 if span.has_months else span.length
    previous = span._replace(first=span.first - back, last=span.last - back).text
    direction = rng.choice(("up", "down"))
    compared_to = rng.choice((previous, previous, None))
    text = {"text": f"went {direction}", "direction": direction, "compared_to": compared_to}
    hedge = rng.choice((None, *vocabulary.HEDGE))
    if hedge is None:
        return {**text, "hedge": None, "lower": None, "upper": None, "factor": None}
    fraction = rng.randint(1, 899) / 1000
    bounds = _bounds(rng, hedge, fraction, 0.05)
    if direction == "up":
        factor = round(1 + fraction, 3) if hedge != "range" and rng.random() < 0.3 else None
        return {**text, **bounds, "factor": factor}
    lower, upper = (None if bounds[end] is None else -bounds[end] for end in ("upper", "lower"))
    return {**text, "hedge": hedge, "lower": lower, "upper": upper, "factor": None}


def _figure(
    rng: random.Random, fact: dict[str, Any], number: int, year: int, last: int
) -> dict[str, Any]:
    size = rng.choice((rng.randint(-5, 10**6), round(rng.uniform(0, 99), 2)))
    period = rng.choice((None, _period(rng, year - 9, year - 1)))
    has = rng.choice(("amount", "amount", "change", "both"))
    return {
        **fact,
        **_said(rng, last),
        "id": f"figure-{number}",
        "amount": None if has == "change" else _amount(rng, size, 10, rng.choice(("%", "rank"))),
        "change": None if has == "amount" else _change(rng, period),
        "period": period,
    }
