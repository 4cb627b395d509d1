"""What Belarus and the regions of Russia trade, propose to each other and already do together.

import bilat

dataset = bilat.load()
for row in bilat.sectors(dataset, bilat.Filters(region=["Bashkortostan"])):
    print(row.sector_name, row.status, row.summary)
"""

from bilat.errors import BilatError, DatasetError, FileError, Problem, UsageError
from bilat.load import load
from bilat.models import Dataset
from bilat.query import (
    Filters,
    companies,
    documents,
    figures,
    matrix,
    regions,
    sectors,
    trade,
)

__version__ = "0.1.0"

__all__ = [
    "BilatError",
    "Dataset",
    "DatasetError",
    "FileError",
    "Filters",
    "Problem",
    "UsageError",
    "companies",
    "documents",
    "figures",
    "load",
    "matrix",
    "regions",
    "sectors",
    "trade",
]
