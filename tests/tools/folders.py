"""Data folders of datasets that a test made or changed."""

from pathlib import Path
from typing import Any

import yaml

from bilat.dataset.models import Dataset

DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def write_folder(dataset: Dataset, folder: Path) -> Path:
    """Write a dataset, sound or not, into a new folder, and return that."""
    return write_records(dataset.model_dump(mode="json"), folder)


def write_records(records: dict[str, Any], folder: Path) -> Path:
    """Write the records of a dataset, as JSON has them, into a new folder, and return that."""
    (folder / "documents").mkdir(parents=True)
    files = {name: records[name] for name in ("regions", "sectors", "companies")}
    files |= {f"documents/{document['id']}": document for document in records["documents"]}
    for name, content in {"dataset": records["info"], **files}.items():
        text = yaml.dump(content, Dumper=DUMPER, allow_unicode=True, sort_keys=False)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder
