"""Where the files of a dataset are, and their bytes."""

import os
import re
import stat
from pathlib import Path

from bilat.errors import FileError
from bilat.text import MAX_BYTES

# The files of a data folder by what they hold.
FILES = {
    "region": "regions.yaml",
    "sector": "sectors.yaml",
    "company": "companies.yaml",
    "document": "documents/<id>.yaml",
    "dataset": "dataset.yaml",
}
_LEFTOVER = re.compile(r"\..*|.*~|#.*#|.*\.(orig|rej|bak|swp)|desktop\.ini|Thumbs\.db", re.I)


def is_leftover(name: str) -> bool:
    """Return whether a file is what editors, file managers and merges leave in a folder."""
    return _LEFTOVER.fullmatch(name) is not None


def data_folder(explicit: Path | str | None) -> Path:
    """Return the explicit folder, else that in BILAT_DATA, else the one that comes with bilat.

    Raises FileError if there is no such folder.
    """
    package = Path(__file__).parents[1]
    installed = package / "_data"
    shipped = installed if installed.is_dir() else package.parent / "data"
    folder = Path((os.environ.get("BILAT_DATA") or shipped) if explicit is None else explicit)
    if not os.path.isdir(folder):  # noqa: PTH112 - Path.is_dir may raise
        hint = "" if explicit else "; name one with --data or BILAT_DATA"
        raise FileError(f"{folder}: there is no such data folder{hint}")
    return folder


def data_files(folder: Path) -> dict[str, bytes]:
    """Return the bytes of the files of a data folder, by their path in it.

    Raises FileError if one of them cannot be read.
    """
    try:
        # Of a thousand files, os.listdir and open take half the time that pathlib takes.
        names = os.listdir(folder)  # noqa: PTH208
        paths = [file for file in FILES.values() if file in names]
        if "documents" in names:
            documents = sorted(os.listdir(folder / "documents"))  # noqa: PTH208
            paths += [f"documents/{name}" for name in documents if not is_leftover(name)]
        return {path: _bytes(f"{folder}/{path}") for path in paths}
    except OSError as error:
        raise FileError(f"{error.filename}: cannot be read: {error.strerror}") from None


def _bytes(path: str) -> bytes:
    """Return the bytes of a file, at most one more than it may have."""
    if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - a pipe would wait for a writer
        raise FileError(f"{path}: not a regular file; remove it")
    with open(path, "rb") as file:  # noqa: PTH123
        return file.read(MAX_BYTES + 1)
