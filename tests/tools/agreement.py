"""How far two readers agree: the dataset, and a second reading made without seeing it.

By hand: `python -m tests.tools.agreement`. `tests/second_reading` is kept as it was written.

Within a document each record is matched with at most one of the other reading, and only where both
cite a common paragraph. Of all ways to match, that is taken which has the most pairs, among those
the one with the most pairs of the same sector, then the greatest overlap of paragraphs, then the
most pairs of the same status.
"""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from bilat.dataset import read, strict_yaml
from tests.conftest import CHECKOUT, DATA

SECOND = CHECKOUT / "tests" / "second_reading"


class Record(NamedTuple):
    """What both readings say of a cooperation record."""

    sector: str
    status: str
    side: str | None
    scope: str | None
    condition: str | None
    speaker: str
    forms: frozenset[str]
    paragraphs: frozenset[int]


Readings = dict[str, list[Record]]
"""The records of a reading by the id of their document."""
Pairs = list[tuple[Record, Record]]

FIELDS: dict[str, Callable[[Record], Hashable]] = {
    "sector": lambda record: record.sector,
    "status": lambda record: record.status,
    "side": lambda record: record.side,
    "scope: region or wider": lambda record: record.scope is None,
    "scope: the words": lambda record: record.scope,
    "condition: one or none": lambda record: record.condition is None,
    "speaker": lambda record: record.speaker,
}
SETS: dict[str, Callable[[Record], Collection[object]]] = {
    "forms": lambda record: record.forms,
    "paragraphs": lambda record: record.paragraphs,
}


def first_reading() -> Readings:
    """The dataset."""
    dataset = read.read(DATA).dataset
    assert dataset is not None
    return {
        document.id: [
            Record(
                *(fact.sector, fact.status, fact.side, fact.scope, fact.condition),
                *(fact.stated_by, frozenset(fact.forms), frozenset(fact.paragraphs)),
            )
            for fact in document.cooperation
        ]
        for document in dataset.documents
    }


def second_reading(folder: Path = SECOND) -> Readings:
    """The reading kept beside the tests."""
    return {
        path.stem: [
            Record(
                *(each["sector"], each["status"], each["side"], each["scope"], each["condition"]),
                *(each["stated_by"], frozenset(each["forms"]), frozenset(each["paragraphs"])),
            )
            for each in strict_yaml.parse(path.read_text(encoding="utf-8"))["cooperation"]
        ]
        for path in sorted(folder.glob("*.yaml"))
    }


def jaccard(left: Collection[object], right: Collection[object]) -> float:
    """What two sets share of what they hold together; two empty ones agree."""
    together = set(left) | set(right)
    return len(set(left) & set(right)) / len(together) if together else 1.0


def _weight(left: Record, right: Record) -> int:
    """How good a pair is; each of these counts for more than all pairs' sums of those after it."""
    if not left.paragraphs & right.paragraphs:
        return 0
    overlap = round(100 * jaccard(left.paragraphs, right.paragraphs))
    same_sector, same_status = left.sector == right.sector, left.status == right.status
    return 10**12 + same_sector * 10**8 + overlap * 10**3 + same_status


def align(first: Sequence[Record], second: Sequence[Record]) -> Pairs:
    """The pairs of the best matching."""
    size = max(len(first), len(second))
    weights = [
        [
            _weight(first[row], second[column]) if row < len(first) and column < len(second) else 0
            for column in range(size)
        ]
        for row in range(size)
    ]
    chosen = _assignment(weights)
    return [
        (first[row], second[column]) for row, column in enumerate(chosen) if weights[row][column]
    ]


def _assignment(weights: Sequence[Sequence[int]]) -> list[int]:
    """A column for each row of a square, no column twice, their sum the greatest there is.

    The Hungarian method: rows and columns have a price each, no pair is worth more than both; a
    row at a time is added by changing the pairs along a path whose pairs are worth just that.
    """
    size = len(weights)
    row_prices, column_prices = [0] * (size + 1), [0] * (size + 1)
    row_of = [0] * (size + 1)  # of each column, from 1; 0 where it is free
    for row in range(1, size + 1):
        row_of[0] = row
        column, slack, before, done = 0, [10**18] * (size + 1), [0] * (size + 1), {0}
        while row_of[column]:
            done.add(column)
            current = row_of[column]
            for other in range(1, size + 1):
                if other in done:
                    continue
                lacking = row_prices[current] + column_prices[other]
                lacking -= weights[current - 1][other - 1]
                if lacking < slack[other]:
                    slack[other], before[other] = lacking, column
            column = min(
                (each for each in range(1, size + 1) if each not in done), key=slack.__getitem__
            )
            step = slack[column]
            for other in range(size + 1):
                if other in done:
                    row_prices[row_of[other]] -= step
                    column_prices[other] += step
                else:
                    slack[other] -= step
        while column:
            row_of[column] = row_of[before[column]]
            column = before[column]
    columns = {row: column for column, row in enumerate(row_of) if column}
    return [columns[row] - 1 for row in range(1, size + 1)]


def kappa(pairs: Iterable[tuple[Hashable, Hashable]]) -> float:
    """Cohen's kappa: agreement beyond what both readers' habits would give by chance."""
    pairs = list(pairs)
    left, right = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    observed = sum(one == other for one, other in pairs) / len(pairs)
    chance = sum(left[word] * right[word] for word in left) / len(pairs) ** 2
    return 1.0 if chance == 1 else (observed - chance) / (1 - chance)


def table(first: Readings, second: Readings) -> str:
    """All figures as a plain table."""
    lines = [f"{'':26}first  second  matched  only first  only second    F1"]
    matched: Pairs = []
    for document in sorted(first, key=lambda id_: id_[-10:]):
        pairs = align(first[document], second[document])
        matched += pairs
        sizes = len(first[document]), len(second[document])
        lines.append(_counts(document, *sizes, len(pairs)))
    ours, theirs = (sum(map(len, reading.values())) for reading in (first, second))
    lines += [_counts("all", ours, theirs, len(matched)), ""]
    lines.append(f"{'of the matched records':26}agree  per cent  kappa")
    for name, field in FIELDS.items():
        values = [(field(one), field(other)) for one, other in matched]
        agree = sum(one == other for one, other in values)
        share = f"{100 * agree / len(values):.1f}"
        lines.append(f"{name:26}{agree:5}  {share:>8}  {kappa(values):5.2f}")
    lines += ["", f"{'':26}mean Jaccard"]
    for name, members in SETS.items():
        mean = sum(jaccard(members(one), members(other)) for one, other in matched) / len(matched)
        lines.append(f"{name:26}{mean:12.2f}")
    return "\n".join(lines)


def _counts(name: str, ours: int, theirs: int, pairs: int) -> str:
    f1 = 2 * pairs / (ours + theirs)
    return f"{name:26}{ours:5}  {theirs:6}  {pairs:7}  {ours - pairs:10}  {theirs - pairs:11}  {f1:.2f}"


if __name__ == "__main__":
    print(table(first_reading(), second_reading()))
