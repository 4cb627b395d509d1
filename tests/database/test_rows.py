"""The rows that are declared: what follows from a vocabulary and cannot be left out."""

from bilat.database.rows import RegionRow
from bilat.vocabulary import STATUS


def test_every_status_is_counted_by_region() -> None:
    missing = [status for status in STATUS if status not in RegionRow._fields]
    assert not missing, f"RegionRow in bilat/database/rows.py needs a column of counts: {missing}"
