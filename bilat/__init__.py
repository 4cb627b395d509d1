"""What Belarus and the regions of Russia trade, propose to each other and already do together.

    import bilat

    with bilat.connect() as data:
        for row in data.sectors(region="Bashkortostan", status="proposed"):
            print(row.sector_name, row.summary)

The names in `__all__` are the public interface; everything else may change.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from bilat.errors import BilatError, DatasetError, FileError, Problem, UsageError

if TYPE_CHECKING:
    from bilat.dataset.models import Dataset
    from bilat.queries.connection import Connection

__all__ = ["BilatError", "DatasetError", "FileError", "Problem", "UsageError", "connect", "load"]
__version__ = "0.3.0"


def connect(folder: Path | str | None = None) -> "Connection":
    """Return a connection to a data folder, by default to the one that BILAT_DATA names.

    Without BILAT_DATA, that is the one that comes with bilat. Raises FileError if it cannot be
    read, and DatasetError, with every problem, if the dataset is unsound.
    """
    from bilat.queries.connection import Connection

    return Connection(folder)


def load(folder: Path | str | None = None) -> "Dataset":
    """Return the validated records of a data folder; `folder` and errors are as in `connect`."""
    from bilat.dataset.folder import data_files, data_folder
    from bilat.dataset.load import read

    path = data_folder(folder)
    return read(data_files(path), path).sound()
