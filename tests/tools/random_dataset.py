"""Random sound datasets: other meetings, statuses, scopes, companies and periods."""

import random
from pathlib import Path
from typing import Any

import bilat
from bilat import vocabulary
from bilat.dataset.models import Dataset

MEETINGS = Path(__file__).parents[1] / "output" / "meetings"
PARAGRAPHS = 99
MOST_FACTS = {"cooperation": 12, "trade": 6, "figures": 3}

Records = dict[str, Any]


def random_dataset(rng: random.Random, dataset: Dataset) -> Dataset:
    """Return the catalogues of a dataset with other documents.

    Their facts are those of the dataset and of some invented meetings, changed at random.
    """
    records = dataset.model_dump(mode="json")
    originals = records["documents"] + bilat.load(MEETINGS).model_dump(mode="json")["documents"]
    documents: Records = {}
    for number in range(rng.randint(1, 8)):
        original, region = rng.choice(originals), rng.choice(records["regions"])["id"]
        date = f"{rng.randint(2026, 2045)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        source = {"sha256": f"{number:064x}", "paragraphs": PARAGRAPHS}
        id_ = f"{region}-{date}"
        documents[id_] = original | {
            "id": id_,
            "region": region,
            "date": original["date"] | {"value": date},
            "source": original["source"] | source,
            "left_out": [],
        }
        for kind, most in MOST_FACTS.items():
            facts = [fact for document in originals for fact in document[kind]]
            change = _change_record if kind == "cooperation" else _change_numbers
            documents[id_][kind] = [
                change(rng, records, _said(rng, rng.choice(facts), f"{kind}-{each}"))
                for each in range(rng.randint(0, most))
            ]
    by_id = [documents[id_] for id_ in sorted(documents)]
    return Dataset.model_validate({**records, "documents": by_id})


def _said(rng: random.Random, fact: Records, id_: str) -> Records:
    paragraphs = sorted(rng.sample(range(1, PARAGRAPHS), rng.randint(1, 3)))
    speaker = rng.choice([*vocabulary.STATED_BY])
    return fact | {"id": id_, "stated_by": speaker, "paragraphs": paragraphs}


def _change_record(rng: random.Random, records: Records, fact: Records) -> Records:
    def some(items: Any, most: int) -> list[Any]:
        return rng.sample([*items], rng.randint(0, most))

    status = rng.choice([*vocabulary.STATUS])
    sides = [*vocabulary.SIDE, *([None] if status == "planned" else [])]
    goods = some([("trams", "8603"), ("lifts", "842810"), ("milk", None)], 3)
    return fact | {
        "sector": rng.choice(records["sectors"])["id"],
        "status": status,
        "side": None if status == "existing" else rng.choice(sides),
        "scope": rng.choice((None, None, None, "the Far East", "Russia")),
        "condition": rng.choice((None, None, "If you are interested")),
        "forms": some(vocabulary.FORM, 3),
        "products": [{"name": f"{rng.choice(('new', 'old'))} {name}", "hs": hs} for name, hs in goods],
        "companies": some([company["id"] for company in records["companies"]], 3),
        "places": some(["Ufa", "Minsk", "the Amur"], 2),
        "projects": some(["Innoprom", "cluster"], 1),
    }  # fmt: skip


def _change_numbers(rng: random.Random, _: Records, fact: Records) -> Records:
    """Change the period of a trade fact or figure and, of trade, what it covers and why."""
    begin, month = rng.randint(2010, 2021), f"{rng.randint(2, 11):02}"
    end = begin + rng.randint(1, 4)
    value = rng.choice(
        (begin, begin, f"{begin}/{end}", f"{end}-{month}", f"{end}-01/{end}-{month}")
    )
    basis = rng.choice([*vocabulary.DATE_BASIS])
    note = None if basis == "stated" else "As it seems."
    period = rng.choice((None, *[{"value": value, "basis": basis, "note": note}] * 5))
    changed = fact | {"period": period}
    if fact["change"]:
        changed["change"] = fact["change"] | {"compared_to": rng.choice((None, begin - 1))}
    if "flow" in fact:
        changed |= {
            "flow": rng.choice(("turnover", *vocabulary.FLOW)),
            "goods": rng.choice((None, None, "dairy products")),
            "cause": rng.choice((None, None, "due to the pandemic")),
            "doubt": rng.choice((None, None, "not quite accurate")),
        }
    return changed
