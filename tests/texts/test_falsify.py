"""The table of the codebook says how many false datasets the check notices."""

import re

from tests.conftest import DATA
from tests.tools import falsify

ROW = re.compile(r"^\| ([^|]+) \| (\d+) \| (\d+) \|$", re.MULTILINE)
SAMPLE = 2
"""How many tries of each kind are repeated here."""


def test_the_codebook_says_how_many_false_datasets_are_noticed(texts: object) -> None:
    rows = ROW.findall((DATA / "README.md").read_text("utf-8"))
    said = {kind: (int(noticed), int(tried)) for kind, noticed, tried in rows}
    outcomes = list(falsify.outcomes(seed=0, most=SAMPLE))
    assert [outcome.kind for outcome in outcomes] == list(said)
    for outcome in outcomes:
        noticed, tried = said[outcome.kind]
        assert outcome.tried == min(tried, SAMPLE)
        if noticed == tried:
            assert outcome.missed == []
        if noticed == 0:
            assert outcome.noticed == 0
    expected = sum(min(tried, SAMPLE) * noticed / tried for noticed, tried in said.values())
    assert abs(sum(outcome.noticed for outcome in outcomes) - expected) < 6
