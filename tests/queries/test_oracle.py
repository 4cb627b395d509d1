"""Any question, on the real and on random datasets, is answered as a plain filter answers it."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.dataset.models import Dataset
from tests.conftest import DATA
from tests.tools.compare import Compared, question
from tests.tools.contract import COLUMNS
from tests.tools.folders import write_folder
from tests.tools.random_dataset import random_dataset


@pytest.fixture(scope="module")
def real() -> Iterator[Compared]:
    compared = Compared(DATA)
    yield compared
    compared.close()


@pytest.mark.parametrize("listing", COLUMNS)
@settings(derandomize=True, deadline=None, max_examples=100)
@given(rng=st.randoms(use_true_random=False))
def test_the_real_dataset_is_asked(real: Compared, listing: str, rng: random.Random) -> None:
    real.check(question(rng, real.typed, real.regions, listing))


@pytest.mark.parametrize("seed", range(20))
def test_a_random_dataset_is_asked(dataset: Dataset, tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    compared = Compared(write_folder(random_dataset(rng, dataset), tmp_path / "data"))
    for listing in COLUMNS:
        for _ in range(15):
            compared.check(question(rng, compared.typed, compared.regions, listing))
    compared.close()
