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
    inventor = _Inventor(rng, records)
    documents: dict[str, Any] = {}
    for number in range(rng.randint(1, MEETINGS)):
        document = inventor.meeting(number)
        documents[document["id"]] = document
    by_id = [documents[id_] for id_ in sorted(documents)]
    return Dataset.model_validate({**records, "documents": by_id})


class _Inventor:
    """Invents records in the manner of those of a dataset."""

    def __init__(self, rng: random.Random, records: dict[str, Any]) -> None:
        self.rng, self.choice, self.randint = rng, rng.choice, rng.randint
        self.records = records
        self.originals = records["documents"]

    def meeting(self, number: int) -> dict[str, Any]:
        original = self.choice(self.originals)
        region, year = self.choice(self.records["regions"])["id"], self.randint(2010, 2030)
        date = f"{year}-{self.randint(1, 12):02}-{self.randint(1, 28):02}"
        last = original["source"]["paragraphs"]
        return {
            **original,
            "id": f"{region}-{date}",
            "region": region,
            "date": original["date"] | {"value": date},
            "source": original["source"] | {"sha256": f"{number:064x}"},
            "cooperation": [self.cooperation(n, last) for n in range(self.randint(0, FACTS))],
            "trade": [self.trade(n, year, last) for n in range(self.randint(0, 5))],
            "figures": [self.figure(n, year, last) for n in range(self.randint(0, 3))],
            "left_out": [],
        }

    def maybe(self, *values: Any) -> Any:
        return self.choice((None, None, *values))

    def some(self, items: Any, most: int = 3) -> list[Any]:
        return self.rng.sample([*items], self.randint(0, min(most, len(items))))

    def said(self, last: int) -> dict[str, Any]:
        """By whom and where something is said."""
        paragraphs = sorted(self.rng.sample(range(1, last + 1), self.randint(1, 3)))
        return {"stated_by": self.choice([*vocabulary.STATED_BY]), "paragraphs": paragraphs}

    def cooperation(self, number: int, last: int) -> dict[str, Any]:
        facts = [fact for document in self.originals for fact in document["cooperation"]]
        status = self.choice([*vocabulary.STATUS])
        sides = [*vocabulary.SIDE, *([None] if status == "planned" else [])]
        goods = self.some([("trams", "8603"), ("lifts", "842810"), ("milk", None)])
        return {
            **self.choice(facts),
            **self.said(last),
            "id": f"fact-{number}",
            "sector": self.choice(self.records["sectors"])["id"],
            "status": status,
            "side": None if status == "existing" else self.choice(sides),
            "scope": self.maybe(None, "the Far East", "Russia"),
            "condition": self.maybe("If you are interested"),
            "forms": self.some(vocabulary.FORM),
            "products": [
                {"name": f"{self.choice(('new', 'old'))} {name}", "hs": hs} for name, hs in goods
            ],
            "companies": self.some([company["id"] for company in self.records["companies"]]),
            "places": self.some(["Ufa", "Minsk", "the Amur"], 2),
            "projects": self.some(["Innoprom", "cluster"], 1),
        }

    def period(self, first: int, last: int) -> dict[str, Any] | None:
        """A year, years, months or none, from the first year to the end of the last."""
        begin = self.randint(first, last)
        end, month = self.randint(begin, last), f"{self.randint(1, 11):02}"
        spans = (f"{begin}/{end + 1}", f"{end}-{month}", f"{end}-01/{end}-{month}")
        basis = self.choice([*vocabulary.DATE_BASIS])
        note = None if basis == "stated" else "As it seems."
        period = {"value": self.choice((begin, begin, *spans)), "basis": basis, "note": note}
        return period if self.rng.random() > 0.1 else None

    def bounds(self, number: float, spread: float) -> dict[str, Any]:
        """A hedge with the bounds that it asks for."""
        hedge = self.choice([*vocabulary.HEDGE])
        lower, upper = {
            **dict.fromkeys(("over", "at-least"), (number, None)),
            **dict.fromkeys(("almost", "at-most"), (None, number)),
            "range": (number, round(number + spread, 6)),
        }.get(hedge, (number, number))
        return {"hedge": hedge, "lower": lower, "upper": upper}

    def numbers(
        self, period: dict[str, Any] | None, size: float, spread: float, *units: str
    ) -> dict[str, Any]:
        """An amount, a change or both."""
        amount = {"text": f"so much, {size}", "unit": self.choice(units)}
        amount |= self.bounds(size, spread)
        change = self.change(period)
        kept = self.choice([(amount, None), (None, change), (amount, change)])
        return {"amount": kept[0], "change": kept[1], "period": period}

    def change(self, period: dict[str, Any] | None) -> dict[str, Any]:
        span = Span.parse(period["value"] if period else 2006)
        back = 12 if span.has_months else span.length
        previous = span._replace(first=span.first - back, last=span.last - back).text
        direction = self.choice(("up", "down"))
        change = {"text": f"went {direction}", "direction": direction, "factor": None}
        change["compared_to"] = self.choice((previous, previous, None))
        if self.randint(0, 7) == 0:
            return {**change, "hedge": None, "lower": None, "upper": None}
        fraction = self.randint(1, 899) / 1000
        bounds = self.bounds(fraction, 0.05)
        if direction == "down":
            lower, upper = bounds["upper"], bounds["lower"]
            bounds["lower"] = None if lower is None else -lower
            bounds["upper"] = None if upper is None else -upper
        elif bounds["hedge"] != "range":
            change["factor"] = self.maybe(round(1 + fraction, 3))
        return change | bounds

    def trade(self, number: int, year: int, last: int) -> dict[str, Any]:
        kind = self.choice(("actual", "actual", "actual", "target"))
        period = self.period(*((year, year + 5) if kind == "target" else (year - 5, year - 1)))
        return {
            **self.said(last),
            **self.numbers(period, self.randint(0, 10**9), 10**6, "USD", "USD", "RUB"),
            "id": f"trade-{number}",
            "evidence": [f"so much, {number}"],
            "kind": kind,
            "flow": self.choice(("turnover", *vocabulary.FLOW)),
            "goods": self.maybe("dairy products"),
            "cause": self.maybe("due to the pandemic"),
            "doubt": self.maybe("not quite accurate"),
            "note": self.maybe("A misprint."),
        }

    def figure(self, number: int, year: int, last: int) -> dict[str, Any]:
        facts = [fact for document in self.originals for fact in document["figures"]]
        size = self.choice((self.randint(-5, 10**6), round(self.rng.uniform(0, 99), 2)))
        numbers = self.numbers(self.period(year - 9, year - 1), size, 10, "%", "rank")
        return {**self.choice(facts), **self.said(last), **numbers, "id": f"figure-{number}"}
