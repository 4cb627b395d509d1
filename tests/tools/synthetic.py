"""Data folders of any size, made from the real one with more regions and later years.

To write one: `python -m tests.tools.synthetic COUNT FOLDER`.
"""

import re
import string
import sys
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
    originals = records["documents"]
    regions = {region["id"]: region for region in records["regions"]}
    taken = {region["iso_3166_2"] for region in records["regions"]}
    letters = product(string.ascii_uppercase, repeat=3)
    codes = (code for each in letters if (code := f"RU-{''.join(each)}") not in taken)
    documents: list[dict[str, Any]] = []
    written: dict[str, Any] = {}
    for number in range(count):
        round_, shift = divmod(number // len(originals), years)
        document = _later(originals[number % len(originals)], shift)
        region = regions[document["region"]]
        if round_:
            names = ("name", "official_name", "name_ru")
            region = region | {name: f"{region[name]} {round_}" for name in names}
            region |= {"id": f"{region['id']}-{round_}", "aliases": []}
            if region["id"] not in written:
                region["iso_3166_2"] = next(codes)
        written.setdefault(region["id"], region)
        document["region"] = region["id"]
        document["id"] = f"{region['id']}-{document['date']['value']}"
        if number >= len(originals):
            document["source"]["sha256"] = f"{number:064x}"
        documents.append(document)
    changed = {"documents": documents, "regions": [*written.values()]}
    return write_records(records | changed, folder)


def _later(item: Any, years: int, key: str = "") -> Any:
    """Return a copy of a record in which all dates and periods are some years later."""
    if isinstance(item, dict):
        return {name: _later(value, years, name) for name, value in item.items()}
    if isinstance(item, list):
        return [_later(each, years) for each in item]
    if item and key in ("value", "compared_to"):
        year = re.compile(r"(?<![-0-9])[0-9]{4}")
        return year.sub(lambda found: str(int(found[0]) + years), str(item))
    return item


if __name__ == "__main__":
    write_synthetic(bilat.load(), int(sys.argv[1]), Path(sys.argv[2]))
