"""What the tests of the queries share: the database of the real dataset, and short ids."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

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


def key(row: Any) -> str:
    """Return the id of a row; in the matrix that of the sector."""
    return str(row["sector"] if isinstance(row, dict) else row.id)


def short(rows: Iterable[Any]) -> list[str]:
    """Return the ids of rows without the dates of the documents."""
    return [re.sub(r"-\d{4}-\d\d-\d\d", "", key(row)) for row in rows]
