"""The database of a data folder, built once and kept in the user's cache folder.

The name of a file says from what it was built: the folder, the state of its files, the state of
bilat's own and the version of SQLite. So a file is never stale, only unused; the last used stay.
"""

import contextlib
import json
import os
import re
import sqlite3
import stat
import tempfile
import time
from collections.abc import Iterator, Mapping
from importlib.util import source_hash
from itertools import chain
from pathlib import Path
from typing import Any

from bilat.dataset.folder import data_folder
from bilat.errors import BilatError, DatasetError, FileError
from bilat.progress import Progress, silent

KEPT = 8
"""How many databases stay, the last used."""
TICK = 2
"""Seconds within which a file may change twice and keep its times, as git assumes too."""
TRIES = 3
"""How often a folder is read that changes meanwhile."""

_ABANDONED = 3600
"""Seconds after which a file that was never renamed is of a process that was killed."""
_OURS = r"[0-9a-f]{16}-[0-9a-f]{16}\.(db|[a-z0-9_]{8}\.new)"
_FIRST = 100
"""How many rows are read before the first is given: most damage shows in them."""
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR)

Row = tuple[Any, ...]


class Database:
    """The database of a data folder, open for reading.

    Several threads may ask the same one, but only one at a time.
    """

    def __init__(self, folder: Path | None = None, progress: Progress = silent) -> None:
        """`progress` is told of what is read where the database has to be built.

        Raises FileError where the folder cannot be read and DatasetError, with every problem,
        where the dataset in it is unsound.
        """
        self.folder = data_folder(folder)
        self._progress = progress
        self.path, self.connection = _open(self.folder, progress)

    def query(
        self, query: str, values: Mapping[str, Any] = {}
    ) -> tuple[tuple[str, ...], Iterator[Row]]:
        """The names of the columns and the rows of a query.

        A kept database that turns out to be damaged is built anew, at once where no row has been
        given yet. Raises sqlite3.Error where the query cannot be answered.
        """
        try:
            cursor, first = self._begin(query, values)
        except sqlite3.DatabaseError as error:
            if self.path is None or not _is_damage(error):
                raise
            self._rebuild(self.path)
            cursor, first = self._begin(query, values)
        names = tuple(column[0] for column in cursor.description or ())
        return names, chain(first, self._rest(cursor))

    def _rest(self, cursor: sqlite3.Cursor) -> Iterator[Row]:
        """The rows after the first ones; damage that shows so late can only be told."""
        try:
            yield from cursor
        except sqlite3.DatabaseError as error:
            if self.path is None or not _is_damage(error):
                raise
            self.path.unlink(missing_ok=True)
            raise FileError(
                f"{self.path}: was damaged, and is removed; what was written is not all, ask again"
            ) from None

    def rows(self, query: str, values: Mapping[str, Any] = {}) -> Iterator[Row]:
        """The rows of a query, with values by the names of its parameters."""
        return self.query(query, values)[1]

    def one(self, query: str, values: Mapping[str, Any] = {}) -> Row | None:
        """The first row of a query, if there is one."""
        return next(self.rows(query, values), None)

    def count(self, table: str) -> int:
        """How many rows a table has."""
        found = self.one(f'SELECT count(*) FROM "{table}"')
        return int(found[0]) if found else 0

    def close(self) -> None:
        """Closes the database; it can be asked nothing more."""
        self.connection.close()

    def __del__(self) -> None:
        if hasattr(self, "connection"):  # it may have failed to open
            self.connection.close()

    def _begin(self, query: str, values: Mapping[str, Any]) -> tuple[sqlite3.Cursor, list[Row]]:
        cursor = self.connection.execute(query, values)
        return cursor, cursor.fetchmany(_FIRST)

    def _rebuild(self, damaged: Path) -> None:
        self.connection.close()
        damaged.unlink(missing_ok=True)
        self.path, self.connection = _open(self.folder, self._progress)


def _is_damage(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED


def _open(folder: Path, progress: Progress) -> tuple[Path | None, sqlite3.Connection]:
    """The kept database of a folder, else one built now; its path, None if it is in memory."""
    for _ in range(TRIES):
        key, newest = _state(folder)
        path = _path(folder, key)
        if path and _is_own_file(path):
            with contextlib.suppress(sqlite3.Error, OSError):
                connection = _connect(path)
                with contextlib.suppress(OSError):
                    os.utime(path)  # the last used stay
                return path, connection
        if path and abs(time.time() - newest) < TICK:
            path = None  # the next change might leave no trace in the state of the files
        dataset = _read(folder, progress)
        if _state(folder)[0] == key:  # rows of two states would be no answer
            return _build(dataset, path, progress)
    raise FileError(f"{folder}: changes while it is read; ask again when it is at rest")


def _read(folder: Path, progress: Progress) -> Any:
    from bilat.dataset.read import read  # with PyYAML and pydantic, which a kept database spares

    reading = read(folder, progress)
    if reading.dataset is None:
        raise DatasetError(reading.problems)
    return reading.dataset


def _build(
    dataset: Any, path: Path | None, progress: Progress
) -> tuple[Path | None, sqlite3.Connection]:
    """A database in a file or, where none can be written, in memory."""
    from bilat.database.build import build

    if path:
        with contextlib.suppress(sqlite3.OperationalError, OSError):
            with _written_aside(path) as aside, contextlib.closing(_writable(aside)) as database:
                build(dataset, database, progress)
            _tidy(path)
            return path, _connect(path)
    database = _writable(":memory:")
    try:
        build(dataset, database, progress)
    except sqlite3.OperationalError as error:
        if "fts5" not in str(error):
            raise
        raise BilatError(
            "the SQLite of this Python has no FTS5, which bilat searches with"
        ) from None
    database.execute("PRAGMA query_only = ON")
    return None, database


def _writable(path: Path | str) -> sqlite3.Connection:
    return _prepared(sqlite3.connect(path, isolation_level=None, check_same_thread=False))


def _connect(path: Path) -> sqlite3.Connection:
    """A database that is whole, for reading; nobody changes it."""
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("SELECT 1 FROM dataset_info").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return _prepared(connection)


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.create_function("list_order", 1, _list_order, deterministic=True)
    return connection


def _list_order(items: str) -> str:
    """What puts lists, as JSON arrays, in the order of their items."""
    return "\0".join(f"{item:019}" if isinstance(item, int) else item for item in json.loads(items))


@contextlib.contextmanager
def _written_aside(path: Path) -> Iterator[Path]:
    """A new file, readable by its owner only, that is renamed to the path when it is whole."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.stem}.", suffix=".new")
    os.close(descriptor)
    aside = Path(name)
    try:
        yield aside
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


# Where, and from what


def _home() -> Path | None:
    """Where databases are kept; None where they are turned off or there is no place for them."""
    if os.environ.get("BILAT_CACHE", "").lower() in ("off", "0", "no", "false"):
        return None
    home = os.environ.get("XDG_CACHE_HOME", "")
    if Path(home).is_absolute():  # a relative one is to be ignored
        return Path(home) / "bilat"
    try:
        return Path.home() / ".cache" / "bilat"
    except RuntimeError:  # no home
        return None


def _path(folder: Path, key: str) -> Path | None:
    home = _home()
    return home / f"{source_hash(os.fsencode(folder.resolve())).hex()}-{key}.db" if home else None


def _state(folder: Path) -> tuple[str, float]:
    """What changes when a data file, bilat or SQLite does, and the time of the last change."""
    state = [sqlite3.sqlite_version]
    newest = 0.0
    resolved = folder.resolve()
    for link in (folder, resolved / "documents"):  # it may be switched, and back
        with contextlib.suppress(OSError):
            of = link.lstat()
            state.append(f"{of.st_ino}:{of.st_mtime_ns}:{of.st_ctime_ns}")
    package = Path(__file__).parents[1]
    in_zip = () if package.is_dir() else (next(up for up in package.parents if up.is_dir()),)
    places = (_files(each) for each in (resolved, resolved / "documents", *in_zip))
    for one, changed in chain(*places, _files(package, below=True)):
        state.append(one)
        newest = max(newest, changed)
    # The hash by which Python knows changed source files; hashlib takes longer to import.
    key = source_hash("\0".join(sorted(state)).encode("utf-8", "surrogateescape"))
    return key.hex(), newest


def _files(folder: Path | str, *, below: bool = False) -> Iterator[tuple[str, float]]:
    """The state and the last change of each file in a folder and, if wanted, in those below it."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if not entry.is_dir():
                    yield _file(entry)
                elif below and entry.name not in ("_data", "__pycache__"):
                    yield from _files(entry.path, below=True)
    except OSError as error:
        yield f"{folder}:{error.strerror}", 0.0


def _file(entry: os.DirEntry[str]) -> tuple[str, float]:
    try:
        of = entry.stat()
    except OSError as error:  # such as a link to nothing
        return f"{entry.path}:{error.strerror}", 0.0
    state = f"{entry.path}:{of.st_ino}:{of.st_size}:{of.st_mtime_ns}:{of.st_ctime_ns}"
    return state, max(of.st_mtime, of.st_ctime)


def _is_own_file(path: Path) -> bool:
    """Whether a path is a regular file, not a link, of the user who runs the program."""
    try:
        found = path.lstat()
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and found.st_uid == os.geteuid()


def _tidy(written: Path) -> None:
    """Databases that were not used lately, and what killed processes left, do not pile up."""
    now = time.time()
    with contextlib.suppress(OSError):
        ours = [each for each in written.parent.iterdir() if re.fullmatch(_OURS, each.name)]
        ages = {each: now - each.lstat().st_mtime for each in ours if _is_own_file(each)}
        kept = sorted((each for each in ages if each.suffix == ".db"), key=ages.__getitem__)[:KEPT]
        for each, age in ages.items():
            unwanted = each not in kept if each.suffix == ".db" else age > _ABANDONED
            if unwanted and each != written:
                each.unlink(missing_ok=True)
