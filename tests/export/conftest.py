"""The real dataset in every kind of export."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bilat.database.store import Database
from bilat.export.files import export
from bilat.export.files import EXPORTS
from tests.cli.conftest import warm_cache
from tests.conftest import DATA

__all__ = ["exported", "exports", "warm_cache"]


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the real dataset in every kind of export, to be copied or read."""
    folder = tmp_path_factory.mktemp("exports")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BILAT_CACHE", "off")
        with closing(Database(DATA)) as database:
            for kind in EXPORTS:
                export(database, kind, folder / kind)
    return folder


@pytest.fixture(scope="session")
def exported(exports: Path) -> Iterator[sqlite3.Connection]:
    """The real dataset as SQLite, open."""
    with closing(sqlite3.connect(exports / "sqlite")) as connection:
        yield connection
