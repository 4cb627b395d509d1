"""The invented dataset, for every test of the check."""

from pathlib import Path

import pytest

from tests.curation.sample import Edit, Make, write


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Writes the invented dataset with some edits and goes where its folders are."""

    def make(*edits: Edit) -> None:
        write(tmp_path, *edits)
        monkeypatch.chdir(tmp_path)

    return make
