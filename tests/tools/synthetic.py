"""Data folders of any size, made from the real one with more regions and later years.

To write one: `python -m tests.tools.synthetic COUNT FOLDER`.
"""

import json
import re
import string
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import bilat
from bilat.dataset.models import Dataset
from tests.tools.folders import write_records

YEARS = 50


def write_synthetic(dataset: Dataset, count: int, folder: Path, years: int = YEARS) -> Path:
    """Write a sound data folder with `count` documents, and return it.

    A region has one meeting a year, in at most so many years.
    """
    records = dataset.model_dump(mode="json")
    originals, regions = records["documents"], records["regions"]
    kinds = {region["id"]: region for region in regions}
    codes = _free_codes({region["iso_3166_2"] for region in regions})
    documents: list[dict[str, Any]] = []
    written: dict[str, Any] = {}
    for number in range(count):
        round_, shift = divmod(number // len(originals), years)
        document = _later(originals[number % len(originals)], shift)
        kind = kinds[document["region"]]
        if round_:
            document["region"] += f"-{round_}"
        document["id"] = f"{document['region']}-{document['date']['value']}"
        if number >= len(originals):
            document["source"]["sha256"] = f"{number:064x}"
        if document["region"] not in written:
            written[document["region"]] = _renamed(kind, round_, codes) if round_ else kind
        documents.append(document)
    return write_records(
        {**records, "documents": documents, "regions": [*written.values()]}, folder
    )


def _free_codes(taken: set[str]) -> Iterator[str]:
    """Return the codes that no region has."""
    letters = product(string.ascii_uppercase, repeat=3)
    return (code for each in letters if (code := f"RU-{''.join(each)}") not in taken)


def _renamed(region: dict[str, Any], round_: int, codes: Iterator[str]) -> dict[str, Any]:
    names = {key: f"{region[key]} {round_}" for key in ("name", "official_name", "name_ru")}
    new = {"id": f"{region['id']}-{round_}", "iso_3166_2": next(codes), "aliases": []}
    return region | names | new


def _later(document: dict[str, Any], years: int) -> dict[str, Any]:
    """Return a meeting some years later, with all its periods."""
    moved: dict[str, Any] = json.loads(json.dumps(document))
    moved["date"]["value"] = _moved(moved["date"]["value"], years)
    for fact in (*moved["trade"], *moved["figures"]):
        if fact["period"]:
            fact["period"]["value"] = _moved(fact["period"]["value"], years)
        if fact["change"] and fact["change"]["compared_to"]:
            fact["change"]["compared_to"] = _moved(fact["change"]["compared_to"], years)
    return moved


def _moved(date_or_period: str | int, years: int) -> str:
    year = re.compile(r"(?<![-0-9])[0-9]{4}")
    return year.sub(lambda found: str(int(found[0]) + years), str(date_or_period))


if __name__ == "__main__":
    write_synthetic(bilat.load(), int(sys.argv[1]), Path(sys.argv[2]))
