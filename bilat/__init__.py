"""What Belarus and the regions of Russia trade, propose to each other and already do together.

    import bilat

    dataset = bilat.load()
    for row in bilat.sectors(dataset, bilat.Filters(region=["Bashkortostan"])):
        print(row.sector_name, row.status, row.summary)

What `__all__` lists is the public interface; everything else may change.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bilat.database.loading import load
    from bilat.database.rows import (
        CompanyRow,
        DocumentRow,
        FigureRow,
        RegionRow,
        SectorRow,
        TradeRow,
    )
    from bilat.dataset.models import Dataset
    from bilat.errors import BilatError, DatasetError, FileError, Problem, UsageError
    from bilat.questions.query import (
        Filters,
        MatrixRow,
        companies,
        documents,
        figures,
        matrix,
        regions,
        sectors,
        trade,
    )

from bilat.version import __version__ as __version__

__all__ = [
    "BilatError",
    "CompanyRow",
    "Dataset",
    "DatasetError",
    "DocumentRow",
    "FigureRow",
    "FileError",
    "Filters",
    "MatrixRow",
    "Problem",
    "RegionRow",
    "SectorRow",
    "TradeRow",
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

_MODULES = {
    "errors": ("BilatError", "DatasetError", "FileError", "Problem", "UsageError"),
    "database.loading": ("load",),
    "dataset.models": ("Dataset",),
    "questions.query": (
        *("Filters", "MatrixRow", "companies", "documents", "figures"),
        *("matrix", "regions", "sectors", "trade"),
    ),
    "database.rows": (
        "CompanyRow",
        "DocumentRow",
        "FigureRow",
        "RegionRow",
        "SectorRow",
        "TradeRow",
    ),
}


def __dir__() -> list[str]:
    return [*globals(), *__all__]


def __getattr__(name: str) -> Any:
    """Imports what is asked for and no more: a command needs only a part."""
    for module, names in _MODULES.items():
        if name in names:
            value = getattr(import_module(f"bilat.{module}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
