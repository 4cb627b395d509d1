"""What the tests of the queries share: short ids, and more meetings of a region."""

import re
from collections.abc import Iterable
from typing import Any

from bilat.dataset.models import Dataset, Document


def key(row: Any) -> str:
    """Return the id of a row; in the matrix that of the sector."""
    return str(row["sector"] if isinstance(row, dict) else row.id)


def short(rows: Iterable[Any]) -> list[str]:
    """Return the ids of rows without the dates of the documents."""
    return [re.sub(r"-\d{4}-\d\d-\d\d", "", key(row)) for row in rows]


def of_region(dataset: Dataset, region: str) -> Document:
    """Return the document of a region."""
    return next(each for each in dataset.documents if each.region == region)


def meeting(document: Document, date: str, head: str = "", **changes: Any) -> Document:
    """Return another meeting of the same region, with another date and perhaps another head."""
    source = document.source.model_copy(update={"sha256": f"{date.replace('-', ''):0>64}"})
    day = document.date.model_copy(update={"value": date})
    changes |= {"id": f"{document.region}-{date}", "date": day, "source": source}
    if head:
        belarus, region = document.participants
        changes["participants"] = (belarus, region.model_copy(update={"name": head}))
    return document.model_copy(update=changes)


def with_documents(dataset: Dataset, *documents: Document) -> Dataset:
    """Return the catalogues of a dataset with other documents."""
    return dataset.model_copy(update={"documents": documents})
