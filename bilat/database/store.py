"""The database of a data folder, kept in the user's cache folder.

The name of a kept file is a hash of all that it was built from, so that it can never be stale.
"""

import os
import re
import sqlite3
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

from bilat.dataset.folder import data_files, data_folder
from bilat.errors import BilatError, Progress, UsageError, silent

KEPT = 8  # databases, those used most recently
_OUR_FILES = re.compile(r"[0-9a-f]{64}(\.db|\..+\.new)")
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR)
_NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM)

Row = tuple[Any, ...]  # strings, numbers, None, and tuples of these for lists


class Answer(NamedTuple):
    """The names of the columns of an answer, and its rows."""

    columns: Sequence[str]
    rows: Iterator[Row]


class Database:
    """The database of a data folder, open for reading, by one thread at a time.

    If a kept file turns out to be damaged, the database is built anew in memory, and every query
    goes on as if nothing had happened.
    """

    def __init__(self, folder: Path | str | None = None, progress: Progress = silent) -> None:
        """Open the database of a folder, by default that of BILAT_DATA or the shipped data.

        `progress` is called with the files that are read. Raises FileError if the folder cannot be
        read, and DatasetError, with every problem, if the dataset in it is unsound.
        """
        self.folder = data_folder(folder)
        self._progress = progress
        self._files = data_files(self.folder)
        self._kept_file = _kept_file(self._files)
        self._kept = _opened(self._kept_file) if self._kept_file else None
        self.connection = self._kept or self._built()

    def query(self, query: str, values: Mapping[str, Any] = {}) -> Answer:
        """Return the answer to a query, with values by parameter name.

        Raises sqlite3.Error, also while the rows are read, if SQLite cannot answer the query.
        """
        answer = self._answer(query, values)
        return Answer(next(answer), answer)

    def rows(self, query: str, values: Mapping[str, Any] = {}) -> Iterator[Row]:
        """Yield the rows of a query; raises BilatError if SQLite cannot answer it."""
        try:
            yield from self.query(query, values).rows
        except sqlite3.Error as error:
            raise explained(error, "the question cannot be answered") from None

    def close(self) -> None:
        """Close the database; it cannot be queried any more."""
        self.connection.close()

    def _answer(self, query: str, values: Mapping[str, Any]) -> Iterator[Row]:
        """Yield the column names of a query, then its rows."""
        given = 0
        while True:
            connection = self.connection
            try:
                cursor = connection.execute(query, values)
                names = tuple(column[0] for column in cursor.description or ())
                for row in islice(chain([names], cursor), given, None):
                    yield row
                    given += 1
                return
            except sqlite3.Error as error:
                code = getattr(error, "sqlite_errorcode", 0) & 0xFF
                is_damage = code in _DAMAGE or "decode" in str(error)
                if connection is not self._kept or not is_damage:
                    raise
                if self.connection is connection:  # else another query has noticed it before
                    self.connection = self._built()

    def _built(self) -> sqlite3.Connection:
        """Return a new database in memory, and keep a copy of it if possible."""
        from bilat.database.build import build  # needs pydantic, which a kept database does not
        from bilat.dataset.load import read

        dataset = read(self._files, self.folder, self._progress).sound()
        connection = connect(":memory:")
        try:
            build(dataset, connection)
        except sqlite3.Error as error:
            raise BilatError(f"this Python's SQLite cannot hold the dataset: {error}") from None
        if self._kept_file:
            _keep(connection, self._kept_file)
        return connection


def explained(error: Exception, what: str) -> BilatError:
    """Return what a person is told of an error: UsageError unless the machine is to blame."""
    has_room = getattr(error, "sqlite_errorcode", 0) & 0xFF not in _NO_ROOM
    return (UsageError if has_room else BilatError)(f"{what}: {error}")


class _Connection(sqlite3.Connection):
    """A connection that is closed with its last user."""

    def __del__(self) -> None:
        with suppress(sqlite3.ProgrammingError):  # it failed to open
            self.close()


def connect(name: str) -> sqlite3.Connection:
    """Return a connection to a file or memory, in which every statement is its own transaction."""
    return sqlite3.connect(
        name, uri=True, isolation_level=None, check_same_thread=False, factory=_Connection
    )


def _kept_file(files: Mapping[str, bytes]) -> Path | None:
    """Return where the database of these data files is kept; None if it is not to be kept."""
    from hashlib import sha256

    package = Path(__file__).parents[1]
    is_off = os.environ.get("BILAT_CACHE", "").lower() in ("off", "0", "no", "false")
    if is_off or not package.is_dir():  # in an archive the sources have no files
        return None
    key = sha256(sqlite3.sqlite_version.encode())
    for folder in (package, package / "dataset", package / "database"):
        for path in sorted(folder.iterdir()):
            if path.suffix in (".py", ".pyc"):
                key.update(path.read_bytes())
    for name, content in sorted(files.items()):
        key.update(f"{name}\0{len(content)}\0".encode("utf-8", "surrogateescape") + content)
    name = f"bilat/{key.hexdigest()}.db"
    for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA"):  # the second is that of Windows
        if (folder := Path(os.environ.get(variable, ""))).is_absolute():
            return folder / name
    with suppress(RuntimeError):  # some users have no home
        return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache") / name
    return None


def _opened(path: Path) -> sqlite3.Connection | None:
    """Return the database of a kept file; None if there is none or it cannot be used."""
    try:
        # Nobody changes a kept file, so SQLite need not lock it.
        connection = connect(f"{path.as_uri()}?mode=ro&immutable=1")
        connection.execute("SELECT * FROM dataset_info").fetchall()
    except sqlite3.Error:
        return None
    with suppress(OSError):
        os.utime(path)
    return connection


def _keep(database: sqlite3.Connection, path: Path) -> None:
    """Write a copy to the cache folder; it is no error if that is impossible."""
    from tempfile import mkstemp

    with suppress(sqlite3.Error, OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, new = mkstemp(".new", f"{path.stem}.", path.parent)  # for its owner alone
        os.close(descriptor)
        try:
            with closing(sqlite3.connect(new)) as copy:
                copy.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
                database.backup(copy)
            Path(new).replace(path)
        finally:
            Path(new).unlink(missing_ok=True)
        ours = [file for file in path.parent.iterdir() if _OUR_FILES.fullmatch(file.name)]
        for unused in sorted(ours, key=lambda file: file.stat().st_mtime)[:-KEPT]:
            unused.unlink()
