"""Compares bilat with the oracle on random questions: `python -m tests.tools.compare [SEED] [COUNT]`.

Half of the questions go to the real dataset, half to random ones. The first difference ends it.
"""

import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import bilat
from bilat.database.store import Database
from bilat.dataset.models import Dataset
from bilat.output.formats import render
from bilat.queries import listings
from tests.tools.contract import COLUMNS, TAKES
from tests.tools.folders import write_folder
from tests.tools.oracle import SIZES, Oracle
from tests.tools.random_dataset import random_dataset

WORDS = """
    minsk ufa trolleybus trolleybuses governor supply supplies belaz oblast market Бел* exist*
    proposed interested ready 8702 842* 2816 head report billion over 2019 2025-02-07 pandemic
    joint-production e-bus* tram trams трамваи область maz belarus president about drop target
""".split()
QUESTIONS_EACH = 200
"""How many questions are put to a random dataset."""


class Question(NamedTuple):
    """A listing and what is asked of it."""

    listing: str
    text: str
    filters: dict[str, list[str]]
    sort: list[str]
    columns: list[str]


def values(dataset: Dataset) -> dict[str, list[str]]:
    """What a person may type for each filter: ids and other names."""
    facts = [fact for document in dataset.documents for fact in document.cooperation]
    products = [product for fact in facts for product in fact.products]
    codes = {product.hs for product in products if product.hs}
    years = {document.date.value[:4] for document in dataset.documents}
    years |= {str(fact.period.to) for document in dataset.documents for fact in document.trade}
    spans = {f"{first}-{last}" for first in years for last in years if first <= last}
    isic = {sector.isic for sector in dataset.sectors if sector.isic}
    return {
        "region": [n for r in dataset.regions for n in (r.id, r.name, r.name_ru, r.iso_3166_2)],
        "district": [region.federal_district for region in dataset.regions],
        "year": sorted({*years, *spans, *(f"{y}-" for y in years), *(f"-{y}" for y in years)}),
        "sector": [n for s in dataset.sectors for n in (s.id, s.name, *s.aliases[:2])],
        "status": ["existing", "planned", "proposed", "interest", "Proposed,existing"],
        "side": ["belarus", "region", "both", "belarus,both"],
        "form": ["supply", "Joint venture", "repair", "components", "experience,assembly"],
        "company": [n for c in dataset.companies for n in (c.id, c.name, *c.aliases[:1])],
        "product": [product.name for product in products],
        "place": [place for fact in facts for place in fact.places],
        "project": [project for fact in facts for project in fact.projects],
        "hs": sorted({code[:length] for code in codes for length in (2, 4, 6)}),
        "isic": sorted({code[:length] for code in isic for length in (1, 2, 3, 4)} | set("CFN")),
        "said_by": ["president", "head", "report", "region_head", "document,president"],
        "document": [document.id for document in dataset.documents],
        "scope": ["region", "wider", "all"],
        "having": ["existing", "existing,proposed", "interest"],
        "basis": ["stated", "derived"],
        "kind": ["actual", "target"],
    }


def question(
    rng: random.Random, typed: dict[str, list[str]], regions: list[str], listing: str
) -> Question:
    """A random question of a listing, mostly with few filters, sometimes with many."""
    names = sorted(TAKES[listing] - {"text"})
    chosen = rng.sample(names, min(len(names), rng.choice((0, 1, 1, 1, 2, 2, 3, 5))))
    filters = {
        name: [rng.choice(typed[name]) for _ in range(rng.choice((1, 1, 2, 3)))]
        for name in chosen
        if typed[name]
    }
    text = " ".join(rng.choice(WORDS) for _ in range(rng.choice((0, 0, 0, 1, 1, 2))))
    columns = COLUMNS[listing].split()
    if listing == "matrix":
        columns = columns[:4]
        columns += [] if {"region", "district"} & filters.keys() else regions
    sizes = [name for of, name in SIZES if of == listing]
    sort = [
        rng.choice(("", "-")) + rng.choice([*columns, *sizes]) for _ in range(rng.choice((0, 1, 2)))
    ]
    shown = rng.sample(columns, rng.choice((0, 0, 1, 3)))
    return Question(listing, text, filters, sort, shown)


class Compared:
    """A folder, open, and the oracle of its dataset."""

    def __init__(self, folder: Path) -> None:
        dataset = bilat.load(folder)
        self.oracle = Oracle(dataset)
        self.typed = values(dataset)
        self.regions = [region.id for region in dataset.regions]
        self.database = Database(folder)
        self.connection = bilat.connect(folder)

    def close(self) -> None:
        self.database.close()
        self.connection.close()

    def check(self, asked: Question) -> int:
        """Compares typed rows and JSON with what they must be: how many rows there are."""
        listing, text, filters, sort, columns = asked
        found = getattr(self.connection, listing)(text, **filters)
        expected = self.oracle.answer(listing, text, filters)
        assert [_listed(row, expected) for row in found] == expected, asked
        resolved = listings.question(self.database, listing, text, filters)
        answer = listings.ask(self.database, resolved, columns, sort)
        written = json.loads("".join(render("json", answer.columns, answer.rows)))
        assert written == self.oracle.answer(listing, text, filters, sort, columns), asked
        assert all(not columns or [*row] == columns for row in written), asked
        return len(found)


def _listed(row: Any, expected: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A typed row as a dict of the columns that are listed, with lists for tuples."""
    fields = row if isinstance(row, dict) else row._asdict()
    columns = [*expected[0]] if expected else [*fields]
    return {
        name: [*fields[name]] if isinstance(fields[name], tuple) else fields[name]
        for name in columns
    }


def main(seed: int = 1, count: int = 2_000) -> None:
    """Prints how many questions were compared, by listing, and how many had rows."""
    rng = random.Random(seed)
    asked: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    real = bilat.load()
    with tempfile.TemporaryDirectory() as scratch:
        compared: list[Compared] = [Compared(write_folder(real, Path(scratch) / "real"))]
        for number in range(count):
            if number % QUESTIONS_EACH == 0:
                for each in compared[1:]:
                    each.close()
                folder = write_folder(random_dataset(rng, real), Path(scratch) / str(number))
                compared[1:] = [Compared(folder)]
            to = compared[number % 2]
            one = question(rng, to.typed, to.regions, rng.choice([*COLUMNS]))
            asked[one.listing] += 1
            answered[one.listing] += bool(to.check(one))
    for listing in COLUMNS:
        print(f"{listing:10} {asked[listing]:6} asked, {answered[listing]:6} with rows, all equal")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
