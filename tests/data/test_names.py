"""What the real dataset's regions, sectors and companies answer to, in both languages."""

from pathlib import Path

import pytest
import yaml

from bilat.dataset.models import Dataset
from bilat.text import fold

TYPED = yaml.safe_load(Path(__file__).with_name("names.yaml").read_text(encoding="utf-8"))
CASES = [
    pytest.param(catalogue, id_, words, id=id_)
    for catalogue, entries in TYPED.items()
    for id_, words in entries.items()
]


@pytest.mark.parametrize(("catalogue", "id_", "words"), CASES)
def test_an_entry_answers_to_what_people_type(
    dataset: Dataset, catalogue: str, id_: str, words: list[str]
) -> None:
    (entry,) = (each for each in getattr(dataset, catalogue) if each.id == id_)
    names = {fold(name) for name in entry.names}
    for word in words:
        assert fold(word) in names, f"{catalogue}.yaml: add {word!r} to the aliases of {id_}"


def test_the_words_for_every_sector_are_listed(dataset: Dataset) -> None:
    assert set(TYPED["sectors"]) == set(dataset.sector), "names.yaml: list the new sector"
