"""What the tests of the queries share: the database of the real dataset."""

from collections.abc import Iterator

import pytest

from bilat.database.store import Database
from tests.conftest import DATA


@pytest.fixture(scope="session")
def database() -> Iterator[Database]:
    """The real dataset."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BILAT_CACHE", "off")
        database = Database(DATA)
    yield database
    database.close()
