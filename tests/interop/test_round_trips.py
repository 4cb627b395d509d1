"""Rows that go through other people's programs come back as they were."""

import io
import json
from pathlib import Path

import pytest

from bilat.queries.listings import LISTINGS
from tests.conftest import Run
from tests.interop.programs import module


@pytest.mark.parametrize("listing", LISTINGS)
def test_csv_through_pandas_and_back_loses_nothing(run: Run, listing: str) -> None:
    pandas = module("pandas")
    written = run(listing, "-f", "csv").out
    frame = pandas.read_csv(io.StringIO(written), dtype_backend="numpy_nullable")
    assert frame.to_csv(index=False, lineterminator="\n") == written


@pytest.mark.parametrize("listing", LISTINGS)
def test_jsonl_through_duckdb_and_back_loses_nothing(
    run: Run, listing: str, tmp_path: Path
) -> None:
    duckdb = module("duckdb")
    there, back = tmp_path / "there.jsonl", tmp_path / "back.jsonl"
    there.write_text(run(listing, "-f", "jsonl").out)
    duckdb.sql(f"COPY (FROM '{there}') TO '{back}' (FORMAT json)")
    before, after = (
        [list(json.loads(line).items()) for line in path.read_text().splitlines()]
        for path in (there, back)
    )
    assert after == before


def test_duckdb_sees_the_types_of_jsonl(run: Run, tmp_path: Path) -> None:
    duckdb = module("duckdb")
    path = tmp_path / "sectors.jsonl"
    for listing, types in (
        (
            "sectors",
            {"date": "DATE", "hs": "VARCHAR[]", "isic": "VARCHAR[]", "paragraphs": "BIGINT[]"},
        ),
        ("trade", {"upper": "BIGINT", "change_upper": "DOUBLE", "year_to": "BIGINT"}),
    ):
        path.write_text(run(listing, "-f", "jsonl").out)
        described = duckdb.sql(f"DESCRIBE FROM '{path}'").fetchall()
        assert types.items() <= {column[0]: column[1] for column in described}.items()
