"""What makes a record false: each change is one that a curator might make without noticing."""

import random
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from bilat.curation.numerals.numbers import amounts
from bilat.curation.sentences import sentences

Data = dict[str, Any]
"""What the YAML of a data folder holds, by the name of the file."""


class Source(NamedTuple):
    """The real data and its texts."""

    data: Data
    paragraphs: dict[str, list[str]]
    """By the name of a document's file."""

    def documents(self) -> Iterator[tuple[str, Any]]:
        return ((name, self.data[name]) for name in self.data if name.startswith("documents/"))

    def records(self, kind: str = "cooperation") -> Iterator[tuple[str, int, Any]]:
        for name, document in self.documents():
            for index, record in enumerate(document[kind]):
                yield name, index, record


Change = Callable[[Source, str, Any, random.Random], Iterator[None]]
"""Falsifies a record of a file in place, once for each `yield`."""


def _hedge(_: Source, __: str, record: Any, ___: random.Random) -> Iterator[None]:
    for field in ("amount", "change"):
        bounded = record.get(field)
        if not bounded or not bounded["hedge"]:
            continue
        real = dict(bounded)
        bounds = [each for each in (real["lower"], real["upper"]) if each is not None]
        falls = real.get("direction") == "down"
        for hedge in ("almost", "over", "about", "exact"):
            if hedge == real["hedge"] or not bounds:
                continue
            is_lower = hedge in ("about", "exact") or (hedge == "over") != falls
            is_upper = hedge in ("about", "exact") or (hedge == "almost") != falls
            bounded["hedge"] = hedge
            bounded["lower"] = bounds[0] if is_lower else None
            bounded["upper"] = bounds[0] if is_upper else None
            yield
            bounded.update(real)


def _direction(_: Source, __: str, record: Any, ___: random.Random) -> Iterator[None]:
    change = record.get("change")
    if not change:
        return
    change["direction"] = "down" if change["direction"] == "up" else "up"
    lower, upper = change["lower"], change["upper"]
    change["lower"] = None if upper is None else -upper
    change["upper"] = None if lower is None else -lower
    if change["factor"]:
        change["factor"] = change["lower"] = change["upper"] = change["hedge"] = None
    yield


def _currency(_: Source, __: str, record: Any, ___: random.Random) -> Iterator[None]:
    for unit in ("EUR", "RUB", "BYN", "CNY"):
        if record["amount"] and record["amount"]["unit"] != unit:
            record["amount"]["unit"] = unit
            yield


def _bound(_: Source, __: str, record: Any, rng: random.Random) -> Iterator[None]:
    for field in ("amount", "change"):
        bounded = record.get(field) or {}
        for bound in ("lower", "upper"):
            value = bounded.get(bound)
            if value is not None and not bounded.get("factor"):
                real = dict(bounded)
                factor = rng.choice([1.1, 0.9, 1.01, 10, 0.001])
                is_same = bounded["hedge"] in ("exact", "about") and real["lower"] == real["upper"]
                new = value * factor
                new = round(new) + (round(new) == value) if isinstance(value, int) else new
                for each in ("lower", "upper") if is_same else (bound,):
                    bounded[each] = new
                yield
                bounded.update(real)


def _period(_: Source, __: str, record: Any, ___: random.Random) -> Iterator[None]:
    period = record["period"]
    if period and period["basis"] == "stated":
        for field, step in (("from", -1), ("from", -2), ("to", -1)):
            real = dict(period)
            period[field] += step
            period["from"] = min(period["from"], period["to"])
            yield
            period.update(real)


def _basis(_: Source, __: str, record: Any, ___: random.Random) -> Iterator[None]:
    period = record["period"]
    if period and period["basis"] == "stated":
        for basis in ("inferred", "external"):
            period["basis"], period["note"] = basis, "A guess."
            yield


def _other_number(s: Source, name: str, record: Any, _: random.Random) -> Iterator[None]:
    """The number of another sentence of the same paragraph, with its own bounds."""
    amount = record.get("amount")
    if not amount:
        return
    real = dict(amount)
    for number in record["paragraphs"]:
        for sentence in sentences(s.paragraphs[name][number - 1]):
            if real["text"] in sentence.text:
                continue
            for found in amounts(sentence.text):
                if found.value is None:
                    continue
                value = round(found.value)
                amount.update(text=found.span.text, hedge="exact", lower=value, upper=value)
                yield
                amount.update(real)


def _company_missing(_: Source, __: str, record: Any, ___: random.Random) -> Iterator[None]:
    real = list(record.get("companies", []))
    for index in range(len(real)):
        record["companies"] = real[:index] + real[index + 1 :]
        yield


def _company_added(s: Source, _: str, record: Any, rng: random.Random) -> Iterator[None]:
    real = list(record.get("companies", []))
    others = [each["id"] for each in s.data["companies.yaml"] if each["id"] not in real]
    record["companies"] = [*real, rng.choice(others)]
    yield


def _products(s: Source, name: str, record: Any, rng: random.Random) -> Iterator[None]:
    others = [
        product
        for other, _, each in s.records()
        if other != name and each["sector"] != record["sector"]
        for product in each.get("products", [])
    ]
    text = " ".join(s.paragraphs[name][number - 1] for number in record["paragraphs"])
    foreign = [each for each in others if each["name"].split()[-1].rstrip("s") not in text]
    record["products"] = [rng.choice(foreign)]
    yield


def _summary_with(words: Callable[[Source, str, random.Random], str]) -> Change:
    def change(s: Source, name: str, record: Any, rng: random.Random) -> Iterator[None]:
        record["summary"] = f"{record['summary'].rstrip('.')}, and {words(s, name, rng)}."[:400]
        yield

    return change


def _a_company(s: Source, name: str, rng: random.Random) -> str:
    text = " ".join(s.paragraphs[name])
    names = [each["name"] for each in s.data["companies.yaml"] if each["name"] not in text]
    return f"so does {rng.choice([*names, 'Gorizont', 'Atlant'])}"


def _a_region(s: Source, name: str, rng: random.Random) -> str:
    text = " ".join(s.paragraphs[name])
    names = [each["name"] for each in s.data["regions.yaml"] if each["name"] not in text]
    return f"likewise in {rng.choice([*names, 'Tomsk', 'Kamchatka'])}"


def _a_number(s: Source, name: str, rng: random.Random) -> str:
    number = rng.choice(["seventeen", "350", "some forty-two", "half a million", "2031", "9.5%"])
    return f"that is {number}"


def _one_word(_: Source, __: str, record: Any, rng: random.Random) -> Iterator[None]:
    index = rng.randrange(len(record["evidence"]))
    words = re.findall(r"\w+", record["evidence"][index])
    record["evidence"][index] = rng.choice(words)
    yield


def _across(s: Source, name: str, record: Any, rng: random.Random) -> Iterator[None]:
    ends = []
    for number in record["paragraphs"]:
        found = sentences(s.paragraphs[name][number - 1])
        for left, right in pairwise(found):
            ends.append(" ".join([*left.text.split()[-2:], *right.text.split()[:2]]))
    if ends:
        record["evidence"] = [*record["evidence"], rng.choice(ends)]
        yield


def _other_paragraph(s: Source, name: str, record: Any, rng: random.Random) -> Iterator[None]:
    others = [n for n in range(1, len(s.paragraphs[name]) + 1) if n not in record["paragraphs"]]
    record["paragraphs"] = [rng.choice(others), *record["paragraphs"][1:]]
    yield


def _status(of: tuple[str, ...], status: str, side: str | None) -> Change:
    def change(_: Source, __: str, record: Any, ___: random.Random) -> Iterator[None]:
        if record["status"] in of:
            record["status"] = status
            record["side"] = side if side is None else record["side"] or side
            if status == "existing":
                record.pop("condition", None)
            yield

    return change


def _side(_: Source, __: str, record: Any, ___: random.Random) -> Iterator[None]:
    if record["side"] in ("belarus", "region"):
        record["side"] = "region" if record["side"] == "belarus" else "belarus"
        yield


def _condition(_: Source, __: str, record: Any, ___: random.Random) -> Iterator[None]:
    if record.pop("condition", None):
        yield


def _speaker(to: Callable[[str], str | None]) -> Change:
    def change(_: Source, __: str, record: Any, ___: random.Random) -> Iterator[None]:
        if other := to(record["stated_by"]):
            record["stated_by"] = other
            yield

    return change


def _place(s: Source, name: str, record: Any, rng: random.Random) -> Iterator[None]:
    number = rng.choice(record["paragraphs"])
    words = re.findall(r"[^\W\d_]{2,}", s.paragraphs[name][number - 1])
    record["places"] = [rng.choice(words)]
    yield


def _sector(s: Source, _: str, record: Any, rng: random.Random) -> Iterator[None]:
    record["sector"] = rng.choice(
        [each["id"] for each in s.data["sectors.yaml"] if each["id"] != record["sector"]]
    )
    yield


def _form(_: Source, __: str, record: Any, rng: random.Random) -> Iterator[None]:
    record["forms"] = [rng.choice(["design", "investment", "research", "exhibition", "repair"])]
    yield


def _scope(_: Source, __: str, record: Any, ___: random.Random) -> Iterator[None]:
    if record.pop("scope", None):
        yield


def _guessed_year(_: Source, __: str, record: Any, ___: random.Random) -> Iterator[None]:
    period = record["period"]
    if period and period["basis"] != "stated" and record.get("change") is None:
        period["from"] -= 1
        period["to"] -= 1
        yield


ON_RECORDS: dict[str, tuple[tuple[str, ...], Change]] = {
    "another hedge than the words": (("trade", "figures"), _hedge),
    "another direction than the words": (("trade",), _direction),
    "another currency than the words": (("trade",), _currency),
    "a bound that the words do not name": (("trade", "figures"), _bound),
    "a year outside the evidence": (("trade", "figures"), _period),
    "a stated year called inferred or external": (("trade", "figures"), _basis),
    "the number of another sentence": (("trade", "figures"), _other_number),
    "a company left out of the record": (("cooperation",), _company_missing),
    "a company that the paragraphs do not name": (("cooperation",), _company_added),
    "products that the paragraphs do not have": (("cooperation",), _products),
    "a summary with a foreign company": (("cooperation",), _summary_with(_a_company)),
    "a summary with a foreign region": (("cooperation",), _summary_with(_a_region)),
    "a summary with a foreign number": (("cooperation",), _summary_with(_a_number)),
    "evidence of one word": (("cooperation", "trade", "figures"), _one_word),
    "evidence across the end of a sentence": (("cooperation", "trade", "figures"), _across),
    "a wrong paragraph": (("cooperation", "trade", "figures"), _other_paragraph),
    "an offer recorded as existing": (("cooperation",), _status(("proposed",), "existing", None)),
    "a plan or interest recorded as existing": (
        ("cooperation",),
        _status(("planned", "interest"), "existing", None),
    ),
    "what exists recorded as an offer": (
        ("cooperation",),
        _status(("existing",), "proposed", "belarus"),
    ),
    "an interest or plan recorded as an offer": (
        ("cooperation",),
        _status(("interest", "planned"), "proposed", "belarus"),
    ),
    "what exists or is offered recorded as planned": (
        ("cooperation",),
        _status(("existing", "proposed"), "planned", None),
    ),
    "an offer recorded as interest": (
        ("cooperation",),
        _status(("proposed",), "interest", "belarus"),
    ),
    "the side swapped": (("cooperation",), _side),
    "a condition lost": (("cooperation",), _condition),
    "President and head of the region swapped as speakers": (
        ("cooperation", "trade", "figures"),
        _speaker({"president": "region_head", "region_head": "president"}.get),
    ),
    "a speaker's words given to the narrator": (
        ("cooperation", "trade", "figures"),
        _speaker({"president": "document", "region_head": "document"}.get),
    ),
    "the narrator's words given to a speaker": (
        ("cooperation", "trade", "figures"),
        _speaker({"document": "president"}.get),
    ),
    "a place that is any word of the text": (("cooperation",), _place),
    "a scope lost": (("cooperation",), _scope),
    "another sector": (("cooperation",), _sector),
    "another form": (("cooperation",), _form),
    "another year where the text states none": (("trade", "figures"), _guessed_year),
}
