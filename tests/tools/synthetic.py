"""Data folders of any size, made from the real one: more regions, later years.

By hand: `python -m tests.synthetic COUNT FOLDER`.
"""

import json
import string
import sys
from itertools import product
from pathlib import Path
from typing import Any

import yaml

import bilat
from bilat.dataset.models import Dataset

YEARS = 50


def write_folder(dataset: Dataset, count: int, folder: Path) -> None:
    """Writes a sound data folder with `count` documents."""
    (folder / "documents").mkdir(parents=True)
    records = dataset.model_dump(mode="json", by_alias=True)
    written: dict[str, Any] = {}
    taken = {region["iso_3166_2"] for region in records["regions"]}
    letters = (f"RU-{''.join(each)}" for each in product(string.ascii_uppercase, repeat=3))
    codes = (code for code in letters if code not in taken)
    for number in range(count):
        document = records["documents"][number % len(records["documents"])]
        round_, shift = divmod(number // len(records["documents"]), YEARS)
        if round_ or shift:
            document = _later(document, shift)
        if round_:
            document["region"] += f"-{round_}"
            document["id"] = f"{document['region']}-{document['date']['value']}"
        if number >= len(records["documents"]):
            document["source"] = document["source"] | {"sha256": f"{number:064x}"}
        if document["region"] not in written:
            original = next(
                r for r in records["regions"] if r["id"] == document["region"].rstrip("-0123456789")
            )
            written[document["region"]] = _renamed(original, round_, codes) if round_ else original
        path = folder / "documents" / f"{document['id']}.yaml"
        path.write_text(_yaml(document), encoding="utf-8")
    catalogues = {
        "regions.yaml": list(written.values()),
        "sectors.yaml": records["sectors"],
        "companies.yaml": records["companies"],
    }
    for name, records_ in catalogues.items():
        (folder / name).write_text(_yaml(records_), encoding="utf-8")


def _yaml(value: Any) -> str:
    return yaml.dump(
        value, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), allow_unicode=True
    )


def _renamed(region: dict[str, Any], round_: int, codes: Any) -> dict[str, Any]:
    names = {key: f"{region[key]} {round_}" for key in ("name", "official_name", "name_ru")}
    return {
        **region,
        **names,
        "id": f"{region['id']}-{round_}",
        "iso_3166_2": next(codes),
        "aliases": [],
    }


def _later(document: dict[str, Any], years: int) -> dict[str, Any]:
    """A meeting some years later, with all its years."""
    moved: dict[str, Any] = json.loads(json.dumps(document))
    date = moved["date"]["value"]
    moved["date"]["value"] = f"{int(date[:4]) + years}{date[4:]}"
    moved["id"] = f"{moved['region']}-{moved['date']['value']}"
    for fact in (*moved["trade"], *moved["figures"]):
        for key in ("from", "to"):
            if fact["period"]:
                fact["period"][key] += years
        change = fact.get("change")
        if change and change["compared_to"]:
            change["compared_to"] += years
    return moved


if __name__ == "__main__":
    write_folder(bilat.load(), int(sys.argv[1]), Path(sys.argv[2]))
