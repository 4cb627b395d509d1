"""Which data folder is read."""

from pathlib import Path

from bilat.errors import FileError

FILES = {
    "region": "regions.yaml",
    "sector": "sectors.yaml",
    "company": "companies.yaml",
    "document": "documents/<id>.yaml",
    "dataset": "dataset.yaml",
}
"""The files of a data folder by what they hold."""


def data_folder(explicit: Path | None = None) -> Path:
    """The folder asked for, else the one beside an installed program, else the checkout's.

    Raises FileError where it is not there.
    """
    package = Path(__file__).parents[1]
    installed = package / "_data"
    folder = explicit or (installed if installed.is_dir() else package.parent / "data")
    try:
        is_there = folder.is_dir()
    except OSError as error:
        raise FileError(f"{folder}: cannot be read: {error.strerror}") from None
    if not is_there:
        hint = "" if explicit else "; name one with --data or BILAT_DATA"
        raise FileError(f"{folder}: there is no such data folder{hint}")
    return folder
