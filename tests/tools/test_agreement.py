"""The agreement of the two readings: how it is computed, and that the codebook's is up to date."""

import hashlib
import random
from itertools import permutations

import pytest

from tests.conftest import DATA
from tests.tools.agreement import (
    SECOND,
    Record,
    _assignment,
    align,
    first_reading,
    jaccard,
    kappa,
    second_reading,
    table,
)


def test_the_codebook_prints_the_figures_as_they_are_now() -> None:
    printed = table(first_reading(), second_reading())
    assert f"```text\n{printed}\n```" in (DATA / "README.md").read_text(encoding="utf-8"), (
        "data/README.md: put the output of `python -m tests.tools.agreement` and its date there"
    )


def test_the_second_reading_is_kept_as_it_was() -> None:
    files = sorted(SECOND.glob("*.yaml"))
    together = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
    assert (len(files), together) == (
        5,
        "8ff155de6d9204b1fa700bda36964f87429c9196355f5c3790b1a26e42c59a01",
    )


def a_record(sector: str, status: str, *paragraphs: int) -> Record:
    return Record(
        *(sector, status, None, None, None, "president", frozenset()), frozenset(paragraphs)
    )


def test_records_are_matched_by_paragraphs_then_sector_then_status() -> None:
    trams, metro = a_record("trams", "existing", 1), a_record("metro", "existing", 1, 2)
    more = a_record("trams", "proposed", 1)
    assert align([trams, metro], [metro, trams]) == [(trams, trams), (metro, metro)]
    assert align([trams, more], [more, trams]) == [(trams, trams), (more, more)]
    elsewhere = a_record("trams", "existing", 3)
    assert align([trams], [elsewhere]) == []
    assert align([trams], [elsewhere, metro]) == [(trams, metro)]
    assert align([], [trams]) == []
    # Two pairs are more than one pair of the same sector.
    both, second_only = a_record("trams", "existing", 1, 2), a_record("metro", "existing", 2)
    assert align([both, trams], [trams, second_only]) == [(both, second_only), (trams, trams)]


def test_no_assignment_is_better() -> None:
    rng = random.Random(1)
    for _ in range(200):
        size = rng.randrange(1, 7)
        weights = [[rng.choice([0, 0, 1, 5, 7, 100]) for _ in range(size)] for _ in range(size)]
        chosen = _assignment(weights)
        assert sorted(chosen) == list(range(size))
        best = max(
            sum(weights[row][column] for row, column in enumerate(order))
            for order in permutations(range(size))
        )
        assert sum(weights[row][column] for row, column in enumerate(chosen)) == best


def test_kappa_is_what_chance_does_not_explain() -> None:
    # 20 + 15 of 50 agree, 25 and 30 of 50 say yes: (0.7 - 0.5) / (1 - 0.5).
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([("yes", "yes")] * 3) == 1
    assert kappa([("a", "b"), ("b", "a")]) == -1


def test_two_empty_sets_agree() -> None:
    assert jaccard(frozenset(), frozenset()) == 1
    assert jaccard({1, 2}, {2, 3}) == pytest.approx(1 / 3)
