"""The real dataset in every kind of export."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bilat.database.store import Database
from bilat.export.files import EXPORTS, export
from tests.conftest import DATA


@pytest.fixture(scope="session")
def database() -> Iterator[Database]:
    """The database of the real dataset."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BILAT_CACHE", "off")
        opened = Database(DATA)
    with closing(opened):
        yield opened


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory, database: Database) -> Path:
    """A folder with the real dataset in every kind of export, to be copied or read."""
    folder = tmp_path_factory.mktemp("exports")
    for kind in EXPORTS:
        export(database, kind, folder / kind)
    return folder


@pytest.fixture(scope="session")
def exported(exports: Path) -> Iterator[sqlite3.Connection]:
    """The real dataset as SQLite, open."""
    with closing(sqlite3.connect(exports / "sqlite")) as connection:
        yield connection
