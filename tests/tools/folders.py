"""A dataset that a test made or changed → the YAML files of a data folder."""

from pathlib import Path
from typing import Any

import yaml

from bilat.dataset.models import Dataset

DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def write_folder(dataset: Dataset, folder: Path) -> Path:
    """Writes a dataset, sound or not, into a new folder, and returns that."""
    return write_records(dataset.model_dump(mode="json", by_alias=True), folder)


def write_records(records: dict[str, Any], folder: Path) -> Path:
    """Writes the records of a dataset, as JSON has them, into a new folder, and returns that."""
    (folder / "documents").mkdir(parents=True)
    for name, of_file in (
        ("dataset", records["info"]),
        *((name, records[name]) for name in ("regions", "sectors", "companies")),
        *((f"documents/{document['id']}", document) for document in records["documents"]),
    ):
        (folder / f"{name}.yaml").write_text(_yaml(of_file), encoding="utf-8")
    return folder


def _yaml(value: Any) -> str:
    return str(yaml.dump(value, Dumper=DUMPER, allow_unicode=True, sort_keys=False))
