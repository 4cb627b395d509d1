"""A data folder → a Dataset, from its YAML or, while that has not changed, from a snapshot."""

from pathlib import Path

from bilat.database import snapshot
from bilat.dataset.models import Dataset
from bilat.errors import DatasetError, FileError
from bilat.progress import Progress, silent


def data_folder(explicit: Path | None = None) -> Path:
    """The folder to read: the one asked for, else the wheel's, else the checkout's."""
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


def load(folder: Path | None = None, progress: Progress = silent) -> Dataset:
    """The dataset of a folder, by default the one that bilat brings along.

    `progress` is told of the documents' files. The documents and their lists are sequences, of
    which a record may be read only when it is asked for; should it be damaged, everything is read
    anew. So this and any later use raise FileError where the folder is not there or has changed,
    and DatasetError, with every problem, where the dataset is unsound.
    """
    folder = data_folder(folder)
    key = snapshot.key(folder)

    def from_yaml() -> Dataset:
        dataset = _read(folder, progress)
        snapshot.write(folder, key, dataset)
        return dataset

    def anew() -> Dataset:
        if snapshot.key(folder) != key:  # rows of both states would be no answer
            raise FileError(f"{folder}: has changed while it was read; load it again")
        return from_yaml()

    return snapshot.read(folder, key, or_else=anew) or from_yaml()


def _read(folder: Path, progress: Progress) -> Dataset:
    from bilat.dataset.read import read  # with PyYAML, which a snapshot does without

    reading = read(folder, progress)
    if reading.dataset is None:
        raise DatasetError(reading.problems)
    return reading.dataset
