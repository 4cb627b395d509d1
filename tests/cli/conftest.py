"""Commands run as they do for a person who has run one before."""

import pytest


@pytest.fixture(autouse=True)
def warm_cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """All tests share a folder of kept databases, so that most need build none."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
