"""Numbers, hedges, directions and units against their own words."""

from pathlib import Path

import pytest
import yaml

from tests.curation.sample import OPENING, Records, printed

CASES = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text("utf-8"))


def judged(folder: Path, sentence: str, field: str, row: str) -> list[str]:
    """Return what the check prints about a fact that has only an amount or only a change."""
    unit = row.rpartition("|")[2].strip() if field == "amount" else "USD"
    kind = "trade" if unit.isupper() and len(unit) == 3 else "figures"
    records: Records = {kind: [{field: row, "evidence": ["as they say"]}]}
    found = printed(folder, f"{OPENING}{sentence}, as they say.", records)
    return [each.removeprefix(f"{kind}[0].{field}.") for each in found]


@pytest.mark.parametrize("field", ["amount", "change"])
def test_what_the_words_say_is_not_reported(tmp_path: Path, field: str) -> None:
    for row in CASES[f"{field}s that their words say"]:
        sentence = f"It was {row.partition('|')[0].strip()} now"
        assert judged(tmp_path, sentence, field, row) == [], row


@pytest.mark.parametrize("field", ["amount", "change"])
def test_what_the_words_do_not_say_is_reported(tmp_path: Path, field: str) -> None:
    for row, message in CASES[f"{field}s that their words do not say"].items():
        sentence = f"It was {row.partition('|')[0].strip()} now"
        assert judged(tmp_path, sentence, field, row) == [message], row


def test_a_hedge_before_the_words_is_reported_if_it_is_lost(tmp_path: Path) -> None:
    for sentence, hedge, message in CASES["hedges that stand before $5 million"]:
        row = f"$5 million | {hedge} | 5000000 | {'null' if hedge == 'over' else 5000000} | USD"
        expected = [f"hedge: {message}"] if message else []
        assert judged(tmp_path, sentence, "amount", row) == expected, sentence
