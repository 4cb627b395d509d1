"""How far two readers of the texts agree on the records of cooperation.

`python -m tests.tools.agreement` compares the dataset with each folder in `tests/second_reading`, a
reading made without seeing the dataset and kept as it was written, and the readings with each other.

Within a document, records that cite a common paragraph are paired, the best pair first: the same
sector, then the greatest overlap of paragraphs, then the same status. Each is paired at most once.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import combinations, product
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import CHECKOUT, DATA

READINGS = CHECKOUT / "tests" / "second_reading"

Record = dict[str, Any]  # a record of cooperation, as the file of its document has it
Reading = dict[str, list[Record]]  # the records of each document, by its id
Pairs = list[tuple[Record, Record]]

FIELDS: dict[str, Callable[[Record], Hashable]] = {
    "sector": lambda record: record["sector"],
    "status": lambda record: record["status"],
    "side": lambda record: record["side"],
    "scope: region or wider": lambda record: record.get("scope") is None,
    "scope: the words": lambda record: record.get("scope"),
    "condition: one or none": lambda record: record.get("condition") is None,
    "speaker": lambda record: record["stated_by"],
}


def read(folder: Path) -> Reading:
    """Return the records in a folder of document files."""
    return {
        path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))["cooperation"]
        for path in sorted(folder.glob("*.yaml"))
    }


def jaccard(field: str, one: Record, other: Record) -> float:
    """Return the share of the items of a list that two records have in common."""
    first, second = ({*record.get(field, ())} for record in (one, other))
    return len(first & second) / len(first | second) if first | second else 1.0


def pair(first: Sequence[Record], second: Sequence[Record]) -> Pairs:
    """Return the records of two readers that are about the same."""

    def quality(numbers: tuple[int, int]) -> tuple[bool, float, bool]:
        one, other = first[numbers[0]], second[numbers[1]]
        overlap = jaccard("paragraphs", one, other)
        return one["sector"] == other["sector"], overlap, one["status"] == other["status"]

    candidates = [
        (left, right)
        for left, right in product(range(len(first)), range(len(second)))
        if {*first[left]["paragraphs"]} & {*second[right]["paragraphs"]}
    ]
    pairs: dict[int, int] = {}
    for left, right in sorted(candidates, key=quality, reverse=True):
        if left not in pairs and right not in pairs.values():
            pairs[left] = right
    return [(first[left], second[right]) for left, right in pairs.items()]


def kappa(pairs: Iterable[tuple[Hashable, Hashable]]) -> float:
    """Return Cohen's kappa: agreement beyond what both readers' habits would give by chance."""
    pairs = list(pairs)
    left, right = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    observed = sum(one == other for one, other in pairs) / len(pairs)
    chance = sum(left[word] * right[word] for word in left) / len(pairs) ** 2
    return 1.0 if chance == 1 else (observed - chance) / (1 - chance)


def table(first: Reading, second: Reading) -> str:
    """Return all figures as a plain table."""
    lines = [f"{'':26}first  second  matched  only first  only second    F1"]
    matched: Pairs = []
    for document in sorted(first, key=lambda id_: id_[-10:]):
        pairs = pair(first[document], second.get(document, []))
        matched += pairs
        sizes = len(first[document]), len(second.get(document, []))
        lines.append(_counts(document, *sizes, len(pairs)))
    sizes = sum(map(len, first.values())), sum(map(len, second.values()))
    lines += [_counts("all", *sizes, len(matched)), ""]
    lines.append(f"{'of the matched records':26}agree  per cent  kappa")
    for name, field in FIELDS.items():
        values = [(field(one), field(other)) for one, other in matched]
        agree = sum(one == other for one, other in values)
        share = f"{100 * agree / len(values):.1f}"
        lines.append(f"{name:26}{agree:5}  {share:>8}  {kappa(values):5.2f}")
    lines += ["", f"{'':26}mean Jaccard"]
    for name in ("forms", "paragraphs"):
        mean = sum(jaccard(name, *records) for records in matched) / len(matched)
        lines.append(f"{name:26}{mean:12.2f}")
    return "\n".join(lines)


def _counts(name: str, ours: int, theirs: int, pairs: int) -> str:
    f1 = 2 * pairs / (ours + theirs) if ours + theirs else 1.0
    return f"{name:26}{ours:5}  {theirs:6}  {pairs:7}  {ours - pairs:10}  {theirs - pairs:11}  {f1:.2f}"


def tables() -> dict[str, str]:
    """Return the table of each two of the dataset and the other readings, by their names."""
    folders = {"dataset": DATA / "documents"}
    folders |= {folder.name: folder for folder in sorted(READINGS.iterdir()) if folder.is_dir()}
    readings = {name: read(folder) for name, folder in folders.items()}
    return {
        f"{first} and {second}": table(readings[first], readings[second])
        for first, second in combinations(readings, 2)
    }


if __name__ == "__main__":
    for title, figures in tables().items():
        print(f"{title}\n\n{figures}\n")
